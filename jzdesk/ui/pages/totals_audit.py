"""汇总审核 below the table of totals: what is odd, and the way to the figure."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import QSizePolicy

from jzdesk.models.auditing import TWICE, Odd
from jzdesk.models.entry import Key
from jzdesk.ui.tables.list_view import ListView
from jzdesk.ui.tables.listing import PILL, TEXT, ListColumn, ListModel, Part
from jzdesk.ui.theme import LIST_ROW, PAD, Theme
from jzdesk.ui.widgets.parts import Card, label
from jzdesk.words import say

_ROWS = 5


class AuditCard(Card):
    """Signals: `go_requested` key and office of the figure that is to be shown."""

    go_requested = Signal(object, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(say("ui.totals.audit"), name="auditCard", pad=0)
        self.head.setContentsMargins(PAD, PAD - 4, PAD, 0)
        self.head.addWidget(label(say("ui.totals.audit_hint"), "faint"))
        self.head.addStretch(1)
        self.model: ListModel[Odd] = ListModel(
            (
                ListColumn(say("ui.totals.audit_kind"), 88, _kind),
                ListColumn(say("ui.totals.audit_found"), 0, _found),
                ListColumn(say("ui.totals.audit_remedy"), 400, _remedy),
            ),
            self,
        )
        self.view = ListView(theme, self.model, "audit")
        self.view.setAccessibleName(say("ui.totals.audit"))
        self.view.setFixedHeight(LIST_ROW * _ROWS)
        self.view.doubleClicked.connect(self._go)
        self.view.activated.connect(self._go)
        self.body.addWidget(self.view)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    def show_found(self, found: Sequence[Odd]) -> None:
        """Show what is odd."""
        self.model.show_items(found)

    @Slot(QModelIndex)
    def _go(self, index: QModelIndex) -> None:
        if index.isValid():
            one = self.model.item(index.row())
            self.go_requested.emit(Key.parse(one.keys[0]), one.units[0])


def _kind(one: Odd) -> Part:
    return Part(say(f"ui.totals.audit_{one.kind}"), PILL, "must" if one.kind == TWICE else "explain")


def _found(one: Odd) -> Part:
    return Part(one.message)


def _remedy(one: Odd) -> Part:
    return Part(one.remedy, TEXT, "secondary")
