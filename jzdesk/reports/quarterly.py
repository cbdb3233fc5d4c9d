"""The quarterly report: sentences, check result, charts, corrections, and then the forms themselves."""

from __future__ import annotations

from collections.abc import Sequence

from jzdesk.models.snapshot import Frozen
from jzdesk.reports import findings, sentences
from jzdesk.reports.carried import carried
from jzdesk.reports.chart_data import Chart
from jzdesk.reports.cover import edition
from jzdesk.reports.document import (
    A4,
    A4_WIDE,
    CENTRE,
    Block,
    Document,
    Figure,
    Gap,
    Grid,
    Page,
    Paragraph,
    Section,
    Sides,
)
from jzdesk.reports.forms import form_sections
from jzdesk.reports.stamp import Stamp, day
from jzdesk.words import say

_BODY = 12.0


def report_document(
    frozen: Frozen, charts: Sequence[Chart], *, draft: bool, page: Page = A4_WIDE
) -> Document:
    """Return the whole report of a period; `page` is the paper of its forms."""
    stamp = Stamp.of(frozen, draft=draft)
    title = say(f"reports.report.title_{frozen.period.kind}", place=stamp.place, period=frozen.period.title)
    chapters = [
        (say("reports.report.summary"), _summary(frozen)),
        (say("reports.report.check"), _check(frozen)),
        (say("reports.report.charts"), _charts(charts)),
        (say("reports.report.changes"), _changes(frozen)),
    ]
    blocks: list[Block] = _head(frozen, stamp, title)
    numerals = say("reports.report.numerals").split()
    for numeral, (name, content) in zip(numerals, [c for c in chapters if c[1]], strict=False):
        blocks += [_heading(say("reports.report.chapter", numeral=numeral, title=name)), *content]
    blocks += _appendix(frozen)
    text = Section(
        say("reports.report.section"),
        A4,
        tuple(blocks),
        Sides(stamp.office, "", frozen.period.title, space=3),
    )
    return Document(
        title=title, author=stamp.office, sections=(text, *form_sections(frozen, stamp, page=page)),
        practice=stamp.practice, draft=draft, code=stamp.code,
    )  # fmt: skip


def _head(frozen: Frozen, stamp: Stamp, title: str) -> list[Block]:
    plan = frozen.catalogue.data["plan"]["title"]
    issued = day(frozen.content["signers"]["issued_on"])
    line = Sides(stamp.office, edition(frozen, stamp), issued, size=10.5, space=2)
    return [
        Paragraph(plan, size=14, align=CENTRE, leading=1.6, keep=True),
        Paragraph(title, size=20, bold=True, align=CENTRE, leading=1.6, space=3, keep=True),
        line,
        Gap(2),
    ]


def _heading(text: str) -> Paragraph:
    return Paragraph(text, size=14, bold=True, leading=1.9, keep=True)


def _text(text: str, *, keep: bool = False) -> Paragraph:
    return Paragraph(text, size=_BODY, indent=2, leading=1.65, keep=keep)


def _summary(frozen: Frozen) -> list[Block]:
    return [
        _text(say("reports.report.point", title=title, text=text))
        for title, text in sentences.summary(frozen)
    ]


def _check(frozen: Frozen) -> list[Block]:
    blocks: list[Block] = [_text(findings.counts_sentence(frozen))]
    blocks += _table("explanations", findings.explanations(frozen))
    blocks += _table("owed", findings.owed(frozen))
    waived = findings.waivers(frozen)
    return blocks if waived is None else [*blocks, *_table("waivers", waived)]


def _table(word: str, grid: Grid | None) -> list[Block]:
    """Return a table below the sentence that introduces it, or the sentence that there is nothing."""
    if grid is None:
        return [_text(say(f"reports.report.no_{word}"))]
    return [_text(say(f"reports.report.{word}"), keep=True), Gap(1), grid, Gap(3)]


def _charts(charts: Sequence[Chart]) -> list[Block]:
    return [
        Figure(chart, say("reports.report.caption", number=number, title=chart.title))
        for number, chart in enumerate(charts, 1)
    ]


def _appendix(frozen: Frozen) -> list[Block]:
    found = carried(frozen)
    if found is None:
        return []
    sentence, grid = found
    return [_heading(say("reports.report.backfill")), _text(sentence, keep=True), Gap(1), grid, Gap(3)]


def _changes(frozen: Frozen) -> list[Block]:
    grid = findings.corrections(frozen)
    if grid is None:
        return _replies(frozen)
    reason = frozen.content["reason"]
    count = sum(row.kind == "row" for row in grid.rows)
    word = "changes_text" if reason else "late_text"
    sentence = say(
        f"reports.report.{word}", number=frozen.content["revision"], reason=reason,
        predecessor=frozen.content["predecessor"][-4:] or say("models.derive.dash"), count=count,
    )  # fmt: skip
    return [_text(sentence, keep=True), Gap(1), grid, Gap(3), *_replies(frozen)]


def _replies(frozen: Frozen) -> list[Block]:
    grid = findings.replies(frozen)
    if grid is None:
        return []
    return [_text(say("reports.report.replies"), keep=True), Gap(1), grid, Gap(3)]
