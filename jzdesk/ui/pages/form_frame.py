"""How a form's page shares its room: the tables first, the rest folds where they would want for it."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from jzdesk.ui.habits import FINDINGS, SIDE, Habits, forgetful
from jzdesk.ui.pages.form_tables import FormTables
from jzdesk.ui.tables import measure
from jzdesk.ui.theme import PANEL_WIDTH, Theme
from jzdesk.ui.widgets import foldable
from jzdesk.ui.widgets.findings_panel import FindingsPanel
from jzdesk.ui.widgets.foldable import Foldable
from jzdesk.words import say

LEAST_TABLE, LOW = 640, 560
"""The width a table has beside the panel at least, and the page's height below which findings fold."""
TABLES_HEIGHT = 150
SIDES, BAR = 32, 14


class FormFrame(QWidget):
    """Signals: `folded` something was folded or opened by hand."""

    folded = Signal()

    def __init__(
        self,
        within: QWidget,
        theme: Theme,
        habits: Habits | None,
        above: tuple[QWidget, ...],
        tables: FormTables,
        side: QWidget,
        findings: FindingsPanel,
    ) -> None:
        super().__init__(within)
        self.setObjectName("formFrame")
        self._habits, self._tables, self._findings = habits or forgetful(), tables, findings
        findings.fold_requested.connect(self.fold_findings)
        tables.setMinimumHeight(TABLES_HEIGHT)
        outer = QVBoxLayout(self)  # from outside to inside, each part once, in the order Tab goes
        outer.setContentsMargins(16, 12, 16, 12)
        outer.setSpacing(12)
        upper, left = QHBoxLayout(), QVBoxLayout()
        outer.addLayout(upper, 1)
        upper.setSpacing(0)
        upper.addLayout(left, 1)
        left.setSpacing(8)
        for part in above:
            left.addWidget(part)
        left.addWidget(tables, 1)
        self.side = Foldable(self, theme, side, "foldSide", say("ui.side.name"), "Ctrl+I")
        self.side.fold_requested.connect(self.fold_side)
        upper.addWidget(self.side)
        outer.addWidget(findings)
        for keys, slot in (("Ctrl+I", self.fold_side), ("Ctrl+J", self.fold_findings)):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    def fit(self) -> None:
        """Fold or open what was not decided by hand, for the room there is and the tables that are shown."""
        self.side.show_folded(folded=self._habits.folded(SIDE, by_itself=self._tight))
        self._findings.show_folded(folded=self._habits.folded(FINDINGS, by_itself=self.height() < LOW))

    @property
    def _tight(self) -> bool:
        """A table that would have to scroll to the side beside the panel is whole without it."""
        beside = self.width() - SIDES - PANEL_WIDTH - foldable.OPEN_WIDTH - BAR
        alone = self.width() - SIDES - foldable.FOLDED_WIDTH - BAR
        tables = [grid.model.columns for grid in self._tables.cursor_.grids]
        helped = any(measure.fits(t, alone) and not measure.fits(t, beside) for t in tables)
        return helped or beside < LEAST_TABLE

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        self.fit()

    def open_side(self) -> None:
        """Show the panel because something is to be written in it; that is no wish for ever."""
        self.side.show_folded(folded=False)

    @Slot()
    def fold_side(self) -> None:
        """Fold the panel beside the cursor, or open it, and remember that."""
        wanted = not self.side.folded
        self._habits.fold(SIDE, folded=wanted, by_itself=self._tight)
        self.side.show_folded(folded=wanted)
        self.folded.emit()

    @Slot()
    def fold_findings(self) -> None:
        """Fold the list of findings to its head line, or open it, and remember that."""
        wanted = not self._findings.folded
        self._habits.fold(FINDINGS, folded=wanted, by_itself=self.height() < LOW)
        self._findings.show_folded(folded=wanted)
