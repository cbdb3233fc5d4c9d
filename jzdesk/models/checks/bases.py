"""What a figure is held against to tell a slip: figures of other times, columns of its row, stages below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from jzdesk.models import derive
from jzdesk.models.entry import STAGES
from jzdesk.records import dataclass
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.models.checks.place import Place
    from jzdesk.models.form import Column
    from jzdesk.models.period import Period

LAST_YEAR, PREVIOUS, ENDING, STAGE = "last_year", "previous", "ending", "stage"
"""A year ago, a period ago, in the parts of this period that end with it, in the highest stage below."""


@dataclass(frozen=True)
class Base:
    """One figure to go by, and what sentences call it."""

    name: str
    figure: Decimal


def known(place: Place, column: Column, names: Iterable[str]) -> Iterator[Base]:
    """Yield what is known under these names, each once; zeros and other bases (标况/实况) are left out.

    A name is a time, of the same column or of another's (`last_year/final`); or `stage`; or a column of
    this period, of another row where it says so (`valid_days/days`).
    """
    seen: set[tuple[Period, str]] = set()
    for name in names:
        time, _, other = name.partition("/")
        if time not in {LAST_YEAR, PREVIOUS, ENDING}:
            base = _below(place, column) if name == STAGE else _beside(place, name)
            if base is not None and base.figure > 0:
                yield base
            continue
        told = place.form.column(other) if other else column
        for period in _periods(place.sheet.period, time):
            if told is None or (period, other) in seen:
                continue
            seen.add((period, other))
            figure = at(place, told, period)
            if figure is not None:
                yield Base(period.title + (place.head(told) if time == ENDING and other else ""), figure)


def _periods(now: Period, time: str) -> tuple[Period, ...]:
    if time == ENDING:
        return tuple(p for p in map(now.inside, ("half", "quarter")) if p.months < now.months)
    return (now.last_year if time == LAST_YEAR else now.previous,)


def at(place: Place, column: Column, period: Period) -> Decimal | None:
    """Return what stood in a cell in another period, where it is above zero and on the same basis."""
    key = place.key(column.code)
    figure = derive.number(place.sheet, key, place.row, column, period)
    if figure is None or figure <= 0 or not derive.same_basis(place.sheet, key, place.row, period):
        return None
    return figure


def _beside(place: Place, name: str) -> Base | None:
    found = place.beside(name)
    if found is None:
        return None
    other, column = found
    figure = other.number(column)
    called = other.head(column) if other.row is place.row else other.label
    return None if figure is None else Base(called, figure)


def _below(place: Place, column: Column) -> Base | None:
    """Return the highest stage of the year's figure that was known before this one."""
    lower = STAGES[STAGES.index(column.code) + 1 :] if column.code in STAGES else ()
    stages = (_beside(place, code) for code in lower)
    return next((base for base in stages if base is not None), None)


def called(place: Place, names: Iterable[str]) -> str:
    """Return what the names are called where nothing is known under them."""
    period = place.sheet.period
    words = {
        LAST_YEAR: say("models.checks.last_year"), PREVIOUS: say(f"models.period.previous_{period.kind}"),
        ENDING: "、".join(p.title for p in _periods(period, ENDING)), STAGE: "",
    }  # fmt: skip
    told: dict[str, None] = {}
    for name in names:
        found = place.beside(name)
        word = words.get(name.partition("/")[0])
        told[word if word is not None else "" if found is None else found[0].head(found[1])] = None
    return "、".join(name for name in told if name)
