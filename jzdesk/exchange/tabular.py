"""What a workbook from outside is, and any other workbook as plain grids. Runs in the child process only.

Our own workbooks carry their kind inside and are told by it; all others are tables somebody made by hand.
"""

from __future__ import annotations

from typing import Any

from jzdesk.errors import RefusedError
from jzdesk.exchange import (
    allot_form,
    allot_marks,
    book,
    entry_form,
    entry_plan,
    envelope,
    gate,
    upload,
)
from jzdesk.exchange.cells import SheetCells

ENTRY, EXCHANGE, TABLE, ALLOT = "entry", "exchange", "table", "allot"
MOST_COLUMNS, MOST_SHEETS = 256, 60


def read_any(data: bytes) -> dict[str, Any]:
    """Return a workbook by its kind, as plain data.

    `{"kind": "entry", …}` as `read_entry` has it, `{"kind": "allot", …}` as `read_allotment` has it,
    `{"kind": "exchange", "is": word}`, or `{"kind": "table", "sheets": [{"name", "cells", "merges"}]}`, a
    cell being row, column and what `Raw` has.
    """
    sheets = book.read_book(data)
    names = {sheet.name for sheet in sheets}
    if entry_plan.META_SHEET in names:
        return {"kind": ENTRY, **entry_form.read_entry(data)}
    if allot_marks.META_SHEET in names:
        return {"kind": ALLOT, **allot_form.read_allotment(data)}
    if envelope.SHEET in names:
        return {"kind": EXCHANGE, "is": _exchange_kind(sheets)}
    if len(sheets) > MOST_SHEETS:
        raise gate.refused("sheets", limit=MOST_SHEETS)
    return {"kind": TABLE, "sheets": [_plain(sheet) for sheet in sheets]}


def _exchange_kind(sheets: list[SheetCells]) -> str:
    """Return the kind written inside an exchange file; empty where it cannot be read any more."""
    try:
        return str(upload.unpack(sheets).content.get("kind", ""))
    except RefusedError:
        return ""


def _plain(sheet: SheetCells) -> dict[str, Any]:
    cells = [
        [row, column, raw.kind, raw.text, raw.percent, raw.formula]
        for (row, column), raw in sorted(sheet.cells.items())
        if column <= MOST_COLUMNS and (raw.text.strip() or raw.formula)
    ]
    return {"name": sheet.name, "cells": cells, "merges": [list(area) for area in sheet.merges]}
