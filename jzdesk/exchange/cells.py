"""Raw cells: what a workbook stores, not what a program would make of it."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

MAX_CELLS = 200_000


class Raw(NamedTuple):
    """One stored cell: `kind` is number, text, bool, error, date or empty; `text` its stored form.

    `percent` tells of the number format, `formula` that the value is a stored result.
    """

    kind: str
    text: str
    percent: bool = False
    formula: bool = False


Place = tuple[int, int]
"""Row and column, both from 1."""
Area = tuple[int, int, int, int]
"""First row and column, last row and column."""


Written = list[tuple[str, str | None, str | None]]
"""The cells of a sheet as our own writer puts them down: address, number and text, of which one is None."""


class SheetCells:
    """One sheet by name, with the cells that hold anything; `merges` as far as the format tells them.

    The cells of one that is `written` as ours are made when they are asked for: that most files hold what
    they should is seen without.
    """

    def __init__(
        self, name: str, cells: dict[Place, Raw] | None = None, merges: tuple[Area, ...] = (),
        written: Written | None = None, source: str = "",
    ) -> None:  # fmt: skip
        self.name, self.merges, self.written = name, merges, written
        self._cells, self._source = cells, source

    def may_hold(self, text: str) -> bool:
        """Tell whether any cell may have this in it; of `written` ones their rows' `source` tells."""
        return self.written is None or text in self._source

    @property
    def cells(self) -> dict[Place, Raw]:
        """The cells by place."""
        if self._cells is None:
            self._cells = {
                place_of(address): Raw("text", text or "") if number is None else Raw("number", number)
                for address, number, text in self.written or ()
            }
        return self._cells


@cache
def column_number(letters: str) -> int:
    """Return the number of a column such as `AB`."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def place_of(address: str) -> Place:
    """Return the place that people write as `address`."""
    letters = address.rstrip("0123456789")
    return int(address[len(letters) :]), column_number(letters)


@cache
def column_letters(number: int) -> str:
    """Return what a column is called, such as `AB`."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(place: Place) -> str:
    """Return a place as people write it, such as `C5`."""
    row, column = place
    return f"{column_letters(column)}{row}"
