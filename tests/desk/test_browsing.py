"""规划目录: everything the plan asks, of whom, where it is filled, how it stands; nothing made up."""

from __future__ import annotations

import pytest

from jzdesk.desk import browsing, entering, window
from jzdesk.desk.browsed import Detail, Entry
from jzdesk.desk.office import Office
from jzdesk.models import workflow
from jzdesk.models.period import Period
from tests.desk.conftest import Q3

YEAR = Period.parse("2018")


def listed(office: Office, period: Period = Q3) -> tuple[Entry, ...]:
    return browsing.entries(office, window.look(office, period))


def told(office: Office, segment: str, code: str, period: Period = Q3) -> Detail:
    return browsing.detail(office, window.look(office, period), segment, code)


def fact(detail: Detail, name: str) -> str:
    lines = [line for s in detail.sections for line in s.lines]
    lines += detail.standing.lines if detail.standing else ()
    return next((line.text for line in lines if line.label == name), "")


def named(entries: tuple[Entry, ...], code: str) -> Entry:
    return next(e for e in entries if e.code == code)


AIR = ["quality/pm25/mean", "60", "quality/pm25/ytd", "60", "quality/pm25/valid_days", "92"]


# The list


def test_everything_of_the_catalogue_is_listed(county: Office) -> None:
    found = listed(county)
    data = county.catalogue.data
    counts = browsing.counts(found, "", mine=False)
    rooms = {"indicators": "indicators", "tasks": "milestones", "projects": "projects", "duties": "duties",
             "rules": "rules", "notes": "notes", "forms": "forms"}  # fmt: skip
    assert counts == {segment: len(data[room]) for segment, room in rooms.items()}
    assert tuple(counts) == browsing.SEGMENTS
    assert len({(e.segment, e.code) for e in found}) == len(found)


@pytest.mark.parametrize("unit", ["county", "city"])
@pytest.mark.parametrize("period", ["2016", "2018Q3", "2018H2", "2018"])
def test_every_entry_can_be_told(unit: str, period: str, request: pytest.FixtureRequest) -> None:
    office: Office = request.getfixturevalue(unit)
    look = window.look(office, Period.parse(period))
    for entry in browsing.entries(office, look):
        made = browsing.detail(office, look, entry.segment, entry.code)
        assert made.title
        assert (made.segment, made.code) == (entry.segment, entry.code)
        assert "{" not in str(made), entry.code
        state = made.standing.state.word if made.standing else ""
        assert state == entry.state.word or entry.segment == "duties", entry.code
        for jump in made.jumps:
            sheet = office.sheet(jump.period)
            assert jump.form in {f.id for f in sheet.forms}
            assert jump.key is None or sheet.place(jump.key)


def test_what_concerns_the_office_stays(county: Office, city: Office) -> None:
    found = listed(county)
    mine = browsing.pick(found, "tasks", "", mine=True)
    assert {e.code for e in mine} >= {"M023", "M024", "M037"}
    assert "M019" not in {e.code for e in mine}, "修武's own"
    assert [e.code for e in browsing.pick(found, "projects", "", mine=True)] == ["P016"]
    codes = {e.code for e in browsing.pick(listed(city), "indicators", "", mine=True)}
    assert "forest_stock" in codes
    assert "forest_stock" not in {e.code for e in browsing.pick(found, "indicators", "", mine=True)}


@pytest.mark.parametrize(
    ("segment", "typed", "code"),
    [
        ("indicators", "细颗粒物", "pm25_annual_mean"), ("indicators", "klw pm2.5", "pm25_annual_mean"),
        ("indicators", "yltsbl", "air_good_days_ratio"), ("tasks", "m0 23", "M023"),
        ("tasks", "hcst wzx", "M023"), ("tasks", "四(二) 武陟县", "M023"), ("rules", "103", "103"),
        ("duties", "发改部门", "D063"), ("notes", "pm25_annual_mean", "pm25_table_vs_text"),
        ("forms", "JZ-3", "investment"),
        ("indicators", "nothing of the kind", ""),
    ],
)  # fmt: skip
def test_searching(county: Office, segment: str, typed: str, code: str) -> None:
    codes = [e.code for e in browsing.pick(listed(county), segment, typed, mine=False)]
    assert (code in codes) if code else not codes


# Indicators


def test_an_indicator_is_judged_by_what_was_entered(county: Office) -> None:
    for quarter in ("2018Q1", "2018Q2", "2018Q3"):
        entering.set_values(county, Period.parse(quarter), AIR)
    made = told(county, "indicators", "pm25_annual_mean")
    assert made.standing is not None
    assert made.standing.state.word == "达到时间进度"
    assert named(listed(county), "pm25_annual_mean").state == made.standing.state
    assert "60 微克/立方米" in made.standing.text
    assert fact(made, "当期应达值").startswith("71.05 微克/立方米（按直线内插，非规划数")
    assert fact(made, "离目标") == "差 2 微克/立方米"
    assert "剩余 92 天平均不高于" in fact(made, "剩余控制值")
    assert fact(made, "按此评价") == "2020年 不高于 58 微克/立方米（专栏二）"
    assert (fact(made, "基数"), fact(made, "性质")) == ("2015年 87 微克/立方米", "约束性")
    assert fact(made, "由谁填报") == "由县（市）区填报，每季度"
    assert [str(j.key) for j in made.jumps] == ["quality/pm25/mean"]
    assert "行次" in made.jumps[0].text


