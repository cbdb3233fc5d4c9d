"""The line above a form: its title, what is open in it, and what one may do with the whole of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from jzdesk.models import todo
from jzdesk.ui.widgets.parts import button, label, retone, row
from jzdesk.words import say


class FormHead(QWidget):
    """Signals: `next_requested` the next cell of a kind; `line_requested` a 行次; `nil_requested`
    declare or not.
    """

    next_requested = Signal(str)
    line_requested = Signal(str)
    nil_requested = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.title = label("", "title", name="formTitle")
        self.chips = {
            kind: button("", f"chip_{name}", self._chip, look="chip")
            for kind, name in ((todo.BLANK, "blank"), (todo.MUST, "must"), (todo.EXPLAIN, "explain"))
        }
        for kind, chip in self.chips.items():
            chip.setProperty("kind", kind)
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.line = QLineEdit()
        self.line.setObjectName("lineNumber")
        self.line.setAccessibleName(say("ui.form.line"))
        self.line.setPlaceholderText(say("ui.form.line"))
        self.line.setToolTip(say("ui.form.line_tip"))
        self.line.setFixedWidth(64)
        self.line.returnPressed.connect(self._line)
        self.nil = button(say("ui.form.nil"), "nilButton", self._nil)
        self.nil.setToolTip(say("ui.form.nil_tip"))
        self.setLayout(row(self.title, None, *self.chips.values(), self.line, self.nil, spacing=8))

    def show_form(self, title: str, counts: dict[str, int], *, may_declare: bool) -> None:
        """Show a form's title and what is open in it."""
        self.title.setText(title)
        words = {todo.BLANK: "blank", todo.MUST: "must", todo.EXPLAIN: "explain"}
        for kind, chip in self.chips.items():
            chip.setText(say(f"ui.form.chip_{words[kind]}", n=counts[kind]))
            chip.setAccessibleName(chip.text())
            chip.setEnabled(counts[kind] > 0)
        self.nil.setVisible(may_declare)

    @Slot()
    def _chip(self) -> None:
        pressed = self.sender()
        if pressed is not None:
            self.next_requested.emit(str(pressed.property("kind")))

    @Slot()
    def _line(self) -> None:
        self.line_requested.emit(self.line.text())
        self.line.clear()

    @Slot()
    def _nil(self) -> None:
        self.nil_requested.emit(True)


class Notice(QFrame):
    """A quiet band that says why a form cannot be typed in, and the way out.

    Signals: `asked` for the way out.
    """

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notice")
        self.setProperty("look", "notice")
        self.text = label("", wrap=True, name="noticeText")
        self.way = button("", "noticeButton", self._ask)
        line = row(spacing=8, margins=(12, 5, 8, 5))
        line.addWidget(self.text, 1)
        line.addWidget(self.way)
        self.setLayout(line)
        self.hide()

    def show_notice(self, text: str, way: str) -> None:
        """Show a sentence with the button that helps, or nothing."""
        self.text.setText(text)
        self.way.setText(way)
        self.way.setAccessibleName(way)
        self.way.setVisible(bool(way))
        self.setVisible(bool(text))

    @Slot()
    def _ask(self) -> None:
        self.asked.emit()


class NameEdit(QLineEdit):
    """Signals: `escaped` Escape was pressed."""

    escaped = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)


class AddRow(QWidget):
    """Adds a row of the office's own: the button gives way to a line for the name.

    Signals: `name_given` with the block's code and the name.
    """

    name_given = Signal(str, str)

    def __init__(self, block: str, what: str) -> None:
        super().__init__()
        self._block = block
        self.button = button(say("ui.form.add_row"), f"addRow_{block}", self._open)
        self.name = NameEdit()
        self.name.setObjectName(f"rowName_{block}")
        self.name.setAccessibleName(say("ui.form.row_name", what=what))
        self.name.setPlaceholderText(say("ui.form.row_name", what=what))
        self.name.setMinimumWidth(260)
        self.name.returnPressed.connect(self._give)
        self.name.escaped.connect(self._give_up)
        self.take = button(say("ui.form.row_add"), f"rowTake_{block}", self._give, look="primary")
        self.wrong = label("", "must", name=f"rowWrong_{block}")
        self.setLayout(row(self.button, self.name, self.take, self.wrong, None, spacing=8))
        self.close_line()

    def refuse(self, sentence: str) -> None:
        """Say why the row could not be added; the name stays."""
        self.wrong.setText(sentence)
        self.name.setProperty("wrong", True)
        retone(self.name, "wrong", "state")

    @Slot()
    def close_line(self) -> None:
        """Show the button alone."""
        self.name.clear()
        self.wrong.setText("")
        self.name.setProperty("wrong", False)
        retone(self.name, "", "state")
        for part in (self.name, self.take):
            part.hide()
        self.button.show()

    @Slot()
    def _open(self) -> None:
        self.button.hide()
        for part in (self.name, self.take):
            part.show()
        self.name.setFocus()

    @Slot()
    def _give_up(self) -> None:
        self.close_line()
        self.button.setFocus()

    @Slot()
    def _give(self) -> None:
        self.name_given.emit(self._block, self.name.text())
