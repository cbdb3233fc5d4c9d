"""Each pollutant as one whole, parted by source: a bar from 0 to 100 %, the sum beside it.

Pollutants differ a thousandfold, so what they have in common is how they are parted.
"""

from __future__ import annotations

from jzdesk.models import quantity
from jzdesk.reports.chart_data import PRACTICE, Chart
from jzdesk.reports.chart_sources import BLOCKS, Mixture
from jzdesk.reports.charts.board import FAINT, LINE, PALE, SECOND, Board
from jzdesk.reports.charts.letters import wide
from jzdesk.words import say

_LEGEND, _AXIS, _FOOT = 7.0, 4.5, 5.0
_NAME, _SUM = 34.0, 31.0
_BAR, _WORD = 4.4, 2.0
_SMALL = 5.6
_STEPS = (0, 25, 50, 75, 100)


def draw_sources(board: Board, chart: Chart, top: float) -> None:
    """Draw one bar for each pollutant, the sources in the order of the form."""
    items = [i for i in chart.items if isinstance(i, Mixture)]
    _legend(board, items, top - 3)
    high, low = top - _LEGEND - (PRACTICE if chart.practice else 0), _FOOT + _AXIS
    room = board.width - _NAME - _SUM
    for step in _STEPS:
        x = _NAME + room * step / 100
        board.line(x, low, x, high, color=LINE, layer=1)
        board.text(x, low - 1, f"{step}%", 6.5, color=SECOND, align="center", upright="top")
    height = (high - low) / len(items)
    for number, item in enumerate(items):
        _pollutant(board, item, high - (number + 0.5) * height, room)
    board.line(_NAME, low, _NAME, high, color=FAINT)
    board.text(0, 1, say("reports.charts.sources.scale"), 6.5, color=SECOND)


def _legend(board: Board, items: list[Mixture], y: float) -> None:
    told = {share.source for item in items for share in item.shares}
    x = 0.0
    for kind, source in enumerate(BLOCKS):
        if source in told:
            text = say(f"reports.charts.sources.{source}")
            board.segment(x, y - 1.1, 4.5, 2.2, kind)
            board.text(x + 6, y, text, 7.5, upright="center")
            x += 10 + wide(text, 7.5)


def _pollutant(board: Board, item: Mixture, middle: float, room: float) -> None:
    name = say("reports.charts.emissions.name", name=item.name, unit=item.unit)
    board.text(_NAME - 2, middle, name, 7.5, align="right", upright="center")
    total = quantity.show(item.total, item.places)
    lacking = _lacking(item)
    x = board.width - _SUM + 2
    board.text(x, middle + (1.3 if lacking else 0), total, 7.2, upright="center")
    if lacking:
        board.text(x, middle - 1.7, lacking, _SMALL, color=SECOND, upright="center")
    if not item.drawable:
        text = say("reports.charts.sources.zero" if item.total == 0 else "reports.charts.sources.negative")
        board.text(_NAME + 1.5, middle, text, 7, color=SECOND, upright="center")
        for share in item.shares:
            board.spot(share.spot, _NAME, middle - _BAR / 2, 12, _BAR)
        return
    left = _NAME
    for share in item.shares:
        if not share.value:
            continue
        length = float(share.value / item.total) * room
        board.segment(left, middle - _BAR / 2, length, _BAR, BLOCKS.index(share.source))
        board.spot(share.spot, left, middle - _BAR / 2, length, _BAR)
        text = f"{quantity.show(quantity.quotient(share.value * 100, item.total, 1), 1)}%"
        _percent(board, left, middle, length, text)
        left += length


def _lacking(item: Mixture) -> str:
    if not item.lacking:
        return ""
    text = say("reports.charts.sources.lacking", names="、".join(item.lacking))
    few = wide(text, _SMALL) <= _SUM - 2
    return text if few else say("reports.charts.sources.lacking_many", number=len(item.lacking))


def _percent(board: Board, left: float, middle: float, length: float, text: str) -> None:
    """Write a share into its part, on a white ground that no hatch disturbs; not where it has no room."""
    width = wide(text, 6.5)
    if length < width + _WORD:
        return
    board.patch(left + (length - width) / 2 - 0.5, middle - 1.5, width + 1, 3, PALE)
    board.text(left + length / 2, middle - 0.1, text, 6.5, align="center", upright="center")
