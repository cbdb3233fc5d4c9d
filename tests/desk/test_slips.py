"""退回单, 查询单 and 查询答复 between a county and the city, as files and on the telephone."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from jzdesk.desk import (
    acceptance,
    answering,
    arriving,
    coverage,
    entering,
    handing_in,
    loop,
    receiving,
    safekeeping,
    signing,
    slips,
)
from jzdesk.desk.arriving import Read
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError, UsageError
from jzdesk.models.letters import QUERY, RETURN
from jzdesk.worker.reader import Reader
from tests.desk.conftest import Q3
from tests.desk.walk import DAY, cell, explain_all, freeze, hand_in, ready, without_paper
from tests.thoroughness import ALL

COD, NH3N = "emissions/cod.industry/emitted", "emissions/nh3n.industry/emitted"
YTD = "emissions/cod.industry/ytd"
UNIT = "410823"

pytestmark = pytest.mark.usefixtures("no_paper")


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    """The reading child, warm for all tests."""
    with Reader() as made:
        yield made


@pytest.fixture(scope="module")
def received(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the stores of both, once 武陟县's third quarter was sent and received."""
    folder = tmp_path_factory.mktemp("received")
    with (
        safekeeping.init(
            folder / "武陟县.jzdesk", unit=UNIT, office=None, practice=True, who="张三"
        ) as county,
        safekeeping.init(
            folder / "焦作市.jzdesk", unit="410800", office=None, practice=True, who="市局"
        ) as city,
        without_paper(),
    ):
        county.set_today(DAY)
        city.set_today(DAY + timedelta(1))
        ready(county, Q3)
        upload = hand_in(county, Q3, folder / "out").files[0]
        signing.sent(county, Q3, way="U盘", on=county.today)
        assert take(city, upload)["verdict"] == "taken"
    return folder


@pytest.fixture
def sent(received: Path, tmp_path: Path) -> Path:
    """The file that was sent, beside the stores that `county` and `city` open."""
    shutil.copytree(received, tmp_path, dirs_exist_ok=True)
    return next((tmp_path / "out").glob("*.xlsx"))


@pytest.fixture
def county(sent: Path, tmp_path: Path) -> Iterator[Office]:
    with Office.open(tmp_path / "武陟县.jzdesk", write=True, who="张三", today=DAY) as office:
        yield office


@pytest.fixture
def city(sent: Path, tmp_path: Path) -> Iterator[Office]:
    with Office.open(tmp_path / "焦作市.jzdesk", write=True, who="市局", today=DAY + timedelta(1)) as office:
        yield office


def take(office: Office, path: Path, *, dry_run: bool = False) -> dict[str, Any]:
    return receiving.receive(office, [path], dry_run=dry_run)["files"][0]


def give(city: Office, kind: str, folder: Path, *said: tuple[str, str]) -> Path:
    out = folder / f"{kind}_{len(list(folder.glob('*.xlsx')))}.xlsx"
    made = slips.give(city, kind, UNIT, Q3, said, out=out)
    assert made == out
    return out


def covered(city: Office) -> dict[str, Any]:
    return next(u for u in coverage.coverage(city, Q3)["units"] if u["unit"] == UNIT)


def kinds(office: Office) -> tuple[list[str], list[str]]:
    found = handing_in.todo_of(office, Q3)
    return [i.kind for i in found.blocking], [i.kind for i in found.other]


