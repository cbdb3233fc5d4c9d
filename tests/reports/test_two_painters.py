"""A chart's picture and its page are drawn by two painters: one must not show what the other does not."""

from __future__ import annotations

import io
from itertools import product

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter

from jzdesk.reports.charts import figure
from jzdesk.reports.charts.board import FULL, HATCHED, INK, KINDS, Board
from jzdesk.reports.to_pdf import picture

DPI = 200
BLUR, MOST = 8, 35
"""Pixels within which ink may lie elsewhere, as edges are smoothed otherwise; of 255 what may then remain."""


def letters() -> Board:
    board = Board(120, 80, 4)
    for number, (align, upright) in enumerate(
        product(("left", "center", "right"), ("baseline", "center", "top"))
    ):
        x, y = 20 + 40 * (number % 3), 70 - 22 * (number // 3)
        board.text(x, y, f"化学需氧量 12.5\n{upright}龘", 9, align=align, upright=upright)
    board.text(60, 10, "练习", 30, color="#EEF1F3", align="center", upright="center", turn=20, layer=0)
    return board


def areas() -> Board:
    board = Board(120, 60, 4)
    for number, look in enumerate((FULL, HATCHED, *KINDS)):
        board.tile(4 + 16 * number, 34, 13, 20, look, 0.6)
        board.tile(4 + 16 * number, 24, 13, -18, look, 1.2)
    board.patch(30, 38, 20, 6, "#FFFFFF")
    return board


def strokes() -> Board:
    board = Board(120, 60, 4)
    for number, weight in enumerate((0.4, 0.6, 0.9, 1.5)):
        board.line(5, 10 + 8 * number, 55, 14 + 8 * number, weight=weight)
        board.line(60, 10 + 8 * number, 115, 14 + 8 * number, weight=weight, dashes=(4, 2))
    board.path([(5, 50), (30, 58), (60, 46), (115, 57)], weight=1.5)
    for number, (shape, full) in enumerate(product("osD^", (True, False))):
        board.mark(8 + 12 * number, 5, shape, full=full, size=6)
    board.arrow(70, 3, 12)
    board.pointer(100, 3, -2.5)
    return board


def test_both_painters_draw_the_same() -> None:
    for board in (letters(), areas(), strokes()):
        drawn, warnings = figure.png(board, DPI)
        page, told = picture.page(board)
        assert warnings == told == []
        assert apart(Image.open(io.BytesIO(drawn)).convert("L"), rendered(page)) <= MOST


@pytest.mark.parametrize("missing", ["text", "bar", "line", "mark"])
def test_a_shape_one_of_them_leaves_out_is_seen(missing: str) -> None:
    whole, less = Board(60, 40, 4), Board(60, 40, 4)
    for board in (whole, less):
        for name, draw in {
            "text": lambda b: b.text(5, 30, "焦作", 9),
            "bar": lambda b: b.bar(5, 10, 6, 10, hatched=True),
            "line": lambda b: b.line(20, 5, 50, 30, color=INK, weight=1.5),
            "mark": lambda b: b.mark(40, 30, "o", full=False),
        }.items():
            if board is whole or name != missing:
                draw(board)
    one = Image.open(io.BytesIO(figure.png(less, DPI)[0])).convert("L")
    assert apart(one, rendered(picture.page(whole)[0])) > MOST


def rendered(page: bytes) -> Image.Image:
    document = pypdfium2.PdfDocument(page)
    try:
        return document[0].render(scale=DPI / 72, grayscale=True).to_pil().convert("L")
    finally:
        document.close()


def apart(one: Image.Image, two: Image.Image) -> int:
    """Return how far the ink of two pictures is apart at the worst; their sides may differ by a pixel."""
    sides = min(one.width, two.width), min(one.height, two.height)
    blurred = (made.crop((0, 0, *sides)).filter(ImageFilter.BoxBlur(BLUR)) for made in (one, two))
    return ImageChops.difference(*blurred).getextrema()[1]
