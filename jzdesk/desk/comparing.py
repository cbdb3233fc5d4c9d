"""Any two versions of a period compared: every cell that differs, whatever became of either of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jzdesk.desk import papers
from jzdesk.desk.looking_back import Version, content_of
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError
from jzdesk.models import backfill, difference, snapshot
from jzdesk.models.difference import told
from jzdesk.models.entry import Key
from jzdesk.models.form import Column, Form, Row
from jzdesk.models.layout import row_label
from jzdesk.models.period import Period
from jzdesk.models.snapshot import Frozen
from jzdesk.words import say


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell that differs: where, what stood and stands, by how much; empty where there is nothing.

    `key` is the cell's KEY, `period` the period of the 历史补录 it is in (empty for the version's own),
    `year` what becomes of the 累计, `moved` tells that both sides are figures.
    """

    key: str
    form: str
    row: str
    column: str
    old: str
    new: str
    gap: str = ""
    percent: str = ""
    year: str = ""
    moved: bool = False
    period: str = ""


def compare(office: Office, before: Version, after: Version) -> tuple[Difference, ...]:
    """Return every cell, entered or computed, in which two versions of one period differ.

    In the order of the forms as printed, then what differs in the 历史补录 they carry; raises `RefusedError`
    for versions of different periods.
    """
    if (before.unit, before.period) != (after.unit, after.period):
        raise RefusedError(say("desk.comparing.other_period"))
    old, new = content_of(office, before), content_of(office, after)
    sides = papers.frozen_of(office, old), papers.frozen_of(office, new)
    changes = {Key.parse(str(c["key"])): c for c in snapshot.compare(old, new)}
    places = _places(sides)
    order = {key: n for n, key in enumerate(places)}
    keys = sorted(changes, key=lambda k: (order.get(k, len(order)), k))
    found = [
        _difference(places.get(key), sides, key, changes[key]["old"], changes[key]["new"]) for key in keys
    ]
    return (*found, *_earlier(old, new, sides))


_Place = tuple[Frozen, Row, Column]


def _places(sides: tuple[Frozen, Frozen]) -> dict[Key, _Place]:
    """Return every cell's row and column, in the order of print; the newer side's where both have it."""
    before, after = sides
    found: dict[Key, _Place] = {}
    for form in after.catalogue.forms:
        for frozen in (after, before):
            own = next((f for f in frozen.forms if f.id == form.id), None)
            for row in frozen.rows(own) if own is not None else ():
                for column in own.columns if own is not None else ():
                    found.setdefault(Key(form.id, row.code, column.code), (frozen, row, column))
    return found


def _difference(
    place: _Place | None, sides: tuple[Frozen, Frozen], key: Key, old: str | None, new: str | None
) -> Difference:
    frozen, row, column = place or (sides[1], None, None)
    form = frozen.catalogue.form(key.form)
    words = told(old, row, column), told(new, row, column)
    if row is None or column is None:
        return Difference(str(key), form.short, key.row, key.column, *words)
    named = row_label(row, frozen.value, form), _head(form, row, column)
    gap = difference.gap(old, new, row, column)
    moved = ("", "") if gap is None else (gap.text, gap.percent_text)
    year = difference.on_year(form, row, column, *(_values(side) for side in sides))
    return Difference(
        str(key), form.short, *named, *words, *moved, year.text if year else "", gap is not None
    )


def _values(side: Frozen) -> difference.Value:
    """Return what stands in a version's cells; nothing where it has not even the form."""
    return lambda key: side.value(key) if key.form in side.content["forms"] else None


def _head(form: Form, row: Row, column: Column) -> str:
    return form.block(row.block).heads.get(column.code, column.name)


def _earlier(
    old: Mapping[str, Any], new: Mapping[str, Any], sides: tuple[Frozen, Frozen]
) -> Iterator[Difference]:  # fmt: skip
    """Yield the figures of the 历史补录 that differ, the oldest period first."""
    known: dict[tuple[str, str], backfill.Line] = {}
    for content, side in zip((old, new), sides, strict=True):
        known |= {(str(x.period), str(x.key)): x for x in backfill.lines(content, side.catalogue)}
    for change in backfill.compare(old, new):
        period, key, was, now = (change[name] for name in ("period", "key", "old", "new"))
        line = known[str(period), str(key)]
        row, column = line.row, line.column
        gap = difference.gap(was, now, row, column)
        title = say("desk.comparing.earlier", period=Period.parse(str(period)).title, row=line.label)
        yield Difference(
            str(key), line.form.short, title, line.head, told(was, row, column), told(now, row, column),
            gap.text if gap else "", gap.percent_text if gap else "", "", gap is not None, str(period),
        )  # fmt: skip
