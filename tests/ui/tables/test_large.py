"""A form of twenty thousand cells: what is not seen is not made."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from jzdesk.models.entry import Cell, Key
from jzdesk.models.period import Period
from jzdesk.models.sheet import Sheet
from jzdesk.ui.tables.faces import CellFaces
from jzdesk.ui.tables.grid import Grid
from jzdesk.ui.tables.painter import FacePainter
from jzdesk.ui.tables.scene import Scene
from tests.bench.screen import FORM, LARGE, made_up


class Pen:
    """Writes nowhere."""

    def write(self, _key, _text):
        return None


@pytest.fixture(scope="module")
def sheet() -> Sheet:
    cells = {Key(FORM, f"r{n}", f"c{c}"): Cell(Decimal(n + c)) for n in range(1000) for c in range(20)}
    return Sheet(made_up(LARGE), "410823", Period.parse("2018Q3"), cells)


@pytest.fixture
def made(monkeypatch) -> list[Key]:
    """Give the keys whose faces are made."""
    found: list[Key] = []
    make = CellFaces.__call__

    def making(faces, scene, line):
        face = make(faces, scene, line)
        found.append(face.key)
        return face

    monkeypatch.setattr(CellFaces, "__call__", making)
    return found


@pytest.fixture
def grid(qtbot, look, sheet, made) -> Grid:
    form = sheet.catalogue.form(FORM)
    shown = Grid(look, sheet.layout(form).tables[0], Scene(sheet, form), Pen())
    qtbot.addWidget(shown)
    shown.resize(1100, 600)
    with qtbot.waitExposed(shown):
        shown.show()
    return shown


def test_only_what_is_in_sight_is_made(grid, made):
    assert grid.model.rowCount() == 1000
    assert 0 < len(made) < 1000


def test_a_step_asks_only_where_it_goes(grid, made):
    grid.go_to(Key(FORM, "r3", "c3"))
    made.clear()
    for _ in range(3):
        QTest.keyClick(grid.cells, Qt.Key.Key_Down)
    assert grid.key == Key(FORM, "r6", "c3")
    assert len(made) <= 3


def test_a_key_paints_the_cells_it_touches_and_no_others(grid, monkeypatch):
    """Qt itself paints all that is in sight when an editor is opened, and again when it is closed."""
    painted: set[Key] = set()
    paint = FacePainter.paint

    def painting(faces, painter, rect, face):
        if face.key is not None:  # the number of the cursor's line is marked with it
            painted.add(face.key)
        paint(faces, painter, rect, face)

    monkeypatch.setattr(FacePainter, "paint", painting)
    grid.activateWindow()
    grid.go_to(Key(FORM, "r3", "c3"))
    QApplication.processEvents()
    for key, most in ((Qt.Key.Key_Down, 2), (Qt.Key.Key_5, 1), (Qt.Key.Key_6, 1), (Qt.Key.Key_Escape, 1)):
        painted.clear()
        QTest.keyClick(QApplication.focusWidget(), key)
        QApplication.processEvents()
        assert 1 <= len(painted) <= most, key
    assert QApplication.focusWidget() is grid.cells


def test_after_an_edit_only_its_row_is_made_anew(grid, sheet, made):
    grid.grab()
    made.clear()
    heard = []
    grid.model.dataChanged.connect(lambda *a: heard.append(a))
    edited = sheet.with_cells({**sheet.cells, Key(FORM, "r4", "c0"): Cell(Decimal(7))})
    grid.display(grid.model.table, Scene(edited, grid.model.scene.form))
    grid.grab()
    assert len(heard) == 1
    assert grid.model.place_of(Key(FORM, "r4", "c0")).data() == "7.00"
    assert {key.row for key in made} == {"r4"}


def test_lines_out_of_sight_are_measured_while_nobody_waits(qtbot, look):
    catalogue = made_up(LARGE, {900: "名称很长" * 9})
    sheet = Sheet(catalogue, "410823", Period.parse("2018Q3"), {})
    form = sheet.catalogue.form(FORM)
    grid = Grid(look, sheet.layout(form).tables[0], Scene(sheet, form), Pen())
    qtbot.addWidget(grid)
    grid.resize(1100, 600)
    with qtbot.waitSignal(grid.rows.changed):
        grid.show()
    heights = {grid.stubs.rowHeight(n) for n in range(800)}
    assert len(heights) == 1
    assert grid.stubs.rowHeight(900) == grid.cells.rowHeight(900) > heights.pop()
