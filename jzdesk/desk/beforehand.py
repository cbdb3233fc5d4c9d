"""A checked copy of the store before the first file is really taken in: one for all that come together.

Without the copy nothing is taken in: what a wrong file does to a year's figures is undone by the copy alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import suppress
from pathlib import Path
from typing import Any

from jzdesk.desk import copies, safekeeping
from jzdesk.desk.office import Office
from jzdesk.errors import JzdeskError, WorldError
from jzdesk.words import say

MOST = 10
"""So many of these copies are kept; the office's own backups are never touched."""
_SLICE = 0.02
"""Seconds that are waited for the copy at a time."""


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
        if self._due:
            self._have(self._work().run)

    def securing(self) -> Iterator[None]:
        """Do the same in a thread beside, and yield again and again meanwhile: a large store takes its time.

        Whoever asks no more has it given up.
        """
        if not self._due:
            return
        work = self._work()
        with ThreadPoolExecutor(1) as beside:
            copy = beside.submit(work.run)
            try:
                while wait([copy], _SLICE).not_done:
                    yield
            finally:
                work.stop()
        self._have(copy.result)

    @property
    def _due(self) -> bool:
        return self._wanted and self.made is None

    def _work(self) -> safekeeping.Looking:
        return safekeeping.backing_up(self._office, folder(self._office))

    def _have(self, get: Callable[[], dict[str, Any]]) -> None:
        try:
            self.made = Path(get()["file"])
        except JzdeskError as error:
            raise WorldError(say("desk.receiving.no_backup", why=error.sentence)) from error
        _thin(folder(self._office), self.made)


def _thin(place: Path, newest: Path) -> None:
    """Let the oldest copies go, never the newest."""
    with suppress(OSError):
        known = sorted(place.glob(f"*{newest.suffix}"), key=lambda file: (file.stat().st_mtime_ns, file.name))
        for file in known[:-MOST]:
            if file != newest:
                file.unlink()
