"""`check` of an office with a waived rule, as a script reads it: four counts as ever, and what is waived."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from jzdesk.desk.office import Office
from jzdesk.models.waiver import Waiver
from tests.desk import walk
from tests.desk.conftest import Q3
from tests.desk.handed_down import as_typed, hand_down
from tests.test_cli import Desk

ONE = Waiver("211", "410823", "2018-07-01", "2018-12-31", "焦环办〔2018〕71号", "企业整体搬迁")


@pytest.mark.parametrize("granted", [False, True])
def test_check_tells_what_is_waived_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, granted: bool
) -> None:
    monkeypatch.setenv("JZDESK_TODAY", "2018-10-08")
    desk = Desk(tmp_path / "县.jzdesk", capsys)
    desk.ok("init", "--unit", "410823", "--practice")
    with Office.open(desk.store, write=True, who="张三") as office:
        walk.fill(office, Q3.last_year, "24")
        walk.fill(office, Q3, "72")
        if granted:
            hand_down(office, waivers=[as_typed(ONE)])
    told = desk("check", "2018Q3")[1].splitlines()[0]
    data = desk("check", "2018Q3", "--json")[1]
    waived = len(re.findall(r'"waived": true', data))
    assert bool(waived) == granted
    end = f"，免审 {waived}。" if granted else "。"
    assert re.search(rf"无比较基础 \d+{end}$", told), told
