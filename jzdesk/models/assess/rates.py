"""四率 of the investment projects, each with what stands over and under the line.

Cancelled projects are left out of all four. A rate without a denominator is None, never zero.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from jzdesk.models import quantity
from jzdesk.models.period import Period
from jzdesk.words import say

CANCELLED, STOPPED = "cancelled", "stopped"
WAITING = frozenset({"preparing", "not_started"})
FINISHED = frozenset({"running", "accepted"})
STARTED = FINISHED | {"building", "structure_done"}
"""What a project's `stage` can be, where that is told of or reckoned with."""


@dataclass(frozen=True, slots=True)
class Project:
    """What the rates need of one project: amounts in 万元, months as `2018-09`, the stage by its code."""

    stage: str | None = None
    planned: Decimal | None = None
    done: Decimal | None = None
    funds: Decimal | None = None
    plan_end: str | None = None
    actual_start: str | None = None
    actual_end: str | None = None


@dataclass(frozen=True, slots=True)
class Rate:
    """One rate in percent, one place; None where `why` says so. `counts`: its parts are projects."""

    code: str
    name: str
    numerator: Decimal
    denominator: Decimal
    value: Decimal | None
    counts: bool
    why: str = ""


def four_rates(projects: Iterable[Project], at: Period) -> tuple[Rate, Rate, Rate, Rate]:
    """Return 开工率, 投资完成率, 资金到位率, 按期竣工率 at the end of the period `at`.

    - 开工率: projects begun over all projects. A stopped one counts as begun when it has an actual start.
    - 投资完成率, 资金到位率: done, and in place, since the start over 计划总投资. While the plan of one
      project is awaited there is no rate: the part known would say too much.
    - 按期竣工率: finished by their planned month over those planned to be finished by the end of `at`.
    """
    known = [p for p in projects if p.stage != CANCELLED]
    month = f"{at.year:04d}-{at.last_day.month:02d}"
    due = [p for p in known if p.plan_end is not None and p.plan_end <= month]
    return (
        _count("started", sum(_begun(p, month) for p in known), len(known)),
        _money("invested", known, [p.done for p in known]),
        _money("funded", known, [p.funds for p in known]),
        _count("on_time", sum(_on_time(p) for p in due), len(due)),
    )


def _begun(project: Project, month: str) -> bool:
    began = project.actual_start is not None and project.actual_start <= month
    return began or project.stage in STARTED


def _on_time(project: Project) -> bool:
    """Finished no later than planned; without its actual month a project is not counted as finished."""
    end, planned = project.actual_end, project.plan_end
    return end is not None and planned is not None and end <= planned


def _count(code: str, over: int, under: int) -> Rate:
    value = quantity.quotient(Decimal(over * 100), Decimal(under), 1) if under else None
    return _rate(code, Decimal(over), Decimal(under), value, True, "" if under else "no_projects")


def _money(code: str, projects: list[Project], parts: list[Decimal | None]) -> Rate:
    over = sum((p for p in parts if p is not None), Decimal(0))
    under = sum((p.planned for p in projects if p.planned is not None), Decimal(0))
    pending = sum(p.planned is None for p in projects)
    why = "pending" if pending else "" if under > 0 else "no_plan"
    value = None if why else quantity.quotient(over * 100, under, 1)
    return _rate(code, over, under, value, False, why, pending)


def _rate(
    code: str, over: Decimal, under: Decimal, value: Decimal | None, counts: bool, why: str, n: int = 0
) -> Rate:
    reason = say(f"models.assess.rates.{why}", n=n) if why else ""
    return Rate(code, say(f"models.assess.rates.{code}"), over, under, value, counts, reason)
