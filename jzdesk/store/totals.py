"""Sums over accepted snapshots: integer keys, one look at each snapshot, nothing kept."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from decimal import Decimal

from jzdesk.errors import LostError
from jzdesk.models.adding import Reported
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.store import lanes
from jzdesk.store.books import readable
from jzdesk.store.encoding import number
from jzdesk.store.shelf import Shelf
from jzdesk.words import say

# The index has all that is asked for here: a snapshot's row lies among pages of content.
# Of all of a period's those that are wanted are picked out here, which costs less than handing down a list.
_HEADS = "SELECT id, unit, seal FROM submissions INDEXED BY submissions_by_period WHERE period = ?"
_BLOCKS = (
    "SELECT f.submission, f.block, f.lanes FROM submissions s INDEXED BY submissions_by_period"
    " JOIN reported f ON f.submission = s.id WHERE s.period = ?"
)
_LOST = (
    "SELECT 1 FROM json_each(?) j LEFT JOIN submissions s ON s.id = j.value"
    " WHERE s.id IS NULL OR s.period = ?"
)


Name = tuple[Key, str]


class Contributions(Reported):
    """What each office contributes to every figure of a period.

    It is taken apart no further than it is asked for: a province has half a million figures, and most of
    what is asked are sums.
    """

    def __init__(
        self, units: Mapping[int, str], blocks: Mapping[int, Mapping[int, bytes]], known: Mapping[int, Name]
    ) -> None:
        self._units, self._blocks = units, blocks
        self._all = self._summed(lambda _: True)
        self._names = {number: known[number][0] for number in self._all}
        self._numbers = {key: number for number, key in self._names.items()}
        self._columns: dict[Key, Mapping[str, Decimal]] = {}

    def __getitem__(self, key: Key) -> Mapping[str, Decimal]:
        if key not in self._columns:
            self._columns[key] = self._column(self._numbers[key])
        return self._columns[key]

    def __iter__(self) -> Iterator[Key]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)

    @property
    def units(self) -> frozenset[str]:
        """The offices that have any figure."""
        return frozenset(self._units[one] for snapshots in self._blocks.values() for one in snapshots)

    def keys_of(self, unit: str) -> frozenset[Key]:
        """Return the figures that an office has."""
        own = {one for one, code in self._units.items() if code == unit}
        blocks = {
            block: snapshots[one]
            for block, snapshots in self._blocks.items()
            for one in own & snapshots.keys()
        }
        return frozenset(self._names[number] for number, _ in lanes.figures(blocks))

    def sums(self, among: Set[str]) -> dict[Key, Decimal]:
        """Return the sum of every figure over some offices, without those that none of them has."""
        found = self._all
        if not among >= set(self._units.values()):
            found = self._summed(lambda one: self._units[one] in among)
        return {self._names[key]: number(total) for key, total in found.items()}

    def _summed(self, counts: Callable[[int], bool]) -> dict[int, int]:
        found: dict[int, int] = {}
        for block, snapshots in self._blocks.items():
            found |= lanes.sums(block, [data for one, data in snapshots.items() if counts(one)])
        return found

    def _column(self, key: int) -> dict[str, Decimal]:
        block, place = divmod(key, lanes.BLOCK)
        found: dict[str, Decimal] = {}
        for one, data in self._blocks[block].items():
            figure = lanes.figure(data, place)
            if figure is not None:
                unit = self._units[one]
                found[unit] = found.get(unit, Decimal(0)) + number(figure)
        return found


def totals(shelf: Shelf, period: Period, submissions: Iterable[int]) -> dict[Key, Decimal]:
    """Return the sum of every figure over those of the snapshots that are of this period."""
    found = contributions(shelf, period, submissions)
    return found.sums(found.units)


def contributions(shelf: Shelf, period: Period, submissions: Iterable[int]) -> Contributions:
    """Return what each office contributes to every figure; refuse to count with what damage has changed."""
    shelf.keys.check()
    db, wanted = shelf.db, frozenset(submissions)
    heads = [head for head in db.all(_HEADS, (period.code,)) if head[0] in wanted]
    units = {one: unit for one, unit, _ in heads}
    _none_missed(shelf, period, wanted - units.keys())
    blocks: dict[int, dict[int, bytes]] = {}
    for one, block, data in db.all(_BLOCKS, (period.code,)):
        if one in units:
            blocks.setdefault(block, {})[one] = data
    _check(period, heads, blocks)
    return Contributions(units, blocks, shelf.keys.known())


def _none_missed(shelf: Shelf, period: Period, missed: Set[int]) -> None:
    """Refuse where a snapshot is of the period and not found among its others."""
    if missed and shelf.db.one(_LOST, (json.dumps(sorted(missed)), period.code)):
        raise LostError(say("store.world.damaged", path=shelf.db.path))


def _check(
    period: Period, heads: Sequence[tuple[int, str, int | None]], blocks: Mapping[int, Mapping[int, bytes]]
) -> None:
    """Refuse snapshots whose figures do not fit their seal."""
    code = period.code
    with readable():
        guards = {one: lanes.head(one, unit, code) for one, unit, _ in heads}
        for block in sorted(blocks):
            for one, data in blocks[block].items():
                guards[one] = lanes.seal(guards[one], block, data)
    for one, unit, seal in heads:
        if guards[one] != seal:
            raise LostError(say("store.damage.submitted", unit=unit, period=period))
