"""`publish` as a script calls it."""

from __future__ import annotations

from pathlib import Path

import pytest

from jzdesk.desk import safekeeping
from tests import publications, uploads
from tests.publications import CLOSED, SECRETS
from tests.test_cli import Desk


@pytest.fixture
def city(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A practice city that has accepted one county's fourth quarter."""
    monkeypatch.setenv("JZDESK_TODAY", "2019-02-01")
    city = Desk(tmp_path / "焦作市.jzdesk", capsys)
    city.ok("init", "--unit", "410800", "--practice")
    content = publications.content(tmp_path, "410823", "2018Q4", "12")
    file = uploads.written(tmp_path, content, safekeeping.shipped_catalogue())
    city.ok("receive", str(file))
    city.ok("accept", "410823", "2018Q4", "--out", str(tmp_path / "回执.xlsx"))
    return city


def test_it_tells_what_goes_out_and_what_stays_in_before_it_writes(city: Desk, tmp_path: Path) -> None:
    told = city.json("publish", "2018q4", "--dry-run")
    assert (told["kind"], told["files"]) == ("cards", [])
    assert [(t["code"], t["rows"]) for t in told["published"]] == [("cards", 1)]
    singles = [one for one in told["withheld"] if one["kind"] == "single"]
    assert singles == [{"kind": "single", "unit": "武陟县", "what": CLOSED, "why": "负责人未核准"}]
    text = city.ok("publish", "2018Q4", "--dry-run", "--out", str(tmp_path / "名单.pdf"))
    assert "对外公布：" in text
    assert f"武陟县\t{CLOSED}\t负责人未核准" in text
    assert not (tmp_path / "名单.pdf").exists()


@pytest.mark.parametrize("ending", ["pdf", "xlsx", "docx"])
def test_it_writes_the_year_and_prints_the_file(city: Desk, tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"公布.{ending}"
    assert city.ok("publish", "2018", "--out", str(out)).strip() == str(out)
    assert out.stat().st_size > 3000
    first = out.read_bytes()
    told = city.json("publish", "2018", "--kind", "year", "--out", str(out))
    assert told["files"] == [str(out)]
    assert out.read_bytes() == first
    assert [s for s in SECRETS if s in str(told["published"])] == []


def test_wrong_words_and_wrong_periods_change_nothing(city: Desk, tmp_path: Path) -> None:
    out = str(tmp_path / "名单.pdf")
    assert city.refused("publish", "2018Q4") == 2
    assert city.refused("publish", "2018Q4", "--kind", "all", "--out", out) == 2
    assert city.refused("publish", "2018X", "--out", out) == 2
    assert city.refused("publish", "2018Q4", "--kind", "year", "--out", out) == 1
    assert city.refused("publish", "2018Q3", "--out", out) == 1
    assert city.refused("publish", "2017", "--dry-run") == 1
    assert city.refused("publish", "2018Q4", "--out", str(tmp_path / "名单.txt")) == 1
    assert city.refused("publish", "2018Q4", "--out", str(tmp_path / "没有" / "名单.pdf")) == 3
    assert not Path(out).exists()
