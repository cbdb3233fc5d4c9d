"""Choosing a cell of an upload: by form, row and column, or by its KEY."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QSizePolicy, QWidget

from jzdesk.desk.slip_cells import SlipCell, Spoken, row_of
from jzdesk.ui.theme import Theme
from jzdesk.ui.widgets.chooser import Chooser
from jzdesk.ui.widgets.parts import button, column, label, row
from jzdesk.words import say

CHANGED = ""
"""In place of a form: what differs from the upload before."""


class CellPicker(QWidget):
    """Signals: `picked` with the KEY of the chosen cell, or as it was typed."""

    picked = Signal(str)

    def __init__(self, theme: Theme, spoken: Spoken) -> None:
        super().__init__()
        self._spoken = spoken
        self.form = self._box(theme, "slipForm")
        self.row = self._box(theme, "slipRow")
        self.column = self._box(theme, "slipColumn")
        self.figure = label("", "secondary", name="slipFigure")
        self.add = button(say("ui.slip.add"), "slipAdd", self._pick)
        self.key = QLineEdit()
        self.key.setObjectName("slipKey")
        self.key.setAccessibleName(say("ui.slip.key"))
        self.key.setPlaceholderText(say("ui.slip.key_hint"))
        self.key.returnPressed.connect(self._type)
        boxes = row(self.form, self.row, self.column)
        for place, share in enumerate((3, 5, 3)):
            boxes.setStretch(place, share)
        below = row(self.figure, self.key, self.add)
        below.setStretch(0, 2)
        below.setStretch(1, 3)
        outer = column(spacing=6)
        outer.addLayout(boxes)
        outer.addLayout(below)
        self.setLayout(outer)
        self.form.currentIndexChanged.connect(self._show_rows)
        self.row.currentIndexChanged.connect(self._show_columns)
        self.column.currentIndexChanged.connect(self._show_figure)
        self._show_forms()

    def _box(self, theme: Theme, name: str) -> Chooser:
        made = Chooser(theme, name, say(f"ui.slip.{name}"))
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.setMinimumContentsLength(6)
        made.setMaxVisibleItems(16)
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        return made

    def _show_forms(self) -> None:
        forms = dict.fromkeys((cell.form, cell.key.split("/")[0]) for cell in self._spoken.cells)
        found = (
            [(say("ui.slip.changed", n=len(self._spoken.changed)), CHANGED)] if self._spoken.changed else []
        )
        _fill(self.form, [*found, *forms])
        self._show_rows()

    @Slot()
    def _show_rows(self) -> None:
        rows = dict.fromkeys((cell.row, row_of(cell.key)) for cell in self._of_form())
        _fill(self.row, rows)
        self._show_columns()

    def _of_form(self) -> list[SlipCell]:
        """Return the cells of the chosen form, or those that differ."""
        form = self.form.currentData()
        if form == CHANGED:
            return [cell for cell in self._spoken.cells if cell.key in self._spoken.changed]
        return [cell for cell in self._spoken.cells if cell.key.startswith(f"{form}/")]

    @Slot()
    def _show_columns(self) -> None:
        chosen = self.row.currentData()
        _fill(self.column, [(c.column, c.key) for c in self._of_form() if row_of(c.key) == chosen])
        self._show_figure()

    @Slot()
    def _show_figure(self) -> None:
        cell = self._spoken.cell(str(self.column.currentData() or ""))
        self.figure.setText(
            say("ui.slip.reported", figure=cell.figure or say("ui.inbox.nothing")) if cell else ""
        )

    @Slot()
    def _pick(self) -> None:
        if self.key.text().strip():
            self._type()
        elif self.column.currentData():
            self.picked.emit(str(self.column.currentData()))

    @Slot()
    def _type(self) -> None:
        if self.key.text().strip():
            self.picked.emit(self.key.text().strip())


def _fill(box: QComboBox, items: Iterable[tuple[str, str]]) -> None:
    """Offer these (what is read, what is meant); the first is chosen."""
    box.blockSignals(True)  # what follows from the choice is shown once
    box.clear()
    for text, meant in items:
        box.addItem(text, meant)
    box.blockSignals(False)
