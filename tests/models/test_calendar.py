"""Working days by the notices: long holidays, weekends worked, years without a notice."""

from __future__ import annotations

import json
import tomllib
from datetime import date, timedelta

import pytest

from jzdesk import resource
from jzdesk.models.calendar import Calendar

DATA = tomllib.loads(resource.path("calendar/holidays.toml").read_text("utf-8"))
CALENDAR = Calendar.of(DATA)
WORKED = {2016: 250, 2017: 249, 2018: 250, 2019: 250, 2020: 249, 2021: 250}
"""Working days a year, as another program counts them (every day was compared with `chinesecalendar`)."""


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "works"),
    [
        ("2018-10-01", False), ("2018-10-05", False), ("2018-10-07", False), ("2018-10-08", True),
        ("2018-09-29", True), ("2018-09-30", True),  # a weekend worked
        ("2018-12-29", True), ("2018-12-31", False),  # by the notice for 2019
        ("2019-05-02", False), ("2019-05-05", True),  # 劳动节 made longer in March
        ("2020-01-31", False), ("2020-02-01", False), ("2020-02-03", True),  # 春节 made longer
        ("2016-10-08", True), ("2017-10-06", False), ("2021-10-09", True),
        ("2018-10-13", False), ("2018-10-12", True),
    ],
)  # fmt: skip
def test_a_day_is_worked_or_off(text, works):
    assert CALENDAR.works(day(text)) is works


@pytest.mark.parametrize(
    ("after", "last", "count"),
    [
        ("2018-10-06", "2018-10-10", 3),  # Monday to Wednesday
        ("2018-09-28", "2018-10-10", 5),  # two days of a weekend, then three
        ("2018-10-10", "2018-10-10", 0),
        ("2018-10-12", "2018-10-10", -2),
        ("2018-10-14", "2018-10-12", 0),  # over, but no working day has passed
        ("2018-12-28", "2019-01-03", 3),
        ("2022-01-28", "2022-02-07", 6),  # no notice: weekdays
    ],
)
def test_working_days_follow_one_day_up_to_another(after, last, count):
    assert CALENDAR.between(day(after), day(last)) == count


@pytest.mark.parametrize("year", WORKED)
def test_every_year_has_as_many_working_days_as_the_notices_give(year):
    assert CALENDAR.between(date(year - 1, 12, 31), date(year, 12, 31)) == WORKED[year]


def test_a_count_there_and_back_is_the_same_for_any_two_days():
    days = [date(2018, 9, 20) + timedelta(days=n) for n in range(30)]
    for one in days:
        for other in days:
            there, end = CALENDAR.between(one, other), date(2018, 11, 30)
            assert there == -CALENDAR.between(other, one)
            assert there + CALENDAR.between(other, end) == CALENDAR.between(one, end)


def test_years_without_a_notice_are_known_as_such():
    assert CALENDAR.knows(day("2021-12-30"), day("2016-01-01"))
    assert not CALENDAR.knows(day("2021-12-30"), day("2022-01-04"))
    assert not CALENDAR.knows(day("2015-12-30"), day("2016-01-04"))


def test_every_year_of_the_plan_is_there_with_the_number_of_its_notice():
    assert [y["year"] for y in DATA["year"]] == list(range(2016, 2022))
    assert all(n.startswith("国办发明电〔") and n.endswith("号") for y in DATA["year"] for n in y["notices"])


@pytest.mark.parametrize(
    "wrong",
    [
        {"year": 2018, "off": [], "on": [date(2018, 10, 8)]},  # a Monday need not be named
        {"year": 2018, "off": [[date(2019, 1, 1), date(2019, 1, 1)]], "on": []},
        {"year": 2018, "off": [[date(2018, 9, 29), date(2018, 9, 30)]], "on": [date(2018, 9, 29)]},
    ],
)
def test_a_day_that_cannot_be_right_is_named(wrong):
    with pytest.raises(ValueError, match=r"holidays\.toml: 201[89]"):
        Calendar.of({"year": [wrong]})


def test_the_days_are_the_same_where_the_table_is_laid_out_as_json():
    assert Calendar.of(json.loads(json.dumps(DATA, default=str))) == Calendar.of(DATA)
