"""交接清单: what the one who takes over must know of this office's store today, gathered for one paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

from jzdesk.desk import (
    deadlines,
    dealings,
    evidence,
    handing_in,
    inbox,
    keyring,
    reporting,
    safekeeping,
    sourcing,
    window,
)
from jzdesk.desk.gathered import Gathering
from jzdesk.desk.office import Office
from jzdesk.desk.rendering import Rendering, data_of
from jzdesk.errors import RefusedError
from jzdesk.models import todo, workflow
from jzdesk.models.entry import Key
from jzdesk.models.handover import (
    Announced,
    Copy,
    Gathered,
    Handover,
    Material,
    Names,
    Open,
    Owed,
    Remark,
    Stamped,
    Stand,
    Unanswered,
    Waiting,
    Waived,
)
from jzdesk.models.letters import RECEIPT
from jzdesk.models.period import Period
from jzdesk.models.todo import Item
from jzdesk.models.value import clean_text
from jzdesk.reports.handover import handover_document
from jzdesk.store.submissions import Submission
from jzdesk.words import say

FIRST = 3
"""So many of many like things are named; the rest is counted."""
FINISHED = 2
"""So many finished periods are told of beside the unfinished ones."""
MOST_NAME = 30
"""Characters a person's name may have: it stands beside two others on one line."""
_SAID = frozenset({todo.RETURNED, todo.QUERIED})
_ELSEWHERE = frozenset({todo.OWED, todo.ASKED, todo.UNSENT, todo.EARLIER, *_SAID})
"""Kinds of the to-do list that have a place of their own on the paper."""


# The paper


def title(office: Office) -> str:
    """Return what the paper is called."""
    return say("reports.handover.title_of", place=_place(office))


def file_name(office: Office) -> str:
    """Return the name the paper is saved under unless told otherwise."""
    return say("desk.handover.file", place=_place(office), day=office.today.isoformat())


def making(office: Office, names: Names) -> Gathering:
    """Return the work of making the paper; its result is the PDF's bytes."""
    checked = _checked(names)
    return Gathering(office, lambda seen: given(seen, checked), drawing)


def drawing(found: Handover) -> Rendering:
    """Return the work of drawing the paper of what was gathered."""
    told = {"handover": found.plain(), "ending": ".pdf"}
    return Rendering([{"job": "render", "what": "handover", **told}], lambda answers: data_of(answers[0]))


def write(office: Office, names: Names, out: Path) -> Path:
    """Write the paper (`.pdf` or `.docx`)."""
    reporting.need_suffix(out, ".pdf", ".docx")
    reporting.write(handover_document(given(office, names)), out)
    return out


def given(office: Office, names: Names) -> Handover:
    """Return all that is open in the store; every list is empty where there is nothing."""
    known = _periods(office)
    stands = [_stand(office, period) for period in known]
    finished = [n for n, one in enumerate(stands) if one.finished]
    left_out = set(finished[:-FINISHED])
    unfinished = [period for period, one in zip(known, stands, strict=True) if not one.finished]
    items = {period: _items(office, period) for period in unfinished}
    return Handover(
        office=office.name, place=_place(office), unit=office.unit, day=office.today.isoformat(),
        practice=office.practice, city=office.is_city, names=_checked(names),
        store=str(office.store.info.path.resolve()), program=office.program,
        catalogue=office.catalogue.edition, copy=_copy(safekeeping.last_backup(office)),
        elsewhere=_copy(safekeeping.last_elsewhere(office)),
        periods=tuple(one for n, one in enumerate(stands) if n not in left_out), earlier=len(left_out),
        backfilled=sum(office.backfilled(period) for period in office.store.periods()),
        todo=tuple(one for period in unfinished for one in _open(office, period, *items[period])),
        owed=tuple(_owed(office)), unanswered=tuple(_unanswered(office)),
        unsent=tuple(_unsent(office, known)),
        remarks=tuple(
            Remark(period.title, item.kind, item.text)
            for period in unfinished for side in items[period] for item in side if item.kind in _SAID
        ),
        waived=tuple(_waived(office)), materials=tuple(_materials(office)),
        stamped=tuple(_stamped(one) for one in _handed(office)),
        waiting=tuple(_waiting(office)), gathered=tuple(_gathered(office, known)),
        announced=tuple(_announced(office)),
    )  # fmt: skip


