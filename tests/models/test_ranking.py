"""Places: equals share one, the next is further on by as many, and the best comes first either way."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from jzdesk.models.bulletin.boards import ranked
from jzdesk.models.bulletin.values import Entry
from jzdesk.models.ranking import places


def numbers(*values: str) -> dict[str, Decimal]:
    return {chr(ord("a") + n): Decimal(value) for n, value in enumerate(values)}


def test_equals_share_a_place_and_the_next_skips() -> None:
    found = places(numbers("60", "58", "58", "66"), up=False)
    assert [(found[name].place, found[name].tied) for name in "abcd"] == [
        (3, False), (1, True), (1, True), (4, False)
    ]  # fmt: skip


def test_where_more_is_better_the_most_is_first() -> None:
    found = places(numbers("60.0", "58.5", "60", "66"), up=True)
    assert [found[name].place for name in "abcd"] == [2, 4, 2, 1], "60 and 60.0 are the same figure"


def test_nobody_has_no_place() -> None:
    assert places({}, up=True) == {}


@pytest.mark.parametrize("up", [True, False])
def test_a_place_is_the_number_of_those_that_are_better_plus_one(up: bool) -> None:
    seed = random.randrange(2**32)
    source = random.Random(seed)
    for _ in range(300):
        values = {str(n): Decimal(source.randint(-4, 9)) / 2 for n in range(source.randint(0, 11))}
        found = places(values, up=up)
        assert set(found) == set(values), seed
        for name, own in values.items():
            better = sum(other > own if up else other < own for other in values.values())
            same = sum(other == own for other in values.values())
            assert (found[name].place, found[name].tied) == (better + 1, same > 1), seed


def test_entries_come_by_their_places_and_those_without_one_last() -> None:
    given = [
        Entry("1", "甲", "60"), Entry("2", "乙", why="未报送"), Entry("3", "丙", "58"),
        Entry("4", "丁", "50", why="监测状态不同"), Entry("5", "戊", "58"),
    ]  # fmt: skip
    found = ranked(given, up=False)
    assert [(one.name, one.place, one.tied) for one in found] == [
        ("丙", 1, True), ("戊", 1, True), ("甲", 3, False), ("乙", None, False), ("丁", None, False)
    ]  # fmt: skip


def test_one_alone_has_nobody_to_be_compared_with() -> None:
    assert [one.place for one in ranked([Entry("1", "甲", "60"), Entry("2", "乙")], up=True)] == [None, None]
