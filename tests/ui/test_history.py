"""历史与比对: versions are chosen, the trail is sought, two versions compared, a form printed again."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QWidget

from jzdesk.desk import entering, signing
from jzdesk.desk.comparing import Difference
from jzdesk.desk.office import Office
from jzdesk.models.period import Period
from jzdesk.ui.pages.history_compare import CompareModel
from jzdesk.ui.pages.history_log import MOST
from jzdesk.ui.pages.history_paint import STRUCK
from jzdesk.ui.tables.listing import PART
from tests.desk import walk
from tests.reports.papers import squeezed
from tests.ui.conftest import QUARTER, TODAY

COD = "emissions/cod.industry/emitted"


@pytest.fixture(scope="module")
def corrected_folder(filled_store, tmp_path_factory):
    """Return a folder with the store of a quarter handed in once and opened for a correction."""
    folder = tmp_path_factory.mktemp("corrected")
    shutil.copytree(filled_store.parent, folder, dirs_exist_ok=True)
    with Office.open(folder / filled_store.name, write=True, who="测试员") as office:
        office.set_today(date.fromisoformat(TODAY))
        walk.ready(office, QUARTER)
        walk.hand_in(office, QUARTER, folder / "上报")
        signing.reopen(office, QUARTER, reason="漏报一家")
        entering.set_values(office, QUARTER, [COD, "318.6"], reason="复核数")
    return folder


@pytest.fixture
def corrected(corrected_folder, filled_store, tmp_path):
    """A quarter handed in once and opened for a correction."""
    shutil.copytree(corrected_folder, tmp_path, dirs_exist_ok=True)
    with Office.open(tmp_path / filled_store.name, write=True) as office:
        yield office


@pytest.fixture
def page(corrected, open_window):
    return open_window(corrected, "history").places.page


def press(qtbot, key: Qt.Key) -> None:
    qtbot.keyClick(QApplication.focusWidget(), key)


def texts(model, column: int) -> list[str]:
    return [model.index(n, column).data() for n in range(model.rowCount())]


def click(qtbot, view, row: int, column: int) -> None:
    place = view.visualRect(view.model().index(row, column)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_every_period_is_listed_once_with_its_versions(page):
    assert texts(page.model, 0)[:4] == ["全部期别", "2018年第三季度", "", "2018年第二季度"]
    assert texts(page.model, 1)[1:3] == ["现在的数", "第1次报送"]
    assert page.title.text() == "2018年第三季度"
    assert QApplication.focusWidget() is page.view


def test_the_trail_of_the_period_is_shown_newest_first(page):
    first = page.log.model.items[0]
    assert (first.key, first.old, first.new, first.why) == (COD, "312.45", "318.60", "复核数")
    assert "原因：复核数" in texts(page.log.model, 4)[0]


def test_the_trail_is_sought_with_the_keyboard(page, qtbot):
    press(qtbot, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page.log.text
    qtbot.keyClicks(page.log.text, "318.60")
    assert [line.key for line in page.log.model.items] == [COD]
    assert page.log.count.text() == "1 条"
    page.log.text.setText("没有这样的字")
    assert page.log.empty.isVisible()
    assert not page.log.view.isVisible()


def test_the_trail_is_sought_by_form_and_person(page):
    page.log.form.setCurrentIndex(page.log.form.findData("quality"))
    assert {line.form for line in page.log.model.items} == {"quality"}
    page.log.form.setCurrentIndex(0)
    page.log.who.setCurrentIndex(page.log.who.findData("测试员"))
    assert {line.who for line in page.log.model.items} == {"测试员"}


def test_enter_in_the_trail_goes_to_the_cell(page, qtbot):
    work = page.window().work
    page.log.view.setFocus()
    page.log.view.setCurrentIndex(page.log.model.index(0, 0))
    press(qtbot, Qt.Key.Key_Return)
    assert work.places.name == "emissions"
    assert str(work.places.page.cursor_.key) == COD


def test_the_whole_trail_shows_its_newest_part(page, qtbot):
    click(qtbot, page.view, 0, 0)
    assert page.title.text() == "全部期别"
    assert page.log.model.rowCount() == MOST
    assert "只列最近" in page.log.count.text()
    assert not page.buttons["compare"].isEnabled()


def test_two_versions_are_compared(page, qtbot):
    qtbot.mouseClick(page.buttons["compare"], Qt.MouseButton.LeftButton)
    compare = page.stack.compare
    assert (compare.before.currentData().title, compare.after.currentData().title) == (
        "第1次报送",
        "现在的数",
    )
    first = compare.model.items[0]
    assert (first.key, first.old, first.new, first.gap) == (COD, "312.45", "318.60", "+6.15")
    assert compare.model.index(0, 3).data(PART).kind == STRUCK
    assert compare.count.text() == f"{compare.model.rowCount()} 格不同"
    compare.before.setCurrentIndex(compare.after.currentIndex())
    assert compare.model.rowCount() == 0
    assert "两个不同的版次" in compare.empty.text()


def test_a_difference_says_what_becomes_of_the_year(page, qtbot):
    qtbot.mouseClick(page.buttons["compare"], Qt.MouseButton.LeftButton)
    compare = page.stack.compare
    before, _, after = compare.model.items[0].year.partition(" → ")
    assert Decimal(after.replace(",", "")) - Decimal(before.replace(",", "")) == Decimal("6.15")
    assert texts(compare.model, 7)[0] == f"{before} → {after}"
    assert compare.view.horizontalScrollBar().maximum() == 0, "the last column is in sight"


def test_what_is_gone_is_struck_through(page, qtbot):
    """The line through the old figure is on the screen: the same text without it leaves fewer dark pixels."""
    qtbot.mouseClick(page.buttons["compare"], Qt.MouseButton.LeftButton)
    view = page.stack.compare.view

    def longest_line(column: int) -> int:
        picture = view.viewport().grab(view.visualRect(page.stack.compare.model.index(0, column))).toImage()
        best = 0
        for y in range(4, picture.height() - 4):
            run = 0
            for x in range(picture.width()):
                run = run + 1 if QColor(picture.pixel(x, y)).lightness() < 190 else 0
                best = max(best, run)
        return best

    assert longest_line(3) > 25
    assert longest_line(4) < 15


def test_a_chosen_version_is_one_of_the_two_compared(page, qtbot):
    qtbot.mouseClick(page.buttons["compare"], Qt.MouseButton.LeftButton)
    click(qtbot, page.view, 2, 1)
    titles = page.stack.compare.before.currentData().title, page.stack.compare.after.currentData().title
    assert "第1次报送" in titles
    assert page.stack.currentWidget() is page.stack.compare, "the segment stays"


def test_enter_on_a_difference_goes_to_its_cell(page, qtbot):
    work = page.window().work
    qtbot.mouseClick(page.buttons["compare"], Qt.MouseButton.LeftButton)
    page.stack.compare.view.setFocus()
    page.stack.compare.view.setCurrentIndex(page.stack.compare.model.index(0, 1))
    press(qtbot, Qt.Key.Key_Return)
    assert str(work.places.page.cursor_.key) == COD


def test_two_clicks_show_a_form_as_it_was_sent(page, qtbot):
    click(qtbot, page.view, 2, 1)
    assert page.stack.currentWidget() is page.stack.reprint
    assert "校验码" in page.stack.reprint.facts.text()
    assert "王五" in page.stack.reprint.facts.text()
    with qtbot.waitSignal(page.stack.reprint.made, timeout=30_000):
        click(qtbot, page.stack.reprint.view, 1, 3)
    shown = page.dialog.shown
    assert shown.file.name.startswith("武陟县_2018Q3_第1次报送_污染物排放_补打")
    assert shown.file.read_bytes() == shown.data
    qtbot.waitUntil(lambda: "共 2 页" in page.dialog.where.text())
    assert "与当时送出的相同" in page.stack.reprint.told.text()


def test_from_anywhere_two_clicks_show_all_that_was_sent(corrected, open_window, qtbot):
    work = open_window(corrected, "emissions")
    nav = work.findChild(QWidget, "nav_history")
    qtbot.mouseClick(nav, Qt.MouseButton.LeftButton)
    page = work.places.page
    with qtbot.waitSignal(page.stack.reprint.made, timeout=60_000):
        click(qtbot, page.view, 2, 3)
    shown = page.dialog.shown
    assert "第1次报送" in shown.file.name
    text = squeezed(shown.data)
    assert all(form.title in text for form in work.session.look.sheet.forms)
    page.dialog.reject()


def test_what_cannot_be_written_is_told_on_the_page(page, qtbot, tmp_path):
    (tmp_path / "补打 2018Q3").write_text("", "utf-8")
    click(qtbot, page.view, 2, 1)
    click(qtbot, page.stack.reprint.view, 0, 3)
    qtbot.waitUntil(lambda: "建不了" in page.stack.reprint.told.text())
    assert page.dialog is None
    assert page.stack.reprint.folder.isHidden()


def test_a_new_figure_shows_at_once(page, qtbot):
    work = page.window().work
    work.undo()
    assert page.log.model.items[0].how == "撤销"
    assert page.model.item(page.view.currentIndex().row()).version.now


def test_another_period_is_followed(page):
    work = page.window().work
    work.turn_to(Period.parse("2018Q2"))
    assert page.title.text() == "2018年第二季度"


def test_a_fresh_office_is_told_what_comes_here(fresh, open_window):
    page = open_window(fresh, "history").places.page
    assert "每一期" in page.empty.text()
    assert page.empty.isVisible()
    assert page.log.model.rowCount() == 1, "that the store was made"
    assert not page.buttons["reprint"].isEnabled()


def test_the_city_looks_at_a_countys_versions(corrected, city, open_window, tmp_path):
    from jzdesk.desk import receiving

    receiving.receive(city, [next((tmp_path / "上报").glob("*.xlsx"))])
    page = open_window(city, "history").places.page
    page.unit.setCurrentIndex(page.unit.findText("武陟县"))
    assert texts(page.model, 1)[1:] == ["第1次报送"]
    assert page.stack.reprint.model.rowCount() > 5


def test_the_model_keeps_its_promises(qapp, qtmodeltester):
    one = Difference(COD, "污染物排放", "化学需氧量", "本季", "1", "2", "+1", "+100.0%", "1 → 2", True)
    from jzdesk.ui.pages.history_compare import _COLUMNS

    model = CompareModel(_COLUMNS)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    for items in ([one], [one, one], []):
        model.show_items(items)
    model.show_items([one])
    qtmodeltester.check(model)
    assert tester.model() is model
    right = model.headerData(4, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
    assert right & Qt.AlignmentFlag.AlignRight
