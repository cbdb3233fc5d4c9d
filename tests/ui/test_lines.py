"""底稿: opened at a cell, typed or pasted, saved as one; the figure is their sum."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QPushButton

from jzdesk.desk import lines
from jzdesk.desk.office import Office
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.ui.dialogs.lines_block import CODE, NAME, NOTE, VALUE
from jzdesk.ui.pages.cell_menu import CellMenu
from tests.ui.conftest import QUARTER
from tests.ui.test_typing import CELL, Hand, stored

KEY = Key.parse(CELL)
CTRL = Qt.KeyboardModifier.ControlModifier
WORDS = [("一厂", "W01", "100.10", "在线"), ("二厂", "W02", "68.10", "")]


@pytest.fixture
def hand(qtbot, office, open_window) -> Hand:
    return Hand(qtbot, open_window(office, "emissions", CELL))


def kept(office: Office) -> list[tuple[str, str, str, str]]:
    found = office.store.lines(QUARTER).get(KEY, ())
    return [(n.name, n.code, "" if n.value is None else f"{n.value:.2f}", n.note) for n in found]


def opened(hand: Hand):
    """Open the 底稿 by its key and return the dialog."""
    hand.press(Qt.Key.Key_F4)
    dialog = hand.page.acts.dialog
    QAbstractItemModelTester(dialog.model, QAbstractItemModelTester.FailureReportingMode.Warning, dialog)
    dialog.activateWindow()
    hand.qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.table)
    return dialog


def texts(dialog, line: int) -> list[str]:
    return dialog.model.words()[line]


def test_the_whole_way_by_keys(hand, office):
    dialog = opened(hand)
    for word in ("一厂", "W01", "100.1", "在线"):
        hand.type(word)
        hand.press(Qt.Key.Key_Tab)
    hand.type("二厂")
    hand.press(Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    hand.type("68.1")
    assert dialog.total.text() == "168.20 吨", "live, while it is typed"
    assert kept(office) == [], "nothing before one saves"
    hand.press(Qt.Key.Key_Return, modifiers=CTRL)
    assert kept(office) == [("一厂", "W01", "100.10", "在线"), ("二厂", "", "68.10", "")]
    assert hand.page.acts.dialog is None
    assert stored(office, CELL) == "168.20"
    assert hand.page.cursor_.face.lines == 2
    assert hand.work.status.told.text() == "底稿已保存。"


def test_findings_and_what_is_to_be_done_follow(hand, office):
    hand.go("emissions/sewage.nh3n/emitted")
    hand.work.session.write(KEY, "")
    due = hand.work.session.look.due_in("emissions")
    dialog = opened(hand)
    dialog.model.setData(dialog.model.index(0, NAME), "一厂")
    dialog.model.setData(dialog.model.index(0, VALUE), "170")
    dialog.ask_save()
    assert hand.work.session.look.due_in("emissions") == due - 1
    assert stored(office, CELL) == "170.00"
    hand.work.undo()
    assert (kept(office), stored(office, CELL)) == ([], None), "one step"


def test_last_periods_names_come_grey_without_values(hand, office):
    lines.set_lines(office, Period.parse("2018Q2"), KEY, WORDS)
    hand.work.session.refresh()
    dialog = opened(hand)
    assert [texts(dialog, n) for n in (0, 1)] == [["一厂", "W01", "", ""], ["二厂", "W02", "", ""]]
    grey = dialog.model.index(0, NAME).data(Qt.ItemDataRole.ForegroundRole)
    assert dialog.table.currentIndex().column() == VALUE, "where one goes on"
    dialog.model.setData(dialog.model.index(0, VALUE), "5")
    assert dialog.model.index(0, NAME).data(Qt.ItemDataRole.ForegroundRole) != grey
    assert "上一期" not in dialog.told.text()


def test_nothing_is_lost_by_closing_once(hand, office):
    dialog = opened(hand)
    hand.type("x")
    hand.press(Qt.Key.Key_Escape)
    assert dialog.isVisible(), "Escape closed the editor alone"
    dialog.model.setData(dialog.model.index(0, NAME), "一厂")
    hand.press(Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert "再按一次" in dialog.wrong.text()
    hand.press(Qt.Key.Key_Escape)
    assert hand.page.acts.dialog is None
    assert kept(office) == []


def test_unchanged_it_closes_at_once(hand):
    opened(hand)
    hand.press(Qt.Key.Key_Escape)
    assert hand.page.acts.dialog is None
    hand.work.window().activateWindow()
    hand.qtbot.waitUntil(lambda: QApplication.focusWidget() is hand.grid.cells)


@pytest.mark.parametrize("while_typing", [False, True])
def test_a_block_from_a_table_is_pasted(hand, office, while_typing):
    QGuiApplication.clipboard().setText(
        "一厂\tW01\t100.10\t在线\r\n二厂\tW02\t68.10\t\r\n合计\t\t168.20\t\r\n"
    )
    dialog = opened(hand)
    if while_typing:
        hand.press(Qt.Key.Key_F2)
    hand.press(Qt.Key.Key_V, modifiers=CTRL)
    assert dialog.model.words()[:2] == [list(words) for words in WORDS]
    assert dialog.model.rowCount() == 3
    assert dialog.total.text() == "168.20 吨"
    assert dialog.told.text() == "粘贴了 2 行。表里的合计 168.20 与各行之和一致。"
    hand.press(Qt.Key.Key_S, modifiers=CTRL)
    assert kept(office) == WORDS


def test_a_hundred_thousand_lines_are_refused_and_what_stands_stays(hand):
    dialog = opened(hand)
    hand.type("甲厂")
    hand.press(Qt.Key.Key_Return)
    before = dialog.model.words()
    QGuiApplication.clipboard().setText("乙厂\t6\n" * 100_000)
    hand.press(Qt.Key.Key_V, modifiers=CTRL)
    assert "100,000 行" in dialog.wrong.text()
    assert dialog.model.words() == before


def test_a_sum_that_differs_is_told(hand):
    QGuiApplication.clipboard().setText("一厂\t100.10\n合计\t1,168.20\n")
    dialog = opened(hand)
    dialog.paste()
    assert "合计是 1,168.20" in dialog.told.text()
    assert dialog.model.rowCount() == 2


def test_a_refused_line_is_marked_and_all_is_kept(hand, office):
    dialog = opened(hand)
    for line, (name, value) in enumerate((("一厂", "5"), ("", "6"), ("三厂", "x"))):
        dialog.model.setData(dialog.model.index(line, NAME), name)
        dialog.model.setData(dialog.model.index(line, VALUE), value)
    heads = [dialog.model.headerData(n, Qt.Orientation.Vertical) for n in range(4)]
    assert heads == ["1", "■ 2", "■ 3", "4"]
    assert "没有名称" in dialog.model.index(1, VALUE).data(Qt.ItemDataRole.ToolTipRole)
    assert dialog.total.text() == "5.00 吨"
    dialog.ask_save()
    assert dialog.isVisible()
    assert "底稿第 2 行：没有名称" in dialog.wrong.text()
    assert "底稿第 3 行" in dialog.wrong.text()
    assert dialog.table.currentIndex().row() == 1
    assert kept(office) == []
    assert texts(dialog, 2)[VALUE] == "x"
    dialog.model.setData(dialog.model.index(1, NAME), "二厂")
    dialog.model.setData(dialog.model.index(2, VALUE), "7")
    assert not dialog.wrong.isVisible()
    dialog.ask_save()
    assert stored(office, CELL) == "18.00"


def test_lines_are_added_and_taken_out_by_keys(hand, office):
    lines.set_lines(office, QUARTER, KEY, WORDS)
    hand.work.session.refresh()
    dialog = opened(hand)
    hand.press(Qt.Key.Key_Delete, modifiers=CTRL)
    assert texts(dialog, 0)[NAME] == "二厂"
    hand.press(Qt.Key.Key_N, modifiers=CTRL)
    assert (dialog.table.currentIndex().row(), dialog.table.currentIndex().column()) == (1, NAME)
    hand.type("三厂")
    hand.press(Qt.Key.Key_Down, Qt.Key.Key_Delete)
    hand.press(Qt.Key.Key_S, modifiers=CTRL)
    assert [words[0] for words in kept(office)] == ["二厂", "三厂"]
    assert stored(office, CELL) == "68.10"


def test_every_button_is_reached_and_named(hand, office):
    lines.set_lines(office, QUARTER, KEY, WORDS)
    hand.work.session.refresh()
    dialog = opened(hand)
    hand.press(Qt.Key.Key_Tab, modifiers=CTRL)
    seen = []
    for _ in range(8):
        widget = QApplication.focusWidget()
        assert widget is not None
        seen.append(widget.objectName())
        assert widget.accessibleName()
        if widget is dialog.table:
            break
        hand.press(Qt.Key.Key_Tab)
    buttons = {b.objectName() for b in dialog.findChildren(QPushButton) if b.isVisible()}
    assert buttons <= set(seen)


def test_emptying_leaves_the_figure_open_to_typing(hand, office, qtbot):
    lines.set_lines(office, QUARTER, KEY, WORDS)
    hand.work.session.refresh()
    dialog = opened(hand)
    qtbot.mouseClick(dialog.empty, Qt.MouseButton.LeftButton)
    assert (kept(office), stored(office, CELL)) == ([], "168.20")
    assert hand.page.acts.dialog is None
    hand.work.session.write(KEY, "170")
    assert stored(office, CELL) == "170.00"


def test_typing_over_the_sum_says_why_not_and_the_lines_mend_it(hand, office):
    lines.set_lines(office, QUARTER, KEY, WORDS)
    hand.work.session.refresh()
    hand.type("5")
    hand.press(Qt.Key.Key_Tab)
    assert "底稿 2 行" in hand.page.overlays.bubble.text.text()
    assert stored(office, CELL) == "168.20"
    dialog = opened(hand)
    dialog.model.setData(dialog.model.index(1, VALUE), "70")
    dialog.ask_save()
    assert stored(office, CELL) == "170.10"
    assert not hand.work.session.unsaved, "what was refused is answered"


def test_closing_the_window_saves_the_lines(hand, office):
    dialog = opened(hand)
    dialog.model.setData(dialog.model.index(0, NAME), "一厂")
    dialog.table.go_to(0, VALUE)
    hand.type("42")
    hand.work.window().close()
    assert kept(office) == [("一厂", "", "42.00", "")]


def test_closing_with_lines_that_are_wrong_asks_once(hand, office):
    dialog = opened(hand)
    dialog.model.setData(dialog.model.index(0, VALUE), "42")
    hand.work.window().close()
    assert hand.work.window().isVisible()
    assert dialog.isVisible()
    assert "没有名称" in dialog.wrong.text()


def test_menu_and_panel_open_it_where_there_can_be_lines(hand, office, qtbot):
    def offered() -> bool:
        hand.page.acts.open_menu(hand.work.mapToGlobal(hand.work.rect().center()))
        menu = hand.page.findChild(CellMenu)
        found = menu.findChild(object, "menu_lines").isEnabled()
        menu.close()
        menu.deleteLater()
        qtbot.waitUntil(lambda: hand.page.findChild(CellMenu) is None)
        return found

    assert offered()
    assert hand.page.side.more.open_lines.isVisible()
    hand.go("emissions/sewage.nh3n/ytd")
    assert not offered()
    assert not hand.page.side.more.open_lines.isVisible()


def test_the_button_opens_it(hand, qtbot):
    qtbot.mouseClick(hand.page.side.more.open_lines, Qt.MouseButton.LeftButton)
    assert hand.page.acts.dialog.isVisible()


def test_where_there_are_no_lines_one_is_told(hand):
    hand.go("emissions/sewage.nh3n/ytd")
    hand.press(Qt.Key.Key_F4)
    assert hand.page.acts.dialog is None
    assert "没有底稿" in hand.work.status.told.text()


def test_locked_lines_are_read_only(hand, office, monkeypatch):
    lines.set_lines(office, QUARTER, KEY, WORDS)
    monkeypatch.setattr("jzdesk.models.workflow.EDITABLE", frozenset())
    hand.work.session.refresh()
    dialog = opened(hand)
    assert texts(dialog, 1)[CODE] == "W02"
    hand.type("5")
    assert dialog.table.pen.editor is None
    assert not dialog.model.setData(dialog.model.index(0, NOTE), "x")
    assert not dialog.save.isVisible()
    assert not dialog.empty.isVisible()


def test_the_panel_and_the_reader_tell_of_the_lines(hand, office):
    lines.set_lines(office, QUARTER, KEY, WORDS)
    hand.work.session.refresh()
    assert hand.page.side.more.lines.text() == "底稿 2 行之和"
    spoken = hand.grid.model.place_of(KEY).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.endswith("底稿 2 行")
