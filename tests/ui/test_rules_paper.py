"""审核关系表 from 规划目录: made beside the window, looked at, and saved."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.ui.conftest import QUARTER


def test_the_rules_are_shown_as_a_paper(office, open_window, qtbot):
    work = open_window(office, "plan")
    page = work.places.page
    assert not page.paper.isVisible(), "it is about rules"
    page.show_entry("rules", "211")
    assert page.paper.isVisible()
    qtbot.keyClick(page.view, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert "取消" in page.paper.act.text()
    qtbot.waitUntil(lambda: page.paper.dialog is not None, timeout=60_000)
    shown = page.paper.dialog.shown
    assert shown.title == "武陟县审核关系表　2018年第三季度"
    assert shown.name.name == "武陟县_2018Q3_审核关系表.pdf"
    assert shown.data.startswith(b"%PDF")
    assert page.paper.act.text() == "打印、保存审核关系表…"
    page.paper.dialog.reject()
    assert work.session.period == QUARTER


def test_pressed_again_it_is_given_up(office, open_window, qtbot):
    work = open_window(office, "plan")
    page = work.places.page
    page.show_entry("rules", "211")
    qtbot.mouseClick(page.paper.act, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(page.paper.errand.stopped, timeout=60_000):
        qtbot.mouseClick(page.paper.act, Qt.MouseButton.LeftButton)
    assert page.paper.act.text() == "打印、保存审核关系表…"
    assert page.paper.dialog is None
