"""The chosen file of 待接收文件: what changes, what it does to the city's totals, and the next step."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSizePolicy, QStackedWidget, QWidget

from jzdesk.desk import inbox
from jzdesk.desk.inbox import Waiting
from jzdesk.desk.preview import Detail
from jzdesk.models.letters import ENROLMENT
from jzdesk.models.loop import Remark
from jzdesk.models.snapshot import show_code
from jzdesk.ui.pages.inbox_lists import (
    ANSWER_COLUMNS,
    CHANGE_COLUMNS,
    EFFECT_COLUMNS,
    FACT_COLUMNS,
    REMARK_COLUMNS,
    list_of,
    model_of,
)
from jzdesk.ui.pages.inbox_step import StepRow, bare
from jzdesk.ui.pages.key_check import KeyCheck
from jzdesk.ui.theme import LIST_ROW, PAD, Theme
from jzdesk.ui.widgets.parts import Card, button, column, label, retone, row
from jzdesk.words import say

CHANGES, REMARKS, FACTS = "changes", "remarks", "facts"


class DetailPanel(QWidget):
    """Signals: `take_requested` the day it was received; `accept_requested` the folder for the receipt;
    `away_requested` the file is to leave the list; `key_told` the 密钥码 as it was heard; `slip_requested`
    cells of it are to be returned or queried; `remarks_requested` what was said of its period before.
    """

    take_requested = Signal(str)
    accept_requested = Signal(str)
    away_requested = Signal()
    key_told = Signal(str)
    slip_requested = Signal()
    remarks_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("inboxDetail")
        self._shown: Waiting | None = None
        self.changes = list_of(theme, "inboxChanges", CHANGE_COLUMNS, self)
        self.remarks = list_of(theme, "inboxRemarks", REMARK_COLUMNS, self)
        self.facts = list_of(theme, "inboxFacts", FACT_COLUMNS, self)
        self.facts.horizontalHeader().hide()
        self.answers = list_of(theme, "inboxAnswers", ANSWER_COLUMNS, self)
        self.effects = list_of(theme, "inboxEffects", EFFECT_COLUMNS, self)
        self.effects.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self.effects.setMinimumHeight(3 * LIST_ROW)
        outer = column(self._about(), self._effect_card(), self._acts(), spacing=PAD)
        outer.setStretch(0, 5)
        outer.setStretch(1, 3)
        self.setLayout(outer)
        self.show_nothing()

    def _about(self) -> Card:
        card = Card(name="inboxAbout", pad=0)
        bare(card)
        self.caption = label("", "faint", name="inboxCaption")
        self.title = label("", "head", name="inboxTitle")
        self.title.setMinimumHeight(LIST_ROW - 4)
        self.line = label("", "secondary", name="inboxLine", wrap=True)
        self.line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.reason = label("", "explain", wrap=True, name="inboxReason")
        self.chips = {name: self._chip(name) for name in (CHANGES, REMARKS, FACTS)}
        chips = row(*self.chips.values(), None)
        group = QButtonGroup(self)
        for chip in self.chips.values():
            group.addButton(chip)
        head = column(self.caption, self.title, self.line, self.reason, spacing=4, margins=(PAD, 12, PAD, 0))
        head.addSpacing(4)
        head.addLayout(chips)
        self.pages = QStackedWidget()
        # What its widest page would like is no reason to leave the totals too little
        self.pages.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self.pages.setMinimumHeight(4 * LIST_ROW)
        self.empty = label("", "secondary", wrap=True, name="inboxNothing")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.empty.setMinimumHeight(40)  # else a wrapped text asks for the height it had at its narrowest
        self.empty.setContentsMargins(PAD, 0, PAD, PAD)
        for part in (self.empty, self.changes, self.remarks, self.facts, self.answers):
            self.pages.addWidget(part)
        card.body.addLayout(head)
        card.body.addWidget(self.pages, 1)
        return card

    def _chip(self, name: str) -> QPushButton:
        made = button("", f"inboxChip_{name}", self._turn, look="chip")
        made.setCheckable(True)
        made.setProperty("part", name)
        return made

    def _effect_card(self) -> Card:
        self.effect = Card(say("ui.inbox.effect"), name="inboxEffect", pad=0)
        bare(self.effect)
        self.effect.head.setContentsMargins(PAD, 12, PAD, 0)
        self.counted = label("", "faint", name="inboxCounted")
        self.effect.head.addStretch(1)
        self.effect.head.addWidget(self.counted)
        self.no_effect = label(say("ui.inbox.no_effect"), "secondary", wrap=True, name="inboxNoEffect")
        self.no_effect.setContentsMargins(PAD, 0, PAD, PAD)
        self.effect.body.addWidget(self.no_effect)
        self.effect.body.addWidget(self.effects, 1)
        return self.effect

    def _acts(self) -> Card:
        card = Card(name="inboxActs")
        self.take = StepRow(
            "takeForm", say("ui.inbox.day"), say("ui.inbox.take"), hint=say("ui.hand_in.date_hint")
        )
        self.take.requested.connect(self.take_requested)
        self.accept = StepRow("acceptForm", say("ui.inbox.receipts"), say("ui.inbox.accept"), folder=True)
        self.accept.requested.connect(self.accept_requested)
        self.key = KeyCheck("keyCheck")
        self.key.told.connect(self.key_told)
        self.slip = button(say("ui.slip.open"), "inboxSlip", self.slip_requested.emit)
        self.slip.setToolTip(say("ui.slip.open_tip"))
        self.said = button(say("ui.loop.open_button"), "inboxSaid", self.remarks_requested.emit, look="link")
        self.away = button(say("ui.inbox.away"), "inboxAway", self.away_requested.emit)
        self.away.setToolTip(say("ui.inbox.key_away"))
        acts = row()
        for form in (self.take, self.accept):
            form.act.setToolTip(say("ui.inbox.key_next"))
            card.body.addWidget(form)
            acts.addWidget(form.act)
        card.body.addWidget(self.key)
        for part in (self.key.act, self.slip):
            acts.addWidget(part)
        acts.addStretch(1)
        acts.addWidget(self.said)
        acts.addWidget(self.away)
        card.body.addLayout(acts)
        card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.acts = card
        return card

    # Showing

    @property
    def shown(self) -> Waiting | None:
        """The file that is shown."""
        return self._shown

    def show_nothing(self) -> None:
        """Show that no file is chosen."""
        self._shown = None
        self._bare(say("ui.inbox.preview"), say("ui.inbox.none_chosen"), say("ui.inbox.none_text"))
        self.acts.hide()

    def show_refused(self, one: Waiting) -> None:
        """Show a file that says nothing but why: it was refused, or is here already."""
        self._shown = one
        self._bare(say(f"ui.inbox.verdict_{one.verdict}"), one.name, one.sentence)
        self.line.setText(one.unit_name and about(one))
        self.line.setVisible(bool(one.unit_name))
        self._offer(one)

    def show_letter(self, one: Waiting, replies: Sequence[Remark]) -> None:
        """Show a file that brings no figures: an announced key, or replies with what they answer."""
        self._shown = one
        word = "caption_held" if one.kind == ENROLMENT else "caption_answer"
        asks = bool(one.key_code) and one.verdict == inbox.HELD  # why is said where it is asked
        self._bare(say(f"ui.inbox.{word}"), about(one), say("ui.keys.after") if asks else one.sentence)
        model_of(self.answers).show_items(replies)
        if replies:
            self.pages.setCurrentWidget(self.answers)
        self.line.setText(say("ui.inbox.signature", signature=one.signature))
        self.line.show()
        self._offer(one)

    def _bare(self, caption: str, title: str, text: str) -> None:
        self.caption.setText(caption)
        self.title.setText(title)
        self.title.setToolTip(title)
        self.empty.setText(text)
        retone(self.empty, "must" if self._refused else "secondary", "look")
        for part in (self.line, self.reason, self.effect, *self.chips.values()):
            part.hide()
        self.pages.setCurrentWidget(self.empty)

    @property
    def _refused(self) -> bool:
        return self._shown is not None and self._shown.verdict == inbox.REFUSED

    def show_coming(self, one: Waiting) -> None:
        """Show a file of which it is still being found out what it changes."""
        if self._shown is None or self._shown.key != one.key:
            self._shown = one
            self._bare("", "", say("ui.inbox.comparing"))
        self._head(one)
        self._offer(one)

    def _head(self, one: Waiting) -> None:
        self._shown = one
        self.caption.setText(say(f"ui.inbox.caption_{one.verdict}"))
        self.title.setText(about(one))
        self.title.setToolTip(one.name or about(one))

    def show_file(self, one: Waiting, found: Detail) -> None:
        """Show a file that can be taken in or accepted."""
        fresh = self._shown is None or self._shown.key != one.key
        self._head(one)
        word = "last" if found.last else "against" if found.against else "last_none"
        last = say(f"ui.inbox.{word}", n=found.last or found.against)
        self.line.setText(say("ui.inbox.line", code=show_code(one.code), last=last))
        self.reason.setText(say("ui.inbox.reason", reason=found.reason))
        self.reason.setVisible(bool(found.reason))
        self.line.show()
        self._fill(found)
        self.effect.show()
        if fresh or self.pages.currentWidget() is self.empty:
            self.chips[CHANGES].setChecked(True)
        self._turn()
        self._offer(one)

    def _fill(self, found: Detail) -> None:
        for view, items in (
            (self.changes, found.changes), (self.remarks, found.remarks), (self.facts, found.facts),
            (self.effects, found.effects),
        ):  # fmt: skip
            model_of(view).show_items(items)
        word = "changes" if found.against else "first"
        self.chips[CHANGES].setText(say(f"ui.inbox.chip_{word}", n=len(found.changes)))
        self.chips[REMARKS].setText(say("ui.inbox.chip_remarks", n=len(found.remarks)))
        self.chips[FACTS].setText(say("ui.inbox.chip_facts"))
        for chip in self.chips.values():
            chip.show()
        counts = {"counted": found.counted, "after": found.after, "of": found.number}
        self.counted.setText(say("ui.inbox.counted", **counts))
        self.effects.setVisible(bool(found.effects))
        self.no_effect.setVisible(not found.effects)

    def _offer(self, one: Waiting) -> None:
        self.acts.show()
        for form, verdict in ((self.take, inbox.CAN), (self.accept, inbox.RECEIVED)):
            form.setVisible(one.verdict == verdict)
            form.act.setVisible(one.verdict == verdict)
        asks = bool(one.key_code) and one.verdict in {inbox.UNCONFIRMED, inbox.HELD}
        for part in (self.key, self.key.act):
            part.setVisible(asks)
        self.key.show_code(one.sentence, one.key_code)
        self.slip.setVisible(one.verdict == inbox.RECEIVED)
        self.away.setVisible(one.path is not None)
        for form in (self.take, self.accept):
            form.refuse("")

    def show_said(self, number: int, waiting: int) -> None:
        """Offer what was said of the period before, if anything was."""
        word = "open_button_n" if waiting else "open_button"
        self.said.setText(say(f"ui.loop.{word}", n=waiting))
        self.said.setAccessibleName(self.said.text())
        self.said.setVisible(bool(number))

    def chosen_keys(self) -> list[str]:
        """Return the KEY of the change at the cursor, where people fill it."""
        model, at = model_of(self.changes), self.changes.currentIndex().row()
        if not 0 <= at < len(model.items) or model.item(at).derived or model.item(at).period:
            return []
        return [model.item(at).key]

    def next_act(self) -> QPushButton | None:
        """Return the button of the step that is due."""
        if self._shown is None:
            return None
        acts = {inbox.CAN: self.take.act, inbox.RECEIVED: self.accept.act}
        if self.key.isVisibleTo(self):
            return self.key.act
        return acts.get(self._shown.verdict, self.away)

    def first(self) -> QWidget | None:
        """Return what is to be filled or pressed next."""
        return self.key.field if self.key.isVisibleTo(self) else self.next_act()

    def refuse(self, sentence: str) -> None:
        """Say at the fields why it could not be done."""
        form = self.accept if self.accept.isVisibleTo(self) else self.take
        form.refuse(sentence)

    @Slot()
    def _turn(self) -> None:
        views = {CHANGES: self.changes, REMARKS: self.remarks, FACTS: self.facts}
        for name, chip in self.chips.items():
            if chip.isChecked():
                if not model_of(views[name]).rowCount():
                    self.empty.setText(say(f"ui.inbox.no_{name}"))
                    retone(self.empty, "secondary", "look")
                    self.pages.setCurrentWidget(self.empty)
                else:
                    self.pages.setCurrentWidget(views[name])


def about(one: Waiting) -> str:
    """Return county, period and revision in one line."""
    if one.period is None:
        return say("ui.inbox.about_letter", unit=one.unit_name, kind=one.kind)
    title = one.period.title if one.period else ""
    told = say("ui.inbox.about", unit=one.unit_name, period=title, n=one.revision)
    return say("ui.inbox.about_kind", about=told, kind=one.kind) if one.kind else told
