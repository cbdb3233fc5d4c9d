"""`return`, `query` and `answer` as a script calls them."""

from __future__ import annotations

from pathlib import Path

import pytest

from jzdesk.desk.office import Office
from tests.desk import walk
from tests.desk.conftest import Q3
from tests.test_cli import COD, Desk

UNIT = "410823"


@pytest.fixture
def desks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> tuple[Desk, Desk]:
    """A practice county whose third quarter the practice city has received."""
    monkeypatch.setenv("JZDESK_TODAY", "2018-10-08")
    county, city = Desk(tmp_path / "武陟县.jzdesk", capsys), Desk(tmp_path / "焦作市.jzdesk", capsys)
    county.ok("init", "--unit", UNIT, "--practice")
    city.ok("init", "--unit", "410800", "--practice")
    with walk.without_paper(), Office.open(county.store, write=True, who="张三") as office:
        walk.ready(office, Q3)
        upload = walk.hand_in(office, Q3, tmp_path / "优盘").files[0]
    city.ok("receive", str(upload))
    return county, city


def test_a_query_goes_and_its_answer_comes_back(desks: tuple[Desk, Desk], tmp_path: Path) -> None:
    county, city = desks
    slip, reply = tmp_path / "查询单.xlsx", tmp_path / "答复.xlsx"
    made = city.json("query", UNIT, "2018Q3", "--remark", f"{COD}=为什么 = 12？", "--out", str(slip))
    assert (made["files"], made["remarks"]) == ([str(slip)], 1)
    (told,) = county.json("receive", str(slip))["files"]
    assert (told["kind"], told["verdict"], told["period"], told["revision"]) == (
        "查询单",
        "taken",
        "2018Q3",
        1,
    )
    assert county.json("get", "2018Q3", COD)["state"] == "查询中"
    assert "为什么 = 12？" in county.json("todo", "2018Q3")["other"][0]["text"]
    county.ok("answer", str(slip), f"{COD}=新增一家企业", "--out", str(reply))
    assert county.json("get", "2018Q3", COD)["state"] == "已送出"
    (told,) = city.json("receive", str(reply))["files"]
    assert (told["kind"], told["verdict"]) == ("查询答复", "taken")
    assert city.json("verify", str(reply))["kind"] == "查询答复"


def test_a_return_unlocks_without_reopening(desks: tuple[Desk, Desk], tmp_path: Path) -> None:
    county, city = desks
    slip = tmp_path / "退回单.xlsx"
    city.ok("return", UNIT, "2018Q3", "--remark", f"{COD}=与在线监测不符", "--out", str(slip))
    assert county.refused("set", "2018Q3", COD, "15") == 1
    county.ok("receive", str(slip))
    todo = county.json("todo", "2018Q3")
    assert [item["kind"] for item in todo["blocking"]] == ["退回", "复核"]
    county.ok("set", "2018Q3", COD, "15")
    assert county.refused("set", "2018Q3", "emissions/nh3n.industry/emitted", "15") == 1
    units = city.json("coverage", "2018Q3")["units"]
    assert next(u["state"] for u in units if u["unit"] == UNIT) == "已退回"


def test_what_was_said_on_the_telephone_is_recorded_without_a_file(desks: tuple[Desk, Desk]) -> None:
    county, city = desks
    assert "电话里说的 1 条" in city.ok("query", UNIT, "2018Q3", "--remark", f"{COD}=为什么？", "--by-phone")
    city.ok("answer", UNIT, "2018Q3", f"{COD}=新增一家企业", "--by-phone")
    county.ok("return", UNIT, "2018Q3", "--remark", f"{COD}=小数点", "--by-phone")
    assert county.json("get", "2018Q3", COD)["state"] == "已退回"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("query", UNIT, "2018Q3", "--remark", f"{COD}=甲"), 2),
        (("query", UNIT, "2018Q3", "--remark", f"{COD}=甲", "--out", "x.xlsx", "--by-phone"), 2),
        (("query", UNIT, "2018Q3", "--remark", "没有等号", "--by-phone"), 2),
        (("query", UNIT, "2018Q3", "--by-phone"), 2),
        (("query", UNIT, "2018Q2", "--remark", f"{COD}=甲", "--by-phone"), 1),
        (("query", "410825", "2018Q3", "--remark", f"{COD}=甲", "--by-phone"), 1),
        (("return", UNIT, "2018Q3", "--remark", "emissions/cod.industry/ytd=甲", "--by-phone"), 1),
        (("answer", "没有.xlsx", f"{COD}=甲", "--out", "x.xlsx"), 1),
        (("answer", UNIT, "2018Q3", f"{COD}=甲", "--by-phone"), 1),
    ],
)
def test_wrong_words_are_refused_with_a_sentence(
    desks: tuple[Desk, Desk], words: tuple[str, ...], code: int
) -> None:
    _, city = desks
    before = city.json("history")
    assert city.refused(*words) == code
    assert city.json("history") == before


def test_a_county_gives_out_no_slips(desks: tuple[Desk, Desk], tmp_path: Path) -> None:
    county, _ = desks
    words = ("query", UNIT, "2018Q3", "--remark", f"{COD}=甲", "--out", str(tmp_path / "x.xlsx"))
    assert county.refused(*words) == 1
    assert county.refused("return", "410825", "2018Q3", "--remark", f"{COD}=甲", "--by-phone") == 1
