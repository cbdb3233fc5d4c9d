"""Figures added up while they are typed: `1,200+350-20` is 1530, a leading `+` adds to what stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from jzdesk.errors import RefusedError
from jzdesk.models import quantity
from jzdesk.words import say

MOST = 400
"""As many signs as a sum may have; a longer one belongs into a 底稿."""
_SIGN = re.compile(r"[+-]")
_LIKE_A_DATE = re.compile(r"0\d", re.ASCII)
_FIGURE = re.compile(r"[\d.]", re.ASCII)
_EXPONENT = re.compile(r"\d\s*[eE]\s*[+-]?\d", re.ASCII)
_UNIT = re.compile(r"[^\d\s.,]", re.ASCII)


@dataclass(frozen=True, slots=True)
class Sum:
    """What a sum comes to: `value` is exact at the cell's places; `begins` is what stood there before it."""

    value: Decimal
    parts: tuple[Decimal, ...]
    begins: Decimal | None = None


def total(
    text: str, unit: str, decimals: int, *, signed: bool = False, standing: Decimal | None = None
) -> Sum | None:  # fmt: skip
    """Return what `text` adds up to; None where it is no sum, but one figure or none at all.

    `standing` is the figure in the cell, to which a leading `+` adds. Raises `RefusedError` with one
    sentence when it is a sum that cannot stand in a cell of this unit and these places.
    """
    folded = quantity.fold(quantity.trimmed(text)).strip()
    adds = folded.startswith("+")
    body = folded[1:] if adds else folded
    if not (adds or _SIGN.search(body, 1)) or _no_sum(folded, body):
        return None
    shown = quantity.visible(quantity.trimmed(text))
    if len(folded) > MOST:
        raise RefusedError(say("models.summing.long", most=MOST))
    parts = _parts(body, unit, decimals, shown)
    begins = standing if adds else None
    value = sum(parts, begins or Decimal(0))
    if value < 0 and not signed:
        raise RefusedError(say("models.summing.negative", text=shown, value=quantity.show(value, decimals)))
    return Sum(quantity.parse(quantity.plain(value, decimals), "", decimals, signed=True), parts, begins)


def _no_sum(folded: str, body: str) -> bool:
    """Tell whether what has signs inside is a date, a number with an exponent, or words."""
    parts = [part.strip() for part in _SIGN.split(body)]
    if _EXPONENT.search(folded) or not any(parts) or not all(_FIGURE.match(part) for part in parts if part):
        return True
    return any(_LIKE_A_DATE.match(part) for part in parts[1:])


def _parts(body: str, unit: str, decimals: int, shown: str) -> tuple[Decimal, ...]:
    """Return the signed figures of a sum; a sign before the first one is its own."""
    first = "-" if body.startswith("-") else ""
    words = [part.strip() for part in _SIGN.split(body[len(first) :])]
    if not all(words):
        raise RefusedError(say("models.summing.gap", text=shown))
    if len({bool(_UNIT.search(word)) for word in words}) > 1:
        raise RefusedError(say("models.summing.units", text=shown))
    signs = [first or "+", *_SIGN.findall(body[len(first) :])]
    figures = (quantity.parse(word, unit, decimals) for word in words)
    return tuple(-figure if sign == "-" else figure for sign, figure in zip(signs, figures, strict=True))
