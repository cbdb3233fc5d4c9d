"""What the links of a template come to in a period: a county's own figures, and for the city everybody's.

A period that is frozen or handed in is told from its snapshot, as on paper; one that is still open as it
stands, and then what is filled is a draft.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, Protocol

from jzdesk.desk import adding_up, coverage, papers, summing
from jzdesk.desk.adding_up import Added
from jzdesk.desk.office import Office
from jzdesk.errors import JzdeskError, RefusedError
from jzdesk.models import adding, derive, quantity, snapshot, workflow
from jzdesk.models.catalogue import CITY
from jzdesk.models.entry import Key, blank_word
from jzdesk.models.form import Column, Form, Row
from jzdesk.models.period import Period
from jzdesk.models.snapshot import Frozen
from jzdesk.models.template import OWN, TOTAL, VALUE, WORD, Link, Template
from jzdesk.models.value import places_of, unit_of
from jzdesk.words import say

NUMBER, TEXT, EMPTY = "number", "text", "empty"
_LOCKED = frozenset({workflow.FROZEN, *workflow.HANDED_IN})
_COMPUTES = {"change_previous_pct": "change_previous", "change_last_year_pct": "change_last_year"}
_BASE = {"change_previous_pct": "previous", "change_last_year_pct": "last_year"}
_OF_TOTALS = frozenset({VALUE, "ytd"})

Place = tuple[Form, Row, Column]
Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """What a link comes to: what is filled in (`kind` and `text`), and in `why` why that is no figure."""

    link: Link
    kind: str
    text: str = ""
    percent: bool = False
    why: str = ""

    @property
    def shown(self) -> str:
        """What is filled in, as it is read."""
        if self.kind != NUMBER:
            return self.text
        plain = quantity.show(Decimal(self.text), len(self.text.partition(".")[2]))
        return f"{plain}%" if self.percent else plain


@dataclass(frozen=True, slots=True)
class Filling:
    """A template as it is filled for a period; `left_out` are the counties that totals in it lack."""

    template: Template
    period: Period
    told: tuple[Told, ...]
    draft: bool
    left_out: tuple[str, ...] = ()

    @property
    def unfilled(self) -> tuple[Told, ...]:
        """The cells for which there is nothing to be filled in."""
        return tuple(one for one in self.told if one.why)


def filling(office: Office, template: Template, period: Period) -> Filling:
    """Return what a template's cells take in a period."""
    figures = _Figures(office)
    told = tuple(figures.told(link, link.of(period), template.blanks) for link in template.links)
    return Filling(template, period, told, figures.draft, figures.left_out)


def check(office: Office, link: Link) -> None:
    """Refuse a link to what is no figure of this office, or has no such value beside it."""
    if link.unit != OWN and not office.is_city:
        raise RefusedError(say("desk.templates.city_only"))
    _, column = office.catalogue.find(link.key)
    row = _row(office, link)
    if column.code not in row.columns:
        raise RefusedError(say("models.catalogue.no_cell", row=row.label, column=column.name))
    if link.unit == TOTAL:
        way = adding.way(row, column)
        if not (way.together or way.own):
            raise RefusedError(say("desk.templates.no_total", row=row.label, column=column.name))
        if link.figure not in _OF_TOTALS:
            raise RefusedError(say("desk.templates.total_figure"))
    elif link.figure != VALUE and not _compared(column):
        raise RefusedError(say("desk.templates.no_figure", row=row.label, column=column.name))


def _compared(column: Column) -> bool:
    """Tell whether something is computed beside the figures of a column."""
    return column.kind == "number" and not column.signed and column.computes in {None, "rate", "final"}


def _row(office: Office, link: Link) -> Row:
    form = office.catalogue.form(link.key.form)
    row = next((row for row in form.rows if row.code == link.key.row), None)
    unit = office.unit if link.unit == OWN else CITY if link.unit == TOTAL else link.unit
    if row is not None and (link.unit == TOTAL or unit in row.scope):
        return row
    own = next(
        (one for one in office.store.own_rows() if (one.form, one.code) == (form.id, link.key.row)), None
    )
    block = None if own is None or link.unit != OWN else form.block(own.block).template
    if block is not None:
        return block
    if row is not None:
        name = office.catalogue.division(unit).name
        raise RefusedError(say("models.catalogue.not_yours", form=form.title, row=row.label, unit=name))
    raise RefusedError(say("models.catalogue.no_row", form=form.title, row=link.key.row))


class _Source(Protocol):
    """One office's figures of one period."""

    def place(self, key: Key) -> Place:
        """Return form, row and column of a KEY; `JzdeskError` where it has none."""
        ...

    def cell(self, key: Key, place: Place) -> tuple[str | None, str | None]:
        """Return a cell's value as `get` tells it, and the reason for its being blank."""
        ...

    def beside(self, key: Key, place: Place, figure: str) -> str | None:
        """Return what is computed beside a figure."""
        ...


