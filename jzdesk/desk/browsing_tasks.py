"""The plan's tasks and projects as the page shows them: what is asked of whom, until when, how far it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jzdesk.desk.browsed import (
    Detail,
    Jump,
    Line,
    Section,
    Standing,
    State,
    View,
    cell_words,
    facts,
    in_year,
    jump_to,
    period_of_row,
    row_of,
    scope_words,
)
from jzdesk.models import roles
from jzdesk.models.assess.case import CITY
from jzdesk.models.assess.from_forms import task_of
from jzdesk.models.assess.lamps import Lamp, lamp, thresholds
from jzdesk.models.form import Row
from jzdesk.models.sheet import Sheet
from jzdesk.words import say

Item = Mapping[str, Any]
_LAMPS = {
    "green": ("good", "good"), "yellow": ("explain", "explain"), "red": ("must", "must"),
    "grey": ("unjudged", ""), "none": ("", ""),
}  # fmt: skip


def owned(view: View, role: str, code: str) -> tuple[Sheet, Row] | None:
    """Return the office's row of a task or project in the period, now or nearest, in which it is filled."""
    form = view.catalogue.form_as(role)
    row = None if form is None else row_of(form, code)
    period = None if form is None or row is None else period_of_row(view, form, row)
    if form is None or row is None or period is None or view.sheet.unit not in row.scope:
        return None
    sheet = view.sheet_of(period)
    here = sheet.row(form.id, code)  # as it was allotted to this office
    return None if here is None else (sheet, here)


def _scope(view: View, role: str, item: Item) -> tuple[str, ...]:
    form = view.catalogue.form_as(role)
    row = None if form is None else row_of(form, item["code"])
    return tuple(item.get("scope", (CITY,))) if row is None else row.scope


def concerns(view: View, role: str, item: Item) -> bool:
    """Tell whether a task or project is the office's."""
    return view.sheet.unit in _scope(view, role, item)


def _elsewhere(view: View, role: str, item: Item, room: str) -> str:
    """Return whose a task or project is that is not the office's."""
    scope = _scope(view, role, item)
    if view.sheet.unit in scope:
        return ""
    word = f"{room}.elsewhere" if CITY in scope else "task.other_county"
    return say(f"desk.browsing.{word}", scope=_holder(view, scope))


def _holder(view: View, scope: tuple[str, ...]) -> str:
    return say("desk.browsing.scope_office") if scope == (CITY,) else scope_words(view.catalogue, scope)


def allotted(view: View, role: str, item: Item) -> tuple[Section, ...]:
    """Return what the city has handed down of a thing: to this office, in the city to everyone."""
    form, mine = view.catalogue.form_as(role), view.sheet.unit
    lines: list[Line] = []
    for one in item.get("allotted", ()):
        if mine in {CITY, one["unit"]}:
            said = [one["name"]] if one["name"] else []
            columns = [
                (form.column(name) if form is not None else None, text) for name, text in one["given"].items()
            ]
            said += [f"{column.name} {text}" for column, text in columns if column is not None]
            said += [say("desk.browsing.allotted_since", day=one["since"])] if one["since"] else []
            lines.append(Line(view.catalogue.division(one["unit"]).name, "，".join([*said, one["source"]])))
    return (Section(say("desk.browsing.allotted"), tuple(lines)),) if lines else ()


# Tasks


def task_state(view: View, item: Item) -> State:
    """Return the status and lamp of a task; empty where another office has it."""
    found = owned(view, roles.TASKS, item["code"])
    if found is None:
        return State()
    sheet, row = found
    return _state(_words(sheet, row, "status"), lamp(task_of(sheet, row), sheet.period))


def _state(status: str, shown: Lamp) -> State:
    sign, tone = _LAMPS[shown.colour]
    if status:
        return State(status, sign, tone)
    return State(say("desk.browsing.task.open"), sign if tone else "blank", tone)


def _words(sheet: Sheet, row: Row, code: str) -> str:
    return _said(sheet, roles.TASKS, row, code)


def _said(sheet: Sheet, role: str, row: Row, code: str) -> str:
    form = sheet.catalogue.form_as(role)
    return "" if form is None else cell_words(sheet, form, row, code)


