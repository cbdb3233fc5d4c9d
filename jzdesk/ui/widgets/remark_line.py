"""What is said of one cell: which cell and its figure, and below it a line to write in."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from jzdesk.ui.widgets.parts import button, column, label, row
from jzdesk.words import say


class RemarkLine(QWidget):
    """Signals: `entered` Enter was pressed; `removed` with the KEY, the cell is not to be spoken of."""

    entered = Signal()
    removed = Signal(str)

    def __init__(self, key: str, place: str, figure: str, hint: str) -> None:
        super().__init__()
        self.key = key
        self.setObjectName("remarkLine")
        self.field = QLineEdit()
        self.field.setObjectName(f"remark_{key}")
        self.field.setAccessibleName(place)
        self.field.setPlaceholderText(hint)
        self.field.returnPressed.connect(self.entered)
        away = button("✗", f"remarkAway_{key}", self._remove, look="link")
        away.setAccessibleName(say("ui.slip.away", place=place))
        away.setToolTip(say("ui.slip.away", place=place))
        head = row(label(place, wrap=True), label(figure, "strong"), away)
        head.setStretch(0, 1)
        outer = column(spacing=4, margins=(0, 0, 4, 4))
        outer.addLayout(head)
        outer.addWidget(self.field)
        self.setLayout(outer)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def ask(self, hint: str) -> None:
        """Say in the empty line what is to be written."""
        self.field.setPlaceholderText(hint)

    @property
    def text(self) -> str:
        """What was written."""
        return self.field.text()

    @Slot()
    def _remove(self) -> None:
        self.removed.emit(self.key)
