"""The contract of the command line: words in, exit code, one Chinese line on stderr, JSON out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from jzdesk import cli

COD = "emissions/cod.industry/emitted"
FIRMS = "emissions/cod.industry/enterprises"


class Desk:
    """One store spoken to as from a shell."""

    def __init__(self, store: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.store = store
        self.capsys = capsys

    def __call__(self, *words: str) -> tuple[int, str, str]:
        self.capsys.readouterr()
        code = cli.main(["--store", str(self.store), "--as", "张三", *words])
        out, err = self.capsys.readouterr()
        if code:
            assert_chinese_line(err)
        return code, out, err

    def ok(self, *words: str) -> str:
        code, out, err = self(*words)
        assert (code, err) == (0, "")
        return out

    def json(self, *words: str, code: int = 0) -> Any:
        found, out, _ = self(*words, "--json")
        assert found == code
        return json.loads(out)

    def refused(self, *words: str) -> int:
        code, out, _ = self(*words)
        assert "Traceback" not in out
        return code


def assert_chinese_line(err: str) -> None:
    first = err.splitlines()[0]
    assert any("\u4e00" <= c <= "\u9fff" for c in first), err
    assert "Traceback" not in err


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    desk = Desk(tmp_path / "武陟 #1%.jzdesk", capsys)
    desk.ok("init", "--unit", "410823", "--practice")
    return desk


def test_set_prints_what_is_saved_and_get_tells_it(desk: Desk) -> None:
    assert desk.ok("set", "2018q3", COD, "３１２．４５", FIRMS, "28") == f"saved {COD}\nsaved {FIRMS}\n"
    told = desk.json("get", "2018Q3", COD)
    assert {"unit", "period", "state", "revision", "catalogue", "cells"} <= set(told)
    assert (told["unit"], told["period"], told["state"], told["revision"]) == (
        "410823",
        "2018Q3",
        "填报中",
        None,
    )
    cell = told["cells"][0]
    assert (cell["key"], cell["value"], cell["derived"]) == (COD, "312.45", False)
    assert set(cell["computed"]) >= {
        "ytd", "previous", "last_year", "change_previous_pct", "change_last_year_pct",
    }  # fmt: skip


def test_a_value_may_begin_with_a_minus(desk: Desk) -> None:
    desk.ok("set", "2018Q3", "emissions/cod.industry/adjustment", "-1,200.5")
    assert desk.json("get", "2018Q3", "emissions/cod.industry/adjustment")["cells"][0]["value"] == "-1200.50"
    assert desk.refused("set", "2018Q3", COD, "-1,200") == 1


def test_get_without_keys_lists_every_cell(desk: Desk) -> None:
    cells = {c["key"]: c for c in desk.json("get", "2018Q3")["cells"]}
    assert cells["investment/total/done"]["derived"]
    assert cells["emissions/cod.industry/ytd"]["derived"]
    assert len([k for k in cells if k.startswith("emissions/") and not cells[k]["derived"]]) == 33


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("frobnicate",), 2),
        (("--nonsense", "get", "2018Q3"), 2),
        (("get",), 2),
        (("get", "2018Q5"), 2),
        (("get", "第三季度"), 2),
        (("get", "2021Q1"), 1),
        (("get", "2014"), 1),
        (("get", "2018Q3", "emissions/cod.industry"), 2),
        (("get", "2018Q3", "emissions/xyz/emitted"), 2),
        (("get", "2018Q3", "emissions/cod.agriculture/annual"), 1),
        (("set", "2018Q3", COD, "abc"), 1),
        (("set", "2018Q3", COD), 2),
        (("set", "2018Q3"), 2),
        (("set", "2018Q3", "emissions/cod.industry/ytd", "1"), 1),
        (("undo",), 1),
        (("redo",), 1),
        (("withdraw", "2018Q3"), 1),
        (("coverage", "2018Q3"), 1),
        (("accept", "410823", "2018Q3", "--out", "x.xlsx"), 1),
        (("explain", "2018Q3", "211", COD, "说明"), 1),
        (("freeze", "2018Q3", "--preparer", "甲"), 2),
        (("fill", "没有.xlsx"), 1),
        (("report", "2018Q3", "--out", "x.txt"), 1),
    ],
)
def test_refusals_have_their_exit_code_and_change_nothing(
    desk: Desk, words: tuple[str, ...], code: int
) -> None:
    before = desk.store.read_bytes()
    assert desk.refused(*words) == code
    assert desk.store.read_bytes() == before


def test_a_missing_store_is_never_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk = Desk(tmp_path / "没有.jzdesk", capsys)
    for words in (("get", "2018Q3"), ("set", "2018Q3", COD, "1"), ("todo", "2018Q3")):
        assert desk.refused(*words) == 3
    assert not list(tmp_path.iterdir())


def test_init_refuses_where_a_file_is(desk: Desk) -> None:
    before = desk.store.read_bytes()
    assert desk.refused("init", "--unit", "410823") == 1
    assert desk.store.read_bytes() == before


def test_an_unknown_unit_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert Desk(tmp_path / "x.jzdesk", capsys).refused("init", "--unit", "999999") in {1, 2}
    assert not list(tmp_path.iterdir())


def test_todo_and_check_have_the_members_of_the_contract(desk: Desk) -> None:
    todo = desk.json("todo", "2018Q3")
    assert set(todo) >= {"unit", "period", "due", "days_left", "blocking", "other"}
    assert all(set(i) >= {"kind", "key", "rule", "text"} for i in todo["blocking"])
    check = desk.json("check", "2018Q3", code=1)
    assert set(check) >= {"unit", "period", "findings", "counts"}
    members = {"rule", "severity", "trial", "result", "blocking", "keys", "message", "left", "right",
               "difference", "remedy", "explanation"}  # fmt: skip
    assert all(set(f) >= members for f in check["findings"])
    assert set(check["counts"]) == {"passed", "failed", "not_run", "not_applicable"}


def test_years_before_2018_are_entered_and_stand_in_the_totals_without_being_frozen(
    desk: Desk, tmp_path: Path
) -> None:
    desk.ok("set", "2017", "emissions/cod.agriculture/annual", "31.5")
    (only,) = desk.json("todo", "2017")["blocking"]
    names = ("--preparer", "甲", "--head", "乙", "--phone", "1")
    code, _, err = desk("freeze", "2017", *names, "--out", str(tmp_path))
    assert (code, err.splitlines()) == (1, [only["text"]])
    assert only["kind"] == "历史补录"
    city = Desk(tmp_path / "焦作市.jzdesk", desk.capsys)
    city.ok("init", "--unit", "410800", "--practice")
    told = city.json("coverage", "2017")
    assert (told["received"], told["accepted"], told["of"]) == (0, 0, 11)
    members = {"unit", "name", "state", "revision", "received_on", "timeliness", "paper", "code_matches",
               "forms"}  # fmt: skip
    assert all(set(unit) >= members for unit in told["units"])
    assert Path(city.ok("summary", "2017", "--out", str(tmp_path / "汇总.pdf")).strip()).is_file()


def test_history_tells_every_change_and_its_chain_is_whole(desk: Desk) -> None:
    desk.ok("set", "2018Q3", COD, "1", "--reason", "试填")
    desk.ok("set", "2018Q3", COD, "2")
    desk.ok("undo")
    entries = desk.json("history")
    members = {"seq", "at", "who", "how", "action", "period", "key", "old", "new", "why", "hash"}
    assert all(set(e) >= members for e in entries)
    told = [(e["old"], e["new"]) for e in entries if e["key"] == COD]
    assert told == [(None, "1"), ("1", "2"), ("2", "1")]
    assert all(e["at"].endswith("+08:00") for e in entries)
    assert "逐条相连" in desk.ok("history", "--verify")


def test_backup_is_counted_and_named(desk: Desk, tmp_path: Path) -> None:
    desk.ok("set", "2018Q3", COD, "1")
    told = desk.json("backup", str(tmp_path / "备份"))
    assert set(told) >= {"file", "sha256", "periods", "figures"}
    assert (told["periods"], told["figures"]) == (1, 1)
    assert Path(told["file"]).is_file()


def test_plan_has_every_member_of_the_contract(desk: Desk) -> None:
    plan = desk.json("plan")
    assert set(plan) >= {"plan", "divisions", "forms", "indicators", "milestones", "projects", "investment",
                         "duties", "rules", "notes"}  # fmt: skip
    assert len(plan["divisions"]) == 12
    assert [f["id"] for f in plan["forms"]] == [
        "emissions", "reductions", "investment", "milestones", "quality", "blackwater", "cards", "narrative",
    ]  # fmt: skip
    investment = next(f for f in plan["forms"] if f["id"] == "investment")
    assert [r["code"] for r in investment["rows"] if r["origin"] == "plan"] == ["P016", "total"]
    for row in investment["rows"]:
        assert set(row) >= {
            "code",
            "name",
            "unit",
            "frequencies",
            "behaviour",
            "decimals",
            "scope",
            "ref",
            "origin",
        }
    for indicator in plan["indicators"]:
        assert set(indicator) >= {
            "code", "ref", "name", "unit", "nature", "behaviour", "frequency", "direction", "answered_by",
            "baseline", "actual", "targets",
        }  # fmt: skip
        for name in ("baseline", "actual"):
            assert indicator[name] is None or set(indicator[name]) == {"year", "value", "unit"}


def test_the_day_may_be_replaced_in_practice_stores(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("JZDESK_TODAY", "2018-10-06")
    other = Desk(tmp_path / "real.jzdesk", desk.capsys)
    other.ok("init", "--unit", "410823")
    early = [i["kind"] for i in other.json("todo", "2020Q4")["blocking"]]
    assert "日期" not in early  # the real day is long past the plan's end
    monkeypatch.setenv("JZDESK_STORE", str(desk.store))
    capsys = desk.capsys
    capsys.readouterr()
    assert cli.main(["get", "2018Q3", COD]) == 0
