"""`backup`, `restore` and `doctor` as a script calls them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from jzdesk.desk import secret
from jzdesk.store import sealed
from tests.test_cli import COD, Desk

MEMBERS = {"file", "sha256", "periods", "figures"}


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a password cost nothing here."""
    monkeypatch.setattr(sealed, "_COST", 10)


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    made = Desk(tmp_path / "武陟 #1%.jzdesk", capsys)
    made.ok("init", "--unit", "410823", "--practice")
    made.ok("set", "2018Q3", COD, "12")
    return made


def value(desk: Desk) -> str:
    return desk.json("get", "2018Q3", COD)["cells"][0]["value"]


def test_a_copy_and_the_way_back_and_back_again(desk: Desk, tmp_path: Path) -> None:
    made = desk.json("backup", str(tmp_path / "U盘"))
    assert made.keys() >= MEMBERS
    assert (made["periods"], made["figures"], made["doubts"]) == (1, 1, [])
    desk.ok("set", "2018Q3", COD, "15")
    dry = desk.json("restore", made["file"], "--dry-run")
    assert dry["lost"]["figures"] == [{"period": "2018Q3", "n": 1}]
    assert value(desk) == "15.00"
    done = desk.json("restore", made["file"])
    assert (value(desk), dry["lost"]) == ("12.00", done["lost"])
    assert "restore" in [entry["action"] for entry in desk.json("history")]
    assert desk.refused("undo") == 1
    said = desk.ok("restore", done["kept"])
    assert value(desk) == "15.00"
    assert "恢复前的数据留在" in said
    assert "jzdesk restore" in said
    assert desk.ok("history", "--verify")


def test_the_days_copy_is_made_by_the_first_writing_verb(desk: Desk) -> None:
    folder = Path(os.environ["JZDESK_HOME"]) / "backups" / desk.store.stem / "每日"
    assert len(list(folder.iterdir())) == 1
    desk.ok("set", "2018Q3", COD, "16")
    assert len(list(folder.iterdir())) == 1
    assert not list(folder.parent.glob("*/.*"))


def test_a_days_copy_that_cannot_be_made_hinders_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "家").write_text("not a folder", "utf-8")
    monkeypatch.setenv("JZDESK_HOME", str(tmp_path / "家"))
    made = Desk(tmp_path / "a.jzdesk", capsys)
    made.ok("init", "--unit", "410823", "--practice")
    code, out, err = made("set", "2018Q3", COD, "12")
    assert (code, out) == (0, f"saved {COD}\n")
    assert err.startswith("今天的自动备份没有做成，照样继续：")


def test_a_copy_is_read_and_never_written(desk: Desk, tmp_path: Path) -> None:
    made = Path(desk.json("backup", str(tmp_path / "U盘"))["file"])
    before = made.read_bytes()
    copy = Desk(made, desk.capsys)
    assert value(copy) == "12.00"
    for words in (
        ("set", "2018Q3", COD, "1"),
        ("undo",),
        ("fill", "x.xlsx"),
        ("review", "2018Q3", "--by", "李"),
    ):
        assert copy.refused(*words) == 1
    assert made.read_bytes() == before
    assert desk.refused("restore", str(tmp_path / "none.jzdesk")) == 3


def test_a_password_comes_from_a_file_or_is_typed_unseen(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    word = tmp_path / "口令.txt"
    word.write_text("办公室保险柜2018\r\n下一行不算\n", "utf-8-sig")
    said = desk.ok("backup", str(tmp_path / "U盘"), "--password-file", str(word))
    assert "忘了口令" in said
    (made,) = (tmp_path / "U盘").iterdir()
    code, _, err = desk("restore", str(made))
    assert (code, "请输入备份口令" in err) == (1, True)
    typed = ["办公室保险柜2018"]
    monkeypatch.setattr(secret.getpass, "getpass", lambda _prompt: typed.pop(0))
    desk.ok("set", "2018Q3", COD, "15")
    desk.ok("restore", str(made), "--password")
    assert value(desk) == "12.00"
    typed += ["办公室保险柜2018", "办公室保险柜2019"]
    code, _, err = desk("backup", "--password")
    assert (code, "不一样" in err) == (1, True)
    typed += ["", ""]
    assert desk.refused("backup", "--password") == 1
    assert desk.refused("backup", "--password-file", str(tmp_path / "none")) == 3
    assert desk.refused("backup", "--password", "办公室", "x") == 2, "a password is no word of the call"


def test_doctor_says_what_is_well_and_what_is_not(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    found = desk.json("doctor")
    assert found["healthy"] is True
    assert {"name", "ok", "text"} <= found["items"][0].keys()
    assert len(desk.ok("doctor").splitlines()) == len(found["items"]) + 1
    import shutil
    from types import SimpleNamespace

    monkeypatch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=5 << 20))
    code, out, err = desk("doctor")
    assert code == 1
    assert err.splitlines() == ["数据体检：1 处有问题", "磁盘空间：只剩 5 MB，请清理磁盘。"]
    assert "✗ 磁盘空间" in out
    assert desk.json("doctor", code=1)["healthy"] is False


def test_doctor_of_a_damaged_store_names_the_copies(desk: Desk) -> None:
    desk.ok("backup")
    desk.store.write_bytes(b"?" * 9000)
    code, out, err = desk("doctor", "--json")
    assert (code, out) == (3, "")
    lines = err.splitlines()
    assert "不是 jzdesk 的数据文件" in lines[0]
    assert [line[:6] for line in lines[1:]] == ["可用的备份："] * 2
    assert "1 个期别，1 个数" in err
