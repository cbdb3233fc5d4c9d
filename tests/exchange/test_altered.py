from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from jzdesk.exchange import book, paint, upload
from jzdesk.exchange.cells import Raw, SheetCells, address
from jzdesk.exchange.visible_sheet import VisibleCell
from tests.exchange import kit
from tests.exchange.kit import EMISSIONS, catalogue, correction, edited, expected, read, upload_bytes


def test_every_single_cell_that_is_altered_is_named_with_both_values() -> None:
    sheets = book.read_book(upload_bytes())
    packet = upload.unpack(sheets)
    assert upload.altered(packet, sheets, catalogue()) == []
    by_name, shown = {s.name: s.cells for s in sheets}, {s.name: s for s in kit.sheets_of(correction())}
    assert len(expected()) > 500
    for (sheet, place), cell in expected().items():
        for raw in (_other(cell), None):
            before = by_name[sheet].pop(place, None)
            if raw is None and before is None:
                continue
            if raw is not None:
                by_name[sheet][place] = raw
            # One sheet alone: a whole file for each of them would take an hour.
            assert upload._compare(shown[sheet], by_name[sheet]) == [
                {
                    "sheet": sheet,
                    "cell": address(place),
                    "shown": raw.text if raw else "（空）",
                    "signed": cell.shown or "（空）",
                }
            ]
            by_name[sheet].pop(place, None)
            if before is not None:
                by_name[sheet][place] = before


def _other(cell: VisibleCell) -> Raw:
    if cell.number is None:
        return Raw("text", f"{cell.text[:70]}改")
    return Raw("number", str(cell.number + Decimal(1).scaleb(-cell.places)))


