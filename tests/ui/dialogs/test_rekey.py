"""Keying figures a second time: blind, by keys alone, and what differs listed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from jzdesk.desk import rekeying
from jzdesk.models.entry import Key
from jzdesk.ui.pages.rekey import Rekeying
from tests.ui.conftest import QUARTER

COD = Key.parse("emissions/cod.industry/emitted")


@pytest.fixture
def opened(qtbot, office, open_window, look):
    work = open_window(office, "emissions")
    acts = Rekeying(work.places.page, look, work.session, "emissions")
    acts.open()
    qtbot.waitUntil(lambda: acts.dialog.isVisible())
    return acts


def key_in(qtbot, text: str) -> None:
    for char in text:
        qtbot.keyClicks(QApplication.focusWidget(), char)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)


def shown(model) -> str:
    return " ".join(
        str(model.index(r, c).data()) for r in range(model.rowCount()) for c in range(model.columnCount())
    )


def test_the_figures_are_not_seen(opened, office, qtmodeltester):
    dialog = opened.dialog
    assert "312.45" not in shown(dialog.keying)
    assert dialog.keying.rowCount() == len(rekeying.choose(office, QUARTER, "emissions", rekeying.ALL))
    qtmodeltester.check(dialog.keying)


def test_enter_goes_on_and_what_differs_is_listed_and_adopted(opened, office, qtbot):
    dialog = opened.dialog
    dialog.by.setText("李四")
    dialog.list.setFocus()
    key_in(qtbot, "28")
    qtbot.waitUntil(lambda: dialog.list.currentIndex().row() == 1)
    key_in(qtbot, "321.45")
    qtbot.waitUntil(lambda: len(dialog.typed()) == 2)
    qtbot.mouseClick(dialog.compare, Qt.MouseButton.LeftButton)
    assert dialog.pages.currentWidget() is dialog.differ
    assert "一致 1 个，不一致 1 个" in dialog.progress.text()
    assert "312.45" in shown(dialog.outcomes)
    assert rekeying.standing(office, QUARTER)[COD][2] is False
    with qtbot.waitSignal(opened._session.changed):
        qtbot.keyClick(dialog.differ, Qt.Key.Key_Return)
    assert str(office.store.cells(QUARTER)[COD].value) == "321.45"
    assert dialog.outcomes.rowCount() == 0
    assert dialog.progress.text() == "已改为 321.45。"


def test_without_a_name_it_says_so_and_keeps_what_was_keyed(opened, qtbot):
    dialog = opened.dialog
    dialog.list.setFocus()
    key_in(qtbot, "28")
    qtbot.waitUntil(lambda: len(dialog.typed()) == 1)
    qtbot.mouseClick(dialog.compare, Qt.MouseButton.LeftButton)
    assert "没有写名字" in dialog.told.text()
    assert QApplication.focusWidget() is dialog.by
    assert len(dialog.typed()) == 1


def test_what_was_keyed_is_not_given_up_at_once(opened, qtbot):
    dialog = opened.dialog
    dialog.list.setFocus()
    key_in(qtbot, "28")
    qtbot.waitUntil(lambda: len(dialog.typed()) == 1)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert "再按一次" in dialog.told.text()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert opened.dialog is None


def test_a_text_that_is_no_figure_is_told_and_cannot_be_adopted(opened, qtbot):
    dialog = opened.dialog
    dialog.by.setText("李四")
    dialog.list.setFocus()
    key_in(qtbot, "12x")
    qtbot.waitUntil(lambda: len(dialog.typed()) == 1)
    qtbot.mouseClick(dialog.compare, Qt.MouseButton.LeftButton)
    (one,) = dialog.outcomes.items
    assert one.wrong
    with qtbot.assertNotEmitted(dialog.adopt_requested):
        qtbot.keyClick(dialog.differ, Qt.Key.Key_Return)


def test_an_empty_form_says_what_comes_first(fresh, open_window, look):
    work = open_window(fresh, "emissions")
    acts = Rekeying(work.places.page, look, work.session, "emissions")
    acts.open()
    assert "先填表" in acts.dialog.empty.text()
    assert not acts.dialog.compare.isEnabled()
