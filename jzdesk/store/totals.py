"""Sums over accepted snapshots: integer keys, one query, nothing kept."""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.store.encoding import number
from jzdesk.store.shelf import Shelf

_FROM = (
    " FROM submissions s JOIN submitted f ON f.submission = s.id"
    " WHERE s.period = ? AND s.id IN (SELECT value FROM json_each(?))"
)


def totals(shelf: Shelf, period: Period, submissions: Iterable[int]) -> dict[Key, Decimal]:
    """Return the sum of every figure over those of the snapshots that are of this period."""
    rows = _rows(shelf, period, submissions, "f.key, sum(f.value)", "GROUP BY f.key")
    known = shelf.keys.known()
    return {known[key][0]: number(total) for key, total in rows}


def contributions(shelf: Shelf, period: Period, submissions: Iterable[int]) -> dict[Key, dict[str, Decimal]]:
    """Return what each office contributes to every figure."""
    found: dict[Key, dict[str, Decimal]] = {}
    known = shelf.keys.known()
    for key, unit, value in _rows(shelf, period, submissions, "f.key, s.unit, f.value", "ORDER BY s.id"):
        units = found.setdefault(known[key][0], {})
        units[unit] = units.get(unit, Decimal(0)) + number(value)
    return found


def _rows(
    shelf: Shelf, period: Period, submissions: Iterable[int], wanted: str, end: str
) -> list[tuple[Any, ...]]:
    ids = json.dumps(list(submissions))
    shelf.keys.check()
    shelf.submissions.check(shelf.db, ids)
    return shelf.db.all(f"SELECT {wanted}{_FROM} {end}", (period.code, ids))
