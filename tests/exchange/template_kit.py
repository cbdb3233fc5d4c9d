"""A workbook as a province sends one: shared texts, a chart, rules of colour, merged cells, empty rows."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping

import openpyxl
from openpyxl.chart import BarChart, Reference
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

SHEET, OTHER = "省表 1", "汇总"
_STYLED = '<col min="3" max="3" width="12" style="1"/>'
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def rich() -> bytes:
    """Return a workbook with everything that a program easily loses."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = SHEET
    sheet["A1"] = "主要污染物排放情况（省厅报送格式）"
    sheet.merge_cells("A1:F1")
    for at, text in {"A3": "指标", "B3": "本季", "C3": "累计", "D3": "同比", "E3": "合计", "A4": "化学需氧量",
                     "A5": "氨氮", "A6": "二氧化硫", "A9": "填报说明", "A12": "审核"}.items():  # fmt: skip
        sheet[at] = text
    for row in (4, 5, 6):
        sheet[f"B{row}"] = 1
        sheet[f"B{row}"].number_format = "#,##0.00"
        sheet[f"D{row}"].number_format = "0.0%"
        sheet[f"E{row}"] = f"=B{row}+C{row}"
    sheet["B4"].font = Font(bold=True, color="FF0000")
    sheet.merge_cells("B9:F10")
    sheet.conditional_formatting.add(
        "B4:B6", CellIsRule(operator="greaterThan", formula=["100"], fill=PatternFill(bgColor="FFC7CE"))
    )
    choice = DataValidation(type="list", formula1='"是,否"')
    choice.add("B12")
    sheet.add_data_validation(choice)
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, max_col=3, min_row=3, max_row=6), titles_from_data=True)
    sheet.add_chart(chart, "H3")
    other = book.create_sheet(OTHER)
    other["A1"] = f"=SUM('{SHEET}'!B4:B6)"
    made = io.BytesIO()
    book.save(made)
    return changed(_with_results(_with_shared_texts(made.getvalue())), {
        "xl/worksheets/sheet1.xml": lambda part: part
        .replace('<row r="5"', '<row r="5" spans="1:5" ht="20.25" customHeight="1"')
        .replace('<row r="10"></row>', '<row r="10"/>')
        .replace("</sheetData>", '<row r="15" s="2" customFormat="1"/></sheetData>')
        .replace("<sheetData>", f"<cols>{_STYLED}</cols><sheetData>"),
    })  # fmt: skip


def _with_results(data: bytes) -> bytes:
    """Give formulas the results that a program has stored, one of them a text."""
    part = re.compile(r"(</f>)<v\s*/?>(?:</v>)?")
    sums = changed(data, {"xl/worksheets/sheet1.xml": lambda text: part.sub(r"\1<v>1</v>", text)})
    return changed(sums, {"xl/worksheets/sheet2.xml": lambda text: part.sub(r"\1<v>旧</v>", text).replace(
        '<c r="A1"', '<c r="A1" t="str"')})  # fmt: skip


def _with_shared_texts(data: bytes) -> bytes:
    """Keep texts in a part of their own, as Excel does."""
    texts: list[str] = []
    inline = re.compile(r'<c r="(\w+)"((?: s="\d+")?) t="inlineStr"><is><t>([^<]*)</t></is></c>')

    def shared(found: re.Match[str]) -> str:
        texts.append(found[3])
        return f'<c r="{found[1]}"{found[2]} t="s"><v>{len(texts) - 1}</v></c>'

    made = changed(data, {
        "xl/worksheets/sheet1.xml": lambda part: inline.sub(shared, part),
        "[Content_Types].xml": lambda part: part.replace(
            "</Types>", f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_TYPE}"/></Types>'),
        "xl/_rels/workbook.xml.rels": lambda part: part.replace(
            "</Relationships>",
            f'<Relationship Id="rId99" Type="{_RELATION}" Target="sharedStrings.xml"/></Relationships>'),
    })  # fmt: skip
    items = "".join(f"<si><t>{text}</t></si>" for text in texts)
    out = io.BytesIO(made)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{_MAIN}">{items}</sst>')
    return out.getvalue()


def changed(data: bytes, changes: Mapping[str, Callable[[str], str]]) -> bytes:
    """Return a workbook with some parts otherwise."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name in changes:
                part = changes[name](part.decode("utf-8")).encode("utf-8")
            new.writestr(name, part)
    return out.getvalue()


def part(data: bytes, name: str = "xl/worksheets/sheet1.xml") -> str:
    """Return one part of a workbook."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode("utf-8")
