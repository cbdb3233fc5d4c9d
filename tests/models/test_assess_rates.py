"""剩余控制值, 四率 and lamps."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jzdesk.models.assess import lamps
from jzdesk.models.assess.lamps import GREEN, YELLOW, lamp, last_day, thresholds
from jzdesk.models.assess.rates import Project, four_rates
from jzdesk.models.assess.remaining import days_left, rest_days, rest_mean
from jzdesk.models.period import Period

Q3 = Period.parse("2018Q3")
Task = partial(lamps.Task, begins=date(2016, 1, 1))


def test_the_rest_of_the_year_is_weighted_by_days_and_rounded_once():
    found = rest_mean(Decimal(58), Decimal(60), 270, days_left(Q3), unit="微克/立方米")
    assert days_left(Q3) == 92
    assert found.value == 52  # (58 × 362 − 60 × 270) ÷ 92 = 52.13
    assert found.text == (
        "今年剩余 92 天平均不高于 52 微克/立方米，全年才不超过 58 微克/立方米"
        "（累计有效 270 天，剩余天数按全部有效计）。"
    )
    assert rest_mean(Decimal(58), Decimal(60), 270, 92, places=2).value == Decimal("52.13")


@pytest.mark.parametrize(
    ("so_far", "valid", "left", "value", "text"),
    [
        ("58", 270, 92, 58, "平均不高于 58"),
        ("77", 270, 90, 1, "平均不高于 1"),
        ("77.4", 270, 90, None, "无论多低"),
        ("58", 365, 0, None, "没有超过 58"),
        ("58.1", 365, 0, None, "超过了 58"),
        ("0", 0, 90, 58, "平均不高于 58"),
        ("57", 1, 2, Decimal(59), "平均不高于 59"),  # 58.5 is rounded half up
    ],
)  # fmt: skip
def test_what_no_rest_can_mend_and_a_year_that_is_over_have_no_value(so_far, valid, left, value, text):
    found = rest_mean(Decimal(58), Decimal(so_far), valid, left)
    assert found.value == value
    assert text in found.text


@given(st.integers(0, 200), st.integers(1, 300), st.integers(1, 200))
def test_a_rest_at_its_value_meets_the_limit_exactly(so_far, valid, left):
    found = rest_mean(Decimal(58), Decimal(so_far), valid, left, places=4)
    if found.value is None:
        assert so_far * valid > 58 * (valid + left)
    else:
        mean = (Fraction(so_far) * valid + Fraction(found.value) * left) / (valid + left)
        assert abs(mean - 58) < Fraction(1, 1000)


@pytest.mark.parametrize(
    ("need", "so_far", "valid", "left", "ratio", "days", "text"),
    [
        ("65", 170, 273, 92, True, 68, "优良天数还差 68 天（剩余 92 天）。"),
        ("65", 238, 273, 92, True, 0, "优良天数已够（剩余 92 天）。"),
        ("65", 100, 273, 92, True, 138, "优良天数还差 138 天，剩余只有 92 天，今年已不可能达到。"),
        ("190", 173, 365, 0, False, 17, "优良天数还差 17 天，剩余只有 0 天，今年已不可能达到。"),
        ("190", 98, 273, 92, False, 92, "优良天数还差 92 天（剩余 92 天）。"),
        ("50", 0, 1, 0, True, 1, "优良天数还差 1 天，剩余只有 0 天，今年已不可能达到。"),
    ],
)
def test_days_still_lacking_are_whole_days_out_of_those_left(need, so_far, valid, left, ratio, days, text):
    found = rest_days(Decimal(need), so_far, valid, left, ratio=ratio)
    assert (found.days, found.left, found.text) == (days, left, text)


def project(**more) -> Project:
    return Project(**{"stage": "building", "planned": Decimal(100), "done": Decimal(30), **more})


def test_each_rate_has_its_own_denominator_and_cancelled_projects_are_in_none():
    rates = four_rates(
        [
            project(funds=Decimal(50), plan_end="2018-09", actual_end="2018-09", stage="accepted"),
            project(plan_end="2018-06", actual_end="2018-07", stage="running"),
            project(stage="not_started", done=None, plan_end="2019-06"),
            project(stage="stopped", actual_start="2017-03", plan_end="2018-01"),
            project(stage="stopped"),
            project(stage="cancelled", planned=None, plan_end="2018-01", done=Decimal(999)),
        ],
        Q3,
    )
    assert [(r.code, r.numerator, r.denominator, r.value) for r in rates] == [
        ("started", 3, 5, Decimal("60.0")),
        ("invested", 120, 500, Decimal("24.0")),
        ("funded", 50, 500, Decimal("10.0")),
        ("on_time", 1, 3, Decimal("33.3")),
    ]
    assert [r.name for r in rates] == ["开工率", "投资完成率", "资金到位率", "按期竣工率"]
    assert [r.counts for r in rates] == [True, False, False, True]


@pytest.mark.parametrize("projects", [[], [Project(stage="cancelled")]])
def test_a_rate_over_nothing_is_none_and_says_so(projects):
    rates = four_rates(projects, Q3)
    assert [r.value for r in rates] == [None] * 4
    assert [r.why for r in rates] == ["没有应计的项目", "没有计划总投资", "没有计划总投资", "没有应计的项目"]


def test_while_a_plan_is_awaited_there_is_no_rate_of_money():
    rates = four_rates([project(), project(planned=None)], Q3)
    assert [r.value for r in rates] == [Decimal("100.0"), None, None, None]
    assert rates[1].why == "1 个项目的计划总投资待市下达"


def test_a_project_begun_after_the_period_is_not_begun_in_it():
    later = project(stage="not_started", actual_start="2018-10")
    assert four_rates([later], Q3)[0].numerator == 0
    assert four_rates([later], Period.parse("2018Q4"))[0].numerator == 1


def measured(done: str):
    return lamp(Task("2020", "running", Decimal(100), Decimal(done)), Period.parse("2018"))


@pytest.mark.parametrize(
    ("done", "colour"),
    [("54", "green"), ("53.9", "yellow"), ("42", "yellow"), ("41.9", "red"), ("0", "red"),
     ("100", "green"), ("120", "green")],
)  # fmt: skip
def test_amounts_are_held_against_the_time_that_is_over(done, colour):
    found = measured(done)
    assert found.pro_rata == 60  # three of the five years
    assert found.colour == colour


@pytest.mark.parametrize(
    ("task", "at", "colour", "code_text"),
    [
        (Task("2018", "done"), "2017", "green", "已完成"),
        (Task("2018", "accepted"), "2020", "green", "已完成"),
        (Task("2018", "void"), "2020", "none", "不适用"),
        (Task(None, "running"), "2020", "none", "没有期限"),
        (Task("未定期限", "running"), "2020", "none", "没有期限"),
        (Task("2018-13", "running"), "2020", "none", "没有期限"),
        (Task("2018", "running"), "2018Q3", "grey", "未到期"),
        (Task("2018", "running"), "2018Q4", "red", "已到"),
        (Task("2018", "nearly"), "2018", "red", "已到"),
        (Task("2018-09", "running"), "2018Q3", "red", "2018-09-30"),
        (Task("2018-10-01", "running"), "2018Q3", "grey", "2018-10-01"),
        (Task("2020", "behind"), "2018Q3", "yellow", "滞后"),
        (Task("2020", "running", Decimal(0), Decimal(5)), "2018Q3", "grey", "未到期"),
        (Task("2020", "running", Decimal(5)), "2018Q3", "grey", "未到期"),
        (Task("2018", "running", Decimal(5), Decimal(5)), "2019", "green", "已达目标量"),
        (Task("每年", "running", recurs="year"), "2018Q3", "grey", "2018-12-31"),
        (Task("每年", "running", recurs="year"), "2018Q4", "red", "2018-12-31"),
        (Task("每季度", "running", recurs="quarter"), "2018Q3", "red", "2018-09-30"),
        (Task("2018年起定期", "running", recurs="year"), "2017Q4", "grey", "2018-12-31"),
        (Task("2018年起定期", "running", recurs="year"), "2019Q4", "red", "2019-12-31"),
        (Task("2014", "running", Decimal(5), Decimal(1)), "2013", "grey", "未到期"),
    ],
)
def test_lamps_without_amounts_go_by_term_and_state(task, at, colour, code_text):
    found = lamp(task, Period.parse(at))
    assert found.colour == colour
    assert code_text in found.text


def test_before_a_task_begins_an_amount_says_nothing():
    early = Task("2020", "running", Decimal(9), Decimal(0), begins=date(2019, 1, 1))
    assert lamp(early, Q3).colour == "grey"
    backwards = Task("2018", "running", Decimal(9), Decimal(8), begins=date(2019, 1, 1))
    assert lamp(backwards, Q3).colour == "grey"


@pytest.mark.parametrize(
    ("done", "colour"), [("9", "green"), ("8.99", "yellow"), ("7", "yellow"), ("6.99", "red")]
)
def test_a_share_right_at_a_threshold_has_the_better_lamp(done, colour):
    tenth = Task("2018-12-29", "running", Decimal(100), Decimal(done), begins=date(2018, 9, 21))
    found = lamp(tenth, Q3)  # ten of a hundred days are over
    assert (found.pro_rata, found.colour) == (10, colour)


def test_the_thresholds_that_are_printed_are_those_that_count():
    assert f"{GREEN * 100}%" in thresholds()
    assert f"低于 {YELLOW * 100}%" in thresholds()
    assert last_day("2020-02") == date(2020, 2, 29)


@given(st.decimals(0, 200, places=2), st.decimals(0, 200, places=2))
def test_more_done_never_darkens_a_lamp(one, other):
    rank = {"red": 0, "yellow": 1, "green": 2}
    less, more = sorted((one, other))
    assert rank[measured(str(less)).colour] <= rank[measured(str(more)).colour]
