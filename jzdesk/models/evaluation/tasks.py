"""The tasks judged by their lamps: for each office that has one, and all of them together.

A task of several offices is done when all have done it, and behind as soon as one is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jzdesk.models import roles
from jzdesk.models.assess import lamps
from jzdesk.models.assess.finishing import NOT_DUE, VOID
from jzdesk.models.assess.from_forms import task_of
from jzdesk.models.assess.judge import BEHIND, MET, ON_TRACK, UNJUDGED
from jzdesk.models.assess.lamps import DONE, Lamp, Task, lamp
from jzdesk.models.catalogue import Catalogue
from jzdesk.models.entry import Key
from jzdesk.models.evaluation import words
from jzdesk.models.evaluation.known import Known, newest
from jzdesk.models.evaluation.result import TASKS, Item, Line, Part, Seen
from jzdesk.models.form import Row
from jzdesk.models.period import Period
from jzdesk.models.sheet import Sheet
from jzdesk.words import say

_LAMPS = {"green": ON_TRACK, "yellow": BEHIND, "red": BEHIND, "grey": NOT_DUE, "none": UNJUDGED}
_ORDER = (BEHIND, UNJUDGED, NOT_DUE, ON_TRACK, MET)
"""Of several offices' verdicts the first of these is that of all."""


@dataclass(frozen=True)
class Held:
    """A task as one office has it: status, lamp and term, and whether anything was filled."""

    unit: str
    verdict: str
    status: str
    lamp: Lamp
    due: str
    problem: str
    lacks: bool


def period_of(known: Known) -> Period:
    """Return the quarter whose tasks and projects are judged: the last that is over."""
    return newest(known.at, ("quarter",))[0]


def items(dates: Sequence[Known]) -> Iterator[Item]:
    """Yield every task of the catalogue, at each date."""
    rows = {row.code: row for row in rows_of(dates[0].catalogue)}
    for one in dates[0].catalogue.data["milestones"]:
        if one["code"] in rows:
            yield _item(dates, one, rows[one["code"]])


def rows_of(catalogue: Catalogue) -> tuple[Row, ...]:
    """Return the rows of the plan's tasks; none where no form asks for them."""
    form = catalogue.form_as(roles.TASKS)
    return () if form is None else form.rows


def _item(dates: Sequence[Known], task: Mapping[str, Any], row: Row) -> Item:
    catalogue = dates[0].catalogue
    held = [held_by(known, row) for known in dates]
    asked = str(task.get("due_text") or task.get("recurrence") or task.get("due") or "")
    asked = asked or "、".join(dict.fromkeys(one.due for one in held[0] if one.due))
    amount = " ".join(str(task[name]) for name in ("quantity", "quantity_unit") if task.get(name))
    line = Line(
        asked or say("models.evaluation.no_due"), task["source"],
        words.places(catalogue, [one.unit for one in held[0]] or row.scope), True,
        tuple(together(known, found) for known, found in zip(dates, held, strict=True)),
    )  # fmt: skip
    return Item(TASKS, task["code"], task["name"], amount, "", (line,), parts_of(held[0]))


def parts_of(held: Sequence[Held]) -> tuple[Part, ...]:
    """Return each office's part in a task."""
    return tuple(Part(one.unit, one.verdict, one.status, one.lacks) for one in held)


def held_by(known: Known, row: Row) -> tuple[Held, ...]:
    """Return a task as each office has it that it stands under."""
    at = period_of(known)
    found: list[Held] = []
    for unit in known.sheets:
        if row.at(unit, at) is not None:
            sheet = known.sheet(unit, at)
            here = sheet.row(known.catalogue.id_as(roles.TASKS), row.code)
            if here is not None:
                found.append(_held(sheet, here))
    return tuple(found)


def _held(sheet: Sheet, row: Row) -> Held:
    task = task_of(sheet, row)
    shown = lamp(task, sheet.period)
    status = _word(sheet, row, "status")
    lacks = not status
    return Held(
        sheet.unit, UNJUDGED if lacks else _verdict(task, shown), status, shown, task.due or "",
        _word(sheet, row, "problems"), lacks,
    )  # fmt: skip


def _word(sheet: Sheet, row: Row, code: str) -> str:
    form = sheet.catalogue.form_as(roles.TASKS)
    column = None if form is None else form.column(code)
    if form is None or column is None or code not in row.columns:
        return ""
    value = sheet.cell(Key(form.id, row.code, code), row, column).value
    if not isinstance(value, str):
        return ""
    return column.word(value) if column.kind == "enum" else value


def _verdict(task: Task, shown: Lamp) -> str:
    whole = shown.progress is not None and shown.progress >= 100
    if task.status in DONE or (shown.colour == "green" and whole):
        return MET
    return VOID if task.status == lamps.VOID else _LAMPS[shown.colour]


def together(known: Known, held: tuple[Held, ...]) -> Seen:
    """Return how a task stands with all its offices together."""
    at = period_of(known).title
    lacking = [one.unit for one in held if one.lacks]
    counting = [one for one in held if one.verdict != VOID]
    if len(lacking) == len(held):
        return Seen(UNJUDGED, say("models.evaluation.none", period=at), period=at, lacks=True)
    if not counting:
        return Seen(VOID, say("models.assess.lamp.void"), held[0].status, at)
    verdict = next(word for word in _ORDER if any(one.verdict == word for one in counting))
    unknown = verdict == UNJUDGED and bool(lacking)
    return Seen(verdict, _reason(known, held, lacking), _status(held), at, gap=_gap(counting), lacks=unknown)


def _status(held: tuple[Held, ...]) -> str:
    if len(held) == 1:
        return held[0].status
    counts = Counter(one.status for one in held if one.status)
    return "，".join(say("models.evaluation.count", what=word, n=n) for word, n in counts.items())


def _reason(known: Known, held: tuple[Held, ...], lacking: list[str]) -> str:
    """Return why, with the names of those behind and of those without data."""
    if len(held) == 1:
        one = held[0]
        problem = one.problem if one.verdict == BEHIND else ""
        return "；".join(text for text in (one.lamp.text, problem) if text)
    told: list[str] = []
    behind = [one.unit for one in held if one.verdict == BEHIND]
    undated = [one for one in held if one.verdict == UNJUDGED and not one.lacks]
    if undated:
        told.append(undated[0].lamp.text)
    if behind:
        told.append(say("models.evaluation.behind", names=words.names(known.catalogue, behind)))
    if lacking:
        told.append(_without(known, held, lacking))
    return "；".join(told) or held[0].lamp.text


def _without(known: Known, held: tuple[Held, ...], lacking: list[str]) -> str:
    """Return who has no data; where these are most, who has."""
    having = [one.unit for one in held if one.unit not in lacking]
    if len(having) >= len(lacking):
        return say("models.evaluation.lacking", names=words.names(known.catalogue, lacking))
    return say("models.evaluation.having", n=len(lacking), names=words.names(known.catalogue, having))


def _gap(counting: list[Held]) -> str:
    """Return who has not done it yet, where several have it."""
    left = [one.unit for one in counting if one.verdict != MET]
    if len(counting) == 1 or not left:
        return ""
    return say("models.evaluation.left", n=len(left), of=len(counting))
