"""Before a quarter is handed in: check, what is left to do, review, and the content as it stands.

What follows the review stands in `signing`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from jzdesk.desk import adopting, backfilled, deadlines, loop, sourcing
from jzdesk.desk import signers as signers_
from jzdesk.errors import RefusedError
from jzdesk.models import backfill, checks, snapshot, workflow
from jzdesk.models import todo as todo_model
from jzdesk.models.checks import Finding, asking
from jzdesk.models.entry import EMPTY
from jzdesk.models.letters import RETURN
from jzdesk.models.period import Period
from jzdesk.reports.printable import printable
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.desk.backfilled import Carrier
    from jzdesk.desk.office import Office
    from jzdesk.models.loop import Remark
    from jzdesk.models.sheet import Sheet
    from jzdesk.models.todo import Item, Todo
    from jzdesk.store.submissions import Submission

_HANDED = frozenset({"submitted", "accepted"})


def run_checks(office: Office, period: Period) -> dict[str, Any]:
    """Run every check of a period (INTERFACE §5 `check`)."""
    outcomes = office.outcomes(period)
    poor = asking.poor(outcomes)
    return {
        "unit": office.unit,
        "period": str(period),
        "findings": [{**_finding_json(f), "poor": poor.get(f)} for f in checks.findings(outcomes)],
        "counts": checks.counts(outcomes),
        "waived": checks.waived(outcomes),
    }


def _finding_json(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule, "severity": finding.severity, "trial": finding.trial,
        "result": finding.result, "blocking": finding.blocking, "waived": finding.waived,
        "keys": [str(k) for k in finding.keys],
        "message": finding.message, "left": finding.left, "right": finding.right,
        "difference": finding.difference, "remedy": finding.remedy, "explanation": finding.explanation,
        "mend": [{"key": str(key), "value": text} for key, text in finding.mend],
    }  # fmt: skip


def todo_of(
    office: Office, period: Period, remarks: Sequence[Remark] | None = None,
    findings: Sequence[Finding] | None = None,
) -> Todo:  # fmt: skip
    """Return everything between now and handing in.

    `remarks` are what the city said if that is known, `findings` what a page has of the checks: without them
    they are run.
    """
    sheet = office.sheet(period)
    record = office.store.period(period)
    locked = record.state not in {None, *workflow.PREPARING} and not supplement_due(office, period)
    return todo_model.todo(
        sheet, office.outcomes(period) if findings is None else findings,
        reviewed=locked or "reviewer" in record.facts, today=office.today,
        practice=office.practice, unfilled=unfilled_before(sheet),
        unanswered=() if locked else sourcing.unanswered(office, period), unsent=_unsent(office, period),
        remarks=loop.remarks(office, office.unit, period) if remarks is None else remarks,
        newer=adopting.told(office, period), printable=printable(),
    )  # fmt: skip


def _unsent(office: Office, period: Period) -> list[tuple[Period, str]]:
    """Return the periods, up to this one, whose figures have not left as they stand, each with its state.

    What comes next in a frozen or packed period is no news in its own list.
    """
    found = [(p, unsent(office, p)) for p in office.store.periods() if p <= period]
    own = {workflow.FROZEN, workflow.PACKED}
    return [(p, state) for p, state in found if state and not (p == period and state in own)]


def unsent(office: Office, period: Period) -> str:
    """Return the state of a period whose figures have not left as they stand, or 补报; empty if they have."""
    state = office.state(period)
    if office.backfilled(period):
        return ""
    if state in {workflow.CORRECTING, workflow.FROZEN, workflow.PACKED}:
        return state
    return todo_model.LATE if state in workflow.HANDED_IN and supplement_due(office, period) else ""


def unfilled_before(sheet: Sheet) -> list[Period]:
    """Return the periods of this kind since the office's first that nobody filled."""
    gaps: list[Period] = []
    known = sheet.first
    while known < sheet.period:
        if not sheet.at(known) and sheet.catalogue.check_period(known):
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
    stands = deadlines.standing(office, period)
    known = stands.deadline
    return {
        "unit": office.unit, "period": str(period), "due": known.due if known else None,
        "days_left": stands.days if known and not stands.handed else None,
        "due_basis": known.basis if known else None, "due_source": known.source if known else None,
        "timeliness": stands.timely or None,
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
        "period": str(item.period) if item.period else None,
    }


