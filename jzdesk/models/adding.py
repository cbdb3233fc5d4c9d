"""How the offices' figures come together into one of the city, by each row's own rule.

A row says `adds`: `sum` over the county-level offices; `urban` over the urban districts alone, as the plan
asks it of 市区 (the towns that 示范区 manages lie in 山阳区 and are in its figure); `city` where the city's
own figure is the total and the counties' stand beside it; `none` where nothing comes together. What flows
or stands is summed; a rate is that of the sums of its two figures; a mean never comes together.
"""

from __future__ import annotations

from abc import abstractmethod
from collections import ChainMap
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from jzdesk.models import quantity
from jzdesk.models.building import CITY
from jzdesk.models.catalogue import Catalogue
from jzdesk.models.entry import Key
from jzdesk.models.form import Column, Row
from jzdesk.models.value import behaviour_of, places_of

COUNTIES, URBAN, OWN, NEVER = "sum", "urban", "city", "none"
"""The words of a row's `adds`."""
ADDED = frozenset({None, "ytd", "since_start", "funds", "final", "count"})
"""What a computed column may compute that adds up as its parts do."""
PARTS = ("numerator", "denominator")
"""The two figures of a rate."""

Figures = Mapping[Key, Mapping[str, Decimal]]


class Reported(Figures):
    """What the offices reported: of every figure each office's own, and what can be told of them together.

    Where they are very many, what is asked for together need not be taken apart first.
    """

    @property
    @abstractmethod
    def units(self) -> frozenset[str]:
        """The offices that have any figure."""

    @abstractmethod
    def keys_of(self, unit: str) -> frozenset[Key]:
        """Return the figures that an office has."""

    @abstractmethod
    def sums(self, among: Set[str]) -> dict[Key, Decimal]:
        """Return the sum of every figure over some offices, without those that none of them has."""


class Listed(Reported):
    """Figures that lie there one by one."""

    def __init__(self, figures: Figures) -> None:
        self._figures = figures

    def __getitem__(self, key: Key) -> Mapping[str, Decimal]:
        return self._figures[key]

    def __iter__(self) -> Iterator[Key]:
        return iter(self._figures)

    def __len__(self) -> int:
        return len(self._figures)

    @property
    def units(self) -> frozenset[str]:
        """The offices that have any figure."""
        return frozenset(unit for units in self._figures.values() for unit in units)

    def keys_of(self, unit: str) -> frozenset[Key]:
        """Return the figures that an office has."""
        return frozenset(key for key, units in self._figures.items() if unit in units)

    def sums(self, among: Set[str]) -> dict[Key, Decimal]:
        """Return the sum of every figure over some offices, without those that none of them has."""
        chosen = {key: [n for unit, n in units.items() if unit in among] for key, units in self.items()}
        return {key: sum(numbers, Decimal(0)) for key, numbers in chosen.items() if numbers}


@dataclass(frozen=True, slots=True)
class Way:
    """How the figures of one row and column come together.

    `summed` ones are added up, `rated` ones are the rate of two sums, others not at all. `adds` is the row's.
    """

    adds: str
    summed: bool = False
    rated: bool = False

    @property
    def together(self) -> bool:
        """The offices' figures make one of the city."""
        return self.summed or self.rated

    @property
    def own(self) -> bool:
        """The total is what the city itself says."""
        return self.adds == OWN

    @property
    def urban(self) -> bool:
        """The total is that of the urban districts."""
        return self.adds == URBAN


NO_WAY = Way(NEVER)
"""That of figures that never come together."""


def way(row: Row, column: Column) -> Way:
    """Return how the figures of a row and column come together."""
    if column.kind != "number" or row.adds == NEVER:
        return NO_WAY
    if column.computes == "rate":
        return Way(row.adds, rated=True)
    adds = behaviour_of(row, column) in {"flow", "stock"} and column.computes in ADDED and column.unit != "%"
    return Way(row.adds if adds or row.adds == OWN else NEVER, summed=adds)


def way_of(catalogue: Catalogue, key: Key) -> tuple[Way, int]:
    """Return how a figure comes together, and its decimals; an office's own row never does."""
    form = catalogue.form(key.form)
    row, column = form.row(key.row), form.column(key.column)
    if row is None or column is None:
        return NO_WAY, 0
    return way(row, column), places_of(row, column)


@lru_cache(maxsize=8)
def joint(catalogue: Catalogue) -> Mapping[Key, tuple[Way, int]]:
    """Return how those figures come together that do, each with its decimals.

    Of a full county's file that is a third: what it has in rows of its own never does.
    """
    found: dict[Key, tuple[Way, int]] = {}
    for form in catalogue.forms:
        for row in reversed(form.rows):
            for column in form.columns:
                one = way(row, column)
                if one.together:
                    found[Key(form.id, row.code, column.code)] = one, places_of(row, column)
    return found


def members(catalogue: Catalogue, found: Way) -> tuple[str, ...]:
    """Return the offices whose figures make the total that stands for the counties."""
    return catalogue.districts if found.urban else catalogue.counties


def is_member(catalogue: Catalogue, found: Way, unit: str) -> bool:
    """Tell whether an office is one of the `members`, without looking through a province of them."""
    return unit in catalogue.districts if found.urban else catalogue.has_county(unit)


def total(catalogue: Catalogue, key: Key, found: Way, figures: Figures) -> Decimal | None:
    """Return the counties' total of a figure, in its own unit (a rate in percent, one place).

    None where they have none, or where there is no such thing.
    """
    units = members(catalogue, found)
    if found.summed:
        known = [figures[key][unit] for unit in units if unit in figures.get(key, {})]
        return sum(known, Decimal(0)) if known else None
    return rate(*rate_sums(units, key, figures)) if found.rated else None


def rate_sums(units: tuple[str, ...], key: Key, figures: Figures) -> tuple[Decimal, Decimal]:
    """Return the sums of a rate's two figures, each in its own unit, over the offices that have both."""
    top, bottom = (figures.get(Key(key.form, key.row, part), {}) for part in PARTS)
    both = [unit for unit in units if unit in top and unit in bottom]
    return sum((top[u] for u in both), Decimal(0)), sum((bottom[u] for u in both), Decimal(0))


def rate(top: Decimal, bottom: Decimal) -> Decimal | None:
    """Return a rate in percent, rounded once to one place; None where there is nothing to be a part of."""
    return quantity.quotient(top * 100, bottom, 1) if bottom > 0 else None


def of_city(key: Key, figures: Figures) -> Decimal | None:
    """Return what the city itself says of a figure."""
    return figures.get(key, {}).get(CITY)


def with_instead(figures: Figures, other: Mapping[tuple[Key, str], Decimal]) -> Figures:
    """Return figures with others put in the place of some, by key and office; all else is shared."""
    found: dict[Key, Mapping[str, Decimal]] = {}
    for (key, unit), number in other.items():
        found[key] = {**found.get(key, figures.get(key, {})), unit: number}
    return ChainMap(found, figures) if found else figures  # type: ignore[arg-type]
