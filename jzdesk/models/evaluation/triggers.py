"""Facts that may matter to 十（一）, as they were reported: for the officer alone, and without a conclusion.

The plan names 约谈, 区域限批, 追责 and 一票否决 for tasks not done and for grave events. What was not done by
its day is known here and is listed; events are not reported in any form, and the paper says so.
"""

from __future__ import annotations

from collections.abc import Iterator

from jzdesk.models.assess.finishing import finish
from jzdesk.models.assess.judge import BEHIND, assess
from jzdesk.models.assess.lamps import last_day
from jzdesk.models.catalogue import CITY
from jzdesk.models.evaluation import projects, tasks
from jzdesk.models.evaluation.indicators import Judged
from jzdesk.models.evaluation.known import Known
from jzdesk.models.evaluation.result import Fact
from jzdesk.models.evaluation.sources import source_of
from jzdesk.models.evaluation.tasks import period_of
from jzdesk.models.period import Period
from jzdesk.models.snapshot import show_code
from jzdesk.words import say


def facts(known: Known) -> tuple[Fact, ...]:
    """Return the facts at one date, office by office."""
    found = [*_tasks(known), *_projects(known), *_indicators(known)]
    order = {unit: n for n, unit in enumerate((CITY, *known.catalogue.counties))}
    return tuple(sorted(found, key=lambda fact: order[fact.unit]))


def _tasks(known: Known) -> Iterator[Fact]:
    """Yield the tasks whose day has come and that were reported as not done."""
    at = period_of(known)
    for row in tasks.rows_of(known.catalogue):
        for held in tasks.held_by(known, row):
            last = last_day(held.due)
            over = last is not None and last <= at.last_day
            if held.verdict == BEHIND and held.lamp.colour == "red" and over:
                told = {"code": row.code, "name": row.label, "due": held.due, "status": held.status}
                yield _fact(known, held.unit, "task", at, **told)


def _projects(known: Known) -> Iterator[Fact]:
    """Yield the projects whose month has come and that are not finished."""
    at = period_of(known)
    for held in projects.held_by(known):
        found = finish(held.project, at)
        if not held.lacks and found.code == "overdue":
            name = held.row.label if held.row.origin == "plan" else held.text("name") or held.row.label
            told = {"code": held.row.code, "name": name, "stage": held.word("stage")}
            yield _fact(known, held.unit, "project", at, due=held.project.plan_end, **told)


def _indicators(known: Known) -> Iterator[Fact]:
    """Yield the binding indicators that a county's own figure is behind in."""
    for indicator in known.catalogue.data["indicators"]:
        source = source_of(known.catalogue, indicator)
        if source is None or not any(t["binding"] for t in indicator["targets"]):
            continue
        for unit, figure in Judged(known, indicator, source).offices.items():
            main = assess(figure.case).main
            if main.verdict == BEHIND and main.target is not None and main.target.get("binding", True):
                told = {"name": indicator["name"], "text": main.reason}
                yield _fact(known, unit, "indicator", figure.case.at, **told)


def _fact(known: Known, unit: str, matter: str, at: Period, **told: object) -> Fact:
    code = known.codes.get(unit, {}).get(at, "")
    file = say("models.evaluation.fact.file", period=at.title, code=show_code(code)) if code else at.title
    kind = say(f"models.evaluation.fact.matter_{matter}")
    return Fact(unit, kind, say(f"models.evaluation.fact.{matter}", **told), file)
