"""二次录入: a second person keys chosen figures again without seeing them; what differs is listed.

Nothing is changed by it. What came of it is kept beside each cell and counts as long as the figure
stays the one that was compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from jzdesk.desk import entering
from jzdesk.desk.office import Office
from jzdesk.errors import JzdeskError, RefusedError
from jzdesk.models import derive, value
from jzdesk.models.change import Changes
from jzdesk.models.entry import Key
from jzdesk.models.form import Column, Row
from jzdesk.models.period import Period
from jzdesk.models.sheet import Sheet
from jzdesk.words import say

ALL, MOVED, OPEN = "all", "moved", "open"
CHOICES = (ALL, MOVED, OPEN)
"""Which figures of a form: all, those that moved most, those not yet keyed a second time."""
MOST_MOVED = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """One figure to be keyed again, named but not shown."""

    key: Key
    number: str
    row: str
    column: str
    unit: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one figure: as it stands, as it was keyed again, and what is wrong with the latter."""

    asked: Asked
    first: str
    second: str
    same: bool
    wrong: str = ""


def choose(office: Office, period: Period, form_id: str, which: str) -> tuple[Asked, ...]:
    """Return the entered figures of a form that are to be keyed again, in the order of the paper."""
    sheet = office.sheet(period)
    found = list(_entered(sheet, form_id))
    if which == MOVED:
        moved = sorted(found, key=lambda place: _moved(sheet, *place[1:]), reverse=True)[:MOST_MOVED]
        found = [place for place in found if place in moved]
    if which == OPEN:
        done = standing(office, period)
        found = [place for place in found if place[1] not in done]
    return tuple(_asked(sheet, *place) for place in found)


def compare(office: Office, period: Period, typed: Mapping[Key, str]) -> tuple[Outcome, ...]:
    """Return what came of each figure that was keyed again; one left empty was not."""
    sheet = office.sheet(period)
    outcomes: list[Outcome] = []
    for form in sheet.forms:
        for number, key, row, column in _entered(sheet, form.id):
            if typed.get(key, "").strip():
                outcomes.append(_outcome(sheet, _asked(sheet, number, key, row, column), typed[key]))
    return tuple(outcomes)


def record(office: Office, period: Period, by: str, outcomes: Iterable[Outcome]) -> Changes:
    """Keep what came of it, with the name of the second person; undo leaves it alone.

    Raises `RefusedError` without a name, and for the name of the one who enters here.
    """
    name = value.clean_text(by)
    if not name:
        raise RefusedError(say("desk.rekeying.no_name"))
    if name == office.who:
        raise RefusedError(say("desk.rekeying.same_person", name=name))
    with office.store.operation("rekey", period, at=office.stamp, why=name, step=False) as op:
        for one in outcomes:
            told = {"by": name, "on": office.today.isoformat(), "figure": one.first, "same": one.same}
            op.rekeying(one.asked.key, told)
    return op.changes


def standing(office: Office, period: Period) -> dict[Key, tuple[str, str, bool]]:
    """Return who keyed which cell a second time, when, and whether it agreed; a later figure undoes it."""
    sheet = office.sheet(period)
    found: dict[Key, tuple[str, str, bool]] = {}
    for text, told in office.store.rekeyings(period).items():
        key = Key.parse(text)
        try:
            _, row, column = sheet.place(key)
        except JzdeskError:
            continue
        if value.text_of(sheet.cell(key, row, column), row, column) == told["figure"]:
            found[key] = (str(told["by"]), str(told["on"]), bool(told["same"]))
    return found


def adopt(office: Office, period: Period, outcome: Outcome) -> Changes:
    """Enter what was keyed the second time instead of the first; one step of undo."""
    words = [str(outcome.asked.key), outcome.second]
    reason = say("desk.rekeying.adopted")
    return entering.set_values(office, period, words, reason=reason)[1]


def _entered(sheet: Sheet, form_id: str) -> Iterator[tuple[str, Key, Row, Column]]:
    """Yield 行次, key, row and column of every figure that was typed into a form."""
    form = sheet.catalogue.form(form_id)
    for table, line in sheet.layout(form).lines():
        for place, column in zip(line.cells, table.columns, strict=False):
            if place.key is None or not place.enterable or line.row is None or not column.numeric:
                continue
            if sheet.cells.get(place.key) is not None and sheet.cells[place.key].number is not None:
                yield line.number, place.key, line.row, column.column


def _asked(sheet: Sheet, number: str, key: Key, row: Row, column: Column) -> Asked:
    label = sheet.label(sheet.catalogue.form(key.form), row)
    return Asked(key, number, label, column.name, value.unit_of(row, column))


def _moved(sheet: Sheet, key: Key, row: Row, column: Column) -> Decimal:
    """Return by how much a figure differs from last year's or last period's, in percent."""
    beside = derive.computed(sheet, key, row, column)
    changes = (beside.change_last_year, beside.change_previous) if beside else ()
    return max((abs(change) for change in changes if change is not None), default=Decimal(0))


def _outcome(sheet: Sheet, asked: Asked, text: str) -> Outcome:
    _, row, column = sheet.place(asked.key)
    first = value.text_of(sheet.cell(asked.key, row, column), row, column) or ""
    try:
        cell = value.parse(text, row, column)
    except RefusedError as error:
        return Outcome(asked, first, text.strip(), same=False, wrong=entering.first_error(error))
    second = value.text_of(cell, row, column) or cell.blank or ""
    return Outcome(asked, first, second, same=second == first)
