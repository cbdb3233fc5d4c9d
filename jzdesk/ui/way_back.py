"""A copy, or the office's own files, take the place of the store: what is done, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from jzdesk.desk import restoring
from jzdesk.desk.office import Office
from jzdesk.errors import JzdeskError, WorldError
from jzdesk.records import replace
from jzdesk.ui.jobs import Jobs
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.desk.restoring import Restored
    from jzdesk.desk.starting_anew import Anew
    from jzdesk.ui.shell import Shell


class WayBack(QObject):
    """`let_go` closes the store that is open, `go_on` shows an office, `go_back` opens a store as before."""

    def __init__(
        self, shell: Shell, who: str | None, let_go: Callable[[], None], go_on: Callable[[Office], None],
        go_back: Callable[[Path], None],
    ) -> None:  # fmt: skip
        super().__init__()
        self._shell, self.who = shell, who
        self._let_go, self._go_on, self._go_back = let_go, go_on, go_back
        self._store = Path()
        self.jobs = Jobs(self)
        self.jobs.finished.connect(self._restored)
        self.jobs.failed.connect(self._not_restored)
        shell.closed.connect(self.jobs.close)
        shell.restore_requested.connect(self.restore)
        shell.made_anew.connect(self.take_anew)

    @Slot(object, object, str)
    def restore(self, store: Path, file: Path, password: str) -> None:
        """Bring a copy back to where the store is, or was, and go on with it."""
        self._let_go()
        self._store = store
        text = say("ui.restore.aside.text", name=file.name)
        self._shell.show_busy(say("ui.restore.aside.busy"), text, self.jobs.stop)
        self.jobs.run_aside("", restoring.bringing_back(store, file, password, self.who), self._reopened)

    def _reopened(self, done: Restored) -> Restored:
        return replace(done, office=Office.open(self._store, write=True, who=self.who))

    @Slot(object)
    def _restored(self, done: Restored) -> None:
        self._go_on(done.office)
        word = "done" if done.kept else "done_new"
        self._note(say(f"ui.restore.{word}", kept=done.kept, **restoring.inside_words(done.inside)))

    @Slot(object)
    def _not_restored(self, error: JzdeskError) -> None:
        self._go_back(self._store)
        self._refuse(WorldError(say("ui.restore.back", why=error.sentence), error.findings))

    @Slot(object, str)
    def restore_here(self, file: Path, password: str) -> None:
        """Bring a copy back to where the store is that is open."""
        if self._shell.work is not None:
            self.restore(self._shell.work.session.office.store.info.path, file, password)

    @Slot(object)
    def take_anew(self, made: Anew) -> None:
        """Go on with a store that was made from the office's own files."""
        try:
            office = Office.open(made.store, write=True, who=self.who)
        except JzdeskError as error:
            self._refuse(error)
            return
        self._go_on(office)
        aside = say("desk.starting_anew.aside", aside=made.aside) if made.aside else ""
        taken = [file["message"] for file in made.files]
        self._note(say("desk.starting_anew.done", n=len(taken)) + aside, *taken)

    def _note(self, sentence: str, *findings: str) -> None:
        if self._shell.work is not None:
            self._shell.work.messages.note(sentence, findings)

    def _refuse(self, error: JzdeskError) -> None:
        """Say what could not be done above the page, or on the first one where no store is open."""
        if self._shell.work is not None:
            self._shell.work.messages.refuse(error)
        else:
            self._shell.refuse(error.sentence)
