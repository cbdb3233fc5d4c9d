"""What one file would do to the city's totals, figure by figure, before it counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from jzdesk.desk import adding_up, backfilled, coverage
from jzdesk.desk.office import Office
from jzdesk.models import adding, backfill, quantity, snapshot
from jzdesk.models.adding import Figures
from jzdesk.models.catalogue import Catalogue
from jzdesk.models.entry import Key
from jzdesk.models.period import Period


def effect(office: Office, period: Period, content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return what accepting `content` would do to the city's totals, by each row's own rule.

    A 代用数 for the office goes with it.
    """
    unit = str(content["unit"])
    now = adding_up.added(office, period)
    numbers = snapshot.numbers(content, office.catalogue_of(content["catalogue"]))
    had = {key for key, units in now.figures.items() if unit in units}
    return _moved(office.catalogue, now.figures, unit, numbers, had | numbers.keys())


def carried_effect(office: Office, content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return what accepting `content` would do to the totals of the 历史补录, each with its period."""
    unit = str(content["unit"])
    known = coverage.carried_last(office, unit)
    if known is not None and backfilled.age(content) < backfilled.age(known):
        return []
    periods = {Period.parse(str(change["period"])) for change in backfill.compare(known, content)}
    found: list[dict[str, Any]] = []
    for period in sorted(periods):
        own = backfilled.contents(office, period, {unit: content})
        catalogue = office.catalogue_of(content["catalogue"])
        numbers = snapshot.numbers(own[unit], catalogue) if own else {}
        figures = adding_up.added(office, period).figures
        had = {key for key, units in figures.items() if unit in units}
        moved = _moved(office.catalogue, figures, unit, numbers, had | numbers.keys())
        found += [{"period": str(period), **one} for one in moved]
    return found


def _moved(
    catalogue: Catalogue, figures: Figures, unit: str, numbers: Mapping[Key, Decimal], keys: Iterable[Key]
) -> list[dict[str, Any]]:
    """Return the totals that differ once an office's figures are `numbers`."""
    own = {key: _with(figures.get(key, {}), unit, numbers.get(key)) for key in keys}
    after = {**figures, **own}
    found: list[dict[str, Any]] = []
    for key in sorted(own):
        way, places = adding.way_of(catalogue, key)
        if way.together:
            sides = [adding.total(catalogue, key, way, where) for where in (figures, after)]
            if sides[0] != sides[1]:
                told = [None if side is None else quantity.plain(side, places) for side in sides]
                found.append({"key": str(key), "before": told[0], "after": told[1]})
    return found


def _with(units: Mapping[str, Decimal], unit: str, number: Decimal | None) -> dict[str, Decimal]:
    rest = {code: value for code, value in units.items() if code != unit}
    return rest if number is None else {**rest, unit: number}
