"""Somebody who has never seen the program: what is seen on the screen is all he goes by.

He presses the button that is clearly next; where an editor is open he types what the page proposes, else
something of its kind; where neither is, he types at the cursor; then he comes back to 本季待办. He looks at
visible widgets and reads their words, and never asks an object of the program that is not on the screen. With
the `Mouse` he types into open editors alone; with the `Keys` no event of a mouse is sent.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import count
from typing import Protocol, TypeVar

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QWidget,
)

W = TypeVar("W", bound=QWidget)
Field = QLineEdit | QPlainTextEdit | QComboBox
HOME = "本季待办"
END = re.compile("练习完成|等市局回执")
PROPOSED = re.compile("(?:填|选|改成)“(.+?)”")
KEY_SAID = re.compile(r"Ctrl\+(\d)")
FOR_EXAMPLE = "例如"
"""So begins what stands faint in a field that is to be filled; in others it says what else the field is."""
FIGURES = {"企业": "3", "有效": "92", "次": "3", "达标": "3", "断流": "0", "分母": "3", "分子": "3"}
"""What he takes for a figure for which nothing is proposed, by a word in the head of its column."""
REASON = "两台机组检修停产一个半月，产量和排放量都比上年同期减少。"
NAMES = ("王芳", "李明", "赵强")
OTHERWISE = ("12", "2018-09", "2018-09-20")
"""What he tries where that is refused, one after the other."""
STEPS = 800
PATIENCE = 60_000
"""So many milliseconds he waits for what is shown as under way."""


# What is seen


def window() -> QWidget:
    """Return the window one is in: a dialog, where one is open."""
    return QApplication.activeModalWidget() or QApplication.activeWindow()


def seen(kind: type[W], within: QWidget | None = None) -> Iterator[W]:
    """Yield what is to be seen of a kind, as one reads; one may have to scroll to it."""
    found = [w for w in (within or window()).findChildren(kind) if w.isVisible()]
    return iter(sorted(found, key=_place))


def _place(widget: QWidget) -> tuple[int, int]:
    corner = widget.mapTo(widget.window(), QPoint())
    return corner.y(), corner.x()


def words() -> str:
    """Return all that can be read in labels and on buttons."""
    return "\n".join([*(w.text() for w in seen(QLabel)), *(w.text() for w in seen(QAbstractButton))])


def primary() -> QPushButton | None:
    """Return the button that is clearly next."""
    strong = (b for b in seen(QPushButton) if b.property("look") == "primary" and b.isEnabled())
    return next(strong, None)


def called(text: str) -> QAbstractButton:
    """Return the button with this word on it."""
    return next(b for b in seen(QAbstractButton) if b.text().startswith(text))


def at_home() -> bool:
    """Tell whether the page is seen that says what is next."""
    return called(HOME).isChecked()


def busy() -> bool:
    """Tell whether the page shows that something is being done."""
    return any(b.text() == "取消" for b in seen(QPushButton))


def open_field() -> Field | None:
    """Return what one types in: it has the focus, or its list lies open."""
    popup = QApplication.activePopupWidget()
    if popup is not None:
        return next(
            c for c in QApplication.activeWindow().findChildren(QComboBox) if c.view().window() is popup
        )
    here = QApplication.focusWidget()
    return here if isinstance(here, Field) and here.isVisible() and not _read_only(here) else None


def _read_only(field: Field) -> bool:
    return not isinstance(field, QComboBox) and field.isReadOnly()


def in_a_table(field: Field) -> bool:
    """Tell whether a field is the editor of a cell."""
    return isinstance(field.parentWidget().parentWidget(), QTableView)


def table() -> QTableView | None:
    """Return the table that has the cursor."""
    here = QApplication.focusWidget()
    return here if isinstance(here, QTableView) and here.currentIndex().isValid() else None


def text_of(field: Field) -> str:
    """Return what stands in a field."""
    if isinstance(field, QComboBox):
        return field.currentText()
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def words_of(field: QComboBox) -> list[str]:
    """Return the words of a list that lies open."""
    return [field.itemText(place) for place in range(field.count())]


def empty_beside(button: QPushButton) -> Iterator[QLineEdit]:
    """Yield the fields of a button's own form that are empty and may not stay so."""
    for field in seen(QLineEdit, button.parentWidget()):
        faint = field.placeholderText()
        if not field.text() and not field.isReadOnly() and (not faint or faint.startswith(FOR_EXAMPLE)):
            yield field


def type_in(text: str) -> None:
    """Type into the open editor; Chinese comes from an input method."""
    assert open_field() is not None, "nothing is open to be typed in"
    for char in text:
        here = QApplication.focusWidget()
        if char.isascii():
            QTest.keyClicks(here, char)
        else:
            composed = QInputMethodEvent()
            composed.setCommitString(char)
            QApplication.sendEvent(here, composed)


