"""Copies that are opened, checked and counted before anybody relies on them, and the way back.

A copy is one file: the attachments' bytes, in the store's folder otherwise, stand in its table.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from jzdesk.errors import WorldError
from jzdesk.store import attachments, disk, facts, migrations, moment
from jzdesk.store.books import CHINA
from jzdesk.store.database import Database, world
from jzdesk.store.journal import Journal, last
from jzdesk.store.moment import Source
from jzdesk.store.operation import Header, Stack
from jzdesk.store.pace import Pace
from jzdesk.store.shelf import Shelf
from jzdesk.words import say


@dataclass(frozen=True, slots=True)
class BackupResult:
    """A copy that was checked, and what is in it."""

    file: Path
    sha256: str
    periods: int
    figures: int
    attachments: int = 0
    lost: tuple[str, ...] = ()
    """A sentence for each attachment that was gone or altered, so that the copy could not have it."""


class Backup:
    """A copy that is to be made: begun in the thread that the store belongs to, carried out in any."""

    def __init__(self, db: Database, folder: Path, at: str) -> None:
        self._source = Source(db)
        self._info = facts.info(db)
        self._folder, self._at = folder, at

    def make(self, pace: Pace) -> BackupResult:
        """Write a checked copy of the store, named by office and time; a stopped one leaves nothing."""
        path, stamp = self._source.path, datetime.fromisoformat(self._at).strftime("%Y%m%d-%H%M%S")
        mark = say("store.backup.practice") if self._info.practice else ""
        with world(self._folder / path.name):
            target = disk.free(self._folder.resolve() / f"{self._info.unit}_{stamp}{mark}{path.suffix}")
        counts: list[int] = []

        def sound(made: Database) -> bool:
            shelf = Shelf(made)
            periods = shelf.figures.periods() | shelf.periods.all(made)
            counts.extend((len(periods), made.value("SELECT count(*) FROM figures")))
            head = facts.read(made, facts.HEAD)
            return not shelf.figures.damaged() and head == last(made)[1]

        copied = _copy(self._source, target, sound, pace)
        periods, figures = counts
        return BackupResult(target, copied.sha256, periods, figures, copied.attachments, copied.lost)


def before_migration(db: Database) -> Path:
    """Write a checked copy of an older store beside it and return where."""
    stamp = datetime.now(CHINA).strftime("%Y%m%d-%H%M%S")
    name = say("store.backup.before_migration", name=db.path.stem, version=db.version, stamp=stamp)
    target = disk.free(db.path.with_name(name + db.path.suffix))
    _copy(Source(db), target, _any, Pace())
    return target


def _any(_made: Database) -> bool:
    """Ask no more of a copy than its counts: the figures' digests may be of an older kind."""
    return True


def check_source(source: Path) -> None:
    """Refuse as a source of `bring_back` what is no sound store of this or an earlier version."""
    db = Database.open(source, write=False)
    try:
        migrations.check_version(db)
        migrations.check_schema(db)
        current = db.version == migrations.latest()
        if db.value("PRAGMA integrity_check") != "ok" or (current and Shelf(db).figures.damaged()):
            raise WorldError(say("store.world.damaged", path=source))
    finally:
        db.close()


def bring_back(path: Path, source: Path, at: str, who: str) -> Path | None:
    """Put a copy of `source` in the place of the store at `path`; return where the present one is kept.

    The caller holds the lock. The present file may be damaged: it is kept byte for byte, and its
    attachments stay in the folder, where those of the copy join them. The copy is in its trail before
    it is in its place, so that a crash leaves the one store or the other.
    """
    kept, ready = None, disk.part(path)
    with world(path):
        try:
            _unpacked(source, ready, path)
            _noted(ready, Header("restore", None, at, who, "restored", source.name))
            digest = disk.sha256_of(ready)
            kept = _set_aside(path, at)
            disk.put_in_place(ready, path)
        finally:
            disk.discard(ready)
        if disk.sha256_of(path) != digest:
            raise WorldError(say("store.backup.differs", path=path))
    return kept


def _unpacked(source: Path, ready: Path, path: Path) -> None:
    """Make the file that takes the place of `path`, attachments in its folder."""
    disk.discard(ready)
    shutil.copyfile(source, ready)
    if disk.sha256_of(ready) != disk.sha256_of(source):
        raise WorldError(say("store.backup.differs", path=path))
    attachments.unpack(ready, source, path)


def _noted(ready: Path, header: Header) -> None:
    """Bring a copy that nobody relies on yet to the schema of today and write into its trail what it is."""
    db = Database.open(ready, write=True)
    try:
        db.run("PRAGMA synchronous=OFF")  # it is synced as a whole when it is moved into place
        if migrations.check_version(db):
            migrations.upgrade(db)
        with Journal(Shelf(db)).operation(header, Stack.BARRIER) as operation:
            operation.mark()
    finally:
        db.close()


def _set_aside(path: Path, at: str) -> Path | None:
    """Keep a copy of the present file, if there is one; return where."""
    if not path.exists():
        disk.clear_journal(path, at)
        return None
    stamp = datetime.fromisoformat(at).strftime("%Y%m%d-%H%M%S")
    name = say("store.backup.before_restore", name=path.stem, stamp=stamp)
    kept = disk.free(path.with_name(name + path.suffix))
    _settle(path)
    disk.copy_bytes(path, kept)
    disk.clear_journal(path, at, kept)
    return kept


def _settle(path: Path) -> None:
    """Finish what an interrupted save has left, where the file still lets itself be opened."""
    with suppress(WorldError):
        Database.open(path, write=True).close()


class _Copied(NamedTuple):
    sha256: str
    attachments: int
    lost: tuple[str, ...]


def _copy(source: Source, target: Path, sound: Callable[[Database], bool], pace: Pace) -> _Copied:
    """Write a consistent copy with all attachments, open and check it, move it into place."""
    temp = disk.part(target)
    with world(target):
        try:
            with source.taken(pace) as seen:
                counted = _counts(seen)
                moment.write_out(seen, temp, pace)
            lost = attachments.pack(temp, source.path, pace)
            packed = _checked(temp, counted, sound, pace)
            pace.at("syncing")
            digest = disk.sha256_of(temp)
            if packed is not None:
                disk.put_in_place(temp, target)
            if packed is None or disk.sha256_of(target) != digest:
                target.unlink(missing_ok=True)
                raise WorldError(say("store.backup.differs", path=target))
        finally:
            disk.discard(temp)
    return _Copied(digest, packed, tuple(lost))


def _checked(
    file: Path, counted: dict[str, int], sound: Callable[[Database], bool], pace: Pace
) -> int | None:
    """Open a finished copy and check it; return how many attachments it holds, None where it is not good."""
    pace.at("checking")
    made = Database.open(file, write=False)
    try:
        packed = attachments.packed(made, pace)
        whole = packed is not None and made.value("PRAGMA integrity_check") == "ok"
        return packed if whole and _counts(made) == counted and sound(made) else None
    finally:
        made.close()


def _counts(db: Database) -> dict[str, int]:
    tables = db.all("SELECT name FROM sqlite_schema WHERE type = 'table'")
    return {table: db.value(f'SELECT count(*) FROM "{table}"') for (table,) in tables}