def _place(office: Office) -> str:
    return office.catalogue.division(office.unit).name


def _checked(names: Names) -> Names:
    """Return names as they are printed; refuse what is no name and say whose it is."""
    return Names(**{who: _name(who, text) for who, text in asdict(names).items()})


def _name(who: str, text: str) -> str:
    called = say(f"desk.handover.{who}")
    try:
        name = " ".join(clean_text(text).split())
    except RefusedError as error:
        raise RefusedError(say("desk.handover.bad_name", who=called, why=error.sentence)) from error
    if len(name) > MOST_NAME:
        raise RefusedError(say("desk.handover.long_name", who=called, most=MOST_NAME, n=len(name)))
    return name


def _copy(found: safekeeping.Copy | None) -> Copy | None:
    return None if found is None else Copy(found.at[:10], str(found.file), found.present)


# The periods


def _periods(office: Office) -> list[Period]:
    """Return the periods that are reported: those with figures, gaps between, and the one due now."""
    known = {period for period in office.store.periods() if not office.backfilled(period)}
    due = window.due_now(office)
    known |= set() if office.backfilled(due) else {due}
    for newest in _newest_of_kind(known):
        known |= {p for p in handing_in.unfilled_before(office.sheet(newest)) if not office.backfilled(p)}
    return sorted(known)


def _newest_of_kind(periods: set[Period]) -> tuple[Period, ...]:
    newest: dict[str, Period] = {}
    for period in sorted(periods):
        newest[period.kind] = period
    return tuple(newest.values())


def _stand(office: Office, period: Period) -> Stand:
    record, state = office.store.period(period), office.state(period)
    stands, facts = deadlines.standing(office, period), record.facts
    locked = state in {workflow.FROZEN, *workflow.HANDED_IN}
    last = handing_in.last_handed_in(office, period)
    code = str(facts.get("code", "")) if locked else last.code if last else ""
    handed = state == workflow.ACCEPTED if office.is_city else stands.handed
    away = state not in {workflow.FROZEN, workflow.PACKED}  # else what is known is of the hand-in before
    return Stand(
        period.title, state, stands.deadline.due if stands.deadline else "", stands.days, stands.over,
        handed=handed, draft=int(facts.get("draft", 0)),
        revision=last.revision if last else 0, tail=code[-4:],
        sent_on=str(facts.get("sent_on", "")) if away else "", way=str(facts.get("way", "")) if away else "",
        receipt=_receipt(office, period, last) if away else "",
        scan=last is not None and bool(last.facts.get("scan")),
        finished=state == workflow.ACCEPTED and not handing_in.unsent(office, period),
    )  # fmt: skip


def _receipt(office: Office, period: Period, last: Submission | None) -> str:
    """Return the day on which the city accepted what was handed in last."""
    days = [
        str(letter.facts.get("accepted_on", ""))
        for letter in office.store.letters(office.unit, period)
        if letter.kind == RECEIPT and last is not None and letter.revision == last.revision
    ]
    return max(days, default="")


def _unsent(office: Office, known: Sequence[Period]) -> Iterator[str]:
    for period in known:
        state = handing_in.unsent(office, period)
        if state:
            yield todo.unsent_text(period, state)


def _handed(office: Office) -> list[Submission]:
    """Return what this office handed in itself, in order."""
    own = (s for s in office.store.submissions(office.unit) if s.state in {"submitted", "accepted"})
    return sorted(own, key=lambda s: (s.period, s.revision))


def _stamped(one: Submission) -> Stamped:
    return Stamped(one.period.title, one.revision, one.code[-4:], str(one.facts.get("signed_on", "")))


# What is to be done


def _items(office: Office, period: Period) -> tuple[Sequence[Item], Sequence[Item]]:
    """Return what blocks and what may wait; nothing blocks in a period not begun, or locked."""
    found = handing_in.todo_of(office, period)
    preparing = office.state(period) in workflow.PREPARING - {workflow.UNFILLED}
    return found.blocking if preparing else (), found.other


