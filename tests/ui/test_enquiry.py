"""取数 in the window: bureaus are named, asked and reminded by mouse and keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from jzdesk.desk import origins, sourcing
from tests.ui.conftest import QUARTER
from tests.ui.test_typing import Hand


@pytest.fixture
def hand(qtbot, office, open_window) -> Hand:
    return Hand(qtbot, open_window(office, "enquiry"))


@pytest.fixture
def named(hand) -> Hand:
    """Give the page after the sewage works were named as coming from one bureau."""
    choose(hand, "wscl")
    hand.page.list.selectAll()
    hand.page.list.setFocus()
    hand.type("县住建局")
    with hand.qtbot.waitSignal(hand.work.session.changed):
        hand.press(Qt.Key.Key_Return)
    return hand


def choose(hand: Hand, text: str) -> None:
    hand.page.search.setFocus()
    hand.type(text)
    hand.page.list.setFocus()
    hand.page.list.setCurrentIndex(hand.page.list.sources.index(0, 0))


def answer(monkeypatch, **paths: object) -> None:
    for name, path in paths.items():
        given = str(path) if name == "getExistingDirectory" else (str(path), "")
        monkeypatch.setattr(QFileDialog, name, lambda *_, given=given: given)


def test_at_first_it_says_what_to_do(hand):
    assert hand.page.none.isVisible()
    assert "定了来源单位" in hand.page.none.text()
    assert not hand.page.make.isEnabled()
    assert QApplication.focusWidget() is hand.page.list


def test_a_name_typed_goes_to_every_line_chosen(named, office):
    (bureau,) = sourcing.bureaus(office, QUARTER)
    assert bureau.name == "县住建局"
    assert bureau.figures == len(named.page.list.sources.items) > 4
    assert {source.bureau for source in named.page.list.sources.items} == {"县住建局"}
    assert named.page.model.items == (bureau,)
    named.work.undo()
    assert sourcing.bureaus(office, QUARTER) == ()
    assert named.page.none.isVisible()


def test_lines_without_a_bureau_alone(named):
    before = len(named.page.list.sources.items)
    named.page.search.clear()
    assert len(named.page.list.sources.items) > before
    named.page.only_none.setChecked(True)
    assert all(not source.bureau for source in named.page.list.sources.items)
    named.page.search.setText("没有这样的指标")
    assert named.page.nothing.isVisible()


def test_a_sheet_is_made_and_noted(named, office, qtbot, tmp_path, monkeypatch):
    answer(monkeypatch, getSaveFileName=tmp_path / "取数表.xlsx")
    with qtbot.waitSignal(named.work.jobs.finished, timeout=20_000):
        qtbot.mouseClick(named.page.make, Qt.MouseButton.LeftButton)
        assert not named.page.make.isEnabled(), "one at a time"
    assert (tmp_path / "取数表.xlsx").stat().st_size > 4000
    (bureau,) = sourcing.bureaus(office, QUARTER)
    assert (bureau.made_on, bureau.due) == ("2018-10-06", "2018-10-11")
    assert named.page.make.isEnabled()


def test_a_wrong_day_is_told_and_nothing_is_made(named, office, qtbot, tmp_path, monkeypatch):
    answer(monkeypatch, getSaveFileName=tmp_path / "取数表.xlsx")
    named.page.due.setText("下周")
    with qtbot.waitSignal(named.work.messages.said) as said:
        qtbot.mouseClick(named.page.make, Qt.MouseButton.LeftButton)
    assert "下周" in said.args[0].sentence
    assert not list(tmp_path.glob("*.xlsx"))
    assert sourcing.bureaus(office, QUARTER)[0].made_on == ""


def test_all_sheets_in_one_go(named, office, qtbot, tmp_path, monkeypatch):
    source = next(s for s in sourcing.sources(office, QUARTER) if not s.bureau and s.open)
    named.work.session.done(origins.name_bureau(office, QUARTER, [source.key], "县水利局"))
    (tmp_path / "取数").mkdir()
    answer(monkeypatch, getExistingDirectory=tmp_path / "取数")
    waiting = [b.name for b in sourcing.bureaus(office, QUARTER) if b.open]
    with qtbot.waitSignals([named.work.jobs.finished] * len(waiting), timeout=30_000):
        qtbot.mouseClick(named.page.make_all, Qt.MouseButton.LeftButton)
    made = {path.name for path in (tmp_path / "取数").iterdir()}
    assert made == {f"取数表_{name}_2018Q3.xlsx" for name in waiting}


@pytest.fixture
def asked(named, office, qtbot, tmp_path, monkeypatch) -> Hand:
    """Give the page after a second bureau, one that owes a figure, was asked on paper."""
    source = next(s for s in sourcing.sources(office, QUARTER) if not s.bureau and s.open)
    named.work.session.done(origins.name_bureau(office, QUARTER, [source.key], "县水利局"))
    row = next(n for n, b in enumerate(named.page.model.items) if b.name == "县水利局")
    named.page.view.setCurrentIndex(named.page.model.index(row, 0))
    answer(monkeypatch, getSaveFileName=tmp_path / "取数单.pdf")
    with qtbot.waitSignal(named.work.jobs.finished, timeout=20_000):
        qtbot.mouseClick(named.page.paper, Qt.MouseButton.LeftButton)
    return named


def test_who_has_not_answered_is_reminded(asked, qtbot, tmp_path, monkeypatch):
    assert asked.page.remind.isEnabled()
    answer(monkeypatch, getSaveFileName=tmp_path / "催要单.pdf")
    with qtbot.waitSignal(asked.work.jobs.finished, timeout=20_000):
        qtbot.mouseClick(asked.page.remind, Qt.MouseButton.LeftButton)
    assert (tmp_path / "催要单.pdf").read_bytes().startswith(b"%PDF")


def test_the_to_do_list_leads_to_who_has_not_answered(asked):
    assert {place.name: place.count for place in asked.work.places.list()}["enquiry"] == 1
    asked.work.places.go("todo")
    lines = asked.page.model.items
    place = next(n for n, line in enumerate(lines) if line.kind == "取数")
    assert "县水利局还有 1 个数没有回复" in lines[place].text
    assert (lines[place].act, lines[place].place) == ("去催要", "取数")
    asked.page.view.setCurrentIndex(asked.page.model.index(place, 0))
    asked.page.view.setFocus()
    asked.press(Qt.Key.Key_Return)
    assert asked.work.places.name == "enquiry"
    assert asked.page.remind.isEnabled()


def test_a_name_being_written_is_saved_by_another_page(hand, office):
    choose(hand, "")
    hand.type("县统计局")
    hand.work.places.go("todo")
    assert [b.name for b in sourcing.bureaus(office, QUARTER)] == ["县统计局"]


def test_models_keep_their_promises(named, qtmodeltester):
    qtmodeltester.check(named.page.model)
    qtmodeltester.check(named.page.list.sources)
