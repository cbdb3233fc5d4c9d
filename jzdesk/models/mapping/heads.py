"""What the head of a column says: of what it is, of which period, in which unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from jzdesk.models.mapping import names
from jzdesk.models.mapping.grid import Grid
from jzdesk.models.period import Period

MOST_HEADS = 3
_TO = "[-—–~至到]"
_YEAR = re.compile(r"(20\d\d)(?:年度?|(?!\d))")
_QUARTER = re.compile(r"第?([一二三四1-4])季度?|[qQ]([1-4])|([iI]{1,3}|[iI][vV])季度?")
_TO_DATE = re.compile(
    rf"[1一](?:月份?|季度?)?{_TO}(?:([2-4二三四])季度?|(\d{{1,2}})月份?|本季度?)|年初以来|累计"
)
_HALF = re.compile(r"([上下])半年")
_WHOLE = re.compile(r"全年|年度")
_DIGITS = {"一": 1, "二": 2, "三": 3, "四": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4}
_RELATIONS = (
    ("change", re.compile("同比|环比|增减|增幅|增长|±")),
    ("last_year", re.compile("上年同期|去年同期")),
    ("previous", re.compile("上季|上一?期|上一季")),
    ("ytd", _TO_DATE),
)


@dataclass(frozen=True, slots=True)
class When:
    """The period a text names; without `year` that of the table, without `kind` the whole year."""

    year: int | None = None
    kind: str = ""
    index: int = 0

    def fits(self, period: Period) -> bool:
        """Tell whether it is this period."""
        if self.year not in {None, period.year}:
            return False
        return not self.kind or (self.kind, self.index) == (period.kind, period.index)


@dataclass(frozen=True, slots=True)
class Head:
    """One column's head: as written, its unit, the period it names, `relation` to it, and the `rest`."""

    text: str = ""
    unit: str = ""
    when: When | None = None
    relation: str = ""
    rest: str = ""

    @property
    def key(self) -> str:
        """What stays the same when the same table comes for another period."""
        return f"{self.rest}|{self.relation}|{'when' if self.when else ''}"


def when_of(text: str) -> tuple[When | None, str]:
    """Return the period that a text names, and the text without it."""
    plain = names.half(text)
    year, plain = _take(_YEAR, plain)
    half, plain = _take(_HALF, plain)
    if half:
        return When(_year(year), "half", 1 if half[1] == "上" else 2), plain
    quarter, plain = _take(_QUARTER, plain)
    if quarter:
        word = next(part for part in quarter.groups() if part).lower()
        return When(_year(year), "quarter", _DIGITS.get(word) or int(word)), plain
    whole, rest = _take(_WHOLE, plain)
    if whole and not year and rest:  # 全年 alone is a period, in 全年排放量 it is part of a name
        return None, plain
    if year or whole:
        return When(_year(year), "year" if whole else ""), rest
    return None, plain


def _take(pattern: re.Pattern[str], text: str) -> tuple[re.Match[str] | None, str]:
    found = pattern.search(text)
    return found, text if found is None else text[: found.start()] + text[found.end() :]


def _year(found: re.Match[str] | None) -> int | None:
    return int(found[1]) if found else None


@cache
def head_of(text: str) -> Head:
    """Return what a head says."""
    plain = names.without_unit(text)
    relation = relation_of(plain)
    unit = names.unit_in(text)
    if relation:
        when = _until(plain) if relation == "ytd" else None
        year, rest = _take(_YEAR, plain)
        if when is None and year:
            when = When(int(year[1]))
        return Head(text, unit, when, relation, names.fold(rest))
    when, rest = when_of(plain)
    return Head(text, unit, when, "", names.fold(rest))


def relation_of(text: str) -> str:
    """Return how a head relates to the period: `ytd`, `previous`, `last_year`, `change`, or empty."""
    plain = names.half(text)
    return next((name for name, pattern in _RELATIONS if pattern.search(plain)), "")


def _until(text: str) -> When | None:
    """Return the quarter up to which a head adds up, where it says so."""
    found = _TO_DATE.search(text)
    if found is None or not (found[1] or found[2]):
        return None
    index = (_DIGITS.get(found[1]) or int(found[1])) if found[1] else -(-int(found[2]) // 3)
    return When(None, "quarter", min(index, 4))


def to_date(text: str) -> tuple[When, str] | None:
    """Return up to when a head adds up from its year's start, and the rest of it; None for other heads."""
    plain = names.without_unit(text)
    if relation_of(plain) != "ytd":
        return None
    until = _until(plain) or When()
    year, rest = _take(_YEAR, plain)
    if until.kind:
        rest = _take(_TO_DATE, rest)[1]
    return When(_year(year), until.kind, until.index), names.fold(rest)


def heads(grid: Grid, first: int, last: int) -> dict[int, Head]:
    """Return the heads that stand in some rows, those above one column joined to one text."""
    found: dict[int, Head] = {}
    width = grid.width
    titles = {row for row in range(first, last + 1) if _is_title(grid, row, width)}
    spread = {row: _spread(grid, row, last, width) for row in range(first, last + 1) if row not in titles}
    for column in range(1, width + 1):
        pieces = dict.fromkeys(line[column] for line in spread.values() if line[column])
        if pieces:
            found[column] = head_of(" ".join(pieces))
    return found


def _is_title(grid: Grid, row: int, width: int) -> bool:
    """Tell whether a row is one text over the whole table."""
    texts = {grid.filled(row, column) for column in range(1, width + 1)} - {""}
    return len(texts) == 1 and width > 2


def _spread(grid: Grid, row: int, last: int, width: int) -> dict[int, str]:
    """Return a row of heads; one above several columns counts for each, merged or not."""
    line = {column: grid.filled(row, column) for column in range(1, width + 1)}
    if row == last or any(top <= row <= bottom for top, _, bottom, _ in grid.merges):
        return line
    for column in range(2, width + 1):
        if not line[column] and line[column - 1] and grid.text(row + 1, column):
            above = grid.text(row + 1, column - 1)
            line[column] = line[column - 1] if above else ""
    return line
