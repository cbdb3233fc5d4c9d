"""From the reviewed quarter to the file that left: freeze, withdraw, submit, sent, reopen."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from jzdesk.desk import county_sheets, form_paper, handing_in, loop, papers, reprinting, scan
from jzdesk.desk import signers as signers_
from jzdesk.desk.office import Office
from jzdesk.desk.reprinting import Reprint
from jzdesk.errors import RefusedError
from jzdesk.models import snapshot, workflow
from jzdesk.models.letters import UPLOAD
from jzdesk.models.period import Period
from jzdesk.models.snapshot import Signers
from jzdesk.models.value import clean_text
from jzdesk.store.register import PeriodRecord
from jzdesk.store.submissions import Submission
from jzdesk.words import say


@dataclass(frozen=True, slots=True)
class Frozen:
    """What `freeze` made."""

    draft: int
    code: str
    forms: dict[str, str]
    files: tuple[Path, ...]
    reprint: Reprint


@dataclass(frozen=True, slots=True)
class Freezing:
    """A freeze thought through and not yet done: what is to be printed, on which paper, and where."""

    period: Period
    content: dict[str, Any]
    facts: dict[str, Any]
    edition: str | None
    out: Path
    paper: str


def freeze(
    office: Office, period: Period, *, preparer: str, head: str, phone: str, one_person: bool, out: Path,
    preparer_for: str = "",
) -> Frozen:  # fmt: skip
    """Lock the period's figures, make its snapshot and print cover and forms for signature (送签)."""
    wanted = begin_freeze(
        office, period, preparer=preparer, head=head, phone=phone, one_person=one_person, out=out,
        preparer_for=preparer_for,
    )  # fmt: skip
    return finish_freeze(office, wanted, papers.print_forms(office, wanted.content))


def begin_freeze(
    office: Office, period: Period, *, preparer: str, head: str, phone: str, one_person: bool, out: Path,
    preparer_for: str = "",
) -> Freezing:  # fmt: skip
    """Check that a period may be frozen and return its snapshot to be printed; nothing is changed yet.

    `preparer_for` is who is absent and whom the 填表人 stands in for (代填).
    """
    record = office.store.period(period)
    if office.backfilled(period):
        raise RefusedError(say("models.todo.backfill", period=period.title))
    state = record.state or workflow.UNFILLED
    supplement = state in workflow.HANDED_IN and handing_in.supplement_due(office, period)
    if state != workflow.UNFILLED and not supplement:
        workflow.move("freeze", state, period.title)
    found = handing_in.todo_of(office, period)
    if found.blocking:
        first = say("desk.handing_in.blocked", period=period.title, n=len(found.blocking))
        raise RefusedError(first, [f"{i.kind}：{i.text}" for i in found.blocking])
    asked = Signers(preparer, "", head, phone, one_person=one_person, preparer_for=preparer_for)
    signers = signers_.agreed(asked, record.facts, office.today.isoformat())
    draft = int(record.facts.get("draft", 0)) + 1
    content, _ = handing_in.content_now(office, period, signers=signers, draft=draft)
    facts = signers_.kept(record.facts, signers) | {"draft": draft, "came_from": state}
    return Freezing(period, content, facts, record.edition, out, form_paper.chosen(office))


def finish_freeze(office: Office, wanted: Freezing, printed: bytes) -> Frozen:
    """Put the print of a freeze in its place and then change the state, if nothing has changed meanwhile."""
    content, period, draft = wanted.content, wanted.period, wanted.facts["draft"]
    if office.store.audit_head() != content["audit_head"]:
        raise RefusedError(say("desk.rendering.changed"))
    data = snapshot.encode(content)
    code, forms = snapshot.code_of(data), snapshot.form_codes(content)
    reprint = reprinting.against_last(office, period, content)
    target = papers.folder(wanted.out) / forms_name(office, period, draft)
    papers.keep_or_write(printed, target)
    facts = {**wanted.facts, "code": code}
    with office.store.operation("freeze", period, how="typed", why="", at=office.stamp, step=False) as op:
        frozen = Submission(
            office.unit, period, content["revision"], code, UPLOAD, "frozen", office.stamp,
            draft=draft, predecessor=content["predecessor"] or None,
            facts=form_paper.fact(wanted.paper) | county_sheets.behind(office, period),
        )  # fmt: skip
        figures = snapshot.numbers(content, office.catalogue_of(wanted.edition)) if office.is_city else {}
        facts["submission"] = op.submission(frozen, data, figures)
        op.state(workflow.FROZEN, facts, wanted.edition)
        op.barrier()
    office.forget()
    return Frozen(draft, code, forms, (target,), reprint)


