from __future__ import annotations

from collections import Counter

import pytest

from jzdesk.models.layout import Layout, Table, lay_out, row_label, stub_key
from jzdesk.models.sheet import Sheet
from tests.models.kit import CITY, CITY_DISTRICT, COUNTY, MADE_UP_COUNTY, key, made_up, own, plan, sheet

KINDS = ("2018Q3", "2018H1", "2018")
UNITS = [d.code for d in plan().divisions]
OWN = (
    own("investment", "X1", "projects", "2018Q1"),
    own("quality", "X2", "sections", "2018Q1"),
    own("quality", "X3", "sources", "2018Q1"),
    own("milestones", "X4", "tasks", "2018Q1"),
)


def layout(found: Sheet, form: str) -> Layout:
    return lay_out(found.catalogue.form(form), found.period, found.rows(form))


def layouts(found: Sheet) -> list[Layout]:
    return [layout(found, form.id) for form in found.forms]


def codes(table: Table) -> list[str]:
    return [line.row.code if line.row else f"〔{line.label}〕" for line in table.rows]


@pytest.mark.parametrize("when", KINDS)
@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("added", [(), OWN], ids=["plan", "own"])
def test_every_cell_of_the_paper_is_a_cell_of_the_sheet(unit, when, added):
    found = sheet(when, unit=unit, own=added)
    for laid in layouts(found):
        assert max(Counter(laid.keys()).values(), default=1) == 1
        there = {
            f"{laid.form.id}/{row.code}/{column.code}"
            for row in found.rows(laid.form.id)
            for column in found.columns(laid.form, row)
            if not column.stub
        }
        assert {str(k) for k in laid.keys()} == there  # noqa: SIM118
        for table, line in laid.lines():
            assert len(line.cells) == (len(table.columns) if line.row else 0)
            for cell, head in zip(line.cells, table.columns, strict=bool(line.row)):
                if cell.key is None:
                    assert (cell.enterable, cell.locked) == (False, False)
                    continue
                _, row, column = found.place(cell.key)
                assert (row, column) == (line.row, head.column)
                assert cell.locked is found.locked(row, column)
                assert cell.enterable is not (column.derived or row.derived or cell.locked)


@pytest.mark.parametrize("when", KINDS)
@pytest.mark.parametrize("unit", [CITY, COUNTY, CITY_DISTRICT])
def test_lines_are_numbered_through_the_whole_form(unit, when):
    found = sheet(when, unit=unit, own=OWN)
    for laid in layouts(found):
        lines = [line for _, line in laid.lines() if line.row]
        assert [line.number for line in lines] == [f"{n:02d}" for n in range(1, len(lines) + 1)]
        assert [line.row for line in lines] == list(found.rows(laid.form.id))
        assert all(line.number == "" for _, line in laid.lines() if not line.row)


def test_industry_and_sewage_share_a_table_in_a_quarter():
    tables = layout(sheet("2018Q3"), "emissions").tables
    assert len(tables) == 1
    assert [c.name for c in tables[0].columns] == [
        "企业（设施）数", "本季", "前期调整数", "1—本季累计", "上季", "上年同期", "同比", "环比",
    ]  # fmt: skip
    lines = codes(tables[0])
    assert (lines[0], lines[8]) == ("〔一、工业源排放〕", "〔二、城镇污水处理厂〕")
    assert len(lines) == 13
    assert tables[0].blocks == ("industry", "sewage")
    assert tables[0].title == ""
    assert tables[0].with_unit


def test_sources_share_a_table_in_a_year_and_industry_has_its_own():
    tables = layout(sheet("2018"), "emissions").tables
    assert [t.title for t in tables] == ["一、工业源排放", ""]
    assert [c.code for c in tables[0].columns] == [
        "base", "quarters", "flash", "annual", "closed", "final", "approved", "gap",
    ]  # fmt: skip
    assert [c.code for c in tables[1].columns] == ["base", "flash", "annual", "closed", "final", "approved"]
    bands = [line for line in codes(tables[1]) if line.startswith("〔")]
    assert bands == [
        "〔二、农业源排放〕",
        "〔三、城镇生活源排放〕",
        "〔五、集中式治理设施排放〕",
        "〔六、合计〕",
    ]


def test_the_city_sees_mobile_sources_and_totals():
    tables = layout(sheet("2018", unit=CITY), "emissions").tables
    assert [codes(t)[0] for t in tables] == ["〔四、移动源排放〕"]
    assert [line.kind for line in tables[0].rows] == ["band", *["row"] * 3, "band", *["total"] * 3]


