from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from openpyxl import Workbook

from jzdesk.errors import RefusedError
from jzdesk.exchange import entry_form, filling
from jzdesk.exchange.entry_hints import LIST_SHEET
from jzdesk.exchange.entry_plan import META_SHEET
from jzdesk.models.entry import Cell
from jzdesk.models.period import Period
from jzdesk.models.sheet import Sheet
from tests.exchange import entry_kit, kit
from tests.exchange.entry_kit import COD, CONTENT, NH3N, changes, judged, small, store, typed, where

EMISSIONS, INVESTMENT = "主要污染物排放情况", "重点工程投资完成情况"
MOVED: dict[str, Callable[[Workbook], object]] = {
    "row above": lambda b: b[EMISSIONS].insert_rows(1, 3),
    "row between": lambda b: b[EMISSIONS].insert_rows(9, 2),
    "column before": lambda b: b[EMISSIONS].insert_cols(1, 2),
    "column between": lambda b: b[EMISSIONS].insert_cols(6),
    "renamed": lambda b: setattr(b[EMISSIONS], "title", "一季度（改）"),
    "moved": lambda b: b.move_sheet(b[EMISSIONS], 1),
    "added": lambda b: b.create_sheet("草算", 0).append(["cod.industry", "jz", 1]),
    "hidden": lambda b: setattr(b[EMISSIONS], "sheet_state", "hidden"),
    "shown": lambda b: setattr(b[META_SHEET], "sheet_state", "visible"),
    "heads rewritten": lambda b: setattr(b[EMISSIONS]["F7"], "value", "三季度"),
    "label rewritten": lambda b: setattr(b[EMISSIONS]["B9"], "value", "COD"),
    "beside the table": lambda b: setattr(b[EMISSIONS]["Z3"], "value", "jz:小计"),
    "below the table": lambda b: setattr(b[EMISSIONS]["F60"], "value", 123),
    "copied as it is": lambda b: b.copy_worksheet(b[EMISSIONS]),
}


@pytest.mark.parametrize("name", MOVED)
def test_what_happens_around_the_cells_does_no_harm(name: str) -> None:
    data = typed(small("emissions", "investment"), {COD: 13.5, CONTENT: "新内容"}, MOVED[name])
    assert changes(judged(data)).keys() == {COD, CONTENT}


def test_a_copied_sheet_that_says_something_else_is_refused() -> None:
    def change(opened: Workbook) -> None:
        opened.copy_worksheet(entry_kit.sheet_of(opened, EMISSIONS))["F9"] = 99

    plan = judged(typed(small("emissions"), {COD: 13.5}, change))
    assert [(r.address, r.found) for r in plan.refused] == [(f"{EMISSIONS} Copy!F9", "99")]
    assert "两次" in plan.refused[0].why


def copy_row(opened: Workbook) -> None:
    sheet = entry_kit.sheet_of(opened, EMISSIONS)
    for cell in sheet[9]:
        sheet.cell(30, cell.column or 1).value = cell.value


def copy_column(opened: Workbook) -> None:
    sheet = entry_kit.sheet_of(opened, EMISSIONS)
    for row in range(1, 21):
        sheet.cell(row, 20).value = sheet.cell(row, 6).value


@pytest.mark.parametrize(
    ("copy", "addresses"),
    [(copy_row, {"E30", "F30", "G30"}), (copy_column, {f"T{n}" for n in (*range(9, 16), *range(17, 21))})],
)
def test_a_mark_that_stands_there_twice_is_refused(
    copy: Callable[[Workbook], None], addresses: set[str]
) -> None:
    plan = judged(typed(small("emissions"), {}, copy))
    assert {r.address for r in plan.refused} == {f"{EMISSIONS}!{a}" for a in addresses}
    assert {r.why for r in plan.refused} == {"这一行或这一列的标记出现了两次"}


@pytest.mark.parametrize(
    ("change", "addresses"),
    [
        (lambda b: b[EMISSIONS].delete_rows(9), {""}),
        (lambda b: b[EMISSIONS].delete_cols(6), {""}),
        (lambda b: b.remove(b[EMISSIONS]), {""}),
        (lambda b: setattr(b[EMISSIONS]["A1"], "value", None), {""}),
    ],
)  # fmt: skip
def test_rows_columns_and_sheets_taken_out_are_reported_as_deleted(
    change: Callable[[Workbook], object], addresses: set[str]
) -> None:
    plan = judged(typed(small("emissions", "investment"), {}, change))
    assert (plan.changes, plan.refused) == ([], [])
    assert COD in {str(d.key) for d in plan.deleted}
    assert {
        d.address for d in plan.deleted if d.key.row == "cod.industry" and d.key.column == "emitted"
    } == addresses


