"""Every control says in Chinese what it is, and can be found by a name of its own on its page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QWidget,
)

from jzdesk.desk import window
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.ui.dialogs.crash_window import CrashWindow
from jzdesk.ui.pages.rekey import Rekeying
from jzdesk.ui.pages.start import Start, StartPage

CONTROLS = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView, QAbstractSpinBox)
CHINESE = re.compile(r"[一-鿿]")
INNER = (QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox)


def controls(top: QWidget) -> Iterator[QWidget]:
    """Yield what can be pressed, typed in or gone through; not what Qt keeps inside such a thing."""
    for part in [top, *top.findChildren(QWidget)]:
        if isinstance(part, QScrollBar | QHeaderView) or inside(part):
            continue
        if isinstance(part, CONTROLS) or part.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield part


def inside(part: QWidget) -> bool:
    """Tell a part of a control: the list of a combo box, the button that clears a line, a list's corner."""
    holder = part.parentWidget()
    while holder is not None:
        if isinstance(holder, INNER):
            return True
        if isinstance(holder, QAbstractItemView) and not isinstance(part, INNER):
            return True
        holder = holder.parentWidget()
    return False


def spoken(part: QWidget) -> str:
    text = part.text() if isinstance(part, QAbstractButton) else ""
    return part.accessibleName() or text


def nameless(top: QWidget) -> list[str]:
    """Return what has no name to say, or none to be found by, or shares it."""
    found = []
    seen = list(controls(top))
    often = Counter((str(page_of(part)), part.objectName()) for part in seen)
    for part in seen:
        where = f"{type(part).__name__} {part.objectName()!r} in {chain(part)}"
        if not part.objectName():
            found.append(f"no objectName: {where}")
        elif often[str(page_of(part)), part.objectName()] > 1:
            found.append(f"twice: {where}")
        if says_nothing(part):
            found.append(f"says {spoken(part)!r}: {where}")
    return found


def says_nothing(part: QWidget) -> bool:
    unused = isinstance(part, QAbstractButton) and not part.text() and part.isHidden()
    return not unused and not CHINESE.search(spoken(part))


def silent(top: QWidget) -> list[str]:
    """Return what has no Chinese name to say."""
    return [
        f"{type(part).__name__} says {spoken(part)!r} in {chain(part)}"
        for part in controls(top)
        if says_nothing(part)
    ]


def page_of(part: QWidget) -> str:
    """Return the page or window a part stands on."""
    names = []
    holder = part.parentWidget()
    while holder is not None:
        if holder.objectName().endswith("Page") or "Page_" in holder.objectName() or holder.isWindow():
            return holder.objectName()
        names.append(holder.objectName())
        holder = holder.parentWidget()
    return names[-1] if names else ""


def chain(part: QWidget) -> str:
    names = []
    holder = part.parentWidget()
    while holder is not None:
        names.append(holder.objectName() or type(holder).__name__)
        holder = holder.parentWidget()
    return " < ".join(names[:5])


def shown(work) -> list[str]:
    for place in work.places.list():
        work.open_at(place.name)
    return nameless(work.window())


def test_all_of_a_county(open_window, office):
    work = open_window(office)
    assert shown(work) == []
    for period in ("2018", "2018H2"):
        work.session.turn_to(Period.parse(period))
        assert shown(work) == []


def test_all_of_the_city(open_window, city):
    assert shown(open_window(city, "coverage")) == []


def test_what_opens_over_the_window(open_window, office, look):
    key = Key.parse("emissions/sewage.nh3n/emitted")
    work = open_window(office, "emissions", str(key))
    page = work.places.page
    page.ask_reason()
    assert nameless(page.overlays.chooser) == []
    page.overlays.chooser.dismiss()
    page.acts.open_lines()
    assert isinstance(page.acts.dialog, QDialog)
    assert nameless(page.acts.dialog) == []
    page.acts.dialog.reject()
    rekey = Rekeying(page, look, work.session, "emissions")
    rekey.open()
    assert nameless(rekey.dialog) == []
    rekey.dialog.reject()
    work.header.choose()
    assert nameless(work.header._chooser) == []
    work.header._chooser.hide()
    work.nav.foot.choose()
    assert work.nav.foot.menu.accessibleName()
    work.nav.foot.menu.hide()


def test_the_start_page_and_the_crash_window(qtbot, look, tmp_path):
    page = StartPage(look, Start(window.divisions(), tmp_path, Path("x"), "文件打不开。", lost=True))
    qtbot.addWidget(page)
    assert nameless(page) == []
    crash = CrashWindow("0A1B2C", str(tmp_path / "jzdesk.log"), None, report=str)
    qtbot.addWidget(crash)
    assert nameless(crash) == []


def test_a_blank_window_has_names_too(open_window, fresh):
    assert shown(open_window(fresh)) == []


def test_a_cell_says_row_column_value_unit_and_state(open_window, office):
    work = open_window(office, "emissions", "emissions/cod.industry/emitted")
    said = cell_words(work)
    for word in ("化学需氧量", "本季", "吨"):
        assert word in said, said
    assert re.search(r"\d", said), said
    work.open_at("emissions", Key.parse("emissions/sewage.nh3n/emitted"))
    assert "氨氮" in cell_words(work)


def test_a_cell_says_its_state(open_window, fresh):
    work = open_window(fresh, "emissions", "emissions/cod.industry/emitted")
    assert "未填报" in cell_words(work)


def cell_words(work) -> str:
    """Return what a reader hears of the cell at the cursor, asked as a reader asks."""
    cells = work.places.page.cursor_.grid.cells
    face = QAccessible.queryAccessibleInterface(cells)
    assert face is not None
    index = cells.currentIndex()
    spoken = [face.child(n) for n in range(face.childCount())]
    hit = next(
        one
        for one in spoken
        if one is not None
        and one.rect().contains(cells.viewport().mapToGlobal(cells.visualRect(index).center()))
    )
    return hit.text(QAccessible.Text.Name)
