"""A list as a paper: its title, what it is a list of, and its lines; A4 across, heads on every page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from jzdesk.reports.document import (
    CENTRE,
    LEFT,
    RIGHT,
    Block,
    Cell,
    Document,
    Gap,
    Grid,
    GridRow,
    HeadCell,
    Page,
    Paragraph,
    Section,
    Sides,
)

PAGE = Page(297, 210, left=15, right=15, top=16, bottom=15)
ALIGNS = {"l": LEFT, "c": CENTRE, "r": RIGHT}
_SIZE = 8.0
_FIGURE = 30
"""What is longer is no figure: it is broken into lines instead of being made smaller."""


@dataclass(frozen=True, slots=True)
class ListInput:
    """What a list shows: `sides` at the left and right below its title, and `facts`, sentences below them.

    `columns` are each a head, its width in millimetres and `l`, `c` or `r`; what stands in a column of
    `struck` was replaced, and is struck through.
    """

    title: str
    office: str
    sides: Sequence[str]
    facts: Sequence[str]
    columns: Sequence[tuple[str, float, str]]
    rows: Sequence[Sequence[str]]
    practice: bool
    struck: Sequence[int] = ()

    def plain(self) -> dict[str, Any]:
        """Return it as JSON can hold it."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def from_plain(plain: Mapping[str, Any]) -> ListInput:
    """Return what `plain` was made of."""
    return ListInput(**plain)


def list_document(given: ListInput) -> Document:
    """Return the list as a document of one table."""
    widths = tuple(float(width) for _, width, _ in given.columns)
    aligns = tuple(ALIGNS[align] for _, _, align in given.columns)
    heads = tuple(HeadCell(head, n) for n, (head, _, _) in enumerate(given.columns))
    looks = [(align, n in given.struck) for n, align in enumerate(aligns)]
    rows = tuple(GridRow("row", _cells(row, looks)) for row in given.rows)
    left, right = given.sides
    blocks: list[Block] = [
        Paragraph(given.title, size=16, bold=True, align=CENTRE, leading=1.5, space=1, keep=True),
        Sides(given.office, left, right, size=9.5, space=1),
        *(Paragraph(fact, size=8.5, leading=1.45) for fact in given.facts),
        Gap(1.5),
        Grid(widths, (heads,), rows, size=_SIZE, least=4.8),
    ]
    section = Section(given.title, PAGE, tuple(blocks), Sides(given.title, "", left, size=8.5, space=1))
    return Document(given.title, given.office, (section,), practice=given.practice)


def _cells(row: Sequence[str], looks: Sequence[tuple[str, bool]]) -> tuple[Cell, ...]:
    return tuple(
        Cell(text, align if len(text) <= _FIGURE else LEFT, strike=struck)
        for text, (align, struck) in zip(row, looks, strict=True)
    )
