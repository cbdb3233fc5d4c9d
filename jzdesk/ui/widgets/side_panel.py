"""Beside the cursor: what the cell is, what it was before, what the plan says, and what is noted of it."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from jzdesk.desk.cell_series import Series
from jzdesk.desk.cell_view import CellView
from jzdesk.desk.origins import Used
from jzdesk.models.entry import Key, Origin
from jzdesk.ui.theme import PANEL_WIDTH, Theme
from jzdesk.ui.widgets.facts import CellFacts
from jzdesk.ui.widgets.parts import Card, button, clear, label, retone, row
from jzdesk.ui.widgets.scrolled import Lengthwise
from jzdesk.ui.widgets.side_more import SideMore
from jzdesk.ui.widgets.side_origin import SideOrigin
from jzdesk.ui.widgets.side_plan import SidePlan, reading
from jzdesk.ui.widgets.side_said import SideSaid
from jzdesk.ui.widgets.sparkline import Sparkline
from jzdesk.words import say

NOTE_HEIGHT = 58
_LOOKS = {"must", "explain"}


class NoteEdit(QPlainTextEdit):
    """Signals: `left` the focus has gone elsewhere."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the note was left."""
        super().focusOutEvent(event)
        self.left.emit()


class SidePanel(Card):
    """Signals: `note_written` a note was left (key, text); `reason_requested` why the cell is blank;
    `history_requested` what was done to it; `left` Esc asks for the grid again.
    """

    note_written = Signal(object, str)
    reason_requested = Signal()
    history_requested = Signal()
    evidence_requested = Signal()
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(name="sidePanel", pad=0)
        self.setFixedWidth(PANEL_WIDTH)
        self.setAccessibleName(say("ui.side.name"))
        self._facts: CellFacts | None = None
        self._saved_note = ""
        self._line_told = ""
        self.title_line = reading("strong", "sideTitle")
        self.place = label("", "small", wrap=True, name="sidePlace")
        self.value = label("", "figure", wrap=True, name="sideValue")
        self.reading = label("", "small", wrap=True, name="sideReading")
        self.sentences = reading("must", "sideSentences")
        self.said = SideSaid()
        self.more = SideMore()
        self._compared: list[tuple[QLabel, QLabel]] = []
        self.numbers = QGridLayout()
        self.numbers.setHorizontalSpacing(8)
        self.numbers.setVerticalSpacing(4)
        self.missing = label("", "faint", wrap=True, name="sideMissing")
        self.line_head = label("", "small", name="sideLineHead")
        self.line = Sparkline(theme)
        self.line_told = label("", "faint", wrap=True, name="sideLineTold")
        self.plan = SidePlan()
        self.note_head = label(say("ui.side.note"), "small")
        self.note = self._note_edit()
        self.origin = SideOrigin()
        self.reason = button(say("ui.side.reason"), "reasonButton", self._reason, look="textlink")
        self.evidence = button("", "evidenceButton", self._evidence, look="textlink")
        self.evidence.setToolTip(say("ui.evidence.link_tip"))
        self.history = button(say("ui.side.history"), "historyButton", self._history, look="textlink")
        self.nothing = label(say("ui.side.nothing"), "faint", wrap=True)
        self.line.told.connect(self._tell_line)
        self._arrange()
        self._order()
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.left)
        self.show_facts(None, None, Used((), ()), editable=False)

    def _note_edit(self) -> NoteEdit:
        made = NoteEdit()
        made.setObjectName("note")
        made.setAccessibleName(say("ui.side.note"))
        made.setPlaceholderText(say("ui.side.note_hint"))
        made.setFixedHeight(NOTE_HEIGHT)
        made.setAcceptDrops(False)  # a file let go here is for the row, and no text
        made.setTabChangesFocus(True)
        made.left.connect(self.flush)
        return made

    def _arrange(self) -> None:
        inner = QWidget()
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(14, 12, 12, 12)
        lines.setSpacing(4)
        for part in (self.nothing, self.title_line, self.place, self.value, self.reading, self.sentences):
            lines.addWidget(part)
        lines.addWidget(self.said)
        lines.addWidget(self.more)
        lines.addLayout(self.numbers)
        lines.addWidget(self.missing)
        for part in (self.line_head, self.line, self.line_told, self.plan, self.note_head, self.note):
            lines.addWidget(part)
        lines.addWidget(self.origin)
        lines.addLayout(row(self.reason, self.history, None, spacing=16))
        lines.addLayout(row(self.evidence, None))
        lines.addStretch(1)
        self.area = Lengthwise(inner)
        self.area.setObjectName("sideArea")
        self.area.setProperty("look", "read")
        self.area.setAccessibleName(say("ui.side.name"))
        self.area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.body.addWidget(self.area)

    def _order(self) -> None:
        """Go through the panel from top to bottom."""
        parts = (
            self.area, self.said.field, self.said.act, *self.more.mends, self.more.open_lines,
            self.more.take_over, self.more.reason, self.line, self.plan.source, self.note,
            self.origin.bureau, self.origin.ledger, self.reason, self.history, self.evidence,
        )  # fmt: skip
        for first, second in pairwise(parts):
            QWidget.setTabOrder(first, second)

    @property
    def key(self) -> Key | None:
        """The cell the panel tells of."""
        return self._facts.key if self._facts else None

    def show_facts(
        self, facts: CellFacts | None, view: CellView | None, used: Used, *,
        editable: bool, enterable: bool = False,
    ) -> None:  # fmt: skip
        """Tell of a cell, or of none; what is being written beside it is saved first."""
        if facts is None or facts.key != self.key:
            self.flush()
            self.area.verticalScrollBar().setValue(0)
        self._facts = facts
        self.nothing.setVisible(facts is None)
        _put(self.title_line, facts.title if facts else "")
        _put(self.place, facts.place if facts else "")
        self._show_value(facts)
        self._show_numbers(facts)
        _put(self.missing, facts.missing if facts else "")
        self._show_line(view.series if view else None)
        self.plan.show_view(facts.definition if facts else "", view)
        self._show_note(facts, editable=editable)
        self.origin.setVisible(bool(view and view.sourced))
        self.origin.show_origin(self.key if view else None, view.origin if view else Origin(), used)
        self.reason.setVisible(enterable)
        self.history.setVisible(facts is not None)
        self.evidence.setVisible(facts is not None)
        self.more.show_facts(facts, enterable=enterable)

    def _show_value(self, facts: CellFacts | None) -> None:
        _put(self.value, self._value_text(facts))
        retone(self.value, "figure" if facts is None or facts.numeric else "told", "look")
        _put(self.reading, facts.reading if facts else "")
        retone(self.sentences, facts.tone if facts and facts.tone in _LOOKS else "secondary", "look")
        _put(self.sentences, "\n".join(facts.sentences) if facts else "")

    @staticmethod
    def _value_text(facts: CellFacts | None) -> str:
        if facts is None:
            return ""
        if facts.blank:
            return facts.blank.split(":", 1)[0]
        return f"{facts.value} {facts.unit}".strip() if facts.value else say("ui.side.open")

    def _show_numbers(self, facts: CellFacts | None) -> None:
        """Show the figures to compare with; lines that are there are used again from cell to cell."""
        compared = facts.compared if facts else ()
        if len(compared) != len(self._compared):
            clear(self.numbers)
            self._compared = [(label("", "small"), label("")) for _ in compared]
            for line, (name, figure) in enumerate(self._compared):
                figure.setAlignment(Qt.AlignmentFlag.AlignRight)
                self.numbers.addWidget(name, line, 0)
                self.numbers.addWidget(figure, line, 1)
        for labels, texts in zip(self._compared, compared, strict=True):
            for one, text in zip(labels, texts, strict=True):
                one.setText(text)

    def _show_line(self, series: Series | None) -> None:
        drawn = series is not None and bool(series.points)
        _put(self.line_head, series.title if series else "")
        self.line.setVisible(drawn)
        told = "" if series is None else say("ui.side.no_line")
        if series is not None and drawn:
            told = "\n".join(part for part in (series.told, series.broken) if part)
        self._line_told = told
        self.line.show_series(series or Series(""))
        _put(self.line_told, told)

    @Slot(str)
    def _tell_line(self, told: str) -> None:
        """Tell the chosen period below the line, or else what the whole line says."""
        self.line_told.setText(told or self._line_told)

    def _show_note(self, facts: CellFacts | None, *, editable: bool) -> None:
        writable = facts is not None and facts.noted
        for part in (self.note_head, self.note):
            part.setVisible(writable)
        self.note.setReadOnly(not editable)
        if (facts is not None and facts.note != self._saved_note) or facts is None:
            self._fill_note(facts.note if facts else "")

    def show_typing(self, text: str, told: str = "") -> None:
        """Show large what is being typed, and below what it comes to before it is taken."""
        if self._facts is None or self._facts.paragraph:
            return
        _put(self.value, f"{text} {self._facts.unit}".strip())
        _put(self.reading, told)

    def write_note(self) -> None:
        """Put the cursor into the note."""
        if self.note.isVisible() and not self.note.isReadOnly():
            self.note.setFocus()

    @Slot()
    def flush(self) -> None:
        """Save note, origin and the reason of a stage if they were changed."""
        self.more.flush()
        self.origin.flush()
        text = self.note.toPlainText().strip()
        if self._facts is not None and text != self._saved_note.strip() and not self.note.isReadOnly():
            self._saved_note = text
            self.note_written.emit(self._facts.key, text)

    def _fill_note(self, text: str) -> None:
        self._saved_note = text
        self.note.setPlainText(text)

    @Slot()
    def _reason(self) -> None:
        self.reason_requested.emit()

    @Slot()
    def _history(self) -> None:
        self.history_requested.emit()

    @Slot()
    def _evidence(self) -> None:
        self.evidence_requested.emit()

    def show_evidence(self, count: int) -> None:
        """Say how many files prove the row's figures."""
        text = say("ui.evidence.link_some", n=count) if count else say("ui.evidence.link")
        self.evidence.setText(text)
        self.evidence.setAccessibleName(text)


def _put(where: QLabel, text: str) -> None:
    where.setText(text)
    where.setVisible(bool(text))
