"""中期评估 and 终期考核 as values: everything is listed, nothing without data is met, nothing is made up."""

from __future__ import annotations

import json

import pytest

from jzdesk.errors import RefusedError
from jzdesk.models.evaluation import whole
from jzdesk.models.evaluation.result import GROUPS, of_plain
from jzdesk.models.form import OwnRow
from jzdesk.models.period import Period
from tests.models.evaluated import (
    WUZHI,
    XIUWU,
    catalogue,
    everywhere,
    item,
    known,
    main,
    of,
    seen,
)

STRAW = {"quality/straw_utilization/numerator": "92", "quality/straw_utilization/denominator": "100"}
PM = {"quality/pm25/annual": "66", "quality/pm25/basis": "standard"}
YEAR, Q3, Q4 = "2018", "2018Q3", "2018Q4"


def listed(form: str, number: int, since: str) -> OwnRow:
    """Return a row of 武陟县's own in a list."""
    block = catalogue().form(form).blocks[0].code
    return OwnRow(form, f"X{WUZHI}-00{number}", block, Period.parse(since))


def test_nothing_known_lists_everything_and_counts_nothing_as_met():
    found = of(known(YEAR))
    data = catalogue().data
    for room in ("indicators", "milestones", "projects"):
        assert {one["code"] for one in data[room]} <= {one.code for one in found.items}
    own = [one for one in found.items if one.group != "previous"]
    assert {one.main.seen[0].verdict for one in own} == {"无法评价"}
    lacking = [one for one in own if one.main.seen[0].lacks]
    rules = [one for one in data["indicators"] if one["answered_by"] == "rule"]
    assert len(own) - len(lacking) == len(rules) == 8, "a rule is no figure that somebody owes"
    assert len(found.of("binding")) == 16
    assert sum(len(found.of(group)) for group in GROUPS) == len(found.items)
    assert not found.facts


def test_the_plan_before_is_judged_by_what_the_plan_itself_reports():
    found = of(known(YEAR))
    assert seen(found, "fyp12.cod").verdict == "已达"
    assert (seen(found, "fyp12.prov_section").verdict, seen(found, "fyp12.prov_section").actual) == (
        "滞后",
        "72.9%",
    )
    fell = seen(found, "fyp12.heavy_metal_mengzhou")
    assert (fell.verdict, fell.actual, fell.stage) == ("已达", "下降 90%", "规划所列")


def test_a_rate_of_all_counties_is_the_rate_of_the_sums():
    offices = {**everywhere({YEAR: STRAW}), WUZHI: {YEAR: {
        "quality/straw_utilization/numerator": "0", "quality/straw_utilization/denominator": "820",
    }}}  # fmt: skip
    one = seen(of(known(YEAR, offices)), "straw_utilization")
    assert (one.actual, one.period, one.lacks) == ("50.5%", "2018年", False)
    assert one.gap == "差 39.5 个百分点"


def test_a_county_that_lacks_leaves_the_whole_unjudged_and_is_named():
    offices = {unit: periods for unit, periods in everywhere({YEAR: STRAW}).items() if unit != XIUWU}
    one = seen(of(known(YEAR, offices)), "straw_utilization")
    assert (one.verdict, one.lacks) == ("无法评价", True)
    assert "缺：修武县" in one.reason
    assert one.actual == "92%（10/11 合并）"
    few = seen(of(known(YEAR, {WUZHI: {YEAR: STRAW}})), "straw_utilization")
    assert "只有 1/11 有数据（武陟县）" in few.reason


def test_a_county_that_has_nothing_of_it_is_not_waited_for():
    nothing = {
        "quality/straw_utilization/numerator": "-无此项",
        "quality/straw_utilization/denominator": "-无此项",
    }
    offices = {**everywhere({YEAR: STRAW}), XIUWU: {YEAR: nothing}}
    one = seen(of(known(YEAR, offices)), "straw_utilization")
    assert (one.actual, one.verdict) == ("92%", "已达")
    owed = dict.fromkeys(nothing, "-暂缺:县农业局,2019-04-01")
    late = seen(of(known(YEAR, {**offices, XIUWU: {YEAR: owed}})), "straw_utilization")
    assert (late.verdict, late.lacks) == ("无法评价", True), "what is owed is no data"


