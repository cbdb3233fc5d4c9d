"""Books of what stands behind single cells: a JSON record by period and key, in a table of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from jzdesk.models.entry import Key, Stamp
from jzdesk.models.lines import Line
from jzdesk.store.books import New, Place, Stored, canonical, loaded, readable
from jzdesk.store.encoding import period_of

if TYPE_CHECKING:
    from jzdesk.models.period import Period
    from jzdesk.store.database import Database


class ByKey:
    """A dated book whose table has the columns period, key and content; most keys are those of cells."""

    table: str
    dated = True

    def read(self, db: Database, place: Place) -> Stored:
        """Return the record of a cell."""
        where = f"SELECT content FROM {self.table} WHERE period = ? AND key = ?"
        found = db.one(where, (place.period, place.subject))
        return found[0] if found else None

    def write(self, db: Database, place: Place, new: New) -> None:
        """Write or remove the record of a cell."""
        if new.stored is None:
            db.run(f"DELETE FROM {self.table} WHERE period = ? AND key = ?", (place.period, place.subject))
        else:
            values = (place.period, place.subject, new.stored)
            db.run(f"INSERT OR REPLACE INTO {self.table} VALUES(?, ?, ?)", values)

    def everything(self, db: Database) -> Iterator[tuple[Place, Stored]]:
        """Yield all records."""
        for period, key, content in db.all(f"SELECT period, key, content FROM {self.table}"):
            yield Place(period, key), content

    def records(
        self, db: Database, where: str = "true", *values: object
    ) -> Iterator[tuple[Period, str, dict[str, Any]]]:
        """Yield period, key and content of the records that `where` names, in the order of keys."""
        rows = db.all(f"SELECT period, key, content FROM {self.table} WHERE {where} ORDER BY key", values)
        for code, key, content in rows:
            yield period_of(code), key, loaded(content)


class Lines(ByKey):
    """The book of 底稿: the lines that a figure adds up."""

    table = "lines"

    @staticmethod
    def stored(lines: Sequence[Line]) -> Stored:
        """Return lines as the trail holds them; None for none at all."""
        if not lines:
            return None
        told = [[n.name, n.code, None if n.value is None else str(n.value), n.note] for n in lines]
        return canonical({"lines": told})

    def of(self, db: Database, period: Period) -> dict[Key, tuple[Line, ...]]:
        """Return the lines of a period's cells."""
        with readable():
            return {Key.parse(k): _lines(data) for _, k, data in self.records(db, "period = ?", period.code)}

    def last(self, db: Database, key: Key, before: Period) -> tuple[Line, ...]:
        """Return the lines of a cell in the newest earlier period of the same kind that has some."""
        with readable():
            earlier = {
                known: data
                for known, _, data in self.records(db, "key = ?", str(key))
                if known < before and known.kind == before.kind
            }
            return _lines(earlier[max(earlier)]) if earlier else ()


class Stamps(ByKey):
    """The book of stages: when and why each stage of a yearly figure was entered."""

    table = "stamps"

    @staticmethod
    def stored(stamp: Stamp | None) -> Stored:
        """Return a stamp as the trail holds it."""
        return canonical({"on": stamp.on, "why": stamp.why}) if stamp else None

    def all(self, db: Database) -> dict[Period, dict[Key, Stamp]]:
        """Return the stamps of every period; only yearly figures have any."""
        found: dict[Period, dict[Key, Stamp]] = {}
        with readable():
            for period, key, data in self.records(db):
                found.setdefault(period, {})[Key.parse(key)] = Stamp(data["on"], data["why"])
        return found


def _lines(data: dict[str, Any]) -> tuple[Line, ...]:
    return tuple(
        Line(name, code, None if value is None else Decimal(value), note)
        for name, code, value, note in data["lines"]
    )
