"""How cells look, found out once: openpyxl compares each font and border it is given with all it knows."""

from __future__ import annotations

from collections.abc import Hashable
from copy import copy
from typing import Any

from openpyxl.cell.cell import Cell
from openpyxl.styles.cell_style import StyleArray
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

_NUMBERS = {
    "font": "fontId", "fill": "fillId", "border": "borderId", "alignment": "alignmentId",
    "protection": "protectionId",
}  # fmt: skip


class Dresser:
    """Gives the cells of one workbook their fonts, fills and borders, which must not change afterwards."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, int], tuple[Any, int]] = {}
        self._worn: dict[Hashable, StyleArray] = {}

    def dress(self, cell: Cell | Any, **look: Any) -> None:
        """Give a cell some of `font`, `fill`, `border`, `alignment` and `protection`."""
        if cell._style is None:  # noqa: SLF001 - openpyxl has no other way to say it by number
            cell._style = StyleArray()  # noqa: SLF001
        worn = cell._style  # noqa: SLF001
        for name, value in look.items():
            key = (name, id(value))
            if key in self._known:
                setattr(worn, _NUMBERS[name], self._known[key][1])
            else:
                setattr(cell, name, value)
                # The value is kept too, so that no other can come to have its `id`
                self._known[key] = (value, getattr(worn, _NUMBERS[name]))

    def keep(self, cell: Cell | Any, look: Hashable) -> None:
        """Remember all that a cell looks like under a name of the caller's."""
        self._worn[look] = copy(cell._style)  # noqa: SLF001

    def wear(self, cell: Cell | Any, look: Hashable) -> bool:
        """Let a cell look in everything as the one that was kept, and tell whether there was one."""
        worn = self._worn.get(look)
        if worn is not None:
            cell._style = copy(worn)  # noqa: SLF001
        return worn is not None

    def merge(self, target: Worksheet, first_row: int, first: int, last_row: int, last: int) -> None:
        """Join cells into one that looks as the first of them; what stood in the others is gone.

        The library's own way works out every border anew, which took half the time of a whole workbook.
        """
        target.merged_cells.add(CellRange(None, first, first_row, last, last_row))
        leading = target.cell(first_row, first)
        for row in range(first_row, last_row + 1):
            for column in range(first, last + 1):
                if (row, column) != (first_row, first):
                    cell = target.cell(row, column)
                    cell.value = None
                    cell._style = copy(leading._style)  # noqa: SLF001
