from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jzdesk.models import derive
from jzdesk.models.derive import Computed
from jzdesk.models.sheet import Sheet
from tests.models.kit import MADE_UP_COUNTY, Typed, key, made_up, own, period, sheet

COD = "emissions/cod.industry/emitted"
ADJUSTMENT = "emissions/cod.industry/adjustment"
PM25 = "quality/pm25/mean"
RATE = "quality/permits/rate"
DONE = "investment/P016/done"


def beside(found: Sheet, text: str) -> Computed:
    """Return what is computed beside a cell."""
    _, row, column = found.place(key(text))
    computed = derive.computed(found, key(text), row, column)
    assert computed is not None
    return computed


def value(found: Sheet, text: str) -> str | None:
    """Return what stands in a computed cell."""
    _, row, column = found.place(key(text))
    return derive.derived_value(found, key(text), row, column)


def quarters(text: str, *figures: str, when: str = "2018Q3", **options) -> Sheet:
    """Return the sheet of `when` with one cell's figures, those of the quarters before first."""
    periods, one = [], period(when)
    for figure in reversed(figures):
        periods.append((str(one), {text: figure} if figure else {}))
        one = one.previous
    past: dict[str, Typed] = dict(periods)
    return sheet(when, past.pop(when), past, **options)


# 累计


@pytest.mark.parametrize(
    ("figures", "ytd", "lacking"),
    [
        (("10", "20", "30"), "60.00", []),
        (("10", "0", "30"), "40.00", []),
        (("10", "无此项", "30"), "40.00", []),
        (("不适用", "已并入:emissions/cod.facility/annual", "30"), "30.00", []),
        (("无此项", "无此项", "无此项"), None, []),
        (("10", "", "30"), None, ["缺2018年第二季度"]),
        (("", "", "30"), None, ["缺2018年第一季度", "缺2018年第二季度"]),
        (("10", "20", ""), None, ["缺2018年第三季度"]),
        (("10", "未监测", "30"), None, ["缺2018年第二季度"]),
        (("10", "保密", "30"), None, ["缺2018年第二季度"]),
        (("10", "暂缺:县局,2018-10-20", "30"), None, ["缺2018年第二季度"]),
    ],
)
def test_a_flow_adds_up_and_says_which_quarter_is_lacking(figures, ytd, lacking):
    missing: list[str] = []
    found = quarters(COD, *figures)
    _, row, column = found.place(key(COD))
    total = derive.year_to_date(found, key(COD), row, column, missing)
    assert (total, missing) == (None if ytd is None else Decimal(ytd), lacking)
    assert value(found, "emissions/cod.industry/ytd") == ytd
    assert set(lacking) <= set(beside(found, COD).missing)


def test_adjustments_of_earlier_quarters_count_in_the_cumulative_alone():
    past = {"2018Q1": {COD: "10", ADJUSTMENT: "-1.5"}, "2018Q2": {COD: "20", ADJUSTMENT: "0.25"}}
    found = sheet("2018Q3", {COD: "30", ADJUSTMENT: "2"}, past)
    assert beside(found, COD).ytd == Decimal("60.75")
    assert beside(found, COD).previous == Decimal(20)
    assert beside(sheet("2018Q3", {COD: "无此项", ADJUSTMENT: "-5"}, past), COD).ytd == Decimal("23.75")


def test_an_adjustment_belongs_to_the_primary_figure_alone():
    past = {"2018Q1": {COD: "10"}, "2018Q2": {COD: "20"}}
    firms = "emissions/cod.industry/enterprises"
    found = sheet("2018Q3", {COD: "30", ADJUSTMENT: "2", firms: "7"}, past)
    assert beside(found, firms).ytd == 7


def test_the_year_begins_anew():
    assert beside(quarters(COD, "10", "20", "30", when="2019Q1"), COD).ytd == Decimal(30)


