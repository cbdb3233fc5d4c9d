"""The audit trail in words: who did what to which cell, from what to what, and why; the newest first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import overload

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


class Lines(Sequence[Line]):
    """Entries as lines; each is put into words when it is first asked for, without the store."""

    def __init__(self, told_: _Told, places: Sequence[int]) -> None:
        self._told, self._places = told_, places

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, at: int) -> Line: ...
    @overload
    def __getitem__(self, at: slice) -> Lines: ...
    def __getitem__(self, at: int | slice) -> Line | Lines:
        if isinstance(at, slice):
            return Lines(self._told, self._places[at])
        return self._told.line(self._places[at])

    @property
    def forms(self) -> frozenset[str]:
        """The forms the lines are about, an empty text for none."""
        return frozenset(self._told.form(place) for place in self._places)

    @property
    def people(self) -> tuple[str, ...]:
        """Who acted, in the order of names."""
        return tuple(sorted({self._told.entries[place].who for place in self._places}))

    def only(self, sought: Sought) -> Lines:
        """Return the lines that are sought."""
        entries, form = self._told.entries, self._told.form
        places = [
            n for n in self._places if sought.who in {"", entries[n].who} and sought.form in {"", form(n)}
        ]
        if sought.text.strip():
            places = [n for n in places if sought.fits(self._told.line(n))]
        return Lines(self._told, places)


class _Told:
    """The entries of a trail, the newest first, and those lines that were made of them."""

    def __init__(self, entries: Sequence[HistoryEntry], tell: Callable[[HistoryEntry], Line]) -> None:
        self.entries, self._tell = entries, tell
        self._made: dict[int, Line] = {}

    def line(self, place: int) -> Line:
        """Return an entry as a line."""
        if place not in self._made:
            self._made[place] = self._tell(self.entries[place])
        return self._made[place]

    def form(self, place: int) -> str:
        """Return the form an entry is about; empty for none."""
        return (self.entries[place].key or "").partition("/")[0]


def lines(office: Office, period: Period | None = None) -> Lines:
    """Return what was done in a period, or everything ever done, the newest first."""
    names, entries = _Names(office), office.store.history(period)[::-1]
    names.look_up({
        entry.period for entry in entries
        if entry.period and entry.key and names.form(entry.key.partition("/")[0])
    })  # fmt: skip
    return Lines(_Told(entries, partial(_line, names)), range(len(entries)))


def of_cell(office: Office, period: Period, key: Key) -> tuple[Line, ...]:
    """Return what was done to one cell of a period, the newest first."""
    names = _Names(office)
    return tuple(_line(names, entry) for entry in reversed(office.store.cell_history(period, key)))


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


def _searched(line: Line) -> str:
    return "\n".join((line.place, line.key, line.old, line.new, line.why, line.action)).casefold()


class _Names:
    """What cells and periods are called; each is looked up once."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._sheets: dict[str, Sheet] = {}
        self._cells: dict[tuple[str, str], tuple[str, Row | None, Column | None]] = {}
        self._forms = {form.id: form.short for form in office.catalogue.forms}

    def look_up(self, periods: Iterable[str]) -> None:
        """Read all periods in which cells will be named."""
        for period in periods:
            if period not in self._sheets:
                self._sheets[period] = self._office.sheet(Period.parse(period))

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
        self.look_up((period,))
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
