"""What the plan asks where the cursor is: the target, how far it is from here, and where that is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from jzdesk.desk import browsing_indicators, browsing_tasks
from jzdesk.desk.browsed import INDICATORS, PROJECTS, TASKS, Link, State, View, in_year
from jzdesk.models import roles
from jzdesk.models.assess import wording
from jzdesk.models.assess.case import CITY, Case
from jzdesk.models.assess.forecast import Forecast, forecast
from jzdesk.models.assess.from_forms import rest_of_year
from jzdesk.models.assess.from_sheet import case_of, pooled_case
from jzdesk.models.assess.judge import Judgement, assess
from jzdesk.models.form import Row
from jzdesk.words import say

Item = Mapping[str, Any]
_TASK_ROOMS = {
    roles.TASKS: (TASKS, "milestones", browsing_tasks.task_state),
    roles.PROJECTS: (PROJECTS, "projects", browsing_tasks.project_state),
}


@dataclass(frozen=True, slots=True)
class Aim:
    """What the plan asks of a row, in sentences.

    `state` is how it stands now, `lines` are targets and distances, `method` is how that was reckoned,
    `notes` are what the plan leaves open or says twice, `link` leads to the entry in 规划目录.
    """

    state: State
    lines: tuple[str, ...]
    method: tuple[str, ...]
    notes: tuple[str, ...]
    link: Link


def aim(view: View, form_id: str, row: Row) -> Aim | None:
    """Return what the plan asks of a row; None where it says nothing of it."""
    role = view.catalogue.form(form_id).role
    if role in _TASK_ROOMS:
        return _of_item(view, role, row)
    code = row.indicator or _pooled_in(view, form_id, row)
    indicator = view.catalogue.indicator(code) if code else None
    if indicator is None:
        return None
    pool = view.catalogue.pools.get(indicator["code"])
    if row.indicator is None and pool is not None:
        case, rest = pooled_case(view.sheet, *pool, indicator["code"]), ""
    else:
        case = case_of(view.sheet, form_id, row)
        left = rest_of_year(view.sheet, form_id, row)
        rest = "" if left is None else left.text
    return None if case is None else _of_case(view, indicator, case, rest)


def _pooled_in(view: View, form_id: str, row: Row) -> str:
    """Return the indicator that all rows of a row's block answer together."""
    pools = () if view.sheet.unit == CITY else view.catalogue.pools.items()
    return next((code for code, place in pools if place == (form_id, row.block)), "")


def _of_case(view: View, indicator: Item, case: Case, rest: str) -> Aim:
    found = assess(case)
    main = found.main
    lines = [indicator["name"], _asked(main), *_distance(main), rest]
    said = {_without_source(main)}
    lines += [
        say("desk.cell.beside", text=_asked(one)) for one in found.others if _without_source(one) not in said
    ]
    base = browsing_indicators.figure_words(indicator.get("baseline"))
    if base and "" not in {main.target_text, base}:
        word = "base" if view.sheet.unit == CITY else "base_city"
        lines.append(say(f"desk.cell.{word}", text=base))
    return Aim(
        browsing_indicators.state_of(main), _said(lines), _said(_method(case, main)),
        _notes(view, indicator["code"]), _link(INDICATORS, indicator, _sources(indicator, main)),
    )  # fmt: skip


def _asked(one: Judgement) -> str:
    """Return a target with its year and where it stands, such as `2020年 不低于 65%（专栏二）`."""
    target = one.target
    if target is None:
        return ""
    text = browsing_indicators.target_words(target)
    year = in_year(target.get("year"))
    return say("desk.cell.asked", year=year, text=text, source=target.get("source", "")).strip()


def _without_source(one: Judgement) -> tuple[str, str]:
    return (one.target_text, "" if one.target is None else str(one.target.get("year", "")))


def _distance(main: Judgement) -> Iterator[str]:
    if not main.told:
        if main.code not in browsing_indicators.AWAITED:
            yield main.reason
    elif main.lacks:
        yield say("desk.cell.short", now=main.told, lacks=main.lacks)
    else:
        yield say("desk.cell.met", now=main.told)


def _method(case: Case, main: Judgement) -> Iterator[str]:
    """Yield what the line asks by now, and where the present pace leads, each with its method."""
    if main.path is not None and main.expected is not None:
        expected = wording.with_unit(Fraction(main.expected), main.unit, ours=True)
        yield say("desk.cell.expected", value=expected, method=main.path.method)
    if main.target is not None:
        ahead = forecast(case, main.target)
        if isinstance(ahead, Forecast):
            yield ahead.text


def _sources(indicator: Item, main: Judgement) -> str:
    targets = [main.target] if main.target is not None else indicator["targets"]
    return "、".join(dict.fromkeys(t["source"] for t in targets if t.get("source")))


def _of_item(view: View, role: str, row: Row) -> Aim | None:
    """Return what the plan asks of a task or project that is its own."""
    segment, room, state_of = _TASK_ROOMS[role]
    item = next((i for i in view.data[room] if i["code"] == row.code), None)
    if item is None:
        return None
    lines = [] if item["name"] == row.label else [item["name"]]
    if segment == TASKS:
        term = item.get("due_text") or in_year(item.get("due")) or say("desk.browsing.task.none")
        lines.append(say("desk.cell.due", term=term))
    return Aim(
        state_of(view, item), _said(lines), (), _notes(view, row.code), _link(segment, item, item["source"])
    )


def _link(segment: str, item: Item, source: str) -> Link:
    return Link(segment, item["code"], source or item["name"])


def _notes(view: View, code: str) -> tuple[str, ...]:
    return tuple(
        say("desk.cell.note", text=note["text"], source=note["source"])
        for note in view.data["notes"] if code in note["about"]
    )  # fmt: skip


def _said(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(line for line in lines if line)
