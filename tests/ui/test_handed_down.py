"""下发 in the window: a county takes its file in and confirms it, the city writes what it hands down."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from jzdesk.desk import adopting, allotting, enrolling, safekeeping
from jzdesk.models import todo
from jzdesk.ui import settling
from jzdesk.ui.dialogs.choose_file import ChooseFile
from tests.desk.handed_down import hand_down
from tests.desk.test_allotting import Book
from tests.ui.conftest import QUARTER

PROJECT = {"code": "P001", "unit": "武陟县", "planned": "1200.5"}


def confirm(qtbot, work) -> None:
    """Press the one button, and wait until what it wrote is shown."""
    work.handed.dialog.act.click()
    qtbot.waitUntil(lambda: work.handed.dialog is None and not settling.of(work.session).busy)


@pytest.fixture
def city(tmp_path):
    with safekeeping.init(tmp_path / "市.jzdesk", unit="410800", office=None, practice=True) as made:
        yield made


@pytest.fixture
def file(city, tmp_path):
    """The first 下发文件 for 武陟县 from a practice city."""
    hand_down(city, projects=[PROJECT])
    return allotting.task(city, tmp_path / "下发.xlsx", unit="410823")[0]


def wait(qtbot, work):
    qtbot.waitUntil(lambda: work.handed.dialog is not None, timeout=20_000)
    return work.handed.dialog


def test_a_county_takes_its_file_in_and_confirms_the_list(office, file, open_window, qtbot):
    work = open_window(office, "todo")
    work.books.take(file)
    dialog = wait(qtbot, work)
    assert dialog.act.text() == "收下"
    assert [(one.status, one.what) for one in dialog.model.items] == [
        ("new", "项目 P001 焦作市城区污水管网完善工程")
    ]
    assert office.catalogue.allotment.number == 0, "looked at, and nothing written"
    confirm(qtbot, work)
    assert office.catalogue.allotment.number == 1
    (item,) = [i for i in work.session.look.todo.other if i.kind == todo.ADOPT]
    page = work.places.page
    line = next(one for one in page.model.items if one.text == item.text)
    assert (line.act, work.session.look.sheet.row("investment", "P001")) == ("核对清单", None)
    page.view.picked.emit(line)
    dialog = wait(qtbot, work)
    dialog.cancel.click()
    assert adopting.waits(office, QUARTER), "put off, it goes on waiting"
    page.view.picked.emit(line)
    wait(qtbot, work)
    confirm(qtbot, work)
    assert work.session.look.sheet.row("investment", "P001") is not None
    assert not [i for i in work.session.look.todo.other if i.kind == todo.ADOPT]


def test_taking_in_can_be_given_up_while_the_store_is_copied(office, file, open_window, qtbot):
    work = open_window(office, "todo")
    work.books.take(file)
    dialog, before = wait(qtbot, work), office.store.audit_head()
    dialog.act.click()
    assert "正在写入" in dialog.told.text()
    assert not dialog.act.isEnabled()
    dialog.cancel.click()
    qtbot.waitUntil(lambda: work.handed.dialog is None)
    assert not work.handed.writing.busy
    assert office.store.audit_head() == before, "all of it or nothing"
    work.books.take(file)
    wait(qtbot, work)
    confirm(qtbot, work)
    assert office.catalogue.allotment.number == 1


def test_a_file_for_another_office_says_so_and_cannot_be_taken(
    office, city, file, open_window, qtbot, tmp_path
):
    other = allotting.task(city, tmp_path / "温县.xlsx", unit="410825")[0]
    work = open_window(office, "todo")
    work.books.take(other)
    dialog = wait(qtbot, work)
    assert ("是给温县的" in dialog.told.text(), dialog.act.isEnabled()) == (True, False)
    assert dialog.key is None


def test_under_a_key_that_nobody_confirmed_it_is_looked_at_confirmed_and_taken(
    office, city, open_window, qtbot, tmp_path
):
    theirs = enrolling.enrol(city, tmp_path / "单位登记.xlsx")
    hand_down(city, projects=[PROJECT])
    signed = allotting.task(city, tmp_path / "下发.xlsx", unit="410823")[0]
    work = open_window(office, "todo")
    work.books.take(signed)
    dialog = wait(qtbot, work)
    assert (len(dialog.model.items), dialog.act.isEnabled(), dialog.key.field.hasFocus()) == (1, False, True)
    dialog.key.field.setText("1")
    qtbot.keyClick(dialog.key.field, Qt.Key.Key_Return)
    assert "密钥码对不上" in dialog.key.wrong.text()
    dialog.key.field.setText(theirs.code)
    qtbot.keyClick(dialog.key.field, Qt.Key.Key_Return)
    again = wait(qtbot, work)
    assert (again is dialog, again.key, again.act.isEnabled()) == (False, None, True)
    confirm(qtbot, work)
    assert office.catalogue.allotment.number == 1


def test_what_is_typed_is_checked_kept_and_handed_down(city, open_window, qtbot):
    work = open_window(city, "allot")
    page = work.places.page
    model = page.models["projects"]
    assert not page.make.isEnabled()
    model.setData(model.place(0, "planned"), "很多")
    assert "第1行 计划总投资" in page.told.text()
    assert not page.make.isEnabled()
    assert "不是数" in str(model.data(model.place(0, "planned"), Qt.ItemDataRole.ToolTipRole))
    again = open_window(city, "allot").places.page
    assert again.models["projects"].lines[0].texts["planned"] == "很多", "a wrong text is kept over a restart"
    model.setData(model.place(0, "planned"), "1200.5")
    assert "没有填“所属单位”" in page.told.text()
    model.setData(model.place(0, "unit"), "武陟县")
    assert (page.told.text()[:6], page.make.isEnabled()) == ("改动 1 处", True)
    assert "已列 24 个项目，规划共 60 个；已下达计划总投资 1,200.50 万元" in page.hint.text()
    assert city.catalogue.allotment.number == 0
    page.make.click()
    wait(qtbot, work)
    confirm(qtbot, work)
    assert city.catalogue.allotment.of("projects") == ({**PROJECT, "unit": "410823", "planned": "1200.50"},)
    assert (page.told.text(), page.task.isEnabled()) == ("与现行内容一致。", True)
    assert model.lines[0].texts["planned"] == "1,200.50"


def test_a_task_has_another_line_for_another_office_and_a_new_one_its_code(city, open_window, qtbot):
    work = open_window(city, "allot")
    page = work.places.page
    page.chips["tasks"].click()
    model = page.models["tasks"]
    row = next(n for n, one in enumerate(model.lines) if one.texts["code"] == "M003")
    model.setData(model.place(row, "unit"), "武陟县")
    page.table.setCurrentIndex(model.place(row, "unit"))
    page.add.click()
    model.setData(model.place(row + 1, "unit"), "温县")
    model.setData(model.place(row + 1, "due"), "2019-06")
    last = model.rowCount() - 1
    model.setData(model.place(last, "name"), "新的任务")
    model.setData(model.place(last, "unit"), "各县（市）区")
    assert model.rowCount() == last + 2
    assert not model.setData(model.place(row, "code"), "M999"), "codes are the program's"
    page.make.click()
    dialog = wait(qtbot, work)
    assert [one.what[-4:] for one in dialog.model.items if "M178" in one.what] == ["孟州市）"], "one line"
    confirm(qtbot, work)
    told = {(r["code"], r["unit"]): r.get("due") for r in city.catalogue.allotment.of("tasks")}
    assert (told["M003", "410823"], told["M003", "410825"], len(told)) == (None, "2019-06", 13)
    assert ("M178", "410802") in told


def test_giving_up_brings_back_what_is_in_force(city, open_window):
    hand_down(city, projects=[PROJECT])
    page = open_window(city, "allot").places.page
    model = page.models["projects"]
    model.setData(model.place(0, "planned"), "9")
    page.give_up.click()
    assert (model.lines[0].texts["planned"], page.told.text()) == ("1,200.50", "与现行内容一致。")


def test_the_workbook_goes_out_and_comes_in(city, open_window, qtbot, monkeypatch, tmp_path):
    work = open_window(city, "allot")
    page, path = work.places.page, tmp_path / "底表.xlsx"
    monkeypatch.setattr(ChooseFile, "to_save", lambda *_: path)
    page.template.click()
    qtbot.waitUntil(lambda: path.exists() and not work.jobs.busy, timeout=20_000)
    made = Book(path)
    made.put("项目", made.row("项目", "P001"), unit="武涉县")
    wrong = made.save("错.xlsx")
    made.put("项目", made.row("项目", "P001"), unit="武陟县")
    right = made.save()
    for filled, can in ((wrong, False), (right, True)):
        monkeypatch.setattr(ChooseFile, "to_open", lambda *_, chosen=filled: chosen)
        page.read.click()
        dialog = wait(qtbot, work)
        assert dialog.act.isEnabled() == can
        if not can:
            assert "项目!E5" in dialog.model.items[0].what
        confirm(qtbot, work) if can else dialog.cancel.click()
        qtbot.waitUntil(lambda: work.handed.dialog is None)
    assert city.catalogue.allotment.number == 1
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "下发"))
    page.task.click()
    qtbot.waitUntil(lambda: not work.jobs.busy, timeout=20_000)
    assert len(list((tmp_path / "下发").iterdir())) == 11


def test_a_new_project_counts_among_the_named_before_it_has_a_code(city, open_window):
    work = open_window(city, "allot")
    page = work.places.page
    model = page.models["projects"]
    before = page.hint.text()
    last = model.rowCount() - 1
    for field, text in (("name", "南水北调沿线绿化"), ("category", "生态环境保护项目"), ("unit", "武陟县")):
        model.setData(model.place(last, field), text)
    assert "已列 24 个项目" in before
    assert "已列 25 个项目" in page.hint.text()


def test_enter_on_what_the_plan_says_opens_nothing(city, open_window, qtbot):
    work = open_window(city, "allot")
    table = work.places.page.tables["projects"]
    table.go_to(table.model().place(0, "code"))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert table.state() != table.State.EditingState


def test_indicators_are_known_by_name_and_a_mistyped_one_can_be_mended(city, open_window):
    page = open_window(city, "allot").places.page
    model = page.models["targets"]
    assert "细颗粒物（PM2.5）年均浓度" in [line.texts["code"] for line in model.lines]
    last = model.rowCount() - 1
    typed = {"code": "PM2.5", "unit": "温县", "year": "2019", "op": "不高于", "value": "60", "document": "文"}
    for field, text in typed.items():
        assert model.setData(model.place(last, field), text)
    assert "没有“PM2.5”" in model.place(last, "code").data(Qt.ItemDataRole.ToolTipRole)
    assert model.setData(model.place(last, "code"), "细颗粒物（PM2.5）年均浓度")
    (said,) = page._plan.records["targets"]
    assert (said["code"], said["unit"], said["value"]) == ("pm25_annual_mean", "410825", "60")
