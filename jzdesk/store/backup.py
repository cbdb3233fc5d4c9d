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
from jzdesk.store import attachments, disk, facts, migrations
from jzdesk.store.books import CHINA
from jzdesk.store.database import Database, connect, world
from jzdesk.store.journal import last
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


def backup(db: Database, folder: Path, at: str) -> BackupResult:
    """Write a checked copy of the store into `folder`, named by office and time."""
    info = facts.info(db)
    stamp = datetime.fromisoformat(at).strftime("%Y%m%d-%H%M%S")
    mark = say("store.backup.practice") if info.practice else ""
    with world(folder / db.path.name):
        target = disk.free(folder.resolve() / f"{info.unit}_{stamp}{mark}{db.path.suffix}")
    counts: list[int] = []

    def sound(made: Database) -> bool:
        shelf = Shelf(made)
        periods = shelf.figures.periods() | shelf.periods.all(made)
        counts.extend((len(periods), made.value("SELECT count(*) FROM figures")))
        head = facts.read(made, facts.HEAD)
        return not shelf.figures.damaged() and head == last(made)[1]

    copied = _copy(db, target, sound)
    periods, figures = counts
    return BackupResult(target, copied.sha256, periods, figures, copied.attachments, copied.lost)


def before_migration(db: Database) -> Path:
    """Write a checked copy of an older store beside it and return where."""
    stamp = datetime.now(CHINA).strftime("%Y%m%d-%H%M%S")
    name = say("store.backup.before_migration", name=db.path.stem, version=db.version, stamp=stamp)
    target = disk.free(db.path.with_name(name + db.path.suffix))
    _copy(db, target, lambda _: True)
    return target


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


def bring_back(path: Path, source: Path, at: str) -> Path | None:
    """Put a copy of `source` in the place of the store at `path`; return where the present one is kept.

    The caller holds the lock. The present file may be damaged: it is kept byte for byte, and its
    attachments stay in the folder, where those of the copy join them.
    """
    kept, ready = None, disk.part(path)
    with world(path):
        try:
            digest = _unpacked(source, ready, path)
            kept = _set_aside(path, at)
            disk.put_in_place(ready, path)
        finally:
            ready.unlink(missing_ok=True)
        if disk.sha256_of(path) != digest:
            raise WorldError(say("store.backup.differs", path=path))
    return kept


def _unpacked(source: Path, ready: Path, path: Path) -> str:
    """Make the file that takes the place of `path`, attachments in its folder; return its hash."""
    shutil.copyfile(source, ready)
    if disk.sha256_of(ready) != disk.sha256_of(source):
        raise WorldError(say("store.backup.differs", path=path))
    attachments.unpack(ready, source, path)
    return disk.sha256_of(ready)


def _set_aside(path: Path, at: str) -> Path | None:
    """Keep a copy of the present file, if there is one; return where."""
    if not path.exists():
        return None
    stamp = datetime.fromisoformat(at).strftime("%Y%m%d-%H%M%S")
    name = say("store.backup.before_restore", name=path.stem, stamp=stamp)
    kept = disk.free(path.with_name(name + path.suffix))
    _settle(path)
    disk.copy_bytes(path, kept)
    # A journal that could not be settled belongs to the old file and would ruin the new one.
    journal = path.with_name(path.name + "-journal")
    if journal.exists():
        journal.replace(kept.with_name(kept.name + "-journal"))
    return kept


def _settle(path: Path) -> None:
    """Finish what an interrupted save has left, where the file still lets itself be opened."""
    with suppress(WorldError):
        Database.open(path, write=True).close()


class _Copied(NamedTuple):
    sha256: str
    attachments: int
    lost: tuple[str, ...]


def _copy(db: Database, target: Path, sound: Callable[[Database], bool]) -> _Copied:
    """Write a consistent copy with all attachments, open and check it, move it into place."""
    temp = disk.part(target)
    with world(target):
        try:
            counted = _copy_pages(db, temp)
            lost = attachments.pack(temp, db.path)
            made = Database.open(temp, write=False)
            try:
                packed = attachments.packed(made)
                whole = packed is not None and made.value("PRAGMA integrity_check") == "ok"
                good = whole and _counts(made) == counted and sound(made)
            finally:
                made.close()
            digest = disk.sha256_of(temp)
            if good:
                disk.put_in_place(temp, target)
            if not good or disk.sha256_of(target) != digest:
                target.unlink(missing_ok=True)
                raise WorldError(say("store.backup.differs", path=target))
        finally:
            temp.unlink(missing_ok=True)
    return _Copied(digest, packed or 0, tuple(lost))


def _copy_pages(db: Database, temp: Path) -> dict[str, int]:
    """Copy all pages as they are at one moment; return how many rows each table had then."""
    temp.unlink(missing_ok=True)
    temp.open("xb").close()
    copy = connect(temp, "rw")
    try:
        copy.execute("PRAGMA synchronous=OFF")  # synced as a whole before it counts
        with db.snapshot():
            counted = _counts(db)
            db.connection.backup(copy)
    finally:
        copy.close()
    return counted


def _counts(db: Database) -> dict[str, int]:
    tables = db.all("SELECT name FROM sqlite_schema WHERE type = 'table'")
    return {table: db.value(f'SELECT count(*) FROM "{table}"') for (table,) in tables}
