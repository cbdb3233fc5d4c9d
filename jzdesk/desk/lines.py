"""底稿: a figure opened into lines (name, code, value, note); the cell is their exact sum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jzdesk.desk import entering
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError
from jzdesk.models import lines as model
from jzdesk.models.change import Changes
from jzdesk.models.entry import EMPTY, Cell, Key
from jzdesk.models.form import Column, Row
from jzdesk.models.lines import Line
from jzdesk.models.period import Period
from jzdesk.words import say


@dataclass(frozen=True, slots=True)
class Opened:
    """The lines behind a figure; `carried` ones are last period's names, waiting for their values."""

    lines: tuple[Line, ...]
    carried: bool
    before: tuple[Line, ...]


def open_lines(office: Office, period: Period, key: Key) -> Opened:
    """Return the lines behind a figure, or the names they had last time."""
    _place(office, period, key)
    own = office.sheet(period).lines.get(key, ())
    before = office.store.last_lines(key, period)
    return Opened(own or model.names_of(before), not own and bool(before), before)


def set_lines(office: Office, period: Period, key: Key, words: Sequence[Sequence[str]]) -> Changes:
    """Write the lines typed as (name, code, value, note); the cell becomes their sum.

    No lines at all close the 底稿 and leave the figure as it stands. One operation, one step of undo.
    """
    row, column = _place(office, period, key)
    sheet = office.sheet(period)
    entering.check_open(office, sheet, [key])
    found = model.parse(words, row, column)
    value = model.total(found)
    if found and value is None and not sheet.cells.get(key, EMPTY).open:
        raise RefusedError(say("desk.lines.no_values"))
    with office.store.operation("lines", period, how="typed", why="", at=office.stamp, step=True) as op:
        op.lines(key, found)
        if value is not None:
            entering.enter(office, op, key, Cell(value=value))
        entering.opened(office, period, op)
    office.forget(op.changes)
    return op.changes


def _place(office: Office, period: Period, key: Key) -> tuple[Row, Column]:
    """Return row and column of a figure that may be opened into lines; refuse any other cell."""
    sheet = office.sheet(period)
    _, row, column = sheet.place(key)
    if column.kind != "number" or column.derived or row.derived or sheet.locked(row, column):
        raise RefusedError(say("desk.lines.not_here", row=row.label, column=column.name))
    if key.form in sheet.nil:
        raise RefusedError(say("desk.lines.nil", form=sheet.catalogue.form(key.form).title))
    return row, column
