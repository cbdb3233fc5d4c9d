"""Receiving: the city takes in uploads and answers, a county the city's letters, both announced keys."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from jzdesk.desk import answering, assigned, enrolling, loop, rechecking
from jzdesk.desk.arriving import Ahead, Arrived, Foreseen, Read, answer, editions, judge, read_ahead
from jzdesk.desk.beforehand import Beforehand
from jzdesk.desk.coverage import carried_last, content_of
from jzdesk.desk.effects import carried_effect, effect
from jzdesk.desk.excluding import EXCLUDED
from jzdesk.desk.office import Office
from jzdesk.errors import JzdeskError, RefusedError
from jzdesk.models import backfill, snapshot
from jzdesk.models.letters import ANSWER, ASSIGNMENT, ENROLMENT, QUERY, RECEIPT, RETURN, UPLOAD
from jzdesk.models.period import Period
from jzdesk.store.books import Body
from jzdesk.store.submissions import Submission
from jzdesk.words import say
from jzdesk.worker.reader import Reader

TO_CITY = frozenset({UPLOAD, ANSWER, ENROLMENT})
TO_COUNTY = frozenset({RECEIPT, RETURN, QUERY, ENROLMENT, ASSIGNMENT})


def receive(
    office: Office, paths: Sequence[Path], *, dry_run: bool = False, received_on: date | None = None,
    copy: bool = True,
) -> dict[str, Any]:  # fmt: skip
    """Take in files that fit this store, each all or nothing (INTERFACE §5 `receive`).

    A checked copy of the store comes first, unless no `copy` is wanted.
    """
    before = Beforehand(office, wanted=copy)
    told = list(each(office, paths, before, dry_run=dry_run, received_on=received_on))
    return {"files": told, "backup": str(before.made) if before.made else None}


def each(
    office: Office, paths: Iterable[Path], before: Beforehand, *, dry_run: bool = False,
    received_on: date | None = None,
) -> Iterator[dict[str, Any]]:  # fmt: skip
    """Take in files as `receive` does and yield the entry of each; nothing of a file is kept here."""
    day = received_on or office.today
    with Reader() as reader:
        known = editions(office)
        foresee = partial(foreseen, office) if office.is_city else None
        for path in paths:
            found = read_ahead(path, known, reader, foresee)
            told = take(office, found, dry_run=dry_run, day=day, before=before)
            if told["kind"] == UPLOAD and told["verdict"] == "taken" and found.packet:
                told["recheck"] = rechecking.recheck(office, found.packet["content"]).plain()
            yield told


def take(
    office: Office, found: Read, *, dry_run: bool, day: date, before: Beforehand | None = None
) -> dict[str, Any]:  # fmt: skip
    """Take in one file that was read, all or nothing; its entry of what `receive` returns.

    `before` makes the copy of the store that comes first; one for all files that are taken in together.
    """
    before = before or Beforehand(office)
    try:
        arrived = judge(office, found, TO_CITY if office.is_city else TO_COUNTY)
        if arrived.kind == ENROLMENT:
            return enrolling.hold(office, arrived, dry_run=dry_run, before=before)
        if arrived.kind == ASSIGNMENT:
            return assigned.take(office, arrived, dry_run=dry_run, before=before)
        if arrived.kind == UPLOAD:
            return _take_upload(office, arrived, dry_run, day, before)
        return _take_letter(office, arrived, dry_run, before)
    except JzdeskError as error:
        if error.exit_code == 3:
            raise
        return answer(found.path, {}, "", "refused", error.sentence)


def foreseen(office: Office, content: Mapping[str, Any], ahead: Ahead) -> Foreseen:
    """Return what a file would change, if nothing else comes before it.

    It may be found before anybody has looked at the cells, so it touches nothing but what `ahead` holds of
    them: what is computed of the 历史补录 has to wait.
    """
    before = last_known(office, content)
    changes = snapshot.differing(snapshot.flat(before), ahead.cells)
    totals = effect(office, Period.parse(content["period"]), content, ahead.numbers)
    return Foreseen(changes, totals, before, carried_last(office, content["unit"]))


def _take_upload(
    office: Office, arrived: Arrived, dry_run: bool, day: date, first: Beforehand
) -> dict[str, Any]:
    content, name = arrived.content, arrived.path.name
    if not office.catalogue.has_county(content["unit"]):
        raise RefusedError(say("desk.receiving.unknown_unit", name=name, unit=content["unit"]))
    known = office.store.submissions(content["unit"], arrived.period)
    if any(s.code == arrived.code for s in known):
        return answer(arrived.path, content, arrived.code, "already", say("desk.receiving.already"))
    # Of a file that nobody has vouched for nothing is said as if it were the county's.
    if not arrived.unconfirmed and any(s.revision == content["revision"] for s in known):
        raise RefusedError(
            say("desk.receiving.same_revision", name=name, period=arrived.period.title,
                unit=office.catalogue.division(content["unit"]).name, revision=content["revision"])
        )  # fmt: skip
    catalogue = office.catalogue_of(content["catalogue"])
    ahead = arrived.ahead or Ahead.of(content, arrived.data, catalogue)
    told = ahead.foreseen or foreseen(office, content, ahead)
    changes = [*told.changes, *backfill.compare(told.carried or told.before, content)]
    totals = [*told.totals, *carried_effect(office, content, told.carried)]
    late = any(s.revision > content["revision"] for s in known)
    if arrived.unconfirmed:  # everything about it may be looked at; none of it counts
        return answer(
            arrived.path, content, arrived.code, "refused", arrived.unconfirmed, changes, totals,
        )  # fmt: skip
    if dry_run:
        word = "would_take_late" if late else "would_take"
        message = say(f"desk.receiving.{word}", revision=content["revision"])
    else:
        message = say("desk.receiving.late_version", revision=content["revision"]) if late else ""
        first.secure()
        _store_upload(office, arrived, day, ahead.body)
        message = message or say("desk.receiving.taken")
    return answer(arrived.path, content, arrived.code, "taken", message, changes, totals)


def _store_upload(office: Office, arrived: Arrived, day: date, body: Body) -> None:
    content = arrived.content
    at = office.stamp
    with office.store.operation("receive", arrived.period, how="workbook", why="", at=at, step=False) as op:
        received = Submission(
            content["unit"], arrived.period, content["revision"], arrived.code, UPLOAD, "received", at,
            draft=content["draft"], predecessor=content["predecessor"] or None,
            facts={"received_on": day.isoformat()} | ({"key": arrived.key} if arrived.key else {}),
        )  # fmt: skip
        op.submission(received, body)
        op.barrier()
    office.forget()


def last_known(office: Office, content: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return what a content is compared with: what counts of its office's period, else what came before it.

    What was returned, or is not accepted yet, counts nowhere, and yet it is what a correction corrects.
    """
    unit, period = str(content["unit"]), Period.parse(content["period"])
    counted = content_of(office, period, unit)
    if counted is not None:
        return counted
    known = office.store.submissions(unit, period)
    earlier = [s for s in known if s.revision < content["revision"] and s.state != EXCLUDED]
    if not earlier:
        return None
    newest = max(earlier, key=lambda s: s.revision)
    found: dict[str, Any] = json.loads(office.store.submission_content(newest.id))
    return found


