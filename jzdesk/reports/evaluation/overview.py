"""The first page of an evaluation: how many items stand how, and how the paper is to be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from jzdesk.models.assess.finishing import NOT_DUE, VOID
from jzdesk.models.assess.judge import BEHIND, MET, ON_TRACK, UNJUDGED
from jzdesk.models.evaluation.result import (
    GROUPS,
    Evaluation,
    Item,
)
from jzdesk.reports.document import (
    CENTRE,
    LEFT,
    Block,
    Gap,
    Grid,
    GridRow,
    HeadCell,
    Paragraph,
    Section,
    Sides,
)
from jzdesk.reports.evaluation.tables import (
    Column,
    group_name,
    row,
    section,
)
from jzdesk.reports.stamp import day
from jzdesk.words import say

_COUNTED = (MET, ON_TRACK, NOT_DUE, BEHIND, UNJUDGED, VOID)


def overview(given: Evaluation, title: str) -> Section:
    """Return the first page."""
    dash = say("models.derive.dash")
    heads = [say("reports.evaluation.list"), say("reports.evaluation.number")]
    columns: list[Column] = [(heads[0], 44, LEFT), (heads[1], 16, CENTRE)]
    upper, lower = [HeadCell(head, n, lines=2) for n, head in enumerate(heads)], list[HeadCell]()
    words = (*_COUNTED, say("reports.evaluation.no_data"))
    each = min(30.0, 208 / (len(words) * len(given.dates)))
    for n, date in enumerate(given.dates):
        first = len(columns)
        word = "judged" if len(given.dates) == 1 else ("before", "final")[n]
        upper.append(HeadCell(say(f"reports.evaluation.{word}", date=date), first, len(words)))
        lower += [HeadCell(text, first + k) for k, text in enumerate(words)]
        columns += [(text, each, CENTRE) for text in words]
    rows: list[GridRow] = []
    for group in GROUPS:
        items = given.of(group)
        if items:
            counts = [_counts(items, n) for n in range(len(given.dates))]
            told = [str(c[text]) if c[text] else dash for c in counts for text in words]
            rows.append(row(columns, [group_name(given, group), str(len(items)), *told]))
    grid = Grid(tuple(w for _, w, _ in columns), (tuple(upper), tuple(lower)), tuple(rows), size=9, least=7)
    blocks: list[Block] = [
        Paragraph(title, size=18, bold=True, align=CENTRE, leading=1.5, space=1, keep=True),
        Paragraph(given.plan, size=10, align=CENTRE, leading=1.4, space=1),
        Sides(given.office, _dates(given), day(given.day), size=9.5, space=1.5),
        grid,
        Gap(3),
        *(Paragraph(text, size=9, leading=1.5, hang=2, indent=-2) for text in _how(given)),
    ]
    return section(given, title, say("reports.evaluation.overview"), blocks)


def _dates(given: Evaluation) -> str:
    told = zip(given.dates, given.coverage, strict=True)
    return say("reports.evaluation.and").join(
        say("reports.evaluation.date", date=date, files=files) for date, files in told
    )


def _counts(items: Sequence[Item], date: int) -> Counter[str]:
    """Return how many items are judged how; those without data are among 无法评价, and told apart."""
    found: Counter[str] = Counter()
    for item in items:
        seen = item.main.seen[date]
        found[UNJUDGED if seen.lacks else seen.verdict] += 1
        if seen.lacks:
            found[say("reports.evaluation.no_data")] += 1
    return found


def _how(given: Evaluation) -> list[str]:
    """Return how the paper is to be read: what the words mean, and what is never done."""
    date = given.dates[0]
    words = ["verdicts", "lacks", "main", "whole", "forecast"]
    if len(given.dates) > 1:
        words.insert(0, "two")
    told = [say(f"reports.evaluation.how.{word}", date=date) for word in words]
    return [say("reports.evaluation.numbered", n=n, text=text) for n, text in enumerate(told, 1)]
