"""Whatever `receive` and `verify` are fed: one sentence, exit 1, nothing changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from jzdesk.desk.office import Office
from tests.exchange import hostile, kit
from tests.exchange.kit import MAIN, zipped
from tests.test_cli import Desk


def inside(member: str, data: bytes) -> bytes:
    """Return a signed upload file, one member of which is another."""
    return zipped({**kit.parts(kit.signed(kit.correction())), member: data})


def grown(rows: int) -> bytes:
    return f"<worksheet {MAIN}><sheetData>{'<row/>' * rows}</sheetData></worksheet>".encode()


VALID_BUT: dict[str, Callable[[], bytes]] = {
    "a bomb for a sheet": lambda: inside("xl/worksheets/sheet2.xml", grown(5_000_000)),
    "a bomb for the workbook": lambda: inside("xl/workbook.xml", b"<workbook>" + b"<a/>" * 9_000_000),
    "entities in its styles": lambda: inside("xl/workbook.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><workbook/>"),
    "endless depth": lambda: inside("xl/worksheets/sheet1.xml", b"<a>" * 9000 + b"</a>" * 9000),
    "a broken part": lambda: inside("xl/worksheets/sheet1.xml", b"<worksheet><row>"),
    "a part gone": lambda: zipped(
        {n: d for n, d in kit.parts(kit.signed(kit.correction())).items() if n != "xl/worksheets/sheet3.xml"}
    ),
}  # fmt: skip


@pytest.fixture
def city(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    made = Desk(tmp_path / "焦作市.jzdesk", capsys)
    made.ok("init", "--unit", "410800")
    return made


def refused(city: Desk, path: Path) -> str:
    """Return the sentence with which `receive` refuses a file, as `verify` does; nothing has changed."""
    with Office.open(city.store, write=False) as office:
        head = office.store.audit_head()
    first: list[str] = []
    for words in (("receive", str(path)), ("verify", str(path))):
        code, _, err = city(*words)
        assert code == 1
        first.append(err.splitlines()[0])
    code, out, err = city("receive", str(path), "--json")
    (told,) = json.loads(out)["files"]
    assert (code, told["verdict"], err.splitlines()) == (1, "refused", [first[0]])
    with Office.open(city.store, write=False) as office:
        assert office.store.audit_head() == head
    return first[0]


@pytest.mark.parametrize("name", VALID_BUT)
def test_harm_inside_an_otherwise_valid_file(city: Desk, tmp_path: Path, name: str) -> None:
    path = tmp_path / "武陟县.xlsx"
    path.write_bytes(VALID_BUT[name]())
    assert "武陟县.xlsx" in refused(city, path)


@pytest.mark.parametrize(
    "name", ["text", "truncated", "bomb", "entities", "member twice", "too large", "strict"]
)
def test_what_is_no_file_of_ours(city: Desk, tmp_path: Path, name: str) -> None:
    path = tmp_path / "武陟县.xlsx"
    made, said = hostile.CASES[name]
    path.write_bytes(made())
    assert said in refused(city, path)


def test_a_folder_a_device_and_nothing_at_all(city: Desk, tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "没有.xlsx", Path("/dev/null"), tmp_path / ("长" * 120 + ".xlsx")):
        refused(city, path)
