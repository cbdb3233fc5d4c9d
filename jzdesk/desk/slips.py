"""退回单 and 查询单: what the city says of single cells of an upload, in a file or on the telephone."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jzdesk.desk import changed, loop, papers
from jzdesk.desk.changed import Spot
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError, UsageError
from jzdesk.models import letters
from jzdesk.models.entry import Key
from jzdesk.models.letters import RETURN, Word
from jzdesk.models.period import Period
from jzdesk.models.snapshot import Frozen
from jzdesk.models.value import clean_text
from jzdesk.store.submissions import Submission
from jzdesk.words import say

RETURNED = "returned"
"""The state of an upload in the city's store after it was returned."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip thought through and not yet given out: its content, and the upload it is about."""

    kind: str
    content: dict[str, Any]
    upload: Submission


def begin(
    office: Office, kind: str, unit: str, period: Period, said: Sequence[tuple[str, str]], *,
    revision: int | None = None,
) -> Slip:  # fmt: skip
    """Return the slip that says these texts of cells (by KEY); nothing is changed yet.

    In a county's store it is what the city said of its own upload on the telephone.
    """
    upload = upload_of(office, unit, period, revision)
    frozen = papers.frozen_of(office, json.loads(office.store.submission_content(upload.id)))
    words = _words(frozen, kind, said)
    number = loop.next_number(office, unit, period)
    content = letters.slip(
        kind, loop.issuer(office, str(frozen.content["catalogue"])), loop.about(upload), number,
        remarks=words, issued_on=office.today.isoformat(), by=office.who,
    )  # fmt: skip
    return Slip(kind, content, upload)


def upload_of(office: Office, unit: str, period: Period, revision: int | None) -> Submission:
    """Return the upload that is spoken of: the revision named, else the newest that was handed in."""
    if not office.is_city and unit != office.unit:
        raise RefusedError(say("desk.slips.own_only"))
    office.catalogue.division(unit)
    known = [s for s in office.store.submissions(unit, period) if s.state not in {"frozen", "withdrawn"}]
    fields = {"unit": office.catalogue.division(unit).name, "period": period.title}
    if not known:
        raise RefusedError(say("desk.slips.nothing", **fields))
    chosen = [s for s in known if revision in {None, s.revision}]
    if not chosen:
        raise RefusedError(say("desk.receiving.no_revision", revision=revision, **fields))
    return max(chosen, key=lambda s: s.revision)


def _words(frozen: Frozen, kind: str, said: Sequence[tuple[str, str]]) -> list[Word]:
    if not said:
        raise UsageError(say("desk.slips.no_remark"))
    spots = changed.spots(frozen)
    found: dict[str, Word] = {}
    for text_key, text in said:
        key = Key.parse(text_key)
        spot = spots.get(key)
        if spot is None or key.form not in frozen.content["forms"]:
            raise RefusedError(say("desk.slips.no_cell", key=key))
        place = place_of(spot)
        if kind == RETURN and barred(spot, place):
            raise RefusedError(barred(spot, place))
        clean = clean_text(text)
        if not clean:
            raise RefusedError(say("desk.slips.empty", place=place))
        if str(key) in found:
            raise RefusedError(say("desk.slips.twice", place=place))
        found[str(key)] = Word(str(key), place, clean)
    return list(found.values())


def place_of(spot: Spot) -> str:
    """Return what a cell is called in slips."""
    return say("desk.slips.place", form=spot.form.title, row=spot.label, column=spot.head)


def barred(spot: Spot, place: str) -> str:
    """Return why a cell cannot be returned: the county could not mend it; empty for one that can."""
    if spot.derived:
        return say("desk.slips.computed", place=place)
    return say("desk.slips.city_s", place=place) if spot.column.fixed_in(spot.row) else ""


def finish(office: Office, wanted: Slip, out: Path | None, made: bytes = b"") -> Path | None:
    """Write a slip into its file (none for one said on the telephone) and then into the store.

    A returned upload leaves the totals.
    """
    if out is not None:
        papers.write_letter(office, wanted.content, out, made)
    period = Period.parse(wanted.content["period"])
    action = "return" if wanted.kind == RETURN else "query"
    how = "command" if out is not None else "phone"
    why = "；".join(f"{w['place']}：{w['text']}" for w in wanted.content["remarks"])
    with office.store.operation(action, period, how=how, why=why, at=office.stamp, step=False) as op:
        letter = loop.keep(op, office, wanted.content, by_phone=out is None)
        loop.settle(office, op, period, [letter])
        if office.is_city and wanted.kind == RETURN:
            facts = {**wanted.upload.facts, "returned_on": office.today.isoformat()}
            op.submission_state(wanted.upload.id, RETURNED, facts)
        op.barrier()
    office.forget()
    return out


def give(
    office: Office, kind: str, unit: str, period: Period, said: Sequence[tuple[str, str]], *,
    out: Path | None, revision: int | None = None,
) -> Path | None:  # fmt: skip
    """Return or query cells of an upload at once; without `out` it was said on the telephone."""
    if out is not None:
        office.need_city()
    return finish(office, begin(office, kind, unit, period, said, revision=revision), out)
