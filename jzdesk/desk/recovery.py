"""Taking back: a county's own upload files bring a new store to where the lost one was.

What was handed in comes back as it was; a standing fact that was said again, unchanged, is carried. What
was learnt later (when it was signed, how it was sent, what the city said) is in no upload file and stays
unknown.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from jzdesk.desk import handing_in
from jzdesk.desk.arriving import Arrived, admit, answer
from jzdesk.desk.aside import Steps, at_once
from jzdesk.desk.backfilled import age
from jzdesk.desk.beforehand import Beforehand
from jzdesk.desk.office import Office
from jzdesk.errors import JzdeskError, RefusedError
from jzdesk.models import backfill, snapshot, taking_back, workflow
from jzdesk.models.entry import EMPTY, Key
from jzdesk.models.form import OwnRow
from jzdesk.models.letters import UPLOAD
from jzdesk.models.period import Period
from jzdesk.models.snapshot import Frozen
from jzdesk.models.taking_back import Entered
from jzdesk.store.operation import Operation
from jzdesk.store.submissions import Submission
from jzdesk.words import say
from jzdesk.worker.reader import Reader

_HANDED_IN = "submitted"
_NAMES = frozenset({"preparer", "preparer_for", "head", "phone", "issued_on", "one_person"})
_MARK = "taken_back_on"
"""In a snapshot's facts: the day on which it was taken back; one made here has none."""


def take_back(office: Office, paths: Sequence[Path], *, dry_run: bool = False) -> dict[str, Any]:
    """Take this county's own upload files back, each all or nothing (INTERFACE §2 `receive --own`).

    A period in which anything else stands is left as it is and its file refused. The order of the
    files does not matter. Before anything is written into a store that holds something it is copied.
    """
    return at_once(in_steps(office, paths, dry_run=dry_run))


def in_steps(
    office: Office, paths: Sequence[Path], told_of: str = "", *, dry_run: bool = False
) -> Steps[dict[str, Any]]:
    """Do the same in steps, one for each file that is read and one for each that is taken."""
    if office.is_city:
        raise RefusedError(say("desk.recovery.county_only"))
    before = Beforehand(office, wanted=bool(office.store.periods()) and not dry_run)
    told: dict[int, dict[str, Any]] = {}
    arrived: dict[int, Arrived] = {}
    with Reader() as reader:
        for n, path in enumerate(paths):
            yield told_of
            with _refusing(path, n, told):
                arrived[n] = admit(office, reader, path, UPLOAD)
    # The oldest first: versions then stand in the order in which they were once handed in.
    for n, file in sorted(arrived.items(), key=lambda item: age(item[1].content)):
        yield told_of
        with _refusing(file.path, n, told):
            told[n] = _take(office, file, before, dry_run=dry_run)
    return {"files": [told[n] for n in sorted(told)], "backup": str(before.made) if before.made else None}


@contextmanager
def _refusing(path: Path, n: int, told: dict[int, dict[str, Any]]) -> Iterator[None]:
    """Let a refusal be the answer for the `n`th file."""
    try:
        yield
    except JzdeskError as error:
        if error.exit_code == 3:
            raise
        told[n] = answer(path, {}, "", "refused", error.sentence)


def _take(office: Office, arrived: Arrived, before: Beforehand, *, dry_run: bool) -> dict[str, Any]:
    content, code, period = arrived.content, arrived.code, arrived.period
    _check_unit(office, arrived)
    known = _handed_in(office, period)
    if any(s.code == code for s in known):
        return answer(arrived.path, content, code, "already", _told("known", arrived))
    if any(s.revision == content["revision"] for s in known):
        raise RefusedError(_told("same_revision", arrived))
    late = any(s.revision > content["revision"] for s in known)
    if not late and _stands_already(office, arrived):
        if not dry_run:
            before.secure()
            _store(office, arrived, None, {})  # its revision was used
        return answer(arrived.path, content, code, "already", _told("equal", arrived))
    whole, past = _whole(office, content), _backfill(office, content)
    _check_rows(office, arrived, [whole, *past.values()])
    changes = _changes(office, arrived, past, late=late)
    if not dry_run:
        before.secure()
        _store(office, arrived, None if late else whole, past)
    message = _told("late" if late else "would_take" if dry_run else "taken", arrived)
    if past:
        message += say("desk.recovery.backfill", periods="、".join(p.title for p in past))
    return answer(arrived.path, content, code, "taken", message, changes)


def _told(word: str, arrived: Arrived) -> str:
    return say(
        f"desk.recovery.{word}", name=arrived.path.name, period=arrived.period.title,
        revision=arrived.content["revision"],
    )  # fmt: skip


