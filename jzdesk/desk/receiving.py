"""Receiving: taking a file in, and accepting it with a receipt."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from jzdesk.desk import enrolling, papers
from jzdesk.desk.arriving import Arrived, Read, answer, editions, judge, read
from jzdesk.desk.coverage import carried_effect, carried_last, counted, effect
from jzdesk.desk.office import Office
from jzdesk.errors import JzdeskError, RefusedError
from jzdesk.models import backfill, snapshot, workflow
from jzdesk.models.letters import ENROLMENT, RECEIPT, UPLOAD, VERSION
from jzdesk.models.period import Period
from jzdesk.store.correspondence import Letter
from jzdesk.store.submissions import Submission
from jzdesk.words import say
from jzdesk.worker.reader import Reader


def receive(
    office: Office, paths: Sequence[Path], *, dry_run: bool = False, received_on: date | None = None
) -> dict[str, Any]:
    """Take in files that fit this store, each all or nothing (INTERFACE §5 `receive`)."""
    day = received_on or office.today
    with Reader() as reader:
        known = editions(office)
        return {
            "files": [take(office, read(path, known, reader), dry_run=dry_run, day=day) for path in paths]
        }


def take(office: Office, found: Read, *, dry_run: bool, day: date) -> dict[str, Any]:
    """Take in one file that was read, all or nothing; its entry of what `receive` returns."""
    try:
        arrived = judge(office, found, {ENROLMENT, UPLOAD if office.is_city else RECEIPT})
        if arrived.kind == ENROLMENT:
            return enrolling.hold(office, arrived, dry_run=dry_run)
        if arrived.kind == RECEIPT:
            return _take_receipt(office, arrived, dry_run)
        return _take_upload(office, arrived, dry_run, day)
    except JzdeskError as error:
        if error.exit_code == 3:
            raise
        return answer(found.path, {}, "", "refused", error.sentence)


def _take_upload(office: Office, arrived: Arrived, dry_run: bool, day: date) -> dict[str, Any]:
    content, name = arrived.content, arrived.path.name
    if content["unit"] not in office.catalogue.counties:
        raise RefusedError(say("desk.receiving.unknown_unit", name=name, unit=content["unit"]))
    known = office.store.submissions(content["unit"], arrived.period)
    if any(s.code == arrived.code for s in known):
        return answer(arrived.path, content, arrived.code, "already", say("desk.receiving.already"))
    if any(s.revision == content["revision"] for s in known):
        raise RefusedError(
            say("desk.receiving.same_revision", name=name, period=arrived.period.title,
                unit=office.catalogue.division(content["unit"]).name, revision=content["revision"])
        )  # fmt: skip
    before = last_accepted(office, content["unit"], arrived.period)
    changes = snapshot.compare(before, content)
    changes += backfill.compare(carried_last(office, content["unit"]), content)
    totals = effect(office, arrived.period, content) + carried_effect(office, content)
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
        _store_upload(office, arrived, day)
        message = message or say("desk.receiving.taken")
    return answer(arrived.path, content, arrived.code, "taken", message, changes, totals)


def _store_upload(office: Office, arrived: Arrived, day: date) -> None:
    content = arrived.content
    at = office.stamp
    with office.store.operation("receive", arrived.period, how="workbook", why="", at=at, step=False) as op:
        received = Submission(
            content["unit"], arrived.period, content["revision"], arrived.code, UPLOAD, "received", at,
            draft=content["draft"], predecessor=content["predecessor"] or None,
            facts={"received_on": day.isoformat()} | ({"key": arrived.key} if arrived.key else {}),
        )  # fmt: skip
        op.submission(received, arrived.data, snapshot.numbers(content, office.catalogue))
        op.barrier()
    office.forget()


def last_accepted(office: Office, unit: str, period: Period) -> Mapping[str, Any] | None:
    """Return the content of an office that counts in the totals of a period."""
    counting = next((s for s in counted(office, period) if s.unit == unit), None)
    return json.loads(office.store.submission_content(counting.id)) if counting else None


def accept(
    office: Office, unit: str, period: Period, *, revision: int | None, out: Path,
    made: tuple[Mapping[str, Any], bytes] | None = None,
) -> tuple[int, Path]:  # fmt: skip
    """Accept a received revision (验收) and write the receipt (回执); returns revision and file.

    `made` is a receipt that was made already, with the content it was made of.
    """
    found = to_accept(office, unit, period, revision)
    content = receipt_of(office, found)
    ready = made[1] if made is not None and made[0] == content else b""
    papers.write_letter(office, content, out, ready)
    if found.state == "accepted":
        return found.revision, out
    with office.store.operation("accept", period, how="typed", why="", at=office.stamp, step=False) as op:
        op.submission_state(found.id, "accepted", {**found.facts, "accepted_on": office.today.isoformat()})
        op.barrier()
    office.forget()
    return found.revision, out


def to_accept(office: Office, unit: str, period: Period, revision: int | None) -> Submission:
    """Return the received revision that is to be accepted: the one named, else the newest."""
    office.need_city()
    name = office.catalogue.division(unit).name
    known = office.store.submissions(unit, period)
    if not known:
        raise RefusedError(say("desk.receiving.nothing_to_accept", unit=name, period=period.title))
    chosen = (
        [s for s in known if s.revision == revision] if revision else [max(known, key=lambda s: s.revision)]
    )
    if not chosen:
        raise RefusedError(
            say("desk.receiving.no_revision", unit=name, period=period.title, revision=revision)
        )
    return chosen[0]


def receipt_of(office: Office, found: Submission) -> dict[str, Any]:
    """Return the receipt's content: which file was accepted, by its 校验码, and when."""
    return {
        "kind": RECEIPT, "version": VERSION, "plan": office.catalogue.data["plan"]["id"],
        "catalogue": office.catalogue.edition, "program": office.program, "unit": found.unit,
        "period": str(found.period), "practice": office.practice, "revision": found.revision,
        "predecessor": found.code, "office": office.name, "result": workflow.ACCEPTED,
        "received_on": found.facts.get("received_on", ""),
        "accepted_on": found.facts.get("accepted_on", office.today.isoformat()),
    }  # fmt: skip


