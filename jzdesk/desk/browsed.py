"""What the page of the plan shows, as plain values; the page adds nothing to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from jzdesk.models.catalogue import CITY, Catalogue
from jzdesk.models.entry import Key
from jzdesk.models.form import Column, Form, Row
from jzdesk.models.period import KINDS, Period
from jzdesk.models.sheet import Sheet
from jzdesk.models.snapshot import figure_text, with_unit
from jzdesk.models.value import text_of
from jzdesk.words import say

INDICATORS, TASKS, PROJECTS, DUTIES = "indicators", "tasks", "projects", "duties"
RULES, NOTES, FORMS = "rules", "notes", "forms"
CHAPTERS = "chapters"
SEGMENTS = (INDICATORS, TASKS, PROJECTS, DUTIES, RULES, NOTES, FORMS)
"""The lists; `CHAPTERS` shows the first four of them as a tree."""


@dataclass(frozen=True, slots=True)
class View:
    """A period looked at: its sheet, how another period's sheet is had, and which can be filled."""

    sheet: Sheet
    sheet_of: Callable[[Period], Sheet]
    may_fill: Callable[[Period], bool]

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue in force."""
        return self.sheet.catalogue

    @property
    def data(self) -> Mapping[str, Any]:
        """The catalogue as plain data."""
        return self.sheet.catalogue.data


@dataclass(frozen=True, slots=True)
class State:
    """How something stands now: a word, the name of its sign and its tone."""

    word: str = ""
    sign: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list.

    `mine` says that it concerns the office; `folded` and `spelled` are what searching looks into.
    """

    segment: str
    code: str
    name: str
    source: str
    state: State
    mine: bool
    folded: str = ""
    spelled: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One fact: what it is and what is so; `tone` where it wants to be seen."""

    label: str
    text: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """One target of an indicator, every part in words; `measured` is the one that counts."""

    year: str
    text: str
    scope: str
    source: str
    nature: str
    state: State
    measured: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands now, with the sentence that says why and the figures behind it."""

    state: State
    text: str
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Jump:
    """Where something is filled: a page and, unless the whole form is meant, a cell of a period."""

    text: str
    act: str
    form: str
    key: Key | None
    period: Period


@dataclass(frozen=True, slots=True)
class Link:
    """Another entry of the plan's catalogue."""

    segment: str
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """Facts under one heading; `said` are whole sentences, `links` lead to other entries."""

    title: str
    lines: tuple[Line, ...] = ()
    said: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    jumps: tuple[Jump, ...] = ()
    tone: str = ""

    def __bool__(self) -> bool:
        """There is something under the heading."""
        return bool(self.lines or self.said or self.links or self.jumps)


@dataclass(frozen=True, slots=True)
class Detail:
    """All there is to know of one entry."""

    segment: str
    code: str
    title: str
    tags: tuple[State, ...]
    standing: Standing | None
    targets: tuple[Target, ...]
    sections: tuple[Section, ...]
    jumps: tuple[Jump, ...] = ()
    not_here: str = ""


def facts(*pairs: tuple[str, str]) -> tuple[Line, ...]:
    """Return lines of those pairs (the tail of a key under `desk.browsing`, a text) that have a text."""
    return tuple(Line(say(f"desk.browsing.{name}"), text) for name, text in pairs if text)


def scope_words(catalogue: Catalogue, scope: tuple[str, ...] | list[str]) -> str:
    """Return for whom something holds, in words."""
    codes = set(scope)
    counties, urban = set(catalogue.counties), set(catalogue.scope("urban"))
    for name, group in (
        ("scope_city", {CITY}), ("scope_counties", counties), ("scope_urban", urban),
        ("scope_all", counties | {CITY}),
    ):  # fmt: skip
        if codes == group:
            return say(f"desk.browsing.{name}")
    return "、".join(catalogue.division(code).name for code in scope)


def in_year(year: str | None) -> str:
    """Return a year or a day as it is read; empty for none."""
    if not year:
        return ""
    parts = [int(part) for part in year.split("-")]
    return say(f"desk.browsing.{('year', 'month', 'day')[len(parts) - 1]}", parts=parts)


def frequencies_words(kinds: tuple[str, ...]) -> str:
    """Return kinds of period in words."""
    return "、".join(say(f"desk.browsing.every.{kind}") for kind in KINDS if kind in kinds)


# Where something is filled


def row_of(form: Form, code: str) -> Row | None:
    """Return a row of the catalogue."""
    return next((row for row in form.rows if row.code == code), None)


def nearest(period: Period, kinds: tuple[str, ...]) -> Period | None:
    """Return the period itself if it is of one of these kinds, else one of them that it ends in."""
    if period.kind in kinds:
        return period
    return next((period.inside(kind) for kind in ("quarter", "half", "year") if kind in kinds), None)


def period_of_row(view: View, form: Form, row: Row) -> Period | None:
    """Return in which period, now or nearest, a row is filled."""
    return nearest(view.sheet.period, tuple(k for k in row.frequencies if form.due(k)))


def first_key(sheet: Sheet, form: Form, row: Row, wanted: str = "") -> Key | None:
    """Return a row's cell to begin with: the one named, else its primary, else its first to be typed."""
    if sheet.row(form.id, row.code) is None:
        return None
    cells = sheet.columns(form, row)
    typed = [c.code for c in cells if not c.derived and not sheet.locked(row, c)]
    every = [c.code for c in cells]
    for code in (wanted, row.primary, *typed, *every):
        if code in typed or (not typed and code in every):
            return Key(form.id, row.code, code)
    return None


def jump_to(view: View, form: Form, row: Row, wanted: str = "") -> Jump | None:
    """Return where a row is filled; None where the office does not have it."""
    period = period_of_row(view, form, row)
    if period is None or view.sheet.unit not in row.scope:
        return None
    sheet = view.sheet_of(period)
    key = first_key(sheet, form, row, wanted)
    if key is None:
        return None
    at = "" if period == view.sheet.period else say("desk.browsing.in_period", period=period.title)
    text = say("desk.browsing.place", form=form.title, row=sheet.label(form, row), period=at)
    number = _number(sheet, form, row)
    if number:
        text = say("desk.browsing.place_number", place=text, number=number)
    return Jump(text, act_in(view, period), form.id, key, period)


def act_in(view: View, period: Period) -> str:
    """Return what one goes to a form of a period for: to fill it, or to look at it once it is locked."""
    return say(f"desk.browsing.{'act_fill' if view.may_fill(period) else 'act_look'}")


def _number(sheet: Sheet, form: Form, row: Row) -> str:
    """Return a row's 行次."""
    lines = sheet.layout(form).lines()
    return next((line.number for _, line in lines if line.row is not None and line.row.code == row.code), "")


def cell_words(sheet: Sheet, form: Form, row: Row, code: str) -> str:
    """Return what stands in a cell, with its unit, or its blank reason; empty for what is still open."""
    column = _column_here(sheet, form, row, code)
    if column is None:
        return ""
    key = Key(form.id, row.code, code)
    if column.derived or row.derived:
        raw = figure_text(sheet, key, row, column)
    else:
        cell = sheet.cell(key, row, column)
        if cell.blank:
            return cell.blank
        raw = text_of(cell, row, column)
    return with_unit(raw, row, column) if raw else ""


def _column_here(sheet: Sheet, form: Form, row: Row, code: str) -> Column | None:
    return next((c for c in sheet.columns(form, row) if c.code == code), None)
