"""From what an office typed to a case, a rest of the year, projects and tasks."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from jzdesk.models.assess.from_forms import projects_of, rest_of_year, task_of
from jzdesk.models.assess.from_sheet import case_of, pooled_case
from jzdesk.models.assess.judge import assess
from jzdesk.models.assess.lamps import lamp
from jzdesk.models.assess.rates import four_rates
from jzdesk.models.assess.remaining import RemainingDays, RemainingMean
from jzdesk.models.period import Period
from jzdesk.models.sheet import Sheet
from tests.models import kit

DAYS = ("quality/good_days/days", "quality/valid_days/days", "quality/heavy_days/days")
PM = ("mean", "valid_days", "ytd")


def days(good: str, valid: str, heavy: str = "2") -> dict[str, str]:
    return dict(zip(DAYS, (good, valid, heavy), strict=True))


def pm25(ytd: str, basis: str = "", valid: str = "90") -> dict[str, str]:
    typed = {f"quality/pm25/{c}": v for c, v in zip(PM, (ytd, valid, ytd), strict=True)}
    return {**typed, "quality/pm25/basis": basis, "quality/pm25/sand": "是"} if basis else typed


def row(sheet: Sheet, code: str, form: str = "quality"):
    found = sheet.row(form, code)
    assert found is not None
    return found


def case(sheet: Sheet, code: str):
    found = case_of(sheet, "quality", row(sheet, code))
    assert found is not None
    return found


QUARTERS = {"2018Q1": days("40", "90"), "2018Q2": days("50", "91")}


def test_days_of_the_year_so_far_become_a_share_of_all():
    sheet = kit.sheet("2018Q3", days("60", "92"), {**QUARTERS, "2018H1": {}})
    made = case(sheet, "good_days")
    assert (made.value, made.figures_unit) == (Decimal("54.9"), "%")  # 150 of 273
    assert made.series[Period.parse("2018Q1")] == Decimal("44.4")
    assert assess(made).main.verdict == "滞后"
    heavy = case(sheet, "heavy_days")
    assert heavy.level
    assert heavy.value == Decimal("2.2")


def test_a_year_counts_by_its_highest_stage():
    typed = {
        "quality/good_days/annual": "240",
        "quality/good_days/flash": "239",
        "quality/valid_days/flash": "365",
    }
    made = case(kit.sheet("2018", typed), "good_days")
    assert made.value == Decimal("65.8")
    assert assess(made).main.code == "met_early"


def test_a_mean_is_the_reported_one_and_carries_its_basis():
    sheet = kit.sheet("2018Q3", pm25("50", "实况"), {"2018Q1": pm25("90", "标况"), "2018Q2": pm25("70")})
    made = case(sheet, "pm25")
    assert list(made.series.values()) == [90, 70, 50]
    assert made.bases[Period.parse("2018Q2")] == "standard/yes"
    assert made.bases[made.at] == "actual/yes"
    assert assess(made).main.code == "basis"


def test_own_base_year_comes_from_what_was_entered_for_it():
    base = {"quality/pm25/flash": "100", "quality/pm25/basis": "标况", "quality/pm25/sand": "否"}
    sheet = kit.sheet("2018", {"quality/pm25/annual": "75"}, {"2015": base})
    found = assess(case(sheet, "pm25"))
    assert found.main.expected == Decimal("74.8")
    assert [o.code for o in found.others] == ["on_track"]


def test_a_county_is_not_judged_by_an_amount_of_the_whole_city():
    made = case(kit.sheet("2018", {"quality/farmland_area/annual": "9000"}), "farmland_area")
    assert made.value == 9000
    assert assess(made).main.code == "not_allotted"


def test_rates_classes_and_conclusions_are_read_as_the_form_has_them():
    rates = {
        "quality/village_waste_managed/numerator": "19",
        "quality/village_waste_managed/denominator": "20",
    }
    assert case(kit.sheet("2018", rates), "village_waste_managed").value == 95
    city = kit.sheet("2018", {"quality/qinhe_class_iv/grade": "Ⅴ"}, unit=kit.CITY)
    assert assess(case(city, "qinhe_class_iv")).main.code == "class_short"
    told = kit.sheet("2018", {"quality/radiation_env_level/verdict": "达到"}, unit=kit.CITY)
    assert assess(case(told, "radiation_env_level")).main.verdict in {"已达", "达到时间进度"}
    open_ = kit.sheet("2018", {"quality/radiation_env_level/verdict": "尚无结论"}, unit=kit.CITY)
    assert assess(case(open_, "radiation_env_level")).main.code == "pending"


def test_what_the_province_has_set_is_a_concentration_nobody_can_judge():
    assert assess(case(kit.sheet("2018Q3", {"quality/so2/ytd": "18"}), "so2")).main.code == "qualitative"


@pytest.mark.parametrize("when", ["2018Q3", "2018H2", "2018"])
@pytest.mark.parametrize("unit", [kit.COUNTY, kit.CITY, kit.CITY_DISTRICT])
def test_every_row_of_every_form_can_be_asked(when, unit):
    for typed in ({}, kit.filled(when, unit=unit)):
        sheet = kit.sheet(when, typed, {"2017": kit.filled("2017", unit=unit)}, unit=unit)
        for form in sheet.forms:
            for one in sheet.rows(form.id):
                made = case_of(sheet, form.id, one)
                assert (made is None) == (one.indicator is None)
                if made is not None:
                    assert assess(made).main.reason
                rest_of_year(sheet, form.id, one)


def test_the_rest_of_the_year_for_means_and_days():
    past = {"2018Q1": {**pm25("90"), **days("40", "90")}, "2018Q2": {**pm25("70"), **days("50", "91")}}
    sheet = kit.sheet("2018Q3", {**pm25("55"), **days("60", "92")}, past)
    mean = rest_of_year(sheet, "quality", row(sheet, "pm25"))
    assert isinstance(mean, RemainingMean)
    assert mean.value == 67  # (58 × 362 − 55 × 270) ÷ 92
    good = rest_of_year(sheet, "quality", row(sheet, "good_days"))
    assert isinstance(good, RemainingDays)
    assert (good.days, good.left) == (88, 92)  # 65 % of 365 days are 238


@pytest.mark.parametrize(
    ("typed", "past", "code"),
    [
        (pm25("55", "实况"), {}, "pm25"),  # another basis
        (pm25("55"), {}, "pm25"),  # valid days of two quarters are lacking
        (days("60", "92"), {}, "good_days"),  # so is the year so far
        (days("60", "92"), QUARTERS, "heavy_days"),
        (days("60", "92"), QUARTERS, "valid_days"),
        ({}, {}, "pm25"),
    ],
)
def test_without_a_footing_there_is_no_rest_of_the_year(typed, past, code):
    past = {"2018Q1": pm25("9") if code == "pm25" and typed else {}, "2018Q2": {}} | past
    sheet = kit.sheet("2018Q3", typed, past)
    assert rest_of_year(sheet, "quality", row(sheet, code)) is None


def test_projects_are_read_with_what_was_spent_since_the_start():
    one = kit.own("investment", "X410823-001", "projects", "2018Q1")
    at = "investment/X410823-001/"
    typed = {f"{at}planned": "200", f"{at}done": "30", f"{at}stage": "在建", f"{at}fund_own": "50"}
    sheet = kit.sheet("2018Q2", typed, {"2018Q1": {f"{at}done": "20"}}, own=(one,))
    found = [p for p in projects_of(sheet) if p.planned == 200]
    assert [(p.stage, p.done, p.funds) for p in found] == [("building", 50, 50)]
    assert [r.value for r in four_rates(found, sheet.period)][:3] == [100, 25, 25]


def test_a_task_counts_the_work_of_all_its_quarters_or_of_its_turn():
    one = kit.own("milestones", "X410823-001", "tasks", "2016")
    at = "milestones/X410823-001/"
    typed = {f"{at}due": "2020", f"{at}quantity": "100", f"{at}done": "20", f"{at}status": "推进中"}
    past = {"2018Q1": {f"{at}done": "10"}, "2018Q2": {f"{at}done": "24"}}
    sheet = kit.sheet("2018Q3", typed, past, own=(one,))
    task = task_of(sheet, row(sheet, "X410823-001", "milestones"))
    assert (task.done, task.quantity, task.due) == (54, 100, "2020")
    assert lamp(task, sheet.period).colour == "green"
    yearly = task_of(sheet, replace(row(sheet, "X410823-001", "milestones"), recurs="quarter"))
    assert yearly.done == 20


SECTION, OTHER = (kit.own("quality", f"X410823-00{n}", "sections", "2018Q1") for n in (1, 2))


def section(code: str, good: str, all_: str) -> dict[str, str]:
    return {f"quality/X410823-00{code}/numerator": good, f"quality/X410823-00{code}/denominator": all_}


def pooled(when: str, typed: dict[str, str], past: dict[str, dict[str, str]]):
    sheet = kit.sheet(when, typed, past, own=(SECTION, OTHER))
    found = pooled_case(sheet, "quality", "sections", "prov_section_compliance")
    assert found is not None
    return found


def test_all_sections_of_a_county_answer_together():
    first = {**section("1", "3", "3"), **section("2", "1", "3")}
    second = {**section("1", "2", "3"), **section("2", "3", "3")}
    made = pooled("2018Q2", second, {"2018Q1": first, "2018H1": {}})
    assert made.value == 75  # 9 of 12
    assert made.series[Period.parse("2018Q1")] == Decimal("66.7")
    assert assess(made).main.verdict == "滞后"
    assert pooled("2018Q2", section("1", "2", "3"), {"2018Q1": first}).value is None


def test_a_year_of_sections_is_its_four_quarters():
    quarters = {f"2018Q{n}": {**section("1", "3", "3"), **section("2", "2", "3")} for n in (1, 2, 3, 4)}
    assert pooled("2018", {}, quarters).value == Decimal("83.3")
    assert pooled("2018", {}, {}).value is None


def test_only_rows_that_are_counted_can_be_pooled():
    sheet = kit.sheet("2018Q3", {})
    assert pooled_case(sheet, "quality", "sections", "nothing") is None
    made = pooled_case(sheet, "milestones", "tasks", "prov_section_compliance")
    assert made is not None
    assert made.value is None


def test_what_a_form_has_no_column_for_is_simply_not_known():
    sheet = kit.sheet("2018Q3", pm25("55"), {"2018Q1": pm25("90"), "2018Q2": pm25("70")})
    without = replace(row(sheet, "pm25"), columns=("mean", "ytd"))
    assert rest_of_year(sheet, "quality", without) is None
    for primary in ("factors", "nothing"):
        made = case_of(sheet, "quality", replace(row(sheet, "pm25"), primary=primary))
        assert made is not None
        assert made.value is None
    year = kit.sheet("2018", {"quality/pm25/annual": "50"})
    made = case_of(year, "quality", replace(row(year, "pm25"), columns=("mean", "ytd")))
    assert made is not None
    assert made.value is None
    sheet = kit.sheet("2018Q3", {})
    assert task_of(sheet, row(sheet, "pm25")).quantity is None
