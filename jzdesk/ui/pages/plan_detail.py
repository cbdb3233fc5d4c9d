"""One entry of the plan's catalogue in full: how it stands, targets, facts, and ways to other places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from jzdesk.desk.browsed import Detail, Jump, Line, Link, Section, Standing, State, Target
from jzdesk.ui.tables.list_view import ListView
from jzdesk.ui.tables.listing import LINK, PILL, SIGN, TEXT, ListColumn, ListModel, Part
from jzdesk.ui.theme import PAD, SIGNS, Theme
from jzdesk.ui.widgets.parts import button, clear, column, label, pill, row
from jzdesk.words import say

LABEL_WIDTH = 104


def sign_of(state: State) -> str:
    """Return the sign that stands beside a state's word."""
    return SIGNS.get(state.sign, "")


_TARGETS = (
    ListColumn[Target]("", 28, lambda t: Part("★" if t.measured else "", SIGN, "accent", _measured(t))),
    ListColumn[Target](say("ui.plan.year"), 60, lambda t: Part(t.year, TEXT)),
    ListColumn[Target](say("ui.plan.target"), 0, lambda t: Part(t.text, TEXT)),
    ListColumn[Target](say("ui.plan.scope"), 94, lambda t: Part(t.scope, TEXT, "secondary")),
    ListColumn[Target](say("ui.plan.source"), 72, lambda t: Part(t.source, TEXT, "secondary")),
    ListColumn[Target](say("ui.plan.nature"), 58, lambda t: Part(t.nature, TEXT, "secondary")),
    ListColumn[Target](say("ui.plan.now"), 110, lambda t: Part(t.state.word, PILL, t.state.tone)),
)


def _measured(target: Target) -> str:
    return say("ui.plan.measured") if target.measured else ""


_LINKS = (
    ListColumn[Link]("", 0, lambda link: Part(link.text, TEXT)),
    ListColumn[Link]("", 64, lambda _: Part(say("ui.plan.look"), LINK)),
)
_JUMPS = (
    ListColumn[Jump]("", 0, lambda jump: Part(jump.text, TEXT)),
    ListColumn[Jump]("", 64, lambda jump: Part(jump.act, LINK)),
)


