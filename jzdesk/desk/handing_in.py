"""The way of a quarter at the reporting office: check, review, freeze, withdraw, submit, sent, reopen."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from jzdesk.desk import papers
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError
from jzdesk.models import checks, snapshot, workflow
from jzdesk.models import todo as todo_model
from jzdesk.models.checks import Finding
from jzdesk.models.entry import OWED, Key
from jzdesk.models.period import Period
from jzdesk.models.sheet import Sheet
from jzdesk.models.snapshot import Origin, Signers
from jzdesk.models.todo import Item, Todo
from jzdesk.models.value import clean_text
from jzdesk.store.submissions import Submission
from jzdesk.words import say

FIRST_REPORTED_YEAR = 2018
"""Periods before it are 历史补录: entered, carried along, never frozen."""

_HANDED = frozenset({"submitted", "accepted"})


def run_checks(office: Office, period: Period) -> dict[str, Any]:
    """Run every check of a period (INTERFACE §5 `check`)."""
    outcomes = checks.run(office.sheet(period))
    return {
        "unit": office.unit,
        "period": str(period),
        "findings": [_finding_json(f) for f in checks.findings(outcomes)],
        "counts": checks.counts(outcomes),
    }


def _finding_json(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule, "severity": finding.severity, "trial": finding.trial,
        "result": finding.result, "blocking": finding.blocking, "keys": [str(k) for k in finding.keys],
        "message": finding.message, "left": finding.left, "right": finding.right,
        "difference": finding.difference, "remedy": finding.remedy, "explanation": finding.explanation,
    }  # fmt: skip


def todo_of(office: Office, period: Period, outcomes: Sequence[Finding] | None = None) -> Todo:
    """Return everything between now and handing in; `outcomes` are the checks' if they were run already."""
    sheet = office.sheet(period)
    record = office.store.period(period)
    locked = record.state not in {None, *workflow.EDITABLE} and not supplement_due(office, period)
    return todo_model.todo(
        sheet, checks.run(sheet) if outcomes is None else outcomes,
        reviewed=locked or "reviewer" in record.facts, today=office.today,
        practice=office.practice, unfilled=_unfilled_before(sheet),
    )  # fmt: skip


def _unfilled_before(sheet: Sheet) -> list[Period]:
    """Return the periods of this kind since the office's first that nobody filled."""
    gaps: list[Period] = []
    known = sheet.first
    while known < sheet.period:
        if not sheet.at(known):
            gaps.append(known)
        known = _next(known)
    return gaps


def _next(period: Period) -> Period:
    last = {"quarter": 4, "half": 2, "year": 0}[period.kind]
    if period.index >= last:
        return Period(period.year + 1, period.kind, 1 if last else 0)
    return Period(period.year, period.kind, period.index + 1)


def todo_json(office: Office, period: Period) -> dict[str, Any]:
    """Return the to-do list (INTERFACE §5 `todo`)."""
    found = todo_of(office, period)
    return {
        "unit": office.unit, "period": str(period), "due": None, "days_left": None,
        "blocking": [_item_json(i) for i in found.blocking],
        "other": [_item_json(i) for i in found.other],
    }  # fmt: skip


def _item_json(item: Item) -> dict[str, Any]:
    return {
        "kind": item.kind,
        "key": str(item.key) if item.key else None,
        "form": item.key.form if item.key else item.form,
        "rule": item.rule,
        "text": item.text,
    }


def review(office: Office, period: Period, by: str) -> None:
    """Record that the section head has looked the period through on paper (复核)."""
    name = _name(by, "reviewer")
    record = office.store.period(period)
    if record.state in (None, workflow.UNFILLED):
        raise RefusedError(say("models.workflow.nothing", period=period.title))
    if supplement_due(office, period):
        state = str(record.state)
    else:
        state = workflow.move("review", str(record.state), period.title)
        if record.state in {workflow.CORRECTING, workflow.RETURNED}:
            state = str(record.state)
    facts = {**record.facts, "reviewer": name, "reviewed_on": office.today.isoformat()}
    with office.store.operation("review", period, how="typed", why="", at=office.stamp, step=False) as op:
        op.state(state, facts, record.edition)
    office.forget()


def _name(text: str, what: str) -> str:
    name = clean_text(text)
    if not name:
        raise RefusedError(say("desk.handing_in.name_empty", what=say(f"desk.handing_in.{what}")))
    return name


