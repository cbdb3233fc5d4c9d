"""The keyboard alone: what has the focus is seen in every set of colours, and Tab reaches everything."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from jzdesk.ui import theme
from jzdesk.ui.appearance import SETS
from jzdesk.ui.tables.view import HalfGrid
from jzdesk.ui.widgets.chooser import Chooser
from jzdesk.ui.widgets.foldable import FoldHandle
from jzdesk.ui.widgets.icon_button import IconButton
from jzdesk.ui.widgets.nav import NavButton, Place
from jzdesk.ui.widgets.parts import button
from jzdesk.ui.widgets.tick_box import TickBox
from tests.ui.away import gathered

CHANGED_AT_LEAST = 40
"""Pixels that differ between a control with the focus and the same without."""


@pytest.fixture
def worn(look, qapp):
    """Give a function that wears a set; the usual one is worn again afterwards."""

    def wear(name: str) -> None:
        look.wear(qapp, SETS[name])

    yield wear
    look.wear(qapp, theme.LIGHT)


def kinds(look, holder: QWidget) -> list[QWidget]:
    """Return one control of each kind there is."""
    looks = ("", "primary", "link", "chip", "choice", "period")
    made: list[QWidget] = [button("去处理", f"kind_{name}", look=name) for name in looks]
    tick, box, chooser = TickBox("练习"), QComboBox(), Chooser(look, "chooser", "报表")
    box.addItem("解放区")
    chooser.addItem("解放区")
    made += [tick, box, chooser, QLineEdit("12"), QPlainTextEdit("十二")]
    made += [
        NavButton(look, Place("todo", "本季待办", 3), 1, holder),
        FoldHandle(look, "h", "当前格", "Ctrl+I"),
    ]
    icon = IconButton(look, "i", "look", holder.update)
    icon.show_as("外观", "外观")
    return [*made, icon]


def differs(one: QWidget, before) -> int:
    after = one.grab().toImage()
    return sum(
        after.pixel(x, y) != before.pixel(x, y)
        for x in range(before.width())
        for y in range(min(before.height(), 60))
    )


@pytest.mark.parametrize("name", SETS)
def test_the_focus_is_seen(qtbot, look, worn, name):
    worn(name)
    holder = QWidget()
    qtbot.addWidget(holder)
    parts = kinds(look, holder)
    elsewhere = QLineEdit(holder)
    for place, part in enumerate(parts):
        part.setParent(holder)
        part.setGeometry(10, 10 + 64 * place, 160, 40)
    holder.resize(300, 64 * len(parts))
    with qtbot.waitActive(holder):
        holder.show()
        holder.activateWindow()
    for part in parts:
        elsewhere.setFocus()
        QApplication.processEvents()
        before = part.grab().toImage()
        part.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        assert part.hasFocus()
        assert differs(part, before) >= CHANGED_AT_LEAST, (type(part).__name__, part.objectName())


@pytest.mark.parametrize("name", SETS)
def test_the_cursor_of_grid_and_list_is_seen(open_window, office, worn, name):
    work = open_window(office, "emissions")
    work.appearance.choose(name)
    grid = work.places.page.cursor_.grid.cells
    grid.setFocus()
    QApplication.processEvents()
    with_focus = grid.viewport().grab().toImage()
    work.nav.take_focus()
    QApplication.processEvents()
    assert differs(grid.viewport(), with_focus) >= CHANGED_AT_LEAST


def round_trip(work) -> list[QWidget]:
    """Press Tab from where one is until one is there again; a grid is left as F6 and its last cell do."""
    start = QApplication.focusWidget()
    assert start is not None, work.places.name
    seen = [start]
    for _ in range(200):
        now = seen[-1]
        if isinstance(now, HalfGrid):
            beyond(now)
        else:
            QTest.keyClick(now, Qt.Key.Key_Tab)
        QApplication.processEvents()
        after = QApplication.focusWidget()
        assert after is not None, f"the focus is lost after {now.objectName()}"
        assert after is not now, f"the focus stays in {now.objectName()}"
        seen_now = isinstance(after, HalfGrid) or not after.visibleRegion().isEmpty()
        assert seen_now, f"{after.objectName()} is reached but not seen"
        if after is start:
            return seen
        assert after not in seen, f"the focus never returns from {after.objectName()}"
        seen.append(after)
    raise AssertionError("no way round")


def beyond(grid: HalfGrid) -> None:
    """Go on from a grid as Qt does from any other control: inside it Tab goes from cell to cell."""
    part = grid.nextInFocusChain()
    while not (part.isVisible() and part.isEnabled() and takes_tab(part)):
        part = part.nextInFocusChain()
    part.setFocus(Qt.FocusReason.TabFocusReason)


def takes_tab(part: QWidget) -> bool:
    policy = part.focusPolicy()
    return bool(policy & Qt.FocusPolicy.TabFocus) and part.focusProxy() is None


def expected(work) -> set[QWidget]:
    return {
        part
        for part in work.findChildren(QWidget)
        if part.isVisible() and part.isEnabled() and takes_tab(part)
        and not part.objectName().startswith("qt_") and not isinstance(part.parentWidget(), QComboBox)
    }  # fmt: skip


def test_tab_goes_round_every_page_of_a_county(open_window, office):
    work = open_window(office)
    for size in ((1366, 768), (683, 348)):
        go_round(work, size)


@pytest.mark.slow
def test_tab_goes_round_every_page_of_a_county_in_a_size_between(open_window, office):
    go_round(open_window(office), (960, 540))


def test_tab_goes_round_every_page_of_the_city(open_window, city):
    go_round(open_window(city, "coverage"), (1366, 768))


def go_round(work, size: tuple[int, int]) -> None:
    work.window().resize(*size)
    for place in work.places.list():
        work.open_at(place.name)
        gathered(work)
        QApplication.processEvents()
        work.nav.take_focus()
        seen = round_trip(work)
        missed = [part.objectName() or type(part).__name__ for part in expected(work) - set(seen)]
        assert missed == [], place.name


def test_f6_leaves_the_grid_and_tab_leaves_its_last_cell(open_window, office):
    work = open_window(office, "emissions")
    page = work.places.page
    grid = page.cursor_.grid
    grid.cells.setFocus()
    QTest.keyClick(grid.cells, Qt.Key.Key_F6)
    assert work.nav.isAncestorOf(QApplication.focusWidget())
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
    assert grid.isAncestorOf(QApplication.focusWidget())
    grid.go_first(last=True)
    QTest.keyClick(grid.cells, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is page.side.note
    page.frame.fold_side()
    grid.go_first(last=True)
    QTest.keyClick(grid.cells, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is page.frame.side.handle, "what is folded is no dead end"
