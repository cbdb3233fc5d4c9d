"""备份与检查: a copy at one key, the date below, what is sound in a list; a failure stays on the page."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from jzdesk.desk import safekeeping
from jzdesk.desk.safekeeping import Checked, Looking


@pytest.fixture
def page(office, open_window):
    return open_window(office, "safety").places.page


def test_before_any_copy_it_says_so_below_and_here(page):
    status = page.window().work.status
    assert status.backup.text() == "还没有备份"
    assert status.backup.property("look") == "smallexplain"
    assert page.last.text() == "还没有备份"
    assert page.none.isVisible()
    assert not page.view.isVisible()


def test_enter_makes_a_copy_and_the_line_below_tells(page, qtbot):
    assert QApplication.focusWidget() is page.now
    with qtbot.waitSignal(page._session.backed_up):
        qtbot.keyClick(page.now, Qt.Key.Key_Return)
    assert "今天" in page.last.text()
    assert "备份已建好并验证" in page.made.text()
    assert [copy.periods for copy in page.model.items] == [5]
    status = page.window().work.status
    assert status.backup.text().startswith("最近一次可用备份：今天")
    assert status.backup.property("look") == "small"
    assert QApplication.focusWidget() is page.now


def test_a_copy_goes_where_one_says(page, qtbot, monkeypatch, tmp_path):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "U盘"))
    with qtbot.waitSignal(page._session.backed_up):
        qtbot.mouseClick(page.to, Qt.MouseButton.LeftButton)
    (made,) = (tmp_path / "U盘").iterdir()
    assert made.name in page.last_text.text()
    made.unlink()
    page.refresh()
    assert "不在原处" in page.last_text.text()


def test_a_copy_that_failed_is_told_and_nothing_counts(page, qtbot, tmp_path):
    (tmp_path / "文件").write_text("", "utf-8")
    page.backup(tmp_path / "文件" / "U盘")
    qtbot.waitUntil(lambda: "建不了" in page.made.text())
    assert page.last.text() == "还没有备份"


def test_an_old_copy_is_called_old(page, qtbot, monkeypatch):
    with qtbot.waitSignal(page._session.backed_up):
        qtbot.keyClick(page.now, Qt.Key.Key_Return)
    monkeypatch.setattr(safekeeping, "backup_age", lambda _office: 9)
    page.refresh()
    page.window().work.status.show_backup()
    assert "已经过了 9 天" in page.last_text.text()
    assert page.window().work.status.backup.property("look") == "smallexplain"


def test_what_is_sound_is_listed_and_stays(page, qtbot):
    qtbot.mouseClick(page.health, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.checked.rowCount() > 0)
    assert {item.ok for item in page.checked.items} == {True}
    assert page.checked_at.text().startswith("✓ 全部正常")
    page.refresh()
    assert page.checks.isVisible()
    qtbot.mouseClick(page.trail, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.checked.rowCount() == 1)
    assert "逐条相连" in page.checked.items[0].text


def test_what_is_not_sound_says_what_to_do(page, qtbot, monkeypatch):
    broken = (Checked("文件结构", True, "完好。"), Checked("数值校验", False, "有一个数不符。"))
    monkeypatch.setattr(safekeeping, "examining", lambda _office: Looking(lambda _pace: broken))
    qtbot.mouseClick(page.health, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.checked.rowCount() == 2)
    spoken = page.checked.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "有问题"
    assert page.checked_at.text().startswith("✗ 1 处问题")
    assert "先做一份备份" in page.unchecked.text()
    assert page.unchecked.isVisible()


def test_where_the_data_lie_can_be_copied(page, qtbot, office):
    qtbot.mouseClick(page.copy_path, Qt.MouseButton.LeftButton)
    assert Path(QApplication.clipboard().text()) == office.store.info.path
    assert page.holder.text().startswith("测试员 正在使用") or "正在使用" in page.holder.text()
