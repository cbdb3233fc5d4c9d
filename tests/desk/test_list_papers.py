"""操作记录 and 比对 on paper and as workbooks: what is sought, with the head of the chain."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from jzdesk.desk import compare_paper, comparing, entering, looking_back, signing, trail, trail_paper
from jzdesk.desk.list_paper import ListPaper
from jzdesk.desk.office import Office
from jzdesk.desk.trail import Sought
from jzdesk.errors import RefusedError
from jzdesk.models.entry import Cell, Key
from jzdesk.models.period import Period
from jzdesk.reports import rendering
from tests.desk.conftest import Q3
from tests.desk.walk import freeze, ready
from tests.effort import effort
from tests.reports.papers import pages, squeezed, words

COD, SO2 = "emissions/cod.industry/emitted", "emissions/so2.industry/emitted"
NAME = "investment/X410823-001/name"


def printed(paper: ListPaper) -> bytes:
    return paper.making().run(print)


def kept(paper: ListPaper, folder: Path) -> openpyxl.worksheet.worksheet.Worksheet:
    return openpyxl.load_workbook(paper.writing(folder / "单.xlsx").run(print)).worksheets[0]


def paper_of(office: Office, period: Period | None = Q3, **sought: str) -> ListPaper:
    wanted = Sought(**sought)
    return trail_paper.of(office, period, wanted, trail.lines(office, period).only(wanted))


@pytest.fixture
def busy(county: Office) -> Office:
    """A county in which two people entered, corrected and explained."""
    entering.set_values(county, Q3, [COD, "12", SO2, "7"])
    entering.set_values(county, Q3, [COD, "13.5"], reason="=HYPERLINK(1)")
    entering.set_values(county, Q3, ["investment/+/name", "=1+1", "investment/+/done", "25"])
    return county


def test_the_paper_is_what_is_sought_and_says_so(busy: Office) -> None:
    paper = paper_of(busy, form="emissions", text="13.50")
    data = printed(paper)
    text = squeezed(data)
    assert "所列：报表《主要污染物排放情况》，含有“13.50”。共1条" in text
    assert busy.store.audit_head() in text
    assert "2018年第三季度" in text
    assert "练习" in pages(data)[0]
    assert "第1页共1页" in text
    assert ("13.50" in text, "7.00" in text, "X410823" in text) == (True, False, False)
    assert paper.file.name == "武陟县_2018Q3_操作记录"


def test_every_part_of_an_entry_stands_on_it(busy: Office, tmp_path: Path) -> None:
    sheet = kept(paper_of(busy, text="HYPERLINK"), tmp_path)
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(n for n, row in enumerate(rows) if row[0] == "序号")
    assert rows[head] == ["序号", "时间", "谁", "方式", "操作", "期别", "位置", "原来", "改为", "原因"]
    (entry,) = rows[head + 1 :]
    line = trail.lines(busy, Q3).only(Sought(text="HYPERLINK"))[0]
    assert entry == [
        str(line.seq), f"{line.day} {line.time}", "张三", "键入", "填报", "2018年第三季度",
        "污染物排放 化学需氧量·工业源 本季", "12.00", "13.50", "=HYPERLINK(1)",
    ]  # fmt: skip


def test_nothing_in_the_workbook_is_a_formula_or_a_link(busy: Office, tmp_path: Path) -> None:
    sheet = kept(paper_of(busy), tmp_path)
    texts = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in texts} == {"s"}
    risky = [cell for cell in texts if str(cell.value).startswith("=")]
    assert {cell.value for cell in risky} == {"=HYPERLINK(1)", "=1+1"}
    assert all(cell.quotePrefix for cell in risky)
    with zipfile.ZipFile(tmp_path / "单.xlsx") as archive:
        inside = b"".join(archive.read(n) for n in archive.namelist() if "sheet" in n)
    assert b"<f>" not in inside
    assert b"hyperlink" not in inside.lower().replace(b"=hyperlink", b"")


def test_heads_stand_on_every_page(busy: Office, tmp_path: Path) -> None:
    line = trail.lines(busy, Q3)[0]
    data = printed(trail_paper.of(busy, None, Sought(), [line] * 100))
    found = pages(data)
    assert len(found) > 2
    assert all("序号" in page and "原因" in page for page in found)
    assert f"第{len(found)}页共{len(found)}页" in squeezed(data)
    sizes, _ = words(data, tmp_path)
    assert {(round(w), round(h)) for w, h in sizes} == {(842, 595)}, "A4 across"
    assert "全部期别" in squeezed(data)


def test_the_same_list_is_the_same_paper(busy: Office) -> None:
    job = paper_of(busy)._job(".pdf")
    assert rendering.render(job, print) == rendering.render(job, print)


def test_nothing_found_is_a_paper_without_a_line(busy: Office) -> None:
    assert "共0条" in squeezed(printed(paper_of(busy, who="没有这个人")))


def test_it_is_written_as_nothing_else(busy: Office, tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match=r"pdf 或 \.xlsx"):
        paper_of(busy).writing(tmp_path / "单.docx")
    assert list(tmp_path.glob("单*")) == []


def test_twenty_thousand_entries_are_asked_for_at_once(county: Office) -> None:
    """What is done before the second process takes over, while the window waits, is little for each."""
    sheet = county.sheet(Q3)
    keys = [Key("emissions", row.code, "emitted") for row in sheet.rows("emissions") if not row.derived]
    with county.store.operation("set", Q3, at=county.stamp) as op:
        for key in keys:
            op.put(key, Cell(blank="未监测"))
    found = tuple(trail.lines(county, Q3))
    many = (found * (20_000 // len(found) + 1))[:20_000]
    asked = effort(lambda: trail_paper.of(county, Q3, Sought(), many), county.store._db.connection)
    assert asked < 12 * len(many)


# 比对


@pytest.fixture
def twice(county: Office, tmp_path: Path, no_paper: None) -> Office:
    """A first quarter sent for signature, taken back, and changed."""
    first = Period.parse("2018Q1")
    ready(county, first, "12")
    freeze(county, first, tmp_path)
    signing.withdraw(county, first)
    entering.set_values(county, first, [COD, "15.5", SO2, "无此项"])
    return county


def test_a_comparison_on_paper_has_every_cell_that_differs(twice: Office, tmp_path: Path) -> None:
    now, draft = looking_back.versions(twice)
    found = comparing.compare(twice, draft, now)
    paper = compare_paper.of(twice, draft, now, found)
    text = squeezed(printed(paper))
    assert f"共{len(found)}格不同" in text
    assert "送签第1稿（已撤回）" in text
    assert "化学需氧量·工业源本季12.0015.50+3.50+29.2%12.00→15.50" in text
    assert "二氧化硫·工业源本季12.00无此项" in text
    sheet = kept(paper, tmp_path)
    place = ("化学需氧量·工业源", "本季")
    rows = [row for row in sheet.iter_rows() if (row[1].value, row[2].value) == place]
    assert [[cell.value for cell in row[3:]] for row in rows] == [
        ["12.00", "15.50", "+3.50", "+29.2%", "12.00 → 15.50"]
    ]
    assert [bool(cell.font.strike) for cell in rows[0][2:5]] == [False, True, False]


def test_what_was_replaced_is_struck_through_on_paper(twice: Office) -> None:
    """A line more is drawn for each old figure, and none where nothing stood."""
    now, draft = looking_back.versions(twice)
    paper = compare_paper.of(twice, draft, now, comparing.compare(twice, draft, now))
    unstruck = ListPaper(paper.title, paper.file, type(paper.given)(**{**paper.given.plain(), "struck": ()}))
    drawn = [page_lines(printed(p)) for p in (unstruck, paper)]
    olds = sum(1 for row in paper.given.rows if row[3])
    assert drawn[1] - drawn[0] == olds > 3


def page_lines(data: bytes) -> int:
    import pypdf

    streams = [page.get_contents().get_data() for page in pypdf.PdfReader(io.BytesIO(data)).pages]
    return sum(stream.count(b" l S") for stream in streams)
