"""A template as it was looked at: its sheets as they lie there, and which of their cells may be linked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from jzdesk.errors import RefusedError
from jzdesk.models.mapping.grid import Grid, Place
from jzdesk.models.template import Link, address
from jzdesk.words import say

Area = tuple[int, int, int, int]


@dataclass(frozen=True)
class SheetLook:
    """One sheet: `shown` tells that it is not hidden, `several` are the areas that one formula fills.

    `last` is the last row and column with a cell, `tables` where the heads and totals of tables stand.
    """

    grid: Grid
    shown: bool
    protected: bool
    several: tuple[Area, ...]
    last: Place
    tables: tuple[Area, ...] = ()

    @property
    def name(self) -> str:
        """The sheet's name."""
        return self.grid.name

    def corner(self, place: Place) -> Place:
        """Return the first place of the merged area that a place lies in: only that one holds anything."""
        area = _within(self.grid.merges, place)
        return place if area is None else (area[0], area[1])

    def why_not(self, place: Place) -> str:
        """Return why a cell may not be linked; empty where it may."""
        cell = self.grid.cells.get(place)
        fields = {"sheet": self.name, "cell": address(*place)}
        if self.protected:
            return say("models.template.protected", **fields)
        if (cell is not None and cell.formula) or _within(self.several, place) is not None:
            return say("models.template.formula", **fields)
        if _within(self.tables, place) is not None:
            return say("models.template.table", **fields)
        if self.corner(place) != place:
            return say("models.template.merged", **fields)
        return ""


@dataclass(frozen=True)
class Looked:
    """A workbook's sheets in their order."""

    sheets: tuple[SheetLook, ...]

    @classmethod
    def from_plain(cls, found: Mapping[str, Any]) -> Looked:
        """Return the look of a workbook that was read in the child process."""
        return cls(tuple(
            SheetLook(
                Grid.from_plain(sheet), sheet["shown"], sheet["protected"],
                tuple(_area(one) for one in sheet["several"]), (sheet["last"][0], sheet["last"][1]),
                tuple(_area(one) for one in sheet["tables"]),
            )
            for sheet in found["sheets"]
        ))  # fmt: skip

    @property
    def computes(self) -> bool:
        """It has formulas."""
        return any(cell.formula for sheet in self.sheets for cell in sheet.grid.cells.values())

    def sheet(self, name: str) -> SheetLook | None:
        """Return a sheet by its name."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)

    def why_not(self, link: Link) -> str:
        """Return why a link does not fit this workbook; empty where it does."""
        sheet = self.sheet(link.sheet)
        if sheet is None:
            return say("models.template.no_sheet", sheet=link.sheet)
        return sheet.why_not((link.row, link.column))

    def landed(self, link: Link) -> Link:
        """Return a link where it comes to lie: in a merged area on its first cell; refuse one that cannot."""
        sheet = self.sheet(link.sheet)
        if sheet is not None:
            row, column = sheet.corner((link.row, link.column))
            link = Link(link.sheet, row, column, link.key, link.period, link.figure, link.unit)
        why = self.why_not(link)
        if why:
            raise RefusedError(why)
        return link

    def misfits(self, links: Iterable[Link]) -> tuple[tuple[Link, str], ...]:
        """Return the links that do not fit this workbook, each with why."""
        found = ((link, self.why_not(link)) for link in links)
        return tuple((link, why) for link, why in found if why)


def _within(areas: Iterable[Area], place: Place) -> Area | None:
    row, column = place
    return next((a for a in areas if a[0] <= row <= a[2] and a[1] <= column <= a[3]), None)


def _area(numbers: Iterable[int]) -> Area:
    top, left, bottom, right = numbers
    return top, left, bottom, right
