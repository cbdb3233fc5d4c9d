"""What a chosen block of figures comes to, as a spreadsheet tells it below: sum, mean and count."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING

from jzdesk.models import quantity
from jzdesk.models.value import behaviour_of, places_of, unit_of
from jzdesk.ui.tables.face import BAND, COMPUTED
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.models.form import Column, Row
    from jzdesk.ui.tables.face import Face
    from jzdesk.ui.tables.faces import GridColumn
    from jzdesk.ui.tables.model import GridModel

_AMOUNTS = frozenset({"flow", "stock"})
_PERCENT = "%"
_LEAST_PLACES = 1
"""Of a mean: that of whole numbers is seldom whole."""


def taken(face: Face) -> str:
    """Return the text of a place as it is copied: what may be typed there as it would be typed."""
    return face.text if face.kind in {BAND, COMPUTED} or not face.enterable else face.edit or face.text


def plain_of(face: Face, column: GridColumn) -> str:
    """Return the figure that stands in a place as a plain decimal; empty where there is none."""
    if column.layout is None or not column.layout.numeric:
        return ""
    plain = taken(face).replace(",", "").replace("−", "-").lstrip("+")
    return plain if quantity.is_plain(plain) else ""


def told(model: GridModel, lines: Sequence[int], columns: Iterable[int]) -> str:
    """Return the sum, mean and count of the figures in a block; empty where there are not two of them.

    合计 rows are left out beside the rows they add up. Figures of different units have neither sum nor mean,
    and what does not add up, such as a concentration or a rate, has no sum.
    """
    found: list[tuple[Decimal, Row, Column]] = []
    totals: list[tuple[Decimal, Row, Column]] = []
    for place, number in product(lines, columns):
        line, column = model.line(place), model.columns[number]
        plain = plain_of(model.face(place, number), column) if line.row is not None else ""
        if plain and line.row is not None and column.layout is not None:
            one = (Decimal(plain), line.row, column.layout.column)
            (totals if line.kind == "total" else found).append(one)
    return _told(found or totals)


def _told(found: Sequence[tuple[Decimal, Row, Column]]) -> str:
    if len(found) < 2:
        return ""
    units = {unit_of(row, column) for _, row, column in found}
    if len(units) > 1:
        return say("ui.status.chosen_mixed", n=len(found))
    unit = units.pop()
    places = max(places_of(row, column) for _, row, column in found)
    total = sum((value for value, _, _ in found), Decimal(0))
    mean = quantity.quotient(total, Decimal(len(found)), max(places, _LEAST_PLACES))
    adds = unit != _PERCENT and all(behaviour_of(row, column) in _AMOUNTS for _, row, column in found)
    return say(
        "ui.status.chosen_sum" if adds else "ui.status.chosen_mean",
        n=len(found), unit=unit, sum=quantity.show(total, places),
        mean=quantity.show(mean, max(places, _LEAST_PLACES)),
    )  # fmt: skip
