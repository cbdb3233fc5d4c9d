"""The Word writer and whole reports: the figures of the paper, sections, heads and feet, charts, the file."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache

import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm
from PIL import Image

from jzdesk.models.entry import Cell
from jzdesk.models.entry import Key as FormKey
from jzdesk.reports import to_pdf
from jzdesk.reports.chart_list import charts_of
from jzdesk.reports.document import (
    A3_WIDE,
    A4_WIDE,
    Fields,
    Grid,
    Paragraph,
    Sides,
)
from jzdesk.reports.forms import forms_document
from jzdesk.reports.quarterly import report_document
from jzdesk.reports.review import review_document
from jzdesk.reports.summary import summary_document
from jzdesk.reports.to_docx import render
from tests.reports import papers, samples, word_files
from tests.reports.test_summary import given

KINDS = ("full", "forms", "review", "summary", "correction")


@pytest.fixture(scope="module")
def document(full, correction):
    makers = {
        "full": lambda: report_document(full, charts_of(full), draft=False),
        "forms": lambda: forms_document(full, draft=False),
        "review": lambda: review_document(full, draft=False),
        "summary": lambda: summary_document(given(missing=("410825",))),
        "correction": lambda: report_document(correction, (), draft=False),
    }
    return cache(lambda kind: makers[kind]())


@pytest.fixture(scope="module")
def word(document):
    return cache(lambda kind: render(document(kind))[0])


@pytest.fixture(scope="module")
def report(word):
    return word("full")


@pytest.fixture(scope="module")
def drill(practice):
    return render(report_document(practice, charts_of(practice), draft=True))[0]


@pytest.mark.parametrize("kind", KINDS)
def test_every_cell_of_the_paper_stands_in_its_place(document, word, kind):
    made, data = document(kind), word(kind)
    grids = [b for b in made.blocks if isinstance(b, Grid)]
    tables = word_files.grids(data)
    assert len(tables) == len(grids)
    paper = papers.squeezed(to_pdf.render(made)[0])
    for grid, table in zip(grids, tables, strict=True):
        found = word_files.rows(table)[len(grid.head) :]
        assert found == [[c.text + c.mark for c in row.cells] for row in grid.rows]
        for text in (t for row in found for t in row if re.fullmatch(r"[−\d,.%]+", t)):
            assert text in paper


@pytest.mark.parametrize("kind", KINDS)
def test_every_text_of_the_paper_stands_in_it(document, word, kind):
    found = word_files.text(word(kind))
    for block in document(kind).blocks:
        if isinstance(block, Paragraph):
            assert re.sub(r"\s+", "", block.text) in found
        if isinstance(block, Fields):
            assert all(re.sub(r"\s+", "", part) in found for pair in block.pairs for part in pair)
        if isinstance(block, Sides):
            assert re.sub(r"\s+", "", block.left + block.centre + block.right) in found


def test_entered_figures_and_what_adds_up_are_printed(report, full):
    word = word_files.text(report)
    for code in ("emitted", "ytd", "last_year"):
        key = FormKey("emissions", "cod.industry", code)
        form = next(f for f in full.forms if f.id == key.form)
        row = next(r for r in full.rows(form) if r.code == key.row)
        assert full.text(key, row, form.column(code)) in word


def test_it_is_marked_on_every_page(drill, report):
    heads, feet = word_files.edges(drill, "header"), word_files.edges(drill, "footer")
    assert all("练习　草稿" in head for head in heads)
    assert all(foot.startswith("草稿") and "校验码" not in foot for foot in feet)
    assert not any("练习" in part or "草稿" in part for part in word_files.edges(report, "header"))


def test_the_code_stands_on_every_page(report, full):
    feet = word_files.edges(report, "footer")
    code = re.compile("校验码 ([0-9a-f]{4}(?: [0-9a-f]{4}){3})\t")
    assert len({code.match(foot).group(1) for foot in feet}) == 1
    own = {foot.partition("本表校验码 ")[2] for foot in feet} - {""}
    assert len(own) == len(full.forms)


def test_pages_are_numbered_by_fields(report):
    for name in word_files.names(report):
        if name.startswith("word/footer"):
            xml = word_files.member(report, name)
            assert re.findall(r"<w:instrText[^>]*> (\w+) <", xml) == ["PAGE", "NUMPAGES"]
    assert "第 1 页 共 1 页" in word_files.edges(report, "footer")[0].replace(" PAGE ", "").replace(
        " NUMPAGES ", ""
    )


def test_a_running_head_stands_on_later_pages_only(report):
    sections = word_files.opened(report).sections
    text, *forms = sections
    assert not text.different_first_page_header_footer, "an official document has none"
    for section in forms:
        assert section.different_first_page_header_footer
        assert "（续表）" in "".join(p.text for p in section.header.paragraphs)
        assert "".join(p.text for p in section.first_page_header.paragraphs) == ""
        assert "第 " in section.first_page_footer.paragraphs[0].text


def test_a_section_without_running_head_has_the_same_head_on_every_page(word):
    cover = word_files.opened(word("forms")).sections[0]
    assert not cover.different_first_page_header_footer
    assert "第 " in cover.footer.paragraphs[0].text


def test_portrait_and_landscape_stand_in_one_file(report):
    first, *others = word_files.opened(report).sections
    assert (first.orientation, round(first.page_width.mm), round(first.page_height.mm)) == (
        WD_ORIENT.PORTRAIT, 210, 297
    )  # fmt: skip
    for section in others:
        assert section.orientation == WD_ORIENT.LANDSCAPE
        assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)


def test_running_text_has_the_margins_of_official_paper(report):
    text, form, *_ = word_files.opened(report).sections
    margins = [text.top_margin, text.left_margin, text.bottom_margin, text.right_margin]
    assert [round(m.mm) for m in margins] == [37, 28, 35, 26]
    assert round(form.left_margin.mm) == A4_WIDE.left


def test_forms_may_be_a3(full):
    data, _ = render(forms_document(full, draft=False, page=A3_WIDE))
    assert {round(s.page_width.mm) for s in word_files.opened(data).sections} == {420}


@pytest.mark.parametrize("kind", KINDS)
def test_no_table_is_wider_than_its_page(word, kind):
    for found in word_files.tables(word(kind)):
        widths = [int(c.get(qn("w:w"))) for c in found._tbl.tblGrid.iter(qn("w:gridCol"))]
        assert sum(widths) <= Mm(297 - 40).twips + len(widths)
        for line in found._tbl.tr_lst:
            assert sum(cell.grid_span for cell in line.tc_lst) == len(widths)


def test_heads_are_repeated_and_merged(report):
    emissions = next(t for t in word_files.grids(report) if "指标名称" in word_files.rows(t)[0])
    lines = emissions._tbl.tr_lst[:4]
    assert [line.find(f".//{qn('w:tblHeader')}") is not None for line in lines] == [True, True, True, False]
    assert emissions.cell(0, 0)._tc is emissions.cell(1, 0)._tc, "a head over two lines is one cell"
    assert emissions.cell(0, 4)._tc is emissions.cell(0, 5)._tc, "a group reaches over its columns"
    assert word_files.rows(emissions)[2][:3] == ["甲", "乙", "丙"]


def test_figures_stand_at_the_right(report):
    emissions = next(t for t in word_files.grids(report) if "指标名称" in word_files.rows(t)[0])
    cells = [c for row in emissions._tbl.tr_lst[3:] for c in row.tc_lst]
    aligned = {
        c.p_lst[0].pPr.jc.get(qn("w:val"))
        for c in cells
        if re.fullmatch(r"[−\d,.]+\.\d+", word_files.within(c))
    }
    assert aligned == {"right"}


def test_outer_rules_are_thick_and_sides_open(report):
    borders = word_files.grids(report)[0]._tbl.tblPr.find(qn("w:tblBorders"))
    rules = {b.tag.partition("}")[2]: (b.get(qn("w:val")), int(b.get(qn("w:sz")))) for b in borders}
    assert rules["left"][0] == rules["right"][0] == "nil"
    assert rules["top"] == rules["bottom"] == ("single", 12)
    assert rules["insideH"] == rules["insideV"] == ("single", 4)


def test_headings_can_be_walked_through(report, full):
    styled = [(p.style.name, p.text) for p in word_files.opened(report).paragraphs]
    titles = [text for style, text in styled if style == "Heading 1"]
    assert titles == ["武陟县2018年第三季度实施情况报告", *(form.title for form in full.forms)]
    chapters = [text for style, text in styled if style == "Heading 2"]
    assert chapters[:4] == ["一、总体情况", "二、分项情况", "三、情况说明", "四、图示"]
    parts = [text for style, text in styled if style == "Heading 3"]
    assert parts[0] == "（一）主要污染物排放情况"


def test_text_is_set_in_song_and_headings_in_hei(report):
    assert 'w:eastAsia="宋体"' in word_files.member(report, "word/styles.xml")
    heading = word_files.run_of(report, "一、总体情况").find(f".//{qn('w:rFonts')}")
    assert heading.get(qn("w:eastAsia")) == heading.get(qn("w:ascii")) == "黑体"
    fonts = word_files.member(report, "word/fontTable.xml")
    assert re.findall('w:name="([^"]+)"', fonts) == ["宋体", "黑体", "仿宋", "楷体", "方正小标宋简体"]
    assert set(re.findall('w:charset w:val="([^"]+)"', fonts)) == {"86"}
    assert 'w:eastAsia="zh-CN"' in word_files.member(report, "word/styles.xml")


def test_a_cell_ends_with_a_paragraph_whatever_stands_in_it(report):
    for cell in word_files.opened(report).element.body.iter(qn("w:tc")):
        assert list(cell)[-1].tag == qn("w:p")


def test_a_cell_with_much_text_does_not_lose_any():
    long = "".join(f"第{n}户，" for n in range(150))
    frozen = samples.frozen(samples.sheet(change={"investment/X410823-001/problems": Cell(long)}))
    assert long in word_files.text(render(forms_document(frozen, draft=False))[0])


def test_charts_are_fine_enough_to_print_and_have_words(report, full):
    shapes = word_files.opened(report).inline_shapes
    charts = charts_of(full)
    assert len(shapes) == len(charts)
    for number, (shape, chart) in enumerate(zip(shapes, charts, strict=True), 1):
        assert round(shape.width.mm) == 156
        assert shape.height / shape.width == pytest.approx(chart.height / chart.width, rel=0.01)
        words = shape._inline.docPr.get("descr")
        assert words == f"图{number}　{chart.title}"
        assert words in word_files.paragraphs(report)
    pictures = [n for n in word_files.names(report) if n.endswith(".png")]
    for name in pictures:
        with zipfile.ZipFile(io.BytesIO(report)) as file:
            picture = Image.open(io.BytesIO(file.read(name)))
        assert picture.width / (156 / 25.4) >= 300


def test_the_same_input_gives_the_same_bytes(report, document):
    assert render(document("full"))[0] == report


def test_it_says_what_it_is_and_no_time(report):
    properties = word_files.opened(report).core_properties
    assert properties.title == "武陟县2018年第三季度实施情况报告"
    assert properties.author == "武陟县环境保护局"
    assert properties.language == "zh-CN"
    assert (properties.created, properties.modified, properties.comments) == (None, None, "")
    with zipfile.ZipFile(io.BytesIO(report)) as file:
        assert {info.date_time for info in file.infolist()} == {(2000, 1, 1, 0, 0, 0)}


def test_it_holds_no_macro_link_or_formula(report):
    assert not [n for n in word_files.names(report) if "vba" in n.lower() or n.endswith(".bin")]
    everything = "".join(
        word_files.member(report, n) for n in word_files.names(report) if "xml" in n or "rels" in n
    )
    assert "hyperlink" not in everything
    assert "External" not in everything
    assert set(re.findall(r"<w:instrText[^>]*>([^<]*)<", everything)) == {" PAGE ", " NUMPAGES "}
