"""A checked copy of the store before the first file is really taken in: one for all that come together.

Without the copy nothing is taken in: what a wrong file does to a year's figures is undone by the copy alone.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from jzdesk.desk import copies, safekeeping
from jzdesk.desk.aside import Steps, at_once, meanwhile
from jzdesk.desk.office import Office
from jzdesk.errors import JzdeskError, WorldError
from jzdesk.words import say

MOST = 10
"""So many of these copies are kept; the office's own backups are never touched."""


def folder(office: Office) -> Path:
    """Return where these copies go: apart from those that somebody asked for."""
    return copies.folders_of(office.store.info.path)[copies.RECEIVING]


class Beforehand:
    """Makes the copy when it is first needed, and not again; `made` is where it lies.

    None is `wanted` of a demonstration, whose stores are made anew each time and keep to one folder.
    """

    def __init__(self, office: Office, *, wanted: bool = True) -> None:
        self._office, self._wanted = office, wanted
        self.made: Path | None = None

    def secure(self) -> None:
        """Make the copy, open and check it; `WorldError` where it cannot be made, and nothing may go on."""
        at_once(self.securing())

    def securing(self) -> Steps[None]:
        """Do the same in a thread beside, and yield again and again meanwhile: a large store takes its time.

        Whoever asks no more has it given up.
        """
        if not self._due:
            return
        work = safekeeping.backing_up(self._office, folder(self._office))
        try:
            made = yield from meanwhile(work.run, stop=work.stop)
        except JzdeskError as error:
            raise WorldError(say("desk.receiving.no_backup", why=error.sentence)) from error
        self.made = Path(made["file"])
        _thin(folder(self._office), self.made)

    @property
    def _due(self) -> bool:
        return self._wanted and self.made is None


def _thin(place: Path, newest: Path) -> None:
    """Let the oldest copies go, never the newest."""
    with suppress(OSError):
        known = sorted(place.glob(f"*{newest.suffix}"), key=lambda file: (file.stat().st_mtime_ns, file.name))
        for file in known[:-MOST]:
            if file != newest:
                file.unlink()
