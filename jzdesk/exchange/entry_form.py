"""The entry workbook: one sheet a form, every cell found again by its marks."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jzdesk.errors import RefusedError
from jzdesk.exchange import book, envelope
from jzdesk.exchange.cells import SheetCells, address
from jzdesk.exchange.entry_plan import (
    ANY_FORM,
    CORNER,
    MARK,
    META_SHEET,
    NO_ROW,
    VALUE,
    EntryMeta,
    base_values,
    form_sheet,
)
from jzdesk.models.sheet import Sheet
from jzdesk.words import say

_SEARCH = 30


def entry_form_bytes(
    *, sheet: Sheet, meta: EntryMeta, forms: Collection[str] | None = None, blank: bool = False,
    typed: Mapping[str, str] | None = None,
) -> bytes:  # fmt: skip
    """Return the entry workbook of a period, read back already.

    `blank` leaves out what has been entered; `typed` are values by KEY as a clerk might have put them
    in (a row written `+block.1` is that block's first new row).
    """
    from jzdesk.exchange import entry_paint

    wanted = [f for f in sheet.forms if forms is None or f.id in forms]
    plans = [form_sheet(sheet, form) for form in wanted]
    base = {} if blank else base_values(sheet, plans)
    made = entry_paint.workbook(plans, sheet, meta, base, typed or {})
    read_entry(made)
    return made


def read_entry(data: bytes) -> dict[str, Any]:
    """Return an entry workbook's meta, base values, grids of marks, and every cell where marks cross.

    Plain data, because it runs in the child process: {"meta", "base",
    "grids": [{sheet, form, rows, columns}], "cells": [{sheet, address, form, row, column,
    kind, text, percent, formula, double}]}.
    """
    sheets = book.read_book(data, plain_xlsx=True)
    hidden = next((s for s in sheets if s.name == META_SHEET), None)
    if hidden is None:
        raise _not_ours(sheets)
    lines = [(_text(hidden, row, 1), _text(hidden, row, 2)) for row in range(1, _last_row(hidden) + 1)]
    if not lines or lines[0][0] != MARK:
        raise _not_ours(sheets)
    grids = [grid for s in sheets if s.name != META_SHEET and (grid := _grid(s)) is not None]
    return {
        "meta": {"kind": lines[0][1], **{name: text for name, text in lines[1:] if "/" not in name}},
        "base": {key: clean_ends(text) for key, text in lines[1:] if "/" in key},
        "grids": [grid.plain() for grid in grids],
        "cells": _cells(grids),
    }


def clean_ends(text: str) -> str:
    """Return a stored text with its lines ended as they were written, whatever program saved it since."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _not_ours(sheets: Sequence[SheetCells]) -> RefusedError:
    """Return the refusal of another file; one of our other kinds is called by its name."""
    if any(s.name == envelope.SHEET for s in sheets):
        return RefusedError(say("exchange.entry.is_other_kind"))
    return RefusedError(say("exchange.entry.is_not_ours"))


def _last_row(sheet: SheetCells) -> int:
    return max((row for row, _ in sheet.cells), default=0)


def _text(sheet: SheetCells, row: int, column: int) -> str:
    raw = sheet.cells.get((row, column))
    return raw.text if raw is not None else ""


@dataclass(frozen=True, slots=True)
class _Grid:
    """The marks of one sheet, wherever they now lie."""

    sheet: SheetCells
    form: str
    rows: list[tuple[int, str]]
    columns: list[tuple[int, str]]
    strange: list[int]

    def plain(self) -> dict[str, Any]:
        """Return the grid as plain data: rows and columns by their first mark."""
        rows, columns = ({mark: at for at, mark in reversed(marks)} for marks in (self.rows, self.columns))
        return {"sheet": self.sheet.name, "form": self.form, "rows": rows, "columns": columns}

    def cells(self) -> Iterator[dict[str, Any]]:
        """Yield what stands where marks cross; `double` under a mark that stands there a second time.

        A row that somebody put in has no mark: what stands there goes nowhere, and has to be told.
        """
        unmarked = [(row, "", False) for row in self.strange]
        for row, row_mark, row_again in (*_again(self.rows), *unmarked):
            for column, column_mark, column_again in _again(self.columns):
                raw = self.sheet.cells.get((row, column))
                if raw is not None and (raw.text.strip() or raw.formula):
                    form, row_code, column_code = self._named(row_mark, column_mark)
                    yield {
                        "sheet": self.sheet.name, "address": address((row, column)), "form": form,
                        "row": row_code, "column": column_code, "kind": raw.kind, "text": raw.text,
                        "percent": raw.percent, "formula": raw.formula, "double": row_again or column_again,
                    }  # fmt: skip

    def _named(self, row: str, column: str) -> tuple[str, str, str]:
        """Return form, row and column of the cell where two marks cross."""
        if self.form != ANY_FORM or column != VALUE:
            return self.form, row, column
        form, _, rest = row.partition("/")
        row_code, _, column_code = rest.rpartition("/")
        return form, row_code, column_code


def _again(marks: list[tuple[int, str]]) -> Iterator[tuple[int, str, bool]]:
    seen: set[str] = set()
    for at, mark in marks:
        yield at, mark, mark in seen
        seen.add(mark)


def _grid(sheet: SheetCells) -> _Grid | None:
    corners = [p for p, raw in sheet.cells.items() if raw.text.startswith(CORNER) and max(p) <= _SEARCH]
    if not corners:
        return None
    corner = min(corners)
    form = sheet.cells[corner].text.removeprefix(CORNER).strip()
    marks = sorted((place, raw.text.strip()) for place, raw in sheet.cells.items() if place != corner)
    rows = _told_apart([(place[0], mark) for place, mark in marks if place[1] == corner[1]])
    columns = [(place[1], mark) for place, mark in marks if place[0] == corner[0]]
    known = {at for at, _ in rows}
    told = [(at, mark) for at, mark in rows if mark != NO_ROW]
    inside = range(min(known, default=0), max(known, default=0)) if len(told) < len(rows) else ()
    here = {row for row, _ in sheet.cells} - known
    return _Grid(sheet, form, told, columns, [row for row in inside if row in here])


def _told_apart(rows: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """Give every line for a new row a mark of its own: a plain `+`, or a copied line, has none."""
    told: list[tuple[int, str]] = []
    seen: set[str] = set()
    for at, mark in rows:
        own = f"{mark.partition('.')[0]}.r{at}" if mark == "+" or (mark in seen and mark[:1] == "+") else mark
        seen.add(own)
        told.append((at, own))
    return told


def _cells(grids: Sequence[_Grid]) -> list[dict[str, Any]]:
    """Return the cells of all grids. A copied sheet is harmless as far as it says the same."""
    found: list[dict[str, Any]] = []
    known: dict[tuple[str, str, str], dict[str, Any]] = {}
    for grid in grids:
        for cell in grid.cells():
            first = known.setdefault((cell["form"], cell["row"], cell["column"]), cell)
            if first["sheet"] != cell["sheet"]:
                if all(first[name] == cell[name] for name in ("kind", "text", "percent", "formula")):
                    continue
                cell["double"] = True
            found.append(cell)
    return found
