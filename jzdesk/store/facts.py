"""Whose store it is: the few facts written once when it was made."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jzdesk.errors import LostError
from jzdesk.records import dataclass
from jzdesk.store.books import New, Place, Stored
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.store.database import Database

HEAD = "head"
BARRIER = "barrier"
KEYS = "keys"
COPY = "copy"
"""When a copy was made; a store at work has no such note."""
_WORKING = {HEAD, BARRIER, KEYS, COPY}
"""What the store notes for itself stands in the same table and is no part of the trail."""


@dataclass(frozen=True, slots=True)
class StoreInfo:
    """Which office's store this is, and where it lies; `copied` is when, if it is a copy of one."""

    path: Path
    unit: str
    office: str
    practice: bool
    created: str
    copied: str = ""


class Facts:
    """The book of facts about the store; a subject is a name."""

    dated = False

    def read(self, db: Database, place: Place) -> Stored:
        """Return one fact."""
        return read(db, place.subject)

    def write(self, db: Database, place: Place, new: New) -> None:
        """Write one fact."""
        note(db, place.subject, new.stored)

    def everything(self, db: Database) -> Iterator[tuple[Place, Stored]]:
        """Yield all facts."""
        for name, value in db.all("SELECT name, value FROM meta"):
            if name not in _WORKING:
                yield Place(None, name), value


def note(db: Database, name: str, value: object) -> None:
    """Write a fact or a working note, inside the caller's transaction."""
    db.run("INSERT OR REPLACE INTO meta(name, value) VALUES(?, ?)", (name, value))


def drop(db: Database, name: str) -> None:
    """Forget a working note."""
    db.run("DELETE FROM meta WHERE name = ?", (name,))


def read(db: Database, name: str) -> Any:
    """Return a fact or a working note."""
    return db.value("SELECT value FROM meta WHERE name = ?", (name,))


def info(db: Database) -> StoreInfo:
    """Return which office's store this is."""
    known = dict(db.all("SELECT name, value FROM meta"))
    if not {"unit", "office", "practice", "created"} <= known.keys():
        raise LostError(say("store.damage.record"))
    return StoreInfo(
        db.path, known["unit"], known["office"], bool(known["practice"]), known["created"],
        str(known.get(COPY, "")),
    )  # fmt: skip
