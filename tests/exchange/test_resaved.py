"""Files that LibreOffice opened and saved again, in its own formats and back."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from jzdesk.exchange import entry_form, filling, signing, upload
from jzdesk.models import snapshot
from jzdesk.models.entry import Cell
from jzdesk.models.period import Period
from jzdesk.worker.reader import Reader
from tests.exchange import entry_kit, kit

pytestmark = [pytest.mark.slow, pytest.mark.needs("soffice")]

ROW = "investment/X410823-001"
LONG = {
    **kit.NOTED,
    f"{ROW}/content": Cell("  管网  一期 \n\n二期".strip(), note="=1+1\n+1"),
    f"{ROW}/progress": Cell("长" * 1999 + "𬭼", note="短" * 2000),
    f"{ROW}/problems": Cell("_x000d_ 与 'a' \"b\" <c> & d", note="-1"),
}
Save = Callable[[list[Path], str], list[Path]]


@pytest.fixture(scope="module")
def save(tmp_path_factory: pytest.TempPathFactory) -> Save:
    """Have LibreOffice open files and save them in another format."""
    profile = tmp_path_factory.mktemp("profile")

    def saved(paths: list[Path], suffix: str) -> list[Path]:
        out = tmp_path_factory.mktemp(suffix)
        command = [
            "soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", suffix,
            "--outdir", str(out), *map(str, paths),
        ]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return [out / path.with_suffix(f".{suffix}").name for path in paths]

    return saved


def _content() -> dict[str, object]:
    sheet = kit.explained(kit.filled(LONG), "停产检修，\n三季度恢复。")
    changes = snapshot.compare(kit.content(kit.filled()), kit.content(sheet))
    return kit.content(sheet, revision=2, reason="'录错\n=1", predecessor="3ca3c1d99d15cd1f", changes=changes)


def test_an_upload_file_saved_by_another_program_is_whole_and_unaltered(tmp_path: Path, save: Save) -> None:
    content = _content()
    path = tmp_path / "上报.xlsx"
    path.write_bytes(kit.signed(content))
    again, xls, ods = (save([path], suffix)[0] for suffix in ("xlsx", "xls", "ods"))
    files = [again, xls, ods, *save([xls, again], "xlsx"), *save([ods], "xlsx"), *save([xls], "ods")]
    with Reader() as reader:
        for file in files:
            told = reader.read_upload(file, kit.editions())
            assert (told["whole"], told["altered"], told["content"]) == (True, [], content), file
            assert told["signature"] == "signed", file


def test_a_letter_saved_by_another_program_is_whole_and_unaltered(tmp_path: Path, save: Save) -> None:
    path = tmp_path / "退回单.xlsx"
    data = snapshot.encode(kit.SLIP)
    path.write_bytes(upload.letter_bytes(kit.SLIP, data, "武陟县", signing.seal(bytes(32), data)))
    again, xls, ods = (save([path], suffix)[0] for suffix in ("xlsx", "xls", "ods"))
    with Reader() as reader:
        for file in (again, xls, ods, *save([xls, ods], "xlsx")):
            told = reader.read_upload(file, kit.editions())
            assert (told["whole"], told["altered"], told["content"]) == (True, [], kit.SLIP), file
            assert told["signature"] == "signed", file


def test_an_alteration_is_found_after_another_program_saved_it(tmp_path: Path, save: Save) -> None:
    path = tmp_path / "上报.xlsx"
    sheet = "主要污染物排放情况"
    path.write_bytes(
        kit.edited(kit.made(_content()), lambda b: setattr(b[sheet].cell(8, 6), "value", 1234.5))
    )
    with Reader() as reader:
        for file in (save([path], suffix)[0] for suffix in ("xlsx", "xls", "ods")):
            (altered,) = reader.read_upload(file, kit.editions())["altered"]
            assert (altered["sheet"], altered["cell"], altered["shown"]) == (sheet, "F8", altered["shown"])
            assert altered["shown"].startswith("1234.5")


def test_an_entry_workbook_saved_by_another_program_says_the_same(tmp_path: Path, save: Save) -> None:
    sheet = kit.filled(LONG)
    path = tmp_path / "填报.xlsx"
    path.write_bytes(entry_kit.workbook(sheet))
    (xls,) = save([path], "xls")
    (ods,) = save([path], "ods")
    for file in (*save([path], "xlsx"), *save([xls], "xlsx"), *save([ods], "xlsx")):
        assert filling.judge(entry_form.read_entry(file.read_bytes()), sheet) == filling.FillPlan()


def _upset(opened: Workbook) -> None:
    """Do to a workbook what offices do: rows and columns put in, sheets renamed and moved."""
    emissions = entry_kit.sheet_of(opened, "主要污染物排放情况")
    emissions.insert_rows(1, 2)
    emissions.insert_cols(3)
    emissions.title = "三季度 排放"
    opened.move_sheet(emissions, 2)


@pytest.mark.parametrize("formats", [("xlsx",), ("xls", "xlsx"), ("ods", "xlsx")])
def test_what_a_clerk_typed_survives_another_program(
    formats: tuple[str, ...], tmp_path: Path, save: Save
) -> None:
    path = tmp_path / "填报.xlsx"
    typed = {
        entry_kit.COD: 13.5,
        entry_kit.NH3N: "未监测",
        entry_kit.FIRMS: "28",
        entry_kit.BEGUN: "2018年9月",
        entry_kit.SHARE: "45.5%",
        "investment/+projects.1/name": "管网延伸",
    }
    path.write_bytes(entry_kit.typed(entry_kit.workbook(), typed, _upset))
    for suffix in formats:
        (path,) = save([path], suffix)
    new = {key: pair[1] for key, pair in entry_kit.changes(entry_kit.judged(path.read_bytes())).items()}
    assert new == {
        entry_kit.COD: "13.50", entry_kit.NH3N: "未监测", entry_kit.FIRMS: "28",
        entry_kit.BEGUN: "2018-09", entry_kit.SHARE: "45.5", "investment/+projects.1/name": "管网延伸",
    }  # fmt: skip


@pytest.mark.parametrize("formats", [("xlsx",), ("xls", "xlsx"), ("ods", "xlsx")])
def test_every_refused_cell_is_named_after_another_program_saved_it(
    formats: tuple[str, ...], tmp_path: Path, save: Save
) -> None:
    path = tmp_path / "填报.xlsx"
    wrong = {entry_kit.COD: "约十三", entry_kit.FIRMS: -2, entry_kit.STAGE: "快了"}
    path.write_bytes(entry_kit.typed(entry_kit.workbook(), wrong, _upset))
    for suffix in formats:
        (path,) = save([path], suffix)
    plan = entry_kit.judged(path.read_bytes())
    assert [(r.address, r.found) for r in plan.refused if "排放" in r.address] == [
        ("三季度 排放!F11", "-2"), ("三季度 排放!G11", "约十三"),
    ]  # fmt: skip
    assert [r.found for r in plan.refused] == ["快了", "-2", "约十三"]


def test_a_workbook_with_earlier_quarters_reports_no_sum_as_typed_over(tmp_path: Path, save: Save) -> None:
    falling = {entry_kit.key(entry_kit.COD): Cell(Decimal("900.00"))}
    sheet = replace(kit.filled(), earlier={Period.parse("2018Q2"): falling})
    path = tmp_path / "填报.xlsx"
    path.write_bytes(entry_kit.workbook(sheet))
    (file,) = save([path], "xlsx")
    assert filling.judge(entry_form.read_entry(file.read_bytes()), sheet) == filling.FillPlan()
