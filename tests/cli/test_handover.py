"""`handover` as a script calls it: one paper with names or without, and refusals that write nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from jzdesk.desk.office import Office
from tests.desk import walk
from tests.desk.conftest import Q3
from tests.reports.papers import squeezed
from tests.test_cli import Desk


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("JZDESK_TODAY", "2018-10-08")
    made = Desk(tmp_path / "县.jzdesk", capsys)
    made.ok("init", "--unit", "410823", "--practice")
    with Office.open(made.store, write=True, who="张三") as office:
        walk.fill(office, Q3)
    return made


def test_it_is_written_with_names_and_the_same_again(desk: Desk, tmp_path: Path) -> None:
    first, again = tmp_path / "清单.pdf", tmp_path / "再.pdf"
    words = ("handover", "--from", "张三", "--to", "李小明", "--witness", "王五", "--out")
    assert desk.json(*words, str(first)) == {"files": [str(first)]}
    text = squeezed(first.read_bytes())
    assert all(part in text for part in ("移交人：张三", "接收人：李小明", "监交人：王五", "2018年第三季度"))
    assert desk.ok(*words, str(again)) == f"{again}\n"
    assert first.read_bytes() == again.read_bytes()


def test_names_may_be_left_out_and_it_is_made_while_a_window_has_the_store(
    desk: Desk, tmp_path: Path
) -> None:
    out = tmp_path / "清单.docx"
    with Office.open(desk.store, write=True, who="窗口"):
        desk.ok("handover", "--out", str(out))
    assert out.read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--out", "清单.xlsx"), 1), (("--from", "张" * 31, "--out", "清单.pdf"), 1), ((), 2),
        (("--out",), 2), (("--out", "没有/清单.pdf"), 3), (("2018Q3", "--out", "清单.pdf"), 2),
    ],
)  # fmt: skip
def test_refusals_write_nothing(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], code: int
) -> None:
    monkeypatch.chdir(tmp_path)
    before = set(tmp_path.iterdir())
    assert desk.refused("handover", *words) == code
    assert set(tmp_path.iterdir()) == before


def test_help_names_it(desk: Desk) -> None:
    assert "jzdesk handover [--from 移交人]" in desk.ok("--help")