def test_every_target_is_shown_and_the_measured_one_marked(county: Office) -> None:
    table, text = told(county, "indicators", "pm25_annual_mean").targets
    assert (table.measured, text.measured) == (True, False)
    assert (table.year, table.text, table.scope, table.source) == (
        "2020年", "不高于 58 微克/立方米", "各县（市）区", "专栏二",
    )  # fmt: skip
    assert (table.nature, text.nature) == ("约束性", "")
    assert text.text == "比2015年下降 28% 以上"


def test_the_contradiction_stands_beside_the_targets(county: Office) -> None:
    first = told(county, "indicators", "pm25_annual_mean").sections[0]
    assert first.title == "规划里的出入"
    assert "28%" in first.said[0]
    assert first.tone == "explain"


def test_what_others_have_to_set_is_named(county: Office) -> None:
    cod = told(county, "indicators", "cod_total")
    assert cod.standing is not None
    assert cod.standing.state.word == "待省下达"
    assert cod.targets[0].text == "待省下达"
    assert fact(cod, "当期应达值") == ""
    land = told(county, "indicators", "farmland_area")
    assert land.standing is not None
    assert (land.standing.state.word, land.targets[0].state.word) == ("待市下达", "待市下达")
    assert fact(land, "按此评价") == ""


def test_an_office_is_measured_by_its_own_target(county: Office) -> None:
    made = told(county, "indicators", "gasification_rate")
    assert [(t.scope, t.measured, t.state.word) for t in made.targets] == [
        ("中心城区（四区）", False, "不适用于本单位"), ("各县（市）区", True, "无法评价"),
    ]  # fmt: skip


def test_a_yearly_indicator_is_judged_by_its_newest_year(county: Office) -> None:
    code, name = "straw_utilization", "quality/straw_utilization"
    assert told(county, "indicators", code).standing.state.word == "无法评价"  # pyright: ignore[reportOptionalMemberAccess]
    entering.set_values(
        county, Period.parse("2017"), [f"{name}/numerator", "92", f"{name}/denominator", "100"]
    )
    made = told(county, "indicators", code)
    assert made.standing is not None
    assert (made.standing.state.word, fact(made, "评价期")) == ("已达", "2017年")
    assert made.jumps[0].period == YEAR, "the year's cell is filled in the year"
    assert "（2018年）" in made.jumps[0].text


def test_what_another_office_answers_is_not_judged(county: Office) -> None:
    made = told(county, "indicators", "forest_stock")
    assert (made.standing, made.jumps) == (None, ())
    assert made.not_here == "由市本级填报，本单位不填。"
    assert made.targets[0].state.word == "全市目标"


def test_the_last_plan_is_judged_by_what_it_reports(county: Office) -> None:
    made = told(county, "indicators", "fyp12.prov_section")
    assert made.standing is not None
    assert (made.standing.state.word, fact(made, "评价期")) == ("滞后", "2015年")
    assert fact(made, "离目标") == "差 7.1 个百分点"


def test_sections_answer_together(county: Office) -> None:
    assert told(county, "indicators", "prov_section_compliance").jumps[0].key is None
    saved, _ = entering.set_values(county, Q3, ["quality/+sections/name", "沁河武陟渠首"])
    made = told(county, "indicators", "prov_section_compliance")
    assert str(made.jumps[0].key).rpartition("/")[0] == saved[0].rpartition("/")[0]


