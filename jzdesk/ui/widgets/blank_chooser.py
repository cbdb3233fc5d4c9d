"""Why a cell is blank: a small list at the cell, by digit, arrow or mouse."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QPushButton, QVBoxLayout, QWidget

from jzdesk.models.entry import MERGED, OWED, PLAIN_BLANKS
from jzdesk.ui.widgets.fitting import shrink
from jzdesk.ui.widgets.parts import around, button, label, row
from jzdesk.words import say

WIDTH = 300


class _Choice(QPushButton):
    """One reason; the arrows are the chooser's."""

    def __init__(self, word: str, text: str) -> None:
        super().__init__(text)
        self.word = word
        self.setObjectName(f"blank_{word}")
        self.setAccessibleName(text)
        self.setProperty("look", "choice")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the arrows to the chooser."""
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            event.ignore()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)


class BlankChooser(QFrame):
    """Signals: `chosen` the reason as one would type it; `closed` without a choice."""

    chosen = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("blankChooser")
        self.setProperty("look", "float")
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(say("ui.blank.title"))
        self._choices: list[_Choice] = []
        outer = QVBoxLayout(self)
        outer.setContentsMargins(8, 10, 8, 10)
        outer.setSpacing(2)
        outer.addLayout(row(label(say("ui.blank.title"), "strong"), margins=(8, 0, 0, 4)))
        for word in (*PLAIN_BLANKS, MERGED, OWED):
            text = say("ui.blank.choice", number=len(self._choices) + 1, reason=word)
            made = _Choice(word, f"{text}{say(f'ui.blank.{_hint(word)}')}")
            made.clicked.connect(self._pressed)
            self._choices.append(made)
            outer.addWidget(made)
        self._merged, self._owed = self._merged_form(), self._owed_form()
        outer.addWidget(self._merged)
        outer.addWidget(self._owed)
        self.wrong = label("", "must", wrap=True, name="blankWrong")
        outer.addWidget(self.wrong)
        self.hide()

    def _merged_form(self) -> QFrame:
        self.into = QComboBox()
        self.into.setObjectName("mergedInto")
        self.into.setAccessibleName(say("ui.blank.into"))
        done = button(say("ui.blank.take"), "mergedTake", self._take_merged, look="primary")
        return _framed(label(say("ui.blank.into"), "small"), self.into, done)

    def _owed_form(self) -> QFrame:
        self.who, self.when = QLineEdit(), QLineEdit()
        for field, name, word in ((self.who, "owedWho", "who"), (self.when, "owedWhen", "when")):
            field.setObjectName(name)
            field.setAccessibleName(say(f"ui.blank.{word}"))
            field.setPlaceholderText(say(f"ui.blank.{word}"))
            field.returnPressed.connect(self._take_owed)
        done = button(say("ui.blank.take"), "owedTake", self._take_owed, look="primary")
        return _framed(self.who, self.when, done)

    def open_at(self, near: QRect, others: Sequence[tuple[str, str]]) -> None:
        """Open below `near` (in the parent's coordinates); `others` are the cells it may be part of."""
        self.into.clear()
        for text, key in others:
            self.into.addItem(text, key)
        self._choices[len(PLAIN_BLANKS)].setEnabled(bool(others))
        for field in (self.who, self.when):
            field.clear()
        self._merged.hide()
        self._owed.hide()
        self.refuse("")
        self._near = near
        self._place()
        self.show()
        self.raise_()
        self._choices[0].setFocus()

    def refuse(self, sentence: str) -> None:
        """Say why a choice could not be saved; the chooser stays."""
        self.wrong.setText(sentence)
        self.wrong.setVisible(bool(sentence))
        if self.isVisible():
            self._place()

    def _place(self) -> None:
        room = around(self)
        shrink(self, room.size() - QSize(8, 8))
        left = max(4, min(self._near.left(), room.right() - self.width() - 4))
        top = max(4, min(self._near.bottom() + 4, room.bottom() - self.height() - 4))
        self.move(left, top)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits choose, arrows move between the choices, Escape closes."""
        moves = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in moves:
            here = next((i for i, c in enumerate(self._choices) if c.hasFocus()), 0)
            self._choices[(here + moves[Qt.Key(event.key())]) % len(self._choices)].setFocus()
        elif event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        elif event.text().isdigit() and 1 <= int(event.text()) <= len(self._choices):
            self._choices[int(event.text()) - 1].click()
        else:
            super().keyPressEvent(event)

    @Slot()
    def dismiss(self) -> None:
        """Close without a choice."""
        if self.isVisible():
            self.hide()
            self.closed.emit()

    @Slot()
    def _pressed(self) -> None:
        pressed = self.sender()
        word = pressed.word if isinstance(pressed, _Choice) else ""
        self._merged.setVisible(word == MERGED)
        self._owed.setVisible(word == OWED)
        self._place()
        if word == MERGED:
            self.into.setFocus()
        elif word == OWED:
            self.who.setFocus()
        else:
            self.chosen.emit(word)

    @Slot()
    def _take_merged(self) -> None:
        self.chosen.emit(f"{MERGED}:{self.into.currentData()}")

    @Slot()
    def _take_owed(self) -> None:
        self.chosen.emit(f"{OWED}:{self.who.text().strip()},{self.when.text().strip()}")


def _hint(word: str) -> str:
    names: dict[str, str] = dict(zip(PLAIN_BLANKS, ("none", "unmeasured", "void", "secret"), strict=True))
    return names.get(word, "merged" if word == MERGED else "owed")


def _framed(*parts: QWidget) -> QFrame:
    made = QFrame()
    inner = QVBoxLayout(made)
    inner.setContentsMargins(10, 4, 10, 4)
    inner.setSpacing(6)
    for part in parts:
        inner.addWidget(part)
    return made
