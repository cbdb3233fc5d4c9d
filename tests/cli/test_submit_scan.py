"""`submit --scan` as a script calls it: kept, told, or refused with one line and nothing changed."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from jzdesk.desk.office import Office
from tests.desk import walk
from tests.desk.conftest import Q3
from tests.test_cli import Desk

PDF = b"%PDF-1.7\n" + b"signed" * 100


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A practice store whose third quarter waits for its signature."""
    monkeypatch.setenv("JZDESK_TODAY", "2018-10-08")
    made = Desk(tmp_path / "武陟.jzdesk", capsys)
    made.ok("init", "--unit", "410823", "--practice")
    with Office.open(made.store, write=True, who="张三") as office:
        walk.ready(office, Q3)
        walk.freeze(office, Q3, tmp_path / "送签")
    return made


def words(tmp_path: Path, *scan: str) -> list[str]:
    return ["submit", "2018Q3", "--signed-on", "2018-10-08", *scan, "--out", str(tmp_path / "out")]


def test_scan_is_told_and_listed(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "盖章件.pdf"
    path.write_bytes(PDF)
    told = desk.json(*words(tmp_path, "--scan", str(path)))
    assert told["scan"] == {"name": "盖章件.pdf", "sha256": sha256(PDF).hexdigest(), "size": len(PDF)}
    assert set(told) >= {"period", "revision", "code", "files"}
    assert "盖章件.pdf" in desk.ok("history")
    assert desk.json("get", "2018Q3")["state"] == "待送出"
    assert desk.json("backup", str(tmp_path / "备份"))["attachments"] == 1


def test_without_a_scan_all_is_as_it_was(desk: Desk, tmp_path: Path) -> None:
    assert desk.json(*words(tmp_path))["scan"] is None
    assert not list(tmp_path.glob("*.files"))


@pytest.mark.parametrize("name", ["无.pdf", "", "武陟.jzdesk"])
def test_what_is_no_scan_is_refused(desk: Desk, tmp_path: Path, name: str) -> None:
    before = desk.store.read_bytes()
    code, out, err = desk(*words(tmp_path, "--scan", str(tmp_path / name) if name else ""))
    assert (code, out, len(err.splitlines())) == (1, "", 1)
    assert desk.store.read_bytes() == before
    assert not (tmp_path / "out").exists()


def test_lost_scan_is_named_and_stops_nothing(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "盖章件.pdf"
    path.write_bytes(PDF)
    desk.ok(*words(tmp_path, "--scan", str(path)))
    [kept] = (tmp_path / "武陟.jzdesk.files").iterdir()
    kept.unlink()
    code, _, err = desk("history", "--verify")
    assert code == 1
    assert "附件“盖章件.pdf”（2018Q3" in err
    code, out, err = desk("backup", str(tmp_path / "备份"))
    assert code == 0
    assert "0 份附件" in out
    assert err.split("，")[0] == "有 1 份附件已缺失或损坏"
    desk.ok("sent", "2018Q3", "--way", "U盘送达", "--on", "2018-10-08")
