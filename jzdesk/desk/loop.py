"""Where county and city stand about an upload: the letters in the store, and what follows from them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from jzdesk.models import loop, snapshot, workflow
from jzdesk.models.letters import QUERY, RECEIPT, RETURN, About, Issuer
from jzdesk.models.loop import Letter, Remark
from jzdesk.models.period import Period
from jzdesk.records import replace
from jzdesk.store import correspondence

if TYPE_CHECKING:
    from jzdesk.desk.office import Office
    from jzdesk.models.entry import Key
    from jzdesk.store.operation import Operation
    from jzdesk.store.register import PeriodRecord
    from jzdesk.store.submissions import Submission

_IN_THE_HOUSE = frozenset({"frozen", "withdrawn"})
_LOOP = frozenset({workflow.RETURNED, *workflow.HANDED_IN})
"""The states in which the city has the last word."""


def issuer(office: Office, edition: str) -> Issuer:
    """Return who makes this store's files, under an edition that both sides know."""
    plan = office.catalogue.data["plan"]["id"]
    return Issuer(office.name, office.practice, office.program, plan, edition)


def edition_of(office: Office, one: Submission) -> str:
    """Return the edition an upload was filled under: what is said of it names the same."""
    return str(json.loads(office.store.submission_content(one.id))["catalogue"])


def about(one: Submission) -> About:
    """Return an upload as letters name it."""
    return About(one.unit, str(one.period), one.revision, one.code)


def next_number(office: Office, unit: str, period: Period) -> int:
    """Return the number of the next letter about an office's period."""
    told = (letter.facts.get("number", 0) for letter in office.store.letters(unit, period))
    return max(told, default=0) + 1


def letters(office: Office, unit: str, period: Period) -> tuple[Letter, ...]:
    """Return the letters about an office's period, taken in or sent."""
    return tuple(
        of_content(json.loads(office.store.letter_content(x.id)), str(x.code), by_phone="by_phone" in x.facts)
        for x in office.store.letters(unit, period)
    )


def of_content(content: Mapping[str, Any], code: str, *, by_phone: bool = False) -> Letter:
    """Return a letter's content as the loop sees it; receipts of before letters were numbered come first."""
    number = content.get("number", 0)
    return Letter(
        content["kind"], code, number, content["predecessor"], content["revision"], content, by_phone
    )


def keep(op: Operation, office: Office, content: Mapping[str, Any], *, by_phone: bool = False) -> Letter:
    """Write a letter into the store, inside an operation, and return it as the loop sees it."""
    data = snapshot.encode(content)
    code = snapshot.code_of(data)
    facts: dict[str, Any] = {"number": content["number"]} | ({"by_phone": True} if by_phone else {})
    if "accepted_on" in content:
        facts["accepted_on"] = content["accepted_on"]
    period = Period.parse(content["period"])
    op.letter(
        correspondence.Letter(
            content["kind"], code, office.stamp, content["unit"], period, content["revision"], facts
        ),
        data,
    )
    return of_content(content, code, by_phone=by_phone)


def remarks(office: Office, unit: str, period: Period, more: Sequence[Letter] = ()) -> tuple[Remark, ...]:
    """Return what was said of an office's period, with how it was answered; `more` are letters to come."""
    kinds = {x.kind for x in (*office.store.letters(unit, period), *more)}
    if kinds.isdisjoint({RETURN, QUERY}):  # as most of the time: nothing need be read then
        return ()
    known = (*letters(office, unit, period), *more)
    found = loop.remarks(known, _changes(office, unit, period))
    return found if unit == office.unit else tuple(_travelled(office, unit, period, found))


def _travelled(
    office: Office, unit: str, period: Period, found: Iterable[Remark]
) -> Iterator[Remark]:  # fmt: skip
    """Yield remarks with the replies that came inside a later upload, where no letter brought one."""
    replies = {
        (one["slip"], one["key"]): one["answer"]
        for upload in office.store.submissions(unit, period)
        for one in json.loads(office.store.submission_content(upload.id)).get("replies", ()) if one["answer"]
    }  # fmt: skip
    for remark in found:
        reply = replies.get((remark.slip, str(remark.key)), "")
        told = bool(reply) and not remark.reply
        yield replace(remark, answered=loop.BY_REPLY, reply=reply) if told else remark


def _changes(office: Office, unit: str, period: Period) -> loop.Changed:
    """Return what tells whether a cell differs from what an upload had: in a later one, or as it stands."""
    uploads = [s for s in office.store.submissions(unit, period) if s.state not in _IN_THE_HOUSE]
    uploads.sort(key=lambda s: s.revision)
    flat: dict[str, Mapping[str, str]] = {}
    for one in uploads:
        flat[one.code] = snapshot.flat(json.loads(office.store.submission_content(one.id)))
    order = [one.code for one in uploads]
    now = _standing(office, period) if unit == office.unit else None

    def changed(code: str, key: Key) -> bool:
        if code not in flat:
            return False
        had, name = flat[code].get(str(key)), str(key)
        later = [flat[other] for other in order[order.index(code) + 1 :]]
        return any(cells.get(name) != had for cells in (*later, *([now] if now is not None else [])))

    return changed


def _standing(office: Office, period: Period) -> Mapping[str, str]:
    """Return the cells of a period as they stand, by KEY, in the shape a content has them."""
    sheet = office.sheet(period)
    forms = {form.id: snapshot.form_whole(sheet, form) for form in sheet.forms}
    return snapshot.flat({"forms": forms})


def settle(
    office: Office, op: Operation, period: Period, more: Sequence[Letter] = (),
    standing: PeriodRecord | None = None,
) -> None:  # fmt: skip
    """Bring a period of this office to the state that its letters, and those to come, leave it in.

    `standing` is the period as it will be without them; one that is being worked on is left as it is. In the
    city's store the letters are about other offices.
    """
    record = standing or office.store.period(period)
    if record.state not in _LOOP or office.is_city:
        return
    code = str(record.facts.get("code", ""))
    known = (*letters(office, office.unit, period), *more)
    said = remarks(office, office.unit, period, more)
    state = loop.settled(_base(record), code, known, said)
    if state != record.state or standing is not None:
        op.state(state, record.facts, record.edition)


def _base(record: PeriodRecord) -> str:
    """Return where an upload stands without letters: the city's first word says that it has left."""
    unsent = record.state == workflow.PACKED and not record.facts.get("sent_on")
    return workflow.PACKED if unsent else workflow.SENT


def take(office: Office, content: Mapping[str, Any]) -> None:
    """Take a letter about an upload into the store; what it says lands on the period and its cells."""
    period = Period.parse(content["period"])
    with office.store.operation("receive", period, how="workbook", why="", at=office.stamp, step=False) as op:
        letter = keep(op, office, content)
        if letter.kind == RECEIPT:
            for one in office.store.submissions(office.unit, period):
                if one.code == letter.upload:
                    facts = {**one.facts, "accepted_on": content["accepted_on"]}
                    op.submission_state(one.id, one.state, facts)
        settle(office, op, period, [letter])
        op.barrier()
    office.forget()


def replies(office: Office, period: Period, code: str) -> list[dict[str, str]]:
    """Return what the city returned of the upload `code`, each with the answer; empty for a mere change."""
    return [
        {"slip": r.slip, "key": str(r.key), "place": r.place, "text": r.text, "answer": r.reply}
        for r in remarks(office, office.unit, period) if r.kind == RETURN and r.upload == code
    ]  # fmt: skip


def open_remarks(found: Iterable[Remark]) -> tuple[Remark, ...]:
    """Return those that nobody has answered."""
    return tuple(one for one in found if not one.answered)
