"""How a page is made when it is first gone to: told by what is done, not by how long it takes."""

from __future__ import annotations

import pytest
from PySide6 import QtWidgets
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from jzdesk.ui.place_list import ALLOT, HAND_IN, HISTORY, SAFETY
from jzdesk.ui.reading_on import ReadingOn
from jzdesk.ui.tables.heights import LineHeights
from jzdesk.ui.tables.model import GridModel

AGAIN = 50
"""So many parts of a page may be dressed a second time: Qt dresses bars and heads as it makes a list."""


class Dressing(QObject):
    """Counts the parts that the style sheet dresses once more, as those are that are moved."""

    def __init__(self) -> None:
        super().__init__()
        self.again = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.StyleChange and isinstance(watched, QWidget):
            self.again += watched.testAttribute(Qt.WidgetAttribute.WA_WState_Polished)
        return False


@pytest.mark.parametrize("name", ["quality", "narrative", HAND_IN, SAFETY])
def test_a_page_is_dressed_in_its_place_and_once(office, open_window, qapp: QApplication, name: str):
    work, dressing = open_window(office, "todo"), Dressing()
    qapp.installEventFilter(dressing)
    work.places.go(name)
    qapp.removeEventFilter(dressing)
    assert len(work.places.page.findChildren(QWidget)) > 2 * AGAIN
    assert dressing.again <= AGAIN


def test_a_page_that_cannot_be_made_leaves_nothing_behind(office, open_window, monkeypatch):
    work = open_window(office, "todo")
    count = work.places.count()

    def fail(_name: str, _within: QWidget) -> QWidget:
        raise ValueError("broken")

    with monkeypatch.context() as broken:
        broken.setattr(work.places._maker, "make", fail)
        with pytest.raises(ValueError, match="broken"):
            work.places.go(HISTORY)
    assert work.places.count() == count
    work.places.go(HISTORY)
    assert work.places.name == HISTORY


def test_the_heads_of_a_table_are_asked_for_no_width(office, open_window, monkeypatch):
    asked: list[int] = []
    said = GridModel.headerData
    monkeypatch.setattr(
        GridModel, "headerData", lambda model, *words: [asked.append(1), said(model, *words)][1]
    )
    work = open_window(office, "quality")
    shown = sum(grid.model.columnCount() for grid in work.places.page.cursor_.grids)
    assert len(asked) <= 4 * shown


def test_the_lines_of_a_table_are_measured_for_few_widths(office, open_window, monkeypatch):
    renewed: list[object] = []
    renew = LineHeights.renew
    monkeypatch.setattr(
        LineHeights, "renew",
        lambda lines, *words, **more: [renewed.append(lines), renew(lines, *words, **more)][1],
    )  # fmt: skip
    work = open_window(office, "todo")
    work.places.go("quality")
    assert {renewed.count(grid.rows) for grid in work.places.page.cursor_.grids} <= {1, 2, 3}


def test_only_lines_in_sight_of_a_trail_are_put_into_words(office, open_window):
    work = open_window(office, "todo")
    work.places.go(HISTORY)
    log = work.places.page.log
    assert len(log._lines) > 100
    assert len(log._lines._told._made) <= 100  # those that are seen and some more
    assert log.who.count() == 2  # everybody, and the one who acted
    log.text.setText("2,466")
    assert all("2,466" in f"{line.old} {line.new} {line.place}" for line in log.model.items)


def test_tables_of_what_is_handed_down_are_made_when_they_are_seen(city, open_window):
    page = open_window(city, ALLOT).places.page
    assert list(page.tables) == ["projects"]
    page.chips["due"].click()
    assert page.stack.currentWidget() is page.tables["due"]


def test_all_kinds_of_widgets_are_known_before_another_page_asks_for_one(qapp: QApplication):
    reading = ReadingOn(qapp)
    reading.begin()
    while reading._timer.isActive():
        reading._read()
    assert not set(dir(QtWidgets)) - set(vars(QtWidgets))
