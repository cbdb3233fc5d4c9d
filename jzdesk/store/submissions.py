"""Frozen periods: the office's own snapshots, and in the city those that were received."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from jzdesk.digest import sha256
from jzdesk.errors import LostError
from jzdesk.models.period import Period
from jzdesk.records import dataclass, field
from jzdesk.store import lanes
from jzdesk.store.books import Body, New, Place, Stored, canonical, fingerprint, loaded, readable
from jzdesk.store.encoding import period_of
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.store.database import Database
    from jzdesk.store.keys import Keys

_COLUMNS = "id, unit, period, revision, draft, kind, code, predecessor, state, at, facts"
_BROKEN = "broken"
"""In place of the hash of figures that do not fit their seal: no hash is like it."""
_HEAD = ("unit", "period", "revision", "draft", "kind", "code", "predecessor", "state", "at")


@dataclass(frozen=True, slots=True)
class Submission:
    """One snapshot of one office's period; `id` is given by the store, `facts` are what came later."""

    unit: str
    period: Period
    revision: int
    code: str
    kind: str
    state: str
    at: str
    draft: int = 0
    predecessor: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    id: int = 0


class Submissions:
    """The book of snapshots; a subject is an id, its state all but the content, of which it has the hash."""

    dated = False

    def __init__(self, keys: Keys) -> None:
        self._keys = keys
        self._counting: dict[tuple[int, str | None], tuple[int, ...]] = {}
        self._found: dict[tuple[str | None, Period | None], tuple[Submission, ...]] = {}

    def forget(self) -> None:
        """Forget which count: another process wrote, or a transaction of ours failed."""
        self._counting.clear()
        self._found.clear()

    @staticmethod
    def stored(submission: Submission, body: Body) -> str:
        """Return a new snapshot as the trail records it."""
        data = {name: getattr(submission, name) for name in _HEAD} | {"period": str(submission.period)}
        return canonical({**data, **body.hashes, "facts": dict(submission.facts)})

    def read(self, db: Database, place: Place) -> Stored:
        """Return what the trail knows of a snapshot."""
        found = db.one(
            f"SELECT {_COLUMNS}, content, seal FROM submissions WHERE id = ?", (int(place.subject),)
        )
        return self._recorded(db, found) if found else None

    def write(self, db: Database, place: Place, new: New) -> None:
        """Add a snapshot with its content, or change state and facts of one that is there."""
        data = loaded(new.stored)
        number, body = int(place.subject), new.body
        if body is None or data["state"] == "accepted":
            self._counting.clear()
        facts = canonical(data["facts"])
        if body is None:
            self._found.clear()
            change = "UPDATE submissions SET state = ?, facts = ? WHERE id = ?"
            db.run(change, (data["state"], facts, number))
            return
        head = [data[name] for name in _HEAD]
        head[1] = Period.parse(data["period"]).code
        ids = self._keys.ids(body.figures)
        blocks = lanes.packed({ids[key]: value for key, value in body.figures.items()})
        db.run(
            f"INSERT INTO submissions({_COLUMNS}, content, seal) VALUES({', '.join('?' * 13)})",
            (number, *head, facts, body.packed, lanes.sealed(number, head[0], head[1], blocks)),
        )
        db.many("INSERT INTO reported VALUES(?, ?, ?)", ((number, *block) for block in blocks.items()))
        self._also(_submission((number, *head, facts)))

    def _also(self, new: Submission) -> None:
        """Let a snapshot stand behind the others, wherever it is one of those asked for."""
        for about, known in self._found.items():
            if about[0] in {None, new.unit} and about[1] in {None, new.period}:
                self._found[about] = (*known, new)

    def everything(self, db: Database) -> Iterator[tuple[Place, Stored]]:
        """Yield all snapshots."""
        for found in db.all(f"SELECT {_COLUMNS}, content, seal FROM submissions"):
            yield Place(None, str(found[0])), self._recorded(db, found)

    def next_id(self, db: Database) -> int:
        """Return the id of the next snapshot."""
        return (db.value("SELECT max(id) FROM submissions") or 0) + 1

    def find(self, db: Database, unit: str | None, period: Period | None) -> tuple[Submission, ...]:
        """Return the snapshots of an office and period, of all where they are left out, in order of entry.

        A page of the city asks for them again and again; they are kept until one of them changes.
        """
        if (unit, period) not in self._found:
            where, values = about(unit, period)
            if not values:
                db.check_rows("submissions", "submissions_by_period")
            rows = db.all(f"SELECT {_COLUMNS} FROM submissions WHERE {where} ORDER BY id", values)
            with readable():
                self._found[unit, period] = tuple(_submission(row) for row in rows)
        return self._found[unit, period]

    def counting(self, db: Database, period: Period, unit: str | None) -> tuple[int, ...]:
        """Return the ids of the highest accepted revision of a period, of one office or of each in order."""
        asked = (period.code, unit)
        if asked not in self._counting:
            where, values = about(unit, period)
            found = f"SELECT unit, id FROM submissions WHERE {where} AND state = 'accepted'"
            highest: dict[str, int] = {}
            for office, number in db.all(f"{found} ORDER BY unit, revision", values):
                highest[office] = number
            self._counting[asked] = tuple(highest.values())
        return self._counting[asked]

    def content(self, db: Database, number: int) -> bytes:
        """Return the canonical content of a snapshot."""
        packed = db.value("SELECT content FROM submissions WHERE id = ?", (number,))
        return unpack(packed)

    def _recorded(self, db: Database, found: tuple[Any, ...]) -> str:
        *columns, packed, seal = found
        data = dict(zip(("id", *_HEAD, "facts"), columns, strict=True))
        number = data.pop("id")
        blocks = dict(db.all("SELECT block, lanes FROM reported WHERE submission = ?", (number,)))
        data["facts"] = loaded(data["facts"])
        with readable():
            sound = seal == lanes.sealed(number, data["unit"], data["period"], blocks)
            figures = {str(self._keys.key(key) or key): value for key, value in lanes.figures(blocks)}
            data["period"] = str(period_of(data["period"]))
            hashes = {
                "content": sha256(unpack(packed)).hexdigest(),
                "figures": fingerprint(figures) if sound else _BROKEN,
            }
            return canonical({**data, **hashes})


def about(unit: str | None, period: Period | None) -> tuple[str, tuple[str | int, ...]]:
    """Return the condition, and its values, for what is about an office and period; None leaves one open.

    It names only what is asked for: a condition that covers all cases at once can use no index.
    """
    asked = {"unit = ?": unit, "period = ?": None if period is None else period.code}
    given = {condition: value for condition, value in asked.items() if value is not None}
    return " AND ".join(given) or "true", tuple(given.values())


def unpack(packed: bytes | None) -> bytes:
    """Return packed content; its own checksum tells of damage, which may also have lost it."""
    try:
        return zlib.decompress(packed or b"")
    except (zlib.error, TypeError) as exc:
        raise LostError(say("store.damage.content")) from exc


def _submission(row: tuple[Any, ...]) -> Submission:
    number, unit, period, revision, draft, kind, code, predecessor, state, at, facts = row
    return Submission(
        unit, period_of(period), revision, code, kind, state, at, draft, predecessor, loaded(facts), number
    )
