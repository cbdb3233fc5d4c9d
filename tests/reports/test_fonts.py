from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from jzdesk.models.bulletin.values import BULLETIN
from jzdesk.reports import charts
from jzdesk.reports.bulletin import bulletin_document
from jzdesk.reports.chart_list import charts_of
from jzdesk.reports.document import A4, Document, Paragraph, Section
from jzdesk.reports.evaluation import evaluation_document
from jzdesk.reports.handover import handover_document
from jzdesk.reports.listing import ListInput, list_document
from jzdesk.reports.printable import printable
from jzdesk.reports.review import review_document
from jzdesk.reports.rules import RulesInput, rules_document
from jzdesk.reports.summary import summary_document
from jzdesk.reports.to_pdf import render
from jzdesk.reports.to_pdf.fonts import BOLD, HEI, SONG, Fonts, to_unicode
from tests.reports import (
    papers,
    samples,
    test_bulletin,
    test_evaluation,
    test_handover,
    test_review,
    test_summary,
)

RULES = RulesInput("武陟县环境保护局", "武陟县", "2018Q3", ("emissions", "quality"), {}, False, "2018-10-08")
LIST = ListInput(
    "清单", "武陟县环境保护局", ("左", "右"), ("事实。",), (("列", 40.0, "l"),), (("值",),), False
)
PAPERS: dict[str, Callable[[], Document]] = {
    "review": lambda: review_document(samples.frozen(), draft=False),
    "blank": test_review.blank,
    "rules": lambda: rules_document(RULES, samples.catalogue()),
    "list": lambda: list_document(LIST),
    "handover": lambda: handover_document(test_handover.COUNTY),
    "bulletin": lambda: bulletin_document(test_bulletin.WHOLE, BULLETIN),
    "evaluation": lambda: evaluation_document(test_evaluation.one_county()),
    "summary": lambda: summary_document(test_summary.given(missing=["410811"])),
}
RARE = "𬭼"  # beyond the BMP


def document(*texts, bold=False):
    blocks = tuple(Paragraph(text, bold=bold) for text in texts)
    return Document("字", "局", (Section("字", A4, blocks),))


def check_fonts(data: bytes, tmp_path) -> None:
    """Every font is one of ours, embedded, a subset, and tells what its letters are."""
    lines = papers.tool("pdffonts", data=data, tmp_path=tmp_path).splitlines()[2:]
    assert lines
    for line in lines:
        assert re.match(r"[A-Z]{6}\+JZ(Song|Hei|Kai)-", line), line
        assert line.split()[-5:-2] == ["yes", "yes", "yes"], line


@pytest.mark.needs("pdffonts")
@pytest.mark.parametrize("name", ["report", "chart", *PAPERS])
def test_every_font_is_embedded_and_a_subset(name, reports, full, tmp_path):
    if name == "report":
        check_fonts(reports("full"), tmp_path)
    elif name == "chart":
        chart = replace(charts_of(full)[0], title=f"铁{RARE}厂，䶮王龘")
        data, missing = charts.pdf(chart)
        assert missing == []
        assert chart.title in papers.text(data)
        check_fonts(data, tmp_path)
    else:
        data, missing = render(PAPERS[name]())
        assert missing == []
        check_fonts(data, tmp_path)


def test_what_may_be_printed_is_what_the_fonts_have():
    fonts = Fonts()
    assert [char for char in printable() if fonts.runs(char)[0][1] != char] == []
    assert len(printable()) > 9_800
    assert set(printable()).issuperset(f"铁{RARE}厂䶮龘")
    assert "\U00020000" not in printable()
    assert fonts.runs("\U00020000") == [(SONG, "〓")]


def test_a_character_beyond_the_bmp_is_two_units():
    assert "<01> <D872DF7C>" in to_unicode("X", [0, ord(RARE)])


def test_a_cmap_says_nothing_of_empty_codes_and_keeps_its_blocks_short():
    table = to_unicode("X", [0, *range(0x4E00, 0x4E00 + 250)])
    assert "<00> <" not in table.partition("endcodespacerange")[2]
    assert [int(line.split()[0]) for line in table.splitlines() if line.endswith("beginbfchar")] == [
        100,
        100,
        50,
    ]


@pytest.mark.needs("pdftotext")
def test_rare_characters_are_copied_right(tmp_path):
    found = f"铁{RARE}厂，䶮王，龘龘。"
    for bold in (False, True):
        data, warnings = render(document(found, bold=bold))
        assert found in papers.tool("pdftotext", data=data, tmp_path=tmp_path)
        assert found in papers.text(data)
        assert warnings == []


def test_what_no_font_has_is_shown_and_told():
    data, warnings = render(document("武陟\U00020000县", "再\U00020000次"))
    assert "武陟〓县" in papers.text(data)
    assert warnings == ["“\U00020000”（U+20000）没有可用的字体，打印为 〓，请换一个字。"]


def test_bold_borrows_what_it_lacks():
    fonts = Fonts()
    lacking = "㧐"
    assert fonts.runs(f"武{lacking}", BOLD) == [(BOLD, "武"), (HEI, lacking)]
    assert fonts.runs("武陟", SONG) == [(SONG, "武陟")]


def test_figures_are_tabular():
    fonts = Fonts()
    assert len({fonts.width(digit, 10) for digit in "0123456789"}) == 1
    assert fonts.width("12", 10) == pytest.approx(2 * fonts.width("1", 10))
