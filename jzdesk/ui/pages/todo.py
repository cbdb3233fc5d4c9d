"""本季待办: what is next, everything that is still to be done, and how far each form is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from jzdesk.ui.pages import guide
from jzdesk.ui.pages.todo_line import Line
from jzdesk.ui.pages.todo_side import DealingsCard, GatheringCard, SafetyCard
from jzdesk.ui.tables.list_view import ListView
from jzdesk.ui.tables.listing import LINK, PILL, SIGN, TEXT, ListColumn, ListModel, Part
from jzdesk.ui.theme import PAD, SIDE_LEAST, SIDE_WIDTH, Theme
from jzdesk.ui.widgets.parts import Card, button, column, label, pill, retone, row
from jzdesk.ui.widgets.progress import ProgressList
from jzdesk.ui.widgets.scrolled import NARROW, TURNS, Lengthwise
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.models.entry import Key
    from jzdesk.ui.pages.todo_line import Next
    from jzdesk.ui.session import Session

_COLUMNS = (
    ListColumn[Line]("", 36, lambda line: Part(line.sign, SIGN, line.tone or "secondary", line.kind)),
    ListColumn[Line](say("ui.todo.what"), 0, lambda line: Part(line.text, TEXT)),
    ListColumn[Line](say("ui.todo.where"), 148, lambda line: Part(line.place, TEXT, "secondary")),
    ListColumn[Line](say("ui.todo.kind"), 96, lambda line: Part(line.kind, PILL, line.tone)),
    ListColumn[Line]("", 76, lambda line: Part(line.act, LINK)),
)


class TodoPage(QWidget):
    """Signals: `jump_requested` to a page and a key (or None)."""

    jump_requested = Signal(str, object)

    def __init__(self, theme: Theme, session: Session, within: QWidget) -> None:
        super().__init__(within)
        self.setObjectName("todoPage")
        self._session = session
        self._next: Next | None = None
        self.model: ListModel[Line] = ListModel(_COLUMNS, self)
        self.view = ListView(theme, self.model, "todoList", ends=True)
        self.view.setAccessibleName(say("ui.nav.todo"))
        self.view.picked.connect(self._jump)
        self.progress = ProgressList(theme)
        self.progress.form_requested.connect(self._to_form)
        self.setProperty(TURNS, NARROW)
        left = column(self._next_card(), spacing=PAD)
        left.addWidget(self._list_card(), 1)
        left.addStretch(0)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(20, PAD, 20, PAD)
        outer.setSpacing(PAD)
        outer.addLayout(left, 7)
        side = self._side(theme)
        self.refresh()  # before the side scrolls: that dresses it, and another tone would dress it anew
        outer.addWidget(_scrolling(side), 3)

    def _side(self, theme: Theme) -> QWidget:
        """Return what stands beside the list."""
        city = self._session.office.is_city
        self.dealings = GatheringCard(theme, self._session) if city else DealingsCard(self._session)
        self.safety = SafetyCard(self._session)
        self.safety.backup_requested.connect(self._to_safety)
        if isinstance(self.dealings, GatheringCard):
            self.dealings.coverage_requested.connect(self._to_coverage)
        progress = Card(say("ui.todo.progress"), name="progressCard")
        self.filled = pill(name="filledCount")
        progress.head.addWidget(self.filled)
        progress.head.addStretch(1)
        progress.body.addWidget(self.progress)
        inner = QWidget()
        parts = (self.dealings, progress) if city else (progress, self.dealings)
        inner.setLayout(column(*parts, self.safety, None, spacing=PAD))
        return inner

    def _next_card(self) -> Card:
        card = Card(look="next", name="nextCard")
        card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.way = label("", "faint", name="nextWay")
        self.next_title = label("", "figure", name="nextTitle")
        self.next_text = label("", "secondary", wrap=True, name="nextText")
        self.go = button("", "nextButton", self._go, look="primary")
        self.go.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        words = column(self.way, self.next_title, self.next_text, spacing=2)
        line = row(spacing=PAD)
        line.addLayout(words, 1)
        line.addWidget(self.go, 0, Qt.AlignmentFlag.AlignVCenter)
        card.body.addLayout(line)
        return card

    def _list_card(self) -> Card:
        card = Card(say("ui.nav.todo"), name="todoCard", pad=0)
        card.head.setContentsMargins(PAD, PAD - 2, PAD, 0)
        self.count = pill(name="todoCount")
        card.head.addWidget(self.count)
        card.head.addStretch(1)
        card.head.addWidget(label(say("ui.todo.hint"), "faint"))
        self.empty = self._empty()
        card.body.addWidget(self.view, 1)
        card.body.addWidget(self.empty, 1)
        card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        return card

    def _empty(self) -> QWidget:
        made = QWidget()
        self.empty_text = label("", "secondary", name="todoEmpty")
        self.empty_text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        tick = label("✓", "figure")
        tick.setAlignment(Qt.AlignmentFlag.AlignCenter)
        made.setLayout(column(None, tick, self.empty_text, None, spacing=8, margins=(0, 0, 0, 24)))
        return made

    def refresh(self) -> None:
        """Show the session's period as it stands."""
        seen = self._session.glance
        lines = seen.lines
        self.model.show_items(lines)
        self.view.setVisible(bool(lines))
        self.empty.setVisible(not lines)
        self.empty_text.setText(say("ui.todo.empty" if seen.editable else "ui.todo.empty_locked"))
        retone(self.count, "plain" if seen.total else "good")
        self.count.setText(say("ui.todo.count", n=seen.total))
        self._show_next(seen.way, seen.next)
        self.progress.show_items(seen.done)
        filled, of = sum(form.filled for form in seen.done), sum(form.total for form in seen.done)
        retone(self.filled, "good" if filled == of else "plain")
        self.filled.setText(say("ui.todo.filled", filled=filled, total=of))
        self.dealings.refresh()
        self.safety.refresh()

    def _show_next(self, way: str, step: Next) -> None:
        self._next = step
        self.way.setText(way)
        self.next_title.setText(step.title)
        self.next_text.setText(step.text)
        self.go.setText(say("ui.next.enter", act=step.act) if step.act else "")
        self.go.setAccessibleName(step.act)
        self.go.setVisible(bool(step.act))

    def take_focus(self) -> None:
        """Put the focus where Enter does the next thing."""
        (self.go if self.go.isVisibleTo(self) else self.view).setFocus()

    def flush(self) -> bool:
        """There is nothing half typed here."""
        return True

    @Slot()
    def _go(self) -> None:
        if self._next is None:
            return
        if self._next.page == guide.ANOTHER:
            self._session.start_requested.emit()
        else:
            self.jump_requested.emit(self._next.page, self._next.key)

    @Slot(object)
    def _jump(self, line: Line) -> None:
        if line.period is not None:
            self._session.turn_to(line.period)
        if line.page:
            self.jump_requested.emit(line.page, line.key)

    @Slot()
    def _to_safety(self) -> None:
        self.jump_requested.emit("safety", None)

    @Slot()
    def _to_coverage(self) -> None:
        self.jump_requested.emit("coverage", None)

    @Slot(str)
    def _to_form(self, form_id: str) -> None:
        key: Key | None = None
        self.jump_requested.emit(form_id, key)


def _scrolling(side: QWidget) -> QWidget:
    """Return what stands beside the list in an area; where the window is low it scrolls."""
    area = Lengthwise(side)
    area.setMinimumWidth(SIDE_LEAST)
    area.setMaximumWidth(SIDE_WIDTH)
    return area
