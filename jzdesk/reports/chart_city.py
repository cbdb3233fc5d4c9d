"""Charts of a city's counties beside each other: one figure on one axis, and what came from each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jzdesk.models import quantity
from jzdesk.models.across.axis import Axis, Bar
from jzdesk.models.across.handed import KINDS, Handed, Head, Line, Square
from jzdesk.models.across.whole import Across
from jzdesk.models.period import Period
from jzdesk.reports.chart_data import Chart, Spot
from jzdesk.reports.charts.letters import wide, wrapped
from jzdesk.words import say

COUNTIES, FORMS, PERIODS = "counties", "handed_forms", "handed_periods"
ROW, GROUP, NOTE, NOTE_SIZE = 5.2, 4.4, 3.2, 6.5
"""Millimetres of an office's line, a group's head and a line of notes, and the notes' size in points."""
CELL, KEY, NAMES, STATES, SAMPLE = 5.8, 4.6, 25.0, 27.0, 12.0
"""Of a table of what came: a county's line, a line of the legend, the names, the states, a look shown."""
GOAL, HEAD, GROUPED = 5.0, 7.0, 11.0
"""The room for what all are measured against; for the heads of columns, and for those under a common one."""
_WIDTH, _AROUND, _BELOW, _EMPTY = 158.0, 15.0, 7.5, 24.0
_W = "reports.charts"


def city_charts(across: Across) -> Iterator[Chart]:
    """Yield the charts of a city: what came form by form and period by period, then each figure."""
    for name, handed in ((FORMS, across.forms), (PERIODS, across.periods)):
        if handed is not None:
            yield _handed_chart(across, name, handed)
    for axis in across.axes:
        yield axis_chart(across.place, across.period, axis, practice=across.practice)


def axis_chart(place: str, period: Period, axis: Axis, *, practice: bool) -> Chart:
    """Return one figure of every county on one axis."""
    title = say(f"{_W}.{COUNTIES}.title", place=place, period=period.title, what=axis.title)
    empty = say(f"{_W}.{COUNTIES}.empty", period=period.title, what=axis.title)
    height = _AROUND + ROW * len(list(axis.bars)) + GROUP * (len(axis.groups) + (axis.own is not None))
    height += NOTE * len(axis_notes(axis)) + (GOAL if shared(axis) else 0)
    told = axis.told
    return Chart(
        COUNTIES, title, (axis,) if told else (), empty, practice, period=period,
        unit=axis.unit, height=height if told else _EMPTY, file=f"{COUNTIES}_{_stem(axis.code)}",
    )  # fmt: skip


def shared(axis: Axis) -> bool:
    """Tell whether all offices are measured against the same figure."""
    return axis.goal is not None and axis.goal.value is not None


def head_room(handed: Handed) -> float:
    """Return how high the heads of the columns are."""
    return GROUPED if any(head.group for head in handed.heads) else HEAD


def square_width(handed: Handed) -> float:
    """Return how wide a square of a table of what came is."""
    states = STATES if any(line.state for line in handed.lines) else 0.0
    return (_WIDTH - NAMES - states) / len(handed.heads)


def legend(handed: Handed) -> list[list[str]]:
    """Return the kinds of squares that occur, in lines no wider than the chart."""
    used = {square.kind for line in handed.lines for square in line.squares}
    lines: list[list[str]] = [[]]
    x = 0.0
    for kind in (kind for kind in KINDS if kind in used):
        room = key_width(handed, kind)
        if lines[-1] and x + room > _WIDTH:
            lines.append([])
            x = 0.0
        lines[-1].append(kind)
        x += room + 4
    return lines


def key_width(handed: Handed, kind: str) -> float:
    """Return how wide a look with what it means is in a legend."""
    sample = min(square_width(handed), SAMPLE)
    return sample + 1 + wide(say(f"{_W}.handed.means.{kind}"), NOTE_SIZE)


def _stem(code: str) -> str:
    return re.sub(r"[^0-9A-Za-z]+", "_", code)


def axis_notes(axis: Axis) -> list[str]:
    """Return what has to be known of an axis, in lines."""
    told = [say(f"{_W}.{COUNTIES}.{'by_place' if axis.ranked else 'by_size'}"), *axis.notes]
    return wrapped(say(f"{_W}.note", text="".join(told)), NOTE_SIZE, _WIDTH)


def _handed_chart(across: Across, name: str, handed: Handed) -> Chart:
    first, last = handed.first, handed.last
    years = str(first.year) if first.year == last.year else f"{first.year}—{last.year}"
    title = say(f"{_W}.{name}.title", place=across.place, period=across.period.title, years=years)
    empty = say(f"{_W}.{name}.empty", period=across.period.title)
    items = (handed,) if handed.heads else ()
    height = _BELOW + head_room(handed) + CELL * len(handed.lines) + NOTE * len(handed_notes(handed))
    height += KEY * len(legend(handed)) if items else 0
    return Chart(
        name, title, items, empty, across.practice, period=across.period, height=height if items else _EMPTY
    )


def handed_notes(handed: Handed) -> list[str]:
    """Return what has to be known of a table of what came, in lines."""
    return wrapped(say(f"{_W}.note", text=handed.note), NOTE_SIZE, _WIDTH) if handed.note else []


def bar_spot(axis: Axis, bar: Bar, period: Period) -> Spot:
    """Return what an office's line on an axis stands for."""
    name = say(f"{_W}.spot.county", unit=bar.name, what=axis.title)
    if bar.value is None:
        return Spot(axis.key, period, name, bar.why, "", office=bar.unit)
    figure = quantity.show(bar.value, axis.places)
    return Spot(axis.key, period, name, figure, axis.unit, office=bar.unit)


def square_spot(line: Line, head: Head, square: Square) -> Spot:
    """Return what a square of a table of what came stands for."""
    word = say(f"{_W}.handed.{square.kind}")
    text = say(f"{_W}.spot.detail", kind=word, detail=square.detail) if square.detail else word
    name = say(f"{_W}.spot.county", unit=line.name, what=head.name)
    return Spot(None, head.period, name, text, "", office=line.unit)
