"""The line above a form: its title, what is open in it, and what one may do with the whole of it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from jzdesk.desk.cell_states import Tally
from jzdesk.ui.widgets.parts import button, label, retone, row
from jzdesk.ui.widgets.state_chips import BARE, FULL, SHORT, StateChips
from jzdesk.words import say

SPACING, LEAST = 8, 420


class FormHead(QWidget):
    """Signals: `legend_requested` what the signs mean; `line_requested` a 行次; `nil_requested` declare
    or not; `books_requested` the menu of workbooks at a point, `import_requested` and `export_requested`
    what stands in it.
    """

    legend_requested = Signal()
    line_requested = Signal(str)
    nil_requested = Signal(bool)
    books_requested = Signal(QPoint)
    import_requested = Signal()
    export_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = label("", "title", name="formTitle")
        self.title.setMinimumWidth(0)
        self._title = self._short = ""
        self.chips = StateChips()
        self.legend = button(say("ui.states.legend"), "legendButton", self._legend, look="link")
        self.legend.setToolTip(say("ui.states.legend_tip"))
        self.line = QLineEdit()
        self.line.setObjectName("lineNumber")
        self.line.setAccessibleName(say("ui.form.line"))
        self.line.setPlaceholderText(say("ui.form.line"))
        self.line.setToolTip(say("ui.form.line_tip"))
        self.line.setFixedWidth(56)
        self.line.returnPressed.connect(self._line)
        self.nil = button(say("ui.form.nil"), "nilButton", self._nil)
        self.nil.setToolTip(say("ui.form.nil_tip"))
        self.books = button(say("ui.books.menu.name"), "booksButton", self._books)
        self.books.setToolTip(say("ui.books.menu.tip"))
        self._tools = (self.legend, self.line, self.nil, self.books)
        self.setLayout(row(self.title, None, self.chips, *self._tools, spacing=SPACING))

    def show_form(self, title: str, short: str, *, may_declare: bool, bare: bool = False) -> None:
        """Show a form's title, `short` where there is no room for it, and the way to declare that there is
        nothing to report; of a `bare` list that is what is next.
        """
        self._title, self._short = title, short
        self.title.setToolTip(title)
        self.nil.setVisible(may_declare)
        retone(self.nil, "primary" if bare else "", "look")
        self._fit()

    def show_tally(self, tally: Tally) -> None:
        """Show how many cells are in each state."""
        self.chips.show_tally(tally)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Let the line be as narrow as the page: words get shorter, and the title."""
        return QSize(LEAST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Write as much as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Write anew when a chip comes or goes."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        metrics = self.title.fontMetrics()
        shown = [part for part in self._tools if not part.isHidden()]
        tools = sum(min(part.sizeHint().width(), part.maximumWidth()) + SPACING for part in shown)
        room = self.width() - tools - 2 * SPACING
        tried = ((self._title, FULL), (self._title, SHORT), (self._short, SHORT), (self._short, BARE))
        rest = (
            (title, size, room - self.chips.width_at(size) - metrics.horizontalAdvance(title))
            for title, size in tried
        )
        title, size, _ = next((one for one in rest if one[2] >= 0), (self._short, BARE, 0))
        self.chips.write(size)
        left = max(0, room - self.chips.width_at(size))
        self.title.setText(metrics.elidedText(title, Qt.TextElideMode.ElideRight, left))

    @Slot()
    def _legend(self) -> None:
        self.legend_requested.emit()

    @Slot()
    def _line(self) -> None:
        self.line_requested.emit(self.line.text())
        self.line.clear()

    @Slot()
    def _books(self) -> None:
        self.books_requested.emit(self.books.mapToGlobal(self.books.rect().bottomLeft()))

    @Slot()
    def _nil(self) -> None:
        self.nil_requested.emit(True)


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

    Signals: `name_given` with the block's code and the name; `opened` the line is shown.
    """

    name_given = Signal(str, str)
    opened = Signal(object)

    def __init__(self, block: str, what: str) -> None:
        super().__init__()
        self._block = block
        self._names: QObject | None = None
        self.button = button(say("ui.form.add_row"), f"addRow_{block}", self.open_line)
        self.button.setToolTip(say("ui.form.add_row_tip"))
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

    def offer(self, names: QObject) -> None:
        """Let `names` offer what was used before, in place of what did."""
        if self._names is not None:
            self._names.deleteLater()
        self._names = names

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
    def open_line(self) -> None:
        """Show the line for the name."""
        self.opened.emit(self)
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
