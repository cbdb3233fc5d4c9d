"""`template` as a script calls it: a workbook filled by a list of links."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.exchange import template_kit
from tests.exchange.template_kit import SHEET
from tests.test_cli import Desk

COD = "emissions/cod.industry/emitted"


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("JZDESK_TODAY", "2018-10-08")
    made = Desk(tmp_path / "县.jzdesk", capsys)
    made.ok("init", "--unit", "410823", "--practice")
    made.ok("set", "2018Q3", COD, "12.5")
    (tmp_path / "省表.xlsx").write_bytes(template_kit.rich())
    (tmp_path / "链接.csv").write_text(f"{SHEET},B4,{COD}\n{SHEET},B5,{COD},上期\n", "utf-8")
    return made


def words(folder: Path, out: str = "填好.xlsx", period: str = "2018Q3", links: str = "链接.csv") -> list[str]:
    return ["template", str(folder / "省表.xlsx"), "--links", str(folder / links), "--period", period,
            "--out", str(folder / out)]  # fmt: skip


def test_a_workbook_is_filled_and_the_path_printed(desk: Desk, tmp_path: Path):
    told = desk.ok(*words(tmp_path)).splitlines()
    assert told[0] == str(tmp_path / "填好.xlsx")
    assert "草稿" in told[1]
    assert "有 1 格没有数，例如 B5" in told[2]
    assert openpyxl.load_workbook(tmp_path / "填好.xlsx")[SHEET]["B4"].value == 12.5


def test_json_tells_every_cell(desk: Desk, tmp_path: Path):
    told = desk.json(*words(tmp_path))
    assert (told["files"], told["period"], told["draft"]) == ([str(tmp_path / "填好.xlsx")], "2018Q3", True)
    assert told["cells"][0] == {"sheet": SHEET, "cell": "B4", "key": COD, "filled": "12.50", "why": None}
    assert told["cells"][1]["why"] == "还没有填报。"


@pytest.mark.parametrize(
    ("given", "code", "told"),
    [
        ({"out": "省表.xlsx"}, 1, "就是模板本身"),
        ({"out": "填好.pdf"}, 1, ".xlsx"),
        ({"period": "2018Q9"}, 2, "期别"),
        ({"period": "2031Q1"}, 1, "期间"),
        ({"links": "没有.csv"}, 1, "没有找到"),
        ({"links": "省表.xlsx"}, 1, "不是链接清单"),
    ],
)
def test_wrong_words_are_one_line_and_write_nothing(desk: Desk, tmp_path: Path, given, code: int, told: str):
    before = (tmp_path / "省表.xlsx").read_bytes()
    found, out, error = desk(*words(tmp_path, **given))
    assert (found, out) == (code, "")
    assert told in error
    assert len(error.splitlines()) == 1
    assert not (tmp_path / "填好.xlsx").exists()
    assert (tmp_path / "省表.xlsx").read_bytes() == before


def test_no_words_say_how_it_is_used(desk: Desk):
    code, _, error = desk("template")
    assert (code, "jzdesk template 模板.xlsx" in error) == (2, True)
