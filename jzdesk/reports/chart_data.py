"""What the charts show, taken from a frozen period: plain values, drawn by `charts`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from jzdesk.models import quantity, roles, targets
from jzdesk.models.entry import Key
from jzdesk.models.form import Form, Row
from jzdesk.models.period import Period
from jzdesk.models.snapshot import Frozen
from jzdesk.words import say

EMISSIONS, INVESTMENT, TARGETS = "emissions", "investment", "targets"
CANCELLED = "cancelled"
PANELS = 4
"""How many pollutants stand beside each other."""
_EMPTY = 24.0  # mm
_MEASURED = (roles.GOOD_DAYS, roles.PM25, roles.PM10)


@dataclass(frozen=True, slots=True)
class Spot:
    """What a bar or a mark stands for: a cell (none for what the plan says), and how it reads.

    Where there is no figure, `figure` says why and the unit is empty. `office` is the division code where
    it is not the office's own that the chart is of.
    """

    key: Key | None
    period: Period
    name: str
    figure: str
    unit: str
    office: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One pollutant: this period's emission and last year's; `word` says why there is no figure."""

    name: str
    unit: str
    places: int
    now: Decimal | None
    before: Decimal | None
    change: Decimal | None
    word: str = ""
    spots: tuple[Spot, ...] = ()
    """Now and before."""


@dataclass(frozen=True, slots=True)
class Spending:
    """One category of projects: planned in all and done since the start.

    `pending` counts the projects whose plan the city has not handed down; with one of them there is no rate.
    """

    name: str
    projects: int
    planned: Decimal | None
    done: Decimal | None
    pending: int
    rate: Decimal | None
    spots: tuple[Spot, ...] = ()
    """Planned and done; the cell is that of the category's first project."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One indicator: this year so far, the base year's figure for the whole city, and the plan's target."""

    name: str
    unit: str
    places: int
    actual: Decimal | None
    baseline: Decimal | None
    base_year: str
    target: Decimal | None
    target_year: str
    target_text: str
    at_least: bool
    spots: tuple[Spot, ...] = ()
    """The figure, the target, the base year's."""


WIDTH, PRACTICE = 158.0, 4.5
"""How wide charts are, and the room that 练习 takes at their top."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart by what it shows: `name` says what the items are, `file` its file's name if it is another.

    Sizes are millimetres.
    """

    name: str
    title: str
    items: tuple[Any, ...]
    empty: str
    practice: bool
    now: str = ""
    before: str = ""
    unit: str = ""
    period: Period | None = None
    width: float = WIDTH
    height: float = 72
    file: str = ""

    @property
    def stem(self) -> str:
        """The name of its file, without an ending."""
        return self.file or self.name


def chart_of(frozen: Frozen, name: str, items: Any, **rest: Any) -> Chart:
    """Return a chart with its title; one without items is a sentence."""
    place = frozen.catalogue.division(frozen.unit).name
    title = say(f"reports.charts.{name}.title", place=place, period=frozen.period.title)
    empty = say(f"reports.charts.{name}.empty", period=frozen.period.title)
    if not items:
        rest["height"] = _EMPTY
    practice = bool(frozen.content["practice"])
    return Chart(name, title, items, empty, practice, period=frozen.period, **rest)


def decimal(frozen: Frozen, form: str, row: str, column: str) -> Decimal | None:
    """Return a cell's figure; None where there is none."""
    value = frozen.value(Key(form, row, column))
    return None if value is None else Decimal(value)


