"""What the gallery shows beside the cursor: line, target, formula, origin, history, and what is typed."""

from __future__ import annotations

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from jzdesk.desk import entering, origins, safekeeping
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from tests import gallery
from tests.gallery import Studio

QUARTER = Period.parse("2018Q3")
COD = Key.parse("emissions/cod.industry/emitted")


def county(studio: Studio, name: str):
    """Return a practice county's office with the sample's figures."""
    office = safekeeping.init(studio.home / f"{name}.jzdesk", unit="410823", office=None, practice=True)
    gallery.fill(office)
    return office


def panel(studio: Studio) -> None:
    """Show the panel of an air value, of sums, of a task and a project, and what opens from it."""
    office = county(studio, "panel")
    origins.write_origin(office, QUARTER, COD, "县工业和信息化局", "WZ-SH-2018-031")
    entering.set_values(office, QUARTER, [str(COD), "318.45"], reason="在线监测数据复核后更正")
    entering.set_values(office, QUARTER, [str(COD), "312.45"], reason="按县工信局复函改回")
    shell = studio.work(office, "2018Q3", "quality", "quality/pm25/mean")
    studio.take("panel-air", shell)
    shell.work.open_at("emissions", Key.parse("emissions/cod.industry/ytd"))
    studio.take("panel-formula", shell)
    shell.work.open_at("emissions", COD)
    page = shell.work.places.widget_of("emissions")
    studio.settle()
    bar = page.side.area.verticalScrollBar()
    bar.setValue(bar.maximum())
    studio.take("panel-origin", shell)
    page.beside.open_history()
    dialog = page.beside.dialog
    studio.take("panel-history", shell, dialog)
    dialog.accept()
    studio.settle()
    page.go_to(Key.parse("emissions/sewage.tp/emitted"))
    QTest.keyClick(page.cursor_.grid.cells, "6")
    QTest.keyClicks(page.cursor_.grid.cells.findChild(QLineEdit, "cellEditor"), "0251+47.5")
    studio.take("panel-typing", shell)
    shell.work.open_at("milestones", Key.parse("milestones/M053/status"))
    studio.take("panel-task", shell)
    shell.work.open_at("investment")
    studio.take("panel-project", shell)
    shell.close()
    office.close()


def low(studio: Studio) -> None:
    """Show a line that breaks, and how large a figure is that is typed where the grid ends."""
    office = county(studio, "panel-low")
    entering.set_values(office, QUARTER, ["quality/pm25/basis", "实况"])
    shell = studio.work(office, "2018Q3", "quality", "quality/pm25/mean")
    studio.take("panel-break", shell)
    shell.work.open_at("emissions")
    shell.resize(studio.size[0], 560)
    page = shell.work.places.widget_of("emissions")
    page.go_to(Key.parse("emissions/sewage.tp/emitted"))
    studio.settle()
    QTest.keyClick(page.cursor_.grid.cells, "6")
    QTest.keyClicks(page.cursor_.grid.cells.findChild(QLineEdit, "cellEditor"), "0251")
    studio.take("panel-typing-low", shell)
    shell.close()
    office.close()


SCENES = (panel, low)
