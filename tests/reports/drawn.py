"""Looking at a drawn chart: what stands in it, and whether anything lies over anything else."""

from __future__ import annotations

from itertools import combinations

from jzdesk.reports import charts
from jzdesk.reports.chart_data import Chart
from jzdesk.reports.charts import draw
from jzdesk.reports.charts.board import Settings
from tests.reports import papers


def text(chart: Chart) -> str:
    """Return what a chart says; nothing in it may lack in the font."""
    data, warnings = charts.pdf(chart)
    assert warnings == []
    return "".join(papers.pages(data))


def looks_right(chart: Chart) -> str:
    """Return what a chart says: no two texts lie over each other, and none is cut off."""
    with Settings():
        board = draw._board(chart, titled=True)
        found = board.written
        width, height = board._figure.bbox.size
    for one, two in combinations(found, 2):
        a, b = one[1], two[1]
        over = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
        assert not (over[0] > 1 and over[1] > 1), (one[0], two[0])
    for told, box in found:
        assert box[0] >= 0, told
        assert box[1] >= 0, told
        assert box[2] <= width, told
        assert box[3] <= height, told
    return text(chart)
