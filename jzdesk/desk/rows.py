"""Rows of the office's own that end: asked no more from the next period on, never taken away."""

from __future__ import annotations

from dataclasses import replace

from jzdesk.desk import entering, stepping
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError
from jzdesk.models import workflow
from jzdesk.models.change import Changes
from jzdesk.models.entry import Key
from jzdesk.models.form import OwnRow
from jzdesk.models.period import Period
from jzdesk.words import say


def own_row(office: Office, period: Period, form: str, code: str) -> OwnRow | None:
    """Return what is known of a row the office added itself and still has in `period`; None for others."""
    if office.sheet(period).row(form, code) is None:
        return None
    return next((o for o in office.store.own_rows() if (o.form, o.code) == (form, code)), None)


def stop_row(office: Office, period: Period, form: str, code: str) -> Changes:
    """Let a row of the office's own end with `period`: every period up to it keeps it.

    Raises `RefusedError` for a row that is not the office's own, in a locked period, and where a later
    period has figures in the row already. One operation, one step of undo.
    """
    row = _own(office, period, form, code)
    if row.until == period:
        raise RefusedError(say("desk.rows.stopped", row=_name(office, period, row), period=period.title))
    ended = replace(row, until=period)
    later = [p for p in office.store.periods() if not ended.stands_in(p) and filled(office, p, row)]
    if later:
        raise RefusedError(say("desk.rows.filled", row=_name(office, period, row), later=later[0].title))
    return _end(office, period, row, period)


def go_on(office: Office, period: Period, form: str, code: str) -> Changes:
    """Let a row that was to end go on; refused also where a later period is locked without the row."""
    row = _own(office, period, form, code)
    if row.until is None:
        raise RefusedError(say("desk.rows.goes_on", row=_name(office, period, row)))
    for later in office.store.periods():
        if later > row.until and not row.stands_in(later):
            workflow.check_editable(office.state(later), later.title)
    return _end(office, period, row, None)


def _own(office: Office, period: Period, form: str, code: str) -> OwnRow:
    row = own_row(office, period, form, code)
    if row is None:
        raise RefusedError(say("desk.rows.not_own", form=office.catalogue.form(form).title, code=code))
    workflow.check_editable(office.state(period), period.title)
    return row


def _end(office: Office, period: Period, row: OwnRow, until: Period | None) -> Changes:
    with office.store.operation("row", period, how="typed", why="", at=office.stamp, step=True) as op:
        op.end_row(row.form, row.code, until)
        entering.opened(office, period, op)
    office.forget(op.changes)
    return op.changes


def filled(office: Office, period: Period, row: OwnRow) -> bool:
    """Tell whether anything was entered in a row in a period."""
    cells = office.store.cells(period)
    return any((k.form, k.row) == (row.form, row.code) and not c.open for k, c in cells.items())


def _name(office: Office, period: Period, row: OwnRow) -> str:
    return stepping.row_name(office.sheet(period), Key(row.form, row.code, ""))