def settle() -> None:
    """Wait until what was asked for is painted."""
    for _ in range(3):
        QApplication.processEvents()


# How he does it


class Hand(Protocol):
    """The one thing in which those with a mouse and those without it differ."""

    def press(self, button: QAbstractButton) -> None:
        """Press a button."""

    def go_to(self, field: QLineEdit) -> None:
        """Go to a field."""

    def open_cell(self, where: QTableView) -> None:
        """Open the cell at the cursor."""

    def open_list(self, field: QComboBox) -> None:
        """Open a list of words."""

    def choose(self, field: QComboBox, word: str) -> None:
        """Choose a word of a list."""

    def leave(self, field: Field) -> None:
        """End typing in a cell."""

    def come_back(self) -> None:
        """Go back to where the next step is told."""


class Mouse:
    """Clicks on what is seen; what is out of sight is scrolled to with the wheel."""

    def press(self, button: QAbstractButton) -> None:
        """Click on a button, of a box to tick on the box."""
        middle = button.rect().center()
        self._click(button, QPoint(12, middle.y()) if isinstance(button, QCheckBox) else middle)

    def go_to(self, field: QLineEdit) -> None:
        """Click into a field."""
        self._click(field, field.rect().center())

    def open_cell(self, where: QTableView) -> None:
        """Click twice on the cell at the cursor."""
        place = where.visualRect(where.currentIndex()).center()
        assert where.viewport().rect().contains(place), "the cursor is out of sight"
        QTest.mouseClick(where.viewport(), Qt.MouseButton.LeftButton, pos=place)
        QTest.mouseDClick(where.viewport(), Qt.MouseButton.LeftButton, pos=place)
        QTest.mouseRelease(where.viewport(), Qt.MouseButton.LeftButton, pos=place)

    def open_list(self, field: QComboBox) -> None:
        """Click on it."""
        self._click(field, field.rect().center())
        settle()

    def choose(self, field: QComboBox, word: str) -> None:
        """Click on the word in the list, which lies open."""
        view = field.view()
        assert QApplication.activePopupWidget() is view.window(), "the list lies open"
        place = view.visualRect(field.model().index(field.findText(word), 0)).center()
        QTest.mouseMove(view.viewport(), place)
        settle()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        settle()
        assert field.currentText() == word

    def leave(self, field: Field) -> None:
        """Click on where one goes next: what was typed is saved by that."""
        self.come_back()

    def come_back(self) -> None:
        """Click on the place in the navigation."""
        self.press(called(HOME))

    @staticmethod
    def _click(widget: QWidget, place: QPoint) -> None:
        _wheel_to(widget, place)
        top = widget.window()
        there = top.childAt(widget.mapTo(top, place))
        assert there is widget or widget.isAncestorOf(there), (widget.objectName(), there)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=place)


def _wheel_to(widget: QWidget, place: QPoint) -> None:
    """Turn the wheel over what scrolls until a place is seen."""
    for _ in range(60):
        if widget.visibleRegion().contains(place):
            return
        area = widget.parentWidget()
        while not (isinstance(area, QAbstractScrollArea) and area.verticalScrollBar().maximum()):
            area = area.parentWidget()
        port = area.viewport()
        down = widget.mapTo(port, place).y() > port.height() // 2
        middle = QPointF(port.rect().center())
        QCoreApplication.sendEvent(port, QWheelEvent(
            middle, QPointF(port.mapToGlobal(middle.toPoint())), QPoint(), QPoint(0, -120 if down else 120),
            Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        ))  # fmt: skip
        QCoreApplication.processEvents()
    raise AssertionError((widget.objectName(), "is never seen"))


