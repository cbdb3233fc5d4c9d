"""The legend: every sign a cell may carry, its word, its meaning and how many cells have it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from jzdesk.desk.cell_states import ALL, CHANGED, ORDER, Tally
from jzdesk.ui.tables.signs import paint_sign
from jzdesk.ui.tables.state_words import meaning_of, word_of
from jzdesk.ui.theme import Theme
from jzdesk.ui.widgets.fitting import room_of, shrink
from jzdesk.ui.widgets.parts import label, row
from jzdesk.words import say

WIDTH, SIGN, WORD = 440, 14, 64


class _Sign(QWidget):
    """A state's sign as the cells show it."""

    def __init__(self, theme: Theme, state: str) -> None:
        super().__init__()
        self._theme, self._state = theme, state
        self.setFixedWidth(SIGN)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sign."""
        if self._state:
            paint_sign(QPainter(self), self._theme, self._state, self.rect())


class LegendLine(QPushButton):
    """One state; pressing it shows the rows that have it."""

    def __init__(self, theme: Theme, state: str) -> None:
        super().__init__()
        self.state = state
        self.setObjectName(f"legend_{state or 'all'}")
        self.setProperty("look", "choice")
        self.setAutoDefault(True)
        self.number = label("", "secondary")
        line = row(spacing=8, margins=(10, 0, 10, 0))
        word = label(word_of(state))
        word.setFixedWidth(WORD)
        for part in (_Sign(theme, state), word, label(meaning_of(state), "small"), None, self.number):
            if part is None:
                line.addStretch(1)
                continue
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            line.addWidget(part)
        self.setLayout(line)

    def show_tally(self, tally: Tally) -> None:
        """Show how many cells have the state; what was changed is unknown before the first hand-in."""
        known = self.state != CHANGED or tally.handed
        cells = tally.cells.get(self.state, 0)
        self.number.setText(say("ui.states.cells", n=cells) if known else say("ui.states.not_handed"))
        self.setEnabled(known)
        told = {"name": word_of(self.state), "meaning": meaning_of(self.state), "n": cells}
        self.setAccessibleName(say("ui.states.tip", **told))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the arrows to the legend."""
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            event.ignore()
        else:
            super().keyPressEvent(event)


class Legend(QFrame):
    """Opens below its button. Signals: `chosen` the state whose rows are to be shown."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("legend")
        self.setProperty("look", "float")
        self.setAccessibleName(say("ui.states.legend_title"))
        self.setFixedWidth(WIDTH)
        self.lines = {state: LegendLine(theme, state) for state in (ALL, *ORDER)}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(8, 10, 8, 10)
        outer.setSpacing(2)
        outer.addLayout(row(label(say("ui.states.legend_title"), "strong"), margins=(10, 0, 0, 4)))
        for line in self.lines.values():
            line.clicked.connect(self._pressed)
            outer.addWidget(line)

    def open_at(self, corner: QPoint, tally: Tally, state: str) -> None:
        """Open with the right upper corner at `corner`, on the state that is chosen."""
        for line in self.lines.values():
            line.show_tally(tally)
        shrink(self, room_of(self.parentWidget() or self))
        self.move(corner.x() - self.width(), corner.y())
        self.show()
        self.lines[state].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from line to line; Escape closes."""
        moves = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        step = moves.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        lines = [line for line in self.lines.values() if line.isEnabled()]
        here = next((n for n, line in enumerate(lines) if line.hasFocus()), -step)
        lines[(here + step) % len(lines)].setFocus()

    @Slot()
    def _pressed(self) -> None:
        pressed = self.sender()
        self.hide()
        if isinstance(pressed, LegendLine):
            self.chosen.emit(pressed.state)
