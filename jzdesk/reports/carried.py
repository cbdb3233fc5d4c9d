"""The appendix of a report with the 历史补录: all of it at first, later what changed in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import groupby
from typing import Any

from jzdesk.models import backfill
from jzdesk.models.backfill import Line
from jzdesk.models.catalogue import Catalogue
from jzdesk.models.entry import MERGED, OWED, PLAIN_BLANKS, blank_word
from jzdesk.models.form import Form
from jzdesk.models.period import Period
from jzdesk.models.snapshot import Frozen
from jzdesk.models.value import places_of, shown, unit_of
from jzdesk.reports.document import CENTRE, RIGHT, WHOLE, Cell, Grid, GridRow
from jzdesk.reports.findings import simple_grid
from jzdesk.words import say

_SIZE = 8.0


def carried(frozen: Frozen) -> tuple[str, Grid] | None:
    """Return sentence and table of the appendix; None where there is nothing to show."""
    since = frozen.content["backfill_since"]
    rows = tuple(_banded(_changes(frozen) if since else _all(frozen)))
    if not rows:
        return None
    if since:
        count = sum(row.kind == "row" for row in rows)
        sentence = say("reports.report.backfill_changed", tail=since[-4:], count=count)
        return sentence, replace(simple_grid("backfill_changed", (88, 36, 36), [], _SIZE), rows=rows)
    sentence = say("reports.report.backfill_all")
    return sentence, replace(simple_grid("backfill", (52, 108), [], _SIZE), rows=rows)


def _banded(lines: Iterator[tuple[str, tuple[Cell, ...]]]) -> Iterator[GridRow]:
    """Yield the lines, with a title above those of one period and form."""
    above = ""
    for title, cells in lines:
        if title != above:
            yield GridRow("band", (Cell(title, span=WHOLE, bold=True),))
            above = title
        yield GridRow("row", cells)


def _all(frozen: Frozen) -> Iterator[tuple[str, tuple[Cell, ...]]]:
    """Yield a line for each row, its figures one behind the other: there may be hundreds of them."""
    found = [(p, _title(p, form), _nothing()) for p, form in backfill.nil_forms(*_of(frozen))]
    lines = [line for line in backfill.lines(*_of(frozen)) if {"v", "b"} & line.cell.keys()]
    for _, row in groupby(lines, key=lambda line: (line.period, line.form.id, line.row.code)):
        figures = list(row)
        first = figures[0]
        text = say("reports.report.backfill_mark").join(map(_figure, figures))
        cells = (Cell(first.label), Cell(text))
        found.append((first.period, _title(first.period, first.form), cells))
    yield from ((title, cells) for _, title, cells in sorted(found, key=lambda f: f[0]))


def _of(frozen: Frozen) -> tuple[Mapping[str, Any], Catalogue]:
    return frozen.content, frozen.catalogue


def _nothing() -> tuple[Cell, ...]:
    return Cell(say("reports.form.nil")), Cell(say("models.derive.dash"))


def _figure(line: Line) -> str:
    value = _value(line, line.cell.get("v", line.cell.get("b", "")))
    unit = unit_of(line.row, line.column) if value.number is not None else ""
    return say("reports.report.backfill_figure", column=line.head, value=value.text, unit=unit)


def _changes(frozen: Frozen) -> Iterator[tuple[str, tuple[Cell, ...]]]:
    for change, line in backfill.changed(*_of(frozen)):
        if line is None:
            name = Cell(change["key"])
            title = Period.parse(change["period"]).title
        else:
            name, title = _name(line), _title(line.period, line.form)
        yield title, (name, _side(line, change, "old"), _side(line, change, "new"))


def _title(period: Period, form: Form) -> str:
    return say("reports.report.backfill_band", period=period.title, form=form.title)


def _name(line: Line) -> Cell:
    return Cell(say("reports.form.short_place", row=line.label, column=line.head))


def _side(line: Line | None, change: Mapping[str, Any], side: str) -> Cell:
    text = change[side]
    if text is None:
        return Cell(say("reports.check.nothing"), CENTRE)
    return _value(line, text) if line is not None else Cell(blank_word(text), CENTRE)


def _value(line: Line, text: str) -> Cell:
    """Return what stands in a cell as it is printed: a figure, a word, or the word of a blank's reason."""
    reason = blank_word(text)
    if reason in (*PLAIN_BLANKS, MERGED, OWED):
        return Cell(reason, CENTRE)
    printed = shown(text, line.row, line.column)
    if line.column.kind != "number":
        return Cell(printed)
    return Cell(printed, RIGHT, number=Decimal(text), places=places_of(line.row, line.column))
