"""A visible sheet as plain values: what is painted, and what a file is compared with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from jzdesk.exchange.cells import Place, Written, column_letters
from jzdesk.models import quantity
from jzdesk.models.letters import show_key_code
from jzdesk.words import say

TITLE, META, HEAD, BAND, STUB, TEXT, NUMBER, TOTAL, LABEL = (
    "title", "meta", "head", "band", "stub", "text", "number", "total", "label",
)  # fmt: skip


class VisibleCell(NamedTuple):
    """One cell: text, or a number at `places`; `signed` ones are compared when a file comes back."""

    style: str
    text: str = ""
    number: Decimal | None = None
    places: int = 0
    signed: bool = False

    @property
    def shown(self) -> str:
        """The value in words, for messages."""
        return self.text if self.number is None else quantity.show(self.number, self.places)


Laid = tuple[str, str, Decimal | str | None, int, bool]
"""A cell that nobody has asked for yet: what is in a `VisibleCell`, its number perhaps as a file holds it."""
_GAP: Laid = ("", "", None, 0, False)
"""A place of a line without a cell."""


class VisibleSheet:
    """One sheet: its cells by row and column from 1, merged ranges, widths in characters.

    Cells are laid down line by line. Of most files it is only asked whether they hold the same, which is
    answered without making anything of the cells.
    """

    def __init__(
        self, name: str, *, widths: dict[int, float] | None = None, heads: tuple[int, int] | None = None,
        practice: bool = False,
    ) -> None:  # fmt: skip
        self.name, self.heads, self.practice = name, heads, practice
        self.widths: dict[int, float] = widths or {}
        self.merges: list[tuple[int, int, int, int]] = []
        self._lines: dict[int, list[Laid]] = {}
        self._cells: dict[Place, VisibleCell] | None = None

    def put(self, row: int, column: int, cell: Laid) -> None:
        """Place a cell."""
        line = self._lines.setdefault(row, [])
        line += [_GAP] * (column - len(line))
        line[column - 1] = cell
        self._cells = None

    def line(self, row: int, cells: Iterable[Laid]) -> None:
        """Place cells side by side, from the first column on, in a row that has none."""
        self._lines[row] = [*cells]
        self._cells = None

    def merge(self, row: int, column: int, last_row: int, last_column: int) -> None:
        """Show several cells as one."""
        if (row, column) != (last_row, last_column):
            self.merges.append((row, column, last_row, last_column))

    @property
    def cells(self) -> Mapping[Place, VisibleCell]:
        """The cells by place."""
        if self._cells is None:
            self._cells = {
                (row, column): _asked_for(cell)
                for row, line in self._lines.items()
                for column, cell in enumerate(line, 1)
                if cell is not _GAP
            }
        return self._cells

    @property
    def last_row(self) -> int:
        """The last row that holds anything."""
        return max(self._lines, default=0)

    def written(self) -> Written:
        """Return the cells that hold anything as our own writer puts them down."""
        # Numbers as openpyxl writes those of a workbook
        return [
            (at, None, text) if number is None else (at, f"{float(number):.16g}", None)
            for row, line in sorted(self._lines.items())
            for at, (_, text, number, _, _) in zip(_addresses(row, len(line)), line, strict=True)
            if text or number is not None
        ]


@lru_cache(maxsize=1000)
def _addresses(row: int, width: int) -> tuple[str, ...]:
    """Return the addresses of a row's cells; every sheet has the same."""
    return tuple(f"{column_letters(column)}{row}" for column in range(1, width + 1))


def _asked_for(cell: Laid) -> VisibleCell:
    if isinstance(cell, VisibleCell):
        return cell
    style, text, number, places, signed = cell
    return VisibleCell(style, text, Decimal(number) if isinstance(number, str) else number, places, signed)


def signed_by(key: str) -> str:
    """Return what a cover says of the public key (base64) its file is signed under; empty: under none."""
    return say("exchange.signed", code=show_key_code(key)) if key else say("exchange.unsigned")


def pairs(name: str, title: str, lines: Sequence[tuple[str, str]], *, practice: bool) -> VisibleSheet:
    """Return a sheet of labels (words under `exchange.label`) and signed texts under a title."""
    sheet = VisibleSheet(name, widths={1: 22, 2: 56}, practice=practice)
    sheet.put(1, 1, VisibleCell(TITLE, say("exchange.practice_title", title=title) if practice else title))
    sheet.merge(1, 1, 1, 4)
    for row, (word, text) in enumerate(lines, 3):
        sheet.put(row, 1, VisibleCell(LABEL, say(f"exchange.label.{word}")))
        sheet.put(row, 2, VisibleCell(TEXT, text, signed=True))
    return sheet
