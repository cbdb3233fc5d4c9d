"""`explain` and `check` as a script calls them: what says too little is taken, and pointed out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from jzdesk.desk.office import Office
from tests.desk import walk
from tests.desk.conftest import Q3
from tests.test_cli import Desk

GOOD = "两家印染厂停产检修两个月，产量下降。"


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A county whose figures are three times those of a year ago."""
    monkeypatch.setenv("JZDESK_TODAY", "2018-10-08")
    made = Desk(tmp_path / "县.jzdesk", capsys)
    made.ok("init", "--unit", "410823", "--practice")
    with Office.open(made.store, write=True, who="张三") as office:
        walk.fill(office, Q3.last_year, "24")
        walk.fill(office, Q3, "72")
    return made


def open_ones(desk: Desk) -> list[dict[str, Any]]:
    code, out, _ = desk("check", "2018Q3", "--json")
    assert code == 1
    return [f for f in json.loads(out)["findings"] if f["rule"] == "211" and f["result"] == "failed"]


def test_a_thin_one_is_taken_and_pointed_out(desk: Desk) -> None:
    key = open_ones(desk)[0]["keys"][0]
    assert "不到十个字" in desk.ok("explain", "2018Q3", "211", key, "属实")
    first = open_ones(desk)[0]
    assert (first["explanation"], first["blocking"], first["poor"]) == ("属实", False, "thin")
    assert "不到十个字" in desk("check", "2018Q3")[1]
    assert desk.json("explain", "2018Q3", "211", key, GOOD)["poor"] is None
    assert open_ones(desk)[0]["poor"] is None


def test_the_same_for_three_is_pointed_out(desk: Desk) -> None:
    keys = [f["keys"][0] for f in open_ones(desk)]
    for key in keys[:2]:
        assert "同一句" not in desk.ok("explain", "2018Q3", "211", key, GOOD)
    assert "同一句" in desk.ok("explain", "2018Q3", "211", keys[2], GOOD)
    assert [f["poor"] for f in open_ones(desk)[:4]] == ["same"] * 3 + [None]
