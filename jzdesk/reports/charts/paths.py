"""Each indicator over the years: what was reported, the line to the target, and where the pace leads.

Full marks are whole years, hollow ones 1—本季累计. Marks of different bases are never joined.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise

from jzdesk.models.period import Period
from jzdesk.models.trends.tracks import Track
from jzdesk.reports.chart_data import PRACTICE, Chart, Spot
from jzdesk.reports.chart_trends import (
    TEXT_LINE,
    TEXT_ROOM,
    TEXT_SIZE,
    mark_spot,
    path_height,
    path_lines,
)
from jzdesk.reports.charts.board import ACCENT, FAINT, INK, LINE, SECOND, Board
from jzdesk.reports.charts.letters import shortened, wide
from jzdesk.reports.charts.scale import Scale, scale
from jzdesk.words import say

_LEGEND, _LABEL, _GAP = 8.0, 13.0, 8.0
_HEAD, _TICKS, _ARROW = 6.0, 4.5, 4.0
_DASH, _DOTS = (4.0, 2.0), (1.0, 1.5)


def draw_paths(board: Board, chart: Chart, top: float) -> None:
    """Draw one strip for each indicator, its sentences at the right."""
    tracks = [i for i in chart.items if isinstance(i, Track)]
    y = top - _LEGEND - (PRACTICE if chart.practice else 0)
    _legend(board, y + 4.5)
    for number, track in enumerate(tracks):
        height = path_height(track)
        if number:
            board.line(0, y, board.width, y, color=LINE)
        _strip(board, track, y, height)
        y -= height
    notes = [say("reports.charts.paths.scale"), say("reports.charts.paths.method")]
    for number, note in enumerate(notes):
        board.text(0, 4.2 - 3.2 * number, note, 6.5, color=SECOND)


def _legend(board: Board, y: float) -> None:
    x = 1.5
    for word, draw in _KINDS:
        text = say(f"reports.charts.paths.{word}")
        draw(board, x, y)
        board.text(x + 5.5, y, text, 7, upright="center")
        x += 9 + wide(text, 7)


def _pair(board: Board, x: float, y: float, dashes: tuple[float, ...], color: str) -> None:
    board.path([(x - 1, y), (x + 4, y)], color=color, dashes=dashes)


_KINDS: tuple[tuple[str, Callable[[Board, float, float], None]], ...] = (
    ("year", lambda b, x, y: b.mark(x + 1.5, y, "o", full=True)),
    ("to_date", lambda b, x, y: b.mark(x + 1.5, y, "o", full=False)),
    ("line", lambda b, x, y: _pair(b, x, y, _DASH, SECOND)),
    ("aim", lambda b, x, y: b.mark(x + 1.5, y, "D", full=False, color=INK)),
    ("ahead", lambda b, x, y: _range(b, x + 1.5, y - 1.3, y + 1.3, y)),
    ("break", lambda b, x, y: _pair(b, x, y, _DOTS, INK)),
)


def _strip(board: Board, track: Track, top: float, height: float) -> None:
    head = track.name if track.unit in track.name else say(
        "reports.charts.emissions.name", name=track.name, unit=track.unit
    )  # fmt: skip
    board.text(0, top - 3.2, shortened(head, 7.8, board.width), 7.8, upright="center")
    right = board.width - TEXT_ROOM
    for number, line in enumerate(path_lines(track)):
        y = top - _HEAD - 1 - TEXT_LINE * number
        board.text(right, y, line, TEXT_SIZE, color=INK if number < 2 else SECOND, upright="top")
    _Plot(board, track, (_LABEL, top - height + _TICKS + 1, right - _GAP, top - _HEAD - 1)).draw()


class _Plot:
    """The area of one indicator: years across, figures up."""

    def __init__(self, board: Board, track: Track, area: tuple[float, float, float, float]) -> None:
        self.board, self.track = board, track
        self.left, self.low, self.right, self.high = area
        years = [mark.period.year - (mark.period.kind != "year") for mark in track.marks]
        last = [mark.period.year for mark in track.marks]
        aim, ahead = track.aim, track.ahead
        if aim is not None:
            last.append(aim.year)
            years += [aim.line[0][0]] if aim.line else []
        self.first, self.last = min(years), max(last)
        self.first = min(self.first, self.last - 1)
        values = [mark.value for mark in track.marks]
        if aim is not None:
            values += [aim.value, *(value for _, value in aim.line or ())]
        if ahead is not None:
            values += [ahead.ends, ahead.best, ahead.worst]
        self.scale: Scale = scale(values)

    def x(self, year: int, month: int = 12) -> float:
        """Return where the end of a month lies; years are told by their ends."""
        share = ((year - self.first - 1) * 12 + month) / ((self.last - self.first) * 12)
        return self.left + (self.right - self.left) * share

    def at(self, period: Period) -> float:
        return self.x(period.year, period.last_day.month)

    def y(self, value: Decimal) -> float:
        return self.low + (self.high - self.low) * self.scale.share(value)

    def draw(self) -> None:
        self._axes()
        self._line()
        self._marks()
        self._ahead()
        self._aim_spot()

    def _axes(self) -> None:
        board = self.board
        for tick, text in self.scale.ticks:
            board.line(self.left, self.y(tick), self.right, self.y(tick), color=LINE, layer=1)
            board.text(self.left - 1.5, self.y(tick), text, 6, color=SECOND, align="right", upright="center")
        board.line(self.left, self.low, self.left, self.high, color=FAINT)
        every = -(-(self.last - self.first) // 6)
        for year in range(self.first, self.last + 1):
            board.line(self.x(year), self.low, self.x(year), self.low - 0.8)
            if (self.last - year) % every == 0:
                text = say("reports.charts.paths.end_of", year=year)
                board.text(self.x(year), self.low - 1.3, text, 6, color=SECOND, align="center", upright="top")

    def _line(self) -> None:
        aim, board = self.track.aim, self.board
        if aim is None:
            return
        if aim.line is not None:
            ends = [(self.x(year), self.y(value)) for year, value in aim.line]
            board.path(ends, color=SECOND, dashes=_DASH)
        x, y = self.x(aim.year), self.y(aim.value)
        board.mark(x, y, "D", full=False, color=INK)
        # Where there is no room beyond the target the arrow ends at it, and stays off the years' names
        foot = min(y, self.high - _ARROW) if aim.up else max(y, self.low + _ARROW)
        board.pointer(x + 2.6, foot, _ARROW if aim.up else -_ARROW)

    def _marks(self) -> None:
        board, marks = self.board, self.track.marks
        for kind in ("quarter", "year"):
            mine = [m for m in marks if m.period.kind == kind]
            for one, two in pairwise(mine):
                joined = one.basis == two.basis and (kind == "year" or one.period.year == two.period.year)
                if joined:
                    ends = [(self.at(m.period), self.y(m.value)) for m in (one, two)]
                    board.path(ends, color=ACCENT, weight=1.1 if kind == "year" else 0.6)
        for one, two in pairwise(marks):
            if one.basis != two.basis:
                x = (self.at(one.period) + self.at(two.period)) / 2
                board.line(x, self.low, x, self.high, color=INK, dashes=_DOTS)
        for mark in marks:
            x, y = self.at(mark.period), self.y(mark.value)
            board.mark(x, y, "o", full=mark.period.kind == "year")
            board.spot(mark_spot(self.track, mark), x, y, 0, 0)

    def _aim_spot(self) -> None:
        """Tell where the target stands; after the figures, which one walks through first."""
        aim = self.track.aim
        if aim is None:
            return
        text = say("reports.charts.spot.target", name=self.track.name)
        period = Period(aim.year, "year", 0)
        self.board.spot(
            Spot(None, period, text, self.track.target, self.track.unit),
            self.x(aim.year),
            self.y(aim.value),
            0,
            0,
        )

    def _ahead(self) -> None:
        ahead, aim = self.track.ahead, self.track.aim
        if ahead is None or aim is None:
            return
        x, last = self.x(aim.year), self.track.marks[-1]
        low, high = sorted((self.y(ahead.best), self.y(ahead.worst)))
        ends = [(self.at(last.period), self.y(last.value)), (x - 1.8, self.y(ahead.ends))]
        self.board.path(ends, color=ACCENT, dashes=_DOTS)
        _range(self.board, x - 1.8, low, high, self.y(ahead.ends))


def _range(board: Board, x: float, low: float, high: float, middle: float) -> None:
    """Draw a range with a stroke at each end, and where its mean lies."""
    board.line(x, low, x, high, color=ACCENT, weight=0.9)
    for y in (low, high):
        board.line(x - 0.9, y, x + 0.9, y, color=ACCENT, weight=0.9)
    board.mark(x, middle, "s", full=True, size=2.6)
