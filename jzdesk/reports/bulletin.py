"""季度通报, 预警函 and 催报通知 as official documents, from values alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from jzdesk.models.assess.lamps import thresholds
from jzdesk.models.bulletin import values
from jzdesk.models.bulletin.values import (
    BULLETIN,
    INDICATOR,
    PROJECT,
    SORTS,
    TASK,
    WARNING,
    Bulletin,
    Slow,
    level_of,
)
from jzdesk.models.period import Period
from jzdesk.reports import bulletin_sentences as sentences
from jzdesk.reports import bulletin_tables as tables
from jzdesk.reports import official
from jzdesk.reports.bulletin_tables import Shown
from jzdesk.reports.chart_city import axis_chart
from jzdesk.reports.document import Block, Document, Figure, Gap, Paragraph, Section
from jzdesk.reports.stamp import day
from jzdesk.words import say

_W = "reports.bulletin"
_AIR, _WATER = ("pm25", "pm10", "good_days"), ("sections", "sources")
_WORKS = ("started", "invested", "funded", "on_time")
_COUNTED = {"sections", "sources", "started", "on_time"}
"""Rates whose two figures stand in the table; those of the others are amounts of money."""
_NOTE = 9.0


def bulletin_document(given: Bulletin, kind: str, units: Sequence[str] = ()) -> Document:
    """Return one of the papers; 预警函 and 催报通知 are about `units`."""
    title = title_of(given, kind)
    if kind == BULLETIN:
        sections = _bulletin(given, title)
    elif kind == WARNING:
        sections = tuple(_warning(given, unit) for unit in units)
    else:
        sections = (_urge(given, title, units),)
    return Document(title.replace("\n", ""), given.office, sections, practice=given.practice)


def title_of(given: Bulletin, kind: str) -> str:
    """Return the title of a paper."""
    return say(f"{_W}.title_{kind}", period=given.title)


# 季度通报


def _bulletin(given: Bulletin, title: str) -> tuple[Section, ...]:
    blocks = official.heading(title, given.said.get(values.NUMBER, ""), _to(given, say(f"{_W}.to_all")))
    blocks += official.body(_lead(given) + sentences.counts(given))
    blocks += _own(given, values.LEAD)
    makers: tuple[tuple[str, Callable[[Bulletin], list[Block]]], ...] = (
        (values.REPORTING, lambda one: official.body(sentences.punctuality(one))),
        (values.AIR, _air),
        (values.WATER, lambda one: _ranked(one, _WATER)),
        (values.TASKS, _tasks),
        (values.PROJECTS, _projects),
        (values.INDICATORS, lambda one: _slow(one, INDICATOR)),
        (values.DEMANDS, lambda _: []),
    )
    number = 0
    for place, make in makers:
        content = [*make(given), *_own(given, place)]
        if content:
            number += 1
            blocks += [official.first(number, say(f"{_W}.chapter.{place}")), *content]
    annexes = [(sort, found) for sort in SORTS if (found := [one for one in given.slow if one.sort == sort])]
    blocks += official.annex_list([say(f"{_W}.annex.{sort}") for sort, _ in annexes])
    blocks = official.signed(blocks, given.office, day(given.day))
    return (official.section(title, blocks), *(_annex(n, *one) for n, one in enumerate(annexes, 1)))


def _lead(given: Bulletin) -> str:
    clause, quote = given.basis
    word = "lead" if clause and quote else "lead_clause" if clause else "lead_plain"
    return say(f"{_W}.{word}", period=given.title, clause=clause, quote=quote)


def _to(given: Bulletin, otherwise: str) -> str:
    return given.said.get(values.TO) or otherwise


def _own(given: Bulletin, place: str) -> list[Block]:
    """Return the officer's own sentences at a place."""
    return official.body(given.said.get(place, ""))


def _ranked(given: Bulletin, codes: Sequence[str], note: str = "") -> list[Block]:
    if not given.accepted:
        return official.body(say(f"{_W}.no_figures"))
    boards = [given.board(code) for code in codes]
    blocks: list[Block] = []
    for board in boards:
        blocks += official.body(sentences.of_board(given, board))
    shown = [Shown(board, parts=board.code in _COUNTED) for board in boards]
    return [*blocks, *_table(tables.ranking(shown), sentences.reported(boards) + note)]


def _air(given: Bulletin) -> list[Block]:
    """Return the rankings by air, the first of them drawn as well."""
    blocks = _ranked(given, _AIR, say(f"{_W}.note_rank"))
    if given.air is None:
        return blocks
    place = say(f"{_W}.whole_city")
    chart = axis_chart(place, Period.parse(given.period), given.air, practice=given.practice)
    return [*blocks, Figure(chart, say("reports.report.caption", number=1, title=chart.title))]


