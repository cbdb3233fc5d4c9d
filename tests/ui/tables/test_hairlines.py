"""The lines of grids and lists on screens of every scaling: all as thin as one another."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter

from jzdesk.ui.tables.face import RIGHT, Face
from jzdesk.ui.tables.painter import FacePainter
from jzdesk.ui.theme import GRID_ROW

ROWS = 12


def thicknesses(look, scale: float, *, down: bool) -> set[int]:
    """Return how many dots thick the lines of a painted block are, along its middle."""
    side = ROWS * GRID_ROW
    image = QImage(round(side * scale) + 4, round(side * scale) + 4, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(look.ink("card"))
    painter = QPainter(image)
    for number in range(ROWS):
        place = (
            QRect(0, number * GRID_ROW, side, GRID_ROW)
            if down
            else QRect(number * GRID_ROW, 0, GRID_ROW, side)
        )
        FacePainter(look).paint(painter, place, Face())
    painter.end()
    middle, line = image.width() // 2, QColor(look.ink("line")).rgb()
    dots = [image.pixel(*((middle, n) if down else (n, middle))) == line for n in range(round(side * scale))]
    runs, length = set(), 0
    for dot in [*dots, False]:
        if not dot and length:
            runs.add(length)
        length = length + 1 if dot else 0
    return runs


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 1.75, 2.0])
@pytest.mark.parametrize("down", [True, False])
def test_every_line_is_as_thin_as_the_others(look, scale, down):
    assert thicknesses(look, scale, down=down) == {int(scale)}


def painted(look, text: str, width: int) -> QImage:
    image = QImage(width, GRID_ROW, QImage.Format.Format_RGB32)
    image.fill(look.ink("card"))
    painter = QPainter(image)
    FacePainter(look).paint(painter, QRect(0, 0, width, GRID_ROW), Face(text=text, align=RIGHT))
    painter.end()
    return image


@pytest.mark.parametrize("width", [57, 79, 120])
def test_the_first_digit_of_the_longest_figure_is_seen_or_that_it_is_cut(look, width):
    assert painted(look, "999,999,999,999.99", width) != painted(look, "199,999,999,999.99", width)