def test_what_is_locked_is_only_looked_at(county: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    ways = ("indicators", "pm25_annual_mean"), ("tasks", "M023"), ("forms", "emissions")
    acts = [told(county, *way).jumps[0].act for way in (*ways, ("indicators", "prov_section_compliance"))]
    assert set(acts) == {"去填报"}
    monkeypatch.setattr(county, "state", lambda _period: workflow.FROZEN)
    acts = [told(county, *way).jumps[0].act for way in (*ways, ("indicators", "prov_section_compliance"))]
    assert set(acts) == {"去看"}


# Tasks and projects


def test_a_task_tells_term_state_and_place(county: Office) -> None:
    entering.set_values(county, Q3, ["milestones/M023/status", "推进中"])
    made = told(county, "tasks", "M023")
    assert made.standing is not None
    assert (made.standing.state.word, made.standing.state.tone) == ("推进中", "must")
    assert (fact(made, "期限"), fact(made, "适用范围"), fact(made, "出处")) == (
        "2017年",
        "武陟县",
        "四（二）",
    )
    assert str(made.jumps[0].key) == "milestones/M023/status"
    assert named(listed(county), "M023").state == made.standing.state


def test_undated_tasks_say_so(county: Office) -> None:
    assert fact(told(county, "tasks", "M073"), "期限").startswith("规划没有写期限")
    assert fact(told(county, "tasks", "M011"), "重复") == "每年"
    assert fact(told(county, "tasks", "M010"), "期限的依据") == "规划没有另写期限，按规划期末计"
    assert fact(told(county, "tasks", "M057"), "目标量") == "200 吨/日"
    assert fact(told(county, "tasks", "M075"), "种类") == "长期管控要求"


def test_a_task_of_others_says_whose_it_is(county: Office) -> None:
    other, whole = told(county, "tasks", "M019"), told(county, "tasks", "M001")
    assert other.not_here == "这项任务由修武县办理。"
    assert whole.not_here.startswith("这项任务现在列在市本级。")
    assert (other.jumps, other.standing) == ((), None)


def test_a_project_without_sum_waits_for_the_city(county: Office) -> None:
    made = told(county, "projects", "P016")
    assert (fact(made, "计划总投资"), fact(made, "所在县（市）区")) == ("待市下达", "武陟县")
    assert "67690 万元" in fact(made, "本类合计")
    entering.set_values(county, Q3, ["investment/P016/stage", "在建", "investment/P016/done", "12.5"])
    made = told(county, "projects", "P016")
    assert made.standing is not None
    assert (made.standing.state.word, fact(made, "本季完成投资")) == ("在建", "12.50 万元")
    assert fact(told(county, "projects", "P001"), "所在县（市）区") == "规划没有写，待市局分解"


# Rules, forms, duties, discrepancies


def test_a_rule_tells_how_it_came_out(county: Office) -> None:
    entering.set_values(county, Q3, [
        "emissions/nh3n.industry/enterprises", "0", "emissions/nh3n.industry/emitted", "24.18",
        "emissions/cod.industry/enterprises", "2", "emissions/cod.industry/emitted", "9",
    ])  # fmt: skip
    made = told(county, "rules", "103")
    assert made.standing is not None
    assert (made.standing.state.word, made.standing.state.sign) == ("必须修改", "must")
    assert made.standing.text.startswith("通过 1　没有通过 1")
    ways = [j for s in made.sections for j in s.jumps]
    assert "24.18" in ways[0].text
    assert ways[0].key is not None
    assert ways[0].key.row == "nh3n.industry"
    assert named(listed(county), "103").state == made.standing.state
    assert fact(made, "怎样改")


def test_a_rule_of_another_kind_of_period_says_so(county: Office) -> None:
    made = told(county, "rules", "102")
    assert made.standing is not None
    assert (made.standing.state.word, made.standing.text) == ("", "这条审核关系只审年度的数。")
    entering.set_values(county, Q3, ["emissions", "零报告"])
    assert told(county, "rules", "101").standing.text == "本表已声明零报告，不审核。"  # pyright: ignore[reportOptionalMemberAccess]


def test_an_explained_finding_is_told_as_explained(county: Office) -> None:
    for period, value in (("2017Q3", "100"), ("2018Q3", "10")):
        entering.set_values(county, Period.parse(period), [
            "emissions/so2.industry/emitted", value, "emissions/so2.industry/enterprises", "2",
        ])  # fmt: skip
    look = window.look(county, Q3)
    finding = next(f for f in look.findings if f.rule == "211" and f.result == "failed")
    assert told(county, "rules", "211").standing.state.word == "需要说明"  # pyright: ignore[reportOptionalMemberAccess]
    entering.explain(county, Q3, "211", finding.keys, "检修停产两个月，排放量随产量下降。")
    assert "检修停产两个月" in str(told(county, "rules", "211").sections)


def test_a_form_shows_all_its_rules_and_how_far_it_is(county: Office) -> None:
    made = told(county, "forms", "emissions")
    rules = [link.code for s in made.sections for link in s.links]
    assert rules == [r.number for r in county.catalogue.rules if r.form == "emissions"]
    assert made.standing is not None
    assert made.standing.state.word == "0 / 22"
    assert made.jumps[0].key is not None
    water = told(county, "forms", "blackwater")
    assert water.not_here == "本期不填这张表（每半年填）。"
    assert water.jumps[0].period == Period.parse("2018H2")


def test_a_duty_without_a_name_says_so(county: Office) -> None:
    assert fact(told(county, "duties", "D007"), "由谁办") == "规划没有写明由谁办"
    made = told(county, "duties", "D010")
    assert (fact(made, "由谁办"), fact(made, "多久一次")) == ("各级政府", "每季度")
    assert fact(told(county, "duties", "D002"), "期限") == "2018年12月31日"


def test_a_discrepancy_leads_to_what_it_is_about(county: Office) -> None:
    made = told(county, "notes", "forest_target_below_baseline")
    links = [(link.segment, link.code) for s in made.sections for link in s.links]
    assert links == [("indicators", "forest_coverage"), ("indicators", "forest_stock")]
    assert made.title == "森林覆盖率、森林蓄积量"
