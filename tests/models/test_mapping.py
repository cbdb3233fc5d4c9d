from __future__ import annotations

from decimal import Decimal
from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jzdesk.models import units
from jzdesk.models.mapping import guess, names
from jzdesk.models.mapping.grid import Grid, GridCell
from jzdesk.models.mapping.heads import head_of, heads, when_of
from jzdesk.models.mapping.mapping import Remembered, remembered, shape
from jzdesk.models.mapping.reading import Reading
from jzdesk.models.period import Period
from jzdesk.models.sheet import Sheet
from tests.exchange import kit
from tests.thoroughness import tries

Q3 = Period.parse("2018Q3")


def grid(*lines: list[object], name: str = "Sheet1") -> Grid:
    """Return a grid with these texts and figures."""
    cells = {
        (r, c): GridCell("text" if isinstance(part, str) else "number", str(part))
        for r, line in enumerate(lines, 1)
        for c, part in enumerate(line, 1)
        if part != ""
    }
    return Grid(name, cells)


@pytest.mark.parametrize(
    ("found", "unit", "factor"),
    [
        ("万吨", "吨", "10000"), ("吨", "吨", "1"), ("kg", "吨", "0.001"), ("亿元", "万元", "10000"),
        ("元", "万元", "0.0001"), ("公斤", "千克", "1"), ("μg/m3", "毫克/立方米", "0.001"),
    ],
)  # fmt: skip
def test_units_of_one_kind_are_converted_exactly(found: str, unit: str, factor: str) -> None:
    assert units.factor_between(found, unit) == Decimal(factor)


@pytest.mark.parametrize(
    ("found", "unit"), [("万元", "吨"), ("", "吨"), ("吨", ""), ("亩", "公顷"), ("箱", "吨")]
)
def test_other_units_are_not(found: str, unit: str) -> None:
    assert units.factor_between(found, unit) is None


@pytest.mark.parametrize(
    ("text", "unit", "rest", "relation", "fits"),
    [
        ("本季完成投资(万元)", "万元", "本季完成投资", "", None),
        ("三季度", "", "", "", True),
        ("第四季度 排放量（吨）", "吨", "排放量", "", False),
        ("2018年Ⅲ季度", "", "", "", True),
        ("2017年三季度", "", "", "", False),
        ("Q3", "", "", "", True),
        ("1-3季度累计", "", "13季度累计", "ytd", True),
        ("1—9月", "", "19月", "ytd", True),
        ("1-2季度累计", "", "12季度累计", "ytd", False),
        ("上年同期", "", "上年同期", "last_year", None),
        ("同比增减（%）", "%", "同比增减", "change", None),
        ("全年", "", "", "", False),
        ("全年排放量", "", "全年排放量", "", None),
    ],
)
def test_what_a_head_says(text: str, unit: str, rest: str, relation: str, fits: bool | None) -> None:
    head = head_of(text)
    assert (head.unit, head.rest, head.relation) == (unit, rest, relation)
    assert (None if head.when is None else head.when.fits(Q3)) == fits


def test_a_head_over_several_columns_counts_for_each() -> None:
    found = heads(
        grid(["名称", "三季度", "", "四季度", ""], ["", "排放量", "企业数", "排放量", "企业数"]), 1, 2
    )
    assert [found[n].text for n in range(1, 6)] == [
        "名称", "三季度 排放量", "三季度 企业数", "四季度 排放量", "四季度 企业数",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("化学需氧量（COD）", "COD"), ("1、氨 氮", "NH3-N"), ("其中：烟（粉）尘", "颗粒物"),
        ("ＰＭ２．５", "细颗粒物（PM2.5）"),
        ("二氧化硫排放量（吨）", "SO₂"), ("（二）城镇生活源", "生活源"),
    ],
)  # fmt: skip
def test_names_written_otherwise_are_the_same(one: str, other: str) -> None:
    assert set(names.keys(one)) & set(names.keys(other))


@given(st.text("城北南污水处理厂", max_size=12), st.text("城北南污水处理厂", max_size=12))
@tries(60)
def test_too_little_in_common_is_known_before_it_is_measured(one: str, other: str) -> None:
    measured = SequenceMatcher(None, one, other, autojunk=False).ratio()
    assert names.likeness(one, other, names.LIKE) == (measured if measured >= names.LIKE else 0.0)


def test_names_that_only_look_alike_are_not_taken_for_one_another() -> None:
    assert names.most_like("城北污水处理厂", ["城南污水处理厂", "城西污水处理厂"]) is None
    assert (
        names.most_like("圪垱店村污水处理工程", ["圪垱店村污水治理工程", "县城湿地"])
        == "圪垱店村污水治理工程"
    )


@pytest.mark.parametrize(
    ("note", "unit"),
    [
        ("单位：万吨", "万吨"), ("填报单位：武陟县　计量单位：千克", "千克"), ("计量单位：万吨、千克", ""),
        ("责任单位：环保局", ""),
    ],
)  # fmt: skip
def test_the_unit_of_a_whole_table_stands_in_a_note(note: str, unit: str) -> None:
    assert guess.note_unit(grid([note], ["指标", "本季"], ["COD", 1]), (2, 2)) == unit


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("2018年二季度排放表", "2018Q2"), ("二季度", "2018Q2"), ("2016年度", "2016"), ("2018年", "2018Q3"),
        ("台账", "2018Q3"),
    ],
)  # fmt: skip
def test_the_period_stands_in_the_title(title: str, period: str) -> None:
    assert str(guess.period_of([grid([title])], "x", Q3, 2018)) == period


def test_several_rows_of_one_name_are_told_apart_by_what_they_stand_under() -> None:
    sheet = Sheet(kit.catalogue(), kit.COUNTY, Period.parse("2017"), {})
    lines = [["污染物", "2017年"], ["COD", 1], ["一、工业源"], ["COD", 2], ["二、生活源"], ["COD", 3]]
    found = guess.best([grid(*lines)], sheet, sheet.forms)
    assert found is not None
    reading = Reading(grid(*lines), found.mapping, sheet)
    assert reading.rows[2].status == "several"
    assert [str(p.key) for p in reading.placed] == [
        "emissions/cod.industry/annual", "emissions/cod.living/annual",
    ]  # fmt: skip


def test_a_mapping_is_kept_and_found_again_under_another_title() -> None:
    sheet = Sheet(kit.catalogue(), kit.COUNTY, Q3, {})
    table = grid(["指标", "企业数", "三季度"], ["COD", 3, 1])
    mapping = guess.propose(table, sheet, kit.catalogue().form("emissions"))
    assert mapping is not None
    kept = Remembered.parse(remembered(mapping, table, 1))
    later = grid(["2018年三季度"], ["指标", "企业数", "三季度"], ["COD", 3, 1], name="Sheet1")
    assert shape(table, (1, 1)) == shape(later, (2, 2))
    assert kept is not None
    again = guess.recall(later, sheet, kept)
    assert again is not None
    assert (again.head, dict(again.columns)) == ((2, 2), dict(mapping.columns))
    assert Remembered.parse({"form": "emissions"}) is None


def test_a_period_without_words_is_none() -> None:
    assert when_of("企业数") == (None, "企业数")
