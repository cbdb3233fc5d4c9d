"""What the gallery shows of lists: found, sorted, and the names used before offered while one types."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from jzdesk.desk import entering, safekeeping
from jzdesk.models.period import Period
from tests import gallery
from tests.gallery import Studio

COUNTY, QUARTER = "410823", "2018Q3"
KILN, PLANT = "reductions/+projects.a", "reductions/+projects.b"
ROWS = [
    f"{KILN}/name", "砖瓦窑关停", f"{KILN}/location", "大封镇某窑厂", f"{KILN}/plan_month", "2018-12",
    f"{PLANT}/name", "热电厂超低排放改造", f"{PLANT}/plan_month", "2018-03",
    "cards/+enterprises/name", "某造纸厂（练习）", "cards/+enterprises/credit", "91410823MA3X00002W",
]  # fmt: skip


def found_and_sorted(studio: Studio) -> None:
    """Show a list searched, with nothing found, sorted, and names offered in a cell and in a new row."""
    office = safekeeping.init(studio.home / "lists.jzdesk", unit=COUNTY, office=None, practice=True)
    gallery.fill(office)
    entering.set_values(office, Period.parse(QUARTER), ROWS)
    shell = studio.work(office, QUARTER, "reductions", "reductions/X410823-002/status")
    page = shell.work.places.widget_of("reductions")
    page.lists.find()
    QTest.keyClicks(page.lists.bar.line, "wrzz")
    studio.take("lists-none", shell)
    page.lists.bar.line.selectAll()
    QTest.keyClicks(page.lists.bar.line, "zwy")
    studio.take("lists-found", shell)
    QTest.keyClick(page.lists.bar.line, Qt.Key.Key_Escape)
    page.lists.sort_here()
    page.cursor_.grid.stubs.head.head_clicked.emit(0)
    studio.take("lists-sorted", shell)
    page.go_to(next(key for key in page.cursor_.grid.model.scene.states if key.column == "location"))
    page.cursor_.grid.cells.setFocus()
    QTest.keyClicks(page.cursor_.grid.cells, "m")
    QTest.keyClicks(QApplication.focusWidget(), "z")
    studio.take("lists-names", shell)
    page.flush()
    shell.work.open_at("cards")
    page = shell.work.places.widget_of("cards")
    page.tables.begin_row()
    QTest.keyClicks(QApplication.focusWidget(), "mz")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    studio.take("lists-new-row", shell)
    shell.close()
    office.close()


SCENES = (found_and_sorted,)
