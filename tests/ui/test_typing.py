"""Real keys into a cell, and every way of leaving it: what was typed is in the store, or still in sight."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from jzdesk.desk.office import Office
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.ui import left
from jzdesk.ui.tables.editors import LineEditor
from jzdesk.words import say
from tests.ui.conftest import QUARTER

CELL = "emissions/sewage.nh3n/emitted"
BELOW = "emissions/sewage.tp/enterprises"


def stored(office: Office, key: str, period: Period = QUARTER) -> str | None:
    """Return what the store itself holds."""
    cell = office.store.cells(period).get(Key.parse(key))
    if cell is None or cell.value is None:
        return None
    return f"{cell.value:.2f}" if isinstance(cell.value, Decimal) else str(cell.value)


class Hand:
    """One who types: keys go to whatever has the focus."""

    def __init__(self, qtbot, work) -> None:
        self.qtbot, self.work = qtbot, work

    @property
    def page(self):
        return self.work.places.page

    @property
    def grid(self):
        return self.page.cursor_.grid

    @property
    def editor(self):
        opened = [half.pen.opened for half in (self.grid.stubs, self.grid.cells) if half.pen.opened]
        return opened[0].editor if opened else None

    def go(self, key: str) -> None:
        self.page.go_to(Key.parse(key))

    def at(self) -> str:
        return str(self.page.cursor_.key)

    def press(self, *keys: Qt.Key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            self.qtbot.keyClick(QApplication.focusWidget(), key, modifiers)

    def type(self, text: str) -> None:
        """Type: the first key opens the editor, the others go into it; Chinese comes from an input method."""
        for char in text:
            if char.isascii():
                self.qtbot.keyClicks(QApplication.focusWidget(), char)
            else:
                composed = QInputMethodEvent()
                composed.setCommitString(char)
                QApplication.sendEvent(QApplication.focusWidget(), composed)

    def click(self, key: str) -> None:
        index = self.grid.model.place_of(Key.parse(key))
        view = self.grid._half_of(index)
        self.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())


@pytest.fixture
def hand(qtbot, office, open_window) -> Hand:
    return Hand(qtbot, open_window(office, "emissions", CELL))


def test_a_key_opens_the_editor_and_tab_saves(hand, office):
    hand.type("170.5")
    assert isinstance(hand.editor, QLineEdit)
    assert stored(office, CELL) == "168.20", "not yet"
    hand.press(Qt.Key.Key_Tab)
    assert stored(office, CELL) == "170.50"
    assert hand.editor is None
    assert hand.at() == "emissions/sewage.nh3n/adjustment"
    assert QApplication.focusWidget() is hand.grid.cells


@pytest.mark.parametrize(
    ("key", "modifiers", "there"),
    [
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "emissions/sewage.tp/emitted"),
        (Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier, "emissions/sewage.tp/emitted"),
        (Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier, "emissions/sewage.tp/emitted"),
        (Qt.Key.Key_Up, Qt.KeyboardModifier.NoModifier, "emissions/sewage.cod/emitted"),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier, "emissions/sewage.cod/emitted"),
        (Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier, "emissions/sewage.nh3n/enterprises"),
    ],
)
def test_every_key_that_leaves_saves_and_moves(hand, office, key, modifiers, there):
    hand.type("171")
    hand.press(key, modifiers=modifiers)
    assert stored(office, CELL) == "171.00"
    assert hand.at() == there


def test_bands_and_computed_cells_are_stepped_over(hand):
    hand.go("emissions/dust.industry/emitted")
    hand.press(Qt.Key.Key_Down)
    assert hand.at() == "emissions/sewage.water/emitted"
    hand.press(Qt.Key.Key_Right, Qt.Key.Key_Right)
    assert hand.at() == "emissions/sewage.water/adjustment", "nothing may be typed to the right of it"


def test_the_mouse_elsewhere_saves(hand, office):
    hand.type("172")
    hand.click(BELOW)
    assert stored(office, CELL) == "172.00"
    assert hand.at() == BELOW


def test_another_page_saves(hand, office, qtbot):
    hand.type("173")
    qtbot.mouseClick(hand.work.nav._buttons["quality"], Qt.MouseButton.LeftButton)
    assert hand.work.places.name == "quality"
    assert stored(office, CELL) == "173.00"


def test_another_page_by_shortcut_saves(hand, office):
    hand.type("173.5")
    hand.press(Qt.Key.Key_1, modifiers=Qt.KeyboardModifier.ControlModifier)
    assert hand.work.places.name == "todo"
    assert stored(office, CELL) == "173.50"


def test_another_period_saves(hand, office):
    hand.type("174")
    hand.work.turn_to(Period.parse("2018Q2"))
    assert stored(office, CELL) == "174.00"
    assert hand.work.header.period.text() == "2018年第二季度"


def test_closing_saves_and_remembers_the_cell(hand, office, remembered):
    hand.type("175")
    assert hand.work.window().close()
    assert stored(office, CELL) == "175.00"
    assert remembered["last_cell"] == CELL
    assert remembered["last_period"] == "2018Q3"


def test_the_loss_of_the_window_saves_what_is_typed(hand, office):
    hand.type("176")
    other = QWidget()
    hand.qtbot.addWidget(other)
    with hand.qtbot.waitActive(other):
        other.show()
        other.activateWindow()
    assert stored(office, CELL) == "176.00"
    assert hand.editor.text() == "176", "and the clerk goes on where she was"


def test_escape_leaves_the_cell_as_it_was(hand, office):
    hand.type("9")
    hand.press(Qt.Key.Key_Escape)
    assert hand.editor is None
    assert stored(office, CELL) == "168.20"


def test_nothing_new_is_no_operation(hand, office):
    before = len(office.store.history())
    hand.press(Qt.Key.Key_F2)
    assert hand.editor.text() == "168.20"
    hand.press(Qt.Key.Key_Tab)
    assert len(office.store.history()) == before


def test_delete_clears(hand, office):
    hand.press(Qt.Key.Key_Delete)
    assert stored(office, CELL) is None
    assert hand.page.cursor_.face.sign == "blank"


def test_a_double_click_opens_the_editor(hand, qtbot):
    index = hand.grid.model.place_of(Key.parse(CELL))
    at = hand.grid.cells.visualRect(index).center()
    qtbot.mouseClick(hand.grid.cells.viewport(), Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseDClick(hand.grid.cells.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert hand.editor.text() == "168.20"


# Refusals


def test_a_refused_text_stays_where_it_was_typed(hand, office):
    hand.type("12吨半")
    hand.press(Qt.Key.Key_Tab)
    assert hand.editor.text() == "12吨半"
    assert hand.editor.property("wrong")
    assert hand.at() == CELL
    bubble = hand.page.overlays.bubble
    assert bubble.isVisible()
    assert "12吨半" in bubble.text.text()
    assert "emissions" not in bubble.text.text(), "no internal code"
    assert stored(office, CELL) == "168.20"
    assert hand.work.status.unsaved.text() == "没有存上 1"


def test_a_refused_text_can_be_mended(hand, office):
    hand.type("12吨半")
    hand.press(Qt.Key.Key_Tab, Qt.Key.Key_Backspace, Qt.Key.Key_Backspace)
    assert not hand.page.overlays.bubble.isVisible()
    hand.press(Qt.Key.Key_Tab)
    assert stored(office, CELL) == "12.00"
    assert not hand.work.session.refused
    assert hand.work.status.unsaved.text() == ""


def test_escape_in_its_cell_gives_a_refused_text_up_and_the_warning_of_it_goes(hand, office):
    hand.type("12吨半")
    hand.click(BELOW)
    hand.work.turn_to(Period.parse("2018Q2"))
    hand.qtbot.mouseClick(hand.work.status.unsaved, Qt.MouseButton.LeftButton)
    assert (hand.work.session.period, hand.at()) == (Period.parse("2018Q3"), CELL)
    assert hand.page.overlays.bubble.isVisible()
    left.Remaining(hand.work, say("ui.window.unsaved"))
    hand.press(Qt.Key.Key_Escape)
    assert (hand.page.cursor_.face.text, hand.page.overlays.bubble.isVisible()) == ("168.20", False)
    assert (hand.work.status.unsaved.text(), hand.work.strip.isVisible()) == ("", False)


def test_a_refused_text_stays_in_its_cell_when_the_mouse_goes_on(hand, office):
    hand.type("12吨半")
    hand.click(BELOW)
    assert hand.at() == BELOW
    face = hand.grid.model.place_of(Key.parse(CELL)).data(Qt.ItemDataRole.UserRole)
    assert (face.text, face.tone, face.sign) == ("12吨半", "refused", "refused")
    hand.click(CELL)
    assert hand.page.overlays.bubble.isVisible()
    hand.press(Qt.Key.Key_F2)
    assert hand.editor.text() == "12吨半"
    hand.press(Qt.Key.Key_Escape)
    assert not hand.work.session.refused
    assert hand.grid.model.place_of(Key.parse(CELL)).data() == "168.20"


def test_the_window_shows_a_refused_text_before_it_is_given_up(hand, office):
    hand.type("12吨半")
    shell = hand.work.window()
    assert not shell.close()
    assert hand.at() == CELL
    assert "没有存上" in hand.work.strip.text.text()
    assert shell.close()
    assert stored(office, CELL) == "168.20"


def test_a_refused_text_of_another_period_is_not_forgotten(hand):
    hand.type("12吨半")
    hand.work.turn_to(Period.parse("2018Q2"))
    assert hand.work.status.unsaved.text() == "没有存上 1"
    assert not hand.work.window().close()
    assert hand.work.session.period == QUARTER
    assert hand.at() == CELL


def test_typing_where_nothing_may_be_typed_says_why(hand, office):
    hand.click("emissions/sewage.nh3n/previous")
    hand.type("1")
    assert hand.editor is None
    assert "由程序计算" in hand.work.status.told.text()


def test_what_is_refused_survives_a_look_elsewhere(hand):
    hand.type("12吨半")
    hand.work.places.go("quality")
    hand.work.places.go("emissions")
    assert hand.grid.model.place_of(Key.parse(CELL)).data() == "12吨半"


# Blank reasons


@pytest.mark.parametrize("sign", ["—", "/", "无", "-"])
def test_a_dash_asks_for_the_reason(hand, office, sign):
    hand.type(sign)
    hand.press(Qt.Key.Key_Tab)
    chooser = hand.page.overlays.chooser
    assert chooser.isVisible()
    assert QApplication.focusWidget().objectName() == "blank_无此项"
    hand.press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert office.store.cells(QUARTER)[Key.parse(CELL)].blank == "未监测"
    assert not chooser.isVisible()
    assert hand.at() == CELL


def test_a_digit_chooses_the_reason(hand, office):
    hand.press(Qt.Key.Key_F9, Qt.Key.Key_4)
    assert office.store.cells(QUARTER)[Key.parse(CELL)].blank == "保密"


def test_who_owes_a_figure_is_asked(hand, office):
    hand.press(Qt.Key.Key_F9, Qt.Key.Key_6)
    assert QApplication.focusWidget().objectName() == "owedWho"
    hand.type("县水务局")
    hand.press(Qt.Key.Key_Return)
    assert "暂缺" in hand.page.overlays.chooser.wrong.text(), "the day is missing"
    assert not hand.work.session.refused
    hand.page.overlays.chooser.when.setText("2018年10月20日")
    hand.press(Qt.Key.Key_Return)
    assert office.store.cells(QUARTER)[Key.parse(CELL)].blank == "暂缺:县水务局,2018-10-20"


def test_a_figure_may_be_part_of_another_row(hand, office):
    hand.press(Qt.Key.Key_F9, Qt.Key.Key_5)
    chooser = hand.page.overlays.chooser
    chooser.into.setCurrentText("总磷削减量·污水处理厂")
    hand.qtbot.mouseClick(
        chooser.findChild(type(chooser._choices[0]).__base__, "mergedTake"), Qt.MouseButton.LeftButton
    )
    assert office.store.cells(QUARTER)[Key.parse(CELL)].blank == "已并入:emissions/sewage.tp/emitted"


def test_escape_leaves_the_choice(hand, office):
    hand.press(Qt.Key.Key_F9, Qt.Key.Key_Escape)
    assert not hand.page.overlays.chooser.isVisible()
    assert QApplication.focusWidget() is hand.grid.cells
    assert stored(office, CELL) == "168.20"


# Other kinds of cells


def test_a_choice_is_made_by_digit_and_arrow(hand, office):
    hand.work.places.go("milestones")
    hand.go("milestones/M053/status")
    hand.press(Qt.Key.Key_F2)
    assert isinstance(hand.editor, QComboBox)
    hand.press(Qt.Key.Key_3)
    assert hand.editor.currentText() == "基本完成"
    hand.press(Qt.Key.Key_Down)
    assert hand.editor.currentText() == "已完成", "the arrow chooses, it does not leave"
    hand.press(Qt.Key.Key_Return)
    assert stored(office, "milestones/M053/status") == "done"


def test_a_text_takes_several_lines(hand, office):
    hand.work.places.go("milestones")
    hand.go("milestones/M053/problems")
    hand.press(Qt.Key.Key_F2)
    assert isinstance(hand.editor, QPlainTextEdit)
    hand.editor.setPlainText("")
    hand.type("进度慢")
    hand.press(Qt.Key.Key_Return, modifiers=Qt.KeyboardModifier.AltModifier)
    hand.type("已催")
    hand.press(Qt.Key.Key_Tab)
    assert stored(office, "milestones/M053/problems") == "进度慢\n已催"


def test_a_month_is_typed_as_one_likes(hand, office):
    hand.work.places.go("milestones")
    hand.go("milestones/M053/finished")
    hand.type("2018年9月")
    hand.press(Qt.Key.Key_Return)
    assert stored(office, "milestones/M053/finished") == "2018-09"


def test_copy_and_paste_one_figure(hand, office):
    hand.press(Qt.Key.Key_C, modifiers=Qt.KeyboardModifier.ControlModifier)
    hand.go("emissions/sewage.tp/emitted")
    hand.press(Qt.Key.Key_V, modifiers=Qt.KeyboardModifier.ControlModifier)
    assert stored(office, "emissions/sewage.tp/emitted") == "168.20"


# Moving about


def test_the_last_cell_of_a_table_leads_to_the_next_table(hand):
    hand.work.places.go("quality")
    hand.go("quality/valid_days/adjustment")
    hand.press(Qt.Key.Key_Tab)
    assert hand.at() == "quality/pm25/mean"
    hand.press(Qt.Key.Key_Backtab, modifiers=Qt.KeyboardModifier.ShiftModifier)
    assert hand.at() == "quality/valid_days/adjustment"


def test_beyond_the_last_cell_tab_leaves_the_grid(hand):
    hand.go("emissions/sewage.tp/adjustment")
    hand.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is hand.page.side.note


def test_go_to_a_line_by_its_number(hand):
    hand.press(Qt.Key.Key_G, modifiers=Qt.KeyboardModifier.ControlModifier)
    hand.type("4")
    hand.press(Qt.Key.Key_Return)
    assert hand.at() == "emissions/tp.industry/enterprises"
    assert QApplication.focusWidget() is hand.grid.cells


def test_the_next_blank(hand, office):
    for key in ("emissions/tp.industry/emitted", "emissions/sewage.tp/emitted"):
        hand.go(key)
        hand.press(Qt.Key.Key_Delete)
    hand.press(Qt.Key.Key_F8)
    assert hand.at() == "emissions/tp.industry/emitted", "from the end on at the start"
    hand.press(Qt.Key.Key_F8)
    assert hand.at() == "emissions/sewage.tp/emitted"


def test_one_operation_is_one_change_of_each_table(hand):
    tester = QAbstractItemModelTester(hand.grid.model, QAbstractItemModelTester.FailureReportingMode.Warning)
    heard = []
    hand.grid.model.dataChanged.connect(lambda *a: heard.append(a))
    hand.type("170")
    hand.press(Qt.Key.Key_Tab)
    assert len(heard) == 1
    assert tester.model() is hand.grid.model


def test_what_is_computed_follows_at_once(hand):
    ytd = hand.grid.model.place_of(Key.parse("emissions/sewage.nh3n/ytd"))
    before = ytd.data()
    hand.type("170.20")
    hand.press(Qt.Key.Key_Tab)
    assert (before, ytd.data()) == ("495.71", "497.71")


# Notes, undo


def test_a_note_is_saved_when_it_is_left(hand, office):
    hand.press(Qt.Key.Key_M, modifiers=Qt.KeyboardModifier.ControlModifier)
    hand.type("来自在线监测")
    hand.press(Qt.Key.Key_Tab)
    assert office.store.cells(QUARTER)[Key.parse(CELL)].note == "来自在线监测"
    assert hand.page.cursor_.face.noted


def test_undo_and_redo_across_cells_and_pages(hand, office):
    hand.type("170")
    hand.press(Qt.Key.Key_Tab)
    hand.work.places.go("todo")
    hand.press(Qt.Key.Key_Z, modifiers=Qt.KeyboardModifier.ControlModifier)
    assert stored(office, CELL) == "168.20"
    assert hand.work.status.told.text() == "已撤销：2018年第三季度 污染物排放 氨氮削减量·污水处理厂 本季"
    hand.press(Qt.Key.Key_Y, modifiers=Qt.KeyboardModifier.ControlModifier)
    assert stored(office, CELL) == "170.00"
    assert hand.work.status.told.text().startswith("已重做：")


def test_undo_follows_into_another_period(hand, office):
    hand.type("170")
    hand.press(Qt.Key.Key_Tab)
    hand.work.turn_to(Period.parse("2018Q2"))
    hand.work.undo()
    assert hand.work.session.period == QUARTER
    assert stored(office, CELL) == "168.20"


def test_nothing_to_undo_is_said(qtbot, fresh, open_window):
    work = open_window(fresh)
    work.undo()
    assert work.status.told.text()
    assert not work.strip.isVisible()


def test_the_time_of_saving_is_shown(hand):
    hand.type("170")
    hand.press(Qt.Key.Key_Tab)
    assert hand.work.status.saved.text().startswith("已保存 ")
    assert hand.work.status.saved.text().count(":") == 2


@pytest.mark.parametrize(
    ("typed", "told", "taken"),
    [
        ("1200+350", "1,550.00", "1550.00"),
        ("１２００＋３５０－２０", "1,530.00", "1530.00"),
        ("+0.5", "＝", None),
    ],
)
def test_a_sum_is_shown_before_it_is_taken(hand, office, typed, told, taken):
    hand.go(CELL)
    before = stored(office, CELL)
    hand.type(typed)
    assert told in hand.page.side.reading.text()
    hand.press(Qt.Key.Key_Return)
    assert stored(office, CELL) == (taken or f"{Decimal(before or 0) + Decimal('0.5'):.2f}")


def test_an_equal_sign_repeats_last_period_s_value(hand, office):
    hand.go(CELL)
    last = stored(office, CELL, QUARTER.previous)
    hand.type("=")
    assert "照填" in hand.page.side.reading.text()
    hand.press(Qt.Key.Key_Return)
    assert stored(office, CELL) == last


def deleted(hand: Hand) -> None:
    """Let the event loop come round, in which closed editors are deleted."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    hand.qtbot.waitUntil(lambda: not hand.grid.findChildren(LineEditor))


@pytest.mark.parametrize(
    "leave",
    [
        pytest.param(lambda hand: hand.press(Qt.Key.Key_F8), id="next blank"),
        pytest.param(lambda hand: hand.press(Qt.Key.Key_F7), id="next finding"),
        pytest.param(lambda hand: hand.go("emissions/cod.industry/emitted"), id="jump"),
        pytest.param(lambda hand: hand.work.session.refresh(), id="shown anew"),
        pytest.param(
            lambda hand: hand.press(Qt.Key.Key_Z, modifiers=Qt.KeyboardModifier.ControlModifier), id="undo"
        ),
        pytest.param(
            lambda hand: hand.grid.model.beginResetModel() or hand.grid.model.endResetModel(), id="reset"
        ),
    ],
)
def test_an_editor_that_qt_has_closed_is_no_longer_asked(hand, office, leave):
    hand.type("171.5")
    leave(hand)
    hand.page.take_focus()
    deleted(hand)
    assert hand.page.flush()
    hand.type("9")
    hand.press(Qt.Key.Key_Escape)
    assert hand.work.window().close()