def test_a_return_unlocks_the_named_cells_and_is_answered_by_a_change(
    county: Office, city: Office, sent: Path, tmp_path: Path
) -> None:
    acceptance.accept(city, UNIT, Q3, revision=None, out=tmp_path / "回执.xlsx")
    take(county, tmp_path / "回执.xlsx")
    assert (county.state(Q3), len(coverage.counted(city, Q3))) == ("已验收", 1)
    slip = give(city, RETURN, tmp_path, (COD, "与在线监测不符。"))
    assert (coverage.counted(city, Q3), covered(city)["state"]) == ([], "已退回"), "it leaves the totals"
    with pytest.raises(RefusedError, match="已经退回"):
        acceptance.accept(city, UNIT, Q3, revision=None, out=tmp_path / "回执2.xlsx")
    dry = take(county, slip, dry_run=True)
    assert (dry["verdict"], county.state(Q3)) == ("taken", "已验收")
    told = take(county, slip)
    assert (told["kind"], told["verdict"], "1 格" in told["message"]) == ("退回单", "taken", True)
    assert county.state(Q3) == "已退回"
    assert kinds(county)[0] == ["退回", "复核"]
    with pytest.raises(RefusedError, match="只有退回单点名的格能改"):
        entering.set_values(county, Q3, [NH3N, "3"])
    with pytest.raises(RefusedError):
        freeze(county, Q3, tmp_path / "送签")
    entering.set_values(county, Q3, [COD, "15"])
    explain_all(county, Q3)
    handing_in.review(county, Q3, "李四")
    assert kinds(county)[0] == []
    second = hand_in(county, Q3, tmp_path / "out").files[0]
    entry = take(city, second)
    assert entry["revision"] == 2
    assert {"key": COD, "old": "12.00", "new": "15.00"} in entry["changes"]
    content = arriving_content(city, second)
    assert (content["revision_kind"], "市局退回" in content["reason"]) == ("correction", True)
    entered = {c["key"] for c in content["changes"] if c["key"].endswith("/emitted")}
    assert entered == {COD}
    acceptance.accept(city, UNIT, Q3, revision=None, out=tmp_path / "回执3.xlsx")
    assert [s.revision for s in coverage.counted(city, Q3)] == [2]


def arriving_content(office: Office, path: Path) -> dict[str, Any]:
    with Reader() as made:
        packet = arriving.read(path, arriving.editions(office), made).packet
    assert packet is not None
    return packet["content"]


def test_a_return_may_be_answered_by_a_reply_that_travels_with_the_correction(
    county: Office, city: Office, sent: Path, tmp_path: Path
) -> None:
    slip = give(city, RETURN, tmp_path, (COD, "与在线监测不符。"), (NH3N, "比上季高一倍"))
    take(county, slip)
    code = loop.remarks(county, UNIT, Q3)[0].slip
    entering.set_values(county, Q3, [NH3N, "9"])
    assert kinds(county)[0].count("退回") == 1
    answering.give(
        county, code, [(COD, "在线监测设备检修，以监督性监测数为准。")], out=tmp_path / "答复.xlsx"
    )
    explain_all(county, Q3)
    handing_in.review(county, Q3, "李四")
    assert kinds(county)[0] == []
    second = hand_in(county, Q3, tmp_path / "out").files[0]
    content = arriving_content(city, second)
    assert [(r["key"], r["answer"], r["text"]) for r in content["replies"]] == [
        (COD, "在线监测设备检修，以监督性监测数为准。", "与在线监测不符。"),
        (NH3N, "", "比上季高一倍"),
    ]
    assert take(city, second)["verdict"] == "taken"


def test_a_query_unlocks_nothing_and_its_answer_travels_alone(
    county: Office, city: Office, sent: Path, tmp_path: Path
) -> None:
    slip = give(city, QUERY, tmp_path, (COD, "为什么上升？"), (YTD, "累计对吗？"))
    assert covered(city)["state"] == "查询中"
    take(county, slip)
    assert county.state(Q3) == "查询中"
    with pytest.raises(RefusedError, match="数字已锁定"):
        entering.set_values(county, Q3, [COD, "15"])
    assert kinds(county)[1][:2] == ["查询", "查询"]
    with pytest.raises(RefusedError, match="没有问到"):
        answering.give(county, slip_code(county), [(NH3N, "对的")], out=tmp_path / "x.xlsx")
    assert not (tmp_path / "x.xlsx").exists()
    out = tmp_path / "答复1.xlsx"
    answering.give(county, slip_code(county), [(COD, "新增一家企业")], out=out)
    assert county.state(Q3) == "查询中", "one of two"
    answering.give(county, slip_code(county), [(YTD, "核对无误")], out=tmp_path / "答复2.xlsx")
    assert county.state(Q3) == "已送出"
    assert take(city, tmp_path / "答复2.xlsx")["verdict"] == "taken"
    assert covered(city)["state"] == "查询中"
    told = take(city, out)
    assert (told["kind"], told["verdict"], "1 条答复" in told["message"]) == ("查询答复", "taken", True)
    assert covered(city)["state"] == "已接收"
    assert take(city, out)["verdict"] == "already"
    assert [r.reply for r in loop.remarks(city, UNIT, Q3)] == ["新增一家企业", "核对无误"]
    acceptance.accept(city, UNIT, Q3, revision=None, out=tmp_path / "回执.xlsx")
    take(county, tmp_path / "回执.xlsx")
    assert county.state(Q3) == "已验收"


