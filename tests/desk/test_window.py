"""What the window asks of a period: the paragraph of last time, and lines judged one by one."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jzdesk.desk import entering, lines, window
from jzdesk.desk.office import Office
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from tests.desk.conftest import Q3

Q4, Q1 = Period.parse("2018Q4"), Period.parse("2019Q1")
TEXT = Key.parse("narrative/work/text")
COD = Key.parse("emissions/cod.industry/emitted")


def test_an_empty_paragraph_shows_the_period_before(county: Office) -> None:
    entering.set_values(county, Q3, [str(TEXT), "截污工程竣工。"])
    assert window.earlier_text(county.sheet(Q4), TEXT) == "截污工程竣工。"
    assert window.earlier_text(county.sheet(Q1), TEXT) == "", "the one before, and no other"
    entering.set_values(county, Q4, [str(TEXT), "本季写的。"])
    assert window.earlier_text(county.sheet(Q4), TEXT) == ""


def test_a_blank_reason_is_no_text(county: Office) -> None:
    entering.set_values(county, Q3, [str(TEXT), "无此项"])
    assert window.earlier_text(county.sheet(Q4), TEXT) == ""


def test_short_texts_and_figures_show_none(county: Office) -> None:
    key = Key.parse("investment/P016/problems")
    entering.set_values(county, Q3, [str(key), "用地没有办结", str(COD), "5"])
    assert window.earlier_text(county.sheet(Q4), key) == ""
    assert window.earlier_text(county.sheet(Q4), COD) == ""


@pytest.mark.parametrize(
    ("text", "count"), [("", 0), ("  两字  ", 2), ("一\r\n二", 3), ("e\u0301", 1), ("一\n\n二", 4)]
)
def test_the_count_is_that_of_the_limit(text: str, count: int) -> None:
    assert window.length_of(text) == count


@pytest.mark.parametrize(
    ("key", "may"),
    [
        ("emissions/cod.industry/emitted", True),
        ("emissions/cod.industry/ytd", False),
        ("narrative/work/text", False),
        ("investment/P016/planned", False),
        ("emissions/nobody/emitted", False),
    ],
)
def test_only_figures_people_type_have_lines(county: Office, key: str, may: bool) -> None:
    assert window.may_have_lines(county.sheet(Q3), Key.parse(key)) is may


def test_a_nil_form_has_no_lines(county: Office) -> None:
    entering.set_values(county, Q3, ["emissions", "零报告"])
    assert not window.may_have_lines(county.sheet(Q3), COD)


def test_lines_are_judged_one_by_one(county: Office) -> None:
    words = [
        ["甲厂", "", "100.10", ""], ["", "", "", ""], ["", "C1", "5", ""], ["乙厂", "", "x", ""],
        ["丙厂", "", "", "停产"], ["丁厂", "", "20.25", ""],
    ]  # fmt: skip
    judged = window.judge_lines(county.sheet(Q3), COD, words)
    assert (judged.total, judged.valued) == (Decimal("120.35"), 2)
    assert list(judged.wrong) == [2, 3]
    assert judged.wrong[2] == "底稿第 3 行：没有名称，请填名称。"
    assert judged.wrong[3].startswith("底稿第 4 行：")


def test_what_is_judged_right_can_be_saved(county: Office) -> None:
    words = [["甲厂", "", "100.10", ""], ["", "", "", ""], ["乙厂", "", "20.25", ""]]
    judged = window.judge_lines(county.sheet(Q3), COD, words)
    lines.set_lines(county, Q3, COD, words)
    assert county.sheet(Q3).cells[COD].value == judged.total
