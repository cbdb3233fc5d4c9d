"""The whole walk through the page's own fields and buttons: review, freeze, submit, send, correct."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

from jzdesk.desk import entering, window
from jzdesk.models import workflow
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.ui.pages.hand_in_steps import FREEZE, REOPEN, REVIEW, SENT, SUBMIT, WITHDRAW
from tests.ui.conftest import QUARTER, TODAY
from tests.ui.test_pages import explain_all


@pytest.fixture
def work(office, open_window):
    made = open_window(office, "todo")
    explain_all(made.session)
    made.places.go("hand_in")
    return made


def fill(page, step: str, **values: str) -> None:
    page.forms[step].put(values)


def press(qtbot, page, step: str) -> None:
    qtbot.mouseClick(page.forms[step].act, Qt.MouseButton.LeftButton)


def long(qtbot, work, step: str) -> None:
    """Press a button whose work is shown before it is done."""
    with qtbot.waitSignal(work.jobs.ended, timeout=60_000):
        press(qtbot, work.places.page, step)
        assert work.jobs.busy
        assert work.places.page.forms[step].act.text() in {"正在打印…", "正在生成…"}
    assert QApplication.overrideCursor() is None


def review(qtbot, work) -> None:
    fill(work.places.page, REVIEW, name="复核练习员")
    press(qtbot, work.places.page, REVIEW)


def freeze(qtbot, work, out: Path) -> None:
    fill(
        work.places.page,
        FREEZE,
        preparer="填表练习员",
        head="负责人练习员",
        phone="0391-0000000",
        out=str(out),
    )
    long(qtbot, work, FREEZE)


def shown(page) -> list[str]:
    return [name for name, card in page.cards.items() if card.isVisible()]


def signed_by(page) -> list[str]:
    return [name for name, day in page.names._days.items() if day.isVisibleTo(page.names)]


def test_the_whole_walk(work, qtbot, tmp_path):
    page, session, out = work.places.page, work.session, tmp_path / "上报"
    assert page.track.at == 1
    assert not page.forms[FREEZE].act.isEnabled()
    review(qtbot, work)
    assert page.track.at == 2
    assert session.look.state == workflow.REVIEWED
    freeze(qtbot, work, out)
    assert session.look.state == workflow.FROZEN
    assert page.track.at == 3
    assert shown(page) == [SUBMIT, WITHDRAW]
    assert [p.name for p in page.papers.files] == ["410823_2018Q3_送签1.pdf"]
    assert page.papers.files[0].is_file()
    assert page.code.code.text() == session.look.code
    assert signed_by(page) == ["preparer", "reviewer"], "nobody has signed yet"
    assert len(page.code.code.text().split()) == 4
    assert page.forms[SUBMIT].values()["signed_on"] == TODAY
    fill(page, SUBMIT, out=str(out))
    long(qtbot, work, SUBMIT)
    assert session.look.state == workflow.PACKED
    assert {p.suffix for p in page.papers.files} == {".xlsx", ".pdf"}
    qtbot.waitUntil(lambda: not page.track.visibleRegion().isEmpty())
    assert not page.forms[SENT].act.visibleRegion().isEmpty(), "where one is and what is due, both are seen"
    fill(page, SENT, way="U盘送市局")
    press(qtbot, page, SENT)
    assert session.look.state == workflow.SENT
    assert "U盘送市局" in page.finished.text.text()
    assert page.names._values["reviewer"].text() == "复核练习员"
    assert signed_by(page) == ["preparer", "reviewer", "head"]
    fill(page, REOPEN, reason="补录在线监测停机期间核算量")
    press(qtbot, page, REOPEN)
    assert session.look.state == workflow.CORRECTING
    assert work.header.state.text() == "更正中（第2次报送）"
    assert signed_by(page) == [], "of the one before"
    assert window.names_used(session.office, QUARTER)["reviewer"] == "复核练习员", "who is offered again"
    fill(page, REVIEW, name="周")
    work.turn_to(Period.parse("2018Q2"))
    assert page.forms[REVIEW].values()["name"] == "复核练习员", "and not what was half typed elsewhere"


def test_what_is_due_stands_above_what_is_done_with(work, qtbot):
    page = work.places.page

    def top(card) -> int:
        return card.mapTo(page, card.rect().topLeft()).y()

    assert top(page.papers) < top(page.cards[REVIEW]) < top(page.explain)
    assert not page.forms[REVIEW].act.visibleRegion().isEmpty(), "without scrolling"
    assert not page.blockers.model.rowCount(), "the review is told once"
    stop, passed = page.papers.rows["report"].look, []
    while stop is not page.explain.view:
        passed.append(stop)
        stop = stop.nextInFocusChain()
    assert page.forms[REVIEW].act in passed, "Tab goes as one reads"


def test_what_is_in_the_way_leads_to_its_cell(office, open_window, qtbot):
    entering.set_values(office, QUARTER, ["emissions/nh3n.industry/enterprises", "0"])
    work = open_window(office, "hand_in")
    page = work.places.page
    assert not page.forms[FREEZE].act.isEnabled()
    view = page.blockers.view
    first = page.blockers.model.index(0, 1)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(first).center())
    assert work.places.name == page.blockers.model.item(0).page
    assert work.places.page.cursor_.key == page.blockers.model.item(0).key


def test_what_comes_to_be_in_the_way_is_not_cut_by_its_bar(work):
    work.turn_to(Period.parse("2018"))
    view = work.places.page.blockers.view
    assert view.verticalScrollBar().isVisible()
    assert view.horizontalHeader().length() <= view.viewport().width()


def test_a_refusal_stands_at_its_fields(work, qtbot, tmp_path):
    page = work.places.page
    press(qtbot, page, REVIEW)
    assert page.forms[REVIEW].wrong.text() == "复核人没有写名字。"
    review(qtbot, work)
    fill(page, FREEZE, preparer="甲", head="甲", phone="1", out=str(tmp_path / "o"))
    press(qtbot, page, FREEZE)
    assert "甲写了两次" in page.forms[FREEZE].wrong.text()
    assert page.forms[FREEZE].values()["preparer"] == "甲", "what was typed stays"
    assert page.forms[FREEZE].act.isEnabled()
    assert work.session.look.state == workflow.REVIEWED


def test_a_wrong_date_is_refused_at_once(work, qtbot, tmp_path):
    page = work.places.page
    review(qtbot, work)
    freeze(qtbot, work, tmp_path / "o")
    fill(page, SUBMIT, signed_on="十月八日", out=str(tmp_path / "o"))
    press(qtbot, page, SUBMIT)
    assert not work.jobs.busy
    assert "不是日期" in page.forms[SUBMIT].wrong.text()


def test_figures_are_locked_and_the_way_out_is_shown(work, qtbot, tmp_path):
    review(qtbot, work)
    freeze(qtbot, work, tmp_path / "o")
    work.places.go("emissions")
    page = work.places.page
    owed = [page.cursor_.grid.model.face(*p).text for p in page.cursor_.grid.model.enterable()]
    assert set(owed) <= {"暂缺"}
    assert "待签章" in page.notice.text.text()
    qtbot.mouseClick(page.notice.way, Qt.MouseButton.LeftButton)
    assert work.places.name == "hand_in"
    press(qtbot, work.places.page, WITHDRAW)
    assert work.session.look.state == workflow.DRAFT
    work.places.go("emissions")
    assert list(work.places.page.cursor_.grid.model.enterable())
    assert not work.places.page.notice.isVisible()


def test_an_edit_takes_the_review_back(work, qtbot):
    review(qtbot, work)
    assert work.header.state.text() == "已复核"
    work.session.write(next(k for k in work.session.look.sheet.cells if k.column == "progress"), "主体完工")
    assert work.header.state.text() == "审核通过", "all is filled and explained, and to be looked at anew"
    assert work.session.look.state == workflow.DRAFT
    assert work.places.page.track.at == 1


def test_names_are_offered_again(work, qtbot, tmp_path, office, open_window):
    review(qtbot, work)
    freeze(qtbot, work, tmp_path / "o")
    press(qtbot, work.places.page, WITHDRAW)
    again = open_window(office, "hand_in")
    assert again.places.page.forms[FREEZE].values()["head"] == "负责人练习员"


def test_the_folder_is_opened_by_the_system(work, qtbot, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    review(qtbot, work)
    freeze(qtbot, work, tmp_path / "o")
    qtbot.mouseClick(work.places.page.papers.rows["forms"].folder, Qt.MouseButton.LeftButton)
    assert opened == [str(tmp_path / "o")]


def test_enter_in_the_last_field_presses_the_button(work, qtbot):
    page = work.places.page
    field = page.forms[REVIEW]._edits["name"]
    field.setText("复核练习员")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert work.session.look.state == workflow.REVIEWED


def test_a_scan_may_be_added_when_submitting(work, qtbot, tmp_path, monkeypatch):
    page, session, path = work.places.page, work.session, tmp_path / "盖章件.pdf"
    path.write_bytes(b"%PDF-1.7 signed")
    review(qtbot, work)
    freeze(qtbot, work, tmp_path / "o")
    assert page.forms[SUBMIT].first() is page.forms[SUBMIT].act, "the scan need not be given"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    qtbot.mouseClick(
        page.forms[SUBMIT].findChild(QPushButton, "submitForm_file_browse"), Qt.MouseButton.LeftButton
    )
    assert page.forms[SUBMIT].values()["scan"] == str(path)
    fill(page, SUBMIT, out=str(tmp_path / "o"))
    long(qtbot, work, SUBMIT)
    assert session.look.facts["scan"]["name"] == "盖章件.pdf"
    assert page.forms[SUBMIT].values()["scan"] == "", "the next print has a scan of its own"


def test_what_is_no_scan_is_refused_at_its_field(work, qtbot, tmp_path):
    page = work.places.page
    review(qtbot, work)
    freeze(qtbot, work, tmp_path / "o")
    fill(page, SUBMIT, scan=str(tmp_path / "无.pdf"))
    press(qtbot, page, SUBMIT)
    assert page.forms[SUBMIT].wrong.text() == "没有找到扫描件“无.pdf”，请核对路径。"
    assert work.session.look.state == workflow.FROZEN


def test_a_quarter_taken_back_from_its_file_does_not_invent_a_day(work):
    page = work.places.page
    taken_back = replace(work.session.look, state=workflow.SENT, facts={"revision": 2})
    page.finished.show_look(taken_back)
    assert page.finished.text.text().startswith("第2次报送已从上报文件取回")
    sent = replace(taken_back, facts={"revision": 2, "sent_on": "2018-10-09", "way": "U盘"})
    page.finished.show_look(sent)
    assert page.finished.text.text() == "已于 2018-10-09 送出（U盘），等市局回执。"


def test_a_print_after_a_withdrawal_says_which_signed_sheets_stay(work, office, qtbot, tmp_path):
    review(qtbot, work)
    freeze(qtbot, work, tmp_path / "上报")
    press(qtbot, work.places.page, WITHDRAW)
    text = work.session.office.sheet(QUARTER).cells[Key.parse("narrative/work/text")].value
    entering.set_values(office, QUARTER, ["narrative/work/text", f"{text}另有一项。"])
    work.session.refresh()
    review(qtbot, work)
    said = []
    work.messages.said.connect(lambda message: said.append(message.sentence))
    freeze(qtbot, work, tmp_path / "上报")
    assert said[-1].startswith("已送签，盖章表已生成。要重印并重新签字的：封面和《")
    assert said[-1].endswith("仍然有效。")


def test_whom_a_substitute_stands_in_for_is_asked_recorded_and_shown(work, qtbot, tmp_path):
    page = work.places.page
    fill(page, REVIEW, name="周勇", **{"for": "周勇"})
    press(qtbot, page, REVIEW)
    assert page.forms[REVIEW].wrong.text().startswith("周勇不能代自己复核")
    fill(page, REVIEW, name="周勇", **{"for": "赵刚"})
    press(qtbot, page, REVIEW)
    fill(page, FREEZE, preparer_for="李静")
    freeze(qtbot, work, tmp_path / "o")
    names = {role: page.names._values[role].text() for role in ("preparer", "reviewer", "head")}
    assert names == {
        "preparer": "填表练习员（代李静填报）",
        "reviewer": "周勇（代赵刚复核）",
        "head": "负责人练习员",
    }
    press(qtbot, page, WITHDRAW)
    assert page.forms[FREEZE].values()["preparer_for"] == "李静", "the same again"


def test_nobody_has_to_stand_in_for_anybody(work, qtbot):
    page = work.places.page
    assert page.forms[REVIEW].values()["for"] == ""
    fill(page, REVIEW, name="周勇")
    assert page.forms[REVIEW].first() is page.forms[REVIEW].act
    fill(page, FREEZE, preparer="甲", head="乙", phone="1")
    assert page.forms[FREEZE].first() is page.forms[FREEZE].act


def test_a_lapsed_review_and_another_quarter_forget_the_substitute(work, qtbot, tmp_path):
    page, session = work.places.page, work.session
    fill(page, REVIEW, name="周勇", **{"for": "赵刚"})
    press(qtbot, page, REVIEW)
    session.write(next(k for k in session.look.sheet.cells if k.column == "progress"), "主体完工")
    assert page.forms[REVIEW].values() == {"name": "周勇", "for": ""}
    review(qtbot, work)
    fill(page, FREEZE, preparer_for="李静")
    freeze(qtbot, work, tmp_path / "o")
    session.turn_to(QUARTER.previous)
    work.places.go("hand_in")
    offered = work.places.page.forms[FREEZE].values()
    assert (offered["preparer"], offered["preparer_for"]) == ("李静", ""), "the regular clerk again"
    session.turn_to(QUARTER)
    assert work.places.page.forms[FREEZE].values()["preparer_for"] == "李静"


def test_one_person_is_ticked_again_for_its_own_quarter_alone(work, qtbot, tmp_path):
    page = work.places.page
    fill(page, REVIEW, name="甲")
    press(qtbot, page, REVIEW)
    page.forms[FREEZE].tick("one_person", True)
    fill(page, FREEZE, preparer="甲", head="甲", phone="1", out=str(tmp_path / "o"))
    long(qtbot, work, FREEZE)
    assert work.session.look.facts["one_person"] is True
    work.session.turn_to(QUARTER.previous)
    assert page.forms[FREEZE].values()["one_person"] is False
    work.session.turn_to(QUARTER)
    assert page.forms[FREEZE].values()["one_person"] is True
