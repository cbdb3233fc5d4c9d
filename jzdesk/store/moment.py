"""The store as it is at one moment, in memory: what long looks and copies are made from, in any thread.

Nobody else may hold the file open while the clerk works, for an open reader blocks the writer. So the pages
come through the store's own connection, a few at a time, while the window goes on writing through it
between them: SQLite carries such a write into the copy as well, which is therefore the store as it was
when the last page came. Nothing slow is waited for while the connection is held: memory is what is
copied to, and only from there a disk.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from jzdesk.store import disk
from jzdesk.store.database import Database, connect, prepare, world

if TYPE_CHECKING:
    from jzdesk.store.pace import Pace

_PAGES = 64
"""So many pages are copied before the store is let go: a quarter of a megabyte."""
_PAGES_OUT = 512
_BUSY_SECONDS = 0.005


class Source:
    """Where the store's pages are had: made in the thread that the store belongs to, used in any."""

    def __init__(self, db: Database) -> None:
        self.path = db.path
        self._connection = db.connection
        self._page_size = int(db.value("PRAGMA page_size"))

    @contextmanager
    def taken(self, pace: Pace) -> Iterator[Database]:
        """Give a copy in memory that belongs to the calling thread; its path is the store's."""
        copy = sqlite3.connect(":memory:", isolation_level=None)
        try:
            prepare(copy)
            copy.execute(f"PRAGMA page_size={self._page_size}")

            def step(_status: int, left: int, of: int) -> None:
                pace.at("copying", of - left, of)
                pace.give_way()

            with world(self.path):
                self._connection.backup(copy, pages=_PAGES, progress=step, sleep=_BUSY_SECONDS)
            yield Database(self.path, copy, write=False)
        finally:
            copy.close()


def in_memory(db: Database) -> Database:
    """Return a copy of an open file in memory; its path is the file's."""
    copy = sqlite3.connect(":memory:", isolation_level=None)
    try:
        prepare(copy)
        with world(db.path):
            db.connection.backup(copy)
    except BaseException:
        copy.close()
        raise
    return Database(db.path, copy, write=False)


def write_out(seen: Database, file: Path, pace: Pace) -> None:
    """Write a copy in memory to a new file, which is synced before it counts."""

    def step(_status: int, left: int, of: int) -> None:
        pace.at("writing", of - left, of)

    disk.discard(file)
    file.open("xb").close()
    made = connect(file, "rw")
    try:
        made.execute("PRAGMA synchronous=OFF")
        made.execute("PRAGMA journal_mode=OFF")
        seen.connection.backup(made, pages=_PAGES_OUT, progress=step)
    finally:
        made.close()
