"""On every screen clerks have: nothing is cut, on no page, and what room is short of folds or scrolls."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QWidget,
)

from jzdesk.desk import entering
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.ui.dialogs.crash_window import CrashWindow
from jzdesk.ui.pages.rekey import Rekeying
from jzdesk.ui.pages.start import Start, StartPage
from jzdesk.ui.shell import LEAST
from jzdesk.ui.widgets.elided import Elided
from jzdesk.ui.widgets.fitting import FRAME, within
from tests import uploads
from tests.ui.away import gathered

SIZES = {
    "1366 in letters of 200 %": (683, 348), "1366 in letters of 150 %": (910, 512),
    "1366 in letters of 90 %": (1517, 853), "1080p at 200 %": (960, 540),
    "1366 at 125 %": (1093, 614), "1366": (1366, 768),
    "1080p at 150 %": (1280, 720), "1080p": (1920, 1080),
}  # fmt: skip
SMALLEST = "1080p at 200 %"
HUGE = 700
"""In a window less wide, on letters of 200 %, a form scrolls to the side behind its first columns."""
SLIPS = ("emissions/nh3n.industry/enterprises", "0", "emissions/so2.industry/emitted", "118.00")


def parts(top: QWidget) -> Iterator[QWidget]:
    """Yield what is seen of a window, without what lists and grids keep inside themselves."""
    for child in top.findChildren(QWidget):
        if child.isVisible() and not isinstance(child.parentWidget(), QAbstractItemView):
            yield child


def outside(part: QWidget) -> bool:
    """Tell whether a part sticks out of what holds it, other than of a place that scrolls."""
    holder = part.parentWidget()
    if holder is None or part.isWindow() or isinstance(holder.parentWidget(), QAbstractScrollArea):
        return False
    if holder.objectName() == "clip":  # what stands over columns and goes with them
        return False
    if isinstance(holder, QStackedWidget | QAbstractScrollArea):
        return False
    return not holder.rect().adjusted(-2, -2, 2, 2).contains(part.geometry())


def cut(part: QWidget) -> bool:
    """Tell whether the words of a part are not whole."""
    if isinstance(part, Elided):
        return part.cut and part.toolTip() != part.text()
    if isinstance(part, QLabel):
        if not part.text() or part.pixmap():
            return False
        if part.wordWrap():
            return part.heightForWidth(part.width()) > part.height() + 2
        return part.sizeHint().width() > part.width() + 1 or part.sizeHint().height() > part.height() + 4
    if isinstance(part, QPushButton | QCheckBox):
        return part.sizeHint().width() > part.width() + 1
    return False


def out_of_reach(area: QScrollArea) -> bool:
    """Tell whether something lies aside where nobody can scroll to."""
    fixed = area.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    inner = area.widget()
    return fixed and inner is not None and inner.minimumSizeHint().width() > area.viewport().width() + 1


def faults(top: QWidget) -> list[str]:
    """Return what is wrong with what is seen."""
    found = []
    for part in parts(top):
        name = part.objectName() or type(part).__name__
        if outside(part):
            holder = part.parentWidget()
            found.append(f"{name} {part.geometry()} outside {holder.objectName()} {holder.rect()}")
        if isinstance(part, QScrollArea) and part.horizontalScrollBar().maximum():
            need = part.widget().minimumSizeHint().width()
            found.append(f"{name} scrolls to the side: {need} in {part.viewport().width()}")
        if isinstance(part, QScrollArea) and out_of_reach(part):
            found.append(f"{name} hides {part.widget().minimumSizeHint()} in {part.viewport().size()}")
        if cut(part):
            words = part.text() if isinstance(part, QLabel | QPushButton | QCheckBox) else ""
            found.append(f"{name} cut: {words} {part.size()} wants {part.sizeHint()}")
    return found


def settled() -> None:
    for _ in range(4):
        QApplication.processEvents()


def walk(work, size: tuple[int, int]) -> list[str]:
    work.window().resize(*size)
    found = []
    for place in work.places.list():
        work.open_at(place.name)
        gathered(work)
        settled()
        found += [f"{place.name}: {fault}" for fault in faults(work)]
    return found


@pytest.mark.parametrize(("whose", "first"), [("office", "todo"), ("city", "coverage")])
def test_no_page_is_cut(open_window, request, whose, first):
    """Pages are made where there is least room, and stay when the window changes its size."""
    if whose == "office":
        entering.set_values(request.getfixturevalue(whose), Period.parse("2018Q3"), list(SLIPS))
    work = open_window(request.getfixturevalue(whose), first)
    for size in SIZES.values():
        assert walk(work, size) == []


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_no_page_of_a_county_made_in_this_size_is_cut(open_window, office, size):
    entering.set_values(office, Period.parse("2018Q3"), list(SLIPS))
    work = open_window(office)
    assert walk(work, size) == []


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_no_page_of_the_city_made_in_this_size_is_cut(open_window, city, size):
    work = open_window(city, "coverage")
    assert walk(work, size) == []


@pytest.mark.parametrize(
    "size", [pytest.param(s, marks=() if n == SMALLEST else pytest.mark.slow, id=n) for n, s in SIZES.items()]
)
def test_files_looked_at_are_not_cut(open_window, city, tmp_path, size):
    content = uploads.content_of(tmp_path, "410823", "16")
    file = uploads.written(tmp_path, content, city.catalogue)
    work = open_window(city, "inbox")
    work.window().resize(*size)
    page = work.places.page
    page.read([file])
    while page.errand.busy or page.looking.busy:
        QApplication.processEvents()
    settled()
    assert page.detail.title.text()
    assert faults(work) == []


def test_the_year_and_half_year_are_not_cut(open_window, office):
    work = open_window(office)
    for period in ("2018", "2018H2"):
        work.session.turn_to(Period.parse(period))
        assert walk(work, SIZES[SMALLEST]) == []


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_the_start_page_is_not_cut(qtbot, look, size, tmp_path):
    from jzdesk.desk import window

    page = StartPage(look, Start(window.divisions(), tmp_path))
    qtbot.addWidget(page)
    page.resize(*size)
    page.show()
    page.refuse("“/home/jzdesk/410823.jzdesk”正由 张三 打开，请先在那边关闭再打开。")
    settled()
    assert faults(page) == []


def test_the_window_can_be_as_small_as_the_smallest_screen(open_window, office):
    work = open_window(office)
    work.window().resize(LEAST)
    settled()
    assert work.window().size() == LEAST
    for place in work.places.list():
        work.open_at(place.name)
        gathered(work)
        settled()
        assert work.minimumSizeHint().width() <= LEAST.width(), place.name
        assert work.minimumSizeHint().height() <= LEAST.height(), place.name
    assert LEAST.width() <= 940
    assert LEAST.height() <= 500


def test_the_emissions_form_needs_no_bar_at_the_usual_size(open_window, office):
    work = open_window(office, "emissions")
    for size in SIZES.values():
        if size[0] < HUGE:
            continue
        work.window().resize(*size)
        settled()
        grid = work.places.page.cursor_.grid
        assert grid.cells.horizontalScrollBar().maximum() == 0, size
    work.window().resize(1366, 768)
    settled()
    assert work.places.page.side.isVisible(), "beside it stands what the cell is"


def test_large_letters_are_not_cut(open_window, office, look):
    """The size of letters is the system's or the clerk's: what holds them grows with them."""
    work = open_window(office)
    labels = [work.status.saved, work.header.state, work.places.page.count]
    before = [part.sizeHint().height() for part in labels]
    for part in labels:
        part.setStyleSheet("font-size: 24px")
    settled()
    for part, was in zip(labels, before, strict=True):
        assert part.sizeHint().height() > was
        assert part.height() >= part.fontMetrics().height(), part.objectName()


def test_the_wheel_goes_on_where_a_list_ends(open_window, office):
    work = open_window(office, "hand_in")
    work.window().resize(960, 540)
    settled()
    area = next(a for a in work.places.page.findChildren(QScrollArea) if a.verticalScrollBar().maximum())
    view = work.places.page.blockers.view
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum())
    spin(view.viewport(), -120 * 3)
    assert area.verticalScrollBar().value() > 0


def spin(part: QWidget, delta: int) -> None:
    from PySide6.QtCore import QPointF, Qt
    from PySide6.QtGui import QWheelEvent

    place = QPointF(part.rect().center())
    event = QWheelEvent(
        place, QPointF(part.mapToGlobal(place.toPoint())), QPoint(), QPoint(0, delta),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    target: QWidget | None = part
    while target is not None and not target.isWindow():
        QApplication.sendEvent(target, event)
        if event.isAccepted():
            return
        target = target.parentWidget()


def test_the_cursor_stays_in_view_where_the_page_is_small(open_window, office):
    key = Key.parse("emissions/sewage.tn/emitted")
    work = open_window(office, "emissions", str(key))
    work.window().resize(960, 500)
    work.open_at("emissions", key)
    settled()
    grid = work.places.page.cursor_.grid
    place = grid.place()
    shown = grid.cells.viewport()
    top = shown.mapTo(work.window(), QPoint(0, 0))
    assert top.y() <= place.top()
    assert place.bottom() <= top.y() + shown.height()


def test_dialogs_are_never_larger_than_the_screen():
    assert within(QSize(760, 520), QSize(960, 500)) == QSize(760, 452)
    assert within(QSize(760, 520), QSize(1920, 1040)) == QSize(760, 520)


def test_dialogs_can_be_as_small_as_the_smallest_screen(open_window, office, look, qtbot, tmp_path):
    work = open_window(office, "emissions", "emissions/sewage.nh3n/emitted")
    page = work.places.page
    page.acts.open_lines()
    crash = CrashWindow("0A1B2C", str(tmp_path / "jzdesk.log"), None, report=str)
    qtbot.addWidget(crash)
    crash.show()
    rekey = Rekeying(page, look, work.session, "emissions")
    rekey.open()
    work.header.choose()
    for dialog in (page.acts.dialog, crash, rekey.dialog, work.header._chooser):
        dialog.resize(within(dialog.size(), QSize(960, 500)))
        settled()
        assert dialog.height() <= 500 - FRAME.height(), dialog.objectName()
        assert dialog.width() <= 940, dialog.objectName()
        assert faults(dialog) == []
    work.header._chooser.hide()
    page.acts.dialog.reject()
    rekey.dialog.reject()


def test_the_way_of_a_quarter_is_seen_when_one_comes_to_hand_in(open_window, office):
    """What is to be explained has the focus: not a field far below, with the steps out of sight."""
    entering.set_values(office, Period.parse("2018Q3"), list(SLIPS))
    work = open_window(office, "hand_in")
    settled()
    page = work.places.page
    assert page.explain.left
    assert page.explain.view.hasFocus()
    assert not page.track.visibleRegion().isEmpty()
