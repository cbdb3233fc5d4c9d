"""The cards of 审核上报 that only show: names, what is in the way, 校验码, and the files made."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QSizePolicy

from jzdesk.desk.window import Look
from jzdesk.models.period import Period
from jzdesk.ui.pages.todo_lines import Line
from jzdesk.ui.tables.list_view import ListView
from jzdesk.ui.tables.listing import SIGN, TEXT, ListColumn, ListModel, Part
from jzdesk.ui.theme import LIST_ROW, Theme
from jzdesk.ui.widgets.parts import Card, button, label, pill, retone
from jzdesk.words import say

_NAMES = ("preparer", "reviewer", "head", "phone")
MOST = 6


class NamesCard(Card):
    """Who has signed what."""

    def __init__(self) -> None:
        super().__init__(say("ui.hand_in.names"), name="namesCard")
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setVerticalSpacing(6)
        self._values = {name: label("", name=f"name_{name}") for name in _NAMES}
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
            value = str(names.get(name, ""))
            self._values[name].setText(value or say("ui.hand_in.none_yet"))
            retone(self._values[name], "" if value else "faint", "look")
            day = str(names.get(days.get(name, ""), "")) if value else ""
            self._days[name].setText(_short(day))
            self._days[name].setVisible(bool(day))


def _short(day: str) -> str:
    parts = day.split("-")
    return say("ui.hand_in.day", month=int(parts[1]), day=int(parts[2])) if len(parts) == 3 else day


class BlockersCard(Card):
    """What is still in the way. Signals: `picked` with the line to go to."""

    picked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(say("ui.hand_in.blocked"), name="blockersCard")
        self.model: ListModel[Line] = ListModel(
            (ListColumn("", 24, _sign), ListColumn("", 0, _text)),
            self,
        )
        self.summary = label("", "secondary", wrap=True, name="blockersText")
        self.view = ListView(theme, self.model, "blockers")
        self.view.horizontalHeader().hide()
        self.view.setAccessibleName(say("ui.hand_in.blocked"))
        self.view.picked.connect(self.picked)
        self.view.clicked.connect(self._clicked)
        self.view.measured.connect(self._fit)
        self.body.addWidget(self.summary)
        self.body.addWidget(self.view)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        """Show what blocks, or that nothing does."""
        self.model.show_items(lines)
        self.title.setText(say("ui.hand_in.blocked" if lines else "ui.hand_in.free"))
        kinds = dict.fromkeys(line.kind for line in lines)
        told = "，".join(
            say("ui.hand_in.kind_count", kind=k, n=sum(x.cells for x in lines if x.kind == k)) for k in kinds
        )
        self.summary.setText(told if lines else say("ui.hand_in.free_text"))
        self.view.setVisible(bool(lines))
        self._fit()

    @Slot()
    def _fit(self) -> None:
        self.view.setFixedHeight(max(LIST_ROW, self.view.whole_lines(MOST * LIST_ROW)))

    @Slot()
    def _clicked(self) -> None:
        row = self.view.currentIndex().row()
        if row >= 0:
            self.picked.emit(self.model.item(row))


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
        frozen = not look.editable and look.code
        self.code.setText(look.code if frozen else say("ui.hand_in.no_code"))
        self.text.setText(say("ui.hand_in.code_text" if frozen else "ui.hand_in.no_code_text"))


class FilesCard(Card):
    """The files made by the last step. Signals: `open_requested` with their folder."""

    open_requested = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(say("ui.hand_in.files"), name="filesCard")
        self.head.addStretch(1)
        self.open = button(say("ui.hand_in.open_folder"), "openFolder", self._open)
        self.head.addWidget(self.open)
        self.model: ListModel[Path] = ListModel(
            (ListColumn(say("ui.hand_in.file"), 0, _file), ListColumn(say("ui.hand_in.folder"), 0, _folder)),
            self,
        )
        self.view = ListView(theme, self.model, "files")
        self.view.setAccessibleName(say("ui.hand_in.files"))
        self.body.addWidget(self.view)
        self._period: Period | None = None
        self.hide()

    def belongs_to(self, period: Period) -> bool:
        """Tell whether the files shown are this period's."""
        return self._period == period

    def show_files(self, files: tuple[Path, ...], period: Period) -> None:
        """Show the files, or nothing."""
        self._period = period
        self.model.show_items(files)
        self.view.setFixedHeight(self.view.content_height())
        self.setVisible(bool(files))

    @Slot()
    def _open(self) -> None:
        if self.model.items:
            self.open_requested.emit(self.model.items[0].parent)


def _file(path: Path) -> Part:
    return Part(path.name, TEXT)


def _folder(path: Path) -> Part:
    return Part(str(path.parent), TEXT, "secondary", str(path.parent))
