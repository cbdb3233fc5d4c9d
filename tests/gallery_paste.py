"""What the gallery shows of pasting and copying blocks."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from jzdesk.desk import safekeeping
from tests import gallery
from tests.gallery import Studio

COUNTY, QUARTER = "410823", "2018Q3"
BLOCK = (
    "主要污染物排放情况\n指标名称\t计量单位\t企业数\t本季（万吨）\t1—本季累计\n"
    "化学需氧量\t吨\t28\t0.0691234\t2150.00\n氨氮\t吨\t28\t约60\t\n总氮\t吨\t28\t0.02\t\n"
    "总磷\t吨\t28\t—\t\n二氧化硫\t吨\t34\t0.0315\t\n三氧化硫\t吨\t1\t0.01\t\n合计\t\t\t0.9\t\n"
)


def paste(studio: Studio) -> None:
    """Show the preview of a block with a unit in its head, refused cells and a 合计; then a chosen block."""
    office = safekeeping.init(studio.home / "paste.jzdesk", unit=COUNTY, office=None, practice=True)
    gallery.fill(office)
    shell = studio.work(office, QUARTER, "emissions", "emissions/cod.industry/emitted")
    page = shell.work.places.widget_of("emissions")
    QGuiApplication.clipboard().setText(BLOCK)
    page.pasting.paste()
    dialog = page.pasting.dialog
    dialog.move(shell.pos() + QPoint(250, 100))
    studio.take("paste-preview", shell, dialog)
    dialog.chips["refused"].click()
    studio.take("paste-refused", shell, dialog)
    dialog.reject()
    cells = page.cursor_.grid.cells
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right):
        QTest.keyClick(cells, key, Qt.KeyboardModifier.ShiftModifier)
    studio.take("paste-chosen", shell)
    shell.close()
    office.close()


SCENES = (paste,)
