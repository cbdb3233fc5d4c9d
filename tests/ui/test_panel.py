"""The panel beside the cursor with real keys: line, plan, origin, history, and the reading at the editor."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from jzdesk.models.entry import Key, Origin
from jzdesk.models.period import Period
from jzdesk.ui.dialogs.cell_history import CellHistory
from tests.ui.conftest import QUARTER
from tests.ui.test_typing import CELL, Hand

COD = "emissions/cod.industry/emitted"
AIR = "quality/good_days/days"


@pytest.fixture
def hand(qtbot, office, open_window) -> Hand:
    return Hand(qtbot, open_window(office, "emissions", COD))


@pytest.fixture
def side(hand):
    return hand.page.side


def at(hand: Hand, key: str):
    """Go to a cell of any form; return its panel."""
    hand.work.places.jump(key.split("/", maxsplit=1)[0], Key.parse(key))
    return hand.page.side


# The line


def test_the_line_is_told_and_walked_by_keys(hand, side):
    assert side.line_head.text() == "近 12 季"
    assert side.line_told.text() == "2017年第三季度以来 5 期有数，最低 273.88，最高 381.90"
    side.line.setFocus()
    hand.press(Qt.Key.Key_Left)
    assert side.line_told.text() == "2018年第二季度　381.90 吨"
    assert side.line.accessibleDescription() == "2018年第二季度　381.90 吨"
    hand.press(Qt.Key.Key_Home)
    assert side.line_told.text().startswith("2017年第三季度")
    hand.press(Qt.Key.Key_Left, Qt.Key.Key_End, Qt.Key.Key_Right)
    assert side.line_told.text() == "2018年第三季度　312.45 吨"


def test_the_mouse_chooses_a_period_and_lets_it_go(hand, side, qtbot):
    place = side.line.place_of(1).toPoint()
    qtbot.mouseMove(side.line, place)
    assert side.line.chosen.period == Period.parse("2017Q4")
    event = QHelpEvent(QHelpEvent.Type.ToolTip, place, side.line.mapToGlobal(place))
    QApplication.sendEvent(side.line, event)
    hand.go(CELL)
    assert side.line.chosen is None
    assert "最低" in side.line_told.text()


def test_without_earlier_figures_one_quiet_sentence_stands_there(qtbot, fresh, open_window):
    hand = Hand(qtbot, open_window(fresh, "emissions", COD))
    assert not hand.page.side.line.isVisible()
    assert hand.page.side.line_told.text() == "以前没有填过，还没有走势。"


# The plan


def test_target_distance_and_state_are_told(hand):
    plan = at(hand, AIR).plan
    assert plan.state.text() == "◆ 滞后"
    assert "现在 55.7%，距目标差 9.3 个百分点。" in plan.target.text()
    assert "优良天数还差 86 天（剩余 92 天）。" in plan.target.text()


def test_a_computed_cell_shows_its_formula(hand, side):
    assert not side.plan.formula.isVisible()
    assert "规则 103" in side.plan.rules.text()
    hand.click("emissions/cod.industry/ytd")
    assert side.plan.figures.text() == "273.88 + 381.90 + 312.45 = 968.23"
    assert not side.origin.isVisible(), "nobody supplies what is computed"


@pytest.mark.parametrize(
    ("key", "title"),
    [
        (AIR, "城市空气质量优良天数比率"),
        ("milestones/M053/status", "詹店镇污水处理设施建成（武陟县）"),
        ("investment/P016/done", "武陟县圪垱店村污水治理工程"),
    ],
)
def test_the_source_leads_to_its_entry_in_the_plan(hand, key, title):
    at(hand, key).plan.source.setFocus()
    hand.press(Qt.Key.Key_Return)
    assert hand.work.places.name == "plan"
    page = hand.work.places.page
    shown = [one for one in page.detail.findChildren(QLabel, "planTitle") if one.parent() is not None]
    assert shown[-1].text() == title
    assert page.view.hasFocus()


# Where figures come from


def test_origin_is_saved_when_its_line_is_left(hand, side, office):
    side.origin.bureau.setFocus()
    hand.type("GXJ")
    hand.press(Qt.Key.Key_Tab)
    assert office.sheet(QUARTER).origin(Key.parse(COD)) == Origin("GXJ")
    assert side.origin.ledger.hasFocus()
    hand.type("WZ-031")
    hand.go(CELL)
    assert office.sheet(QUARTER).origin(Key.parse(COD)) == Origin("GXJ", "WZ-031")
    assert side.origin.bureau.text() == ""
    offered = side.origin.bureau.completer().model().stringList()
    assert offered == ["GXJ"]
    hand.work.undo()
    assert office.sheet(QUARTER).origin(Key.parse(COD)) == Origin("GXJ")


def test_an_origin_that_cannot_stand_is_refused_in_words(hand, side, office):
    side.origin.bureau.setText("局" * 41)
    side.origin.bureau.editingFinished.emit()
    assert "最多 40 个字" in hand.work.strip.text.text()
    assert office.store.origins() == {}


def test_the_panel_of_a_locked_period_still_takes_the_ledger(hand, office, monkeypatch):
    look = hand.work.session.look
    monkeypatch.setattr(type(look), "editable", property(lambda _look: False))
    hand.page.refresh()
    side = hand.page.side
    assert side.note.isReadOnly()
    side.origin.ledger.setFocus()
    hand.type("WZ-031")
    hand.press(Qt.Key.Key_Return)
    assert office.sheet(QUARTER).origin(Key.parse(COD)).ledger == "WZ-031"


# History


def test_history_opens_with_a_key_and_tells_the_newest_first(hand, qtbot):
    hand.type("313")
    hand.press(Qt.Key.Key_F12)
    dialog = hand.page.beside.dialog
    assert isinstance(dialog, CellHistory)
    lines = [dialog.model.item(row) for row in range(dialog.model.rowCount())]
    assert [(line.old, line.new) for line in lines] == [("312.45", "313.00"), ("", "312.45")]
    qtbot.waitUntil(dialog.view.hasFocus)
    hand.press(Qt.Key.Key_Escape)
    assert hand.page.beside.dialog is None
    hand.work.window().activateWindow()
    qtbot.waitUntil(hand.grid.cells.hasFocus)


def test_a_cell_without_a_past_says_so(hand, qtbot):
    hand.go("emissions/cod.industry/adjustment")
    button = hand.page.side.findChild(QPushButton, "historyButton")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    dialog = hand.page.beside.dialog
    assert dialog.empty.isVisible()
    assert not dialog.view.isVisible()
    assert "还没有改动过" in dialog.empty.text()
    dialog.shut.click()
    assert hand.page.beside.dialog is None


# The reading under the editor


def over(hand: Hand) -> tuple[QRect, QRect]:
    """Return where the bubble and the open editor are, on the page."""
    page, editor = hand.page, hand.editor
    return page.overlays.reading.geometry(), QRect(editor.mapTo(page, QPoint(0, 0)), editor.size())


def test_a_large_figure_is_read_under_its_editor(hand, office):
    hand.type("6025")
    assert hand.page.overlays.reading is None or not hand.page.overlays.reading.isVisible()
    hand.type("1")
    reading = hand.page.overlays.reading
    assert reading.isVisible()
    assert reading.text.text() == "约 6.03 万吨"
    bubble, editor = over(hand)
    assert bubble.top() >= editor.bottom()
    assert hand.editor.hasFocus()
    assert hand.page.side.reading.text() == "约 6.03 万吨"
    hand.press(Qt.Key.Key_Backspace)
    assert not reading.isVisible(), "6025 needs no reading"
    hand.type("1")
    hand.press(Qt.Key.Key_Return)
    assert not reading.isVisible()


def test_a_sum_is_told_there_too_and_goes_with_escape(hand):
    hand.type("60251+47.5")
    assert hand.page.overlays.reading.text.text() == "＝ 60,298.50 吨　约 6.03 万吨"
    hand.press(Qt.Key.Key_Escape)
    assert not hand.page.overlays.reading.isVisible()


def test_at_the_bottom_of_the_grid_it_goes_above(hand):
    hand.work.window().resize(1366, 560)
    QApplication.processEvents()
    hand.go("emissions/sewage.tp/emitted")
    hand.type("60251")
    bubble, editor = over(hand)
    assert bubble.bottom() <= editor.top()
    assert not bubble.intersects(editor)


# Keys and room


def test_escape_in_the_panel_leads_back_to_the_grid(hand, side):
    side.note.setFocus()
    hand.press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is hand.grid.cells


def test_tab_goes_through_the_panel_from_top_to_bottom(hand):
    side = at(hand, AIR)
    side.area.setFocus()
    tops = []
    for _ in range(6):
        hand.press(Qt.Key.Key_Tab)
        here = QApplication.focusWidget()
        assert side.isAncestorOf(here)
        assert here.accessibleName()
        tops.append(here.mapTo(side.area.widget(), QPoint(0, 0)).y())
    assert tops == sorted(tops)


def test_the_panel_scrolls_by_keys(hand):
    side = at(hand, AIR)
    bar = side.area.verticalScrollBar()
    QApplication.processEvents()
    assert bar.maximum() > 0
    side.area.setFocus()
    hand.press(Qt.Key.Key_PageDown)
    assert bar.value() > 0
    hand.go("quality/pm25/mean")
    assert bar.value() == 0, "another cell is told from its beginning"


@pytest.mark.parametrize("key", [AIR, COD, "quality/pm25/mean", "milestones/M053/status"])
def test_nothing_is_cut_at_the_panel_s_width(hand, key):
    side = at(hand, key)
    for _ in range(6):
        QApplication.processEvents()
    inner = side.area.widget()
    assert inner.width() <= side.area.viewport().width()
    for part in side.findChildren(QLabel):
        if part.isVisible() and part.text():
            wanted = part.heightForWidth(part.width()) if part.wordWrap() else part.sizeHint().height()
            assert part.height() >= wanted, part.text()
            assert part.wordWrap() or part.width() >= part.sizeHint().width(), part.text()
            right = part.mapTo(inner, QPoint(part.width(), 0)).x()
            assert right <= inner.width(), part.text()


def test_what_is_written_there_can_be_copied(side):
    copyable = Qt.TextInteractionFlag.TextSelectableByMouse
    for part in (side.plan.definition, side.plan.target, side.plan.formula, side.plan.rules, side.title_line):
        assert part.textInteractionFlags() & copyable
