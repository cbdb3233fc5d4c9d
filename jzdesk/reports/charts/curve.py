"""The S-curve of the investment: what was done up to each quarter, what the terms ask, and 四率 beside it."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from jzdesk.models import quantity
from jzdesk.models.period import Period
from jzdesk.models.trends.works import Step, Works
from jzdesk.reports.chart_data import PRACTICE, Chart
from jzdesk.reports.chart_trends import step_spot
from jzdesk.reports.charts.board import ACCENT, FAINT, INK, LINE, SECOND, Board
from jzdesk.reports.charts.letters import shortened, wide
from jzdesk.reports.charts.scale import scale
from jzdesk.words import say

_LEGEND, _FOOT, _TICKS, _LABEL = 8.0, 8.0, 5.0, 19.0
_RATES, _GAP, _BAR = 45.0, 9.0, 2.2
_DASH, _DOTS = (4.0, 2.0), (1.0, 1.5)


def draw_curve(board: Board, chart: Chart, top: float) -> None:
    """Draw both curves and the level of the whole plan at the left, the four rates at the right."""
    works = next(i for i in chart.items if isinstance(i, Works))
    top -= PRACTICE if chart.practice else 0
    _legend(board, chart, works, top - 3.5)
    area = (_LABEL, _FOOT + _TICKS, board.width - _RATES - _GAP, top - _LEGEND)
    _Curves(board, works, area, chart.unit).draw()
    _rates(board, works, top - _LEGEND)
    for number, note in enumerate(_notes(works)):
        board.text(0, 4.2 - 3.2 * number, note, 6.5, color=SECOND)


def _notes(works: Works) -> tuple[str, str]:
    if not works.timed:
        plan = say("reports.charts.curve.no_terms")
    else:
        word = "terms" if works.timed == works.count else "some_terms"
        plan = say(f"reports.charts.curve.{word}", number=works.timed, of=works.count)
    word = "pending" if works.pending else "scale"
    return plan, say(f"reports.charts.curve.{word}", number=works.pending)


def _legend(board: Board, chart: Chart, works: Works, y: float) -> None:
    x = 1.0
    for word, there in (("done", True), ("asked", works.timed > 0), ("whole", works.whole is not None)):
        if not there:
            continue
        text = say(f"reports.charts.curve.{word}", unit=chart.unit)
        if word == "done":
            board.path([(x - 1, y), (x + 5, y)], color=ACCENT, weight=1.3)
            board.mark(x + 2, y, "o", full=True)
        elif word == "asked":
            board.path([(x - 1, y), (x + 5, y)], color=SECOND, dashes=_DASH)
        else:
            board.path([(x - 1, y), (x + 5, y)], color=INK, dashes=_DOTS)
        board.text(x + 6.5, y, text, 7, upright="center")
        x += 10 + wide(text, 7)


class _Curves:
    """The area of the curves: quarters across, money up from zero."""

    def __init__(
        self, board: Board, works: Works, area: tuple[float, float, float, float], unit: str
    ) -> None:
        self.board, self.works, self.unit = board, works, unit
        self.left, self.low, self.right, self.high = area
        steps = works.steps
        every = [works.whole, *(v for s in steps for v in (s.done, s.planned))]
        values = [v for v in every if v is not None]
        self.scale = scale(values, from_zero=True, parts=4)
        self.first, self.last = _quarter(steps[0].period) - 1, _quarter(steps[-1].period)

    def x(self, period: Period) -> float:
        share = (_quarter(period) - self.first) / (self.last - self.first)
        return self.left + (self.right - self.left) * share

    def y(self, value: Decimal) -> float:
        return self.low + (self.high - self.low) * self.scale.share(value)

    def draw(self) -> None:
        self._axes()
        board, works = self.board, self.works
        if works.whole is not None:
            y = self.y(works.whole)
            board.path([(self.left, y), (self.right, y)], color=INK, dashes=_DOTS)
        asked = [(self.x(s.period), self.y(s.planned)) for s in works.steps if s.planned is not None]
        if len(asked) > 1:
            board.path(asked, color=SECOND, dashes=_DASH)
        elif asked:  # one point makes no line
            board.path([(asked[0][0] - 4, asked[0][1]), asked[0]], color=SECOND, dashes=_DASH)
        for one, two in pairwise(works.steps):
            if one.done is not None and two.done is not None:
                ends = [(self.x(s.period), self.y(s.done or Decimal(0))) for s in (one, two)]
                board.path(ends, color=ACCENT, weight=1.3)
        for step in works.steps:
            self._step(step)

    def _step(self, step: Step) -> None:
        if step.done is not None:
            x, y = self.x(step.period), self.y(step.done)
            self.board.mark(x, y, "o", full=True)
            self.board.spot(step_spot(step, self.unit), x, y, 0, 0)

    def _axes(self) -> None:
        board = self.board
        for tick, text in self.scale.ticks:
            board.line(self.left, self.y(tick), self.right, self.y(tick), color=LINE, layer=1)
            board.text(
                self.left - 1.5, self.y(tick), text, 6.5, color=SECOND, align="right", upright="center"
            )
        board.line(self.left, self.y(Decimal(0)), self.right, self.y(Decimal(0)), color=FAINT)
        ends = [s.period for s in self.works.steps if s.period.index == 4]
        every = -(-len(ends) // 6)
        for number, period in enumerate(reversed(ends)):
            x = self.x(period)
            board.line(x, self.low, x, self.low - 0.8)
            if number % every == 0:
                text = say("reports.charts.paths.end_of", year=period.year)
                board.text(x, self.low - 1.3, text, 6.5, color=SECOND, align="center", upright="top")


def _quarter(period: Period) -> int:
    return period.year * 4 + period.index


def _rates(board: Board, works: Works, top: float) -> None:
    """Draw each rate with its figure, a bar up to 100 %, and what it is made of."""
    left = board.width - _RATES
    for number, rate in enumerate(works.rates):
        y = top - 4 - number * 12.5
        figure = say("models.derive.dash") if rate.value is None else f"{quantity.show(rate.value, 1)}%"
        board.text(left, y, rate.name, 7.5, upright="center")
        board.text(board.width - 0.5, y, figure, 8.5, align="right", upright="center")
        share = min(max(rate.value or Decimal(0), Decimal(0)), Decimal(100)) / 100
        length = float(share) * (_RATES - 0.5)
        if length:
            board.bar(left, y - 4.2, length, _BAR)
        board.patch(left + length, y - 4.2, _RATES - 0.5 - length, _BAR, LINE)
        board.text(left, y - 6.4, shortened(rate.text, 6, _RATES), 6, color=SECOND, upright="center")
