"""What is judged: an indicator, what was observed of it, and what city or province added to the plan."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from jzdesk.models.period import Period

Observed = Decimal | str
"""A figure, a water class (`Ⅰ` … `劣Ⅴ`), or the conclusion of an assessment (`MET`, `NOT_MET`, `PENDING`)."""

MET, NOT_MET, PENDING = "met", "missed", "pending"
"""Codes of an assessment's conclusion, as forms have them."""
LEVEL, CHANGE = "level", "change"
"""What figures of a 下降 or 提高 target say: the thing itself, or its change since the base year."""
STANDARD = "standard"
"""The basis of the plan's own air figures: it was issued before values were reported as 实况."""
CLASSES = ("Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ", "Ⅴ", "劣Ⅴ")
CITY = "410800"
_TABLE = "专栏"
"""How the source of a target begins that stands in a table of the plan."""
_AMOUNTS, _FIGURES = {"flow", "stock"}, {">=", "<=", "<", "=", "approx", "range"}
_SHARED = {"ratio", "mean", "reported_ytd"}
"""Behaviours whose city figure is on the same scale as a county's; amounts of the city are nobody else's."""
_CHANGES = {("reduce_pct", "%"), ("provincial", "%"), ("increase_pp", "百分点")}
"""First targets, and the unit in which a change is reported for them instead of the thing."""
_MULTIPLES = {"万": 10**4, "亿": 10**8}


@dataclass(frozen=True, slots=True)
class Given:
    """What was handed down for one indicator and office; it comes before what the plan says.

    `baseline` is in the unit of the figures, `target` has the shape of a target of the plan, `basis`
    is that of both (air values only). `later` are targets that are not in force yet.
    """

    baseline: Decimal | None = None
    target: Mapping[str, Any] | None = None
    basis: str | None = None
    later: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Base:
    """The figure a change counts from, and `whose`: `given`, `own`, `plan`, or `city` (for a county)."""

    value: Fraction
    whose: str


