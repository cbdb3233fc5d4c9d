from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jzdesk.reports.lines import CLOSERS, OPENERS, balanced, wrap


def measure(text):
    return float(sum(0.55 if char.isascii() else 1 for char in text))


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("排放量，下降。", 3, ["排放", "量，下", "降。"]),
        ("（一）总量", 3, ["（一）", "总量"]),
        ("共 12,345.67 吨", 6, ["共", "12,345.67", "吨"]),
        ("化学需氧量12.5吨", 6, ["化学需氧量", "12.5吨"]),
        ("氮氧化物285.50吨；", 7.5, ["氮氧化物", "285.50吨；"]),
        ("共有 12 项任务", 4.5, ["共有", "12 项任", "务"]),
        ("比全市高1.38个百分点", 8, ["比全市高", "1.38个百分点"]),
        ("均值41微克/立方米", 7, ["均值41微克/", "立方米"]),
        ("浓度均值为41微克/立方米", 7, ["浓度均值为", "41微克/立方米"]),
        ("本季达标率10/12", 6, ["本季达标率", "10/12"]),
        ("总量123,456.78吨", 5.6, ["总量", "123,456.78", "吨"]),
        ("累计，1—本季累计", 5, ["累计，", "1—本季累", "计"]),
        ("PM2.5 均值", 4, ["PM2.5", "均值"]),
        ("甲\n乙丙", 5, ["甲", "乙丙"]),
        ("甲——乙", 3, ["甲——", "乙"]),
        ("2018年3月", 3.5, ["2018年", "3月"]),
        ("1—本季累计", 3, ["1—本", "季累计"]),
        ("ABCDEFGHIJ", 3, ["ABCDE", "FGHIJ"]),
        ("", 5, [""]),
        ("　　征地", 1.5, ["征", "地"]),
    ],
)
def test_lines_end_where_they_should(text, width, lines):
    assert wrap(text, width, measure) == lines


def test_the_first_line_may_be_shorter():
    assert wrap("重点任务进展情况", 5, measure, first=3) == ["重点任", "务进展情况"]


def test_a_dash_pair_is_not_parted():
    assert "——" in "|".join(wrap("重点任务——进展", 5, measure))


def test_balanced_lines_are_as_few_and_alike():
    assert balanced("甲乙丙丁戊己", 5, measure) == ["甲乙丙", "丁戊己"]
    assert balanced("自开始", 5, measure) == ["自开始"]


@pytest.mark.parametrize(
    ("head", "width", "lines"),
    [
        ("本年计划投资", 5, ["本年计划", "投资"]),
        ("自开始建设累计", 6, ["自开始", "建设累计"]),
        ("1—本季累计", 4.5, ["1—本季", "累计"]),
        ("前期调整数", 4, ["前期", "调整数"]),
        ("调整数", 2, ["调整", "数"]),
        ("主体完工", 3, ["主体", "完工"]),
    ],
)
def test_heads_are_parted_between_words_where_that_takes_no_more_lines(head, width, lines):
    assert balanced(head, width, measure) == lines


def test_what_cannot_be_kept_whole_is_broken_anyway():
    assert wrap("）））））", 2, measure) == ["））", "））", "）"]


PART = st.one_of(
    st.text("排放量化学需氧情况", min_size=1, max_size=6),
    st.from_regex(r"[1-9][0-9]{0,2},[0-9]{3}\.[0-9]{2}", fullmatch=True),
    st.sampled_from(["PM2.5", "COD", "3.5%", " ", "　", "——", "（一）", "“本季”", "2018年9月30日"]),
    st.sampled_from(["12.5吨", "3 个", "41微克/立方米", "1.4个百分点", "1—本季累计", "2,185.00万元"]),
    st.sampled_from(["《规划》", "「甲」", "【乙】", "（PM2.5）"]),
    st.sampled_from("，。；：？！）》”、"),
)


def joined(parts):
    """Return the parts as one text, figures and words kept from growing together."""
    return re.sub(r"(?<=[0-9A-Za-z%])\x00(?=[0-9A-Za-z])", "量", "\x00".join(parts)).replace("\x00", "")


@given(st.lists(PART, max_size=30).map(joined), st.integers(8, 40))
@example("（“甲”）。", 8)
def test_no_line_looks_wrong_and_nothing_is_lost(text, width):
    text = re.sub(r"([，。；：？！）》”、])[，。；：？！）》”、]+", r"\1", text).lstrip(
        "，。；：？！）》”、 　"
    )
    lines = wrap(text, width, measure)
    assert "".join(lines).translate({32: None, 0x3000: None}) == text.translate({32: None, 0x3000: None})
    for before, after in itertools.pairwise(lines):
        assert after[:1] not in CLOSERS or after.startswith("——")
        assert before[-1:] not in OPENERS
        # Neither side of a break belongs to the other's number or word
        cut = before + after in text
        assert not (cut and re.search(r"[0-9A-Za-z.,]$", before) and re.match(r"[0-9A-Za-z.,]", after))
        figure = re.search(r"[0-9.,]+$", before)
        unit = re.match("吨|个|微克/立方米|个百分点|万元|—本季", after)
        assert not (figure and unit) or measure(f"{figure[0]} {unit[0]}") > width - 1
    assert all(measure(line) <= width + 1e-6 for line in lines)


@given(st.text(max_size=60), st.floats(1, 30))
def test_any_text_is_set_without_loss(text, width):
    kept = "".join(wrap(text, width, measure))
    assert [c for c in text if c.isalnum()] == [c for c in kept if c.isalnum()]
