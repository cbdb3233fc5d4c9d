"""The page of an official document: 22 lines of 28 letters between its margins, in the faces it is set in."""

from __future__ import annotations

import pytest
from docx.oxml.ns import qn

from jzdesk.reports import to_docx, to_pdf
from jzdesk.reports.document import (
    BIAO,
    CENTRE,
    FANG,
    HEI,
    KAI,
    LETTER,
    OFFICIAL,
    PITCH,
    Document,
    Paragraph,
    Section,
)
from tests.reports import papers, word_files

LINES, LETTERS = 22, 28


def made(*blocks: Paragraph) -> Document:
    return Document("文", "局", (Section("文", OFFICIAL, blocks),))


def line(text: str, face: str = FANG, **more: object) -> Paragraph:
    return Paragraph(text, LETTER, leading=PITCH, face=face, **more)


def test_a_page_holds_22_lines_and_a_line_28_letters() -> None:
    def pages(letters: int) -> int:
        return len(papers.pages(to_pdf.render(made(line("测" * letters)))[0]))

    assert pages(LINES * LETTERS) == 1
    assert pages(LINES * LETTERS + 1) == 2
    first = papers.pages(to_pdf.render(made(line("测" * LETTERS * 2)))[0])[
        0
    ].splitlines()  # its foot comes first
    assert first[1:3] == ["测" * LETTERS] * 2


def test_margins_and_pitch_are_those_of_the_standard_in_word_too() -> None:
    data, _ = to_docx.render(made(line("测")))
    page = word_files.opened(data).sections[0]
    margins = [
        round(m.mm) for m in (page.top_margin, page.left_margin, page.bottom_margin, page.right_margin)
    ]
    assert margins == [37, 28, 35, 26]
    spacing = word_files.opened(data).element.body.find(f".//{qn('w:spacing')}")
    assert spacing.get(qn("w:lineRule")) == "exact"
    assert LINES * int(spacing.get(qn("w:line"))) / 20 == pytest.approx(225 * 72 / 25.4, abs=1)


def test_28_letters_of_3号_fit_into_a_line_of_word() -> None:
    letters = word_files.run_of(to_docx.render(made(line("测")))[0], "测")
    size = int(letters.find(f".//{qn('w:sz')}").get(qn("w:val"))) / 2
    squeezed = int(letters.find(f".//{qn('w:spacing')}").get(qn("w:val"))) / 20
    assert size == 16  # what Word calls 三号
    assert LETTERS * (size + squeezed) <= 156 * 72 / 25.4 < (LETTERS + 1) * (size + squeezed)


@pytest.mark.parametrize(
    ("face", "name"), [(FANG, "仿宋"), (KAI, "楷体"), (HEI, "黑体"), (BIAO, "方正小标宋简体")]
)
def test_word_is_told_the_faces_by_the_names_windows_has_for_them(face: str, name: str) -> None:
    letters = word_files.run_of(to_docx.render(made(line("测", face)))[0], "测")
    assert letters.find(f".//{qn('w:rFonts')}").get(qn("w:eastAsia")) == name


def test_headings_are_found_in_the_outline_by_their_level() -> None:
    blocks = (line("通报", BIAO, align=CENTRE, level=1), line("一、空气", HEI, level=2), line("文"))
    styles = [p.style.name for p in word_files.opened(to_docx.render(made(*blocks))[0]).paragraphs]
    assert styles == ["Heading 1", "Heading 2", "Normal"]
