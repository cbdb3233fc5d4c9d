"""The entry workbook: written for a period, and taken in again as one step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from jzdesk import files
from jzdesk.desk import enquiring, entering, reporting
from jzdesk.desk.aside import Steps, at_once, meanwhile
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError, StoppedError
from jzdesk.exchange import entry_form, filling
from jzdesk.exchange.entry_plan import EntryMeta
from jzdesk.exchange.filling import FillPlan
from jzdesk.models.change import Changes
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.reports import to_pdf
from jzdesk.reports.document import Document
from jzdesk.words import say
from jzdesk.worker.reader import Reader


class Writing:
    """The work of making a file of what was taken from the store: in any thread; its result is the file."""

    def __init__(self, make: Callable[[], bytes], out: Path) -> None:
        self._make, self._out = make, out
        self._stopped = False

    def run(self, tell: Callable[[Any], None] | None = None) -> Path:
        """Make it and put it in its place; `StoppedError` when it was stopped before that."""
        if tell is not None:
            tell([0, 1])
        data = self._make()
        if self._stopped:
            raise StoppedError(say("worker.stopped"))
        files.put(self._out, data)
        return self._out

    def stop(self) -> None:
        """Give it up, from any thread."""
        self._stopped = True


def write_form(
    office: Office, period: Period, form: str | None, *, blank: bool, out: Path,
    typed: Mapping[str, str] | None = None, paper: str | None = None,
) -> Path:  # fmt: skip
    """Write the entry workbook or the forms to fill by hand at once."""
    return writing_form(office, period, form, blank=blank, out=out, typed=typed, paper=paper).run()


def writing_form(
    office: Office, period: Period, form: str | None, *, blank: bool, out: Path,
    typed: Mapping[str, str] | None = None, paper: str | None = None,
) -> Writing:  # fmt: skip
    """Return the work of writing the entry workbook (`.xlsx`), or the forms to fill by hand (`.pdf`).

    `typed` are values by KEY that stand in the workbook as if a clerk had filled it already; a row
    written `+block.1` is the first new row of that block. `paper` is that of the forms, where it is not
    the office's own.
    """
    reporting.need_suffix(out, ".xlsx", ".pdf")
    sheet = office.sheet(period)
    if form is not None and not sheet.asks(form):
        title = office.catalogue.form(form).title
        raise RefusedError(say("desk.reporting.no_form", period=period.title, form=title))
    if not sheet.forms:
        raise RefusedError(say("desk.reporting.nothing", period=period.title))
    if out.suffix.lower() == ".pdf":
        document = reporting.blank(office, period, form, paper)
        return Writing(partial(_printed, document), out)
    make = partial(
        entry_form.entry_form_bytes, sheet=sheet, meta=_meta(office, period),
        forms=(form,) if form else None, blank=blank, typed=typed or {},
    )  # fmt: skip
    return Writing(make, out)


def _printed(document: Document) -> bytes:
    return to_pdf.render(document)[0]


def _meta(office: Office, period: Period) -> EntryMeta:
    return EntryMeta(
        unit=office.unit, office=office.name, period=str(period),
        catalogue=office.sheet(period).catalogue.edition, practice=office.practice,
    )  # fmt: skip


def fill(office: Office, path: Path, *, period: Period | None, dry_run: bool) -> dict[str, Any]:
    """Take an entry workbook in, all or nothing (INTERFACE §5 `fill`)."""
    if not path.is_file():
        raise RefusedError(say("desk.entering.file_missing", name=path.name))
    with Reader() as reader:
        read = reader.read_entry(path)
    target, plan = look(office, read, path.name, period)
    taken = not plan.refused and not dry_run
    written = bool(plan.changes) and taken
    if written:
        write(office, target, plan, path.name)
    bureau = read["meta"].get("bureau")
    if bureau and taken:
        enquiring.answered(office, target, bureau)
    return {"period": str(target), **_plan_json(plan), "written": written}


def look(
    office: Office, read: Mapping[str, Any], name: str, period: Period | None
) -> tuple[Period, FillPlan]:
    """Return the period of an entry workbook that was read, and what it would do; refuse a wrong one."""
    return at_once(looking(office, read, name, period))


def looking(
    office: Office, read: Mapping[str, Any], name: str, period: Period | None
) -> Steps[tuple[Period, FillPlan]]:
    """Do the same in steps."""
    found = filling.check_meta(read, name, office.unit, office.practice, period)
    target = office.period(str(found))
    filling.check_catalogue(read, name, office.sheet(target).catalogue.edition)
    sheet = office.sheet(target)
    plan = yield from meanwhile(lambda: filling.judge(read, sheet))
    if plan.changes:
        entering.check_open(office, sheet, [c.key for c in plan.changes])
    return target, plan


def write(office: Office, period: Period, plan: FillPlan, name: str) -> Changes:
    """Write every change of a workbook as one operation."""
    with office.store.operation("fill", period, how="workbook", why=name, at=office.stamp, step=True) as op:
        codes = {mark: op.add_row(mark[0], b.code, b.prefix, period) for mark, b in plan.new_rows.items()}
        for change in plan.changes:
            row = codes.get((change.key.form, change.key.row), change.key.row)
            entering.enter(office, op, Key(change.key.form, row, change.key.column), change.cell)
        entering.opened(office, period, op)
    office.forget(op.changes)
    return op.changes


def _plan_json(plan: FillPlan) -> dict[str, Any]:
    return {
        "changes": [{"key": str(c.key), "cell": c.address, "old": c.old, "new": c.new} for c in plan.changes],
        "rounded": [
            {"key": str(r.key), "cell": r.address, "found": r.found, "new": r.new} for r in plan.rounded
        ],
        "refused": [
            {"cell": r.address, "found": r.found, "why": r.why, "remedy": r.remedy} for r in plan.refused
        ],
        "totals": [{"cell": t.address, "typed": t.typed, "sum": t.sum} for t in plan.totals],
        "deleted": [{"key": str(d.key), "cell": d.address, "kept": d.kept} for d in plan.deleted],
    }  # fmt: skip


def refusal(path: Path, result: Mapping[str, Any]) -> RefusedError:
    """Return the refusal that names every cell of a workbook that cannot be taken."""
    lines = [say("desk.entering.fill_line", **r) for r in result["refused"]]
    return RefusedError(say("desk.entering.fill_refused", name=path.name, n=len(lines)), lines)