class _Figures:
    """The figures of all the offices and periods that one template asks for; each is looked for once."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._sources: dict[tuple[str, Period], _Source] = {}
        self._totals: dict[Period, tuple[Added, frozenset[str]]] = {}
        self._dates: dict[Period, Mapping[Key, str | None]] = {}
        self._lacking: dict[str, None] = {}
        self.draft = False

    @property
    def left_out(self) -> tuple[str, ...]:
        """The counties that are not in the totals told so far."""
        return tuple(self._lacking)

    def told(self, link: Link, period: Period, blanks: str) -> Told:
        """Return what a link comes to."""
        try:
            if link.unit == TOTAL:
                return self._total(link, period, blanks)
            source = self._source(link.unit, period)
            place = source.place(link.key)
        except JzdeskError as error:
            return Told(link, EMPTY, why=error.sentence)
        _, row, column = place
        if link.figure != VALUE:
            return _number(link, source.beside(link.key, place, link.figure), blanks,
                           percent=link.figure in _BASE or unit_of(row, column) == "%")  # fmt: skip
        value, blank = source.cell(link.key, place)
        if value is None:
            return _blank(link, blank, blanks)
        if column.kind == "number":
            return Told(link, NUMBER, value, unit_of(row, column) == "%")
        return Told(link, TEXT, value)

    def _source(self, unit: str, period: Period) -> _Source:
        at = (unit, period)
        if at not in self._sources:
            self._sources[at] = self._own(period) if unit == OWN else self._county(unit, period)
        return self._sources[at]

    def _county(self, unit: str, period: Period) -> _Source:
        office = self._office
        content = coverage.content_of(office, period, unit)
        frozen = None if content is None else papers.frozen_of(office, content)
        standins = {
            key: one.value for (key, of), one in self._added(period)[0].standins.items() if of == unit
        }
        return _County(office, unit, period, frozen, standins)

    def _added(self, period: Period) -> tuple[Added, frozenset[str]]:
        """Return what the totals of a period are made of, and whose files count in them."""
        if period not in self._totals:
            office = self._office
            self._totals[period] = adding_up.added(office, period), coverage.counting(office, period)
        return self._totals[period]

    def _own(self, period: Period) -> _Source:
        office = self._office
        if not office.catalogue.check_period(period):
            raise RefusedError(say("desk.templates.outside", period=period.title))
        record = office.store.period(period)
        content = None
        if record.state in _LOCKED and "submission" in record.facts:
            content = json.loads(office.store.submission_content(record.facts["submission"]))
        self.draft |= content is None and not office.backfilled(period)
        return _Own(office, period, content)

    def _total(self, link: Link, period: Period, blanks: str) -> Told:
        office = self._office
        if not office.catalogue.check_period(period):
            raise RefusedError(say("desk.templates.outside", period=period.title))
        form, column = office.catalogue.find(link.key)
        row = next((row for row in form.rows if row.code == link.key.row), None)
        if row is None or period.kind not in row.frequencies or period.kind not in column.frequencies:
            raise RefusedError(say("desk.templates.not_in", period=period.title))
        way, (now, there) = adding.way(row, column), self._added(period)
        if link.figure == "ytd":
            text = self._to_date(period).get(link.key)
        else:
            found = now.total(link.key, way) if way.together else None
            found = adding.of_city(link.key, now.figures) if way.own and found is None else found
            text = None if found is None else quantity.plain(found, places_of(row, column))
        if not way.own:
            out = [u for u in adding.members(office.catalogue, way) if u not in there and u in row.scope]
            self._lacking |= {office.catalogue.division(unit).name: None for unit in out}
        return _number(link, text, blanks, percent=unit_of(row, column) == "%")

    def _to_date(self, period: Period) -> Mapping[Key, str | None]:
        if period not in self._dates:
            self._dates[period] = summing.summed(self._office, period).to_date
        return self._dates[period]


def _number(link: Link, text: str | None, blanks: str, *, percent: bool) -> Told:
    if text is not None:
        return Told(link, NUMBER, text, percent)
    why = say("desk.templates.not_computed", figure=say(f"models.template.figure.{link.figure}"))
    dash = say("models.derive.dash")
    return Told(link, TEXT, dash, why=why) if blanks == WORD else Told(link, EMPTY, why=why)


def _blank(link: Link, blank: str | None, blanks: str) -> Told:
    if blank is None:
        return Told(link, EMPTY, why=say("desk.templates.open"))
    return Told(link, TEXT, blank_word(blank)) if blanks == WORD else Told(link, EMPTY)


class _Own:
    """The office's own period, as it was signed or as it stands."""

    def __init__(self, office: Office, period: Period, content: Content | None) -> None:
        self._sheet = office.sheet(period)
        self._content = content

    def place(self, key: Key) -> Place:
        return self._sheet.place(key)

    def cell(self, key: Key, place: Place) -> tuple[str | None, str | None]:
        form, row, column = place
        if self._content is not None:
            return _of_content(self._content, form, key, column)
        text = snapshot.figure_text(self._sheet, key, row, column)
        derived = column.derived or row.derived
        blank = None if derived else self._sheet.cell(key, row, column).blank
        return (column.word(text) if derived and text and column.kind == "enum" else text), blank

    def beside(self, key: Key, place: Place, figure: str) -> str | None:
        _, row, column = place
        if self._content is not None:
            known, text = _printed(self._content, key, place, figure)
            if known:
                return text
        found = derive.computed(self._sheet, key, row, column)
        if found is None:
            return None
        number: Decimal | None = getattr(found, _COMPUTES.get(figure, figure))
        places = 1 if figure in _BASE and not found.points else places_of(row, column)
        return None if number is None else quantity.plain(number, places)