def test_each_part_of_quality_has_its_own_head():
    tables = layout(sheet("2018Q3", own=OWN), "quality").tables
    assert [t.title for t in tables] == [
        "一、空气质量天数", "二、污染物浓度均值", "三、地表水断面", "四、饮用水水源地", "五、管理指标",
    ]  # fmt: skip
    heads = [[c.name for c in t.columns] for t in tables]
    assert heads[2][1:4] == ["监测次数", "达标次数", "达标率（%）"]
    assert heads[3][:3] == ["取水量", "达标取水量", "达标率（%）"]
    assert heads[4][:3] == ["抽查（应发）数", "合格（已发）数", "比率（%）"]
    assert [codes(t) for t in tables[2:4]] == [["X2"], ["X3"]]


def test_the_years_rates_share_a_table_and_figures_with_stages_have_another():
    tables = layout(sheet("2018"), "quality").tables
    bands = [[line.label for line in t.rows if line.kind == "band"] for t in tables]
    rates = ["三、农业农村", "四、固体废物与土壤", "五、污水与垃圾", "六、供水、燃气与供热", "七、绿化与生态"]
    assert bands == [[], [], rates, []]
    assert [t.title for t in tables] == ["一、空气质量天数", "二、污染物浓度均值", "", "八、数量指标"]
    assert [c.name for c in tables[2].columns] == [
        "总量（分母）", "达到量（分子）", "比率（%）", "上年", "规划目标", "数据来源单位",
    ]  # fmt: skip
    assert [c.code for c in tables[3].columns][:4] == ["flash", "annual", "closed", "final"]


def test_an_empty_list_keeps_its_table_so_that_rows_can_be_added():
    tables = layout(sheet("2018Q3", unit=CITY_DISTRICT), "investment").tables
    assert [codes(t) for t in tables] == [[]]
    assert [codes(t) for t in layout(sheet("2018Q3"), "quality").tables][2:4] == [[], []]


def test_a_wide_form_is_spread_over_two_sheets_with_its_groups():
    table = layout(sheet("2018Q3"), "investment").tables[0]
    assert table.parts == (0, 1)
    assert table.head(0) == (("", 1), ("", 1), ("", 1), ("计划", 3), ("投资", 5))
    assert table.head(1)[0] == ("累计到位资金", 8)
    assert sum(span for _, span in table.head()) == len(table.columns)
    assert sum(span for _, span in table.head(0) + table.head(1)) == len(table.columns)
    assert (table.with_code, table.with_unit) == (True, False)
    assert table.stub == "项目名称"
    assert table.stub_width == 46


def test_the_name_of_a_row_is_its_stub_and_no_column():
    laid = layout(sheet("2018Q3", own=OWN), "investment")
    assert "name" not in {c.code for c in laid.tables[0].columns}
    line = next(line for _, line in laid.lines() if line.row and line.row.code == "X1")
    assert line.row is not None
    assert stub_key(laid.form, line.row) == key("investment/X1/name")


def test_numbers_stand_to_the_right_and_words_do_not():
    columns = {c.code: c.numeric for c in layout(sheet("2018Q3"), "investment").tables[0].columns}
    assert (columns["done"], columns["funds"], columns["stage"], columns["progress"]) == (
        True,
        True,
        False,
        False,
    )


def test_blocks_with_the_same_columns_under_other_names_do_not_share_a_head():
    found = sheet("2021H1", catalogue=made_up(), unit=MADE_UP_COUNTY)
    tables = layout(found, "loads").tables
    assert [[c.name for c in t.columns] for t in tables] == [
        ["数量", "累计", "上期"],
        ["得数", "累计", "上期"],
    ]


def test_one_unit_is_named_above_the_table_only():
    found = sheet("2021Q1", catalogue=made_up(), unit=MADE_UP_COUNTY)
    assert layout(found, "loads").tables[0].with_unit
    assert not layout(found, "jobs").tables[0].with_unit


@pytest.mark.parametrize(
    ("form", "code", "label"),
    [("investment", "X1", "管网工程"), ("quality", "X2", "（X2，未填名称）"), ("investment", "P016", None)],
)
def test_an_own_row_is_called_by_the_name_entered(form, code, label):
    found = sheet("2018Q3", own=OWN)
    row = found.row(form, code)
    assert row is not None
    names = {"investment/X1/name": "管网工程"}
    assert row_label(row, lambda k: names.get(str(k)), found.catalogue.form(form)) == (label or row.label)


def test_a_form_without_names_has_no_stub_to_write():
    found = sheet("2018Q3")
    assert all(stub_key(found.catalogue.form("emissions"), row) is None for row in found.rows("emissions"))
