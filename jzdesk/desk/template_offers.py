"""What the window shows of a template, and what it offers to link its cells to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from jzdesk.desk import table_offers
from jzdesk.desk.office import Office
from jzdesk.desk.template_figures import Filling, Told
from jzdesk.models import lookup
from jzdesk.models.entry import Key
from jzdesk.models.lookup import Target, target
from jzdesk.models.period import KINDS, Period
from jzdesk.models.template import FIGURES, OWN, RELATIVE, THIS, TOTAL, VALUE, Link
from jzdesk.models.template_look import Looked, SheetLook
from jzdesk.words import say

MOST_ROWS, MOST_COLUMNS, MARGIN = 2000, 256, 3
"""As much of a sheet is shown; what lies beyond can be linked by a list."""
MOST_SPANS = 2000
Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One link in words: the cell, the figure, which period and what of it, and what would be filled in."""

    link: Link
    cell: str
    name: str
    how: str
    filled: str
    why: str
    fits: bool


def targets(office: Office, period: Period) -> tuple[Target, ...]:
    """Return every figure that a cell may be linked to, found by name, KEY, code and initials.

    Of each row the figure that it is about comes first.
    """
    seen: dict[Key, Target] = {}
    for key, name, form in _figures(office, period):
        if key not in seen:
            seen[key] = target(
                lookup.ROW, name, form, "", key=key, words=(str(key), key.row), beside=str(key)
            )
    return tuple(seen.values())


def _figures(office: Office, period: Period) -> Iterator[tuple[Key, str, str]]:
    last = period.quarters[-1]
    for sheet in (office.sheet(last.inside(kind)) for kind in KINDS):
        for form in sheet.forms:
            for row in sheet.rows(form.id):
                label = sheet.label(form, row)
                heads = form.block(row.block).heads
                for column in sorted(sheet.columns(form, row), key=lambda c: c.code != row.primary):
                    name = say("desk.templates.target", row=label, column=heads.get(column.code, column.name))
                    yield Key(form.id, row.code, column.code), name, form.short
    if office.is_city:
        for form in office.catalogue.forms:
            for row in form.rows:
                columns = (c for c in form.columns if c.code in row.columns)
                for column in sorted(columns, key=lambda c: c.code != row.primary):
                    name = say("desk.templates.target", row=row.label, column=column.name)
                    yield Key(form.id, row.code, column.code), name, form.short


def names(found: Sequence[Target]) -> dict[Key, str]:
    """Return what the figures are called, by KEY."""
    return {one.key: one.title for one in found if one.key is not None}


def name_of(office: Office, known: Mapping[Key, str], link: Link) -> str:
    """Return what a link's figure is called, and whose it is where that is not the office's own."""
    name = known.get(link.key) or str(link.key)
    if link.unit == OWN:
        return name
    whose = say("models.template.total") if link.unit == TOTAL else office.catalogue.division(link.unit).name
    return say("desk.templates.whose", unit=whose, name=name)


def how(link: Link) -> str:
    """Return which period and what of it a link takes, in words."""
    named = link.period if link.period not in RELATIVE else ""
    period = Period.parse(named).title if named else say(f"models.template.period.{link.period}")
    if link.figure == VALUE:
        return period
    figure = say(f"models.template.figure.{link.figure}")
    return figure if link.period == THIS else say("desk.templates.how", period=period, figure=figure)


def lines(
    office: Office, found: Filling, looked: Looked | None, known: Mapping[Key, str]
) -> tuple[Line, ...]:
    """Return a template's links in words, with what they come to; those that do not fit say so, first."""
    order = {sheet.name: n for n, sheet in enumerate(looked.sheets)} if looked is not None else {}
    made = (_line(office, one, looked, known) for one in found.told)
    return tuple(sorted(made, key=lambda line: (line.fits, order.get(line.link.sheet, 0))))


def _line(office: Office, one: Told, looked: Looked | None, known: Mapping[Key, str]) -> Line:
    link = one.link
    misfit = looked.why_not(link) if looked is not None else ""
    return Line(
        link, say("desk.templates.place", sheet=link.sheet, cell=link.cell), name_of(office, known, link),
        how(link), one.shown, misfit or one.why, not misfit,
    )  # fmt: skip


def periods(office: Office, chosen: Period) -> Choices:
    """Return the periods a link may take: as seen from the one that is filled, then by name."""
    relative = tuple((word, say(f"models.template.period.{word}")) for word in RELATIVE)
    return relative + tuple((str(p), p.title) for p in table_offers.periods(office, chosen))


def figures() -> Choices:
    """Return what of a figure may be filled in."""
    return tuple((word, say(f"models.template.figure.{word}")) for word in FIGURES)


def units(office: Office) -> Choices:
    """Return whose figures may be linked; a county has its own alone."""
    if not office.is_city:
        return ((OWN, say("desk.templates.own")),)
    total = (TOTAL, say("models.template.total_whole"))
    own = (OWN, office.catalogue.division(office.unit).name)
    return (total, own, *((d.code, d.name) for d in office.catalogue.divisions if d.code != office.unit))


def size(sheet: SheetLook, links: Sequence[Link]) -> tuple[int, int]:
    """Return how many rows and columns of a sheet are shown: all that holds anything, and a few more."""
    here = [(link.row, link.column) for link in links if link.sheet == sheet.name]
    ends = [sheet.last, *here, *((area[2], area[3]) for area in sheet.grid.merges)]
    rows, columns = (max(end[place] for end in ends) + MARGIN for place in (0, 1))
    return min(rows, MOST_ROWS), min(columns, MOST_COLUMNS)


def spans(sheet: SheetLook) -> tuple[tuple[int, int, int, int], ...]:
    """Return the merged areas that are shown: first row and column, how many rows and columns."""
    found = (
        (top, left, min(bottom, MOST_ROWS) - top + 1, min(right, MOST_COLUMNS) - left + 1)
        for top, left, bottom, right in sheet.grid.merges[:MOST_SPANS]
        if top <= MOST_ROWS and left <= MOST_COLUMNS
    )
    return tuple(one for one in found if one[2] * one[3] > 1)


def shown(sheet: SheetLook, row: int, column: int) -> str:
    """Return what stands in a cell, as people see it."""
    cell = sheet.grid.cells.get((row, column))
    if cell is None:
        return ""
    return table_offers.read_as(cell) or (say("desk.templates.formula") if cell.formula else "")
