"""表格文件 in the window: the menu, files chosen and dropped, the previews, and what is written then."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from pypdfium2 import PdfDocument
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QDialog, QMenu, QWidget

from jzdesk.desk import workbooks
from jzdesk.models.entry import Key
from jzdesk.ui.dialogs.choose_file import ChooseFile
from jzdesk.ui.dialogs.fill_dialog import FillDialog
from jzdesk.ui.dialogs.mapping_dialog import MappingDialog
from tests import uploads
from tests.desk import handmade
from tests.ui.conftest import QUARTER

COD = Key.parse("emissions/cod.industry/emitted")
NH3N = Key.parse("emissions/nh3n.industry/emitted")
SHEET = "主要污染物排放情况"


def press(work, name: str) -> None:
    """Choose an entry of the menu 表格文件."""
    head = work.places.page.head
    QTest.mouseClick(head.books, Qt.MouseButton.LeftButton)
    menu = work.findChild(QMenu, "booksMenu")
    action = next(a for a in menu.actions() if a.objectName() == f"books_{name}")
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())


def take(qtbot, work, path: Path):
    """Take a workbook in and return what is shown before it is written."""
    work.books.take(path)
    qtbot.waitUntil(lambda: work.books.dialog is not None, timeout=20000)
    assert shown_dialogs() == [work.books.dialog.objectName()], "what was being read is closed"
    return work.books.dialog


def shown_dialogs() -> list[str]:
    return [
        w.objectName() for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()
    ]


def told(qtbot, work, path: Path) -> str:
    """Take in a file that is refused, and return the sentence."""
    with qtbot.waitSignal(work.messages.said, timeout=20000) as blocker:
        work.books.take(path)
    qtbot.waitUntil(lambda: work.books.reading is None)
    assert shown_dialogs() == []
    assert work.books.dialog is None
    return blocker.args[0].sentence


def entry(office, folder: Path, values) -> Path:
    path = workbooks.write_form(office, QUARTER, None, blank=False, out=folder / "填好.xlsx")
    book = openpyxl.load_workbook(path)
    for at, value in values.items():
        book[SHEET][at] = value
    book.save(path)
    return path


def handmade_table(folder: Path, name: str) -> Path:
    path = folder / f"{name}.xlsx"
    path.write_bytes(handmade.SHAPES[name]())
    return path


def _box(tick: QCheckBox) -> QPoint:
    """Return where the little box of a tick is."""
    return QPoint(8, tick.height() // 2)


def choose(box: QComboBox, code: str) -> None:
    """Choose by keys: from the first entry down to the one wanted."""
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    for _ in range(box.findData(code)):
        QTest.keyClick(box, Qt.Key.Key_Down)


def value(work, key: Key) -> str:
    return str(work.session.look.sheet.cells[key].value) if key in work.session.look.sheet.cells else ""


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        ("export", "污染物排放_填报表.xlsx"),
        ("export_all", "全部表_填报表.xlsx"),
        ("blank", "污染物排放_空白表.pdf"),
    ],
)
def test_the_menu_writes_workbooks_and_blank_forms(
    name: str, ending: str, qtbot, open_window, office, tmp_path, monkeypatch
):
    asked: list[Path] = []

    def to_save(_cls, _parent, _title, proposed: Path, _kinds) -> Path:
        asked.append(proposed)
        return tmp_path / proposed.name

    monkeypatch.setattr(ChooseFile, "to_save", classmethod(to_save))
    work = open_window(office, "emissions")
    with qtbot.waitSignal(work.jobs.finished, timeout=20000):
        press(work, name)
    assert asked[0].name == f"武陟县_2018Q3_{ending}"
    data = (tmp_path / asked[0].name).read_bytes()
    assert data.startswith(b"%PDF" if ending.endswith("pdf") else b"PK")
    assert "已导出" in work.status.told.text()


def test_giving_up_the_choice_of_a_file_does_nothing(open_window, office, monkeypatch):
    monkeypatch.setattr(ChooseFile, "to_open", classmethod(lambda *_: None))
    monkeypatch.setattr(ChooseFile, "to_save", classmethod(lambda *_: None))
    work = open_window(office, "emissions")
    press(work, "import")
    QTest.keyClick(work.places.page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert (work.jobs.busy, work.books.reading) == (False, None)


def test_a_filled_workbook_is_seen_before_it_is_written_and_taken_back_in_one_step(
    qtbot, open_window, office, tmp_path, monkeypatch
):
    path = entry(office, tmp_path, {"F9": 142.346, "E9": 31})
    monkeypatch.setattr(ChooseFile, "to_open", classmethod(lambda *_: path))
    work = open_window(office, "emissions")
    before = value(work, COD)
    QTest.keyClick(work.places.page, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: work.books.dialog is not None, timeout=20000)
    dialog = work.books.dialog
    assert isinstance(dialog, FillDialog)
    assert {(x.place, x.new, x.status) for x in dialog.changes.shown} == {
        (f"{SHEET}!E9", "31", "changed"), (f"{SHEET}!F9", "142.35", "rounded"),
    }  # fmt: skip
    assert value(work, COD) == before
    QTest.mouseClick(dialog.write, Qt.MouseButton.LeftButton)
    assert value(work, COD) == "142.35"
    assert "2 处改动" in work.status.told.text()
    qtbot.waitUntil(lambda: work.books.dialog is None)
    QTest.mouseClick(work.header.undo, Qt.MouseButton.LeftButton)
    assert value(work, COD) == before


def test_refused_cells_are_listed_can_be_copied_and_nothing_is_written(qtbot, open_window, office, tmp_path):
    work = open_window(office, "emissions")
    before = value(work, COD)
    dialog = take(qtbot, work, entry(office, tmp_path, {"F9": 13, "F10": "大约十吨"}))
    assert not dialog.write.isEnabled()
    assert "1 格不能取" in dialog.told.text()
    QTest.mouseClick(dialog.changes.chips["refused"], Qt.MouseButton.LeftButton)
    (line,) = dialog.changes.shown
    assert (line.place, line.name, line.new) == (f"{SHEET}!F10", "氨氮·工业源 · 本季", "大约十吨")
    QTest.mouseClick(dialog.changes.copy_all, Qt.MouseButton.LeftButton)
    assert "大约十吨" in QGuiApplication.clipboard().text()
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert value(work, COD) == before
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: work.books.dialog is None)


def test_a_workbook_dropped_on_any_page_is_read(qtbot, open_window, office, tmp_path):
    work = open_window(office, "todo")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(handmade_table(tmp_path, "turned")))])
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(
        QPointF(600, 400).toPoint(), Qt.DropAction.CopyAction, data, button, keys
    )  # fmt: skip
    QGuiApplication.sendEvent(work, entered)
    assert entered.isAccepted()
    QGuiApplication.sendEvent(
        work, QDropEvent(QPointF(600, 400), Qt.DropAction.CopyAction, data, button, keys)
    )
    qtbot.waitUntil(lambda: isinstance(work.books.dialog, MappingDialog), timeout=20000)


def test_other_files_are_called_by_what_they_are(qtbot, open_window, office, catalogue, tmp_path):
    work = open_window(office, "emissions")
    upload = uploads.written(tmp_path, uploads.content_of(tmp_path, "410825", "1"), catalogue)
    assert "是上报文件，不是填报表" in told(qtbot, work, upload)
    text = tmp_path / "说明.xlsx"
    text.write_text("不是表格", "utf-8")
    assert "不是 Excel 工作簿" in told(qtbot, work, text)
    assert "没有" in told(qtbot, work, tmp_path / "不在.xlsx")


def test_reading_can_be_stopped(qtbot, open_window, office, tmp_path):
    work = open_window(office, "emissions")
    with qtbot.waitSignal(work.messages.said, timeout=20000) as blocker:
        work.books.take(handmade_table(tmp_path, "turned"))
        QTest.mouseClick(work.books.reading.halt, Qt.MouseButton.LeftButton)
    assert "停止" in blocker.args[0].sentence
    assert work.books.dialog is None


def test_a_table_by_hand_is_recognised_changed_by_keys_and_remembered(qtbot, open_window, office, tmp_path):
    work = open_window(office, "emissions")
    path = handmade_table(tmp_path, "merged_heads")
    dialog = take(qtbot, work, path)
    assert isinstance(dialog, MappingDialog)
    assert dialog.grid.boxes.box("target", 3).currentText() == "本季"
    shown = dialog.grid.boxes.findChild(QWidget, "clip")
    assert shown.width() == dialog.grid.view.viewport().width(), "no box over a column in sight is cut off"
    assert dialog.top.unit.currentText() == "万吨"
    assert dialog.grid.model.told(5) == "化学需氧量·工业源"
    warn = QAbstractItemModelTester.FailureReportingMode.Warning
    tester = QAbstractItemModelTester(dialog.grid.model, warn, dialog)
    assert tester.model() is dialog.grid.model
    choose(dialog.grid.boxes.box("target", 2), "")
    assert {x.name for x in dialog.changes.shown if x.status != "total"} == {
        f"{name}·工业源 · 本季" for name in ("化学需氧量", "氨氮", "烟粉尘")
    }  # fmt: skip
    dialog.grid.go_to(8)
    while dialog.row_bar.box.currentData() != "":
        QTest.keyClick(dialog.row_bar.box, Qt.Key.Key_Up)
    assert dialog.write.text() == "写入 2 处改动"
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert (value(work, COD), value(work, NH3N)) == ("131.25", "12.35")
    again = take(qtbot, work, path)
    assert "照上次" in again.told.text()
    assert again.grid.boxes.box("target", 2).currentData() == ""
    assert not again.write.isEnabled()


def test_refused_figures_of_a_table_may_be_left_out(qtbot, open_window, office, tmp_path):
    work = open_window(office, "emissions")
    dialog = take(qtbot, work, handmade_table(tmp_path, "side_by_side"))
    assert not dialog.write.isEnabled()
    QTest.mouseClick(dialog.omit, Qt.MouseButton.LeftButton, pos=_box(dialog.omit))
    assert dialog.omit.isChecked()
    QTest.mouseClick(dialog.write, Qt.MouseButton.LeftButton)
    assert value(work, COD) == "33.3"


def test_years_before_the_first_report_come_in_by_their_year(qtbot, open_window, office, tmp_path):
    work = open_window(office, "emissions")
    dialog = take(qtbot, work, handmade_table(tmp_path, "years"))
    box = dialog.top.period
    box.setFocus()
    while box.currentText() != "2016年":
        QTest.keyClick(box, Qt.Key.Key_Up)
    QTest.mouseClick(dialog.write, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: str(work.session.period) == "2016")
    assert value(work, Key.parse("emissions/cod.industry/annual")) == "2050.5"


def test_heads_turning_sheets_and_new_rows_can_be_said(qtbot, open_window, office, tmp_path):
    work = open_window(office, "emissions")
    dialog = take(qtbot, work, handmade_table(tmp_path, "side_by_side"))
    dialog.top.first.setFocus()
    QTest.keyClick(dialog.top.first, Qt.Key.Key_Up)
    assert dialog.table.mapping.head == (3, 3)
    QTest.mouseClick(dialog.top.exchange, Qt.MouseButton.LeftButton, pos=_box(dialog.top.exchange))
    assert dialog.table.mapping.turned
    dialog.reject()
    qtbot.waitUntil(lambda: work.books.dialog is None)
    dialog = take(qtbot, work, handmade_table(tmp_path, "projects"))
    rows = dialog.changes.chips["passed"]
    assert rows.text() == "不取 5"
    QTest.mouseClick(dialog.add, Qt.MouseButton.LeftButton, pos=_box(dialog.add))
    assert not rows.isVisible()
    assert dialog.grid.model.told(3) == "新增 县城北湿地公园"


def test_the_form_that_is_seen_is_printed_in_two_clicks_as_it_stands(qtbot, open_window, office):
    work = open_window(office, "emissions")
    press(work, "print")
    made = work.books.form_print
    qtbot.waitUntil(lambda: made.dialog is not None, timeout=20_000)
    assert (made.dialog.shown.title, made.dialog.shown.state) == (f"{SHEET}　2018年第三季度", "草稿")
    pages = list(PdfDocument(made.dialog.shown.data))
    words = [page.get_textpage().get_text_bounded() for page in pages]
    assert len(pages) == 2, "the cover, with every form's 校验码, and the form"
    assert "312.45" in words[1], "what was typed"
    made.dialog.reject()