class DetailView(QScrollArea):
    """Signals: `jump_requested` with a `Jump`; `link_requested` with a `Link`."""

    jump_requested = Signal(object)
    link_requested = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._first: Jump | None = None
        self.setObjectName("planDetail")
        self.setProperty("look", "read")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        inner = QWidget()
        inner.setObjectName("content")
        self._body = QVBoxLayout(inner)
        self._body.setContentsMargins(PAD, PAD - 2, PAD, PAD)
        self._body.setSpacing(8)
        self.setWidget(inner)
        self.go = button("", "planGo")

    def show_detail(self, detail: Detail | None, empty: str = "") -> None:
        """Show an entry, or say why none is shown."""
        clear(self._body)
        self._first = None
        self.verticalScrollBar().setValue(0)
        if detail is None:
            self.setAccessibleName(empty)
            self.setAccessibleDescription("")
            self._body.addWidget(label(empty, "secondary", wrap=True, name="planDetailEmpty"))
            self._body.addStretch(1)
            return
        self.setAccessibleName(detail.title)
        self.setAccessibleDescription(spoken(detail))
        self._head(detail)
        if detail.standing is not None:
            self._standing(detail.standing)
        self._ways(detail)
        if detail.targets:
            self._targets(detail.targets)
        for section in filter(None, detail.sections):
            self._section(section)
        self._body.addStretch(1)

    def _head(self, detail: Detail) -> None:
        kind = say(f"ui.plan.{detail.segment}")
        if not (detail.code.isascii() and detail.code.islower()):  # a name for the program alone
            kind = say("ui.plan.kind_code", kind=kind, code=detail.code)
        self._body.addWidget(label(kind, "faint", name="planCode"))
        self._body.addWidget(label(detail.title, "head", wrap=True, name="planTitle"))
        tags = [pill(tag.word, tag.tone or "plain") for tag in detail.tags if tag.word]
        if tags:
            self._body.addLayout(row(*tags, None, spacing=6))

    def _standing(self, standing: Standing) -> None:
        self._title(say("ui.plan.now"))
        state = standing.state
        if state.word:
            word = f"{sign_of(state)} {state.word}".strip()
            self._body.addLayout(row(pill(word, state.tone or "plain", name="planState"), None))
        if standing.text:
            self._body.addWidget(label(standing.text, wrap=True, name="planReason"))
        self._lines(standing.lines)

    def _ways(self, detail: Detail) -> None:
        """Show where it is filled: a button for the first place, a list for the others."""
        if detail.not_here:
            self._body.addWidget(label(detail.not_here, "secondary", wrap=True, name="planNotHere"))
        if not detail.jumps:
            return
        self._first, *others = detail.jumps
        self.go = button(self._first.act, "planGo", self._go, look="primary")
        self.go.setMinimumWidth(96)
        self.go.setAccessibleDescription(self._first.text)
        line = row(self.go, spacing=12, margins=(0, 4, 0, 4))
        line.addWidget(label(self._first.text, "secondary", wrap=True, name="planPlace"), 1)
        self._body.addLayout(line)
        if others:
            self._list(_JUMPS, others, "planPlaces", say("ui.plan.places")).picked.connect(
                self.jump_requested
            )

    def _targets(self, targets: Sequence[Target]) -> None:
        self._title(say("ui.plan.targets"))
        view = self._list(_TARGETS, targets, "planTargets", say("ui.plan.targets"))
        view.horizontalHeader().show()
        if len(targets) > 1 and any(t.measured for t in targets):
            self._body.addWidget(label(say("ui.plan.measured_sign"), "faint"))

    def _section(self, section: Section) -> None:
        self._title(section.title)
        self._lines(section.lines)
        for text in section.said:
            self._said(text, section.tone)
        if section.jumps:
            self._list(_JUMPS, section.jumps, "planFindings", section.title).picked.connect(
                self.jump_requested
            )
        if section.links:
            self._list(_LINKS, section.links, "planLinks", section.title).picked.connect(self.link_requested)

    def _said(self, text: str, tone: str) -> None:
        said = label(text, wrap=True, name="planSaid")
        if tone != "explain":
            self._body.addWidget(said)
            return
        frame = QFrame()
        frame.setProperty("look", "notice")
        frame.setLayout(column(said, margins=(12, 8, 12, 8)))
        self._body.addWidget(frame)

    def _title(self, text: str) -> None:
        self._body.addSpacing(6)
        self._body.addWidget(label(text, "strong"))

    def _lines(self, lines: Iterable[Line]) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnMinimumWidth(0, LABEL_WIDTH)
        grid.setColumnStretch(1, 1)
        for place, line in enumerate(lines):
            grid.addWidget(label(line.label, "secondary"), place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(line.text, wrap=True), place, 1)
        if grid.count():
            self._body.addLayout(grid)

    def _list(
        self, columns: Sequence[ListColumn[Any]], items: Sequence[Any], name: str, said: str
    ) -> ListView:
        model: ListModel[Any] = ListModel(columns)
        view = ListView(self._theme, model, name, ends=True)
        model.setParent(view)
        view.setAccessibleName(said)
        view.horizontalHeader().hide()
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._body.addWidget(view)
        model.show_items(items)
        return view

    @Slot()
    def _go(self) -> None:
        if self._first is not None:
            self.jump_requested.emit(self._first)

    def take_focus(self) -> bool:
        """Put the focus on the way to the form; tell whether there is one."""
        if self._first is None:
            return False
        self.go.show()  # a part just made is shown with the next event only
        self.go.setFocus()
        return True


def spoken(detail: Detail) -> str:
    """Return all of an entry as one text, for those who listen."""
    said: list[str] = []
    if detail.standing is not None:
        said += [detail.standing.state.word, detail.standing.text, *_told(detail.standing.lines)]
    said += [detail.not_here]
    said += [" ".join((t.year, t.text, t.scope, t.source, t.nature, t.state.word)) for t in detail.targets]
    for section in detail.sections:
        said += [*_told(section.lines), *section.said]
    return "；".join(part for part in said if part)


def _told(lines: Iterable[Line]) -> list[str]:
    return [f"{line.label} {line.text}" for line in lines]
