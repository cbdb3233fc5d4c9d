"""What stands behind the lists: single counties, what has no data, the plan's contradictions, the facts."""

from __future__ import annotations

from collections.abc import Sequence

from jzdesk.models.evaluation.result import (
    GROUPS,
    PROJECTS,
    TASKS,
    Evaluation,
    Item,
    Part,
)
from jzdesk.reports.document import (
    CENTRE,
    LEFT,
    Block,
    Gap,
    GridRow,
    Paragraph,
    Section,
    Sides,
)
from jzdesk.reports.evaluation.tables import (
    SMALL,
    Column,
    band,
    code_of,
    grid,
    group_name,
    heading,
    row,
    section,
)
from jzdesk.words import say


def counties(given: Evaluation, title: str) -> Section | None:
    """Return how single counties stand: one line an item, one column a county; None where none has data."""
    columns: list[Column] = [(say("reports.evaluation.item"), 56, LEFT)]
    columns += [(name, 19.3, CENTRE) for _, name in given.counties]
    codes = [code for code, _ in given.counties]
    rows: list[GridRow] = []
    for group in GROUPS:
        items = [item for item in given.of(group) if _shown(item, codes)]
        if items:
            rows.append(band(group_name(given, group)))
            rows += [row(columns, [_called(item), *_parts(item, codes)]) for item in items]
    if not rows:
        return None
    name = say("reports.evaluation.counties")
    lead = Paragraph(
        say("reports.evaluation.counties_how", date=given.dates[0]), size=8, leading=1.4, space=1
    )
    return section(given, title, name, [*heading(title, name), lead, grid(columns, rows, SMALL)])


def _shown(item: Item, codes: Sequence[str]) -> bool:
    return item.group != PROJECTS and any(part.unit in codes and not part.lacks for part in item.parts)


def _called(item: Item) -> str:
    if item.group == TASKS:
        return say("reports.evaluation.coded", code=item.code, name=item.name)
    return say("reports.evaluation.measured", name=item.name, unit=item.unit)


def _parts(item: Item, codes: Sequence[str]) -> list[str]:
    known = {part.unit: part for part in item.parts}
    return [_part(item, known.get(code)) for code in codes]


def _part(item: Item, part: Part | None) -> str:
    if part is None:
        return ""
    if part.lacks:
        return say("models.derive.dash")
    if item.group == TASKS:
        return part.actual
    return f"{part.actual.removesuffix(item.unit).strip()}\n{part.verdict}"


def lacking(given: Evaluation, title: str) -> Section:
    """Return everything without data, list by list: none of it counts as met."""
    columns: list[Column] = [
        (say("reports.evaluation.code"), 14, CENTRE), (say("reports.evaluation.item"), 95, LEFT),
        (say("reports.evaluation.lacks"), 160, LEFT),
    ]  # fmt: skip
    rows: list[GridRow] = []
    number = 0
    for group in GROUPS:
        items = [item for item in given.of(group) if item.main.seen[0].lacks]
        number += len(items)
        if items:
            told = {"group": group_name(given, group), "n": len(items)}
            rows.append(band(say("reports.evaluation.lacking_band", **told)))
            rows += [row(columns, [code_of(item), item.name, item.main.seen[0].reason]) for item in items]
    name = say("reports.evaluation.lacking")
    word = "lacking_how" if rows else "lacking_none"
    lead = Paragraph(
        say(f"reports.evaluation.{word}", n=number, date=given.dates[0]), size=9, leading=1.4, space=1
    )
    blocks = [*heading(title, name), lead, *([grid(columns, rows)] if rows else [])]
    return section(given, title, name, blocks)


def notes(given: Evaluation, title: str) -> Section:
    """Return what the plan says twice or leaves open."""
    columns: list[Column] = [
        (say("reports.evaluation.order"), 10, CENTRE), (say("reports.evaluation.about"), 62, LEFT),
        (say("reports.evaluation.note"), 165, LEFT), (say("reports.evaluation.source"), 32, LEFT),
    ]  # fmt: skip
    rows = [row(columns, [str(n), one.about, one.text, one.source]) for n, one in enumerate(given.notes, 1)]
    name = say("reports.evaluation.notes")
    return section(given, title, name, [*heading(title, name), grid(columns, rows)])


def internal(given: Evaluation, title: str) -> Section:
    """Return the facts that may matter to 十（一）, for the officer alone; nothing is concluded."""
    names = {**dict(given.counties)}
    columns: list[Column] = [
        (say("reports.evaluation.whose"), 28, LEFT), (say("reports.evaluation.matter"), 34, LEFT),
        (say("reports.evaluation.fact"), 137, LEFT), (say("reports.evaluation.file"), 70, LEFT),
    ]  # fmt: skip
    rows = [
        row(columns, [names.get(f.unit, say("models.evaluation.own")), f.matter, f.text, f.file])
        for f in given.facts
    ]
    name = say("reports.evaluation.internal")
    head = [
        Sides(say("reports.evaluation.internal_mark"), "", given.dates[0], size=10, space=1),
        Paragraph(name, size=13, bold=True, align=LEFT, leading=1.4, space=1, keep=True),
    ]
    clause = say("reports.evaluation.internal_clause", clause=given.interview) if given.interview else ""
    told = (clause + say("reports.evaluation.internal_how"), say("reports.evaluation.internal_events"))
    said = [Paragraph(text, size=9, leading=1.45) for text in told]
    none = [] if rows else [Paragraph(say("reports.evaluation.internal_none"), size=9, leading=1.45)]
    blocks: list[Block] = [*head, *said, *none, Gap(1.5), *([grid(columns, rows)] if rows else [])]
    return section(given, title, name, blocks, inside=True)