class Keys:
    """Knows Tab, Enter, the arrows, F2, and the keys the page names."""

    def __init__(self) -> None:
        self._home: int | None = None

    @staticmethod
    def _press(key: Qt.Key, *, control: bool = False) -> None:
        modifiers = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(QApplication.focusWidget() or window(), key, modifiers)

    def press(self, button: QAbstractButton) -> None:
        """Press the keys a button names, or go there with Tab and press Enter."""
        said = KEY_SAID.search(button.text())
        if said:
            self._press(Qt.Key(ord(said.group(1))), control=True)
            return
        self._tab_to(button)
        self._press(Qt.Key.Key_Return)

    def go_to(self, field: QLineEdit) -> None:
        """Go to a field with Tab."""
        self._tab_to(field)

    def _tab_to(self, widget: QWidget) -> None:
        for _ in range(80):
            if QApplication.focusWidget() is widget:
                return
            self._press(Qt.Key.Key_Tab)
        raise AssertionError((widget.objectName(), "is never reached with Tab"))

    def open_cell(self, where: QTableView) -> None:
        """Press F2."""
        self._press(Qt.Key.Key_F2)

    def open_list(self, field: QComboBox) -> None:
        """Go there: the arrows choose without opening it."""
        self._tab_to(field)

    def choose(self, field: QComboBox, word: str) -> None:
        """Go down the words to the one wanted."""
        for _ in range(field.count()):
            if field.currentText() == word:
                return
            self._press(Qt.Key.Key_Down)
        assert field.currentText() == word

    def leave(self, field: Field) -> None:
        """Press Enter, or the keys that a sheet for paragraphs names."""
        foot = "".join(label.text() for label in seen(QLabel, field))
        self._press(Qt.Key.Key_Return, control="Ctrl+Enter" in foot)

    def come_back(self) -> None:
        """Press the keys that 本季待办 was said to have."""
        assert self._home is not None, "no key was named that leads back"
        self._press(Qt.Key(self._home), control=True)

    def read(self, text: str) -> None:
        """Remember the key that is said to lead to 本季待办."""
        said = KEY_SAID.search(text)
        if said and self._home is None:
            self._home = ord(said.group(1))


class Newcomer:
    """Goes on and on until the page says that it is done; `saw` is told before each step."""

    def __init__(self, qtbot, hand: Mouse | Keys, saw: Callable[[str], None] | None = None) -> None:
        self._qtbot, self._hand, self._saw = qtbot, hand, saw
        self._names = iter(NAMES)
        self._tried: dict[str, list[str]] = {}
        self._about = ""
        self._done = self._sent = False
        self.steps = 0

    def begin(self, word: str) -> None:
        """Press the button of the first page that says so, and wait until the window stands."""
        self._hand.press(called(word))
        self._qtbot.waitUntil(lambda: any(b.text().startswith(HOME) for b in seen(QAbstractButton)))

    def begin_with(self, office: str) -> None:
        """Choose an office on the first page, for practice, and press what is next."""
        offices = next(seen(QComboBox))
        self._hand.open_list(offices)
        self._hand.choose(offices, next(w for w in words_of(offices) if office in w))
        self._hand.press(called("练习（"))
        settle()
        button = primary()
        assert button is not None
        self._hand.press(button)

    def walk(self) -> None:
        """Follow 本季待办 to its end."""
        for self.steps in count(1):
            assert self.steps < STEPS, f"it does not come to an end:\n{words()}"
            settle()
            self._qtbot.waitUntil(lambda: not busy(), timeout=PATIENCE)
            if isinstance(self._hand, Keys):
                self._hand.read(words())
            if at_home() and END.search(words()):
                return
            if at_home():
                self._about = words()
            told = self._step()
            if self._saw is not None:
                self._saw(told)

    def _step(self) -> str:
        field, button, back = open_field(), primary(), self._done
        self._done = False
        if field is not None and in_a_table(field):
            self._sent = False
            return self._fill_cell(field)
        if button is not None and not back:
            self._sent = at_home()
            self._done = not self._sent
            return self._press(button)
        here = table()
        if here is not None and not back and (proposal() or self._sent):
            self._hand.open_cell(here)
            settle()
            assert open_field() is not None, "the cell at the cursor opens"
            return "open"
        self._hand.come_back()
        return "back"

    def _press(self, button: QPushButton) -> str:
        for field in list(empty_beside(button)):
            self._hand.go_to(field)
            type_in(self._word_for(field))
        text = button.text()
        self._hand.press(button)
        return f"press {text}"

    def _word_for(self, field: QLineEdit) -> str:
        if "电话" in field.accessibleName():
            return "0391-7200000"
        return next(self._names, "U盘送市局")

    def _fill_cell(self, field: Field) -> str:
        wanted = proposal() or self._answer(field)
        if isinstance(field, QComboBox):
            self._hand.choose(field, wanted)
        else:
            field.selectAll()
            type_in(wanted)
        self._hand.leave(field)
        return f"type {wanted}"

    def _answer(self, field: Field) -> str:
        """Think of something where nothing is proposed; where it was refused, of something else."""
        name = field.accessibleName()
        if isinstance(field, QComboBox):
            return words_of(field)[1]
        if isinstance(field, QPlainTextEdit) or name == "说明":
            return REASON
        usual = next((figure for word, figure in FIGURES.items() if word in name), OTHERWISE[0])
        tried = self._tried.setdefault(self._about, [])
        tried.append(next(text for text in (usual, *OTHERWISE) if text not in tried))
        return tried[-1]


def proposal() -> str:
    """Return what the page proposes to type; empty where it proposes nothing."""
    found = PROPOSED.search(words())
    return found.group(1) if found else ""
