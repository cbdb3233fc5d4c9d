"""The yearly publication and its tables as a paper: numbered chapters, tables across, notes below them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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


CHAPTERS = (
    ("emissions", ("emissions",)),
    ("projects", ("investment", "projects", "reductions", "reduction_list")),
    ("quality", ("air", "water", "rivers")),
    ("cards", ("cards",)),
    ("blackwater", ("blackwater",)),
)
"""What the plan obliges to make public of a year, and the tables that tell it."""


def publication_document(given: Publication, page: Page = A4_WIDE, *, sheets: bool = False) -> Document:
    """Return a publication as a document: a section for each chapter, or a sheet for each table."""
    if sheets or given.kind != YEARLY:
        parts = [(table.title, [_table(table)]) for table in given.tables]
    else:
        parts = list(_chapters(given.tables))
    sections = [
        _section(given, title, blocks, page, first=n == 0, headed=given.kind == YEARLY)
        for n, (title, blocks) in enumerate(parts)
    ]
    return Document(given.title, given.office, tuple(sections), practice=given.practice)


def _chapters(tables: Sequence[Table]) -> Iterator[tuple[str, list[list[Block]]]]:
    """Yield the title of each chapter with the blocks of its tables, numbered 一、（一）."""
    numerals = say("reports.publication.numerals").split()
    found = [(word, [t for t in tables if t.code in codes]) for word, codes in CHAPTERS]
    for numeral, (word, own) in zip(numerals, [part for part in found if part[1]], strict=False):
        title = say("reports.publication.chapter", numeral=numeral, title=say(f"reports.publication.{word}"))
        heads = [""] if len(own) == 1 else numerals
        yield title, [_table(table, head) for table, head in zip(own, heads, strict=False)]


def _table(table: Table, numeral: str = "") -> list[Block]:
    """Return a table with the sentences below it, under a head of its own where it has a number."""
    blocks: list[Block] = []
    if numeral:
        title = say("reports.publication.part", numeral=numeral, title=table.title)
        blocks.append(Paragraph(title, size=11.5, bold=True, leading=1.7, space=1, keep=True))
    notes = (Paragraph(note, size=8.5, leading=1.4) for note in table.notes)
    return [*blocks, _grid(table), Gap(2), *notes]


def _section(
    given: Publication,
    title: str,
    tables: Sequence[Sequence[Block]],
    page: Page,
    *,
    first: bool,
    headed: bool,
) -> Section:
    office = say("reports.publication.office", office=given.office)
    blocks: list[Block] = []
    if first:
        blocks += [
            Paragraph(given.title, size=18, bold=True, align=CENTRE, leading=1.5, space=1.5, keep=True),
            Sides(office, "", day(given.issued_on), space=2),
            *(Paragraph(note, size=10, indent=2, leading=1.5, space=1) for note in given.notes),
        ]
    if headed:
        blocks.append(Paragraph(title, size=13, bold=True, leading=1.7, space=1, keep=True))
    for number, table in enumerate(tables):
        blocks += [*([Gap(4)] if number else []), *table]
    running = Sides(given.office, say("reports.form.continued", title=title), day(given.issued_on), space=2)
    return Section(title, page, tuple(blocks), running)


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
