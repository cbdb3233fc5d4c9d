"""The evaluation as a whole: which it is, at which dates, and everything that stands in it.

An office judges twice: before the year's last figures are in (预评估, while something can still be done) and
when they are (正式). So where the date asked for is not the evaluation's own, or a draft is asked for, both
stand side by side: what was reached and how it is judged at either. Everything else (stage, basis, gap,
forecast, who lacks what, the facts) is told of the date that was asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain

from jzdesk.errors import RefusedError
from jzdesk.models import roles
from jzdesk.models.catalogue import Catalogue
from jzdesk.models.evaluation import indicators, projects, tasks, triggers
from jzdesk.models.evaluation.known import Known
from jzdesk.models.evaluation.result import Evaluation, Item, Note
from jzdesk.models.period import Period
from jzdesk.words import say

MIDTERM, FINAL = "midterm", "final"
KINDS = (MIDTERM, FINAL)
_DUTIES = {MIDTERM: roles.MIDTERM, FINAL: roles.FINAL}


@dataclass(frozen=True, slots=True)
class Head:
    """Who evaluates, on which day, and whether it is practice or a draft."""

    kind: str
    draft: bool
    practice: bool
    office: str
    day: str


def end_of(catalogue: Catalogue, kind: str) -> Period:
    """Return the year an evaluation is about: that of the plan's own duty, else its middle or its last."""
    duty = next((d for d in catalogue.data["duties"] if str(d["ref"]).startswith(_DUTIES[kind])), None)
    if duty is not None and duty.get("due"):
        return Period(int(str(duty["due"])[:4]), "year", 0)
    if kind == FINAL:
        return Period(catalogue.last_year, "year", 0)
    return Period((catalogue.first_year + 1 + catalogue.last_year) // 2, "year", 0)


def checked(catalogue: Catalogue, kind: str, at: Period) -> Period:
    """Return the date asked for; refuse one outside what the evaluation is about."""
    end = end_of(catalogue, kind)
    if at.last_day > end.last_day or at.year <= catalogue.first_year:
        title = say(f"models.evaluation.kind.{kind}")
        first = Period(catalogue.first_year + 1, "quarter", 1).title
        raise RefusedError(
            say("models.evaluation.outside", kind=title, period=at.title, first=first, last=end.title)
        )
    return at


def evaluate(head: Head, dates: Sequence[Known], between: Callable[[], None] | None = None) -> Evaluation:
    """Return everything at the date asked for, which is the first, and beside it at the second.

    Between two items `between` is called: it may break off, for this takes seconds.
    """
    found: list[Item] = []
    for item in chain(indicators.items(dates), tasks.items(dates), projects.items(dates)):
        found.append(item)
        if between is not None:
            between()
    now, catalogue = dates[0], dates[0].catalogue
    plan = catalogue.data["plan"]
    of = len(catalogue.counties)
    return Evaluation(
        head.kind, head.draft, head.practice, head.office, head.day,
        say("models.evaluation.plan", title=plan["title"], number=plan["document_number"]),
        tuple(known.at.title for known in dates),
        tuple(say("models.evaluation.files", n=known.counties, of=of) for known in dates),
        tuple((code, catalogue.division(code).name) for code in catalogue.counties),
        tuple(found),
        projects.rates(now), triggers.facts(now), _notes(catalogue),
        interview=catalogue.clause(roles.INTERVIEW)[0],
    )  # fmt: skip


def _notes(catalogue: Catalogue) -> tuple[Note, ...]:
    """Return what the plan says twice or leaves open, each with the names of the items it is about."""
    names = {
        one["code"]: one["name"]
        for room in ("indicators", "milestones", "projects", "duties")
        for one in catalogue.data[room]
    }
    return tuple(
        Note(_about([names[code] for code in note["about"] if code in names]), note["text"], note["source"])
        for note in catalogue.data["notes"]
    )


_MOST = 4
"""As many items of a note are told by name."""


def _about(names: list[str]) -> str:
    shown = "、".join(names[:_MOST])
    return shown if len(names) <= _MOST else say("models.evaluation.and_more", names=shown, n=len(names))
