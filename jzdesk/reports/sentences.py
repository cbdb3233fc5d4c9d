"""The figures of a period in sentences: emissions, investment, tasks, air. Facts, no judgement.

Each sentence is right for a rise, a fall, no change, and for want of anything to compare with.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from jzdesk.models import quantity, roles
from jzdesk.models.entry import OWED, Key
from jzdesk.models.form import Column, Form, Row
from jzdesk.models.snapshot import Frozen
from jzdesk.models.value import places_of, unit_of
from jzdesk.reports.chart_data import decimal, good_days_ratio, of_period, projects
from jzdesk.words import say

_AIR = (roles.PM25, roles.PM10)


def summary(frozen: Frozen) -> list[tuple[str, str]]:
    """Return title and text of each paragraph; a form that is not filled has none."""
    makers = {
        roles.EMISSIONS: _emissions, roles.PROJECTS: _investment, roles.TASKS: _tasks, roles.QUALITY: _air,
    }  # fmt: skip
    found: list[tuple[str, str]] = []
    for form in frozen.forms:
        make = makers.get(form.role, _nothing)
        text = say("reports.summary_text.nil") if frozen.nil(form) else make(frozen, form)
        if text:
            found.append((form.title, text))
    return found


def _nothing(frozen: Frozen, form: Form) -> str:  # noqa: ARG001 - a form that no sentence tells of
    return ""


def _column(form: Form, code: str) -> Column:
    return next(c for c in form.columns if c.code == code)


def change(now: Decimal | None, base: Decimal | None) -> str:
    """Return how a figure lies to last year's, in percent."""
    pct = quantity.change_pct(now, base) if now is not None else None
    if pct is None:
        return say("reports.summary_text.no_base")
    if now == base:
        return say("reports.summary_text.same")
    if pct == 0:
        return say("reports.summary_text.nearly_same")
    word = "up" if pct > 0 else "down"
    return say(f"reports.summary_text.{word}", change=quantity.show(abs(pct), 1))


def difference(now: Decimal | None, base: Decimal | None, places: int, unit: str) -> str:
    """Return how many units a figure lies above or below last year's."""
    if now is None or base is None:
        return say("reports.summary_text.no_base")
    if now == base:
        return say("reports.summary_text.same")
    word = "more" if now > base else "less"
    return say(f"reports.summary_text.{word}", gap=quantity.show(abs(now - base), places), unit=unit)


def _shown(frozen: Frozen, form: Form, row: Row, column: Column) -> str:
    """Return a cell's figure with its unit, or the reason why there is none."""
    key = Key(form.id, row.code, column.code)
    value = frozen.value(key)
    if value is not None:
        return quantity.show(Decimal(value), places_of(row, column)) + unit_of(row, column)
    reason, _, rest = frozen.cell(key).get("b", "").partition(":")
    if reason == OWED:
        return say("reports.summary_text.owed", who=rest.partition(",")[0])
    return reason or say("reports.summary_text.unfilled")


def _emissions(frozen: Frozen, form: Form) -> str:
    quarter = frozen.period.kind == "quarter"
    column = _column(form, "emitted" if quarter else "final")
    rows = [r for r in frozen.rows(form) if r.block_role == roles.INDUSTRY and column.code in r.columns]
    if not rows:
        return ""
    bases = [decimal(frozen, form.id, row.code, "last_year") for row in rows]
    comparable = quarter and any(base is not None and base > 0 for base in bases)
    parts = [_emission(frozen, form, row, column, comparable) for row in rows]
    word = "emissions" if quarter else "emissions_year"
    text = say(f"reports.summary_text.{word}", parts=say("reports.summary_text.mark").join(parts))
    if quarter and not comparable:
        text += say("reports.summary_text.none_comparable")
    return text + say("reports.summary_text.stop")


def _emission(frozen: Frozen, form: Form, row: Row, column: Column, comparable: bool) -> str:
    now = decimal(frozen, form.id, row.code, column.code)
    text = row.name + _shown(frozen, form, row, column)
    if now is None:
        return text
    if comparable:
        text += change(now, decimal(frozen, form.id, row.code, "last_year"))
    if frozen.period.kind == "quarter" and not first_quarter(frozen):
        ytd = decimal(frozen, form.id, row.code, "ytd")
        word = "ytd" if ytd is not None else "no_ytd"
        figure = quantity.show(ytd, row.decimals) if ytd is not None else ""
        text += say(f"reports.summary_text.{word}", figure=figure, unit=row.unit)
    return text


