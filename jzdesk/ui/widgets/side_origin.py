"""Where a figure comes from: two quiet lines in the panel, saved when they are left."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal, Slot
from PySide6.QtWidgets import QCompleter, QGridLayout, QLineEdit, QWidget

from jzdesk.desk.origins import Used
from jzdesk.models.entry import Key, Origin
from jzdesk.ui.widgets.parts import label
from jzdesk.words import say


class SideOrigin(QWidget):
    """Signals: `origin_written` the lines were left with something new (key, bureau, ledger)."""

    origin_written = Signal(object, str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sideOrigin")
        self._key: Key | None = None
        self._saved = Origin()
        self.bureau = self._line("bureau")
        self.ledger = self._line("ledger")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for place, (name, line) in enumerate((("bureau", self.bureau), ("ledger", self.ledger))):
            grid.addWidget(label(say(f"ui.side.{name}"), "small"), place, 0)
            grid.addWidget(line, place, 1)

    def _line(self, name: str) -> QLineEdit:
        made = QLineEdit()
        made.setAcceptDrops(False)
        made.setObjectName(f"side_{name}")
        made.setAccessibleName(say(f"ui.side.{name}"))
        made.setPlaceholderText(say(f"ui.side.{name}_hint"))
        made.editingFinished.connect(self.flush)
        completer = QCompleter(QStringListModel(made), made)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        made.setCompleter(completer)
        return made

    def show_origin(self, key: Key | None, origin: Origin, used: Used) -> None:
        """Show what is known of a cell, and offer what was named before; half typed lines stay."""
        _offer(self.bureau, used.bureaus)
        _offer(self.ledger, used.ledgers)
        if (key, origin) != (self._key, self._saved):
            self._key, self._saved = key, origin
            self.bureau.setText(origin.bureau)
            self.ledger.setText(origin.ledger)
            for line in (self.bureau, self.ledger):
                line.setCursorPosition(0)

    @Slot()
    def flush(self) -> None:
        """Hand over what was changed."""
        typed = Origin(self.bureau.text().strip(), self.ledger.text().strip())
        if self._key is not None and typed != self._saved:
            self._saved = typed
            self.origin_written.emit(self._key, typed.bureau, typed.ledger)


def _offer(line: QLineEdit, names: Sequence[str]) -> None:
    model = line.completer().model()
    if isinstance(model, QStringListModel) and model.stringList() != list(names):
        model.setStringList(list(names))
