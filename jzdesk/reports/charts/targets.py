"""Indicators against the plan's target and the base year's figure, each on a scale of its own from zero."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from jzdesk.models import quantity
from jzdesk.reports.chart_data import PRACTICE, Chart, Measure
from jzdesk.reports.charts.board import FAINT, INK, LINE, PALE, SECOND, Board
from jzdesk.reports.charts.letters import shortened, wide
from jzdesk.words import say

_NAME, _VERDICT = 38.0, 33.0
_BAR = 5.0
_WORD = 10.0


def draw_targets(board: Board, chart: Chart, top: float) -> None:
    """Draw a bar for each indicator, with the target as a line and the base year as a diamond."""
    items = [i for i in chart.items if isinstance(i, Measure)]
    top -= PRACTICE if chart.practice else 0
    height = (top - 5) / len(items)
    for number, item in enumerate(items):
        y = top - (number + 1) * height
        if number:
            board.line(0, y + height, board.width, y + height, color=LINE)
        _indicator(board, item, y + height / 2)
    board.text(0, 1, say("reports.charts.targets.scale"), 6.5, color=SECOND)


def _indicator(board: Board, item: Measure, middle: float) -> None:
    board.text(_NAME - 2, middle + 0.3, _two_lines(item.name), 7.5, align="right", upright="center")
    board.text(_NAME - 2, middle - 6.2, item.unit, 6.5, color=SECOND, align="right", upright="center")
    known = [v for v in (item.actual, item.baseline, item.target) if v is not None]
    most = max(known, default=Decimal(0)) * Decimal("1.12")
    room = board.width - _NAME - _VERDICT

    def at(value: Decimal) -> float:
        return _NAME + (float(value / most) * room if most > 0 else 0.0)

    board.line(_NAME, middle - _BAR / 2 - 1.5, _NAME, middle + _BAR / 2 + 1.5, color=FAINT)
    if item.actual is None:
        board.text(
            _NAME + 1.5, middle, say("reports.charts.targets.no_figure"), 7, color=SECOND, upright="center"
        )
    else:
        board.bar(_NAME, middle - _BAR / 2, at(item.actual) - _NAME, _BAR)
        _figure(board, item, at(item.actual), middle)
    _marks(board, item, at, middle)
    _spots(board, item, at, middle)
    board.text(board.width - _VERDICT + 3, middle, _verdict(item), 7.5, upright="center")


def _figure(board: Board, item: Measure, end: float, middle: float) -> None:
    """Write the figure at the foot of its bar, where no mark can cover it, or behind a short one."""
    text = quantity.show(item.actual or Decimal(0), item.places)
    inside = end - _NAME > 14
    x, color = (_NAME + 1.5, PALE) if inside else (end + 1.5, INK)
    board.text(x, middle - 0.1, text, 8.5, color=color, upright="center")


def _marks(board: Board, item: Measure, at: Callable[[Decimal], float], middle: float) -> None:
    low, high = middle - _BAR / 2, middle + _BAR / 2
    if item.target is not None:
        x = at(item.target)
        board.line(x, low - 1.5, x, high + 2.2, color=INK, weight=1.4)
        # The arrow shows to which side of its target an indicator should lie
        board.arrow(x, high + 2.2, 5 if item.at_least else -5)
        text = say(
            "reports.charts.targets.target", year=item.target_year, text=item.target_text + _sign(item)
        )
        board.text(
            x + (-1.2 if item.at_least else 1.2),
            high + 1.6,
            text,
            6.8,
            align="right" if item.at_least else "left",
        )
    if item.baseline is not None:
        x = at(item.baseline)
        board.diamond(x, low)
        figure = quantity.plain_any(item.baseline)
        text = say("reports.charts.targets.baseline", year=item.base_year, figure=figure + _sign(item))
        half = wide(text, 6.8) / 2
        x = max(min(x, board.width - _VERDICT - 8), _NAME + half)
        board.text(x, low - 4.2, text, 6.8, color=SECOND, align="center")


def _spots(board: Board, item: Measure, at: Callable[[Decimal], float], middle: float) -> None:
    """Tell where bar, line and diamond stand; the small marks last, for they lie over the bar."""
    low, high = middle - _BAR / 2, middle + _BAR / 2
    places = {
        0: (_NAME, low, max(at(item.actual) - _NAME, _WORD) if item.actual is not None else _WORD, _BAR),
        1: (at(item.target), low - 1.5, 0, high - low + 3.7) if item.target is not None else None,
        2: (at(item.baseline), low, 0, 0) if item.baseline is not None else None,
    }
    for number, spot in enumerate(item.spots):
        place = places[number]
        if place is not None:
            board.spot(spot, *place)


def _verdict(item: Measure) -> str:
    """Return how far the figure lies from its target: a fact, no judgement."""
    if item.target is None:
        return item.target_text
    if item.actual is None:
        return say("models.derive.dash")
    gap = item.actual - item.target
    if gap == 0:
        return say("reports.charts.targets.equal")
    unit = say("reports.charts.targets.points") if item.unit == "%" else item.unit
    word = "above" if gap > 0 else "below"
    return say(f"reports.charts.targets.{word}", gap=quantity.show(abs(gap), item.places), unit=unit)


def _sign(item: Measure) -> str:
    return "%" if item.unit == "%" else ""


def _two_lines(name: str) -> str:
    """Return a long name in two lines, parted behind a bracket where there is one."""
    if len(name) <= 12:
        return name
    at = name.find("）") + 1 or (len(name) + 1) // 2
    return "\n".join(shortened(part, 7.5, _NAME - 3) for part in (name[:at], name[at:]))
