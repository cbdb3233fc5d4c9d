"""Tasks on the way to their terms: when each is due, how it stands, and when it was finished."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jzdesk.models import roles
from jzdesk.models.assess.from_forms import task_of
from jzdesk.models.assess.lamps import DONE, VOID, lamp, last_day
from jzdesk.models.entry import Key
from jzdesk.models.form import Form, Row
from jzdesk.models.sheet import Sheet

_ORDER = ("red", "yellow", "grey", "green", "none")


@dataclass(frozen=True, slots=True)
class Stage:
    """One task with a term. `finished` is its month where it is done and the month is known."""

    name: str
    begins: date
    due: date
    colour: str
    word: str
    text: str
    done: bool
    finished: str
    key: Key


@dataclass(frozen=True, slots=True)
class Stages:
    """The tasks with a term, those behind first, then by term; beside them those that have none."""

    items: tuple[Stage, ...]
    undated: int
    recurring: int


def stages_of(sheet: Sheet) -> Stages | None:
    """Return the tasks of an office; None where it has none with a term, or has told of none."""
    form = next((form for form in sheet.forms if form.role == roles.TASKS), None)
    if form is None:
        return None
    found: list[Stage] = []
    undated = recurring = 0
    filled = False
    for row in sheet.rows(form.id):
        if row.derived:
            continue
        task = task_of(sheet, row)
        due = last_day(task.due) if task.due else None
        filled = filled or task.status is not None
        if task.status == VOID:
            continue
        if row.recurs:
            recurring += 1
        elif due is None:
            undated += 1
        else:
            shown = lamp(task, sheet.period)
            label = sheet.label(form, row)
            found.append(
                Stage(
                    label, task.begins, due, shown.colour, shown.word, shown.text, task.status in DONE,
                    _finished(sheet, form, row), Key(form.id, row.code, "status"),
                )
            )  # fmt: skip
    found.sort(key=lambda one: (_ORDER.index(one.colour), one.due))
    return Stages(tuple(found), undated, recurring) if found and filled else None


def _finished(sheet: Sheet, form: Form, row: Row) -> str:
    column = form.column("finished")
    if column is None or column.code not in row.columns:
        return ""
    value = sheet.cell(Key(form.id, row.code, column.code), row, column).value
    return value if isinstance(value, str) else ""
