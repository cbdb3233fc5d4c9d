"""Every county's figure on one axis from zero: a bar each, its figure in a column, its target as a stroke.

Kinds of figures differ by their hatch and by a word beside them; what is missing is a word and no bar.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from jzdesk.models import quantity
from jzdesk.models.across.axis import Axis, Bar
from jzdesk.reports.chart_city import GOAL, GROUP, NOTE, NOTE_SIZE, ROW, axis_notes, bar_spot, shared
from jzdesk.reports.chart_data import Chart
from jzdesk.reports.charts.board import FAINT, INK, LINE, PALE, SECOND, Board
from jzdesk.reports.charts.letters import shortened, wide
from jzdesk.reports.charts.scale import Scale, scale
from jzdesk.words import say

_W = "reports.charts.counties"
_NAME, _BAR, _GAP, _STEP = 27.0, 3.0, 3.0, 4.5
_SIZE, _SMALL = 7.2, 6.5
_DOTTED = 4  # the look of what is not compared
_LEGEND, _TICKS = 6.0, 4.5


def draw_counties(board: Board, chart: Chart, top: float) -> None:
    """Draw the groups below each other, 市本级 last, then the axis and what has to be known."""
    axis = next(i for i in chart.items if isinstance(i, Axis))
    top -= 4.5 if chart.practice else 0
    _legend(board, axis, top - 2.5)
    low = NOTE * len(axis_notes(axis)) + _TICKS + 1
    _Plot(board, chart, axis, low, top - _LEGEND - (GOAL if shared(axis) else 0)).draw()
    for number, note in enumerate(reversed(axis_notes(axis))):
        board.text(0, 1 + NOTE * number, note, NOTE_SIZE, color=SECOND)


def _legend(board: Board, axis: Axis, y: float) -> None:
    x = 0.0
    for word, draw in _kinds(axis):
        text = say(f"{_W}.{word}", unit=axis.unit, goal=axis.goal.text if axis.goal else "")
        draw(board, x, y)
        board.text(x + 6, y, text, _SMALL, upright="center")
        x += 9.5 + wide(text, _SMALL)


def _kinds(axis: Axis) -> Iterator[tuple[str, Callable[[Board, float, float], None]]]:
    """Yield what is drawn on an axis, each with its word and how it is shown."""
    bars = list(axis.bars)
    if any(b.compared and not b.standin for b in bars):
        yield "reported", lambda b, x, y: b.bar(x, y - 1.1, 4.5, 2.2)
    if any(b.standin for b in bars):
        yield "standin", lambda b, x, y: b.bar(x, y - 1.1, 4.5, 2.2, hatched=True)
    if any(b.value is not None and b.why for b in bars):
        yield "apart", lambda b, x, y: b.segment(x, y - 1.1, 4.5, 2.2, _DOTTED)
    if any(b.approved is not None for b in bars):
        yield "approved", lambda b, x, y: b.mark(x + 2.2, y, "D", full=False, color=INK)
    if any(b.aim is not None for b in bars):
        yield "aim", lambda b, x, y: b.line(x + 2.2, y - 1.6, x + 2.2, y + 1.6, color=INK, weight=1.4)


class _Plot:
    """The lines of the offices: names at the left, bars on one scale, figures and places at the right."""

    def __init__(self, board: Board, chart: Chart, axis: Axis, low: float, high: float) -> None:
        self.board, self.chart, self.axis, self.low, self.high = board, chart, axis, low, high
        self.goal = axis.goal.value if axis.goal else None
        bars = list(axis.bars)
        self.texts = {b.unit: _figure(axis, b) for b in bars}
        self.approved = {
            b.unit: say(f"{_W}.approved_one", figure=quantity.show(b.approved, axis.places))
            for b in bars if b.approved is not None
        }  # fmt: skip
        right = board.width - 0.5
        self.place_x = right
        right -= 11.0 if axis.ranked else 0.0
        self.approved_x = right
        right -= max((wide(t, _SMALL) for t in self.approved.values()), default=-_GAP) + _GAP
        self.figure_x = right
        right -= max((wide(t, _SIZE) for t in self.texts.values()), default=0.0) + _GAP
        self.left, self.right = _NAME + 1, right
        known = [v for b in bars for v in (b.value, b.approved, b.aim) if v is not None]
        self.scale: Scale = scale([*known, *([self.goal] if self.goal is not None else [])], from_zero=True)

    def x(self, value: Decimal) -> float:
        return self.left + (self.right - self.left) * self.scale.share(value)

    def draw(self) -> None:
        self._ticks()
        y = self.high
        for group in self.axis.groups:
            y = self._group(group.name, group.bars, y)
        if self.axis.own is not None:
            y = self._group("", (self.axis.own,), y)
        self._goal_line()

    def _ticks(self) -> None:
        board, last = self.board, self.left - _STEP
        for tick, text in self.scale.ticks:
            x = self.x(tick)
            board.line(x, self.low, x, self.high, color=LINE, layer=1)
            if x - wide(text, 6.2) / 2 > last:  # long figures stand only where they have room
                board.text(x, self.low - 1, text, 6.2, color=SECOND, align="center", upright="top")
                last = x + wide(text, 6.2) / 2 + 1
        zero = self.x(Decimal(0))
        board.line(zero, self.low, zero, self.high, color=FAINT)

    def _group(self, name: str, bars: tuple[Bar, ...], y: float) -> float:
        """Draw a group from `y` down, and return where it ends."""
        self.board.line(0, y, self.board.width, y, color=LINE)
        self.board.text(0, y - GROUP / 2, name, _SMALL, color=SECOND, upright="center")
        y -= GROUP
        for bar in bars:
            self._line(bar, y - ROW / 2)
            y -= ROW
        return y

    def _line(self, bar: Bar, middle: float) -> None:
        board, axis = self.board, self.axis
        name = shortened(bar.name, _SIZE, _NAME - 1)
        board.text(_NAME - 1, middle, name, _SIZE, align="right", upright="center")
        if bar.value is not None:
            self._bar(bar, bar.value, middle)
        self._marks(bar, middle)
        text = self.texts[bar.unit]
        if bar.value is None:  # a word begins where a bar would, and nothing runs through it
            board.patch(self.left + 1, middle - 1.6, wide(text, _SIZE) + 1, 3.2, PALE)
            board.text(self.left + 1.5, middle, text, _SIZE, color=SECOND, upright="center")
        else:
            board.text(self.figure_x, middle, text, _SIZE, align="right", upright="center")
        if bar.unit in self.approved:
            told = self.approved[bar.unit]
            board.text(self.approved_x, middle, told, _SMALL, align="right", upright="center")
        if axis.ranked and bar.place:
            told = say(f"{_W}.{'tied' if bar.tied else 'place'}", n=bar.place)
            board.text(self.place_x, middle, told, _SMALL, color=SECOND, align="right", upright="center")
        if self.chart.period is not None:
            spot = bar_spot(axis, bar, self.chart.period)
            board.spot(spot, self.left, middle - ROW / 2, self.right - self.left, ROW)

    def _bar(self, bar: Bar, value: Decimal, middle: float) -> None:
        start, end = sorted((self.x(Decimal(0)), self.x(value)))
        if end <= start:
            return
        if bar.why:
            self.board.segment(start, middle - _BAR / 2, end - start, _BAR, _DOTTED)
        else:
            self.board.bar(start, middle - _BAR / 2, end - start, _BAR, hatched=bar.standin)

    def _marks(self, bar: Bar, middle: float) -> None:
        if bar.aim is not None:
            x = self.x(bar.aim)
            self.board.line(x, middle - 2.3, x, middle + 2.3, color=PALE, weight=3, layer=2.55)
            self.board.line(x, middle - 2.3, x, middle + 2.3, color=INK, weight=1.4, layer=2.6)
        if bar.approved is not None:
            self.board.mark(self.x(bar.approved), middle, "D", full=False, color=INK)

    def _goal_line(self) -> None:
        """Draw what all are measured against across all lines, and say above what it is."""
        goal = self.axis.goal
        if goal is None or goal.value is None:
            return
        x, board = self.x(goal.value), self.board
        board.line(x, self.low, x, self.high + 1.5, color=INK, weight=1.2)
        if goal.up is not None:
            # The arrow shows to which side a figure should lie
            board.arrow(x, self.high + 1.5, 4.5 if goal.up else -4.5)
        room = board.width - x
        right = wide(goal.text, _SMALL) > room - 6
        at = x - 5.5 if right else x + 5.5
        board.text(
            at, self.high + 1.5, goal.text, _SMALL, align="right" if right else "left", upright="center"
        )


def _figure(axis: Axis, bar: Bar) -> str:
    """Return an office's figure as it is read, or the word for why there is none."""
    if bar.value is None:
        return bar.why or say("models.derive.dash")
    figure = quantity.show(bar.value, axis.places)
    return say(f"{_W}.standin_one", figure=figure) if bar.standin else figure
