"""Which charts a city looks at: those of its counties, with the measure on their axis, or its own forms'."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QWidget

from jzdesk.desk.across import Measure
from jzdesk.ui.theme import Theme
from jzdesk.ui.widgets.chooser import Chooser
from jzdesk.ui.widgets.parts import button, label, row
from jzdesk.words import say

COUNTIES, OWN = "counties", "own"


class ChartChoice(QWidget):
    """Signals: `changed` something else is to be shown."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("chartChoice")
        self.chips = {}
        group = QButtonGroup(self)
        for name in (COUNTIES, OWN):
            chip = button(say(f"ui.charts.of_{name}"), f"chartsOf_{name}", self._turned, look="chip")
            chip.setCheckable(True)
            group.addButton(chip)
            self.chips[name] = chip
        self.chips[COUNTIES].setChecked(True)
        self.told = label(say("ui.charts.measure"), "secondary")
        self.measure = Chooser(theme, "chartsMeasure", say("ui.charts.measure_name"))
        self.measure.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.measure.setMaxVisibleItems(24)
        self.measure.activated.connect(self._chosen)
        self.measure.setEnabled(False)
        lines = row(*self.chips.values(), self.told)
        lines.addWidget(self.measure, 1)
        self.setLayout(lines)
        self._shown: tuple[Measure, ...] = ()

    @property
    def of_counties(self) -> bool:
        """The counties' charts are to be shown."""
        return self.chips[COUNTIES].isChecked()

    @property
    def code(self) -> str:
        """The measure that was chosen; empty while there is none."""
        return str(self.measure.currentData() or "")

    def show_measures(self, measures: tuple[Measure, ...], chosen: str) -> None:
        """Show what can be chosen, below its heading, and what is."""
        counties = self.of_counties
        self.told.setVisible(counties)
        self.measure.setVisible(counties)
        if not counties:
            return
        if measures != self._shown or not self.measure.count():
            self._shown = measures
            self._fill(measures)
        self.measure.setEnabled(bool(measures))
        self.measure.setCurrentIndex(max(self.measure.findData(chosen), 0))

    def _fill(self, measures: tuple[Measure, ...]) -> None:
        self.measure.clear()
        band = ""
        for one in measures:
            if one.band != band:
                band = one.band
                self._head(band)
            self.measure.addItem(say("ui.charts.measure_of", name=one.name), one.code)
        if not measures:
            self.measure.addItem(say("ui.charts.no_measure"), "")

    def _head(self, band: str) -> None:
        """Add a heading, which cannot be chosen."""
        self.measure.addItem(band)
        model = self.measure.model()
        if isinstance(model, QStandardItemModel):
            head = model.item(model.rowCount() - 1)
            head.setFlags(Qt.ItemFlag.NoItemFlags)
            head.setData(self._theme.ink("faint"), Qt.ItemDataRole.ForegroundRole)

    @Slot()
    def _turned(self) -> None:
        self.changed.emit()

    @Slot(int)
    def _chosen(self, _index: int) -> None:
        self.changed.emit()
