"""Copies that are opened, checked and counted before anybody relies on them, and the way back.

A copy is one file: the attachments' bytes, in the store's folder otherwise, stand in its table. It notes
that it is a copy, so that nobody goes on working in it. Under a password it is sealed as a whole.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from jzdesk import files
from jzdesk.errors import LostError, RefusedError, WorldError
from jzdesk.records import dataclass
from jzdesk.store import attachments, disk, facts, history, migrations, moment, sealed
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
    doubts: tuple[str, ...] = ()
    """What the proof of it, beyond digests and counts, has found wrong."""


Prove = Callable[[Path], Sequence[str]]
"""Looks into a finished copy, still under a name of its own, and returns a sentence for each doubt."""


def proven(_copy: Path) -> Sequence[str]:
    """Ask for no more than digests and counts."""
    return ()


@dataclass(frozen=True, slots=True)
class Inside:
    """What is in a copy that was opened and found sound; `last` is when something was last done in it."""

    unit: str
    office: str
    practice: bool
    made: str
    last: str
    periods: int
    figures: int
    attachments: int


class Backup:
    """A copy that is to be made: begun in the thread that the store belongs to, carried out in any."""

    def __init__(self, db: Database, folder: Path, at: str) -> None:
        self._source = Source(db)
        self._info = facts.info(db)
        self._folder, self._at = folder, at

    def make(self, pace: Pace, password: str = "", prove: Prove = proven) -> BackupResult:
        """Write a checked copy of the store, named by office and time; a stopped one leaves nothing.

        Under a password nothing in the clear ever lies in its folder, which may be on a stick.
        """
        if password:
            sealed.check_password(password)
        path, stamp = self._source.path, stamp_of(self._at)
        mark = say("store.backup.practice") if self._info.practice else ""
        mark += say("store.backup.sealed") if password else ""
        with world(self._folder / path.name):
            target = disk.free(self._folder.resolve() / f"{self._info.unit}_{stamp}{mark}{path.suffix}")
        counts: list[int] = []

        def sound(made: Database) -> bool:
            shelf = Shelf(made)
            periods = shelf.figures.periods() | shelf.periods.all(made)
            counts.extend((len(periods), made.value("SELECT count(*) FROM figures")))
            head = facts.read(made, facts.HEAD)
            return not shelf.figures.damaged() and head == last(made)[1]

        copied = _copy(self._source, target, _Wanted(sound, self._at, password, prove), pace)
        periods, figures = counts
        return BackupResult(
            target, copied.sha256, periods, figures, copied.attachments, copied.lost, copied.doubts
        )  # fmt: skip


def stamp_of(at: str) -> str:
    """Return an ISO time as it stands in the name of a file."""
    return datetime.fromisoformat(at).strftime("%Y%m%d-%H%M%S")


def before_migration(db: Database) -> Path:
    """Write a checked copy of an older store beside it and return where."""
    stamp = datetime.now(CHINA).strftime("%Y%m%d-%H%M%S")
    name = say("store.backup.before_migration", name=db.path.stem, version=db.version, stamp=stamp)
    target = disk.free(db.path.with_name(name + db.path.suffix))
    _copy(Source(db), target, _Wanted(_any), Pace())
    return target


def _any(_made: Database) -> bool:
    """Ask no more of a copy than its counts: the figures' digests may be of an older kind."""
    return True


def again(copy: Path, folder: Path) -> Path:
    """Write a copy once more, byte for byte, in another folder, and compare it there; return where."""
    target = folder / copy.name
    with world(target):
        if target.exists() and disk.sha256_of(target) == disk.sha256_of(copy):
            return target
        target = disk.free(target)
        disk.copy_bytes(copy, target)
        if disk.sha256_of(target) != disk.sha256_of(copy):
            target.unlink(missing_ok=True)
            raise WorldError(say("store.backup.differs", path=target))
    return target


def whose(store: Path) -> facts.StoreInfo:
    """Return whose store a file is; `WorldError` where it is none that can be read."""
    db = Database.open(store.resolve(), write=False)
    try:
        return facts.info(db)
    finally:
        db.close()


def inspect(source: Path) -> Inside:
    """Open a copy, or any store, and return what is in it.

    What is no sound store of this or an earlier version is refused with a sentence.
    """
    db = Database.open(source, write=False)
    try:
        migrations.check_version(db)
        migrations.check_schema(db)
        current = db.version == migrations.latest()
        if db.value("PRAGMA integrity_check") != "ok" or (current and Shelf(db).figures.damaged()):
            raise LostError(say("store.world.damaged", path=source))
        info = facts.info(db)
        periods = db.value(
            "SELECT count(*) FROM (SELECT period FROM periods UNION SELECT period FROM figures)"
        )
        return Inside(
            info.unit, info.office, info.practice, info.copied, history.last_at(db), periods,
            db.value("SELECT count(*) FROM figures"), db.value("SELECT count(*) FROM attachments"),
        )  # fmt: skip
    finally:
        db.close()