@given(st.lists(st.tuples(*[st.integers(-99_999, 99_999)] * 2), min_size=1, max_size=4))
def test_the_cumulative_is_the_exact_sum_of_figures_and_adjustments(figures):
    typed = [
        {COD: f"{abs(cents) // 100}.{abs(cents) % 100:02}", ADJUSTMENT: str(Decimal(shift).scaleb(-2))}
        for cents, shift in figures
    ]
    past = {f"2018Q{n}": words for n, words in enumerate(typed[:-1], 1)}
    found = sheet(f"2018Q{len(typed)}", typed[-1], past)
    exact = sum(Fraction(abs(cents) + shift, 100) for cents, shift in figures)
    ytd = beside(found, COD).ytd
    assert ytd is not None
    assert Fraction(ytd) == exact


def test_of_a_stock_the_last_counts():
    fund = "investment/P016/fund_city"
    assert beside(quarters(fund, "10", "20", "35"), fund).ytd == 35
    assert beside(quarters(fund, "10", "20", ""), fund).ytd is None


def rates(*pairs: tuple[str, str], row: str = "quality/permits") -> Sheet:
    typed = [{f"{row}/numerator": top, f"{row}/denominator": bottom} for top, bottom in pairs]
    past: dict[str, Typed] = {f"2018Q{n}": words for n, words in enumerate(typed[:-1], 1)}
    return sheet(f"2018Q{len(typed)}", typed[-1], past)


@pytest.mark.parametrize(
    ("pairs", "rate", "ytd"),
    [
        ([("1", "3"), ("1", "3"), ("2", "3")], "66.7", "44.4"),
        ([("1", "1"), ("0", "9")], "0.0", "10.0"),
        ([("0", "0"), ("1", "2")], "50.0", "50.0"),
        ([("1", "2"), ("0", "0")], None, "50.0"),
        ([("0", "0")], None, None),
        ([("1", "2"), ("不适用", "不适用")], None, "50.0"),
        ([("", "2"), ("1", "2")], "50.0", None),
        ([("1", ""), ("1", "2")], "50.0", None),
        ([("1", "2"), ("", "2")], None, None),
    ],
)
def test_a_ratio_is_the_sum_of_numerators_over_the_sum_of_denominators(pairs, rate, ytd):
    found = rates(*pairs)
    assert value(found, RATE) == rate
    assert value(found, "quality/permits/cumulative") == ytd
    shown = beside(found, RATE).ytd
    assert (None if shown is None else str(shown)) == ytd


@given(st.lists(st.tuples(st.integers(0, 999), st.integers(1, 999)), min_size=1, max_size=4))
def test_a_ratio_to_date_is_rounded_once(pairs):
    exact = Fraction(100 * sum(top for top, _ in pairs), sum(bottom for _, bottom in pairs))
    ytd = beside(rates(*((str(top), str(bottom)) for top, bottom in pairs)), RATE).ytd
    assert ytd is not None
    assert Fraction(ytd) == Fraction(int(exact * 10 + Fraction(1, 2)), 10)


def test_a_lacking_quarter_of_a_ratio_is_named_once():
    found = rates(("", ""), ("1", "2"))
    assert list(beside(found, RATE).missing).count("缺2018年第一季度") == 1


def test_means_are_never_added_up_and_a_reported_cumulative_is_left_as_it_is():
    words = {PM25: "40", "quality/pm25/ytd": "51"}
    past = {
        "2018Q1": {PM25: "80", "quality/pm25/ytd": "80"},
        "2018Q2": {PM25: "60", "quality/pm25/ytd": "70"},
    }
    found = sheet("2018Q3", words, past)
    assert beside(found, PM25).ytd is None
    assert beside(found, "quality/pm25/ytd").ytd == 51
    assert beside(found, "quality/pm25/ytd").previous == 70


