"""In a window too narrow for a wide table its first column stays, and the cursor is never behind it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.test_scale import settled


def test_the_first_column_stays_while_the_others_go_by(open_window, city):
    work = open_window(city, "allot")
    work.window().resize(683, 348)
    settled()
    page = work.places.page
    table, first = page.table, page.table.first
    assert not first.isVisible(), "it is where it belongs"
    table.setFocus()
    table.setCurrentIndex(table.model().index(3, 0))
    for _ in range(table.model().columnCount() - 1):
        QTest.keyClick(table, Qt.Key.Key_Right)
    settled()
    assert table.horizontalScrollBar().value() > 0
    assert first.isVisible()
    assert first.columnWidth(0) == table.columnWidth(0)
    assert first.model() is table.model()
    for _ in range(table.model().columnCount() - 2):
        QTest.keyClick(table, Qt.Key.Key_Left)
        here = table.currentIndex()
        assert table.columnViewportPosition(here.column()) >= first.covers, here.column()
    QTest.keyClick(table, Qt.Key.Key_Left)
    assert table.currentIndex().column() == 0
    assert not first.isVisible()
    table.horizontalScrollBar().setValue(table.horizontalScrollBar().maximum())
    table.verticalScrollBar().setValue(table.verticalScrollBar().maximum())
    settled()
    for line in (table.model().rowCount() - 1, table.model().rowCount() - 2):
        assert first.rowViewportPosition(line) == table.rowViewportPosition(line)
    page.search.setText("污水")
    settled()
    hidden = [line for line in range(table.model().rowCount()) if table.isRowHidden(line)]
    assert hidden
    assert all(first.isRowHidden(line) for line in hidden)
