"""套表 with real keys and mouse: a workbook added, linked, filled, exchanged and removed."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QPushButton

from jzdesk.desk import templates
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.models.template import Link
from jzdesk.ui.dialogs.choose_file import ChooseFile
from tests.exchange import template_kit
from tests.exchange.template_kit import OTHER, SHEET

COD = "emissions/cod.industry/emitted"
DOWN, RIGHT = Qt.Key.Key_Down, Qt.Key.Key_Right


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "省厅季报空白表.xlsx"
    path.write_bytes(template_kit.rich())
    return path


@pytest.fixture
def chosen(monkeypatch):
    """What the next questions for a file are answered with; what was proposed is kept."""
    answers: list[Path | None] = []
    proposed: list[Path] = []

    def to_open(_cls, _parent, _title, _folder, _kinds) -> Path | None:
        return answers.pop(0)

    def to_save(_cls, _parent, _title, name: Path, _kinds) -> Path | None:
        proposed.append(name)
        return answers.pop(0)

    monkeypatch.setattr(ChooseFile, "to_open", classmethod(to_open))
    monkeypatch.setattr(ChooseFile, "to_save", classmethod(to_save))
    return answers, proposed


@pytest.fixture
def work(office, open_window):
    return open_window(office, "hand_in")


@pytest.fixture
def acts(work):
    return work.places.page.papers.templates


def idle(qtbot, acts) -> None:
    qtbot.waitUntil(lambda: not acts.errand.busy, timeout=20000)


def opened(qtbot, work, acts):
    """Open the dialog by its button, and wait until the first template is read."""
    press = work.places.page.findChild(QPushButton, "papersTemplates")
    press.setFocus()
    QTest.keyClick(press, Qt.Key.Key_Return)
    qtbot.waitUntil(acts.dialog.isActiveWindow)
    idle(qtbot, acts)
    return acts.dialog


def add(qtbot, acts, chosen, path: Path):
    """Add a workbook by the key of the button."""
    chosen[0].append(path)
    QTest.keyClick(acts.dialog.add, Qt.Key.Key_Return)
    idle(qtbot, acts)


def keys(widget, *pressed: Qt.Key) -> None:
    for key in pressed:
        QTest.keyClick(widget, key)


def find(dialog, typed: str) -> None:
    """Choose a figure in the search that is open, by keys alone."""
    QTest.keyClicks(dialog.palette_.line, typed)
    QTest.keyClick(dialog.palette_.line, Qt.Key.Key_Return)


def kept(office) -> list[tuple[str, str, str, str]]:
    """Return the links of the only template: cell, KEY, period, figure."""
    (template,) = templates.listed(office)
    return [(one.cell, str(one.key), one.period, one.figure) for one in template.links]


def test_from_the_first_workbook_to_the_filled_one_by_keys_alone(
    qtbot, work, acts, office, chosen, workbook, tmp_path
):
    dialog = opened(qtbot, work, acts)
    assert dialog.none.isVisible()
    assert not dialog.grid.isVisible()
    assert not dialog.fill.isEnabled()
    assert dialog.add.hasFocus()
    add(qtbot, acts, chosen, workbook)
    assert dialog.grid.hasFocus()
    keys(dialog.grid, DOWN, DOWN, DOWN, RIGHT)
    assert dialog.bar.cell.text() == "B4"
    keys(dialog.grid, Qt.Key.Key_Return)
    find(dialog, "hxxyl")
    assert kept(office) == [("B4", COD, "this", "value")]
    assert dialog.grid.hasFocus()
    assert dialog.grid.cells.data(dialog.grid.currentIndex()) == "⇠ 化学需氧量·工业源　本季"
    line = dialog.links.items[0]
    assert (line.cell, line.how, line.filled) == (f"{SHEET}!B4", "本期", "312.45")
    out = tmp_path / "成果" / "省表.xlsx"
    chosen[0].append(out)
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    idle(qtbot, acts)
    assert chosen[1][0].name == "省厅季报空白表_2018Q3_草稿_练习.xlsx"
    assert openpyxl.load_workbook(out)[SHEET]["B4"].value == 312.45
    assert dialog.told.text().startswith("已填写 1 格，另存为“省表.xlsx”")
    assert [entry.action for entry in office.store.history()][-1] == "fill_template"


def test_next_time_the_links_are_there_and_another_period_is_filled(
    qtbot, work, acts, office, chosen, workbook, tmp_path
):
    given = templates.look(workbook)
    templates.link(office, templates.add(office, given).name, given.looked, Link(SHEET, 4, 2, Key.parse(COD)))
    dialog = opened(qtbot, work, acts)
    assert dialog.view.hasFocus()
    assert dialog.links.items[0].filled == "312.45"
    before = dialog.period.findData("2018Q2")
    dialog.period.setFocus()
    keys(dialog.period, *[Qt.Key.Key_Up] * (dialog.period.currentIndex() - before))
    assert dialog.period.currentData() == "2018Q2"
    assert dialog.links.items[0].filled not in {"", "312.45"}
    assert acts._filling.period == Period.parse("2018Q2")
    dialog.reject()
    assert opened(qtbot, work, acts).links.items[0].filled == "312.45"


def test_a_link_is_meant_otherwise_and_taken_away(qtbot, work, acts, office, chosen, workbook):
    dialog = opened(qtbot, work, acts)
    add(qtbot, acts, chosen, workbook)
    dialog.grid.go_to(9, 4)  # within the merged cells
    assert dialog.bar.cell.text() == "B9"
    keys(dialog.grid, Qt.Key.Key_F2)
    find(dialog, COD)
    box = dialog.bar.boxes["figure"]
    box.setFocus()
    keys(box, DOWN)
    assert kept(office) == [("B9", COD, "this", "ytd")]
    box = dialog.bar.boxes["period"]
    box.setFocus()
    keys(box, DOWN)
    assert kept(office) == [("B9", COD, "previous", "ytd")]
    dialog.grid.setFocus()
    keys(dialog.grid, Qt.Key.Key_Delete)
    assert kept(office) == []
    assert not dialog.fill.isEnabled()


def test_a_formula_is_not_linked_and_says_why(qtbot, work, acts, office, chosen, workbook):
    dialog = opened(qtbot, work, acts)
    add(qtbot, acts, chosen, workbook)
    dialog.grid.go_to(4, 5)
    assert "是公式" in dialog.bar.told.text()
    assert not dialog.bar.link.isEnabled()
    keys(dialog.grid, Qt.Key.Key_Return)
    assert dialog.palette_ is None
    assert kept(office) == []


def test_giving_up_the_search_links_nothing(qtbot, work, acts, office, chosen, workbook):
    dialog = opened(qtbot, work, acts)
    add(qtbot, acts, chosen, workbook)
    keys(dialog.grid, Qt.Key.Key_Return)
    QTest.keyClicks(dialog.palette_.line, "hxxyl")
    keys(dialog.palette_.line, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.grid.hasFocus()
    assert kept(office) == []


def test_what_is_no_template_is_told_and_not_kept(qtbot, work, acts, office, chosen, tmp_path):
    dialog = opened(qtbot, work, acts)
    wrong = tmp_path / "坏.xlsx"
    wrong.write_bytes(b"no workbook")
    add(qtbot, acts, chosen, wrong)
    assert "打不开" in dialog.told.text()
    assert dialog.told.property("look") == "must"
    assert templates.listed(office) == ()
    chosen[0].append(None)
    QTest.keyClick(dialog.add, Qt.Key.Key_Return)
    assert not acts.errand.busy


def test_a_newer_file_names_the_links_that_no_longer_fit(
    qtbot, work, acts, office, chosen, workbook, tmp_path
):
    given = templates.look(workbook)
    name = templates.add(office, given).name
    links = [Link(SHEET, 4, 2, Key.parse(COD)), Link(OTHER, 3, 1, Key.parse(COD))]
    templates.link_all(office, name, given.looked, links)
    dialog = opened(qtbot, work, acts)
    newer = tmp_path / "新表.xlsx"
    renamed = {"xl/workbook.xml": lambda part: part.replace(f'name="{OTHER}"', 'name="汇总表"')}
    newer.write_bytes(template_kit.changed(template_kit.rich(), renamed))
    chosen[0].append(newer)
    QTest.keyClick(dialog.exchange, Qt.Key.Key_Return)
    idle(qtbot, acts)
    assert "有 1 处链接对不上，例如 A3" in dialog.told.text()
    assert [line.fits for line in dialog.links.items] == [False, True], "the wrong one comes first"
    out = tmp_path / "out.xlsx"
    chosen[0].append(out)
    QTest.mouseClick(dialog.fill, Qt.MouseButton.LeftButton)
    idle(qtbot, acts)
    assert "没有工作表" in dialog.told.text()
    assert not out.exists()


def test_links_come_from_a_list_and_its_faults_are_told(
    qtbot, work, acts, office, chosen, workbook, tmp_path
):
    dialog = opened(qtbot, work, acts)
    add(qtbot, acts, chosen, workbook)
    listed = tmp_path / "链接.csv"
    listed.write_text(f"{SHEET},B4,{COD}\n{SHEET},E4,{COD}\n", "utf-8")
    chosen[0].append(listed)
    QTest.keyClick(dialog.take_list, Qt.Key.Key_Return)
    assert "E4" in dialog.told.text()
    assert kept(office) == []
    listed.write_text(f"{SHEET},B4,{COD}\n{SHEET},C4,{COD},本期,本年累计\n", "utf-8")
    chosen[0].append(listed)
    QTest.keyClick(dialog.take_list, Qt.Key.Key_Return)
    assert [link[0] for link in kept(office)] == ["B4", "C4"]
    dialog.links_view.setFocus()
    keys(dialog.links_view, DOWN, Qt.Key.Key_Return)
    assert dialog.bar.cell.text() == "C4"


def test_removing_the_last_template_leads_back_to_the_beginning(qtbot, work, acts, office, chosen, workbook):
    dialog = opened(qtbot, work, acts)
    add(qtbot, acts, chosen, workbook)
    add(qtbot, acts, chosen, workbook)
    assert [one.name for one in dialog.model.items] == ["省厅季报空白表", "省厅季报空白表 2"]
    QTest.keyClick(dialog.remove, Qt.Key.Key_Return)
    idle(qtbot, acts)
    assert [one.name for one in dialog.model.items] == ["省厅季报空白表"]
    QTest.keyClick(dialog.remove, Qt.Key.Key_Return)
    assert templates.listed(office) == ()
    assert dialog.none.isVisible()
    assert dialog.add.hasFocus()


def test_blanks_are_left_empty_when_so_chosen(qtbot, work, acts, office, chosen, workbook):
    dialog = opened(qtbot, work, acts)
    add(qtbot, acts, chosen, workbook)
    dialog.blanks.setFocus()
    keys(dialog.blanks, DOWN)
    assert templates.listed(office)[0].blanks == "empty"


def test_closing_while_a_workbook_is_read_gives_it_up(qtbot, work, acts, office, chosen, workbook):
    dialog = opened(qtbot, work, acts)
    chosen[0].append(workbook)
    QTest.keyClick(dialog.add, Qt.Key.Key_Return)
    keys(dialog, Qt.Key.Key_Escape)
    idle(qtbot, acts)
    assert templates.listed(office) == ()


def test_the_sheet_is_a_sound_model(qtbot, work, acts, chosen, workbook):
    dialog = opened(qtbot, work, acts)
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(dialog.grid.cells, mode)
    add(qtbot, acts, chosen, workbook)
    dialog.sheet.setFocus()
    keys(dialog.sheet, DOWN)
    assert dialog.here.name == OTHER
    assert tester is not None


def test_the_city_links_the_total_or_a_county(qtbot, city, open_window, chosen, workbook):
    work = open_window(city, "totals")
    acts = work.places.page.templates
    acts.open()
    dialog = acts.dialog
    add(qtbot, acts, chosen, workbook)
    dialog.grid.go_to(4, 2)
    keys(dialog.grid, Qt.Key.Key_Return)
    find(dialog, COD)
    box = dialog.bar.boxes["unit"]
    assert box.isVisible()
    (template,) = templates.listed(city)
    assert template.links[0].unit == "total"
    box.setFocus()
    keys(box, *[DOWN] * box.findData("410823"))
    (template,) = templates.listed(city)
    assert template.links[0].unit == "410823"
    assert "没有已验收的文件" in dialog.links.items[0].why


@pytest.mark.parametrize(("kind", "place"), [("county", "hand_in"), ("city", "totals")])
def test_the_search_line_leads_here(kind: str, place: str, qtbot, office, city, open_window):
    work = open_window(office if kind == "county" else city, "todo")
    work.finder.ask()
    QTest.keyClicks(work.finder.palette.line, "tbdc")
    QTest.keyClick(work.finder.palette.line, Qt.Key.Key_Return)
    assert work.places.name == place
    page = work.places.page
    acts = page.papers.templates if kind == "county" else page.templates
    qtbot.waitUntil(acts.dialog.isActiveWindow)
    assert acts.dialog.add.hasFocus()
