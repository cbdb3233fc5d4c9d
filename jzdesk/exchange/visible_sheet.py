"""A visible sheet as plain values: what is painted, and what a file is compared with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from jzdesk.models import quantity
from jzdesk.models.letters import show_key_code
from jzdesk.words import say

Place = tuple[int, int]
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


@dataclass
class VisibleSheet:
    """One sheet: its cells by row and column from 1, merged ranges, widths in characters."""

    name: str
    cells: dict[Place, VisibleCell] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    widths: dict[int, float] = field(default_factory=dict)
    heads: tuple[int, int] | None = None
    practice: bool = False

    def put(self, row: int, column: int, cell: VisibleCell) -> None:
        """Place a cell."""
        self.cells[row, column] = cell

    def merge(self, row: int, column: int, last_row: int, last_column: int) -> None:
        """Show several cells as one."""
        if (row, column) != (last_row, last_column):
            self.merges.append((row, column, last_row, last_column))

    @property
    def last_row(self) -> int:
        """The last row that holds anything."""
        return max((r for r, _ in self.cells), default=0)


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