@pytest.mark.parametrize("number", range(8))
def test_a_cell_altered_in_a_program_is_named(number: int) -> None:
    places = sorted(at for at, cell in expected().items() if cell.shown)
    sheet, place = places[number * len(places) // 8 + 3]
    cell = expected()[sheet, place]
    other = 0.01 if cell.number is None else float(cell.number) + 1

    def change(opened: Workbook) -> None:
        opened[sheet].cell(*place).value = other

    assert read(edited(upload_bytes(), change))["altered"] == [
        {"sheet": sheet, "cell": address(place), "shown": f"{other:.16g}", "signed": cell.shown or "（空）"}
    ]


def _move(opened: Workbook) -> None:
    sheet = opened[EMISSIONS]
    sheet["F8"].value, sheet["G8"].value = sheet["G8"].value, sheet["F8"].value


@pytest.mark.parametrize(
    ("change", "cells"),
    [
        (_move, {"F8", "G8"}),
        (lambda b: b[EMISSIONS].move_range("E8:E9", rows=1), {"E8", "E9", "E10"}),
        (lambda b: setattr(b[EMISSIONS]["A7"], "value", "氨氮"), {"A7"}),
        (lambda b: setattr(b[EMISSIONS]["B7"], "value", "万吨"), {"B7"}),
        (lambda b: b[EMISSIONS].unmerge_cells("A6:K6") or setattr(b[EMISSIONS]["E6"], "value", 5), {"E6"}),
        (lambda b: b.remove(b[EMISSIONS]), {"A1"}),
        (lambda b: setattr(b[EMISSIONS], "title", "排放"), {"A1"}),
        (lambda b: setattr(b["封面"]["B3"], "value", "温县"), {"B3"}),
        (lambda b: setattr(b["审核情况"]["A2"], "value", "审核结果：全部通过"), {"A2"}),
    ],
)  # fmt: skip
def test_what_is_moved_missing_or_renamed_is_named(
    change: Callable[[Workbook], object], cells: set[str]
) -> None:
    altered = read(edited(upload_bytes(), change))["altered"]
    assert {a["cell"] for a in altered} == cells
    assert len({a["sheet"] for a in altered}) == 1


def test_a_sheet_that_stands_there_twice_is_compared_twice() -> None:
    sheets = book.read_book(upload_bytes())
    first = next(s for s in sheets if s.name == EMISSIONS)
    twin = SheetCells(EMISSIONS, {**first.cells, (8, 6): Raw("number", "1")})
    packet = upload.unpack(sheets)
    for both in ([*sheets, twin], [twin, *sheets]):
        assert [a["cell"] for a in upload.altered(packet, both, catalogue())] == ["F8"]


def _harmless(opened: Workbook) -> None:
    sheet = opened[EMISSIONS]
    sheet.column_dimensions["A"].width = 3
    sheet.row_dimensions[8].hidden = True
    sheet.auto_filter.ref = "A4:K12"
    sheet["A1"].value = "改了标题"
    sheet["E4"].value = "改了表头"
    sheet["Z8"].value = 99
    sheet["A40"].value = "合计另算"
    sheet.sheet_state = "hidden"
    opened["_jzdesk"].sheet_state = "visible"
    opened["_jzdesk"]["B1"].value = "JZ1"
    opened.create_sheet("草算", 0)["A1"].value = 1
    opened.move_sheet("封面", 3)
    opened["封面"]["A3"].value = "单位"


def test_widths_filters_order_heads_and_what_is_added_do_no_harm() -> None:
    told = read(edited(upload_bytes(), _harmless))
    assert (told["whole"], told["altered"]) == (True, [])


def test_notes_are_not_compared_but_who_owes_a_figure_is() -> None:
    sheet = next(s for s in kit.sheets_of(correction()) if s.name == "备注与空白")
    texts = {cell.text: address(place) for place, cell in sheet.cells.items()}
    note, owed = texts["设备检修\n七至九月没有监测"], texts["暂缺:县水务局,2018-10-20"]

    def change(opened: Workbook) -> None:
        opened["备注与空白"][note].value = "别的"
        opened["备注与空白"][owed].value = "暂缺:县水务局,2019-10-20"

    assert [a["cell"] for a in read(edited(upload_bytes(), change))["altered"]] == [owed]


BACKFILL = "历史补录"


def _carried_at(text: str) -> tuple[int, int]:
    sheet = next(s for s in kit.sheets_of(correction()) if s.name == BACKFILL)
    return next(place for place, cell in sheet.cells.items() if cell.shown == text)


@pytest.mark.parametrize("other", [None, 1, 2031.51, "2031.50吨"])
def test_a_backfilled_figure_that_is_missing_or_changed_is_named(other: object) -> None:
    place = _carried_at("2,031.50")

    def change(opened: Workbook) -> None:
        opened[BACKFILL][address(place)].value = other

    (found,) = read(edited(upload_bytes(), change))["altered"]
    assert (found["sheet"], found["cell"], found["signed"]) == (BACKFILL, address(place), "2,031.50")


def test_a_backfilled_line_that_stands_there_twice_is_named() -> None:
    row, column = _carried_at("140.00")

    def change(opened: Workbook) -> None:
        sheet = opened[BACKFILL]
        sheet.insert_rows(row)
        for number in range(1, 10):
            sheet[address((row, number))].value = sheet[address((row + 1, number))].value

    found = read(edited(upload_bytes(), change))["altered"]
    assert {a["sheet"] for a in found} == {BACKFILL}
    assert address((row + 1, column)) in {a["cell"] for a in found}


def test_the_sheet_of_the_backfill_may_not_be_missing_and_its_notes_are_free() -> None:
    missing = read(edited(upload_bytes(), lambda b: b.remove(b[BACKFILL])))["altered"]
    assert [(a["sheet"], a["cell"]) for a in missing] == [(BACKFILL, "A1")]
    note = _carried_at("查统计年鉴")

    def change(opened: Workbook) -> None:
        opened[BACKFILL][address(note)].value = "别的"

    assert read(edited(upload_bytes(), change))["altered"] == []


def test_the_backfill_is_listed_with_period_form_row_column_and_unit() -> None:
    sheet = next(s for s in kit.sheets_of(correction()) if s.name == BACKFILL)
    lines = [
        [sheet.cells[row, n].shown for n in range(1, 10) if (row, n) in sheet.cells]
        for row in range(3, sheet.last_row + 1)
    ]
    form, q3, row = "主要污染物排放情况", "2017年第三季度", "化学需氧量·农业源"
    projects, named = "重点工程投资完成情况", "=沁河滩区治理"
    assert lines == [
        ["报告期", "报表", "行", "编号", "栏", "数", "计量单位", "日期和原因", "备注"],
        ["2016年", form, row, "", "快报数", "暂缺:县农业局,2018-12-20", "吨", "", ""],
        ["2016年", form, row, "", "年报数", "2,031.50", "吨", "2018-10-02 填报 环统年报", "查统计年鉴"],
        [q3, form, "化学需氧量·工业源", "", "本季", "140.00", "吨", "", ""],
        [q3, projects, "武陟县圪垱店村污水治理工程", "P016", "阶段", "在建", "", "", ""],
        [q3, projects, named, "X410823-901", "项目名称", named, "", "", ""],
        ["2017年第四季度", projects, "", "", "", "本期零报告", "", ""],
    ]


def test_what_changed_in_the_backfill_is_listed_with_its_period() -> None:
    sheet = next(s for s in kit.sheets_of(correction()) if s.name == "改动")
    end = sheet.last_row
    assert [[sheet.cells[row, n].shown for n in (1, 2, 3)] for row in range(end - 4, end + 1)] == [
        ["2016年·主要污染物排放情况·化学需氧量·农业源·年报数", "2,031.00", "2,031.50"],
        ["2017年·主要污染物排放情况·化学需氧量·农业源·年报数", "1.00", ""],
        ["2017年·investment/X410823-909/done", "1.00", ""],
        ["2017年·no/such/form", "", "甲"],
        ["2017年·emissions/cod.agriculture/none", "", "甲"],
    ]


def test_a_file_without_backfill_has_no_sheet_of_it() -> None:
    assert BACKFILL not in [s.name for s in kit.sheets_of(kit.content(kit.filled()))]


@pytest.mark.parametrize(
    ("shown", "same"),
    [
        ("1312.45", True), ("1312.4500000000001", True), ("1,312.45", True), (" 1312.45 ", True),
        ("1.31245E3", True),
        ("1312.454", True), ("1312.455", False), ("1312.44", False), ("1312", False), ("-1312.45", False),
        ("", False),
        ("NaN", False), ("sNaN", False), ("Infinity", False), ("1e999999", False), ("甲", False),
        ("1312.45吨", False),
    ],
)  # fmt: skip
def test_numbers_are_compared_at_the_declared_places(shown: str, same: bool) -> None:
    cell = VisibleCell("number", number=Decimal("1312.45"), places=2, signed=True)
    assert upload._same(cell, Raw("number", shown)) is same


@pytest.mark.parametrize(
    ("shown", "same"),
    [
        ("一\n二", True), ("一\r\n二", True), ("一 \n二\n", True), ("\n一\n\n二", True), ("一二", False),
        ("一\n三", False), ("", False),
    ],
)  # fmt: skip
def test_texts_are_compared_without_their_line_ends(shown: str, same: bool) -> None:
    cell = VisibleCell("text", "一\n二", signed=True)
    assert upload._same(cell, Raw("text", shown)) is same


@given(st.decimals("-9999999999999", "9999999999999", places=4))
def test_a_figure_stands_as_a_number_or_where_that_is_not_exact_as_text(figure: Decimal) -> None:
    """A double of twelve digits before the point is wrong in the fourth place after it."""
    cell = VisibleCell("number", number=figure, places=4, signed=True)
    sheet = paint.new_workbook().create_sheet("甲")
    paint.put_number(sheet["A1"], figure, 4)
    shown = sheet["A1"].value
    assert shown is not None
    for text in (f"{float(str(shown)):.16g}", f"{float(str(shown)):.17g}"):
        written = text if sheet["A1"].data_type == "n" else str(shown)
        assert upload._same(cell, Raw("number", written))
        assert not upload._same(VisibleCell("number", number=figure + 1, places=4), Raw("number", written))