def test_a_reported_cumulative_of_a_first_quarter_is_not_compared_with_the_year_before():
    ytd = "quality/o3_90/ytd"
    first = beside(sheet("2018Q1", {ytd: "120"}, {"2017Q4": {ytd: "160"}, "2017Q1": {ytd: "100"}}), ytd)
    assert (first.change_previous, first.change_last_year) == (None, Decimal("20.0"))
    second = beside(sheet("2018Q2", {ytd: "120"}, {"2018Q1": {ytd: "160"}}), ytd)
    assert second.change_previous == Decimal("-25.0")


def test_a_nil_report_lacks_nothing_of_its_own_quarter():
    found = sheet("2018Q2", {}, {"2018Q1": {COD: "10"}}, nil=("emissions",))
    assert beside(found, COD).ytd == 10


# Comparisons


@pytest.mark.parametrize(
    ("now", "previous", "last_year", "changes"),
    [
        ("30", "20", "40", ("50.0", "-25.0")),
        ("1", "3", "3", ("-66.7", "-66.7")),
        ("100.05", "100", "100", ("0.1", "0.1")),
        ("99.95", "100", "100", ("-0.1", "-0.1")),
        ("30", "0", "无此项", (None, None)),
        ("30", "", "", (None, None)),
        ("", "20", "40", (None, None)),
        ("无此项", "20", "40", (None, None)),
    ],
)
def test_a_change_is_a_percentage_of_the_earlier_figure(now, previous, last_year, changes):
    found = sheet("2018Q3", {COD: now}, {"2018Q2": {COD: previous}, "2017Q3": {COD: last_year}})
    computed = beside(found, COD)
    told = (computed.change_previous, computed.change_last_year)
    assert tuple(None if c is None else str(c) for c in told) == changes
    assert not computed.points
    row = "emissions/cod.industry"
    assert (value(found, f"{row}/change_previous"), value(found, f"{row}/change_last_year")) == changes
    plain = [f"{Decimal(v):.2f}" if v.isdigit() else None for v in (previous, last_year)]
    assert [value(found, f"{row}/previous"), value(found, f"{row}/last_year")] == plain


def test_what_a_comparison_lacks_is_named():
    assert beside(sheet("2018Q1", {COD: "30"}), COD).missing == ("缺2017年第四季度", "缺2017年第一季度")


def test_percentages_differ_in_points():
    computed = beside(rates(("1", "3"), ("2", "3")), RATE)
    assert computed.points
    assert (computed.previous, computed.change_previous) == (Decimal("33.3"), Decimal("33.4"))
    zero = beside(rates(("0", "3"), ("2", "3")), RATE)
    assert zero.change_previous == Decimal("66.7")


@pytest.mark.parametrize(
    ("past", "now", "previous", "reason"),
    [
        (
            {"basis": "标况", "sand": "是"},
            {"basis": "实况"},
            None,
            "与2018年第二季度的监测基准不同，不作比较",
        ),
        ({"basis": "标况", "sand": "是"}, {"sand": "否"}, None, "与2018年第二季度的监测基准不同，不作比较"),
        ({"basis": "标况", "sand": "是"}, {}, 60, ""),
        ({"basis": "标况", "sand": "是"}, {"basis": "标况", "sand": "是"}, 60, ""),
        ({}, {"basis": "实况"}, 60, ""),
    ],
)
def test_figures_of_different_bases_are_not_compared(past, now, previous, reason):
    before = {PM25: "60", **{f"quality/pm25/{name}": word for name, word in past.items()}}
    words = {PM25: "40", **{f"quality/pm25/{name}": word for name, word in now.items()}}
    computed = beside(sheet("2018Q3", words, {"2018Q2": before}), PM25)
    assert computed.previous == previous
    assert (computed.change_previous is None) is (previous is None)
    assert (reason in computed.missing) is bool(reason)


def test_a_basis_said_once_holds_until_another_is_said():
    past = {
        "2017Q3": {PM25: "50"},
        "2017Q1": {"quality/pm25/basis": "标况"},
        "2018Q1": {"quality/pm25/basis": "实况"},
        "2018Q2": {PM25: "60"},
    }
    computed = beside(sheet("2018Q3", {PM25: "40"}, past), PM25)
    assert (computed.previous, computed.last_year) == (60, None)


