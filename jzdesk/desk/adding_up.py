"""What the totals of a period are made of: accepted files, 代用数 for those to come, 核定数 beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from jzdesk.desk import coverage, judging
from jzdesk.desk.judging import Judged, Spot
from jzdesk.desk.office import Office
from jzdesk.models import adding
from jzdesk.models.adding import Figures, Reported, Way
from jzdesk.models.catalogue import CITY, Catalogue
from jzdesk.models.entry import Key
from jzdesk.models.period import Period

_PERIODS = 5
"""Of so many it is kept what they are made of: the quarters of a year are asked for together."""


@dataclass(frozen=True, slots=True)
class Added:
    """The figures of a period that come together.

    `reported` are those of the files that count, the city's own among them; `figures` has the 代用数 in
    their places, `judged` the 核定数.
    """

    catalogue: Catalogue
    reported: Reported
    standins: Mapping[Spot, Judged]
    approved: Mapping[Spot, Judged]
    figures: Figures
    judged: Figures
    counties: Mapping[Key, Decimal]
    """The sums of what the counties reported, whatever becomes of them."""
    moved: frozenset[Key]
    """The figures that 核定数 change."""
    sums: dict[Key, Decimal | None] = field(default_factory=dict, compare=False)
    """The totals that were asked for so far."""
    parts: dict[Key, tuple[Decimal, Decimal]] = field(default_factory=dict, compare=False)
    """The two sums of the rates that were asked for so far."""

    def total(self, key: Key, way: Way) -> Decimal | None:
        """Return the counties' total (县级合计): what they reported, or what stands in for it."""
        if key not in self.sums:
            self.sums[key] = self._total(key, way)
        return self.sums[key]

    def _total(self, key: Key, way: Way) -> Decimal | None:
        if way.summed and not way.urban and all(key != stood_in for stood_in, _ in self.standins):
            return self.counties.get(key)
        return adding.total(self.catalogue, key, way, self.figures)

    @property
    def units(self) -> frozenset[str]:
        """The offices that have any figure."""
        return self.reported.units | {unit for _, unit in self.standins}

    def keys_of(self, unit: str) -> frozenset[Key]:
        """Return the figures that an office has."""
        return self.reported.keys_of(unit) | {key for key, code in self.standins if code == unit}

    def rate_sums(self, key: Key, way: Way) -> tuple[Decimal, Decimal]:
        """Return the sums of a rate's two figures, over the counties that have both."""
        if key not in self.parts:
            units = adding.members(self.catalogue, way)
            self.parts[key] = adding.rate_sums(units, key, self.figures)
        return self.parts[key]

    def said(self, key: Key, way: Way) -> Decimal | None:
        """Return the city's word on a figure (市级核定); None where it has none.

        What it approved of the whole; else its own figure, where that is the total; else the total with
        what it approved of single counties in the place of what they reported.
        """
        whole = self.approved.get((key, CITY))
        if whole is not None:
            return whole.number
        if way.own:
            return adding.of_city(key, self.figures)
        if not way.together or not self._touched(key, way):
            return None
        return adding.total(self.catalogue, key, way, self.judged)

    def _touched(self, key: Key, way: Way) -> bool:
        keys = [key] if way.summed else [Key(key.form, key.row, part) for part in adding.PARTS]
        return not self.moved.isdisjoint(keys)


def added(office: Office, period: Period) -> Added:
    """Return what the totals of a period are made of; the same as last time while nothing has changed."""
    standins, approved = judging.standins(office, period), judging.approved(office, period)
    if office.backfilled(period):  # what counts there is carried by files of any period
        return _added(office, period, standins, approved)
    about = (
        period,
        office.store.counting(period),
        tuple(standins.items()),
        tuple(approved.items()),
        office.catalogue.edition,
    )
    known = office.kept("added", None, dict[Period, tuple[object, Added]])
    if period not in known or known[period][0] != about:
        known.pop(period, None)
        known[period] = about, _added(office, period, standins, approved)
        if len(known) > _PERIODS:
            del known[next(iter(known))]
    return known[period][1]


def accepted(office: Office, period: Period) -> Added:
    """Return what the totals of a period are made of when no 代用数 is taken into them."""
    return _added(office, period, {}, judging.approved(office, period))


def _added(
    office: Office, period: Period, standins: Mapping[Spot, Judged], approved: Mapping[Spot, Judged]
) -> Added:
    reported = coverage.contributions(office, period)
    counties = reported.sums(frozenset(office.catalogue.counties))
    figures = adding.with_instead(reported, {spot: one.number for spot, one in standins.items()})
    forms = {form.id: form for form in office.catalogue.forms}
    of_counties = {spot: one for spot, one in approved.items() if spot[1] != CITY}
    instead = judging.instead(of_counties, figures, forms)
    judged = adding.with_instead(figures, instead)
    moved = frozenset(
        key for (key, unit), number in instead.items() if figures.get(key, {}).get(unit) != number
    )
    return Added(office.catalogue, reported, standins, approved, figures, judged, counties, moved)
