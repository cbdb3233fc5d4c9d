"""Which copies are let go."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from jzdesk.models.thinning import DAYS, MONTHS, WEEKS, to_let_go

MORNING = datetime(2018, 1, 1, 8)


def days(count: int, start: datetime = MORNING) -> list[datetime]:
    return [start + timedelta(days=n) for n in range(count)]


def kept(times: list[datetime]) -> list[datetime]:
    return sorted(set(times) - set(to_let_go(times)))


def test_two_weeks_of_days_stay_whole():
    assert to_let_go(days(DAYS)) == []
    assert to_let_go([]) == []


def test_of_one_day_the_last_one_stays_once_the_day_is_thinned():
    morning, noon, evening = (MORNING.replace(hour=hour) for hour in (8, 12, 17))
    assert kept([noon, evening, morning]) == [evening]


def test_years_of_days_thin_out_to_weeks_and_months():
    times = days(3 * 365)
    stay = kept(times)
    assert stay[-DAYS:] == times[-DAYS:]
    assert len({at.isocalendar()[:2] for at in stay[-DAYS - WEEKS :]}) >= WEEKS
    assert len(stay) <= DAYS + WEEKS + MONTHS
    assert len({(at.year, at.month) for at in stay}) == MONTHS
    assert stay[-1] == times[-1]


def test_thinning_each_day_keeps_as_much_as_thinning_at_the_end():
    lying: list[datetime] = []
    for at in days(400):
        lying = kept([*lying, at])
        assert lying[-1] == at
    assert len({(at.year, at.month) for at in lying}) == 14
    assert len(lying) >= DAYS + 4


def test_a_clock_set_years_forward_or_back_pushes_nothing_out():
    lying = kept(days(300))
    for wrong in (datetime(2031, 5, 5, 9), datetime(2009, 1, 1, 0, 10), datetime(1980, 1, 1)):
        now = lying
        for n in range(30):  # a month goes by before anybody notices
            now = kept([*now, wrong + timedelta(days=n)])
        assert set(lying) <= set(now)


def test_a_half_year_away_from_the_desk_pushes_nothing_out():
    lying = kept(days(100))
    back = kept([*lying, *days(40, lying[-1] + timedelta(days=180))])
    assert set(lying) <= set(back)


def test_the_newest_always_stays(rng: random.Random):
    for _ in range(200):
        times = [MORNING + timedelta(minutes=rng.randrange(2_000_000)) for _ in range(rng.randrange(1, 90))]
        assert max(times) in kept(times)
