"""Files kept beside the figures, such as the scan of what was signed: named by what is in them.

The table knows what each file is; its bytes stand in the folder `STORE.files`, and in a backup, which is
one file holding both, in the table itself. Nothing is ever taken out of the folder: another copy of the
store may still name it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from jzdesk import files
from jzdesk.digest import sha256
from jzdesk.errors import RefusedError, WorldError
from jzdesk.models.period import Period
from jzdesk.records import dataclass
from jzdesk.store.books import New, Place, Stored, canonical, loaded, readable
from jzdesk.store.database import Database, world
from jzdesk.store.encoding import period_of
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.store.pace import Pace

MEGABYTES = 20
LIMIT = MEGABYTES * 1024 * 1024
"""Bytes that one attachment may have."""

_INDEX = "sqlite_autoindex_attachments_1"
_COLUMNS = "sha256, name, size, kind, period"
_HASH = r"[0-9a-f]{64}"


@dataclass(frozen=True, slots=True)
class Attachment:
    """What is known of a file: the hash in hex that names it, its own name, its size in bytes."""

    sha256: str
    name: str
    size: int
    kind: str
    period: Period | None


class Attachments:
    """The book of attachments; a subject is a hash, its state all but the bytes."""

    dated = False

    @staticmethod
    def stored(kind: str, name: str, size: int, period: Period | None) -> str:
        """Return a new attachment as the trail records it."""
        return _recorded(name, size, kind, None if period is None else str(period))

    def read(self, db: Database, place: Place) -> Stored:
        """Return what the trail knows of an attachment."""
        found = db.one(f"SELECT {_COLUMNS} FROM attachments WHERE sha256 = ?", (place.subject,))
        return _of_row(*found[1:]) if found else None

    def write(self, db: Database, place: Place, new: New) -> None:
        """Add an attachment; none is ever changed."""
        data = loaded(new.stored)
        code = Period.parse(data["period"]).code if data["period"] else None
        values = (place.subject, data["name"], data["size"], data["kind"], code)
        db.run(f"INSERT INTO attachments({_COLUMNS}) VALUES(?, ?, ?, ?, ?)", values)

    def everything(self, db: Database) -> Iterator[tuple[Place, Stored]]:
        """Yield all attachments."""
        for name, *rest in db.all(f"SELECT {_COLUMNS} FROM attachments"):
            yield Place(None, str(name)), _of_row(*rest)

    def find(self, db: Database, period: Period | None) -> tuple[Attachment, ...]:
        """Return the attachments of a period, all where it is left out, in order of entry."""
        db.check_rows("attachments", _INDEX)
        rows = db.all(
            f"SELECT {_COLUMNS} FROM attachments WHERE ?1 IS NULL OR period = ?1 ORDER BY rowid",
            (None if period is None else period.code,),
        )
        with readable():
            return tuple(
                Attachment(name, own, size, kind, None if code is None else period_of(code))
                for name, own, size, kind, code in rows
            )

    def content(self, db: Database, name: str) -> bytes:
        """Return the bytes of an attachment; `WorldError` where they are gone or are not those it had."""
        data, fault = _look(db, db.path, name)
        if data is None:
            raise WorldError(_sentence(db, name, fault))
        return data

    def problems(self, db: Database, pace: Pace) -> list[str]:
        """Return one sentence for each attachment that is gone or altered."""
        found: list[str] = []
        names = _names(db)
        for done, name in enumerate(names):
            pace.at("attachments", done, len(names))
            data, fault = _look(db, db.path, name)
            if data is None:
                found.append(_sentence(db, name, fault))
        return found

    def count(self, db: Database) -> int:
        """Return how many there are."""
        return db.value("SELECT count(*) FROM attachments")


def folder_of(store: Path) -> Path:
    """Return the folder in which a store's attachments stand."""
    return store.with_name(f"{store.name}.files")


def check_size(name: str, size: int) -> None:
    """Refuse a file that is too large to be kept."""
    if size > LIMIT:
        raise RefusedError(say("store.attachment.too_big", name=name, limit=MEGABYTES))


