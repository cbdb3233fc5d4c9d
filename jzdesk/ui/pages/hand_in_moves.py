"""办理经过 on 审核上报: the period's moves, the latest first, each with its time and who made it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from jzdesk.desk.moves import Move
from jzdesk.models.period import Period
from jzdesk.ui.widgets.parts import Card, button, clear, column, label, row
from jzdesk.ui.widgets.when import moment
from jzdesk.words import say

FEW = 4
"""So many moves are seen until all are asked for."""


class MovesCard(Card):
    """Every move of the period; of many only the latest until all are asked for."""

    def __init__(self) -> None:
        super().__init__(say("ui.hand_in.moves"), name="movesCard")
        self._moves: tuple[Move, ...] = ()
        self._about: tuple[Period, date] | None = None
        self._all = False
        self.none = label(say("ui.hand_in.moves_none"), "faint", wrap=True)
        self.lines = column(spacing=10)
        self.more = button("", "movesMore", self._turn, look="link")
        self.body.addWidget(self.none)
        self.body.addLayout(self.lines)
        self.body.addLayout(row(self.more, None))

    def show_moves(self, moves: Sequence[Move], period: Period, today: date) -> None:
        """Show a period's moves, the newest first; another period's are folded again."""
        about = (period, today)
        if about == self._about and tuple(moves) == self._moves:
            return
        if self._about is None or self._about[0] != period:
            self._all = False
        self._moves, self._about = tuple(moves), about
        self._fill(today)

    @Slot()
    def _turn(self) -> None:
        self._all = not self._all
        if self._about is not None:
            self._fill(self._about[1])

    def _fill(self, today: date) -> None:
        clear(self.lines)
        for move in self._moves if self._all else self._moves[:FEW]:
            self.lines.addWidget(_line(move, today))
        self.none.setVisible(not self._moves)
        self.more.setVisible(len(self._moves) > FEW)
        word, n = ("moves_few", FEW) if self._all else ("moves_all", len(self._moves))
        self.more.setText(say(f"ui.hand_in.{word}", n=n))
        self.more.setAccessibleName(self.more.text())


def _line(move: Move, today: date) -> QWidget:
    """Return one move: what and when, and below what there is to know and who made it."""
    made = QWidget()
    made.setObjectName("move")
    title = label(move.title, move.tone, wrap=True, name="moveTitle")
    at = label(moment(move.at, today), "secondary", name="moveAt")
    at.setToolTip(move.at.replace("T", " ")[:19])
    head = row(title, at)
    head.setStretch(0, 1)
    who = say("ui.hand_in.moves_who", who=move.who)
    told = say("ui.hand_in.moves_told", told=move.told, who=who) if move.told else who
    body = column(spacing=1)
    body.addLayout(head)
    body.addWidget(label(told, "secondary", wrap=True, name="moveTold"))
    made.setLayout(body)
    return made