def files(folder: Path) -> set[Path]:
    """Return all files but the stores' journals, which come with the first thing that is written."""
    return {path for path in folder.rglob("*") if not path.name.endswith("-journal")}


def slip_code(office: Office) -> str:
    return loop.remarks(office, UNIT, Q3)[0].slip


def test_what_was_said_on_the_telephone_is_recorded_at_both_ends(
    county: Office, city: Office, sent: Path, tmp_path: Path
) -> None:
    before = files(tmp_path)
    slips.give(city, QUERY, UNIT, Q3, [(COD, "为什么上升？")], out=None)
    assert covered(city)["state"] == "查询中"
    answering.by_phone(city, UNIT, Q3, [(COD, "新增一家企业")])
    assert covered(city)["state"] == "已接收"
    slips.give(county, RETURN, UNIT, Q3, [(COD, "小数点错位")], out=None)
    assert county.state(Q3) == "已退回"
    entering.set_values(county, Q3, [COD, "1.2"])
    assert [r.answered for r in loop.remarks(county, UNIT, Q3)] == ["change"]
    assert files(tmp_path) == before, "no file was made"
    assert {entry["how"] for entry in safekeeping.history(county) if entry["action"] == "return"} == {"phone"}
    with pytest.raises(RefusedError, match="没有等着答复"):
        answering.by_phone(city, UNIT, Q3, [(COD, "再答一次")])


@pytest.mark.parametrize(
    ("kind", "said", "sentence"),
    [
        (RETURN, (YTD, "不对"), "程序算出来的"),
        (RETURN, (COD, "  "), "没有写意见"),
        (QUERY, ("emissions/none/emitted", "？"), "没有 emissions/none/emitted 这一格"),
        (QUERY, ("quality/pm25/none", "？"), "没有 quality/pm25/none 这一格"),
    ],
)
def test_a_slip_that_cannot_be_is_refused_and_nothing_is_written(
    city: Office, sent: Path, tmp_path: Path, kind: str, said: tuple[str, str], sentence: str
) -> None:
    trail = safekeeping.history(city)
    out = tmp_path / "单.xlsx"
    with pytest.raises(RefusedError, match=sentence):
        slips.give(city, kind, UNIT, Q3, [said], out=out)
    with pytest.raises(UsageError):
        slips.give(city, kind, UNIT, Q3, [], out=out)
    with pytest.raises(RefusedError, match="写了两遍"):
        slips.give(city, kind, UNIT, Q3, [(COD, "甲"), (COD, "乙")], out=out)
    with pytest.raises(RefusedError, match="没有收到温县"):
        slips.give(city, kind, "410825", Q3, [(COD, "甲")], out=out)
    assert (safekeeping.history(city), out.exists()) == (trail, False)


