"""A key, a blank and its reason, and the cell they meet in."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from jzdesk.errors import UsageError
from jzdesk.models.quantity import visible
from jzdesk.records import dataclass
from jzdesk.words import say

_PART = re.compile(r"[A-Za-z0-9_.\-]+", re.ASCII)
_KEY = re.compile(r"([a-z][a-z0-9_]*)/(\+?[A-Za-z0-9_.\-]+|\+)/([a-z][a-z0-9_]*)", re.ASCII)

PLAIN_BLANKS = ("无此项", "未监测", "不适用", "保密")
MERGED = "已并入"
OWED = "暂缺"


class Key(NamedTuple):
    """The place of one figure: form, row and column, written `form/row/column`.

    A tuple, as keys are looked up more than anything else: it is hashed and compared without Python code.
    """

    form: str
    row: str
    column: str

    @classmethod
    def parse(cls, text: str) -> Key:
        """Return the key written as `text`; a row of `+` (or `+block`, `+block.2`) stands for a new row."""
        found = _KEY.fullmatch(text.strip())
        if found is None:
            raise UsageError(say("models.entry.key_shape", text=visible(text)))
        return cls(*found.groups())

    def __str__(self) -> str:
        return f"{self.form}/{self.row}/{self.column}"

    @property
    def new_row(self) -> bool:
        """The row is yet to be made."""
        return self.row.startswith("+")

    @property
    def new_block(self) -> str:
        """The block that a new row was told to go to; empty when it was not."""
        return self.row[1:].partition(".")[0] if self.new_row else ""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one cell: a value, or a reason for being blank, or neither (未填报).

    `value` is a `Decimal` for numbers, else a string: the text, the option's code, an ISO date
    (`2018-09-30`) or month (`2018-09`). `blank` is a reason as typed, such as `无此项`,
    `已并入:emissions/cod.industry/emitted` or `暂缺:县水务局,2018-10-20`.
    """

    value: Decimal | str | None = None
    blank: str | None = None
    note: str | None = None

    @property
    def open(self) -> bool:
        """Nothing stands here yet (未填报)."""
        return self.value is None and self.blank is None

    @property
    def owed(self) -> bool:
        """Somebody still owes the figure (暂缺)."""
        return self.blank is not None and self.blank.startswith(OWED)

    @property
    def number(self) -> Decimal | None:
        """The value when it is a number."""
        return self.value if isinstance(self.value, Decimal) else None


EMPTY = Cell()

STAGES = ("closed", "annual", "flash")
"""Columns of a yearly figure's stages, highest first; each is kept with its day and reason."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """When and why a stage of a yearly figure was entered; `on` is an ISO date."""

    on: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a figure comes from: the bureau that supplies it, and the number of its ledger (台账号).

    Both stay in the office; either may be empty.
    """

    bureau: str = ""
    ledger: str = ""

    def __bool__(self) -> bool:
        """Something is known."""
        return bool(self.bureau or self.ledger)


def blank_word(reason: str) -> str:
    """Return the word that opens a blank reason, such as `暂缺`."""
    return reason.split(":", 1)[0]


def valid_part(text: str) -> bool:
    """Tell whether `text` may be a row code."""
    return _PART.fullmatch(text) is not None
