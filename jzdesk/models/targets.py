"""The plan's targets in words, of every kind: figures, ranges, classes, and what has no figure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jzdesk.models.form import CITY
from jzdesk.models.period import Period
from jzdesk.words import say

_OPS = {">=": "ge", "<=": "le", "<": "lt", "=": "eq"}
_FIGURES = {*_OPS, "approx", "within", "range"}
"""The kinds of target that are a figure in the indicator's own unit."""
_WORDS_ONLY = {"eliminate", "stable", "provincial", "decline", "full", "standard", "zero_growth"}
_PERCENT = {"reduce_pct": "%", "increase_pp": " 个百分点"}
OPS = frozenset({*_FIGURES, *_WORDS_ONLY, *_PERCENT, "class_at_least"})
"""All that a target can ask, in the words of a plan's data."""


def handed_down(indicator: Mapping[str, Any], office: str, period: Period) -> Mapping[str, Any] | None:
    """Return the target the city has set an office that measures it in a period; None for none.

    It is the one of the period's own year, in force when the period ends; the one of the plan's last year
    stands in the place of the plan's own.
    """
    held = [t for t in indicator.get("allotted", ()) if office in t["scope"] and in_force(t, period)]
    of_year = next((t for t in held if t["year"] == str(period.year)), None)
    last = max((str(t.get("year") or "") for t in indicator["targets"]), default="")
    return of_year or next((t for t in held if last and t["year"] == last), None)


def in_force(target: Mapping[str, Any], period: Period) -> bool:
    """Tell whether a target holds when a period ends."""
    return str(target.get("since", "")) <= period.last_day.isoformat()


def measured(
    indicator: Mapping[str, Any], office: str = "", ref: str | None = None
) -> Mapping[str, Any] | None:
    """Return the target an office is measured against: the one `ref` names, else its first.

    Some targets hold for certain offices only (城区 and 县城 differ); an office none of them names is
    measured against the indicator's first. None where there is no target at all.
    """
    every = indicator["targets"]
    own = [t for t in every if office in t.get("scope", ())] or every
    return next((t for t in own if ref is not None and t.get("ref") == ref), own[0] if own else None)


def target_text(
    indicator: Mapping[str, Any], unit: str = "", *, office: str = "", ref: str | None = None, end: str = "",
    period: Period | None = None,
) -> str:  # fmt: skip
    """Return the target an office is measured against (see `measured`), as it is printed.

    Its unit is added where it is another than the `unit` it stands beside, its year where it is due
    before `end`, the plan's last year. An amount of the whole city is no county's target. What the city has
    set the office for `period` comes first.
    """
    handed = handed_down(indicator, office, period) if period else None
    target = handed or measured(indicator, office, ref)
    if target is None:
        return ""
    if handed is None and _of_the_city(indicator, target, office):
        return say("models.derive.pending_city")
    text = one_target(target)
    plain = target["op"] in _OPS or target["op"] == "approx"
    own_unit = target.get("unit", indicator["unit"])
    if plain and own_unit != unit:
        text += own_unit
    year = target.get("year")
    return say("models.derive.target_due", text=text, year=year) if end and year and year < end else text


def _of_the_city(indicator: Mapping[str, Any], target: Mapping[str, Any], office: str) -> bool:
    amount = indicator.get("behaviour") in {"flow", "stock"} and target["op"] in {*_OPS, "approx"}
    return amount and len(target.get("scope", ())) > 1 and office not in {"", CITY}


def in_unit(target: Mapping[str, Any]) -> str:
    """Return one target with its unit, such as `≥65%` or `≤58 微克/立方米`."""
    text, unit = one_target(target), str(target.get("unit", ""))
    if not unit or target["op"] not in _FIGURES:
        return text
    return f"{text}%" if unit == "%" else f"{text} {unit}"


def one_target(target: Mapping[str, Any]) -> str:
    """Return one target in words, such as `≥65` or `保持稳定`."""
    op = target["op"]
    word = say(f"models.derive.op.{_OPS.get(op, op)}")
    value = target.get("value")
    if op in _WORDS_ONLY or value is None:
        return word
    if isinstance(value, list | tuple):
        return say("models.derive.target_range", low=value[0], high=value[1])
    if op == "class_at_least":
        return say("models.derive.target_class", value=value)
    return f"{word}{value}{_PERCENT.get(op, '')}"