def test_a_slip_for_another_county_or_of_a_strange_upload_is_refused(
    county: Office, city: Office, sent: Path, tmp_path: Path
) -> None:
    slip = give(city, QUERY, tmp_path, (COD, "为什么上升？"))
    with safekeeping.init(tmp_path / "温县.jzdesk", unit="410825", office=None, practice=True) as other:
        assert "是给武陟县的" in take(other, slip)["message"]
    with safekeeping.init(tmp_path / "新.jzdesk", unit=UNIT, office=None, practice=True) as fresh:
        assert "没有这一次报送" in take(fresh, slip)["message"]
    take(county, slip)
    out = tmp_path / "答复.xlsx"
    answering.give(county, slip_code(county), [(COD, "新增一家企业")], out=out)
    with safekeeping.init(tmp_path / "另一市.jzdesk", unit="410800", office=None, practice=True) as strange:
        assert "不是本局发出的单据" in take(strange, out)["message"]
    with pytest.raises(RefusedError, match="先接收它再答复"):
        answering.give(city, "f" * 16, [(COD, "甲")], out=None)


def test_withdrawing_a_print_of_a_returned_quarter_leads_back_to_where_it_was(
    county: Office, city: Office, sent: Path, tmp_path: Path
) -> None:
    take(county, give(city, RETURN, tmp_path, (COD, "与在线监测不符。")))
    entering.set_values(county, Q3, [COD, "15"])
    explain_all(county, Q3)
    handing_in.review(county, Q3, "李四")
    freeze(county, Q3, tmp_path / "送签")
    assert county.state(Q3) == "待签章"
    signing.withdraw(county, Q3)
    assert county.state(Q3) == "已退回"
    with pytest.raises(RefusedError, match="退回单点名"):
        entering.set_values(county, Q3, [NH3N, "3"])
    entering.set_values(county, Q3, [COD, "16"])
    signing.reopen(county, Q3, reason="另有一处要改")
    entering.set_values(county, Q3, [NH3N, "3"])
    assert county.state(Q3) == "更正中"


def test_letters_that_are_lost_doubled_swapped_or_late_end_in_the_same_state(
    county: Office, city: Office, sent: Path, tmp_path: Path, reader: Reader
) -> None:
    """All that the city writes, delivered to copies of the county's store in any order."""
    files = [give(city, QUERY, tmp_path, (COD, "为什么上升？"))]
    acceptance.accept(city, UNIT, Q3, revision=None, out=tmp_path / "回执1.xlsx")
    files += [tmp_path / "回执1.xlsx", give(city, RETURN, tmp_path, (COD, "小数点错位"), (NH3N, "漏报"))]
    files.append(give(city, QUERY, tmp_path, (YTD, "累计对吗？")))
    reads = [arriving.read(path, arriving.editions(county), reader) for path in files]
    base = county.store.info.path
    county.close()
    seed = random.Random(20181012)
    ends: set[Any] = set()
    for n in range(60 if ALL else 8):
        order = reads + seed.sample(reads, 2)
        seed.shuffle(order)
        ends.add(delivered(base, tmp_path / f"{n}.jzdesk", order))
    assert len(ends) == 1
    ((state, said, unlocked),) = ends
    assert (state, len(said)) == ("已退回", 4)
    assert unlocked == {COD, NH3N}
    lost = delivered(base, tmp_path / "lost.jzdesk", [reads[2]])
    assert lost[0] == "已退回"


def delivered(base: Path, copy: Path, order: list[Read]) -> Any:
    shutil.copy(base, copy)
    with Office.open(copy, write=True, who="张三") as office:
        office.set_today(date(2018, 10, 12))
        for one in order:
            verdict = receiving.take(office, one, dry_run=False, day=office.today)["verdict"]
            assert verdict in {"taken", "already"}
        assert not office.store.verify_history()
        unlocked = frozenset(str(k) for k in office.sheet(Q3).unlocked)
        return office.state(Q3), loop.remarks(office, UNIT, Q3), unlocked


def test_the_next_revision_is_above_whatever_a_letter_has_seen(
    county: Office, city: Office, sent: Path, tmp_path: Path
) -> None:
    assert cell(county, Q3, COD) == "12.00"
    take(county, give(city, RETURN, tmp_path, (COD, "小数点错位")))
    assert handing_in.next_revision(county, Q3) == 2
