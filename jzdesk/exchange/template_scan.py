"""One sheet of a workbook looked through: where its cells and formulas lie."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass, field

from jzdesk.exchange import gate
from jzdesk.exchange.cells import Area, Place, column_number
from jzdesk.exchange.placed import Element, Elements

_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})", re.ASCII)
AREA = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})(?::([A-Z]{1,3})([1-9][0-9]{0,6}))?", re.ASCII)
"""The address of one cell or of an area: column and row of its first, and of its last if it has another."""
_SEVERAL = frozenset({"array", "dataTable"})
"""Formulas whose results fill other cells, too."""

MOST_CELLS = 500_000
"""As many cells as a sheet may have, those that hold nothing but a format among them."""


@dataclass(slots=True)
class Row:
    """Where a row lies, and its cells by their column."""

    element: Element
    cells: dict[int, Element] = field(default_factory=dict)


@dataclass(slots=True)
class Scan:
    """A sheet looked through: where everything lies that a new cell has to do with.

    `formulas` are the cells that hold one, each with where it lies and where its stored result does;
    `several` the areas that one formula fills; `last` is the last row and column with a cell; `protected`
    tells that the sheet is under protection.
    """

    part: bytes
    rows: dict[int, Row] = field(default_factory=dict)
    formulas: dict[Place, list[Element]] = field(default_factory=dict)
    several: list[Area] = field(default_factory=list)
    styles: list[tuple[int, int, str]] = field(default_factory=list)
    data: Element | None = None
    dimension: Element | None = None
    last: Place = (0, 0)
    protected: bool = False


def scan(part: bytes, wanted: Container[int] | None = None) -> Scan:
    """Look a sheet through; the cells of the rows that are `wanted` are kept, of all rows without it."""
    return _Scanner(part, wanted).run()


class _Scanner:
    def __init__(self, part: bytes, wanted: Container[int] | None) -> None:
        self._found = Scan(part)
        self._wanted = wanted
        self._next = (1, 1)
        self._count = 0
        self._formula_here = False
        self._result: Element | None = None

    def run(self) -> Scan:
        Elements(self._found.part, self._begun, self._ended).read()
        return self._found

    def _begun(self, name: str, parent: str, element: Element) -> None:
        attributes = element.attributes
        if name == "row" and parent == "sheetData":
            self._row(element)
        elif name == "c" and parent == "row":
            self._cell(element)
        elif name == "f" and parent == "c":
            self._formula(attributes)
        elif name == "v" and parent == "c":
            self._result = element
        elif name == "sheetData":
            self._found.data = element
        elif name == "dimension":
            self._found.dimension = element
        elif name == "sheetProtection":
            self._found.protected = attributes.get("sheet") in {"1", "true"}
        elif name == "col" and attributes.get("style"):
            self._found.styles.append(
                (whole(attributes.get("min")), whole(attributes.get("max")), attributes["style"])
            )

    def _row(self, element: Element) -> None:
        number = whole(element.attributes.get("r")) or self._next[0]
        if number in self._found.rows:
            raise gate.refused("broken")
        self._found.rows[number] = Row(element)
        self._next = (number, 1)

    def _cell(self, element: Element) -> None:
        found = _ADDRESS.fullmatch(element.attributes.get("r", ""))
        place = (int(found[2]), column_number(found[1])) if found else self._next
        row = self._found.rows.get(place[0])
        self._count += 1
        if self._count > MOST_CELLS:
            raise gate.refused("cells", limit=MOST_CELLS)
        if row is None or place[1] in row.cells:
            raise gate.refused("broken")
        if self._wanted is None or place[0] in self._wanted:
            row.cells[place[1]] = element
        self._found.last = (max(self._found.last[0], place[0]), max(self._found.last[1], place[1]))
        self._next, self._formula_here, self._result = place, False, None

    def _formula(self, attributes: Mapping[str, str]) -> None:
        self._formula_here = True
        area = AREA.fullmatch(attributes.get("ref", ""))
        if area is not None and attributes.get("t") in _SEVERAL:
            first, top, last, bottom = area.groups()
            self._found.several.append(
                (int(top), column_number(first), int(bottom or top), column_number(last or first))
            )

    def _ended(self, name: str, _depth: int, element: Element) -> None:
        if name == "c":
            if self._formula_here:
                self._found.formulas[self._next] = [element, *([self._result] if self._result else [])]
                self._formula_here = False
            self._next = (self._next[0], self._next[1] + 1)
        elif name == "row":
            self._next = (self._next[0] + 1, 1)


def whole(text: str | None) -> int:
    """Return the whole number that an attribute is; 0 where it is none."""
    return int(text) if text and re.fullmatch(r"[0-9]{1,9}", text, re.ASCII) else 0
