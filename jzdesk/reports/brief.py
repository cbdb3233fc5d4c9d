"""What a leader reads: the whole of a period on the first page of its report, a few sentences a subject.

The details stand behind it. Facts, no judgement; each sentence is right for a rise, a fall, no change,
and for want of anything to compare with.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from jzdesk.models import quantity, roles
from jzdesk.models.corrected import corrected
from jzdesk.models.entry import Key
from jzdesk.models.form import MANDATORY, Form, Row
from jzdesk.models.snapshot import Frozen
from jzdesk.models.value import places_of, unit_of
from jzdesk.reports import findings, official
from jzdesk.reports.chart_data import decimal, good_days_ratio, of_period, projects
from jzdesk.reports.sentences import first_quarter, money
from jzdesk.reports.stamp import row_name
from jzdesk.words import say

_AIR = (roles.PM25, roles.PM10)
_BEHIND = "behind"
_LONG, _DOTS = 26, "…"
_SYMBOL = re.compile(r"（([ -~]+)）")
"""The symbol that stands behind the name of a pollutant."""


def brief(frozen: Frozen) -> list[tuple[str, str]]:
    """Return title and text of each subject; a form that is not filled has none.

    What a correction changed comes first, the checks last.
    """
    makers = {
        roles.EMISSIONS: _emissions, roles.PROJECTS: _investment, roles.TASKS: _tasks, roles.QUALITY: _air,
    }  # fmt: skip
    found = list(_corrected(frozen))
    for form in frozen.forms:
        if form.role in makers:
            text = say("reports.summary_text.nil") if frozen.nil(form) else makers[form.role](frozen, form)
            if text:
                found.append((form.short, text))
    return [*found, (say("reports.brief.check"), _checks(frozen))]


def _corrected(frozen: Frozen) -> Iterator[tuple[str, str]]:
    """Yield what is different from the file the city last had: the first of it, how much more, and why."""
    lines = corrected(frozen)
    if not lines:
        return
    reason = official.unstopped(frozen.content["reason"])
    kind = "corrected" if reason else "supplied"
    text = say(
        f"reports.brief.{kind}_{'more' if len(lines) > 1 else 'one'}", number=len(lines),
        place=findings.place_of(frozen, lines[0]), old=findings.told(lines[0], lines[0].old),
        new=findings.told(lines[0], lines[0].new), reason=_shortened(reason),
    )  # fmt: skip
    yield say(f"reports.brief.{kind}"), text + say("reports.summary_text.stop")


def _shortened(text: str) -> str:
    return text if len(text) <= _LONG else text[:_LONG] + _DOTS


def _change(now: Decimal, base: Decimal | None, word: str = "change") -> str:
    """Return how a figure lies to last year's, in a few letters; nothing where there is none."""
    pct = quantity.change_pct(now, base)
    if pct is None:
        return ""
    way = "same" if now == base else "near" if pct == 0 else "up" if pct > 0 else "down"
    return say(f"reports.brief.{word}", told=say(f"reports.brief.{way}", change=quantity.show(abs(pct), 1)))


def _emissions(frozen: Frozen, form: Form) -> str:
    quarter = frozen.period.kind == "quarter"
    column = form.column("emitted" if quarter else "final")
    rows = [
        r for r in frozen.rows(form) if r.block_role == roles.INDUSTRY and column and column.code in r.columns
    ]
    if column is None or not rows:
        return ""
    parts: list[str] = []
    comparable = False
    for row in rows:
        now = decimal(frozen, form.id, row.code, column.code)
        if now is not None:
            change = _change(now, decimal(frozen, form.id, row.code, "last_year")) if quarter else ""
            shown = quantity.show(now, places_of(row, column)) + unit_of(row, column)
            parts.append(row.name + shown + change)
            comparable = comparable or bool(change)
    word = "compared" if comparable else "quarter" if quarter else "year"
    texts = [say(f"reports.brief.emissions_{word}", parts=_listed(parts))] if parts else []
    if quarter and parts and not comparable:
        texts.append(say("reports.brief.no_base"))
    if len(parts) < len(rows):
        texts.append(say("reports.brief.without", number=len(rows) - len(parts)))
    return say("reports.summary_text.mark").join(texts) + say("reports.summary_text.stop")


def _listed(parts: list[str]) -> str:
    return say("reports.brief.mark").join(parts)


