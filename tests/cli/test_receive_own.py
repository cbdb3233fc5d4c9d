"""`receive --own` as a script calls it: what was lost comes back, and what does not fit says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from jzdesk.desk.office import Office
from tests.desk import walk
from tests.desk.conftest import Q3
from tests.test_cli import COD, Desk


@pytest.fixture
def upload(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Path:
    """The upload file of a store that is no more."""
    monkeypatch.setenv("JZDESK_TODAY", "2018-10-08")
    lost = Desk(tmp_path / "旧.jzdesk", capsys)
    lost.ok("init", "--unit", "410823", "--practice")
    with Office.open(lost.store, write=True, who="张三") as office:
        walk.ready(office, Q3)
        made = walk.hand_in(office, Q3, tmp_path / "优盘").files[0]
    lost.store.unlink()
    return made


def line(desk: Desk, *words: str) -> str:
    """Return the line in which a refused verb says why."""
    code, _, err = desk(*words)
    assert code == 1
    return err.splitlines()[0]


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    made = Desk(tmp_path / "新.jzdesk", capsys)
    made.ok("init", "--unit", "410823", "--practice")
    return made


def test_own_files_are_taken_back_and_known_the_second_time(desk: Desk, upload: Path) -> None:
    (dry,) = desk.json("receive", "--own", "--dry-run", str(upload))["files"]
    assert (dry["verdict"], desk.json("get", "2018Q3")["state"]) == ("taken", "未填报")
    (told,) = desk.json("receive", str(upload), "--own")["files"]
    members = {"file", "kind", "unit", "period", "revision", "code", "verdict", "message",
               "new", "changed", "vanishing", "changes", "totals"}  # fmt: skip
    assert members <= told.keys()
    assert (told["kind"], told["unit"], told["revision"], told["totals"]) == ("上报文件", "410823", 1, [])
    assert {"key": COD, "old": None, "new": "12.00"} in told["changes"]
    now = desk.json("get", "2018Q3", COD)
    assert (now["state"], now["revision"], now["cells"][0]["value"]) == ("已送出", 1, "12.00")
    assert "取回上报文件" in line(desk, "undo")
    assert "本来就在" in desk.ok("receive", "--own", str(upload))
    assert desk.json("history")[-1]["how"] == "restored"
    desk.ok("history", "--verify")


def test_without_own_a_county_takes_no_upload_file(desk: Desk, upload: Path) -> None:
    assert desk.refused("receive", str(upload)) == 1
    assert desk.json("get", "2018Q3")["state"] == "未填报"


def test_what_does_not_fit_is_refused_with_one_line(desk: Desk, upload: Path, tmp_path: Path) -> None:
    desk.ok("set", "2018Q3", COD, "99.00")
    assert "原有数据没有动" in line(desk, "receive", "--own", str(upload))
    assert desk.json("get", "2018Q3", COD)["cells"][0]["value"] == "99.00"
    (told,) = desk.json("receive", "--own", str(upload), code=1)["files"]
    assert told["verdict"] == "refused"
    city = Desk(tmp_path / "市.jzdesk", desk.capsys)
    city.ok("init", "--unit", "410800", "--practice")
    assert city.refused("receive", "--own", str(upload)) == 1
