"""A small box below the period in which the office registers by when it is to be handed in."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from jzdesk.desk import deadlines
from jzdesk.errors import JzdeskError
from jzdesk.models.value import parse_date
from jzdesk.ui.messages import Messages
from jzdesk.ui.session import Session
from jzdesk.ui.widgets.fitting import shrink
from jzdesk.ui.widgets.parts import around, button, label, row
from jzdesk.words import say

WIDTH = 400


class DueBox(QFrame):
    """Floats over the window and blocks nothing; Esc closes it and gives the focus back."""

    def __init__(self, session: Session, messages: Messages, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self.setObjectName("dueBox")
        self.setProperty("look", "float")
        self.setFixedWidth(WIDTH)
        self._session, self._messages = session, messages
        self._back: QWidget | None = None
        self.title = label("", "strong")
        self.due = self._field("due", "due_hint")
        self.basis = self._field("basis", "basis_hint")
        self.reads = label("", "secondary", name="dueReads")
        self.wrong = label("", "must", wrap=True, name="dueWrong")
        self.act = button(say("ui.due.act"), "dueAct", self.register, look="primary")
        self.gone = button(say("ui.due.gone"), "dueGone", self.withdraw, look="link")
        self.cancel = button(say("ui.window.cancel"), "dueCancel", self.dismiss)
        self._arrange()
        self.due.textChanged.connect(self._read)
        session.turned.connect(self.dismiss)
        self.hide()

    def _field(self, name: str, hint: str) -> QLineEdit:
        made = QLineEdit()
        made.setObjectName(f"due_{name}")
        made.setAccessibleName(say(f"ui.due.{name}"))
        made.setPlaceholderText(say(f"ui.due.{hint}"))
        made.returnPressed.connect(self.register)
        return made

    def _arrange(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for line, (word, field) in enumerate((("due", self.due), ("basis", self.basis))):
            grid.addWidget(label(say(f"ui.due.{word}"), "secondary"), 2 * line, 0)
            grid.addWidget(field, 2 * line, 1)
        grid.addWidget(self.reads, 1, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 14, 16, 14)
        outer.setSpacing(10)
        outer.addWidget(self.title)
        outer.addWidget(label(say("ui.due.from_whom"), "faint"))
        outer.addLayout(grid)
        outer.addWidget(self.wrong)
        outer.addLayout(row(self.act, self.cancel, None, self.gone))

    def open_below(self, near: QWidget) -> None:
        """Open below what was pressed, with what is registered so far."""
        self._back = near
        period = self._session.period
        known = deadlines.deadline(self._session.office, period)
        self.title.setText(say("ui.due.title", period=period.title))
        self.setAccessibleName(self.title.text())
        self.due.setText(known.due if known else "")
        self.basis.setText(known.basis if known else "")
        self.gone.setVisible(known is not None)
        self._refuse("")
        self._read()
        self._place(near)
        self.show()
        self.raise_()
        self.due.setFocus()

    def _place(self, near: QWidget | None) -> None:
        shrink(self, around(self).size() - QSize(8, 8))
        if near is None:
            return
        room, corner = around(self), near.mapTo(self._window, QPoint(0, near.height() + 6))
        lowest = max(4, room.bottom() - self.height() - 4)
        self.move(max(4, min(corner.x(), room.right() - self.width() - 8)), min(corner.y(), lowest))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _read(self) -> None:
        """Say which day of the week was typed, and how far off it is: a slip shows at once."""
        try:
            day = parse_date(self.due.text())
        except JzdeskError:
            self.reads.setText(say("ui.due.reads_none"))
            return
        calendar, today = deadlines.calendar(), self._session.office.today
        week = say("ui.due.week").split()[day.weekday()]
        kind = say("ui.due.works" if calendar.works(day) else "ui.due.rests")
        word = "reads_left" if day >= today else "reads_over"
        self.reads.setText(say(f"ui.due.{word}", week=week, kind=kind, n=abs(calendar.between(today, day))))

    @Slot()
    def register(self) -> None:
        """Register what was typed, or say why it cannot be."""
        office, period = self._session.office, self._session.period
        try:
            found = deadlines.register(office, period, parse_date(self.due.text()), self.basis.text())
        except JzdeskError as error:
            self._refuse(error.sentence)
            (self.due if self.basis.text().strip() else self.basis).setFocus()
            return
        self._done(say("ui.due.done", day=found.due))

    @Slot()
    def withdraw(self) -> None:
        """Take back what was registered."""
        try:
            deadlines.withdraw(self._session.office, self._session.period)
        except JzdeskError as error:
            self._refuse(error.sentence)
            return
        self._done(say("ui.due.undone"))

    def _done(self, sentence: str) -> None:
        self.dismiss()
        self._session.refresh()
        self._messages.tell(sentence)

    def _refuse(self, sentence: str) -> None:
        self.wrong.setText(sentence)
        self.wrong.setVisible(bool(sentence))
        self._place(self._back if self.isVisible() else None)

    @Slot()
    def dismiss(self) -> None:
        """Close and give the focus back."""
        if self.isVisible():
            self.hide()
            if self._back is not None:
                self._back.setFocus()
