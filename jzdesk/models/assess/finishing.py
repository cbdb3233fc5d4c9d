"""Whether a project is finished, and on time: its stage and months against the month it was planned for."""

from __future__ import annotations

from dataclasses import dataclass

from jzdesk.models.assess.judge import BEHIND, MET, UNJUDGED
from jzdesk.models.assess.rates import CANCELLED, FINISHED, STOPPED, Project
from jzdesk.models.period import Period
from jzdesk.words import say

NOT_DUE, VOID = "未到期", "不适用"


@dataclass(frozen=True, slots=True)
class Finish:
    """A verdict and the sentence that says why, with its name."""

    verdict: str
    code: str
    text: str


def finish(project: Project, at: Period) -> Finish:
    """Return how a project stands at the end of the period `at`.

    One that is finished later than planned is finished, and the sentence says how late. One without a planned
    month cannot be behind; one that was cancelled is judged no more.
    """
    month = f"{at.year:04d}-{at.last_day.month:02d}"
    ended = project.actual_end is not None and project.actual_end <= month
    told = {"end": project.actual_end, "planned": project.plan_end}
    if project.stage == CANCELLED:
        return _made(VOID, "cancelled")
    if ended or project.stage in FINISHED:
        return _made(MET, _how(project, ended=ended), **told)
    if project.stage is None:
        return _made(UNJUDGED, "no_stage")
    if project.plan_end is None:
        return _made(UNJUDGED, "no_month")
    if project.plan_end <= month:
        return _made(BEHIND, "overdue", **told)
    return _made(BEHIND, "stopped", **told) if project.stage == STOPPED else _made(NOT_DUE, "not_due", **told)


def _how(project: Project, *, ended: bool) -> str:
    if not ended or project.actual_end is None:
        return "finished_no_month"
    if project.plan_end is None:
        return "finished_unplanned"
    return "late" if project.actual_end > project.plan_end else "on_time"


def _made(verdict: str, code: str, **fields: object) -> Finish:
    return Finish(verdict, code, say(f"models.assess.finish.{code}", **fields))
