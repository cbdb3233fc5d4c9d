"""What an office declares beside its figures: own rows, 零报告, explanations, and the state of a period."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from jzdesk.models import sheet
from jzdesk.models.entry import Key
from jzdesk.models.form import OwnRow
from jzdesk.models.period import Period
from jzdesk.records import dataclass, field
from jzdesk.store.books import New, Place, Stored, canonical, loaded, readable, retold
from jzdesk.store.encoding import period_of

if TYPE_CHECKING:
    from jzdesk.models.sheet import Explanation
    from jzdesk.store.database import Database

OWN = "X"
"""The prefix of rows that belong to one office, whose code stands in theirs."""


@dataclass(frozen=True, slots=True)
class PeriodRecord:
    """How far a period has come: its state, what goes with it, and the catalogue it is filled under."""

    state: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    edition: str | None = None


class Explanations:
    """The book of explanations; a subject is rule and keys."""

    dated = True

    @staticmethod
    def subject(rule: str, keys: tuple[Key, ...]) -> str:
        """Return the subject for a rule's finding about `keys`."""
        return canonical([rule, ",".join(str(key) for key in keys)])

    def read(self, db: Database, place: Place) -> Stored:
        """Return text and figures of an explanation."""
        found = db.one(
            'SELECT "text", figures FROM explanations WHERE period = ? AND rule = ? AND keys = ?',
            (place.period, *json.loads(place.subject)),
        )
        return retold({"text": found[0], "figures": found[1]}) if found else None

    def write(self, db: Database, place: Place, new: New) -> None:
        """Write or remove an explanation."""
        about = (place.period, *json.loads(place.subject))
        if new.stored is None:
            db.run("DELETE FROM explanations WHERE period = ? AND rule = ? AND keys = ?", about)
        else:
            data = loaded(new.stored)
            values = (*about, data["text"], data["figures"])
            db.run("INSERT OR REPLACE INTO explanations VALUES(?, ?, ?, ?, ?)", values)

    def everything(self, db: Database) -> Iterator[tuple[Place, Stored]]:
        """Yield all explanations."""
        for period, rule, keys, text, figures in db.all("SELECT * FROM explanations"):
            yield Place(period, retold([rule, keys])), retold({"text": text, "figures": figures})

    def of(self, db: Database, period: Period) -> tuple[Explanation, ...]:
        """Return the explanations given in a period."""
        rows = db.all(
            'SELECT rule, keys, "text", figures FROM explanations WHERE period = ? ORDER BY rule, keys',
            (period.code,),
        )
        with readable():
            return tuple(
                sheet.Explanation(
                    rule, tuple(Key.parse(key) for key in keys.split(",") if key), text, figures
                )
                for rule, keys, text, figures in rows
            )


class Rows:
    """The book of rows the office added itself; a subject is form and code."""

    dated = False

    def read(self, db: Database, place: Place) -> Stored:
        """Return where and when a row stands."""
        form, code = place.subject.split("/")
        found = db.one('SELECT block, since, until FROM "rows" WHERE form = ? AND code = ?', (form, code))
        return _row(*found) if found else None

    def write(self, db: Database, place: Place, new: New) -> None:
        """Write or remove a row; its order among the others is that of its entry."""
        form, code = place.subject.split("/")
        if new.stored is None:
            db.run('DELETE FROM "rows" WHERE form = ? AND code = ?', (form, code))
            return
        data = loaded(new.stored)
        until = Period.parse(data["until"]).code if data["until"] else None
        values = (form, code, data["block"], Period.parse(data["since"]).code, until)
        db.run('INSERT OR REPLACE INTO "rows" VALUES(?, ?, ?, ?, ?)', values)

    def everything(self, db: Database) -> Iterator[tuple[Place, Stored]]:
        """Yield all rows."""
        for form, code, block, since, until in db.all('SELECT * FROM "rows"'):
            yield Place(None, f"{form}/{code}"), _row(block, since, until)

    def all(self, db: Database) -> tuple[OwnRow, ...]:
        """Return all rows in the order of entry, which is that of their numbers."""
        rows = db.all('SELECT * FROM "rows"')
        with readable():
            found = [
                OwnRow(form, code, block, period_of(since), None if until is None else period_of(until))
                for form, code, block, since, until in rows
            ]
            return tuple(sorted(found, key=lambda row: (row.form, *_split(row.code))))

    def next_code(self, db: Database, prefix: str, unit: str, taken: dict[str, int]) -> str:
        """Return a code never used before, and count it in `taken`; own ones carry the office's code."""
        start = f"{OWN}{unit}-" if prefix == OWN else prefix
        taken[start] = self._last(db, start, taken) + 1
        return f"{start}{taken[start]:03d}"

    def use_code(self, db: Database, code: str, taken: dict[str, int]) -> None:
        """Count in `taken` a code that comes from a file, so that no new row ever gets it."""
        start, number = _split(code)
        taken[start] = max(number, self._last(db, start, taken))

    @staticmethod
    def _last(db: Database, start: str, taken: Mapping[str, int]) -> int:
        return taken.get(start) or db.value("SELECT last FROM counters WHERE prefix = ?", (start,)) or 0

    def count(self, db: Database, taken: Mapping[str, int]) -> None:
        """Write down which numbers are used up; nothing ever takes that back."""
        db.many("INSERT OR REPLACE INTO counters(prefix, last) VALUES(?, ?)", taken.items())


