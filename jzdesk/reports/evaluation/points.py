"""Points under a scheme that the city has loaded, and the workbook in which one is written."""

from __future__ import annotations

from collections.abc import Sequence

from jzdesk.models.evaluation.result import (
    Evaluation,
    Item,
    Score,
    Scores,
)
from jzdesk.reports.document import (
    CENTRE,
    LEFT,
    RIGHT,
    Cell,
    Document,
    Gap,
    GridRow,
    Paragraph,
    Section,
)
from jzdesk.reports.evaluation.tables import (
    PAGE,
    Column,
    code_of,
    grid,
    heading,
    row,
    section,
)
from jzdesk.words import say


def scores(given: Evaluation, scores: Scores, title: str) -> Section:
    """Return the points of every item in the scheme."""

    def head(word: str) -> str:
        return say(f"reports.evaluation.score.{word}")

    columns: list[Column] = [
        (say("reports.evaluation.code"), 20, CENTRE), (say("reports.evaluation.item"), 110, LEFT),
        (say("reports.evaluation.verdict"), 50, CENTRE), (head("full"), 44, RIGHT),
        (head("points"), 45, RIGHT),
    ]  # fmt: skip
    named = {item.code: item for item in given.items}
    rows = [row(columns, _score_texts(one, named.get(one.code))) for one in scores.rows]
    total = say("reports.evaluation.score.sum", judged=scores.judged)
    texts = ["", total, "", scores.full, scores.reached]
    sides = [side for _, _, side in columns]
    rows.append(GridRow("total", tuple(Cell(t, side) for t, side in zip(texts, sides, strict=True))))
    told = {"reached": scores.reached, "judged": scores.judged, "full": scores.full}
    said = [
        say("reports.evaluation.score.scheme", scheme=scores.scheme, shares=scores.shares),
        say("reports.evaluation.score.total", **told),
    ]
    blocks = [*heading(title, head("title")), *(Paragraph(t, size=9, leading=1.45) for t in said), Gap(1.5)]
    return section(given, title, head("title"), [*blocks, grid(columns, rows)])


def _score_texts(one: Score, item: Item | None) -> list[str]:
    code = one.code if item is None else code_of(item)
    return [code, one.name, one.verdict, one.full, one.points or say("reports.evaluation.score.none")]


def scheme_document(offered: Sequence[tuple[str, str, str]], shared: Sequence[str], office: str) -> Document:
    """Return the workbook in which a city writes its own points: every item, and the judgements below."""

    def head(word: str) -> str:
        return say(f"models.evaluation.scheme.head_{word}")

    columns: list[Column] = [
        (say("reports.evaluation.list"), 46, LEFT), (say("reports.evaluation.item"), 90, LEFT),
        (head("items"), 80, LEFT), (head("items_figure"), 24, RIGHT),
    ]  # fmt: skip
    rows = [
        row(columns, [say(f"reports.evaluation.group.{group}"), name, called, ""])
        for group, name, called in offered
    ]
    shares: list[Column] = [(head("verdicts"), 60, LEFT), (head("verdicts_figure"), 40, RIGHT)]
    title = say("reports.evaluation.score.template")
    judged = [row(shares, [word, ""]) for word in shared]
    tables = {"items": grid(columns, rows), "verdicts": grid(shares, judged)}
    sections = [
        Section(head(f"{kind}_figure"), PAGE, (
            Paragraph(title, size=13, bold=True),
            Paragraph(say(f"reports.evaluation.score.template_{kind}"), size=9), grid,
        ))
        for kind, grid in tables.items()
    ]  # fmt: skip
    return Document(title, office, tuple(sections))
