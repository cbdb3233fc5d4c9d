"""The pages: the list gets shorter, one jumps from it, explains, adds rows, declares nothing to report."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from jzdesk.desk import entering, stepping, window
from jzdesk.models import checks, todo
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.ui.handing import Handing
from jzdesk.ui.pages.todo_lines import lines_of, next_step
from jzdesk.ui.tables.steps import Step
from tests.ui.conftest import QUARTER

BLANK = "emissions/tp.industry/emitted"
SLIPS = ["emissions/nh3n.industry/enterprises", "0", "emissions/so2.industry/emitted", "118.00", BLANK, ""]


@pytest.fixture
def slipped(office):
    entering.set_values(office, QUARTER, SLIPS)
    return office


@pytest.fixture
def work(slipped, open_window):
    return open_window(slipped)


def press(qtbot, key: Qt.Key) -> None:
    qtbot.keyClick(QApplication.focusWidget(), key)


# 本季待办


def test_every_thing_to_do_is_listed(work):
    page = work.places.page
    found = work.session.look.todo
    assert sum(line.cells for line in page.model.items) == len(found.blocking) + len(found.other)
    assert page.model.items[0].kind == todo.MUST
    assert work.nav._buttons["todo"].place.count == len(found.blocking) + len(found.other)


def test_the_count_goes_down_with_each_figure(work, qtbot):
    before = len(work.session.look.todo.blocking)
    work.places.jump("emissions", Key.parse(BLANK))
    for sign in "1.95":
        qtbot.keyClicks(QApplication.focusWidget(), sign)
    press(qtbot, Qt.Key.Key_Tab)
    after = len(work.session.look.todo.blocking)
    assert after < before
    assert work.nav._buttons["todo"].place.count == after + len(work.session.look.todo.other)
    work.places.go("todo")
    assert BLANK not in [str(line.key) for line in work.places.page.model.items]


def test_the_next_step_leads_to_its_cell(work, qtbot):
    page = work.places.page
    assert page.next_title.text() == "处理 1 处必须修改"
    assert QApplication.focusWidget() is page.go
    press(qtbot, Qt.Key.Key_Return)
    assert work.places.name == "emissions"
    assert work.places.page.cursor_.key == Key.parse("emissions/nh3n.industry/enterprises")


def test_enter_in_the_list_jumps(work, qtbot):
    page = work.places.page
    row = next(n for n, line in enumerate(page.model.items) if str(line.key) == BLANK)
    page.view.setFocus()
    page.view.setCurrentIndex(page.model.index(row, 1))
    press(qtbot, Qt.Key.Key_Return)
    assert str(work.places.page.cursor_.key) == BLANK
    assert QApplication.focusWidget() is work.places.page.cursor_.grid.cells


def test_progress_of_a_year_counts_a_figure_of_which_one_stage_is_known(office):
    def told(form: str) -> tuple[int, int]:
        found = window.progress(office.sheet(year))
        return next((p.filled, p.total) for p in found if p.form.id == form)

    year = Period.parse("2018")
    filled, total = told("emissions")
    blank = window.look(office, year).tally(todo.BLANK, "emissions")
    assert (total - filled, total > 30) == (blank, True), "as many are left as there are blanks"
    entering.set_values(office, year, ["emissions/pb.industry/flash", "3"])
    assert told("emissions") == (filled + 1, total)


def test_progress_counts_cells(work):
    emissions = next(p for p in window.progress(work.session.look.sheet) if p.form.id == "emissions")
    assert (emissions.filled, emissions.total) == (21, 22)


def test_blanks_of_one_row_stand_in_one_line(fresh, open_window):
    work = open_window(fresh)
    lines = [line for line in work.places.page.model.items if line.kind == todo.BLANK]
    assert len(lines) < work.session.look.tally(todo.BLANK)
    assert lines[0].text == "化学需氧量·工业源：企业（设施）数、本季 未填报"
    assert lines[0].cells == 2
    assert lines[0].place == "污染物排放 行 01"


def test_when_all_is_done_the_page_is_calm(office, open_window):
    work = open_window(office)
    explain_all(work.session)
    Handing(work.session).review("复核练习员")
    page = work.places.page
    assert [line for line in page.model.items if line.blocking] == []
    assert page.next_title.text() == "可以送签了"
    assert next_step(work.session.look, lines_of(work.session.look)).page == "hand_in"


def test_a_year_before_2018_is_entered_and_not_handed_in(office, open_window):
    work = open_window(office)
    work.session.turn_to(Period.parse("2017"))
    page = work.places.page
    (only,) = [line for line in page.model.items if line.blocking]
    assert only.kind == todo.BACKFILL
    assert page.next_title.text() == "历史补录：填好即可，不用送签"
    assert next_step(work.session.look, lines_of(work.session.look)).act == ""


def explain_all(session) -> None:
    for finding in session.look.findings:
        if finding.result == checks.FAILED and finding.explanation is None:
            session.explain(finding, "检修结束后恢复生产，排放量随产量上升。")


# Findings


def test_enter_on_a_finding_goes_to_its_cell(work, qtbot):
    work.places.go("emissions")
    page = work.places.page
    view = page.findings.view
    view.setFocus()
    view.setCurrentIndex(page.findings.model.index(1, 1))
    press(qtbot, Qt.Key.Key_Return)
    assert str(page.cursor_.key) == "emissions/so2.industry/emitted"
    assert QApplication.focusWidget() is page.cursor_.grid.cells


def test_f7_goes_from_finding_to_finding(work, qtbot):
    work.places.jump("emissions", Key.parse("emissions/cod.industry/enterprises"))
    page = work.places.page
    seen = []
    for _ in range(3):
        press(qtbot, Qt.Key.Key_F7)
        seen.append(str(page.cursor_.key))
    assert seen == [
        "emissions/nh3n.industry/enterprises", "emissions/nh3n.industry/emitted",
        "emissions/so2.industry/emitted",
    ]  # fmt: skip


def test_an_explanation_is_written_in_place(work, qtbot):
    work.places.go("emissions")
    page = work.places.page
    model = page.findings.model
    row = next(n for n, f in enumerate(model.items) if f.rule == "211")
    index = model.index(row, 2)
    assert index.data() == "写说明…"
    qtbot.mouseClick(page.findings.view.viewport(), Qt.MouseButton.LeftButton,
                     pos=page.findings.view.visualRect(index).center())  # fmt: skip
    editor = page.findings.view.findChild(QLineEdit, "explanationEditor")
    editor.setText("两台机组8月完成超低排放改造，核减。")
    with qtbot.waitSignal(work.session.changed):
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    found = next(f for f in work.session.look.findings if f.rule == "211" and f.result == checks.FAILED)
    assert found.explanation == "两台机组8月完成超低排放改造，核减。"
    assert work.status.explain.text() == "需要说明 5（待说明 4）"
    assert page.cursor_.grid.model.place_of(found.keys[0]).data(Qt.ItemDataRole.UserRole).tone == "explain", (
        "the other rule still asks"
    )


def test_closing_saves_an_explanation_that_is_being_written(work, qtbot):
    work.places.go("emissions")
    page = work.places.page
    row = next(n for n, f in enumerate(page.findings.model.items) if f.rule == "211")
    page.findings.view.edit(page.findings.model.index(row, 2))
    page.findings.view.findChild(QLineEdit, "explanationEditor").setText("机组检修，核减。")
    session = work.session
    assert work.window().close()
    assert any(e.text == "机组检修，核减。" for e in session.office.store.explanations(QUARTER))


def test_an_empty_explanation_changes_nothing(work, qtbot):
    page_of = work.places
    page_of.go("emissions")
    page = page_of.page
    row = next(n for n, f in enumerate(page.findings.model.items) if f.rule == "211")
    with qtbot.assertNotEmitted(work.session.changed):
        page.findings.model.setData(page.findings.model.index(row, 2), " ")


def test_blanks_alone_are_no_findings(fresh, open_window):
    work = open_window(fresh, "emissions")
    assert not work.places.page.findings.model.items
    assert "22 处空白" in work.places.page.findings.empty.text()


# The panel beside the cursor


def test_the_panel_tells_of_the_cell(work):
    work.places.jump("quality", Key.parse("quality/good_days/days"))
    side = work.places.page.side
    assert side.title_line.text() == "优良天数"
    assert "天" in side.value.text()
    assert "2020年 不低于 65%（专栏二）" in side.plan.target.text()
    assert side.plan.source.text() == "专栏二"
    figures = [side.numbers.itemAtPosition(line, 1).widget().text() for line in range(3)]
    assert figures[:2] == ["52", "41"]


def test_the_panel_shows_what_is_being_typed(work, qtbot):
    work.places.jump("emissions", Key.parse(BLANK))
    qtbot.keyClicks(QApplication.focusWidget(), "1")
    assert work.places.page.side.value.text() == "1 吨"


# Own rows and 零报告


@pytest.mark.parametrize(
    ("form", "block", "column"),
    [("investment", "projects", "category"), ("milestones", "tasks", "source"),
     ("quality", "sections", "target_class"),
     ("quality", "sources", "denominator")],
)  # fmt: skip
def test_a_row_is_added_and_named_in_place(work, qtbot, form, block, column):
    work.places.go(form)
    page = work.places.page
    qtbot.mouseClick(page.findChild(QPushButton, f"addRow_{block}"), Qt.MouseButton.LeftButton)
    name = page.findChild(QLineEdit, f"rowName_{block}")
    assert QApplication.focusWidget() is name
    press(qtbot, Qt.Key.Key_Return)
    assert page.tables.adders[block].wrong.text() == "请先写名称。"
    name.setText("北部管网")
    press(qtbot, Qt.Key.Key_Return)
    key = page.cursor_.key
    assert key.column == column
    assert stepping.row_name(work.session.look.sheet, key).startswith("北部管网")
    assert not name.isVisible()
    work.undo()
    assert work.session.look.sheet.row(form, key.row) is None


def test_escape_adds_no_row(work, qtbot):
    work.places.go("investment")
    page = work.places.page
    page.tables.adders["projects"].button.click()
    press(qtbot, Qt.Key.Key_Escape)
    assert not page.findChild(QLineEdit, "rowName_projects").isVisible()


def test_a_form_can_be_declared_nil_and_back(fresh, open_window, qtbot):
    work = open_window(fresh, "milestones")
    page = work.places.page
    qtbot.mouseClick(page.head.nil, Qt.MouseButton.LeftButton)
    assert "milestones" in work.session.look.sheet.nil
    assert not list(page.cursor_.grid.model.enterable())
    assert "零报告" in page.notice.text.text()
    assert not page.head.nil.isVisible()
    qtbot.mouseClick(page.notice.way, Qt.MouseButton.LeftButton)
    assert "milestones" not in work.session.look.sheet.nil
    assert page.head.nil.isVisible()


def test_a_filled_form_cannot_be_declared_nil(work):
    work.places.go("emissions")
    assert not work.places.page.head.nil.isVisible()


# Around the page


def test_places_follow_the_period(work):
    work.places.go("quality")
    work.turn_to(Period.parse("2018"))
    assert work.places.name == "quality", "asked in the year too"
    asked = [p.name for p in work.places.list() if p.group == 1]
    assert asked == ["todo", "emissions", "reductions", "quality"]
    work.turn_to(QUARTER)
    work.places.go("narrative")
    work.turn_to(Period.parse("2018"))
    assert work.places.name == "todo", "a year has none"
    work.turn_to(QUARTER)
    forms = ["emissions", "reductions", "investment", "milestones", "quality", "cards", "narrative"]
    assert list(work.nav._buttons)[: len(forms) + 1] == ["todo", *forms]


def test_the_tables_follow_the_kind_of_period(work):
    work.places.go("emissions")
    work.turn_to(Period.parse("2018"))
    assert len(work.places.page.cursor_.grids) > 1
    work.turn_to(QUARTER)
    assert len(work.places.page.cursor_.grids) == 1


def test_the_period_is_chosen_by_keys(work, qtbot):
    qtbot.keyClick(work.places.page, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    chooser = work.header._chooser
    assert chooser.isVisible()
    qtbot.keyClick(chooser.view, Qt.Key.Key_Left)
    with qtbot.waitSignal(work.session.turned):
        qtbot.keyClick(chooser, Qt.Key.Key_Return)
    assert work.session.period == Period.parse("2018Q2")
    assert not chooser.isVisible()


def test_the_chooser_tells_each_state(work):
    work.header.choose()
    model = work.header._chooser.view.model()
    assert model.place_of(QUARTER).data() == "填报中"
    assert model.place_of(Period.parse("2019Q1")).data() == "未填报"
    assert model.place_of(QUARTER).data(Qt.ItemDataRole.AccessibleTextRole) == "2018年第三季度 填报中"


def test_practice_is_unmistakable(work):
    assert work.window().windowTitle().startswith("【练习】")
    assert work.header.findChild(QLabel, "practiceBadge").isVisible()
    assert work.nav.findChild(QLabel, "practiceMark").isVisible()


def test_f6_goes_between_navigation_and_page(work, qtbot):
    work.places.go("emissions")
    press(qtbot, Qt.Key.Key_F6)
    assert QApplication.focusWidget() is work.nav._buttons["emissions"]
    press(qtbot, Qt.Key.Key_F6)
    assert QApplication.focusWidget() is work.places.page.cursor_.grid.cells


def test_the_context_menu_offers_what_the_cell_allows(work, qtbot):
    work.places.jump("emissions", Key.parse("emissions/cod.industry/emitted"))
    page = work.places.page
    page.acts.open_menu(work.window().mapToGlobal(work.window().rect().center()))
    from jzdesk.ui.pages.cell_menu import CellMenu

    menu = page.findChild(CellMenu)
    assert [a.isEnabled() for a in menu.actions() if not a.isSeparator()] == [True] * 9
    menu.findChild(object, "menu_clear").trigger()
    assert work.session.look.sheet.cells.get(Key.parse("emissions/cod.industry/emitted")) is None
    menu.close()


# The city


def test_the_city_sees_who_has_handed_in(city, open_window):
    work = open_window(city, "coverage")
    page = work.places.page
    assert page.model.rowCount() == 11
    assert page.count.text() == "已收 0 / 11，已验收 0 / 11"
    assert next(iter(work.nav._buttons)) == "coverage"
    assert page.flush()


def test_a_form_without_rows_says_what_comes_here(city, open_window):
    work = open_window(city, "milestones")
    if not work.session.look.sheet.rows("milestones"):
        assert "还没有内容" in work.places.page.notice.text.text()
    assert work.places.page.findChild(QPushButton, "addRow_tasks").isVisible()


def test_the_place_one_is_at_is_seen_in_a_low_window(city, open_window):
    work = open_window(city, "coverage")
    work.window().resize(1366, 520)
    for name in ("safety", "coverage"):
        work.places.go(name)
        QApplication.processEvents()
        area, made = work.nav._area.viewport(), work.nav._buttons[name]
        assert area.rect().contains(QRect(made.mapTo(area, QPoint(0, 0)), made.size())), name


def test_the_city_opens_each_of_its_places(city, open_window):
    work = open_window(city, "coverage")
    for place in work.places.list():
        work.places.go(place.name)
        assert work.places.name == place.name


def test_the_head_and_the_line_of_the_cursor_are_marked(office, open_window, look):
    work = open_window(office, "emissions", "emissions/cod.industry/emitted")
    grid = work.places.page.cursor_.grid
    here = grid.cells.currentIndex()

    def head(column: int) -> str:
        view = grid.cells.head
        place = view.sectionViewportPosition(column) + 3
        return view.viewport().grab().toImage().pixelColor(place, view.height() - 6).name()

    def number(row: int) -> str:
        view = grid.stubs
        rect = view.visualRect(grid.model.index(row, view.pen.marked))
        return view.viewport().grab().toImage().pixelColor(rect.left() + 3, rect.center().y()).name()

    assert head(here.column()) == look.ink("accent_ground").name()
    assert head(here.column() + 1) == look.ink("head").name()
    assert number(here.row()) != number(here.row() + 1) == look.ink("card").name()
    grid.step(Step.DOWN)
    assert number(here.row()) == look.ink("card").name() != number(here.row() + 1)