def review(office: Office, period: Period, by: str, stood_in: str = "") -> None:
    """Record that the section head has looked the period through on paper (复核).

    `stood_in` is her name if she is absent and her deputy did it for her (代审).
    """
    name = signers_.named(by, "reviewer")
    other = signers_.stood_in_for(stood_in, name, "reviewer")
    record = office.store.period(period)
    if record.state in (None, workflow.UNFILLED):
        raise RefusedError(say("models.workflow.nothing", period=period.title))
    if supplement_due(office, period):
        state = str(record.state)
    else:
        state = workflow.move("review", str(record.state), period.title)
        if record.state in {workflow.CORRECTING, workflow.RETURNED}:
            state = str(record.state)
    facts = {n: fact for n, fact in record.facts.items() if n not in signers_.OF_REVIEW}
    facts |= {"reviewer": name, "reviewed_on": office.today.isoformat()}
    facts |= {"reviewer_for": other} if other else {}
    with office.store.operation("review", period, how="typed", why="", at=office.stamp, step=False) as op:
        op.state(state, facts, record.edition)
    office.forget()


def content_now(
    office: Office, period: Period, *, signers: snapshot.Signers | None = None, draft: int = 0
) -> tuple[dict[str, Any], Sheet]:
    """Return the period's content as it stands, with the sheet it was made from."""
    sheet = office.sheet(period)
    outcomes = office.outcomes(period)
    facts = office.store.period(period).facts
    names = signers or snapshot.Signers(
        reviewer=str(facts.get("reviewer", "")), reviewer_for=str(facts.get("reviewer_for", ""))
    )
    revision = next_revision(office, period)
    before = last_handed_in(office, period)
    carrier = None if office.backfilled(period) else _last_carrier(office)
    reason = str(facts.get("reason", "")) or _returned(office, period)
    origin = snapshot.Origin(
        office=office.name, practice=office.practice, program=office.program, revision=revision,
        draft=draft, predecessor=before.code if before else "", audit_head=office.store.audit_head(),
        reason=reason, kind=_kind(office, period, revision),
        backfill=backfill.carried(sheet), backfill_since=carrier.submission.code if carrier else "",
        replies=loop.replies(office, period, before.code) if before else (),
    )  # fmt: skip
    content = snapshot.build(sheet, outcomes, checks.counts(outcomes), names, origin)
    if before is not None:
        content["changes"] = snapshot.compare(_content_of(office, before), content)
    if carrier is not None:
        content["changes"] += backfill.compare(carrier.content, content)
    return content, sheet


def _returned(office: Office, period: Period) -> str:
    """Return the reason of a correction that the city has returned; empty for one it has not."""
    record = office.store.period(period)
    if record.state != workflow.RETURNED:
        return ""
    code = str(record.facts.get("code", ""))
    said = [r for r in loop.remarks(office, office.unit, period) if r.kind == RETURN and r.upload == code]
    return say("desk.loop.reason", day=said[-1].on, n=len({r.key for r in said})) if said else ""


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
    sheet, owed = office.sheet(period), office.sheet(period).unlocked
    if record.state == workflow.FROZEN:  # what locks it may be the 补报 itself
        before = last_handed_in(office, period)
        owed = workflow.unlocked_by(_content_of(office, before)) if before else frozenset()
    return any(not (cell.open or cell.owed) for cell in (sheet.cells.get(key, EMPTY) for key in owed))


def next_revision(office: Office, period: Period) -> int:
    """Return one more than the highest revision seen in own snapshots and receipts."""
    own = [s.revision for s in office.store.submissions(office.unit, period) if s.state in _HANDED]
    seen = [letter.revision or 0 for letter in office.store.letters() if letter.period == period]
    return max([0, *own, *seen]) + 1


def last_handed_in(office: Office, period: Period) -> Submission | None:
    """Return the snapshot that the receiver last had."""
    handed = [s for s in office.store.submissions(office.unit, period) if s.state in _HANDED]
    return max(handed, key=lambda s: s.revision, default=None)


def _last_carrier(office: Office) -> Carrier | None:
    """Return the snapshot, of whatever period, in which the receiver last had the 历史补录."""
    handed = (s for s in office.store.submissions(office.unit) if s.state in _HANDED)
    return backfilled.newest(office, handed).get(office.unit)


def _content_of(office: Office, submission: Submission) -> Mapping[str, Any]:
    return json.loads(office.store.submission_content(submission.id))
