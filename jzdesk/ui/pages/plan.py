"""规划目录: what the plan asks of whom, found by name, number, chapter or 拼音 initials, and told in full."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QPushButton, QVBoxLayout, QWidget

from jzdesk.desk import browsing
from jzdesk.desk.browsed import CHAPTERS, DUTIES, INDICATORS, RULES, Entry, Jump, Link
from jzdesk.desk.evaluating import KINDS as EVALUATIONS
from jzdesk.ui.pages.plan_detail import DetailView, sign_of
from jzdesk.ui.pages.plan_evaluation import PlanEvaluation
from jzdesk.ui.pages.plan_paper import RulesPaper
from jzdesk.ui.pages.plan_text import PlanText
from jzdesk.ui.pages.plan_tree import PlanTree
from jzdesk.ui.session import Session
from jzdesk.ui.tables.list_view import ListView
from jzdesk.ui.tables.listing import PILL, SIGN, TEXT, ListColumn, ListModel, Part
from jzdesk.ui.theme import PAD, Theme
from jzdesk.ui.widgets.flowing import Flowing
from jzdesk.ui.widgets.parts import Card, button, column, label, row
from jzdesk.ui.widgets.scrolled import Beside
from jzdesk.ui.widgets.tick_box import TickBox
from jzdesk.words import say

Place = tuple[str, str]
"""A segment and a code."""


def _name(entry: Entry) -> Part:
    if entry.segment != RULES:
        return Part(entry.name, TEXT)
    return Part(say("ui.plan.rule_name", code=entry.code, name=entry.name), TEXT)


def _source(entry: Entry) -> Part:
    """Show the first chapter, and how many there are."""
    first, *others = entry.source.split("、")
    text = say("ui.plan.sources", first=first, n=len(others) + 1) if others else first
    return Part(text, TEXT, "secondary", entry.source)


def _state(entry: Entry) -> Part:
    state = entry.state
    return Part(state.word, PILL if state.sign or state.tone else TEXT, state.tone or "secondary")


_COLUMNS = (
    ListColumn[Entry]("", 30, lambda e: Part(sign_of(e.state), SIGN, e.state.tone or "faint", e.state.word)),
    ListColumn[Entry](say("ui.plan.name"), 0, _name),
    ListColumn[Entry](say("ui.plan.where"), 104, _source),
    ListColumn[Entry](say("ui.plan.now"), 114, _state),
)


class SearchLine(QLineEdit):
    """Signals: `left` when one goes on into the list (↓ or Enter)."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """↓ and Enter go into the list, Esc clears."""
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class PlanPage(QWidget):
    """Signals: `jump_requested` to a page and a key (or None)."""

    jump_requested = Signal(str, object)

    def __init__(
        self, theme: Theme, session: Session, paper: RulesPaper, evaluation: PlanEvaluation, text: PlanText,
        within: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(within)
        self.setObjectName("planPage")
        self.paper, self.evaluation, self.text = paper, evaluation, text
        self._session = session
        self._entries: tuple[Entry, ...] = ()
        self._segment = INDICATORS
        self._chosen: dict[str, str] = {}
        self._last: Place = ("", "")
        self._trail: list[Place] = []
        self._filling = False
        self.chips = {name: self._chip(name) for name in (CHAPTERS, *browsing.SEGMENTS)}
        self.search = SearchLine()
        self.mine = TickBox(say("ui.plan.mine"))
        self.model: ListModel[Entry] = ListModel(_COLUMNS, self)
        self.view = ListView(theme, self.model, "planList")
        self.tree = PlanTree(theme)
        self.detail = DetailView(theme)
        self.back = button(say("ui.plan.back"), "planBack", self._go_back, look="link")
        self.empty = label("", "secondary", wrap=True, name="planEmpty")
        self.blank = QWidget()
        self.hint = label("", "faint", wrap=True, name="planHint")
        self._arrange()
        self._connect()
        self.refresh()

    def _chip(self, name: str) -> QPushButton:
        made = button(say(f"ui.plan.{name}"), f"plan_{name}", look="chip")
        made.setCheckable(True)
        made.setChecked(name == INDICATORS)
        return made

    def _arrange(self) -> None:
        self.search.setObjectName("planSearch")
        self.search.setAccessibleName(say("ui.plan.search"))
        self.search.setPlaceholderText(say("ui.plan.search_hint"))
        self.search.setClearButtonEnabled(True)
        self.mine.setObjectName("planMine")
        self.mine.setAccessibleName(say("ui.plan.mine"))
        self.view.setAccessibleName(say("ui.nav.plan"))
        self.group = QButtonGroup(self)
        for chip in self.chips.values():
            self.group.addButton(chip)
        left, right = Card(name="planListCard", pad=0), Card(name="planDetailCard", pad=0)
        head = row(spacing=12, margins=(PAD, PAD - 4, PAD, 0))
        head.addWidget(self.search, 1)
        head.addWidget(self.mine)
        left.body.addLayout(head)
        left.body.addLayout(column(self.hint, margins=(PAD, 0, PAD, 0)))
        left.body.addWidget(self.view, 1)
        left.body.addWidget(self.tree, 1)
        self.blank.setLayout(column(self.empty, None, margins=(PAD, 8, PAD, 0)))
        left.body.addWidget(self.blank, 1)
        right.body.addWidget(self.detail, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 12, 20, PAD)
        outer.setSpacing(12)
        outer.addWidget(Flowing((*self.chips.values(), None, self.back), spacing=6))
        outer.addWidget(Flowing((self.text, None, self.evaluation, self.paper), spacing=6))
        outer.addWidget(Beside(left, right, (9, 11), narrow=840), 1)

    def _connect(self) -> None:
        self.group.buttonClicked.connect(self._segment_clicked)
        self.search.textChanged.connect(self._searched)
        self.search.left.connect(self._into_list)
        self.mine.toggled.connect(self._searched)
        self.view.selectionModel().currentRowChanged.connect(self._row_changed)
        self.view.picked.connect(self._picked)
        self.tree.chosen.connect(self._turned)
        self.tree.picked.connect(self._picked)
        self.text.loaded.connect(self.refresh)
        self.detail.jump_requested.connect(self._jump)
        self.detail.link_requested.connect(self._follow)
        shortcut = QShortcut(QKeySequence("Alt+Left"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._go_back)
        self.back.setToolTip("Alt+←")

    # Showing

    @Slot()
    def refresh(self) -> None:
        """Show the session's period as it stands."""
        self._entries = browsing.entries(self._session.office, self._session.look)
        self._show()

    def _show(self) -> None:
        """Show what is searched for in the chosen segment, and the entry that was chosen there."""
        typed, mine = self.search.text(), self.mine.isChecked()
        counts = browsing.counts(self._entries, typed, mine=mine)
        for name, chip in self.chips.items():
            title = say(f"ui.plan.{name}")
            chip.setText(say("ui.plan.counted", name=title, n=counts[name]) if name in counts else title)
            chip.setAccessibleName(chip.text())
            chip.setChecked(name == self._segment)
        self.tree.hide()
        if self._segment == CHAPTERS:
            self._show_tree(typed, mine=mine)
            return
        found = browsing.pick(self._entries, self._segment, typed, mine=mine)
        wanted = self._chosen.get(self._segment, "")
        self.model.show_items(found)
        self.view.setVisible(bool(found))
        self.blank.setVisible(not found)
        self.empty.setText(self._why_empty(typed, mine))
        self.hint.setVisible(mine and self._segment == DUTIES)
        self.hint.setText(say("desk.browsing.duty.no_unit"))
        self.back.setVisible(bool(self._trail))
        self.paper.setVisible(self._segment == RULES)
        place = next((n for n, e in enumerate(found) if e.code == wanted), 0)
        if found:
            self._put_cursor(place)
        self._show_detail(found[place] if found else None)

    def _show_tree(self, typed: str, *, mine: bool) -> None:
        """Show the chapters, on the entry that was shown last."""
        there = self.tree.show_plan(self._session, self._entries, typed, self._last, mine=mine)
        for part in (self.view, self.paper, self.hint):
            part.hide()
        self.back.setVisible(bool(self._trail))
        self.blank.setVisible(not there)
        self.empty.setText(say("ui.plan.empty", name=say("ui.plan.chapters"), typed=typed.strip()))
        if not there:
            self._show_detail(None)

    @Slot(str, str)
    def _turned(self, segment: str, code: str) -> None:
        """Show what was chosen in the tree."""
        self._last = (segment, code)
        self._chosen[segment] = code
        self.detail.show_detail(self.tree.told_of(self._session, segment, code))

    def _put_cursor(self, place: int) -> None:
        index = self.model.index(place, 0)
        self._filling = True
        self.view.setCurrentIndex(index)
        self._filling = False
        self.view.scrollTo(index)

    def _why_empty(self, typed: str, mine: bool) -> str:
        name = say(f"ui.plan.{self._segment}")
        every = len(browsing.pick(self._entries, self._segment, typed, mine=False))
        if mine and every:
            return say("ui.plan.empty_mine", name=name, n=every, mine=say("ui.plan.mine"))
        return say("ui.plan.empty", name=name, typed=typed.strip())

    def _show_detail(self, entry: Entry | None) -> None:
        if entry is None:
            self.detail.show_detail(None, say("ui.plan.nothing"))
            return
        self._chosen[entry.segment] = entry.code
        self._last = (entry.segment, entry.code)
        self.detail.show_detail(self.tree.told_of(self._session, entry.segment, entry.code))

    def take_focus(self) -> None:
        """Put the focus into the list, or where one searches when it is empty."""
        shown = self.tree if self._segment == CHAPTERS else self.view if self.model.items else self.search
        shown.setFocus()

    def flush(self) -> bool:
        """There is nothing half typed here."""
        return True

    # Choosing

    @Slot(object)
    def _segment_clicked(self, chip: QPushButton) -> None:
        self._segment = next(name for name, made in self.chips.items() if made is chip)
        self._trail.clear()
        self._show()

    @Slot()
    def _searched(self) -> None:
        self._show()

    def take_search(self) -> bool:
        """Put the focus into the search line; False when it is there already."""
        if self.search.hasFocus():
            return False
        self.search.setFocus()
        self.search.selectAll()
        return True

    def show_entry(self, segment: str, code: str) -> None:
        """Show an entry that was found elsewhere; one comes back to what was shown before."""
        if segment in EVALUATIONS:
            self.evaluation.open_kind(segment)
            return
        self._follow(Link(segment, code, ""))

    @Slot()
    def _into_list(self) -> None:
        if self.model.items or self._segment == CHAPTERS:
            self.take_focus()

    @Slot(QModelIndex, QModelIndex)
    def _row_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid() and not self._filling:
            self._show_detail(self.model.item(current.row()))

    @Slot(object)
    def _picked(self, _entry: Entry) -> None:
        if not self.detail.take_focus():
            self.detail.setFocus()

    @Slot(object)
    def _jump(self, jump: Jump) -> None:
        self._session.turn_to(jump.period)
        self.jump_requested.emit(jump.form, jump.key)

    @Slot(object)
    def _follow(self, link: Link) -> None:
        self._trail.append((self._segment, self._chosen.get(self._segment, "")))
        self._go_to(link.segment, link.code)

    @Slot()
    def _go_back(self) -> None:
        if self._trail:
            self._go_to(*self._trail.pop())

    def _go_to(self, segment: str, code: str) -> None:
        """Show an entry, whatever is searched for."""
        found = next((e for e in self._entries if (e.segment, e.code) == (segment, code)), None)
        self._segment = segment
        self._chosen[segment] = code
        for widget in (self.search, self.mine):
            widget.blockSignals(True)
        self.search.clear()
        self.mine.setChecked(self.mine.isChecked() and (found is None or found.mine))
        for widget in (self.search, self.mine):
            widget.blockSignals(False)
        self._show()
        self.view.setFocus()
