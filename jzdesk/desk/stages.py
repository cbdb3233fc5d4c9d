"""The reason of a yearly figure's stage, written beside the day it was entered."""

from __future__ import annotations

from jzdesk.desk import entering
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError
from jzdesk.models import value
from jzdesk.models.change import Changes
from jzdesk.models.entry import EMPTY, STAGES, Key, Stamp
from jzdesk.models.period import Period
from jzdesk.words import say


def write_reason(office: Office, period: Period, key: Key, text: str) -> Changes:
    """Write why a stage of a yearly figure was entered; its day stays. One operation, one step of undo.

    Raises `RefusedError` where there is no figure yet, or the period is locked.
    """
    sheet = office.sheet(period)
    _, row, column = sheet.place(key)
    if key.column not in STAGES or sheet.cells.get(key, EMPTY).value is None:
        raise RefusedError(say("desk.stages.no_figure", row=row.label, column=column.name))
    entering.check_open(office, sheet, [key])
    known = sheet.stamp(key) or Stamp(office.today.isoformat())
    why = value.clean_text(text)
    with office.store.operation("set", period, how="typed", why=why, at=office.stamp, step=True) as op:
        op.stamp(key, Stamp(known.on, why))
        entering.opened(office, period, op)
    office.forget(op.changes)
    return op.changes
