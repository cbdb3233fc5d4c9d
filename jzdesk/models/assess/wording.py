"""Figures on a ruler as sentences tell them: with their unit, as a fall, as points, as a water class."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from jzdesk.models import quantity
from jzdesk.models.assess.case import CLASSES
from jzdesk.models.assess.path import PLACES, decimal
from jzdesk.models.assess.ruler import CLASS, CUT, FIGURE, RISE, STATE, Ruler
from jzdesk.models.targets import one_target
from jzdesk.words import say

_WITHOUT_VALUE = {"eliminate", "full", "standard", "stable", "decline", "zero_growth"}
_OURS = 2
"""Places of what we make ourselves."""


def unit_on(on: Ruler, unit: str) -> str:
    """Return the unit of the figures on a ruler, for a thing measured in `unit`."""
    words = {CUT: "%", STATE: ""}
    if on.kind in {RISE, CLASS}:
        return say(f"models.assess.unit.{on.kind}")
    return words.get(on.kind, unit)


def tell(on: Ruler, value: Fraction, unit: str, *, ours: bool = False) -> str:
    """Return a place on a ruler in words, such as `58 微克/立方米`, `下降 12.5%`, `Ⅳ类`.

    What was entered or asked stands there as exactly as it was; what is `ours` (a line, a forecast) rounded.
    """
    if on.kind == STATE:
        return say(f"models.assess.state.{'met' if value else 'not_met'}")
    if on.kind == CLASS:
        return say("models.assess.unit.of_class", name=CLASSES[int(-value)])
    if on.kind == FIGURE:
        return with_unit(value, unit, ours=ours)
    word = on.kind if value >= 0 else f"{on.kind}_other"
    return say(f"models.assess.tell.{word}", value=figure(abs(value), ours=ours))


def gap(on: Ruler, value: Fraction, unit: str, *, ours: bool = False) -> str:
    """Return a distance on a ruler in words, such as `差 3 微克/立方米`, `差 1 级`, `差 2.4 个百分点`."""
    if on.kind == STATE:
        return say("models.assess.gap.state")
    if on.strict and not value:
        return say("models.assess.gap.strict")
    if on.kind == CLASS:
        return say("models.assess.gap.classes", value=figure(value, ours=ours))
    if on.kind == RISE or unit_on(on, unit) in {"%", "百分点"}:
        return say("models.assess.gap.points", value=figure(value, ours=ours))
    return say("models.assess.gap.amount", value=with_unit(value, unit, ours=ours))


def with_unit(value: Fraction, unit: str, *, ours: bool = False) -> str:
    """Return a figure with its unit; percent stand right behind it."""
    told = figure(value, ours=ours)
    return f"{told}%" if unit == "%" else f"{told} {unit}".strip()


def figure(value: Fraction, *, ours: bool = False) -> str:
    """Return a figure with every place it can have; one of ours at two, or more where two show nothing."""
    shown = decimal(value, _OURS if ours else PLACES)
    return quantity.plain_any(shown if shown or not value else decimal(value, 6))


def target_in_words(on: Ruler, target: Mapping[str, Any], unit: str) -> str:
    """Return a target with the figure it comes to, such as `下降 ≥ 28%，即 62.64 微克/立方米`."""
    text = one_target(target)
    if on.kind == FIGURE and (target["op"] in {"reduce_pct", "increase_pp"} or on.holds):
        word = {"last_year": "last_year", "": "comes_to"}.get(on.whose if on.holds else "", "base_was")
        sign = say(f"models.derive.op.{'ge' if on.up else 'le'}")
        return text + say(f"models.assess.tell.{word}", value=with_unit(on.need, unit), sign=sign)
    if on.kind == FIGURE and target["op"] not in _WITHOUT_VALUE:
        written = str(target.get("unit", ""))
        return text + ("%" if written == "%" else f" {written}")
    return text
