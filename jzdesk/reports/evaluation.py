"""中期评估 and 终期考核 on paper: overview, the three lists, what has no data, an internal sheet of facts.

A4 across, one table to a section, so that the workbook has a sheet for each. What is said was decided before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from jzdesk.models.assess.finishing import NOT_DUE, VOID
from jzdesk.models.assess.judge import BEHIND, MET, ON_TRACK, UNJUDGED
from jzdesk.models.evaluation.result import (
    BINDING,
    EXPECTED,
    GROUPS,
    OTHER,
    PREVIOUS,
    PROJECTS,
    TASKS,
    Evaluation,
    Item,
    Line,
    Part,
    Score,
    Scores,
    Seen,
)
from jzdesk.reports.document import (
    CENTRE,
    LEFT,
    RIGHT,
    WHOLE,
    Block,
    Cell,
    Document,
    Gap,
    Grid,
    GridRow,
    HeadCell,
    Page,
    Paragraph,
    Section,
    Sides,
)
from jzdesk.reports.stamp import day
from jzdesk.words import say

PAGE = Page(297, 210, left=14, right=14, top=16, bottom=15)
_SIZE, _SMALL = 7.5, 7.0
_WIDTH = PAGE.width - PAGE.left - PAGE.right
_COUNTED = (MET, ON_TRACK, NOT_DUE, BEHIND, UNJUDGED, VOID)
_INDICATORS = (BINDING, EXPECTED, OTHER, PREVIOUS)
Column = tuple[str, float, str]
"""A head with its width in millimetres and the side its texts keep to."""


def evaluation_document(given: Evaluation) -> Document:
    """Return an evaluation as a document of landscape tables."""
    title = _title(given)
    sections = [_overview(given, title)]
    sections += [_indicators(given, title, group) for group in _INDICATORS if given.of(group)]
    sections += [_tasks(given, title), _projects(given, title)]
    sections += [s for s in (_counties(given, title),) if s is not None]
    sections += [_lacking(given, title), _notes(given, title)]
    if given.scores is not None:
        sections.append(_scores(given, given.scores, title))
    sections.append(_internal(given, title))
    return Document(title, given.office, tuple(sections), practice=given.practice, draft=given.draft)


def _title(given: Evaluation) -> str:
    word = "title_draft" if given.draft else "title"
    return say(f"reports.evaluation.{word}", kind=say(f"models.evaluation.kind.{given.kind}"))


def _section(
    given: Evaluation, title: str, name: str, blocks: Sequence[Block], *, inside: bool = False
) -> Section:
    """Return pages under one heading; the paper's own title runs along on every page after the first."""
    mark = say("reports.evaluation.internal_mark") if inside else ""
    running = Sides(
        mark or title, say("reports.form.continued", title=name), given.dates[0], size=8.5, space=1
    )
    return Section(name, PAGE, tuple(blocks), running)


def _heading(title: str, name: str, right: str = "") -> list[Block]:
    return [
        Sides(title, "", right, size=8.5, space=0.5),
        Paragraph(name, size=13, bold=True, align=LEFT, leading=1.4, space=1, keep=True),
    ]


def _grid(columns: Sequence[Column], rows: Sequence[GridRow], size: float = _SIZE) -> Grid:
    heads = tuple(HeadCell(head, n) for n, (head, _, _) in enumerate(columns))
    return Grid(tuple(width for _, width, _ in columns), (heads,), tuple(rows), size=size, least=4.6)


def _row(columns: Sequence[Column], texts: Sequence[str]) -> GridRow:
    return GridRow("row", tuple(Cell(t, side) for t, (_, _, side) in zip(texts, columns, strict=True)))


def _band(text: str) -> GridRow:
    return GridRow("band", (Cell(text, span=WHOLE, bold=True),))


def _date_heads(given: Evaluation, width: float, alone: float) -> list[Column]:
    """Return the heads over the judgements: one, or that of 预评估 beside that of 正式."""
    if len(given.dates) == 1:
        return [(say("reports.evaluation.verdict"), alone, CENTRE)]
    words = ("before", "final")
    return [
        (say(f"reports.evaluation.{word}", date=date), width, LEFT)
        for word, date in zip(words, given.dates, strict=True)
    ]


def _verdicts(line: Line, word: str = "with") -> list[str]:
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


def _when(seen: Seen) -> str:
    return "\n".join(
        text for text in (seen.period, "、".join(t for t in (seen.stage, seen.basis) if t)) if text
    )


# The overview


def _overview(given: Evaluation, title: str) -> Section:
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
            rows.append(_row(columns, [say(f"reports.evaluation.group.{group}"), str(len(items)), *told]))
    grid = Grid(tuple(w for _, w, _ in columns), (tuple(upper), tuple(lower)), tuple(rows), size=9, least=7)
    blocks: list[Block] = [
        Paragraph(title, size=18, bold=True, align=CENTRE, leading=1.5, space=1, keep=True),
        Paragraph(given.plan, size=10, align=CENTRE, leading=1.4, space=1),
        Sides(given.office, _dates(given), day(given.day), size=9.5, space=1.5),
        grid,
        Gap(3),
        *(Paragraph(text, size=9, leading=1.5, hang=2, indent=-2) for text in _how(given)),
    ]
    return _section(given, title, say("reports.evaluation.overview"), blocks)


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


