"""市局的意见 on 审核上报: every remark with what became of it, a line for the reply, and how it is given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot

from jzdesk.desk import answering, letter_files
from jzdesk.desk.rendering import Rendering
from jzdesk.errors import JzdeskError
from jzdesk.models import workflow
from jzdesk.models.entry import Key
from jzdesk.models.letters import RETURN
from jzdesk.models.loop import Remark
from jzdesk.ui.errand import Errand
from jzdesk.ui.jobs import Jobs
from jzdesk.ui.session import Session
from jzdesk.ui.widgets.flowing import Flowing
from jzdesk.ui.widgets.parts import Card, button, clear, column, label, pill, retone
from jzdesk.ui.widgets.remark_row import RemarkRow
from jzdesk.words import say

_SPOKEN_OF = workflow.HANDED_IN | {workflow.RETURNED}


class RemarksCard(Card):
    """Signals: `told` what was done; `jump_requested` a cell is to be seen; `record_requested` what the city
    said on the telephone is to be recorded.
    """

    told = Signal(str)
    jump_requested = Signal(object)
    record_requested = Signal()

    def __init__(self, session: Session, jobs: Jobs) -> None:
        super().__init__(say("ui.loop.card"), name="remarksCard")
        self._session = session
        self.errand = Errand(jobs, self)
        self.errand.turned.connect(self._offer)
        self.errand.refused.connect(self._refused)
        self._then: Callable[[bytes], Any]
        self._slips: list[str] = []
        self._shown: tuple[Remark, ...] = ()
        self._made: list[str] = []
        self.rows: list[RemarkRow] = []
        self.count = pill(name="remarksCount")
        self.head.addWidget(self.count)
        self.head.addStretch(1)
        self.none = label(say("ui.loop.none"), "secondary", wrap=True, name="remarksNone")
        self.lines = column(spacing=8)
        self.wrong = label("", "must", wrap=True, name="remarksWrong")
        self.file = button("", "replyFile", self.make_files, look="primary")
        self.travel = button("", "replyTravel", self.with_correction, look="primary")
        self.phone = button("", "replyPhone", self.by_phone)
        self.record = button(
            say("ui.loop.phone_said"), "recordPhone", self.record_requested.emit, look="link"
        )
        self.record.setToolTip(say("ui.loop.phone_said_tip"))
        self.body.addWidget(self.none)
        self.body.addLayout(self.lines)
        self.body.addWidget(self.wrong)
        self.body.addWidget(Flowing((self.file, self.travel, self.phone, None, self.record)))
        self._refuse("")

    def refresh(self) -> None:
        """Show what the city said of the session's period; what is being written stays."""
        look = self._session.look
        spoken = look.state in _SPOKEN_OF and not self._session.office.is_city
        self.setVisible(bool(look.remarks) or spoken)
        self.none.setVisible(not look.remarks)
        self.record.setVisible(spoken)
        if look.remarks != self._shown:
            self._fill(look.remarks)
        for made in self.rows:
            begun = self._session.replies.of(made.remark)
            if made.field.text().strip() != begun:
                made.field.setText(begun)
        waiting = self.waiting
        self.count.setText(say("ui.loop.waiting", n=waiting) if waiting else say("ui.loop.all_answered"))
        self.count.setVisible(bool(look.remarks))
        retone(self.count, "explain" if waiting else "good")
        self._offer()

    @property
    def waiting(self) -> int:
        """How many remarks wait for a reply."""
        return sum(not one.answered for one in self._session.look.remarks)

    def _fill(self, remarks: tuple[Remark, ...]) -> None:
        clear(self.lines)
        self._shown = remarks
        self.rows = [RemarkRow(one, self._session.replies.of(one)) for one in remarks]
        for made in self.rows:
            made.written.connect(self._written)
            made.entered.connect(self._go_on)
            made.jump_requested.connect(self._jump)
            self.lines.addWidget(made)
        self._refuse("")

    @Slot(object, str)
    def _written(self, remark: Remark, text: str) -> None:
        self._session.replies.put(remark, text)
        self._offer()

    @Slot()
    def _offer(self) -> None:
        """Offer what can be done with replies begun: those to queries in a file, others in the correction."""
        begun = self._session.replies.begun(self._shown)
        asked = [one for one in begun if one.kind != RETURN]
        returned = [one for one in begun if one.kind == RETURN]
        open_ = [one for one in self._shown if not one.answered]
        for act, word, n, shown in (
            (self.file, "make_file", len(asked), any(one.kind != RETURN for one in open_)),
            (self.travel, "travel", len(returned), any(one.kind == RETURN for one in open_)),
            (self.phone, "by_phone_done", len(begun), bool(open_)),
        ):  # fmt: skip
            act.setText(say(f"ui.loop.{word}", n=n))
            act.setAccessibleName(act.text())
            act.setVisible(shown)
            act.setEnabled(n > 0 and not self.errand.busy)

    def take_focus(self) -> bool:
        """Put the focus where the first reply is to be written; tell whether there is any."""
        first = next((made for made in self.rows if not made.remark.answered), None)
        if first is not None:
            first.field.setFocus()
        return first is not None

    @Slot()
    def _go_on(self) -> None:
        """Go on to the next reply that is not begun, or to what is done with those that are."""
        open_ = [made for made in self.rows if not made.remark.answered]
        after = next((made for made in open_ if not made.field.text().strip()), None)
        acts = (act for act in (self.file, self.travel, self.phone) if act.isEnabled() and act.isVisible())
        target = after.field if after is not None else next(acts, None)
        if target is not None:
            target.setFocus()

    @Slot(object)
    def _jump(self, key: Key) -> None:
        self.jump_requested.emit(key)

    # Giving

    def _begun(self, *, returned: bool | None = None) -> dict[str, list[Remark]]:
        """Return the remarks with a reply begun by their slip, all or those of one kind."""
        found: dict[str, list[Remark]] = {}
        for one in self._session.replies.begun(self._shown):
            if returned is None or (one.kind == RETURN) is returned:
                found.setdefault(one.slip, []).append(one)
        return found

    def _said(self, remarks: Sequence[Remark]) -> list[tuple[str, str]]:
        return [(str(one.key), self._session.replies.of(one)) for one in remarks]

    @Slot()
    def by_phone(self) -> None:
        """Record that the replies were given on the telephone."""
        self._give(partial(answering.give, out=None), self._begun(), "phone_recorded")

    @Slot()
    def with_correction(self) -> None:
        """Record the replies to what was returned: they go out inside the correction."""
        self._give(answering.with_correction, self._begun(returned=True), "travels")

    def _give(self, act: Callable[..., Any], by_slip: dict[str, list[Remark]], word: str) -> None:
        office, done = self._session.office, 0
        self._refuse("")
        try:
            for slip, remarks in by_slip.items():
                act(office, slip, self._said(remarks))
                self._session.replies.drop(remarks)
                done += len(remarks)
        except JzdeskError as error:
            self._refuse(error.sentence)
        if done:
            self._session.refresh()
            self.told.emit(say(f"ui.loop.{word}", n=done))

    @Slot()
    def make_files(self) -> None:
        """Make a 查询答复 for each slip that has replies begun, one after the other."""
        self._slips = list(self._begun(returned=False))
        self._made = []
        self._next()

    def _next(self) -> None:
        slip = self._slips[0] if self._slips else ""
        remarks = self._begun(returned=False).get(slip, [])
        if not remarks:
            return
        self._refuse("")
        self.errand.begin(partial(self._answering, slip, remarks), self._finished)
        if self.errand.busy:
            self.file.setText(say("ui.slip.busy"))

    def _answering(self, slip: str, remarks: Sequence[Remark]) -> Rendering:
        office = self._session.office
        folder = letter_files.answer_folder(office, self._session.period)
        work, self._then = letter_files.answering_slip(office, slip, self._said(remarks), folder)
        return work

    def _finished(self, data: bytes) -> None:
        slip = self._slips.pop(0)
        remarks = self._begun(returned=False).get(slip, [])
        made = self._then(data)
        self._session.replies.drop(remarks)
        self._made.append(made.name)
        self._session.refresh()
        self.told.emit(say("ui.loop.file_made", files="、".join(self._made), folder=made.parent))
        self._next()

    @Slot(object)
    def _refused(self, error: JzdeskError) -> None:
        self._refuse(error.sentence)

    def _refuse(self, sentence: str) -> None:
        self.wrong.setText(sentence)
        self.wrong.setVisible(bool(sentence))
