"""A quarter filled by its 1—本季累计, with real keys: in its own cell, by a key and by the menu."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from jzdesk.desk import entering
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.ui.pages.cell_menu import CellMenu
from tests.ui.conftest import QUARTER
from tests.ui.test_typing import Hand, stored

ROW = "emissions/sewage.nh3n"
CELL, TO_DATE, BELOW = f"{ROW}/emitted", f"{ROW}/ytd", "emissions/sewage.tp/ytd"
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def hand(qtbot, office, open_window) -> Hand:
    return Hand(qtbot, open_window(office, "emissions", CELL))


def before(office) -> str:
    """Return the 累计 at the end of the quarter before."""
    [cell] = entering.get(office, Period.parse("2018Q2"), [Key.parse(TO_DATE)])["cells"]
    return cell["value"]


def test_a_cumulative_is_typed_into_its_cell_and_the_quarter_is_stored(hand, office):
    hand.click(TO_DATE)
    hand.type("700.25")
    assert hand.editor is not None
    told = hand.page.overlays.reading.text.text()
    assert told.startswith(f"本季 ＝ 700.25 － {before(office)}")
    assert stored(office, CELL) == "168.20", "shown before it is taken"
    hand.press(Qt.Key.Key_Return)
    assert stored(office, CELL) == f"{700.25 - float(before(office)):.2f}"
    assert stored(office, TO_DATE) is None
    assert hand.grid.model.face(*_place(hand, TO_DATE)).text == "700.25"
    assert hand.at() == BELOW, "the next cumulative, for who copies a column of them"


def _place(hand: Hand, key: str) -> tuple[int, int]:
    index = hand.grid.model.place_of(Key.parse(key))
    return index.row(), index.column()


def test_one_key_goes_there_from_the_quarter_and_opens_it(hand, office):
    hand.press(Qt.Key.Key_L, modifiers=CTRL)
    assert hand.at() == TO_DATE
    standing = hand.grid.face.edit
    assert hand.editor.text() == standing
    assert hand.editor.selectedText() == standing, "typing takes its place"
    hand.press(Qt.Key.Key_Escape)
    assert (stored(office, CELL), hand.grid.face.tone) == ("168.20", "")
    hand.press(Qt.Key.Key_Tab)
    assert hand.at() == "emissions/sewage.tp/enterprises"


def test_nothing_new_is_no_operation(hand, office):
    steps = len(office.store.history())
    hand.press(Qt.Key.Key_L, modifiers=CTRL)
    hand.press(Qt.Key.Key_Return)
    assert len(office.store.history()) == steps


def test_what_is_being_typed_is_saved_first(hand, office):
    hand.type("160")
    hand.press(Qt.Key.Key_L, modifiers=CTRL)
    assert stored(office, CELL) == "160.00"
    assert hand.at() == TO_DATE


def test_it_is_one_step_back(hand, office):
    hand.press(Qt.Key.Key_L, modifiers=CTRL)
    hand.type("700.25")
    hand.press(Qt.Key.Key_Return)
    hand.press(Qt.Key.Key_Z, modifiers=CTRL)
    assert stored(office, CELL) == "168.20"


def test_a_cumulative_that_falls_stays_with_its_reason_until_it_is_settled(hand, office):
    hand.press(Qt.Key.Key_L, modifiers=CTRL)
    hand.type("5")
    assert "本季不能是负数" in hand.page.overlays.reading.text.text()
    hand.press(Qt.Key.Key_Return)
    assert hand.editor.text() == "5"
    assert "前期调整数" in hand.page.overlays.bubble.text.text()
    assert not hand.page.overlays.reading.isVisible(), "one sentence at a time"
    assert stored(office, CELL) == "168.20"
    hand.go("emissions/sewage.tp/emitted")
    face = hand.grid.model.face(*_place(hand, TO_DATE))
    assert (face.text, face.tone, face.sign) == ("5", "refused", "refused")
    assert hand.work.session.unsaved == [(QUARTER, Key.parse(TO_DATE))]
    hand.go(CELL)
    hand.press(Qt.Key.Key_F7)
    assert hand.at() == TO_DATE
    assert "前期调整数" in hand.page.overlays.bubble.text.text()
    assert hand.work.session.tally(hand.work.session.scene("emissions")).cells["refused"] == 1
    hand.go(CELL)
    hand.type("150")
    hand.press(Qt.Key.Key_Return)
    assert hand.work.session.unsaved == [], "the quarter itself settles it"
    assert hand.grid.model.face(*_place(hand, TO_DATE)).tone == ""


def test_with_an_adjustment_it_is_taken_and_found(hand, office):
    hand.go(f"{ROW}/adjustment")
    hand.type("-200")
    hand.press(Qt.Key.Key_L, modifiers=CTRL)
    hand.type(str(float(before(office)) - 50))
    hand.press(Qt.Key.Key_Return)
    assert stored(office, CELL) == "150.00"
    found = [f for f in hand.work.session.look.findings if f.rule == "245" and Key.parse(CELL) in f.keys]
    assert [f.blocking for f in found] == [True]
    assert any("少 50.00 吨" in finding.message for finding in hand.page.findings.model.items)


def test_a_dash_asks_for_no_reason_here(hand, office):
    hand.press(Qt.Key.Key_L, modifiers=CTRL)
    hand.type("—")
    hand.press(Qt.Key.Key_Return)
    assert hand.editor is not None
    assert hand.grid.face.tone == "refused"
    assert stored(office, CELL) == "168.20"


def test_one_copied_figure_is_entered_there(hand, office):
    QGuiApplication.clipboard().setText("700.25")
    hand.click(TO_DATE)
    hand.press(Qt.Key.Key_V, modifiers=CTRL)
    assert stored(office, CELL) == f"{700.25 - float(before(office)):.2f}"


def test_the_panel_and_the_tip_say_that_one_may_type_there(hand):
    hand.click(TO_DATE)
    assert "可以直接填 1—本季累计" in hand.page.side.sentences.text()
    assert "可以直接填 1—本季累计" in hand.grid.face.tip


def test_the_menu_offers_it_where_the_row_has_one(hand):
    def offered(key: str) -> bool:
        hand.go(key)
        hand.page.acts.open_menu(hand.page.mapToGlobal(hand.page.rect().center()))
        menu = hand.page.findChildren(CellMenu)[-1]
        there = [action for action in menu.actions() if action.objectName() == "menu_to_date"]
        if there:
            there[0].trigger()
        menu.close()
        return bool(there)

    assert offered(CELL)
    assert (hand.at(), hand.editor is not None) == (TO_DATE, True)


def test_rows_without_one_say_so(hand, qtbot):
    qtbot.mouseClick(hand.work.nav._buttons["quality"], Qt.MouseButton.LeftButton)
    hand.go("quality/pm25/mean")
    with qtbot.waitSignal(hand.work.messages.said) as said:
        hand.press(Qt.Key.Key_L, modifiers=CTRL)
    assert (hand.at(), hand.editor) == ("quality/pm25/mean", None)
    assert "这一行不能按累计填" in said.args[0].sentence
