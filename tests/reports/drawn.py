"""Looking at a drawn chart: what stands in it, and whether anything lies over anything else."""

from __future__ import annotations

from itertools import combinations

from jzdesk.reports import charts
from jzdesk.reports.chart_data import Chart
from jzdesk.reports.charts.board import Board, Letters
from jzdesk.reports.to_pdf import drawing
from jzdesk.reports.to_pdf.fonts import HEI, Fonts
from tests.reports import papers


def text(chart: Chart) -> str:
    """Return what a chart says; nothing in it may lack in the font."""
    data, warnings = charts.pdf(chart)
    assert warnings == []
    return "".join(papers.pages(data))


def looks_right(chart: Chart) -> str:
    """Return what a chart says: no two texts lie over each other, and none is cut off."""
    board = charts.drawn(chart, titled=True)
    found = written(board)
    for one, two in combinations(found, 2):
        a, b = one[1], two[1]
        over = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
        assert not (over[0] > 0.1 and over[1] > 0.1), (one[0], two[0])
    for told, box in found:
        assert box[0] >= -board.margin, told
        assert box[1] >= -board.margin, told
        assert box[2] <= board.width + board.margin, told
        assert box[3] <= board.height + board.margin, told
    return text(chart)


def written(board: Board) -> list[tuple[str, tuple[float, float, float, float]]]:
    """Return every text but what lies pale behind all, with its left, bottom, right and top in mm."""
    fonts, found = Fonts(HEI), []
    for shape in board.shapes:
        if isinstance(shape, Letters) and shape.layer and shape.text:
            lines = [_box(line, shape.size, fonts) for line in drawing.lines_of(shape, fonts)]
            left, bottom, right, top = zip(*lines, strict=True)
            box = min(left), min(bottom), max(right), max(top)
            at = (shape.x, shape.y) * 2
            found.append((shape.text, tuple(a + b * 25.4 / 72 for a, b in zip(at, box, strict=True))))
    return found


def _box(line: tuple[str, float, float], size: float, fonts: Fonts) -> tuple[float, float, float, float]:
    """Return the room a line takes with its leading, around its ink."""
    text, x, y = line
    middle = y + sum(fonts.ink(text, HEI)) * size / 2
    half = size * drawing.LEADING / 2
    return x, middle - half, x + fonts.width(text, size, HEI), middle + half
