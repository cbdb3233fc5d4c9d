"""The book of 底稿: the lines behind a figure, period by period."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from jzdesk.models.entry import Key
from jzdesk.models.lines import Line
from jzdesk.models.period import Period
from jzdesk.store.books import New, Place, Stored, canonical, loaded, readable
from jzdesk.store.database import Database


class Lines:
    """The book of lines; a subject is the key of the cell they add up to."""

    dated = True

    @staticmethod
    def stored(lines: Sequence[Line]) -> Stored:
        """Return lines as the trail holds them; None for none at all."""
        if not lines:
            return None
        told = [[n.name, n.code, None if n.value is None else str(n.value), n.note] for n in lines]
        return canonical({"lines": told})

    def read(self, db: Database, place: Place) -> Stored:
        """Return the lines of a cell."""
        where = "SELECT lines FROM lines WHERE period = ? AND key = ?"
        found = db.one(where, (place.period, place.subject))
        return found[0] if found else None

    def write(self, db: Database, place: Place, new: New) -> None:
        """Write or remove the lines of a cell."""
        if new.stored is None:
            db.run("DELETE FROM lines WHERE period = ? AND key = ?", (place.period, place.subject))
        else:
            values = (place.period, place.subject, new.stored)
            db.run("INSERT OR REPLACE INTO lines VALUES(?, ?, ?)", values)

    def everything(self, db: Database) -> Iterator[tuple[Place, Stored]]:
        """Yield the lines of all cells."""
        for period, key, lines in db.all("SELECT period, key, lines FROM lines"):
            yield Place(period, key), lines

    def of(self, db: Database, period: Period) -> dict[Key, tuple[Line, ...]]:
        """Return the lines of a period's cells."""
        rows = db.all("SELECT key, lines FROM lines WHERE period = ? ORDER BY key", (period.code,))
        with readable():
            return {Key.parse(key): _lines(stored) for key, stored in rows}

    def last(self, db: Database, key: Key, before: Period) -> tuple[Line, ...]:
        """Return the lines of a cell in the newest earlier period of the same kind that has some."""
        rows = db.all("SELECT period, lines FROM lines WHERE key = ?", (str(key),))
        with readable():
            known = [(Period.from_code(code), stored) for code, stored in rows]
            earlier = [(p, s) for p, s in known if p < before and p.kind == before.kind]
            return _lines(max(earlier)[1]) if earlier else ()


def _lines(stored: str) -> tuple[Line, ...]:
    return tuple(
        Line(name, code, None if value is None else Decimal(value), note)
        for name, code, value, note in loaded(stored)["lines"]
    )