def content_now(
    office: Office, period: Period, *, signers: Signers | None = None, draft: int = 0
) -> tuple[dict[str, Any], Sheet]:
    """Return the period's content as it stands, with the sheet it was made from."""
    sheet = office.sheet(period)
    outcomes = checks.run(sheet)
    facts = office.store.period(period).facts
    names = signers or Signers(reviewer=str(facts.get("reviewer", "")))
    revision = _next_revision(office, period)
    before = _last_handed_in(office, period)
    origin = Origin(
        office=office.name, practice=office.practice, program=office.program, revision=revision,
        draft=draft, predecessor=before[1] if before else "", audit_head=office.store.audit_head(),
        reason=str(facts.get("reason", "")), kind=_kind(office, period, revision),
    )  # fmt: skip
    content = snapshot.build(sheet, outcomes, checks.counts(outcomes), names, origin)
    if before is not None:
        content["changes"] = snapshot.compare(before[0], content)
    return content, sheet


def _kind(office: Office, period: Period, revision: int) -> str:
    """Return what the next hand-in is: the first, a correction, or a 补报 of what was owed."""
    if revision == 1:
        return "first"
    return "supplement" if supplement_due(office, period) else "correction"


def supplement_due(office: Office, period: Period) -> bool:
    """Tell whether a cell handed in as 暂缺 has been filled since, without the period being reopened."""
    record = office.store.period(period)
    if record.facts.get("reason") or record.state not in {*workflow.HANDED_IN, workflow.FROZEN}:
        return False
    before = _last_handed_in(office, period)
    if before is None:
        return False
    cells = office.sheet(period).cells
    for form, part in before[0]["forms"].items():
        for place, content in part["cells"].items():
            row, _, column = place.rpartition("/")
            now = cells.get(Key(form, row, column))
            if content.get("b", "").startswith(OWED) and now is not None and not now.owed:
                return True
    return False


def _next_revision(office: Office, period: Period) -> int:
    """Return one more than the highest revision seen in own snapshots and receipts."""
    own = [s.revision for s in office.store.submissions(office.unit, period) if s.state in _HANDED]
    seen = [letter.revision or 0 for letter in office.store.letters() if letter.period == period]
    return max([0, *own, *seen]) + 1


def _last_handed_in(office: Office, period: Period) -> tuple[Mapping[str, Any], str] | None:
    """Return the content and code that the receiver last had."""
    handed = [s for s in office.store.submissions(office.unit, period) if s.state in _HANDED]
    if not handed:
        return None
    last = max(handed, key=lambda s: s.revision)
    return json.loads(office.store.submission_content(last.id)), last.code


@dataclass(frozen=True, slots=True)
class Frozen:
    """What `freeze` made."""

    draft: int
    code: str
    forms: dict[str, str]
    files: tuple[Path, ...]


def freeze(
    office: Office, period: Period, *, preparer: str, head: str, phone: str, one_person: bool, out: Path
) -> Frozen:
    """Lock the period's figures, make its snapshot and print cover and forms for signature (送签)."""
    record = office.store.period(period)
    if period.year < FIRST_REPORTED_YEAR:
        raise RefusedError(say("desk.handing_in.history_only", period=period.title))
    state = record.state or workflow.UNFILLED
    supplement = state in workflow.HANDED_IN and supplement_due(office, period)
    if state != workflow.UNFILLED and not supplement:
        workflow.move("freeze", state, period.title)
    found = todo_of(office, period)
    if found.blocking:
        first = say("desk.handing_in.blocked", period=period.title, n=len(found.blocking))
        raise RefusedError(first, [f"{i.kind}：{i.text}" for i in found.blocking])
    signers = _signers(office, record.facts, preparer, head, phone, one_person)
    draft = int(record.facts.get("draft", 0)) + 1
    content, _ = content_now(office, period, signers=signers, draft=draft)
    data = snapshot.encode(content)
    code, forms = snapshot.code_of(data), snapshot.form_codes(content)
    target = papers.folder(out) / f"{office.unit}_{period}_送签{draft}.pdf"
    papers.write_forms(office, content, target)
    facts = {**record.facts, "draft": draft, "code": code, "head": signers.head,
             "preparer": signers.preparer, "phone": signers.phone,
             "issued_on": signers.issued_on, "one_person": one_person, "came_from": state}  # fmt: skip
    with office.store.operation("freeze", period, how="typed", why="", at=office.stamp, step=False) as op:
        frozen = Submission(
            office.unit, period, content["revision"], code, snapshot.UPLOAD, "frozen", office.stamp,
            draft=draft, predecessor=content["predecessor"] or None,
        )  # fmt: skip
        figures = snapshot.numbers(content, office.catalogue_of(record.edition)) if office.is_city else {}
        facts["submission"] = op.submission(frozen, data, figures)
        op.state(workflow.FROZEN, facts, record.edition)
        op.barrier()
    office.forget()
    return Frozen(draft, code, forms, (target,))


