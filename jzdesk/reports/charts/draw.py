"""The frame all charts share: title, legend, 练习, and a calm sentence where there is nothing to draw."""

from __future__ import annotations

from collections.abc import Callable

from jzdesk.reports.chart_city import COUNTIES, FORMS, PERIODS
from jzdesk.reports.chart_data import EMISSIONS, INVESTMENT, TARGETS, Chart
from jzdesk.reports.chart_sources import SOURCES
from jzdesk.reports.chart_trends import CURVE, LIGHTS, PATHS, RUNGS, STAGES, YEARLY
from jzdesk.reports.charts.board import SECOND, Board
from jzdesk.reports.charts.counties import draw_counties
from jzdesk.reports.charts.curve import draw_curve
from jzdesk.reports.charts.emissions import draw_emissions
from jzdesk.reports.charts.handed import draw_handed
from jzdesk.reports.charts.investment import draw_investment
from jzdesk.reports.charts.lights import draw_lights
from jzdesk.reports.charts.paths import draw_paths
from jzdesk.reports.charts.rungs import draw_rungs
from jzdesk.reports.charts.sources import draw_sources
from jzdesk.reports.charts.targets import draw_targets
from jzdesk.reports.charts.timeline import draw_timeline

_TITLE, _MARGIN = 9.0, 4.0

_DRAW: dict[str, Callable[[Board, Chart, float], None]] = {
    EMISSIONS: draw_emissions,
    INVESTMENT: draw_investment,
    TARGETS: draw_targets,
    SOURCES: draw_sources,
    PATHS: draw_paths,
    STAGES: draw_timeline,
    CURVE: draw_curve,
    LIGHTS: draw_lights,
    RUNGS: draw_rungs,
    **dict.fromkeys(YEARLY, draw_paths),
    COUNTIES: draw_counties,
    FORMS: draw_handed,
    PERIODS: draw_handed,
}


def drawn(chart: Chart, *, titled: bool) -> Board:
    """Return the board with a chart on it."""
    # In a report the caption takes the title's place, and the page has margins of its own
    board = Board(chart.width, chart.height + (_TITLE if titled else 0), _MARGIN if titled else 0)
    if chart.practice:
        board.practice(watermark=titled)
    top = chart.height
    if titled:
        board.text(0, board.height, chart.title, 10.5, upright="top")
    if chart.items:
        _DRAW[chart.name](board, chart, top)
    else:
        board.text(chart.width / 2, top / 2, chart.empty, 9, color=SECOND, align="center", upright="center")
    return board