@pytest.mark.parametrize("name", ["cod.none", "+projects.1", "+", "=1", "COD"])
def test_a_mark_of_no_row_is_refused_where_it_holds_something(name: str) -> None:
    plan = judged(typed(small("emissions"), {}, lambda b: setattr(b[EMISSIONS]["A9"], "value", name)))
    assert {r.address for r in plan.refused} == {f"{EMISSIONS}!{c}9" for c in "EFG"}


def test_the_wrong_dimension_that_wps_writes_hides_nothing() -> None:
    members = kit.parts(typed(small("emissions"), {COD: 13.5}))
    sheet = members["xl/worksheets/sheet1.xml"].replace(b'<dimension ref="A1:', b'<dimension ref="A1"/><!-- ')
    assert b"<dimension" in sheet
    changed = sheet.replace(b'<dimension ref="A1"/><!-- ', b'<dimension ref="A1"/><!-- -->', 1)
    changed = changed.replace(b'-->L20"/>', b"-->", 1)
    assert changes(judged(kit.zipped({**members, "xl/worksheets/sheet1.xml": changed}))).keys() == {COD}


def test_line_ends_that_another_program_writes_are_no_change() -> None:
    sheet = kit.filled({CONTENT: Cell("一\n二")})
    members = kit.parts(entry_kit.workbook(sheet, ["investment"]))
    changed = {n: m.replace("一\n二".encode(), "一_x000D_\n二".encode()) for n, m in members.items()}
    assert sum(m != changed[n] for n, m in members.items()) == 2
    assert judged(kit.zipped(changed), sheet) == filling.FillPlan()


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda: kit.upload_bytes(), "发给别的单位"),
        (lambda: kit.crafted("<row><c><v>1</v></c></row>"), "没有标记"),
        (lambda: kit.crafted('<row><c t="str"><v>JZF2</v></c></row>', sheet=META_SHEET), "没有标记"),
        (lambda: kit.crafted("", sheet=META_SHEET), "没有标记"),
        (lambda: kit.zipped({"mimetype": "application/x", "content.xml": "<a/>"}), "另存为"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "另存为"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_entry_workbook_is_refused(make: Callable[[], bytes], why: str) -> None:
    with pytest.raises(RefusedError, match=why):
        entry_form.read_entry(make())


def test_every_cell_of_the_office_has_its_place_in_the_workbook() -> None:
    read = entry_form.read_entry(entry_kit.workbook())
    crossings = {
        f"{g['form']}/{row}/{column}" for g in read["grids"] for row in g["rows"] for column in g["columns"]
    }
    assert {str(key) for key, _, _ in kit.places(store())} <= crossings
    assert read["meta"] == {
        "kind": "填报工作簿", "unit": "410823", "office": "武陟县环境保护局（练习）", "period": "2018Q3",
        "catalogue": kit.catalogue().edition, "practice": "1",
    }  # fmt: skip


@pytest.mark.parametrize("period", ["2018Q1", "2018Q4", "2018", "2015"])
@pytest.mark.parametrize("unit", ["410800", "410802", "410823", "410871"])
def test_a_workbook_of_any_office_and_period_comes_back_unchanged(period: str, unit: str) -> None:
    sheet = Sheet(kit.catalogue(), unit, Period.parse(period), {})
    read = entry_form.read_entry(entry_kit.workbook(sheet))
    assert filling.judge(read, sheet) == filling.FillPlan()


def test_only_what_may_be_filled_is_open_in_the_protected_sheets() -> None:
    opened = openpyxl.load_workbook(io.BytesIO(small("investment")))
    sheet = opened[INVESTMENT]
    assert sheet.protection.sheet
    assert not any(sheet[at].protection.locked for at in ("L9", "B9", "L12", "B12"))
    assert all(sheet[at].protection.locked for at in ("N9", "B8", "L11", "N12", "J8"))


def test_the_choices_of_every_drop_down_list_are_those_of_the_column() -> None:
    for sheet in openpyxl.load_workbook(io.BytesIO(entry_kit.workbook())).worksheets:
        for validation in sheet.data_validations.dataValidation:
            if validation.type != "list":
                continue
            assert validation.formula1 is not None
            assert 2 < len(validation.formula1) <= 257
            assert str(validation.sqref)


def test_a_list_too_long_for_excel_stands_on_a_hidden_sheet() -> None:
    data: dict[str, Any] = {**kit.catalogue().data}
    forms = [{**f, "columns": [_long(c) for c in f["columns"]]} for f in data["forms"]]
    sheet = Sheet(type(kit.catalogue())({**data, "forms": forms}), kit.COUNTY, kit.Q3, {}, own=kit.OWN)
    opened = openpyxl.load_workbook(io.BytesIO(entry_kit.workbook(sheet, ["investment"])))
    lists = [v for v in opened[INVESTMENT].data_validations.dataValidation if v.type == "list"]
    assert {str(v.formula1)[:17] for v in lists} == {
        '"环境保护基础设施建设项目,工业污',
        '"是,否"',
        f"'{LIST_SHEET}'!$",
    }
    assert opened[LIST_SHEET].sheet_state == "hidden"
    assert [cell.value for cell in opened[LIST_SHEET]["A"]] == [f"阶段{n}" * 10 for n in range(9)]
    assert entry_form.read_entry(entry_kit.workbook(sheet, ["investment"]))["cells"]


def test_a_hint_beside_each_cell_says_what_goes_there_and_only_ever_warns() -> None:
    hints = openpyxl.load_workbook(io.BytesIO(small("emissions")))[EMISSIONS].data_validations.dataValidation
    (hint,) = [v for v in hints if "F9" in str(v.sqref).split()]
    assert "重点调查工业企业" in str(hint.prompt)
    assert "单位：吨，最多 2 位小数" in str(hint.prompt)
    assert hint.formula1 == "IF(ISNUMBER(F9),F9>=0,TRUE)"
    assert {v.errorStyle for v in hints if v.showErrorMessage} == {"warning"}
    assert all(len(str(v.prompt)) <= 255 and len(str(v.promptTitle)) <= 32 for v in hints)
    (adjustment,) = [v for v in hints if "G9" in str(v.sqref).split()]
    assert adjustment.type is None  # may be below zero


def test_the_heads_stay_in_sight_and_on_every_page_and_rows_may_be_put_in() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(small("investment")))[INVESTMENT]
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("E8", "$6:$7")
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToWidth) == (9, 1)
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert not sheet.protection.insertRows