def test_a_pollutant_without_the_sand_column_is_compared_by_its_basis():
    past = {"2018Q2": {"quality/so2/mean": "20", "quality/so2/basis": "标况"}}
    assert beside(sheet("2018Q3", {"quality/so2/mean": "10"}, past), "quality/so2/mean").previous == 20


@pytest.mark.parametrize(
    ("now", "before", "text"),
    [("60", "50", "+20.0%"), ("40", "50", "−20.0%"), ("50", "50", "0.0%"), ("50", "", None)],
)
def test_a_change_in_words_carries_its_sign(now, before, text):
    found = sheet("2018Q3", {PM25: now}, {"2017Q3": {PM25: before}})
    assert value(found, "quality/pm25/change_last_year") == text


def test_a_change_of_a_percentage_in_words_is_told_in_points():
    options = {"catalogue": made_up(), "unit": MADE_UP_COUNTY}
    found = sheet(
        "2021Q2", {"loads/share/amount": "12.5"}, {"2021Q1": {"loads/share/amount": "10"}}, **options
    )
    assert value(found, "loads/share/move") == "+2.5 个百分点"


@pytest.mark.parametrize(
    "text", ["investment/P016/adjustment", "investment/P016/ytd", "investment/P016/stage"]
)
def test_beside_adjustments_computed_columns_and_words_stands_nothing(text):
    found = sheet("2018Q3")
    _, row, column = found.place(key(text))
    assert derive.computed(found, key(text), row, column) is None


def test_a_standing_figure_is_not_compared():
    found = sheet("2018Q3", {"milestones/M023/quantity": "5"})
    assert beside(found, "milestones/M023/quantity") == Computed(
        Decimal(5), None, None, None, None, False, ()
    )


def test_a_fact_of_the_year_is_compared_as_it_stood():
    plan = "investment/P016/year_plan"
    assert beside(sheet("2018Q3", {}, {"2018Q1": {plan: "500"}}), plan).previous == 500


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("quality/pm25/target", "≤58"),
        ("quality/good_days/target", "≥65%"),
        ("quality/so2/target", "达到标准"),
        ("quality/hazwaste.producers/target", "≥90%"),
        ("quality/permits/target", None),
    ],
)
def test_the_target_stands_beside_the_figure(text, target):
    assert value(sheet("2018Q3"), text) == target


def test_an_indicator_without_a_target_leaves_the_place_empty():
    options = {"catalogue": made_up(), "unit": MADE_UP_COUNTY}
    assert value(sheet("2021Q2", **options), "loads/q2/goal") is None
    assert value(sheet("2021Q2", **options), "loads/q/goal") == "≥80%"


# The year and its stages


YEAR: Mapping[str, Typed] = {f"2018Q{n}": {COD: "10", ADJUSTMENT: "1"} for n in range(1, 5)}


@pytest.mark.parametrize(
    ("stages", "final", "gap"),
    [
        ({"flash": "50"}, "50.00", "6.00"),
        ({"flash": "50", "annual": "43"}, "43.00", "-1.00"),
        ({"flash": "50", "annual": "43", "closed": "44"}, "44.00", "0.00"),
        ({"closed": "44", "flash": "50"}, "44.00", "0.00"),
        ({"annual": "0", "flash": "50"}, "0.00", "-44.00"),
        ({"annual": "未监测", "flash": "50"}, "50.00", "6.00"),
        ({}, None, None),
    ],
)
def test_the_highest_stage_is_the_figure_of_the_year(stages, final, gap):
    words = {f"emissions/cod.industry/{stage}": figure for stage, figure in stages.items()}
    found = sheet("2018", words, YEAR)
    row = "emissions/cod.industry"
    assert [value(found, f"{row}/{c}") for c in ("quarters", "final", "gap")] == ["44.00", final, gap]