def _check_unit(office: Office, arrived: Arrived) -> None:
    if arrived.content["unit"] != office.unit:
        found = office.catalogue.division(arrived.content["unit"]).name
        own = office.catalogue.division(office.unit).name
        raise RefusedError(say("desk.recovery.wrong_unit", name=arrived.path.name, found=found, unit=own))


def _handed_in(office: Office, period: Period | None = None) -> list[Submission]:
    """Return this office's snapshots that were handed in, of a period or of all."""
    return [s for s in office.store.submissions(office.unit, period) if s.state == _HANDED_IN]


def _current(office: Office, period: Period) -> Mapping[str, Any] | None:
    """Return the content that the period's figures were last handed in with."""
    last = handing_in.last_handed_in(office, period)
    return _content_of(office, last) if last else None


def _stands_already(office: Office, arrived: Arrived) -> bool:
    """Tell whether the period, not handed in yet, holds what the file does.

    Refuses where it holds anything else that the file would overwrite.
    """
    content, period = arrived.content, arrived.period
    if _present(office, period).nothing:
        return False
    record = office.store.period(period)
    handed_in = record.state in workflow.HANDED_IN or record.facts.get("code") == arrived.code
    if handed_in and _as_taken(office, period, record.facts.get("submission")):
        return False
    if not _equal(office, period, _whole(office, content)):
        raise RefusedError(_told("filled", arrived))
    return not handed_in


def _whole(office: Office, content: Mapping[str, Any]) -> Entered:
    """Return what was entered for the file's own period."""
    given = taking_back.entered(Frozen(content, office.catalogue_of(content["catalogue"])))
    return replace(given, explanations=taking_back.explanations(content))


def _equal(office: Office, period: Period, given: Entered) -> bool:
    """Tell whether what is entered in a period comes to what the file holds."""
    explained = set(given.explanations) <= set(office.store.explanations(period))
    carried = taking_back.carried_in(office.sheet(period), given)
    return explained and given.stands(_present(office, period), carried)


def _as_taken(office: Office, period: Period, number: int | None) -> bool:
    """Tell whether a period holds exactly what it got from the snapshot with this number, one taken back."""
    source = next((s for s in _taken_back(office, period) if s.id == number), None)
    if source is None:
        return False
    given = _whole(office, _content_of(office, source))
    return given.stands(_present(office, period), taking_back.standing_in(office.catalogue))


def _present(office: Office, period: Period) -> Entered:
    """Return what stands in a period."""
    return Entered(office.store.cells(period), nil=office.store.nil_forms(period))


def _taken_back(office: Office, period: Period | None = None) -> list[Submission]:
    return [s for s in _handed_in(office, period) if _MARK in s.facts]


def _content_of(office: Office, submission: Submission) -> Mapping[str, Any]:
    return json.loads(office.store.submission_content(submission.id))


def _backfill(office: Office, content: Mapping[str, Any]) -> dict[Period, Entered]:
    """Return what the file says of the 历史补录 in periods that hold nothing, or what older files brought.

    Every file carries all of it, so that the newest one taken back alone says what stands.
    """
    known = [_content_of(office, s) for s in _taken_back(office)]
    if any(age(content) < age(other) for other in known):
        return {}
    said = {period: _carried(office, content, period) for period in backfill.periods(content)}
    found: dict[Period, Entered] = {}
    for period in sorted({*said, *(p for other in known for p in backfill.periods(other))}):
        given, present = said.get(period, Entered()), _present(office, period)
        older = (_carried(office, other, period) for other in known if str(period) in other["backfill"])
        if not given.same(present) and (present.nothing or any(o.same(present) for o in older)):
            found[period] = given
    return found


def _carried(office: Office, content: Mapping[str, Any], period: Period) -> Entered:
    return taking_back.entered(backfill.view(content, office.catalogue_of(content["catalogue"]), period))


def _changes(
    office: Office, arrived: Arrived, past: Mapping[Period, Entered], *, late: bool
) -> list[dict[str, str | None]]:
    """Return what changes in the file's period, and by period in the 历史补录."""
    content = arrived.content
    found = [] if late else snapshot.compare(_current(office, arrived.period), content)
    before = {"backfill": backfill.carried(office.sheet(arrived.period))}
    return found + [c for c in backfill.compare(before, content) if Period.parse(str(c["period"])) in past]


