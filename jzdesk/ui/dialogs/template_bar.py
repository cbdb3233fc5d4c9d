"""What the cell at the cursor is linked to: which figure, of which period, what of it, whose."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QWidget

from jzdesk.desk.template_offers import Line
from jzdesk.models.template import OWN, THIS, VALUE
from jzdesk.ui.theme import Theme
from jzdesk.ui.widgets.chooser import Chooser
from jzdesk.ui.widgets.elided import Elided
from jzdesk.ui.widgets.flowing import Flowing
from jzdesk.ui.widgets.parts import button, column, label, row
from jzdesk.words import say

Choices = Sequence[tuple[str, str]]


class TemplateBar(QWidget):
    """Signals: `link_requested` a figure is to be chosen; `unlink_requested`; `meant` a choice was made."""

    link_requested = Signal()
    unlink_requested = Signal()
    meant = Signal()

    def __init__(self, theme: Theme, periods: Choices, figures: Choices, units: Choices) -> None:
        super().__init__()
        self.cell = label("", "strong", name="templateCell")
        self.told = Elided("", "secondary")
        self.told.setObjectName("templateTold")
        self.boxes = {
            name: self._box(theme, name, choices)
            for name, choices in (("unit", units), ("period", periods), ("figure", figures))
        }
        self.boxes["unit"].setVisible(len(units) > 1)
        self.link = button(say("ui.templates.link"), "templateLink", self.link_requested.emit)
        self.link.setToolTip(say("ui.templates.link_tip"))
        self.unlink = button(say("ui.templates.unlink"), "templateUnlink", self.unlink_requested.emit)
        upper = row(self.cell, self.told, spacing=8)
        upper.setStretch(1, 1)
        outer = column(spacing=6)
        outer.addLayout(upper)
        outer.addWidget(Flowing((*self.boxes.values(), None, self.unlink, self.link)))
        self.setLayout(outer)
        for box in self.boxes.values():
            box.activated.connect(self._chosen)

    def _box(self, theme: Theme, name: str, choices: Choices) -> Chooser:
        made = Chooser(theme, f"template_{name}", say(f"ui.templates.box.{name}"))
        made.setMaxVisibleItems(20)
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for code, text in choices:
            made.addItem(text, code)
        return made

    def choice(self, name: str) -> str:
        """Return what is chosen: the `unit`, `period` or `figure`."""
        return str(self.boxes[name].currentData())

    def show_cell(self, cell: str, line: Line | None, why_not: str) -> None:
        """Show what the cell at the cursor is linked to, or why it cannot be."""
        self.cell.setText(cell)
        if line is not None:
            told = say("ui.templates.cell_told", name=line.name, how=line.how, filled=line.filled or "—")
            self.told.setText(f"{told}　{line.why}" if line.why else told)
            for name, code in (("unit", line.link.unit), ("period", line.link.period),
                               ("figure", line.link.figure)):  # fmt: skip
                self.boxes[name].setCurrentIndex(max(self.boxes[name].findData(code), 0))
        else:
            self.told.setText(why_not or (say("ui.templates.free") if cell else ""))
        self.link.setText(say("ui.templates.relink" if line else "ui.templates.link"))
        self.link.setAccessibleName(self.link.text())
        self.link.setEnabled(bool(cell) and not why_not)
        self.unlink.setEnabled(line is not None)

    def reset(self) -> None:
        """Offer the usual choices."""
        for name, code in (("unit", OWN), ("period", THIS), ("figure", VALUE)):
            self.boxes[name].setCurrentIndex(max(self.boxes[name].findData(code), 0))

    @Slot()
    def _chosen(self) -> None:
        self.meant.emit()
