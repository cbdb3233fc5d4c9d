"""Which copies are let go: daily ones thin out to weekly and monthly ones, by the times written on them.

The clock of the moment has no say. Copies that a wrong clock has dated years away stand in a row of
their own, and push out none of the others.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from datetime import datetime, timedelta

DAYS, WEEKS, MONTHS = 14, 8, 24
"""Of so many days, weeks and months with a copy the newest one is kept."""
LEAP = timedelta(days=120)
"""Between two copies so far apart the office was away or the clock was wrong: a new row begins."""


def to_let_go(times: Iterable[datetime]) -> list[datetime]:
    """Return those of the times, the oldest first, whose copies are no longer needed."""
    gone: list[datetime] = []
    for row in _rows(sorted(set(times))):
        newest_first = row[::-1]
        kept = {
            *_newest_of(newest_first, [at.date() for at in newest_first], DAYS),
            *_newest_of(newest_first, [at.isocalendar()[:2] for at in newest_first], WEEKS),
            *_newest_of(newest_first, [(at.year, at.month) for at in newest_first], MONTHS),
        }
        gone += [at for at in row if at not in kept]
    return gone


def _rows(times: Sequence[datetime]) -> list[list[datetime]]:
    rows: list[list[datetime]] = []
    for at in times:
        if not rows or at - rows[-1][-1] > LEAP:
            rows.append([])
        rows[-1].append(at)
    return rows


def _newest_of(times: Sequence[datetime], spans: Sequence[Hashable], count: int) -> list[datetime]:
    """Return the newest time of each of the newest `count` spans."""
    found: dict[Hashable, datetime] = {}
    for at, span in zip(times, spans, strict=True):
        if span not in found and len(found) < count:
            found[span] = at
    return list(found.values())
