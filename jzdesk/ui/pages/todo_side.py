"""Beside the to-do list: dealings with the city, in the city who has sent, and how safe the figures are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLabel

from jzdesk.desk import deadlines, dealings
from jzdesk.ui.widgets.parts import Card, button, clear, column, label, pill, retone, row
from jzdesk.ui.widgets.progress import Bar
from jzdesk.ui.widgets.when import OLD, moment, short_day, whole_day
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.desk.dealings import Dealing, Kept
    from jzdesk.ui.session import Session
    from jzdesk.ui.theme import Theme

CARRIED_OLD = 92
"""After so many days, a quarter, a copy is to be carried away again."""


class DealingsCard(Card):
    """What was sent to the city when, and what came back."""

    def __init__(self, session: Session) -> None:
        super().__init__(say("ui.dealings.title"), name="dealingsCard")
        self._session = session
        self._lines = column(spacing=4)
        self.body.addLayout(self._lines)
        self._shown: tuple[Dealing, ...] | None = None

    def refresh(self) -> None:
        """Show the dealings about the session's period and those before it."""
        found = dealings.dealings(self._session.office, self._session.period)
        if found == self._shown:
            return
        self._shown = found
        clear(self._lines)
        if not found:
            self._lines.addWidget(label(say("ui.dealings.none"), "secondary", wrap=True, name="dealingsNone"))
        for place, one in enumerate(found):
            if place:
                self._lines.addSpacing(6)
            self._show(one)

    def _show(self, one: Dealing) -> None:
        self._lines.addWidget(label(one.title, "small", wrap=True))
        for said in one.said:
            # A way of sending may be long: it is cut into lines, the mark stays whole.
            line = row(spacing=8)
            line.addWidget(label(said.text, wrap=True), 1)
            if said.mark:
                line.addWidget(pill(said.mark, said.tone or "plain"))
            self._lines.addLayout(line)


class GatheringCard(Card):
    """How many of the counties have sent, who is missing, and by when.

    Signals: `coverage_requested` to see all of it.
    """

    coverage_requested = Signal()

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__(say("ui.gathering.title"), name="gatheringCard")
        self._session = session
        self.count = label("", "head", name="gatheredCount")
        self.bar = Bar(theme)
        self.due = label("", "secondary", wrap=True, name="gatheringDue")
        self.late = label("", "explain", wrap=True, name="gatheringLate")
        self.missing = label("", "secondary", wrap=True, name="gatheringMissing")
        self.go = button(say("ui.gathering.go"), "gatheringGo", self.coverage_requested.emit)
        for part in (self.count, self.bar, self.due, self.missing, self.late):
            self.body.addWidget(part)
        self.body.addLayout(row(self.go, None))

    def refresh(self) -> None:
        """Show how far the counties' reports of the session's period have come in."""
        office, period = self._session.office, self._session.period
        found, known = dealings.gathered(office, period), deadlines.deadline(office, period)
        self.count.setText(
            say("ui.gathering.count", received=found.received, of=found.of, accepted=found.accepted)
        )
        self.bar.show_part(found.received, found.of)
        self.bar.setAccessibleName(self.count.text())
        self.due.setText(
            say("ui.gathering.due", day=whole_day(known.due)) if known else say("ui.gathering.no_due")
        )
        over = known is not None and office.today > known.day and bool(found.missing)
        word = "over" if over else "missing" if found.missing else "all"
        self.missing.setText(
            say(f"ui.gathering.{word}", n=len(found.missing), names="、".join(found.missing))
        )
        retone(self.missing, "must" if over else "secondary" if found.missing else "good", "look")
        self.late.setText(say("ui.gathering.late", names="、".join(found.late)))
        self.late.setVisible(bool(found.late))


class SafetyCard(Card):
    """The last good copy, the last one on another disk, and the way to make one.

    Signals: `backup_requested`.
    """

    backup_requested = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(say("ui.kept.title"), name="safetyCard")
        self._session = session
        self.last = label(say("ui.kept.last"), name="keptLast")
        self.state = pill(name="keptState")
        self.elsewhere = label("", "secondary", wrap=True, name="keptElsewhere")
        self.second = label("", "secondary", wrap=True, name="keptSecond")
        self.go = button(say("ui.kept.go"), "keptGo", self.backup_requested.emit)
        self.body.addLayout(row(self.last, self.state, None))
        line = row(spacing=8)
        line.addLayout(column(self.elsewhere, self.second, spacing=2), 1)
        line.addWidget(self.go)
        self.body.addLayout(line)
        session.backed_up.connect(self.refresh)

    @Slot()
    def refresh(self) -> None:
        """Show how old the copies are."""
        office = self._session.office
        found = dealings.kept(office)
        # The tone first: what has its text is dressed already, and would be dressed twice
        retone(self.state, "good" if found.last and found.there and found.age <= OLD else "explain")
        self.state.setText(self._state(found))
        self._tell(self.elsewhere, "elsewhere", found.elsewhere, found.elsewhere_age, CARRIED_OLD)
        self._tell(self.second, "second", found.second, found.second_age, OLD)
        self.second.setVisible(found.second_wanted)

    def _tell(self, where: QLabel, word: str, at: str, age: int, old: int) -> None:
        """Say when a copy of a kind was made last, or remind of it."""
        retone(where, "explain" if not at or age > old else "secondary", "look")
        if not at:
            where.setText(say(f"ui.kept.none_{word}"))
        else:
            ago = say("ui.kept.ago", n=age) if age else say("ui.when.today")
            told = short_day(at) if int(at[:4]) == self._session.office.now.year else whole_day(at)
            where.setText(say(f"ui.kept.{word}", day=told, ago=ago))

    def _state(self, found: Kept) -> str:
        if not found.last:
            return say("ui.kept.none")
        when = moment(found.last, self._session.office.now.date())
        return say("ui.kept.verified" if found.there else "ui.kept.away", when=when)