# Indicators


def _indicators(given: Evaluation, title: str, group: str) -> Section:
    columns = _indicator_columns(given)
    rows: list[GridRow] = []
    for n, item in enumerate(given.of(group), 1):
        rows.append(_band(_indicator_band(n, item)))
        rows += [_row(columns, _indicator_texts(item, line)) for line in item.lines]
    name = say(f"reports.evaluation.group.{group}")
    return _section(given, title, name, [*_heading(title, name), _grid(columns, rows)])


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
    first += _date_heads(given, 28, 17)
    last: list[Column] = [(head("when"), 23, LEFT), (head("gap"), 19, LEFT), (head("forecast"), 25, LEFT)]
    return _filled([*first, *last], head("reason"))


def _filled(columns: list[Column], head: str) -> list[Column]:
    """Return columns with a last one that takes what room is left."""
    return [*columns, (head, _WIDTH - sum(width for _, width, _ in columns), LEFT)]


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
    return [*texts, *_verdicts(line), _when(seen), seen.gap, seen.forecast, seen.reason]


# Tasks and projects


def _tasks(given: Evaluation, title: str) -> Section:
    two = len(given.dates) > 1
    columns: list[Column] = [
        (say("reports.evaluation.code"), 12, CENTRE), (say("reports.evaluation.task"), 70 - 4 * two, LEFT),
        (say("reports.evaluation.source"), 15, LEFT), (say("reports.evaluation.due"), 20, CENTRE),
        (say("reports.evaluation.who"), 24, LEFT),
    ]  # fmt: skip
    if not two:
        columns.append((say("reports.evaluation.status"), 27, LEFT))
    columns += _date_heads(given, 31, 20)
    columns.append((say("reports.evaluation.left"), 19, LEFT))
    columns = _filled(columns, say("reports.evaluation.reason"))
    rows = [_row(columns, _task_texts(item)) for item in given.of(TASKS)]
    name = say("reports.evaluation.group.tasks")
    return _section(
        given, title, name, [*_heading(title, name, _quarters(given, TASKS)), _grid(columns, rows)]
    )


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
    return [*texts, *_verdicts(line, "with_status"), seen.gap, seen.reason]


def _projects(given: Evaluation, title: str) -> Section:
    two = len(given.dates) > 1
    columns: list[Column] = [
        (say("reports.evaluation.code"), 13, CENTRE), (say("reports.evaluation.project"), 62, LEFT),
        (say("reports.evaluation.source"), 15, LEFT), (say("reports.evaluation.who"), 17, LEFT),
        (say("reports.evaluation.planned"), 22, RIGHT), (say("reports.evaluation.planned_end"), 16, CENTRE),
    ]  # fmt: skip
    if not two:
        columns.append((say("reports.evaluation.progress"), 36, LEFT))
    columns += _date_heads(given, 34, 17)
    columns.append((say("reports.evaluation.left"), 22, LEFT))
    columns = _filled(columns, say("reports.evaluation.reason"))
    rows: list[GridRow] = []
    category = None
    for item in sorted(given.of(PROJECTS), key=lambda one: _categories(given).index(one.unit)):
        if item.unit != category:
            category = item.unit
            rows.append(_band(category or say("reports.evaluation.no_category")))
        rows.append(_row(columns, _project_texts(item)))
    name = say("reports.evaluation.group.projects")
    head = _heading(title, name, _quarters(given, PROJECTS))
    blocks = [*head, *_rates(given), Gap(1.5), _grid(columns, rows)]
    return _section(given, title, name, blocks)


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
    return [*texts, *_verdicts(line), seen.gap, seen.reason]


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


# Counties


def _counties(given: Evaluation, title: str) -> Section | None:
    """Return how single counties stand: one line an item, one column a county; None where none has data."""
    columns: list[Column] = [(say("reports.evaluation.item"), 56, LEFT)]
    columns += [(name, 19.3, CENTRE) for _, name in given.counties]
    codes = [code for code, _ in given.counties]
    rows: list[GridRow] = []
    for group in GROUPS:
        items = [item for item in given.of(group) if _shown(item, codes)]
        if items:
            rows.append(_band(say(f"reports.evaluation.group.{group}")))
            rows += [_row(columns, [_called(item), *_parts(item, codes)]) for item in items]
    if not rows:
        return None
    name = say("reports.evaluation.counties")
    lead = Paragraph(
        say("reports.evaluation.counties_how", date=given.dates[0]), size=8, leading=1.4, space=1
    )
    return _section(given, title, name, [*_heading(title, name), lead, _grid(columns, rows, _SMALL)])


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


# Points, where the city has loaded a scheme


