"""打开与补打: a version as it was sent, who signed it, and each of its forms to print again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QWidget

from jzdesk.desk import looking_back
from jzdesk.desk.looking_back import Opened, Part, Version
from jzdesk.errors import JzdeskError, StoppedError
from jzdesk.models.snapshot import show_code
from jzdesk.ui.jobs import Jobs
from jzdesk.ui.messages import Messages
from jzdesk.ui.session import Session
from jzdesk.ui.tables import listing
from jzdesk.ui.tables.list_view import ListView
from jzdesk.ui.tables.listing import LINK, TEXT, ListColumn, ListModel
from jzdesk.ui.theme import PAD, Theme
from jzdesk.ui.widgets.parts import button, column, label, retone, row
from jzdesk.words import say

_ALL = ""
"""In place of a form's id: cover and all forms."""


class ReprintPanel(QWidget):
    """Signals: `made` a file was written (its path), and is to be looked at."""

    made = Signal(object)

    def __init__(self, theme: Theme, session: Session, messages: Messages, jobs: Jobs) -> None:
        super().__init__()
        self.setObjectName("reprintPanel")
        self._session, self._messages, self._jobs = session, messages, jobs
        self._version: Version | None = None
        self._waiting = False
        self.facts = label("", "secondary", wrap=True, name="versionFacts")
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.model: ListModel[Part] = ListModel(_COLUMNS, self)
        self.view = ListView(theme, self.model, "reprintForms")
        self.view.setAccessibleName(say("ui.history.reprint"))
        self.view.picked.connect(self._print)
        self.told = label("", "good", wrap=True, name="reprintResult")
        self.told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.stop = button(say("ui.window.cancel"), "reprintStop", jobs.stop)
        self.folder = button(say("ui.hand_in.open_folder"), "reprintFolder", self._open_folder)
        self.empty = label(say("ui.history.reprint_now"), "secondary", wrap=True, name="reprintEmpty")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._file: Path | None = None
        body = column(spacing=8)
        body.addLayout(_inset(self.facts))
        body.addWidget(self.view, 1)
        body.addWidget(self.empty, 1)
        foot = _inset(self.told)
        foot.addWidget(self.stop)
        foot.addWidget(self.folder)
        foot.setContentsMargins(PAD, 0, PAD, 10)
        body.addLayout(foot)
        self.setLayout(body)
        jobs.finished.connect(self._finished)
        jobs.failed.connect(self._failed)
        self._tell("", "good")

    def show_version(self, version: Version | None) -> None:
        """Show a version and its forms; what stands now cannot be printed again."""
        sent = version is not None and not version.now
        if version != self._version:
            self._version, self._file = version, None
            self._tell("", "good")
        self.view.setVisible(sent)
        self.facts.setVisible(sent)
        self.empty.setVisible(not sent)
        if version is None or not sent:
            self.model.show_items(())
            return
        opened = looking_back.opened(self._session.office, version)
        filled = sum(part.filled for part in opened.parts)
        whole = Part(_ALL, say("ui.history.whole"), version.code, filled, nil=False)
        self.model.show_items((whole, *opened.parts))
        self.facts.setText(_facts(opened))

    def take_focus(self) -> None:
        """Put the focus on the first thing to print."""
        self.view.setFocus()
        if self.model.items and not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.model.index(0, 0))

    def _tell(self, text: str, look: str) -> None:
        self.told.setText(text)
        retone(self.told, look, "look")
        self.told.setVisible(bool(text))
        self.folder.setVisible(self._file is not None)
        self.stop.setVisible(self._waiting)

    def print_here(self) -> bool:
        """Make the form that is chosen, or else all of the version shown; False for what stands now."""
        if self.model.items and not self._waiting:
            self._print(self.model.items[max(self.view.currentIndex().row(), 0)])
        return bool(self.model.items)

    def print_whole(self) -> None:
        """Make cover and all forms of the version shown, to be looked at."""
        if self.model.items:
            self._print(self.model.items[0])

    @Slot(object)
    def _print(self, part: Part) -> None:
        if self._version is None:
            return
        try:
            work = looking_back.reprinting(self._session.office, self._version, part.form or None)
        except JzdeskError as error:
            self._refuse(error)
            return
        if self._jobs.run_aside(say("ui.history.reprint_busy"), work, Path):
            self._waiting, self._file = True, None
            self._tell(say("ui.history.reprint_busy"), "secondary")
        else:
            self._messages.tell(say("ui.window.other_busy"))

    @Slot(object)
    def _finished(self, result: Any) -> None:
        if not self._waiting:
            return
        self._waiting, self._file = False, Path(result)
        self._tell(say("ui.history.reprint_done", file=self._file.name), "good")
        self._messages.tell(say("ui.history.reprint_done", file=self._file.name))
        self.made.emit(self._file)

    @Slot(object)
    def _failed(self, error: JzdeskError) -> None:
        if self._waiting:
            self._waiting = False
            self._refuse(error)

    def _refuse(self, error: JzdeskError) -> None:
        self._file = None
        stopped = isinstance(error, StoppedError)
        self._tell("\n".join((error.sentence, *error.findings)), "secondary" if stopped else "must")

    @Slot()
    def _open_folder(self) -> None:
        if self._file is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._file.parent)))


def _inset(part: QWidget) -> QHBoxLayout:
    made = row(margins=(PAD, 0, PAD, 0))
    made.addWidget(part, 1)
    return made


def _facts(opened: Opened) -> str:
    version = opened.version
    names = "　".join(say("ui.history.named", what=what, name=name) for what, name in opened.names)
    lines = [say("ui.history.code", code=show_code(version.code)), names]
    if opened.reason:
        lines.append(say("ui.history.reason", reason=opened.reason))
    return "\n".join(line for line in lines if line)


def _title(part: Part) -> listing.Part:
    return listing.Part(part.title)


def _code(part: Part) -> listing.Part:
    return listing.Part(show_code(part.code), TEXT, "secondary")


def _filled(part: Part) -> listing.Part:
    text = say("ui.history.nil") if part.nil else say("ui.history.filled", n=part.filled)
    return listing.Part(text, TEXT, "secondary")


def _act(part: Part) -> listing.Part:
    tip = say("ui.history.print_tip", title=part.title)
    return listing.Part(say("ui.history.print"), LINK, "", tip)


_COLUMNS = (
    ListColumn[Part](say("ui.history.form"), 0, _title),
    ListColumn[Part](say("ui.history.code_head"), 176, _code),
    ListColumn[Part](say("ui.history.content"), 88, _filled),
    ListColumn[Part]("", 96, _act),
)
