"""The official print of a frozen period: a cover, then every form as a printed statistical form."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import Decimal

from jzdesk.models import signed
from jzdesk.models.catalogue import Catalogue
from jzdesk.models.form import Column, Form, Row
from jzdesk.models.layout import Layout, LayoutCell
from jzdesk.models.period import Period
from jzdesk.models.snapshot import Frozen
from jzdesk.models.value import places_of
from jzdesk.reports.cover import cover
from jzdesk.reports.document import (
    A4_WIDE,
    CENTRE,
    RIGHT,
    Beside,
    Block,
    Cell,
    Document,
    Fields,
    Gap,
    Page,
    Paragraph,
    Section,
    Sides,
)
from jzdesk.reports.form_grid import aligned, form_grids
from jzdesk.reports.form_notes import MARKS, Notes, form_notes, relations, too_long
from jzdesk.reports.stamp import Stamp, day
from jzdesk.words import say


def forms_document(
    frozen: Frozen, *, draft: bool, only: Collection[str] | None = None, page: Page = A4_WIDE
) -> Document:
    """Return cover and forms of a period; a `draft` bears 草稿 and no 校验码.

    `only` names the forms to print again, for a sheet whose figure was changed before signing.
    """
    stamp = Stamp.of(frozen, draft=draft)
    sections = [cover(frozen, stamp, page), *form_sections(frozen, stamp, only, page)]
    return Document(
        title=say("reports.form.document", place=stamp.place, period=frozen.period.title),
        author=stamp.office, sections=tuple(sections), practice=stamp.practice, draft=draft, code=stamp.code,
    )  # fmt: skip


def form_sections(
    frozen: Frozen, stamp: Stamp, only: Collection[str] | None = None, page: Page = A4_WIDE
) -> list[Section]:
    """Return one section for each form."""
    return [_section(frozen, form, stamp, page) for form in frozen.forms if only is None or form.id in only]


def _section(frozen: Frozen, form: Form, stamp: Stamp, page: Page) -> Section:
    notes = form_notes(frozen, form)
    running = Sides(
        say("reports.form.running", office=stamp.office, period=frozen.period.title),
        say("reports.form.continued", title=form.title), form_number(form.number), space=2,
    )  # fmt: skip
    blocks: list[Block] = [
        *heading(form),
        Sides(
            say("reports.form.office", office=stamp.office), frozen.period.title,
            say("reports.form.measure", unit=form.unit_of_measure),
        ),
        *_tables(frozen, form, notes),
        Gap(2),
        _foot(frozen, form, notes),
    ]  # fmt: skip
    return Section(form.title, page, tuple(blocks), running, stamp.codes.get(form.id, ""))


def form_number(number: str) -> str:
    """Return the line with a form's 表号."""
    return say("reports.form.table_number", number=number)


def heading(form: Form) -> list[Block]:
    """Return what stands above a form's grid: 表号 and authority at the right, the title in the middle.

    Without a 文号 it is a 工作调度表, and the authority's lines are left out.
    """
    lines = [form_number(form.number)]
    if form.scheme.get("document_number"):
        lines += [
            say(f"reports.form.{name}", text=day(form.scheme[name]))
            for name in _AUTHORITY
            if form.scheme.get(name)
        ]
    else:
        lines.append(say("reports.form.working"))
    return [
        *(Sides(right=line, size=8.5, space=0) for line in lines),
        Paragraph(form.title, size=18, bold=True, align=CENTRE, leading=1.5, space=1.5, keep=True),
    ]


_AUTHORITY = ("issued_by", "document_number", "valid_until")


def _tables(frozen: Frozen, form: Form, notes: Notes) -> list[Block]:
    layout, nothing = frozen.layout(form), say("reports.form.no_rows")
    if frozen.nil(form) and not _entered(frozen, layout):
        layout = replace(layout, tables=tuple(replace(t, rows=()) for t in layout.tables))
        nothing = say("reports.form.nil")

    def label(row: Row) -> str:
        return frozen.label(form, row)

    def fill(place: LayoutCell, row: Row, column: Column) -> Cell:
        return form_cell(frozen, place, row, column, notes)

    blocks: list[Block] = []
    for number, grid in enumerate(form_grids(layout, label, fill, nothing)):
        if number:
            blocks.append(Gap(2.5))
        blocks.append(grid)
    return blocks


def _entered(frozen: Frozen, layout: Layout) -> bool:
    """Tell whether the form holds what somebody entered; what was entered is printed, 零报告 or not."""
    cells = [cell for _, line in layout.lines() for cell in line.cells]
    return any(c.enterable and c.key is not None and frozen.cell(c.key) for c in cells)


def form_cell(frozen: Frozen, place: LayoutCell, row: Row, column: Column, notes: Notes) -> Cell:
    """Return what is printed in one place of a form."""
    if place.key is None:
        return Cell(say("models.derive.dash"), CENTRE)
    text = frozen.text(place.key, row, column)
    value = frozen.value(place.key)
    mark = notes.marks.get(place.key, "")
    if too_long(value, column):
        return Cell(say("reports.form.below"), CENTRE, mark=mark)
    if column.kind == "number" and value is not None:
        return Cell(text, RIGHT, mark=mark, number=Decimal(value), places=places_of(row, column))
    return replace(aligned(text, column, figure=value is not None), mark=mark)


def _foot(frozen: Frozen, form: Form, notes: Notes) -> Beside:
    """Return names to sign beside, notes, and check relations, with the place for the seal."""
    signers = frozen.content["signers"]
    names = (
        (say("reports.form.head"), signers["head"]),
        (say("reports.form.reviewer"), signed.shown(signers, "reviewer")),
        (say("reports.form.preparer"), signed.shown(signers, "preparer")),
        (say("reports.form.phone"), signers["phone"]),
        (say("reports.form.issued"), day(signers["issued_on"])),
    )
    blocks: list[Block] = [Fields(names, columns=3, ruled=True, pitch=7.5), Gap(2)]
    lines = [*form.notes, *filter(None, [signed.one_person(signers)])]
    for word, texts in (("notes", lines), ("cells", notes.lines)):
        if texts:
            blocks += listing(say(f"reports.form.{word}"), texts)
    blocks += relation_lines(frozen.catalogue, form, frozen.period)
    return Beside(tuple(blocks), say("reports.form.seal"))


def relation_lines(catalogue: Catalogue, form: Form, period: Period) -> list[Block]:
    """Return 本表主要审核关系 in the smallest type of the form; nothing for a form without rules."""
    texts = relations(catalogue, form, period)
    return listing(say("reports.form.relations"), texts, size=7) if texts else []


def listing(title: str, texts: Sequence[str], size: float = 8) -> list[Block]:
    """Return a list behind its title, one small paragraph for each text."""
    hang = 3.0
    numbered = [
        say("reports.form.numbered", number=n, text=t) if len(texts) > 1 and not t.startswith(MARKS) else t
        for n, t in enumerate(texts, 1)
    ]
    first = Paragraph(title + numbered[0], size=size, leading=1.3, hang=hang, indent=-hang)
    return [first, *(Paragraph(t, size=size, leading=1.3, hang=hang) for t in numbered[1:]), Gap(0.6)]
