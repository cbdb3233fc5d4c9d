"""The first page where there is no store yet, or where it cannot be had: what is wrong, and the ways on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from jzdesk.desk.recent import Recent
from jzdesk.models.form import Division
from jzdesk.ui.pages.start_back import WaysBack
from jzdesk.ui.pages.start_new import NewCard, Wish
from jzdesk.ui.pages.start_practice import PracticeCard
from jzdesk.ui.theme import PAD, Theme
from jzdesk.ui.widgets.elided import Elided
from jzdesk.ui.widgets.parts import Card, button, column, label, row
from jzdesk.words import say

WIDTH, ASIDE = 420, 40


@dataclass(frozen=True)
class Start:
    """What the page begins with: `tried` the store that cannot be had and, in `sentence`, why.

    `lost` says that it is gone or damaged, so that copies of it are looked for; `unit` is the office that is
    likely, `who` the name that is known, `practice` the practice quarter that was begun last.
    """

    divisions: Sequence[Division]
    folder: Path
    tried: Path | None = None
    sentence: str = ""
    lost: bool = False
    recent: Sequence[Recent] = ()
    who: str | None = None
    unit: str = ""
    practice: Path | None = None


class StartPage(QWidget):
    """Signals: `made` a new store is wished for (a `Wish`); `opened` a file is to be opened; before any of
    them `named` who is at work.

    What is asked of `back`, the ways back, it tells itself.
    """

    made = Signal(object)
    opened = Signal(object)
    named = Signal(str)

    def __init__(self, theme: Theme, start: Start) -> None:
        super().__init__()
        self.setObjectName("startPage")
        divisions, folder, tried, sentence = start.divisions, start.folder, start.tried, start.sentence
        self._folder = folder
        self._tried = tried
        self.back = WaysBack(theme, tried if start.lost else None, folder, start.who)
        self.wrong = label(sentence, "must", wrap=True, name="startWrong")
        self._wrong_card = Card(name="wrongCard")
        self._wrong_card.body.addWidget(self.wrong)
        self.again = button(say("ui.start.again"), "tryAgain", self._again)
        self._wrong_card.body.addLayout(row(self.again, None))
        self.new, self._open_card = NewCard(divisions, folder), self._file_card()
        self.new.who.setText(start.who or "")
        self.new.unit.setCurrentIndex(self.new.unit.findData(start.unit))
        self.new.wished.connect(self._make)
        self.new.refused.connect(self.refuse)
        self.practice = PracticeCard(start.practice, folder, self.back.jobs, lambda: self._name or start.who)
        self.practice.refused.connect(self.refuse)
        self.practice.ready.connect(self._go_on)
        both = self._both = QHBoxLayout()
        both.setSpacing(PAD)
        side = column(self.practice, self._open_card, None, spacing=PAD)
        both.addWidget(self.new, 0, Qt.AlignmentFlag.AlignTop)
        both.addLayout(side)
        word = "welcome_lost" if start.lost else "welcome_again" if start.recent else "welcome"
        middle = QVBoxLayout()
        middle.setSpacing(PAD)
        middle.addLayout(
            column(
                label(say("ui.window.name"), "title"), label(say(f"ui.start.{word}"), "secondary"), spacing=4
            )
        )
        self._recent_card = self._recently(start.recent)
        middle.addWidget(self._wrong_card)
        for part in (self.back, self._recent_card) if start.lost else (self._recent_card,):
            middle.addWidget(part)
        middle.addLayout(both)
        if not start.lost:
            middle.addWidget(self.back)
        self._recent_card.setVisible(bool(start.recent))
        self._scrolled(middle)
        self.refuse(sentence)
        self.back.search()

    def _scrolled(self, middle: QVBoxLayout) -> None:
        inner = QWidget()
        inner.setObjectName("content")
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(0, PAD, 0, PAD)
        lines.addStretch(2)
        lines.addLayout(_centred(middle))
        lines.addStretch(3)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the cards for the new width: beside each other, or one below the other."""
        wide = min(2 * WIDTH + PAD, self.width() - ASIDE)
        beside = wide > 2 * WIDTH
        way = QBoxLayout.Direction
        self._both.setDirection(way.LeftToRight if beside else way.TopToBottom)
        for card in (self.new, self.practice, self._open_card):
            card.setFixedWidth(WIDTH if beside else wide)
        for card in (self._wrong_card, self._recent_card, self.back):
            card.setFixedWidth(wide)
        super().resizeEvent(event)

    def _recently(self, recent: Sequence[Recent]) -> Card:
        card = Card(say("ui.start.recent"), name="recentCard")
        self.recent: list[QPushButton] = []
        for number, one in enumerate(recent):
            act = button(one.name, f"recent{number}", self._open_recent, look="link")
            act.setProperty("path", str(one.path))
            act.setToolTip(str(one.path))
            self.recent.append(act)
            told = str(one.path) if one.there else say("ui.start.recent_gone", path=one.path)
            card.body.addLayout(row(act, Elided(told, "secondary", name=f"recentPath{number}"), None))
        return card

    def _file_card(self) -> Card:
        card = Card(say("ui.start.open"), name="openCard")
        card.body.addWidget(label(say("ui.start.open_text"), "secondary", wrap=True))
        self.file = QLineEdit()
        self.file.setObjectName("openPath")
        self.file.setAccessibleName(say("ui.start.path"))
        self.file.setPlaceholderText(say("ui.start.open_hint"))
        self.file.returnPressed.connect(self._open)
        card.body.addLayout(row(self.file, button(say("ui.start.browse"), "openBrowse", self._browse_file)))
        self.open_button = button(say("ui.start.open_act"), "openStore", self._open)
        card.body.addLayout(row(self.open_button, None))
        return card

    @Slot(str)
    def refuse(self, sentence: str) -> None:
        """Say what is wrong; what was chosen stays."""
        self.wrong.setText(sentence)
        self._wrong_card.setVisible(bool(sentence))
        self.again.setVisible(bool(sentence) and self._tried is not None)

    def close_jobs(self) -> None:
        """Give up what is being read or looked for."""
        self.back.jobs.close()
        self.new.jobs.close()

    def take_focus(self) -> None:
        """Put the focus where one begins."""
        self.new.unit.setFocus()

    @Slot()
    def _browse_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, say("ui.start.open"), str(self._folder), say("ui.start.filter")
        )
        if chosen:
            self.file.setText(chosen)
            self._open()

    @Slot(object)
    def _make(self, wish: Wish) -> None:
        self._tell_name()
        self.made.emit(wish)

    @property
    def _name(self) -> str:
        return self.new.who.text().strip()

    def _tell_name(self) -> None:
        """Say who is at work, if that was told: whatever is opened next is done in this name."""
        if self._name:
            self.named.emit(self._name)

    @Slot(object)
    def _go_on(self, path: Path) -> None:
        self._tell_name()
        self._tried = path
        self.opened.emit(path)

    @Slot()
    def _open(self) -> None:
        if self.file.text().strip():
            self._go_on(Path(self.file.text().strip()))

    @Slot()
    def _open_recent(self) -> None:
        sender = self.sender()
        if sender is not None:
            self._go_on(Path(str(sender.property("path"))))

    @Slot()
    def _again(self) -> None:
        if self._tried is not None:
            self.opened.emit(self._tried)


def _centred(inner: QVBoxLayout) -> QHBoxLayout:
    made = QHBoxLayout()
    made.addStretch(1)
    made.addLayout(inner)
    made.addStretch(1)
    return made
