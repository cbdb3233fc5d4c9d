"""本季待办 leads: one thing is clearly next, it says which step that is, and where it leads one can go on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton

from jzdesk.desk import entering
from jzdesk.models import todo
from jzdesk.models.entry import Key
from jzdesk.ui.pages.hand_in_steps import FREEZE, REVIEW
from tests.ui.conftest import QUARTER
from tests.ui.newcomer import Mouse, settle
from tests.ui.test_pages import explain_all

LEFT = Qt.MouseButton.LeftButton
STATUS, PERCENT = Key.parse("milestones/M053/status"), Key.parse("investment/P016/percent")


def test_what_is_next_is_the_largest_thing_on_the_page(office, open_window):
    work = open_window(office)
    page = work.places.page
    others = [w for w in work.findChildren(QLabel) + work.findChildren(QPushButton) if w.isVisible()]
    largest = max(w.fontInfo().pixelSize() for w in others if w is not page.next_title)
    assert page.next_title.fontInfo().pixelSize() > largest
    strong = [b for b in work.findChildren(QPushButton) if b.property("look") == "primary" and b.isVisible()]
    assert strong == [page.go]
    assert QApplication.focusWidget() is page.go


def test_it_says_which_step_of_the_way_it_is_and_how_far_the_figures_are(office, open_window):
    work = open_window(office)
    page = work.places.page
    assert page.way.text() == "下一步　第 1 步，共 6 步：填报"
    assert page.filled.text() == "164 / 164"
    entering.set_values(office, QUARTER, [str(PERCENT), ""])
    work.session.refresh()
    assert page.filled.text() == "163 / 164"
    entering.set_values(office, QUARTER, [str(PERCENT), "88"])
    work.session.refresh()
    explain_all(work.session)
    assert (page.way.text(), page.next_title.text()) == ("下一步　第 2 步，共 6 步：复核", "请科室负责人复核")


def test_what_wants_an_explanation_leads_to_its_line_open_to_be_written(office, open_window, qtbot):
    work = open_window(office)
    page = work.places.page
    line = page.model.item(0)
    assert (line.kind, line.place) == (todo.EXPLAIN, "污染物排放 行 05")
    qtbot.mouseClick(page.go, LEFT)
    assert work.places.name == "hand_in"
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    assert editor.accessibleName() == "说明"
    qtbot.keyClicks(editor, "shut down for two months of repairs")
    before = work.session.look.tally(todo.EXPLAIN)
    with qtbot.waitSignal(work.session.changed):
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert work.session.look.tally(todo.EXPLAIN) == before - 1


def test_a_word_is_chosen_with_the_mouse_alone(office, open_window):
    entering.set_values(office, QUARTER, [str(STATUS), ""])
    work, hand = open_window(office), Mouse()
    work.places.jump(STATUS.form, STATUS)
    settle()
    grid = work.places.page.cursor_.grid.cells
    hand.open_cell(grid)
    settle()
    (list_,) = (c for c in grid.findChildren(QComboBox) if c.isVisible())
    hand.choose(list_, "推进中")
    assert list_.isVisible(), "the list has given the focus back"
    hand.come_back()
    assert office.sheet(QUARTER).cells[STATUS].value == "running"


@pytest.mark.parametrize("back", [False, True])
def test_tab_leaves_a_list_without_a_row(fresh, open_window, back):
    work = open_window(fresh, "reductions")
    grid = work.places.page.cursor_.grid.cells
    grid.setFocus()
    QTest.keyClick(grid, Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab)
    assert not grid.hasFocus()
    assert work.places.page.head.nil.property("look") == "primary", "what is next there"


def test_the_cursor_stays_in_sight_where_the_room_changes(office, open_window):
    work = open_window(office)
    work.places.jump(PERCENT.form, PERCENT)
    for width in (1366, 1100, 1366):
        work.window().resize(width, 768)
        settle()
        grid = work.places.page.cursor_.grid.cells
        seen = grid.viewport().rect()
        assert seen.contains(grid.visualRect(grid.currentIndex()).center()), width


def test_enter_goes_from_field_to_field_and_a_refusal_to_the_one_that_lacks(office, open_window, qtbot):
    work = open_window(office)
    explain_all(work.session)
    work.places.go("hand_in")
    review = work.places.page.forms[REVIEW]
    qtbot.mouseClick(review.act, LEFT)
    assert review.wrong.isVisible()
    assert QApplication.focusWidget() is review.first()
    review.put({"name": "王芳"})
    qtbot.mouseClick(review.act, LEFT)
    settle()
    form = work.places.page.forms[FREEZE]
    for name in ("preparer", "head", "phone"):
        here = QApplication.focusWidget()
        assert here.objectName().endswith(name)
        qtbot.keyClicks(here, f"N{name}")
        if name != "phone":
            qtbot.keyClick(here, Qt.Key.Key_Return)
    with qtbot.waitSignal(work.jobs.ended, timeout=60_000):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        assert form.isAncestorOf(QApplication.focusWidget()), "another Enter there does nothing"
        form.stop.click()


def test_a_step_that_is_due_is_seen_as_a_whole(office, open_window):
    work = open_window(office)
    explain_all(work.session)
    work.places.go("hand_in")
    settle()
    act = work.places.page.forms[REVIEW].act
    assert act.visibleRegion().boundingRect() == act.rect()