def _take_receipt(office: Office, arrived: Arrived, dry_run: bool) -> dict[str, Any]:
    """Take the city's receipt back to the office whose file it is about."""
    content, name = arrived.content, arrived.path.name
    if content["unit"] != office.unit:
        found = office.catalogue.division(content["unit"]).name
        own = office.catalogue.division(office.unit).name
        raise RefusedError(say("desk.receiving.wrong_unit", name=name, found=found, unit=own))
    own_files = office.store.submissions(office.unit, arrived.period)
    target = next((s for s in own_files if s.code == content["predecessor"]), None)
    if target is None:
        code = snapshot.show_code(content["predecessor"])
        raise RefusedError(say("desk.receiving.receipt_unknown", name=name, code=code))
    if any(letter.code == arrived.code for letter in office.store.letters()):
        return answer(arrived.path, content, arrived.code, "already", say("desk.receiving.already"))
    if arrived.unconfirmed:
        raise RefusedError(arrived.unconfirmed)
    message = say("desk.receiving.receipt_taken", period=arrived.period.title, revision=content["revision"])
    if not dry_run:
        _store_receipt(office, arrived, target)
    return answer(arrived.path, content, arrived.code, "taken", message)


def _store_receipt(office: Office, arrived: Arrived, target: Submission) -> None:
    content, period = arrived.content, arrived.period
    record = office.store.period(period)
    at = office.stamp
    with office.store.operation("receive", period, how="workbook", why="", at=at, step=False) as op:
        letter = Letter(
            RECEIPT, arrived.code, at, content["unit"], period, content["revision"],
            {"accepted_on": content["accepted_on"]},
        )  # fmt: skip
        op.letter(letter, arrived.data)
        op.submission_state(target.id, "submitted", {**target.facts, "accepted_on": content["accepted_on"]})
        current = record.facts.get("code") == target.code
        if current and record.state in {workflow.PACKED, workflow.SENT, workflow.QUERIED, workflow.RECEIVED}:
            op.state(workflow.ACCEPTED, record.facts, record.edition)
        op.barrier()
    office.forget()
