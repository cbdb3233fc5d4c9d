"""Reports and the summary as Word files: by the ending of the file's name, the figures of the PDF."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import pytest

from jzdesk.desk import acceptance, entering, receiving, reporting
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError
from tests.desk.conftest import Q3
from tests.desk.walk import freeze, hand_in, ready

COD = "emissions/cod.industry/emitted"


def cells(path: Path) -> list[list[str]]:
    return [[c.text for c in row.cells] for table in docx.Document(str(path)).tables for row in table.rows]


def margins(path: Path) -> str:
    sections = docx.Document(str(path)).sections
    return "".join(p.text for s in sections for part in (s.header, s.footer) for p in part.paragraphs)


@pytest.mark.parametrize("kind", ["full", "forms", "review"])
def test_a_report_is_written_as_a_word_file(county: Office, tmp_path: Path, kind: str) -> None:
    entering.set_values(county, Q3, [COD, "312.45"])
    path = reporting.report(county, Q3, kind=kind, out=tmp_path / "报告.DOCX")
    assert "练习　草稿" in margins(path)
    if kind != "review":
        assert any(row[0] == "化学需氧量" and "312.45" in row for row in cells(path))


def test_after_freezing_it_bears_the_code(county: Office, tmp_path: Path) -> None:
    ready(county, Q3)
    code = freeze(county, Q3, tmp_path).code
    path = reporting.report(county, Q3, kind="full", out=tmp_path / "报告.docx")
    found = margins(path)
    assert "草稿" not in found
    assert "校验码 " + " ".join(re.findall("....", code)) in found


def test_the_summary_is_written_as_a_word_file(county: Office, city: Office, tmp_path: Path) -> None:
    ready(county, Q3, "12")
    receiving.receive(city, [hand_in(county, Q3, tmp_path / county.unit).files[0]])
    acceptance.accept(city, county.unit, Q3, revision=None, out=tmp_path / "回执.xlsx")
    head, *rows = cells(reporting.summary(city, Q3, tmp_path / "汇总.docx"))
    row = next(r for r in rows if r[0] == "化学需氧量")
    assert dict(zip(head, row, strict=True))["武陟县"].startswith("12.0")


def test_what_can_be_written_is_told(county: Office, city: Office, tmp_path: Path) -> None:
    with pytest.raises(RefusedError) as refused:
        reporting.report(county, Q3, kind="full", out=tmp_path / "报告.doc")
    assert ".pdf 或 .docx" in refused.value.sentence
    with pytest.raises(RefusedError) as refused:
        reporting.summary(city, Q3, tmp_path / "汇总.wps")
    assert ".pdf 或 .xlsx 或 .docx" in refused.value.sentence
    assert not list(tmp_path.glob("*.doc")) + list(tmp_path.glob("*.wps"))
