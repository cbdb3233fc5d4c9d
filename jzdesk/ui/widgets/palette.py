"""查找: a line to type into over the window, and below it what fits."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from jzdesk.models import lookup
from jzdesk.models.lookup import Target
from jzdesk.ui.tables.list_view import ListView
from jzdesk.ui.tables.listing import PILL, TEXT, ListColumn, ListModel, Part
from jzdesk.ui.theme import LIST_ROW, Theme
from jzdesk.ui.widgets.hits import HitLine, Hits
from jzdesk.ui.widgets.parts import around, label
from jzdesk.words import say

WIDTH, TOP, MOST_TOLD = 640, 64, 16
_TONES = {lookup.PAGE: "accent", lookup.FORM: "accent", lookup.PERIOD: "good", lookup.RULE: "explain"}
_STAYS = {Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason}


def _kind(one: Target) -> Part:
    return Part(say(f"ui.find.kind.{one.kind}"), PILL, _TONES.get(one.kind, ""))


_COLUMNS = (
    ListColumn[Target]("", 76, _kind),
    ListColumn[Target]("", 0, lambda one: Part(one.title, TEXT)),
    ListColumn[Target]("", 210, lambda one: Part(one.note, TEXT, "secondary")),
)


class _Line(HitLine):
    """Signals: `given_up` Esc; `left` for elsewhere."""

    given_up = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give up by Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that one has gone elsewhere; another program or an input method is not elsewhere."""
        super().focusOutEvent(event)
        if event.reason() not in _STAYS:
            self.left.emit()


class Palette(QFrame):
    """Signals: `typed` the text; `chosen` a target; `closed` without one, `True` by Esc."""

    typed = Signal(str)
    chosen = Signal(object)
    closed = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget, words: str = "ui.find") -> None:
        """`words` is where it is said what can be found."""
        super().__init__(parent)
        self._words = words
        self.setObjectName("palette")
        self.setProperty("look", "float")
        self.setAccessibleName(say("ui.find.name"))
        self.line = _Line()
        self.line.setObjectName("paletteLine")
        self.line.setAccessibleName(say("ui.find.name"))
        self.line.setPlaceholderText(say(f"{words}.hint"))
        self.line.setMinimumHeight(34)
        self.model: ListModel[Target] = ListModel(_COLUMNS, self)
        self.view = ListView(theme, self.model, "paletteList", ends=True)
        self.view.horizontalHeader().hide()
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setAccessibleName(say("ui.find.found"))
        self.hits = Hits(self.line, self.model, self.view)
        self.told = label("", "secondary", name="paletteTold")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(8, 8, 8, 10)
        outer.setSpacing(8)
        for part in (self.line, self.view, self.told):
            outer.addWidget(part)
        self.line.textChanged.connect(self.typed)
        self.line.given_up.connect(self._give_up)
        self.line.left.connect(self._left)
        self.hits.chosen.connect(self._choose)
        self.view.measured.connect(self._fit)
        self.hide()

    def ask(self) -> None:
        """Open, empty."""
        self.line.clear()
        self.show_hits("", ())
        self.show()
        self.raise_()
        self.line.setFocus()

    def show_hits(self, typed: str, hits: Sequence[Target]) -> None:
        """Show what fits; the first is the one that Enter takes."""
        self.model.show_items(hits)
        self.view.setVisible(bool(hits))
        if hits:
            self.hits.go_to(0)
        word = "keys" if hits else "empty" if typed.strip() else "what"
        self.told.setText(say(f"{self._words}.{word}", typed=typed.strip()[:MOST_TOLD]))
        self._fit()

    @Slot()
    def _fit(self) -> None:
        room = around(self)
        self.setFixedWidth(min(WIDTH, room.width() - 32))
        beside = self.line.minimumHeight() + self.told.sizeHint().height() + 42
        most = max(LIST_ROW, room.height() - TOP - beside)
        self.view.setFixedHeight(min(self.view.content_height(), most))
        self.adjustSize()
        self.move((room.width() - self.width()) // 2, TOP)

    @Slot(object)
    def _choose(self, one: Target) -> None:
        self._close()
        self.chosen.emit(one)

    @Slot()
    def _give_up(self) -> None:
        self._close()
        self.closed.emit(True)

    @Slot()
    def _left(self) -> None:
        if self.isVisible():
            self._close()
            self.closed.emit(False)

    def _close(self) -> None:
        # Hidden first, a line with the focus would tell that it was left.
        self.line.blockSignals(True)
        self.hide()
        self.line.blockSignals(False)
