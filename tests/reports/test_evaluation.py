"""中期评估 and 终期考核 on paper, as a Word file and as a workbook."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from functools import cache
from types import ModuleType

import openpyxl
import pytest

from jzdesk.models.evaluation.result import Evaluation
from jzdesk.reports import to_docx, to_pdf, to_xlsx
from jzdesk.reports.document import Grid
from jzdesk.reports.evaluation import evaluation_document
from tests.models.evaluated import WUZHI, catalogue, everywhere, known, of
from tests.reports import papers

STRAW = {"quality/straw_utilization/numerator": "92", "quality/straw_utilization/denominator": "100"}
AIR = {
    "quality/pm25/annual": "66", "quality/pm25/basis": "standard", "quality/good_days/annual": "200",
    "quality/valid_days/annual": "365",
}  # fmt: skip
SO_FAR = {"quality/pm25/ytd": "62", "quality/pm25/basis": "standard", "milestones/M014/status": "running"}
DONE = {"milestones/M023/status": "running", "milestones/M014/status": "done"}


@cache
def empty() -> Evaluation:
    return of(known("2018"))


@cache
def one_county() -> Evaluation:
    """One county alone, before the year's end and after."""
    offices = {WUZHI: {"2018Q3": SO_FAR, "2018Q4": DONE, "2018": {**AIR, **STRAW}}}
    return of(known("2018Q3", offices), known("2018", offices), draft=True)


@cache
def eleven() -> Evaluation:
    return of(known("2020", everywhere({"2020": {**AIR, **STRAW}, "2020Q4": DONE})), kind="final")


@cache
def written(made: Callable[[], Evaluation], kind: ModuleType) -> bytes:
    """Return an evaluation as a file of a kind; it is made once."""
    file = kind.render(evaluation_document(made()))
    return file if kind is to_xlsx else file[0]


@pytest.fixture
def drafted() -> bytes:
    return written(one_county, to_pdf)


def test_one_county_s_draft_as_it_stands_on_paper(drafted: bytes):
    papers.check_golden("evaluation-draft", drafted)


@pytest.mark.parametrize("made", [empty, one_county, eleven])
def test_every_indicator_task_and_project_is_named_in_all_three_kinds(made):
    pdf = papers.squeezed(written(made, to_pdf))
    word = "".join(re.sub("<[^>]*>", "", _part(written(made, to_docx), "word/document.xml")).split())
    book = openpyxl.load_workbook(io.BytesIO(written(made, to_xlsx)))
    sheets = "".join(str(c.value or "") for s in book for row in s.iter_rows() for c in row)
    for room in ("indicators", "milestones", "projects"):
        for one in catalogue().data[room]:
            name = "".join(one["name"].split())
            assert name in pdf, name
            assert name in word, name
            assert one["name"] in sheets, name


def _part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def test_the_same_evaluation_is_the_same_bytes(drafted: bytes):
    document = evaluation_document(one_county())
    assert to_pdf.render(document)[0] == drafted
    assert to_docx.render(document)[0] == written(one_county, to_docx)
    books = (written(one_county, to_xlsx), to_xlsx.render(document))
    first, second = (zipfile.ZipFile(io.BytesIO(data)) for data in books)
    for name in first.namelist():
        assert first.read(name) == second.read(name), name


def test_a_workbook_has_a_sheet_for_each_part_and_the_internal_one_last():
    book = openpyxl.load_workbook(io.BytesIO(written(eleven, to_xlsx)))
    assert book.sheetnames == [
        "总览", "约束性指标", "预期性指标", "正文其他指标（规划没有标明约束性、预期性）",
        "上一个五年规划指标（专栏一）",
        "重点任务", "重点项目", "分县（市）区情况", "没有数据的项目", "规划的矛盾与空缺", "触发事实（内部）",
    ]  # fmt: skip
    inside = "".join(str(c.value or "") for row in book["触发事实（内部）"].iter_rows() for c in row)
    assert "内部资料　不对外提供" in inside
    assert "不作结论" in inside
    assert "武陟县" in inside, "its task was due and is not done"


def test_the_internal_facts_stand_on_no_other_page():
    document = evaluation_document(eleven())
    *outside, inside = document.sections
    facts = {fact.text for fact in eleven().facts}
    assert facts
    texts = {
        c.text for s in outside for b in s.blocks if isinstance(b, Grid) for r in b.rows for c in r.cells
    }
    assert not facts & texts
    assert inside.running is not None
    assert inside.running.left == "内部资料　不对外提供"


def test_the_overview_adds_up():
    found = eleven()
    grid = next(b for b in evaluation_document(found).sections[0].blocks if isinstance(b, Grid))
    for row in grid.rows:
        _, number, *counts, _ = (cell.text for cell in row.cells)
        assert sum(int(text) for text in counts if text != "—") == int(number)


def test_no_score_stands_anywhere_without_a_scheme(drafted: bytes):
    assert "得分" not in papers.squeezed(drafted)


def test_its_tables_are_as_wide_as_the_page():
    for found in (one_county(), eleven()):
        for section in evaluation_document(found).sections:
            for block in section.blocks:
                if isinstance(block, Grid):
                    assert (
                        sum(block.widths) <= section.page.width - section.page.left - section.page.right + 0.5
                    )