def test_concentrations_are_judged_county_by_county_and_the_city_is_not_concluded():
    offices = {WUZHI: {YEAR: PM}, XIUWU: {YEAR: {**PM, "quality/pm25/annual": "90"}}}
    found = of(known(YEAR, offices))
    line = main(found, "pm25_annual_mean")
    assert (line.seen[0].verdict, line.seen[0].lacks, line.seen[0].actual) == ("无法评价", False, "")
    assert "滞后 1，没有数据 9" in line.seen[0].reason
    own = {one.county: one for one in item(found, "pm25_annual_mean").lines if one.county}
    assert list(own) == [XIUWU, WUZHI]
    wuzhi = own[WUZHI].seen[0]
    assert (wuzhi.verdict, wuzhi.actual, wuzhi.stage, wuzhi.basis) == (
        "达到时间进度", "66 微克/立方米", "年报数", "标况",
    )  # fmt: skip
    assert own[XIUWU].seen[0].verdict == "滞后"


def test_the_city_s_own_word_makes_the_whole_city_judged():
    said = {
        YEAR: {
            "quality/pm25/annual": "70",
            "quality/good_days/final": "219",
            "quality/valid_days/final": "365",
        }
    }
    found = of(known(YEAR, {WUZHI: {YEAR: PM}}, whole=said))
    one = seen(found, "pm25_annual_mean")
    assert (one.actual, one.stage, one.verdict) == ("70 微克/立方米", "核定数", "滞后")
    assert seen(found, "air_good_days_ratio").actual == "60%", "days are a share of the valid ones"


def test_targets_that_contradict_each_other_stand_beside_each_other():
    forest = {"quality/forest_coverage/numerator": "3100", "quality/forest_coverage/denominator": "10000"}
    found = of(known(YEAR, everywhere({YEAR: forest})))
    first, second = item(found, "forest_coverage").lines
    assert (first.main, first.asked, first.source) == (True, "2020年：≥30%", "专栏二")
    assert (second.main, second.asked, second.source) == (False, "2020年：≥40%", "七（三）")
    assert (first.seen[0].verdict, second.seen[0].verdict) == ("已达", "滞后")
    assert any("30.92%" in note.text and "森林覆盖率" in note.about for note in found.notes)


def test_what_the_province_has_not_set_is_not_judged_but_shown():
    sources = ("agriculture", "living", "facility")
    figures = {f"emissions/cod.{one}/annual": "100" for one in (*sources, "industry")}
    one = seen(of(known(YEAR, everywhere({YEAR: figures}))), "cod_total")
    assert (one.verdict, one.actual, one.lacks) == ("无法评价", "4400 吨", False)
    assert "待省下达" in one.reason


def test_a_quarter_s_date_takes_cumulatives_and_last_year_s_yearly_figures():
    air = {"quality/pm25/ytd": "62", "quality/pm25/basis": "standard"}
    found = of(known(Q3, {WUZHI: {Q3: air, "2017": STRAW}}))
    wuzhi = next(one for one in item(found, "pm25_annual_mean").lines if one.county)
    assert (wuzhi.seen[0].period, wuzhi.seen[0].stage) == ("2018年第三季度", "季报累计")
    parts = {one.unit: one for one in item(found, "straw_utilization").parts}
    assert parts[WUZHI].actual == "92%"
    assert seen(found, "straw_utilization").period == "2017年"
    assert seen(found, "black_odorous_water_ratio").period == "2018年上半年"


def test_black_waters_count_as_done_when_they_stay_clean():
    own = (listed("blackwater", 1, "2018H1"), listed("blackwater", 2, "2018H1"))
    stages = {f"blackwater/X{WUZHI}-001/stage": "lasting", f"blackwater/X{WUZHI}-002/stage": "effect"}
    found = of(known(YEAR, {WUZHI: {"2018H2": stages}}, own=own))
    parts = {one.unit: one for one in item(found, "black_odorous_water_ratio").parts}
    assert parts[WUZHI].actual == "50%"


@pytest.mark.parametrize(
    ("status", "verdict", "lacks"),
    [("done", "已达", False), ("running", "滞后", False), ("behind", "滞后", False), ("", "无法评价", True),
     ("void", "不适用", False)],
)  # fmt: skip
def test_a_task_of_one_county_by_what_it_reported(status: str, verdict: str, lacks: bool):
    figures = {"milestones/M023/status": status} if status else {"milestones/M023/problems": "缺资金"}
    one = seen(of(known(YEAR, {WUZHI: {Q4: figures}})), "M023")
    assert (one.verdict, one.lacks, one.period) == (verdict, lacks, "2018年第四季度")


def test_a_task_of_all_is_done_when_all_have_done_it():
    status = {Q4: {"milestones/M014/status": "done"}}
    offices = everywhere(status) | {"410800": status}
    assert seen(of(known(YEAR, offices)), "M014").verdict == "已达"
    late = of(known(YEAR, {**offices, XIUWU: {Q4: {"milestones/M014/status": "behind"}}}))
    one = seen(late, "M014")
    assert (one.verdict, one.gap) == ("滞后", "1/12 未完成")
    assert "滞后：修武县" in one.reason
    gone = of(known(YEAR, {**offices, XIUWU: {}}))
    assert (seen(gone, "M014").verdict, seen(gone, "M014").lacks) == ("无法评价", True)


