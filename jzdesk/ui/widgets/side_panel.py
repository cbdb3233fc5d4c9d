"""Beside the cursor: what the cell is, what it was before, what the plan says, and its note."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from jzdesk.models.entry import Key
from jzdesk.ui.theme import PANEL_WIDTH
from jzdesk.ui.widgets.facts import CellFacts
from jzdesk.ui.widgets.parts import Card, button, clear, label, retone, row
from jzdesk.ui.widgets.side_more import SideMore
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
    """Signals: `note_written` a note was left (key, text); `reason_requested` why the cell is blank."""

    note_written = Signal(object, str)
    reason_requested = Signal()

    def __init__(self) -> None:
        super().__init__(name="sidePanel", pad=0)
        self.setFixedWidth(PANEL_WIDTH)
        self.setAccessibleName(say("ui.side.name"))
        self._facts: CellFacts | None = None
        self._saved_note = ""
        self.title_line = label("", "strong", wrap=True, name="sideTitle")
        self.place = label("", "small", wrap=True, name="sidePlace")
        self.value = label("", "figure", wrap=True, name="sideValue")
        self.reading = label("", "small", wrap=True, name="sideReading")
        self.sentences = label("", "must", wrap=True, name="sideSentences")
        self.more = SideMore()
        self.numbers = QGridLayout()
        self.numbers.setHorizontalSpacing(8)
        self.numbers.setVerticalSpacing(4)
        self.missing = label("", "faint", wrap=True, name="sideMissing")
        self._texts = {
            name: label("", wrap=True, name=f"side_{name}") for name in ("definition", "target", "source")
        }
        self._heads = {name: label(say(f"ui.side.{name}"), "small") for name in self._texts}
        self.note_head = label(say("ui.side.note"), "small")
        self.note = NoteEdit()
        self.note.setObjectName("note")
        self.note.setAccessibleName(say("ui.side.note"))
        self.note.setPlaceholderText(say("ui.side.note_hint"))
        self.note.setFixedHeight(NOTE_HEIGHT)
        self.note.setTabChangesFocus(True)
        self.note.left.connect(self.flush)
        self.reason = button(say("ui.side.reason"), "reasonButton", self._reason, look="link")
        self.nothing = label(say("ui.side.nothing"), "faint", wrap=True)
        self._arrange()
        self.show_facts(None, editable=False)

    def _arrange(self) -> None:
        inner = QWidget()
        inner.setObjectName("content")
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(14, 12, 12, 12)
        lines.setSpacing(4)
        for part in (self.nothing, self.title_line, self.place, self.value, self.reading, self.sentences):
            lines.addWidget(part)
        lines.addWidget(self.more)
        lines.addLayout(self.numbers)
        lines.addWidget(self.missing)
        for name, text in self._texts.items():
            lines.addSpacing(4)
            lines.addWidget(self._heads[name])
            lines.addWidget(text)
        lines.addSpacing(4)
        lines.addWidget(self.note_head)
        lines.addWidget(self.note)
        lines.addLayout(row(self.reason, None))
        lines.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        self.body.addWidget(area)

    @property
    def key(self) -> Key | None:
        """The cell the panel tells of."""
        return self._facts.key if self._facts else None

    def show_facts(self, facts: CellFacts | None, *, editable: bool, enterable: bool = False) -> None:
        """Tell of a cell, or of none; a note being written is saved first."""
        if facts is None or facts.key != self.key:
            self.flush()
        self._facts = facts
        self.nothing.setVisible(facts is None)
        _put(self.title_line, facts.title if facts else "")
        _put(self.place, facts.place if facts else "")
        _put(self.value, self._value_text(facts))
        retone(self.value, "figure" if facts is None or facts.numeric else "told", "look")
        retone(self.sentences, facts.tone if facts and facts.tone in _LOOKS else "secondary", "look")
        _put(self.reading, facts.reading if facts else "")
        _put(self.sentences, "\n".join(facts.sentences) if facts else "")
        self._show_numbers(facts)
        _put(self.missing, facts.missing if facts else "")
        for name, text in self._texts.items():
            told = self._told(facts, name)
            _put(text, told)
            self._heads[name].setVisible(bool(told))
        writable = facts is not None and facts.noted
        for part in (self.note_head, self.note):
            part.setVisible(writable)
        self.note.setReadOnly(not editable)
        if (facts is not None and facts.note != self._saved_note) or facts is None:
            self._fill_note(facts.note if facts else "")
        self.reason.setVisible(enterable)
        self.more.show_facts(facts, enterable=enterable)

    @staticmethod
    def _value_text(facts: CellFacts | None) -> str:
        if facts is None:
            return ""
        if facts.blank:
            return facts.blank.split(":", 1)[0]
        return f"{facts.value} {facts.unit}".strip() if facts.value else say("ui.side.open")

    @staticmethod
    def _told(facts: CellFacts | None, name: str) -> str:
        if facts is None:
            return ""
        if name == "target":
            return "\n".join(part for part in (facts.target, facts.base) if part)
        return facts.definition if name == "definition" else facts.source

    def _show_numbers(self, facts: CellFacts | None) -> None:
        clear(self.numbers)
        for line, (name, value) in enumerate(facts.compared if facts else ()):
            figure = label(value)
            figure.setAlignment(Qt.AlignmentFlag.AlignRight)
            self.numbers.addWidget(label(name, "small"), line, 0)
            self.numbers.addWidget(figure, line, 1)

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
        """Save the note and the reason of a stage if they were changed."""
        self.more.flush()
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


def _put(where: QLabel, text: str) -> None:
    where.setText(text)
    where.setVisible(bool(text))
