"""Figures added up while they are typed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jzdesk.errors import RefusedError
from jzdesk.models import summing


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1200+350", "1550.00"),
        ("1,200+350-20", "1530.00"),
        ("0.1+0.2", "0.30"),
        (" 1200 + 350.5 ", "1550.50"),
        ("１，２００＋３５０－２０", "1530.00"),
        ("1200−200", "1000.00"),
        ("100吨+50吨", "150.00"),
        ("1万吨+0.5万吨", "15000.00"),
        ("7-7", "0.00"),
        ("999999999999-0.01", "999999999998.99"),
    ],
)
def test_a_sum_is_exact(text, value):
    found = summing.total(text, "吨", 2)
    assert found is not None
    assert format(found.value, "f") == value


@pytest.mark.parametrize(
    "text", ["", "12", "1,200", "-5", "－5", "+", "—", "-", "2018-09-30", "2018-09", "1e+5", "1.2E-3",
             "无此项", "N/A-1", "1+1e5+2", "水务局-1", "12吨半"],
)  # fmt: skip
def test_what_is_no_sum_is_left_alone(text):
    assert summing.total(text, "吨", 2, signed=True) is None


@pytest.mark.parametrize(
    ("text", "standing", "value"),
    [("+350", "1200", "1550.00"), ("＋350", None, "350.00"), ("+350-20", "1200", "1530.00"),
     ("+0", "5", "5.00"), ("+-5", "8", "3.00")],
)  # fmt: skip
def test_a_leading_plus_adds_to_what_stands(text, standing, value):
    begins = Decimal(standing) if standing else None
    found = summing.total(text, "吨", 2, standing=begins)
    assert found is not None
    assert (format(found.value, "f"), found.begins) == (value, begins)


def test_without_a_leading_plus_what_stands_does_not_count():
    found = summing.total("1+2", "家", 0, standing=Decimal(50))
    assert found == summing.Sum(Decimal(3), (Decimal(1), Decimal(2)))


def test_a_signed_cell_takes_what_is_below_zero():
    found = summing.total("-350+20", "吨", 2, signed=True)
    assert found is not None
    assert found.value == Decimal("-330.00")


@pytest.mark.parametrize(
    ("text", "places", "words"),
    [
        ("1200+", 2, "后面少一个数"),
        ("5--3", 2, "后面少一个数"),
        ("5+-3", 2, "后面少一个数"),
        ("20-30", 2, "算得 −10.00，这一格不能是负数"),
        ("-5+2", 2, "算得 −3.00"),
        ("1.2+0.3万吨", 2, "有的数带单位、有的不带"),
        ("1.5+2", 0, "有小数"),
        ("1.234+1", 2, "3 位小数"),
        ("1200千克+1千克", 2, "单位是千克"),
        ("1.2.3+4", 2, "1.2.3"),
        ("999999999999+1", 2, "12 位"),
        ("+".join(["1000"] * 100), 2, "底稿"),
    ],
)
def test_a_sum_that_cannot_stand_is_refused_with_a_sentence(text, places, words):
    with pytest.raises(RefusedError) as refused:
        summing.total(text, "吨", places)
    assert words in refused.value.sentence