def _table(grid: Block, note: str) -> list[Block]:
    return [Gap(1.5), grid, Gap(0.8), Paragraph(note, _NOTE, leading=1.4, space=3)]


def _tasks(given: Bulletin) -> list[Block]:
    if not given.accepted:
        return official.body(say(f"{_W}.no_figures"))
    blocks: list[Block] = [official.second(1, say(f"{_W}.part.done_task"))]
    blocks += official.body(sentences.of_board(given, given.board("tasks")))
    blocks += _table(tables.tasks(given), _lamps_note(given))
    return [*blocks, official.second(2, say(f"{_W}.part.slow_task")), *_slow(given, TASK)]


def _lamps_note(given: Bulletin) -> str:
    return sentences.reported([given.board("tasks")]) + say(f"{_W}.note_lamps", thresholds=thresholds())


def _projects(given: Bulletin) -> list[Block]:
    if not given.accepted:
        return official.body(say(f"{_W}.no_figures"))
    done, slow = (official.second(n, say(f"{_W}.part.{w}_project")) for n, w in ((1, "done"), (2, "slow")))
    return [done, *_ranked(given, _WORKS), slow, *_slow(given, PROJECT)]


def _slow(given: Bulletin, sort: str) -> list[Block]:
    """Return how many are slow, and whose they are by name and level."""
    if not given.accepted:
        return official.body(say(f"{_W}.no_figures"))
    blocks = official.body(sentences.slow_counts(given, sort))
    told = sentences.by_county(given, sort)
    return [*blocks, *(official.third(n, text) for n, text in enumerate(told, 1))]


def _annex(number: int, sort: str, found: Sequence[Slow]) -> Section:
    title = say(f"{_W}.annex.{sort}")
    blocks: list[Block] = [official.annex_mark(number), *official.heading(title)]
    note = "" if sort == INDICATOR else thresholds()
    blocks += [tables.slow(found, sort), Gap(1)]
    if note:
        blocks.append(Paragraph(say(f"{_W}.note_levels", thresholds=note), _NOTE, leading=1.4))
    return official.section(title, blocks)


# 预警函


def _warning(given: Bulletin, unit: str) -> Section:
    """Return a letter to one county: what is slow there, and how much so."""
    stand, found = given.stand(unit), given.slow_of(unit)
    level = say(f"{_W}.warning_level.{level_of(found)}")
    title = say(f"{_W}.warning_to", unit=stand.name)
    blocks = official.heading(title, to=say(f"{_W}.to", name=stand.office))
    counts = sentences.mark(
        say(f"{_W}.warning_count.{sort}", n=n)
        for sort in SORTS if (n := sum(one.sort == sort for one in found))
    )  # fmt: skip
    fields = {"unit": stand.name, "period": given.title, "counts": counts, "level": level}
    blocks += official.body(say(f"{_W}.warning", **fields))
    number = 0
    for sort in SORTS:
        items = [one for one in found if one.sort == sort]
        if items:
            number += 1
            blocks.append(official.first(number, say(f"{_W}.warning_chapter.{sort}")))
            blocks += [official.third(n, _item(one)) for n, one in enumerate(items, 1)]
    blocks += official.body(say(f"{_W}.warning_end"))
    blocks += _own(given, values.WARN)
    blocks.append(Paragraph(say(f"{_W}.note_warning", thresholds=thresholds()), _NOTE, leading=1.4))
    return official.section(title, official.signed(blocks, given.office, day(given.day)))


def _item(one: Slow) -> str:
    due = say(f"{_W}.item_due", due=official.read_due(one.due)) if one.due and one.sort != INDICATOR else ""
    word = "item_target" if one.sort == INDICATOR else "item"
    return say(
        f"{_W}.{word}", title=one.title, level=sentences.level_word(one.level, one.sort), due=due,
        target=one.due, text=official.unstopped(tables.told_of(one)),
    )  # fmt: skip


# 催报通知


def _urge(given: Bulletin, title: str, units: Sequence[str]) -> Section:
    """Return the notice to the counties that owe a file or were late with it."""
    stands = [given.stand(unit) for unit in units]
    blocks = official.heading(title, to=say(f"{_W}.to", name=sentences.mark(one.office for one in stands)))
    due = say(f"{_W}.urge_due", day=day(given.due)) if given.due else say(f"{_W}.urge_no_due")
    blocks += official.body(say(f"{_W}.urge", period=given.title, due=due, day=day(given.day)))
    blocks += [*_table(tables.late(given, stands), say(f"{_W}.note_days"))]
    if any(one.wanted for one in stands):
        blocks += official.body(say(f"{_W}.urge_end"))
    if any(not one.wanted for one in stands):
        blocks += official.body(say(f"{_W}.urge_late"))
    blocks += _own(given, values.URGING)
    return official.section(title, official.signed(blocks, given.office, day(given.day)))
