"""What is behind or not begun in one office's quarter, by name: tasks, projects, indicators.

Tasks and projects are judged by the lamps' printed thresholds, indicators by their targets.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jzdesk.models import roles
from jzdesk.models.assess import lamps, rates
from jzdesk.models.assess.case import Case
from jzdesk.models.assess.from_forms import projects_of, task_of
from jzdesk.models.assess.from_sheet import case_of, pooled_case
from jzdesk.models.assess.judge import BEHIND as LAGGING
from jzdesk.models.assess.judge import assess
from jzdesk.models.assess.lamps import DONE, VOID, Lamp, Task, lamp
from jzdesk.models.assess.rates import CANCELLED, FINISHED, WAITING, Project
from jzdesk.models.bulletin.values import (
    BEHIND,
    INDICATOR,
    LATE_START,
    LEVELS,
    NOT_STARTED,
    PROJECT,
    RED,
    SORTS,
    STOPPED,
    TASK,
    YELLOW,
    Lamps,
    Slow,
)
from jzdesk.models.entry import Key
from jzdesk.models.form import Row
from jzdesk.models.sheet import Sheet
from jzdesk.models.targets import in_unit
from jzdesk.words import say

_WHOLE = Decimal(100)


def slow_in(sheet: Sheet, name: str) -> tuple[Slow, ...]:
    """Return what is behind or not begun in an office (called `name`), the worst of each sort first."""
    found = [*_tasks(sheet, name), *_projects(sheet, name), *_indicators(sheet, name)]
    return tuple(sorted(found, key=lambda one: (SORTS.index(one.sort), LEVELS.index(one.level))))


# Tasks


def _task_rows(sheet: Sheet) -> Iterator[tuple[Row, Task, Lamp]]:
    for row in sheet.rows(sheet.catalogue.id_as(roles.TASKS)):
        if not row.derived:
            task = task_of(sheet, row)
            yield row, task, lamp(task, sheet.period)


def lamps_of(sheet: Sheet) -> Lamps:
    """Return how an office's tasks stand."""
    found = [(task, shown) for _, task, shown in _task_rows(sheet) if task.status != VOID]
    colours = Counter(shown.colour for _, shown in found)
    return Lamps(
        sheet.unit, len(found), sum(task.status in DONE for task, _ in found), colours["green"],
        colours["yellow"], colours["red"], sum(task.status == lamps.NOT_STARTED for task, _ in found),
    )  # fmt: skip


def _tasks(sheet: Sheet, name: str) -> Iterator[Slow]:
    for row, task, shown in _task_rows(sheet):
        level = _level(shown, waiting=task.status == lamps.NOT_STARTED)
        if level and task.status != VOID:
            told = _Told(sheet, sheet.catalogue.id_as(roles.TASKS), row)
            yield Slow(
                sheet.unit, name, TASK, told.title, level, task.due or "", told.word("status"), shown.text,
                told.text("problems"),
            )  # fmt: skip


def _level(shown: Lamp, *, waiting: bool) -> str:
    if shown.colour in {RED, YELLOW}:
        return shown.colour
    return NOT_STARTED if waiting else ""


# Projects


def project_lamp(project: Project, begins: str, percent: Decimal | None, sheet: Sheet) -> Lamp:
    """Return the lamp of a project, by the thresholds of tasks.

    What is done is 完成比例, else what was invested of the plan; its time runs from the planned start
    (`begins`, a month; empty for the plan's first day) to the planned end.
    """
    finished = project.stage in FINISHED or project.actual_end is not None
    status = VOID if project.stage == CANCELLED else "done" if finished else None
    done = percent
    if done is None and project.planned and project.done is not None:
        done = project.done * 100 / project.planned
    first = date(sheet.catalogue.first_year + 1, 1, 1)
    start = date(int(begins[:4]), int(begins[5:7]), 1) if begins else first
    return lamp(Task(project.plan_end, status, _WHOLE, done, begins=start), sheet.period)


def _projects(sheet: Sheet, name: str) -> Iterator[Slow]:
    form = sheet.catalogue.id_as(roles.PROJECTS)
    rows = [row for row in sheet.rows(form) if not row.derived]
    month = sheet.period.last_day.isoformat()[:7]
    for row, project in zip(rows, projects_of(sheet), strict=True):
        told = _Told(sheet, form, row)
        begins = told.text("plan_start")
        shown = project_lamp(project, begins, told.number("percent"), sheet)
        waiting = project.stage in WAITING and not project.actual_start
        level, text = _level(shown, waiting=waiting), shown.text
        if waiting and level == NOT_STARTED and begins and begins <= month:
            level, text = LATE_START, say("models.bulletin.late_start", month=begins)
        elif project.stage == rates.STOPPED and not level:
            level, text = STOPPED, say("models.bulletin.stopped")
        if level and project.stage != CANCELLED:
            yield Slow(
                sheet.unit, name, PROJECT, told.title, level, project.plan_end or "", told.word("stage"),
                text, told.text("problems"),
            )  # fmt: skip


# Indicators


def _indicators(sheet: Sheet, name: str) -> Iterator[Slow]:
    for title, case in _cases(sheet):
        judged = assess(case).main if case.value is not None else None
        if judged is not None and judged.verdict == LAGGING:
            due = in_unit(judged.target) if judged.target else ""
            yield Slow(sheet.unit, name, INDICATOR, title, BEHIND, due, judged.told, judged.reason)


def _cases(sheet: Sheet) -> Iterator[tuple[str, Case]]:
    """Yield what an office reports of an indicator in the period itself."""
    for form in sheet.forms:
        for row in sheet.rows(form.id):
            case = case_of(sheet, form.id, row) if row.indicator and not row.derived else None
            if case is not None:
                yield row.label, case
    for code, place in sheet.catalogue.pools.items():
        pooled = pooled_case(sheet, *place, code)
        if pooled is not None:
            yield str(pooled.indicator["name"]), pooled


@dataclass(frozen=True, slots=True)
class _Told:
    """What an office wrote in a row beside its figures."""

    sheet: Sheet
    form: str
    row: Row

    @property
    def title(self) -> str:
        return self.sheet.label(self.sheet.catalogue.form(self.form), self.row)

    def text(self, code: str) -> str:
        value = self._value(code)
        return value if isinstance(value, str) else ""

    def word(self, code: str) -> str:
        column, value = self.sheet.catalogue.form(self.form).column(code), self.text(code)
        return column.word(value) if column is not None and value else ""

    def number(self, code: str) -> Decimal | None:
        value = self._value(code)
        return value if isinstance(value, Decimal) else None

    def _value(self, code: str) -> object:
        column = self.sheet.catalogue.form(self.form).column(code)
        if column is None or code not in self.row.columns:
            return None
        return self.sheet.cell(Key(self.form, self.row.code, code), self.row, column).value