@contextmanager
def in_the_clear(source: Path, folder: Path, password: str, pace: Pace) -> Iterator[Path]:
    """Give a copy as a file that can be opened: itself, or what is sealed in it, for a while, in `folder`."""
    with world(source):
        if not source.is_file() or not sealed.is_sealed(source):
            yield source
            return
    if not password:
        raise RefusedError(say("store.sealed.needed", name=source.name))
    with world(folder / source.name):
        files.make_folder(folder)
        opened = folder / f".{os.urandom(8).hex()}.part"
        sealed.unseal(source, opened, password, pace)
    try:
        yield opened
    finally:
        disk.discard(opened)


def bring_back(path: Path, source: Path, header: Header) -> Path | None:
    """Put a copy of `source` in the place of the store at `path`; return where the present one is kept.

    The caller holds the lock. The present file may be damaged: it is kept byte for byte, and its
    attachments stay in the folder, where those of the copy join them. The copy has in its trail, under
    `header`, what became of it before it is in its place, so that a crash leaves the one store or the other.
    """
    kept, ready = None, disk.part(path)
    with world(path):
        try:
            _unpacked(source, ready, path)
            _noted(ready, header)
            digest = disk.sha256_of(ready)
            kept = _set_aside(path, header.at)
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
    """Make a store at work of a copy that nobody relies on yet, and write into its trail what it is."""
    db = Database.open(ready, write=True)
    try:
        db.run("PRAGMA synchronous=OFF")  # it is synced as a whole when it is moved into place
        facts.drop(db, facts.COPY)
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
    name = say("store.backup.before_restore", name=path.stem, stamp=stamp_of(at))
    kept = disk.free(path.with_name(name + path.suffix))
    _settle(path)
    disk.copy_bytes(path, kept)
    if disk.sha256_of(kept) != disk.sha256_of(path):
        kept.unlink()
        raise WorldError(say("store.backup.differs", path=kept))
    disk.clear_journal(path, at, kept)
    return kept


def _settle(path: Path) -> None:
    """Finish what an interrupted save has left, where the file still lets itself be opened."""
    with suppress(WorldError):
        Database.open(path, write=True).close()


class _Wanted(NamedTuple):
    """What a copy must be: sound, noted as one made at a time (not where that is empty), under a password."""

    sound: Callable[[Database], bool]
    at: str = ""
    password: str = ""
    prove: Prove = proven


class _Copied(NamedTuple):
    sha256: str
    attachments: int
    lost: tuple[str, ...]
    doubts: tuple[str, ...]


def _copy(source: Source, target: Path, wanted: _Wanted, pace: Pace) -> _Copied:
    """Write a consistent copy with all attachments, open and check it, move it into place."""
    temp = disk.part(source.path.with_name(target.name) if wanted.password else target)
    with world(target):
        try:
            with source.taken(pace) as seen:
                if wanted.at:
                    facts.note(seen, facts.COPY, wanted.at)
                counted = _counts(seen)
                moment.write_out(seen, temp, pace)
            lost = attachments.pack(temp, source.path, pace)
            packed = _checked(temp, counted, wanted.sound, pace)
            if packed is None:
                raise WorldError(say("store.backup.differs", path=target))
            doubts = tuple(wanted.prove(temp))
            digest = _put(temp, target, wanted.password, pace)
        finally:
            disk.discard(temp)
    return _Copied(digest, packed, tuple(lost), doubts)


def _put(temp: Path, target: Path, password: str, pace: Pace) -> str:
    """Move a checked copy into its place, sealed where a password is given; return its hash there."""
    ready = disk.part(target)
    try:
        if password:
            sealed.seal(temp, ready, password, pace)
            if sealed.digest(ready, password, pace) != disk.sha256_of(temp):
                raise WorldError(say("store.backup.differs", path=target))
        pace.at("syncing")
        digest = disk.sha256_of(ready)
        disk.put_in_place(ready, target)
        if disk.sha256_of(target) != digest:
            target.unlink(missing_ok=True)
            raise WorldError(say("store.backup.differs", path=target))
    finally:
        disk.discard(ready)
    return digest


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
