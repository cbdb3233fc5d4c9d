"""How cells look, found out once: openpyxl compares each font and border it is given with all it knows."""

from __future__ import annotations

from typing import Any

from openpyxl.cell.cell import Cell
from openpyxl.styles.cell_style import StyleArray

_NUMBERS = {
    "font": "fontId", "fill": "fillId", "border": "borderId", "alignment": "alignmentId",
    "protection": "protectionId",
}  # fmt: skip


class Dresser:
    """Gives the cells of one workbook their fonts, fills and borders, which must not change afterwards."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, int], tuple[Any, int]] = {}

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
