"""The plan's chapters as a tree, and its official text beside each item where the office has loaded it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from jzdesk.desk import browsing, browsing_tree, plan_text, safekeeping, window
from jzdesk.desk.browsed import INDICATORS, TASKS, Detail
from jzdesk.desk.office import Office
from jzdesk.errors import JzdeskError
from jzdesk.models import official_text
from jzdesk.models.period import Period
from jzdesk.reports import to_pdf
from jzdesk.reports.document import A4, Document, Paragraph, Section

QUARTER = Period.parse("2018Q3")
PM25 = "细颗粒物年均浓度要比2015年明显下降，样例文字一。"
"""A made-up sentence in the place of the plan's own, which is not shipped."""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with safekeeping.init(tmp_path / "县.jzdesk", unit="410823", office=None, practice=True) as made:
        yield made


def lines(office: Office, sentence: str = PM25) -> list[str]:
    """Return a text with a table of contents and every chapter, one of them with a sentence to be found."""
    chapters = office.catalogue.data["chapters"]
    told = [f"{one['code']}　{one['title']}" for one in chapters]
    for one in chapters:
        told += [f"{one['code']} {one['title']}。", f"{one['code']}的第一段，与别的都不一样。"]
        if one["code"] == "四（一）":
            told.append(sentence)
    return told


def word(texts: list[str]) -> bytes:
    """Return the smallest `.docx` that holds these paragraphs."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>" for text in texts)
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr(
            "word/document.xml", f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
        )
    return data.getvalue()


def pdf(texts: list[str]) -> bytes:
    blocks = tuple(Paragraph(text) for text in texts)
    return to_pdf.render(Document("规划", "市", (Section("规划", A4, blocks, None),)))[0]


def detail(office: Office, segment: str, code: str) -> Detail:
    return browsing.detail(office, window.look(office, QUARTER), segment, code)


def beside(office: Office, segment: str, code: str) -> tuple[str, str]:
    last = detail(office, segment, code).sections[-1]
    return last.title, last.said[0] if last.said else ""


@pytest.mark.parametrize("ending", [".txt", ".docx", ".pdf"])
def test_the_paragraph_of_the_official_text_stands_beside_its_item(
    office: Office, tmp_path: Path, ending: str
) -> None:
    file = tmp_path / f"规划{ending}"
    texts = lines(office)
    made = {".txt": "\n".join(texts).encode("gb18030"), ".docx": word(texts), ".pdf": pdf(texts)}
    file.write_bytes(made[ending])
    loaded = plan_text.load(office, file)
    assert loaded.found == loaded.of
    title, text = beside(office, INDICATORS, "pm25_annual_mean")
    assert (title, text) == ("规划原文（四（一））", PM25)
    assert "没有找到" in beside(office, INDICATORS, "forest_coverage")[1]


def test_without_a_text_nothing_is_said_of_it(office: Office) -> None:
    assert "原文" not in beside(office, INDICATORS, "pm25_annual_mean")[0]
    assert plan_text.standing(office) is None


def test_loading_again_replaces_and_what_is_wrong_changes_nothing(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "规划.txt"
    file.write_text("\n".join(lines(office)), "utf-8")
    plan_text.load(office, file)
    newer = PM25.replace("样例文字一", "样例文字二")
    file.write_text("\n".join(lines(office, newer)), "utf-8")
    plan_text.load(office, file)
    assert beside(office, INDICATORS, "pm25_annual_mean")[1] == newer
    wrong = {
        "日记.txt": "今天天气很好。".encode(), "空.txt": b"",
        "旧.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600,
        "坏.docx": b"PK\x03\x04" + b"0" * 200, "坏.pdf": b"%PDF-1.4 nothing", "图.pdf": pdf([]),
    }  # fmt: skip
    for name, data in wrong.items():
        (tmp_path / name).write_bytes(data)
        with pytest.raises(JzdeskError) as caught:
            plan_text.load(office, tmp_path / name)
        assert name.partition(".")[0] in caught.value.sentence, name
    with pytest.raises(JzdeskError):
        plan_text.load(office, tmp_path / "没有.txt")
    assert beside(office, INDICATORS, "pm25_annual_mean")[1] == newer
    plan_text.forget(office)
    assert plan_text.text(office) is None


def test_a_row_of_a_table_is_told_whole() -> None:
    chapters = [{"code": "专栏二", "title": "主要指标"}, {"code": "四", "title": "任务"}]
    text = official_text.cut(
        [
            "专栏二  主要指标",
            "省控断面达标率（%）",
            "72.9",
            "≥85",
            "约束性",
            "森林覆盖率（%）",
            "四、任务",
            "别的",
        ],
        chapters,
    )
    assert text.beside(["专栏二"], "省控断面达标率") == ("专栏二", "省控断面达标率（%）　72.9　≥85　约束性")
    assert text.beside(["四"], "省控断面达标率") is None


def test_the_tree_holds_every_item_at_every_chapter_that_names_it(office: Office) -> None:
    entries = browsing.entries(office, window.look(office, QUARTER))
    branches = browsing_tree.tree(office.catalogue.data, entries, "", mine=False)
    every = list(browsing_tree.every(branches))
    held = {(e.segment, e.code) for b in every for _, own in b.items for e in own}
    assert held == {(e.segment, e.code) for e in entries if e.segment in browsing_tree.KINDS}
    codes = [b.code for b in every if ("indicators", "pm25_annual_mean") in
             {(e.segment, e.code) for _, own in b.items for e in own}]  # fmt: skip
    assert codes == ["专栏二", "四（一）"]
    assert all(b.title for b in every), "every source is a chapter that has a title"
    four = next(b for b in branches if b.code == "四")
    assert [b.code for b in four.branches] == ["四（一）", "四（二）", "四（三）", "四（四）"]


def test_searching_leaves_the_chapters_that_hold_something(office: Office) -> None:
    entries = browsing.entries(office, window.look(office, QUARTER))
    found = browsing_tree.tree(office.catalogue.data, entries, "黑臭水体", mine=False)
    assert [b.code for b in found] == ["专栏二", "四"]
    assert not browsing_tree.tree(office.catalogue.data, entries, "没有这样的词", mine=False)
    mine = browsing_tree.tree(office.catalogue.data, entries, "", mine=True)
    assert all(e.mine for b in mine for e in b.entries)


def test_a_chapter_tells_what_it_lays_down(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "规划.txt"
    file.write_text("\n".join(lines(office)), "utf-8")
    plan_text.load(office, file)
    entries = browsing.entries(office, window.look(office, QUARTER))
    branches = browsing_tree.tree(office.catalogue.data, entries, "", mine=False)
    air = next(b for b in browsing_tree.every(branches) if b.code == "四（一）")
    told = browsing_tree.detail(air, plan_text.text(office))
    assert told.title == "大力提升环境空气质量"
    assert {link.segment for s in told.sections for link in s.links} >= {INDICATORS, TASKS}
    assert told.sections[-1].said[-1] == PM25
