"""The proof that the trail is whole, and that the tables are what it leads to."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from jzdesk.errors import WorldError
from jzdesk.store import facts
from jzdesk.store.books import CELLS, Stored, What, loaded, readable
from jzdesk.store.encoding import period_of
from jzdesk.store.history import RawOperation, trail
from jzdesk.store.journal import FIRST_HASH, chained
from jzdesk.store.pace import Pace
from jzdesk.store.shelf import Shelf
from jzdesk.words import say

FREEZE = "freeze"
"""The action of which a snapshot of one's own comes: it tells of the chain up to there."""
_KINDS = frozenset(What)
_Place = tuple[int | None, int, str]
"""Period (for what has one), kind and subject."""


def verify(shelf: Shelf, pace: Pace) -> list[str]:
    """Return one sentence for everything wrong with the trail; none when it is whole."""
    pace.at("history")
    operations = list(trail(shelf))
    found = [*_chain(shelf, operations, pace), *_heads(shelf, operations), *_orphans(shelf)]
    return found + list(_tables(shelf, operations, pace))


def _chain(shelf: Shelf, operations: list[RawOperation], pace: Pace) -> Iterator[str]:
    previous, expected = FIRST_HASH, 1
    for operation in pace.each("history", operations):
        if operation.seq != expected:
            yield say("store.audit.missing", first=expected, last=operation.seq - 1)
        elif not _holds(previous, operation):
            yield say("store.audit.altered", seq=operation.seq)
        previous, expected = operation.hash, operation.seq + 1
    head = facts.read(shelf.db, facts.HEAD)
    if head != previous:
        yield say("store.audit.end_missing", seq=expected - 1)


def _heads(shelf: Shelf, operations: list[RawOperation]) -> Iterator[str]:
    """Compare the chain with what the office's own snapshots say of it: its head when each was frozen.

    They left the house with that head inside, so that not even a chain made anew as a whole agrees with them.
    """
    previous = FIRST_HASH
    for operation in operations:
        for what, subject, old, new in operation.changes:
            if what == What.SUBMISSION and old is None and operation.header[4] == FREEZE:
                told = _head_in(shelf, subject)
                if told not in {None, previous.hex()}:
                    yield say("store.audit.head_unknown", seq=operation.seq, **_named(new))
        previous = operation.hash


def _head_in(shelf: Shelf, subject: str) -> str | None:
    """Return the head a snapshot names; None where it cannot be read, which is told elsewhere."""
    try:
        content = json.loads(shelf.submissions.content(shelf.db, int(subject)))
    except (WorldError, ValueError):
        return None
    return content.get("audit_head") if isinstance(content, dict) else None


def _named(stored: Stored) -> dict[str, Any]:
    with readable():
        told = loaded(stored)
        return {name: told[name] for name in ("period", "draft", "code")}


def _holds(previous: bytes, operation: RawOperation) -> bool:
    try:
        return chained(previous, operation.header, operation.changes) == operation.hash
    except TypeError:  # damage has turned a value into something that no JSON takes
        return False


def _orphans(shelf: Shelf) -> Iterator[str]:
    rows = shelf.db.all(
        "SELECT DISTINCT operation FROM changes WHERE operation NOT IN (SELECT id FROM operations)"
    )
    for (seq,) in rows:
        yield say("store.audit.orphan", seq=seq)


def _tables(shelf: Shelf, operations: list[RawOperation], pace: Pace) -> Iterator[str]:
    """Compare the tables with what replaying the trail leads to."""
    replayed: dict[_Place, Stored] = {}
    for operation in pace.each("tables", operations):
        period = operation.header[5]
        for what, subject, old, new in operation.changes:
            place = (period if _dated(shelf, what) else None, what, subject)
            if replayed.get(place) != old:
                yield say("store.audit.broken_step", seq=operation.seq, subject=subject)
            replayed[place] = new
    present: dict[_Place, Stored] = {
        (period, int(what), subject): stored for period, what, subject, stored in shelf.figures.everything()
    }
    for what, book in shelf.books.items():
        try:
            with readable():
                present |= {(p.period, int(what), p.subject): now for p, now in book.everything(shelf.db)}
        except WorldError as exc:
            yield exc.sentence
    for place in sorted({*replayed, *present}, key=str):
        if replayed.get(place) != present.get(place):
            yield _differs(*place)


def _dated(shelf: Shelf, what: int) -> bool:
    return what in CELLS or (what in _KINDS and shelf.books[What(what)].dated)


def _differs(code: int | None, what: int, subject: str) -> str:
    try:
        period = "" if code is None else str(period_of(code))
    except WorldError:
        period = str(code)
    kind = say(f"store.audit.kind.{What(what).name.lower() if what in _KINDS else 'other'}")
    return say("store.audit.differs", kind=kind, place=f"{period} {subject}".strip())
