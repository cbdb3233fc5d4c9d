"""帮助: from a cell, while typing, from a finding, searched by initials, all titles, as a book."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from tests.gallery import Studio
from tests.gallery_handin import drawn, quiet

QUARTER, CELL = "2018Q3", "emissions/cod.industry/emitted"


def helped(studio: Studio) -> None:
    """Show the help wherever one asks for it."""
    from tests import gallery_scenes

    office = gallery_scenes.county(studio, "help", slips=True)
    shell = studio.work(office, QUARTER, "emissions", CELL)
    work = shell.work
    page = work.places.widget_of("emissions")
    press(work, Qt.Key.Key_F1)
    studio.take("help-cell", shell)
    QTest.keyClicks(work.focusWidget(), "kbyy")
    studio.take("help-search", shell)
    press(work, Qt.Key.Key_Escape)
    press(work, Qt.Key.Key_Escape)
    QTest.keyClick(page.cursor_.grid.cells, "1")
    editor = page.cursor_.grid.cells.findChild(QLineEdit, "cellEditor")
    QTest.keyClicks(editor, "234.567")
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    QTest.keyClick(editor, Qt.Key.Key_F1)
    studio.take("help-refused", shell)
    press(work, Qt.Key.Key_Escape)
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    page.findings.view.setFocus()
    page.findings.view.setCurrentIndex(page.findings.model.index(1, 1))
    press(work, Qt.Key.Key_F1)
    studio.take("help-finding", shell)
    work.helper.pane.show_contents()
    studio.take("help-contents", shell)
    work.helper.pane.manual_requested.emit()
    paper = work.helper.paper
    quiet(studio, paper)
    drawn(studio, paper.dialog)
    studio.over(shell, paper.dialog)
    studio.take("help-manual", shell, paper.dialog)
    paper.dialog.reject()
    shell.close()
    office.close()


def press(work, key: Qt.Key) -> None:
    """Press a key where the focus is."""
    QTest.keyClick(work.focusWidget(), key)


SCENES = (helped,)
