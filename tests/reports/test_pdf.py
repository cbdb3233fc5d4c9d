"""The PDF writer: marks on every page, embedded fonts, the same bytes, and nothing outside the margins."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from itertools import pairwise

import pypdf
import pytest

from jzdesk.models.entry import Cell
from jzdesk.reports import forms, quarterly
from jzdesk.reports.chart_list import charts_of
from jzdesk.reports.document import (
    A3_WIDE,
    A4,
    RIGHT,
    Beside,
    Document,
    Fields,
    Gap,
    Grid,
    GridRow,
    HeadCell,
    Paragraph,
    Section,
    Sides,
)
from jzdesk.reports.document import Cell as Place
from jzdesk.reports.to_pdf import render, write_pdf
from tests.reports import papers, samples

MM = 72 / 25.4


@pytest.fixture(scope="module")
def report(reports):
    return reports("full")


@pytest.fixture(scope="module")
def drill(reports):
    return reports("practice")


def made(*blocks, **options):
    return Document("文", "局", (Section("文", A4, blocks, **options),))


def table(rows, head=("甲", "乙"), **options):
    heads = tuple(HeadCell(text, n) for n, text in enumerate(head))
    return Grid(
        (100,) * len(head), (heads,), tuple(GridRow("row", tuple(map(Place, row))) for row in rows), **options
    )


def test_every_page_says_which_it_is(report):
    for number, page in enumerate(pages := papers.pages(report), 1):
        assert f"第 {number} 页 共 {len(pages)} 页" in page


@pytest.mark.needs("pdftotext")
@pytest.mark.parametrize("option", ["-layout", "-raw", "-nopgbrk"])
def test_other_readers_see_it_too(report, tmp_path, option):
    found = re.findall(
        r"第 (\d+) 页 共 (\d+) 页", papers.tool("pdftotext", option, data=report, tmp_path=tmp_path)
    )
    assert found == [(str(n), str(len(found))) for n in range(1, len(found) + 1)]


def test_practice_and_draft_stand_on_every_page(drill, report):
    assert all("练习" in page and "草稿" in page and "校验码 " not in page for page in papers.pages(drill))
    assert not any("练习" in page or "草稿" in page for page in papers.pages(report))


def test_the_code_stands_on_every_page(report, full):
    codes = {page.partition("校验码 ")[2][:19] for page in papers.pages(report)}
    assert len(codes) == 1
    assert re.fullmatch("[0-9a-f]{4}( [0-9a-f]{4}){3}", codes.pop())
    assert sum("本表校验码" in page for page in papers.pages(report)) >= len(full.forms)


def test_the_same_input_gives_the_same_bytes(report, full):
    assert render(quarterly.report_document(full, charts_of(full), draft=False))[0] == report


def test_portrait_and_landscape_stand_in_one_file(report):
    sizes = {
        (round(float(p.mediabox.width)), round(float(p.mediabox.height)))
        for p in pypdf.PdfReader(io.BytesIO(report)).pages
    }
    assert sizes == {(595, 842), (842, 595)}


def test_forms_may_be_a3(full):
    data, _ = render(forms.forms_document(full, draft=False, page=A3_WIDE))
    assert {round(float(p.mediabox.width) / MM) for p in pypdf.PdfReader(io.BytesIO(data)).pages} == {420}


def test_it_says_what_it_is(report):
    reader = pypdf.PdfReader(io.BytesIO(report))
    assert reader.metadata.title == "武陟县2018年第三季度实施情况报告"
    assert reader.metadata.author == "武陟县环境保护局"
    assert reader.metadata.producer == "jzdesk"
    assert [entry.title for entry in reader.outline] == [
        "报告",
        "主要污染物排放情况",
        "减排项目清单",
        "重点工程投资完成情况",
        "重点任务进展",
        "环境质量与规划指标",
        "黄牌、红牌企业名单",
        "情况说明",
    ]


@pytest.mark.needs("pdftotext")
def test_nothing_leaves_the_margins(report, tmp_path):
    sizes, words = papers.words(report, tmp_path)
    for word in words:
        width, height = sizes[word.page - 1]
        assert word.left >= 18 * MM, word
        assert word.right <= width - 18 * MM, word
        assert word.top >= 7 * MM, word
        assert word.bottom <= height - 7 * MM, word
        body = not re.search(r"第|页|校验码|^[0-9a-f]{1,4}$|共", word.text)
        assert not body or word.bottom <= height - 14 * MM, word


_FOOT = 555  # points: below it stand page number and 校验码, each in its own type


@pytest.mark.needs("pdftotext")
def test_figures_stand_inside_their_columns(tmp_path):
    """Even the longest figure keeps to its column: no word of a row overlaps the next."""
    change = {
        "investment/X410823-003/done": samples.number("999999999999.99"),
        "investment/X410823-003/adjustment": samples.number("-999999999999.99"),
    }
    data, _ = render(forms.forms_document(samples.frozen(samples.sheet(change=change)), draft=False))
    _, words = papers.words(data, tmp_path)
    assert any(w.text == "999,999,999,999.99" for w in words)
    for page in {w.page for w in words}:
        line = sorted(
            (w for w in words if w.page == page and w.top < _FOOT and re.fullmatch(r"[−\d,.]+", w.text)),
            key=lambda w: (round(w.top), w.left),
        )
        for left, right in pairwise(line):
            assert abs(left.top - right.top) > 1 or left.right <= right.left + 0.5, (left, right)


def test_a_table_repeats_its_head_on_every_page():
    data, _ = render(made(table([(f"第{n}项", "值") for n in range(200)], title="表", again="表（续表）")))
    pages = papers.pages(data)
    assert len(pages) > 3
    assert all("甲" in page and "乙" in page for page in pages)
    assert ["（续表）" in page for page in pages] == [False] + [True] * (len(pages) - 1)
    assert "".join(re.findall("第[0-9]+项", "".join(pages))) == "".join(f"第{n}项" for n in range(200))


def test_a_row_taller_than_a_page_goes_on_overleaf():
    text = "".join(f"第{n}句，征地拆迁。" for n in range(900))
    data, _ = render(made(table([("前", "前"), ("长", text), ("后", "后")])))
    assert len(papers.pages(data)) > 2
    whole = papers.squeezed(data)
    assert re.findall("第[0-9]+句", whole) == [f"第{n}句" for n in range(900)]
    assert "后" in papers.pages(data)[-1]


def test_a_tall_row_that_fits_on_a_page_is_not_parted():
    text = "征地拆迁，" * 120
    data, _ = render(made(Gap(1), Paragraph("文"), Gap(175), table([("甲行", text)]), Gap(1)))
    assert ["甲行" in page for page in papers.pages(data)] == [False, True]


def test_headings_do_not_stand_alone_at_the_foot():
    blocks = [Paragraph(f"段{n}", leading=4) for n in range(16)]
    for extra in range(14):
        data, _ = render(
            made(*blocks, *[Paragraph("行")] * extra, Paragraph("题目", keep=True), Paragraph("正文" * 50))
        )
        assert not papers.pages(data)[0].rstrip().endswith("题目")


def test_a_sentence_stays_with_the_table_below_it():
    for extra in range(36, 50):
        lines = [Paragraph("行")] * extra
        data, _ = render(made(*lines, Paragraph("各格如下。", keep=True), Gap(1), table([("左", "右")] * 9)))
        assert all("左" in page for page in papers.pages(data) if "各格如下。" in page), extra


def test_a_form_that_nearly_fits_stands_on_one_page():
    def of(lines, **options):
        return len(papers.pages(render(made(*[Paragraph("行")] * lines, **options))[0]))

    running = Sides("左", "中", "右")
    most = next(n for n in range(40, 80) if of(n) == 2) - 1
    assert of(most + 1, running=running) == of(most + 5, running=running) == 1
    assert of(most + 15, running=running) == 2
    assert of(most + 1) == 2, "only forms have a running head"


def test_one_page_stays_one_page():
    blocks = tuple(Paragraph("复核内容，" * 12, size=10.5) for _ in range(38))
    assert len(papers.pages(render(made(*blocks, one_page=True))[0])) == 1
    assert len(papers.pages(render(made(*blocks))[0])) == 2


def test_a_running_head_stands_on_later_pages_only():
    data, _ = render(made(*[Paragraph("文") for _ in range(100)], running=Sides("左", "中", "右")))
    assert ["左" in page for page in papers.pages(data)] == [False, True, True]


def test_sides_that_do_not_fit_shrink(tmp_path):
    data, _ = render(made(Sides("填报单位" * 12, "2018年", "计量单位" * 12)))
    assert "填报单位" * 12 in papers.squeezed(data)


def test_a_long_note_beside_the_seal_flows_on():
    blocks = (
        Fields((("单位负责人：", "张国强"),), ruled=True),
        *(Paragraph(f"说明{n}。" * 20) for n in range(60)),
    )
    data, _ = render(made(Beside(blocks, "盖章处")))
    assert "".join(papers.pages(data)).count("盖章处") == 1
    assert all(f"说明{n}。" in papers.squeezed(data) for n in range(60))


def test_a_table_may_stand_beside_the_seal():
    inner = (table([("左", "右")]), table([("上", "下")]))
    assert "盖章处甲乙左右甲乙上下" in papers.squeezed(render(made(Beside(inner, "盖章处")))[0])


def test_what_is_taller_than_a_page_is_printed_anyway():
    data, _ = render(made(Paragraph("前"), Paragraph("高", leading=90), Paragraph("后")))
    assert ["高" in page for page in papers.pages(data)] == [False, True, False]


def test_what_should_stay_together_and_cannot_is_parted():
    data, _ = render(
        made(Paragraph("前"), Paragraph("高", leading=40, keep=True), Paragraph("高", leading=40))
    )
    assert ["高" in page for page in papers.pages(data)] == [False, True, True]


def test_a_table_of_stubs_alone_keeps_its_widths():
    assert "左右" in papers.squeezed(
        render(made(replace(table([("左", "右")], stubs=2), widths=(20, 20))))[0]
    )


def test_a_figure_too_wide_for_its_column_shrinks_beside_its_mark():
    row = GridRow("total", (Place("1,234,567,890.12", RIGHT, mark="①"), Place("X410823-001", whole=True)))
    grid = Grid((14, 12), ((HeadCell("数", 0), HeadCell("编号", 1)),), (row,), stubs=2)
    assert "1,234,567,890.12①X410823-001" in papers.squeezed(render(made(grid))[0])


def test_a_long_value_takes_two_lines_before_its_type_gets_tiny(tmp_path):
    name = "阿卜杜热合曼·买买提明（代努尔古丽·阿卜杜克力木复核）"
    pairs = (("统计负责人：", name), ("填表人：", "李晓燕"))
    data, _ = render(made(Fields(pairs, columns=2, ruled=True, size=12)))
    assert name in papers.squeezed(data)
    words = {word.text: word for word in papers.words(data, tmp_path)[1]}
    lines = [word for text, word in words.items() if len(text) > 3 and text in name]
    assert "".join(word.text for word in lines) == name
    first, second = lines
    assert first.bottom <= second.top + 1
    beside = next(word for text, word in words.items() if "填表人" in text)
    assert min(w.bottom - w.top for w in lines) > 0.5 * (beside.bottom - beside.top)
    assert max(first.right, second.right) < beside.left


def test_fields_side_by_side_and_below_each_other():
    pairs = (("填表人：", "李晓燕"), ("联系电话：", "0391-7290000" * 8), ("日期：", ""))
    data, _ = render(made(Fields(pairs, columns=2), Fields(pairs, columns=2, ruled=True)))
    assert papers.squeezed(data).count("填表人：李晓燕联系电话：" + "0391-7290000" * 8 + "日期：") == 2


def test_marks_stand_behind_their_cells():
    row = GridRow(
        "row", (Place("甲", mark="①"), Place("12.5", RIGHT, mark="②"), Place("中", "centre", mark="③"))
    )
    grid = Grid((60, 30, 30), ((HeadCell("项", 0, 3),),), (row,))
    assert re.search("甲①12.5②中③", papers.squeezed(render(made(grid))[0]))


def test_a_paragraph_is_justified_but_for_its_last_line(tmp_path):
    text = "污染物排放量比上年同期下降百分之九，" * 8
    assert text in papers.squeezed(render(made(Paragraph(text, indent=2)))[0])
    assert "甲" in papers.squeezed(render(made(Paragraph("甲\n乙乙", space=2), Paragraph("丙")))[0])


def test_write_puts_the_file_in_place(tmp_path):
    file = tmp_path / "文.pdf"
    assert write_pdf(made(Paragraph("武陟\U00020000")), file) == [
        "“\U00020000”（U+20000）没有可用的字体，打印为 〓，请换一个字。"
    ]
    assert file.read_bytes().startswith(b"%PDF-")


def test_a_cell_with_much_text_does_not_lose_any(tmp_path):
    long = "".join(f"第{n}户，" for n in range(150))
    frozen = samples.frozen(samples.sheet(change={"investment/X410823-001/problems": Cell(long)}))
    whole = papers.squeezed(render(forms.forms_document(frozen, draft=False))[0])
    assert re.findall("第[0-9]+户", whole) == [f"第{n}户" for n in range(150)]
