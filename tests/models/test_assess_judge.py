"""What 已达, 达到时间进度, 滞后 and 无法评价 mean, on the plan's own targets."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jzdesk.models.assess import wording
from jzdesk.models.assess.case import CLASSES, LEVEL, MET, NOT_MET, PENDING, Given
from jzdesk.models.assess.forecast import forecast
from jzdesk.models.assess.judge import VERDICTS, assess, judge
from jzdesk.models.assess.path import Path, path
from jzdesk.models.assess.ruler import FIGURE, Ruler, ruler
from jzdesk.models.period import Period
from tests.models import assess_table, kit
from tests.models.assess_table import (
    DONE,
    EXAMPLES,
    FROM_PROVINCE,
    LATE,
    NONE,
    ON,
    Example,
    case,
    judged,
    judged_by,
    of_plan,
)

COUNTY, CITY = kit.COUNTY, kit.CITY
INDICATORS = kit.plan().data["indicators"]
OPS = {t["op"] for i in INDICATORS for t in i["targets"]}
YEARS = st.integers(2014, 2022)
PERIODS = st.one_of(
    st.builds(lambda y: Period(y, "year", 0), YEARS),
    st.builds(lambda y, n: Period(y, "quarter", n), YEARS, st.integers(1, 4)),
    st.builds(lambda y, n: Period(y, "half", n), YEARS, st.integers(1, 2)),
)
FIGURES = st.one_of(
    st.decimals("-99999999.9999", "99999999.9999", places=4),
    st.sampled_from([Decimal(n) for n in ("0", "-0", "100", "65", "58", "NaN", "Infinity", "1E+12")]),
)
WORDS = st.sampled_from([*CLASSES, "IV", "4", MET, NOT_MET, PENDING, "无", ""])
SIDED = {">=", "<=", "<", "=", "approx", "within", "eliminate", "reduce_pct", "increase_pp"}
GIVEN = [Given(), Given(Decimal(9)), Given(target=FROM_PROVINCE, basis="actual")]
RANK = {NONE: 0, LATE: 0, ON: 1, DONE: 2}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: f"{e.op}-{e.indicator}-{e.at}-{e.code}")
def test_each_kind_of_target_is_judged_as_the_table_says(example: Example):
    found = example.judge()
    assert (found.verdict, found.code) == (example.verdict, example.code), found.reason
    assert found.reason.endswith("。")
    assert "{" not in found.reason
    if example.code in {"met", "met_early", "missed"}:
        assert "2015年目标" not in found.reason, "the base's year is not the target's"
        assert "2015年底" not in found.reason, "the base's year is not the target's"


def test_the_table_has_an_example_of_every_kind_the_plan_uses():
    assert {e.op for e in EXAMPLES} == OPS


def test_the_table_prints_one_line_for_each_example():
    lines = assess_table.table().splitlines()
    assert len(lines) == len(EXAMPLES)
    assert all(any(v in line for v in VERDICTS) for line in lines)


@given(st.sampled_from(INDICATORS), PERIODS, st.dictionaries(PERIODS, FIGURES | WORDS, max_size=6), st.data())
def test_no_target_of_the_plan_and_no_value_is_ever_a_fault(indicator, at, series, data):
    basis = st.sampled_from(["standard", "actual", "actual/yes"])
    made = of_plan(
        indicator, at, series,
        unit=data.draw(st.sampled_from([None, CITY, COUNTY])),
        measured_in=data.draw(st.sampled_from(["", "%", "吨", "万吨", "天"])),
        shows=data.draw(st.sampled_from(["", LEVEL])),
        bases=data.draw(st.dictionaries(PERIODS, basis, max_size=3)),
        given=data.draw(st.sampled_from(GIVEN)),
    )  # fmt: skip
    every = assess(made)
    for target, one in zip(made.targets, (every.main, *every.others), strict=False):
        assert one.verdict in VERDICTS
        assert one.reason
        assert "{" not in one.reason
        assert "None" not in one.reason
        assert (one.path is None) == (one.expected is None)
        assert one.distance is None or one.distance >= 0
        assert forecast(made, target).text.endswith("。")


def _targets_with_a_better_side():
    for indicator in INDICATORS:
        for target in indicator["targets"]:
            if target["op"] in SIDED:
                yield indicator, target


@given(
    st.sampled_from(list(_targets_with_a_better_side())), PERIODS,
    st.decimals("0", "250000", places=2), st.decimals("0", "250000", places=2), st.sampled_from([None, "50"]),
)  # fmt: skip
def test_a_better_figure_is_never_judged_worse(pair, at, one, other, base):
    indicator, target = pair
    made = of_plan(indicator, at, given=Given(Decimal(base) if base else None))
    fewer = target["op"] in {"<=", "<", "within", "eliminate"} or (
        target["op"] in {"=", "approx"} and indicator["direction"] == "down"
    )
    fewer = fewer or (target["op"] == "reduce_pct" and made.level)
    if target["op"] == "=" and indicator["direction"] == "state":
        goal = Decimal(target["value"])
        worse, better = sorted((one, other), key=lambda v: -abs(v - goal))
    else:
        worse, better = sorted((one, other), reverse=fewer)
    verdicts = [judge(replace(made, series={at: v}), target).verdict for v in (worse, better)]
    assert RANK[verdicts[0]] <= RANK[verdicts[1]]


@given(st.sampled_from(CLASSES), st.sampled_from(CLASSES), PERIODS)
def test_a_better_class_is_never_judged_worse(one, other, at):
    better, worse = sorted((one, other), key=CLASSES.index)
    made = case("qinhe_class_iv", "2018", {})
    verdicts = [assess(replace(made, at=at, series={at: v})).main.verdict for v in (worse, better)]
    assert RANK[verdicts[0]] <= RANK[verdicts[1]]


def test_what_is_lacking_is_counted_to_the_target_and_the_line_says_whose_it_is():
    found = judged("pm25_annual_mean", "2018", {"2018": "70"})
    assert (found.verdict, found.expected, found.distance) == (LATE, Decimal("69.6"), Decimal(12))
    assert found.target_text == "≤58"
    assert found.unit == "微克/立方米"
    assert found.path is not None
    assert found.path.points == (
        (2015, 87), (2016, Decimal("81.2")), (2017, Decimal("75.4")),
        (2018, Decimal("69.6")), (2019, Decimal("63.8")), (2020, 58),
    )  # fmt: skip
    assert "按直线内插，非规划数" in found.reason


@pytest.mark.parametrize(
    ("at", "value", "verdict"),
    [
        ("2015", "47.4", ON), ("2015", "47.3", LATE), ("2016", "50.92", ON), ("2016Q1", "48.28", ON),
        ("2016Q1", "48.27", LATE), ("2020Q3", "64.12", ON), ("2020Q3", "64.11", LATE), ("2020Q3", "65", DONE),
        ("2020Q4", "64.9", LATE), ("2020", "65", DONE), ("2021", "64.9", LATE), ("2021", "65", DONE),
    ],
)  # fmt: skip
def test_the_line_is_held_from_the_first_year_to_after_the_last(at, value, verdict):
    assert judged("air_good_days_ratio", at, {at: value}).verdict == verdict


def test_a_figure_to_date_says_that_winters_are_not_taken_out():
    found = judged("pm25_annual_mean", "2018Q1", {"2018Q1": "120"})
    assert found.verdict == LATE
    assert "季节" in found.reason


def test_two_readings_of_one_indicator_are_both_shown_and_the_first_counts():
    both = assess(case("pm25_annual_mean", "2020", {"2020": "60"}))
    assert both.main.verdict == LATE
    assert [(o.target_text, o.verdict) for o in both.others] == [("下降 ≥ 28%", DONE)]


def test_the_target_a_row_names_is_measured_against():
    two = {"2020": "92"}
    assert judged("msw_treatment", "2020", two, unit="410802").target_text == "≥100"
    assert judged("msw_treatment", "2020", two, unit=COUNTY).target_text == "≥90"
    assert judged("forest_coverage", "2020", {"2020": "35"}, ref="forest_coverage_text").verdict == LATE


def test_a_county_is_judged_by_the_citys_line_only_where_both_are_on_one_scale():
    of_city = judged("air_good_days_ratio", "2018", {"2018": "58"}, unit=COUNTY)
    assert of_city.verdict == ON
    assert "以全市 2015 年数起算" in of_city.reason
    own = judged("air_good_days_ratio", "2018", {"2015": "60", "2018": "62"}, unit=COUNTY)
    assert (own.verdict, own.expected) == (LATE, 63)
    assert "全市" not in own.reason


@pytest.mark.parametrize(
    ("op", "code", "series", "more", "why"),
    [
        ("reduce_pct", "pm25_annual_mean", {"2018": "50"}, {"unit": COUNTY}, "base_of_city"),
        (">=", "farmland_area", {"2018": "9"}, {"unit": COUNTY}, "not_allotted"),
        (">=", "farmland_area", {"2018": "9"}, {"measured_in": "亩"}, "unit"),
        (">=", "air_good_days_ratio", {"2018": "Ⅲ"}, {}, "not_figure"),
        (">=", "air_good_days_ratio", {"2018": "missed"}, {}, "not_figure"),
        ("class_at_least", "qinhe_class_iv", {"2018": "3"}, {}, "not_class"),
        ("full", "public_bike_coverage", {}, {}, "qualitative"),
        ("provincial", "so2_key_project_reduction", {}, {}, "provincial"),
        ("range", "dashahe_bike_track_width", {"2018": "5"}, {"measured_in": "吨"}, "unit"),
        ("<=", "pm25_annual_mean", {"2018": "50"}, {"bases": {"2018": "actual/yes"}}, "basis"),
        ("reduce_pct", "pm25_annual_mean", {"2018": "50"}, {"bases": {"2018": "actual"}}, "basis"),
        ("stable", "radiation_env_level", {"2018": "3"}, {}, "qualitative"),
        ("reduce_pct", "pm25_annual_mean", {"2018": "50"}, {"given": Given(Decimal(0))}, "base_not_positive"),
        ("reduce_pct", "fyp12.heavy_metal_other", {"2018": "Ⅳ"}, {}, "not_figure"),
        ("reduce_pct", "heavy_pollution_days_reduction", {"2018": "2", "2015": "9"},
         {"shows": LEVEL, "unit": COUNTY, "bases": {"2018": "actual"}}, "basis"),
    ],
)  # fmt: skip
def test_what_cannot_be_judged_says_what_is_lacking(op, code, series, more, why):
    found = judged_by(op, code, "2018", series, **more)
    assert (found.verdict, found.code) == (NONE, why)
    assert found.expected is None


def test_an_indicator_without_a_value_tells_who_has_to_give_it():
    assert judged("black_odorous_water_ratio", "2018", {}).code == "derived"
    assert judged("village_waste_managed", "2018", {}).code == "open"
    assert judged("loose_coal_ash_limit", "2018", {}).code == "rule"


def test_a_target_of_others_is_awaited_and_one_without_targets_has_none():
    found = judged("forest_stock", "2018", {"2018": "80"}, unit=COUNTY)
    assert (found.verdict, found.code, found.target) == (NONE, "not_allotted", None)
    bare = replace(case("forest_stock", "2018", {"2018": "80"}), indicator={"unit": "吨", "targets": []})
    assert assess(bare).main.code == "no_target"


def test_a_target_of_a_kind_nobody_knows_is_not_judged():
    made = case("forest_stock", "2018", {"2018": "80"})
    target = {"op": "most", "value": "1", "unit": "万立方米", "year": "2020", "scope": []}
    found = judge(made, target)
    assert (found.verdict, found.code, found.target_text) == (NONE, "unknown_op", "")


def test_what_was_handed_down_comes_first_and_takes_the_provinces_place():
    own = Given(Decimal("100"), {"op": "<=", "value": "80", "unit": "吨", "year": "2020", "scope": []})
    every = assess(case("cod_total", "2018", {"2018": "88"}, unit=COUNTY, measured_in="吨", given=own))
    assert (every.main.verdict, every.main.expected, every.others) == (ON, 88, ())
    percent = Given(target=FROM_PROVINCE)
    county = judged("cod_total", "2018", {"2018": "530"}, unit=COUNTY, measured_in="吨", given=percent)
    assert (county.verdict, county.code) == (NONE, "base_of_city")
    of_city = judged("cod_total", "2018", {"2018": "53000"}, measured_in="吨", given=percent)
    assert (of_city.expected, of_city.unit) == (Decimal("53787.6"), "吨")


def test_the_office_of_the_city_starts_from_the_plans_base_also_beside_its_own_figure():
    found = judged("pm25_annual_mean", "2018", {"2015": "99", "2018": "69.6"}, unit=None)
    assert (found.verdict, found.expected) == (ON, Decimal("69.6"))


def test_figures_restated_on_the_new_basis_are_compared():
    limit = {"op": "<=", "value": "50", "unit": "微克/立方米", "year": "2020", "scope": []}
    new = Given(Decimal("75"), limit, "actual")
    found = judged("pm25_annual_mean", "2019", {"2019": "56"}, given=new, bases={"2019": "actual/yes"})
    assert (found.verdict, found.expected) == (LATE, 55)
    old = judged("pm25_annual_mean", "2019", {"2019": "56"}, given=new, bases={"2019": "standard"})
    assert (old.verdict, old.code) == (NONE, "basis")


def test_own_base_years_count_on_the_same_basis_only():
    other = {"2015": "standard", "2019": "actual"}
    found = judged("heavy_pollution_days_reduction", "2019", {"2015": "10", "2019": "7"},
                   shows=LEVEL, bases=other)  # fmt: skip
    assert (found.verdict, found.code) == (NONE, "basis")
    same = judged("heavy_pollution_days_reduction", "2019", {"2015": "10", "2019": "7"}, shows=LEVEL)
    assert (same.verdict, same.expected) == (DONE, Decimal("7.6"))
    unmarked = judged("heavy_pollution_days_reduction", "2017", {"2015": "10", "2017": "9"},
                      shows=LEVEL, bases={"2017": "standard/no"})  # fmt: skip
    assert (unmarked.verdict, unmarked.expected) == (LATE, Decimal("8.8"))


def test_an_amount_of_part_of_a_year_is_met_once_it_is_reached():
    assert judged("natural_gas_use", "2020Q2", {"2020Q2": "20.6"}).verdict == DONE
    assert judged("natural_gas_use", "2020Q2", {"2020Q2": "12"}).code == "only_to_date"
    assert judged("natural_gas_use", "2020Q4", {"2020Q4": "20.5"}).code == "missed"


def test_growth_of_part_of_a_year_waits_for_the_whole_of_it():
    more = judged("fertilizer_zero_growth", "2020Q2", {"2019Q2": "40", "2020Q2": "50"})
    assert (more.verdict, more.code) == (NONE, "only_to_date")


def test_classes_and_conclusions_have_no_figures():
    worse = judged("qinhe_class_iv", "2020", {"2020": "劣Ⅴ"})
    assert (worse.reached, worse.distance, worse.unit) == (None, 2, "级")
    told = judged("water_saving_city_standard", "2020", {"2020": "missed"})
    assert (told.reached, told.distance, told.unit) == (None, None, "")


def test_points_gained_count_from_the_base_figure_or_as_reported():
    target = {
        "op": "increase_pp",
        "value": "5",
        "unit": "百分点",
        "year": "2020",
        "base_year": "2015",
        "scope": [],
    }
    made = case("power_coal_share_increase", "2018", {"2018": "23"}, given=Given(Decimal(20), target))
    found = assess(made).main
    assert (found.verdict, found.expected, found.unit) == (ON, 23, "%")
    told = replace(made, series={made.at: Decimal("2.9")}, measured_in="百分点", given=Given(target=target),
                   indicator={**made.indicator, "targets": [target]})  # fmt: skip
    found = judge(told, target)
    assert (found.verdict, found.expected, found.unit) == (LATE, 3, "百分点")
    assert "提高 2.9 个百分点" in found.reason
    fell = judge(replace(told, series={made.at: Decimal("-1")}), target)
    assert "降低 1 个百分点" in fell.reason


def test_growth_falls_back_on_the_base_year_and_what_is_kept_on_the_year_before():
    base = {"2015": "100", "2018": "101"}
    assert judged("fertilizer_zero_growth", "2018", base).code == "no_line"
    kept = {"op": "stable", "unit": "定性", "year": "2020", "scope": []}
    made = case("fertilizer_zero_growth", "2018", {"2017": "100", "2018": "101"})
    assert judge(made, kept).verdict == LATE
    assert (
        judge(replace(made, series={**made.series, Period.parse("2015"): Decimal(200)}), kept).verdict == ON
    )
    assert judge(replace(made, measured_in="百分点", shows="change"), made.targets[0]).code == "qualitative"


def test_a_target_before_its_base_has_no_line_and_the_path_needs_no_figure():
    early = {"op": ">=", "value": "80", "unit": "%", "year": "2015", "scope": []}
    made = case("air_good_days_ratio", "2014", {"2014": "10"})
    assert judge(made, early).code == "no_line"
    target = made.targets[0]
    line = path(ruler(case("air_good_days_ratio", "2018", {}), target), target)
    assert isinstance(line, Path)
    assert line.at(Period.parse("2018")) == Decimal("57.96")
    odd = case("cod_total", "2018", {"2018": "9"}, measured_in="家", given=Given(target=FROM_PROVINCE))
    assert assess(odd).main.code == "no_base"


def test_a_tiny_distance_is_not_told_as_nothing():
    found = judged("wetland_area", "2020", {"2020": "2.1551"})
    assert "差 0.0001 万公顷" in found.reason


def test_years_are_added_up_from_the_year_after_the_base_year():
    made = case("voc_total", "2015", {"2015": "3"})
    assert judge(made, made.targets[0]).code == "before_base"


def test_sentences_tell_figures_with_all_their_places():
    """Rounded to two, a figure would look as if it were the target's."""
    found = judged("pm25_annual_mean", "2020", {"2020": "58.0025"})
    assert "58.0025" in found.reason
    assert "差 0.0025" in found.lacks
    on = Ruler(FIGURE, Fraction(54, 100), up=False)
    have = Fraction(5401, 10000)
    assert (wording.tell(on, have, "万吨"), wording.gap(on, on.short(have), "万吨")) == (
        "0.5401 万吨", "差 0.0001 万吨",
    )  # fmt: skip
    assert wording.tell(on, have, "万吨", ours=True) == "0.54 万吨", "a line of ours is no exact figure"
