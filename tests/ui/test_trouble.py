"""存问题包: opened from 备份与检查, shown line by line, and written as it was shown."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QPushButton

from jzdesk.ui.dialogs.choose_file import ChooseFile
from jzdesk.ui.dialogs.trouble_dialog import TroubleDialog
from tests.ui.test_names import nameless


@pytest.fixture
def dialog(open_window, office, qtbot) -> TroubleDialog:
    work = open_window(office, "safety")
    work.findChild(QPushButton, "troubleBundle").click()
    (found,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, TroubleDialog) and w.isVisible()]
    with qtbot.waitSignal(found.task.finished):
        pass
    return found


def test_it_is_shown_before_it_is_written_and_written_as_shown(dialog, tmp_path, monkeypatch):
    shown = {}
    for row in range(dialog.names.count()):
        dialog.names.setCurrentRow(row)
        shown[dialog.names.item(row).text()] = dialog.text.toPlainText()
    assert list(shown)[:4] == ["说明", "程序和系统", "数据检查", "结构和条数"]
    assert all(shown.values())
    proposed = []

    def to_save(_parent, _title, path, _kinds):
        proposed.append(path.name)
        return tmp_path / "问题包.zip"

    monkeypatch.setattr(ChooseFile, "to_save", to_save)
    dialog.save.click()
    with zipfile.ZipFile(tmp_path / "问题包.zip") as packed:
        assert [packed.read(name).decode() for name in packed.namelist()] == list(shown.values())
    assert proposed[0].startswith("焦环季报问题包_410823_")
    assert dialog.told.text() == "已存为“问题包.zip”，请交给维护人员。"
    assert nameless(dialog) == []


def test_what_cannot_be_written_is_told_and_can_be_tried_again(dialog, tmp_path, monkeypatch):
    monkeypatch.setattr(ChooseFile, "to_save", lambda *_: tmp_path / "none" / "问题包.zip")
    dialog.save.click()
    assert "这个文件夹" in dialog.told.text()
    assert dialog.save.isEnabled()
    monkeypatch.setattr(ChooseFile, "to_save", lambda *_: None)
    dialog.save.click()
    assert "这个文件夹" in dialog.told.text()


def test_it_fits_the_smallest_screen(dialog):
    dialog.resize(QSize(940, 480))
    assert dialog.height() <= 480


def test_the_name_proposed_is_one_that_the_system_takes(qtbot, monkeypatch):
    asked = []
    monkeypatch.setattr(
        "jzdesk.ui.dialogs.choose_file.QFileDialog.getSaveFileName",
        lambda _parent, _title, path, _kinds: asked.append(Path(path).name) or ("", ""),
    )
    assert ChooseFile.to_save(None, "", Path("/x") / "模板: 1?.xlsx", "") is None
    assert asked == ["模板_ 1_.xlsx"]
