"""One writer for each store: `STORE.lock` beside it, held by the system and gone with its process.

The file tells a second writer who is there and since when; what keeps him out is the kernel's lock, so
that a file left behind by a crash locks nobody out.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from jzdesk.errors import HeldError
from jzdesk.store.books import CHINA
from jzdesk.store.database import world
from jzdesk.words import say

if sys.platform == "win32":  # pragma: no cover - the other platform's half
    import msvcrt

    # Windows locks bytes against reading, too: one far behind the text, so that it stays readable.
    _FAR = 1 << 30

    def _try_lock(handle: int) -> bool:
        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _leave(handle: int, path: Path) -> None:
        os.close(handle)
        with suppress(OSError):  # the next one has it open already
            path.unlink(missing_ok=True)

else:
    import fcntl

    def _try_lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _leave(handle: int, path: Path) -> None:
        # Removed while still held: whoever opened it meanwhile sees that it is no longer the one there.
        # One that cannot be removed locks nobody out, and what was done is done.
        with suppress(OSError):
            path.unlink(missing_ok=True)
        os.close(handle)


class Lock:
    """The right to write to one store, until `release` or the end of the process."""

    def __init__(self, handle: int, path: Path) -> None:
        self._handle = handle
        self._path = path

    @classmethod
    def take(cls, store: Path, who: str) -> Lock:
        """Take the right to write to `store`, or raise `HeldError` naming who has it."""
        path = lock_path(store)
        with world(store):
            while True:
                handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
                try:
                    if not _try_lock(handle):
                        raise _held(path, store)
                    if _still_there(handle, path):
                        _write(handle, who)
                        return cls(handle, path)
                except BaseException:
                    os.close(handle)
                    raise
                os.close(handle)

    def release(self) -> None:
        """Give the right back and remove the file; again does nothing."""
        handle, self._handle = self._handle, -1
        if handle >= 0:
            _leave(handle, self._path)


def lock_path(store: Path) -> Path:
    """Return where the lock of `store` lies."""
    return store.with_name(store.name + ".lock")


def holder(store: Path) -> tuple[str, str] | None:
    """Return who may write to `store` and since when (`2018-10-06 09:12`); None where nobody can be named."""
    told = _told(lock_path(store))
    return (told["who"], told["since"]) if told else None


def _told(path: Path) -> dict[str, str] | None:
    """Return what the holder wrote; he may be about to write his name, or to leave."""
    try:
        told = json.loads(path.read_text("utf-8"))
        since = datetime.fromisoformat(told["since"]).strftime("%Y-%m-%d %H:%M")
        return {"who": str(told["who"]), "pid": str(told["pid"]), "since": since}
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _still_there(handle: int, path: Path) -> bool:
    """Tell whether the locked file is still the one at `path`; its last holder may just have removed it."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


def _write(handle: int, who: str) -> None:
    since = datetime.now(CHINA).isoformat(timespec="seconds")
    text = json.dumps({"who": who, "pid": os.getpid(), "since": since}, ensure_ascii=False)
    os.ftruncate(handle, 0)
    os.lseek(handle, 0, os.SEEK_SET)
    os.write(handle, text.encode("utf-8"))


def _held(path: Path, store: Path) -> HeldError:
    """Return the refusal that names the holder."""
    told = _told(path)
    if told is None:
        return HeldError(say("store.world.held_unknown", path=store), "")
    return HeldError(say("store.world.held", path=store, **told), told["pid"])
