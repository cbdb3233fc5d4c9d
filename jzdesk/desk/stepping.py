"""Taking entries back and doing them again, told in words."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from jzdesk.desk import entering, evidence, origins
from jzdesk.errors import WorldError
from jzdesk.models.layout import row_label
from jzdesk.records import dataclass
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.desk.office import Office
    from jzdesk.models.change import Changes
    from jzdesk.models.entry import Key
    from jzdesk.models.period import Period
    from jzdesk.models.sheet import Sheet


@dataclass(frozen=True)
class Step:
    """What an undo or redo did, and where."""

    sentence: str
    period: Period | None
    changes: Changes


def undo(office: Office) -> Step:
    """Take back one step of entering, and say in words which cells it was."""
    return _step(office, back=True)


def redo(office: Office) -> Step:
    """Do an undone step again, and say in words which cells it was."""
    return _step(office, back=False)


def upcoming(office: Office, *, back: bool) -> str:
    """Return in words what undo (or else redo) would move; empty where there is nothing."""
    changes = office.store.next_changes(back=back)
    if changes is None:
        return ""
    return say("desk.step.to_undo" if back else "desk.step.to_redo", what=_touched(office, changes))


def _step(office: Office, *, back: bool) -> Step:
    upcoming = office.store.next_undo() if back else office.store.next_redo()
    lapse = None
    # What the office keeps for itself beside its figures neither unlocks nor unsettles anything.
    if (
        upcoming is not None
        and upcoming[1] is not None
        and upcoming[0] not in {origins.ACTION, evidence.ACTION}
    ):
        _check_open(office, upcoming[1], back=back)
        lapse = partial(entering.opened, office, upcoming[1])
    move = office.store.undo if back else office.store.redo
    changes = move(at=office.stamp, also=lapse)
    office.forget(changes)
    try:
        what = _touched(office, changes)
    except WorldError:  # it is done, whatever the disk says now: who hears that it failed would do it again
        what = changes.period.title if changes.period else ""
    return Step(say("desk.step.undone" if back else "desk.step.redone", what=what), changes.period, changes)


def _check_open(office: Office, period: Period, *, back: bool) -> None:
    """Refuse a step in a locked period, unless it is one of figures alone that may be filled there."""
    changes = office.store.next_changes(back=back)
    figures = changes is not None and not (changes.explanations or changes.rows or changes.nil)
    keys = changes.keys if changes is not None and figures else ()
    entering.check_open(office, office.sheet(period), keys)


def _touched(office: Office, changes: Changes) -> str:
    """Return in words what an operation touched."""
    if changes.period is None:
        return ""
    sheet = office.sheet(changes.period)
    names = [cell_name(sheet, key) for key in changes.keys[:2]]
    more = say("desk.step.more", n=len(changes.keys)) if len(changes.keys) > 2 else ""
    if names:
        return say("desk.step.listed", period=changes.period.title, names="、".join(names), more=more)
    flags = (
        (changes.explanations, "explanation"), (changes.nil, "nil"), (changes.rows, "row"),
        (changes.lines, "lines"), (changes.beside, "beside"),
    )  # fmt: skip
    for flag, word in flags:
        if flag:
            return say(
                "desk.step.listed", period=changes.period.title, names=say(f"desk.step.{word}"), more=""
            )
    return changes.period.title


def cell_name(sheet: Sheet, key: Key) -> str:
    """Return how people call a cell: form, row and column."""
    form, column = sheet.catalogue.find(key)
    row = row_name(sheet, key)
    if not row:
        return say("desk.step.gone", form=form.short)
    return say("desk.step.cell", form=form.short, row=row, column=column.name)


def row_name(sheet: Sheet, key: Key) -> str:
    """Return how people call the row of a cell; empty when the office has none of that code now."""
    form = sheet.catalogue.form(key.form)
    row = sheet.row(key.form, key.row)

    def name(place: Key) -> str | None:
        found, column = sheet.row(place.form, place.row), form.column(place.column)
        value = sheet.cell(place, found, column).value if found and column else None
        return value if isinstance(value, str) else None

    return row_label(row, name, form) if row else ""
