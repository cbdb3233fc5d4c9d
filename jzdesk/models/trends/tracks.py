"""Indicators over the years beside the line to their target, and lamps for targets that are no figure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from jzdesk.models import quantity, roles
from jzdesk.models.assess.case import Case
from jzdesk.models.assess.forecast import Forecast, forecast
from jzdesk.models.assess.from_forms import rest_of_year
from jzdesk.models.assess.from_sheet import case_of, pooled_case
from jzdesk.models.assess.judge import UNJUDGED, Judgement, assess
from jzdesk.models.assess.path import decimal
from jzdesk.models.assess.ruler import FIGURE, Ruler, ruler
from jzdesk.models.entry import Key
from jzdesk.models.form import Form, Row
from jzdesk.models.period import Period
from jzdesk.models.sheet import Sheet
from jzdesk.models.targets import one_target
from jzdesk.words import say

_DRAWN = (roles.AIR_DAYS, roles.AIR_MEAN)
"""The blocks whose indicators are followed over time, beside those that a list answers together."""
_PLAIN = {">=", "<=", "<", "="}
_AS_FIGURES = _PLAIN | {"approx", "range", "reduce_pct", "increase_pp", "provincial"}
_TO_DATE = {"quarter": ("ytd", "cumulative"), "year": ("final", "cumulative")}


@dataclass(frozen=True, slots=True)
class Mark:
    """What was observed in a period; `basis` is empty where a figure has none."""

    period: Period
    value: Decimal
    basis: str
    key: Key | None


@dataclass(frozen=True, slots=True)
class Aim:
    """A target as a figure. `line` is the straight one to it, a year and a figure at each end.

    `same_basis` is false where the target may not be compared with the newest figure.
    """

    year: int
    value: Decimal
    up: bool
    same_basis: bool
    line: tuple[tuple[int, Decimal], tuple[int, Decimal]] | None = None


@dataclass(frozen=True, slots=True)
class Ahead:
    """Where the present pace leads in the target year, and the range of the single years."""

    ends: Decimal
    best: Decimal
    worst: Decimal


@dataclass(frozen=True, slots=True)
class Track:
    """One indicator. `told` are sentences: how it stands, the forecast, what remains of the year."""

    name: str
    unit: str
    places: int
    marks: tuple[Mark, ...]
    target: str
    aim: Aim | None
    ahead: Ahead | None
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Light:
    """A target that is no figure, and how it stands."""

    name: str
    target: str
    verdict: str
    reason: str
    key: Key


def form_of(sheet: Sheet) -> Form | None:
    """Return the form of 环境质量, if the period asks for it."""
    return next((form for form in sheet.forms if form.role == roles.QUALITY), None)


def tracks_of(sheet: Sheet) -> tuple[Track, ...]:
    """Return the indicators of air and water that have a figure, in the order of the form."""
    return tuple(_track(*found) for found in _followed(sheet) if _figures(found[0]))


@dataclass(frozen=True, slots=True)
class Yearly:
    """An indicator of a year's form with a figure and a target of the office's own, its row and its aim."""

    case: Case
    row: Row
    aim: Aim | None

    @property
    def places(self) -> int:
        """The decimals of its figures: those of the share where it is one."""
        return 1 if self.case.figures_unit == "%" else self.row.decimals

    @property
    def followed(self) -> bool:
        """It is followed over the years: no share like the others, or one with a line to its target."""
        return self.case.figures_unit != "%" or (self.aim is not None and self.aim.line is not None)


def yearly_cases(sheet: Sheet) -> Iterator[Yearly]:
    """Yield the indicators that only a year's form tells; an amount of the whole city is no county's."""
    form = form_of(sheet)
    if form is None or sheet.period.kind != "year":
        return
    for row in sheet.rows(form.id):
        case = case_of(sheet, form.id, row) if row.block_role not in _DRAWN and not row.derived else None
        if case is None or not case.targets or not isinstance(case.value, Decimal):
            continue
        target = case.targets[0]
        if target["op"] in _AS_FIGURES and not case.of_the_city(target):
            yield Yearly(case, row, aim_of(case, assess(case).main))


def yearly_tracks_of(sheet: Sheet) -> tuple[Track, ...]:
    """Return what a year's form tells in other units than percent, or beside a line to its target."""
    return tuple(
        _track(one.case, sheet, one.row, one.places, one.row.name)
        for one in yearly_cases(sheet) if one.followed and one.aim is not None
    )  # fmt: skip


def lights_of(sheet: Sheet) -> tuple[Light, ...]:
    """Return the indicators whose target is no figure, as they stand; none while nothing is filled."""
    found = tuple(_lights(sheet))
    return tuple(light for light, _ in found) if any(answered for _, answered in found) else ()


