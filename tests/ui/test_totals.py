"""汇总 with real keys and mouse: figures and what stands behind them, and the table on paper."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QFileDialog

from jzdesk.desk import inbox, safekeeping, totalling
from jzdesk.desk.office import Office
from jzdesk.models.period import Period
from jzdesk.ui.widgets.totals_model import FIRST, TotalsModel
from tests import uploads
from tests.reports.papers import squeezed
from tests.ui.conftest import CITY, TODAY

COD = "emissions/cod.industry/emitted"


@pytest.fixture(scope="module")
def full_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the store of a city that accepted two counties' files."""
    folder = tmp_path_factory.mktemp("full")
    contents = [uploads.content_of(folder, u, n) for u, n in (("410823", "12"), ("410821", "7"))]
    with safekeeping.init(folder / "city.jzdesk", unit=CITY, office=None, practice=True) as city:
        uploads.come(city, date.fromisoformat(TODAY), *contents)
        for one in inbox.look(city, []):
            inbox.accept(city, one, folder / "回执")
    return folder


@pytest.fixture
def full(full_folder, tmp_path) -> Iterator[Office]:
    """A city that accepted two counties' files."""
    shutil.copytree(full_folder, tmp_path, dirs_exist_ok=True)
    with Office.open(tmp_path / "city.jzdesk", write=True) as city:
        yield city


@pytest.fixture
def work(full, open_window):
    return open_window(full, "totals")


@pytest.fixture
def page(work):
    return work.places.page


def place(page, key: str, code: str) -> tuple[int, int]:
    row = next(n for n, line in enumerate(page._table.lines) if str(line.key) == key)
    return row, FIRST + page._table.codes.index(code)


def click(qtbot, page, key: str, code: str) -> None:
    row, column = place(page, key, code)
    view = page.table.cells
    view.scrollTo(page.table.model.index(row, column))
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=page.table.place_of(row, column))


def test_nothing_accepted_says_so_and_leads_to_the_files(city, open_window, qtbot):
    work = open_window(city, "totals")
    page = work.places.page
    assert page.nothing.isVisible()
    assert page.way.hasFocus()
    qtbot.mouseClick(page.way, Qt.MouseButton.LeftButton)
    assert work.places.name == "inbox"


def test_the_table_is_a_sound_model(page):
    model = TotalsModel(page)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.QtTest, page)
    model.show_table(page._table)
    assert model.rowCount() > 10
    assert model.columnCount() == 15
    del tester


def test_totals_say_how_many_are_in(page):
    head = page.table.model.headerData(13, Qt.Orientation.Horizontal)
    assert head == "县级合计\n2/11"
    assert page.count.text() == "已验收 2 / 11"


def test_once_all_are_in_the_period_is_called_so(page, monkeypatch):
    whole = replace(page._table, counted=11)
    monkeypatch.setattr(totalling, "table", lambda *_: whole)
    page.refresh()
    assert page.count.text() == "已汇总 11 / 11"


def test_a_click_tells_where_a_figure_comes_from(page, qtbot):
    click(qtbot, page, COD, "410823")
    assert page.source.title.text() == "武陟县　化学需氧量·工业源 本季"
    assert page.source.value.text() == "12.00"
    assert "第1次报送" in page.source.facts.text()
    assert page.source.open.isVisible()
    click(qtbot, page, COD, "total")
    assert page.source.value.text() == "19.00"
    assert page.source.facts.text() == "由各县的数得出：修武县 7.00，武陟县 12.00"
    assert not page.source.open.isVisible()
    click(qtbot, page, COD, "410802")
    assert "还没有验收" in page.source.notes.text()
    assert not page.source.open.isVisible()


def test_arrows_go_over_figures_and_skip_headings(page, qtbot):
    page.take_focus()
    row, column = place(page, COD, "410823")
    page.table.go_to(row, column)
    heading = next(n for n, line in enumerate(page._table.lines) if n > row and line.kind == "band")
    for _ in range(heading - row):
        qtbot.keyClick(page.table.cells, Qt.Key.Key_Down)
    assert page.table.cells.currentIndex().row() == heading + 1
    qtbot.keyClick(page.table.cells, Qt.Key.Key_Left)
    assert page._source.title == "博爱县"


def test_enter_opens_the_form_as_it_was_sent(work, page, qtbot, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    page.take_focus()
    page.table.go_to(*place(page, COD, "410823"))
    with qtbot.waitSignal(work.jobs.ended, timeout=20_000):
        qtbot.keyClick(page.table.cells, Qt.Key.Key_Return)
    assert [name.rsplit("/", 1)[1].split("_")[0] for name in opened] == ["武陟县"]


def test_the_table_is_saved_beside_the_window_s_work(work, page, qtbot, tmp_path, monkeypatch):
    out = tmp_path / "表" / "汇总.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    with qtbot.waitSignal(work.jobs.finished, timeout=30_000):
        qtbot.mouseClick(page.saves["xlsx"], Qt.MouseButton.LeftButton)
        assert page.halt.isVisible()
        assert not page.saves["docx"].isEnabled()
    assert out.is_file()
    assert page.saves["docx"].isEnabled()
    assert not page.halt.isVisible()


def test_the_table_is_printed_as_it_is_saved(page, qtbot):
    qtbot.keyClick(page.table.cells, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert "取消" in page.paper.act.text()
    qtbot.waitUntil(lambda: page.paper.dialog is not None, timeout=60_000)
    shown = page.paper.dialog.shown
    assert (shown.title, shown.name.name) == ("汇总表　2018年第三季度", "汇总_2018Q3.pdf")
    assert "19.00" in squeezed(shown.data), "12 and 7"
    page.paper.dialog.reject()


def test_saving_can_be_stopped(work, page, qtbot, tmp_path):
    out = tmp_path / "汇总.pdf"
    with qtbot.waitSignal(work.jobs.failed, timeout=30_000):
        page.save(out)
        qtbot.mouseClick(page.halt, Qt.MouseButton.LeftButton)
    assert not out.exists()
    assert not page.halt.isVisible()


def test_another_period_has_another_table(work, page):
    work.turn_to(Period.parse("2018Q2"))
    assert page.nothing.isVisible()
    assert page._source is None
