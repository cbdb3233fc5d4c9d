"""A grid as a Word table: merged heads that are repeated, thick rules above and below, open sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from jzdesk.reports.document import CENTRE, RIGHT, Cell, Grid, GridRow, HeadCell
from jzdesk.reports.to_docx.measure import ems, fitting, lines
from jzdesk.reports.to_docx.wml import HEI, MM, SONG, Set, Side, cell, paragraph, row, run, table

_SIDE, _ABOVE = 1.0 * MM, 0.6 * MM
_LEADING = 1.22
_MARK = 0.65  # a raised sign's width against its text's size
_BORDERS = "".join(
    side.element(name)
    for name, side in (
        ("top", Side(weight=1.5)), ("left", Side("nil")), ("bottom", Side(weight=1.5)),
        ("right", Side("nil")), ("insideH", Side()), ("insideV", Side()),
    )
)  # fmt: skip


@dataclass(frozen=True)
class _Set:
    """A grid with its measures in points: where each column begins, its type, the least height of a row."""

    grid: Grid
    edges: tuple[float, ...]
    size: float
    least: float
    tallest: float

    def width(self, column: int, span: int) -> float:
        return self.edges[column + span] - self.edges[column]

    def room(self, column: int, span: int) -> float:
        return self.width(column, span) - 2 * _SIDE


def grid_table(grid: Grid, width: float, scale: float, tallest: float) -> tuple[str, float]:
    """Return a grid's table fitted to `width`, and about how high it becomes, in points.

    Rows higher than `tallest` may be parted between two pages, others go to the next page whole.
    """
    made = _measured(grid, width, scale, tallest)
    heights = [made.least] * len(grid.head) + [_height(r, made) for r in grid.rows]
    rows = _head(made) + [
        _row(r, height, made) for r, height in zip(grid.rows, heights[len(grid.head) :], strict=True)
    ]
    widths = [made.width(n, 1) for n in range(len(grid.widths))]
    return table(rows, widths, (_ABOVE, _SIDE), _BORDERS), sum(heights)


def title_size(grid: Grid, width: float, scale: float) -> float:
    """Return the size of the title above a grid."""
    return _measured(grid, width, scale, 0).size * 1.06


def _measured(grid: Grid, width: float, scale: float, tallest: float) -> _Set:
    """Return the grid fitted to the width: squeezed as a whole, or with its data columns widened."""
    widths = [w * MM for w in grid.widths]
    total, stubs = sum(widths), sum(widths[: grid.stubs])
    squeeze = min(1.0, width / total)
    if total > width:
        widths = [w * squeeze for w in widths]
    elif total > stubs:
        factor = (width - stubs) / (total - stubs)
        widths = [w if n < grid.stubs else w * factor for n, w in enumerate(widths)]
    # Type shrinks less than the columns do: what no longer fits is broken into more lines
    size = grid.size * scale * max(squeeze**0.5, 0.75)
    return _Set(grid, (0.0, *accumulate(widths)), size, grid.least * MM * scale, tallest)


def _head(made: _Set) -> list[str]:
    """Return the head lines; a head over several of them is one cell that goes on below itself."""
    found = []
    for number, line in enumerate(made.grid.head):
        cells = [(h.column, _head_cell(h, made, "restart" if h.lines > 1 else "")) for h in line]
        for begun, upper in enumerate(made.grid.head[:number]):
            cells += [(h.column, _head_cell(h, made, "continue")) for h in upper if begun + h.lines > number]
        found.append(row([c for _, c in sorted(cells)], made.least, head=True))
    return found


def _head_cell(head: HeadCell, made: _Set, merge: str) -> str:
    content = run(head.text, made.size) if merge != "continue" else ""
    how = Set(made.size * _LEADING, CENTRE, keep=True)
    return cell(
        paragraph(content, how, made.size), made.width(head.column, head.columns),
        span=head.columns, merge=merge,
    )  # fmt: skip


def _row(line: GridRow, height: float, made: _Set) -> str:
    cells, column = [], 0
    for content in line.cells:
        span = made.grid.span(content)
        cells.append(_cell(content, line, column, span, made))
        column += span
    least = max(made.least, line.height * MM)
    return row(cells, least, whole=height <= made.tallest)


def _cell(content: Cell, line: GridRow, column: int, span: int, made: _Set) -> str:
    size, face = _size(content, column, span, made), _face(line, content)
    runs = run(content.text, size, face, struck=content.strike) + run(content.mark, size, raised=True)
    how = Set(made.size * _LEADING, content.align, keep=line.kind == "band")
    return cell(
        paragraph(runs, how, made.size), made.width(column, span), span=span, whole=_is_whole(content)
    )


def _face(line: GridRow, content: Cell) -> str:
    return HEI if content.bold or line.kind in {"band", "total"} else SONG


def _is_whole(content: Cell) -> bool:
    return content.align == RIGHT or content.whole


def _size(content: Cell, column: int, span: int, made: _Set) -> float:
    """Return the size of a cell's type; a figure stays whole and shrinks when it is too long."""
    if not _is_whole(content):
        return made.size
    room = made.room(column, span) - ems(content.mark) * made.size * _MARK
    return fitting(content.text, room, made.size)


def _height(line: GridRow, made: _Set) -> float:
    return max(made.least, line.height * MM, *_heights(line, made))


def _heights(line: GridRow, made: _Set) -> Sequence[float]:
    found, column = [], 0
    for content in line.cells:
        span = made.grid.span(content)
        number = 1 if _is_whole(content) else lines(content.text, made.room(column, span), made.size)
        found.append(number * made.size * _LEADING + 2 * _ABOVE)
        column += span
    return found
