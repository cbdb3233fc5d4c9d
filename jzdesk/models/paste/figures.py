"""The figure behind one copied cell, in the unit of the cell it goes to; rounded half up, and told so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jzdesk.errors import RefusedError
from jzdesk.models import quantity, units
from jzdesk.models.paste.clip import Piece
from jzdesk.words import say

# How a spreadsheet shows a number: with signs of money, in brackets, as dashes for zero, as #### or 1.2E+05.
_SHOWN = re.compile(r"[\d\s,.()+\-−—#¥￥$eE]*")
_WIDE_PLACES = 10
_NEAR = Decimal(4)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as it goes into a cell; `rounded_from` and `converted_from` tell what it was before."""

    value: Decimal
    rounded_from: str = ""
    converted_from: str = ""


def read(piece: Piece, unit: str, places: int, *, signed: bool, written: str = "") -> Figure | None:
    """Return the figure of a copied cell whose numbers are in the unit `written` (empty: the cell's own).

    None where the text is no plain number: it is then judged as if typed. Raises `RefusedError` as
    `quantity` does.
    """
    number = _number(piece, percent=unit == "%")
    if number is None:
        return None
    factor = units.factor_between(written, unit) if written and written != unit else Decimal(1)
    if factor is None:
        raise RefusedError(say("models.paste.unit_other", unit=unit, found=written))
    value, rounded = quantity.from_workbook(format(number * factor, "f"), unit, places, signed=signed)
    told = quantity.plain_any(number) if factor == 1 else quantity.plain_any(number * factor)
    converted = "" if factor == 1 else f"{quantity.plain_any(number)} {written}"
    return Figure(value, told if rounded else "", converted)


def _number(piece: Piece, *, percent: bool) -> Decimal | None:
    """Return the number behind a piece, or the one it shows."""
    text = quantity.trimmed(piece.text)
    shown = quantity.fold(text)
    if shown.endswith("%"):
        return _plain(shown[:-1]) if percent else None
    if piece.exact and _SHOWN.fullmatch(shown):
        try:
            return quantity.stored_number(piece.exact)
        except RefusedError:
            return _plain(text)
    return _plain(text)


def _plain(text: str) -> Decimal | None:
    try:
        return quantity.parse(text, "", _WIDE_PLACES, signed=True)
    except RefusedError:
        return None


def likely_unit(pairs: Iterable[tuple[Decimal, Decimal]], known: Sequence[str]) -> str:
    """Return the unit that figures seem to be written in, by (figure, earlier one) in the unit `known[0]`.

    Empty where they fit as they are, where no other unit fits two thirds of them, or there are too few.
    """
    given = [(figure, before) for figure, before in pairs if figure > 0 and before > 0]
    if len(given) < 2:
        return ""
    fitting = {unit: _fits(given, units.factor_between(unit, known[0])) for unit in known}
    best = max(known[1:], key=lambda unit: fitting[unit], default="")
    if not best or fitting[known[0]] * 3 >= len(given) or fitting[best] * 3 < len(given) * 2:
        return ""
    return best


def _fits(given: Sequence[tuple[Decimal, Decimal]], factor: Decimal | None) -> int:
    if factor is None:
        return 0
    return sum(before / _NEAR <= figure * factor <= before * _NEAR for figure, before in given)