def test_what_stands_in_a_row_that_somebody_put_in_is_named() -> None:
    def put(opened: Workbook) -> None:
        sheet = entry_kit.sheet_of(opened, EMISSIONS)
        sheet.insert_rows(10)
        sheet["F10"] = 77

    plan = judged(typed(small("emissions"), {}, put))
    assert [(r.address, r.found) for r in plan.refused] == [(f"{EMISSIONS}!F10", "77")]
    assert "新增" in plan.refused[0].remedy


def test_a_row_that_lost_its_mark_is_named() -> None:
    plan = judged(typed(small("emissions"), {}, lambda b: setattr(b[EMISSIONS]["A9"], "value", None)))
    assert {r.address for r in plan.refused} == {f"{EMISSIONS}!{c}9" for c in "EFG"}


def _long(column: dict[str, Any]) -> dict[str, Any]:
    if column["code"] != "stage":
        return column
    return {**column, "options": [{"code": f"s{n}", "word": f"阶段{n}" * 10} for n in range(9)]}


def test_the_entry_workbook_has_no_formula_link_or_macro_and_is_the_same_twice() -> None:
    one, two = entry_kit.workbook(), entry_kit.workbook()
    assert one == two
    members = kit.parts(one)
    assert members["docProps/core.xml"].count(b"2018-01-01T00:00:00Z") == 2, "not the moment of saving"
    sheets = b"".join(m for n, m in members.items() if n.startswith("xl/worksheets/"))
    assert b"<f>" not in sheets
    assert not [
        n for n in members if "external" in n.lower() or "vba" in n.lower() or "hyperlink" in n.lower()
    ]


def test_a_sheet_of_the_workbook_says_practice_and_whose_it_is() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(small("emissions")))[EMISSIONS]
    assert "（练习）" in str(sheet["B2"].value)
    assert "武陟县环境保护局" in str(sheet["B3"].value)
    assert sheet.oddHeader.center.text == "练习"
    assert where(small("emissions"), NH3N) == (EMISSIONS, "F10")
