"""Planned and done investment of each category of the plan, on one scale."""

from __future__ import annotations

from decimal import Decimal

from jzdesk.models import quantity
from jzdesk.reports.chart_data import PRACTICE, Chart, Spending
from jzdesk.reports.charts.board import FAINT, LINE, SECOND, Board
from jzdesk.reports.charts.emissions import legend
from jzdesk.reports.charts.letters import wide
from jzdesk.words import say

_LEGEND = 7.0
_NAME, _RATE, _VALUE = 43.0, 22.0, 21.0
_BAR, _BETWEEN = 4.2, 0.9
_WORD, _SIZE = 10.0, 6.8


def draw_investment(board: Board, chart: Chart, top: float) -> None:
    """Draw two bars for each category, the rate at the right."""
    words = {
        name: say(f"reports.charts.investment.{name}", unit=chart.unit)
        for name in ("done", "planned", "rate")
    }
    legend(board, top - 3, ((words["planned"], True), (words["done"], False)))
    board.text(
        board.width - 1,
        top - 3 - (PRACTICE if chart.practice else 0),
        words["rate"],
        7.5,
        align="right",
        upright="center",
    )
    items = [i for i in chart.items if isinstance(i, Spending)]
    most = max((v for i in items for v in (i.planned, i.done) if v is not None), default=Decimal(0))
    told = (_told(*one) for i in items for one in ((i.planned, _pending(i)), (i.done, "")))
    label = max(_VALUE, *(wide(text, _SIZE) + 2.4 for text in told))
    room = board.width - _NAME - label - _RATE
    height = (top - _LEGEND) / len(items)
    for number, item in enumerate(items):
        y = top - _LEGEND - (number + 1) * height
        if number:
            board.line(0, y + height, board.width, y + height, color=LINE)
        _category(board, item, y, height, (most, room))
    board.line(_NAME, 0.5, _NAME, top - _LEGEND, color=FAINT)


def _category(board: Board, item: Spending, y: float, height: float, measure: tuple[Decimal, float]) -> None:
    middle = y + height / 2
    board.text(_NAME - 2, middle + 1.9, item.name, 7.5, align="right", upright="center")
    count = say("reports.charts.investment.projects", number=item.projects)
    board.text(_NAME - 2, middle - 2.1, count, 6.5, color=SECOND, align="right", upright="center")
    if not item.projects:
        return
    high, low = middle + _BETWEEN / 2, middle - _BETWEEN / 2 - _BAR
    ends = (
        _value(board, item.planned, high, measure, _pending(item), hatched=True),
        _value(board, item.done, low, measure, "", hatched=False),
    )
    for spot, y, length in zip(item.spots, (high, low), ends, strict=False):
        board.spot(spot, _NAME, y, max(length, _WORD), _BAR)
    rate = say("models.derive.dash") if item.rate is None else f"{quantity.show(item.rate, 1)}%"
    board.text(board.width - 1, middle, rate, 9, align="right", upright="center")


def _pending(item: Spending) -> str:
    if not item.pending:
        return ""
    word = "pending" if item.planned is None else "some_pending"
    return say(f"reports.charts.investment.{word}", number=item.pending)


def _told(value: Decimal | None, remark: str) -> str:
    figure = "" if value is None else quantity.show(value, 2)
    return f"{figure}{remark}" if figure or remark else say("models.derive.dash")


def _value(
    board: Board, value: Decimal | None, y: float, measure: tuple[Decimal, float], remark: str, *,
    hatched: bool,
) -> float:  # fmt: skip
    """Draw a bar with its figure and return its length; the largest figure and its room are the measure."""
    most, room = measure
    length = float(value / most) * room if value is not None and most > 0 else 0.0
    if length > 0:
        board.bar(_NAME, y, length, _BAR, hatched=hatched)
    text = _told(value, remark)
    board.text(_NAME + max(length, 0) + 1.2, y + _BAR / 2 - 0.1, text, _SIZE, upright="center")
    return max(length, 0)
