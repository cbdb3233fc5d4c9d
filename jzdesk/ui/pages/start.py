"""The first page where there is no store yet, or where it cannot be had: what is wrong, and the ways on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QGridLayout,
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
from jzdesk.ui.theme import PAD, Theme
from jzdesk.ui.widgets.parts import Card, button, column, label, retone, row
from jzdesk.ui.widgets.tick_box import TickBox
from jzdesk.words import say

WIDTH = 420


@dataclass(frozen=True)
class Start:
    """What the page begins with: `tried` the store that cannot be had and, in `sentence`, why.

    `lost` says that it is gone or damaged, so that copies of it are looked for; `unit` is the office that is
    likely.
    """

    divisions: Sequence[Division]
    folder: Path
    tried: Path | None = None
    sentence: str = ""
    lost: bool = False
    recent: Sequence[Recent] = ()
    who: str | None = None
    unit: str = ""


class StartPage(QWidget):
    """Signals: `made` a new store is wished for (path, unit, practice); `opened` a file is to be opened.

    What is asked of `back`, the ways back, it tells itself.
    """

    made = Signal(object, str, bool)
    opened = Signal(object)

    def __init__(self, theme: Theme, start: Start) -> None:
        super().__init__()
        self.setObjectName("startPage")
        divisions, folder, tried, sentence = start.divisions, start.folder, start.tried, start.sentence
        self._folder = folder
        self._tried = tried
        self.back = WaysBack(theme, tried if start.lost else None, folder, start.who)
        self._touched = False
        self.wrong = label(sentence, "must", wrap=True, name="startWrong")
        self._wrong_card = Card(name="wrongCard")
        self._wrong_card.body.addWidget(self.wrong)
        self.again = button(say("ui.start.again"), "tryAgain", self._again)
        self._wrong_card.body.addLayout(row(self.again, None))
        self._new, self._open_card = self._new_card(divisions), self._file_card()
        both = QHBoxLayout()
        both.setSpacing(PAD)
        for card in (self._new, self._open_card):
            card.setFixedWidth(WIDTH)
            both.addWidget(card, 0, Qt.AlignmentFlag.AlignTop)
        word = "welcome_lost" if start.lost else "welcome"
        middle = QVBoxLayout()
        middle.setSpacing(PAD)
        middle.addLayout(
            column(
                label(say("ui.window.name"), "title"), label(say(f"ui.start.{word}"), "secondary"), spacing=4
            )
        )
        self._recent_card = self._recently(start.recent)
        for wide in (self._wrong_card, self._recent_card, self.back):
            wide.setFixedWidth(2 * WIDTH + PAD)
        middle.addWidget(self._wrong_card)
        for part in (self.back, self._recent_card) if start.lost else (self._recent_card,):
            middle.addWidget(part)
        middle.addLayout(both)
        if not start.lost:
            middle.addWidget(self.back)
        self._recent_card.setVisible(bool(start.recent))
        self._scrolled(middle)
        self.refuse(sentence)
        self.unit.setCurrentIndex(self.unit.findData(start.unit))
        self._show_path()
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

    def _recently(self, recent: Sequence[Recent]) -> Card:
        card = Card(say("ui.start.recent"), name="recentCard")
        self.recent: list[QPushButton] = []
        for number, one in enumerate(recent):
            act = button(one.name, f"recent{number}", self._open_recent, look="link")
            act.setProperty("path", str(one.path))
            act.setToolTip(str(one.path))
            self.recent.append(act)
            told = str(one.path) if one.there else say("ui.start.recent_gone", path=one.path)
            card.body.addLayout(row(act, label(told, "secondary", name=f"recentPath{number}"), None))
        return card

    def _new_card(self, divisions: Sequence[Division]) -> Card:
        card = Card(say("ui.start.new"), name="newCard")
        self.unit = QComboBox()
        self.unit.setObjectName("unit")
        self.unit.setAccessibleName(say("ui.start.unit"))
        for division in divisions:
            self.unit.addItem(
                say("ui.start.division", code=division.code, office=division.office), division.code
            )
        self.unit.setCurrentIndex(-1)
        self.unit.setPlaceholderText(say("ui.start.unit_hint"))
        self.unit.currentIndexChanged.connect(self._show_path)
        self.practice = TickBox(say("ui.start.practice"))
        self.practice.setObjectName("practice")
        self.practice.toggled.connect(self._show_path)
        self.path = QLineEdit()
        self.path.setObjectName("newPath")
        self.path.setAccessibleName(say("ui.start.path"))
        self.path.textEdited.connect(self._path_edited)
        grid = QGridLayout()
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        grid.addWidget(label(say("ui.start.unit"), "secondary"), 0, 0)
        grid.addWidget(self.unit, 0, 1, 1, 2)
        grid.addWidget(label(say("ui.start.path"), "secondary"), 1, 0)
        grid.addWidget(self.path, 1, 1)
        grid.addWidget(button(say("ui.start.browse"), "newBrowse", self._browse_folder), 1, 2)
        grid.addWidget(self.practice, 2, 1, 1, 2)
        card.body.addLayout(grid)
        self.hint = label(say("ui.start.practice_text"), "faint", wrap=True)
        card.body.addWidget(self.hint)
        self.make = button(say("ui.start.make"), "makeStore", self._make, look="primary")
        card.body.addLayout(row(self.make, None))
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

    def refuse(self, sentence: str) -> None:
        """Say what is wrong; what was chosen stays."""
        self.wrong.setText(sentence)
        self._wrong_card.setVisible(bool(sentence))
        self.again.setVisible(bool(sentence) and self._tried is not None)

    def take_focus(self) -> None:
        """Put the focus where one begins."""
        self.unit.setFocus()

    @Slot()
    def _show_path(self) -> None:
        code = self.unit.currentData()
        self.make.setEnabled(bool(code))
        retone(self.make, "primary", "look")
        if not self._touched and code:
            word = "practice_file" if self.practice.isChecked() else "file"
            self.path.setText(str(self._folder / say(f"ui.start.{word}", code=code)))

    @Slot()
    def _path_edited(self) -> None:
        self._touched = True

    @Slot()
    def _browse_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, say("ui.start.choose_folder"), str(self._folder))
        if chosen:
            self._folder = Path(chosen)
            self._touched = False
            self._show_path()

    @Slot()
    def _browse_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, say("ui.start.open"), str(self._folder), say("ui.start.filter")
        )
        if chosen:
            self.file.setText(chosen)
            self._open()

    @Slot()
    def _make(self) -> None:
        code = self.unit.currentData()
        if code and self.path.text().strip():
            self.made.emit(Path(self.path.text().strip()), str(code), self.practice.isChecked())

    @Slot()
    def _open(self) -> None:
        if self.file.text().strip():
            self._tried = Path(self.file.text().strip())
            self.opened.emit(self._tried)

    @Slot()
    def _open_recent(self) -> None:
        sender = self.sender()
        if sender is not None:
            self._tried = Path(str(sender.property("path")))
            self.opened.emit(self._tried)

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