@dataclass(frozen=True, slots=True)
class Why:
    """Why something cannot be judged: the tail of a key under `models.assess.why`, and its fields."""

    code: str
    fields: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Case:
    """One indicator of one office (`unit` None: the city as a whole), judged at the end of the period `at`.

    `series` holds what was observed by period; a figure of a quarter or half-year is 1—本季累计.
    `measured_in` is the unit of the figures where it is not the indicator's, `shows` is `LEVEL` or
    `CHANGE` where the indicator leaves it open. `bases` names the basis of air values, such as
    `actual` or `actual/yes` (扣除沙尘 behind the stroke). `ref` names the target that is measured against
    where it is not the office's first. `start` is the base year, `end` the plan's last.
    """

    indicator: Mapping[str, Any]
    at: Period
    series: Mapping[Period, Observed] = field(default_factory=dict)
    unit: str | None = None
    measured_in: str = ""
    shows: str = ""
    bases: Mapping[Period, str] = field(default_factory=dict)
    given: Given = Given()
    ref: str | None = None
    start: int = field(kw_only=True)
    end: int = field(kw_only=True)

    @property
    def value(self) -> Observed | None:
        """What was observed in the period judged."""
        return self.series.get(self.at)

    @property
    def figures_unit(self) -> str:
        """The unit of the figures, without what stands in brackets behind it."""
        return bare(self.measured_in or str(self.indicator["unit"]))

    @property
    def level(self) -> bool:
        """The figures are the thing itself, not by how much it changed."""
        if self.shows:
            return self.shows == LEVEL
        first = next(iter(self.indicator["targets"]), {}).get("op")
        return (first, self.figures_unit) not in _CHANGES

    @property
    def part_of_year(self) -> bool:
        """The figure of the period adds up over a year that is not over."""
        return self.indicator.get("behaviour") == "flow" and self.at.last_day.month < 12

    @property
    def targets(self) -> tuple[Mapping[str, Any], ...]:
        """The targets that hold for the office: what was handed down, the one named, the plan's in its order.

        A target handed down takes the place of the one the province was to set; those not in force yet are
        listed last.
        """
        own = [t for t in self.indicator["targets"] if self.unit is None or self.unit in t["scope"]]
        own.sort(key=lambda t: self.ref is None or t.get("ref") != self.ref)
        if self.given.target is None:
            return (*own, *self.given.later)
        return (self.given.target, *(t for t in own if t["op"] != "provincial"), *self.given.later)

    def of_the_city(self, target: Mapping[str, Any]) -> bool:
        """Tell whether a target is an amount of the whole city, of which no county is told its part."""
        amount = self.indicator.get("behaviour") in _AMOUNTS and target["op"] in _FIGURES
        shared = len(target.get("scope", ())) > 1 and target is not self.given.target
        return amount and shared and self.unit not in {None, CITY}

    def base(self, year: int | None) -> Base | Why:
        """Return the figure of the base year: handed down, the office's own, or the plan's."""
        if year is None:
            return Why("no_base_year")
        here = self.bases.get(self.at)
        if self.given.baseline is not None:
            other = here and self.given.basis and here.split("/")[0] != self.given.basis
            return Why("basis") if other else Base(Fraction(self.given.baseline), "given")
        plans, own = self._plans_base(year), self._own_base(year, here)
        if own is None or (isinstance(plans, Base) and plans.whose == "plan"):
            return plans
        return own

    def _own_base(self, year: int, here: str | None) -> Base | Why | None:
        own = Period(year, "year", 0)
        figure = exact(self.series.get(own))
        if figure is None:
            return None
        marked = self.bases.get(own)
        same = marked == here or (marked is None and self.on_plan_basis)  # unmarked, it is older than 实况
        return Base(figure, "own") if same else Why("basis")

    def _plans_base(self, year: int) -> Base | Why:
        known = self.indicator.get("baseline") or {}
        if not known or str(known.get("year", year)) != str(year):
            return Why("no_base", {"year": year})
        if not known.get("year"):
            return Why("undated_base")
        of_city = self.unit in {None, CITY}
        if not of_city and self.indicator.get("behaviour") not in _SHARED:
            return Why("base_of_city", {"year": year})
        factor = unit_factor(str(known["unit"]), self.figures_unit)
        if factor is None:
            return Why("no_base", {"year": year})
        if not self.on_plan_basis:
            return Why("basis")
        return Base(Fraction(Decimal(known["value"])) * factor, "plan" if of_city else "city")

    @property
    def on_plan_basis(self) -> bool:
        """The figure judged stands on the basis of the plan's figures, or on none."""
        here = self.bases.get(self.at)
        return here is None or here.split("/")[0] == self.indicator.get("basis", STANDARD)

    def same_basis_as(self, target: Mapping[str, Any]) -> bool:
        """Tell whether the figure judged may be compared with a figure of `target`."""
        here = self.bases.get(self.at)
        if here is not None and target is self.given.target and self.given.basis is not None:
            return here.split("/")[0] == self.given.basis
        return self.on_plan_basis

    def base_year(self, target: Mapping[str, Any]) -> int | None:
        """Return the year a target counts from; that of the table's own column where it stands in one."""
        year = target.get("base_year")
        if year is not None:
            return int(year)
        counts_all = bool(target.get("cumulative")) or str(target.get("source", "")).startswith(_TABLE)
        return self.start if counts_all or target is self.given.target else None


def exact(value: object) -> Fraction | None:
    """Return a figure as a fraction; None for what is none."""
    return Fraction(value) if isinstance(value, Decimal) and value.is_finite() else None


def class_place(value: object) -> int | None:
    """Return the place of a water class, 0 for Ⅰ to 5 for 劣Ⅴ, however its numeral is written; else None."""
    plain = [unicodedata.normalize("NFKC", name) for name in CLASSES]
    text = unicodedata.normalize("NFKC", value).removesuffix("类").upper() if isinstance(value, str) else ""
    return plain.index(text) if text in plain else None


def bare(unit: str) -> str:
    """Return a unit without what stands in brackets behind it (`%（减少）` is `%`)."""
    return unit.split("（")[0]


def unit_factor(unit: str, into: str) -> int | Fraction | None:
    """Return what turns a figure in `unit` into one in `into`; None when they measure other things."""
    (one, plain_one), (two, plain_two) = _split(bare(unit)), _split(bare(into))
    return Fraction(one, two) if plain_one == plain_two else None


def _split(unit: str) -> tuple[int, str]:
    multiple = _MULTIPLES.get(unit[:1])
    return (multiple, unit[1:]) if multiple and len(unit) > 1 else (1, unit)
