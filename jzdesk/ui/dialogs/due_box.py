"""A small box below the period in which the office registers by when it is to be handed in."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from jzdesk.desk import deadlines
from jzdesk.errors import JzdeskError
from jzdesk.models.value import parse_date
from jzdesk.ui.dialogs.float_box import FloatBox
from jzdesk.ui.messages import Messages
from jzdesk.ui.session import Session
from jzdesk.ui.widgets.parts import button, label, row
from jzdesk.words import say

WIDTH = 400


class DueBox(FloatBox):
    """Registers the day and who said so, or takes it back."""

    def __init__(self, session: Session, messages: Messages, parent: QWidget) -> None:
        super().__init__(session, messages, parent, "dueBox", WIDTH)
        self.due = self._field("due", 0)
        self.reads = label("", "secondary", name="dueReads")
        self.grid.addWidget(self.reads, 1, 1)
        self.basis = self._field("basis", 2)
        self.act = button(say("ui.due.act"), "dueAct", self.register, look="primary")
        self.gone = button(say("ui.due.gone"), "dueGone", self.withdraw, look="link")
        self.cancel = button(say("ui.window.cancel"), "dueCancel", self.dismiss)
        self.arrange(row(self.act, self.cancel, None, self.gone))
        self.due.textChanged.connect(self._read)

    def _field(self, name: str, line: int) -> QLineEdit:
        made = QLineEdit()
        made.setObjectName(f"due_{name}")
        made.setAccessibleName(say(f"ui.due.{name}"))
        made.setPlaceholderText(say(f"ui.due.{name}_hint"))
        made.returnPressed.connect(self.register)
        self.grid.addWidget(label(say(f"ui.due.{name}"), "secondary"), line, 0)
        self.grid.addWidget(made, line, 1)
        return made

    def open_below(self, near: QWidget) -> None:
        """Open below what was pressed, with what is registered so far."""
        period = self._session.period
        known = deadlines.deadline(self._session.office, period)
        self.head(say("ui.due.title", period=period.title), say("ui.due.from_whom"))
        self.due.setText(known.due if known else "")
        self.basis.setText(known.basis if known else "")
        self.gone.setVisible(known is not None)
        self._read()
        self.open_near(near, self.due)

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
            self.refuse(error.sentence)
            (self.due if self.basis.text().strip() else self.basis).setFocus()
            return
        self.done(say("ui.due.done", day=found.due))

    @Slot()
    def withdraw(self) -> None:
        """Take back what was registered."""
        try:
            deadlines.withdraw(self._session.office, self._session.period)
        except JzdeskError as error:
            self.refuse(error.sentence)
            return
        self.done(say("ui.due.undone"))
