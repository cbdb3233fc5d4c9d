"""佐证材料 of a row: the files kept for it, opened as copies, added by choosing or dropping, taken away."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from jzdesk.desk.evidence import Piece
from jzdesk.ui.tables.list_view import ListView
from jzdesk.ui.tables.listing import LINK, ListColumn, ListModel, Part
from jzdesk.ui.theme import Theme
from jzdesk.ui.widgets.fitting import fit
from jzdesk.ui.widgets.parts import button, column, label, row
from jzdesk.words import say

WIDTH, HEIGHT = 560, 380
_COLUMNS = (
    ListColumn[Piece](say("ui.evidence.file"), 0, lambda piece: Part(piece.name)),
    ListColumn[Piece]("", 72, lambda _: Part(say("ui.evidence.open"), LINK)),
)


class EvidenceDialog(QDialog):
    """Signals: `add_requested` files are to be chosen; `dropped` these files were dropped; `open_requested`
    and `remove_requested` one of those kept.
    """

    add_requested = Signal()
    dropped = Signal(object)
    open_requested = Signal(object)
    remove_requested = Signal(object)

    def __init__(self, parent: QWidget, theme: Theme, name: str) -> None:
        super().__init__(parent)
        self.setObjectName("evidenceDialog")
        self.setWindowTitle(say("ui.evidence.window", row=name))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        fit(self, QSize(WIDTH, HEIGHT))
        self.model: ListModel[Piece] = ListModel(_COLUMNS, self)
        self.view = ListView(theme, self.model, "evidenceList")
        self.view.setAccessibleName(say("ui.evidence.name"))
        self.view.picked.connect(self.open_requested)
        self.empty = label(say("ui.evidence.empty"), "secondary", wrap=True, name="evidenceEmpty")
        self.told = label("", "must", wrap=True, name="evidenceTold")
        self.add = button(say("ui.evidence.add"), "evidenceAdd", self.add_requested.emit, look="primary")
        self.remove = button(say("ui.evidence.remove"), "evidenceRemove", self._remove)
        self.shut = button(say("ui.evidence.close"), "evidenceClose", self.accept)
        QShortcut(QKeySequence("Delete"), self).activated.connect(self._remove)
        outer = column(label(name, "head", wrap=True), margins=(16, 14, 16, 14))
        outer.addWidget(label(say("ui.evidence.hint"), "small", wrap=True))
        outer.addWidget(self.view, 1)
        outer.addWidget(self.empty, 1)
        outer.addWidget(self.told)
        outer.addLayout(row(self.add, self.remove, None, self.shut))
        self.setLayout(outer)

    def show_pieces(self, pieces: Sequence[Piece]) -> None:
        """Show the files there are."""
        self.model.show_items(tuple(pieces))
        self.view.setVisible(bool(pieces))
        self.empty.setVisible(not pieces)
        self.remove.setEnabled(bool(pieces))
        self.told.setText("")
        if pieces and not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.model.index(0, 0))
        (self.view if pieces else self.add).setFocus()

    def refuse(self, sentences: Sequence[str]) -> None:
        """Say why nothing was done."""
        self.told.setText("\n".join(sentences))

    @Slot()
    def _remove(self) -> None:
        index = self.view.currentIndex()
        if index.isValid():
            self.remove_requested.emit(self.model.item(index.row()))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files from other windows."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Keep what was dropped."""
        self.dropped.emit([Path(url.toLocalFile()) for url in event.mimeData().urls()])
        event.acceptProposedAction()
