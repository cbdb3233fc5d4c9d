"""The yearly publication and its tables as a paper: official heads, a table a page across, notes below."""

from __future__ import annotations

from decimal import Decimal

from jzdesk.models.publication import YEARLY, Head, Publication, Said, Table
from jzdesk.reports.document import (
    A4_WIDE,
    CENTRE,
    LEFT,
    RIGHT,
    WHOLE,
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
from jzdesk.reports.stamp import day
from jzdesk.words import say

_ALIGNS = {"l": LEFT, "c": CENTRE, "r": RIGHT}
_SIZE = 8.5
_WORD = 20
"""What is longer than this is a text that is broken into lines."""


def publication_document(given: Publication, page: Page = A4_WIDE) -> Document:
    """Return a publication as a document: a section, and in a workbook a sheet, for each table."""
    numerals = say("reports.publication.numerals").split()
    sections = []
    for number, table in enumerate(given.tables):
        title = table.title
        if len(given.tables) > 1:
            title = say("reports.publication.chapter", numeral=numerals[number], title=title)
        sections.append(_section(given, table, title, page, first=number == 0))
    return Document(given.title, given.office, tuple(sections), practice=given.practice)


def _section(given: Publication, table: Table, title: str, page: Page, *, first: bool) -> Section:
    office = say("reports.publication.office", office=given.office)
    blocks: list[Block] = []
    if first:
        blocks += [
            Paragraph(given.title, size=18, bold=True, align=CENTRE, leading=1.5, space=1.5, keep=True),
            Sides(office, "", day(given.issued_on), space=2),
            *(Paragraph(note, size=10, indent=2, leading=1.5, space=1) for note in given.notes),
        ]
    if given.kind == YEARLY:
        blocks.append(Paragraph(title, size=13, bold=True, leading=1.7, space=1, keep=True))
    blocks += [
        _grid(table),
        Gap(2),
        *(Paragraph(note, size=8.5, leading=1.4) for note in table.notes),
    ]
    running = Sides(given.office, say("reports.form.continued", title=title), day(given.issued_on), space=2)
    return Section(table.title, page, tuple(blocks), running)


def _grid(table: Table) -> Grid:
    rows = [GridRow("row", tuple(map(_cell, row, table.heads))) for row in table.rows]
    if not rows:
        rows = [GridRow("row", (Cell(say("reports.publication.nothing"), CENTRE, span=WHOLE),))]
    return Grid(
        tuple(h.width for h in table.heads), _heads(table.heads), tuple(rows), stubs=table.stubs, size=_SIZE,
        least=5.4,
    )  # fmt: skip


def _cell(said: Said, head: Head) -> Cell:
    align, wide = _ALIGNS[head.align], len(said.text) > _WORD
    if not said.number:
        return Cell(
            said.text, CENTRE if align == RIGHT else align, mark=said.mark, whole=align != LEFT and not wide
        )
    return Cell(said.text, align, mark=said.mark, number=Decimal(said.number), places=said.places)


def _heads(heads: tuple[Head, ...]) -> tuple[tuple[HeadCell, ...], ...]:
    """Return the heads, in two lines where some of them stand in groups."""
    if not any(h.group for h in heads):
        return (tuple(HeadCell(h.text, n) for n, h in enumerate(heads)),)
    upper: list[HeadCell] = []
    lower: list[HeadCell] = []
    for n, head in enumerate(heads):
        if not head.group:
            upper.append(HeadCell(head.text, n, lines=2))
            continue
        lower.append(HeadCell(head.text, n))
        if n == 0 or heads[n - 1].group != head.group:
            upper.append(HeadCell(head.group, n, columns=sum(h.group == head.group for h in heads[n:])))
    return tuple(upper), tuple(lower)
