from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jzdesk.errors import RefusedError
from jzdesk.models import value
from jzdesk.models.entry import EMPTY, Cell, Key
from jzdesk.models.form import Column, Option, Row
from tests.models.kit import key, plan, sheet


def place(text: str, when: str = "2018Q3") -> tuple[Row, Column]:
    """Return row and column of a key; a `+` row is the template of the first list."""
    if "/+/" in text:
        form, column = plan().find(key(text))
        template = next(b.template for b in form.blocks if b.template and column.code in b.template.columns)
        return template, column
    _, row, column = sheet(when).place(key(text))
    return row, column


COD = place("emissions/cod.industry/emitted")
ADJUSTMENT = place("emissions/cod.industry/adjustment")
PERCENT = place("investment/P016/percent")
STAGE = place("investment/P016/stage")
STATUS = place("milestones/M023/status")
START = place("investment/P016/plan_start")
PROGRESS = place("investment/P016/progress")
CLASS = place("quality/+/target_class")
DAY = (COD[0], Column("day", "日期", "date", ("quarter",)))

cells = st.sampled_from([COD, ADJUSTMENT, PERCENT, STAGE, STATUS, START, PROGRESS, CLASS, DAY])


@pytest.mark.parametrize(
    ("at", "typed", "stands"),
    [
        (COD, "１，２３４．５吨", Decimal("1234.50")),
        (ADJUSTMENT, "-3.2", Decimal("-3.20")),
        (PERCENT, "65%", Decimal("65.0")),
        (STAGE, "在建", "building"),
        (STAGE, " 投运 ", "running"),
        (STATUS, "不适用", "void"),
        (CLASS, "Ⅳ", "4"),
        (CLASS, "IV", "4"),
        (CLASS, "劣Ｖ", "6"),
        (START, "2018-09", "2018-09"),
        (START, "2018-9", "2018-09"),
        (START, "2018年9月", "2018-09"),
        (START, "２０１８／９", "2018-09"),
        (DAY, "2018-09-30", "2018-09-30"),
        (DAY, "2018/9/3", "2018-09-03"),
        (DAY, "2018年9月30日", "2018-09-30"),
        (DAY, " 2018.9.30\n", "2018-09-30"),
        (PROGRESS, " 主体完工。\r\n正在安装。 ", "主体完工。\n正在安装。"),
        (PROGRESS, "e\u0301", "é"),
        (PROGRESS, "字" * 2000, "字" * 2000),
    ],
)
def test_what_is_typed_stands_in_its_stored_form(at, typed, stands):
    assert value.parse(typed, *at) == Cell(value=stands)


@pytest.mark.parametrize("typed", ["", "  ", "\n", "\u3000"])
@pytest.mark.parametrize("at", [COD, STAGE, START, PROGRESS])
def test_an_empty_value_clears_the_cell(at, typed):
    assert value.parse(typed, *at) == EMPTY


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("无此项", "无此项"),
        (" 未监测 ", "未监测"),
        ("不适用", "不适用"),
        ("保密", "保密"),
        ("已并入:emissions/cod.industry/emitted", "已并入:emissions/cod.industry/emitted"),
        ("已并入： emissions/cod.industry/emitted", "已并入:emissions/cod.industry/emitted"),
        ("暂缺:县水务局,2018-10-20", "暂缺:县水务局,2018-10-20"),
        ("暂缺：县水务局，2018年10月20日", "暂缺:县水务局,2018-10-20"),
        ("暂缺:水务局,住建局，2018/10/20", "暂缺:水务局、住建局,2018-10-20"),
        ("暂缺:县水务局\n规划股,2018-10-20", "暂缺:县水务局 规划股,2018-10-20"),
    ],
)
@pytest.mark.parametrize("at", [COD, STAGE, START, PROGRESS])
def test_a_reason_leaves_any_kind_of_cell_blank(at, typed, stored):
    assert value.parse(typed, *at) == Cell(blank=stored)


@pytest.mark.parametrize("typed", ["—", "-", "－", "/", "／", "无", "–", "N/A"])
def test_a_dash_is_answered_with_the_words_for_blanks(typed):
    with pytest.raises(RefusedError) as refused:
        value.parse(typed, *COD)
    assert all(
        word in refused.value.sentence for word in ("无此项", "未监测", "不适用", "保密", "已并入", "暂缺")
    )


def test_a_dash_that_is_one_of_the_options_is_an_option():
    option = Option("none", "无")
    column = Column("x", "有无", "enum", ("quarter",), options=(option,))
    assert value.parse("无", COD[0], column) == Cell("none")


