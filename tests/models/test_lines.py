from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jzdesk.errors import RefusedError
from jzdesk.models import lines
from jzdesk.models.lines import Line
from tests.models.kit import key, sheet

PLACE = sheet("2018Q3").place(key("emissions/cod.industry/emitted"))[1:]


@given(st.lists(st.decimals(min_value=0, max_value=10**6, places=2), max_size=30))
def test_the_sum_is_exact(values: list[Decimal]) -> None:
    found = lines.parse([(f"厂{n}", "", str(v), "") for n, v in enumerate(values)], *PLACE)
    assert (lines.total(found) or 0) == sum(values)


def test_there_is_an_end_to_how_many() -> None:
    with pytest.raises(RefusedError, match="最多 500 行"):
        lines.parse([("厂", "", "1", "")] * 501, *PLACE)


def test_one_wrong_line_is_the_sentence_itself() -> None:
    with pytest.raises(RefusedError, match="第 2 行"):
        lines.parse([("甲", "", "1", ""), ("乙", "", "-1", "")], *PLACE)


def test_the_largest_changes_are_told_with_lines_that_came_and_went() -> None:
    before = (Line("甲", "1", Decimal(10)), Line("乙", "2", Decimal(5)), Line("丙", "3", Decimal(1)))
    now = (Line("甲", "1", Decimal(4)), Line("丙", "3", Decimal(1)), Line("丁", "4", Decimal(9)))
    told = lines.largest(now, before)
    assert [(line.name, change) for line, change in told] == [
        ("丁", Decimal(9)), ("甲", Decimal(-6)), ("乙", Decimal(-5)),
    ]  # fmt: skip
    assert len(lines.largest(now, before, most=1)) == 1
