"""查询答复: a county's replies to what the city said of its cells; they travel alone."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jzdesk.desk import loop, papers
from jzdesk.desk.arriving import Arrived, editions, judge, read
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError, UsageError
from jzdesk.models import letters
from jzdesk.models.letters import About, Word
from jzdesk.models.period import Period
from jzdesk.models.value import clean_text
from jzdesk.store.correspondence import Letter
from jzdesk.words import say
from jzdesk.worker.reader import Reader


@dataclass(frozen=True, slots=True)
class Answer:
    """Replies thought through and not yet given."""

    content: dict[str, Any]
    period: Period


def begin(office: Office, slip: str, said: Sequence[tuple[str, str]]) -> Answer:
    """Return the replies (KEY, text) to a slip this store knows, by its 校验码; nothing is changed yet.

    In the city's store they are what a county said on the telephone.
    """
    kept = _slip(office, slip)
    content = json.loads(office.store.letter_content(kept.id))
    period = Period.parse(content["period"])
    about = About(content["unit"], content["period"], content["revision"], content["predecessor"])
    made = letters.answer(
        loop.issuer(office, content["catalogue"]), about,
        loop.next_number(office, about.unit, period), slip=slip, answers=_words(content, said),
        issued_on=office.today.isoformat(), by=office.who,
    )  # fmt: skip
    return Answer(made, period)


def _slip(office: Office, code: str) -> Letter:
    kept = next(
        (x for x in office.store.letters() if x.code == code and x.kind in {letters.RETURN, letters.QUERY}),
        None,
    )
    if kept is None:
        raise RefusedError(say("desk.answering.unknown_slip"))
    return kept


def _words(slip: Mapping[str, Any], said: Sequence[tuple[str, str]]) -> list[Word]:
    if not said:
        raise UsageError(say("desk.answering.no_answer"))
    asked = {one["key"]: one["place"] for one in slip["remarks"]}
    found: dict[str, Word] = {}
    for key, text in said:
        if key not in asked:
            raise RefusedError(say("desk.answering.not_asked", key=key, keys="、".join(asked)))
        clean = clean_text(text)
        if not clean:
            raise RefusedError(say("desk.answering.empty", place=asked[key]))
        if key in found:
            raise RefusedError(say("desk.slips.twice", place=asked[key]))
        found[key] = Word(key, asked[key], clean)
    return list(found.values())


def finish(
    office: Office, wanted: Answer, out: Path | None, made: bytes = b"", *, travels: bool = False
) -> Path | None:  # fmt: skip
    """Write replies into their file (none for those said on the telephone) and then into the store.

    Those to a return may instead wait for the correction, in which they travel.
    """
    if out is not None:
        papers.write_letter(office, wanted.content, out, made)
    how = "typed" if travels else "phone" if out is None else "command"
    why = "；".join(f"{w['place']}：{w['text']}" for w in wanted.content["answers"])
    at = office.stamp
    with office.store.operation("answer", wanted.period, how=how, why=why, at=at, step=False) as op:
        letter = loop.keep(op, office, wanted.content, by_phone=out is None and not travels)
        loop.settle(office, op, wanted.period, [letter])
        op.barrier()
    office.forget()
    return out


def give(office: Office, slip: str, said: Sequence[tuple[str, str]], *, out: Path | None) -> Path | None:
    """Reply to a slip at once; without `out` it was said on the telephone."""
    if out is not None:
        office.need_county()
    return finish(office, begin(office, slip, said), out)


def with_correction(office: Office, slip: str, said: Sequence[tuple[str, str]]) -> None:
    """Reply to what was returned without a change: it goes out inside the correction."""
    office.need_county()
    finish(office, begin(office, slip, said), None, travels=True)


def slip_in(office: Office, path: Path) -> Arrived:
    """Return the slip in a file, which this store must have taken in before."""
    with Reader() as reader:
        arrived = judge(office, read(path, editions(office), reader), None)
    if arrived.kind not in {letters.RETURN, letters.QUERY}:
        raise RefusedError(say("desk.answering.not_slip", name=path.name))
    return arrived


def by_phone(office: Office, unit: str, period: Period, said: Sequence[tuple[str, str]]) -> None:
    """Record replies given on the telephone, each to the oldest open remark about its cell."""
    waiting = loop.open_remarks(loop.remarks(office, unit, period))
    if not waiting:
        name = office.catalogue.division(unit).name
        raise RefusedError(say("desk.answering.nothing_asked", unit=name, period=period.title))
    slips = {str(r.key): r.slip for r in reversed(waiting)}
    asked = "、".join(slips)
    unknown = [key for key, _ in said if key not in slips]
    if unknown:
        raise RefusedError(say("desk.answering.not_asked", key=unknown[0], keys=asked))
    for slip in dict.fromkeys(slips[key] for key, _ in said):
        give(office, slip, [pair for pair in said if slips[pair[0]] == slip], out=None)


def check(office: Office, content: Mapping[str, Any], name: str) -> None:
    """Refuse replies to a slip that this store has not written, or to cells it did not ask about."""
    kept = next((x for x in office.store.letters(content["unit"]) if x.code == content["slip"]), None)
    if kept is None:
        raise RefusedError(say("desk.answering.not_ours", name=name))
    asked = {one["key"] for one in json.loads(office.store.letter_content(kept.id))["remarks"]}
    strange = [one["place"] for one in content["answers"] if one["key"] not in asked]
    if strange:
        raise RefusedError(say("desk.answering.strange", name=name, place=strange[0]))
