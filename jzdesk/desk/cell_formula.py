"""How a computed figure comes about: in words, and with the figures put in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from jzdesk.desk.cell_series import head
from jzdesk.models import derive, quantity
from jzdesk.models.entry import STAGES, Key
from jzdesk.models.form import Column, Form, Row
from jzdesk.models.period import Period
from jzdesk.models.sheet import Sheet
from jzdesk.models.value import behaviour_of, places_of
from jzdesk.words import say

MOST_NAMES, MOST_TERMS = 6, 8
"""So many rows are named and so many figures written out; of more only their number is told."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula in words; `figures` is the same with what stands in the cells, empty where one is lacking."""

    words: str
    figures: str = ""


@dataclass(frozen=True)
class _Place:
    """One computed cell."""

    sheet: Sheet
    key: Key
    form: Form
    row: Row
    column: Column

    @property
    def primary(self) -> Column | None:
        """The column that a comparison is about."""
        return self.form.column(self.column.of or self.row.primary)

    def head(self, code: str) -> str:
        column = self.form.column(code)
        return code if column is None else head(self.form, self.row, column)

    def number(self, code: str) -> Decimal | None:
        """Return the figure of this row in another column."""
        column = self.form.column(code)
        if column is None or code not in self.row.columns:
            return None
        key = Key(self.key.form, self.key.row, code)
        return derive.number(self.sheet, key, self.row, column, self.sheet.period)

    @property
    def value(self) -> Decimal | None:
        return derive.number(self.sheet, self.key, self.row, self.column, self.sheet.period)

    @property
    def places(self) -> int:
        return places_of(self.row, self.column)

    def show(self, value: Decimal, code: str = "") -> str:
        """Return a figure as it stands in this cell, or in another column of the row."""
        column = self.form.column(code) if code else None
        return quantity.show(value, places_of(self.row, column) if column else self.places)


def formula(sheet: Sheet, key: Key) -> Formula | None:
    """Return how a cell is computed; None for cells that people fill, and for what the plan gives."""
    form = sheet.catalogue.form(key.form)
    row, column = sheet.row(key.form, key.row), form.column(key.column)
    if row is None or column is None or not (row.derived or column.derived):
        return None
    place = _Place(sheet, key, form, row, column)
    if row.derived and column.computes not in _OF_PRIMARY:
        return _total(place)
    made = _MAKERS.get(column.computes or "")
    return made(place) if made else None


def _sum_of(place: _Place, terms: Iterable[Decimal], total: Decimal | None, code: str = "") -> str:
    """Return an addition written out, such as `312.45 + 318.90 − 3.20 = 628.15`."""
    known = list(terms)
    if total is None or not known:
        return ""
    result = place.show(total)
    if len(known) > MOST_TERMS:
        return say("desk.formula.many", n=len(known), total=result)
    signs = ["" if not n else " − " if term < 0 else " + " for n, term in enumerate(known)]
    shown = [place.show(abs(term) if n else term, code) for n, term in enumerate(known)]
    return "".join(map("".join, zip(signs, shown, strict=True))) + f" = {result}"


def _total(place: _Place) -> Formula:
    """Add up the same column of the rows of a 合计."""
    parts = derive.parts_of(place.sheet, place.form.id, place.row)
    parts = tuple(part for part in parts if place.column.code in part.columns)
    if place.column.computes == "count":
        return Formula(say("desk.formula.count"), say("desk.formula.counted", n=len(parts)))
    names = [place.sheet.label(place.form, part) for part in parts]
    words = " + ".join(names) if len(names) <= MOST_NAMES else say("desk.formula.rows", n=len(names))
    column = head(place.form, place.row, place.column)
    values = [_of_part(place, part) for part in parts]
    known = [value for value in values if value is not None]
    total = _of_part(place, place.row)
    return Formula(say("desk.formula.total", column=column, words=words), _sum_of(place, known, total))


def _of_part(place: _Place, row: Row) -> Decimal | None:
    key = Key(place.form.id, row.code, place.column.code)
    return derive.number(place.sheet, key, row, place.column, place.sheet.period)


def _to_date(place: _Place) -> Formula | None:
    """Tell 1—本季累计 by the behaviour of the row's figure."""
    primary = place.primary
    if primary is None:
        return None
    name = head(place.form, place.row, primary)
    behaviour = behaviour_of(place.row, primary)
    if place.row.derived:
        return Formula(say("desk.formula.ytd_total", name=name))
    if behaviour == "flow":
        return _flow(place, primary, place.sheet.period.year_to_date, "desk.formula.ytd")
    if behaviour == "ratio":
        return _ratio(place)
    return Formula(say("desk.formula.ytd_last", name=name)) if behaviour == "stock" else None


def _flow(place: _Place, column: Column, periods: tuple[Period, ...], word: str) -> Formula:
    """Add up figures of several periods with their 前期调整数."""
    adjusted = column.code == place.row.primary and "adjustment" in place.row.columns
    more = say("desk.formula.adjusted", name=place.head("adjustment")) if adjusted else ""
    words = say(word, name=head(place.form, place.row, column), more=more, n=len(periods))
    return Formula(words, _sum_of(place, _terms(place, column, periods), place.value, column.code))


