"""How much time is left, beside the period: the due date with its working days, or that none is known."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from jzdesk.desk import deadlines
from jzdesk.ui.widgets.elided import Elided
from jzdesk.ui.widgets.parts import button, label, pill, retone, row
from jzdesk.ui.widgets.when import short_day, whole_day
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.desk.deadlines import Standing
    from jzdesk.ui.theme import Theme

SOON = 2
"""From so many working days on the count is shown in colour."""


class DueHint(QWidget):
    """Signals: `register_requested` the due date is to be registered or amended."""

    register_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("dueHint")
        self.verdict = pill(name="dueVerdict")
        self.before = Elided("", "secondary", name="dueBefore")
        self.count = label("", "strong", name="dueCount")
        self.after = Elided("", "secondary", name="dueAfter")
        self.count.setFont(theme.strong)
        self.register = button(
            say("ui.due.register"), "dueRegister", self.register_requested.emit, look="link"
        )
        self._more = row(self.register, margins=(6, 0, 0, 0))
        line = row(self.verdict, self.before, self.count, self.after, spacing=0)
        line.addLayout(self._more)
        self.setLayout(line)

    def show_standing(self, found: Standing, today: date, *, asked: bool) -> None:
        """Show how the period stands; where it is not asked for (历史补录) nothing is shown."""
        verdict, tone = _verdict(found)
        before, count, after = ("", "", "") if verdict else _words(found, today)
        self.setVisible(asked and bool(before or verdict))
        for part, text in ((self.before, before), (self.count, count), (self.after, after)):
            part.setText(text)
            part.setVisible(bool(text))
        self.verdict.setText(verdict)
        self.verdict.setVisible(bool(verdict))
        retone(self.verdict, tone)
        pressing = _pressing(found)
        retone(self.count, pressing or "strong", "look")
        for part in (self.before, self.after):
            retone(part, "must" if pressing == "must" else "secondary", "look")
        self._show_register(found)
        tip = _tip(found)
        self.setToolTip(tip)
        self.setAccessibleName(f"{verdict}{self.text()} {tip}")

    def _show_register(self, found: Standing) -> None:
        known = found.deadline
        word = "amend" if known else "register"
        self.register.setText(say(f"ui.due.{word}"))
        self.register.setAccessibleName(say(f"ui.due.{word}_name"))
        # What the city's file says is not the office's to change, and what was handed in is judged.
        self.register.setVisible(not (known and (known.source == deadlines.CITY or found.handed)))

    def text(self) -> str:
        """Return the whole sentence."""
        return self.before.text() + self.count.text() + self.after.text()


def _verdict(found: Standing) -> tuple[str, str]:
    if found.timely:
        return say(f"ui.due.{found.timely}"), "good" if found.timely == deadlines.ON_TIME else "explain"
    if found.handed and found.deadline and not found.handed_on and not found.missing:
        return say("ui.due.handed"), "good"
    return "", "plain"


def _words(found: Standing, today: date) -> tuple[str, str, str]:
    """Return the sentence in three parts, the middle one being the count."""
    known = found.deadline
    if known is None:
        return ("", "", "") if found.handed else (say("ui.due.none"), "", "")
    day = short_day(known.due) if known.day.year == today.year else whole_day(known.due)
    before = say("ui.due.before", day=day)
    if known.day == today:
        word = "today"
    elif found.over:
        word = "over" if found.days else "over_none"
    else:
        word = "left" if found.days else "no_more"
    start, mark, end = say(f"ui.due.{word}").partition("{n}")
    if not mark:
        start, end = "", start
    more = say("ui.due.missing", n=len(found.missing)) if found.missing else ""
    plain = "" if found.holidays or not found.days else say("ui.due.no_holidays")
    return before + start, str(abs(found.days)) if mark else "", end + plain + more


def _pressing(found: Standing) -> str:
    """Return the tone of what presses."""
    if found.deadline is None:
        return ""
    if found.over:
        return "must"
    return "explain" if found.days <= SOON else ""


def _tip(found: Standing) -> str:
    known = found.deadline
    if known is None:
        return say("ui.due.none_tip")
    source = say(f"ui.due.by_{known.source}")
    tip = say("ui.due.tip", day=whole_day(known.due), basis=known.basis, source=source)
    if found.handed_on:
        tip += "\n" + say("ui.due.handed_tip", day=whole_day(found.handed_on))
    if found.missing:
        tip += "\n" + say("ui.due.missing_tip", names="、".join(found.missing))
    return tip
