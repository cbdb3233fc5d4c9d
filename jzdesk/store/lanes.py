"""How the figures of a snapshot lie in the store, so that thousands of snapshots are added up in one go.

Keys are taken in blocks of `BLOCK`. What a snapshot has of a block is one value: a lane of `LANE` bytes for
each key, in the order of the keys, and nothing behind the last that is there. A lane holds the figure, raised
by `_RAISED` so that none is negative, and at its upper end a one; all of it is nothing where there is no
figure. Taken as one long integer, a block is added to another in a single step; the lanes stay apart as long
as no more than `MOST` are added, and each then holds the sum of its figures, and how many they were.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from zlib import crc32

BLOCK, LANE = 64, 12
MOST = 60_000
_RAISED = 1 << 63
_GUARDS, _SPREAD = 1 << 32, 1_000_003
_FIGURE, _SUM, _COUNT = 8, 10, 2
_FORMAT = f"<{'QxxH' * BLOCK}"

Blocks = Mapping[int, bytes]
"""What a snapshot has, by the number of the block."""


def packed(figures: Mapping[int, int]) -> dict[int, bytes]:
    """Return figures, by the number of their key, in blocks."""
    found: dict[int, list[int]] = {}
    for key, figure in figures.items():
        lanes = found.setdefault(key // BLOCK, [0] * (2 * BLOCK))
        place = 2 * (key % BLOCK)
        lanes[place : place + 2] = figure + _RAISED, 1
    return {block: _short(struct.pack(_FORMAT, *found[block])) for block in sorted(found)}


def _short(lanes: bytes) -> bytes:
    """Return lanes without those behind the last figure."""
    length = len(lanes.rstrip(b"\0"))
    return lanes[: -(-length // LANE) * LANE]


def figures(blocks: Blocks) -> Iterator[tuple[int, int]]:
    """Yield each figure with the number of its key."""
    for block, lanes in sorted(blocks.items()):
        for place in range(len(lanes) // LANE):
            found = figure(lanes, place)
            if found is not None:
                yield block * BLOCK + place, found


def figure(lanes: bytes, place: int) -> int | None:
    """Return the figure at a place of a block, None where there is none."""
    at = place * LANE
    if not any(lanes[at + _SUM : at + LANE]):
        return None
    return int.from_bytes(lanes[at : at + _FIGURE], "little") - _RAISED


def head(number: int, unit: str, period: int) -> int:
    """Return what the guard of a snapshot's figures begins with: which it is, of whom and when."""
    return crc32(unit.encode("utf-8", "surrogateescape"), (number * _SPREAD + period) % _GUARDS)


def seal(guard: int, block: int, lanes: bytes) -> int:
    """Return the guard with the next block taken in; the last of them seals all."""
    return crc32(lanes, (guard + block) % _GUARDS)


def sealed(number: int, unit: str, period: int, blocks: Blocks) -> int:
    """Return the seal of a snapshot's figures."""
    return reduce(lambda guard, one: seal(guard, *one), sorted(blocks.items()), head(number, unit, period))


def sums(block: int, lanes: Sequence[bytes]) -> dict[int, int]:
    """Return the sum of each figure of a block over snapshots; a key that none of them has is not there."""
    found: dict[int, int] = {}
    for first in range(0, len(lanes), MOST):
        long = sum([int.from_bytes(one, "little") for one in lanes[first : first + MOST]])
        added = long.to_bytes(BLOCK * LANE, "little")
        for place in range(BLOCK):
            at = place * LANE
            count = int.from_bytes(added[at + _SUM : at + LANE], "little")
            if count:
                total = int.from_bytes(added[at : at + _SUM], "little") - count * _RAISED
                key = block * BLOCK + place
                found[key] = found.get(key, 0) + total
    return found
