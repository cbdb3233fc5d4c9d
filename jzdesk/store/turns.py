"""How a period came to be where it is: every change of its state, and the letters about it, as recorded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jzdesk.store.books import Stored, What, from_seconds, loaded, readable

if TYPE_CHECKING:
    from jzdesk.models.period import Period
    from jzdesk.store.shelf import Shelf

_TURNS = (
    "SELECT o.id, o.at, w.term, a.term, o.why, c.what, c.old, c.new FROM operations o"
    " JOIN changes c ON c.operation = o.id"
    " LEFT JOIN terms w ON w.id = o.who LEFT JOIN terms a ON a.id = o.action"
    " WHERE o.period = ?1 AND c.what IN (?2, ?3) ORDER BY o.id, c.what"
)


@dataclass(frozen=True, slots=True)
class Turn:
    """What one operation did to a period: its state and facts before and after, and the letter it brought.

    Without a change of the state both sides are None, before the first also the old one.
    """

    seq: int
    at: str
    who: str
    action: str
    why: str = ""
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None
    letter: Mapping[str, Any] | None = None


def turns(shelf: Shelf, period: Period) -> list[Turn]:
    """Return the turns of a period, the oldest first."""
    rows = shelf.db.all(_TURNS, (period.code, What.STATE, What.LETTER))
    with readable():
        return list(_gathered(rows))


def _gathered(rows: list[tuple[Any, ...]]) -> Iterator[Turn]:
    by_operation: dict[int, dict[str, Any]] = {}
    for seq, at, who, action, why, what, old, new in rows:
        head = {"seq": seq, "at": from_seconds(at), "who": who, "action": action, "why": why or ""}
        turn = by_operation.setdefault(seq, head)
        if what == What.STATE:
            turn |= {"before": _loaded(old), "after": _loaded(new)}
        else:
            turn["letter"] = _loaded(new)
    yield from (Turn(**turn) for turn in by_operation.values())


def _loaded(stored: Stored) -> Mapping[str, Any] | None:
    return None if stored is None else loaded(stored)
