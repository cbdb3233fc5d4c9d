"""佐证材料 in the window: dropped, chosen, opened as a copy, taken away, counted in the panel."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog

from jzdesk.desk import evidence
from jzdesk.models.entry import Key
from tests.ui.conftest import QUARTER

ROW = ("emissions", "cod.industry")


@pytest.fixture
def page(office, open_window):
    return open_window(office, "emissions", "emissions/cod.industry/emitted").places.page


@pytest.fixture
def opened(page, qtbot):
    qtbot.mouseClick(page.side.evidence, Qt.MouseButton.LeftButton)
    return page.beside.evidence


@pytest.fixture
def paper(tmp_path):
    path = tmp_path / "监测报告.pdf"
    path.write_bytes(b"%PDF-1.7 report")
    return path


def drop(dialog, *paths) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(20, 20),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    dialog.dropEvent(event)


def kept(office) -> list[str]:
    return [piece.name for piece in evidence.of(office, QUARTER).get(ROW, ())]


def test_dropped_files_are_kept_and_counted(opened, page, office, paper):
    assert page.side.evidence.text() == "佐证材料…"
    assert opened.dialog.empty.isVisible()
    undo = page.window().work.header.undo
    before = undo.toolTip()
    drop(opened.dialog, paper)
    assert undo.toolTip() != before, "it is the step that is undone next, and told at once"
    assert kept(office) == ["监测报告.pdf"]
    assert opened.dialog.view.isVisible()
    assert page.side.evidence.text() == "佐证材料 1 份"


def test_files_are_chosen(opened, office, paper, qtbot, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(paper)], ""))
    qtbot.mouseClick(opened.dialog.add, Qt.MouseButton.LeftButton)
    assert kept(office) == ["监测报告.pdf"]


def test_a_copy_is_opened(opened, paper, qtbot, monkeypatch):
    seen = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: seen.append(url.toLocalFile()))
    drop(opened.dialog, paper)
    qtbot.keyClick(opened.dialog.view, Qt.Key.Key_Return)
    assert seen[0].endswith("监测报告.pdf")
    assert seen[0] != str(paper)


def test_one_is_taken_away_by_delete_and_comes_back_by_undo(opened, page, office, paper, qtbot):
    drop(opened.dialog, paper)
    qtbot.keyClick(opened.dialog, Qt.Key.Key_Delete)
    assert kept(office) == []
    opened.dialog.accept()
    page.window().work.undo()
    assert kept(office) == ["监测报告.pdf"]
    assert page.side.evidence.text() == "佐证材料 1 份"


def test_what_cannot_be_taken_is_said(opened, office, tmp_path):
    (tmp_path / "a.exe").write_bytes(b"MZ")
    drop(opened.dialog, tmp_path / "a.exe")
    assert "不是能收的材料" in opened.dialog.told.text()
    assert kept(office) == []


def test_the_cursor_is_back_when_it_closes(opened, page):
    opened.dialog.accept()
    assert opened.dialog is None
    assert page.window().focusWidget() is page.cursor_.grid.cells


# Let go on the row itself, or on the panel beside it


def held(kind: type[QDropEvent], at: QPoint, *paths) -> QDropEvent:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    place = at if kind is not QDropEvent else QPointF(at)
    made = kind(
        place, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    made.kept = data
    return made


def let_go(widget, at: QPoint, *paths) -> bool:
    """Hold files over a place and let them go there if it takes them, as Qt would; tell whether it did."""
    entering = held(QDragEnterEvent, at, *paths)
    QApplication.sendEvent(widget, entering)
    if not entering.isAccepted():
        return False
    QApplication.sendEvent(widget, held(QDragMoveEvent, at, *paths))
    QApplication.sendEvent(widget, held(QDropEvent, at, *paths))
    return True


def middle_of(page, row: str, half: str) -> QPoint:
    """Return where a row's line is seen in one half of the grid."""
    grid = page.cursor_.grid
    line = grid.model.place_of(Key("emissions", row, "emitted")).row()
    view = getattr(grid, half)
    return QPoint(30, view.rowViewportPosition(line) + view.rowHeight(line) // 2)


@pytest.mark.parametrize("half", ["stubs", "cells"])
def test_files_let_go_on_a_line_are_that_rows(page, office, paper, half, qtbot):
    view = getattr(page.cursor_.grid, half)
    with qtbot.waitSignal(page.window().work.messages.said) as said:
        assert let_go(view.viewport(), middle_of(page, "nh3n.industry", half), paper)
    found = evidence.of(office, QUARTER)
    assert [piece.name for piece in found["emissions", "nh3n.industry"]] == ["监测报告.pdf"]
    assert said.args[0].sentence.startswith("存了 1 份佐证材料：氨氮")
    assert kept(office) == [], "the cursor's own row has none"
    page.window().work.undo()
    assert evidence.of(office, QUARTER) == {}


def test_files_let_go_on_the_panel_are_the_cursors(page, office, paper, tmp_path):
    book = tmp_path / "在线数据.xlsx"
    book.write_bytes(b"PK")
    assert let_go(page.side, QPoint(40, 60), paper, book)
    assert kept(office) == ["监测报告.pdf", "在线数据.xlsx"]
    assert page.side.evidence.text() == "佐证材料 2 份"


def test_a_workbook_let_go_on_the_grid_is_left_to_the_window(page, office, tmp_path, monkeypatch):
    book = tmp_path / "在线数据.xlsx"
    book.write_bytes(b"PK")
    taken = []
    monkeypatch.setattr(page.window().work.books, "take", taken.append)
    cells = page.cursor_.grid.cells.viewport()
    assert let_go(cells, middle_of(page, "nh3n.industry", "cells"), book)
    assert taken == [book]
    assert evidence.of(office, QUARTER) == {}
    assert not let_go(cells, middle_of(page, "nh3n.industry", "cells")), "nothing is no file"


def test_what_cannot_be_kept_is_said_and_the_whole_lot_stays_out(page, office, paper, tmp_path, qtbot):
    (tmp_path / "a.exe").write_bytes(b"MZ")
    with qtbot.waitSignal(page.window().work.messages.said) as said:
        let_go(page.side, QPoint(40, 60), paper, tmp_path / "a.exe")
    assert "不是能收的材料" in said.args[0].sentence
    assert evidence.of(office, QUARTER) == {}
