"""Links of a template as values: cells, periods, lists, and what fits a workbook."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jzdesk.errors import RefusedError
from jzdesk.models import template
from jzdesk.models.entry import Key
from jzdesk.models.mapping.grid import Grid, GridCell
from jzdesk.models.period import Period
from jzdesk.models.template import MAX_COLUMN, MAX_LINKS, MAX_ROW, Link, Template
from jzdesk.models.template_look import Looked, SheetLook

COD = Key.parse("emissions/cod.industry/emitted")
SHEET = "表"


def look(**given) -> SheetLook:
    cells = {(4, 5): GridCell("number", "1", formula=True)}
    fields = {"shown": True, "protected": False, "several": (), "last": (9, 9), **given}
    return SheetLook(Grid(SHEET, cells, ((9, 2, 10, 6),)), **fields)


@given(st.integers(1, MAX_ROW), st.integers(1, MAX_COLUMN))
def test_a_cell_is_read_as_it_is_written(row: int, column: int):
    written = template.address(row, column)
    assert template.place(written) == (row, column)
    assert template.place(f" {written.lower()} ") == (row, column)


@pytest.mark.parametrize("text", ["", "5", "C", "C0", "XFE1", "A1048577", "C5:D6", "第3行", "AAAA1"])
def test_what_is_no_cell_is_refused(text: str):
    with pytest.raises(RefusedError, match="不是单元格"):
        template.place(text)


@pytest.mark.parametrize(
    ("period", "meant"),
    [("this", "2018Q1"), ("previous", "2017Q4"), ("last_year", "2017Q1"), ("2016", "2016")],
)
def test_a_period_is_seen_from_the_one_that_is_filled(period: str, meant: str):
    assert str(Link(SHEET, 1, 1, COD, period).of(Period.parse("2018Q1"))) == meant


def test_a_template_comes_back_as_it_was_kept():
    made = Template("省表", "00", "省表.xlsx", blanks="empty").linked(
        Link(SHEET, 5, 3, COD, "previous", "ytd")
    )
    made = made.linked(Link(SHEET, 4, 3, COD, unit="total"))
    assert [link.cell for link in made.links] == ["C4", "C5"]
    assert Template.from_plain("省表", made.plain()) == made


def test_a_cell_has_one_link_and_a_template_not_too_many():
    made = (
        Template("省表", "00", "省表.xlsx")
        .linked(Link(SHEET, 5, 3, COD))
        .linked(Link(SHEET, 5, 3, COD, "previous"))
    )
    assert [link.period for link in made.links] == ["previous"]
    full = Template("省表", "00", "省表.xlsx", tuple(Link(SHEET, n, 1, COD) for n in range(1, MAX_LINKS + 1)))
    assert full.linked(Link(SHEET, 1, 1, COD, "previous")) != full
    with pytest.raises(RefusedError, match="最多链接"):
        full.linked(Link(SHEET, 1, 2, COD))


@pytest.mark.parametrize(
    ("row", "column", "given", "told"),
    [
        (4, 5, {}, "是公式"),
        (5, 5, {"several": ((4, 5, 6, 5),)}, "是公式"),
        (1, 1, {"protected": True}, "有保护"),
        (1, 1, {"tables": ((1, 1, 1, 3),)}, "标题或汇总"),
        (10, 3, {}, "左上角"),
        (9, 2, {}, ""),
        (300, 300, {}, ""),
    ],
)
def test_some_cells_may_not_be_linked(row: int, column: int, given, told: str):
    why = look(**given).why_not((row, column))
    assert told in why
    assert bool(why) is bool(told)


def test_a_link_lands_on_the_first_place_of_a_merged_area_or_is_refused():
    looked = Looked((look(),))
    assert looked.landed(Link(SHEET, 10, 6, COD)).cell == "B9"
    with pytest.raises(RefusedError, match="没有工作表“别的”"):
        looked.landed(Link("别的", 1, 1, COD))
    fits = [Link(SHEET, 1, 1, COD), Link(SHEET, 4, 5, COD), Link("别的", 1, 1, COD)]
    assert [link.cell for link, _ in looked.misfits(fits)] == ["E4", "A1"]


def test_names_become_names_of_files():
    assert template.clean_name("  省厅   季报 ") == "省厅 季报"
    for bad in ("", " ", "a/b", "a:b", "a\\b", "结尾.", "a\u202eb"):
        with pytest.raises(RefusedError, match="不能用"):
            template.clean_name(bad)
    with pytest.raises(RefusedError, match="最多 40"):
        template.clean_name("长" * 41)
