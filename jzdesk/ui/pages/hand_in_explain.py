"""需要说明 on 审核上报: every finding that may stand, with its explanation typed in its line."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QLineEdit,
    QSizePolicy,
    QStyleOptionViewItem,
    QWidget,
)

from jzdesk.desk.explaining import Proposal
from jzdesk.models.checks import Finding, asking
from jzdesk.models.entry import Key
from jzdesk.ui.pages import explain_parts
from jzdesk.ui.pages.standing import Standing
from jzdesk.ui.tables.list_view import ListView
from jzdesk.ui.tables.listing import Index, ListColumn, ListModel
from jzdesk.ui.theme import LIST_ROW, Theme
from jzdesk.ui.widgets.findings_panel import ExplanationDelegate
from jzdesk.ui.widgets.mend_links import MendLinks
from jzdesk.ui.widgets.parts import Card, label, pill, retone
from jzdesk.words import say

Explain = Callable[[Finding, str], str | None]
MOST = 10
"""Lines shown at most."""
PLACE, EXPLANATION, STATE = 0, 2, 3
_END = QAbstractItemDelegate.EndEditHint
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class _Line(QLineEdit):
    """The line an explanation is typed in; the down key takes over what is proposed."""

    def __init__(self, parent: QWidget, proposal: Proposal | None) -> None:
        super().__init__(parent)
        self._proposed = proposal.text if proposal else ""
        if proposal:
            self.setPlaceholderText(say(f"ui.explain.take_over_{proposal.source}", text=proposal.text))

    def take_over(self) -> None:
        """Begin with what is proposed."""
        if self._proposed and not self.text():
            self.setText(self._proposed)
            self.setModified(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take over with the down key."""
        if event.key() == Qt.Key.Key_Down:
            self.take_over()
        else:
            super().keyPressEvent(event)


class _Delegate(ExplanationDelegate):
    """Opens lines that know what is proposed for them."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Open a line over the place."""
        model = index.model()
        proposal = model.item(index.row()).proposal if isinstance(model, ListModel) else None
        return self.dress(_Line(parent, proposal))

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Let the line run on over the next place while nothing stands there: a sentence needs the room."""
        super().updateEditorGeometry(editor, option, index)
        view, beside = self.parent(), index.model().index(index.row(), STATE)
        if isinstance(view, ExplainCard) and not view.offered(index.row()):
            editor.setGeometry(editor.geometry().united(view.view.visualRect(beside)))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Leave Enter with Ctrl or Alt to the list: Qt would take it for Enter alone."""
        card = self.parent()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and _with_other(event):
            if not isinstance(card, ExplainCard):
                return False
            card.flush()
            card.view.keyPressEvent(event)
            return True
        return super().eventFilter(editor, event)


class ExplainView(ListView):
    """Signals: `entered` a line was ended with Enter or Tab, by then saved; `jump_requested` and
    `mend_requested` with the row.
    """

    entered = Signal()
    mend_requested = Signal(int)
    jump_requested = Signal(int)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Tell when one goes on; Esc and clicks elsewhere stay."""
        super().closeEditor(editor, _END.NoHint)
        if hint in {_END.SubmitModelCache, _END.EditNextItem}:
            self.entered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the line, with Ctrl it goes to the cell, with Alt it enters what is proposed there."""
        row, editing = self.currentIndex().row(), self.state() == QAbstractItemView.State.EditingState
        if editing or row < 0 or event.key() not in _ENTER:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.jump_requested.emit(row)
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.mend_requested.emit(row)
        else:
            self.edit(self.model().index(row, EXPLANATION))


