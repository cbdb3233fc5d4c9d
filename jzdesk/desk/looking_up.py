"""查找: everything one can go to from where one is, for the window's one search line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from jzdesk.desk import window
from jzdesk.desk.browsed import INDICATORS, PROJECTS, RULES, TASKS, first_key
from jzdesk.desk.office import Office
from jzdesk.desk.window import Look
from jzdesk.models import lookup
from jzdesk.models.form import Form
from jzdesk.models.lookup import Target, target
from jzdesk.models.period import KINDS, Period
from jzdesk.models.sheet import Sheet
from jzdesk.words import say

__all__ = ["index"]


def index(
    office: Office, look: Look, pages: Sequence[tuple[str, str]], plan: str,
    things: Sequence[tuple[str, str, str]] = (),
) -> tuple[Target, ...]:  # fmt: skip
    """Return everything one can go to.

    `pages` are name and title of the window's pages, `things` what else stands on one of them: the page's
    name, a title and a name; `plan` is the name of the page that shows the plan's entries. Rows that are
    filled in another kind of period lead to the one the present period lies in.
    """
    forms = {form.id for form in look.sheet.forms}
    found = [target(lookup.PAGE, title, "", name) for name, title in pages if name not in forms]
    on = dict(pages)
    found += [target(lookup.PAGE, title, on[page], page, entry=(name, "")) for page, title, name in things]
    sheets = list(_sheets(office, look.sheet))
    rows = list(_rows(sheets))
    known = {key.row for key in (one.key for one in rows) if key is not None}
    return (
        *found, *_forms(sheets), *_periods(office, look.sheet.period), *rows, *_columns(look.sheet),
        *_plan(look.sheet, plan, known),
    )  # fmt: skip


def _sheets(office: Office, sheet: Sheet) -> Iterator[Sheet]:
    """Yield the period's own sheet, then those of the half-year and year it lies in."""
    yield sheet
    for kind in KINDS[KINDS.index(sheet.period.kind) + 1 :]:
        yield office.sheet(sheet.period.inside(kind))


def _forms(sheets: Sequence[Sheet]) -> Iterator[Target]:
    seen: set[str] = set()
    for sheet in sheets:
        near = sheet is sheets[0]
        for form in (f for f in sheet.forms if f.id not in seen):
            seen.add(form.id)
            note = form.number if near else _in_period(form.number, sheet.period)
            yield target(
                lookup.FORM, form.title, note, form.id, words=(form.short, form.number),
                period=sheet.period, near=near,
            )  # fmt: skip


def _in_period(place: str, period: Period) -> str:
    return say("desk.looking_up.in_period", place=place, period=period.title)


def _periods(office: Office, now: Period) -> Iterator[Target]:
    for year in sorted(window.years(office), key=lambda y: abs(y - now.year)):
        for kind in window.kinds(office):
            for period in Period(year, "quarter", 4).inside(kind).year_to_date:
                short = period.title.partition("年")[2]
                yield target(
                    lookup.PERIOD, period.title, office.state(period), "", period=period,
                    words=(str(period), *([short, str(period)[4:]] if year == now.year and short else ())),
                    beside=short, near=year == now.year,
                )  # fmt: skip


def _rows(sheets: Sequence[Sheet]) -> Iterator[Target]:
    """Yield every row once, from the first sheet that has it."""
    seen: set[tuple[str, str]] = set()
    for sheet in sheets:
        for form in sheet.forms:
            yield from _rows_of(sheet, form, seen, near=sheet is sheets[0])


def _rows_of(sheet: Sheet, form: Form, seen: set[tuple[str, str]], *, near: bool) -> Iterator[Target]:
    for _, line in window.layout(sheet, form).lines():
        row = line.row
        key = None if row is None else first_key(sheet, form, row)
        if row is None or key is None or (form.id, row.code) in seen:
            continue
        seen.add((form.id, row.code))
        place = form.short
        if line.number:
            place = say("desk.looking_up.place", form=form.short, number=line.number)
        note = place if near else _in_period(place, sheet.period)
        yield target(
            lookup.ROW, sheet.label(form, row), note, form.id, key=key, period=sheet.period, near=near,
            words=(row.code, *_number_words(line.number)), beside=row.code,
        )  # fmt: skip


def _number_words(number: str) -> tuple[str, ...]:
    """Return how a 行次 may be typed."""
    plain = number.lstrip("0")
    return (number, plain, say("desk.looking_up.number", number=plain)) if plain else ()


def _columns(sheet: Sheet) -> Iterator[Target]:
    """Yield each form's columns; they lead to the first row that has one."""
    for form in sheet.forms:
        rows = sheet.rows(form.id)
        for column in form.columns:
            row = next((r for r in rows if column in sheet.columns(form, r)), None)
            key = None if row is None else first_key(sheet, form, row, column.code)
            if key is not None and key.column == column.code:
                yield target(lookup.COLUMN, column.name, form.short, form.id, key=key, period=sheet.period)


def _plan(sheet: Sheet, page: str, known: set[str]) -> Iterator[Target]:
    """Yield the plan's indicators, its tasks and projects that are no rows here, and the rules."""
    data = sheet.catalogue.data
    kinds = ((INDICATORS, "indicators", lookup.INDICATOR), (TASKS, "milestones", lookup.TASK),
             (PROJECTS, "projects", lookup.TASK))  # fmt: skip
    for segment, room, kind in kinds:
        for item in data[room]:
            if item["code"] not in known:
                note = _source(segment, item)
                yield target(
                    kind, item["name"], note, page, entry=(segment, item["code"]), words=(item["code"],)
                )
    for rule in sheet.catalogue.rules:
        number = say("desk.looking_up.rule", number=rule.number)
        yield target(
            lookup.RULE, f"{number}　{rule.wording}", sheet.catalogue.form(rule.form).short, page,
            entry=(RULES, rule.number), words=(rule.number, number),
        )  # fmt: skip


def _source(segment: str, item: Mapping[str, Any]) -> str:
    """Return where the plan says it; a task or project also has a number that people use."""
    if segment == INDICATORS:
        return next((str(t["source"]) for t in item["targets"]), "")
    return say(f"desk.looking_up.plan.{segment}", code=item["code"])
