"""The plan as a tree beside its entries: chapters, and in each what it lays down, with how that stands."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTreeView

from jzdesk.desk import browsing, browsing_tree, plan_text
from jzdesk.desk.browsed import CHAPTERS, Detail, Entry, State
from jzdesk.desk.browsing_tree import Branch
from jzdesk.ui.pages.plan_detail import sign_of
from jzdesk.ui.session import Session
from jzdesk.ui.theme import LIST_ROW, Theme
from jzdesk.words import say

_PLACE = Qt.ItemDataRole.UserRole
_STATE_WIDTH = 118


class PlanTree(QTreeView):
    """Signals: `chosen` with a segment and a code; `picked` Enter on an entry."""

    chosen = Signal(str, str)
    picked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._filling = False
        self._branches: tuple[Branch, ...] = ()
        self._model = QStandardItemModel(0, 2, self)
        self.setObjectName("planTree")
        self.setAccessibleName(say("ui.plan.chapters"))
        self.setModel(self._model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = self.header()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        head.resizeSection(1, _STATE_WIDTH)
        self.setHeaderHidden(True)
        self.selectionModel().currentRowChanged.connect(self._turned)

    def show_plan(
        self, session: Session, entries: Sequence[Entry], typed: str, wanted: tuple[str, str], *, mine: bool
    ) -> bool:
        """Show the chapters that hold what is searched for; False where there is none."""
        data = session.look.sheet.catalogue.data
        self._branches = browsing_tree.tree(data, entries, typed, mine=mine)
        self.setVisible(bool(self._branches))
        self.show_branches(self._branches, wanted, wide=bool(typed.strip()))
        return bool(self._branches)

    def told_of(self, session: Session, segment: str, code: str) -> Detail:
        """Return all there is to know of a chapter or an entry of the tree."""
        if segment != CHAPTERS:
            return browsing.detail(session.office, session.look, segment, code)
        branch = next(b for b in browsing_tree.every(self._branches) if b.code == code)
        return browsing_tree.detail(branch, plan_text.text(session.office))

    def show_branches(self, branches: Sequence[Branch], wanted: tuple[str, str], *, wide: bool) -> None:
        """Show the chapters; what was chosen stays so, and `wide` opens all of them."""
        opened = {self._place(i) for i in self._every() if self.isExpanded(i)}
        self._filling = True
        self._model.clear()
        self._model.setColumnCount(2)
        for branch in branches:
            self._add(self._model.invisibleRootItem(), branch)
        self.header().resizeSection(1, _STATE_WIDTH)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for index in self._every():
            self.setExpanded(index, wide or self._place(index) in opened)
        self._filling = False
        found = next((i for i in self._every() if self._place(i) == wanted), self._model.index(0, 0))
        if found.isValid():
            self.setCurrentIndex(found)
            self.scrollTo(found)

    @property
    def place(self) -> tuple[str, str]:
        """What is chosen: its segment and code, both empty where the tree is."""
        return self._place(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to what is told of the entry."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.picked.emit(self.place)
        else:
            super().keyPressEvent(event)

    def _add(self, above: QStandardItem, branch: Branch) -> None:
        item = self._line(above, branch.name, branch.state, (CHAPTERS, branch.code), strong=True)
        for below in branch.branches:
            self._add(item, below)
        for _, entries in branch.items:
            for entry in entries:
                self._line(item, entry.name, entry.state, (entry.segment, entry.code), kind=_kind(entry))

    def _line(
        self, above: QStandardItem, text: str, state: State, place: tuple[str, str], *,
        strong: bool = False, kind: str = "",
    ) -> QStandardItem:  # fmt: skip
        name = QStandardItem(say("ui.plan.tree_line", kind=kind, name=text) if kind else text)
        word = QStandardItem(f"{sign_of(state)} {state.word}".strip())
        for item in (name, word):
            item.setData(place, _PLACE)
            item.setToolTip(text)
            item.setSizeHint(QSize(0, max(LIST_ROW, self.fontMetrics().height() + 8)))
        if strong:
            font = name.font()
            font.setBold(True)
            name.setFont(font)
        name.setData(f"{kind} {text}，{state.word}".strip(" ，"), Qt.ItemDataRole.AccessibleTextRole)
        word.setForeground(self._theme.ink(state.tone or "secondary"))
        above.appendRow([name, word])
        return name

    def _every(self) -> list[QModelIndex]:
        found: list[QModelIndex] = []
        waiting = [self._model.index(n, 0) for n in range(self._model.rowCount())]
        while waiting:
            index = waiting.pop(0)
            found.append(index)
            waiting[:0] = [self._model.index(n, 0, index) for n in range(self._model.rowCount(index))]
        return found

    @staticmethod
    def _place(index: QModelIndex) -> tuple[str, str]:
        told = index.data(_PLACE)
        return (str(told[0]), str(told[1])) if told else ("", "")

    @Slot(QModelIndex, QModelIndex)
    def _turned(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid() and not self._filling:
            self.chosen.emit(*self._place(current))


def _kind(entry: Entry) -> str:
    return say(f"ui.plan.kind.{entry.segment}")