def _open(office: Office, period: Period, blocking: Sequence[Item], other: Sequence[Item]) -> Iterator[Open]:
    if office.state(period) == workflow.UNFILLED:
        yield Open(
            period.title, workflow.UNFILLED, True, 1, (say("models.todo.earlier", period=period.title),)
        )
        return
    yield from _grouped(period, [i for i in blocking if i.kind not in _SAID], blocks=True)
    if office.state(period) in workflow.PREPARING:
        yield from _grouped(period, [i for i in other if i.kind not in _ELSEWHERE], blocks=False)


def _grouped(period: Period, items: Sequence[Item], *, blocks: bool) -> Iterator[Open]:
    kinds: dict[str, list[str]] = {}
    for item in items:
        kinds.setdefault(item.kind, []).append(item.text)
    for kind, texts in kinds.items():
        yield Open(period.title, kind, blocks, len(texts), tuple(texts[:FIRST]))


def _owed(office: Office) -> Iterator[Owed]:
    """Yield who owes what until when, the earliest day first.

    A standing fact that is owed is asked for again in the next period, and is told of there alone.
    """
    found: dict[tuple[str, Period, str], list[str]] = {}
    known = office.store.periods()
    newest = _newest_of_kind(set(known))
    for period in known:
        for one in todo.owing(office.sheet(period), period):
            if one.column.standing and period not in newest:
                continue
            text = say("desk.handover.place", row=one.label, column=one.column.name)
            found.setdefault((one.when, period, one.who), []).append(text)
    for (when, period, who), places in sorted(found.items(), key=lambda told: told[0]):
        late = bool(when) and when < office.today.isoformat()
        yield Owed(period.title, who, when, late, len(places), tuple(places[:FIRST]))


def _unanswered(office: Office) -> Iterator[Unanswered]:
    for period in office.store.periods():
        if not office.store.enquiries(period):
            continue
        owing = [bureau for bureau in sourcing.bureaus(office, period) if bureau.owing]
        for one in sorted(owing, key=lambda bureau: (bureau.due, bureau.name)):
            late = (office.today - date.fromisoformat(one.due)).days
            yield Unanswered(period.title, one.name, one.made_on, one.due, max(0, late), one.open)


def _waived(office: Office) -> Iterator[Waived]:
    """Yield the waivers that have not run out, in the city those of all offices."""
    for one in office.catalogue.waivers:
        if one.until >= office.today.isoformat() and (office.is_city or one.unit == office.unit):
            unit = office.catalogue.division(one.unit).name if office.is_city else ""
            yield Waived(one.rule, unit, one.document, one.until, one.reason)


def _announced(office: Office) -> Iterator[Announced]:
    for one in keyring.known(office):
        if one.state == keyring.HELD:
            yield Announced(office.catalogue.division(one.unit).name, one.code, one.on[:10])


# What is kept


def _materials(office: Office) -> Iterator[Material]:
    scans: dict[Period, list[str]] = {}
    for one in _handed(office):
        if one.facts.get("scan"):
            scans.setdefault(one.period, []).append(str(one.facts["scan"]["name"]))
    for period in office.store.periods():
        rows = evidence.of(office, period)
        files = sum(len(pieces) for pieces in rows.values())
        ledgers = _ledgers(office, period)
        if period in scans or files or ledgers:
            yield Material(period.title, tuple(scans.get(period, ())), files, len(rows), ledgers)


def _ledgers(office: Office, period: Period) -> int:
    """Return how many different 台账号 the figures of a period point to."""
    sheet = office.sheet(period)
    keys: set[Key] = {key for cells in sheet.origins.values() for key in cells}
    return len({sheet.origin(key).ledger for key in keys} - {""})


# The city


def _waiting(office: Office) -> Iterator[Waiting]:
    if office.is_city:
        for one in sorted(inbox.pending(office), key=lambda s: (s.period, s.unit)):
            yield Waiting(
                office.catalogue.division(one.unit).name, one.period.title, one.revision, one.code[-4:],
                str(one.facts.get("received_on", "")),
            )  # fmt: skip


def _gathered(office: Office, known: Sequence[Period]) -> Iterator[Gathered]:
    """Yield the periods of which a county's file is missing or waits, once any has come or it is due."""
    if not office.is_city:
        return
    came = {one.period for one in office.store.submissions() if one.unit != office.unit}
    for period in sorted(came | set(known)):
        found = dealings.gathered(office, period)
        if not office.backfilled(period) and found.accepted < found.of:
            yield Gathered(period.title, found.of, found.received, found.accepted, found.missing)
