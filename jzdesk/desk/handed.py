"""What the receiver last had of a period, and which cells differ from it now."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from jzdesk.desk import entering
from jzdesk.models import snapshot
from jzdesk.records import dataclass

if TYPE_CHECKING:
    from jzdesk.desk.office import Office
    from jzdesk.models.entry import Key
    from jzdesk.models.form import OwnRow
    from jzdesk.models.period import Period
    from jzdesk.models.sheet import Sheet

_IN_THE_HOUSE = frozenset({"frozen", "withdrawn"})


@dataclass(frozen=True)
class Handed:
    """A handed-in snapshot: its number in the store, and what stood in each cell by KEY."""

    number: int
    cells: Mapping[str, str]


def last(office: Office, period: Period, known: Handed | None = None) -> Handed | None:
    """Return what was handed in last, None before the first time; `known` is not read a second time."""
    own = office.store.submissions(office.unit, period)
    numbers = [(s.revision, s.id) for s in own if s.state not in _IN_THE_HOUSE]
    if not numbers:
        return None
    number = max(numbers)[1]
    if known is not None and known.number == number:
        return known
    return Handed(number, snapshot.flat(json.loads(office.store.submission_content(number))))


def held(office: Office, row: OwnRow) -> bool:
    """Tell whether a row of the office's own stood in anything that was handed in, of any period."""
    for known in office.store.submissions(office.unit):
        if known.state in _IN_THE_HOUSE or known.period.last_day < row.since.first_day:
            continue
        part = json.loads(office.store.submission_content(known.id))["forms"].get(row.form, {})
        if any(own["code"] == row.code for own in part.get("own", ())):
            return True
    return False


def changed(sheet: Sheet, handed: Handed | None) -> dict[Key, str]:
    """Return the cells people fill that differ now, each with what was handed in (empty for nothing)."""
    found: dict[Key, str] = {}
    for key, row, column in entering.all_cells(sheet) if handed is not None else ():
        if column.derived or row.derived:
            continue
        content = snapshot.entered(sheet.cell(key, row, column), row, column)
        before = handed.cells.get(str(key), "") if handed is not None else ""
        if content.get("v", content.get("b", "")) != before:
            found[key] = before
    return found
