"""The Word writer block by block: tables, paragraphs, places to sign, and what does not fit."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from docx.oxml.ns import qn
from docx.shared import Mm

from jzdesk.errors import WorldError
from jzdesk.reports.chart_data import Chart
from jzdesk.reports.document import (
    A4,
    CENTRE,
    RIGHT,
    WHOLE,
    Beside,
    Document,
    Fields,
    Figure,
    Gap,
    Grid,
    GridRow,
    HeadCell,
    Paragraph,
    Section,
    Sides,
)
from jzdesk.reports.document import Cell as Place
from jzdesk.reports.to_docx import render, write_docx
from tests.reports import word_files


def made(*blocks, **options):
    return Document("文", "局", (Section("文", options.pop("page", A4), blocks, **options),))


def table(rows, head=("甲", "乙"), **options):
    heads = tuple(HeadCell(text, n) for n, text in enumerate(head))
    return Grid(
        (60,) * len(head), (heads,), tuple(GridRow("row", tuple(map(Place, row))) for row in rows), **options
    )


def size(run):
    return int(run.find(f".//{qn('w:sz')}").get(qn("w:val"))) / 2


def test_rows_stay_whole_but_for_those_that_fill_a_page():
    data, _ = render(made(table([("短", "短"), ("长", "征地拆迁。" * 900)])))
    whole = [
        line.find(f".//{qn('w:cantSplit')}") is not None for line in word_files.tables(data)[0]._tbl.tr_lst
    ]
    assert whole == [True, True, False]


def test_a_band_stays_with_the_row_below_it():
    rows = (GridRow("band", (Place("一、水", span=WHOLE),)), GridRow("row", (Place("甲"), Place("乙"))))
    word = word_files.tables(render(made(replace(table([]), rows=rows)))[0])[0]
    kept = [line.find(f".//{qn('w:keepNext')}") is not None for line in word._tbl.tr_lst]
    assert kept == [True, True, False]
    assert word._tbl.tr_lst[1].tc_lst[0].grid_span == 2


def test_a_title_stands_above_its_table():
    data, _ = render(made(table([("左", "右")], title="表一")))
    assert word_files.paragraphs(data)[:2] == ["表一", "甲"]


def test_wide_tables_are_squeezed_and_narrow_ones_widened():
    grids = (replace(table([("左", "右")]), widths=(300, 100)), replace(table([("左", "右")], stubs=1)),
             replace(table([("左", "右")], stubs=2), widths=(20, 20)))  # fmt: skip
    room = Mm(156).twips
    for grid, expected in zip(grids, ((0.75, 0.25), (60 / 156, 96 / 156), (20 / 156, 20 / 156)), strict=True):
        word = word_files.tables(render(made(grid))[0])[0]
        widths = [int(c.get(qn("w:w"))) for c in word._tbl.tblGrid.iter(qn("w:gridCol"))]
        assert [w / room for w in widths] == pytest.approx(expected, abs=0.002)


def test_tables_below_each_other_stay_two():
    data, _ = render(made(table([("左", "右")]), table([("上", "下")])))
    assert len(word_files.opened(data).tables) == 2
    body = list(word_files.opened(data).element.body)
    assert not any(a.tag == b.tag == qn("w:tbl") for a, b in pairwise(body))


def test_a_figure_too_wide_for_its_column_shrinks_beside_its_mark():
    row = GridRow("total", (Place("1,234,567,890.12", RIGHT, mark="①"), Place("X410823-001", whole=True)))
    grid = Grid((14, 12), ((HeadCell("数", 0), HeadCell("编号", 1)),), (row,), stubs=2)
    data, _ = render(made(grid))
    # 16 letters of at least half an em must fit in 12 mm less the raised sign
    assert size(word_files.run_of(data, "1,234,567,890.12")) * 8 <= 12 * 72 / 25.4
    assert size(word_files.run_of(data, "X410823-001")) < 9
    mark = word_files.run_of(data, "①")
    assert mark.find(f".//{qn('w:vertAlign')}").get(qn("w:val")) == "superscript"


def test_lines_of_a_paragraph_become_paragraphs():
    data, _ = render(made(Paragraph("甲\n乙", indent=2, space=2), Paragraph("丙", hang=3, indent=-3)))
    first, second, third = word_files.opened(data).paragraphs
    assert [p.text for p in (first, second, third)] == ["甲", "乙", "丙"]
    assert first.paragraph_format.first_line_indent.pt == 21
    assert (first.paragraph_format.space_after.pt, second.paragraph_format.space_after.mm) == (
        0, pytest.approx(2, abs=0.1)
    )  # fmt: skip
    assert third.paragraph_format.first_line_indent.pt == -third.paragraph_format.left_indent.pt


def test_one_page_gets_smaller_type_until_it_fits():
    blocks = tuple(Paragraph(f"复核{n}" + "内容，" * 30, size=10.5) for n in range(38))
    small, large = (render(made(*blocks, one_page=one))[0] for one in (True, False))
    text = blocks[0].text
    assert size(word_files.run_of(small, text)) < size(word_files.run_of(large, text)) == 10.5
    endless = tuple(Paragraph("复核内容，" * 30) for _ in range(300))
    assert size(
        word_files.run_of(render(made(*endless, one_page=True))[0], endless[0].text)
    ) == pytest.approx(6.5)


def test_a_form_that_nearly_fits_is_set_a_little_smaller():
    def first_size(lines, **options):
        blocks = [Paragraph(f"行{n}") for n in range(lines)]
        return size(word_files.run_of(render(made(*blocks, **options))[0], "行0"))

    running = Sides("左", "中", "右")
    most = next(n for n in range(30, 90) if first_size(n, running=running) < 10.5) - 1
    assert 9 <= first_size(most + 4, running=running) < 10.5
    assert first_size(most + 20, running=running) == 10.5, "it goes on overleaf"
    assert first_size(most + 4) == 10.5, "only forms have a running head"


def test_sides_that_do_not_fit_shrink():
    long = "填报单位" * 12
    data, _ = render(made(Sides(long, "2018年", "计量单位" * 12), Sides(right="表号", size=8.5)))
    assert size(word_files.run_of(data, long)) < 9
    assert size(word_files.run_of(data, "表号")) == 8.5
    stops = word_files.opened(data).paragraphs[1].paragraph_format.tab_stops
    assert [round(s.position.mm) for s in stops] == [156]


def test_names_are_signed_on_a_line():
    pairs = (("单位负责人：", "张国强"), ("联系电话：", "0391-7290000"), ("日期：", ""))
    data, _ = render(made(Fields(pairs, columns=2, ruled=True), Fields(pairs, columns=2)))
    ruled, plain = word_files.tables(data)
    assert word_files.rows(ruled) == [
        ["单位负责人：", "张国强", "", "联系电话：", "0391-7290000"],
        ["日期：", "", "", "", ""],
    ]
    lines = [c.find(f".//{qn('w:tcBorders')}") is not None for r in ruled._tbl.tr_lst for c in r.tc_lst]
    assert lines == [False, True, False, False, True, False, True, False, False, False]
    assert word_files.rows(plain) == [
        ["单位负责人：张国强", "", "联系电话：0391-7290000"],
        ["日期：", "", ""],
    ]
    assert plain._tbl.find(f".//{qn('w:tcBorders')}") is None


def test_fewer_fields_than_columns():
    data, _ = render(made(Fields((("日期：", "今天"),), columns=2, ruled=True)))
    assert word_files.rows(word_files.tables(data)[0]) == [["日期：", "今天", "", "", ""]]


def test_the_seal_has_its_place_beside_the_names():
    names = Fields((("单位负责人：", "张国强"),), ruled=True)
    data, _ = render(made(Beside((names, Paragraph("说明：无。")), "盖章处")))
    assert len(word_files.opened(data).tables) == 1
    beside = word_files.tables(data)[0]._tbl.tr_lst[0]
    left, _, right = beside.tc_lst
    assert "说明：无。" in word_files.within(left)
    assert word_files.within(right) == "盖章处"
    assert right.find(f".//{qn('w:tcBorders')}/{qn('w:left')}").get(qn("w:val")) == "dashed"
    assert beside.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None


def test_a_long_note_beside_the_seal_flows_on():
    blocks = (
        Fields((("单位负责人：", "张国强"),), ruled=True),
        *(Paragraph(f"说明{n}。" * 20) for n in range(60)),
        table([("左", "右")]),
    )
    data, _ = render(made(Beside(blocks, "盖章处")))
    upper, lower = (t._tbl.tr_lst[0] for t in word_files.opened(data).tables)
    assert "盖章处" in word_files.within(upper)
    assert "张国强" in word_files.within(upper)
    assert lower.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is None
    assert all(f"说明{n}。" in word_files.within(upper) + word_files.within(lower) for n in range(60))


def test_a_seal_with_nothing_beside_it():
    tall = Paragraph("高", leading=40)
    data, _ = render(made(Beside((tall, *[Paragraph("文", leading=4)] * 12), "盖章处")))
    upper, lower = (t._tbl.tr_lst[0] for t in word_files.opened(data).tables)
    assert word_files.within(upper) == "盖章处"
    assert word_files.within(lower).startswith("高")


def test_characters_that_no_file_may_hold_are_left_out():
    bad = "武\x00陟\x0b\ufffe县<&>\ud800"
    data, _ = render(replace(made(Paragraph(bad)), title=bad))
    assert word_files.paragraphs(data)[0] == "武陟县<&>"
    assert word_files.opened(data).core_properties.title == "武陟县<&>"


def test_lines_in_a_cell_stay_lines():
    data, _ = render(made(table([("一\n二", "右")])))
    assert word_files.rows(word_files.tables(data)[0])[1] == ["一\n二", "右"]


def test_a_chart_stays_with_its_caption():
    chart = Chart("emissions", "图", (), "没有数。", False)
    data, warnings = render(made(Figure(chart, "图1　排放"), page=A4))
    shown, caption = word_files.opened(data).paragraphs
    assert shown.paragraph_format.keep_with_next
    assert (caption.text, caption.style.name) == ("图1　排放", "Caption")
    assert warnings == []


def test_what_a_chart_cannot_show_is_told_once():
    chart = Chart("emissions", "图", (), "没有\U00020000数。", False)
    _, warnings = render(made(Figure(chart, "图1"), Figure(replace(chart, empty="无\U00020000。"), "图2")))
    assert warnings == ["“\U00020000”（U+20000）没有可用的字体，打印为 〓，请换一个字。"]


def test_it_is_put_in_its_place(tmp_path):
    file = tmp_path / "文.docx"
    assert write_docx(made(Gap(3), Paragraph("武陟", align=CENTRE)), file) == []
    assert word_files.paragraphs(file.read_bytes()) == ["", "武陟"]
    with pytest.raises(WorldError):
        write_docx(made(Paragraph("武陟")), tmp_path / "没有" / "文.docx")
