"""What the audit trail records: kinds of things, the one shape in which old and new are written down.

Every kind has a *book* that reads, writes and lists the present state of its tables in that shape. So
undo, history and the comparison of tables with the trail are written once and know no table.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from enum import IntEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from jzdesk.digest import sha256
from jzdesk.errors import LostError, UsageError
from jzdesk.models.entry import Key
from jzdesk.models.quantity import to_scaled
from jzdesk.records import dataclass, field
from jzdesk.words import say

if TYPE_CHECKING:
    from decimal import Decimal

    from jzdesk.store.database import Database

Stored = int | str | None
"""A value as a column holds it; None where there is nothing."""

Subject = Key | str
"""What a change is about: a key for cells, else a text that its book understands."""

CHINA = timezone(timedelta(hours=8))


class What(IntEnum):
    """The kinds of changes; their numbers are in every store and never change."""

    FIGURE = 1
    NOTE = 2
    EXPLANATION = 3
    ROW = 4
    NIL = 5
    STATE = 6
    SUBMISSION = 7
    LETTER = 8
    CATALOGUE = 9
    FACT = 10
    ATTACHMENT = 11
    LINES = 12
    STAMP = 13
    ORIGIN = 14
    EVIDENCE = 15
    REKEYING = 16
    ENQUIRY = 17
    MEMO = 18


CELLS = frozenset({What.FIGURE, What.NOTE})
ENTERED = CELLS | {What.EXPLANATION, What.ROW, What.NIL, What.LINES, What.STAMP, What.ORIGIN, What.EVIDENCE}
"""What undo takes back; states and what was exchanged stay as they are."""


BESIDE = frozenset({What.ORIGIN, What.EVIDENCE, What.REKEYING, What.ENQUIRY, What.MEMO})
"""What stands beside the figures and changes none of them."""


@dataclass(frozen=True)
class Body:
    """What goes into a table beside the change: the trail itself holds only its hash.

    How it is stored is worked out once, and needs no store: it may be done before there is anything to write.
    """

    content: bytes
    figures: Mapping[Key, int] = field(default_factory=dict)
    """By key, at the store's scale."""

    @classmethod
    def of(cls, content: bytes, figures: Mapping[Key, Decimal]) -> Body:
        """Return what is kept of a snapshot: its content, and the figures of it that may count in totals."""
        return cls(content, {key: to_scaled(value) for key, value in figures.items()})

    @cached_property
    def packed(self) -> bytes:
        """The content as it lies in the table; the last three in a hundred would cost as much again."""
        return zlib.compress(self.content)

    @cached_property
    def hashes(self) -> dict[str, str | None]:
        """The hashes of content and figures."""
        figures = {"/".join(key): value for key, value in self.figures.items()}
        return {"content": sha256(self.content).hexdigest(), "figures": fingerprint(figures)}


class Place(NamedTuple):
    """What a book is asked about; `period` is None for what belongs to none."""

    period: int | None
    subject: str


class New(NamedTuple):
    """What a subject becomes; `body` comes with what is new to the store."""

    stored: Stored
    body: Body | None = None


class Book(Protocol):
    """The present state of one kind of thing, apart from cells."""

    dated: bool
    """Whether a subject belongs to a period."""

    def read(self, db: Database, place: Place) -> Stored:
        """Return the present state of a subject, None where there is none."""
        ...

    def write(self, db: Database, place: Place, new: New) -> None:
        """Make `new` the state of a subject."""
        ...

    def everything(self, db: Database) -> Iterator[tuple[Place, Stored]]:
        """Yield the state of all there is."""
        ...


def canonical(data: object) -> str:
    """Return `data` as JSON that is always the same for the same data."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@contextmanager
def readable() -> Iterator[None]:
    """Name the damage where a record does not let itself be taken apart."""
    try:
        yield
    except (AttributeError, KeyError, TypeError, ValueError, UsageError) as exc:
        raise LostError(say("store.damage.record")) from exc


def retold(data: object) -> str:
    """Return as `canonical` what stands in the file; damage may have put there what no JSON takes."""
    with readable():
        return canonical(data)


def loaded(stored: Stored) -> dict[str, Any]:
    """Return the object written by `canonical`, empty for None."""
    if not isinstance(stored, str):
        return {}
    with readable():
        return json.loads(stored)


def fingerprint(figures: Mapping[str, int]) -> str | None:
    """Return the hash of figures by the text of their key; None where there are none."""
    return sha256(canonical(figures).encode("utf-8", "surrogateescape")).hexdigest() if figures else None


def to_seconds(at: str) -> int:
    """Return an ISO 8601 time as seconds; without an offset it is China's."""
    moment = datetime.fromisoformat(at)
    return int((moment if moment.tzinfo else moment.replace(tzinfo=CHINA)).timestamp())


def from_seconds(seconds: int) -> str:
    """Return seconds as an ISO 8601 time with `+08:00`."""
    try:
        return datetime.fromtimestamp(seconds, CHINA).isoformat()
    except (OSError, OverflowError, TypeError, ValueError) as exc:  # damage has made it no time at all
        raise LostError(say("store.damage.record")) from exc