def emissions_chart(frozen: Frozen, form: Form) -> Chart:
    """Return what industry emits, beside last year's same period."""
    column = "emitted" if frozen.period.kind == "quarter" else "final"
    items = []
    for row in frozen.rows(form):
        if row.block_role != roles.INDUSTRY or column not in row.columns:
            continue
        now = decimal(frozen, form.id, row.code, column)
        before = decimal(frozen, form.id, row.code, "last_year")
        change = quantity.change_pct(now, before) if now is not None else None
        word = frozen.cell(Key(form.id, row.code, column)).get("b", "").split(":", 1)[0]
        key, name = Key(form.id, row.code, column), say("reports.charts.spot.emissions", name=row.name)
        spots = (
            Spot(key, frozen.period, name, *figure(now, row.decimals, row.unit, word)),
            Spot(key, frozen.period.last_year, name, *figure(before, row.decimals, row.unit)),
        )
        items.append(Comparison(row.name, row.unit, row.decimals, now, before, change, word, spots))
    known = [i for i in items if i.now is not None or i.before is not None]
    kind = frozen.period.kind
    lines = -(-len(items) // PANELS)
    return chart_of(
        frozen, EMISSIONS, tuple(items) if known else (),
        now=say(f"reports.charts.now_{kind}"), before=say("reports.charts.before"),
        height=12 + 30.0 * lines,
    )  # fmt: skip


def figure(value: Decimal | None, places: int, unit: str, word: str = "") -> tuple[str, str]:
    """Return a figure as it is shown and its unit, else why there is none."""
    return (word or say("models.derive.dash"), "") if value is None else (quantity.show(value, places), unit)


def investment_chart(frozen: Frozen, form: Form) -> Chart:
    """Return what each category of projects was to cost and has cost."""
    items = []
    for category in frozen.catalogue.data["investment"]:
        if not category.get("total"):
            items.append(_spending(frozen, form, category))
    known = [i for i in items if i.projects]
    unit = form.unit_of_measure
    return chart_of(frozen, INVESTMENT, tuple(items) if known else (), unit=unit, height=58)


def _spending(frozen: Frozen, form: Form, category: Mapping[str, Any]) -> Spending:
    rows = [r for r in projects(frozen, form) if _category(frozen, form, r) == category["category"]]
    planned = [decimal(frozen, form.id, r.code, "planned") for r in rows]
    done = [decimal(frozen, form.id, r.code, "since_start") for r in rows]
    known = [p for p in planned if p is not None]
    whole, spent = sum(known, Decimal(0)), sum((d for d in done if d is not None), Decimal(0))
    pending = len(planned) - len(known)
    rate = quantity.quotient(spent * 100, whole, 1) if whole > 0 and not pending else None
    told = whole if known else None, spent if any(d is not None for d in done) else None
    spots = tuple(
        Spot(
            Key(form.id, rows[0].code, column), frozen.period,
            say(f"reports.charts.spot.{column}", name=category["name"], number=len(rows)),
            *figure(value, 2, form.unit_of_measure),
        )
        for column, value in zip(("planned", "since_start"), told, strict=True)
        if rows
    )  # fmt: skip
    return Spending(category["name"], len(rows), *told, pending, rate, spots)


def projects(frozen: Frozen, form: Form) -> Iterator[Row]:
    """Yield the projects that count: all but 合计 and the cancelled ones."""
    for row in frozen.rows(form):
        if not row.derived and frozen.value(Key(form.id, row.code, "stage")) != CANCELLED:
            yield row


def _category(frozen: Frozen, form: Form, row: Row) -> str | None:
    return row.given.get("category") or frozen.value(Key(form.id, row.code, "category"))


def targets_chart(frozen: Frozen, form: Form) -> Chart:
    """Return the air's figures beside their targets."""
    items = []
    for row in frozen.rows(form):
        indicator = frozen.catalogue.indicator(row.indicator) if row.indicator else None
        if row.role in _MEASURED and indicator is not None:
            items.append(_measure(frozen, form, row, indicator))
    known = [i for i in items if i.actual is not None]
    chart = chart_of(frozen, TARGETS, tuple(items) if known else (), height=64)
    if frozen.period.kind != "year":
        return chart
    return replace(chart, empty=say("reports.charts.targets.empty_year", period=frozen.period.title))


def of_period(frozen: Frozen, quarterly: str) -> str:
    """Return the column that tells a row's figure: `quarterly`, or for a year the highest stage."""
    return "final" if frozen.period.kind == "year" else quarterly


def _measure(frozen: Frozen, form: Form, row: Row, indicator: Mapping[str, Any]) -> Measure:
    places = row.decimals
    if row.role == roles.GOOD_DAYS:
        column, places = of_period(frozen, "cumulative"), 1
        actual = good_days_ratio(frozen, form)
    else:
        column = of_period(frozen, "ytd")
        actual = decimal(frozen, form.id, row.code, column)
    handed = targets.handed_down(indicator, frozen.unit, frozen.period)
    target = handed or (indicator["targets"][0] if indicator["targets"] else {})
    baseline = indicator.get("baseline") or {}
    plain = target.get("op") in {">=", "<=", "<", "="}
    measure = Measure(
        name=indicator["name"], unit=indicator["unit"], places=places, actual=actual,
        baseline=Decimal(baseline["value"]) if "value" in baseline else None,
        base_year=str(baseline.get("year", "")),
        target=Decimal(target["value"]) if plain and target.get("value") else None,
        target_year=str(target.get("year", "")),
        target_text=targets.one_target(target) if target else "",
        at_least=target.get("op") == ">=",
    )  # fmt: skip
    return replace(measure, spots=_measure_spots(measure, Key(form.id, row.code, column), frozen.period))


def _measure_spots(item: Measure, key: Key, period: Period) -> tuple[Spot, ...]:
    """Return what the bar, the line and the diamond of an indicator stand for."""

    def of_plan(word: str, year: str, figure: str) -> Spot:
        told = say(f"reports.charts.spot.{word}", name=item.name)
        return Spot(None, Period(int(year or period.year), "year", 0), told, figure, item.unit)

    told = say(f"reports.charts.spot.actual_{period.kind}", name=item.name)
    base = "" if item.baseline is None else quantity.plain_any(item.baseline)
    return (
        Spot(key, period, told, *figure(item.actual, item.places, item.unit)),
        of_plan("target", item.target_year, item.target_text),
        of_plan("baseline", item.base_year, base),
    )


def good_days_ratio(frozen: Frozen, form: Form) -> Decimal | None:
    """Return the good days of the year so far in percent of those measured."""
    column = of_period(frozen, "cumulative")
    days = {row.role: row.code for row in frozen.rows(form)}
    good, valid = (
        decimal(frozen, form.id, days[role], column) if role in days else None
        for role in (roles.GOOD_DAYS, roles.VALID_DAYS)
    )  # fmt: skip
    return quantity.quotient(good * 100, valid, 1) if good is not None and valid else None
