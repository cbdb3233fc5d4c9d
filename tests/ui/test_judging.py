"""What the city sets in the window: figures beside and in place of others, paper, a file left out."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from jzdesk.desk import coverage, inbox, judging, safekeeping
from jzdesk.desk.office import Office
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.ui.pages.list_paper import ListPaperBar
from tests import uploads
from tests.reports.papers import squeezed
from tests.ui.conftest import CITY, TODAY

Q3 = Period.parse("2018Q3")
COD = Key.parse("emissions/cod.industry/emitted")
UNITS = ("410802", "410804", "410821", "410823", "410825", "410883")
WUZHI = "410823"


@pytest.fixture(scope="module")
def contents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, uploads.Content]:
    folder = tmp_path_factory.mktemp("six")
    return {u: uploads.content_of(folder, u, "12" if u != "410883" else "120000") for u in UNITS}


@pytest.fixture(scope="module")
def accepted(contents: dict[str, uploads.Content], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The closed store of a city that accepted six counties' files, one of them wholly in a wrong unit."""
    folder = tmp_path_factory.mktemp("accepted")
    with safekeeping.init(folder / "city.jzdesk", unit=CITY, office=None, practice=True) as made:
        uploads.come(made, date.fromisoformat(TODAY), *contents.values())
        for one in inbox.look(made, []):
            inbox.accept(made, one, folder / "回执")
    return folder / "city.jzdesk"


@pytest.fixture
def city(accepted: Path, tmp_path: Path) -> Iterator[Office]:
    """That city, in a copy of its own."""
    shutil.copyfile(accepted, tmp_path / accepted.name)
    with Office.open(tmp_path / accepted.name, write=True) as made:
        yield made


@pytest.fixture
def totals(city, open_window):
    return open_window(city, "totals").places.page


@pytest.fixture
def covered(city, open_window):
    return open_window(city, "coverage").places.page


def at(page, key: Key, code: str) -> None:
    row = next(n for n, line in enumerate(page._table.lines) if line.key == key)
    page.table.go_to(row, page.table.model.place_of(code))


def text(page, key: Key, code: str) -> str:
    line = next(line for line in page._table.lines if line.key == key)
    return line.figures[page._table.codes.index(code)]


def press(qtbot, made) -> None:
    qtbot.mouseClick(made, Qt.MouseButton.LeftButton)


def test_who_has_handed_in_is_printed_as_the_page_shows_it(covered, qtbot):
    bar = covered.findChild(ListPaperBar)
    qtbot.keyClick(covered.view, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(bar.made, timeout=60_000):
        pass
    shown = bar.dialog.shown
    assert (shown.title, shown.name.name) == ("焦作市报送情况一览表", "焦作市_2018Q3_报送情况一览表.pdf")
    printed = squeezed(shown.data)
    lines = range(covered.model.rowCount())
    assert all(covered.model.part(line, 0).text in printed for line in lines)
    assert "".join(covered.urge.text().split()) in printed
    bar.dialog.reject()


def test_a_figure_is_approved_beside_and_taken_back(totals, city, qtbot):
    at(totals, COD, WUZHI)
    assert not totals.source.judges["standin"].isVisible()
    press(qtbot, totals.source.judges["approve"])
    box = totals._box
    assert box.edits["value"].hasFocus()
    qtbot.keyClicks(box.edits["value"], "11.5")
    qtbot.keyClick(box.edits["value"], Qt.Key.Key_Return)
    assert "要写明原因" in box.wrong.text()
    assert box.isVisible()
    assert box.edits["value"].text() == "11.5", "what was typed stays"
    box.edits["why"].setText("在线监测核算")
    press(qtbot, box.act)
    assert not box.isVisible()
    assert judging.approved(city, Q3)[COD, WUZHI].value == "11.50"
    assert (text(totals, COD, WUZHI), text(totals, COD, "difference")) == ("核 12.00", "−0.50")
    at(totals, COD, WUZHI)
    press(qtbot, totals.source.judges["approve"])
    assert (box.edits["value"].text(), box.gone.isVisible()) == ("11.50", True)
    press(qtbot, box.gone)
    assert "approved" not in totals._table.codes
    assert judging.approved(city, Q3) == {}


def test_a_county_that_is_out_is_stood_in_for(totals, city, qtbot):
    at(totals, COD, "410822")
    assert not totals.source.judges["approve"].isVisible()
    press(qtbot, totals.source.judges["standin"])
    totals._box.edits["value"].setText("1.2万吨")
    totals._box.edits["why"].setText("县局电话")
    qtbot.keyClick(totals._box.edits["why"], Qt.Key.Key_Return)
    assert text(totals, COD, "410822") == "代 12,000.00"
    assert text(totals, COD, "total").startswith("代 ")
    at(totals, COD, "410822")
    assert "代用数来源 县局电话" in totals.source.facts.text()


def test_escape_closes_the_box_and_gives_the_focus_back(totals, qtbot):
    at(totals, COD, "total")
    act = totals.source.judges["approve"]
    press(qtbot, act)
    assert "全市" in totals._box.title.text()
    qtbot.keyClick(totals._box.edits["value"], Qt.Key.Key_Escape)
    assert not totals._box.isVisible()
    assert act.hasFocus()


def test_what_is_odd_leads_to_its_figure(totals, qtbot):
    assert totals.odd.isVisible()
    assert not totals.audit.isVisible()
    press(qtbot, totals.odd)
    assert totals.audit.isVisible()
    first = totals.audit.model.item(0)
    assert first.units == ("410883",)
    assert "孟州市《主要污染物排放情况》有 11 行数字突出" in first.message
    totals.audit.view.doubleClicked.emit(totals.audit.model.index(0, 1))
    assert totals._source.title == "孟州市"
    press(qtbot, totals.odd)
    assert not totals.audit.isVisible()


def test_paper_is_ticked_off_with_the_code_on_it(covered, city, qtbot):
    covered.view.selectRow(list(city.catalogue.counties).index(WUZHI))
    press(qtbot, covered.paper)
    box = covered._box
    assert box.edits["on"].text() == TODAY
    box.edits["code"].setText("0000")
    press(qtbot, box.act)
    row = list(city.catalogue.counties).index(WUZHI)
    shown = [covered.model.part(row, n).text for n in range(covered.model.columnCount())]
    assert "不同稿" in shown
    unit = next(u for u in coverage.coverage(city, Q3)["units"] if u["unit"] == WUZHI)
    assert (unit["paper"], unit["code_matches"]) == (TODAY, False)


def test_a_file_is_left_out_and_brought_back(covered, city, qtbot):
    row = list(city.catalogue.counties).index(WUZHI)
    covered.view.selectRow(row)
    press(qtbot, covered.out)
    covered._box.edits["reason"].setText("数据不实")
    press(qtbot, covered._box.act)
    assert covered.model.item(row)["state"] == "已排除"
    assert WUZHI not in {s.unit for s in coverage.counted(city, Q3)}
    assert "武陟县" in covered.urge.text()
    assert (covered.out.text(), covered.paper.isEnabled()) == ("恢复计入…", False)
    press(qtbot, covered.out)
    covered._box.edits["reason"].setText("已核实")
    press(qtbot, covered._box.act)
    assert covered.model.item(row)["state"] == "已验收"


def test_nothing_is_offered_for_a_county_that_sent_nothing(covered, city):
    covered.view.selectRow(list(city.catalogue.counties).index("410822"))
    assert not covered.paper.isEnabled()
    assert not covered.out.isEnabled()
    covered.tick_paper()
    covered.leave_out()
    assert covered._box is None