def forms_name(office: Office, period: Period, draft: int) -> str:
    """Return the file name of the print for signature."""
    return f"{office.unit}_{period}_送签{draft}.pdf"


def report_name(office: Office, period: Period, revision: int, code: str) -> str:
    """Return the file name of the report that was handed in."""
    return f"{_handed_in(office, period, revision)}_季度报告_尾号{code[-4:]}.pdf"


def upload_name(office: Office, period: Period, revision: int, code: str) -> str:
    """Return the file name of the upload file."""
    return f"{_handed_in(office, period, revision)}_尾号{code[-4:]}.xlsx"


def _handed_in(office: Office, period: Period, revision: int) -> str:
    return f"{office.catalogue.division(office.unit).name}_{period}_第{revision}次报送"


def withdraw(office: Office, period: Period) -> None:
    """Take the frozen period back to 填报中 (撤回送签); no reason, no revision."""
    record = office.store.period(period)
    state = workflow.move("withdraw", record.state or workflow.UNFILLED, period.title)
    if record.facts.get("reason"):
        state = workflow.CORRECTING
    elif record.facts.get("came_from") in {workflow.RETURNED, *workflow.HANDED_IN}:
        state = record.facts["came_from"]
    facts = _without_snapshot(office, period, record.facts)
    with office.store.operation("withdraw", period, how="typed", why="", at=office.stamp, step=False) as op:
        number = record.facts["submission"]
        op.submission_state(number, "withdrawn", _remembered(office, number))
        op.state(state, facts, record.edition)
        loop.settle(office, op, period, standing=PeriodRecord(state, facts, record.edition))
        op.barrier()
    office.forget()


def _remembered(office: Office, number: int) -> dict[str, Any]:
    """Return what a snapshot remembers of how it was made."""
    return dict(next(s.facts for s in office.store.submissions(office.unit) if s.id == number))


