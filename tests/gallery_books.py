"""What the gallery shows of 表格文件: the menu, an entry workbook looked at, other people's tables."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from jzdesk.desk import safekeeping, workbooks
from jzdesk.models.period import Period
from tests import gallery
from tests.desk import handmade
from tests.gallery import Studio

QUARTER = "2018Q3"
WAIT_MS = 20


def wait_for_dialog(studio: Studio, books):
    """Wait until a workbook was read, and return what is shown then."""
    for _ in range(1000):
        studio.settle()
        if books.dialog is not None:
            return books.dialog
        QTest.qWait(WAIT_MS)
    raise TimeoutError


def shown(studio: Studio, shell, name: str, path: Path):
    """Take a picture of what is shown before a workbook is written."""
    shell.work.books.take(path)
    dialog = wait_for_dialog(studio, shell.work.books)
    dialog.move(shell.pos() + QPoint((shell.width() - dialog.width()) // 2, 24))
    studio.take(name, shell, dialog)
    return dialog


def slipped(office, path: Path) -> Path:
    """Return an entry workbook with good and bad figures in it."""
    workbooks.write_form(office, Period.parse(QUARTER), None, blank=False, out=path)
    book = openpyxl.load_workbook(path)
    sheet = book["主要污染物排放情况"]
    for at, value in {"F9": 142.346, "F10": "大约十吨", "F12": 5.5, "E9": 31, "H9": 9999}.items():
        sheet[at] = value
    book["重点工程投资完成情况"]["B13"] = "县城北湿地公园"
    book.save(path)
    return path


def handmade_table(folder: Path, name: str) -> Path:
    path = folder / f"{name}.xlsx"
    path.write_bytes(handmade.SHAPES[name]())
    return path


def books(studio: Studio) -> None:
    """Show the menu, the preview of an entry workbook, and the mapping of other tables."""
    folder = studio.home / "books"
    folder.mkdir(exist_ok=True)
    office = safekeeping.init(studio.home / "books.jzdesk", unit="410823", office=None, practice=True)
    gallery.fill(office)
    shell = studio.work(office, QUARTER, "emissions")
    page = shell.work.places.widget_of("emissions")
    page.head.books.click()
    menu = shell.work.findChild(QMenu, "booksMenu")
    menu.move(page.head.books.mapToGlobal(page.head.books.rect().bottomRight()) - QPoint(menu.width(), 0))
    studio.take("books-menu", shell, menu)
    menu.close()
    shown(studio, shell, "books-entry-refused", slipped(office, folder / "填好的填报表.xlsx")).reject()
    dialog = shown(studio, shell, "books-table-refused", handmade_table(folder, "side_by_side"))
    dialog.reject()
    dialog = shown(studio, shell, "books-table-recognised", handmade_table(folder, "merged_heads"))
    dialog.write.click()
    shell.work.undo()
    studio.settle()
    shown(studio, shell, "books-table-remembered", handmade_table(folder, "merged_heads")).reject()
    dialog = shown(studio, shell, "books-table-projects", handmade_table(folder, "projects"))
    dialog.grid.go_to(4)
    dialog.add.click()
    studio.take("books-table-new-rows", shell, dialog)
    dialog.reject()
    path = folder / "通讯录.xlsx"
    path.write_bytes(handmade.book({"通讯录": [["姓名", "电话"], ["张三", "0391-7290000"], ["李四", ""]]}))
    shown(studio, shell, "books-table-unknown", path).reject()
    shown(studio, shell, "books-table-years", handmade_table(folder, "years")).reject()
    shell.close()
    office.close()
