"""The chips above a form: each shows the rows with cells of one state, or all rows again."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QPushButton, QSizePolicy, QWidget

from jzdesk.desk.cell_states import ALL, BLANK, CHANGED, EXPLAIN, MUST, Tally
from jzdesk.ui.tables.state_words import meaning_of, word_of
from jzdesk.ui.theme import SIGNS
from jzdesk.ui.widgets.parts import row
from jzdesk.words import say

SPACING = 6
CHIPS = (ALL, BLANK, MUST, EXPLAIN, CHANGED)
FULL, SHORT, BARE = 0, 1, 2
"""How a chip is written: its word in full, shorter, or sign and number alone (its tip has the word)."""


class StateChip(QPushButton):
    """One state with its sign, word and number; Enter chooses it and goes on into the grid.

    Signals: `entered` Enter was pressed.
    """

    entered = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.state = ALL
        self._number = 0
        self.setObjectName(name)
        self.setProperty("look", "chip")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def show_state(self, state: str, tally: Tally) -> None:
        """Show a state and how often it is there."""
        self.state, self._number = state, tally.number(state)
        name, cells = word_of(state), tally.cells.get(state, 0)
        self.setAccessibleName(say("ui.states.spoken", name=name, n=cells))
        self.setToolTip(say("ui.states.tip", name=name, meaning=meaning_of(state), n=cells))

    def write(self, size: int) -> None:
        """Write the chip as large as there is room for."""
        self.setText(self._words(size))

    def width_at(self, size: int) -> int:
        """Return how wide the chip would be."""
        metrics = self.fontMetrics()
        around = self.sizeHint().width() - metrics.horizontalAdvance(self.text())
        return around + metrics.horizontalAdvance(self._words(size))

    def _words(self, size: int) -> str:
        name = say(f"ui.states.{self.state}_short") if size == SHORT and self.state in {MUST, EXPLAIN} else ""
        sign = "" if self.state == ALL else SIGNS.get(self.state, "")
        if size == BARE and sign:
            return say("ui.states.chip_bare", sign=sign, n=self._number)
        return say("ui.states.chip", sign=sign, name=name or word_of(self.state), n=self._number).strip()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter; the arrows go from chip to chip, Space chooses."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class StateChips(QWidget):
    """Signals: `chosen` the state whose rows are to be shown; `entered` the cursor is to go into the grid."""

    chosen = Signal(str)
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(say("ui.states.name"))
        self.chips = {state: StateChip(f"chip_{state or 'all'}") for state in CHIPS}
        self.other = StateChip("chip_other")
        self._tally = Tally({}, {})
        self._size = FULL
        self._group = QButtonGroup(self)
        for chip in self._all:
            chip.entered.connect(self.entered)
            self._group.addButton(chip)
        self._group.buttonClicked.connect(self._clicked)
        self.setLayout(row(*self._all, spacing=SPACING))
        self.choose(ALL)

    def show_tally(self, tally: Tally) -> None:
        """Show how many there are of each; what was changed only once there was a hand-in."""
        self._tally = tally
        for state, chip in self.chips.items():
            chip.show_state(state, tally)
        self.other.show_state(self.other.state, tally)
        self.chips[CHANGED].setVisible(tally.handed)

    def choose(self, state: str, *, focus: bool = False) -> None:
        """Show which state is chosen; one without a chip of its own gets one for as long."""
        focus = focus or self.has_focus
        self.other.setVisible(state not in self.chips)
        if state not in self.chips:
            self.other.show_state(state, self._tally)
            self.other.write(self._size)
        chip = self.chips.get(state, self.other)
        chip.setChecked(True)
        if focus:
            chip.setFocus()

    def write(self, size: int) -> None:
        """Write the chips as large as there is room for."""
        self._size = size
        for chip in self._all:
            chip.write(size)

    def width_at(self, size: int) -> int:
        """Return how wide the chips would be."""
        shown = [chip.width_at(size) for chip in self._all if not chip.isHidden()]
        return sum(shown) + SPACING * (len(shown) - 1)

    @property
    def has_focus(self) -> bool:
        """The keyboard is on one of the chips."""
        return any(chip.hasFocus() for chip in self._all)

    @property
    def _all(self) -> tuple[StateChip, ...]:
        return (*self.chips.values(), self.other)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape shows all rows again."""
        if event.key() == Qt.Key.Key_Escape:
            self.chosen.emit(ALL)
        else:
            super().keyPressEvent(event)

    @Slot(QAbstractButton)
    def _clicked(self, chip: QAbstractButton) -> None:
        if isinstance(chip, StateChip):
            self.chosen.emit(chip.state)
