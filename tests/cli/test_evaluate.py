"""`evaluate` as a script calls it."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest

from jzdesk import cli
from jzdesk.desk import safekeeping
from tests import uploads
from tests.test_cli import Desk

UNIT = "410823"


@pytest.fixture(scope="module")
def accepted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A practice city that has received and accepted one county's third quarter."""
    folder = tmp_path_factory.mktemp("验收")
    store = folder / "焦作市.jzdesk"
    content = uploads.content_of(folder, UNIT, "12")
    upload = uploads.written(folder, content, safekeeping.shipped_catalogue())
    for words in (
        ("init", "--unit", "410800", "--practice"), ("receive", str(upload)),
        ("accept", UNIT, "2018Q3", "--out", str(folder / "回执.xlsx")),
    ):  # fmt: skip
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("JZDESK_TODAY", "2018-10-09")
            assert cli.main(["--store", str(store), "--as", "张三", *words]) == 0
    return store


@pytest.fixture
def city(
    accepted: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Desk:
    monkeypatch.setenv("JZDESK_TODAY", "2018-10-09")
    return Desk(shutil.copy(accepted, tmp_path / accepted.name), capsys)


@pytest.mark.parametrize("ending", ["pdf", "docx", "xlsx"])
def test_each_kind_of_file_is_written(city: Desk, tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"评估.{ending}"
    assert city.ok("evaluate", "midterm", "--as-of", "2018q3", "--out", str(out)) == f"{out}\n"
    assert out.is_file()


def test_the_document_for_scripts_lists_every_item(city: Desk, tmp_path: Path) -> None:
    out = tmp_path / "考核.pdf"
    told = city.json("evaluate", "final", "--draft", "--out", str(out))
    assert (told["kind"], told["draft"], told["files"]) == ("final", True, [str(out)])
    assert told["dates"] == ["2018年第三季度", "2020年"]
    codes = {one["code"] for one in told["items"]}
    plan = city.json("plan")
    for room in ("indicators", "milestones", "projects"):
        assert {one["code"] for one in plan[room]} <= codes
    assert told["scores"] is None


def test_what_it_does_not_take_is_refused(city: Desk, tmp_path: Path) -> None:
    out = str(tmp_path / "评估.pdf")
    assert city.refused("evaluate", "midterm") == 2
    assert city.refused("evaluate", "yearly", "--out", out) == 2
    assert city.refused("evaluate", "midterm", "--as-of", "2018Q7", "--out", out) == 2
    assert city.refused("evaluate", "midterm", "--as-of", "2019Q1", "--out", out) == 1
    assert city.refused("evaluate", "midterm", "--out", str(tmp_path / "评估.txt")) == 1
    assert city.refused("evaluate", "midterm", "--out", str(tmp_path / "没有" / "评估.pdf")) == 3
    assert not Path(out).exists()


def test_a_scheme_is_loaded_kept_and_taken_back(city: Desk, tmp_path: Path) -> None:
    table, out = tmp_path / "评分办法.xlsx", tmp_path / "评估.pdf"
    assert city.ok("evaluate", "midterm", "--scheme-template", str(table)) == f"{table}\n"
    made = openpyxl.load_workbook(table)
    for row in made.worksheets[0].iter_rows():
        if row[2].value == "M023":
            row[3].value = 10
    for row in made.worksheets[1].iter_rows():
        if row[0].value in {"已达", "达到时间进度", "未到期", "滞后"}:
            row[1].value = "50%"
    made.save(table)
    words = ("evaluate", "midterm", "--as-of", "2018Q3", "--out")
    lost = str(tmp_path / "没有" / "评估.pdf")
    assert city.refused(*words, lost, "--scheme", str(table)) == 3
    assert city.json(*words, str(out))["scores"] is None, "nothing is kept of what failed"
    assert city.json(*words, str(out), "--scheme", str(table))["scores"]["full"] == "10"
    assert city.json(*words, str(out))["scores"]["scheme"] == "评分办法.xlsx"
    assert city.json(*words, str(out), "--scheme", "")["scores"] is None
    assert city.json(*words, str(out))["scores"] is None
    assert city.refused(*words, str(out), "--scheme", str(out)) == 1
