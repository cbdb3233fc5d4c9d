"""Books of what stands beside figures: where they come from, what proves them, who was asked.

A record is JSON; the use cases say what is in it, but for the origin, which every sheet knows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from jzdesk.models.entry import Key, Origin
from jzdesk.store.books import New, Place, Stored, canonical, loaded, readable
from jzdesk.store.by_key import ByKey

if TYPE_CHECKING:
    from jzdesk.models.period import Period
    from jzdesk.store.database import Database

Record = dict[str, Any]


class Origins(ByKey):
    """The book of 数据来源单位 and 台账号 of cells."""

    table = "origins"

    @staticmethod
    def stored(origin: Origin | None) -> Stored:
        """Return an origin as the trail holds it; one that is empty says that nothing said before holds."""
        return None if origin is None else canonical({"bureau": origin.bureau, "ledger": origin.ledger})

    def all(self, db: Database) -> dict[Period, dict[Key, Origin]]:
        """Return the origins of every period."""
        found: dict[Period, dict[Key, Origin]] = {}
        with readable():
            for period, key, data in self.records(db):
                found.setdefault(period, {})[Key.parse(key)] = Origin(data["bureau"], data["ledger"])
        return found


class Records(ByKey):
    """A book whose records its use case knows: evidence, second keying, enquiries."""

    def __init__(self, table: str) -> None:
        self.table = table

    @staticmethod
    def stored(record: Mapping[str, Any] | None) -> Stored:
        """Return a record as the trail holds it."""
        return canonical(dict(record)) if record else None

    def of(self, db: Database, period: Period) -> dict[str, Record]:
        """Return a period's records by subject."""
        with readable():
            return {key: data for _, key, data in self.records(db, "period = ?", period.code)}

    def all(self, db: Database) -> dict[Period, dict[str, Record]]:
        """Return the records of every period, by subject."""
        found: dict[Period, dict[str, Record]] = {}
        with readable():
            for period, key, data in self.records(db):
                found.setdefault(period, {})[key] = data
        return found


class Memos:
    """The book of what the office told the program to remember; a subject is a name."""

    dated = False

    stored = staticmethod(Records.stored)

    def read(self, db: Database, place: Place) -> Stored:
        """Return one memo."""
        return db.value("SELECT content FROM memos WHERE name = ?", (place.subject,))

    def write(self, db: Database, place: Place, new: New) -> None:
        """Write or remove a memo."""
        if new.stored is None:
            db.run("DELETE FROM memos WHERE name = ?", (place.subject,))
        else:
            db.run("INSERT OR REPLACE INTO memos VALUES(?, ?)", (place.subject, new.stored))

    def everything(self, db: Database) -> Iterator[tuple[Place, Stored]]:
        """Yield all memos."""
        for name, content in db.all("SELECT name, content FROM memos"):
            yield Place(None, name), content

    def beginning(self, db: Database, prefix: str) -> dict[str, Record]:
        """Return the memos whose names begin with `prefix`, by name."""
        if not prefix:
            rows = db.all("SELECT name, content FROM memos")
        else:  # a range of the primary key: a city remembers thousands of figures
            beyond = prefix[:-1] + chr(ord(prefix[-1]) + 1)
            rows = db.all("SELECT name, content FROM memos WHERE name >= ? AND name < ?", (prefix, beyond))
        return {name: loaded(content) for name, content in rows}
