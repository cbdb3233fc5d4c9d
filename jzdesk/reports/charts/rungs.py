"""Shares of a year on one axis in percent: a bar each, its target as a stroke, and how it stands.

A hollow circle is the year before, a diamond the base year; the lamp differs by shape, with its word beside.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from jzdesk.models import quantity
from jzdesk.models.trends.rungs import Rung
from jzdesk.reports.chart_data import Chart
from jzdesk.reports.chart_trends import MOST_RUNGS, RUNG, rung_spots
from jzdesk.reports.charts.board import FAINT, INK, LINE, PALE, SECOND, Board
from jzdesk.reports.charts.letters import shortened, wide
from jzdesk.reports.charts.lights import lamp
from jzdesk.reports.charts.scale import scale
from jzdesk.words import say

_W = "reports.charts.rungs"
_NAME, _BAR, _SIZE = 47.0, 2.6, 6.8
_FIGURE, _TARGET, _VERDICT = 40.0, 26.0, 20.0
"""Where the columns at the right end and begin: the figure, the target, the lamp, from the right edge."""
_LEGEND, _HEADS, _FOOT = 6.0, 4.0, 8.5


def draw_rungs(board: Board, chart: Chart, top: float) -> None:
    """Draw a line for each share, in the order of the form."""
    every = [i for i in chart.items if isinstance(i, Rung)]
    rungs, hidden = every[:MOST_RUNGS], len(every) - MOST_RUNGS
    top -= 4.5 if chart.practice else 0
    _legend(board, rungs, top - 2.5)
    high = top - _LEGEND - _HEADS
    low = _FOOT
    known = [v for r in rungs for v in (r.value, r.before, r.base, r.target) if v is not None]
    measure = scale(known, from_zero=True, parts=5)
    left, right = _NAME + 1, board.width - _FIGURE - 9

    def x(value: Decimal) -> float:
        return left + (right - left) * measure.share(value)

    for tick, text in measure.ticks:
        board.line(x(tick), low, x(tick), high, color=LINE, layer=1)
        board.text(x(tick), low - 1, f"{text}%", 6.2, color=SECOND, align="center", upright="top")
    board.line(x(Decimal(0)), low, x(Decimal(0)), high, color=FAINT)
    _heads(board, high + _HEADS / 2)
    for number, rung in enumerate(rungs):
        _rung(board, chart, rung, high - (number + 0.5) * RUNG, x)
    more = say("reports.charts.stages.hidden", number=hidden) if hidden > 0 else ""
    board.text(0, 1, say(f"{_W}.scale") + more, 6.5, color=SECOND)


def _legend(board: Board, rungs: list[Rung], y: float) -> None:
    kinds: tuple[tuple[str, bool, Callable[[float], None]], ...] = (
        ("value", True, lambda x: board.bar(x, y - 1.1, 4.5, 2.2)),
        ("target", True, lambda x: board.line(x + 2.2, y - 1.6, x + 2.2, y + 1.6, color=INK, weight=1.4)),
        (
            "before",
            any(r.before is not None for r in rungs),
            lambda x: board.mark(x + 2.2, y, "o", full=False),
        ),
        ("base", any(r.base is not None for r in rungs), lambda x: board.diamond(x + 2.2, y)),
    )
    at = 0.0
    for word, there, draw in kinds:
        if there:
            draw(at)
            text = say(f"{_W}.{word}")
            board.text(at + 6, y, text, _SIZE, upright="center")
            at += 9.5 + wide(text, _SIZE)


def _heads(board: Board, y: float) -> None:
    right = board.width
    for word, x, align in (
        ("figure", right - _FIGURE, "right"), ("aim", right - _TARGET, "right"),
        ("verdict", right - _VERDICT + 4, "left"),
    ):  # fmt: skip
        board.text(x, y, say(f"{_W}.{word}"), 6.5, color=SECOND, align=align, upright="center")


def _rung(board: Board, chart: Chart, rung: Rung, y: float, x: Callable[[Decimal], float]) -> None:
    board.text(_NAME, y, shortened(rung.name, _SIZE, _NAME), _SIZE, align="right", upright="center")
    start, end = sorted((x(Decimal(0)), x(rung.value)))
    if end > start:
        board.bar(start, y - _BAR / 2, end - start, _BAR)
    if rung.base is not None:
        board.diamond(x(rung.base), y)
    if rung.before is not None:
        board.mark(x(rung.before), y, "o", full=False)
    if rung.target is not None:
        at = x(rung.target)
        board.line(at, y - 2.1, at, y + 2.1, color=PALE, weight=3, layer=2.55)
        board.line(at, y - 2.1, at, y + 2.1, color=INK, weight=1.4, layer=2.6)
    right = board.width
    figure = quantity.show(rung.value, rung.places)
    board.text(right - _FIGURE, y, figure, _SIZE, align="right", upright="center")
    told = shortened(rung.text, _SIZE, _FIGURE - _TARGET - 2)
    board.text(right - _TARGET, y, told, _SIZE, align="right", upright="center")
    lamp(board, right - _VERDICT, y, rung.verdict)
    board.text(right - _VERDICT + 4, y, rung.verdict, _SIZE, upright="center")
    if chart.period is not None:
        own, target = rung_spots(rung, chart.period)
        board.spot(own, start, y - _BAR / 2, max(end - start, 3.5), _BAR)
        if rung.target is not None:
            board.spot(target, x(rung.target), y - 1, 0, 2)
