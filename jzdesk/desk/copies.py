"""What there is of a store's copies: where they lie, what was found in them, which of them are good.

Nothing here opens the store or a copy, so that it serves for a store that cannot be opened, and in any
thread.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from jzdesk import files, paths
from jzdesk.desk.office import BEIJING
from jzdesk.errors import WorldError
from jzdesk.records import dataclass, replace, values
from jzdesk.store import kept_files
from jzdesk.words import say

ASKED, DAILY, RECEIVING, SECOND, KEPT = "asked", "daily", "receiving", "second", "kept"
"""Why a copy was made: somebody asked for it, each day of use, before files were received, the day's once
more on another disk; or the file itself was kept before a restore or an upgrade."""
MOST_KEPT = 400
"""So many copies are remembered."""
_MADE = "made.json"
_STAMP = re.compile(r"\d{8}-\d{6}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Copy:
    """A backup: when it was made (ISO), its size in bytes, and what was counted in it.

    `periods` is None for one of which nothing is known but that it lies there; `kind` is why it was made.
    """

    file: Path
    at: str
    size: int
    periods: int | None = None
    figures: int | None = None
    kind: str = ""

    @property
    def present(self) -> bool:
        """It lies where it was put, as large as it was."""
        return size_of(self.file) == self.size

    @property
    def moment(self) -> datetime:
        """When it was made."""
        told = datetime.fromisoformat(self.at)
        return told if told.tzinfo else told.replace(tzinfo=BEIJING)


def folder_of(store: Path) -> Path:
    """Return where the backups of a store go that were not told where."""
    return paths.home() / "backups" / store.stem


def folders_of(store: Path) -> dict[str, Path]:
    """Return the program's own folders of a store's backups, by kind."""
    folder = folder_of(store)
    return {
        ASKED: folder,
        DAILY: folder / say("desk.safekeeping.folder.daily"),
        RECEIVING: folder / say("desk.safekeeping.folder.receiving"),
    }


def good(store: Path) -> list[Copy]:
    """Return the copies of this store that were made and found good, wherever they were put."""
    own = str(store.resolve())
    return [copy for noted, copy in _noted(store) if noted == own]


def there_are(store: Path, second: Path | None = None) -> tuple[Copy, ...]:
    """Return the copies on this machine, the newest first; one that changed its size is as if unknown.

    What was kept before a restore or an upgrade lies beside the store.
    """
    places = folders_of(store) | ({SECOND: second} if second else {})
    found = [copy for kind, folder in places.items() for copy in lying_in(folder, store, kind)]
    beside = lying_in(store.parent, store, KEPT, f"{store.stem}_")
    found += [copy for copy in beside if kept_files.is_kept(copy.file)]
    return tuple(sorted(found, key=lambda copy: copy.moment, reverse=True))


def lying_in(folder: Path, store: Path, kind: str, beginning: str = "") -> list[Copy]:
    """Return what lies in a folder and is named as a copy is, with what is noted of it."""
    known = {copy.file: copy for copy in good(store)}
    found: list[Copy] = []
    for file in _files(folder, f"{beginning}*{store.suffix}"):
        stamp, copy = _STAMP.search(file.stem), known.get(file)
        if copy is not None and copy.present:
            found.append(replace(copy, kind=kind))
        elif stamp:
            found.append(Copy(file, _when(stamp[0]), size_of(file), kind=kind))
    return found


def newest(found: Iterable[Copy], now: datetime) -> Copy | None:
    """Return the newest copy; one that a wrong clock dated ahead only where there is no other."""
    ahead = now + timedelta(days=1)
    return max(found, key=lambda copy: (copy.moment <= ahead, copy.moment), default=None)


def size_of(file: Path) -> int:
    """Return the size of a file, -1 where there is none."""
    try:
        return file.stat().st_size
    except OSError:
        return -1


def remember(store: Path, copy: Copy) -> None:
    """Note a copy that was found good; where that cannot be written, the copy is no worse for it."""
    kept = [(own, one) for own, one in _noted(store) if one.file != copy.file]
    _note(store, [*kept, (str(store.resolve()), copy)])


def thin(store: Path, folder: Path, needed: Callable[[Iterable[datetime]], list[datetime]]) -> list[Path]:
    """Let go of the good copies in a folder that are no longer needed; return which.

    What is not known as good is left where it is and counts for nothing.
    """
    here = {c.moment: c for c in good(store) if c.file.parent == folder.resolve() and c.present}
    gone: list[Path] = []
    for moment in needed(here):
        with suppress(OSError):
            here[moment].file.unlink()
            gone.append(here[moment].file)
    if gone:
        _note(store, [(own, copy) for own, copy in _noted(store) if copy.file not in gone])
    return gone


def _files(folder: Path, pattern: str) -> list[Path]:
    try:
        return [file for file in folder.resolve().glob(pattern) if file.is_file()]
    except OSError:
        return []


def _when(stamp: str) -> str:
    """Return the time in a file's name; digits that are no time are as old as can be."""
    try:
        return datetime.strptime(stamp, "%Y%m%d-%H%M%S").replace(tzinfo=BEIJING).isoformat()
    except ValueError:
        return datetime.min.replace(tzinfo=BEIJING).isoformat()


def _noted(store: Path) -> list[tuple[str, Copy]]:
    """Return all that is noted, also of other stores of the same name, each with its store."""
    try:
        told = json.loads((folder_of(store) / _MADE).read_text("utf-8"))
        return [
            (str(c["store"]), Copy(Path(c["file"]), str(c["at"]), c["size"], c["periods"], c["figures"]))
            for c in told
            if datetime.fromisoformat(c["at"])
        ]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _note(store: Path, kept: Collection[tuple[str, Copy]]) -> None:
    told = [{**values(c), "file": str(c.file), "store": own} for own, c in [*kept][-MOST_KEPT:]]
    register = folder_of(store) / _MADE
    with suppress(OSError, WorldError):
        files.make_folder(register.parent)
        files.put(register, json.dumps(told, ensure_ascii=False, indent=0).encode())
