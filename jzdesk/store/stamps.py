"""The book of stages: when and why each stage of a yearly figure was entered."""

from __future__ import annotations

from collections.abc import Iterator

from jzdesk.models.entry import Key, Stamp
from jzdesk.models.period import Period
from jzdesk.store.books import New, Place, Stored, canonical, loaded, readable
from jzdesk.store.database import Database
from jzdesk.store.encoding import period_of


class Stamps:
    """The book of stamps; a subject is the key of the stage's cell."""

    dated = True

    @staticmethod
    def stored(stamp: Stamp | None) -> Stored:
        """Return a stamp as the trail holds it."""
        return canonical({"on": stamp.on, "why": stamp.why}) if stamp else None

    def read(self, db: Database, place: Place) -> Stored:
        """Return the stamp of a cell."""
        found = db.one("SELECT stamp FROM stamps WHERE period = ? AND key = ?", (place.period, place.subject))
        return found[0] if found else None

    def write(self, db: Database, place: Place, new: New) -> None:
        """Write or remove the stamp of a cell."""
        if new.stored is None:
            db.run("DELETE FROM stamps WHERE period = ? AND key = ?", (place.period, place.subject))
        else:
            values = (place.period, place.subject, new.stored)
            db.run("INSERT OR REPLACE INTO stamps VALUES(?, ?, ?)", values)

    def everything(self, db: Database) -> Iterator[tuple[Place, Stored]]:
        """Yield all stamps."""
        for period, key, stamp in db.all("SELECT period, key, stamp FROM stamps"):
            yield Place(period, key), stamp

    def all(self, db: Database) -> dict[Period, dict[Key, Stamp]]:
        """Return the stamps of every period; only yearly figures have any."""
        found: dict[Period, dict[Key, Stamp]] = {}
        with readable():
            for code, key, stored in db.all("SELECT period, key, stamp FROM stamps"):
                data = loaded(stored)
                found.setdefault(period_of(code), {})[Key.parse(key)] = Stamp(data["on"], data["why"])
        return found
