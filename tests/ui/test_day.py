"""The header and the page of the day: time left, undo, 查找, dealings, copies, counts; by real keys."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from jzdesk.desk import deadlines, entering, safekeeping
from jzdesk.models import lookup
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.ui.pages.todo_side import DealingsCard, GatheringCard
from tests import uploads
from tests.desk.test_deadlines import BASIS
from tests.effort import effort
from tests.ui.conftest import QUARTER

COD = "emissions/cod.industry/emitted"


def keys(widget, text: str) -> None:
    QTest.keyClicks(widget, text)


def press(widget, key: Qt.Key, mods: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(widget, key, mods)


def find(work, typed: str = ""):
    """Press Ctrl+F where the focus is, and type; Chinese goes in as an input method puts it."""
    press(work.focusWidget(), Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    line = work.finder.palette.line
    if typed.isascii():
        keys(line, typed)
    else:
        line.insert(typed)
    return line


def hits(work) -> list[str]:
    return [one.title for one in work.finder.palette.model.items]


# 报出期限


def test_without_a_due_date_none_is_claimed_and_it_can_be_registered_by_keys(office, open_window, qtbot):
    work = open_window(office)
    hint = work.header.due
    assert hint.text() == "报出期限待市下达"
    hint.register.setFocus()
    press(hint.register, Qt.Key.Key_Return)
    box = work.due
    assert box.isVisible()
    assert box.due.hasFocus()
    keys(box.due, "2018-10-13")
    assert box.reads.text() == "星期六，休息日；还有 5 个工作日"
    press(box.due, Qt.Key.Key_Backspace)
    keys(box.due, "2")
    assert box.reads.text() == "星期五，工作日；还有 5 个工作日"
    press(box.due, Qt.Key.Key_Return)
    assert box.wrong.text().startswith("请写依据")
    assert box.basis.hasFocus()
    keys(box.basis, "(2018) 56")
    with qtbot.waitSignal(work.session.changed):
        press(box.basis, Qt.Key.Key_Return)
    assert not box.isVisible()
    assert hint.register.hasFocus()
    assert hint.text() == "10月12日前报出，还有 5 个工作日"
    assert "(2018) 56（本单位登记）" in hint.toolTip()
    assert deadlines.deadline(office, QUARTER).due == "2018-10-12"
    press(hint.register, Qt.Key.Key_Return)  # the second time it is there to be amended
    assert (box.due.text(), box.basis.text()) == ("2018-10-12", "(2018) 56")
    box.gone.click()
    assert hint.text() == "报出期限待市下达"


def test_a_wrong_day_is_said_and_kept_and_esc_closes(office, open_window):
    work = open_window(office)
    work.register_due()
    box = work.due
    keys(box.due, "10/12")
    keys(box.basis, "x")
    press(box.basis, Qt.Key.Key_Return)
    assert "10/12" in box.wrong.text()
    assert box.due.text() == "10/12"
    press(box.due, Qt.Key.Key_Escape)
    assert not box.isVisible()
    assert work.header.due.register.hasFocus()
    assert deadlines.deadline(office, QUARTER) is None


@pytest.mark.parametrize(
    ("today", "text", "tone"),
    [
        ("2018-09-30", "10月12日前报出，还有 5 个工作日", "strong"),
        ("2018-10-10", "10月12日前报出，还有 2 个工作日", "explain"),
        ("2018-10-12", "10月12日前报出，今天是最后一天", "explain"),
        ("2018-10-13", "10月12日前报出，期限已过", "must"),
        ("2018-10-16", "10月12日前报出，已逾期 2 个工作日", "must"),
    ],
)  # fmt: skip
def test_the_nearer_the_due_date_the_louder(office, open_window, today, text, tone):
    deadlines.register(office, QUARTER, date(2018, 10, 12), BASIS)
    office.set_today(date.fromisoformat(today))
    hint = open_window(office).header.due
    assert hint.text() == text
    assert hint.count.property("look") == tone
    assert hint.before.property("look") == ("must" if tone == "must" else "secondary")


def test_before_a_due_day_of_rest_and_beyond_the_notices_it_says_so(office, open_window):
    deadlines.register(office, QUARTER, date(2018, 10, 7), BASIS)
    work = open_window(office)
    assert work.header.due.text() == "10月7日前报出，到期前都是休息日"
    office.set_today(date(2021, 12, 30))
    last = Period.parse("2021Q4")
    deadlines.register(office, last, date(2022, 1, 6), BASIS)
    work.header.due.show_standing(deadlines.standing(office, last), office.today, asked=True)
    assert work.header.due.text() == "2022年1月6日前报出，还有 5 个工作日（未计节假日）"


def test_backfilled_years_have_no_due_date(office, open_window):
    work = open_window(office)
    work.turn_to(Period.parse("2017"))
    assert not work.header.due.isVisible()


# 撤销、重做


def test_undo_and_redo_tell_what_they_would_do_and_rest_when_there_is_nothing(fresh, open_window):
    work = open_window(fresh)
    header = work.header
    assert not header.undo.isEnabled()
    assert header.undo.toolTip() == "没有可以撤销的（Ctrl+Z）"
    work.session.write(Key.parse(COD), "12")
    assert header.undo.isEnabled()
    assert header.undo.toolTip() == "撤销：2018年第三季度 污染物排放 化学需氧量·工业源 本季（Ctrl+Z）"
    header.undo.click()
    assert not header.undo.isEnabled()
    assert header.redo.toolTip() == "重做：2018年第三季度 污染物排放 化学需氧量·工业源 本季（Ctrl+Y）"
    header.redo.click()
    assert not header.redo.isEnabled()


# 查找


def test_a_row_is_found_and_enter_goes_to_its_cell(office, open_window):
    work = open_window(office)
    line = find(work, "adgyy")
    assert hits(work)[0] == "氨氮·工业源"
    press(line, Qt.Key.Key_Return)
    assert work.places.name == "emissions"
    assert work.places.page.cursor_.key == Key.parse("emissions/nh3n.industry/emitted")
    assert not work.finder.palette.isVisible()


def test_arrows_choose_and_do_not_leave_the_list(office, open_window):
    work = open_window(office)
    line = find(work, "氨氮")
    press(line, Qt.Key.Key_Up)
    press(line, Qt.Key.Key_Down)
    press(line, Qt.Key.Key_Down)
    chosen = work.finder.palette.model.item(2)
    press(line, Qt.Key.Key_Return)
    assert (work.session.period, work.places.page.cursor_.key) == (chosen.period, chosen.key)
    assert str(work.session.period) == "2018"  # a yearly row: its own period was turned to


def test_a_period_is_turned_to_and_a_rule_is_shown_in_the_plan(office, open_window):
    work = open_window(office, "emissions")
    press(find(work, "2018q2"), Qt.Key.Key_Return)
    assert (str(work.session.period), work.places.name) == ("2018Q2", "emissions")
    press(find(work, "101"), Qt.Key.Key_Return)
    assert work.places.name == "plan"
    page = work.places.page
    assert page.model.item(page.view.currentIndex().row()).code == "101"


def test_esc_gives_the_focus_back_and_a_click_elsewhere_keeps_it_there(office, open_window, qtbot):
    work = open_window(office, "emissions", COD)
    before = work.focusWidget()
    line = find(work, "zzzz")
    assert hits(work) == []
    assert "没有找到“zzzz”" in work.finder.palette.told.text()
    press(line, Qt.Key.Key_Return)  # nothing to go to
    assert line.hasFocus()
    press(line, Qt.Key.Key_Escape)
    assert work.focusWidget() is before
    find(work)
    assert work.finder.palette.line.text() == ""
    work.header.period.setFocus()
    assert not work.finder.palette.isVisible()
    assert work.header.period.hasFocus()


def test_a_half_typed_figure_is_saved_before_searching(office, open_window):
    work = open_window(office, "emissions", COD)
    for digit in "99":
        keys(work.focusWidget(), digit)
    find(work, "todo")
    assert entering.get(office, QUARTER, [Key.parse(COD)])["cells"][0]["value"] == "99.00"


def test_what_was_just_added_is_found_and_the_list_is_made_once_between(office, open_window, monkeypatch):
    from jzdesk.desk import looking_up

    made = []
    index = looking_up.index
    monkeypatch.setattr(looking_up, "index", lambda *given: made.append(1) or index(*given))
    work = open_window(office)
    press(find(work, "qhsd"), Qt.Key.Key_Escape)
    assert hits(work) == []
    work.session.add_row("investment", _block(work, "investment"), "沁河湿地修复工程")
    press(find(work, "qhsd"), Qt.Key.Key_Return)
    assert work.places.name == "investment"
    find(work, "abc")
    assert len(made) == 2


def _block(work, form: str) -> str:
    blocks = work.session.look.sheet.catalogue.form(form).blocks
    return next(b.code for b in blocks if b.template is not None)


def test_on_the_plan_ctrl_f_is_the_pages_own_and_again_searches_everything(office, open_window):
    work = open_window(office, "plan")
    page = work.places.page
    press(work.focusWidget(), Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.search.hasFocus()
    assert work.finder.palette is None
    line = find(work, "adgyy")
    press(line, Qt.Key.Key_Escape)
    assert page.search.hasFocus()


def test_it_opens_again_and_answers_each_letter_with_little_work(office, open_window):
    work = open_window(office)
    work.finder.ask()  # made once
    work.finder.palette.line.given_up.emit()
    opened = effort(work.finder.ask, office.store._db.connection)
    work.finder._typed("氨")
    targets = work.finder._targets
    ranked = effort(lambda: lookup.rank(targets, "氨氮 工业", "todo"))
    assert opened < 500
    assert ranked < 16 * len(targets)


# The page of the day


def test_the_counts_of_the_navigation_add_up_to_what_is_to_be_done(office, fresh, open_window):
    for one in (office, fresh):
        counts = {p.name: p.count for p in open_window(one).places.list()}
        assert counts.pop("todo") == sum(counts.values()) > 0


def test_a_county_sees_its_dealings_and_its_copies(office, open_window, tmp_path):
    work = open_window(office)
    page = work.places.page
    assert isinstance(page.dealings, DealingsCard)
    assert page.safety.state.text() == "还没有"
    safekeeping.backup(office, tmp_path / "U盘")
    work.session.backed_up.emit()
    assert page.safety.state.text().startswith("今天 ")
    assert page.safety.state.text().endswith(" 已验证")
    assert "（今天）" in page.safety.elsewhere.text()
    page.safety.go.click()
    assert work.places.name == "safety"


def test_the_city_sees_who_is_missing_and_that_it_is_overdue(city, open_window, tmp_path):
    work = open_window(city)
    card = work.places.page.dealings
    assert isinstance(card, GatheringCard)
    assert card.count.text() == "已收 0 / 11，已验收 0"
    assert deadlines.overdue(city, QUARTER) == 0
    uploads.come(city, date(2018, 10, 9), uploads.content_of(tmp_path, "410823", "12"))
    deadlines.register(city, QUARTER, date(2018, 10, 8), BASIS)
    city.set_today(date(2018, 10, 10))
    work.session.refresh()
    assert card.count.text() == "已收 1 / 11，已验收 0"
    assert card.missing.text().startswith("逾期未报 10 家：解放区、")
    assert card.late.text() == "迟报：武陟县"
    assert {p.name: p.count for p in work.places.list()}["coverage"] == 10
    assert work.header.due.text() == "10月8日前报出，已逾期 2 个工作日，还差 10 家"
    card.go.click()
    model = work.places.page.model
    times = {model.part(n, 0).text: model.part(n, 3).text for n in range(model.rowCount())}
    assert (times["武陟县"], times["解放区"]) == ("迟报", "逾期")


def test_the_line_below_tells_how_many_are_explained_already(office, open_window):
    work = open_window(office)
    assert work.status.explain.text() == "需要说明 4（待说明 4）"
    finding = next(f for f in work.session.look.findings if f.blocking and f.severity == "核实性")
    work.session.explain(finding, "设备检修停产两个月。")
    assert work.status.explain.text() == "需要说明 4（待说明 3）"
