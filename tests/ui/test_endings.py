"""Rows that end, the stages of a yearly figure, and what earlier periods still owe."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from jzdesk.desk import entering
from jzdesk.models import todo
from jzdesk.models.entry import Key, Stamp
from jzdesk.models.period import Period
from jzdesk.ui.pages.cell_menu import CellMenu
from tests.ui.conftest import QUARTER
from tests.ui.test_typing import Hand, stored

YEAR, BEFORE = Period.parse("2018"), Period.parse("2018Q2")
ANNUAL = "emissions/cod.industry/annual"
OWED = "emissions/tp.industry/emitted"

# Rows of the office's own


@pytest.fixture
def lists(qtbot, office, open_window) -> Hand:
    work = open_window(office, "investment")
    key = work.session.add_row("investment", "projects", "乡镇站房改造")
    work.places.page.go_to(key)
    return Hand(qtbot, work)


def choose(hand: Hand, name: str) -> None:
    """Choose from the menu of the cell at the cursor."""
    hand.page.acts.open_menu(hand.work.mapToGlobal(hand.work.rect().center()))
    menu = hand.page.findChildren(CellMenu)[-1]
    menu.findChild(object, f"menu_{name}").trigger()
    menu.close()


def names(hand: Hand) -> list[str]:
    return [row.code for row in hand.work.session.look.sheet.rows("investment")]


def test_a_row_is_stopped_and_goes_on_from_the_menu(lists):
    code = lists.page.cursor_.key.row
    choose(lists, "stop")
    assert lists.page.cursor_.face.text == "乡镇站房改造（下期起停用）"
    assert "2018年第三季度及以前照旧" in lists.work.status.told.text()
    lists.work.turn_to(Period.parse("2018Q4"))
    assert code not in names(lists)
    lists.work.turn_to(QUARTER)
    assert code in names(lists)
    lists.page.go_to(Key("investment", code, "name"))
    choose(lists, "go_on")
    assert lists.page.cursor_.face.text == "乡镇站房改造"
    lists.work.turn_to(Period.parse("2018Q4"))
    assert code in names(lists)


def test_stopping_is_taken_back_by_undo(lists):
    code = lists.page.cursor_.key.row
    choose(lists, "stop")
    lists.work.undo()
    assert lists.page.cursor_.face.text == "乡镇站房改造"
    assert code in names(lists)


def test_what_is_refused_is_said(lists, office):
    key = lists.page.cursor_.key
    entering.set_values(office, Period.parse("2018Q4"), [f"investment/{key.row}/done", "5"])
    lists.work.session.refresh()
    lists.page.go_to(key)
    choose(lists, "stop")
    assert "2018年第四季度 已经填了数" in lists.work.strip.text.text()


@pytest.mark.parametrize("locked", [False, True])
def test_only_own_rows_of_open_periods_offer_it(lists, monkeypatch, locked):
    if locked:
        monkeypatch.setattr("jzdesk.models.workflow.EDITABLE", frozenset())
        lists.work.session.refresh()
    else:
        lists.go("investment/P016/done")
    lists.page.acts.open_menu(lists.work.mapToGlobal(lists.work.rect().center()))
    menu = lists.page.findChildren(CellMenu)[-1]
    assert {a.objectName() for a in menu.actions()} & {"menu_stop", "menu_go_on"} == set()
    menu.close()


# Stages


@pytest.fixture
def yearly(qtbot, office, open_window) -> Hand:
    entering.set_values(office, YEAR, [ANNUAL, "1342.40"], reason="快报核对")
    return Hand(qtbot, open_window(office, "emissions", ANNUAL, YEAR))


def test_day_and_reason_of_a_stage_stand_beside_it(yearly):
    more = yearly.page.side.more
    assert (more.stage.text(), more.reason.text()) == ("2018-10-06 填报", "快报核对")
    yearly.go("emissions/cod.industry/closed")
    assert not more.stage.isVisible(), "nothing entered yet"
    assert not more.reason.isVisible()


@pytest.mark.parametrize("how", ["tab", "cell", "page"])
def test_a_reason_is_saved_when_it_is_left(yearly, office, how):
    field = yearly.page.side.findChild(QLineEdit, "stageReason")
    field.setFocus()
    field.selectAll()
    yearly.type("年报审定")
    if how == "tab":
        yearly.press(Qt.Key.Key_Tab)
    elif how == "cell":
        yearly.click("emissions/cod.industry/closed")
    else:
        yearly.work.places.go("todo")
    assert office.sheet(YEAR).stamp(Key.parse(ANNUAL)) == Stamp("2018-10-06", "年报审定")


def test_a_reason_is_saved_before_the_window_lets_the_store_go(yearly, office):
    seen = []
    yearly.work.window().closed.connect(lambda: seen.append(office.sheet(YEAR).stamp(Key.parse(ANNUAL))))
    yearly.page.side.findChild(QLineEdit, "stageReason").setFocus()
    yearly.type("x")
    yearly.work.window().close()
    assert seen == [Stamp("2018-10-06", "快报核对x")]


def test_a_new_figure_begins_without_a_reason(yearly, office):
    yearly.work.session.write(Key.parse(ANNUAL), "1352.40")
    assert yearly.page.side.more.reason.text() == ""
    assert yearly.page.side.more.stage.text() == "2018-10-06 填报"


# What earlier periods owe


@pytest.fixture
def owing(qtbot, office, open_window) -> Hand:
    entering.set_values(office, BEFORE, [OWED, "暂缺:县水务局,2018-10-20"])
    entering.set_values(office, QUARTER, ["emissions/tn.industry/emitted", "暂缺:县水务局,2018-10-25"])
    return Hand(qtbot, open_window(office))


def test_what_earlier_periods_owe_comes_first_of_what_may_wait(owing):
    waiting = [line for line in owing.page.model.items if not line.blocking]
    assert [line.kind for line in waiting[:2]] == [todo.OWED, todo.OWED]
    assert (waiting[0].period, waiting[1].period) == (BEFORE, None)
    assert waiting[0].place == "2018年第二季度"
    assert waiting[0].text.startswith("2018年第二季度的 总磷")
    assert owing.page.model.items.index(waiting[0]) == sum(n.blocking for n in owing.page.model.items)


def test_the_jump_turns_to_its_period_and_cell(owing, office):
    line = next(n for n in owing.page.model.items if n.period == BEFORE)
    owing.page.view.picked.emit(line)
    assert owing.work.session.period == BEFORE
    assert owing.at() == OWED
    owing.type("1.9")
    owing.press(Qt.Key.Key_Tab)
    assert stored(office, OWED, BEFORE) == "1.90"
    owing.work.turn_to(QUARTER)
    owing.work.places.go("todo")
    assert not [n for n in owing.page.model.items if n.period == BEFORE]
