"""The list of 待接收文件: one line a file, with its verdict; refused ones say why across the line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QRect, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from jzdesk.desk import inbox
from jzdesk.desk.inbox import Waiting
from jzdesk.ui.pages.inbox_step import bare
from jzdesk.ui.tables.list_view import ListView
from jzdesk.ui.tables.listing import MARGIN, MOST_LINES, PILL, SIGN, TEXT, ListColumn, ListModel, Part
from jzdesk.ui.theme import LIST_ROW, PAD, Theme
from jzdesk.ui.widgets.parts import Card, button, column, label, pill, retone, row
from jzdesk.words import say

_TONES = {
    inbox.CAN: "good", inbox.RECEIVED: "explain", inbox.ALREADY: "plain", inbox.REFUSED: "must",
    inbox.UNCONFIRMED: "explain", inbox.HELD: "explain",
}  # fmt: skip
_SIGNS = {
    inbox.CAN: "good", inbox.RECEIVED: "explain", inbox.ALREADY: "good", inbox.REFUSED: "refused",
    inbox.UNCONFIRMED: "owed", inbox.HELD: "owed",
}  # fmt: skip
_ASKING = frozenset({inbox.UNCONFIRMED, inbox.HELD})


def _spread(one: Waiting) -> bool:
    """Tell whether there is nothing to show of a file but why; of replies that are here there is."""
    return one.verdict == inbox.REFUSED or (one.verdict == inbox.ALREADY and not one.answers)


def _sign(one: Waiting) -> Part:
    tone = "faint" if one.verdict == inbox.ALREADY else _TONES[one.verdict]
    return Part(_SIGNS[one.verdict], SIGN, tone, say(f"ui.inbox.verdict_{one.verdict}"))


def _name(one: Waiting) -> Part:
    if not _spread(one):
        return Part(one.unit_name, TEXT, "", one.name or one.unit_name)
    text = one.sentence if one.name in one.sentence else say(
        "ui.inbox.file_says", name=one.name, sentence=one.sentence
    )  # fmt: skip
    return Part(text, TEXT, "must" if one.verdict == inbox.REFUSED else "secondary", text)


def _revision(one: Waiting) -> Part:
    if one.letter:
        return Part(one.kind)
    text = say("ui.coverage.revision_number", n=one.revision) if one.revision else ""
    return Part(say("ui.inbox.with_kind", text=text, kind=one.kind) if one.kind else text)


def _moved(one: Waiting) -> Part:
    if one.letter:
        return Part(say("ui.inbox.answers", n=one.answers) if one.answers else "")
    fields = {"new": one.new, "changed": one.changed, "vanishing": one.vanishing}
    return Part(say("ui.inbox.counts", **fields), TEXT, "", say("ui.inbox.counts_tip", **fields))


def _checked(one: Waiting) -> Part:
    if one.letter:
        return Part("")
    text = say("ui.inbox.checked", must=one.must, explained=one.explained)
    return Part(text, TEXT, "must" if one.must else "")


_COLUMNS = (
    ListColumn[Waiting]("", 32, _sign),
    ListColumn[Waiting](say("ui.coverage.name"), 0, _name),
    ListColumn[Waiting](
        say("ui.inbox.period"), 128, lambda one: Part(one.period.title if one.period else "")
    ),
    ListColumn[Waiting](say("ui.coverage.revision"), 84, _revision),
    ListColumn[Waiting](say("ui.inbox.moved"), 100, _moved),
    ListColumn[Waiting](say("ui.inbox.checks"), 80, _checked),
    ListColumn[Waiting](
        say("ui.coverage.state"), 80,
        lambda one: Part(say(f"ui.inbox.verdict_{one.verdict}"), PILL, _TONES[one.verdict]),
    ),
)  # fmt: skip
_NAME, _STATE = 1, 6


class InboxList(ListView):
    """A list in which the sentence of a refused file runs over the columns it has nothing for."""

    def __init__(self, theme: Theme, model: ListModel[Waiting]) -> None:
        self._waiting = model
        super().__init__(theme, model, "inboxList")
        self.setAccessibleName(say("ui.nav.inbox"))

    @Slot()
    def _measure_rows(self) -> None:
        super()._measure_rows()
        self.clearSpans()
        metrics = QFontMetrics(self.font())
        for number, one in enumerate(self._waiting.items):
            if not _spread(one):
                continue
            self.setSpan(number, _NAME, 1, _STATE - _NAME)
            room = sum(self.columnWidth(c) for c in range(_NAME, _STATE)) - 2 * MARGIN
            box, text = QRect(0, 0, max(12, room), 1000), self._waiting.part(number, _NAME).text
            height = metrics.boundingRect(box, Qt.TextFlag.TextWordWrap, text).height()
            lines = min(max(1, round(height / metrics.lineSpacing())), MOST_LINES)
            self.verticalHeader().resizeSection(number, LIST_ROW + (lines - 1) * 18)


class InboxCard(Card):
    """Signals: `add_requested` files are to be chosen; `all_requested` everything is to be taken in;
    `stop_requested` reading is to end; `coverage_requested`.
    """

    add_requested = Signal()
    all_requested = Signal()
    stop_requested = Signal()
    coverage_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(say("ui.nav.inbox"), name="inboxCard", pad=0)
        self._read = self._total = 0
        bare(self)
        self.head.setContentsMargins(PAD, PAD - 4, PAD, 0)
        self.count = pill(name="inboxCount")
        self.all = button("", "inboxAll", self.all_requested.emit)
        self.all.setToolTip(say("ui.inbox.key_all", keys="Ctrl+Shift+Enter"))
        self.add = button(say("ui.inbox.add"), "inboxAdd", self.add_requested.emit)
        self.add.setToolTip(say("ui.inbox.key_add"))
        self.head.addWidget(self.count)
        self.head.addStretch(1)
        self.head.addWidget(self.all)
        self.head.addWidget(self.add)
        self.model: ListModel[Waiting] = ListModel(_COLUMNS, self)
        self.view = InboxList(theme, self.model)
        self.empty = self._drop()
        self.body.addWidget(self.view, 1)
        self.body.addWidget(self.empty, 1)
        self.body.addWidget(self._busy())
        self.body.addWidget(self._foot())

    def _drop(self) -> QWidget:
        place = QFrame()
        place.setObjectName("inboxDrop")
        place.setProperty("look", "drop")
        title = label(say("ui.inbox.empty"), "strong")
        text = label(say("ui.inbox.empty_text"), "secondary", wrap=True)
        for part in (title, text):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
        place.setLayout(column(None, title, text, None, margins=(PAD, PAD, PAD, PAD)))
        frame = QWidget()
        frame.setLayout(column(place, margins=(PAD, 0, PAD, 0)))
        self._place = place
        return frame

    def _busy(self) -> QWidget:
        self.busy = QWidget()
        self.busy_text = label("", "secondary", name="inboxBusy")
        self.halt = button(say("ui.inbox.stop"), "inboxStop", self.stop_requested.emit)
        self.busy.setLayout(row(self.busy_text, None, self.halt, margins=(PAD, 4, PAD, 4)))
        self.busy.hide()
        return self.busy

    def _foot(self) -> QWidget:
        foot = QFrame()
        foot.setProperty("look", "foot")
        self.foot = label("", "secondary", name="inboxFoot")
        way = button(say("ui.inbox.coverage"), "inboxCoverage", self.coverage_requested.emit, look="link")
        foot.setLayout(row(self.foot, None, way, margins=(PAD, 8, PAD, 10)))
        foot.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        return foot

    def show_items(self, items: Sequence[Waiting], covered: Mapping[str, Any]) -> None:
        """Show what waits, and how far the period has come."""
        self.model.show_items(items)
        can = sum(one.verdict == inbox.CAN for one in items)
        received = sum(one.verdict == inbox.RECEIVED for one in items)
        due = can + received + sum(bool(one.key_code) and one.verdict in _ASKING for one in items)
        self.count.setText(say("ui.inbox.count", n=due))
        retone(self.count, "accent" if due else "plain")
        self.all.setText(say("ui.inbox.all", n=can))
        self.all.setVisible(can > 1)
        retone(self.add, "" if due else "primary", "look")
        self.view.setVisible(bool(items))
        self.empty.setVisible(not items)
        self.foot.setText(
            say("ui.inbox.foot", received=covered["received"], accepted=covered["accepted"], of=covered["of"])
        )

    def show_reading(self, number: int) -> None:
        """Show that so many files are being read, or that none is."""
        self._read, self._total = 0, number
        self.busy.setVisible(bool(number))
        self._tell()

    def show_doing(self, text: str) -> None:
        """Show what is being done with the files, or that nothing is; reading may go on meanwhile."""
        self.busy.setVisible(bool(text) or self._total > 0)
        if text:
            self.busy_text.setText(text)
        else:
            self._tell()

    def step_reading(self) -> None:
        """Show that one more was read."""
        self._read += 1
        self._tell()

    def _tell(self) -> None:
        n, total = min(self._read + 1, self._total), max(self._total, self._read)
        self.busy_text.setText(say("ui.inbox.reading", n=n, of=total))

    def show_drop(self, over: bool) -> None:
        """Show that files may be let go here."""
        retone(self._place, "dropping" if over else "drop", "look")
        retone(self, "dropping" if over else "card", "look")
