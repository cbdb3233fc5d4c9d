"""公布 with real keys and mouse: what goes out and what stays in, then the paper and the file."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt

from jzdesk.desk import safekeeping
from jzdesk.desk.office import Office
from jzdesk.models.period import Period
from jzdesk.ui.dialogs.choose_file import ChooseFile
from tests import publications
from tests.desk import walk
from tests.publications import CLOSED, OPEN
from tests.reports.papers import squeezed
from tests.ui.conftest import CITY, COUNTY
from tests.ui.test_day import find, press

Q4, YEAR = Period.parse("2018Q4"), Period.parse("2018")
LONG = 60_000


@pytest.fixture(scope="module")
def accepted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the store of a city that accepted one county's last quarter."""
    folder = tmp_path_factory.mktemp("accepted")
    content = publications.content(folder, COUNTY, "2018Q4", "12")
    with safekeeping.init(folder / "city.jzdesk", unit=CITY, office=None, practice=True) as city:
        city.set_today(date(2019, 2, 1))
        publications.take(city, folder, [content])
    return folder


@pytest.fixture
def full(accepted: Path, tmp_path: Path) -> Iterator[Office]:
    shutil.copytree(accepted, tmp_path, dirs_exist_ok=True)
    with Office.open(tmp_path / "city.jzdesk", write=True) as city:
        yield city


def click(qtbot, widget) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def opened(qtbot, part):
    click(qtbot, part.publish.act)
    return part.publish.dialog


def told(dialog) -> dict[str, str]:
    return {one.what: one.why for one in dialog.kept.items}


def test_the_city_sees_what_stays_in_before_a_file_is_written(
    full, open_window, qtbot, tmp_path, monkeypatch
):
    dialog = opened(qtbot, open_window(full, "totals", period=Q4).places.page)
    assert [t.title for t in dialog.out.items] == ["黄牌、红牌企业名单"]
    assert told(dialog)[CLOSED] == "负责人未核准"
    assert "不公布" in dialog.kept_head.text()
    asked = []

    def to_save(_class, _parent, _title, proposed, kinds):
        asked.append((proposed.name, proposed.parent.name, kinds))
        return tmp_path / "名单"

    monkeypatch.setattr(ChooseFile, "to_save", classmethod(to_save))
    with qtbot.waitSignal(dialog.made, timeout=LONG) as made:
        click(qtbot, dialog.saves[".xlsx"])
        assert not dialog.look.isEnabled()
    assert asked == [("焦作市_2018Q4_黄牌红牌企业名单.xlsx", "公布", "*.xlsx")]
    assert made.args == [tmp_path / "名单.xlsx"]
    text = str(list(openpyxl.load_workbook(made.args[0]).worksheets[0].values))
    assert OPEN in text
    assert CLOSED not in text
    assert "已存为“名单.xlsx”" in dialog.told.text()
    assert dialog.look.isEnabled()
    dialog.reject()


def test_a_sample_can_be_looked_at(full, open_window, qtbot):
    dialog = opened(qtbot, open_window(full, "totals", period=Q4).places.page)
    click(qtbot, dialog.chips["year"])
    assert dialog.out.item(0).code == "emissions"
    with qtbot.waitSignal(dialog.made, timeout=LONG):
        click(qtbot, dialog.look)
    shown = dialog.preview.shown
    assert (shown.title, shown.name.name) == (dialog.publication.title, "焦作市_2018_年度公布.pdf")
    text = squeezed(shown.data)
    assert OPEN in text
    assert CLOSED not in text
    dialog.preview.reject()
    dialog.reject()


def test_what_is_not_there_says_why_and_offers_nothing(full, open_window, qtbot):
    dialog = opened(qtbot, open_window(full, "totals", period=Q4).places.page)
    click(qtbot, dialog.chips["half"])
    assert "没有一个单位的报表通过验收" in dialog.nothing.text()
    assert dialog.nothing.isVisible()
    assert not dialog.kept_view.isVisible()
    assert not any(part.isEnabled() for part in (dialog.look, *dialog.saves.values()))
    click(qtbot, dialog.chips["quarter"])
    assert dialog.kept_view.isVisible()
    assert dialog.look.isEnabled()
    dialog.reject()


def test_a_county_publishes_from_the_page_of_its_papers(tmp_path, open_window, qtbot):
    with safekeeping.init(tmp_path / "c.jzdesk", unit=COUNTY, office=None, practice=True) as county:
        county.set_today(date(2019, 1, 10))
        with walk.without_paper():
            walk.ready(county, YEAR)
            walk.hand_in(county, YEAR, tmp_path)
        work = open_window(county, "hand_in", period=YEAR)
        dialog = opened(qtbot, work.places.page.papers)
        assert dialog.publication.title.startswith("武陟县2018年")
        assert "《情况说明》整表" not in told(dialog), "the year has no such form"
        dialog.reject()


def test_a_quarter_without_a_file_offers_it_too(full, open_window, qtbot):
    page = open_window(full, "totals", period=Period.parse("2020Q1")).places.page
    assert page.pages.currentIndex() == 1
    click(qtbot, page.publish_anyway.act)
    assert page.publish_anyway.dialog.isVisible()
    page.publish_anyway.dialog.reject()


def test_it_is_found_by_searching(full, office, open_window):
    city = open_window(full)
    press(find(city, "公布"), Qt.Key.Key_Return)
    shown = [one.dialog for one in (city.places.page.publish, city.places.page.publish_anyway) if one.dialog]
    assert [one.isVisible() for one in shown] == [True]
    shown[0].reject()
    county = open_window(office)
    press(find(county, "公布"), Qt.Key.Key_Return)
    dialog = county.places.page.papers.publish.dialog
    assert dialog.isVisible()
    dialog.reject()
