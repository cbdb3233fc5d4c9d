"""往来意见: what the city said of a county's period and how each was answered; replies heard by telephone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from jzdesk.models.loop import Remark
from jzdesk.ui.dialogs.closing import Closing
from jzdesk.ui.tables.list_view import ListView
from jzdesk.ui.tables.listing import ListModel
from jzdesk.ui.tables.remark_columns import COLUMNS
from jzdesk.ui.theme import Theme
from jzdesk.ui.widgets.fitting import fit
from jzdesk.ui.widgets.parts import button, label, row
from jzdesk.words import say

WIDTH, HEIGHT = 900, 460


class LoopDialog(Closing):
    """Signals: `answered` a reply was heard (the remark and the text); `slip_requested` one more slip."""

    answered = Signal(object, str)
    slip_requested = Signal()

    def __init__(self, parent: QWidget, theme: Theme, title: str) -> None:
        super().__init__(parent)
        self.setObjectName("loopDialog")
        self.setWindowTitle(title)
        fit(self, QSize(WIDTH, HEIGHT))
        self.model: ListModel[Remark] = ListModel(COLUMNS, self)
        self.view = ListView(theme, self.model, "loopRemarks")
        self.view.setAccessibleName(title)
        self.view.selectionModel().currentRowChanged.connect(self._row_changed)
        self.empty = label(say("ui.loop.empty"), "secondary", wrap=True, name="loopEmpty")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.about = label("", "secondary", wrap=True, name="loopAbout")
        self.reply = QLineEdit()
        self.reply.setObjectName("loopReply")
        self.reply.setAccessibleName(say("ui.loop.reply"))
        self.reply.setPlaceholderText(say("ui.loop.reply_hint"))
        self.reply.returnPressed.connect(self._answer)
        self.act = button(say("ui.loop.record"), "loopRecord", self._answer)
        self.wrong = label("", "must", wrap=True, name="loopWrong")
        self.slip = button(say("ui.slip.open"), "loopSlip", self.slip_requested.emit)
        self.shut = button(say("ui.cell_history.close"), "loopClose", self.accept)
        self.view.picked.connect(self.reply.setFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 14, 16, 14)
        outer.setSpacing(8)
        outer.addWidget(label(title, "head", wrap=True))
        outer.addWidget(self.view, 1)
        outer.addWidget(self.empty, 1)
        outer.addWidget(self.about)
        outer.addLayout(row(self.reply, self.act))
        outer.addWidget(self.wrong)
        outer.addLayout(row(self.slip, None, self.shut))
        self.refuse("")

    def show_remarks(self, remarks: Sequence[Remark]) -> None:
        """Show what was said; the first that waits is chosen."""
        self.model.show_items(remarks)
        self.view.setVisible(bool(remarks))
        self.empty.setVisible(not remarks)
        row_ = next((n for n, one in enumerate(remarks) if not one.answered), 0)
        if remarks:
            self.view.setCurrentIndex(self.model.index(row_, 0))
            self.view.setFocus()
        else:
            self.slip.setFocus()
        self._show(self._chosen())

    def _chosen(self) -> Remark | None:
        at = self.view.currentIndex().row()
        return self.model.item(at) if 0 <= at < len(self.model.items) else None

    @Slot(QModelIndex, QModelIndex)
    def _row_changed(self, _current: QModelIndex, _previous: QModelIndex) -> None:
        self._show(self._chosen())

    def _show(self, one: Remark | None) -> None:
        waits = one is not None and not one.answered
        for part in (self.about, self.reply, self.act):
            part.setVisible(waits)
        if one is not None and waits:
            self.about.setText(say("ui.loop.about", place=one.place, text=one.text))
        self.refuse("")

    def refuse(self, sentence: str) -> None:
        """Say why the reply was not recorded; what was typed stays."""
        self.wrong.setText(sentence)
        self.wrong.setVisible(bool(sentence))

    @Slot()
    def _answer(self) -> None:
        one = self._chosen()
        if one is not None:
            self.answered.emit(one, self.reply.text())