def task_detail(view: View, item: Item) -> Detail:
    """Return all there is to know of a task."""
    amount = " ".join(str(item[n]) for n in ("quantity", "quantity_unit") if item.get(n))
    start = item.get("start")
    basis = item.get("due_basis", "")
    if basis.startswith(roles.PLAN_PERIOD):
        basis = "plan_period"
    kind = item.get("kind")
    asked = Section(
        say("desk.browsing.what"),
        _named(
            "task", ("term", _term(item)), ("recurs", item.get("recurrence") or ""),
            ("start", say("desk.browsing.task.since", year=in_year(start)) if start else ""),
            ("basis", say(f"desk.browsing.task.{basis}") if basis else ""),
            ("kind", say(f"desk.browsing.task.{kind}") if kind else ""), ("amount", amount),
            ("scope", _holder(view, _scope(view, roles.TASKS, item))), ("source", item["source"]),
        ) + facts(("code", item["code"])),
    )  # fmt: skip
    sections = (asked, *allotted(view, roles.TASKS, item))
    return Detail(
        "tasks", item["code"], item["name"], (State(item["source"]),), _task_standing(view, item), (),
        sections, _jump(view, roles.TASKS, item, "status"), _elsewhere(view, roles.TASKS, item, "task"),
    )  # fmt: skip


def _term(item: Item) -> str:
    if item.get("due_text"):
        return str(item["due_text"])
    return in_year(item.get("due")) or say("desk.browsing.task.none")


def _task_standing(view: View, item: Item) -> Standing | None:
    found = owned(view, roles.TASKS, item["code"])
    if found is None:
        return None
    sheet, row = found
    shown = lamp(task_of(sheet, row), sheet.period)
    texts = [(n, _words(sheet, row, n)) for n in ("done", "finished", "lead", "problems")]
    lines = (Line(say("desk.browsing.at"), sheet.period.title), *_named("task", *texts))
    # What the lamp goes by stands beside every lamp that goes by it.
    text = shown.text + (thresholds() if shown.progress is not None else "")
    now = _state(_words(sheet, row, "status"), shown)
    return Standing(now, "" if text == now.word else text, lines)


def _named(room: str, *pairs: tuple[str, str]) -> tuple[Line, ...]:
    return tuple(Line(say(f"desk.browsing.{room}.{name}"), text) for name, text in pairs if text)


def _jump(view: View, role: str, item: Item, column: str) -> tuple[Jump, ...]:
    form = view.catalogue.form_as(role)
    row = None if form is None else row_of(form, item["code"])
    found = None if form is None or row is None else jump_to(view, form, row, column)
    return () if found is None else (found,)


# Projects

_AMOUNTS = ("year_plan", "done", "ytd", "since_start", "funds", "percent")
_DATES = ("plan_start", "plan_end", "actual_start", "actual_end", "responsible", "problems")


def project_state(view: View, item: Item) -> State:
    """Return the stage of a project; empty where another office has it."""
    found = owned(view, roles.PROJECTS, item["code"])
    if found is None:
        return State()
    sheet, row = found
    stage = _said(sheet, roles.PROJECTS, row, "stage")
    return State(stage, "", "accent") if stage else State(say("desk.browsing.project.open"), "blank")


def project_detail(view: View, item: Item) -> Detail:
    """Return all there is to know of a project."""
    sums = next(i for i in view.data["investment"] if i["category"] == item["category"])
    county = item.get("county")
    place = view.catalogue.division(county).name if county else say("desk.browsing.project.county_none")
    asked = Section(
        say("desk.browsing.what"),
        _named(
            "project", ("category", sums["name"]), ("county", place), ("planned", _planned(view, item)),
            ("whole", say("desk.browsing.project.whole_line", **sums)),
        ) + facts(("source", item["source"]), ("code", item["code"])),
    )  # fmt: skip
    return Detail(
        "projects", item["code"], item["name"], (State(sums["name"], "", "accent"), State(item["source"])),
        _project_standing(view, item), (), (asked, *allotted(view, roles.PROJECTS, item)),
        _jump(view, roles.PROJECTS, item, "done"), _elsewhere(view, roles.PROJECTS, item, "project"),
    )  # fmt: skip


def _planned(view: View, item: Item) -> str:
    """Return the planned sum: the plan's, else what was handed down or entered, else that it is awaited."""
    if item.get("planned"):
        return say("desk.browsing.project.sum", value=item["planned"])
    found = owned(view, roles.PROJECTS, item["code"])
    entered = ""
    if found is not None:
        sheet, row = found
        entered = _said(sheet, roles.PROJECTS, row, "planned")
    return entered or say("models.derive.pending_city")


def _project_standing(view: View, item: Item) -> Standing | None:
    found = owned(view, roles.PROJECTS, item["code"])
    if found is None:
        return None
    sheet, row = found
    texts = [(n, _said(sheet, roles.PROJECTS, row, n)) for n in (*_AMOUNTS, *_DATES)]
    lines = (Line(say("desk.browsing.at"), sheet.period.title), *_named("project", *texts))
    return Standing(project_state(view, item), _said(sheet, roles.PROJECTS, row, "progress"), lines)
