"""On the first page, a store of one's own: which office, who one is, and what one begins with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QFileDialog, QGridLayout, QLineEdit

from jzdesk.errors import JzdeskError, RefusedError
from jzdesk.models.form import Division
from jzdesk.ui.jobs import Jobs
from jzdesk.ui.widgets.parts import Card, button, label, retone, row
from jzdesk.ui.widgets.tick_box import TickBox
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.desk.city_file import CityFile


@dataclass(frozen=True)
class Wish:
    """A store that is wished for; `file` is the city's, to be taken in once it stands."""

    path: Path
    unit: str
    practice: bool
    file: Path | None = None


class NewCard(Card):
    """Signals: `wished` a new store is wished for (a `Wish`); `refused` why a file cannot be begun with."""

    wished = Signal(object)
    refused = Signal(str)

    def __init__(self, divisions: Sequence[Division], folder: Path) -> None:
        super().__init__(say("ui.start.new"), name="newCard")
        self._folder = folder
        self._touched = False
        self.file: Path | None = None
        self.jobs = Jobs(self)
        self.jobs.finished.connect(self._came)
        self.jobs.failed.connect(self._not_come)
        self.unit = QComboBox()
        self.unit.setObjectName("unit")
        self.unit.setAccessibleName(say("ui.start.unit"))
        for division in divisions:
            self.unit.addItem(
                say("ui.start.division", code=division.code, office=division.office), division.code
            )
        self.unit.setMaxVisibleItems(self.unit.count())
        self.unit.setCurrentIndex(-1)
        self.unit.setPlaceholderText(say("ui.start.unit_hint"))
        self.unit.currentIndexChanged.connect(self._show)
        self.who = self._line("who", "who_hint")
        self.city = self._line("city", "city_hint")
        self.city.setReadOnly(True)
        self.read = button(say("ui.start.city_browse"), "cityBrowse", self._browse_file)
        self.path = self._line("path", "path_hint")
        self.path.textEdited.connect(self._path_edited)
        self.practice = TickBox(say("ui.start.practice"))
        self.practice.setObjectName("practice")
        self.practice.toggled.connect(self._show)
        self.body.addLayout(self._grid())
        self.body.addWidget(label(say("ui.start.new_text"), "faint", wrap=True))
        self.make = button(say("ui.start.make"), "makeStore", self._make, look="primary")
        self.body.addLayout(row(self.make, None))
        self._show()

    def _grid(self) -> QGridLayout:
        browse = button(say("ui.start.browse"), "newBrowse", self._browse_folder)
        lines = (("unit", self.unit, None), ("who", self.who, None), ("city", self.city, self.read),
                 ("path", self.path, browse))  # fmt: skip
        grid = QGridLayout()
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for place, (word, field, beside) in enumerate(lines):
            grid.addWidget(label(say(f"ui.start.{word}"), "secondary"), place, 0)
            grid.addWidget(field, place, 1, 1, 1 if beside else 2)
            if beside is not None:
                grid.addWidget(beside, place, 2)
        grid.addWidget(self.practice, len(lines), 1, 1, 2)
        return grid

    @staticmethod
    def _line(word: str, hint: str) -> QLineEdit:
        made = QLineEdit()
        made.setObjectName(f"new_{word}")
        made.setAccessibleName(say(f"ui.start.{word}"))
        made.setPlaceholderText(say(f"ui.start.{hint}"))
        return made

    @Slot()
    def _show(self) -> None:
        code = self.unit.currentData()
        self.make.setEnabled(bool(code) and not self.jobs.busy)
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
            self._show()

    @Slot()
    def _browse_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, say("ui.start.city_browse"), "", say("ui.start.city_filter")
        )
        if chosen:
            self.begin_with(Path(chosen))

    def begin_with(self, file: Path) -> None:
        """Read a file of the city's: it says which office it is for."""
        # Not at the top: nobody reads a file before the page is seen
        from jzdesk.desk.city_file import Looking

        if self.jobs.run_aside("", Looking(file), _same):
            self.refused.emit("")
            self.city.setText(say("ui.start.city_busy", name=file.name))
            self._show()

    @Slot(object)
    def _came(self, found: CityFile) -> None:
        mine, theirs = self.unit.currentIndex(), self.unit.findData(found.unit)
        if self.file is None and mine not in {
            -1,
            theirs,
        }:  # chosen by hand: not the file decides which is right
            names = {"unit": self.unit.itemText(mine), "other": self.unit.itemText(theirs)}
            self._not_come(RefusedError(say("ui.start.city_other", file=found.path.name, **names)))
            return
        self.file = found.path
        self.city.setText(found.path.name)
        self.city.setToolTip(str(found.path))
        self.practice.setChecked(found.practice)
        self.unit.setCurrentIndex(theirs)
        self._show()
        self.make.setFocus()

    @Slot(object)
    def _not_come(self, error: JzdeskError) -> None:
        self.file = None
        self.city.clear()
        self._show()
        self.refused.emit(error.sentence)

    @Slot()
    def _make(self) -> None:
        code, path = self.unit.currentData(), self.path.text().strip()
        if code and path:
            self.wished.emit(Wish(Path(path), str(code), self.practice.isChecked(), self.file))


def _same(found: CityFile) -> CityFile:
    return found
