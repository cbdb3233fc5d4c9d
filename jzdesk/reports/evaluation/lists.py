"""The three lists of an evaluation: indicators in their groups, tasks, projects."""

from __future__ import annotations

from jzdesk.models.evaluation.result import (
    PROJECTS,
    TASKS,
    Evaluation,
    Item,
    Line,
)
from jzdesk.reports.document import (
    CENTRE,
    LEFT,
    RIGHT,
    Block,
    Gap,
    GridRow,
    Paragraph,
    Section,
)
from jzdesk.reports.evaluation.tables import (
    Column,
    band,
    date_heads,
    filled,
    grid,
    group_name,
    heading,
    row,
    section,
    verdicts,
    when,
)
from jzdesk.words import say


def indicators(given: Evaluation, title: str, group: str) -> Section:
    """Return one group of indicators: a band each, and a line below it for each target."""
    columns = _indicator_columns(given)
    rows: list[GridRow] = []
    for n, item in enumerate(given.of(group), 1):
        rows.append(band(_indicator_band(n, item)))
        rows += [row(columns, _indicator_texts(item, line)) for line in item.lines]
    name = group_name(given, group)
    return section(given, title, name, [*heading(title, name), grid(columns, rows)])


def _indicator_columns(given: Evaluation) -> list[Column]:
    def head(word: str) -> str:
        return say(f"reports.evaluation.{word}")

    first: list[Column] = [
        (head("target"), 34, LEFT), (head("where"), 19, LEFT), (head("source"), 15, LEFT),
        (head("base"), 22, LEFT),
    ]  # fmt: skip
    two = len(given.dates) > 1
    if not two:
        first.append((head("actual"), 25, LEFT))
    first += date_heads(given, 28, 17)
    last: list[Column] = [(head("when"), 23, LEFT), (head("gap"), 19, LEFT), (head("forecast"), 25, LEFT)]
    return filled([*first, *last], head("reason"))


def _indicator_band(n: int, item: Item) -> str:
    return say("reports.evaluation.band", n=n, name=item.name, unit=item.unit)


def _indicator_texts(item: Item, line: Line) -> list[str]:
    seen = line.seen[0]
    beside = not line.main and not line.county
    asked = say("reports.evaluation.beside", text=line.asked) if beside else line.asked
    base = "" if line.county else item.base or say("models.derive.dash")
    texts = [asked, line.where, line.source, base]
    if len(line.seen) == 1:
        texts.append(seen.actual or say("models.derive.dash"))
    return [*texts, *verdicts(line), when(seen), seen.gap, seen.forecast, seen.reason]


def tasks(given: Evaluation, title: str) -> Section:
    """Return the tasks, a line each."""
    two = len(given.dates) > 1
    columns: list[Column] = [
        (say("reports.evaluation.code"), 12, CENTRE), (say("reports.evaluation.task"), 70 - 4 * two, LEFT),
        (say("reports.evaluation.source"), 15, LEFT), (say("reports.evaluation.due"), 20, CENTRE),
        (say("reports.evaluation.who"), 24, LEFT),
    ]  # fmt: skip
    if not two:
        columns.append((say("reports.evaluation.status"), 27, LEFT))
    columns += date_heads(given, 31, 20)
    columns.append((say("reports.evaluation.left"), 19, LEFT))
    columns = filled(columns, say("reports.evaluation.reason"))
    rows = [row(columns, _task_texts(item)) for item in given.of(TASKS)]
    name = say("reports.evaluation.group.tasks")
    return section(given, title, name, [*heading(title, name, _quarters(given, TASKS)), grid(columns, rows)])


def _quarters(given: Evaluation, group: str) -> str:
    """Return of which quarters a list's items were reported; they are the same for all of them."""
    seen = next((item.main.seen for item in given.of(group)), ())
    periods = say("reports.evaluation.and").join(dict.fromkeys(one.period for one in seen))
    return say("reports.evaluation.quarter", periods=periods) if periods else ""


def _task_texts(item: Item) -> list[str]:
    line = item.main
    seen = line.seen[0]
    name = say("reports.evaluation.amount", name=item.name, amount=item.unit) if item.unit else item.name
    texts = [item.code, name, line.source, line.asked, line.where]
    if len(line.seen) == 1:
        texts.append(seen.actual or say("models.derive.dash"))
    return [*texts, *verdicts(line, "with_status"), seen.gap, seen.reason]


def projects(given: Evaluation, title: str) -> Section:
    """Return the projects by category, their 四率 above them."""
    two = len(given.dates) > 1
    columns: list[Column] = [
        (say("reports.evaluation.code"), 13, CENTRE), (say("reports.evaluation.project"), 62, LEFT),
        (say("reports.evaluation.source"), 15, LEFT), (say("reports.evaluation.who"), 17, LEFT),
        (say("reports.evaluation.planned"), 22, RIGHT), (say("reports.evaluation.planned_end"), 16, CENTRE),
    ]  # fmt: skip
    if not two:
        columns.append((say("reports.evaluation.progress"), 36, LEFT))
    columns += date_heads(given, 34, 17)
    columns.append((say("reports.evaluation.left"), 22, LEFT))
    columns = filled(columns, say("reports.evaluation.reason"))
    rows: list[GridRow] = []
    category = None
    for item in sorted(given.of(PROJECTS), key=lambda one: _categories(given).index(one.unit)):
        if item.unit != category:
            category = item.unit
            rows.append(band(category or say("reports.evaluation.no_category")))
        rows.append(row(columns, _project_texts(item)))
    name = say("reports.evaluation.group.projects")
    head = heading(title, name, _quarters(given, PROJECTS))
    blocks = [*head, *_rates(given), Gap(1.5), grid(columns, rows)]
    return section(given, title, name, blocks)


def _categories(given: Evaluation) -> list[str]:
    return list(dict.fromkeys(item.unit for item in given.of(PROJECTS)))


def _project_texts(item: Item) -> list[str]:
    line = item.main
    seen = line.seen[0]
    texts = [
        item.code,
        item.name,
        line.source,
        line.where,
        item.base or say("models.derive.dash"),
        line.asked,
    ]
    if len(line.seen) == 1:
        texts.append(seen.actual or say("models.derive.dash"))
    return [*texts, *verdicts(line), seen.gap, seen.reason]


def _rates(given: Evaluation) -> list[Block]:
    """Return 四率 as sentences, one a category."""
    found: dict[str, list[str]] = {}
    for rate in given.rates:
        told = say("reports.evaluation.rate", name=rate.name, text=rate.text)
        found.setdefault(rate.category, []).append(told)
    return [
        Paragraph(
            say("reports.evaluation.rates", category=category, rates="；".join(told)), size=8, leading=1.4
        )
        for category, told in found.items()
    ]
