"""From a path to an open store: the lock, the version, the schema as it must be."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from jzdesk.errors import CopyError, RefusedError, WorldError
from jzdesk.records import dataclass
from jzdesk.store import backup, disk, facts, kept_files, migrations, moment, place
from jzdesk.store.books import CHINA
from jzdesk.store.database import Database, look, world
from jzdesk.store.lock import Lock
from jzdesk.store.operation import Header
from jzdesk.store.pace import Pace
from jzdesk.words import say


@dataclass(frozen=True, slots=True)
class Opened:
    """An open file, the right to write to it, and the copy made before its schema was upgraded."""

    db: Database
    lock: Lock | None
    kept: Path | None = None


def open_store(path: Path, *, write: bool, who: str) -> Opened:
    """Open an existing store, for writing under its lock; a copy of a store is only ever read."""
    path = path.resolve()
    look(path)
    migrations.refuse_newer(path)
    if write:
        with world(path):
            place.check(path)
        lock = Lock.take(path, who)
        try:
            return _for_writing(path, lock)
        except BaseException:
            lock.release()
            raise
    db = Database.open(path, write=False)
    try:
        older = migrations.check_version(db)
        migrations.check_schema(db)
    except BaseException:
        db.close()
        raise
    if not older:
        return Opened(db, None)
    if is_copy(db):
        return Opened(_upgraded_in_memory(db), None)
    db.close()
    upgraded = open_store(path, write=True, who=who)
    close(upgraded.db, upgraded.lock)
    return Opened(Database.open(path, write=False), None, upgraded.kept)


def create(path: Path, who: str, fill: Callable[[Database], None]) -> Opened:
    """Make a store where nothing is: whole, filled by `fill`, and only then under its name."""
    path = path.resolve()
    with world(path):
        place.check(path)
        if not path.parent.is_dir():
            raise WorldError(say("store.world.no_folder", path=path, folder=path.parent))
        _refuse_present(path)
    lock = Lock.take(path, who)
    try:
        _make(path, fill)
        try:
            return _for_writing(path, lock)
        except BaseException:
            _take_away(path)
            raise
    except BaseException:
        lock.release()
        raise


def restore(
    path: Path, source: Path, who: str, at: str, password: str = "", pace: Pace | None = None
) -> tuple[Opened, Path | None]:
    """Put a copy of `source` in the place of `path`; return also where the present file is kept.

    It can be stopped until the copy has been looked through; nothing has been touched by then.
    """
    path, source, pace = path.resolve(), source.resolve(), pace or Pace()
    with world(path):
        place.check(path)
    with backup.in_the_clear(source, path.parent, password, pace) as clear:
        backup.inspect(clear)
        pace.at("opening")
        lock = Lock.take(path, who)
        try:
            header = Header("restore", None, at, who, "restored", source.name)
            kept = backup.bring_back(path, clear, header)
            return _for_writing(path, lock), kept
        except BaseException:
            lock.release()
            raise


def set_aside(path: Path, who: str, at: str) -> Path | None:
    """Move a file that cannot be used out of the way, with what belongs to it; return where it lies now."""
    path = path.resolve()
    if not path.exists():
        return None
    lock = Lock.take(path, who)
    try:
        name = say("store.backup.aside", name=path.stem, stamp=backup.stamp_of(at))
        with world(path):
            aside = disk.free(path.with_name(name + path.suffix))
            _move(path, aside)
    finally:
        lock.release()
    return aside


def put_back(aside: Path, path: Path) -> None:
    """Move a file that was set aside back to where it was."""
    with world(path):
        _move(aside, path.resolve())


def _move(source: Path, target: Path) -> None:
    """Move a store file; a journal left by a crash belongs to it."""
    source.replace(target)
    disk.sync_folder(target.parent)
    disk.clear_journal(source, datetime.now(CHINA).isoformat(), target)


def close(db: Database, lock: Lock | None) -> None:
    """Close the file, then give the right to write back."""
    try:
        db.close()
    finally:
        if lock is not None:
            lock.release()


def _for_writing(path: Path, lock: Lock) -> Opened:
    db = Database.open(path, write=True)
    try:
        kept = None
        older = migrations.check_version(db)
        migrations.check_schema(db)
        if is_copy(db):
            raise CopyError(say("store.world.copy", path=path))
        if older:
            kept = backup.before_migration(db)
            migrations.upgrade(db)
            migrations.check_schema(db)
        # Not earlier: it may write, and a newer file is left untouched.
        db.run("PRAGMA journal_mode=TRUNCATE")
    except BaseException:
        db.close()
        raise
    return Opened(db, lock, kept)


def is_copy(db: Database) -> bool:
    """Tell a copy from a store at work: by its note, or by the name that one made byte for byte was given."""
    return bool(facts.read(db, facts.COPY)) or kept_files.is_kept(db.path)


def _upgraded_in_memory(db: Database) -> Database:
    """Return an older copy as the program reads it today; its file stays what it is."""
    made = moment.in_memory(db)
    db.close()
    migrations.upgrade(made)
    migrations.check_schema(made)
    return made


def _make(path: Path, fill: Callable[[Database], None]) -> None:
    temp = disk.part(path)
    with world(path):
        try:
            disk.discard(temp)
            db = Database.make(temp)
            try:
                migrations.upgrade(db)
                fill(db)
            finally:
                db.close()
            # Under the lock: only a program that is not ours could have come in between.
            _refuse_present(path)
            disk.clear_journal(path, datetime.now(CHINA).isoformat())
            try:
                disk.put_in_place(temp, path)
            except BaseException:
                if not temp.exists():
                    _take_away(path)
                raise
        finally:
            disk.discard(temp)


def _take_away(path: Path) -> None:
    """Remove a new store that nobody has been told of, so that it can be made in the same place again."""
    with suppress(OSError):
        path.unlink(missing_ok=True)


def _refuse_present(path: Path) -> None:
    if path.exists():
        raise RefusedError(say("store.world.exists", path=path))
