"""Figures in blocks: what goes in comes out, one by one and added up."""

from __future__ import annotations

import random
from collections.abc import Iterable

import pytest

from jzdesk.store import lanes

LARGEST = 10**18 - 1
"""Fourteen digits before the point and four behind it."""


def added(snapshots: Iterable[dict[int, int]]) -> dict[int, int]:
    """Return the sums of each key, added one by one."""
    found: dict[int, int] = {}
    for one in snapshots:
        for key, figure in one.items():
            found[key] = found.get(key, 0) + figure
    return found


def sums(snapshots: Iterable[dict[int, int]]) -> dict[int, int]:
    """Return the sums of each key, added by blocks."""
    blocks: dict[int, list[bytes]] = {}
    for one in snapshots:
        for block, data in lanes.packed(one).items():
            blocks.setdefault(block, []).append(data)
    return {key: total for block, data in blocks.items() for key, total in lanes.sums(block, data).items()}


@pytest.mark.parametrize(
    "figures",
    [{}, {1: 0}, {63: -1, 64: 1}, {5: LARGEST, 6: -LARGEST, 7: 0}, {10_000: 5, 0: -(2**63), 63: 2**63 - 1}],
)
def test_figures_come_back(figures: dict[int, int]):
    assert dict(lanes.figures(lanes.packed(figures))) == figures
    assert sums([figures]) == figures


def test_a_figure_is_found_at_its_place_alone():
    block = lanes.packed({3: 0, 5: -7})[0]
    assert [lanes.figure(block, place) for place in range(8)] == [None, None, None, 0, None, -7, None, None]


def test_sums_keep_apart_what_is_nothing_and_what_is_missing():
    snapshots = [{1: 0, 2: LARGEST}, {2: -LARGEST}, {3: -5}]
    assert sums(snapshots) == {1: 0, 2: 0, 3: -5}


@pytest.mark.parametrize("seed", range(5))
def test_sums_of_many_are_what_they_are_one_by_one(seed: int):
    rng = random.Random(seed)
    snapshots = [
        {rng.randrange(300): rng.randint(-LARGEST, LARGEST) for _ in range(rng.randrange(80))}
        for _ in range(200)
    ]
    assert sums(snapshots) == added(snapshots)


def test_no_lane_runs_over_into_the_next(monkeypatch: pytest.MonkeyPatch):
    """More snapshots than a lane has room for are added in several goes."""
    full = lanes.packed({0: 2**63 - 1, 1: -(2**63), 2: 2**63 - 1})[0]
    assert lanes.MOST < 2**16
    many = lanes.MOST + 5
    assert lanes.sums(0, [full] * many) == {0: many * (2**63 - 1), 1: -many * 2**63, 2: many * (2**63 - 1)}
    monkeypatch.setattr(lanes, "MOST", 3)
    assert lanes.sums(0, [full] * 10) == {0: 10 * (2**63 - 1), 1: -10 * 2**63, 2: 10 * (2**63 - 1)}
