"""下发文件 from the city to its counties, in real stores with keys: taken in, confirmed, nothing lost."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from jzdesk.desk import (
    acceptance,
    adopting,
    allotting,
    arriving,
    coverage,
    deadlines,
    enrolling,
    entering,
    handing_in,
    keyring,
    receiving,
    recovery,
    safekeeping,
    signing,
)
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from tests.desk import walk
from tests.desk.conftest import Q3
from tests.desk.handed_down import hand_down

pytestmark = pytest.mark.usefixtures("no_paper")
Q4 = Period.parse("2018Q4")
PROJECT = {"code": "P001", "unit": "武陟县", "planned": "1200.5"}
DUE = {"period": "2018Q3", "due": "2018-10-12", "document": "焦环〔2018〕9号"}
DONE = "investment/P001/done"


def opened(folder: Path, unit: str) -> Office:
    return safekeeping.init(folder / f"{unit}.jzdesk", unit=unit, office=None, practice=False, who="张三")


@pytest.fixture
def real(tmp_path: Path) -> Iterator[tuple[Office, Office]]:
    """A real county, 武陟县, that trusts the real city, and the city that trusts it."""
    with opened(tmp_path, "410823") as county, opened(tmp_path, "410800") as city:
        for one, other in ((county, city), (city, county)):
            made = enrolling.enrol(one, tmp_path / f"单位登记_{one.unit}.xlsx")
            enrolling.trust(other, made.path, made.code)
        yield county, city


def take(office: Office, path: Path, *, dry_run: bool = False) -> dict[str, Any]:
    (told,) = receiving.receive(office, [path], dry_run=dry_run)["files"]
    return told


def handed(city: Office, folder: Path, unit: str = "410823", **typed: Any) -> Path:
    """Hand down these lines, the whole of it, and return the file for an office."""
    hand_down(city, **typed)
    folder.mkdir(exist_ok=True)
    return allotting.task(city, folder, unit=unit)[0]


def test_the_file_makes_the_same_edition_in_every_store(real: tuple[Office, Office], tmp_path: Path) -> None:
    county, city = real
    path = handed(city, tmp_path, projects=[PROJECT], due=[DUE])
    assert path.name == "下发文件_武陟县_第1号.xlsx"
    assert arriving.verify(path, county)["signature"] == "good"
    before = county.store.history()
    looked = take(county, path, dry_run=True)
    assert (looked["verdict"], looked["new"], county.store.history()) == ("taken", 2, before)
    told = take(county, path)
    assert (told["verdict"], told["kind"], told["new"], told["changed"], told["vanishing"]) == (
        "taken", "下发文件", 2, 0, 0,
    )  # fmt: skip
    assert told["changes"] == looked["changes"]
    assert told["changes"][0]["key"] == "investment/P001"
    assert county.catalogue.to_json() == city.catalogue.to_json()
    assert deadlines.deadline(county, Q3) == deadlines.Deadline("2018-10-12", DUE["document"], "city")
    assert county.sheet(Q3).row("investment", "P001") is not None, "a period never opened takes the newest"
    seq = county.store.history()[-1].seq
    assert (take(county, path)["verdict"], county.store.history()[-1].seq) == ("already", seq)
    bytes_then = path.read_bytes()
    assert allotting.task(city, path, unit="410823")[0].read_bytes() == bytes_then
    assert safekeeping.verify_history(county) == []


def test_an_open_period_moves_when_its_clerk_confirms_the_list(
    real: tuple[Office, Office], tmp_path: Path
) -> None:
    county, city = real
    entering.set_values(county, Q3, ["emissions/cod.industry/emitted", "12"])
    handing_in.review(county, Q3, "李四")
    told = take(county, handed(city, tmp_path, projects=[PROJECT]))
    assert "2018年第三季度正在填报" in told["message"]
    assert county.sheet(Q3).row("investment", "P001") is None
    (one,) = adopting.waiting(county)
    assert (one.period, [c.key for c in one.changes], one.vanishing) == (Q3, ["investment/P001"], ())
    adopting.adopt(county, Q3)
    assert (county.state(Q3), adopting.waiting(county)) == ("填报中", ())
    assert county.sheet(Q3).row("investment", "P001") is not None
    with pytest.raises(RefusedError, match="已是最新"):
        adopting.adopt(county, Q3)


def test_what_does_not_concern_an_office_moves_it_without_asking(
    real: tuple[Office, Office], tmp_path: Path
) -> None:
    county, city = real
    entering.set_values(county, Q3, ["emissions/cod.industry/emitted", "12"])
    told = take(county, handed(city, tmp_path, projects=[{**PROJECT, "unit": "温县"}]))
    assert (told["changes"], adopting.waiting(county)) == ([], ())
    assert county.store.period(Q3).edition == "jiaozuo-13fyp/1/1"


def test_figures_of_a_row_that_vanishes_are_named_and_kept(
    real: tuple[Office, Office], tmp_path: Path
) -> None:
    county, city = real
    take(county, handed(city, tmp_path / "一", projects=[PROJECT]))
    entering.set_values(county, Q3, [DONE, "30", "investment/P001/progress", "基础完成"])
    told = take(county, handed(city, tmp_path / "二", projects=[{**PROJECT, "unit": "温县"}]))
    assert told["vanishing"] == 1
    (one,) = adopting.waiting(county)
    assert one.lines[0].startswith("《重点工程投资完成情况》P001 焦作市城区污水管网完善工程 不再由本单位填报")
    assert "已填的 2 个格保留在数据文件" in one.lines[0]
    assert walk.cell(county, Q3, DONE) == "30.00", "nothing moves before the clerk has seen it"
    adopting.adopt(county, Q3)
    assert county.sheet(Q3).row("investment", "P001") is None
    take(county, handed(city, tmp_path / "三", projects=[PROJECT]))
    adopting.adopt(county, Q3)
    assert walk.cell(county, Q3, DONE) == "30.00", "allotted again, the figures are back"


def test_what_the_office_filled_and_the_city_now_says_is_named(
    real: tuple[Office, Office], tmp_path: Path
) -> None:
    county, city = real
    own = "investment/P016/responsible"
    entering.set_values(county, Q3, [own, "县住建局"])
    take(
        county,
        handed(city, tmp_path, projects=[{"code": "P016", "unit": "武陟县", "responsible": "县水利局"}]),
    )
    (one,) = adopting.waiting(county)
    assert [(r.old, r.new) for r in one.replaced] == [("县住建局", "县水利局")]
    assert "责任单位" in one.lines[0]
    assert walk.cell(county, Q3, own) == "县住建局"
    adopting.adopt(county, Q3)
    assert walk.cell(county, Q3, own) == "县水利局"


def test_what_is_frozen_or_handed_in_keeps_its_edition(real: tuple[Office, Office], tmp_path: Path) -> None:
    county, city = real
    walk.ready(county, Q3)
    made = walk.hand_in(county, Q3, tmp_path / "out")
    take(county, handed(city, tmp_path / "一", projects=[PROJECT]))
    assert (adopting.waiting(county), county.sheet(Q3).row("investment", "P001")) == ((), None)
    with pytest.raises(RefusedError, match="保留当时的目录版本"):
        adopting.adopt(county, Q3)
    assert take(city, made.files[0])["verdict"] == "taken", "filled under an edition the city knows"
    _, receipt = acceptance.accept(city, "410823", Q3, revision=None, out=tmp_path / "回执.xlsx")
    assert take(county, receipt)["verdict"] == "taken"
    signing.reopen(county, Q3, reason="漏报")
    assert [one.period for one in adopting.waiting(county)] == [Q3], "a correction is open again"


def test_an_upload_under_the_new_edition_goes_the_whole_way(
    real: tuple[Office, Office], tmp_path: Path
) -> None:
    county, city = real
    take(county, handed(city, tmp_path / "一", projects=[PROJECT]))
    walk.ready(county, Q3)
    made = walk.hand_in(county, Q3, tmp_path / "out")
    handed(city, tmp_path / "二", projects=[PROJECT], due=[DUE])  # the city goes on meanwhile
    assert take(city, made.files[0])["verdict"] == "taken"
    _, receipt = acceptance.accept(city, "410823", Q3, revision=None, out=tmp_path / "回执.xlsx")
    assert take(county, receipt)["verdict"] == "taken", "the receipt asks for no file the county lacks"
    content = json.loads(county.store.submission_content(county.store.submissions()[-1].id))
    assert content["catalogue"] == "jiaozuo-13fyp/1/1"
    assert content["forms"]["investment"]["cells"]["P001/planned"]["v"] == "1200.50"


def test_what_was_reported_of_a_thing_handed_down_no_more_keeps_its_row(
    real: tuple[Office, Office], tmp_path: Path
) -> None:
    county, city = real
    new = {"name": "某湿地", "category": "生态环境保护项目", "unit": "武陟县", "planned": "350"}
    take(county, handed(city, tmp_path / "一", projects=[new]))
    walk.ready(county, Q3)
    made = walk.hand_in(county, Q3, tmp_path / "out")
    second = handed(city, tmp_path / "二")
    assert take(city, made.files[0])["verdict"] == "taken"
    acceptance.accept(city, "410823", Q3, revision=None, out=tmp_path / "回执.xlsx")
    added = coverage.contributions(city, Q3)
    assert added[Key.parse("investment/P025/done")] == {"410823": Decimal(12)}
    assert [r.name for r in city.catalogue.form("investment").rows if r.code == "P025"] == ["某湿地"]
    assert take(county, second)["verdict"] == "taken"
    assert county.catalogue.to_json() == city.catalogue.to_json()
    assert county.sheet(Q4).row("investment", "P025") is None
    take(county, handed(city, tmp_path / "三", projects=[new]))
    assert county.sheet(Q4).row("investment", "P025") is not None, "the same again"


def test_an_older_file_that_comes_late_changes_nothing(real: tuple[Office, Office], tmp_path: Path) -> None:
    county, city = real
    first = handed(city, tmp_path / "一", projects=[PROJECT])
    second = handed(city, tmp_path / "二", projects=[{**PROJECT, "planned": "900"}])
    take(county, second)
    told = take(county, first)
    assert (told["verdict"], told["changes"]) == ("taken", [])
    assert "比现行的早" in told["message"]
    assert county.catalogue.edition == "jiaozuo-13fyp/1/2"
    assert set(county.store.editions()) == {f"jiaozuo-13fyp/1{n}" for n in ("", "/1", "/2")}
    assert (take(county, first)["verdict"], take(county, second)["verdict"]) == ("already", "already")


def test_what_may_not_come_in_is_refused_and_changes_nothing(
    real: tuple[Office, Office], tmp_path: Path
) -> None:
    county, city = real
    other = handed(city, tmp_path / "温", unit="410825", projects=[PROJECT])
    mine = allotting.task(city, tmp_path / "武.xlsx", unit="410823")[0]
    altered = tmp_path / "改.xlsx"
    book = openpyxl.load_workbook(mine)
    sheet = book["项目"]
    cell = next(c for row in sheet.iter_rows() for c in row if c.value == "1,200.50")
    cell.value = "9,200.50"
    book.save(altered)
    before = county.store.history()
    assert "是给温县的" in take(county, other)["message"]
    assert "项目" in take(county, altered)["message"]
    assert take(city, mine)["verdict"] == "refused"
    assert (county.store.history(), county.store.editions()) == (before, ("jiaozuo-13fyp/1",))
    with opened(tmp_path / "新", "410823") if (tmp_path / "新").mkdir() is None else county as fresh:
        told = take(fresh, mine)
        assert (told["verdict"], told["new"]) == ("refused", 1), "an unconfirmed key: looked at, no more"
        assert fresh.store.editions() == ("jiaozuo-13fyp/1",)


def test_the_same_number_with_other_content_is_refused(real: tuple[Office, Office], tmp_path: Path) -> None:
    county, city = real
    copy = tmp_path / "旧" / "410800.jzdesk"
    copy.parent.mkdir()
    take(county, handed(city, tmp_path / "一", projects=[PROJECT]))
    with opened(tmp_path / "旧", "410800") as lost:
        key = tmp_path / "410800.jzdesk.key"
        shutil.copy(key, copy.with_name("410800.jzdesk.key"))
        told = take(county, handed(lost, tmp_path / "二", projects=[{**PROJECT, "planned": "1"}]))
    assert (told["verdict"], "号码相同、内容不同" in told["message"]) == ("refused", True)


def test_a_file_for_every_county_and_none_for_the_city_itself(
    real: tuple[Office, Office], tmp_path: Path
) -> None:
    county, city = real
    with pytest.raises(RefusedError, match="还没有下达任何内容"):
        allotting.task(city, tmp_path / "下发")
    assert not (tmp_path / "下发").exists()
    hand_down(city, projects=[PROJECT])
    paths = allotting.task(city, tmp_path / "下发")
    assert len({p.name for p in paths}) == 11
    assert allotting.task(city, tmp_path / "下发") == paths
    for unit, word in (("410800", "市本级"), ("999999", "999999")):
        with pytest.raises(Exception, match=word):
            allotting.task(city, tmp_path / "x.xlsx", unit=unit)
    with pytest.raises(RefusedError):
        allotting.task(county, tmp_path / "下发")


def test_a_new_store_is_told_to_take_the_city_s_file_in_before_its_own_uploads(
    real: tuple[Office, Office], tmp_path: Path
) -> None:
    county, city = real
    file = handed(city, tmp_path / "一", projects=[PROJECT])
    take(county, file)
    walk.ready(county, Q3)
    upload = walk.hand_in(county, Q3, tmp_path / "out").files[0]
    (tmp_path / "新").mkdir()
    with opened(tmp_path / "新", "410823") as fresh:
        shutil.copy(tmp_path / "410823.jzdesk.key", tmp_path / "新" / "410823.jzdesk.key")
        shutil.copy(tmp_path / "单位登记_410800.xlsx", tmp_path / "新" / "市.xlsx")
        (told,) = recovery.take_back(fresh, [upload], dry_run=False)["files"]
        assert (told["verdict"], "还没有收下第1号" in told["message"]) == ("refused", True)
        code = next(k.code for k in keyring.known(county, "410800"))
        enrolling.trust(fresh, tmp_path / "新" / "市.xlsx", code)
        assert take(fresh, file)["verdict"] == "taken"
        (told,) = recovery.take_back(fresh, [upload], dry_run=False)["files"]
        assert told["verdict"] == "taken"
        assert walk.cell(fresh, Q3, DONE) == "12.00"


def test_a_city_without_its_key_is_told_that_nobody_takes_its_files(tmp_path: Path) -> None:
    with opened(tmp_path, "410800") as city:
        hand_down(city, projects=[PROJECT])
        allotting.task(city, tmp_path / "下发")
        assert "没有签名" in allotting.unsigned(city)
        enrolling.enrol(city, tmp_path / "单位登记.xlsx")
        assert allotting.unsigned(city) == ""


def test_the_city_s_own_open_period_waits_too(real: tuple[Office, Office]) -> None:
    _, city = real
    city.set_today(date(2018, 10, 9))
    entering.set_values(city, Q3, [DONE, "5"])
    hand_down(city, adopt=False, projects=[PROJECT])
    (one,) = adopting.waiting(city)
    assert (one.period, one.vanishing[0].row) == (Q3, "P001")