def _signers(
    office: Office, facts: Mapping[str, Any], preparer: str, head: str, phone: str, one_person: bool
) -> Signers:
    reviewer = str(facts.get("reviewer", ""))
    signers = Signers(
        preparer=_name(preparer, "preparer"), reviewer=reviewer, head=_name(head, "head"),
        phone=_name(phone, "phone"), issued_on=office.today.isoformat(), one_person=one_person,
    )  # fmt: skip
    names = [signers.preparer, signers.reviewer, signers.head]
    if not one_person and len(set(names)) < len(names):
        twice = next(n for n in names if names.count(n) > 1)
        raise RefusedError(say("desk.handing_in.same_person", name=twice))
    return signers


def withdraw(office: Office, period: Period) -> None:
    """Take the frozen period back to 填报中 (撤回送签); no reason, no revision."""
    record = office.store.period(period)
    state = workflow.move("withdraw", record.state or workflow.UNFILLED, period.title)
    if record.facts.get("reason"):
        state = workflow.CORRECTING
    elif record.facts.get("came_from") in workflow.HANDED_IN:
        state = record.facts["came_from"]
    facts = _without_snapshot(office, period, record.facts)
    with office.store.operation("withdraw", period, how="typed", why="", at=office.stamp, step=False) as op:
        op.submission_state(record.facts["submission"], "withdrawn", {})
        op.state(state, facts, record.edition)
        op.barrier()
    office.forget()


def _without_snapshot(office: Office, period: Period, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts as they were before freezing: the snapshot is the one last handed in, if any."""
    kept = {k: v for k, v in facts.items() if k not in {"submission", "code", "came_from"}}
    handed = [s for s in office.store.submissions(office.unit, period) if s.state in _HANDED]
    if handed:
        last = max(handed, key=lambda s: s.revision)
        kept |= {"submission": last.id, "code": last.code}
    return kept


@dataclass(frozen=True, slots=True)
class Submitted:
    """What `submit` made."""

    revision: int
    code: str
    files: tuple[Path, ...]


def submit(office: Office, period: Period, *, signed_on: date, out: Path) -> Submitted:
    """Pack exactly the frozen snapshot into the upload file, the report beside it.

    The city's own report (市本级) makes no exchange file and counts as accepted.
    """
    record = office.store.period(period)
    state = workflow.move("submit", record.state or workflow.UNFILLED, period.title)
    facts = record.facts
    _check_signed(office, signed_on, date.fromisoformat(facts["issued_on"]))
    data = office.store.submission_content(facts["submission"])
    content = json.loads(data)
    code = snapshot.code_of(data)
    folder = papers.folder(out)
    name = f"{office.catalogue.division(office.unit).name}_{period}_第{content['revision']}次报送"
    files = [papers.write_report(office, content, folder / f"{name}_季度报告_尾号{code[-4:]}.pdf")]
    if not office.is_city:
        files.insert(0, papers.write_upload(office, content, data, folder / f"{name}_尾号{code[-4:]}.xlsx"))
    kept = {k: v for k, v in facts.items() if k not in {"reviewer", "reviewed_on", "reason", "came_from"}}
    new = {**kept, "revision": content["revision"], "signed_on": signed_on.isoformat()}
    with office.store.operation("submit", period, how="typed", why="", at=office.stamp, step=False) as op:
        op.submission_state(
            facts["submission"], "accepted" if office.is_city else "submitted",
            {"signed_on": signed_on.isoformat()},
        )  # fmt: skip
        op.state(workflow.ACCEPTED if office.is_city else state, new, record.edition)
        op.barrier()
    office.forget()
    return Submitted(content["revision"], code, tuple(files))


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
    facts = {**record.facts, "way": how, "sent_on": on.isoformat()}
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
    return _next_revision(office, period)
