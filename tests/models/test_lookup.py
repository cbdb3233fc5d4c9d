"""Ranking what is typed into 查找."""

from __future__ import annotations

import pytest

from jzdesk.models.lookup import COLUMN, FORM, INDICATOR, MOST, PAGE, PERIOD, ROW, RULE, rank, target
from jzdesk.models.period import Period

TARGETS = (
    target(PAGE, "规划目录", "", "plan"),
    target(FORM, "污染物排放情况", "JZ-1表", "emissions", words=("污染物排放", "JZ-1表")),
    target(FORM, "环境质量与规划指标", "JZ-5表", "quality"),
    target(PERIOD, "2019年第二季度", "未填报", "", period=Period.parse("2019Q2"), words=("2019Q2",)),
    target(
        PERIOD, "2018年第二季度", "填报中", "",
        period=Period.parse("2018Q2"), words=("2018Q2", "Q2"), near=True
    ),
    target(ROW, "氨氮·农业源", "污染物排放 行 15", "emissions", words=("nh3n.agriculture", "15")),
    target(
        ROW, "氨氮·工业源", "污染物排放 行 02", "emissions",
        words=("nh3n.industry", "02", "2", "行2"), near=True
    ),
    target(ROW, "优良天数", "环境质量 行 02", "quality", words=("02", "2", "行2"), near=True),
    target(ROW, "垚鑫造纸（练习）", "黄牌红牌企业 行 01", "cards", words=("C001",), near=True),
    target(COLUMN, "本季排放量", "污染物排放", "emissions"),
    target(INDICATOR, "氨氮排放总量减少", "指标 nh3n_total", "plan", words=("nh3n_total",)),
    target(RULE, "规则205　氨氮不大于总氮", "污染物排放", "plan", words=("205", "规则205")),
)  # fmt: skip


def titles(typed: str, here: str = "") -> list[str]:
    return [one.title for one in rank(TARGETS, typed, here)]


def test_nothing_typed_finds_nothing_and_no_sense_finds_nothing():
    assert titles("") == titles("   ") == titles("没有这样的字") == []


def test_the_rows_of_now_come_before_others_and_rows_before_what_the_plan_says():
    assert titles("氨氮") == ["氨氮·工业源", "氨氮·农业源", "氨氮排放总量减少", "规则205　氨氮不大于总氮"]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("ad", "氨氮·工业源"), ("ADGY", "氨氮·工业源"), ("氨氮工业", "氨氮·工业源"), ("ghml", "规划目录"),
        ("wrwpf", "污染物排放情况"), ("nh3n.industry", "氨氮·工业源"),
        ("205", "规则205　氨氮不大于总氮"), ("规则 205", "规则205　氨氮不大于总氮"),
        ("2018q2", "2018年第二季度"), ("第二季度", "2018年第二季度"), ("ｑ２", "2018年第二季度"),
        ("JZ-1表", "污染物排放情况"), ("c001", "垚鑫造纸（练习）"), ("xzz", "垚鑫造纸（练习）"),
        ("本季", "本季排放量"),
    ],
)  # fmt: skip
def test_initials_codes_numbers_and_periods_are_found_first(typed, first):
    assert titles(typed)[0] == first


def test_every_word_must_fit_in_any_order():
    assert titles("工业源 氨氮") == ["氨氮·工业源"]
    assert titles("氨氮 优良") == []


def test_a_number_of_a_line_is_meant_on_the_page_one_is_at():
    assert titles("行 2", here="quality")[0] == "优良天数"
    assert titles("2", here="emissions")[0] == "氨氮·工业源"


def test_being_near_never_beats_a_better_match():
    assert titles("2019q2", here="emissions")[0] == "2019年第二季度"


def test_no_more_are_shown_than_can_be_read():
    many = [target(ROW, f"项目{n}", "", "investment") for n in range(100)]
    assert len(rank(many, "项目")) == MOST
    assert rank(many, "项目", most=3) == tuple(many[:3])
