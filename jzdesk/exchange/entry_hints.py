"""What an entry workbook says beside a cell: what goes there, the choices there are, a warning at a slip.

None of it is relied on: it is gone after a paste in Excel, and everything is judged again when the workbook
comes back. So it only ever warns.
"""

from __future__ import annotations

from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from jzdesk.exchange import paint
from jzdesk.exchange.cells import address
from jzdesk.models.form import Column, Row
from jzdesk.models.value import places_of, unit_of
from jzdesk.words import say

LIST_SHEET = "_jzdesk_lists"
_EXCEL_LIST, _TITLE, _PROMPT = 255, 32, 255


class Lists:
    """The choices too long for a list within a cell: on a hidden sheet, a column for each."""

    def __init__(self, made: Workbook) -> None:
        self._made = made
        self._sheet: Worksheet | None = None
        self._known: dict[tuple[str, ...], str] = {}

    def reference(self, words: tuple[str, ...]) -> str:
        """Return what a list validation refers to: the words themselves, or where they stand."""
        text = ",".join(words)
        if len(text) <= _EXCEL_LIST and not any("," in word for word in words):
            return f'"{text}"'
        if words not in self._known:
            self._known[words] = self._put(words)
        return self._known[words]

    def _put(self, words: tuple[str, ...]) -> str:
        if self._sheet is None:
            sheet: Worksheet = self._made.create_sheet(LIST_SHEET)
            sheet.sheet_state = "hidden"
            self._sheet = sheet
        column = len(self._known) + 1
        for row, word in enumerate(words, 1):
            paint.plain_text(self._sheet.cell(row, column), word)
        letters = address((1, column)).rstrip("1")
        return f"'{LIST_SHEET}'!${letters}$1:${letters}${len(words)}"


class Hints:
    """The hints of one sheet; cells of which the same is said share one."""

    def __init__(self, target: Worksheet, lists: Lists) -> None:
        self._target = target
        self._lists = lists
        self._known: dict[tuple[str, ...], DataValidation] = {}

    def add(self, cell: Any, row: Row, column: Column) -> None:
        """Give a cell that may be filled its hint."""
        title, prompt = column.name[:_TITLE], _prompt(row, column)
        kind = (
            "enum" if column.kind == "enum" else "" if column.signed or column.kind != "number" else "number"
        )
        words = tuple(o.word for o in column.options) if kind == "enum" else ()
        key = (title, prompt, kind, *words)
        if key not in self._known:
            made = self._known[key] = self._made(cell, kind, words)
            made.promptTitle, made.prompt, made.showInputMessage = title, prompt, True
            made.showErrorMessage = kind == "number"
            made.allow_blank = True
        self._known[key].add(cell)

    def _made(self, cell: Any, kind: str, words: tuple[str, ...]) -> DataValidation:
        if kind == "enum":
            return DataValidation(type="list", formula1=self._lists.reference(words))
        if kind == "number":  # a reason in words may stand here, so only numbers are looked at
            at = cell.coordinate
            return DataValidation(
                type="custom", formula1=f"IF(ISNUMBER({at}),{at}>=0,TRUE)", errorStyle="warning",
                errorTitle=say("exchange.entry.hint.slip"), error=say("exchange.entry.hint.negative"),
            )  # fmt: skip
        return DataValidation()

    def finish(self) -> None:
        """Put the hints into the sheet."""
        for validation in self._known.values():
            self._target.add_data_validation(validation)


def _prompt(row: Row, column: Column) -> str:
    """Return what goes into a cell: its definition, its unit and places, or how a date is written."""
    word = column.kind if column.kind != "number" else "number" if places_of(row, column) else "whole"
    said = say(f"exchange.entry.hint.{word}", unit=unit_of(row, column), places=places_of(row, column))
    primary = row.definition if column.code == row.primary or column.group is not None else None
    return f"{primary or ''}{said}"[:_PROMPT]