class _County:
    """A county's file that counts in the city's totals, with what stands in for what it lacks."""

    def __init__(
        self, office: Office, unit: str, period: Period, frozen: Frozen | None, standins: Mapping[Key, str]
    ) -> None:
        self._office, self._unit, self._period, self._frozen = office, unit, period, frozen
        self._standins = standins

    @cached_property
    def _rows(self) -> dict[tuple[str, str], Row]:
        found = self._frozen
        if found is None:
            return {(form.id, row.code): row for form in self._office.catalogue.forms for row in form.rows}
        return {(form.id, row.code): row for form in found.forms for row in found.rows(form)}

    def place(self, key: Key) -> Place:
        catalogue = self._frozen.catalogue if self._frozen else self._office.catalogue
        form, column = catalogue.find(key)
        row = self._rows.get((key.form, key.row))
        name = self._office.catalogue.division(self._unit).name
        if self._frozen is None and key not in self._standins:
            raise RefusedError(say("desk.templates.no_file", unit=name, period=self._period.title))
        if row is None or column.code not in row.columns:
            raise RefusedError(say("desk.templates.not_there", unit=name, period=self._period.title))
        return form, row, column

    def cell(self, key: Key, place: Place) -> tuple[str | None, str | None]:
        form, _, column = place
        value, blank = (None, None) if self._frozen is None else _of_content(
            self._frozen.content, form, key, column
        )  # fmt: skip
        standin = self._standins.get(key)
        return (value, blank) if value is not None or standin is None else (standin, None)

    def beside(self, key: Key, place: Place, figure: str) -> str | None:
        return _printed(self._frozen.content, key, place, figure)[1] if self._frozen is not None else None


def _of_content(content: Content, form: Form, key: Key, column: Column) -> tuple[str | None, str | None]:
    cell = content["forms"].get(form.id, {"cells": {}})["cells"].get(f"{key.row}/{key.column}", {})
    value = cell.get("v")
    return (column.word(value) if value is not None and column.kind == "enum" else value), cell.get("b")


def _printed(content: Content, key: Key, place: Place, figure: str) -> tuple[bool, str | None]:
    """Return whether a snapshot says a figure's comparison, in whatever column, and what it says."""
    form, row, column = place
    wanted = [_COMPUTES.get(figure, figure), _BASE.get(figure, "")]
    found = {
        c.computes: c for c in form.columns if (c.of or row.primary) == column.code and c.code in row.columns
    }
    direct, base = (found.get(name) for name in wanted)
    if direct is not None and direct.kind == "number":
        return True, _of_content(content, form, Key(key.form, key.row, direct.code), direct)[0]
    if base is None:
        return False, None
    now, then = (
        _decimal(_of_content(content, form, Key(key.form, key.row, c.code), c)[0]) for c in (column, base)
    )
    if now is None or then is None:
        return True, None
    if unit_of(row, column) == "%":
        return True, quantity.plain(now - then, places_of(row, column))
    change = quantity.change_pct(now, then)
    return True, None if change is None else quantity.plain(change, 1)


def _decimal(text: str | None) -> Decimal | None:
    return Decimal(text) if text is not None and quantity.is_plain(text) else None


def units(office: Office) -> dict[str, str]:
    """Return the codes of the offices whose figures may be linked, by code and by name."""
    known = office.catalogue.divisions if office.is_city else ()
    found = {word: d.code for d in known for word in (d.code, d.name)}
    return found | {office.unit: OWN, office.catalogue.division(office.unit).name: OWN}
