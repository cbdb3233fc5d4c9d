"""帮助: what is told of the place one is at, a line to search all of it, and the way back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from jzdesk.desk.helping import Helping, kind_title
from jzdesk.models.help.entry import Entry
from jzdesk.models.lookup import Target
from jzdesk.ui.tables.list_view import ListView
from jzdesk.ui.tables.listing import PILL, TEXT, ListColumn, ListModel, Part
from jzdesk.ui.theme import Theme
from jzdesk.ui.widgets.help_page import HelpPage
from jzdesk.ui.widgets.hits import HitLine, Hits
from jzdesk.ui.widgets.parts import button, label, row
from jzdesk.words import say

MOST_HITS, STEPS_KEPT = 9, 40

_COLUMNS = (
    ListColumn[Target]("", 64, lambda one: Part(say(f"ui.find.kind.{one.kind}"), PILL, "")),
    ListColumn[Target]("", 0, lambda one: Part(one.title, TEXT)),
)


class HelpPane(QFrame):
    """Signals: `closed` one wants back to where one was; `manual_requested` all of it as a paper."""

    closed = Signal()
    manual_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("helpPane")
        self.setProperty("look", "float")
        self.setAccessibleName(say("ui.help.name"))
        self._helping = Helping()
        self._steps: list[Entry | None] = []
        self.line = HitLine()
        self.line.setObjectName("helpLine")
        self.line.setAccessibleName(say("ui.help.search"))
        self.line.setPlaceholderText(say("ui.help.hint"))
        self.line.setClearButtonEnabled(True)
        self.model: ListModel[Target] = ListModel(_COLUMNS, self)
        self.view = ListView(theme, self.model, "helpHits", ends=True)
        self.view.horizontalHeader().hide()
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setAccessibleName(say("ui.help.found"))
        self.hits = Hits(self.line, self.model, self.view)
        self.told = label("", "secondary", wrap=True, name="helpTold")
        self.page = HelpPage(theme)
        self.back = button(say("ui.help.back"), "helpBack", self.go_back, look="link")
        self.contents = button(say("ui.help.contents"), "helpContents", self.show_contents, look="link")
        self.manual = button(say("ui.help.manual"), "helpManual", self.manual_requested.emit, look="link")
        self.shut = button(say("ui.help.close"), "helpClose", self.closed.emit, look="link")
        self.back.setToolTip(say("ui.nav.key", what=say("ui.help.back"), key="Alt+←"))
        self.manual.setToolTip(say("ui.help.manual_tip"))
        self._arrange()
        self._connect()
        self._show_hits("", ())

    def _arrange(self) -> None:
        head = row(label(say("ui.help.name"), "head"), None, self.contents, self.shut, spacing=4)
        foot = row(self.back, None, self.manual, spacing=4)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 10, 12, 10)
        outer.setSpacing(8)
        outer.addLayout(head)
        for part in (self.line, self.view, self.told):
            outer.addWidget(part)
        outer.addWidget(self.page, 1)
        outer.addWidget(label(say("ui.help.keys"), "faint", wrap=True, name="helpKeys"))
        outer.addLayout(foot)

    def _connect(self) -> None:
        self.line.textChanged.connect(self._typed)
        self.hits.chosen.connect(self._choose)
        self.view.measured.connect(self._fit)
        self.page.asked.connect(self.go_to)
        self.page.typed.connect(self._begin)
        for keys, slot in (("Esc", self._leave), ("Alt+Left", self.go_back)):
            made = QShortcut(QKeySequence(keys), self)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(slot)

    # What is read

    def open(self, helping: Helping, entry: Entry | None) -> None:
        """Show an entry, or all titles where there is none, as the first step."""
        self._helping = helping
        self._steps = []
        self.line.clear()
        self._step(entry)
        self.page.setFocus(Qt.FocusReason.PopupFocusReason)

    @property
    def entry(self) -> Entry | None:
        """What is read; None while it is the list of titles."""
        return self._steps[-1] if self._steps else None

    @Slot(str)
    def go_to(self, topic: str) -> None:
        """Go on to another entry."""
        found = self._helping.entry(topic)
        if found is not None:
            self.line.clear()
            self._step(found)
            self.page.setFocus(Qt.FocusReason.PopupFocusReason)

    @Slot()
    def show_contents(self) -> None:
        """Show every entry's title by chapter."""
        self.line.clear()
        self._step(None)
        self.page.setFocus(Qt.FocusReason.PopupFocusReason)

    @Slot()
    def go_back(self) -> None:
        """Go back a step."""
        if len(self._steps) > 1:
            self._steps.pop()
            self._show()

    def _step(self, entry: Entry | None) -> None:
        self._steps = [*self._steps[-STEPS_KEPT:], entry]
        self._show()

    def _show(self) -> None:
        entry = self.entry
        if entry is None:
            self.page.show_contents(self._helping.chapters())
        else:
            self.page.show_entry(entry, self._helping.title, kind_title(entry.kind))
        self.back.setVisible(len(self._steps) > 1)

    # Searching

    @Slot(str)
    def _begin(self, text: str) -> None:
        """Search with a letter that was typed while reading."""
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)
        self.line.insert(text)

    @Slot(str)
    def _typed(self, text: str) -> None:
        self._show_hits(text, self._helping.find(text) if text.strip() else ())

    def _show_hits(self, typed: str, hits: Sequence[Target]) -> None:
        self.model.show_items(hits)
        self.view.setVisible(bool(hits))
        if hits:
            self.view.setCurrentIndex(self.model.index(0, 1))
        self._fit()
        nothing = bool(typed.strip()) and not hits
        self.told.setText(say("ui.help.empty", typed=typed.strip()[:16]) if nothing else "")
        self.told.setVisible(nothing)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep room for what is read."""
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        beside = self.height() // 2  # what is read keeps as much
        self.view.setFixedHeight(self.view.whole_lines(max(30, min(MOST_HITS * 30, beside))))

    @Slot(object)
    def _choose(self, one: Target) -> None:
        if one.entry is not None:
            self.go_to(one.entry[1])

    @Slot()
    def _leave(self) -> None:
        """Give up what is searched for, or close."""
        if self.line.text():
            self.line.clear()
            self.page.setFocus(Qt.FocusReason.PopupFocusReason)
        else:
            self.closed.emit()