@pytest.mark.parametrize(
    ("at", "typed", "said"),
    [
        (STAGE, "快完了", "前期、未开工、在建"),
        (STAGE, "building", "在建"),
        (STAGE, "在建\u200b", "〈200B〉"),
        (START, "2018-13", "2018-09"),
        (START, "2018", "2018-09"),
        (START, "1899-01", "2018-09"),
        (START, "2018-⑨", "2018-09"),
        (START, "2018-09-30", "2018-09"),
        (DAY, "2018-02-29", "2018-09-30"),
        (DAY, "30.9.2018", "2018-09-30"),
        (DAY, "43373", "2018-09-30"),
        (DAY, "0018-09-30", "2018-09-30"),
        (DAY, "２０１８－⑨－30", "2018-09-30"),
        (COD, "暂缺", "由谁提供"),
        (COD, "暂缺:县水务局", "由谁提供"),
        (COD, "暂缺:,2018-10-20", "由谁提供"),
        (COD, "暂缺:县水务局,月底", "日期"),
        (COD, "暂缺:县水务局,", "由谁提供"),
        (COD, "已并入", "并入哪一项"),
        (COD, "已并入:", "并入哪一项"),
        (COD, "已并入:化学需氧量\x07", "〈0007〉"),
        (COD, "已并入:emissions/+/emitted", "并入哪一项"),
        (COD, "已并入:quality/+sections/name", "并入哪一项"),
        (COD, "\x1f", "看不见"),
        (PROGRESS, "字" * 2001, "2001"),
        (PROGRESS, "甲\t乙", "U+0009"),
        (PROGRESS, "甲\x0b", "U+000B"),
        (PROGRESS, "甲\u200b乙", "U+200B"),
        (PROGRESS, "甲\u2028乙", "U+2028"),
        (PROGRESS, "甲\ue000", "打印不出"),
        (PROGRESS, "甲\uffff", "打印不出"),
        (PROGRESS, "甲\u202e乙", "书写方向"),
        (PROGRESS, "甲\u200e乙", "书写方向"),
        (PROGRESS, "甲\ud800", "残缺"),
    ],
)
def test_what_cannot_stand_is_refused_with_a_sentence(at, typed, said):
    with pytest.raises(RefusedError) as refused:
        value.parse(typed, *at)
    assert said in refused.value.sentence
    assert "\n" not in refused.value.sentence
    assert refused.value.sentence.isprintable()


def check_shown(sentence: str) -> None:
    assert all(unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Zl", "Zp"} for c in sentence)


@given(cells, st.text(st.characters(exclude_categories=()), max_size=20))
def test_any_text_is_a_cell_or_one_sentence(at, text):
    try:
        cell = value.parse(text, *at)
    except RefusedError as error:
        check_shown(error.sentence)
    else:
        again = value.text_of(cell, *at) or cell.blank or ""
        assert value.parse(again, *at) == cell


@pytest.mark.parametrize(
    ("text", "behaviour", "unit", "places"),
    [
        ("emissions/cod.industry/emitted", "flow", "吨", 2),
        ("emissions/cod.industry/enterprises", "stock", "家", 0),
        ("emissions/cod.industry/change_last_year", "flow", "%", 1),
        ("quality/hazwaste.producers/numerator", "flow", "家", 0),
        ("quality/hazwaste.producers/previous", "ratio", "%", 1),
        ("quality/hazwaste.producers/cumulative", "ratio", "%", 1),
        ("quality/pm25/mean", "mean", "微克/立方米", 0),
        ("quality/pm25/ytd", "reported_ytd", "微克/立方米", 0),
        ("quality/pm25/previous", "mean", "微克/立方米", 0),
        ("quality/pm25/basis", "state", "微克/立方米", 0),
        ("quality/pm25/target", "text", "微克/立方米", 0),
    ],
)
def test_a_column_has_its_own_unit_places_and_behaviour_or_the_rows(text, behaviour, unit, places):
    row, column = place(text)
    assert value.behaviour_of(row, column) == behaviour
    assert (value.unit_of(row, column), value.places_of(row, column)) == (unit, places)


@pytest.mark.parametrize(
    ("at", "cell", "told", "printed"),
    [
        (COD, Cell(Decimal("1234.5")), "1234.50", "1,234.50"),
        (ADJUSTMENT, Cell(Decimal("-1234.5")), "-1234.50", "−1,234.50"),
        (STAGE, Cell("building"), "在建", "在建"),
        (START, Cell("2018-09"), "2018-09", "2018年9月"),
        (DAY, Cell("2018-09-03"), "2018-09-03", "2018年9月3日"),
        (PROGRESS, Cell("主体\n完工"), "主体\n完工", "主体\n完工"),
        (COD, EMPTY, None, ""),
        (COD, Cell(blank="无此项"), None, ""),
    ],
)
def test_a_value_is_told_plainly_and_printed_for_people(at, cell, told, printed):
    assert value.text_of(cell, *at) == told
    stored = str(cell.value) if cell.value is not None else None
    assert value.shown(stored, *at) == printed


def test_an_option_of_another_catalogue_is_printed_by_its_code():
    assert value.shown("melted", *STAGE) == "melted"


@pytest.mark.parametrize("reason", ["无此项", "已并入:a/b/c", "暂缺:某局,2018-10-20"])
def test_a_stored_reason_reads_back(reason):
    assert value.blank_reason(reason) == reason


def test_a_merged_blank_names_a_key():
    stored = value.blank_reason("已并入:emissions/cod.industry/emitted")
    assert stored is not None
    assert Key.parse(stored.partition(":")[2]) == key("emissions/cod.industry/emitted")
