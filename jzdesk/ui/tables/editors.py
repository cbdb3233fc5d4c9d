"""What one types in: a line for figures and dates, a list for choices, a small sheet for texts."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from jzdesk.desk import window
from jzdesk.desk.naming import kind_at
from jzdesk.models.form import Column
from jzdesk.models.value import MAX_TEXT
from jzdesk.ui.theme import GRID_ROW
from jzdesk.ui.widgets.parts import label, retone
from jzdesk.words import say

TEXT_WIDTH, TEXT_LINES, NAME_LINES = 320, 4, 2
PARAGRAPH_LINES, FOOT = 12, 22
"""The lines a paragraph's editor shows before it scrolls, and the height of the count below them."""


class LineEditor(QLineEdit):
    """One line: figures, months, dates."""

    typing = Signal(str)

    def __init__(self, parent: QWidget, column: Column) -> None:
        super().__init__(parent)
        self.setAcceptDrops(False)  # a file let go here is for the row, and no text
        self.setObjectName("cellEditor")
        self.setProperty("look", "cell")
        self.setFrame(False)
        right = Qt.AlignmentFlag.AlignRight if column.kind == "number" else Qt.AlignmentFlag.AlignLeft
        self.setAlignment(right | Qt.AlignmentFlag.AlignVCenter)
        self.setAccessibleName(column.name)
        self.textEdited.connect(self.typing)

    def typed(self) -> str:
        """Return what stands in the editor."""
        return self.text()

    def fill(self, text: str) -> None:
        """Start with `text`, chosen as a whole."""
        self.setText(text)
        self.selectAll()


class TextEditor(QPlainTextEdit):
    """A few lines for texts; Alt+Enter begins a new line."""

    typing = Signal(str)

    def __init__(self, parent: QWidget, column: Column) -> None:
        super().__init__(parent)
        self.setAcceptDrops(False)  # a file let go here is for the row, and no text
        self.setObjectName("cellEditor")
        self.setProperty("look", "cell")
        self.setTabChangesFocus(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(column.name)
        self.textChanged.connect(self._changed)

    def typed(self) -> str:
        """Return what stands in the editor."""
        return self.toPlainText()

    def fill(self, text: str) -> None:
        """Start with `text`, the cursor behind it."""
        self.setPlainText(text)
        self.moveCursor(QTextCursor.MoveOperation.End)

    def event(self, event: QEvent) -> bool:
        """Keep Alt+Enter from the page's keys: here it is a new line."""
        enter = isinstance(event, QKeyEvent) and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Enter is a new line; Enter alone leaves the cell."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.insertPlainText("\n")
            return
        super().keyPressEvent(event)

    @Slot()
    def _changed(self) -> None:
        self.typing.emit(self.toPlainText())


class NameEditor(TextEditor):
    """A line or two for a name or a code: those used before are offered below."""

    def fill(self, text: str) -> None:
        """Start with `text`, chosen as a whole: another name takes its place."""
        self.setPlainText(text)
        self.selectAll()


class ParagraphEditor(TextEditor):
    """Paragraphs: Enter begins a new line, and the count of what is written stands below."""

    def __init__(self, parent: QWidget, column: Column) -> None:
        super().__init__(parent, column)
        self.setViewportMargins(0, 2, 0, FOOT)
        self.count = label("", "small", name="written")
        self.keys = label(say("ui.grid.written_keys"), "faint", name="writtenKeys")
        self.keys.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for part in (self.count, self.keys):
            part.setParent(self)
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.textChanged.connect(self._tell_count)
        self._tell_count()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the count below the text."""
        super().resizeEvent(event)
        top, half = self.height() - FOOT, self.width() // 2
        for part, left in ((self.count, 8), (self.keys, half - 20)):  # beside the scroll bar
            part.setGeometry(left, top, half - 8, FOOT - 3)

    @Slot()
    def _tell_count(self) -> None:
        written = window.length_of(self.toPlainText())
        self.count.setText(say("ui.grid.written", n=written, most=MAX_TEXT))
        retone(self.count, "must" if written > MAX_TEXT else "small", "look")
        self.setAccessibleDescription(self.count.text())


class ChoiceEditor(QComboBox):
    """The words of an enumeration; a digit chooses the word of that number."""

    typing = Signal(str)

    def __init__(self, parent: QWidget, column: Column) -> None:
        super().__init__(parent)
        self.setObjectName("cellEditor")
        self.setProperty("look", "cell")
        self.setFrame(False)
        self.addItem(say("ui.grid.no_choice"), "")
        for option in column.options:
            self.addItem(option.word, option.word)
        self.setMaxVisibleItems(len(column.options) + 2)
        self.setAccessibleName(column.name)
        self.currentIndexChanged.connect(self._chosen)

    def typed(self) -> str:
        """Return the word chosen, nothing for none."""
        return str(self.currentData() or "")

    def fill(self, text: str) -> None:
        """Start with the word `text`; a blank reason is kept as a choice of its own."""
        place = self.findData(text)
        if place < 0:
            self.addItem(text, text)
            place = self.count() - 1
        self.setCurrentIndex(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let digits choose."""
        number = event.text()
        if number.isdigit() and int(number) < self.count():
            self.setCurrentIndex(int(number))
            return
        super().keyPressEvent(event)

    @Slot()
    def _chosen(self) -> None:
        self.typing.emit(self.typed())


Editor = LineEditor | TextEditor | ChoiceEditor


def editor_for(parent: QWidget, column: Column) -> Editor:
    """Return the editor for a column's kind."""
    if column.kind == "enum":
        return ChoiceEditor(parent, column)
    if kind_at(column):
        return NameEditor(parent, column)
    if window.is_paragraph(column):
        return ParagraphEditor(parent, column)
    return TextEditor(parent, column) if column.kind == "text" else LineEditor(parent, column)


def mark_wrong(editor: Editor, wrong: bool) -> None:
    """Show that what was typed was refused, or that it is being mended."""
    if bool(editor.property("wrong")) != wrong:
        editor.setProperty("wrong", wrong)
        editor.style().unpolish(editor)
        editor.style().polish(editor)


def room_for(editor: Editor, width: int, height: int) -> tuple[int, int]:
    """Return how wide and high an editor wants to be over a cell of that size."""
    if isinstance(editor, ParagraphEditor):
        lines = min(int(editor.document().size().height()), PARAGRAPH_LINES)  # a plain document counts lines
        wanted = lines * editor.fontMetrics().lineSpacing() + FOOT + 14
        return max(width, TEXT_WIDTH), max(height, wanted)
    if isinstance(editor, NameEditor):
        return max(width, TEXT_WIDTH), max(height, NAME_LINES * 18 + 8)
    if isinstance(editor, TextEditor):
        return max(width, TEXT_WIDTH), max(height, TEXT_LINES * 18 + 8)
    if isinstance(editor, ChoiceEditor):
        return max(width, editor.sizeHint().width()), max(height, GRID_ROW)
    return width, height
