"""What a finding proposes to enter instead: whether it may be, how it is offered, what is said when it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from jzdesk.desk import entering
from jzdesk.desk.paste_plan import head_of
from jzdesk.desk.window import Look
from jzdesk.errors import JzdeskError
from jzdesk.models.checks import Finding
from jzdesk.models.entry import Key
from jzdesk.models.sheet import Sheet
from jzdesk.models.value import shown, text_of
from jzdesk.words import say


@dataclass(frozen=True)
class Offer:
    """What is offered for a finding: a few words, the whole of it aloud, and what is said once it is done."""

    finding: Finding
    text: str
    spoken: str
    done: str


def offer(look: Look, finding: Finding) -> Offer | None:
    """Return what is offered for a finding; None where it proposes nothing that may be entered now."""
    if not finding.mend or not look.editable or not _may(look.sheet, finding):
        return None
    changes = [_change(look.sheet, key, text) for key, text in finding.mend]
    text = say("desk.mending.swap") if len(changes) > 1 else say("desk.mending.to", value=changes[0][2])
    parts = "，".join(say("desk.mending.change", column=c, old=old, new=new) for c, old, new in changes)
    key = finding.mend[0][0]
    form, row, _ = look.sheet.place(key)
    name = look.sheet.label(form, row)
    return Offer(
        finding, text, say("desk.mending.spoken", row=name, changes=parts),
        say("desk.mending.done", row=name, changes=parts),
    )  # fmt: skip


def offers(look: Look, findings: Iterable[Finding]) -> dict[Finding, Offer]:
    """Return what is offered for each of these that nobody has explained."""
    found = {f: offer(look, f) for f in findings if f.mend and f.explanation is None}
    return {finding: offered for finding, offered in found.items() if offered is not None}


def here(look: Look, key: Key) -> tuple[Offer, ...]:
    """Return what is offered for a cell."""
    return tuple(offers(look, (f for f in look.findings if key in f.keys)).values())


def _may(sheet: Sheet, finding: Finding) -> bool:
    try:
        for key, text in finding.mend:
            entering.judge_one(sheet, key, text)
    except JzdeskError:
        return False
    return True


def _change(sheet: Sheet, key: Key, text: str) -> tuple[str, str, str]:
    """Return the column's name, what stands there and what would stand there."""
    form, row, column = sheet.place(key)
    new = text_of(entering.judge_one(sheet, key, text), row, column)
    old = text_of(sheet.cell(key, row, column), row, column)
    return head_of(form, row, column), shown(old, row, column), shown(new, row, column)
