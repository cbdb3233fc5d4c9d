"""A figure judged against a target as the evaluation tells it; without one, what is missing and of whom."""

from __future__ import annotations

from jzdesk.models import roles
from jzdesk.models.assess.case import Case
from jzdesk.models.assess.judge import UNJUDGED, Judgement
from jzdesk.models.evaluation import words
from jzdesk.models.evaluation.figures import Figure
from jzdesk.models.evaluation.known import Known
from jzdesk.models.evaluation.result import Seen
from jzdesk.words import say


def as_seen(known: Known, figure: Figure, found: Judgement) -> Seen:
    """Return a judgement with the figure behind it; without a figure it says what is missing, and of whom."""
    case, target = figure.case, found.target
    if case.value is None:
        have = figure.of - len(figure.lacking)
        part = say("models.evaluation.partly", value=figure.part, n=have, of=figure.of) if figure.part else ""
        return Seen(UNJUDGED, _missing(known, figure, found), part, case.at.title, lacks=True)
    actual = words.reached(case, found.told)
    met = found.distance is not None and not found.lacks
    return Seen(
        found.verdict, found.reason, actual, case.at.title, figure.stage, _basis(known, case),
        found.lacks or (say("models.evaluation.no_gap") if met else ""),
        words.ahead(case, target) if target is not None else "",
    )  # fmt: skip


def _missing(known: Known, figure: Figure, found: Judgement) -> str:
    if found.code == "provincial":
        return found.reason
    if not figure.lacking:
        return say("models.evaluation.none", period=figure.case.at.title)
    have = figure.of - len(figure.lacking)
    if not figure.part:
        return say("models.evaluation.none_of", period=figure.case.at.title, of=figure.of)
    few = have < len(figure.lacking)
    named = [u for u in figure.members if u not in figure.lacking] if few else figure.lacking
    names = words.names(known.catalogue, named)
    return say(f"models.evaluation.{'part_few' if few else 'part'}", n=have, of=figure.of, names=names)


def _basis(known: Known, case: Case) -> str:
    mark = case.bases.get(case.at)
    if mark is None:
        return ""
    basis, _, sand = mark.partition("/")
    form = known.catalogue.form_as(roles.QUALITY)
    column = None if form is None else form.column("basis")
    told = [column.word(basis) if column is not None else basis]
    return "、".join(told + ([say(f"models.evaluation.sand.{sand}")] if sand else []))
