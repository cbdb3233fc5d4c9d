"""One SQLite file, opened the way that loses nothing, and its failures told apart.

Failures of the surroundings become a `WorldError` with one sentence, decided in `sentence` alone;
everything else is our own fault and passes through.
"""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from jzdesk.errors import LostError, WorldError
from jzdesk.store import sealed
from jzdesk.words import say

APPLICATION_ID = 0x4A5A4453  # "JZDS"
BUSY_SECONDS = 3.0
_ROOM = 1 << 20
"""A disk with fewer bytes left is full: a journal may not find its place on it."""

_SQLITE_WORDS = {
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_LOCKED: "busy",
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_PERM: "read_only",
    sqlite3.SQLITE_CANTOPEN: "cannot_open",
    sqlite3.SQLITE_IOERR: "disk",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_NOTADB: "foreign",
}
_SYSTEM_WORDS = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EACCES: "read_only",
    errno.EPERM: "read_only",
    errno.EROFS: "read_only",
    errno.ENOENT: "no_folder",
    errno.ENOTDIR: "no_folder",
}

_LOST = frozenset({"damaged", "foreign"})
_text = partial(str, encoding="utf-8", errors="surrogateescape")
"""Stored text; what damage has made of it must arrive to be named, not fail in between."""


def sentence(exc: sqlite3.Error | OSError, path: Path) -> str | None:
    """Return what is wrong with the surroundings and what to do, or None when the fault is ours."""
    word = _word(exc, path)
    return None if word is None else say(f"store.world.{word}", path=path, folder=path.parent)


def _word(exc: sqlite3.Error | OSError, path: Path) -> str | None:
    """Return the word for what is wrong with the surroundings, or None when the fault is ours."""
    if isinstance(exc, OSError):
        return _SYSTEM_WORDS.get(exc.errno or 0, "disk")
    # A turned bit in the header's format number is all that SQLite has no code of its own for.
    if "unsupported file format" in str(exc):
        return "damaged"
    code = getattr(exc, "sqlite_errorcode", None)
    word = None if code is None else _SQLITE_WORDS.get(code & 0xFF)
    return "sealed" if word == "foreign" and sealed.is_sealed(path) else word


def _second_look(word: str, path: Path) -> str:
    """Return what is wrong, where SQLite says less than there is to see.

    It tells no disk that was pulled out or is read-only from others, none that is full when a journal is
    begun, and no file that could not be read just once from a damaged one.
    """
    try:
        full = shutil.disk_usage(path.parent).free < _ROOM
    except OSError:
        return "gone"
    if word == "damaged":
        return "disk" if _sound(path) else word
    return "full" if full else word if os.access(path.parent, os.W_OK) else "read_only"


def _sound(path: Path) -> bool:
    """Tell whether a file that could not be read can be, all of it, now."""
    try:
        # Not by `open`: closing it would take away the locks that SQLite has on the file
        connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=0)
    except (sqlite3.Error, ValueError):
        return False
    try:
        return connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    except sqlite3.Error:
        return False
    finally:
        connection.close()


@contextmanager
def world(path: Path) -> Iterator[None]:
    """Turn the surroundings' failures with the file at `path` into `WorldError`."""
    try:
        yield
    except (sqlite3.Error, OSError) as exc:
        word = _word(exc, path)
        if word is None:
            raise
        if isinstance(exc, sqlite3.Error) and word in {"damaged", "disk", "cannot_open"}:
            word = _second_look(word, path)
        kind = LostError if word in _LOST else WorldError
        raise kind(say(f"store.world.{word}", path=path, folder=path.parent)) from exc


