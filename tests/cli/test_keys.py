"""`enrol`, `trust` and `pack` as a script calls them."""

from __future__ import annotations

from pathlib import Path

import pytest

from jzdesk.desk.office import Office
from tests.desk import walk
from tests.desk.conftest import Q3
from tests.test_cli import Desk

PASSPHRASE = "黄河水清2018"


@pytest.fixture
def desks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> tuple[Desk, Desk]:
    """A practice county and the practice city."""
    monkeypatch.setenv("JZDESK_TODAY", "2018-10-08")
    county, city = Desk(tmp_path / "武陟县.jzdesk", capsys), Desk(tmp_path / "焦作市.jzdesk", capsys)
    county.ok("init", "--unit", "410823", "--practice")
    city.ok("init", "--unit", "410800", "--practice")
    return county, city


def test_a_key_is_announced_held_confirmed_and_then_counts(desks: tuple[Desk, Desk], tmp_path: Path) -> None:
    county, city = desks
    out, secret = tmp_path / "登记.xlsx", tmp_path / "口令.txt"
    secret.write_text(f"{PASSPHRASE}\n", "utf-8")
    made = county.json("enrol", "--out", str(out), "--passphrase-file", str(secret))
    assert (made["files"], made["new"], made["sealed"]) == ([str(out)], True, True)
    (held,) = city.json("receive", str(out))["files"]
    assert (held["verdict"], held["kind"], held["period"], held["revision"]) == (
        "held",
        "单位登记",
        None,
        None,
    )
    told = city.json("verify", str(out))
    assert (told["kind"], told["signature"], told["period"], told["key_code"]) == (
        "单位登记", "unknown_key", None, made["key_code"],
    )  # fmt: skip
    assert city.refused("trust", str(out), "--code", "0" * 20) == 1
    assert made["key_code"] in city.ok("trust", str(out), "--code", made["key_code"])
    assert city.json("verify", str(out))["signature"] == "good"
    actions = [entry["action"] for entry in city.json("history")]
    assert (actions.count("hold"), actions.count("trust")) == (1, 1)


def test_without_a_passphrase_the_key_is_made_and_the_want_of_a_copy_told(
    desks: tuple[Desk, Desk], tmp_path: Path
) -> None:
    county, _ = desks
    code, out, err = county("enrol", "--out", str(tmp_path / "登记.xlsx"))
    assert (code, "密钥码" in out, "没有封存密钥副本" in err) == (0, True, True)
    assert county.refused("enrol", "--out", str(tmp_path / "x.xlsx"), "--passphrase-file", "没有.txt") == 1
    assert county.refused("enrol", "--out", str(tmp_path / "x.xlsx"), "--unseal") == 1
    assert county.refused("enrol") == 2
    assert county.refused("trust", str(tmp_path / "登记.xlsx")) == 2


def test_the_file_of_a_hand_in_is_packed_once_more_byte_for_byte(
    desks: tuple[Desk, Desk], tmp_path: Path
) -> None:
    county, _ = desks
    assert county.refused("pack", "2018Q3", "--out", str(tmp_path / "再")) == 1
    with walk.without_paper(), Office.open(county.store, write=True, who="张三") as office:
        walk.ready(office, Q3)
        upload = walk.hand_in(office, Q3, tmp_path / "优盘").files[0]
    (again,) = county.json("pack", "2018Q3", "--out", str(tmp_path / "再"))["files"]
    assert (Path(again).name, Path(again).read_bytes()) == (upload.name, upload.read_bytes())
    assert county.refused("pack", "2018Q3", "--revision", "2", "--out", str(tmp_path / "再")) == 1
