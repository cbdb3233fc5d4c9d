"""Paragraphs: tall cells, an editor of many lines, its count, and last quarter's text in grey."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from jzdesk.desk.office import Office
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.ui.tables.editors import ParagraphEditor
from tests.ui.test_typing import Hand

WORK, PROBLEMS = "narrative/work/text", "narrative/problems/text"
NEXT = Period.parse("2018Q4")
CTRL = Qt.KeyboardModifier.ControlModifier
BEFORE = "污水管网延伸工程竣工，优良天数同比增加。"


def written(office: Office, key: str = WORK) -> str | None:
    cell = office.store.cells(NEXT).get(Key.parse(key))
    return None if cell is None or cell.value is None else str(cell.value)


@pytest.fixture
def hand(qtbot, office, open_window) -> Hand:
    return Hand(qtbot, open_window(office, "narrative", WORK, NEXT))


def test_enter_begins_a_line_and_ctrl_enter_finishes(hand, office):
    hand.type("ab")
    assert isinstance(hand.editor, ParagraphEditor)
    hand.press(Qt.Key.Key_Return)
    hand.type("cd")
    assert written(office) is None, "not yet"
    hand.press(Qt.Key.Key_Return, modifiers=CTRL)
    assert written(office) == "ab\ncd"
    assert hand.editor is None
    assert hand.at() == PROBLEMS


def test_tab_finishes_and_the_arrows_stay_in_the_text(hand, office):
    hand.type("ab")
    hand.press(Qt.Key.Key_Return)
    hand.press(Qt.Key.Key_Up)
    hand.type("x")
    hand.press(Qt.Key.Key_Tab)
    assert written(office) == "xab", "the cursor went up, to the start of the first line"
    assert hand.at() == PROBLEMS


def test_escape_gives_up(hand, office):
    hand.type("ab")
    hand.press(Qt.Key.Key_Escape)
    assert hand.editor is None
    assert written(office) is None
    assert hand.page.cursor_.face.ghost == BEFORE


@pytest.mark.parametrize("how", ["click", "page", "period", "close", "line"])
def test_however_the_cell_is_left_it_is_saved(hand, office, how):
    hand.type("ab")
    if how == "click":
        hand.click(PROBLEMS)
    elif how == "page":
        hand.work.places.go("todo")
    elif how == "period":
        hand.work.turn_to(Period.parse("2018Q3"))
    elif how == "close":
        hand.work.window().close()
    else:
        hand.page.findChild(QLineEdit, "lineNumber").setFocus()
    assert written(office) == "ab"


def test_the_count_is_live_and_too_much_is_refused_with_the_text_kept(hand, office):
    hand.type("a")
    editor = hand.editor
    assert editor.count.text() == "已写 1／2000 字"
    editor.fill("字" * 2001)
    assert editor.count.text() == "已写 2001／2000 字"
    assert editor.count.property("look") == "must"
    hand.press(Qt.Key.Key_Tab)
    assert hand.editor is editor, "it stays open"
    assert "2001" in hand.page.overlays.bubble.text.text()
    assert written(office) is None
    editor.fill("字" * 2000)
    hand.press(Qt.Key.Key_Tab)
    assert written(office) == "字" * 2000


def test_the_count_stands_inside_the_editor_and_the_editor_inside_the_table(hand):
    hand.type("a")
    editor = hand.editor
    assert editor.rect().contains(editor.count.geometry())
    assert editor.parentWidget().rect().contains(editor.geometry())


def test_the_editor_grows_with_its_text_and_then_scrolls(hand):
    hand.type("a")
    editor, cell = hand.editor, hand.grid.cells.visualRect(hand.grid.cells.currentIndex())
    assert editor.height() == cell.height(), "the paragraph below stays in sight"
    heights = []
    for lines in (8, 12, 40):
        editor.fill("\n".join("行" for _ in range(lines)))
        heights.append(editor.height())
    assert cell.height() < heights[0] < heights[1] == heights[2]
    assert editor.verticalScrollBar().isVisible()


def test_a_row_is_as_high_as_its_text_up_to_twelve_lines(hand, office):
    heights = hand.grid.cells.verticalHeader()
    least = heights.sectionSize(0)
    assert heights.sectionSize(1) == least
    line = hand.grid.cells.pen.faces.line_height
    hand.work.session.write(Key.parse(WORK), "\n".join("八行" for _ in range(8)))
    assert heights.sectionSize(0) == least + 2 * line
    hand.work.session.write(Key.parse(WORK), "\n".join("四十行" for _ in range(40)))
    assert heights.sectionSize(0) == least + 6 * line
    assert heights.sectionSize(1) == least


def test_last_quarters_text_is_grey_and_counts_for_nothing(hand, office):
    face = hand.page.cursor_.face
    assert (face.ghost, face.text, face.edit) == (BEFORE, "", "")
    assert face.sign == "blank"
    assert hand.work.session.look.due_in("narrative") == 3
    hand.press(Qt.Key.Key_C, modifiers=CTRL)
    hand.press(Qt.Key.Key_F2)
    assert hand.editor.toPlainText() == "", "grey until touched, and then gone"
    hand.press(Qt.Key.Key_Tab)
    assert written(office) is None


def test_one_key_takes_it_over_for_editing(hand, office):
    hand.press(Qt.Key.Key_D, modifiers=CTRL)
    assert hand.editor.toPlainText() == BEFORE
    assert written(office) is None, "not before it is finished"
    hand.type("X")
    hand.press(Qt.Key.Key_Tab)
    assert written(office) == f"{BEFORE}X"
    assert hand.work.session.look.due_in("narrative") == 2


def test_the_button_takes_it_over_too(hand, office, qtbot):
    more = hand.page.side.more
    assert more.earlier.text() == f"上季写了 {len(BEFORE)} 字"
    qtbot.mouseClick(more.take_over, Qt.MouseButton.LeftButton)
    assert hand.editor.toPlainText() == BEFORE
    assert QApplication.focusWidget() is hand.editor
    hand.press(Qt.Key.Key_Escape)
    assert written(office) is None
    hand.press(Qt.Key.Key_D, modifiers=CTRL)
    hand.press(Qt.Key.Key_Tab)
    assert written(office) == BEFORE, "taken over as it was"


def test_a_written_paragraph_offers_nothing_from_before(hand, office):
    hand.work.session.write(Key.parse(WORK), "本季写的。")
    assert hand.page.cursor_.face.ghost == ""
    assert not hand.page.side.more.take_over.isVisible()
    assert hand.page.side.value.text() == "已写 5／2000 字"


def test_a_dash_still_asks_for_the_reason(hand):
    hand.type("无")
    hand.press(Qt.Key.Key_Tab)
    assert hand.page.overlays.chooser.isVisible()
