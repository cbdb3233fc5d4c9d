"""交接清单 on 备份与检查: found by searching, made beside the window, looked at, saved, and refused."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from jzdesk.desk import entering, handover
from jzdesk.errors import WorldError
from jzdesk.words import say
from tests.reports.papers import squeezed
from tests.ui.conftest import QUARTER
from tests.ui.test_day import find, press

MAKE = "预览交接清单…"


@pytest.fixture
def work(office, open_window):
    return open_window(office, "safety")


@pytest.fixture
def card(work):
    return work.places.page.handover


def made(qtbot, card):
    """Return the preview that pressing the button opens."""
    qtbot.mouseClick(card.act, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: card.dialog is not None, timeout=60_000)
    qtbot.waitUntil(lambda: bool(card.dialog.pages.sizes), timeout=60_000)
    return card.dialog


def saved(monkeypatch, dialog, path) -> str:
    """Return what the preview tells after saving to a path."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    dialog.save.click()
    return dialog.told.text()


def test_it_is_made_with_the_names_and_saved(card, qtbot, monkeypatch, tmp_path):
    card.taker.setText("李小明")
    dialog = made(qtbot, card)
    assert card.act.text() == MAKE
    assert dialog.shown.title == "武陟县交接清单"
    assert dialog.shown.name.name == "武陟县_2018-10-06_交接清单.pdf"
    target = tmp_path / "交接.pdf"
    assert "已" in saved(monkeypatch, dialog, target)
    assert target.read_bytes() == dialog.shown.data
    text = squeezed(target.read_bytes())
    assert "接收人：李小明" in text
    assert "需要说明" in text
    dialog.reject()


def test_a_place_that_cannot_be_written_is_told_and_the_paper_stays(card, qtbot, monkeypatch, tmp_path):
    dialog = made(qtbot, card)
    told = saved(monkeypatch, dialog, tmp_path / "没有的文件夹" / "交接.pdf")
    assert "没有的文件夹" in told
    assert dialog.told.property("look") == "must"
    assert dialog.isVisible()
    assert "已" in saved(monkeypatch, dialog, tmp_path / "交接.pdf")
    dialog.reject()


def test_made_again_it_shows_what_was_changed_since(card, work, qtbot):
    first = made(qtbot, card).shown.data
    card.dialog.reject()
    card.dialog = None
    words = ["emissions/tn.industry/emitted", "暂缺:县水务局,2018-10-20"]
    entering.set_values(work.session.office, QUARTER, words)
    second = made(qtbot, card).shown.data
    card.dialog.reject()
    assert "县水务局" not in squeezed(first)
    assert "县水务局" in squeezed(second)


def test_what_is_no_name_is_refused_on_the_card(card, qtbot):
    card.taker.setText("李\u202e明")
    qtbot.mouseClick(card.act, Qt.MouseButton.LeftButton)
    assert card.wrong.isVisible()
    assert card.wrong.text().startswith("接收人的姓名写得不对：")
    assert card.dialog is None
    card.taker.setText("")
    made(qtbot, card).reject()
    assert not card.wrong.isVisible()


def test_pressed_again_it_is_given_up(card, qtbot):
    qtbot.mouseClick(card.act, Qt.MouseButton.LeftButton)
    assert "取消" in card.act.text()
    with qtbot.waitSignal(card.errand.stopped, timeout=60_000):
        qtbot.mouseClick(card.act, Qt.MouseButton.LeftButton)
    assert card.act.text() == MAKE
    assert card.dialog is None
    assert not card.wrong.isVisible()


def test_a_store_that_cannot_be_read_is_told_on_the_card(card, qtbot, monkeypatch):
    def broken(*_):
        raise WorldError("数据文件读不出来。")

    monkeypatch.setattr(handover, "making", broken)
    qtbot.mouseClick(card.act, Qt.MouseButton.LeftButton)
    assert card.wrong.text() == "数据文件读不出来。"


@pytest.mark.parametrize("typed", ["交接清单", "jjqd"])
def test_it_is_found_by_searching(office, open_window, typed):
    work = open_window(office)
    press(find(work, typed), Qt.Key.Key_Return)
    assert work.places.name == "safety"
    assert QApplication.focusWidget() is work.places.page.handover.giver
    assert work.places.page.handover.act.text() == say("ui.handover.make")


def test_an_empty_store_and_the_city_s_have_one_too(fresh, city, open_window, qtbot):
    for office, said in ((fresh, "2018年第三季度还没有填报"), (city, "未收到：解放区")):
        card = open_window(office, "safety").places.page.handover
        dialog = made(qtbot, card)
        assert said in squeezed(dialog.shown.data)
        dialog.reject()