class Database:
    """An open store file; every read is a short transaction of its own.

    It belongs to the thread that opened it.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection, *, write: bool) -> None:
        self.path = path
        self.connection = connection
        self.write = write
        self._owner = threading.get_ident()

    @classmethod
    def open(cls, path: Path, *, write: bool) -> Database:
        """Open an existing file; it is neither made nor, before it is known as ours, touched."""
        look(path)
        if not write:
            _finish_interrupted(path)
        db = cls(path, connect(path, "rw" if write else "ro"), write=write)
        try:
            if db.value("PRAGMA application_id") != APPLICATION_ID:
                raise LostError(say("store.world.foreign", path=path))
        except BaseException:
            db.connection.close()
            raise
        return db

    @classmethod
    def make(cls, path: Path) -> Database:
        """Make a new, empty file that carries our mark; it is safe on disk only after `close`."""
        path.open("xb").close()
        db = cls(path, connect(path, "rw"), write=True)
        # Nobody knows of the file before it is whole, and `close` is followed by one fsync.
        db.run("PRAGMA synchronous=OFF")
        db.run(f"PRAGMA application_id={APPLICATION_ID}")
        return db

    @property
    def version(self) -> int:
        """The number of the schema in the file."""
        return int(self.value("PRAGMA user_version"))

    @contextmanager
    def _asking(self) -> Iterator[None]:
        """Turn what SQLite says into `WorldError` where it is about the surroundings."""
        if threading.get_ident() != self._owner:
            raise RuntimeError("the store belongs to another thread")
        try:
            with world(self.path):
                yield
        except (
            UnicodeError
        ) as exc:  # a damaged schema is cited in its message, damaged text cannot be asked for
            raise LostError(say("store.world.damaged", path=self.path)) from exc

    def run(self, sql: str, values: Sequence[Any] = ()) -> None:
        """Carry out one statement."""
        with self._asking():
            self.connection.execute(sql, values)

    def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Carry out one statement for each of `rows`."""
        with self._asking():
            self.connection.executemany(sql, rows)

    def all(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return all rows; reading to the end gives the file free for whoever writes."""
        with self._asking():
            return self.connection.execute(sql, values).fetchall()

    def one(self, sql: str, values: Sequence[Any] = ()) -> tuple[Any, ...] | None:
        """Return the first row, if there is one."""
        rows = self.all(sql, values)
        return rows[0] if rows else None

    def value(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """Return the first column of the first row, None without a row."""
        row = self.one(sql, values)
        return row[0] if row else None

    def check_rows(self, table: str, index: str) -> None:
        """Refuse to list a table that has lost rows: damage may leave a page that looks merely shorter.

        An index stands in other pages, and counts the same rows again.
        """
        counted = self.value(
            f"SELECT (SELECT count(*) FROM {table} NOT INDEXED)"
            f" = (SELECT count(*) FROM {table} INDEXED BY {index})"
        )
        if not counted:
            raise LostError(say("store.world.damaged", path=self.path))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make everything inside one durable whole, or nothing of it."""
        self.run("BEGIN IMMEDIATE")
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            # On a full disk SQLite has already rolled back; an explicit ROLLBACK would hide the real failure.
            self.connection.rollback()
            raise

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let all reading inside see the file as it was at one moment; beside the writer nobody writes."""
        if self.write or self.connection.in_transaction:
            yield
            return
        self.run("BEGIN")
        try:
            yield
        finally:
            self.connection.rollback()

    def close(self) -> None:
        """Close the file and leave nothing beside it."""
        try:
            if self.write:
                # The only way to make SQLite remove the emptied journal itself.
                self.connection.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.Error:
            pass  # an empty journal does no harm, and what was saved is saved
        finally:
            self.connection.close()


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """Return a connection in `mode` (`rw` or `ro`) with everything set that keeps data safe."""
    with world(path):
        # A bare "file:" + path would take `#`, `?` and `%` as its own and open another file.
        # `moment` takes pages through it from another thread; SQLite itself lets only one in at a time.
        connection = sqlite3.connect(
            f"{path.as_uri()}?mode={mode}", uri=True, isolation_level=None, timeout=BUSY_SECONDS,
            check_same_thread=False,
        )  # fmt: skip
        try:
            prepare(connection)
            if mode == "rw":
                connection.execute("PRAGMA synchronous=FULL")
        except BaseException:
            connection.close()
            raise
    return connection


def prepare(connection: sqlite3.Connection) -> None:
    """Set on a connection everything that keeps data safe, wherever they are."""
    connection.text_factory = _text
    for setting in ("foreign_keys=ON", "trusted_schema=OFF", "cell_size_check=ON", "recursive_triggers=ON"):
        connection.execute(f"PRAGMA {setting}")


def look(path: Path) -> None:
    """Refuse what is no file of any kind with a sentence of its own."""
    with world(path):
        if path.is_dir():
            raise LostError(say("store.world.foreign", path=path))
        if not path.exists():
            raise LostError(say("store.world.missing", path=path))
        if path.stat().st_size == 0:
            raise LostError(say("store.world.empty", path=path))


def _finish_interrupted(path: Path) -> None:
    """Take back what a process that died in the middle of a save has left; a reader may not."""
    journal = path.with_name(path.name + "-journal")
    with world(path):
        if not journal.exists() or journal.stat().st_size == 0:
            return
    connection = connect(path, "rw")
    try:
        with world(path):
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()
    finally:
        connection.close()
