from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from jzdesk.desk import acceptance, entering, handing_in, receiving, reporting, safekeeping, signing
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError
from jzdesk.models.catalogue import Catalogue
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from tests.desk.conftest import Q3
from tests.desk.walk import DAY, explain_all, freeze, hand_in, ready, without_paper

COD, PM25 = "emissions/cod.industry/emitted", "quality/pm25/ytd"
DONE = "investment/P016/done"
Q2 = Period.parse("2018Q2")


def text(path: Path) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


@pytest.mark.parametrize("kind", ["full", "forms", "review"])
def test_what_is_printed_before_freezing_is_a_draft(county: Office, tmp_path: Path, kind: str) -> None:
    entering.set_values(county, Q3, [COD, "312.45"])
    path = reporting.report(county, Q3, kind=kind, out=tmp_path / "报告.pdf")
    assert "草稿" in text(path)


def test_after_freezing_the_report_is_the_snapshot(county: Office, tmp_path: Path) -> None:
    ready(county, Q3)
    code = freeze(county, Q3, tmp_path).code
    first = reporting.report(county, Q3, kind="full", out=tmp_path / "1.pdf").read_bytes()
    printed = text(tmp_path / "1.pdf")
    assert "草稿" not in printed
    assert " ".join(code[i : i + 4] for i in range(0, 16, 4)) in printed
    signing.submit(county, Q3, signed_on=county.today, out=tmp_path)
    second = reporting.report(county, Q3, kind="full", out=tmp_path / "2.pdf").read_bytes()
    assert first == second


def test_an_output_of_another_kind_is_refused(county: Office, tmp_path: Path) -> None:
    with pytest.raises(RefusedError) as refused:
        reporting.report(county, Q3, kind="full", out=tmp_path / "报告.txt")
    assert ".pdf" in refused.value.sentence
    assert not list(tmp_path.glob("报告*"))


def test_a_period_without_forms_has_no_report(tmp_path: Path) -> None:
    data = safekeeping.shipped_catalogue().data
    quarterly = Catalogue({**data, "rules": [], "forms": [f for f in data["forms"] if f["id"] == "cards"]})
    path = tmp_path / "a.jzdesk"
    with (
        safekeeping.init(
            path, unit="410823", office=None, practice=True, who="张三", catalogue=quarterly
        ) as office,
        pytest.raises(RefusedError, match="2018年上半年"),
    ):
        reporting.report(office, office.period("2018H1"), kind="full", out=tmp_path / "报告.pdf")


def test_a_nil_report_of_an_earlier_quarter_lacks_nothing(county: Office) -> None:
    for name in ("2018Q1", "2018Q2"):
        entering.set_values(county, county.period(name), ["investment", "零报告"])
    entering.set_values(county, Q3, ["investment/P016/done", "76"])
    told = entering.get(county, Q3, [Key.parse("investment/P016/done")])["cells"][0]["computed"]
    assert told["ytd"] == "76.00"


def test_the_summary_adds_up_what_was_accepted_and_nothing_else(
    county: Office, city: Office, tmp_path: Path
) -> None:
    with safekeeping.init(tmp_path / "温县.jzdesk", unit="410825", office=None, practice=True) as other:
        other.set_today(DAY)
        for office, number in ((county, "12"), (other, "30")):
            ready(office, Q3, number)
            upload = hand_in(office, Q3, tmp_path / office.unit).files[0]
            assert receiving.receive(city, [upload])["files"][0]["verdict"] == "taken"
    acceptance.accept(city, "410823", Q3, revision=None, out=tmp_path / "1.xlsx")
    assert _row(city, tmp_path / "一.xlsx", "化学需氧量")["县级合计"] == 12
    acceptance.accept(city, "410825", Q3, revision=None, out=tmp_path / "2.xlsx")
    row = _row(city, tmp_path / "二.xlsx", "化学需氧量")
    assert (row["武陟县"], row["温县"], row["县级合计"]) == (12, 30, 42)
    assert row["累计"] == "—"  # neither county handed in the first two quarters


def _row(city: Office, path: Path, name: str) -> dict[str, object]:
    """Return a line of the summary's workbook by the names of its columns."""
    reporting.summary(city, Q3, path)
    sheet = openpyxl.load_workbook(io.BytesIO(path.read_bytes())).worksheets[0]
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    head = next(r for r in rows if "武陟县" in r)
    line = next(r for r in rows if r[0] == name)
    named = dict(zip(head, line, strict=True))
    return {
        **named,
        "县级合计": next(v for k, v in named.items() if str(k).startswith("县级合计")),
        "累计": next(v for k, v in named.items() if "累计" in str(k)),
    }


def test_what_comes_after_the_signature_is_in_no_chart_of_the_signed_report(county: Office, tmp_path: Path):
    ready(county, Q2)
    with without_paper():
        hand_in(county, Q2, tmp_path / "Q2")
    ready(county, Q3)
    entering.set_values(county, Q3, [PM25, "暂缺:县监测站,2018-10-20"])
    explain_all(county, Q3)
    handing_in.review(county, Q3, "李四")
    signed = hand_in(county, Q3, tmp_path / "Q3").files[1].read_bytes()
    entering.set_values(county, Q3, [PM25, "33"])
    signing.reopen(county, Q2, reason="核对后更正")
    entering.set_values(county, Q2, [DONE, "3"], reason="核对后更正")
    assert county.state(Q3) == "待送出"
    again = reporting.report(county, Q3, kind="full", out=tmp_path / "再打.pdf")
    assert again.read_bytes() == signed
    drawn = reporting.charts(county, Q3, tmp_path / "图")
    signing.reopen(county, Q3, reason="核对后更正")
    redrawn = reporting.charts(county, Q3, tmp_path / "新图")
    changed = {a.name for a, b in zip(drawn, redrawn, strict=True) if a.read_bytes() != b.read_bytes()}
    assert {"paths.png", "curve.png"} <= changed, "what stands now is drawn as it stands"


def test_an_earlier_quarter_that_leaves_later_moves_no_chart_of_a_signed_report(
    county: Office, tmp_path: Path
):
    ready(county, Q2)
    ready(county, Q3)
    with without_paper():
        freeze(county, Q2, tmp_path / "Q2")
        freeze(county, Q3, tmp_path / "Q3")
    first = reporting.report(county, Q3, kind="full", out=tmp_path / "先.pdf").read_bytes()
    with without_paper():
        signing.submit(county, Q2, signed_on=county.today, out=tmp_path / "Q2")
    again = reporting.report(county, Q3, kind="full", out=tmp_path / "后.pdf").read_bytes()
    assert again == first
    signing.submit(county, Q3, signed_on=county.today, out=tmp_path / "Q3")
    handed = next((tmp_path / "Q3").glob("*季度报告*")).read_bytes()
    assert handed == first
    signing.reopen(county, Q2, reason="核对后更正")
    entering.set_values(county, Q2, [DONE, "3"], reason="核对后更正")
    explain_all(county, Q2)
    handing_in.review(county, Q2, "李四")
    with without_paper():
        hand_in(county, Q2, tmp_path / "更正")
    assert reporting.report(county, Q3, kind="full", out=tmp_path / "再.pdf").read_bytes() == first
