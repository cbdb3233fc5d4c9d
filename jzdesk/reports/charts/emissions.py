"""Each pollutant against last year's same period, in small charts of their own.

Pollutants differ a thousandfold, so each has its own scale from zero and every bar bears its figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from jzdesk.models import quantity
from jzdesk.reports.chart_data import PANELS, Chart, Comparison
from jzdesk.reports.charts.board import FAINT, SECOND, Board
from jzdesk.reports.charts.letters import fitting, wide
from jzdesk.words import say

_LEGEND, _FOOT = 6.0, 4.5
_BAR, _BETWEEN = 11.0, 4.0
_NAME, _VALUE, _SIZE = 9.5, 3.6, 6.8


def draw_emissions(board: Board, chart: Chart, top: float) -> None:
    """Draw one small chart for each pollutant, four in a line."""
    legend(board, top - 3, ((chart.now, False), (chart.before, True)))
    items = [i for i in chart.items if isinstance(i, Comparison)]
    lines = -(-len(items) // PANELS)
    height = (top - _LEGEND - _FOOT) / lines
    width = board.width / PANELS
    for number, item in enumerate(items):
        line, column = divmod(number, PANELS)
        _panel(board, item, column * width, top - _LEGEND - (line + 1) * height, width, height)
    board.text(0, 1, say("reports.charts.emissions.scale"), 6.5, color=SECOND)


def legend(board: Board, y: float, kinds: Sequence[tuple[str, bool]]) -> None:
    """Draw what the kinds of bar stand for: each with its text, and whether it is hatched."""
    x = 0.0
    for text, hatched in kinds:
        board.bar(x, y - 1.1, 4.5, 2.2, hatched=hatched)
        board.text(x + 6, y, text, 7.5, upright="center")
        x += 10 + 2.7 * len(text)


def _panel(board: Board, item: Comparison, x: float, y: float, width: float, height: float) -> None:
    middle, base = x + width / 2, y + 2.5
    head = y + height - 3
    board.text(
        middle,
        head,
        say("reports.charts.emissions.name", name=item.name, unit=item.unit),
        8,
        align="center",
        upright="center",
    )
    board.text(middle, head - 3.8, _change(item), 6.8, color=SECOND, align="center", upright="center")
    room = height - 2.5 - _NAME - _VALUE
    most = max([v for v in (item.now, item.before) if v is not None], default=Decimal(0))
    left = middle - _BETWEEN / 2 - _BAR
    for number, (value, start) in enumerate(((item.now, left), (item.before, middle + _BETWEEN / 2))):
        hatched = number == 1
        tall = float(value / most) * room if value is not None and most > 0 else 0.0
        for spot in item.spots[number : number + 1]:
            board.spot(spot, start, base, _BAR, max(tall, 0) + _VALUE)
        if value is None:
            word = item.word if not hatched and item.word else say("models.derive.dash")
            board.text(start + _BAR / 2, base + 0.8, word, 7, color=SECOND, align="center")
            continue
        if tall > 0:
            board.bar(start, base, _BAR, tall, hatched=hatched)
        text = quantity.show(value, item.places)
        x, size, align = _label(item, text, start, middle, width, hatched=hatched)
        board.text(x, base + max(tall, 0) + 0.8, text, size, align=align)
    board.line(left - 3, base, middle + _BETWEEN / 2 + _BAR + 3, base, color=FAINT)


def _label(
    item: Comparison, text: str, start: float, middle: float, width: float, *, hatched: bool
) -> tuple[float, float, str]:
    """Return where a bar's figure stands, how large, and by which point of it.

    It is in the middle of its bar, or where a figure is too wide for that on its own side of the panel.
    """
    both = [quantity.show(v, item.places) for v in (item.now, item.before) if v is not None]
    if max(wide(one, _SIZE) for one in both) <= _BAR + _BETWEEN:
        return start + _BAR / 2, _SIZE, "center"
    size = fitting(text, _SIZE, width / 2 - 1)
    return (middle + 0.5, size, "left") if hatched else (middle - 0.5, size, "right")


def _change(item: Comparison) -> str:
    if item.change is None:
        lacking = "no_now" if item.now is None and item.before is not None else "no_base"
        return say(f"reports.charts.emissions.{lacking}")
    if item.change == 0:
        return say("reports.charts.emissions.same")
    word = "up" if item.change > 0 else "down"
    return say(f"reports.charts.emissions.{word}", change=quantity.show(abs(item.change), 1))
