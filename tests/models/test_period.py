from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jzdesk.errors import UsageError
from jzdesk.models.period import Period, of_day
from tests.models.kit import period

CODES = [f"{year}{mark}" for year in (2015, 2018, 2020) for mark in ("Q1", "Q2", "Q3", "Q4", "H1", "H2", "")]
periods = st.builds(
    lambda year, mark: period(f"{year}{mark}"),
    st.integers(1000, 9000),
    st.sampled_from(["Q1", "Q2", "Q3", "Q4", "H1", "H2", ""]),
)


@pytest.mark.parametrize(
    ("written", "kind", "index"),
    [("2018Q3", "quarter", 3), ("2018q3", "quarter", 3), (" 2018h2 ", "half", 2), ("2018", "year", 0)],
)
def test_a_period_is_read_in_large_and_small_letters(written, kind, index):
    assert period(written) == Period(2018, kind, index)


@pytest.mark.parametrize(
    "written",
    ["2018Q5", "2018Q0", "2018H3", "18Q3", "2018-Q3", "2018Y", "", "２０１８", "2018Q", "٢٠١٨", "2018\nQ3"],
)
def test_another_shape_is_wrong_usage_and_answered_with_the_right_ones(written):
    with pytest.raises(UsageError) as wrong:
        period(written)
    assert "2018Q3" in wrong.value.sentence
    assert "\n" not in wrong.value.sentence


@pytest.mark.parametrize("code", CODES)
def test_text_and_stored_code_give_the_period_back(code):
    assert str(period(code)) == code
    assert Period.from_code(period(code).code) == period(code)


@pytest.mark.parametrize(
    ("code", "quarter", "half"),
    [("2018Q2", "2018Q2", "2018H1"), ("2018Q3", "2018Q3", "2018H2"), ("2018H1", "2018Q2", "2018H1"),
     ("2018", "2018Q4", "2018H2")],
)  # fmt: skip
def test_a_period_ends_inside_one_quarter_half_and_year(code, quarter, half):
    found = [str(period(code).inside(kind)) for kind in ("quarter", "half", "year")]
    assert found == [quarter, half, "2018"]


def test_no_two_periods_have_one_code():
    assert len({period(code).code for code in CODES}) == len(CODES)


@pytest.mark.parametrize(
    ("code", "title", "first", "last"),
    [
        ("2018Q1", "2018年第一季度", "2018-01-01", "2018-03-31"),
        ("2018Q4", "2018年第四季度", "2018-10-01", "2018-12-31"),
        ("2018H1", "2018年上半年", "2018-01-01", "2018-06-30"),
        ("2018H2", "2018年下半年", "2018-07-01", "2018-12-31"),
        ("2016", "2016年", "2016-01-01", "2016-12-31"),
    ],
)
def test_title_and_days(code, title, first, last):
    found = period(code)
    assert (found.title, found.first_day.isoformat(), found.last_day.isoformat()) == (title, first, last)


@pytest.mark.parametrize(
    ("code", "previous", "last_year"),
    [
        ("2018Q1", "2017Q4", "2017Q1"),
        ("2018Q3", "2018Q2", "2017Q3"),
        ("2018H1", "2017H2", "2017H1"),
        ("2018H2", "2018H1", "2017H2"),
        ("2018", "2017", "2017"),
    ],
)
def test_neighbours(code, previous, last_year):
    assert (str(period(code).previous), str(period(code).last_year)) == (previous, last_year)


@pytest.mark.parametrize(
    ("code", "to_date", "quarters"),
    [
        ("2018Q3", "2018Q1 2018Q2 2018Q3", "2018Q3"),
        ("2018H2", "2018H1 2018H2", "2018Q3 2018Q4"),
        ("2018H1", "2018H1", "2018Q1 2018Q2"),
        ("2018", "2018", "2018Q1 2018Q2 2018Q3 2018Q4"),
    ],
)
def test_what_lies_in_a_period(code, to_date, quarters):
    assert [str(p) for p in period(code).year_to_date] == to_date.split()
    assert [str(p) for p in period(code).quarters] == quarters.split()


def test_periods_are_ordered_by_their_end_the_shorter_first():
    order = ["2017", "2018Q1", "2018Q2", "2018H1", "2018Q3", "2018Q4", "2018H2", "2018", "2019Q1"]
    assert [str(p) for p in sorted(period(c) for c in reversed(order))] == order


def test_a_period_is_not_compared_with_something_else():
    with pytest.raises(TypeError):
        assert period("2018Q3") < "2018Q4"


@given(periods)
def test_the_previous_period_ends_the_day_before(one):
    assert one.previous.last_day + timedelta(days=1) == one.first_day
    assert one.previous < one
    assert one.previous.kind == one.kind
    assert sum(quarter.months for quarter in one.quarters) == one.months


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_day_lies_in_its_quarter(day):
    assert of_day(day).first_day <= day <= of_day(day).last_day
