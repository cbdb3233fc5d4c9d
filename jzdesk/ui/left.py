"""Where the window was left: the page and cell one was in, and what could not be saved then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from jzdesk.errors import JzdeskError, WorldError
from jzdesk.models.entry import Key
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.ui.main_window import MainWindow


def open_at(work: MainWindow, last_cell: str, resume: str, first: str) -> None:
    """Go to the page the program was restarted from, else to the cell one was last in, else to the first."""
    key = _key(last_cell)
    if key is not None and work.session.look.sheet.row(key.form, key.row) is None:
        key = None
    if resume and (key is None or resume != key.form):
        work.open_at(resume)
    elif key is not None:
        work.open_at(key.form, key)
    else:
        work.open_at(first)


def tell_unsaved(work: MainWindow) -> None:
    """Say what could not be saved when the window was last open; it stands in its cells again."""
    session = work.session
    homeless = session.refusals.homeless
    if homeless:
        texts = [say("ui.window.homeless", period=o.period.title, text=o.text) for o in homeless]
        work.messages.refuse(WorldError(say("ui.window.no_cell", n=len(homeless)), texts))
        session.refusals.forget_homeless()
    elif session.unsaved:
        Remaining(work, say("ui.window.still_unsaved", n=len(session.unsaved)))


class Remaining(QObject):
    """A warning of texts that could not be saved; it goes once none of them is left."""

    def __init__(self, work: MainWindow, sentence: str) -> None:
        super().__init__(work)
        self._work, self._sentence = work, sentence
        work.session.kept.connect(self._look)
        work.messages.warn(sentence)

    @Slot()
    def _look(self) -> None:
        if self._work.session.unsaved:
            return
        if self._work.strip.sentence == self._sentence:
            self._work.strip.put_away()
        self.deleteLater()


def _key(text: str) -> Key | None:
    try:
        return Key.parse(text) if text else None
    except JzdeskError:
        return None