def _take_letter(office: Office, arrived: Arrived, dry_run: bool, before: Beforehand) -> dict[str, Any]:
    """Take in what the other side says of an upload, each letter once."""
    content = arrived.content
    if office.is_city:
        answering.check(office, content, arrived.path.name)
    else:
        _check_own(office, arrived)
    if any(letter.code == arrived.code for letter in office.store.letters(content["unit"])):
        return answer(arrived.path, content, arrived.code, "already", say("desk.receiving.already"))
    if arrived.unconfirmed:
        return answer(arrived.path, content, arrived.code, "refused", arrived.unconfirmed)
    if not dry_run:
        before.secure()
        loop.take(office, content)
    return answer(arrived.path, content, arrived.code, "taken", _told(office, arrived))


def _check_own(office: Office, arrived: Arrived) -> None:
    """Refuse a letter for another office, or about an upload this one has never made."""
    content, name = arrived.content, arrived.path.name
    if content["unit"] != office.unit:
        found = office.catalogue.division(content["unit"]).name
        own = office.catalogue.division(office.unit).name
        raise RefusedError(say("desk.receiving.wrong_unit", name=name, found=found, unit=own))
    own_files = office.store.submissions(office.unit, arrived.period)
    if all(s.code != content["predecessor"] for s in own_files):
        code = snapshot.show_code(content["predecessor"])
        raise RefusedError(say("desk.receiving.letter_unknown", name=name, code=code))


def _told(office: Office, arrived: Arrived) -> str:
    content = arrived.content
    fields = {"period": arrived.period.title, "revision": content["revision"]}
    if arrived.kind == ANSWER:
        unit = office.catalogue.division(content["unit"]).name
        return say("desk.receiving.answer_taken", unit=unit, n=len(content["answers"]), **fields)
    word = {RECEIPT: "receipt_taken", RETURN: "return_taken", QUERY: "query_taken"}[arrived.kind]
    return say(f"desk.receiving.{word}", n=len(content.get("remarks", ())), **fields)
