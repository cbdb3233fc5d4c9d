"""报送情况一览表 as a paper or a workbook: who has handed in what, as the list on the screen has it."""

from __future__ import annotations

from collections.abc import Sequence

from jzdesk.desk.list_paper import ListPaper
from jzdesk.desk.office import Office
from jzdesk.models.period import Period
from jzdesk.reports.listing import ListInput
from jzdesk.reports.stamp import day
from jzdesk.words import say

_WIDTH = 267.0
"""Millimetres there are for the columns."""


def of(
    office: Office,
    period: Period,
    columns: Sequence[tuple[str, float]],
    rows: Sequence[Sequence[str]],
    facts: Sequence[str],
) -> ListPaper:
    """Return the paper of these lines; `columns` are heads, each with its share of the width."""
    place = office.catalogue.division(office.unit).name
    title = say("desk.coverage_paper.title", place=place)
    whole = sum(share for _, share in columns)
    made = [(head, _WIDTH * share / whole, "c" if n else "l") for n, (head, share) in enumerate(columns)]
    sides = (period.title, day(office.today.isoformat()))
    file = say("desk.coverage_paper.file", place=place, period=period)
    given = ListInput(title, office.name, sides, facts, made, rows, office.practice)
    return ListPaper(title, office.store.info.path.parent / file, given)