class Nil:
    """The book of 零报告 declarations; a subject is a form."""

    dated = True

    def read(self, db: Database, place: Place) -> Stored:
        """Return 1 where the form was declared to have nothing to report."""
        return db.value("SELECT 1 FROM nil WHERE period = ? AND form = ?", place)

    def write(self, db: Database, place: Place, new: New) -> None:
        """Write or remove a declaration."""
        if new.stored is None:
            db.run("DELETE FROM nil WHERE period = ? AND form = ?", place)
        else:
            db.run("INSERT OR IGNORE INTO nil VALUES(?, ?)", place)

    def everything(self, db: Database) -> Iterator[tuple[Place, Stored]]:
        """Yield all declarations."""
        for period, form in db.all("SELECT period, form FROM nil"):
            yield Place(period, form), 1

    def of(self, db: Database, period: Period) -> frozenset[str]:
        """Return the forms declared to have nothing to report in a period."""
        return frozenset(form for (form,) in db.all("SELECT form FROM nil WHERE period = ?", (period.code,)))


_PERIODS = (
    "SELECT p.period, p.state, p.facts, c.edition FROM periods p LEFT JOIN catalogues c ON c.id = p.catalogue"
)


class Periods:
    """The book of periods' states; the period is all there is to say about the subject.

    What was read is kept: every operation asks for it several times.
    """

    dated = True

    def __init__(self) -> None:
        self._known: dict[int, PeriodRecord] = {}

    def read(self, db: Database, place: Place) -> Stored:
        """Return state, facts and catalogue of a period."""
        found = db.one(f"{_PERIODS} WHERE p.period = ?", (place.period,))
        return _record(*found[1:]) if found else None

    def write(self, db: Database, place: Place, new: New) -> None:
        """Write a period's state."""
        self._known.clear()
        data = loaded(new.stored)
        catalogue = db.value("SELECT id FROM catalogues WHERE edition = ?", (data["edition"],))
        if data["edition"] is not None and catalogue is None:
            raise ValueError(f"no catalogue {data['edition']}")
        values = (place.period, data["state"], canonical(data["facts"]), catalogue)
        db.run("INSERT OR REPLACE INTO periods VALUES(?, ?, ?, ?)", values)

    def everything(self, db: Database) -> Iterator[tuple[Place, Stored]]:
        """Yield all periods that have a state."""
        for period, *record in db.all(_PERIODS):
            yield Place(period, ""), _record(*record)

    def of(self, db: Database, period: Period) -> PeriodRecord:
        """Return what is known of a period, an empty record for one that was never touched."""
        code = period.code
        if code not in self._known:
            data = loaded(self.read(db, Place(code, "")))
            self._known[code] = PeriodRecord(**data)
        return self._known[code]

    def forget(self) -> None:
        """Forget everything: another process wrote, or a transaction of ours failed."""
        self._known.clear()

    def all(self, db: Database) -> set[Period]:
        """Return the periods that have a state."""
        return {period_of(code) for (code,) in db.all("SELECT period FROM periods")}


def _split(code: str) -> tuple[str, int]:
    """Return a row code's beginning and number: beyond 999 the order is no longer that of the text."""
    start = code.rstrip("0123456789")
    return start, int(code[len(start) :] or 0)


def _row(block: str, since: int, until: int | None) -> str:
    end = None if until is None else str(period_of(until))
    return retold({"block": block, "since": str(period_of(since)), "until": end})


def _record(state: str | None, facts: str, edition: str | None) -> str:
    return retold({"state": state, "facts": loaded(facts), "edition": edition})