def _check_rows(office: Office, arrived: Arrived, parts: Sequence[Entered]) -> None:
    """Refuse a file whose own row has a code that another row got here since the store was lost."""
    known = {(row.form, row.code): row for row in office.store.own_rows()}
    back = _rows_handed_in(office)
    for part in parts:
        for row in part.rows:
            here = known.get((row.form, row.code))
            if here is None or (row.form, row.code) in back:
                continue
            if here.block != row.block or not _same_name(office, arrived, row, part):
                raise RefusedError(
                    say("desk.recovery.code_taken", name=arrived.path.name, code=row.code,
                        form=office.catalogue.form(row.form).title)
                )  # fmt: skip


def _rows_handed_in(office: Office) -> set[tuple[str, str]]:
    contents = (_content_of(office, s) for s in _handed_in(office))
    return {(f, own["code"]) for c in contents for f, part in c["forms"].items() for own in part["own"]}


def _same_name(office: Office, arrived: Arrived, row: OwnRow, part: Entered) -> bool:
    """Tell whether the row is called here, in any period, as it is in the file."""
    form = office.catalogue_of(arrived.content["catalogue"]).form(row.form)
    stub = next((column for column in form.columns if column.stub), None)
    if stub is None:
        return True
    key = Key(row.form, row.code, stub.code)
    name = part.cells.get(key, EMPTY).value
    return name is not None and any(
        office.store.cells(period).get(key, EMPTY).value == name for period in office.store.periods()
    )


def _store(office: Office, arrived: Arrived, whole: Entered | None, past: Mapping[Period, Entered]) -> None:
    """Write the 历史补录 first, a period at a time: broken off between, it is done again with the file.

    Without `whole` the file is only kept among the versions.
    """
    for period, given in past.items():
        with _operation(office, arrived, period) as op:
            _put(office, op, period, given)
            op.state(workflow.DRAFT, {}, arrived.content["catalogue"])
        office.forget()
    with _operation(office, arrived, arrived.period) as op:
        number = _keep(office, op, arrived)
        for code in _codes(arrived.content):
            op.use_code(code)
        if whole is not None:
            _put(office, op, arrived.period, whole)
            _explain(office, op, arrived.period, whole)
            op.state(workflow.SENT, _facts(arrived, number), arrived.content["catalogue"])
    office.forget()


@contextmanager
def _operation(office: Office, arrived: Arrived, period: Period) -> Iterator[Operation]:
    """Open an operation that takes from a file; nothing entered before it can be taken back any more."""
    with office.store.operation(
        "take_back", period, how="restored", why=arrived.path.name, at=office.stamp, step=False
    ) as op:
        yield op
        op.barrier()


def _keep(office: Office, op: Operation, arrived: Arrived) -> int:
    """Keep the file among the versions handed in; return its number."""
    content, facts = arrived.content, {_MARK: office.today.isoformat()}
    for known in office.store.submissions(office.unit, arrived.period):
        if known.code == arrived.code:  # frozen here, but the store knows no more of it
            op.submission_state(known.id, _HANDED_IN, {**known.facts, **facts})
            return known.id
    submission = Submission(
        office.unit, arrived.period, content["revision"], arrived.code, UPLOAD, _HANDED_IN, office.stamp,
        draft=content["draft"], predecessor=content["predecessor"] or None, facts=facts,
    )  # fmt: skip
    return op.submission(submission, arrived.data)


def _facts(arrived: Arrived, submission: int) -> dict[str, Any]:
    """Return the facts of a period handed in; day of signature and way of sending are in no file."""
    content = arrived.content
    names = {n: s for n, s in content["signers"].items() if n in _NAMES}
    return {
        **names, "draft": content["draft"], "code": arrived.code, "revision": content["revision"],
        "submission": submission,
    }  # fmt: skip


def _codes(content: Mapping[str, Any]) -> list[str]:
    return [own["code"] for part in content["forms"].values() for own in part["own"]]


def _put(office: Office, op: Operation, period: Period, given: Entered) -> None:
    """Make a period hold what was entered according to the file, and nothing else."""
    cells = taking_back.uncarried(given, office.sheet(period))
    for key in office.store.cells(period).keys() - cells.keys():
        op.put(key, EMPTY)
        op.note(key, None)
        op.stamp(key, None)
    for key, cell in cells.items():
        op.put(key, cell)
        op.note(key, cell.note)
        op.stamp(key, given.stamps.get(key))
    for form in office.store.nil_forms(period) | given.nil:
        op.nil(form, form in given.nil)
    known = {(row.form, row.code): row for row in office.store.own_rows()}
    for row in given.rows:
        here = known.get((row.form, row.code), row)
        op.bring_row(replace(here, since=min(here.since, row.since)))


def _explain(office: Office, op: Operation, period: Period, given: Entered) -> None:
    for old in office.store.explanations(period):
        op.explain(old.rule, old.keys, None, "")
    for new in given.explanations:
        op.explain(new.rule, new.keys, new.text, new.figures)
