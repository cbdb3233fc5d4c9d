"""审核上报: explanations typed in place, what is in the way by kind, and the papers that go out."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from jzdesk.desk import entering, form_paper, lines, outgoing, rendering
from jzdesk.errors import WorldError
from jzdesk.models import checks, todo
from jzdesk.models.entry import Key
from jzdesk.ui.handing import Handing
from jzdesk.ui.pages.hand_in_explain import EXPLANATION, PLACE, STATE
from jzdesk.ui.pages.hand_in_steps import FREEZE, REVIEW
from tests.desk import walk
from tests.ui.conftest import QUARTER

NOX = "emissions/nox.industry/adjustment"
REASON = "两台机组8月完成超低排放改造。"


@pytest.fixture
def work(office, open_window):
    return open_window(office, "hand_in")


@pytest.fixture
def page(work):
    return work.places.page


def press(qtbot, key: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)


def click(qtbot, page, row: int, column: int) -> None:
    view = page.explain.view
    place = view.visualRect(page.explain.model.index(row, column)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


# 需要说明


def test_every_open_finding_has_a_line_with_the_words_of_the_form(work, page):
    found = work.session.look.tally(todo.EXPLAIN)
    assert page.explain.left == found > 1
    assert page.explain.count.text() == f"{found} 处待说明"
    finding = page.explain.model.items[0].finding
    assert page.explain.model.index(0, 1).data() == f"{finding.message}{finding.remedy}"
    assert page.explain.model.index(0, PLACE).data().startswith("污染物排放 行 ")


def test_enter_saves_and_goes_to_the_next_until_none_is_left(work, page, qtbot):
    click(qtbot, page, 0, EXPLANATION)
    count = page.explain.left
    for left in reversed(range(count)):
        editor = QApplication.focusWidget()
        assert editor.objectName() == "explanationEditor"
        qtbot.keyClicks(editor, f"reason {left} with figures")
        press(qtbot, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda left=left: page.explain.left == left)
        QApplication.processEvents()
    assert work.session.look.tally(todo.EXPLAIN) == 0
    assert page.explain.count.text() == "都已说明"
    assert page.explain.isVisible(), "what was written can still be changed"
    assert {page.explain.model.index(n, STATE).data() for n in range(count)} == {"已说明"}


def test_esc_gives_up_and_leaving_saves(work, page, qtbot):
    click(qtbot, page, 0, EXPLANATION)
    qtbot.keyClicks(QApplication.focusWidget(), "half")
    press(qtbot, Qt.Key.Key_Escape)
    assert page.explain.model.items[0].open
    click(qtbot, page, 0, EXPLANATION)
    qtbot.keyClicks(QApplication.focusWidget(), "kept when one leaves")
    work.places.go("todo")
    work.places.go("hand_in")
    assert page.explain.model.items[0].explanation == "kept when one leaves"


def test_what_is_refused_stays_in_its_line(work, page, qtbot, monkeypatch):
    def full(*_args):
        raise WorldError("磁盘满了，没有存上。")

    click(qtbot, page, 0, EXPLANATION)
    qtbot.keyClicks(QApplication.focusWidget(), "not lost")
    monkeypatch.setattr(entering, "explain_finding", full)
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: work.strip.isVisible())
    qtbot.waitUntil(lambda: page.explain._editor() is not None)
    assert page.explain._editor().text() == "not lost"
    monkeypatch.undo()


def test_an_explanation_can_be_changed_and_a_thin_one_is_pointed_out(work, page, qtbot):
    work.session.explain(page.explain.model.items[0].finding, "检修")
    assert page.explain.model.index(0, STATE).data() == "太简单"
    click(qtbot, page, 0, EXPLANATION)
    editor = QApplication.focusWidget()
    assert editor.text() == "检修"
    editor.setText(REASON)
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.explain.model.index(0, STATE).data() == "已说明")
    assert page.explain.model.items[0].explanation == REASON


def test_what_was_said_before_is_offered_and_saved_only_when_taken(office, open_window, qtbot):
    before = QUARTER.previous
    entering.set_values(office, before, [NOX, "-2.10"])
    finding = next(
        f for f in checks.run(office.sheet(before)) if f.blocking and f.keys and str(f.keys[0]) == NOX
    )
    entering.explain(office, before, finding.rule, finding.keys, "按市局核查意见调减。")
    entering.set_values(office, QUARTER, [NOX, "-3.20"])
    page = open_window(office, "hand_in").places.page
    row = next(n for n, x in enumerate(page.explain.model.items) if x.proposal)
    assert "按市局核查意见调减。" in page.explain.model.index(row, EXPLANATION).data()
    click(qtbot, page, row, EXPLANATION)
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.explain.view.currentIndex().row() != row)
    assert page.explain.model.items[row].open, "nothing was typed and nothing taken over"
    press(qtbot, Qt.Key.Key_Escape)
    click(qtbot, page, row, STATE)
    assert QApplication.focusWidget().text() == "按市局核查意见调减。"
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not page.explain.model.items[row].open)


def test_place_and_ctrl_enter_lead_to_the_cell(work, page, qtbot):
    key = page.explain.model.items[0].finding.keys[0]
    page.explain.view.setFocus()
    page.explain.view.setCurrentIndex(page.explain.model.index(0, EXPLANATION))
    press(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert work.places.page.cursor_.key == key
    work.places.go("hand_in")
    click(qtbot, page, 0, PLACE)
    assert work.places.page.cursor_.key == key


# 还不能送签


def test_each_kind_is_counted_and_leads_to_its_first(office, open_window, qtbot):
    entering.set_values(office, QUARTER, ["emissions/nh3n.industry/enterprises", "0"])
    work = open_window(office, "hand_in")
    page = work.places.page
    assert not page.forms[FREEZE].act.isEnabled()
    assert page.forms[FREEZE].isVisible()
    assert page.forms[FREEZE].why.text().startswith("还有必须修改 1 处、需要说明 ")
    assert not page.forms[FREEZE].asked.isVisible()
    qtbot.mouseClick(page.blockers.findChild(QPushButton, f"go_{todo.EXPLAIN}"), Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget().objectName() == "explanationEditor"
    qtbot.mouseClick(page.blockers.findChild(QPushButton, f"go_{todo.MUST}"), Qt.MouseButton.LeftButton)
    assert str(work.places.page.cursor_.key) == "emissions/nh3n.industry/enterprises"


def test_review_is_the_last_thing_in_the_way(work, page, qtbot):
    walk.explain_all(work.session.office, QUARTER)
    work.session.refresh()
    assert page.forms[FREEZE].why.text() == "登记复核以后才能送签。"
    qtbot.mouseClick(page.blockers.findChild(QPushButton, f"go_{todo.REVIEW}"), Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is page.forms[REVIEW].first()
    Handing(work.session).review("复核练习员")
    assert page.forms[FREEZE].act.isEnabled()
    assert page.forms[FREEZE].asked.isVisible()
    assert not page.forms[FREEZE].why.text()


# 本次送出


def states(page) -> dict[str, str]:
    return {paper.name: paper.state for paper in page.papers.papers}


def test_a_draft_is_made_on_demand_and_shown(work, page, qtbot):
    assert states(page) == {"report": "草稿", "forms": "草稿", "review": "草稿", "upload": "上报时生成"}
    assert not page.papers.rows["upload"].look.isVisible()
    qtbot.mouseClick(page.papers.rows["review"].look, Qt.MouseButton.LeftButton)
    assert page.papers.busy.text() == "正在生成“复核清单”…"
    assert not page.papers.rows["report"].look.isEnabled()
    qtbot.waitUntil(lambda: page.papers.dialog is not None, timeout=30_000)
    dialog = page.papers.dialog
    qtbot.waitUntil(lambda: "第 1 页" in dialog.where.text())
    assert dialog.shown.title == "复核清单　2018年第三季度"
    assert dialog.shown.data.startswith(b"%PDF")
    assert page.papers.rows["report"].look.isEnabled()
    dialog.reject()


def test_making_a_paper_can_be_stopped(work, page, qtbot):
    qtbot.mouseClick(page.papers.rows["report"].look, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.papers.stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.papers.busy.isVisible(), timeout=30_000)
    assert page.papers.dialog is None
    assert not page.papers.wrong.isVisible()
    assert page.papers.rows["report"].look.isEnabled()


def test_nothing_opens_over_another_page(work, page, qtbot):
    qtbot.mouseClick(page.papers.rows["review"].look, Qt.MouseButton.LeftButton)
    work.places.go("todo")
    qtbot.waitUntil(lambda: not page.papers.errand.busy, timeout=30_000)
    assert page.papers.dialog is None


def test_after_handing_in_papers_are_the_files_byte_for_byte(office, open_window, tmp_path):
    walk.ready(office, QUARTER)
    made = walk.hand_in(office, QUARTER, tmp_path / "练习 2018Q3")
    page = open_window(office, "hand_in").places.page
    assert set(states(page).values()) == {"第1次报送"}
    assert set(made.files) < set(page.papers.files)
    assert page.papers.rows["upload"].folder.isVisible()
    files = {paper.name: paper.file for paper in page.papers.papers}
    look = page._session.look
    for name in ("report", "forms"):
        assert outgoing.making(office, look, name).run(lambda _: None) == files[name].read_bytes()


def test_a_frozen_paper_that_was_moved_is_made_again(office, open_window, tmp_path):
    walk.ready(office, QUARTER)
    frozen = walk.freeze(office, QUARTER, tmp_path / "U盘")
    page = open_window(office, "hand_in").places.page
    assert states(page)["forms"] == "送签第1稿"
    assert page.papers.files == ()
    made = outgoing.making(office, page._session.look, "forms")
    assert isinstance(made, rendering.Rendering)
    assert made.run(lambda _: None) == frozen.files[0].read_bytes()
    page.papers.made_in(tmp_path / "U盘")
    assert page.papers.files == frozen.files


def test_the_lines_that_changed_most_are_written_with_one_click(office, open_window, qtbot):
    cod = Key.parse("emissions/cod.industry/emitted")
    lines.set_lines(office, QUARTER.previous, cod, [("甲厂", "", "400", ""), ("乙厂", "", "20", "")])
    lines.set_lines(office, QUARTER, cod, [("甲厂", "", "100", ""), ("乙厂", "", "25", "")])
    page = open_window(office, "hand_in").places.page
    text = "比上季，主要是甲厂减少 300.00 吨、乙厂增加 5.00 吨。"
    row = next(n for n, x in enumerate(page.explain.model.items) if x.proposal and x.proposal.text == text)
    assert page.explain.model.index(row, EXPLANATION).data() == f"按底稿：“{text}”"
    assert page.explain.model.index(row, STATE).data() == "按底稿写"
    click(qtbot, page, row, STATE)
    assert QApplication.focusWidget().text() == text
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.explain.model.items[row].explanation == text)


def test_the_paper_of_the_forms_is_chosen_once(office, page, qtbot):
    assert page.papers.sizes["A4"].isChecked()
    qtbot.mouseClick(page.papers.sizes["A3"], Qt.MouseButton.LeftButton)
    assert form_paper.chosen(office) == "A3"
    page.papers.refresh()
    assert page.papers.sizes["A3"].isChecked()