def test_what_a_task_tells_is_judged_by_the_task_and_says_so():
    done = {"410800": {Q4: {"milestones/M058/status": "done", "milestones/M057/status": "running"}}}
    found = of(known(YEAR, done))
    medical, kitchen = seen(found, "medical_waste_capacity"), seen(found, "kitchen_waste_capacity")
    assert (medical.verdict, medical.actual, medical.basis) == ("已达", "已完成", "按任务 M058")
    assert medical.reason == "按重点任务 M058“扩建医疗废物处置场”的填报状态判断：已完成"
    assert kitchen.verdict == seen(found, "M057").verdict != "无法评价"
    open_ = seen(found, "dashahe_dams")
    assert (open_.verdict, open_.lacks) == ("无法评价", True), "what nobody filled is never met"
    told = {one["code"] for one in catalogue().data["indicators"] if one.get("task")}
    tasks = {one["code"] for one in catalogue().data["milestones"]}
    assert len(told) == 11
    assert all(one["task"] in tasks for one in catalogue().data["indicators"] if one.get("task"))


def test_projects_by_stage_and_month_with_their_rates():
    own = (listed("investment", 1, "2018Q1"),)
    figures = {
        f"investment/X{WUZHI}-001/{code}": text
        for code, text in {
            "name": "污水管网延伸工程", "category": "infrastructure", "planned": "1000", "done": "400",
            "stage": "building", "plan_end": "2018-06", "actual_start": "2017-03",
        }.items()
    }  # fmt: skip
    found = of(known(YEAR, {WUZHI: {Q4: figures}}, own=own))
    one = item(found, f"X{WUZHI}-001")
    assert (one.name, one.base, one.main.asked) == ("污水管网延伸工程", "1,000.00 万元", "2018-06")
    assert (one.main.seen[0].verdict, one.main.seen[0].gap) == ("滞后", "未完成投资 600.00 万元")
    rates = {(r.category, r.name): r.text for r in found.rates}
    assert rates["环境保护基础设施建设项目", "按期竣工率"] == "0.0%（0/1 个）"
    assert [(f.unit, f.matter) for f in found.facts] == [(WUZHI, "项目到期未竣工")]


def test_facts_are_told_without_a_conclusion():
    offices = {WUZHI: {Q4: {"milestones/M023/status": "running"}, YEAR: {**PM, "quality/pm25/annual": "90"}}}
    facts = of(known(YEAR, offices)).facts
    assert {f.matter for f in facts} == {"任务到期未完成", "约束性指标滞后"}
    assert all("校验码 0123 4567 89ab cdef" in f.file for f in facts)
    assert not any(word in f.text for f in facts for word in ("约谈", "限批", "否决", "问责"))


def test_two_dates_stand_side_by_side():
    air = {"quality/pm25/ytd": "62", "quality/pm25/basis": "standard"}
    offices = {WUZHI: {Q3: air, YEAR: {**PM, "quality/pm25/annual": "90"}}}
    found = of(known(Q3, offices), known(YEAR, offices), draft=True)
    line = next(one for one in item(found, "pm25_annual_mean").lines if one.county)
    assert [one.verdict for one in line.seen] == ["达到时间进度", "滞后"]
    assert [one.actual for one in line.seen] == ["62 微克/立方米", "90 微克/立方米"]


def test_it_survives_the_way_through_json():
    found = of(known(YEAR, everywhere({YEAR: STRAW})))
    assert of_plain(json.loads(json.dumps(found.plain()))) == found


def test_the_dates_an_evaluation_may_have():
    plan = catalogue()
    assert [str(whole.end_of(plan, kind)) for kind in whole.KINDS] == ["2018", "2020"]
    for text in ("2019Q1", "2015"):
        with pytest.raises(RefusedError, match="中期评估的评估时点"):
            whole.checked(plan, whole.MIDTERM, Period.parse(text))
    assert whole.checked(plan, whole.FINAL, Period.parse("2019Q1"))


def test_figures_are_shown_with_all_their_places():
    found = of(known(YEAR, {"410800": {YEAR: {"quality/wetland_area/annual": "2.155"}}}))
    assert item(found, "wetland_area").base == "2.1552 万公顷（2015年）"
    assert (seen(found, "wetland_area").actual, seen(found, "wetland_area").verdict) == (
        "2.155 万公顷",
        "滞后",
    )
