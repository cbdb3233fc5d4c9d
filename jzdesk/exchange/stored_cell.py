"""What one stored cell of an entry workbook means in the row and column it stands in."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any

from jzdesk.errors import RefusedError
from jzdesk.models import quantity, value
from jzdesk.models.entry import Cell
from jzdesk.models.form import Column, Row
from jzdesk.models.value import places_of, unit_of
from jzdesk.words import say

_FIFTEEN = Context(prec=quantity.MAX_DIGITS, rounding=ROUND_HALF_UP)
_LONGEST = 20
_DATED = {"month": 7, "date": 10}


def read_cell(found: Mapping[str, Any], row: Row, column: Column) -> tuple[Cell, str | None]:
    """Return what a stored cell means, and what it was rounded from; `RefusedError` with a remedy."""
    kind, text = found["kind"], found["text"]
    if kind == "empty" or (found["formula"] and kind == "text"):
        raise _no("formula_text" if text.strip() else "is_formula", "formula_remedy")
    if kind == "error":
        raise _no("is_error", "error_remedy")
    if kind == "bool":
        raise _no("is_bool", "value_remedy")
    if kind == "date":
        return Cell(value=_date(text, row, column)), None
    if kind == "number":
        return _number(found, row, column)
    return value.parse(text, row, column), None


def decimal_or_none(text: str) -> Decimal | None:
    """Return a plain decimal text as a number."""
    try:
        number = Decimal(text)
    except ArithmeticError:
        return None
    return number if number.is_finite() else None


def _no(why: str, remedy: str) -> RefusedError:
    return RefusedError(say(f"exchange.entry.{why}"), [say(f"exchange.entry.{remedy}")])


def _date(text: str, row: Row, column: Column) -> str:
    length = _DATED.get(column.kind)
    if length is None:
        raise _no("is_date", "value_remedy" if column.kind == "number" else "text_remedy")
    day = value.parse_date(text[:10]).isoformat()
    return str(value.parse(day[:length], row, column).value)


def _number(found: Mapping[str, Any], row: Row, column: Column) -> tuple[Cell, str | None]:
    text, unit = found["text"], unit_of(row, column)
    if column.kind in _DATED:  # typed as 2018.10, stored as 2018.1: nobody can tell October from January
        raise _no("is_number", f"{column.kind}_remedy")
    if found["percent"]:
        if unit != "%" or column.kind != "number":
            raise _no("percent", "percent_remedy")
        text = _hundredfold(text)
    if column.kind != "number":
        return value.parse(_as_typed(text), row, column), None
    number, was_rounded = quantity.from_workbook(text, unit, places_of(row, column), signed=column.signed)
    return Cell(value=number), _as_typed(text) if was_rounded else None


def _hundredfold(text: str) -> str:
    """Return the percentage that a percent-formatted number is shown as."""
    exact = decimal_or_none(text)
    try:
        return text if exact is None else str(_FIFTEEN.create_decimal(exact).scaleb(2))
    except ArithmeticError:
        return text


def _as_typed(text: str) -> str:
    """Return a stored number as it was typed: fifteen digits count, no exponent, no surplus zeros."""
    exact = decimal_or_none(text)
    if exact is None or abs(exact.adjusted()) > _LONGEST:
        return text
    shown = format(_FIFTEEN.create_decimal(exact), "f")
    return shown.rstrip("0").rstrip(".") if "." in shown else shown