def _lights(sheet: Sheet) -> Iterator[tuple[Light, bool]]:
    form = form_of(sheet)
    if form is None:
        return
    for row in sheet.rows(form.id):
        case = case_of(sheet, form.id, row) if not row.derived else None
        if case is None or not case.targets or case.targets[0]["op"] in _AS_FIGURES:
            continue
        main = assess(case).main
        key = Key(form.id, row.code, _column(row, sheet.period) or row.primary)
        light = Light(row.name, one_target(case.targets[0]), main.verdict, main.reason, key)
        yield light, case.value is not None


def _followed(sheet: Sheet) -> Iterator[tuple[Case, Sheet, Row, int, str]]:
    """Yield the cases to be followed, each with its row, its decimals, and its name."""
    form = form_of(sheet)
    if form is None:
        return
    for row in sheet.rows(form.id):
        case = case_of(sheet, form.id, row) if row.block_role in _DRAWN and not row.derived else None
        if case is not None and (not case.targets or case.targets[0]["op"] in _AS_FIGURES):
            share = row.unit == "天" and case.figures_unit == "%"
            name = say("models.trends.share", name=row.name) if share else row.name
            yield case, sheet, row, 1 if share else row.decimals, name
    for code, (_, block) in sheet.catalogue.pools.items():
        rows = [row for row in sheet.rows(form.id) if row.block == block and not row.derived]
        case = pooled_case(sheet, form.id, block, code)
        if rows and case is not None:
            yield case, sheet, rows[0], 1, str(case.indicator["name"])


def _figures(case: Case) -> bool:
    return any(isinstance(value, Decimal) for value in case.series.values())


def _column(row: Row, period: Period) -> str:
    """Return the column that holds the row's figure of the year so far."""
    return next((c for c in _TO_DATE.get(period.kind, ()) if c in row.columns), "")


def _track(case: Case, sheet: Sheet, row: Row, places: int, name: str) -> Track:
    marks = tuple(
        Mark(period, value, case.bases.get(period, ""), _key(sheet, row, period))
        for period, value in sorted(case.series.items(), key=lambda one: (one[0].last_day, one[0].code))
        if isinstance(value, Decimal)
    )
    main = assess(case).main
    aim = aim_of(case, main)
    ahead = _ahead(case, main, aim, places)
    rest = rest_of_year(sheet, sheet.catalogue.id_as(roles.QUALITY), row) if row.indicator else None
    told = (*_standing(main, places), *((ahead[1],) if ahead else ()), *((rest.text,) if rest else ()))
    return Track(
        name, case.figures_unit, places, marks, main.target_text, aim, ahead[0] if ahead else None, told
    )


def _key(sheet: Sheet, row: Row, period: Period) -> Key | None:
    code = _column(row, period)
    return Key(sheet.catalogue.id_as(roles.QUALITY), row.code, code) if code else None


def aim_of(case: Case, main: Judgement) -> Aim | None:
    """Return what a judgement measures against, as a figure; None where it is none, or has no year."""
    target = main.target
    if target is None or not target.get("year"):
        return None
    on = ruler(case, target)
    year, same = int(target["year"]), case.same_basis_as(target)
    if isinstance(on, Ruler) and on.kind == FIGURE:
        aim = Aim(year, decimal(on.need), on.up, same)
        ends = main.path.points if main.path is not None and same else ()
        return replace(aim, line=(ends[0], ends[-1])) if ends else aim
    if target["op"] in _PLAIN:  # of another basis: it is shown, and nothing is reckoned from it
        return Aim(year, Decimal(target["value"]), target["op"] == ">=", same)
    return None


def _ahead(case: Case, main: Judgement, aim: Aim | None, places: int) -> tuple[Ahead, str] | None:
    if main.target is None or aim is None or not aim.same_basis:
        return None
    found = forecast(case, main.target)
    if not isinstance(found, Forecast):
        return None
    fields: dict[str, Any] = {
        "year": aim.year, "first": found.years[0], "last": found.years[-1],
        "ends": _shown(found.ends, places), "best": _shown(found.best, places),
        "worst": _shown(found.worst, places), "unit": "%" if found.unit == "%" else "",
        "verdict": say(f"models.assess.forecast.{'reaches' if found.reaches else 'fails'}"),
    }  # fmt: skip
    return Ahead(found.ends, found.best, found.worst), say("models.trends.ahead", **fields)


def _standing(main: Judgement, places: int) -> Iterator[str]:
    if main.path is None or main.expected is None:
        plain = main.told and main.verdict != UNJUDGED
        yield say("models.trends.verdict", verdict=main.verdict) if plain else main.reason
        return
    yield say("models.trends.on_line", verdict=main.verdict, expected=_shown(main.expected, places))
    if main.path.whose == "city":
        yield say("models.trends.of_city", year=main.path.start_year)


def _shown(value: Decimal, places: int) -> str:
    return quantity.show(value, max(places, 1))
