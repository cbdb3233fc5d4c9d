"""A whole season at the city: eleven counties, two late, one queried, one returned, one stood in for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from jzdesk.desk import (
    acceptance,
    answering,
    coverage,
    deadlines,
    enrolling,
    entering,
    handing_in,
    judging,
    loop,
    receiving,
    safekeeping,
    slips,
    summing,
)
from jzdesk.desk.office import Office
from jzdesk.models.entry import Key
from jzdesk.models.letters import QUERY, RETURN
from tests.desk import walk
from tests.desk.conftest import Q3

COD = "emissions/cod.industry/emitted"
DUE = date(2018, 10, 15)
LATE, QUERIED, RETURNED, MISSING = ("410802", "410803"), "410821", "410823", "410883"


class Season:
    """The practice stores of the city and its eleven counties, each knowing the other's key."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder = folder
        self.city = stack.enter_context(self._store("410800"))
        self.counties = {
            code: stack.enter_context(self._store(code)) for code in self.city.catalogue.counties
        }
        self.uploads: dict[str, Path] = {}
        mine = enrolling.enrol(self.city, folder / "焦作市_登记.xlsx")
        for code, office in self.counties.items():
            theirs = enrolling.enrol(office, folder / f"{code}_登记.xlsx")
            enrolling.trust(self.city, theirs.path, theirs.code)
            enrolling.trust(office, mine.path, mine.code)
        deadlines.register(self.city, Q3, DUE, "焦环办〔2018〕96号")

    def _store(self, unit: str) -> Office:
        path = self.folder / f"{unit}.jzdesk"
        made = safekeeping.init(path, unit=unit, office=None, practice=True, who=f"{unit}经办")
        made.set_today(date(2018, 10, 8))
        return made

    def hand_in(self, code: str, number: str) -> Path:
        """Fill and hand in a county's quarter, every figure being `number`."""
        walk.ready(self.counties[code], Q3, number)
        self.uploads[code] = walk.hand_in(self.counties[code], Q3, self.folder / code).files[0]
        return self.uploads[code]

    def take(self, day: date, *paths: Path) -> list[dict[str, Any]]:
        """Receive files at the city on a day."""
        self.city.set_today(day)
        told = receiving.receive(self.city, paths)["files"]
        assert [one["verdict"] for one in told] == ["taken"] * len(paths), told
        return told

    def accept(self, code: str) -> None:
        """Accept a county's newest file and bring the receipt home."""
        out = self.folder / f"回执_{code}_{len(list(self.folder.glob('回执*')))}.xlsx"
        acceptance.accept(self.city, code, Q3, revision=None, out=out)
        assert receiving.receive(self.counties[code], [out])["files"][0]["verdict"] == "taken"

    def covered(self) -> dict[str, dict[str, Any]]:
        """Return how far each county is, by its code."""
        return {one["unit"]: one for one in coverage.coverage(self.city, Q3)["units"]}

    @property
    def total(self) -> str | None:
        """The city's total of COD, counties alone."""
        return summing.summed(self.city, Q3).totals[Key.parse(COD)]


@pytest.fixture
def season(tmp_path: Path) -> Iterator[Season]:
    with walk.without_paper(), ExitStack() as stack:
        yield Season(tmp_path, stack)


@pytest.mark.slow
def test_a_season_with_eleven_counties(season: Season) -> None:
    numbers = {code: 10 + n for n, code in enumerate(season.counties)}
    punctual = [c for c in season.counties if c not in {*LATE, MISSING}]
    files = [season.hand_in(code, str(numbers[code])) for code in punctual]
    told = season.take(date(2018, 10, 12), *files)
    assert len(told) == 8

    # One figure is asked about on the telephone, one is returned by a file
    slips.give(season.city, QUERY, QUERIED, Q3, [(COD, "为什么比上季高一倍？")], out=None)
    slip = season.folder / "退回单.xlsx"
    slips.give(season.city, RETURN, RETURNED, Q3, [(COD, "单位像是公斤")], out=slip)
    for code in punctual:
        if code not in {QUERIED, RETURNED}:
            season.accept(code)
    states = {code: one["state"] for code, one in season.covered().items()}
    assert (states[QUERIED], states[RETURNED], states[MISSING]) == ("查询中", "已退回", "未填报")
    assert coverage.coverage(season.city, Q3)["accepted"] == 6

    answering.by_phone(season.city, QUERIED, Q3, [(COD, "新增一家企业，台账已核")])
    assert season.covered()[QUERIED]["state"] == "已接收"
    season.accept(QUERIED)

    county = season.counties[RETURNED]
    assert receiving.receive(county, [slip])["files"][0]["verdict"] == "taken"
    assert county.state(Q3) == "已退回"
    entering.set_values(county, Q3, [COD, "0.5"])
    walk.explain_all(county, Q3)
    handing_in.review(county, Q3, "李四")
    second = walk.hand_in(county, Q3, season.folder / RETURNED).files[0]
    (again,) = season.take(date(2018, 10, 14), second)
    assert (again["revision"], season.covered()[RETURNED]["state"]) == (2, "已接收")
    season.accept(RETURNED)
    assert [r.answered for r in loop.remarks(season.city, RETURNED, Q3)] == ["change"]

    # Two come late, one not at all
    for day, code in zip((18, 19), LATE, strict=True):
        season.take(date(2018, 10, day), season.hand_in(code, str(numbers[code])))
        season.accept(code)
    covered = season.covered()
    assert {c for c, one in covered.items() if one["timeliness"] == "late"} == set(LATE)
    assert {c for c, one in covered.items() if one["timeliness"] == "missing"} == {MISSING}
    found = coverage.coverage(season.city, Q3)
    assert (found["received"], found["accepted"], found["of"]) == (10, 10, 11)
    ten = sum(Decimal(n) for c, n in numbers.items() if c not in {MISSING, RETURNED}) + Decimal("0.5")
    assert season.total == f"{ten:.2f}"

    # The province cannot wait: a figure stands in for the missing one, and vanishes when its file counts
    assert judging.stand_in(season.city, MISSING, Q3, Key.parse(COD), "77", "电话报数，上季台账")
    assert season.total == f"{ten + 77:.2f}"

    # The last one comes; all files once more, in any order, change nothing
    season.take(date(2018, 10, 25), season.hand_in(MISSING, str(numbers[MISSING])))
    season.accept(MISSING)
    assert season.total == f"{ten + numbers[MISSING]:.2f}"
    head = season.city.store.audit_head()
    again_all = receiving.receive(season.city, [second, *reversed(season.uploads.values())])["files"]
    assert {one["verdict"] for one in again_all} == {"already"}
    assert season.city.store.audit_head() == head
    assert not safekeeping.verify_history(season.city)