class ExplainCard(Card):
    """Signals: `jump_requested` the finding whose cell is to be seen; `mend_requested` the one whose proposal
    is to be entered; `done` nothing is left to explain.
    """

    jump_requested = Signal(object)
    mend_requested = Signal(object)
    done = Signal()

    def __init__(self, theme: Theme, explain: Explain) -> None:
        super().__init__(say("ui.explain.title"), name="explainCard")
        self._explain = explain
        self._kept: dict[tuple[str, object], str] = {}
        self._given: tuple[Standing, ...] = ()
        self._opened: set[asking.Asked] = set()
        self.count = pill("", "explain", name="explainCount")
        self.head.addWidget(self.count)
        self.head.addStretch(1)
        self.head.addWidget(label(say("ui.explain.hint"), "faint"))
        self.model: ListModel[Standing] = ListModel(
            (
                ListColumn(say("ui.explain.place"), 128, explain_parts.place),
                ListColumn(say("ui.findings.what"), 0, explain_parts.what),
                ListColumn(say("ui.findings.explanation"), 0, explain_parts.text, self._write),
                ListColumn("", 124, explain_parts.state),
            ),
            self,
        )
        self.view = ExplainView(theme, self.model, "explainList", _Delegate(theme, self))
        self.view.setAccessibleName(say("ui.explain.title"))
        self.view.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.view.clicked.connect(self._clicked)
        self.view.entered.connect(self._go_on)
        self.view.jump_requested.connect(self._jump)
        self.view.mend_requested.connect(self._mend)
        self.links = MendLinks(self.view, STATE)
        self.links.asked.connect(self._ask_mend)
        self.view.measured.connect(self._fit)
        self.body.addWidget(self.view)
        self.body.addWidget(label(say("ui.explain.keys"), "faint"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    @property
    def left(self) -> int:
        """How many are still to be explained."""
        return sum(item.left for item in self.model.items)

    def show_standing(self, items: tuple[Standing, ...]) -> None:
        """Show these findings, or nothing where there is none."""
        self._given = items
        items = tuple(line for item in items for line in self._lines(item))
        self.model.show_items(items)
        self.links.show_offers([item.offer for item in items])
        self.setVisible(bool(items))
        self.count.setText(say("ui.explain.left", n=self.left) if self.left else say("ui.explain.all_done"))
        retone(self.count, "explain" if self.left else "good")
        self._fit()

    def _lines(self, item: Standing) -> tuple[Standing, ...]:
        """Return a line as it stands, or those it stands for once they are wanted one by one."""
        return item.parts if item.parts and asking.asked_of(item.finding) in self._opened else (item,)

    def _open(self, item: Standing) -> None:
        """Show one by one what asks together."""
        self._opened.add(asking.asked_of(item.finding))
        self.show_standing(self._given)

    def offered(self, row: int) -> bool:
        """Tell whether a link that takes something over stands beside a line."""
        item = self.model.item(row)
        return item.offer is not None or (item.open and bool(item.parts or item.proposal))

    def begin(self, key: Key | None = None) -> None:
        """Open the line of the first finding still to be explained, of a cell's where there is one."""
        rows = [n for n, item in enumerate(self.model.items) if item.open]
        of_cell = [n for n in rows if key in self.model.item(n).finding.keys]
        if rows:
            self.write((of_cell or rows)[0])

    def write(self, row: int) -> None:
        """Open a finding's line."""
        index, editor = self.model.index(row, EXPLANATION), self._editor()
        if editor is not None and self.view.currentIndex().row() == row:
            editor.setFocus()
            return
        self.flush()
        self.view.setFocus()
        self.view.setCurrentIndex(index)
        self.view.scrollTo(index)
        self.view.edit(index)
        editor, kept = self._editor(), self._kept.get(_name(self.model.item(row)))
        if editor is not None and kept:
            editor.setText(kept)

    def flush(self) -> None:
        """Save an explanation that is being written."""
        editor = self._editor()
        if editor is not None:
            self.view.commitData(editor)
            self.view.closeEditor(editor, _END.NoHint)

    def _editor(self) -> _Line | None:
        # One that was closed is hidden, and goes when the event loop comes round
        return next((line for line in self.view.findChildren(_Line) if not line.isHidden()), None)

    def _write(self, item: Standing, text: str) -> str | None:
        if not text.strip() and item.open:
            return None
        sentence = self._explain(item.finding, text)
        if sentence is None:
            self._kept.pop(_name(item), None)
        else:
            self._kept[_name(item)] = text
        return sentence

    @Slot()
    def _go_on(self) -> None:
        """Go to the next one that is open; one that was refused is opened again as it was typed."""
        row, items = self.view.currentIndex().row(), self.model.items
        if row < 0 or row >= len(items):
            return
        if _name(items[row]) in self._kept:
            self.write(row)
            return
        after = next((n for n in (*range(row + 1, len(items)), *range(row)) if items[n].open), None)
        if after is not None:
            self.write(after)
        elif not self.left:
            self.done.emit()

    @Slot(QModelIndex)
    def _clicked(self, index: QModelIndex) -> None:
        item = self.model.item(index.row())
        if index.column() == PLACE or (index.column() == STATE and item.parts):
            self._jump(index.row())
        elif index.column() == EXPLANATION:
            self.write(index.row())
        elif index.column() == STATE and item.open and item.proposal and item.offer is None:
            self.write(index.row())
            editor = self._editor()
            if editor is not None:
                editor.take_over()

    @Slot(int)
    def _jump(self, row: int) -> None:
        """Go to the place of a line; one that stands for many is opened."""
        item = self.model.item(row)
        if item.parts:
            self.flush()
            self._open(item)
        else:
            self.jump_requested.emit(item.finding)

    @Slot(int)
    def _mend(self, row: int) -> None:
        self._ask_mend(self.model.item(row).finding)

    @Slot(object)
    def _ask_mend(self, finding: Finding) -> None:
        """Have it mended; the list stays where one works."""
        self.flush()
        self.mend_requested.emit(finding)
        self.view.setFocus()

    @Slot()
    def _fit(self) -> None:
        self.view.setFixedHeight(max(2 * LIST_ROW, self.view.whole_lines((MOST + 1) * LIST_ROW)))


def _with_other(event: QKeyEvent) -> bool:
    others = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    return event.key() in _ENTER and bool(event.modifiers() & others)


def _name(item: Standing) -> tuple[str, object]:
    return item.finding.rule, item.finding.keys
