"""审核上报: where the quarter stands, what is in the way, and each step with its few fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from jzdesk.desk import moves, window
from jzdesk.desk.window import Look
from jzdesk.errors import JzdeskError, StoppedError
from jzdesk.models import todo
from jzdesk.models.checks import Finding
from jzdesk.ui.handing import Handing, told_of
from jzdesk.ui.jobs import Jobs
from jzdesk.ui.messages import Messages
from jzdesk.ui.pages.from_city import FromCity
from jzdesk.ui.pages.hand_in_cards import (
    BlockersCard,
    CodeCard,
    FinishedCard,
    NamesCard,
    why_blocked,
)
from jzdesk.ui.pages.hand_in_explain import ExplainCard
from jzdesk.ui.pages.hand_in_fields import FIELDS
from jzdesk.ui.pages.hand_in_moves import MovesCard
from jzdesk.ui.pages.hand_in_order import Order, Parts
from jzdesk.ui.pages.hand_in_papers import PapersCard
from jzdesk.ui.pages.hand_in_steps import (
    FREEZE,
    QUIET,
    REOPEN,
    REVIEW,
    SENT,
    STEPS,
    SUBMIT,
    WITHDRAW,
    offered_steps,
    step_now,
)
from jzdesk.ui.pages.inbox_drop import DropPlace
from jzdesk.ui.pages.mender import Mender
from jzdesk.ui.pages.publish_button import PUBLISH
from jzdesk.ui.pages.standing import standing
from jzdesk.ui.pages.template_acts import TEMPLATES
from jzdesk.ui.pages.todo_line import Line
from jzdesk.ui.pages.todo_lines import lines_of
from jzdesk.ui.printing import Printing
from jzdesk.ui.session import Session
from jzdesk.ui.theme import PAD, Theme
from jzdesk.ui.widgets.action_form import ActionForm
from jzdesk.ui.widgets.parts import Card, column, label, retone
from jzdesk.ui.widgets.scrolled import Halves
from jzdesk.ui.widgets.steps import StepTrack
from jzdesk.words import say


class HandInPage(DropPlace):
    """Signals: `jump_requested` to a page and a key."""

    jump_requested = Signal(str, object)

    def __init__(
        self, theme: Theme, session: Session, messages: Messages, jobs: Jobs, printing: Printing,
        within: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(within)
        self.setObjectName("handInPage")
        self._session, self._messages, self._jobs = session, messages, jobs
        self._waiting: str = ""
        self._asked = session.period
        self._handing = Handing(session)
        self.track = StepTrack(theme, tuple(say(f"ui.hand_in.step_{s}") for s in STEPS))
        self.forms = {name: self._form(name) for name in FIELDS}
        self.cards = {name: self._card(name) for name in FIELDS}
        self.papers = PapersCard(theme, session, jobs, printing)
        self.papers.printed.connect(messages.tell)
        self.explain = ExplainCard(theme, self._explain)
        self.mender = Mender(self, session, messages)
        self.explain.mend_requested.connect(self.mender.mend)
        self.explain.jump_requested.connect(self._to_cell)
        self.explain.done.connect(self.take_focus)
        self.names, self.blockers, self.code = NamesCard(), BlockersCard(theme), CodeCard()
        self.moves = MovesCard()
        self.blockers.picked.connect(self._jump)
        self.finished = FinishedCard()
        self.city = FromCity(self, theme, session, messages, jobs)
        self.city.jump_requested.connect(self.jump_requested)
        self.dropped.connect(self.city.take)
        self.hovered.connect(self.city.show_drop)
        jobs.finished.connect(self._finished)
        jobs.failed.connect(self._failed)
        jobs.told.connect(self._told)
        self._arrange()
        self.refresh()

    def _arrange(self) -> None:
        track = Card(name="trackCard")
        track.body.addWidget(self.track)
        parts = Parts((track, self.finished), self.city, self.explain, self.papers, self.cards)
        left = column(*parts.all, None, spacing=PAD)
        self._order = Order(left, parts)
        right = column(self.names, self.blockers, self.code, self.moves, None, spacing=PAD)
        self._area = Halves(self, left, right)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._area)

    def _form(self, name: str) -> ActionForm:
        look = "" if name in QUIET else "primary"
        made = ActionForm(f"{name}Form", say(f"ui.hand_in.{name}_act"), FIELDS[name], look=look)
        made.requested.connect(self._requested)
        made.stopped.connect(self._jobs.stop)
        made.setProperty("step", name)
        return made

    def _card(self, name: str) -> Card:
        card = Card(say(f"ui.hand_in.{name}_title"), name=f"{name}Card")
        card.body.addWidget(label(say(f"ui.hand_in.{name}_text"), "secondary", wrap=True))
        card.body.addWidget(self.forms[name])
        return card

    # Showing

    def refresh(self) -> None:
        """Show the session's period as it stands."""
        look = self._session.look
        at = step_now(look)
        self.track.show_at(at)
        offered = offered_steps(look)
        for name, card in self.cards.items():
            card.setVisible(name in offered)
        blocking = tuple(line for line in lines_of(look) if line.blocking)
        self.forms[FREEZE].hold(why_blocked(blocking))
        retone(self.forms[REVIEW].act, "primary" if at == 1 else "", "look")
        self._offer(look)
        self.names.show_names(window.signed_with(self._session.office, look))
        self.code.show_code(look)
        office, period = self._session.office, self._session.period
        self.moves.show_moves(moves.moves(office, period), period, window.today(office))
        self.blockers.setVisible(look.preparing)
        self.blockers.show_lines(blocking)
        self.explain.show_standing(standing(self._session.office, look) if look.preparing else ())
        self.finished.show_look(look)
        self.city.show_look(look)
        self.papers.refresh()
        self._order.show_at(at)
        if self._waiting:
            self.forms[self._waiting].act.setEnabled(False)

    def _offer(self, look: Look) -> None:
        office, period = self._session.office, self._session.period
        today = window.today(office).isoformat()
        known = window.names_used(office, period)
        out = str(window.out_folder(office, period))
        self._offer_names(look, known)
        self.forms[SUBMIT].offer({"signed_on": today})
        self.forms[SENT].offer({"on": today})
        for name in (FREEZE, SUBMIT):
            if self.forms[name].property("period") != str(period):
                self.forms[name].setProperty("period", str(period))
                self.forms[name].put({"out": out, "scan": ""})

    def _offer_names(self, look: Look, known: Mapping[str, str]) -> None:
        """Offer the names last used; whom one stood in for, only where this period's own record says so."""
        review, freeze, period = self.forms[REVIEW], self.forms[FREEZE], str(self._session.period)
        recorded = f"{period} {look.facts.get('reviewer', '')}"
        if review.property("recorded") != recorded:  # another period, or the review has lapsed
            review.setProperty("recorded", recorded)
            review.put({"for": look.facts.get("reviewer_for", "")})
        if review.property("period") != period:
            review.setProperty("period", period)
            review.put({"name": ""})
        review.offer({"name": known.get("reviewer", "")})
        if freeze.property("period") != period:
            freeze.put({**known, "preparer_for": look.facts.get("preparer_for", "")})
            freeze.tick("one_person", bool(look.facts.get("one_person")))
        freeze.offer(known)

    @Slot()
    def take_focus(self) -> None:
        """Put the focus into what is due: what the city said, what is to be explained, then the next step."""
        if self.city.take_focus():
            return
        if self.explain.left and self.explain.isVisibleTo(self):
            self._area.bring(self.explain, self.explain.view)
            return
        if self._filling:  # and not yet to be reviewed: any figure that is typed makes that lapse
            self._area.bring(self.blockers, self.blockers.first)
            return
        for name, card in self.cards.items():
            if card.isVisibleTo(self) and name not in QUIET and self.forms[name].act.isEnabled():
                self._area.bring(card, self.forms[name].first())
                return
        if self.city.files.isVisibleTo(self):
            self.city.files.act.setFocus()

    @property
    def _filling(self) -> bool:
        return self._session.look.preparing and step_now(self._session.look) == 0

    def show_entry(self, segment: str, _code: str) -> None:
        """Open what 查找 leads to here."""
        if segment in {TEMPLATES, PUBLISH}:
            self.papers.show_act(segment)

    def flush(self) -> bool:
        """Save an explanation that is being written."""
        self.explain.flush()
        return True

    # Doing

    @Slot(object)
    def _requested(self, values: dict[str, Any]) -> None:
        sender = self.sender()
        name = str(sender.property("step")) if sender else ""
        doing: dict[str, Callable[[], Any]] = {
            REVIEW: partial(self._at_once, REVIEW, values),
            WITHDRAW: partial(self._at_once, WITHDRAW, values),
            SENT: partial(self._at_once, SENT, values),
            REOPEN: partial(self._at_once, REOPEN, values),
            FREEZE: partial(self._long, FREEZE, values),
            SUBMIT: partial(self._long, SUBMIT, values),
        }
        doing[name]()

    def _at_once(self, name: str, values: dict[str, Any]) -> None:
        handing = self._handing
        try:
            if name == REVIEW:
                handing.review(values["name"], values["for"])
            elif name == WITHDRAW:
                handing.withdraw()
            elif name == SENT:
                handing.sent(values["way"], values["on"])
            else:
                handing.reopen(values["reason"])
        except JzdeskError as error:
            self.forms[name].refuse(_all_of(error))
            return
        self._messages.tell(say(f"ui.hand_in.{name}_done"))
        self.take_focus()

    def _long(self, name: str, values: dict[str, Any]) -> None:
        try:
            wanted = self._handing.freezing if name == FREEZE else self._handing.submitting
            work, then = wanted(values)
        except JzdeskError as error:
            self.forms[name].refuse(_all_of(error))
            return
        if self._jobs.run_aside(say(f"ui.hand_in.{name}_busy"), work, then):
            self._waiting, self._asked = name, self._session.period
            self.forms[name].show_busy(say(f"ui.hand_in.{name}_busy"))

    @Slot(object)
    def _told(self, how_far: list[int]) -> None:
        if self._waiting:
            busy = say(f"ui.hand_in.{self._waiting}_busy")
            done, of = how_far
            self.forms[self._waiting].show_busy(say("ui.window.how_far", what=busy, n=done + 1, of=of))

    @Slot(object)
    def _finished(self, result: Any) -> None:
        name, self._waiting = self._waiting, ""
        if not name:
            return
        self.forms[name].rest()
        self.forms[SUBMIT].put({"scan": ""})  # it was of this print and no other
        self._session.refresh()
        if self._asked == self._session.period:
            self.papers.made_in(result.files[0].parent)
        self._messages.tell(told_of(name, result))
        self.take_focus()

    @Slot(object)
    def _failed(self, error: JzdeskError) -> None:
        name, self._waiting = self._waiting, ""
        if not name:
            return
        self.forms[name].rest()
        if isinstance(error, StoppedError):
            self._messages.tell(error.sentence)
        else:
            self.forms[name].refuse(_all_of(error))

    @Slot(object)
    def _jump(self, line: Line) -> None:
        """Go to what is in the way: explanations and the review are written here."""
        if line.kind == todo.EXPLAIN:
            self.explain.begin(line.key)
        elif line.page == "hand_in":
            self.forms[REVIEW].first().setFocus()
        elif line.page:
            self.jump_requested.emit(line.page, line.key)

    @Slot(object)
    def _to_cell(self, finding: Finding) -> None:
        self.jump_requested.emit(finding.keys[0].form, finding.keys[0])

    def _explain(self, finding: Finding, text: str) -> str | None:
        try:
            self._session.explain(finding, text)
        except JzdeskError as error:
            self._messages.refuse(error)
            return error.sentence
        return None


def _all_of(error: JzdeskError) -> str:
    return "\n".join((error.sentence, *error.findings))