def test_a_year_with_a_quarter_lacking_has_no_sum_and_no_gap():
    past = {when: words for when, words in YEAR.items() if when != "2018Q2"}
    found = sheet("2018", {"emissions/cod.industry/annual": "50"}, past)
    row = "emissions/cod.industry"
    assert [value(found, f"{row}/{c}") for c in ("quarters", "final", "gap")] == [None, "50.00", None]


def test_a_yearly_figure_is_its_own_cumulative_and_is_compared_with_the_year_before():
    past = {"2017": {"emissions/cod.industry/flash": "40"}}
    found = sheet("2018", {"emissions/cod.industry/annual": "50"}, past)
    for text in ("emissions/cod.industry/annual", "emissions/cod.industry/final"):
        assert beside(found, text).ytd == 50
    computed = beside(found, "emissions/cod.industry/final")
    assert (computed.last_year, computed.change_last_year) == (40, Decimal("25.0"))
    assert computed.missing == ()


# 合计


PARTS = ("industry", "agriculture", "living", "facility")


def year_of(stage: str, **figures: str) -> Typed:
    return {f"emissions/cod.{source}/{stage}": figure for source, figure in figures.items()}


def test_a_total_adds_up_its_parts_column_by_column():
    found = sheet("2018", year_of("flash", industry="1.01", living="2.02") | year_of("annual", living="3"))
    row = "emissions/cod.total"
    assert [value(found, f"{row}/{c}") for c in ("flash", "annual", "closed", "final")] == [
        "3.03", "3.00", None, "4.01",
    ]  # fmt: skip


def test_a_total_of_another_year_needs_all_its_parts():
    words = year_of("annual", **dict.fromkeys(PARTS, "10"))
    whole = year_of("annual", industry="5", agriculture="无此项", living="5", facility="10")
    computed = beside(sheet("2018", words, {"2017": whole}), "emissions/cod.total/final")
    assert (computed.ytd, computed.last_year, computed.change_last_year) == (40, 20, Decimal("100.0"))
    partial = year_of("annual", industry="5", living="5", facility="10")
    computed = beside(sheet("2018", words, {"2017": partial}), "emissions/cod.total/final")
    assert computed.last_year is None
    assert "缺2017年" in computed.missing


def test_the_cumulative_of_a_total_lacks_what_a_part_lacks():
    words = {DONE: "10", "investment/X1/done": "5"}
    added = (own("investment", "X1", "projects", "2018Q2"),)
    found = sheet("2018Q2", words, {"2018Q1": {DONE: "1"}}, own=added)
    row = "investment/total"
    assert [value(found, f"{row}/{c}") for c in ("done", "ytd", "since_start")] == ["15.00", "16.00", "16.00"]
    found = sheet("2018Q2", words, {"2018Q1": {}, "2017Q4": {DONE: "1"}}, own=added)
    assert [value(found, f"{row}/{c}") for c in ("done", "ytd", "since_start")] == ["15.00", None, None]


def test_the_total_before_a_row_began_is_that_of_the_others():
    added = (own("investment", "X1", "projects", "2018Q2"),)
    found = sheet("2018Q2", {DONE: "10", "investment/X1/done": "5"}, {"2018Q1": {DONE: "1"}}, own=added)
    assert beside(found, "investment/total/done").previous == 1


@given(st.dictionaries(st.sampled_from(PARTS), st.integers(0, 10**9), min_size=1))
def test_a_total_is_the_sum_of_what_is_there(figures):
    words = {
        f"emissions/cod.{source}/annual": str(Decimal(cents).scaleb(-2)) for source, cents in figures.items()
    }
    total = value(sheet("2018", words), "emissions/cod.total/annual")
    assert total is not None
    assert Fraction(total) == Fraction(sum(figures.values()), 100)


# Rows that begin later, funds, since the start


def test_an_own_row_has_no_past_to_lack():
    added = (own("investment", "X1", "projects", "2018Q2"),)
    found = sheet("2018Q3", {"investment/X1/done": "7"}, {"2018Q2": {"investment/X1/done": "5"}}, own=added)
    assert beside(found, "investment/X1/done").ytd == 12
    assert value(found, "investment/X1/since_start") == "12.00"


