"""What is typed into a cell of any kind, turned into a `Cell` or refused with one sentence."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from jzdesk.errors import RefusedError, UsageError
from jzdesk.models import quantity
from jzdesk.models.entry import EMPTY, MERGED, OWED, PLAIN_BLANKS, Cell, Key
from jzdesk.words import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from jzdesk.models.form import Column, Row

MAX_TEXT = 2000
COMPARISONS = frozenset({"ytd", "previous", "last_year"})
"""What columns compute that repeat the row's primary figure of another time."""
_DATE = r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
_MONTH = r"(\d{4})[-/.年](\d{1,2})月?"
_YEARS = range(1900, 2101)
_DASHES = {"—", "——", "-", "－", "/", "／", "无", "–", "−", "N/A", "n/a"}


def parse(text: str, row: Row, column: Column) -> Cell:
    """Return the cell that `text` stands for; an empty text clears it. Raises `RefusedError`."""
    stripped = quantity.trimmed(text)
    if not stripped:
        return EMPTY
    if column.kind == "enum" and column.option(stripped) is not None:  # a choice may be called 不适用 or 无
        return Cell(value=column.option(stripped))
    blank = blank_reason(stripped)
    if blank is not None:
        return Cell(blank=blank)
    if stripped in _DASHES:
        raise RefusedError(say("models.value.blank_dash", text=stripped))
    if column.kind == "number":
        value = quantity.parse(text, unit_of(row, column), places_of(row, column), signed=column.signed)
        return Cell(value=value)
    if column.kind == "enum":
        return Cell(value=_option(stripped, column))
    if column.kind == "date":
        return Cell(value=parse_date(stripped).isoformat())
    if column.kind == "month":
        return Cell(value=_month(stripped))
    return Cell(value=clean_text(text))


def unit_of(row: Row, column: Column) -> str:
    """Return the unit of the cells where `row` and `column` cross."""
    if column.unit is not None:
        return column.unit
    return row.primary_unit if column.computes in COMPARISONS else row.unit


def places_of(row: Row, column: Column) -> int:
    """Return the decimals of the cells where `row` and `column` cross."""
    if column.decimals is not None:
        return column.decimals
    return row.primary_decimals if column.computes in COMPARISONS else row.decimals


def behaviour_of(row: Row, column: Column) -> str:
    """Return how the figures where `row` and `column` cross add up over time."""
    if column.kind != "number":
        return "text" if column.kind == "text" else "state"
    return column.behaviour or row.behaviour


def blank_reason(text: str) -> str | None:
    """Return `text` as a blank reason in its stored form, or None when it is none."""
    if text in PLAIN_BLANKS:
        return text
    word, mark, rest = text.replace("：", ":", 1).partition(":")
    word, rest = quantity.trimmed(word), quantity.trimmed(rest)
    if word == MERGED:
        return f"{MERGED}:{_merged_into(rest, text)}"
    if word == OWED:
        who, comma, when = rest.replace("，", ",").rpartition(",")
        name = " ".join(clean_text(who).replace(",", "、").split())
        if not mark or not comma or not name or not quantity.trimmed(when):
            raise RefusedError(say("models.value.owed_shape", text=quantity.visible(text)))
        return f"{OWED}:{name},{parse_date(when).isoformat()}"
    return None


def _merged_into(written: str, text: str) -> Key:
    """Return the key a blank names; a VALUE that is none is refused like any other VALUE."""
    try:
        key = Key.parse(written)
    except UsageError:
        key = None
    if key is None or key.new_row:
        raise RefusedError(say("models.value.merged_shape", text=quantity.visible(text)))
    return key


def _option(text: str, column: Column) -> str:
    plain = unicodedata.normalize("NFKC", text)
    for option in column.options:
        if text == option.word or plain == unicodedata.normalize("NFKC", option.word):
            return option.code
    words = "、".join(o.word for o in column.options)
    raise RefusedError(say("models.value.not_option", text=quantity.visible(text), options=words))


def parse_date(text: str) -> date:
    """Return the day written as `2018-09-30`, `2018/9/30` or `2018年9月30日`."""
    found = re.fullmatch(_DATE, quantity.fold(quantity.trimmed(text)), re.ASCII)
    if found and int(found[1]) in _YEARS:
        try:
            return date(*(int(part) for part in found.groups()))
        except ValueError:
            pass
    raise RefusedError(say("models.value.date", text=quantity.visible(text)))


def _month(text: str) -> str:
    found = re.fullmatch(_MONTH, quantity.fold(text), re.ASCII)
    if found and 1 <= int(found[2]) <= 12 and int(found[1]) in _YEARS:
        return f"{int(found[1]):04d}-{int(found[2]):02d}"
    raise RefusedError(say("models.value.month", text=quantity.visible(text)))


def clean_text(text: str) -> str:
    """Return free text in its stored form (NFC, LF, no blanks at the ends), or refuse it."""
    lines = quantity.trimmed(text).replace("\r\n", "\n").replace("\r", "\n")
    clean = unicodedata.normalize("NFC", lines)
    if len(clean) > MAX_TEXT:
        raise RefusedError(say("models.text.too_long", length=len(clean)))
    for char in () if clean.isprintable() else clean:
        word = _bad_character(char)
        if word:
            raise RefusedError(say(f"models.text.{word}", code=f"U+{ord(char):04X}"))
    return clean


def _bad_character(char: str) -> str | None:
    category = unicodedata.category(char)
    if char == "\n" or category[0] not in "CZ" or category == "Zs":
        return None
    if category == "Cs":
        return "surrogate"
    if category in {"Co", "Cn"}:
        return "private"
    if char in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c":
        return "direction"
    return "control"


def text_of(cell: Cell, row: Row, column: Column) -> str | None:
    """Return a cell's value as `get` and files tell it: plain decimal, word, ISO date, text."""
    if isinstance(cell.value, Decimal):
        return quantity.plain(cell.value, max(places_of(row, column), 0))
    if cell.value is None:
        return None
    return column.word(cell.value) if column.kind == "enum" else cell.value


def shown(value: str | None, row: Row, column: Column) -> str:
    """Return a value in its file form (option code for enumerations) as it is printed."""
    if value is None:
        return ""
    if column.kind == "number":
        return quantity.show(Decimal(value), places_of(row, column))
    return printer(column)(value)


def printer(column: Column) -> Callable[[str], str]:
    """Return what makes of a value, as files have it, the print of a column that holds no numbers."""
    if column.kind == "enum":
        return column.word
    return _day if column.kind in {"month", "date"} else str


@lru_cache(maxsize=500)
def _day(value: str) -> str:
    parts = [int(p) for p in value.split("-")]
    return f"{parts[0]}年{parts[1]}月" + (f"{parts[2]}日" if len(parts) > 2 else "")