def _scores(given: Evaluation, scores: Scores, title: str) -> Section:
    def head(word: str) -> str:
        return say(f"reports.evaluation.score.{word}")

    columns: list[Column] = [
        (say("reports.evaluation.code"), 20, CENTRE), (say("reports.evaluation.item"), 110, LEFT),
        (say("reports.evaluation.verdict"), 50, CENTRE), (head("full"), 44, RIGHT),
        (head("points"), 45, RIGHT),
    ]  # fmt: skip
    named = {item.code: item for item in given.items}
    rows = [_row(columns, _score_texts(one, named.get(one.code))) for one in scores.rows]
    total = say("reports.evaluation.score.sum", judged=scores.judged)
    texts = ["", total, "", scores.full, scores.reached]
    sides = [side for _, _, side in columns]
    rows.append(GridRow("total", tuple(Cell(t, side) for t, side in zip(texts, sides, strict=True))))
    told = {"reached": scores.reached, "judged": scores.judged, "full": scores.full}
    said = [
        say("reports.evaluation.score.scheme", scheme=scores.scheme, shares=scores.shares),
        say("reports.evaluation.score.total", **told),
    ]
    blocks = [*_heading(title, head("title")), *(Paragraph(t, size=9, leading=1.45) for t in said), Gap(1.5)]
    return _section(given, title, head("title"), [*blocks, _grid(columns, rows)])


def _score_texts(one: Score, item: Item | None) -> list[str]:
    code = one.code if item is None else _code(item)
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
        _row(columns, [say(f"reports.evaluation.group.{group}"), name, called, ""])
        for group, name, called in offered
    ]
    shares: list[Column] = [(head("verdicts"), 60, LEFT), (head("verdicts_figure"), 40, RIGHT)]
    title = say("reports.evaluation.score.template")
    judged = [_row(shares, [word, ""]) for word in shared]
    tables = {"items": _grid(columns, rows), "verdicts": _grid(shares, judged)}
    sections = [
        Section(head(f"{kind}_figure"), PAGE, (
            Paragraph(title, size=13, bold=True),
            Paragraph(say(f"reports.evaluation.score.template_{kind}"), size=9), grid,
        ))
        for kind, grid in tables.items()
    ]  # fmt: skip
    return Document(title, office, tuple(sections))


# Without data, notes, the internal sheet


def _lacking(given: Evaluation, title: str) -> Section:
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
            told = {"group": say(f"reports.evaluation.group.{group}"), "n": len(items)}
            rows.append(_band(say("reports.evaluation.lacking_band", **told)))
            rows += [_row(columns, [_code(item), item.name, item.main.seen[0].reason]) for item in items]
    name = say("reports.evaluation.lacking")
    word = "lacking_how" if rows else "lacking_none"
    lead = Paragraph(
        say(f"reports.evaluation.{word}", n=number, date=given.dates[0]), size=9, leading=1.4, space=1
    )
    blocks = [*_heading(title, name), lead, *([_grid(columns, rows)] if rows else [])]
    return _section(given, title, name, blocks)


def _code(item: Item) -> str:
    """Return the number people know an item by; an indicator has none."""
    return item.code if item.group in {TASKS, PROJECTS} else ""


def _notes(given: Evaluation, title: str) -> Section:
    columns: list[Column] = [
        (say("reports.evaluation.order"), 10, CENTRE), (say("reports.evaluation.about"), 62, LEFT),
        (say("reports.evaluation.note"), 165, LEFT), (say("reports.evaluation.source"), 32, LEFT),
    ]  # fmt: skip
    rows = [_row(columns, [str(n), one.about, one.text, one.source]) for n, one in enumerate(given.notes, 1)]
    name = say("reports.evaluation.notes")
    return _section(given, title, name, [*_heading(title, name), _grid(columns, rows)])


def _internal(given: Evaluation, title: str) -> Section:
    """Return the facts that may matter to 十（一）, for the officer alone; nothing is concluded."""
    names = {**dict(given.counties)}
    columns: list[Column] = [
        (say("reports.evaluation.whose"), 28, LEFT), (say("reports.evaluation.matter"), 34, LEFT),
        (say("reports.evaluation.fact"), 137, LEFT), (say("reports.evaluation.file"), 70, LEFT),
    ]  # fmt: skip
    rows = [
        _row(columns, [names.get(f.unit, say("models.evaluation.own")), f.matter, f.text, f.file])
        for f in given.facts
    ]
    name = say("reports.evaluation.internal")
    head = [
        Sides(say("reports.evaluation.internal_mark"), "", given.dates[0], size=10, space=1),
        Paragraph(name, size=13, bold=True, align=LEFT, leading=1.4, space=1, keep=True),
    ]
    said = [
        Paragraph(say(f"reports.evaluation.internal_{word}"), size=9, leading=1.45)
        for word in ("how", "events")
    ]
    none = [] if rows else [Paragraph(say("reports.evaluation.internal_none"), size=9, leading=1.45)]
    blocks: list[Block] = [*head, *said, *none, Gap(1.5), *([_grid(columns, rows)] if rows else [])]
    return _section(given, title, name, blocks, inside=True)
