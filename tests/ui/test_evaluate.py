"""中期评估 and 终期考核 from 规划目录: chosen, looked at, kept, scored and refused."""

from __future__ import annotations

import openpyxl
import pytest
from PySide6.QtCore import Qt

from jzdesk.desk import scoring
from jzdesk.ui.dialogs.choose_file import ChooseFile
from tests.reports.papers import squeezed
from tests.ui.test_day import find, press
from tests.ui.test_totals import full, full_folder

__all__ = ["full", "full_folder"]
LONG = 60_000


@pytest.fixture
def dialog(full, open_window, qtbot):
    page = open_window(full, "plan").places.page
    click(qtbot, page.evaluation.act)
    made = page.evaluation.dialog
    yield made
    made.reject()


def click(qtbot, widget) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def choosing(monkeypatch, way: str, path) -> list[str]:
    asked: list[str] = []

    def answer(_class, _parent, _title, proposed, _kinds):
        asked.append(proposed.name if proposed is not None else "")
        return path

    monkeypatch.setattr(ChooseFile, way, classmethod(answer))
    return asked


def test_a_draft_goes_to_the_newest_quarter_and_is_shown_as_a_paper(dialog, qtbot):
    assert dialog.chips["midterm"].isChecked()
    assert (dialog.dates.count(), dialog.dates.currentText()) == (5, "2018年")
    dialog.draft.click()
    assert dialog.dates.currentText() == "2018年第三季度"
    assert "与截至2018年的正式评估并列" in dialog.about.text()
    far: list[str] = []
    dialog.errand.told.connect(lambda _told: far.append(dialog.told.text()))
    with qtbot.waitSignal(dialog.made, timeout=LONG):
        click(qtbot, dialog.look)
        assert "取消" in dialog.look.text()
        assert not dialog.dates.isEnabled()
    assert "正在汇集各县（市）区的文件，请稍候…（1/12）" in far
    assert dialog.dates.isEnabled()
    shown = dialog.dialog.shown
    assert shown.name.name == "焦作市_中期评估（预评估）_截至2018年第三季度.pdf"
    text = squeezed(shown.data)
    assert "预评估（截至2018年第三季度）" in text
    assert "2/11个县（市）区的文件已验收" in text
    assert "草稿" in text
    assert dialog.look.text() == "预览、打印…"
    dialog.dialog.reject()


def test_the_final_one_is_kept_for_word_and_as_a_workbook(dialog, qtbot, tmp_path, monkeypatch):
    click(qtbot, dialog.chips["final"])
    assert (dialog.dates.count(), dialog.dates.currentText()) == (13, "2020年")
    for part, ending in ((dialog.word, ".docx"), (dialog.excel, ".xlsx")):
        asked = choosing(monkeypatch, "to_save", tmp_path / "考核")
        with qtbot.waitSignal(dialog.made, timeout=LONG) as made:
            click(qtbot, part)
        assert asked == [f"焦作市_终期考核_截至2020年{ending}"]
        assert made.args == [tmp_path / f"考核{ending}"]
        assert "已存为" in dialog.told.text()
    sheets = openpyxl.load_workbook(tmp_path / "考核.xlsx").sheetnames
    assert "触发事实（内部）" in sheets
    assert "评分" not in sheets


def test_points_are_loaded_shown_and_taken_back(dialog, full, qtbot, tmp_path, monkeypatch):
    choosing(monkeypatch, "to_save", tmp_path / "空表")
    click(qtbot, dialog.blank)
    table = tmp_path / "空表.xlsx"
    choosing(monkeypatch, "to_open", table)
    click(qtbot, dialog.load)
    assert dialog.load.text() == "正在读，点此取消"
    qtbot.waitUntil(lambda: not dialog.errand.busy, timeout=LONG)
    assert "不是评分办法" in dialog.told.text()
    assert dialog.told.property("look") == "must"
    made = openpyxl.load_workbook(table)
    for row in made.worksheets[0].iter_rows():
        if row[2].value == "M023":
            row[3].value = 10
    for row in made.worksheets[1].iter_rows():
        if row[0].value in {"已达", "达到时间进度", "未到期", "滞后"}:
            row[1].value = 50
    made.save(table)
    click(qtbot, dialog.load)
    qtbot.waitUntil(lambda: not dialog.errand.busy, timeout=LONG)
    assert "按评分办法“空表.xlsx”（1 项）计分" in dialog.scheme.text()
    assert scoring.kept(full, "midterm") is not None
    click(qtbot, dialog.drop)
    assert "不出现分数" in dialog.scheme.text()
    assert not dialog.drop.isVisible()


def test_pressed_again_it_is_stopped(dialog, qtbot):
    click(qtbot, dialog.look)
    with qtbot.waitSignal(dialog.errand.stopped, timeout=LONG):
        click(qtbot, dialog.look)
    assert dialog.look.text() == "预览、打印…"
    assert dialog.told.text() == ""
    assert dialog.dialog is None


def test_a_county_has_no_evaluation(office, open_window):
    page = open_window(office, "plan").places.page
    assert not page.evaluation.isVisible()


@pytest.mark.parametrize(("typed", "kind"), [("终期考核", "final"), ("zqpg", "midterm")])
def test_it_is_found_by_searching(full, open_window, typed: str, kind: str):
    work = open_window(full)
    press(find(work, typed), Qt.Key.Key_Return)
    dialog = work.places.page.evaluation.dialog
    assert dialog.isVisible()
    assert dialog.chips[kind].isChecked()
    dialog.reject()
