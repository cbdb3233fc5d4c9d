"""What the plan asks at a cell, and which check relations touch it."""

from __future__ import annotations

import pytest

from jzdesk.desk import cell_aim, entering, window
from jzdesk.desk.browsed import View
from jzdesk.desk.cell_view import CellViews
from jzdesk.desk.office import Office
from jzdesk.models.entry import Key, Origin
from tests.desk.conftest import Q3
from tests.models.kit import CITY, CITY_DISTRICT, sheet

DAYS = {"quality/good_days/days": "60", "quality/valid_days/days": "92"}
EARLIER = {
    "2018Q1": {"quality/good_days/days": "40", "quality/valid_days/days": "90"},
    "2018Q2": {"quality/good_days/days": "52", "quality/valid_days/days": "91"},
}


def aim(found, form: str, code: str):
    view = View(found, lambda _period: found, lambda _period: True)
    return cell_aim.aim(view, form, found.row(form, code))


def test_target_distance_and_what_remains_are_told() -> None:
    made = aim(sheet("2018Q3", DAYS, EARLIER), "quality", "good_days")
    assert made.state.word == "滞后"
    assert made.lines[:4] == (
        "城市空气质量优良天数比率", "2020年 不低于 65%（专栏二）", "现在 55.7%，距目标差 9.3 个百分点。",
        "优良天数还差 86 天（剩余 92 天）。",
    )  # fmt: skip
    assert made.lines[4:] == ("全市基数 2015年 47.4%",), (
        "the same target of another chapter is not told twice"
    )
    assert made.method == (
        "按时间进度现在应达 57.08%（按直线内插，非规划数；以全市 2015 年数起算）。",
    )  # fmt: skip
    assert (made.link.segment, made.link.code, made.link.text) == (
        "indicators", "air_good_days_ratio", "专栏二",
    )  # fmt: skip
    assert made.notes[0].startswith("规划里的出入：")


def test_the_other_target_of_the_text_stands_beside() -> None:
    made = aim(sheet("2018"), "quality", "pm25")
    assert "另有 2020年 比2015年下降 28% 以上（四（一））" in made.lines


@pytest.mark.parametrize(
    ("unit", "code", "asked", "base", "source"),
    [
        (CITY, "natural_gas_use", "不低于 20.6 亿立方米", "基数 3.18 亿立方米（规划没有写年份）", "三（三）"),
        ("410823", "gas_coverage", "不低于 90%", None, "五（三）"),
        (CITY_DISTRICT, "gas_coverage", "不低于 97%", None, "五（三）"),
        ("410823", "pm25", "不高于 58 微克/立方米", "全市基数 2015年 87 微克/立方米", "专栏二"),
    ],
)
def test_target_and_base_are_those_of_the_office(unit, code, asked, base, source) -> None:
    made = aim(sheet("2018", unit=unit), "quality", code)
    assert asked in made.lines[1]
    assert [line for line in made.lines if "基数" in line] == ([base] if base else [])
    assert made.link.text == source


def test_what_the_province_sets_is_awaited() -> None:
    made = aim(sheet("2018Q3", {"emissions/cod.industry/emitted": "5"}), "emissions", "cod.industry")
    assert made.state.word == "待省下达"
    assert made.lines[1] == "2020年 待省下达（专栏二）"
    assert not any("现在" in line for line in made.lines)


def test_a_row_the_plan_says_nothing_of_has_no_aim() -> None:
    assert aim(sheet("2018Q3"), "quality", "valid_days") is None


def test_tasks_and_projects_lead_to_their_own_entries() -> None:
    task = aim(sheet("2018Q3"), "milestones", "M053")
    assert (task.link.segment, task.link.code) == ("tasks", "M053")
    assert any("期限" in line for line in task.lines)
    project = aim(sheet("2018Q3"), "investment", "P016")
    assert (project.link.segment, project.link.code) == ("projects", "P016")


def test_rules_that_touch_a_cell_stand_beside_it(county: Office) -> None:
    entering.set_values(
        county, Q3, ["emissions/cod.industry/emitted", "5", "emissions/cod.industry/enterprises", "2"]
    )
    views = CellViews(county, window.look(county, Q3))
    made = views.of(Key.parse("emissions/cod.industry/emitted"))
    assert "规则 103　有排放量（处理量、削减量）时，企业（设施）数大于 0" in made.rules
    assert not any("规则 101" in rule for rule in made.rules), "that it must be filled is no relation"
    assert made.formula is None
    assert made.sourced
    assert made.origin == Origin()
    computed = views.of(Key.parse("emissions/cod.industry/ytd"))
    assert computed.formula is not None
    assert not computed.sourced
    assert views.of(Key.parse("emissions/no.such/emitted")) is None


def test_a_target_is_judged_once_a_row(county: Office, monkeypatch) -> None:
    asked: list[str] = []
    known = cell_aim.aim

    def counted(view, form_id, row):
        asked.append(row.code)
        return known(view, form_id, row)

    monkeypatch.setattr(cell_aim, "aim", counted)
    views = CellViews(county, window.look(county, Q3))
    for column in ("mean", "valid_days", "ytd", "mean"):
        views.of(Key("quality", "pm25", column))
    assert asked == ["pm25"]
