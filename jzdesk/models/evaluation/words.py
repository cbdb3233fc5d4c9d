"""Figures, targets and forecasts as the evaluation prints them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from jzdesk.models import quantity
from jzdesk.models.assess import wording
from jzdesk.models.assess.case import MET, NOT_MET, PENDING, Case, Observed, class_place
from jzdesk.models.assess.forecast import Forecast, forecast
from jzdesk.models.catalogue import CITY, Catalogue
from jzdesk.models.targets import in_unit
from jzdesk.words import say

Target = Mapping[str, Any]
_CONCLUSIONS = {MET: "met", NOT_MET: "not_met"}
_SEVERAL = 3
"""As many offices are told by name; more of them are counted."""


def value(case: Case) -> str:
    """Return what was observed at the end of a case's period, with its unit; empty for nothing."""
    return "" if case.value is None else observed(case.value, case.figures_unit)


def observed(found: Observed, unit: str) -> str:
    """Return a figure, a water class or a conclusion in words."""
    if isinstance(found, Decimal):
        return _exact(quantity.plain_any(found), unit)
    if found == PENDING:
        return say("models.evaluation.pending")
    if found in _CONCLUSIONS:
        return say(f"models.assess.state.{_CONCLUSIONS[found]}")
    return say("models.assess.unit.of_class", name=found) if class_place(found) is not None else found


def reached(case: Case, told: str) -> str:
    """Return what was reached: a figure as it was reported, else in the words of the judgement (`told`)."""
    plain = isinstance(case.value, Decimal) and case.level
    return value(case) if plain else told or value(case)


def _exact(text: str, unit: str) -> str:
    """Return a figure with all its places: rounded, one may look as if it were the target's."""
    return f"{text}%" if unit == "%" else f"{text} {unit}".strip()


def asked(target: Target) -> str:
    """Return a target with its unit and year, such as `2020年：≤58 微克/立方米`."""
    text = in_unit(target)
    if target["op"] in {"reduce_pct", "increase_pp"} and target.get("base_year"):
        text = say("models.evaluation.since", year=target["base_year"], text=text)
    if target.get("cumulative"):
        text = say("models.evaluation.cumulative", text=text)
    year = target.get("year")
    return say("models.evaluation.asked", year=year, text=text.strip()) if year else text.strip()


def base(known: Mapping[str, Any] | None) -> str:
    """Return a base figure of the plan with its year; empty where it gives none."""
    if not known or not known.get("value"):
        return ""
    figure = _exact(str(known["value"]), str(known["unit"]))
    word = "base" if known.get("year") else "base_undated"
    return say(f"models.evaluation.{word}", year=known.get("year"), value=figure)


def ahead(case: Case, target: Target) -> str:
    """Return where the pace leads, with its range; or in short why nothing can be said."""
    if case.value is None:
        return ""
    found = forecast(case, target)
    if not isinstance(found, Forecast):
        return say(f"models.evaluation.no_forecast.{found.code}") if found.code in _TOLD else ""
    return say(
        "models.evaluation.forecast",
        year=target["year"],
        ends=wording.figure(Fraction(found.ends), ours=True),
        best=wording.figure(Fraction(found.best), ours=True),
        worst=wording.figure(Fraction(found.worst), ours=True),
        verdict=say(f"models.assess.forecast.{'reaches' if found.reaches else 'fails'}"),
    )


_TOLD = frozenset({"few_points", "part_of_year", "no_base", "basis"})
"""Why there is no forecast, where another year or figure would change that."""


def places(catalogue: Catalogue, scope: Iterable[str]) -> str:
    """Return whom a target or task is for: few offices by name, the eleven and others by what they are."""
    units = tuple(scope)
    if units == (CITY,):
        return say("models.evaluation.whole")
    if set(units) >= set(catalogue.counties):
        return say("models.evaluation.every")
    if set(units) == set(catalogue.scope("urban")):
        return say("models.evaluation.urban")
    names = [catalogue.division(unit).name for unit in units if unit in {*catalogue.counties, CITY}]
    return "、".join(names) if len(names) <= _SEVERAL else say("models.evaluation.several", n=len(names))


def names(catalogue: Catalogue, units: Iterable[str]) -> str:
    """Return offices by name; the city's is that of its own reports."""
    found = [say("models.evaluation.own") if u == CITY else catalogue.division(u).name for u in units]
    return "、".join(found)
