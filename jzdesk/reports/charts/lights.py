"""Targets that are no figure: a lamp told by shape, colour and word, the target, and why."""

from __future__ import annotations

from jzdesk.models.assess.judge import BEHIND, MET, ON_TRACK
from jzdesk.models.trends.tracks import Light
from jzdesk.reports.chart_data import PRACTICE, Chart
from jzdesk.reports.chart_trends import light_height, light_lines, light_spot
from jzdesk.reports.charts.board import LINE, SECOND, Board
from jzdesk.reports.charts.letters import shortened
from jzdesk.words import say

_VERDICT, _NAME, _TARGET, _REASON = 5.0, 29.0, 76.0, 100.0
_HEADS = (("verdict", _VERDICT), ("name", _NAME), ("target", _TARGET), ("reason", _REASON))
_SHAPES = {
    MET: ("o", True, "#1F7A3D"), ON_TRACK: ("o", False, "#1F7A3D"), BEHIND: ("s", True, "#B3261E"),
}  # fmt: skip
_UNJUDGED = ("D", False, SECOND)


def draw_lights(board: Board, chart: Chart, top: float) -> None:
    """Draw one line for each target."""
    y = top - 2 - (PRACTICE if chart.practice else 0)
    for head, x in _HEADS:
        board.text(x, y - 1.5, say(f"reports.charts.lights.{head}"), 7, color=SECOND, upright="center")
    y -= 4
    for light in (i for i in chart.items if isinstance(i, Light)):
        height = light_height(light)
        board.line(0, y, board.width, y, color=LINE)
        _light(board, light, y - height / 2)
        if chart.period is not None:
            board.spot(light_spot(light, chart.period), 0, y - height, _NAME, height)
        y -= height


def lamp(board: Board, x: float, y: float, verdict: str) -> None:
    """Draw the lamp of a verdict."""
    shape, full, color = _SHAPES.get(verdict, _UNJUDGED)
    board.mark(x, y, shape, full=full, size=5, color=color)


def _light(board: Board, light: Light, middle: float) -> None:
    lamp(board, 2, middle, light.verdict)
    board.text(_VERDICT, middle, light.verdict, 7.5, upright="center")
    board.text(_NAME, middle, shortened(light.name, 7.5, _TARGET - _NAME - 2), 7.5, upright="center")
    target = shortened(light.target, 7, _REASON - _TARGET - 2)
    board.text(_TARGET, middle, target, 7, upright="center")
    board.text(_REASON, middle, "\n".join(light_lines(light)), 6.5, color=SECOND, upright="center")
