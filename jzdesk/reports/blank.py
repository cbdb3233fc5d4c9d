"""空白表: the forms to be filled by hand, with what plan and city have fixed already printed."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace

from jzdesk.models.catalogue import Catalogue
from jzdesk.models.entry import Key
from jzdesk.models.form import Column, Form, Row
from jzdesk.models.layout import LayoutCell, lay_out, row_label
from jzdesk.models.period import Period
from jzdesk.models.value import shown
from jzdesk.reports.document import (
    A4_WIDE,
    CENTRE,
    Beside,
    Block,
    Cell,
    Document,
    Fields,
    Gap,
    Grid,
    Page,
    Section,
    Sides,
)
from jzdesk.reports.form_grid import aligned, form_grids
from jzdesk.reports.forms import form_number, heading, listing, relation_lines
from jzdesk.words import say

_SPARE = 5
_PARAGRAPHS, _TALL = 120.0, 29.0  # mm: a column this wide is for paragraphs, and how tall its rows are


def blank_document(
    catalogue: Catalogue, unit: str, office: str, period: Period, rows: Mapping[str, Sequence[Row]], *,
    practice: bool = False, names: Mapping[Key, str] | None = None, page: Page = A4_WIDE,
) -> Document:  # fmt: skip
    """Return the blank forms of an office for a period.

    `rows` holds the office's rows of each form to print; `names` the names of rows it added itself.
    """
    place = catalogue.division(unit).name
    sections = tuple(
        _section(catalogue, form, period, rows[form.id], office, names or {}, page)
        for form in catalogue.forms
        if form.id in rows
    )
    title = say("reports.blank.document", place=place, period=period.title)
    return Document(title, office, sections, practice=practice)


def _section(
    catalogue: Catalogue, form: Form, period: Period, rows: Sequence[Row], office: str,
    names: Mapping[Key, str], page: Page,
) -> Section:  # fmt: skip
    def label(row: Row) -> str:
        name = row_label(row, names.get, form)
        return row.name if name == row.label else name

    def fill(place: LayoutCell, row: Row, column: Column) -> Cell:
        if place.key is None or not place.enterable:
            return _printed(row, column, place)
        return Cell("")

    laid = lay_out(form, period, rows)
    grids = [_roomy(g) for g in form_grids(laid, label, fill, spare=_SPARE)]
    rules = relation_lines(catalogue, form, period)
    blocks: list[Block] = [
        *heading(form),
        Sides(
            say("reports.form.office", office=office), period.title,
            say("reports.form.measure", unit=form.unit_of_measure),
        ),
        *(block for grid in grids for block in (grid, Gap(2.5))),
        _foot(form, {head.code for table in laid.tables for head in table.columns}, rules),
    ]  # fmt: skip
    running = Sides(
        say("reports.form.running", office=office, period=period.title),
        say("reports.form.continued", title=form.title), form_number(form.number), space=2,
    )  # fmt: skip
    return Section(form.title, page, tuple(blocks), running)


def _roomy(grid: Grid) -> Grid:
    """Return a grid with rows tall enough to write whole paragraphs where a column is for them."""
    if max(grid.widths) < _PARAGRAPHS:
        return grid
    return replace(grid, rows=tuple(replace(row, height=_TALL) for row in grid.rows))


def _printed(row: Row, column: Column, place: LayoutCell) -> Cell:
    """Return what is fixed already, or the dash of a place that is not filled by hand."""
    given = row.given.get(column.code)
    if place.key is not None and given is not None:
        return aligned(shown(given, row, column), column, figure=True)
    if place.key is not None and place.locked and not row.derived:
        return Cell(say("models.derive.pending_city"), CENTRE)
    return Cell(say("models.derive.dash"), CENTRE)


def _foot(form: Form, printed: Container[str], rules: Sequence[Block]) -> Beside:
    names = tuple(
        (say(f"reports.form.{name}"), "") for name in ("head", "reviewer", "preparer", "phone", "issued")
    )
    choices = [
        say("reports.blank.choices", column=column.name, words="、".join(o.word for o in column.options))
        for column in form.columns
        if column.options and not column.locked and column.code in printed
    ]
    notes = [say("reports.blank.dash"), say("reports.blank.reasons"), *choices, *form.notes]
    blocks = (
        Fields(names, columns=3, ruled=True, pitch=7.5),
        Gap(2),
        *listing(say("reports.form.notes"), notes),
        *rules,
    )
    return Beside(blocks, say("reports.form.seal"))
