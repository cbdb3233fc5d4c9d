"""What the links of a template come to in a period: a county's own figures, and for the city everybody's.

A period that is frozen or handed in is told from its snapshot, as on paper; one that is still open as it
stands, and then what is filled is a draft.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from jzdesk.desk import adding_up, coverage, papers, summing
from jzdesk.desk.adding_up import Added
from jzdesk.desk.office import Office
from jzdesk.desk.template_sources import BASE, CountyFigures, OwnFigures, Source
from jzdesk.errors import JzdeskError, RefusedError
from jzdesk.models import adding, quantity, workflow
from jzdesk.models.entry import Key, blank_word
from jzdesk.models.period import Period
from jzdesk.models.template import OWN, TOTAL, VALUE, WORD, Link, Template
from jzdesk.models.value import places_of, unit_of
from jzdesk.words import say

NUMBER, TEXT, EMPTY = "number", "text", "empty"
_LOCKED = frozenset({workflow.FROZEN, *workflow.HANDED_IN})


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


class _Figures:
    """The figures of all the offices and periods that one template asks for; each is looked for once."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._sources: dict[tuple[str, Period], Source] = {}
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
                           percent=link.figure in BASE or unit_of(row, column) == "%")  # fmt: skip
        value, blank = source.cell(link.key, place)
        if value is None:
            return _blank(link, blank, blanks)
        if column.kind == "number":
            return Told(link, NUMBER, value, unit_of(row, column) == "%")
        return Told(link, TEXT, value)

    def _source(self, unit: str, period: Period) -> Source:
        at = (unit, period)
        if at not in self._sources:
            self._sources[at] = self._own(period) if unit == OWN else self._county(unit, period)
        return self._sources[at]

    def _county(self, unit: str, period: Period) -> Source:
        office = self._office
        content = coverage.content_of(office, period, unit)
        frozen = None if content is None else papers.frozen_of(office, content)
        standins = {
            key: one.value for (key, of), one in self._added(period)[0].standins.items() if of == unit
        }
        return CountyFigures(office, unit, period, frozen, standins)

    def _added(self, period: Period) -> tuple[Added, frozenset[str]]:
        """Return what the totals of a period are made of, and whose files count in them."""
        if period not in self._totals:
            office = self._office
            self._totals[period] = adding_up.added(office, period), coverage.counting(office, period)
        return self._totals[period]

    def _own(self, period: Period) -> Source:
        office = self._office
        if not office.catalogue.check_period(period):
            raise RefusedError(say("desk.templates.outside", period=period.title))
        record = office.store.period(period)
        content = None
        if record.state in _LOCKED and "submission" in record.facts:
            content = json.loads(office.store.submission_content(record.facts["submission"]))
        self.draft |= content is None and not office.backfilled(period)
        return OwnFigures(office, period, content)

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
