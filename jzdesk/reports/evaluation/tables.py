"""What the tables of an evaluation are made of: sections, heads, rows, and how a judgement stands in one."""

from __future__ import annotations

from collections.abc import Sequence

from jzdesk.models.evaluation.result import (
    PREVIOUS,
    PROJECTS,
    TASKS,
    Evaluation,
    Item,
    Line,
    Seen,
)
from jzdesk.reports.document import (
    CENTRE,
    LEFT,
    WHOLE,
    Block,
    Cell,
    Grid,
    GridRow,
    HeadCell,
    Page,
    Paragraph,
    Section,
    Sides,
)
from jzdesk.words import say

PAGE = Page(297, 210, left=14, right=14, top=16, bottom=15)
SIZE, SMALL = 7.5, 7.0
_WIDTH = PAGE.width - PAGE.left - PAGE.right
Column = tuple[str, float, str]
"""A head with its width in millimetres and the side its texts keep to."""


def section(
    given: Evaluation, title: str, name: str, blocks: Sequence[Block], *, inside: bool = False
) -> Section:
    """Return pages under one heading; the paper's own title runs along on every page after the first."""
    mark = say("reports.evaluation.internal_mark") if inside else ""
    running = Sides(
        mark or title, say("reports.form.continued", title=name), given.dates[0], size=8.5, space=1
    )
    return Section(name, PAGE, tuple(blocks), running)


def heading(title: str, name: str, right: str = "") -> list[Block]:
    """Return what stands above the table of a section."""
    return [
        Sides(title, "", right, size=8.5, space=0.5),
        Paragraph(name, size=13, bold=True, align=LEFT, leading=1.4, space=1, keep=True),
    ]


def grid(columns: Sequence[Column], rows: Sequence[GridRow], size: float = SIZE) -> Grid:
    """Return a table with one line of heads."""
    heads = tuple(HeadCell(head, n) for n, (head, _, _) in enumerate(columns))
    return Grid(tuple(width for _, width, _ in columns), (heads,), tuple(rows), size=size, least=4.6)


def row(columns: Sequence[Column], texts: Sequence[str]) -> GridRow:
    """Return a line of a table."""
    return GridRow("row", tuple(Cell(t, side) for t, (_, _, side) in zip(texts, columns, strict=True)))


def band(text: str) -> GridRow:
    """Return a title across a table."""
    return GridRow("band", (Cell(text, span=WHOLE, bold=True),))


def filled(columns: list[Column], head: str) -> list[Column]:
    """Return columns with a last one that takes what room is left."""
    return [*columns, (head, _WIDTH - sum(width for _, width, _ in columns), LEFT)]


def date_heads(given: Evaluation, width: float, alone: float) -> list[Column]:
    """Return the heads over the judgements: one, or that of 预评估 beside that of 正式."""
    if len(given.dates) == 1:
        return [(say("reports.evaluation.verdict"), alone, CENTRE)]
    words = ("before", "final")
    return [
        (say(f"reports.evaluation.{word}", date=date), width, LEFT)
        for word, date in zip(words, given.dates, strict=True)
    ]


def verdicts(line: Line, word: str = "with") -> list[str]:
    """Return how a line is judged; where there are two dates each with what was reached then."""
    if len(line.seen) == 1:
        return [_verdict(line.seen[0])]
    told: list[str] = []
    for one in line.seen:
        said = _verdict(one)
        both = {"verdict": said, "actual": one.actual, "status": one.actual}
        told.append(say(f"reports.evaluation.{word}", **both) if one.actual else said)
    return told


def _verdict(seen: Seen) -> str:
    if not seen.lacks:
        return seen.verdict
    return say(f"reports.evaluation.{'incomplete' if seen.actual else 'no_data'}")


def when(seen: Seen) -> str:
    """Return of which period a figure is, of which stage, and on which basis."""
    return "\n".join(
        text for text in (seen.period, "、".join(t for t in (seen.stage, seen.basis) if t)) if text
    )


def group_name(given: Evaluation, group: str) -> str:
    """Return what a group of items is called; that of the plan before with the table it stands in."""
    items = given.of(group)
    if group == PREVIOUS and items and items[0].main.source:
        return say("reports.evaluation.group.previous_of", source=items[0].main.source)
    return say(f"reports.evaluation.group.{group}")


def code_of(item: Item) -> str:
    """Return the number people know an item by; an indicator has none."""
    return item.code if item.group in {TASKS, PROJECTS} else ""
