"""The cards of 审核上报 that only show: names, what is in the way, what has become of it, and the 校验码."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from jzdesk.desk.window import Look
from jzdesk.models import signed, todo, workflow
from jzdesk.ui.pages.todo_line import Line
from jzdesk.ui.tables.list_view import ListView
from jzdesk.ui.tables.listing import SIGN, TEXT, ListColumn, ListModel, Part
from jzdesk.ui.theme import LIST_ROW, SIGNS, Theme
from jzdesk.ui.widgets.parts import Card, button, clear, column, label, pill, retone, row
from jzdesk.words import say

_NAMES = ("preparer", "reviewer", "head", "phone")
_WHOLE = frozenset({todo.EARLY, todo.NOTHING, todo.BACKFILL})
"""What concerns the period as a whole and says in its own sentence what to do."""
MOST = 6


class NamesCard(Card):
    """Who has signed what."""

    def __init__(self) -> None:
        super().__init__(say("ui.hand_in.names"), name="namesCard")
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setVerticalSpacing(6)
        self._values = {name: label("", wrap=True, name=f"name_{name}") for name in _NAMES}
        self._days = {name: pill("", "good") for name in _NAMES}
        for line, name in enumerate(_NAMES):
            grid.addWidget(label(say(f"ui.hand_in.{name}"), "secondary"), line, 0)
            grid.addWidget(self._values[name], line, 1)
            grid.addWidget(self._days[name], line, 2, Qt.AlignmentFlag.AlignRight)
        self.body.addLayout(grid)

    def show_names(self, names: Mapping[str, Any]) -> None:
        """Show the names the period carries."""
        days = {"reviewer": "reviewed_on", "preparer": "issued_on", "head": "signed_on"}
        for name in _NAMES:
            value = signed.shown(names, name)
            self._values[name].setText(value or say("ui.hand_in.none_yet"))
            retone(self._values[name], "" if value else "faint", "look")
            day = str(names.get(days.get(name, ""), "")) if value else ""
            self._days[name].setText(_short(day))
            self._days[name].setVisible(bool(day))


def _short(day: str) -> str:
    parts = day.split("-")
    return say("ui.hand_in.day", month=int(parts[1]), day=int(parts[2])) if len(parts) == 3 else day


class _Kind(QWidget):
    """How many of one kind are in the way, and the way to the first. Signals: `picked` with that line."""

    picked = Signal(object)

    def __init__(self, line: Line, count: int) -> None:
        super().__init__()
        self._line = line
        sign = label(SIGNS[line.sign], line.tone or "secondary")
        text = label(told(line.kind, count), name=f"kind_{line.kind}")
        self.go = button(line.act, f"go_{line.kind}", self._go, look="link")
        self.go.setAccessibleName(say("ui.hand_in.go_kind", act=self.go.text(), kind=line.kind))
        self.setLayout(row(sign, text, self.go, None))
        self.go.setVisible(bool(line.act))

    @Slot()
    def _go(self) -> None:
        self.picked.emit(self._line)


class BlockersCard(Card):
    """What is still in the way. Signals: `picked` with the line to go to."""

    picked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(say("ui.hand_in.blocked"), name="blockersCard")
        self._shown: tuple[Line, ...] = ()
        self.model: ListModel[Line] = ListModel(
            (ListColumn("", 24, _sign), ListColumn("", 0, _text)),
            self,
        )
        self.summary = label("", "secondary", wrap=True, name="blockersText")
        self.kinds = column(spacing=0)
        self.view = ListView(theme, self.model, "blockers")
        self.view.horizontalHeader().hide()
        self.view.setAccessibleName(say("ui.hand_in.blocked"))
        self.view.picked.connect(self.picked)
        self.view.clicked.connect(self._clicked)
        self.view.measured.connect(self._fit)
        self.body.addWidget(self.summary)
        self.body.addLayout(self.kinds)
        self.body.addWidget(self.view)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    @property
    def first(self) -> QWidget:
        """What takes the focus: the way to the first thing that is in the way."""
        ways = (kind.go for kind in self.findChildren(_Kind) if not kind.go.isHidden())
        return next(ways, self.view)

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        """Show what blocks, or that nothing does."""
        if lines != self._shown or not self.kinds.count():
            self._show_kinds(lines)
        self._shown = lines
        told = tuple(line for line in lines if line.kind != todo.REVIEW)  # its own line above says all of it
        self.model.show_items(told)
        self.title.setText(say("ui.hand_in.blocked" if lines else "ui.hand_in.free"))
        self.summary.setText("" if lines else say("ui.hand_in.free_text"))
        self.summary.setVisible(not lines)
        self.view.setVisible(bool(told))
        self._fit()

    def _show_kinds(self, lines: tuple[Line, ...]) -> None:
        clear(self.kinds)
        for kind, count in counted(lines).items():
            if kind in _WHOLE:
                continue
            made = _Kind(next(x for x in lines if x.kind == kind), count)
            made.picked.connect(self.picked)
            self.kinds.addWidget(made)

    @Slot()
    def _fit(self) -> None:
        self.view.setFixedHeight(max(LIST_ROW, self.view.whole_lines(MOST * LIST_ROW)))

    @Slot()
    def _clicked(self) -> None:
        place = self.view.currentIndex().row()
        if place >= 0:
            self.picked.emit(self.model.item(place))


def counted(lines: tuple[Line, ...]) -> dict[str, int]:
    """Return how many there are of each kind, in the order of doing them."""
    found: dict[str, int] = {}
    for line in lines:
        found[line.kind] = found.get(line.kind, 0) + line.cells
    return found


def why_blocked(lines: tuple[Line, ...]) -> str:
    """Return the sentence that says what is to be done before 送签; empty where nothing is."""
    if not lines:
        return ""
    kinds = counted(lines)
    if set(kinds) == {todo.REVIEW}:
        return say("ui.hand_in.why_review")
    rest = {kind: n for kind, n in kinds.items() if kind != todo.REVIEW}
    what = "、".join(told(kind, n) for kind, n in rest.items())
    if set(rest) <= _WHOLE:
        return next(line.text for line in lines if line.kind in _WHOLE)
    return say("ui.hand_in.why", what=what)


def told(kind: str, count: int) -> str:
    """Return how many of a kind are in the way, in its own measure."""
    word = {todo.REVIEW: "kind_review", todo.NIL: "kind_nil"}.get(kind, "kind_count")
    return say(f"ui.hand_in.{word}", kind=kind, n=count)


def _sign(line: Line) -> Part:
    return Part(line.sign, SIGN, line.tone or "secondary", line.kind)


def _text(line: Line) -> Part:
    return Part(line.text, TEXT)


class CodeCard(Card):
    """The 校验码 of what was frozen."""

    def __init__(self) -> None:
        super().__init__(say("ui.hand_in.code"), name="codeCard")
        self.code = label("", "code", name="code")
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text = label("", "faint", wrap=True)
        self.body.addWidget(self.code)
        self.body.addWidget(self.text)

    def show_code(self, look: Look) -> None:
        """Show the code, or that there is none yet."""
        frozen = look.state not in workflow.PREPARING and look.code
        self.code.setText(look.code if frozen else say("ui.hand_in.no_code"))
        self.text.setText(say("ui.hand_in.code_text" if frozen else "ui.hand_in.no_code_text"))


class FinishedCard(Card):
    """What has become of a quarter that is handed in."""

    def __init__(self) -> None:
        super().__init__(name="finishedCard")
        self.text = label("", wrap=True, name="finishedText")
        self.body.addWidget(self.text)

    def show_look(self, look: Look) -> None:
        """Show it once there is something to tell."""
        self.setVisible(look.state in {workflow.SENT, workflow.ACCEPTED, workflow.RECEIVED})
        self.text.setText(_became(look))


def _became(look: Look) -> str:
    if look.state == workflow.ACCEPTED:
        return say("ui.hand_in.accepted")
    facts = look.facts
    if not facts.get("sent_on"):  # taken back from the file alone, which does not say
        return say("ui.hand_in.taken_back", revision=facts.get("revision", ""))
    return say("ui.hand_in.sent_words", way=facts.get("way", ""), on=facts.get("sent_on", ""))
