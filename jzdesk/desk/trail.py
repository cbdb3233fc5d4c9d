"""The audit trail in words: who did what to which cell, from what to what, and why; the newest first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from jzdesk.desk import stepping
from jzdesk.desk.office import Office
from jzdesk.errors import JzdeskError
from jzdesk.models.catalogue import edition_text
from jzdesk.models.difference import told
from jzdesk.models.entry import Key
from jzdesk.models.form import Column, Row
from jzdesk.models.period import Period
from jzdesk.models.sheet import Sheet
from jzdesk.models.snapshot import show_code
from jzdesk.store.history import HistoryEntry
from jzdesk.words import has, say

_EDITION, _CODE = re.compile(r"[a-z][a-z0-9-]*/\d+(?:/\d+)?"), re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of the trail.

    `day` is ISO, `time` of the clock; `form` is a form's id and `key` a cell's KEY, both empty where the
    entry is about none. `place` names the cell (form, row, column) or the period; `period` is written as
    a KEY's period is (empty for none), `title` is its name.
    """

    seq: int
    day: str
    time: str
    who: str
    how: str
    action: str
    period: str
    title: str
    form: str
    key: str
    place: str
    old: str
    new: str
    why: str


def lines(office: Office, period: Period | None = None) -> tuple[Line, ...]:
    """Return what was done in a period, or everything ever done, the newest first."""
    names = _Names(office)
    return tuple(_line(names, entry) for entry in reversed(office.store.history(period)))


def of_cell(office: Office, period: Period, key: Key) -> tuple[Line, ...]:
    """Return what was done to one cell of a period, the newest first."""
    names = _Names(office)
    return tuple(_line(names, entry) for entry in reversed(office.store.cell_history(period, key)))


def people(lines_: Iterable[Line]) -> tuple[str, ...]:
    """Return who acted, in the order of names."""
    return tuple(sorted({line.who for line in lines_}))


@dataclass(frozen=True, slots=True)
class Sought:
    """What the trail is narrowed to: a form's id, a person, a text; each empty for all."""

    form: str = ""
    who: str = ""
    text: str = ""

    def fits(self, line: Line) -> bool:
        """Tell whether a line is about the form, of the person, and has the text in its words or figures."""
        fitting = self.form in {"", line.form} and self.who in {"", line.who}
        return fitting and self.text.strip().casefold() in _searched(line)


def only(lines_: Iterable[Line], sought: Sought) -> tuple[Line, ...]:
    """Return the lines that are sought."""
    return tuple(line for line in lines_ if sought.fits(line))


def _searched(line: Line) -> str:
    return "\n".join((line.place, line.key, line.old, line.new, line.why, line.action)).casefold()


class _Names:
    """What cells and periods are called; each is looked up once."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._sheets: dict[str, Sheet] = {}
        self._cells: dict[tuple[str, str], tuple[str, Row | None, Column | None]] = {}
        self._forms = {form.id: form.short for form in office.catalogue.forms}

    def title(self, period: str | None) -> str:
        """Return a period's name."""
        return Period.parse(period).title if period else say("desk.trail.whole")

    def form(self, code: str) -> str:
        """Return a form's short name; empty for what is no form."""
        return self._forms.get(code, "")

    def cell(self, period: str | None, key: Key) -> tuple[str, Row | None, Column | None]:
        """Return name, row and column of a cell; one no longer there is named by its code."""
        place = (period or "", str(key))
        if place not in self._cells:
            self._cells[place] = self._look(period, key)
        return self._cells[place]

    def _look(self, period: str | None, key: Key) -> tuple[str, Row | None, Column | None]:
        if not period or key.form not in self._forms:
            return str(key), None, None
        if period not in self._sheets:
            self._sheets[period] = self._office.sheet(Period.parse(period))
        sheet = self._sheets[period]
        column = sheet.catalogue.form(key.form).column(key.column)
        row = sheet.row(key.form, key.row)
        if row is None or column is None:
            return say("desk.trail.gone", form=self._forms[key.form], row=key.row), None, None
        return stepping.cell_name(sheet, key), row, column


def _line(names: _Names, entry: HistoryEntry) -> Line:
    at = datetime.fromisoformat(entry.at)
    form, key, place, row, column = _place(names, entry)
    return Line(
        entry.seq, at.date().isoformat(), f"{at:%H:%M:%S}", entry.who, _word("how", entry.how),
        _action(entry.action), entry.period or "", names.title(entry.period), form, key, place,
        _value(entry.old, row, column), _value(entry.new, row, column), entry.why or "",
    )  # fmt: skip


def _value(text: str | None, row: Row | None, column: Column | None) -> str:
    """Return what stood in a cell; of what is no cell's, an edition by its name, a 校验码 in fours."""
    if row is None and text and _EDITION.fullmatch(text):
        return say("desk.trail.laid_down", edition=edition_text(text))
    if row is None and text and _CODE.fullmatch(text):
        return show_code(text)
    return told(text, row, column)


def _place(names: _Names, entry: HistoryEntry) -> tuple[str, str, str, Row | None, Column | None]:
    """Return form, KEY and name of what an entry is about, with its row and column where it is a cell."""
    if entry.key is None:
        return "", "", names.title(entry.period), None, None
    cells = [key for key in map(_key, entry.key.split(",")) if key is not None]
    if cells:
        told_ = [names.cell(entry.period, key) for key in cells]
        name = "、".join(found[0] for found in told_[:3])
        _, row, column = told_[0]
        return cells[0].form, str(cells[0]), name, row, column
    form = entry.key.partition("/")[0]
    name = names.form(form)
    return form, "", " ".join(part for part in (name, entry.key.partition("/")[2]) if part), None, None


def _key(text: str) -> Key | None:
    try:
        return Key.parse(text)
    except JzdeskError:
        return None


def _word(kind: str, code: str) -> str:
    return say(f"desk.trail.{kind}.{code}") if has(f"desk.trail.{kind}.{code}") else code


def _action(code: str) -> str:
    return say(f"store.action.{code}") if has(f"store.action.{code}") else code
