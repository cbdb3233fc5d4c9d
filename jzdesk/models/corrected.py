"""What a hand-in changed since the file its receiver last had, cell by cell, from the content alone.

The report prints these lines and the upload file shows them; the city makes them again from the content
and compares.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jzdesk.models import backfill, difference
from jzdesk.models.difference import Gap, YearEffect
from jzdesk.models.entry import Key
from jzdesk.models.form import Column, Form, Row
from jzdesk.models.layout import stub_key
from jzdesk.models.period import Period
from jzdesk.models.snapshot import Frozen
from jzdesk.words import say

_Place = tuple[Form, Row, Column]


@dataclass(frozen=True, slots=True)
class Corrected:
    """One changed cell: where it is, what stood and stands, by how much, why, and what it does to the year.

    `period` names a period of the 历史补录. `place` is None for a cell that no form has any longer; `label`
    is what its row is called, `head` what its column, `form` the form's title.
    """

    period: Period | None
    key: str
    place: _Place | None
    label: str
    head: str
    old: str | None
    new: str | None
    reason: str
    gap: Gap | None = None
    year: YearEffect | None = None
    form: str = ""

    def told(self, text: str | None) -> str:
        """Return one of its two values as people read it."""
        _, row, column = self.place or (None, None, None)
        return difference.told(text, row, column)


def corrected(frozen: Frozen) -> list[Corrected]:
    """Return the changed cells of the period itself, in the order of its forms; those gone end their form."""
    changes = {c["key"]: c for c in frozen.content["changes"] if "period" not in c}
    found = [_line(frozen, changes, key, place) for key, place in _places(frozen) if str(key) in changes]
    known = {line.key for line in found}
    gone = [_gone(frozen, changes, key) for key in sorted(changes.keys() - known)]
    order = {form.id: n for n, form in enumerate(frozen.catalogue.forms)}
    return sorted([*found, *gone], key=lambda line: order.get(Key.parse(line.key).form, len(order)))


def earlier(frozen: Frozen) -> list[Corrected]:
    """Return the changed figures of the 历史补录, the oldest period first."""
    return [
        _earlier(frozen, change, line)
        for change, line in backfill.changed(frozen.content, frozen.catalogue)
    ]  # fmt: skip


def _places(frozen: Frozen) -> Iterator[tuple[Key, _Place]]:
    for form in frozen.forms:
        for row in frozen.rows(form):
            for column in frozen.catalogue.columns(form, row, frozen.period):
                yield Key(form.id, row.code, column.code), (form, row, column)


def _line(
    frozen: Frozen, changes: Mapping[str, Mapping[str, str | None]], key: Key, place: _Place
) -> Corrected:
    form, row, column = place
    old, new = changes[str(key)]["old"], changes[str(key)]["new"]

    def before(cell: Key) -> str | None:
        return changes[str(cell)]["old"] if str(cell) in changes else frozen.value(cell)

    return Corrected(
        None, str(key), place, _label(frozen, form, row), _head(form, row, column), old, new,
        _reason(frozen, key, row, column), difference.gap(old, new, row, column),
        difference.on_year(form, row, column, before, frozen.value), form.title,
    )  # fmt: skip


def _label(frozen: Frozen, form: Form, row: Row) -> str:
    """Return what a row is called in sentences: with its block, or the name the office gave it."""
    return row.label if stub_key(form, row) is None else frozen.label(form, row)


def _head(form: Form, row: Row, column: Column) -> str:
    return form.block(row.block).heads.get(column.code, column.name)


def _reason(frozen: Frozen, key: Key, row: Row, column: Column) -> str:
    """Return what a change was made for; what is computed follows from the others."""
    if row.derived or column.derived:
        return say("models.difference.computed")
    why = frozen.cell(key).get("why")
    if why:
        return why
    asked = [r["text"] for r in frozen.content.get("replies", []) if r["key"] == str(key)]
    if asked:
        return say("models.difference.returned", text="；".join(asked))
    if frozen.content["revision_kind"] == "supplement":
        return say("models.difference.supplement")
    return str(frozen.content["reason"])


def _gone(frozen: Frozen, changes: Mapping[str, Mapping[str, str | None]], key: str) -> Corrected:
    """Return a cell that is there no longer, by the name its row had; by its KEY where it had none."""
    place, old, new = Key.parse(key), changes[key]["old"], changes[key]["new"]
    form = next((f for f in frozen.catalogue.forms if f.id == place.form), None)
    column = form.column(place.column) if form is not None else None
    name = next(
        (changes[str(stub)]["old"] for stub in _stubs(form, place) if str(stub) in changes), None
    )  # fmt: skip
    reason = str(frozen.content["reason"])
    if form is None or column is None or not name:
        return Corrected(None, key, None, key, "", old, new, reason)
    return Corrected(None, key, None, name, column.name, old, new, reason, form=form.title)


def _stubs(form: Form | None, place: Key) -> list[Key]:
    """Return the cells in which an office names its rows of a form."""
    return [Key(form.id, place.row, c.code) for c in form.columns if c.stub] if form else []


def _earlier(frozen: Frozen, change: Mapping[str, str | None], line: backfill.Line | None) -> Corrected:
    period, key, old, new = (
        Period.parse(str(change["period"])),
        str(change["key"]),
        change["old"],
        change["new"],
    )
    reason = say("models.difference.backfill")
    if line is None:
        return Corrected(period, key, None, key, "", old, new, str(frozen.content["reason"]) or reason)
    why = line.cell.get("why") or str(frozen.content["reason"]) or reason
    place = (line.form, line.row, line.column)
    gap = difference.gap(old, new, line.row, line.column)
    return Corrected(
        period, key, place, line.label, line.head, old, new, why, gap, form=line.form.title
    )  # fmt: skip
