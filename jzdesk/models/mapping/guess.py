"""What a table probably means: which sheet, which heads, which columns and rows, which period."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from jzdesk.models.form import Form
from jzdesk.models.mapping import columns, names
from jzdesk.models.mapping.columns import SURE, Targets
from jzdesk.models.mapping.grid import Grid
from jzdesk.models.mapping.heads import MOST_HEADS, Head, When, heads, when_of
from jzdesk.models.mapping.mapping import NAME, NOT_TAKEN, Mapping, Remembered, Take
from jzdesk.models.mapping.reading import Reading
from jzdesk.models.mapping.rows import Rows
from jzdesk.models.period import Period
from jzdesk.models.sheet import Sheet

_DEEP, _FOOT = 30, 6
_OTHER_PERIOD, _ROLE = 50, 80
_LEAST = 2
_NUMBER = re.compile(r"[-+−]?[\d,.]+%?")
_NOTE = re.compile(r"单位[:：](?=([^:：()]*))")
_TITLE, _TITLE_TEXTS = 3, 2


@dataclass(frozen=True)
class Guess:
    """A mapping for one sheet of a workbook, and how many figures it would take."""

    sheet: int
    mapping: Mapping
    score: int


def find_head(grid: Grid, targets: Targets) -> tuple[int, int] | None:
    """Return the first and last row of heads; None where nothing is known."""
    best: tuple[int, int, int] | None = None  # the score, and of equal ones the fewest rows
    for first in range(1, min(grid.height, _DEEP) + 1):
        for last in range(first, min(first + MOST_HEADS, grid.height)):
            if _has_figures(grid, last):
                break
            score, count = _score(heads(grid, first, last), targets)
            if count >= _LEAST and (best is None or (score, first - last) > best[:2]):
                best = (score, first - last, first)
    return None if best is None else (best[2], best[2] - best[1])


def _has_figures(grid: Grid, row: int) -> bool:
    """Tell whether a row holds figures; years do not count."""
    texts = (names.half(grid.text(row, column)) for column in range(1, grid.width + 1))
    return any(_NUMBER.fullmatch(text) and not re.fullmatch(r"20\d\d", text) for text in texts)


def _score(found: dict[int, Head], targets: Targets) -> tuple[int, int]:
    told = [word for role in ("name", "code", "unit", "number") for word in names.words(f"role.{role}")]
    named: dict[str, int] = {}
    others: list[int] = []
    for head in found.values():
        scored = ((targets.score(head, column), column.code) for column in targets.columns)
        points, code = max(scored, default=(0, ""))
        if points >= SURE:  # a head that stands over two columns names one
            named[code] = max(points, named.get(code, 0))
        elif head.rest in told or head.when:
            others.append(_ROLE if head.rest in told else _OTHER_PERIOD)
    return sum(named.values()) + sum(others), len(named) + len(others)


def note_unit(grid: Grid, head: tuple[int, int]) -> str:
    """Return the unit that stands above or below a table for all of it; empty where there are several."""
    rows = [*range(1, head[0]), *range(max(head[1] + 1, grid.height - _FOOT), grid.height + 1)]
    for row in rows:
        for column in range(1, grid.width + 1):
            for said in _NOTE.findall(names.half(grid.text(row, column))):
                parts = [part for part in re.split("[、,，;；]", said) if part]
                if len(parts) == 1 and names.is_unit(parts[0]):
                    return parts[0]
    return ""


def propose(grid: Grid, sheet: Sheet, form: Form, head: tuple[int, int] | None = None) -> Mapping | None:
    """Return what a grid means in a form, read the way round it lies; None where nothing is known.

    `head` are the rows of heads where people have said which they are.
    """
    targets, rows = Targets(sheet, form), Rows(sheet, form)
    found_at = head or find_head(grid, targets)
    if found_at is None:
        return None
    found = heads(grid, *found_at)
    taken = columns.roles(grid, found, rows, found_at[1])
    taken |= columns.by_heads(found, targets, taken)
    every = {at: taken.get(at, Take(NOT_TAKEN, found[at].unit)) for at in sorted(found)}
    return Mapping(form.id, found_at, every, grid.turned, note_unit(grid, found_at))


def recall(grid: Grid, sheet: Sheet, kept: Remembered) -> Mapping | None:
    """Return a mapping kept for tables of this shape, found again in this one."""
    form = next((f for f in sheet.forms if f.id == kept.form), None)
    if form is None:
        return None
    table = grid.turn() if kept.turned else grid
    start = head_start(table, sheet, form) + kept.head[0]
    head = (max(start, 1), max(start, 1) + kept.head[1])
    fresh = propose(table, sheet, form, head)
    if fresh is None:
        return None
    found = heads(table, *head)
    again = {at: _again(found[at], take, kept, sheet.period) for at, take in fresh.columns.items()}
    mapping = replace(fresh, columns=_once(again), unit=kept.unit, add=kept.add, omit=kept.omit)
    name = mapping.column_of(NAME)
    chosen = {
        at: kept.rows[names.fold(table.filled(at, name))]
        for at in range(head[1] + 1, table.height + 1)
        if name is not None and names.fold(table.filled(at, name)) in kept.rows
    }
    return replace(mapping, rows=chosen)


def head_start(table: Grid, sheet: Sheet, form: Form) -> int:
    """Return where the heads of a table would be looked for."""
    found = find_head(table, Targets(sheet, form))
    return found[0] if found else 1


def _again(head: Head, fresh: Take, kept: Remembered, period: Period) -> Take:
    if head.key not in kept.columns:
        return fresh
    if head.when is not None and not head.when.fits(period):
        return Take(NOT_TAKEN, kept.columns[head.key].unit)
    return kept.columns[head.key]


def _once(taken: dict[int, Take]) -> dict[int, Take]:
    """Give each target to the first column alone that has it."""
    met: set[str] = set()
    once: dict[int, Take] = {}
    for at, take in taken.items():
        once[at] = replace(take, target=NOT_TAKEN) if take.target and take.target in met else take
        met.add(take.target)
    return once


def best(grids: Sequence[Grid], sheet: Sheet, forms: Iterable[Form]) -> Guess | None:
    """Return the sheet and the form in which most figures find their place, either way round."""
    found: Guess | None = None
    for number, grid in enumerate(grids):
        for form in forms:
            for table in (grid, grid.turn()):
                mapping = propose(table, sheet, form)
                score = len(Reading(table, mapping, sheet).placed) if mapping else 0
                if mapping and score and (found is None or score > found.score):
                    found = Guess(number, mapping, score)
    return found


def period_of(grids: Sequence[Grid], name: str, current: Period, reported_from: int) -> Period:
    """Return the period that a file's name, a sheet's or a title says it is of; else the `current` one.

    A bare year is that year where it lies before the first report, else a reason to stay in the quarter.
    Without any of these the newest of the years that stand in heads counts.
    """
    said = [name, *(grid.name for grid in grids)]
    said += [text for grid in grids for line in _opening(grid) if len(line) <= _TITLE_TEXTS for text in line]
    year: int | None = None
    for when in _whens(said):
        year = year or when.year
        if when.kind in {"quarter", "half"}:
            return Period(year or current.year, when.kind, when.index)
        if when.kind == "year" and when.year:
            return Period(when.year, "year", 0)
    if year is None:
        texts = [text for grid in grids for line in _opening(grid) for text in line]
        years = {when.year for when in _whens(t for t in texts if not when_of(t)[1]) if when.year}
        earlier = [one for one in years if one < current.year]
        year = max(earlier) if earlier and current.year not in years else None
    if year is None or year == current.year:
        return current
    return Period(year, "year", 0) if year < reported_from else replace(current, year=year)


def _opening(grid: Grid) -> list[list[str]]:
    """Return the texts of a sheet's first rows."""
    rows = range(1, min(grid.height, _TITLE) + 1)
    lines = ([grid.text(row, column) for column in range(1, grid.width + 1)] for row in rows)
    return [[text for text in line if text] for line in lines]


def _whens(texts: Iterable[str]) -> list[When]:
    return [when for when in (when_of(text)[0] for text in texts) if when is not None]
