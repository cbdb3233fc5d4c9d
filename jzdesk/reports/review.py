"""复核清单: on one A4 what a section head looks at before she signs, with boxes to tick."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from jzdesk.models import quantity, signed
from jzdesk.models.entry import OWED, Key, blank_word
from jzdesk.models.form import Form, Row
from jzdesk.models.snapshot import Frozen
from jzdesk.models.value import unit_of
from jzdesk.models.waiver import waivers_of
from jzdesk.reports import findings
from jzdesk.reports.chart_data import decimal
from jzdesk.reports.document import (
    A4_TIGHT,
    CENTRE,
    RIGHT,
    Block,
    Cell,
    Document,
    Fields,
    Gap,
    Paragraph,
    Section,
    Sides,
)
from jzdesk.reports.stamp import Stamp, called, row_name
from jzdesk.words import say

_LARGEST = 10
_TEXT = 160  # characters of a text that a list shows; the whole stands in the report
# What the smallest type that is still read leaves for the lists: lines, and characters in each
_LINES, _ACROSS = 54, 85
_BEHIND = "behind"
BOX = "☐"


@dataclass(frozen=True, slots=True)
class Change:
    """A figure beside what it is compared with; `change` is in percent, or in 百分点 for a rate."""

    key: Key
    now: Decimal
    base: Decimal
    against: str
    change: Decimal
    points: bool


def review_document(frozen: Frozen, *, draft: bool) -> Document:
    """Return the 复核清单 of a period as it stands."""
    stamp = Stamp.of(frozen, draft=draft)
    title = say("reports.review.title")
    lists = {
        "blanks": list(_blanks(frozen)),
        "explained": list(_explained(frozen)),
        "owed": list(_owed(frozen)),
        "behind": list(_behind(frozen)),
    }
    if waived := list(_waived(frozen)):
        lists["waived"] = waived
    shares = _shares(lists.values())
    blocks: list[Block] = [
        Paragraph(title, size=18, bold=True, align=CENTRE, leading=1.6, space=1, keep=True),
        Sides(stamp.office, "", frozen.period.title, size=10, space=1),
        *_changes(frozen),
    ]
    for (name, texts), share in zip(lists.items(), shares, strict=True):
        blocks += _list(name, texts, share)
    blocks += [Paragraph(findings.counts_sentence(frozen), size=9, space=2), *_signature(frozen)]
    section = Section(title, A4_TIGHT, tuple(blocks), one_page=True)
    return Document(
        title=say("reports.review.document", place=stamp.place, period=frozen.period.title),
        author=stamp.office, sections=(section,), practice=stamp.practice, draft=draft, code=stamp.code,
    )  # fmt: skip


def largest_changes(frozen: Frozen, number: int = _LARGEST) -> list[Change]:
    """Return the figures that changed most against last year, or else against the period before."""
    found = [c for c in _compared(frozen) if c.change != 0]
    return sorted(found, key=lambda c: -abs(c.change))[:number]


def _compared(frozen: Frozen) -> Iterator[Change]:
    """Yield every primary figure that has something to be compared with."""
    for form in frozen.forms:
        for row in frozen.rows(form):
            column = form.column(row.primary)
            if column is not None and column.kind == "number" and not row.derived:
                points = unit_of(row, column) == "%"
                found = (_change(frozen, form, row, against, points) for against in ("last_year", "previous"))
                yield from islice((c for c in found if c is not None), 1)


def _change(frozen: Frozen, form: Form, row: Row, against: str, points: bool) -> Change | None:
    now, base = decimal(frozen, form.id, row.code, row.primary), decimal(frozen, form.id, row.code, against)
    if now is None or base is None:
        return None
    change = now - base if points else quantity.change_pct(now, base)
    key = Key(form.id, row.code, row.primary)
    return None if change is None else Change(key, now, base, against, change, points)


def _changes(frozen: Frozen) -> list[Block]:
    rows = [
        (
            Cell(BOX, CENTRE), Cell(called(frozen, change.key)),
            Cell(_shown(change.now), RIGHT), Cell(_shown(change.base), RIGHT),
            Cell(say(f"models.checks.{change.against}"), CENTRE), Cell(_signed(change), RIGHT),
        )
        for change in largest_changes(frozen)
    ]  # fmt: skip
    heading = _heading("changes")
    if not rows:
        return [heading, _line(say("reports.review.no_changes"))]
    return [heading, findings.simple_grid("review", (9, 84, 24, 24, 18, 22), rows, size=8.5), Gap(1.5)]


def _shown(value: Decimal) -> str:
    """Return a figure with the places it has in the file."""
    return quantity.show(value, len(str(value).partition(".")[2]))


def _signed(change: Change) -> str:
    text = ("+" if change.change > 0 else "") + quantity.show(change.change, 1)
    return say("models.derive.points", value=text) if change.points else f"{text}%"


def _heading(name: str) -> Paragraph:
    return Paragraph(say(f"reports.review.{name}"), size=10, bold=True, leading=1.7, keep=True)


def _line(text: str) -> Paragraph:
    return Paragraph(text, size=9, hang=1.3, indent=-1.3, leading=1.4)


def _shares(lists: Iterable[Sequence[str]]) -> list[int]:
    """Return how many texts of each list fit on the page, taking one of each in turn until it is full."""
    waiting = [[-(-len(_shortened(text)) // _ACROSS) for text in texts] for texts in lists]
    shares, left = [0] * len(waiting), _LINES
    turn = True
    while turn:
        turn = False
        for number, costs in enumerate(waiting):
            if shares[number] < len(costs) and costs[shares[number]] <= left:
                left -= costs[shares[number]]
                shares[number] += 1
                turn = True
    return shares


def _list(name: str, texts: list[str], share: int) -> list[Block]:
    """Return a list with a box before each line; what the page has no room for is counted."""
    if not texts:
        return [_heading(name), _line(say("reports.review.none")), Gap(1)]
    lines = [f"{BOX} {_shortened(text)}" for text in texts[:share]]
    if len(texts) > share:
        lines.append(say("reports.review.more", number=len(texts) - share))
    return [_heading(name), *(_line(text) for text in lines), Gap(1)]


def _shortened(text: str) -> str:
    text = text.replace("\n", " ")
    return text if len(text) <= _TEXT else say("reports.review.shortened", text=text[:_TEXT])


def _owed(frozen: Frozen) -> Iterator[str]:
    for key, who, when in findings.owed_cells(frozen):
        yield say("reports.review.owed_line", place=called(frozen, key), who=who, when=when)


def _blanks(frozen: Frozen) -> Iterator[str]:
    """Yield the blank cells, those of one form with one reason in one line."""
    groups: dict[tuple[str, str], list[str]] = {}
    titles = {form.id: form.title for form in frozen.forms}
    for key, reason in findings.blanks(frozen):
        if blank_word(reason) != OWED:
            groups.setdefault((key.form, blank_word(reason)), []).append(called(frozen, key, short=True))
    for (form, reason), places in groups.items():
        text = say("reports.review.place_mark").join(places)
        yield say("reports.review.blank", form=titles[form], reason=reason, number=len(places), places=text)


def _explained(frozen: Frozen) -> Iterator[str]:
    poor = findings.poor(frozen)
    for group in findings.grouped(frozen):
        text = group[0]["explanation"] or say("reports.check.unexplained")
        why = next((poor[id(f)] for f in group if id(f) in poor), "")
        mark = say(f"reports.review.{why}") if why else ""
        yield say(
            "reports.review.explained_line", message=findings.message_of(frozen, group), text=mark + text
        )


def _behind(frozen: Frozen) -> Iterator[str]:
    for form in frozen.forms:
        if form.column("status") is None:
            continue
        for row in frozen.rows(form):
            if frozen.value(Key(form.id, row.code, "status")) == _BEHIND:
                problem = frozen.value(Key(form.id, row.code, "problems")) or say("reports.check.nothing")
                yield say("reports.review.behind_line", row=row_name(frozen, form, row), text=problem)


def _waived(frozen: Frozen) -> Iterator[str]:
    for one in waivers_of(frozen.content):
        yield say("reports.review.waived_line", rule=one.rule, sentence=one.sentence, reason=one.reason)


def _signature(frozen: Frozen) -> list[Block]:
    """Return the lines to sign on; where a deputy reviewed in somebody's stead, who in whose."""
    pairs = tuple((say(f"reports.review.{name}"), "") for name in ("reviewer", "date"))
    signers = frozen.content["signers"]
    blocks: list[Block] = [
        Paragraph(say("reports.review.verdict"), size=10.5, leading=1.8, keep=True),
        Fields(pairs, columns=2, ruled=True, size=10.5, pitch=9),
    ]
    if signers.get("reviewer_for"):
        name = signed.shown(signers, "reviewer")
        blocks.append(Paragraph(say("reports.review.stead", name=name), size=9, leading=1.8))
    return blocks