def _investment(frozen: Frozen, form: Form) -> str:
    rows = list(projects(frozen, form))
    if not rows:
        return ""

    def total(column: str) -> Decimal | None:
        known = [v for v in (decimal(frozen, form.id, r.code, column) for r in rows) if v is not None]
        return sum(known, Decimal(0)) if known else None

    plan, ytd = total("year_plan"), total("ytd")
    word = "projects" if first_quarter(frozen) else "projects_ytd"
    texts = [say(f"reports.brief.{word}", number=len(rows), plan=money(plan), ytd=money(ytd))]
    if ytd is not None and plan:
        texts.append(say("reports.brief.rate", rate=quantity.show(quantity.quotient(ytd * 100, plan, 1), 1)))
    return say("reports.summary_text.comma").join(texts) + say("reports.summary_text.stop")


def _tasks(frozen: Frozen, form: Form) -> str:
    column = form.column("status")
    rows = [r for r in frozen.rows(form) if not r.derived]
    if column is None or not rows:
        return ""
    states = {row.code: frozen.value(Key(form.id, row.code, "status")) for row in rows}
    found = Counter(states.values())
    words = {option.code: option.word for option in column.options}
    parts = [
        say("reports.brief.status", state=word, number=found[code])
        for code, word in words.items()
        if found[code]
    ]
    if unknown := sum(state not in words for state in states.values()):
        parts.append(say("reports.brief.status", state=say("reports.summary_text.unfilled"), number=unknown))
    text = say("reports.brief.tasks", number=len(rows), parts=_listed(parts))
    behind = [row for row in rows if states[row.code] == _BEHIND]
    if behind:
        text += say("reports.brief.behind", names=_named(frozen, form, behind))
    return text + say("reports.summary_text.stop")


def _named(frozen: Frozen, form: Form, rows: list[Row]) -> str:
    """Return the first of the tasks that lag by its name, and how many: page one has no room for all."""
    name = row_name(frozen, form, rows[0])
    name = say("reports.brief.name", name=_shortened(name))
    return say("reports.brief.and_others", name=name, number=len(rows)) if len(rows) > 1 else name


def _air(frozen: Frozen, form: Form) -> str:
    rows = {r.role: r for r in frozen.rows(form)}
    last_year = "last_final" if frozen.period.kind == "year" else "last_year"
    texts = list(_days(frozen, form, rows, last_year))
    for code in _AIR:
        column = form.column(of_period(frozen, "mean"))
        now = decimal(frozen, form.id, rows[code].code, column.code) if column and code in rows else None
        if now is not None and column is not None:
            value = quantity.show(now, places_of(rows[code], column)) + unit_of(rows[code], column)
            change = _change(now, decimal(frozen, form.id, rows[code].code, last_year), "beside")
            symbol = _SYMBOL.search(rows[code].name)
            name = symbol[1] if symbol else rows[code].name
            texts.append(say("reports.brief.mean", name=name, value=value) + change)
    return say("reports.summary_text.comma").join(texts) + say("reports.summary_text.stop") if texts else ""


def _days(frozen: Frozen, form: Form, rows: dict[str, Row], last_year: str) -> Iterator[str]:
    """Yield the days of good air, beside last year's, and their share in the year so far."""
    row = rows.get(roles.GOOD_DAYS)
    now = None if row is None else decimal(frozen, form.id, row.code, of_period(frozen, "days"))
    if row is None or now is None:
        return
    base = decimal(frozen, form.id, row.code, last_year)
    text = row.name + quantity.show(now, 0) + row.unit
    if base is not None:
        way = "same" if now == base else "more" if now > base else "less"
        told = say(f"reports.brief.{way}", gap=quantity.show(abs(now - base), 0), unit=row.unit)
        text += say("reports.brief.beside", told=told)
    yield text
    ratio = good_days_ratio(frozen, form)
    if ratio is not None:
        whole = frozen.period.kind != "quarter" or first_quarter(frozen)
        yield say(f"reports.brief.good_ratio{'' if whole else '_ytd'}", rate=quantity.show(ratio, 1))


def _checks(frozen: Frozen) -> str:
    """Return how the checks ended, and how many figures are still to come."""
    failed = frozen.content["findings"]
    must = sum(one["severity"] == MANDATORY for one in failed)
    explained = sum(one["explanation"] is not None for one in failed)
    text = say(
        "reports.brief.checked" if failed else "reports.brief.nothing_failed",
        total=sum(frozen.content["counts"].values()), must=must, ask=len(failed) - must, explained=explained,
    )  # fmt: skip
    owed = len(list(findings.owed_cells(frozen)))
    text += say("reports.brief.owed", number=owed) if owed else ""
    return text + say("reports.summary_text.stop")