def test_funds_add_up_by_purse():
    words = {
        "investment/P016/fund_city": "1.5",
        "investment/P016/fund_own": "2",
        "investment/P016/fund_loan": "无此项",
    }
    assert value(sheet("2018Q3", words), "investment/P016/funds") == "3.50"
    assert value(sheet("2018Q3"), "investment/P016/funds") is None


@pytest.mark.parametrize(
    ("past", "now", "since_start"),
    [
        ({"2017Q3": "1", "2017Q4": "2", "2018Q1": "4"}, "8", "15.00"),
        ({"2018Q1": "4"}, "8", "12.00"),
        ({}, "8", "8.00"),
        ({"2017Q3": "1", "2018Q1": "4"}, "8", None),
        ({"2017Q3": "1", "2017Q4": "无此项", "2018Q1": "4"}, "8", "13.00"),
        ({"2018Q1": "4"}, "", None),
        ({}, "", None),
    ],
)
def test_investment_since_the_start_needs_every_quarter_since(past, now, since_start):
    found = sheet("2018Q2", {DONE: now}, {when: {DONE: figure} for when, figure in past.items()})
    assert value(found, "investment/P016/since_start") == since_start


def test_adjustments_count_since_the_start():
    words = {DONE: "8", "investment/P016/adjustment": "-0.5"}
    found = sheet("2018Q2", words, {"2018Q1": {DONE: "4", "investment/P016/adjustment": "1"}})
    assert value(found, "investment/P016/since_start") == "12.50"


# What a computed cell is made from


@pytest.mark.parametrize(
    ("text", "when", "codes"),
    [
        (RATE, "2018Q3", ("numerator", "denominator")),
        ("quality/permits/cumulative", "2018Q3", ("numerator", "denominator")),
        ("investment/P016/ytd", "2018Q3", ("done",)),
        ("investment/P016/since_start", "2018Q3", ("done",)),
        ("emissions/cod.industry/change_previous", "2018Q3", ("emitted",)),
        ("emissions/cod.industry/previous", "2018Q3", ()),
        ("emissions/cod.industry/final", "2018", ("closed", "annual", "flash")),
        ("emissions/cod.industry/quarters", "2018", ()),
    ],
)
def test_a_computed_cell_tells_what_it_is_made_from(text, when, codes):
    form, row, column = sheet(when).place(key(text))
    assert derive.sources(form, row, column) == codes


def test_without_a_primary_figure_there_is_nothing_to_repeat():
    found = sheet("2021H1", {"loads/h3/amount": "5"}, catalogue=made_up(), unit=MADE_UP_COUNTY)
    form, row, column = found.place(key("loads/h3/sofar"))
    assert derive.sources(form, row, column) == ()
    assert value(found, "loads/h3/sofar") is None


def test_a_total_leaves_out_rows_without_its_column():
    past = {f"2021Q{n}": {"loads/q/amount": "5"} for n in range(1, 5)}
    words = {"loads/q/annual": "21", "loads/y/annual": "1"}
    found = sheet("2021", words, past, catalogue=made_up(), unit=MADE_UP_COUNTY)
    assert [value(found, f"loads/all/{c}") for c in ("sum4", "used", "off")] == ["20.00", "22.00", "1.00"]


def test_funds_are_made_from_every_purse():
    form, row, column = sheet("2018Q3").place(key("investment/P016/funds"))
    assert len(derive.sources(form, row, column)) == 7


def test_a_comparison_is_a_figure_of_its_own_period_alone():
    found = sheet("2018Q3", {COD: "30"}, {"2018Q2": {COD: "20"}, "2018Q1": {COD: "10"}})
    text = key("emissions/cod.industry/ytd")
    _, row, column = found.place(text)
    assert derive.number(found, text, row, column, found.period) == 60
    assert derive.number(found, text, row, column, period("2018Q2")) is None
