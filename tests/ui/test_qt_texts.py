"""Qt's own parts speak Chinese: its file dialog, its questions, the menus of its fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLibraryInfo, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QWidget,
)

from installer import layout

CHINESE = re.compile(r"[一-鿿]")


def texts(top: QWidget) -> Iterator[str]:
    for action in top.findChildren(QAction):
        yield action.text()
    for button in top.findChildren(QAbstractButton):
        yield button.text() or button.toolTip()
    for label in top.findChildren(QLabel):
        yield label.text()
    for view in top.findChildren(QAbstractItemView, "treeView"):
        for section in range(view.model().columnCount()):
            yield str(view.model().headerData(section, Qt.Orientation.Horizontal))


@pytest.mark.usefixtures("look")
@pytest.mark.parametrize("mode", [QFileDialog.AcceptMode.AcceptOpen, QFileDialog.AcceptMode.AcceptSave])
def test_the_file_dialog(qtbot, tmp_path, mode):
    dialog = QFileDialog(None, "导入", str(tmp_path))
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAcceptMode(mode)
    dialog.show()
    found = [text for text in texts(dialog) if text]
    assert len(found) > 15
    assert [text for text in found if not CHINESE.search(text)] == []


@pytest.mark.usefixtures("look")
def test_its_questions(qtbot):
    box = QMessageBox()
    qtbot.addWidget(box)
    for kind in QMessageBox.StandardButton:
        if (
            QMessageBox.StandardButton.FirstButton.value
            <= kind.value
            <= QMessageBox.StandardButton.LastButton.value
        ):
            box.addButton(kind)
    found = [button.text() for button in box.buttons()]
    assert len(found) > 15
    assert [text for text in found if not CHINESE.search(text)] == []


@pytest.mark.usefixtures("look")
@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_the_menus_of_fields_say_our_words(qtbot, kind):
    field = kind("十二")
    qtbot.addWidget(field)
    menu = field.createStandardContextMenu()
    found = [action.text() for action in menu.actions() if action.text()]
    assert [text for text in found if not CHINESE.search(text)] == []
    assert found[0].startswith("撤销(&U)"), "as the window calls it"


@pytest.mark.usefixtures("look")
def test_what_nobody_translates_stays_as_it_is():
    assert QCoreApplication.translate("QFileDialog", "no such text") == "no such text"


def test_what_is_installed_brings_the_translation_along():
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    assert (folder / "qtbase_zh_CN.qm").is_file()
    assert "PySide6/translations/qtbase_zh_CN.qm" in layout.QT_KEPT
