"""中期评估 and 终期考核 on paper: overview, the three lists, what has no data, an internal sheet of facts.

A4 across, one table to a section, so that the workbook has a sheet for each. What is said was decided before.
"""

from __future__ import annotations

from jzdesk.models.evaluation.result import BINDING, EXPECTED, OTHER, PREVIOUS, Evaluation
from jzdesk.reports.document import Document
from jzdesk.reports.evaluation.annexes import counties, internal, lacking, notes
from jzdesk.reports.evaluation.lists import indicators, projects, tasks
from jzdesk.reports.evaluation.overview import overview
from jzdesk.reports.evaluation.points import scores
from jzdesk.words import say

_INDICATORS = (BINDING, EXPECTED, OTHER, PREVIOUS)


def evaluation_document(given: Evaluation) -> Document:
    """Return an evaluation as a document of landscape tables."""
    title = _title(given)
    sections = [overview(given, title)]
    sections += [indicators(given, title, group) for group in _INDICATORS if given.of(group)]
    sections += [tasks(given, title), projects(given, title)]
    sections += [s for s in (counties(given, title),) if s is not None]
    sections += [lacking(given, title), notes(given, title)]
    if given.scores is not None:
        sections.append(scores(given, given.scores, title))
    sections.append(internal(given, title))
    return Document(title, given.office, tuple(sections), practice=given.practice, draft=given.draft)


def _title(given: Evaluation) -> str:
    word = "title_draft" if given.draft else "title"
    return say(f"reports.evaluation.{word}", kind=say(f"models.evaluation.kind.{given.kind}"))
