"""`exclude`, `include`, `approve`, `standin`, `paper` and `coverage` as a script calls them."""

from __future__ import annotations

from pathlib import Path

import pytest

from jzdesk.desk import safekeeping
from tests import uploads
from tests.test_cli import COD, Desk

UNIT = "410823"


@pytest.fixture
def city(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A practice city that has received and accepted one county's third quarter."""
    monkeypatch.setenv("JZDESK_TODAY", "2018-10-09")
    city = Desk(tmp_path / "焦作市.jzdesk", capsys)
    city.ok("init", "--unit", "410800", "--practice")
    content = uploads.content_of(tmp_path, UNIT, "12")
    file = uploads.written(tmp_path, content, safekeeping.shipped_catalogue())
    told = city.json("receive", str(file))
    assert Path(told["backup"]).is_file()
    assert told["files"][0]["recheck"]["agrees"], told["files"][0]["recheck"]
    city.ok("accept", UNIT, "2018Q3", "--out", str(tmp_path / "回执.xlsx"))
    return city


def unit_of(city: Desk, unit: str = UNIT) -> dict[str, object]:
    return next(u for u in city.json("coverage", "2018Q3")["units"] if u["unit"] == unit)


def test_a_revision_is_left_out_and_brought_back(city: Desk) -> None:
    words = (UNIT, "2018Q3", "--revision", "1", "--reason", "县里误报")
    assert city.json("exclude", *words)["state"] == "excluded"
    assert unit_of(city)["state"] == "已排除"
    assert "早已排除" in city.ok("exclude", *words)
    assert "已恢复为“已验收”" in city.ok("include", *words)
    assert unit_of(city)["state"] == "已验收"
    assert city.refused("include", *words) == 1
    assert city.refused("exclude", UNIT, "2018Q3", "--revision", "2", "--reason", "误报") == 1
    assert city.refused("exclude", UNIT, "2018Q3", "--reason", "误报") == 2
    assert city.refused("exclude", "999999", "2018Q3", "--revision", "1", "--reason", "误报") == 2
    told = [(e["action"], e["why"]) for e in city.json("history")][-2:]
    assert [action for action, _ in told] == ["exclude", "include"]
    assert "县里误报" in told[0][1]


def test_figures_are_set_beside_and_taken_back(city: Desk) -> None:
    made = city.json("approve", UNIT, "2018q3", COD, "1.15万吨", "--reason", "在线监测核算")
    assert made == {"unit": UNIT, "period": "2018Q3", "key": COD, "value": "11500.00"}
    assert "已取消" in city.ok("approve", UNIT, "2018Q3", COD, "")
    mended = "emissions/cod.industry/adjustment"
    assert city.json("approve", UNIT, "2018Q3", mended, "-1,200.5", "--reason", "核查")["value"] == "-1200.50"
    assert city.json("standin", "410821", "2018Q3", COD, "7", "--source", "电话")["value"] == "7.00"
    assert city.refused("standin", UNIT, "2018Q3", COD, "7", "--source", "电话") == 1
    assert city.refused("approve", UNIT, "2018Q3", COD, "7") == 1
    assert city.refused("approve", UNIT, "2018Q3", "emissions/没有", "7", "--reason", "核查") == 2
    assert city.refused("approve", UNIT, "2018Q3") == 2


def test_the_stamped_copy_is_ticked_off(city: Desk) -> None:
    assert unit_of(city)["paper"] is None
    assert city.json("paper", UNIT, "2018Q3", "--on", "2018年10月8日")["code_matches"] is None
    assert (unit_of(city)["paper"], unit_of(city)["code_matches"]) == ("2018-10-08", None)
    returned, _, err = city("paper", UNIT, "2018Q3", "--on", "2018-10-09", "--code", "0000")
    assert (returned, "不是同一稿" in err) == (0, True)
    assert unit_of(city)["code_matches"] is False
    entries = len(city.json("history"))
    assert city.refused("paper", UNIT, "2018Q3", "--on", "2018-10-10") == 1, "tomorrow"
    assert city.refused("paper", UNIT, "2018Q3", "--on", "2018-10-09", "--code", "12") == 1
    assert city.refused("paper", "410821", "2018Q3", "--on", "2018-10-09") == 1, "nothing came"
    assert len(city.json("history")) == entries
    city.ok("paper", UNIT, "2018Q3", "--on", "")
    assert unit_of(city)["paper"] is None


def test_a_code_is_known_whole_or_by_its_tail(city: Desk, tmp_path: Path) -> None:
    told = city.json("verify", str(next(tmp_path.glob("*第1次.xlsx"))))
    grouped = " ".join(told["code"][n : n + 4] for n in range(0, 16, 4)).upper()
    for typed in (grouped, told["code"][-4:]):
        assert city.json("paper", UNIT, "2018Q3", "--on", "2018-10-09", "--code", typed)["code_matches"]
    assert unit_of(city)["code_matches"] is True


def test_coverage_tells_whom_to_urge_and_each_one_s_year(city: Desk) -> None:
    told = city.json("coverage", "2018Q3")
    assert len(told["urge"]) == 10
    assert UNIT not in told["urge"]
    assert unit_of(city)["year"] == {
        "expected": 1, "received": 1, "timed": 0, "on_time": 0,
        "reporting_rate": "100.0", "on_time_rate": None,
    }  # fmt: skip
    assert unit_of(city, "410821")["year"]["reporting_rate"] == "0.0"
    out = city.ok("coverage", "2018Q3")
    assert "催报：解放区、中站区" in out
    assert "本年上报 1/1" in out


def test_the_summary_tells_what_is_odd_to_a_script(city: Desk, tmp_path: Path) -> None:
    out = tmp_path / "汇总.xlsx"
    told = city.json("summary", "2018Q3", "--out", str(out))
    assert told == {"files": [str(out)], "audit": []}, "one county is no crowd"
    assert city.ok("summary", "2018Q3", "--out", str(out)) == f"{out}\n"


def test_a_county_judges_nobody(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    county = Desk(tmp_path / "武陟县.jzdesk", capsys)
    county.ok("init", "--unit", UNIT, "--practice")
    revision = ("--revision", "1", "--reason", "误报")
    for words in (
        ("exclude", UNIT, "2018Q3", *revision), ("include", UNIT, "2018Q3", *revision),
        ("approve", UNIT, "2018Q3", COD, "1", "--reason", "核查"),
        ("standin", UNIT, "2018Q3", COD, "1", "--source", "电话"),
        ("paper", UNIT, "2018Q3", "--on", "2018-10-09"),
    ):  # fmt: skip
        assert county.refused(*words) == 1
