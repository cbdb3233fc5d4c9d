"""使用手册: the help as a book: its contents lead to the right pages, with pictures and without."""

from __future__ import annotations

import io
import re
import zlib
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader
from pypdfium2 import PdfDocument, PdfImage

from jzdesk.desk import manual_paper
from jzdesk.desk.helping import Helping
from jzdesk.reports import rendering, to_docx, to_pdf
from jzdesk.reports.document import Contents
from jzdesk.reports.manual import ManualInput, manual_document
from jzdesk.reports.png import png_of
from tests.reports.papers import check_golden, pages, squeezed

CHAPTERS = (2, 4, 11)
"""审核和说明, 与市局往来, and a few of the rules."""
RULES = 6


@pytest.fixture(scope="module")
def whole() -> ManualInput:
    return manual_paper.given(Helping(), Path("/nowhere"))


@pytest.fixture(scope="module")
def few(whole) -> ManualInput:
    chosen = [whole.chapters[n] for n in CHAPTERS]
    chosen[-1] = replace(chosen[-1], entries=chosen[-1].entries[:RULES])
    return replace(whole, chapters=tuple(chosen), version="0")


@pytest.fixture(scope="module")
def printed(few) -> bytes:
    data, warnings = to_pdf.render(manual_document(few))
    assert warnings == []
    return data


def picture(path: Path, size: tuple[int, int] = (64, 32)) -> Path:
    made = Image.new("P", size, 1)
    made.putpalette([255, 255, 255, 11, 110, 102, 179, 38, 30])
    made.putpixel((3, 3), 2)
    made.save(path, "PNG", bits=2)
    return path


def test_it_reads_as_it_did(printed):
    check_golden("manual", printed)


def test_the_contents_name_the_page_on_which_each_chapter_and_entry_begins(few, printed):
    (contents,) = (b for b in manual_document(few).blocks if isinstance(b, Contents))
    found = pages(printed)
    listed = found[0]
    assert len(contents.lines) == 3 + sum(len(c.entries) for c in few.chapters[:2])
    for title, _, _ in contents.lines:
        line = re.search(re.escape(title) + r"\D*?[·.\s]+(\d+)", listed)
        assert line is not None, title
        begun = re.sub(r"\s", "", found[int(line[1]) - 1])
        assert re.sub(r"\s", "", title) in begun, title


def test_a_readers_outline_leads_to_chapters_and_to_their_entries(few, printed):
    outline = PdfReader(io.BytesIO(printed)).outline
    titles = [one.title for one in outline if not isinstance(one, list)]
    assert titles[1:] == [f"{n}　{c.title}" for n, c in enumerate(few.chapters, 1)]
    inner = [one.title for part in outline if isinstance(part, list) for one in part]
    assert "审核说明怎么写" in inner


def test_a_rule_takes_few_lines_and_says_source_example_and_remedy(few, printed):
    text = squeezed(printed)
    for entry in few.chapters[-1].entries:
        assert re.sub(r"\s", "", entry.title) in text
    assert "示例：用编的数演示，程序会说：化学需氧量·工业源：本季120.00吨" not in text
    assert "企业（设施）数却是0家。" in text
    assert "常见错误" not in text.rpartition("示例里的数是编的")[2]


def test_a_picture_lies_in_the_pdf_as_it_lies_in_its_file(few, tmp_path):
    file = picture(tmp_path / "shot.png")
    chapter = few.chapters[0]
    shown = replace(chapter, entries=(replace(chapter.entries[0], picture=str(file)), *chapter.entries[1:]))
    data, _ = to_pdf.render(manual_document(replace(few, chapters=(shown,))))
    with closing(PdfDocument(data)) as paper:
        images = [o for page in paper for o in page.get_objects() if isinstance(o, PdfImage)]
        assert len(images) == 1
        seen = images[0].get_bitmap().to_pil().convert("RGB")
    assert seen.size == (64, 32)
    assert seen.getpixel((3, 3)) == (179, 38, 30)
    assert seen.getpixel((0, 0)) == (11, 110, 102)
    assert png_of(file).packed in data


def test_a_picture_in_three_colours_a_dot_is_taken_too_and_others_are_refused(tmp_path):
    Image.new("RGB", (4, 4), (1, 2, 3)).save(tmp_path / "rgb.png")
    assert len(zlib.decompress(png_of(tmp_path / "rgb.png").packed)) == 4 * (1 + 12)
    Image.new("RGBA", (4, 4)).save(tmp_path / "clear.png")
    with pytest.raises(ValueError, match="clear"):
        png_of(tmp_path / "clear.png")
    (tmp_path / "no.png").write_bytes(b"GIF89a")
    with pytest.raises(ValueError, match="GIF"):
        png_of(tmp_path / "no.png")


def test_pictures_that_are_not_there_are_left_out(whole):
    assert all(entry.picture == "" for chapter in whole.chapters for entry in chapter.entries)


def test_a_word_file_has_the_same_chapters_contents_and_pictures(few, tmp_path):
    file = picture(tmp_path / "shot.png")
    chapter = few.chapters[0]
    shown = replace(chapter, entries=(replace(chapter.entries[0], picture=str(file)), *chapter.entries[1:]))
    data, _ = to_docx.render(manual_document(replace(few, chapters=(shown,))))
    import docx

    made = docx.Document(io.BytesIO(data))
    texts = [paragraph.text for paragraph in made.paragraphs]
    assert texts.count("审核说明怎么写") == 2  # in the contents, and where it stands
    assert len(made.inline_shapes) == 1


def test_the_second_process_makes_the_same_bytes(few, printed):
    from jzdesk.models.plainly import plain

    job = {"job": "render", "what": "manual", "manual": plain(few), "ending": ".pdf"}
    assert rendering.render(job, lambda _told: None)["data"] == rendering._text(printed)


@pytest.mark.slow
def test_the_whole_book_holds_every_entry_and_every_rule(whole):
    data, warnings = to_pdf.render(manual_document(whole))
    assert warnings == []
    assert len(data) < 10**6
    text = squeezed(data)
    titles = [entry.title for chapter in whole.chapters for entry in chapter.entries]
    assert len(titles) > 280
    assert [title for title in titles if re.sub(r"\s", "", title) not in text] == []


@pytest.mark.slow
def test_every_picture_that_an_entry_has_is_one_the_gallery_takes():
    from tests import manual

    source = "".join(p.read_text("utf-8") for p in Path(manual.__file__).parent.glob("gallery*.py"))
    assert [name for name in manual.wanted() if f'"{name}"' not in source] == []