def _without_snapshot(office: Office, period: Period, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts as they were before freezing: the snapshot is the one last handed in, if any."""
    kept = {k: v for k, v in facts.items() if k not in {"submission", "code", "came_from"}}
    last = handing_in.last_handed_in(office, period)
    return kept | {"submission": last.id, "code": last.code} if last else kept


@dataclass(frozen=True, slots=True)
class Submitted:
    """What `submit` made."""

    revision: int
    code: str
    files: tuple[Path, ...]
    scan: dict[str, Any] | None = None
    """Name, hash and size of the scan that was kept with it."""


@dataclass(frozen=True, slots=True)
class Submitting:
    """A hand-in thought through and not yet done: the snapshot to be packed, and where to."""

    period: Period
    number: int
    data: bytes
    content: dict[str, Any]
    signed_on: date
    taken: scan.Scan | None
    out: Path


def submit(
    office: Office, period: Period, *, signed_on: date, out: Path, scanned: Path | None = None
) -> Submitted:
    """Pack exactly the frozen snapshot into the upload file, the report beside it.

    `scanned` is the scan of what was signed: it is kept with the period and travels nowhere.
    The city's own report (市本级) makes no exchange file and counts as accepted.
    """
    wanted = begin_submit(office, period, signed_on=signed_on, out=out, scanned=scanned)
    return finish_submit(office, wanted, papers.print_report(office, wanted.content))


def begin_submit(
    office: Office, period: Period, *, signed_on: date, out: Path, scanned: Path | None = None
) -> Submitting:
    """Check that a period may be handed in and return what is to be packed; nothing is changed yet."""
    record = office.store.period(period)
    workflow.move("submit", record.state or workflow.UNFILLED, period.title)
    facts = record.facts
    _check_signed(office, signed_on, date.fromisoformat(facts["issued_on"]))
    taken = scan.read(scanned) if scanned is not None else None
    data = office.store.submission_content(facts["submission"])
    return Submitting(period, facts["submission"], data, json.loads(data), signed_on, taken, out)


def finish_submit(office: Office, wanted: Submitting, report: bytes, packed: bytes = b"") -> Submitted:
    """Put report and upload file in their places and then change the state.

    `packed` is the upload file if it was made already.
    """
    record, period, taken = office.store.period(wanted.period), wanted.period, wanted.taken
    state, facts = workflow.move("submit", record.state or workflow.UNFILLED, period.title), record.facts
    if facts["submission"] != wanted.number:
        raise RefusedError(say("desk.rendering.changed"))
    data, content = wanted.data, wanted.content
    code = snapshot.code_of(data)
    folder, revision = papers.folder(wanted.out), content["revision"]
    files = [papers.keep_or_write(report, folder / report_name(office, period, revision, code))]
    if not office.is_city:
        target = folder / upload_name(office, period, revision, code)
        files.insert(0, papers.write_upload(office, content, data, target, packed))
    later: dict[str, Any] = {"signed_on": wanted.signed_on.isoformat()}
    with office.store.operation("submit", period, how="typed", why="", at=office.stamp, step=False) as op:
        if taken is not None:
            digest = op.attach(scan.KIND, taken.name, taken.content)
            later["scan"] = {"name": taken.name, "sha256": digest, "size": len(taken.content)}
        kept = {**_remembered(office, wanted.number), **later}
        op.submission_state(wanted.number, "accepted" if office.is_city else "submitted", kept)
        new = _lasting(facts) | signers_.outlasting(facts) | {"revision": content["revision"], **later}
        op.state(workflow.ACCEPTED if office.is_city else state, new, record.edition)
        op.barrier()
    office.forget()
    return Submitted(content["revision"], code, tuple(files), later.get("scan"))


def _lasting(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts that outlast a hand-in; the scan of an earlier one is not that of this one."""
    gone = {*signers_.OF_REVIEW, "reason", "came_from", "scan", "way", "sent_on"}
    return {k: v for k, v in facts.items() if k not in gone}


def _check_signed(office: Office, signed_on: date, issued: date) -> None:
    day = signed_on.isoformat()
    if signed_on < issued:
        raise RefusedError(say("desk.handing_in.signed_early", day=day, issued=issued.isoformat()))
    if signed_on > office.today:
        raise RefusedError(say("desk.handing_in.signed_late", day=day))


def sent(office: Office, period: Period, *, way: str, on: date) -> None:
    """Record how and when the file left (已送出)."""
    record = office.store.period(period)
    state = workflow.move("sent", record.state or workflow.UNFILLED, period.title)
    how = clean_text(way)
    if not how:
        raise RefusedError(say("desk.handing_in.way_empty"))
    signed = date.fromisoformat(record.facts["signed_on"])
    if on < signed:
        raise RefusedError(say("desk.handing_in.sent_early", day=on.isoformat(), signed=signed.isoformat()))
    day = on.isoformat()
    # A correction that leaves later does not make the first hand-in late.
    first = record.facts.get("first_sent_on", day)
    facts = {**record.facts, "way": how, "sent_on": day, "first_sent_on": first}
    with office.store.operation("sent", period, how="typed", why=how, at=office.stamp, step=False) as op:
        op.state(state, facts, record.edition)
    office.forget()


def reopen(office: Office, period: Period, *, reason: str) -> int:
    """Open a handed-in period for a correction and return the revision it will be."""
    record = office.store.period(period)
    state = workflow.move("reopen", record.state or workflow.UNFILLED, period.title)
    why = clean_text(reason)
    if not why:
        raise RefusedError(say("desk.handing_in.reason_empty"))
    facts = {**record.facts, "reason": why}
    with office.store.operation("reopen", period, how="typed", why=why, at=office.stamp, step=False) as op:
        op.state(state, facts, record.edition)
        op.barrier()
    office.forget()
    return handing_in.next_revision(office, period)
