"""A workbook as raw cells, whatever program saved it.

The parts of an `.xlsx` are read with expat alone, so that formulas, percent formats and the digits of
numbers are seen as they stand; `.xls` and `.ods` are read by calamine. Runs in the child process only.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import Any

from jzdesk.errors import RefusedError
from jzdesk.exchange import gate, xlsx
from jzdesk.exchange.cells import MAX_CELLS, Area, Place, Raw, SheetCells

_MAX_AREA = 4_000_000
"""Cells of a sheet from its first place to its last, empty ones included: calamine makes them all."""


def read_book(
    data: bytes, *, plain_xlsx: bool = False, ahead: Callable[[xlsx.Sheets], object] = lambda _: None
) -> list[SheetCells]:  # fmt: skip
    """Return the sheets of a workbook from outside, in their order; `RefusedError` when it is none.

    With `plain_xlsx` other formats are refused: what calamine returns of them shows neither formulas nor
    percent formats. `ahead` may look at one sheet of an `.xlsx` before the others are read; what it refuses
    is left to whoever reads them all.
    """
    parts = gate.admit(data)
    if parts is not None and xlsx.is_one(parts):
        sheets = xlsx.Sheets(parts)
        with suppress(RefusedError):
            ahead(sheets)
        return sheets.all()
    if parts is not None and "encrypted-package" in parts:
        raise gate.refused("password")
    if parts is not None and ("content.xml" not in parts or parts.has_folder("xl")):
        raise gate.refused("not_workbook")
    if plain_xlsx:
        raise gate.refused("other_format")
    if parts is not None:
        _police_opendocument(parts)
    return _read_other(data)


def _police_opendocument(parts: gate.Parts) -> None:
    """Look at the parts that calamine is going to read, so that the gate's refusals hold for them too."""
    manifest = parts.get("META-INF/manifest.xml") or b"<none/>"
    gate.parse(manifest)
    if b"encryption-data" in manifest:
        raise gate.refused("password")
    gate.parse(parts.get("content.xml") or b"<none/>")


def _read_other(data: bytes) -> list[SheetCells]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [(name, book.get_sheet_by_name(name)) for name in book.sheet_names]
        return [SheetCells(name, _calamine_cells(sheet), _calamine_merges(sheet)) for name, sheet in sheets]
    except PasswordError as error:
        raise gate.refused("password") from error
    except (CalamineError, ValueError, OSError) as error:
        raise gate.refused("not_workbook") from error


def _calamine_cells(sheet: Any) -> dict[Place, Raw]:
    if sheet.total_height * sheet.total_width > _MAX_AREA:
        raise gate.refused("cells", limit=MAX_CELLS)
    cells: dict[Place, Raw] = {}
    for r, row in enumerate(sheet.to_python(skip_empty_area=False), 1):
        for c, value in enumerate(row, 1):
            raw = _calamine_raw(value)
            if raw is not None:
                cells[r, c] = raw
    if len(cells) > MAX_CELLS:
        raise gate.refused("cells", limit=MAX_CELLS)
    return cells


def _calamine_merges(sheet: Any) -> tuple[Area, ...]:
    """Return the merged areas; of an `.ods` nothing is told."""
    return tuple(
        (top + 1, left + 1, bottom + 1, right + 1)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    )


def _calamine_raw(value: Any) -> Raw | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return Raw("bool", str(value))
    if isinstance(value, int | float):
        return Raw("number", repr(value))
    if isinstance(value, datetime | date | time | timedelta):
        return Raw("date", value.date().isoformat() if isinstance(value, datetime) else str(value))
    return Raw("text", str(value))
