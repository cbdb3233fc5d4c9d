"""The city's table of totals on paper and as a workbook."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pypdf
import pytest

from jzdesk.errors import WorldError
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.reports import to_xlsx
from jzdesk.reports.document import A3_WIDE, A4, Cell, Document, Grid, GridRow, HeadCell, Paragraph, Section
from jzdesk.reports.summary import Noted, SummaryInput, SummaryUnit, summary_document, summary_rows
from jzdesk.reports.to_pdf import render
from tests.reports import papers, samples

COD = Key("emissions", "cod.industry", "emitted")
PM25 = Key("quality", "pm25", "mean")
GREEN = Key("quality", "built_up_green_rate", "rate")
MOBILE = Key("emissions", "nox.mobile", "final")
STANDINS = (Noted(COD, "410821", "1254.50", "县局电话"),)
JUDGED = (Noted(COD, "410822", "1200.00", "在线监测核算"), Noted(COD, "410800", "9000.00", "省厅核定"))


def given(*, missing=(), **changes) -> SummaryInput:
    catalogue = samples.catalogue()
    units = [
        SummaryUnit(
            code, catalogue.division(code).name, "未报" if code in missing else "已验收", code not in missing
        )
        for code in catalogue.counties
    ]
    figures, totals, to_date = {}, {}, {}
    for number, row in enumerate(summary_rows(catalogue, samples.Q3)):
        own = {u.code: str(Decimal("1234.50") + 10 * n + number) for n, u in enumerate(units) if u.counted}
        figures[row.key] = own
        totals[row.key] = str(sum(map(Decimal, own.values())))
        to_date[row.key] = str(3 * Decimal(totals[row.key]))
    figures[COD]["410802"] = "未监测"
    figures[COD].pop("410803", None)
    options = {
        "received": 11 - len(missing), "accepted": 11 - len(missing),
        "office": "焦作市环境保护局", "issued_on": "2018-10-12",
    }  # fmt: skip
    return SummaryInput(catalogue, samples.Q3, units, figures, totals, to_date, **options | changes)


def grid(document):
    return next(b for b in document.blocks if isinstance(b, Grid))


def row(document, name):
    return next(r for r in grid(document).rows if r.cells[0].text == name)


def test_its_rows_are_the_catalogues():
    rows = summary_rows(samples.catalogue(), samples.Q3)
    found = {str(r.key): r.additive for r in rows}
    assert found["emissions/cod.industry/emitted"] is True
    assert found["investment/total/done"] is True
    assert found["quality/pm25/mean"] is False
    assert found["quality/good_days/days"] is False, "days of several counties are the same days"
    assert found["quality/permits/rate"] is True, "it is the rate of two sums"
    assert found["quality/o3_90/ytd"] is False
    assert found["milestones/behind/count"] is True
    assert not any(key.startswith("milestones/M") for key in found)


def test_a_year_has_rows_of_its_own():
    found = [str(r.key) for r in summary_rows(samples.catalogue(), Period.parse("2018"))]
    assert "emissions/cod.agriculture/final" in found
    assert {"quality/straw_utilization/rate", "quality/farmland_area/final", "quality/pm25/final"} <= set(
        found
    )
    assert not any(key.startswith(("investment", "milestones")) for key in found)


def test_all_eleven_stand_in_the_head():
    heads = [c.text for c in grid(summary_document(given())).head[0]]
    assert heads[2:13] == [samples.catalogue().division(c).name for c in samples.catalogue().counties]
    assert heads[13:] == ["县级合计", "1—本期累计"]


def test_figures_reasons_and_totals():
    document = summary_document(given())
    cells = row(document, "化学需氧量").cells
    assert [c.text for c in cells[:5]] == ["化学需氧量", "吨", "未监测", "—", "1,254.50"]
    assert cells[4].number == Decimal("1254.50")
    assert cells[13].bold
    assert cells[14].bold
    assert [c.text for c in row(document, "细颗粒物（PM2.5）").cells[13:]] == ["—", "—"], (
        "means are not added up"
    )


def test_lists_stand_by_their_totals():
    document = summary_document(given())
    assert row(document, "自开始建设累计").cells[1].text == "万元"
    assert row(document, "累计到位资金·合计")


def test_a_year_before_2018_is_called_backfilled():
    text = str(summary_document(replace(given(), period=Period.parse("2017"))))
    assert "焦作市2017年历史补录汇总" in text
    assert "历史补录" not in str(summary_document(given()))


def test_what_is_lacking_is_named():
    document = summary_document(given(missing=["410811"]))
    text = str(document)
    assert "县级合计\\n10/11" in text
    assert "合计只含已验收的 10/11 个县（市）区，未计入：山阳区。" in text
    assert "山阳区未报" in text
    assert "已接收 10/11，已验收 10/11" in text


def test_approved_and_stand_in_figures_are_marked():
    document = summary_document(
        given(standins=STANDINS, judged=JUDGED, approved={COD: "9000"}, difference={COD: "-3.50"})
    )
    assert [c.text for c in grid(document).head[0]][13:] == ["县级合计", "市级核定", "差额", "1—本期累计"]
    cells = row(document, "化学需氧量").cells
    assert (cells[6].mark, cells[7].mark) == ("代", "核")
    assert [c.text for c in cells[14:16]] == ["9,000.00", "−3.50"]
    text = str(document)
    assert "代用数，该单位的报表验收后自动取消：修武县 化学需氧量·工业源 1,254.50吨（来源：县局电话）" in text
    assert "博爱县 化学需氧量·工业源 核定 1,200.00吨（在线监测核算）；全市 化学需氧量·工业源 核定 " in text
    assert [c.mark for c in cells[13:17]] == ["代", "", "代", "代"], "what holds a 代用数 bears its mark"


def test_who_is_added_up_is_marked_and_told():
    document = summary_document(
        replace(
            given(), period=Period.parse("2018"), to_date={},
            figures={GREEN: {"410802": "41.0"}, MOBILE: {"410800": "300.00"}}, totals={GREEN: "41.0"},
            approved={MOBILE: "300.00"},
        )
    )  # fmt: skip
    text = str(document)
    green, mobile = row(document, "建成区绿地率").cells, row(document, "氮氧化物").cells
    assert (green[13].text, green[13].mark) == ("41.0", "区")
    assert [(c.text, c.mark) for c in mobile[13:15]] == [("—", ""), ("300.00", "市")]
    assert "解放区、中站区、马村区、山阳区四区之和" in text
    assert "以市本级的数为准" in text


def test_the_city_itself_stands_apart():
    base = given()
    units = [*base.units, SummaryUnit("410800", "市本级", "已验收", True)]
    document = summary_document(replace(base, units=units))
    assert [c.text for c in grid(document).head[0]][12:14] == ["城乡一体化示范区", "市本级"]
    assert "已接收 11/11" in str(document)


def test_rows_nobody_gave_are_left_out():
    base = given()
    document = summary_document(replace(base, figures={}, totals={}, to_date={COD: "1"}))
    assert [r.kind for r in grid(document).rows] == ["band", "row"]


@pytest.mark.parametrize("page", [None, A3_WIDE])
def test_it_is_printed_whole(page):
    document = (
        summary_document(given(practice=True), page) if page else summary_document(given(practice=True))
    )
    data, warnings = render(document)
    width = 420 if page else 297
    assert {round(float(p.mediabox.width) * 25.4 / 72) for p in pypdf.PdfReader(io.BytesIO(data)).pages} == {
        width
    }
    assert all("练习" in text for text in papers.pages(data))
    whole = papers.squeezed(data)
    assert all("".join(c.text.split()) in whole for r in grid(document).rows for c in r.cells)
    assert warnings == []


def test_summary_golden():
    papers.check_golden("summary", render(summary_document(given(missing=["410811"])))[0])


@pytest.fixture(scope="module")
def book():
    data = to_xlsx.render(summary_document(given(missing=["410811"], practice=True, standins=STANDINS)))
    return data, openpyxl.load_workbook(io.BytesIO(data))


def cell(book, name, column):
    sheet = book[1].worksheets[0]
    return next(r for r in sheet.iter_rows() if r[0].value == name)[column]


def test_figures_are_figures(book):
    found = cell(book, "化学需氧量", 4)
    assert (found.data_type, found.value, found.number_format) == ("n", 1254.5, "#,##0.00")
    assert cell(book, "细颗粒物（PM2.5）", 4).number_format == "#,##0"
    assert cell(book, "化学需氧量", 6).number_format == '#,##0.00"代"'
    assert cell(book, "化学需氧量", 2).value == "未监测"


def test_it_prints_as_designed(book):
    sheet = book[1].worksheets[0]
    setup = sheet.page_setup
    assert (setup.orientation, setup.paperSize, setup.fitToWidth, setup.fitToHeight) == ("landscape", 9, 1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.freeze_panes == "C5"
    assert sheet.oddFooter.center.text == "第 &P 页　共 &N 页"


def test_practice_stands_on_sheet_and_paper(book):
    sheet = book[1].worksheets[0]
    assert sheet["A1"].value == "练习"
    assert sheet.oddHeader.center.text == "练习"


def test_its_fonts_are_those_of_a_chinese_windows(book):
    sheet = book[1].worksheets[0]
    assert {c.font.name for r in sheet.iter_rows() for c in r} == {"宋体", "黑体"}
    assert cell(book, "主要污染物排放情况　一、工业源排放", 0).font.name == "黑体"
    assert b"charset" in zipfile.ZipFile(io.BytesIO(book[0])).read("xl/styles.xml")


def test_its_sides_are_open(book):
    sheet = book[1].worksheets[0]
    first, last = sheet.cell(6, 1).border, sheet.cell(6, sheet.max_column).border
    assert first.left is None
    assert last.right is None
    assert first.right.style == "thin"
    assert sheet.cell(4, 3).border.top.style == "medium"


def test_it_holds_nothing_but_cells(book):
    with zipfile.ZipFile(io.BytesIO(book[0])) as archive:
        names = archive.namelist()
        sheets = b"".join(archive.read(n) for n in names if n.startswith("xl/worksheets/"))
    assert not any(re.search("vba|externalLink|drawing|embeddings", n) for n in names)
    assert b"<f>" not in sheets
    assert b"<hyperlink" not in sheets


def test_the_same_input_gives_the_same_workbook(book):
    assert (
        to_xlsx.render(summary_document(given(missing=["410811"], practice=True, standins=STANDINS)))
        == book[0]
    )
    assert b"2000-01-01" in zipfile.ZipFile(io.BytesIO(book[0])).read("docProps/core.xml")


def test_a_text_never_becomes_a_formula():
    heads = (HeadCell("甲", 0, 1, 2), HeadCell("乙", 1, 2)), (HeadCell("丙", 1), HeadCell("丁", 2))
    rows = (GridRow("row", (Cell('=HYPERLINK("x")'), Cell("\x0b坏\uffff字"), Cell("长" * 40_000))),)
    document = Document("文", "局", (
        Section("表[1]/", A4, (Grid((30, 30, 30), heads, rows),)),
        Section("文", A4, (Paragraph("没有表格"),)),
    ))  # fmt: skip
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx.render(document)))
    assert book.sheetnames == ["表1", "文"]
    sheet = book.worksheets[0]
    found = [sheet.cell(3, n) for n in (1, 2, 3)]
    assert (found[0].data_type, found[0].value, found[0].quotePrefix) == ("s", '=HYPERLINK("x")', True)
    assert found[1].value == "坏字"
    assert len(found[2].value) == 32767
    assert book.worksheets[0].page_setup.orientation == "portrait"
    assert {str(r) for r in sheet.merged_cells.ranges} == {"A1:A2", "B1:C1"}


def test_an_a3_sheet_prints_on_a3():
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx.render(summary_document(given(), A3_WIDE))))
    assert book.worksheets[0].page_setup.paperSize == 8


def test_it_is_put_in_its_place(tmp_path):
    to_xlsx.write_xlsx(summary_document(given()), tmp_path / "汇总.xlsx")
    assert openpyxl.load_workbook(tmp_path / "汇总.xlsx").sheetnames == ["汇总"]
    with pytest.raises(WorldError):
        to_xlsx.write_xlsx(summary_document(given()), tmp_path / "none" / "汇总.xlsx")
