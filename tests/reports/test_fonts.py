from __future__ import annotations

import pytest

from jzdesk.reports.document import A4, Document, Paragraph, Section
from jzdesk.reports.to_pdf import render
from jzdesk.reports.to_pdf.fonts import BOLD, HEI, SONG, Fonts, to_unicode
from tests.reports import papers

RARE = "𬭼"  # beyond the BMP


def document(*texts, bold=False):
    blocks = tuple(Paragraph(text, bold=bold) for text in texts)
    return Document("字", "局", (Section("字", A4, blocks),))


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
    data, warnings = render(document(f"铁{RARE}厂一二三四五六七八九十"))
    assert RARE in papers.tool("pdftotext", data=data, tmp_path=tmp_path)
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
