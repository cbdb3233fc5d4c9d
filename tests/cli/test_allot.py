"""`allot`, `task` and `adopt` as scripts call them: files, exit codes, JSON, and refusals."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.desk.test_allotting import Book
from tests.test_cli import Desk


@pytest.fixture
def desks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> tuple[Desk, Desk]:
    """The city and 武陟县 on 8 October 2018, in practice."""
    monkeypatch.setenv("JZDESK_TODAY", "2018-10-08")
    city, county = Desk(tmp_path / "市.jzdesk", capsys), Desk(tmp_path / "县.jzdesk", capsys)
    city.ok("init", "--unit", "410800", "--practice")
    county.ok("init", "--unit", "410823", "--practice")
    return city, county


def filled(city: Desk, folder: Path, planned: object = 1200.5) -> Path:
    """Return the workbook in which one project is allotted to 武陟县."""
    path = folder / "底表.xlsx"
    assert city.json("allot", "--template", str(path)) == {"files": [str(path)]}
    made = Book(path)
    made.put("项目", made.row("项目", "P001"), unit="武陟县", planned=planned)
    return made.save()


def test_the_whole_way(desks: tuple[Desk, Desk], tmp_path: Path) -> None:
    city, county = desks
    path = filled(city, tmp_path)
    looked = city.json("allot", str(path), "--dry-run")
    told = city.json("allot", str(path))
    assert (looked["written"], told["written"], told["edition"]) == (False, True, "jiaozuo-13fyp/1/1")
    assert looked["changes"] == told["changes"]
    assert "没有改动" in city.ok("allot", str(path))
    files = city.json("task", "--out", str(tmp_path / "下发"))["files"]
    assert len(files) == 11
    (mine,) = city.json("task", "--unit", "410823", "--out", str(tmp_path / "武陟.xlsx"))["files"]
    county.ok("set", "2018Q3", "emissions/cod.industry/emitted", "12")
    assert "新下达 项目 P001" in county.ok("receive", mine, "--dry-run")
    assert county.json("receive", mine)["files"][0]["verdict"] == "taken"
    looked = county.json("adopt", "2018q3", "--dry-run")
    assert (looked["written"], looked["to"]) == (False, "jiaozuo-13fyp/1/1")
    assert county.json("adopt", "2018q3")["changes"] == looked["changes"]
    assert county.json("get", "2018Q3", "investment/P001/planned")["cells"][0]["value"] == "1200.50"
    assert county.json("get", "2018Q3")["catalogue"] == "jiaozuo-13fyp/1/1"
    plan = county.json("plan")
    assert [p["planned"] for p in plan["projects"] if p["code"] == "P001"] == ["1200.50"]


def test_a_refused_cell_is_a_line_and_one_of_the_list(desks: tuple[Desk, Desk], tmp_path: Path) -> None:
    city, _ = desks
    path = filled(city, tmp_path, planned="许多")
    code, out, err = city("allot", str(path))
    assert (code, out) == (1, "")
    first, second = err.splitlines()
    assert "一处也没有写入" in first
    assert second.startswith("项目!F5：许多——")
    code, out, _ = city("allot", str(path), "--json")
    assert (code, '"written": false' in out) == (1, True)


@pytest.mark.parametrize(
    ("words", "code", "part"),
    [
        (("allot",), 2, "用法"), (("allot", "a.xlsx", "--template", "b.xlsx"), 2, "用法"),
        (("allot", "没有.xlsx"), 1, "没有"), (("task", "--out", "x"), 1, "还没有下达"),
        (("task",), 2, "用法"), (("adopt", "2018Q3"), 1, "已是最新"), (("adopt", "三季度"), 2, "期别"),
    ],
)  # fmt: skip
def test_wrong_calls_say_so_in_one_line(
    desks: tuple[Desk, Desk], words: tuple[str, ...], code: int, part: str
) -> None:
    found, out, err = desks[0](*words)
    assert (found, out, part in err.splitlines()[0]) == (code, "", True), err


def test_a_county_hands_nothing_down(desks: tuple[Desk, Desk], tmp_path: Path) -> None:
    _, county = desks
    book = openpyxl.Workbook()
    book.save(tmp_path / "x.xlsx")
    for words in (("allot", "--template", str(tmp_path / "y.xlsx")), ("task", "--out", str(tmp_path / "z"))):
        assert county(*words)[0] == 1
    assert {p.name for p in tmp_path.iterdir()} == {"市.jzdesk", "县.jzdesk", "x.xlsx"} | {
        p.name for p in tmp_path.glob("*.lock")
    }