def _investment(frozen: Frozen, form: Form) -> str:
    rows = list(projects(frozen, form))
    if not rows:
        return ""
    sums = {
        name: _sum(frozen, form, rows, name)
        for name in ("planned", "year_plan", "done", "ytd", "since_start")
    }
    pending = sum(decimal(frozen, form.id, r.code, "planned") is None for r in rows)
    told = {name: money(sums[name]) for name in sums}
    told["ytd"] = "" if first_quarter(frozen) else say("reports.summary_text.investment_ytd", ytd=told["ytd"])
    text = say("reports.summary_text.investment", number=len(rows), **told)
    ytd, plan = sums["ytd"], sums["year_plan"]
    if ytd is not None and plan:
        rate = quantity.quotient(ytd * 100, plan, 1)
        text += say("reports.summary_text.year_rate", rate=quantity.show(rate, 1))
    if pending:
        text += say("reports.summary_text.pending", number=pending)
    cancelled = sum(not r.derived for r in frozen.rows(form)) - len(rows)
    if cancelled:
        text += say("reports.summary_text.cancelled", number=cancelled)
    return text + say("reports.summary_text.stop")


def _sum(frozen: Frozen, form: Form, rows: list[Row], column: str) -> Decimal | None:
    known = [v for v in (decimal(frozen, form.id, r.code, column) for r in rows) if v is not None]
    return sum(known, Decimal(0)) if known else None


def money(value: Decimal | None) -> str:
    """Return a sum in 万元, or a dash where there is none."""
    if value is None:
        return say("models.derive.dash")
    return say("reports.summary_text.money", figure=quantity.show(value, 2))


def first_quarter(frozen: Frozen) -> bool:
    """Tell whether the year so far is the period itself, and nothing to be told of beside it."""
    return frozen.period.kind == "quarter" and frozen.period.index == 1


def _tasks(frozen: Frozen, form: Form) -> str:
    column = _column(form, "status")
    rows = [r for r in frozen.rows(form) if not r.derived]
    if not rows:
        return ""
    found = Counter(frozen.value(Key(form.id, row.code, "status")) for row in rows)
    parts = [
        say("reports.summary_text.status", state=option.word, number=found[option.code])
        for option in column.options
        if found[option.code]
    ]
    unknown = len(rows) - sum(found[option.code] for option in column.options)
    if unknown:
        parts.append(
            say("reports.summary_text.status", state=say("reports.summary_text.unfilled"), number=unknown)
        )
    return say(
        "reports.summary_text.tasks", number=len(rows), parts=say("reports.summary_text.comma").join(parts)
    )


def _air(frozen: Frozen, form: Form) -> str:
    rows = {r.role: r for r in frozen.rows(form)}
    told = [rows[code] for code in (roles.GOOD_DAYS, *_AIR) if code in rows]
    comparable = any(_last_year(frozen, form, row) is not None for row in told)
    parts: list[str] = []
    if roles.GOOD_DAYS in rows:
        parts.append(_days(frozen, form, rows[roles.GOOD_DAYS], comparable))
    parts += [_mean(frozen, form, rows[code], comparable) for code in _AIR if code in rows]
    if not parts:
        return ""
    text = say("reports.summary_text.mark").join(parts)
    text += "" if comparable else say("reports.summary_text.none_comparable")
    return text + say("reports.summary_text.stop")


def _mean(frozen: Frozen, form: Form, row: Row, comparable: bool) -> str:
    column = of_period(frozen, "mean")
    value = _shown(frozen, form, row, _column(form, column))
    text = say(f"reports.summary_text.mean_{frozen.period.kind}", name=row.name, value=value)
    now = decimal(frozen, form.id, row.code, column)
    return text + change(now, _last_year(frozen, form, row)) if comparable and now is not None else text


def _last_year(frozen: Frozen, form: Form, row: Row) -> Decimal | None:
    column = "last_final" if frozen.period.kind == "year" else "last_year"
    return decimal(frozen, form.id, row.code, column)


def _days(frozen: Frozen, form: Form, row: Row, comparable: bool) -> str:
    column = of_period(frozen, "days")
    text = row.name + _shown(frozen, form, row, _column(form, column))
    now = decimal(frozen, form.id, row.code, column)
    if comparable and now is not None:
        text += difference(now, _last_year(frozen, form, row), 0, row.unit)
    ratio = good_days_ratio(frozen, form)
    if ratio is not None:
        whole = frozen.period.kind != "quarter" or first_quarter(frozen)
        word = "good_ratio" if whole else "good_ratio_ytd"
        text += say(f"reports.summary_text.{word}", rate=quantity.show(ratio, 1))
    return text