def keep(store: Path, content: bytes) -> None:
    """Put the bytes into the store's folder, durably; what an earlier attempt has left there is kept."""
    folder = folder_of(store)
    target = folder / sha256(content).hexdigest()
    with world(folder):
        folder.mkdir(exist_ok=True)
        files.sync_folder(folder.parent)
    if _in_folder(store, target.name) != content:
        files.put(target, content, called=say("store.attachment.one"))
    with world(folder):
        files.sync_folder(folder)


def pack(copy: Path, store: Path, pace: Pace) -> list[str]:
    """Put the bytes of `store` into a copy of it; return a sentence for each that is not to be had.

    A lost scan must not keep the figures from being copied.
    """
    db = _scratch(copy)
    try:
        lost: list[str] = []
        names = _names(db)
        for done, name in enumerate(names):
            pace.at("packing", done, len(names))
            data, fault = _look(db, store, name)
            if data is None:
                lost.append(_sentence(db, name, fault))
            if _is_hash(name):
                db.run("UPDATE attachments SET data = ? WHERE sha256 = ?", (data, name))
        return lost
    finally:
        db.close()


def packed(db: Database, pace: Pace) -> int | None:
    """Return how many attachments a copy holds the bytes of; None if some are not those they should be."""
    count, names = 0, _names(db)
    for done, name in enumerate(names):
        pace.at("checking", done, len(names))
        data = _in_table(db, name)
        if data is not None and not _is(data, name):
            return None
        count += data is not None
    return count


def unpack(copy: Path, source: Path, store: Path) -> None:
    """Move the bytes out of a copy of `source` into the folder of the store that it is to become.

    What is damaged in the copy stays behind, to be named by the store's health.
    """
    db = _scratch(copy)
    try:
        for name in _names(db):
            data, _ = _look(db, source, name)
            if data is not None:
                keep(store, data)
        if _names(db) and db.value("SELECT count(data) FROM attachments"):
            db.run("UPDATE attachments SET data = NULL")
            db.run("VACUUM")
    finally:
        db.close()


def _scratch(copy: Path) -> Database:
    """Open a copy that nobody relies on yet; it is synced as a whole when it is moved into place."""
    db = Database.open(copy, write=True)
    db.run("PRAGMA synchronous=OFF")
    db.run("PRAGMA journal_mode=OFF")
    return db


def _names(db: Database) -> list[str]:
    """Return the hashes of all attachments; an older store has no table of them."""
    if not db.value("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'attachments'"):
        return []
    return [name for (name,) in db.all("SELECT sha256 FROM attachments ORDER BY rowid")]


def _look(db: Database, store: Path, name: str) -> tuple[bytes | None, str]:
    """Return an attachment's bytes from the table or the folder of `store`, or what is wrong with them."""
    if not _is_hash(name):
        return None, "altered"
    found = [data for data in (_in_table(db, name), _in_folder(store, name)) if data is not None]
    sound = next((data for data in found if _is(data, name)), None)
    return sound, "altered" if found else "missing"


def _is_hash(name: object) -> bool:
    """Tell a name from a damaged one, which may name another file or be no text to ask for."""
    return isinstance(name, str) and re.fullmatch(_HASH, name) is not None


def _in_table(db: Database, name: str) -> bytes | None:
    known = "SELECT data FROM attachments WHERE sha256 = ?"
    return db.value(known, (name,)) if _is_hash(name) else None


def _in_folder(store: Path, name: str) -> bytes | None:
    """Return what lies in the folder, None where nothing can be read."""
    try:
        return (folder_of(store) / name).read_bytes()
    except OSError:
        return None


def _is(data: object, name: str) -> bool:
    return isinstance(data, bytes) and sha256(data).hexdigest() == name


def _sentence(db: Database, name: str, fault: str) -> str:
    known = "SELECT name, period FROM attachments WHERE sha256 = ?"
    found = db.one(known, (name,)) if _is_hash(name) else None
    own, code = found or (name, None)
    try:
        period = "" if code is None else str(period_of(code))
    except WorldError:
        period = str(code)
    which = "，".join(part for part in (period, str(name)[:8]) if part)
    return say(f"store.attachment.{fault}", name=own, which=which)


def _of_row(name: str, size: int, kind: str, code: int | None) -> str:
    with readable():
        return _recorded(name, size, kind, None if code is None else str(period_of(code)))


def _recorded(name: str, size: int, kind: str, period: str | None) -> str:
    return canonical({"name": name, "size": size, "kind": kind, "period": period})
