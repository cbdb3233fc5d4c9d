"""The plan's targets in words, of every kind: figures, ranges, classes, and what has no figure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jzdesk.words import say

_OPS = {">=": "ge", "<=": "le", "<": "lt", "=": "eq"}
_WORDS_ONLY = {"eliminate", "stable", "provincial", "decline", "full", "standard", "zero_growth"}
_PERCENT = {"reduce_pct": "%", "increase_pp": " 个百分点"}


def target_text(indicator: Mapping[str, Any], unit: str = "") -> str:
    """Return the target an indicator is measured against (its first), as it is printed.

    Its unit is added where it is another than the `unit` it stands beside.
    """
    targets = indicator["targets"]
    if not targets:
        return ""
    text = one_target(targets[0])
    plain = targets[0]["op"] in _OPS or targets[0]["op"] == "approx"
    return f"{text}{indicator['unit']}" if plain and indicator["unit"] != unit else text


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
