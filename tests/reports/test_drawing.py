"""What stands on a board is painted where it was put, and looks as it was told."""

from __future__ import annotations

import io
from itertools import combinations

import pypdfium2
import pytest
from PIL import Image

from jzdesk.reports.charts.board import KINDS, Board
from jzdesk.reports.to_pdf import picture
from jzdesk.reports.to_pdf.boxes import MM
from jzdesk.reports.to_pdf.drawing import paint
from jzdesk.reports.to_pdf.fonts import HEI, Fonts
from jzdesk.reports.to_pdf.paper import paper
from jzdesk.reports.to_pdf.pen import Pen

DPI = 254
"""Ten dots are a millimetre."""
SIDE = 40.0


def painted(board: Board) -> Image.Image:
    data, warnings = picture.page(board)
    assert warnings == []
    return rendered(data)


def rendered(data: bytes) -> Image.Image:
    document = pypdfium2.PdfDocument(data)
    try:
        return document[0].render(scale=DPI / 72).to_pil()
    finally:
        document.close()


def ink(board: Board) -> tuple[float, float, float, float]:
    """Return how far from the lower left corner, in millimetres, ink reaches: left, bottom, right, top."""
    dark = painted(board).convert("L").point(lambda bright: 255 * (bright < 128))
    left, top, right, bottom = (side / 10 for side in dark.getbbox())
    return left, SIDE - bottom, right, SIDE - top


def test_looks_are_told_apart_in_grey() -> None:
    """By how dark they are, or as lines of paper are left between rows of dots and not between strokes."""
    board = Board(20.0 * len(KINDS), 20, 0)
    for kind in range(len(KINDS)):
        board.segment(20 * kind + 2, 2, 16, 16, kind)
    grey = painted(board).convert("L")
    parts = [grey.crop((200 * kind + 40, 40, 200 * kind + 160, 160)) for kind in range(len(KINDS))]
    shades = [part.reduce(120).getpixel((0, 0)) for part in parts]
    ruled = [any(part.crop((0, y, 120, y + 1)).getextrema()[0] > 250 for y in range(120)) for part in parts]
    for one, two in combinations(range(len(KINDS)), 2):
        assert abs(shades[one] - shades[two]) > 8 or ruled[one] != ruled[two], (one, two, shades, ruled)


def test_a_hatch_stays_in_its_area_and_its_frame_is_whole() -> None:
    for kind in (1, 3, 4):
        board = Board(SIDE, SIDE, 0)
        board.segment(10, 10, 20, 12, kind)
        assert ink(board) == pytest.approx((10, 10, 30, 22), abs=0.2)


@pytest.mark.parametrize(("align", "middle"), [("left", 23.1), ("center", 20.0), ("right", 16.9)])
@pytest.mark.parametrize("upright", ["top", "center", "baseline"])
def test_a_text_lies_by_its_point(align: str, middle: float, upright: str) -> None:
    board = Board(SIDE, SIDE, 0)
    board.text(20, 20, "国国国", 6, align=align, upright=upright)
    left, bottom, right, top = ink(board)
    assert (left + right) / 2 == pytest.approx(middle, abs=0.2)
    reach = {"top": (-2.6, -0.2), "center": (-1.0, 1.0), "baseline": (-0.3, 1.9)}[upright]
    assert reach[0] <= bottom - 20 < top - 20 <= reach[1]
    if upright == "center":
        assert (bottom + top) / 2 == pytest.approx(20, abs=0.1)


def test_lines_of_a_text_stand_below_each_other_and_end_at_their_baseline() -> None:
    one, two = Board(SIDE, SIDE, 0), Board(SIDE, SIDE, 0)
    one.text(20, 20, "国", 10, align="center")
    two.text(20, 20, "国\n国", 10, align="center")
    assert ink(two)[1] == pytest.approx(ink(one)[1], abs=0.1)
    assert ink(two)[3] - ink(one)[3] == pytest.approx(13 * 25.4 / 72, abs=0.2)


def test_a_turned_text_turns_about_its_point() -> None:
    board = Board(SIDE, SIDE, 0)
    board.text(20, 20, "国国国国", 10, align="center", upright="center", turn=90)
    left, bottom, right, top = ink(board)
    assert ((left + right) / 2, (bottom + top) / 2) == pytest.approx((20, 20), abs=0.3)
    assert top - bottom > 2.5 * (right - left)


@pytest.mark.parametrize(("shape", "wide"), [("o", 1.0), ("s", 1.0), ("D", 2**0.5), ("^", 1.0)])
def test_a_sign_has_its_size_around_its_point(shape: str, wide: float) -> None:
    board = Board(SIDE, SIDE, 0)
    board.mark(20, 20, shape, full=True, size=20, color="#000000")
    left, bottom, right, top = ink(board)
    assert right - left == pytest.approx(wide * 20 * 25.4 / 72, abs=0.7)
    assert ((left + right) / 2, (bottom + top) / 2) == pytest.approx((20, 20), abs=0.5)


def test_an_arrow_ends_at_its_point() -> None:
    board = Board(SIDE, SIDE, 0)
    board.arrow(20, 20, -6)
    board.pointer(30, 20, 6)
    assert ink(board) == pytest.approx((14, 19.35, 30.65, 26), abs=0.25)


def test_nothing_reaches_beyond_a_drawing_on_its_page() -> None:
    stream, fonts = io.BytesIO(), Fonts(HEI)
    canvas = paper(stream, (SIDE * MM, SIDE * MM), HEI)
    inner = Board(20, 20, 0)
    inner.line(-50, 10, 50, 10, color="#000000", weight=3)
    paint(inner, Pen(canvas, fonts), 10 * MM, 10 * MM, 10 * MM)
    canvas.showPage()
    canvas.save()
    dark = rendered(stream.getvalue()).convert("L")
    left, top, right, bottom = dark.point(lambda bright: 255 * (bright < 128)).getbbox()
    assert (left, right) == pytest.approx((100, 200), abs=2)
    assert (top + bottom) / 2 == pytest.approx(250, abs=2), "half as large as it was drawn"
