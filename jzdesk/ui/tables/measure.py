"""How wide the columns of a table are and how high its head and lines: from the paper's millimetres."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect
from PySide6.QtGui import QFont, QFontMetrics

from jzdesk.desk import window
from jzdesk.ui.tables.face import BAND, RIGHT, Face
from jzdesk.ui.tables.faces import GridColumn
from jzdesk.ui.tables.model import GridModel
from jzdesk.ui.tables.painter import ABOVE, MARGIN, SIGN_ROOM, FacePainter
from jzdesk.ui.tables.shortening import WRAP
from jzdesk.ui.theme import GRID_ROW

NARROW, USUAL, WIDE = 3.0, 3.6, 5.2
"""Pixels to a millimetre: a table that fits fills its place, a wide one scrolls."""
CODE = 148
"""What a 统一社会信用代码 takes, which has no place to break at."""
LINE, MOST_LINES = 16, 3
LEAST_PARAGRAPH, MOST_PARAGRAPH = 6, 12
"""Lines a paragraph is at least and at most high; the rest is scrolled in its editor."""
HEAD_MARGIN = 3


def fits(columns: Sequence[GridColumn], room: int) -> bool:
    """Tell whether a table can be shown without scrolling to the side."""
    return room >= NARROW * sum(c.width for c in columns)


def widths(columns: Sequence[GridColumn], room: int) -> dict[int, int]:
    """Return each column's width in pixels for a place `room` wide."""
    total = sum(c.width for c in columns)
    scale = min(room / total, WIDE) if fits(columns, room) else USUAL
    found = {place: round(c.width * scale) for place, c in enumerate(columns)}
    if not fits(columns, room):
        found = {place: max(wide, CODE if _is_code(columns[place]) else 0) for place, wide in found.items()}
    elif scale < WIDE:
        found[0] += room - sum(found.values())  # what rounding left
    return found


def head_text(title: str, width: int, metrics: QFontMetrics) -> str:
    """Return a title that breaks before its bracket where it does not fit in one line."""
    if metrics.horizontalAdvance(title) <= width or title.find("（") < 1:
        return title
    return title.replace("（", "\n（", 1)


def head_lines(columns: Sequence[GridColumn], sizes: Mapping[int, int], font: QFont) -> tuple[int, int]:
    """Return over how many lines the titles run: those below a group, and those that stand alone."""
    metrics = QFontMetrics(font)
    below = alone = 1
    for place, column in enumerate(columns):
        box = QRect(0, 0, max(16, sizes[place] - 2 * HEAD_MARGIN), 1000)
        height = metrics.boundingRect(box, WRAP, head_text(column.title, box.width(), metrics)).height()
        lines = min(MOST_LINES, max(1, round(height / metrics.lineSpacing())))
        if column.group:
            below = max(below, lines)
        else:
            alone = max(alone, lines)
    return below, alone


def row_height(model: GridModel, row: int, sizes: Mapping[int, int], faces: FacePainter) -> int:
    """Return the height at which a line's longest text is whole: three lines at most, paragraphs twelve."""
    lines = 1
    tall = GRID_ROW
    for place in range(len(model.columns)):
        if not _is_text(model.columns[place]):
            continue
        face = model.face(row, place)
        if face.key is not None and _is_tall(model.columns[place]):
            tall = max(tall, _paragraph_height(face, sizes[place], faces))
            continue
        if face.kind == BAND or face.align == RIGHT or not face.text:
            continue
        indent = MARGIN if face.indent else 0
        room = sizes[place] - indent - SIGN_ROOM * len(face.signs)
        lines = max(lines, faces.lines(face.text, room))
    return max(tall, GRID_ROW + (min(lines, MOST_LINES) - 1) * LINE)


def _paragraph_height(face: Face, width: int, faces: FacePainter) -> int:
    text = face.text or face.ghost
    lines = faces.lines(text, width - SIGN_ROOM * len(face.signs)) if text else 1
    return min(max(lines, LEAST_PARAGRAPH), MOST_PARAGRAPH) * faces.line_height + 2 * ABOVE


def _is_code(column: GridColumn) -> bool:
    return column.layout is not None and bool(column.layout.column.codes)


def _is_tall(column: GridColumn) -> bool:
    return column.layout is not None and window.is_paragraph(column.layout.column)


def _is_text(column: GridColumn) -> bool:
    return column.layout is None or not column.layout.numeric
