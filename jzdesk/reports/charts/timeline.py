"""Tasks on the way to their terms: a bar from the start to the term, its mark by how the task stands.

Those behind come first. Marks differ by shape, and the word beside each says what it means.
"""

from __future__ import annotations

from datetime import date

from jzdesk.models.trends.tasks import Stage, Stages
from jzdesk.reports.chart_data import PRACTICE, Chart
from jzdesk.reports.chart_trends import (
    MOST_STAGES,
    NOTE_LINE,
    STAGE_LINE,
    TEXT_SIZE,
    stage_notes,
    stage_spot,
)
from jzdesk.reports.charts.board import FAINT, INK, LINE, SECOND, Board
from jzdesk.reports.charts.letters import shortened, wide
from jzdesk.words import say

_LEGEND, _TICKS = 8.0, 5.0
_NAME, _WORD = 66.0, 25.0
_DOTS = (1.0, 1.5)
_MARKS = {
    "red": ("s", True, "#B3261E"), "yellow": ("^", True, "#A85A00"), "grey": ("o", False, SECOND),
    "green": ("o", True, "#1F7A3D"),
}  # fmt: skip
_NO_MARK = ("D", False, SECOND)


def draw_timeline(board: Board, chart: Chart, top: float) -> None:
    """Draw one line for each task with a term, then what is left out, and what lamps go by."""
    stages = next(i for i in chart.items if isinstance(i, Stages))
    top -= PRACTICE if chart.practice else 0
    shown = stages.items[:MOST_STAGES]
    _legend(board, shown, top - 3.5)
    high = top - _LEGEND
    low = high - STAGE_LINE * len(shown)
    years = _Years(shown, board.width)
    for year in range(years.first, years.last + 1):
        x = years.x(date(year, 12, 31))
        board.line(x, low, x, high, color=LINE, layer=1)
        text = say("reports.charts.paths.end_of", year=year)
        board.text(x, low - 1, text, 6.2, color=SECOND, align="center", upright="top")
    if chart.period is not None:
        x = years.x(chart.period.last_day)
        board.line(x, low, x, high + 1, color=INK, dashes=_DOTS, layer=1.5)
    for number, stage in enumerate(shown):
        _stage(board, years, chart, stage, high - (number + 0.5) * STAGE_LINE)
    for number, note in enumerate(stage_notes(stages)):
        y = low - _TICKS - 1.5 - NOTE_LINE * number
        board.text(0, y, note, TEXT_SIZE, color=SECOND, upright="top")


def _legend(board: Board, shown: tuple[Stage, ...], y: float) -> None:
    x = 1.5
    for colour, (shape, full, ink) in _MARKS.items():
        if any(stage.colour == colour for stage in shown):
            text = say(f"reports.charts.stages.{colour}")
            board.mark(x, y, shape, full=full, size=4.6, color=ink)
            board.text(x + 2.8, y, text, 7, upright="center")
            x += 7 + wide(text, 7)
    board.line(x, y - 1.5, x, y + 1.5, color=INK, dashes=_DOTS)
    board.text(x + 2, y, say("reports.charts.stages.now"), 7, upright="center")


class _Years:
    """Years across; a term beyond them lies at the edge."""

    def __init__(self, shown: tuple[Stage, ...], width: float) -> None:
        self.first = min(stage.begins.year for stage in shown) - 1
        self.last = max(max(stage.due.year for stage in shown), self.first + 1)
        self.left, self.right = _NAME + 6, width - _WORD - 5

    def x(self, day: date) -> float:
        """Return where a day lies."""
        start, end = date(self.first, 12, 31), date(self.last, 12, 31)
        share = min(max((day - start).days / (end - start).days, 0.0), 1.0)
        return self.left + (self.right - self.left) * share


def _stage(board: Board, years: _Years, chart: Chart, stage: Stage, middle: float) -> None:
    shape, full, color = _MARKS.get(stage.colour, _NO_MARK)
    board.text(0, middle, shortened(stage.name, 6.8, _NAME - 1), 6.8, upright="center")
    begins, due = years.x(stage.begins), years.x(stage.due)
    board.line(begins, middle, due, middle, color=FAINT, weight=0.8)
    board.mark(due, middle, shape, full=full, size=4.6, color=color)
    if stage.finished:
        year, month = int(stage.finished[:4]), int(stage.finished[5:7])
        x = years.x(date(year, month, 28))
        board.line(x, middle - 1.4, x, middle + 1.4, color=INK, weight=1.2)
    word = shortened(f"{stage.due.year}-{stage.due.month:02d} {stage.word}", 6.5, _WORD)
    board.text(board.width - _WORD, middle, word, 6.5, color=SECOND, upright="center")
    if chart.period is not None:
        board.spot(stage_spot(stage, chart.period), due, middle - 1, 0, 2)
