"""Receiving: what a file is, taking it in, accepting it with a receipt, and who has handed in what."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from jzdesk.desk import papers, safekeeping
from jzdesk.desk.office import Office
from jzdesk.errors import JzdeskError, RefusedError
from jzdesk.models import quantity, snapshot, workflow
from jzdesk.models.catalogue import Catalogue
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.models.snapshot import RECEIPT, UPLOAD, Frozen
from jzdesk.models.value import places_of
from jzdesk.store.correspondence import Letter
from jzdesk.store.submissions import Submission
from jzdesk.words import say
from jzdesk.worker.reader import Reader

_ADDED = frozenset({None, "ytd", "since_start", "funds", "final"})


@dataclass(frozen=True)
class Arrived:
    """A file that was read and found whole: its content, bytes and 校验码."""

    path: Path
    content: Mapping[str, Any]
    data: bytes
    code: str

    @property
    def kind(self) -> str:
        """The kind written inside."""
        return str(self.content["kind"])

    @property
    def period(self) -> Period:
        """The period the file is about."""
        return Period.parse(self.content["period"])


def verify(path: Path, office: Office | None) -> dict[str, Any]:
    """Tell what a file is and whether it is whole and genuine (INTERFACE §5 `verify`).

    Without an office's store the catalogue that comes with the program is used.
    """
    with Reader() as reader:
        packet = _read(_editions(office), reader, path)
    content = packet["content"]
    return {
        "file": str(path), "kind": content.get("kind"), "practice": content.get("practice"),
        "unit": content.get("unit"), "period": content.get("period"),
        "revision": content.get("revision"), "predecessor": content.get("predecessor") or None,
        "catalogue": content.get("catalogue"), "program": content.get("program"),
        "code": packet["code"], "whole": packet["whole"], "signature": packet["signature"],
        "altered": packet["altered"],
    }  # fmt: skip


def _editions(office: Office | None) -> dict[str, str]:
    """Return the known catalogues as JSON by edition."""
    if office is None:
        shipped = safekeeping.shipped_catalogue()
        return {shipped.edition: shipped.to_json()}
    return {e: office.store.catalogue(e)[1] for e in office.store.editions()}


def _read(catalogues: Mapping[str, str], reader: Reader, path: Path) -> dict[str, Any]:
    """Read a file from outside in the child process; returns its packet as plain data."""
    if not path.is_file():
        raise RefusedError(say("desk.receiving.not_file", name=path.name))
    return reader.read_upload(path, catalogues)


def receive(
    office: Office, paths: Sequence[Path], *, dry_run: bool = False, received_on: date | None = None
) -> dict[str, Any]:
    """Take in files that fit this store, each all or nothing (INTERFACE §5 `receive`)."""
    day = received_on or office.today
    with Reader() as reader:
        return {"files": [_one(office, reader, path, dry_run, day) for path in paths]}


def _one(office: Office, reader: Reader, path: Path, dry_run: bool, day: date) -> dict[str, Any]:
    try:
        arrived = _admit(office, reader, path)
        if arrived.kind == RECEIPT:
            return _take_receipt(office, arrived, dry_run)
        return _take_upload(office, arrived, dry_run, day)
    except JzdeskError as error:
        if error.exit_code == 3:
            raise
        return _answer(path, {}, "", "refused", error.sentence)


def _answer(
    path: Path, content: Mapping[str, Any], code: str, verdict: str, message: str,
    changes: Sequence[Mapping[str, str | None]] = (), totals: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:  # fmt: skip
    return {
        "file": str(path), "kind": content.get("kind"), "unit": content.get("unit"),
        "period": content.get("period"), "revision": content.get("revision"), "code": code,
        "verdict": verdict, "message": message,
        "new": sum(1 for c in changes if c["old"] is None),
        "changed": sum(1 for c in changes if c["old"] is not None and c["new"] is not None),
        "vanishing": sum(1 for c in changes if c["new"] is None),
        "changes": list(changes), "totals": list(totals),
    }  # fmt: skip


def _admit(office: Office, reader: Reader, path: Path) -> Arrived:
    """Read a file and refuse, each with its own sentence, what does not belong in this store."""
    packet = _read(_editions(office), reader, path)
    content, name = packet["content"], path.name
    if not packet["whole"]:
        raise RefusedError(say("desk.receiving.not_whole", name=name))
    wanted = UPLOAD if office.is_city else RECEIPT
    if content["kind"] != wanted:
        raise RefusedError(say("desk.receiving.kind_here", name=name, kind=content["kind"]))
    if content["practice"] != office.practice:
        word = "practice_file" if content["practice"] else "real_file"
        raise RefusedError(say(f"desk.receiving.{word}", name=name))
    if packet["signature"] == "bad":
        raise RefusedError(say("desk.receiving.bad_signature", name=name))
    if packet["signature"] == "none" and not office.practice:
        raise RefusedError(say("desk.receiving.unsigned", name=name))
    if _newer(content["program"], office.program):
        raise RefusedError(say("desk.receiving.newer_program", name=name, program=content["program"]))
    if content["catalogue"] not in office.store.editions():
        edition = content["catalogue"]
        raise RefusedError(say("desk.receiving.newer_catalogue", name=name, edition=edition))
    if packet["altered"]:
        raise RefusedError(say("desk.receiving.altered", name=name, **packet["altered"][0]))
    return Arrived(path, content, packet["data"], packet["code"])


def _newer(theirs: str, ours: str) -> bool:
    def parts(text: str) -> tuple[int, ...]:
        return tuple(int(p) for p in text.split(".") if p.isdigit())

    return parts(theirs)[:2] > parts(ours)[:2]


def _take_upload(office: Office, arrived: Arrived, dry_run: bool, day: date) -> dict[str, Any]:
    content, name = arrived.content, arrived.path.name
    if content["unit"] not in office.catalogue.counties:
        raise RefusedError(say("desk.receiving.unknown_unit", name=name, unit=content["unit"]))
    known = office.store.submissions(content["unit"], arrived.period)
    if any(s.code == arrived.code for s in known):
        return _answer(arrived.path, content, arrived.code, "already", say("desk.receiving.already"))
    if any(s.revision == content["revision"] for s in known):
        raise RefusedError(
            say("desk.receiving.same_revision", name=name, period=arrived.period.title,
                unit=office.catalogue.division(content["unit"]).name, revision=content["revision"])
        )  # fmt: skip
    before = _last_accepted(office, content["unit"], arrived.period)
    changes = snapshot.compare(before, content)
    totals = effect(office, arrived.period, content)
    late = any(s.revision > content["revision"] for s in known)
    if dry_run:
        message = say("desk.receiving.would_take")
    else:
        message = say("desk.receiving.late_version", revision=content["revision"]) if late else ""
        _store_upload(office, arrived, day)
        message = message or say("desk.receiving.taken")
    return _answer(arrived.path, content, arrived.code, "taken", message, changes, totals)


def _store_upload(office: Office, arrived: Arrived, day: date) -> None:
    content = arrived.content
    at = office.stamp
    with office.store.operation("receive", arrived.period, how="workbook", why="", at=at, step=False) as op:
        received = Submission(
            content["unit"], arrived.period, content["revision"], arrived.code, UPLOAD, "received", at,
            draft=content["draft"], predecessor=content["predecessor"] or None,
            facts={"received_on": day.isoformat()},
        )  # fmt: skip
        op.submission(received, arrived.data, snapshot.numbers(content, office.catalogue))
        op.barrier()
    office.forget()


def _last_accepted(office: Office, unit: str, period: Period) -> Mapping[str, Any] | None:
    counting = next((s for s in counted(office, period) if s.unit == unit), None)
    return json.loads(office.store.submission_content(counting.id)) if counting else None


def counted(office: Office, period: Period) -> list[Submission]:
    """Return the submissions that count in totals: each unit's highest accepted revision."""
    best: dict[str, Submission] = {}
    for submission in office.store.submissions(None, period):
        if submission.state != "accepted":
            continue
        known = best.get(submission.unit)
        if known is None or submission.revision > known.revision:
            best[submission.unit] = submission
    return [best[code] for code in sorted(best)]


