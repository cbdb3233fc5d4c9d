"""Any two versions compared, at the county and at the city: every cell that differs and no other."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest

from jzdesk.desk import acceptance, comparing, entering, looking_back, receiving, safekeeping, signing
from jzdesk.desk.comparing import Difference
from jzdesk.desk.looking_back import Version
from jzdesk.desk.office import Office
from jzdesk.models import snapshot
from jzdesk.models.period import Period
from tests.desk import walk
from tests.desk.conftest import Q3

COD, SO2 = "emissions/cod.industry/emitted", "emissions/so2.industry/emitted"
EARLIER = Period.parse("2017Q3")


NAME = "武陟县.jzdesk"


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the store that `corrected` copies, and one with the files of each hand-in."""
    folder = tmp_path_factory.mktemp("corrected")
    with (
        safekeeping.init(folder / NAME, unit="410823", office=None, practice=True, who="张三") as county,
        walk.without_paper(),
    ):
        county.set_today(walk.DAY)
        walk.fill(county, EARLIER)
        walk.ready(county, Q3, "12")
        walk.hand_in(county, Q3, folder / "1")
        for n, (period, words) in enumerate(
            [
                (Q3, [COD, "14.5"]),
                (Q3, [SO2, "无此项", "investment/+/name", "沁河治理", "investment/+/done", "25"]),
            ],
            2,
        ):
            signing.reopen(county, Q3, reason="复核数")
            entering.set_values(county, period, words)
            if n == 3:
                entering.set_values(county, EARLIER, [COD, "9"])
            walk.ready(county, Q3)
            walk.hand_in(county, Q3, folder / str(n))
    return folder


@pytest.fixture
def corrected(handed_in: Path, tmp_path: Path) -> Iterator[Office]:
    """A quarter handed in three times: the second mends a figure, the third another and an earlier year's."""
    shutil.copytree(handed_in, tmp_path, dirs_exist_ok=True)
    with Office.open(tmp_path / NAME, write=True, who="张三", today=walk.DAY) as county:
        yield county


@pytest.fixture(scope="module")
def taken(handed_in: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the store of a city that has received all three and accepted the third."""
    folder = tmp_path_factory.mktemp("taken")
    with safekeeping.init(folder / "市.jzdesk", unit="410800", office=None, practice=True) as city:
        city.set_today(walk.DAY)
        received = receiving.receive(city, [next((handed_in / str(n)).glob("*.xlsx")) for n in (1, 2, 3)])
        assert [f["verdict"] for f in received["files"]] == ["taken"] * 3
        acceptance.accept(city, "410823", Q3, revision=3, out=folder / "回执.xlsx")
    return folder / "市.jzdesk"


@pytest.fixture
def city(taken: Path, tmp_path: Path) -> Iterator[Office]:
    """That city, in a copy of its own."""
    shutil.copyfile(taken, tmp_path / taken.name)
    with Office.open(tmp_path / taken.name, write=True, today=walk.DAY) as made:
        yield made


def by_title(office: Office, unit: str = "") -> dict[str, Version]:
    return {v.title: v for v in looking_back.versions(office, unit) if v.period == Q3}


def contents(office: Office, version: Version) -> dict[str, str]:
    return snapshot.flat(looking_back.content_of(office, version))


def own(found: tuple[Difference, ...]) -> dict[str, tuple[str, str]]:
    return {d.key: (d.old, d.new) for d in found if not d.period}


def test_any_two_list_every_cell_in_which_their_contents_differ(corrected: Office) -> None:
    known = by_title(corrected)
    assert set(known) == {"现在的数", "第1次报送", "第2次报送", "第3次报送"}
    for before, after in permutations(known.values(), 2):
        one, two = contents(corrected, before), contents(corrected, after)
        differing = {key for key in one.keys() | two.keys() if one.get(key) != two.get(key)}
        found = comparing.compare(corrected, before, after)
        assert set(own(found)) == differing
        assert len(found) == len({(d.period, d.key) for d in found}), "each once"
        back = comparing.compare(corrected, after, before)
        assert {k: (new, old) for k, (old, new) in own(back).items()} == own(found)


def test_the_first_and_the_last_show_what_both_corrections_changed(corrected: Office) -> None:
    known = by_title(corrected)
    found = own(comparing.compare(corrected, known["第1次报送"], known["第3次报送"]))
    assert found[COD] == ("12.00", "14.50")
    assert found[SO2] == ("12.00", "无此项")
    assert ("", "沁河治理") in found.values()
    between = own(comparing.compare(corrected, known["第2次报送"], known["第3次报送"]))
    assert COD not in between


def test_what_differs_in_earlier_years_is_listed_too(corrected: Office) -> None:
    known = by_title(corrected)
    (line,) = [d for d in comparing.compare(corrected, known["第2次报送"], known["第3次报送"]) if d.period]
    assert (line.period, line.key, line.form) == ("2017Q3", COD, "污染物排放")
    assert line.row == "2017年第三季度 化学需氧量·工业源"
    assert (line.old, line.new, line.gap, line.percent) == ("12.00", "9.00", "−3.00", "−25.0%")
    assert not any(d.period for d in comparing.compare(corrected, known["第1次报送"], known["第2次报送"]))
    entering.set_values(corrected, EARLIER, [COD, ""])
    now = by_title(corrected)
    (gone,) = [d for d in comparing.compare(corrected, now["第3次报送"], now["现在的数"]) if d.period]
    assert (gone.old, gone.new) == ("9.00", "")


@pytest.mark.parametrize("state", ["received", "accepted", "excluded", "returned"])
def test_the_city_compares_any_two_whatever_became_of_them(
    corrected: Office, city: Office, tmp_path: Path, state: str
) -> None:
    first = city.store.submissions("410823", Q3)[0]
    if state == "accepted":
        acceptance.accept(city, "410823", Q3, revision=1, out=tmp_path / "回执1.xlsx")
    elif state != "received":
        with city.store.operation(state, Q3, at=city.stamp, step=False) as op:
            op.submission_state(first.id, state, dict(first.facts))
    theirs, ours = by_title(city, "410823"), by_title(corrected)
    assert set(theirs) == {"第1次报送", "第2次报送", "第3次报送"}
    assert theirs["第1次报送"].state == {
        "received": "已接收", "accepted": "已验收", "excluded": "已排除", "returned": "已退回",
    }[state]  # fmt: skip
    for one, two in permutations(theirs, 2):
        here = comparing.compare(corrected, ours[one], ours[two])
        assert comparing.compare(city, theirs[one], theirs[two]) == here
        assert here
