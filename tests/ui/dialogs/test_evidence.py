"""佐证材料 in the window: dropped, chosen, opened as a copy, taken away, counted in the panel."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDropEvent
from PySide6.QtWidgets import QFileDialog

from jzdesk.desk import evidence
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
    drop(opened.dialog, paper)
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
