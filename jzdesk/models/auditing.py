"""汇总审核: what is odd about the counties' figures side by side. It warns, and stands in nobody's way.

**Out of the ordinary.** Counties differ in size many times over, and one wrong unit is wrong by a power of
ten, so figures are compared by factors. The middle county is the median; each county's factor is how many
times it is above or below that; the middle factor says how far apart counties are anyhow. A county is odd
whose factor is above the fifth power of the middle one, which is 3.4 robust standard deviations (median
absolute deviation) on a scale of logarithms: one or two wild figures among eleven cannot widen the measure
that they are judged by, as they would a mean and its deviation. Where an earlier period is known the growth
since then is compared so, from a factor of two on; else the figures themselves, from a factor of ten on.
Fewer than five counties are no crowd to stand out from.

**Counted twice.** An office that manages towns within another's area (示范区 within 山阳区) may report what
that other one reports too: the same project, section or source by name, or the very same figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from statistics import median

from jzdesk.models import adding, quantity
from jzdesk.models.adding import Figures
from jzdesk.models.catalogue import Catalogue
from jzdesk.models.entry import Key
from jzdesk.models.form import Column, Form, Row
from jzdesk.models.value import places_of, unit_of
from jzdesk.words import say

OUTLIER, TWICE = "outlier", "twice"
CROWD = 5
"""So many counties make a crowd to stand out from."""
_POWER = 5
_LEAST_GROWTH, _LEAST_SIZE = 2, 10
_MANY = 3
"""So many rows of one form that stand apart alike come from one cause, and are asked about once."""
_SAME = 3
"""So many rows with the very same figures are no coincidence."""


@dataclass(frozen=True, slots=True)
class Odd:
    """One thing to ask about: of which offices and figures (by KEY), in a sentence, and what to do."""

    kind: str
    units: tuple[str, ...]
    keys: tuple[str, ...]
    message: str
    remedy: str

    def plain(self) -> dict[str, object]:
        """Return it as plain data."""
        return {
            "kind": self.kind, "units": list(self.units), "keys": list(self.keys),
            "message": self.message, "remedy": self.remedy,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Named:
    """A row of an office's own, by form and block, with its key's row and the name it goes by."""

    form: str
    block: str
    row: str
    name: str


@dataclass(frozen=True, slots=True)
class Before:
    """The figures of an earlier period, and what that is called."""

    title: str
    figures: Figures


Line = tuple[Form, Row, Column]


def audit(
    catalogue: Catalogue, lines: Iterable[Line], figures: Figures, before: Before | None,
    named: Mapping[str, Iterable[Named]],
) -> tuple[Odd, ...]:  # fmt: skip
    """Return what is odd: figures out of the ordinary in the order of `lines`, then what may count twice."""
    seen = tuple(lines)
    apart = [one for line in seen for one in _outliers(catalogue, line, figures, before)]
    found = list(_together(catalogue, apart))
    for office in catalogue.divisions:
        if office.within:
            found += _twice(catalogue, (office.within, office.code), seen, figures, named)
    return tuple(found)


# Out of the ordinary


@dataclass(frozen=True, slots=True)
class _Apart:
    """A figure that stands apart: whose, by which factor, and in which way (`grown`, `high` …)."""

    line: Line
    unit: str
    word: str
    factor: Fraction
    number: Decimal
    then: Decimal | None = None
    period: str = ""

    @property
    def key(self) -> str:
        """The figure's KEY."""
        form, row, column = self.line
        return str(Key(form.id, row.code, column.code))


def _outliers(catalogue: Catalogue, line: Line, figures: Figures, before: Before | None) -> Iterator[_Apart]:
    form, row, column = line
    key = Key(form.id, row.code, column.code)
    counties = set(catalogue.counties)
    now = {u: n for u, n in figures.get(key, {}).items() if n > 0 and u in counties}
    then = {} if before is None else before.figures.get(key, {})
    grown = {u: Fraction(n) / Fraction(then[u]) for u, n in now.items() if then.get(u, Decimal(0)) > 0}
    if before is not None and len(grown) >= CROWD:
        for unit, factor, up in _stand_apart(grown, _LEAST_GROWTH):
            word = "grown" if up else "shrunk"
            yield _Apart(line, unit, word, factor, now[unit], then[unit], before.title)
    elif len(now) >= CROWD:
        for unit, factor, up in _stand_apart({u: Fraction(n) for u, n in now.items()}, _LEAST_SIZE):
            yield _Apart(line, unit, "high" if up else "low", factor, now[unit])