def effect(office: Office, period: Period, content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return what accepting `content` would do to the city's totals, per additive figure."""
    others = [s.id for s in counted(office, period) if s.unit != content["unit"]]
    all_now = [s.id for s in counted(office, period)]
    before, rest = office.store.totals(period, all_now), office.store.totals(period, others)
    after = dict(rest)
    for key, number in snapshot.numbers(content, office.catalogue).items():
        after[key] = after.get(key, Decimal(0)) + number
    keys = [k for k in sorted(before.keys() | after.keys()) if before.get(k) != after.get(k)]
    found: list[dict[str, Any]] = []
    for key in keys:
        places = additive_places(office.catalogue, key)
        if places is not None:
            sides = {"before": _plain(before.get(key), places), "after": _plain(after.get(key), places)}
            found.append({"key": str(key), **sides})
    return found


def _plain(number: Decimal | None, places: int) -> str | None:
    return None if number is None else quantity.plain(number, places)


def additive_places(catalogue: Catalogue, key: Key) -> int | None:
    """Return the decimals of a figure that adds up over offices; None when it does not add up."""
    form = catalogue.form(key.form)
    row = next((r for r in form.rows if r.code == key.row), None)
    column = form.column(key.column)
    if row is None or column is None or column.unit == "%" or row.adds != "sum":
        return None
    adds = (column.behaviour or row.behaviour) in {"flow", "stock"} and column.computes in _ADDED
    return places_of(row, column) if adds else None


def accept(office: Office, unit: str, period: Period, *, revision: int | None, out: Path) -> tuple[int, Path]:
    """Accept a received revision (验收) and write the receipt (回执); returns revision and file."""
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
    found = chosen[0]
    content = _receipt(office, found)
    papers.write_receipt(office, content, out)
    if found.state == "accepted":
        return found.revision, out
    with office.store.operation("accept", period, how="typed", why="", at=office.stamp, step=False) as op:
        op.submission_state(found.id, "accepted", {**found.facts, "accepted_on": office.today.isoformat()})
        op.barrier()
    office.forget()
    return found.revision, out


def _receipt(office: Office, found: Submission) -> dict[str, Any]:
    """Return the receipt's content: which file was accepted, by its 校验码, and when."""
    return {
        "kind": RECEIPT, "version": snapshot.VERSION, "plan": office.catalogue.data["plan"]["id"],
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
        return _answer(arrived.path, content, arrived.code, "already", say("desk.receiving.already"))
    message = say("desk.receiving.receipt_taken", period=arrived.period.title, revision=content["revision"])
    if not dry_run:
        _store_receipt(office, arrived, target)
    return _answer(arrived.path, content, arrived.code, "taken", message)


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


def coverage(office: Office, period: Period) -> dict[str, Any]:
    """Return who has handed in what (INTERFACE §5 `coverage`)."""
    office.need_city()
    best: dict[str, Submission] = {}
    for submission in office.store.submissions(None, period):
        known = best.get(submission.unit)
        if known is None or submission.revision > known.revision:
            best[submission.unit] = submission
    units = [_covered(office, code, best.get(code)) for code in office.catalogue.counties]
    return {
        "period": str(period),
        "received": sum(1 for u in units if u["revision"] is not None),
        "accepted": len([s for s in counted(office, period) if s.unit in office.catalogue.counties]),
        "of": len(office.catalogue.counties),
        "units": units,
    }


def _covered(office: Office, unit: str, found: Submission | None) -> dict[str, Any]:
    state = workflow.UNFILLED
    forms: dict[str, str] = {}
    if found is not None:
        state = workflow.ACCEPTED if found.state == "accepted" else workflow.RECEIVED
        content = json.loads(office.store.submission_content(found.id))
        frozen = Frozen(content, office.catalogue_of(content["catalogue"]))
        forms = {f.id: _form_state(frozen, f.id) for f in frozen.forms}
    for form in office.catalogue.forms:
        forms.setdefault(form.id, "none" if found is not None else "open")
    return {
        "unit": unit, "name": office.catalogue.division(unit).name, "state": state,
        "revision": found.revision if found else None,
        "received_on": found.facts.get("received_on") if found else None,
        "timeliness": "no_due_date" if found else "missing",
        "paper": None, "code_matches": None, "forms": forms,
    }  # fmt: skip


def _form_state(frozen: Frozen, form_id: str) -> str:
    part = frozen.content["forms"][form_id]
    if part["nil"]:
        return "nil"
    owed = any(c.get("b", "").startswith("暂缺") for c in part["cells"].values())
    return "open" if owed else "filled" if part["cells"] else "none"
