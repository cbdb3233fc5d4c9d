"""The allotment workbook: what the city hands down, one sheet a subject, and what came back in one.

Cells are found by their marks, so moved columns and renamed sheets do no harm. Reading runs in the child
process only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from jzdesk.errors import RefusedError
from jzdesk.exchange import book
from jzdesk.exchange.allot_marks import CORNER, FIRST_ROW, META_SHEET, AllotMeta
from jzdesk.exchange.cells import Raw, SheetCells, address
from jzdesk.models import quantity
from jzdesk.models.allotment.listing import Line
from jzdesk.models.allotment.subjects import MONTH, NUMBER, SUBJECTS, TERM, Subject
from jzdesk.words import say


def workbook_bytes(lines: Mapping[str, Sequence[Line]], meta: AllotMeta) -> bytes:
    """Return the workbook with these lines of each subject."""
    from jzdesk.exchange import allot_paint

    return allot_paint.workbook(lines, meta)


def read_allotment(data: bytes) -> dict[str, Any]:
    """Return what stands in an allotment workbook: `meta`, and by subject its lines of cells.

    A line is `[row, {field: [address, text, bad]}]`; `bad` names why a cell cannot be taken as it is.
    """
    sheets = book.read_book(data, plain_xlsx=True)
    meta = next((s for s in sheets if s.name == META_SHEET), None)
    if meta is None:
        raise RefusedError(say("exchange.allot.not_ours"))
    told = {_text(meta, row, 1): _text(meta, row, 2) for row in range(1, 9)}
    found: dict[str, list[Any]] = {}
    names: dict[str, str] = {}
    for sheet in sheets:
        corner = _text(sheet, 1, 1)
        if corner.startswith(CORNER):
            code = corner.removeprefix(CORNER)
            if code in found:
                raise RefusedError(say("exchange.allot.twice", sheet=sheet.name))
            found[code], names[code] = _lines(sheet, code), sheet.name
    lacking = [s.title for s in SUBJECTS if s.code not in found]
    if lacking:
        raise RefusedError(say("exchange.allot.missing", sheets="、".join(lacking)))
    return {"meta": told, "lines": found, "sheets": names}


def _text(sheet: SheetCells, row: int, column: int) -> str:
    raw = sheet.cells.get((row, column))
    return raw.text if raw is not None else ""


def _lines(sheet: SheetCells, code: str) -> list[Any]:
    subject = next((s for s in SUBJECTS if s.code == code), None)
    if subject is None:
        raise RefusedError(say("exchange.allot.not_ours"))
    columns = _columns(sheet, subject)
    rows: dict[int, dict[str, list[str]]] = {}
    for (row, column), raw in sorted(sheet.cells.items()):
        if row >= _first(sheet) and column in columns and (raw.text.strip() or raw.formula):
            place = address((row, column))
            rows.setdefault(row, {})[columns[column]] = [place, *_taken(subject, columns[column], raw)]
    return [[row, cells] for row, cells in rows.items()]


def _columns(sheet: SheetCells, subject: Subject) -> dict[int, str]:
    """Return which column holds which field; refuse a sheet on which one is gone or doubled."""
    known = {f.code for f in subject.fields}
    marks = [(c, raw.text) for (r, c), raw in sorted(sheet.cells.items()) if r == 1 and raw.text in known]
    if sorted(text for _, text in marks) != sorted(known):
        raise RefusedError(say("exchange.allot.columns", sheet=sheet.name))
    return dict(marks)


def _first(sheet: SheetCells) -> int:
    """Return the first row below the heads: rows put in above them are passed over."""
    heads = [row for (row, column), raw in sheet.cells.items() if column == 1 and raw.text == CORNER]
    return max(heads, default=FIRST_ROW - 1) + 1


def _taken(subject: Subject, field: str, raw: Raw) -> list[str]:
    """Return a stored cell as a text, and why it cannot be taken; empty where it can."""
    kind = next(f.kind for f in subject.fields if f.code == field)
    if raw.formula:
        return [raw.text, "formula"]
    if raw.kind in {"error", "bool"}:
        return [raw.text, raw.kind]
    if raw.percent:
        return [raw.text, "percent"]
    if raw.kind == "date":
        return [raw.text[:7] if kind == MONTH else raw.text[:10], "date" if kind == NUMBER else ""]
    if raw.kind == "number" and kind in {MONTH, TERM} and "." in raw.text:
        return [raw.text, "month"]  # 2018.10 is stored as 2018.1
    return [_plain(raw), ""]


def _plain(raw: Raw) -> str:
    """Return a number without what its storing added to it, a text as it is."""
    if raw.kind != "number":
        return raw.text
    try:
        return quantity.plain_any(quantity.stored_number(raw.text))
    except (RefusedError, ArithmeticError):
        return raw.text
