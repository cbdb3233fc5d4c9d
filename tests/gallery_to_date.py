"""What the gallery shows of filling quarters by their 1—本季累计."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from jzdesk.desk import entering, safekeeping
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.ui.pages.cell_menu import CellMenu
from tests import gallery
from tests.gallery import Studio

QUARTER, ROW = Period.parse("2018Q3"), "emissions/sewage.nh3n"
BLOCK = "指标名称\t1-9月（吨）\n化学需氧量\t1020.50\n氨氮\t12\n总氮\t约130\n总磷\t6.5\n二氧化硫\t410\n"


def to_date(studio: Studio) -> None:
    """Show a 累计 chosen, typed, fallen and found; its menu; and a column of them pasted."""
    office = safekeeping.init(studio.home / "to_date.jzdesk", unit="410823", office=None, practice=True)
    gallery.fill(office)
    shell = studio.work(office, str(QUARTER), "emissions", f"{ROW}/emitted")
    page = shell.work.places.widget_of("emissions")
    page.acts.open_menu(shell.mapToGlobal(QPoint(560, 330)))
    menu = page.findChild(CellMenu)
    studio.take("to-date-menu", shell, menu)
    menu.close()
    page.go_to(Key.parse(f"{ROW}/ytd"))
    studio.take("to-date-chosen", shell)
    page.acts.fill_to_date()
    editor = page.cursor_.grid.cells.pen.opened.editor
    QTest.keyClicks(editor, "702.50")
    studio.take("to-date-typing", shell)
    editor.selectAll()
    QTest.keyClicks(editor, "300")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    studio.take("to-date-fallen", shell)
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    QGuiApplication.clipboard().setText(BLOCK)
    page.pasting.paste()
    dialog = page.pasting.dialog
    dialog.move(shell.pos() + QPoint(250, 100))
    studio.take("to-date-paste", shell, dialog)
    dialog.reject()
    entering.set_values(office, QUARTER, [f"{ROW}/adjustment", "-200"], note="二季度多报，核减。")
    shell.work.session.refresh()
    page.go_to(Key.parse(f"{ROW}/emitted"))
    studio.take("to-date-found", shell)
    shell.close()
    office.close()


SCENES = (to_date,)
