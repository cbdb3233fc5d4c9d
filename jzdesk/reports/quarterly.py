"""The report of a period as an official document: on page one what a leader reads, then all that backs it.

The forms follow as its annexes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from jzdesk.models import roles
from jzdesk.models.entry import Key
from jzdesk.models.snapshot import Frozen
from jzdesk.reports import brief, findings, official, sentences
from jzdesk.reports.carried import carried
from jzdesk.reports.chart_data import Chart
from jzdesk.reports.cover import edition
from jzdesk.reports.document import A4_WIDE, Block, Document, Figure, Gap, Grid, Page
from jzdesk.reports.forms import form_sections
from jzdesk.reports.stamp import Stamp, day
from jzdesk.words import say

_SPACE = 2.0


def report_document(
    frozen: Frozen, charts: Sequence[Chart], *, draft: bool, page: Page = A4_WIDE
) -> Document:
    """Return the whole report of a period; `page` is the paper of its forms."""
    stamp = Stamp.of(frozen, draft=draft)
    title = say(f"reports.report.title_{frozen.period.kind}", place=stamp.place, period=frozen.period.title)
    issued = day(frozen.content["signers"]["issued_on"])
    blocks = [*_head(frozen, stamp, title), *_chapters(frozen, charts), *_annexes(frozen)]
    text = official.section(say("reports.report.section"), official.signed(blocks, stamp.office, issued))
    return Document(
        title=title, author=stamp.office, sections=(text, *form_sections(frozen, stamp, page=page)),
        practice=stamp.practice, draft=draft, code=stamp.code,
    )  # fmt: skip


def _head(frozen: Frozen, stamp: Stamp, title: str) -> list[Block]:
    plan = frozen.catalogue.data["plan"]["title"]
    which = say("reports.report.which", office=stamp.office, edition=edition(frozen, stamp))
    above, name, below = official.heading(f"{plan}\n{title}", which)
    # Readers find the report by its own title, and page one has no line to leave free below.
    return [replace(above, level=0), replace(name, level=1), replace(below, space=_SPACE)]


def _chapters(frozen: Frozen, charts: Sequence[Chart]) -> Iterator[Block]:
    """Yield the chapters; one without content is left out and takes no number."""
    makers: dict[str, Callable[[], list[Block]]] = {
        "summary": lambda: _summary(frozen), "details": lambda: _details(frozen),
        "narrative": lambda: _narrative(frozen), "charts": lambda: _charts(charts),
        "check": lambda: _check(frozen), "changes": lambda: _changes(frozen),
        "backfill": lambda: _backfill(frozen),
    }  # fmt: skip
    number = 0
    for name, make in makers.items():
        content = make()
        if content:
            number += 1
            yield official.first(number, say(f"reports.report.{name}"))
            yield from content


def _summary(frozen: Frozen) -> list[Block]:
    return [
        official.third(number, say("reports.report.point", title=title, text=text))
        for number, (title, text) in enumerate(brief.brief(frozen), 1)
    ]


def _details(frozen: Frozen) -> list[Block]:
    return _parts(sentences.summary(frozen))


def _parts(parts: Sequence[tuple[str, str]]) -> list[Block]:
    """Return texts, each below its heading of the second level."""
    blocks: list[Block] = []
    for number, (title, text) in enumerate(parts, 1):
        blocks += [official.second(number, title), *official.body(text)]
    return blocks


def _narrative(frozen: Frozen) -> list[Block]:
    """Return what the office says in its own words; nothing where it has nothing to say."""
    form = next((form for form in frozen.forms if form.role == roles.NARRATIVE), None)
    if form is None:
        return []
    told = ((row, frozen.value(Key(form.id, row.code, row.primary))) for row in frozen.rows(form))
    mark = say("reports.report.own_mark")
    return _parts([(row.name.partition(mark)[2] or row.name, text) for row, text in told if text])


def _check(frozen: Frozen) -> list[Block]:
    blocks = official.body(findings.counts_sentence(frozen))
    blocks += _table("explanations", findings.explanations(frozen))
    blocks += _table("owed", findings.owed(frozen))
    waived = findings.waivers(frozen)
    return blocks if waived is None else [*blocks, *_table("waivers", waived)]


def _table(word: str, grid: Grid | None) -> list[Block]:
    """Return a table below the sentence that introduces it, or the sentence that there is nothing."""
    if grid is None:
        return official.body(say(f"reports.report.no_{word}"))
    return _below(say(f"reports.report.{word}"), grid)


def _below(sentence: str, grid: Grid) -> list[Block]:
    return [*official.body(sentence, keep=True), Gap(1), grid, Gap(3)]


def _charts(charts: Sequence[Chart]) -> list[Block]:
    return [
        Figure(chart, say("reports.report.caption", number=number, title=chart.title))
        for number, chart in enumerate(charts, 1)
    ]


def _changes(frozen: Frozen) -> list[Block]:
    grid = findings.corrections(frozen)
    if grid is None:
        return _replies(frozen)
    reason = frozen.content["reason"]
    count = sum(row.kind == "row" for row in grid.rows)
    word = "changes_text" if reason else "late_text"
    sentence = say(
        f"reports.report.{word}", number=frozen.content["revision"], reason=official.unstopped(reason),
        predecessor=frozen.content["predecessor"][-4:] or say("models.derive.dash"), count=count,
    )  # fmt: skip
    return [*_below(sentence, grid), *_replies(frozen)]


def _replies(frozen: Frozen) -> list[Block]:
    grid = findings.replies(frozen)
    return [] if grid is None else _below(say("reports.report.replies"), grid)


def _backfill(frozen: Frozen) -> list[Block]:
    found = carried(frozen)
    return [] if found is None else _below(*found)


def _annexes(frozen: Frozen) -> list[Block]:
    """Return the list of the forms that follow."""
    return official.annex_list(
        [say("reports.report.annex", number=form.number, title=form.title) for form in frozen.forms]
    )
