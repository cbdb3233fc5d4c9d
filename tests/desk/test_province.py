"""A province of 158 counties by the same code: work grows as the counties do, memory hardly at all."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from jzdesk.desk.office import Office
from tests import uploads
from tests.bench.province import Meter, cost, first_content, whole
from tests.effort import effort


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> uploads.Content:
    """What the first of them hands in."""
    return first_content(tmp_path_factory.mktemp("first"))


def counted(office: Office) -> Meter:
    """Count what a step takes: the same on every machine, whatever else that has to do."""
    return lambda do: effort(do, office.store._db.connection)


@pytest.mark.slow
def test_a_province_costs_in_proportion(content: uploads.Content, tmp_path: Path) -> None:
    """Twice the counties take about twice the work; four times of them hardly more memory."""
    sizes = (40, 80, 158)
    cost(tmp_path, content, 10)  # what is only done once in a process is done
    costs = {n: cost(tmp_path, content, n, looks=1, measure=counted) for n in sizes}
    for small, large in pairwise(sizes):
        times = large / small
        for step, taken in costs[large].taken.items():
            grown = taken / costs[small].taken[step]
            assert grown < times * 1.1, (step, small, large, costs)
    one = whole(content)
    for step, most in costs[158].memory.items():
        beside = (most - costs[40].memory[step]) / (158 - 40)
        assert beside < one / 2, (step, beside, one)  # no county's file is held beside the others
