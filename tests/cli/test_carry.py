"""`carry` as a script calls it: the figures of the plan before go on in a store of the next."""

from __future__ import annotations

from pathlib import Path

import pytest

from jzdesk.desk import safekeeping
from jzdesk.models import plan_source
from jzdesk.models.catalogue import Catalogue
from tests.test_cli import Desk

NEXT = Path(__file__).parents[1] / "data" / "plan" / "jiaozuo-14fyp"


@pytest.fixture
def old(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    """Return a practice county of the plan before with a figure of 历史补录."""
    made = Desk(tmp_path / "旧.jzdesk", capsys)
    made.ok("init", "--unit", "410823", "--practice")
    made.ok("set", "2017", "quality/pm25/annual", "81")
    return made


def test_it_tells_what_goes_on_before_it_is_written_and_refuses_in_one_line(
    old: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "新.jzdesk"
    plan = Catalogue(plan_source.load(NEXT))
    safekeeping.init(path, unit="410823", office=None, practice=True, catalogue=plan).close()
    new, source = Desk(path, capsys), str(tmp_path / "旧.jzdesk")
    assert "还没有写入" in new.ok("carry", source, "--dry-run")
    told = new.json("carry", source)
    assert (told["written"], told["periods"], told["figures"]) == (True, ["2017"], 1)
    assert told["changes"] == [{"period": "2017", "key": "env/p25/annual", "old": None, "new": "81"}]
    assert "没有改动" in new.ok("carry", source)
    code, _, complaint = new("carry", str(path))
    assert (code, len(complaint.splitlines())) == (1, 1)
    code, _, complaint = old("carry", source)
    assert code == 1
    assert "没有可以接续的上一个规划" in complaint