def _together(catalogue: Catalogue, apart: Iterable[_Apart]) -> Iterator[Odd]:
    """Yield what stands apart; a county's many rows of one form, in one way, are one thing to ask about."""
    groups: dict[tuple[str, str, str], list[_Apart]] = {}
    for one in apart:
        groups.setdefault((one.line[0].id, one.unit, one.word), []).append(one)
    for (form, unit, _), ones in groups.items():
        if len(ones) < _MANY:
            yield from (_odd(catalogue, one) for one in ones)
            continue
        first = _odd(catalogue, ones[0])
        name, title = catalogue.division(unit).name, catalogue.form(form).title
        message = say("models.auditing.many", unit=name, form=title, n=len(ones), first=first.message)
        yield Odd(OUTLIER, (unit,), tuple(one.key for one in ones), message, first.remedy)


def _stand_apart(crowd: Mapping[str, Fraction], least: int) -> Iterator[tuple[str, Fraction, bool]]:
    """Yield who stands apart from the others, by which factor from the middle one, and whether above it."""
    middle = median(crowd.values())
    factors = {unit: max(value / middle, middle / value) for unit, value in crowd.items()}
    usual = median(factors.values())
    for unit, factor in factors.items():
        if factor >= least and factor > usual**_POWER:
            yield unit, factor, crowd[unit] > middle


def _called(line: Line) -> str:
    """Return what a line is called; a list's 合计 by its form and column."""
    form, row, column = line
    if not form.codes_shown:
        return row.label
    name = f"{column.group}·{column.name}" if column.group else column.name
    return say("models.auditing.listed", form=form.short, row=row.name, column=name)


def _times(factor: Fraction) -> str:
    return quantity.show(quantity.quotient(Decimal(factor.numerator), Decimal(factor.denominator), 1), 1)


def _odd(catalogue: Catalogue, one: _Apart) -> Odd:
    _, row, column = one.line
    places, measure = places_of(row, column), unit_of(row, column)
    told = {
        "unit": catalogue.division(one.unit).name, "row": _called(one.line), "measure": measure,
        "value": quantity.show(one.number, places), "factor": _times(one.factor), "period": one.period,
        "then": "" if one.then is None else quantity.show(one.then, places),
    }  # fmt: skip
    message = say(f"models.auditing.{one.word}", **told)
    return Odd(OUTLIER, (one.unit,), (one.key,), message, say("models.auditing.ask"))


# Counted twice


def _twice(
    catalogue: Catalogue, pair: tuple[str, str], lines: Iterable[Line], figures: Figures,
    named: Mapping[str, Iterable[Named]],
) -> Iterator[Odd]:  # fmt: skip
    names = tuple(catalogue.division(unit).name for unit in pair)
    outer = {(one.form, one.block, _folded(one.name)): one for one in named.get(pair[0], ())}
    for one in named.get(pair[1], ()):
        other = outer.get((one.form, one.block, _folded(one.name)))
        if other is not None:
            form = catalogue.form(one.form).title
            message = say(
                "models.auditing.same_name", outer=names[0], inner=names[1], form=form, name=one.name
            )
            keys = tuple(f"{o.form}/{o.row}/name" for o in (other, one))
            yield Odd(
                TWICE, pair, keys, message, say("models.auditing.agree", outer=names[0], inner=names[1])
            )
    same = [
        (Key(form.id, row.code, column.code), (form, row, column)) for form, row, column in lines
        if adding.way(row, column).summed and column.computes != "count"
        and _same(figures.get(Key(form.id, row.code, column.code), {}), pair)
    ]  # fmt: skip
    if len(same) >= _SAME:
        rows = "、".join(_called(line) for _, line in same[:_SAME])
        message = say("models.auditing.same_figures", outer=names[0], inner=names[1], n=len(same), rows=rows)
        remedy = say("models.auditing.agree", outer=names[0], inner=names[1])
        yield Odd(TWICE, pair, tuple(str(key) for key, _ in same), message, remedy)


def _same(units: Mapping[str, Decimal], pair: tuple[str, str]) -> bool:
    here, there = (units.get(unit) for unit in pair)
    return here is not None and here == there and here != 0


def _folded(name: str) -> str:
    return "".join(quantity.fold(name).casefold().split())
