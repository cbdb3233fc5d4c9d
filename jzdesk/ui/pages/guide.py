"""In a practice quarter: what one is told at each step, and the band above a form that says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot

from jzdesk.desk import practising
from jzdesk.models import calendar, todo, workflow
from jzdesk.records import replace
from jzdesk.ui.pages.hand_in_steps import STEPS, step_now
from jzdesk.ui.pages.todo_line import Next
from jzdesk.ui.pages.todo_lines import TODAY, next_step, way_told
from jzdesk.ui.widgets.notice import Notice
from jzdesk.ui.widgets.parts import retone
from jzdesk.words import has, say

if TYPE_CHECKING:
    from datetime import date

    from jzdesk.desk.window import Look
    from jzdesk.models.entry import Key
    from jzdesk.ui.pages.todo_line import Line
    from jzdesk.ui.session import Session

ANOTHER = "another"
"""Not a place: the page on which another store is begun with."""
_TYPED = frozenset({todo.MUST, todo.BLANK, todo.CANNOT})
"""What is done by typing in a cell."""
_DONE = frozenset({workflow.SENT, workflow.RECEIVED, workflow.ACCEPTED})


class Guide:
    """Says what a practice quarter proposes."""

    def __init__(self, today: date) -> None:
        self._today = today

    def way_told(self, look: Look) -> str:
        """Return which step of the way is due, and the day it is here."""
        return f"{way_told(look)}　{say('ui.practise.day', day=calendar.told(self._today))}"

    def next_step(self, look: Look, lines: tuple[Line, ...]) -> Next:
        """Return what is to be done next, with what may be typed; at the end, the way to the real one."""
        if look.state in _DONE:
            act = say("ui.practise.end_act")
            return Next(say("ui.practise.end"), say("ui.practise.end_text"), act, ANOTHER)
        found = next_step(look, lines)
        value = practising.proposed(look.sheet, found.key) if found.key is not None else ""
        told = say("ui.practise.value", value=value) if value else self._step(look)
        return replace(found, text=found.text + told)

    @staticmethod
    def _step(look: Look) -> str:
        """Return what is different about a step where one practises."""
        step = STEPS[step_now(look)]
        return say(f"ui.practise.{step}") if has(f"ui.practise.{step}") else ""

    def cell(self, look: Look, key: Key | None) -> str:
        """Return what is told at a cell; empty where nothing is left to do there."""
        kinds = {item.kind for item in look.todo.blocking if item.key == key}
        if key is None or not kinds & _TYPED:
            return ""
        value = practising.proposed(look.sheet, key)
        if not value:
            return say("ui.practise.blank")
        column = look.sheet.catalogue.form(key.form).column(key.column)
        chosen = column is not None and column.kind == "enum"
        word = "mend" if todo.MUST in kinds else "choose" if chosen else "type"
        return say(f"ui.practise.{word}", value=value)


def guide_of(session: Session) -> Guide | None:
    """Return the guide of a session in a practice quarter; None in every other."""
    return Guide(session.office.today) if session.office.guided else None


class GuideBand(Notice):
    """Above a form: what may be typed at the cursor, or that one goes on where the next step is told.

    Signals: `page_requested` the page on which that is.
    """

    page_requested = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__(look="practice", name="guide")
        self._session = session
        self._guide = guide_of(session)
        retone(self.way, "primary", "look")
        self.way.setAccessibleName(say("ui.practise.go_on"))
        self.asked.connect(self._go_on)

    @Slot(object)
    def show_cell(self, key: Key | None) -> None:
        """Tell of the cell at the cursor; nothing where one does not practise or may not type."""
        look = self._session.look
        if self._guide is None or not look.editable:
            self.hide()
            return
        told = self._guide.cell(look, key)
        self.show_notice(told or say("ui.practise.done"), "" if told else say("ui.practise.go_on"))

    @Slot()
    def _go_on(self) -> None:
        self.page_requested.emit(TODAY)
