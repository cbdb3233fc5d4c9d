"""What may be said in public: telephones cut out of texts, and a publication as plain data."""

from __future__ import annotations

import pytest

from jzdesk.models.period import Period
from jzdesk.models.publication import CARDS, YEARLY, without_phones
from jzdesk.models.published import periods_of


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("张三 13812345678", "张三"),
        ("张三（0391-7234567）", "张三"),
        ("张三，电话：7234567，副局长", "张三，副局长"),
        ("联系电话 0391-3556677转201；已整改", "；已整改"),
        ("李四１３８　１２３４　５６７８", "李四"),
        ("李四(手机13812345678)河长", "李四河长"),
        ("王五 0391—7234567 乡长", "王五 乡长"),
        ("值班(0391)7234567", "值班"),
        ("+86 13812345678", ""),
        ("两个：13812345678、13912345678。", "两个：。"),
    ],
)
def test_telephones_are_cut_out(text: str, plain: str):
    assert without_phones(text) == plain


@pytest.mark.parametrize(
    "text",
    [
        "91410823MA3X00000N", "武环〔2018〕练习1号", "投资12345678.50元", "2018-03-05至2018-12-31",
        "编号20180312345678", "超标0.6倍，限产30%", "日处理20000吨", "",
    ],
)  # fmt: skip
def test_other_numbers_stay(text: str):
    assert without_phones(text) == text


def test_beside_a_person_any_longer_number_is_a_telephone():
    assert without_phones("赵六 7234567", person=True) == "赵六"
    assert without_phones("赵六 7234567") == "赵六 7234567"


def test_a_year_is_made_of_all_its_periods_in_time_s_order():
    year = Period.parse("2018")
    assert [str(p) for p in periods_of(YEARLY, year)] == [
        "2018Q1", "2018Q2", "2018H1", "2018Q3", "2018Q4", "2018H2", "2018",
    ]  # fmt: skip
    assert periods_of(CARDS, Period.parse("2018Q3")) == (Period.parse("2018Q3"),)
