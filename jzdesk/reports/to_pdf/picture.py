"""One drawing as a page of its own."""

from __future__ import annotations

import io

from jzdesk.reports.charts.board import Board
from jzdesk.reports.to_pdf.boxes import MM
from jzdesk.reports.to_pdf.drawing import paint
from jzdesk.reports.to_pdf.fonts import HEI, Fonts
from jzdesk.reports.to_pdf.paper import paper
from jzdesk.reports.to_pdf.pen import Pen


def page(board: Board) -> tuple[bytes, list[str]]:
    """Return a drawing as a PDF page of its size, and a sentence for every character no font has."""
    width, height = ((side + 2 * board.margin) * MM for side in (board.width, board.height))
    stream, fonts = io.BytesIO(), Fonts(HEI)
    canvas = paper(stream, (width, height), HEI)
    paint(board, Pen(canvas, fonts), 0, 0, width)
    canvas.showPage()
    canvas.save()
    return stream.getvalue(), fonts.warnings()
