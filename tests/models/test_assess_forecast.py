"""Where the present pace ends, and how fast it still has to go."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jzdesk.models.assess.forecast import MIN_POINTS, Forecast, NoForecast, forecast
from jzdesk.models.period import Period
from tests.models.assess_table import case

THREE = {"2016": "50", "2017": "52", "2018": "56"}


def made(code: str, at: str, series: dict[str, str], number: int = 0, **more) -> Forecast | NoForecast:
    one = case(code, at, series, **more)
    return forecast(one, one.targets[number])


def test_the_mean_pace_is_carried_on_and_its_range_is_that_of_single_years():
    found = made("air_good_days_ratio", "2018", THREE)
    assert isinstance(found, Forecast)
    assert (found.ends, found.best, found.worst) == (62, 64, 60)
    assert (found.pace, found.needed, found.quarters_left) == (Decimal("0.75"), Decimal("1.125"), 8)
    assert (found.reaches, found.years, found.unit) == (False, (2016, 2017, 2018), "%")
    assert found.text == (
        "按 2016—2018 年（3 个数）平均每年的变化外推，2020年为 62%（按其中最好、最差的一年：64%、60%），"
        "达不到目标（≥65%）。要达到目标，今后 8 个季度每季还要提高 1.13 个百分点。"
    )


def test_what_has_to_fall_is_best_where_it_falls_fastest():
    found = made("pm25_annual_mean", "2018", {"2016": "80", "2017": "70", "2018": "66"})
    assert isinstance(found, Forecast)
    assert (found.ends, found.best, found.worst, found.reaches) == (52, 46, 58, True)
    assert found.needed == -1
    assert "每季还要降低 1 微克/立方米" in found.text


def test_quarters_are_compared_with_the_same_quarter_of_other_years():
    of_winters = {"2016Q1": "120", "2017Q1": "110", "2018Q1": "100", "2017Q4": "75"}
    found = made("pm25_annual_mean", "2018Q1", of_winters)
    assert isinstance(found, Forecast)
    assert (found.ends, found.quarters_left) == (80, 8)
    assert "2020年同期累计" in found.text


def test_years_before_a_gap_or_on_another_basis_are_not_used():
    gap = made("air_good_days_ratio", "2018", {"2015": "47.4", "2017": "52", "2018": "56"})
    assert isinstance(gap, NoForecast)
    assert (gap.code, gap.text) == (
        "few_points", f"连续且口径相同的年份只有 2 个，至少 {MIN_POINTS} 个才作预测。",
    )  # fmt: skip
    other = made(
        "pm25_annual_mean", "2018", {"2016": "80", "2017": "70", "2018": "66"}, bases={"2018": "standard"}
    )
    assert isinstance(other, NoForecast)


def test_a_share_ends_within_all_and_nothing_falls_below_nothing():
    over = made("air_good_days_ratio", "2018", {"2016": "40", "2017": "60", "2018": "90"})
    under = made("pm25_annual_mean", "2018", {"2016": "90", "2017": "50", "2018": "9"})
    assert isinstance(over, Forecast)
    assert isinstance(under, Forecast)
    assert (over.ends, under.ends) == (100, 0)
    assert over.needed is None
    assert "现在已达到目标" in over.text


def test_years_added_up_and_ranges_are_forecast_in_their_own_sense():
    found = made("voc_total", "2018", {"2016": "1", "2017": "2", "2018": "3"})
    assert isinstance(found, Forecast)
    assert (found.ends, found.unit, found.reaches) == (11, "%", True)
    between = {"op": "range", "value": ["4", "6"], "unit": "米", "year": "2020", "scope": []}
    one = case("dashahe_bike_track_width", "2018", {"2016": "10", "2017": "9", "2018": "8"})
    found = forecast(one, between)
    assert isinstance(found, Forecast)
    assert (found.ends, found.reaches, found.needed) == (6, True, Decimal("-0.25"))
    narrow = forecast(replace(one, series={p: v - 7 for p, v in one.series.items()}), between)
    assert isinstance(narrow, Forecast)
    assert narrow.needed == Decimal("0.375")


@pytest.mark.parametrize(
    ("code", "at", "series", "why"),
    [
        ("black_odorous_water_ratio", "2018", THREE, "not_numeric"),
        ("cod_total", "2018", THREE, "not_numeric"),
        ("qinhe_class_iv", "2018", {"2018": "Ⅳ"}, "not_numeric"),
        ("sludge_disposal_rate", "2018", THREE, "no_year"),
        ("air_good_days_ratio", "2020", {"2020": "60"}, "over"),
        ("coal_total", "2018Q3", {"2018Q3": "900"}, "part_of_year"),
        ("water_per_gdp_reduction", "2018", THREE, "no_base"),
        ("air_good_days_ratio", "2018", {}, "few_points"),
    ],
)  # fmt: skip
def test_what_has_no_pace_says_why(code, at, series, why):
    found = made(code, at, series)
    assert isinstance(found, NoForecast)
    assert found.code == why
    assert found.text.endswith("。")


@given(st.lists(st.decimals(0, 60, places=1), min_size=3, max_size=4))
def test_going_on_at_the_needed_pace_just_meets_the_target(figures):
    series = {str(2018 - n): str(v) for n, v in enumerate(reversed(figures))}
    found = made("air_good_days_ratio", "2018", series)
    assert isinstance(found, Forecast)
    assert found.needed is not None
    end = figures[-1] + found.needed * found.quarters_left
    assert abs(end - 65) <= Decimal("0.001")
    assert found.worst <= found.ends <= found.best
    assert found.years[-1] == Period.parse("2018").year
