"""Letters between county and city other than uploads: receipts and, later, slips."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from jzdesk.digest import sha256
from jzdesk.models.period import Period
from jzdesk.records import dataclass, field
from jzdesk.store.books import New, Place, Stored, canonical, loaded, readable
from jzdesk.store.encoding import period_of
from jzdesk.store.submissions import about, unpack

if TYPE_CHECKING:
    from jzdesk.store.database import Database

_COLUMNS = "id, kind, code, unit, period, revision, at, facts"


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter taken in or sent; `code` tells two letters apart, `id` is given by the store."""

    kind: str
    code: str | None
    at: str
    unit: str | None = None
    period: Period | None = None
    revision: int | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    id: int = 0


class Letters:
    """The book of letters; a subject is an id, its state all but the content, of which it has the hash."""

    dated = False

    @staticmethod
    def stored(letter: Letter, content: bytes) -> str:
        """Return a new letter as the trail records it."""
        period = None if letter.period is None else str(letter.period)
        head = (letter.kind, letter.code, letter.unit, period, letter.revision, letter.at)
        return _recorded(*head, canonical(dict(letter.facts)), content)

    def read(self, db: Database, place: Place) -> Stored:
        """Return what the trail knows of a letter."""
        found = db.one(f"SELECT {_COLUMNS}, content FROM letters WHERE id = ?", (int(place.subject),))
        return _of_row(found) if found else None

    def write(self, db: Database, place: Place, new: New) -> None:
        """Add a letter; none is ever changed."""
        if new.body is None:
            raise ValueError("a letter without its content")
        data = loaded(new.stored)
        code = Period.parse(data["period"]).code if data["period"] else None
        head = (
            int(place.subject),
            data["kind"],
            data["code"],
            data["unit"],
            code,
            data["revision"],
            data["at"],
        )
        values = (*head, canonical(data["facts"]), zlib.compress(new.body.content, 9))
        db.run(f"INSERT INTO letters({_COLUMNS}, content) VALUES({', '.join('?' * 9)})", values)

    def everything(self, db: Database) -> Iterator[tuple[Place, Stored]]:
        """Yield all letters."""
        for found in db.all(f"SELECT {_COLUMNS}, content FROM letters"):
            yield Place(None, str(found[0])), _of_row(found)

    def next_id(self, db: Database) -> int:
        """Return the id of the next letter."""
        return (db.value("SELECT max(id) FROM letters") or 0) + 1

    def find(self, db: Database, unit: str | None, period: Period | None) -> tuple[Letter, ...]:
        """Return the letters about an office and period, about all where they are left out."""
        where, values = about(unit, period)
        if not values:
            db.check_rows("letters", "letters_by_period")
        rows = db.all(f"SELECT {_COLUMNS} FROM letters WHERE {where} ORDER BY id", values)
        with readable():
            return tuple(
                Letter(kind, code, at, of, _period(about), revision, loaded(facts), number)
                for number, kind, code, of, about, revision, at, facts in rows
            )

    def content(self, db: Database, number: int) -> bytes:
        """Return the content of a letter."""
        packed = db.value("SELECT content FROM letters WHERE id = ?", (number,))
        return unpack(packed)


def _period(code: int | None) -> Period | None:
    return None if code is None else period_of(code)


def _of_row(found: tuple[Any, ...]) -> str:
    _, kind, code, unit, period, revision, at, facts, packed = found
    about = None if period is None else str(period_of(period))
    with readable():
        return _recorded(kind, code, unit, about, revision, at, facts, unpack(packed))


def _recorded(
    kind: str, code: str | None, unit: str | None, period: str | None, revision: int | None,
    at: str, facts: str, content: bytes,
) -> str:  # fmt: skip
    return canonical(
        {
            "kind": kind, "code": code, "unit": unit, "period": period, "revision": revision,
            "at": at, "facts": loaded(facts), "content": sha256(content).hexdigest(),
        }
    )  # fmt: skip
