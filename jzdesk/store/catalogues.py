"""Every edition of the catalogue this office has seen, as the canonical JSON it was read from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from jzdesk.digest import sha256
from jzdesk.errors import LostError, UsageError
from jzdesk.models import catalogue
from jzdesk.store.books import New, Place, Stored, readable
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.store.database import Database


class Catalogues:
    """The book of catalogues; a subject is an edition, its state the hash of the content."""

    dated = False

    def read(self, db: Database, place: Place) -> Stored:
        """Return the hash of an edition's content."""
        content = db.value("SELECT content FROM catalogues WHERE edition = ?", (place.subject,))
        return None if content is None else fingerprint(content)

    def write(self, db: Database, place: Place, new: New) -> None:
        """Add an edition; none is ever changed or removed."""
        if new.body is None:
            raise ValueError("a catalogue without its content")
        values = (place.subject, new.body.content.decode("utf-8"), new.stored)
        db.run("INSERT INTO catalogues(edition, content, hash) VALUES(?, ?, ?)", values)

    def everything(self, db: Database) -> Iterator[tuple[Place, Stored]]:
        """Yield all editions."""
        for edition, content in db.all("SELECT edition, content FROM catalogues"):
            yield Place(None, edition), fingerprint(content)

    def get(self, db: Database, edition: str) -> str:
        """Return the JSON of an edition."""
        found = db.one("SELECT content, hash FROM catalogues WHERE edition = ?", (edition,))
        if found is None and edition in self.editions(db):  # the table has it, its index has lost it
            raise LostError(say("store.damage.no_catalogue"))
        if found is None:
            raise UsageError(say("store.catalogue.unknown", edition=edition))
        content, guard = found
        if fingerprint(content) != guard:
            raise LostError(say("store.damage.catalogue", edition=edition))
        return content

    def newest(self, db: Database) -> str:
        """Return the edition of the highest number, whenever it came; every store was made with one."""
        with readable():
            newest = max(self.editions(db), key=catalogue.edition_order, default=None)
        if newest is None:
            raise LostError(say("store.damage.no_catalogue"))
        return newest

    def editions(self, db: Database) -> tuple[str, ...]:
        """Return all editions, the oldest first."""
        return tuple(edition for (edition,) in db.all("SELECT edition FROM catalogues ORDER BY id"))


def fingerprint(content: object) -> str:
    """Return the hash by which the trail knows a catalogue."""
    return sha256(str(content).encode("utf-8", "surrogateescape")).hexdigest()
