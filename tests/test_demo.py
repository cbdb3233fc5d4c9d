"""The demonstration from the outside: every file it names, and what an officer finds in them."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from contextlib import closing, redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pypdfium2 import PdfDocument

from jzdesk import cli
from tests.odd_places import odd

ROOT = Path(__file__).resolve().parents[1]


def run(*words: str, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "JZDESK_HOME": str(home), "PYTHONPATH": str(ROOT), "LC_ALL": "C"}
    return subprocess.run(
        [sys.executable, "-m", "jzdesk", *words],
        capture_output=True,
        env=environment,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[dict[str, str]]]:
    """The folder of one demonstration, and what it said it made."""
    folder = odd(tmp_path_factory.mktemp("demo"), 200) / "演示"
    home = tmp_path_factory.mktemp("nobody")
    told, complained = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(told), redirect_stderr(complained):
        patch.setenv("JZDESK_HOME", str(home))
        assert cli.main(["demo", str(folder), "--json"]) == 0
    assert complained.getvalue() == ""
    assert not list(home.iterdir())
    return folder, json.loads(told.getvalue())["files"]


def of(made: tuple[Path, list[dict[str, str]]], kind: str) -> list[Path]:
    return [Path(f["path"]) for f in made[1] if f["kind"] == kind]


def load(path: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(path.read_bytes()))


@cache
def pdf_text(path: Path) -> list[str]:
    with closing(PdfDocument(path)) as paper:
        return [page.get_textpage().get_text_bounded() for page in paper]


def test_every_file_is_named_once(made: tuple[Path, list[dict[str, str]]]) -> None:
    folder, files = made
    named = [Path(f["path"]) for f in files]
    assert sorted(named) == sorted(p for p in folder.rglob("*") if p.is_file())


def test_everything_is_marked_as_practice(made: tuple[Path, list[dict[str, str]]]) -> None:
    papers = [
        p for kind in ("forms", "report", "summary", "chart") for p in of(made, kind) if p.suffix == ".pdf"
    ]
    assert len(papers) >= 12
    for path in papers:
        assert all("练习" in page for page in pdf_text(path)), path.name
    books = [
        p for kind in ("entry", "upload", "receipt", "summary") for p in of(made, kind) if p.suffix == ".xlsx"
    ]
    for path in books:
        book = load(path)
        texts = " ".join(
            str(c.value) for s in book.worksheets for row in s.iter_rows() for c in row if c.value
        )
        heads = " ".join(str(s.oddHeader.center.text) for s in book.worksheets)
        assert "练习" in texts + heads, path.name


def test_the_code_is_the_same_on_paper_in_the_file_and_in_the_receipt(
    made: tuple[Path, list[dict[str, str]]],
) -> None:
    upload, receipt = of(made, "upload")[-1], of(made, "receipt")[-1]
    told = json.loads(_cli("verify", str(upload), "--json"))
    code = told["code"]
    shown = " ".join(code[i : i + 4] for i in range(0, 16, 4))
    assert (told["whole"], told["altered"], told["signature"]) == (True, [], "unknown_key")
    for path in (of(made, "forms")[-1], of(made, "report")[-1]):
        assert all(shown in page for page in pdf_text(path)), path.name
    assert json.loads(_cli("verify", str(receipt), "--json"))["predecessor"] == code


def _cli(*words: str) -> str:
    done = run(*words, home=Path(os.environ["JZDESK_HOME"]))
    assert done.returncode == 0, done.stderr
    return done.stdout


def _get(store: Path, *words: str) -> Any:
    return json.loads(_cli("--store", str(store), *words, "--json"))


def test_the_county_s_quarter_is_accepted_and_the_city_added_it_up(
    made: tuple[Path, list[dict[str, str]]],
) -> None:
    county, city = of(made, "store")
    assert _get(county, "get", "2018Q3")["state"] == "已验收"
    assert _get(county, "get", "2018Q2")["revision"] == 2
    covered = _get(city, "coverage", "2018Q3")
    assert (covered["received"], covered["accepted"], covered["of"]) == (1, 1, 11)
    for store in (county, city):
        assert _get(store, "history", "--verify")["whole"]
    text = "\n".join(pdf_text(next(p for p in of(made, "summary") if p.suffix == ".pdf")))
    for name in (
        "解放区",
        "中站区",
        "马村区",
        "山阳区",
        "修武县",
        "博爱县",
        "武陟县",
        "温县",
        "沁阳市",
        "孟州市",
    ):
        assert name in text
    assert "312.45" in text
    assert "905.23" in text


def test_the_correction_says_what_changed(made: tuple[Path, list[dict[str, str]]]) -> None:
    second = next(p for p in of(made, "upload") if "2018Q2_第2次" in p.name)
    book = load(second)
    rows = [[c.value for c in row] for row in book["改动"].iter_rows(min_row=4)]
    changed = next(row for row in rows if row[0] == "主要污染物排放情况·化学需氧量·工业源·本季")
    assert changed[1:5] == [381.9, 318.9, -63, -16.5]
    assert round(changed[6] - changed[5], 2) == -63, "the year's 累计 falls by as much"
    assert changed[7]


def test_no_workbook_holds_a_formula_a_link_or_a_macro(made: tuple[Path, list[dict[str, str]]]) -> None:
    for kind in ("upload", "receipt", "summary"):
        for path in (p for p in of(made, kind) if p.suffix == ".xlsx"):
            book = load(path)
            kinds = {c.data_type for s in book.worksheets for row in s.iter_rows() for c in row}
            assert "f" not in kinds, path.name
            assert not any(c.hyperlink for s in book.worksheets for row in s.iter_rows() for c in row)


def test_a_second_run_replaces_the_first_and_another_s_folder_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "账.txt").write_text("别人的", "utf-8")
    assert cli.main(["demo", str(tmp_path)]) == 1
    assert [p.name for p in tmp_path.iterdir()] == ["账.txt"]
    assert "没有动它" in capsys.readouterr().err
