"""Places in a row: who is equal shares a place, and the next place is further on by as many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Placed:
    """A place, from 1 on; `tied` where others have the same."""

    place: int
    tied: bool


def places(values: Mapping[str, Decimal], *, up: bool) -> dict[str, Placed]:
    """Return the place of each value, the best first; `up` where more is better.

    1, 2, 2, 4: a place tells how many are better, plus one.
    """
    found: dict[str, Placed] = {}
    same = Counter(values.values())
    better = 0
    for value in sorted(same, reverse=up):
        here = Placed(better + 1, same[value] > 1)
        found |= {name: here for name, own in values.items() if own == value}
        better += same[value]
    return found