def _terms(place: _Place, column: Column, periods: tuple[Period, ...]) -> list[Decimal]:
    key = Key(place.form.id, place.row.code, column.code)
    every = derive.flow_terms(place.sheet, key, place.row, column, periods)
    return [
        term
        for _, figure, adjustment in every
        for term in (figure, adjustment)
        if term is not None and (term or term is figure)
    ]


def _ratio(place: _Place) -> Formula:
    """Divide numerators by denominators of several periods, each added up before."""
    above, below = place.head("numerator"), place.head("denominator")
    words = say("desk.formula.ytd_ratio", above=above, below=below)
    above, below = (_summed(place, code) for code in ("numerator", "denominator"))
    value = place.value
    if value is None or not above or not below:
        return Formula(words)
    return Formula(words, _divided(above, below, place.show(value)))


def _summed(place: _Place, code: str) -> str:
    """Return the figures of a column in the year so far as a sum in brackets."""
    column = place.form.column(code)
    terms = [] if column is None else _terms(place, column, place.sheet.period.year_to_date)
    shown = " + ".join(place.show(term, code) for term in terms)
    return f"({shown})" if len(terms) > 1 else shown


def _divided(above: str, below: str, value: str) -> str:
    return say("desk.formula.divided", above=above, below=below, value=value)


def _rate(place: _Place) -> Formula:
    above, below, value = place.number("numerator"), place.number("denominator"), place.value
    words = say(
        "desk.formula.rate", above=place.head("numerator"), below=place.head("denominator")
    )  # fmt: skip
    if above is None or below is None or value is None:
        return Formula(words)
    return Formula(
        words, _divided(place.show(above, "numerator"), place.show(below, "denominator"), place.show(value))
    )


def _other_time(place: _Place) -> Formula | None:
    """Take the row's figure of the period before, or of the same one a year ago."""
    primary = place.primary
    if primary is None:
        return None
    before = _base_period(place)
    name = head(place.form, place.row, primary)
    return Formula(say("desk.formula.other_time", period=before.title, name=name))


def _base_period(place: _Place) -> Period:
    period = place.sheet.period
    return period.previous if (place.column.computes or "").endswith("previous") else period.last_year


def _change(place: _Place) -> Formula | None:
    """Compare with another period: in percent, or in points between two percentages."""
    primary = place.primary
    if primary is None:
        return None
    key = Key(place.form.id, place.row.code, primary.code)
    beside = derive.computed(place.sheet, key, place.row, primary)
    if beside is None:
        return None
    word = "points" if beside.points else "change"
    period, name = _base_period(place), head(place.form, place.row, primary)
    words = say(f"desk.formula.{word}", name=name, period=period.title)
    base = beside.previous if period == place.sheet.period.previous else beside.last_year
    now, value = place.number(primary.code), getattr(beside, place.column.computes or "", None)
    if now is None or base is None or value is None:
        return Formula(words)
    shown = {"now": place.show(now, primary.code), "base": place.show(base, primary.code)}
    value = quantity.show(value, places_of(place.row, primary) if beside.points else 1)
    return Formula(words, say(f"desk.formula.{word}_figures", value=value, **shown))


def _final(place: _Place) -> Formula:
    words = say("desk.formula.final", stages="、".join(map(place.head, STAGES)))
    for stage in STAGES:
        value = place.number(stage)
        if value is not None:
            return Formula(words, say("desk.formula.taken", name=place.head(stage), value=place.show(value)))
    return Formula(words)


def _quarters(place: _Place) -> Formula | None:
    column = place.form.column(place.row.primary)
    if column is None:
        return None
    return _flow(place, column, place.sheet.period.quarters, "desk.formula.quarters")


def _gap(place: _Place) -> Formula:
    names = [place.head(code) for code in ("final", "quarters")]
    words = say("desk.formula.less", one=names[0], other=names[1])
    final, quarters, value = place.number("final"), place.number("quarters"), place.value
    if final is None or quarters is None or value is None:
        return Formula(words)
    return Formula(words, f"{place.show(final)} − {place.show(quarters)} = {place.show(value)}")


def _funds(place: _Place) -> Formula:
    codes = derive.sources(place.form, place.row, place.column)
    values = [value for value in map(place.number, codes) if value is not None]
    return Formula(" + ".join(map(place.head, codes)), _sum_of(place, values, place.value))


def _since_start(place: _Place) -> Formula | None:
    column = place.form.column(place.row.primary)
    periods = derive.since_start(place.sheet, place.key, place.row, place.sheet.period)
    if column is None:
        return None
    return _flow(place, column, periods, "desk.formula.since_start")


_MAKERS: dict[str, Callable[[_Place], Formula | None]] = {
    "ytd": _to_date,
    "previous": _other_time,
    "last_year": _other_time,
    "change_previous": _change,
    "change_last_year": _change,
    "rate": _rate,
    "final": _final,
    "quarters": _quarters,
    "gap": _gap,
    "funds": _funds,
    "since_start": _since_start,
}
_OF_PRIMARY = {"ytd", "previous", "last_year", "change_previous", "change_last_year"}
"""Columns that speak of the row's primary figure, in a 合计 too."""
