"""The copy of each day of use: made, proven, put on another disk, thinned; nothing good is ever let go."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from jzdesk.desk import copies, daily, entering, handing_in, receiving, recovery, remaking, safekeeping
from jzdesk.desk.office import BEIJING, Office
from jzdesk.errors import JzdeskError, WorldError
from jzdesk.models import thinning
from jzdesk.models.entry import Key
from jzdesk.store.store import Store
from tests.desk import walk
from tests.desk.conftest import Q3

DAYS = 4
COD = "emissions/cod.industry/emitted"


class Clock:
    """The computer's clock, which can be set."""

    def __init__(self) -> None:
        self.now = datetime(2018, 10, 8, 8, 30, tzinfo=BEIJING)

    def next_day(self, days: int = 1) -> None:
        self.now += timedelta(days=days)


@pytest.fixture(autouse=True)
def _hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for no disk, where dozens of copies are made and the power stays on."""
    monkeypatch.setattr(os, "fsync", lambda _handle: None)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(Office, "now", property(lambda _self: made.now))
    monkeypatch.setattr(Office, "stamp", property(lambda _self: made.now.isoformat(timespec="seconds")))
    monkeypatch.setattr(Office, "stamp_now", staticmethod(lambda: made.now.isoformat(timespec="seconds")))
    return made


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store made on the morning on which the clock of these tests begins."""
    path = tmp_path_factory.mktemp("template") / "武陟县.jzdesk"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Office, "stamp_now", staticmethod(lambda: "2018-10-08T08:30:00+08:00"))
        safekeeping.init(path, unit="410823", office=None, practice=True, who="张三").close()
    return path


@pytest.fixture
def office(clock: Clock, template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """A county at work since this morning; of a few days alone each copy stays."""
    monkeypatch.setattr(thinning, "DAYS", DAYS)
    path = tmp_path / template.name
    shutil.copyfile(template, path)
    with Office.open(path, write=True, who="张三") as made:
        yield made


def lying(office: Office) -> list[Path]:
    return sorted(daily.folder(office.store.info.path).glob("*.jzdesk"))


def work(office: Office, clock: Clock, days: int) -> None:
    """Work a figure a day, with the day's copy in the morning."""
    for n in range(days):
        assert daily.make(office)
        entering.set_values(office, Q3, [COD, str(clock.now.day + n)])
        clock.next_day()


def test_each_day_of_use_has_one_copy(office: Office, clock: Clock) -> None:
    assert daily.due(office)
    made = daily.make(office)
    assert made is not None
    assert (made["doubts"], made["second"], made["gone"]) == ([], "", [])
    assert not daily.due(office)
    assert daily.make(office) is None
    clock.next_day()
    assert daily.make(office)
    assert len(lying(office)) == 2
    last = safekeeping.last_backup(office)
    assert last is not None
    assert last.file == lying(office)[-1]


def test_what_was_done_goes_into_a_copy_at_the_end_of_the_day(office: Office, clock: Clock) -> None:
    daily.make(office)
    head = daily.head(office)
    clock.now += timedelta(hours=1)
    daily.keep_last(office, head)
    assert len(lying(office)) == 1, "nothing was done"
    entering.set_values(office, Q3, [COD, "7"])
    clock.now += timedelta(hours=1)
    daily.keep_last(office, head)
    daily.keep_last(office, head)
    assert len(lying(office)) == 1, "the later one of a day takes the place of the earlier"
    with Store.open(lying(office)[0], write=False, who="") as copy:
        assert copy.cells(Q3)[Key.parse(COD)].value == 7


def test_weeks_of_days_thin_out_and_all_that_stay_are_good(office: Office, clock: Clock) -> None:
    work(office, clock, DAYS + 6)
    stay = lying(office)
    assert DAYS <= len(stay) <= DAYS + 3
    assert {c.file for c in copies.good(office.store.info.path)} == set(stay)


def test_a_damaged_store_pushes_no_good_copy_out(office: Office, clock: Clock) -> None:
    work(office, clock, DAYS + 2)
    before = lying(office)
    path = office.store.info.path
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("UPDATE figures SET value = 999999")
    for _ in range(5):
        clock.next_day()
        with pytest.raises(JzdeskError):
            daily.make(office)
    assert lying(office) == before
    assert daily.due(office)
    assert list(daily.folder(path).glob(".*")) == []


def test_a_copy_of_which_anything_is_doubted_stays_and_pushes_nothing_out(
    office: Office, clock: Clock, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    safekeeping.set_second_folder(office, tmp_path / "另一块盘")
    work(office, clock, DAYS + 2)
    away = set((tmp_path / "另一块盘").iterdir())
    before = lying(office)
    monkeypatch.setattr(remaking, "doubts", lambda _office: ["2018年第二季度重做不出来。"])
    made = daily.make(office)
    assert made is not None
    assert made["doubts"] == ["2018年第二季度重做不出来。"]
    assert set(before) < set(lying(office))
    assert set((tmp_path / "另一块盘").iterdir()) == away
    assert daily.due(office), "it is no good copy"
    last = safekeeping.last_backup(office)
    assert last is not None
    assert last.file != Path(made["file"])


@pytest.mark.parametrize("wrong", [datetime(2031, 5, 5, 9), datetime(2009, 1, 1, 0, 5)])
def test_a_clock_years_wrong_lets_nothing_go(office: Office, clock: Clock, wrong: datetime) -> None:
    work(office, clock, DAYS + 2)
    before, right = set(lying(office)), clock.now
    clock.now = wrong.replace(tzinfo=BEIJING)
    work(office, clock, 3)
    assert before <= set(lying(office))
    clock.now = right + timedelta(days=1)
    last = safekeeping.last_backup(office)
    assert last is not None
    assert last.moment.year == 2018, "one that is dated ahead is not taken for the last"
    daily.make(office)
    assert len(before - set(lying(office))) <= 1, "no more than on any other day"
    clock.next_day()
    entering.set_values(office, Q3, [COD, "99"])
    work(office, clock, DAYS)
    assert len(lying(office)) <= 2 * DAYS + 6, "a clock put right thins as before"


def test_a_clock_a_month_back_lets_nothing_go(office: Office, clock: Clock) -> None:
    work(office, clock, DAYS + 5)
    before = set(lying(office))
    clock.next_day(-12)
    made = daily.make(office)
    assert made is None or before <= set(lying(office))
    clock.now += timedelta(hours=3)
    daily.keeping(office).run()
    assert before <= set(lying(office))


def test_what_is_not_known_as_good_is_left_alone(office: Office, clock: Clock) -> None:
    folder = daily.folder(office.store.info.path)
    folder.mkdir(parents=True)
    strange = [folder / f"410823_2018070{n}-080000.jzdesk" for n in range(1, 10)]
    for file in strange:
        file.write_bytes(b"?")
    work(office, clock, DAYS + 4)
    assert set(strange) <= set(lying(office))


def test_a_half_made_copy_of_a_process_that_was_ended_is_swept(office: Office) -> None:
    folder = daily.folder(office.store.info.path)
    folder.mkdir(parents=True)
    (folder / ".410823_20181007-083000_练习.jzdesk.part").write_bytes(b"half")
    daily.make(office)
    assert [file.name[0] for file in folder.iterdir()] == ["4"]


# Another disk


def test_each_days_copy_goes_to_another_disk_too(office: Office, clock: Clock, tmp_path: Path) -> None:
    second = tmp_path / "另一块盘" / "备份"
    told = safekeeping.set_second_folder(office, second)
    assert "同一块盘" in told, "here it is the same one, and that is said"
    made = daily.make(office)
    assert made is not None
    assert Path(made["second"]).parent == second
    assert Path(made["second"]).read_bytes() == Path(made["file"]).read_bytes()
    assert safekeeping.last_second(office) is not None
    assert safekeeping.last_carried(office) is None
    clock.next_day()
    work(office, clock, DAYS + 4)
    assert DAYS <= len(list(second.iterdir())) <= DAYS + 3
    safekeeping.set_second_folder(office, None)
    assert safekeeping.second_folder(office) is None
    assert safekeeping.verify_history(office) == []


def test_a_disk_that_is_not_plugged_in_hinders_nothing(office: Office, clock: Clock, tmp_path: Path) -> None:
    second = tmp_path / "移动硬盘"
    safekeeping.set_second_folder(office, second)
    second.rmdir()
    second.write_text("not a folder", "utf-8")
    made = daily.make(office)
    assert made is not None
    assert made["second"] == ""
    assert "建不了" in made["second_wrong"]
    assert not daily.due(office)


def test_a_copy_that_comes_out_different_there_is_no_copy(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = tmp_path / "坏盘"
    safekeeping.set_second_folder(office, second)
    from jzdesk.store import disk

    real = disk.copy_bytes

    def worn_out(source: Path, target: Path) -> None:
        real(source, target)
        target.write_bytes(target.read_bytes()[:-1] + b"!")

    monkeypatch.setattr(disk, "copy_bytes", worn_out)
    made = daily.make(office)
    assert made is not None
    assert "核对不上" in made["second_wrong"]
    assert list(second.iterdir()) == []


def test_a_second_account_of_the_office_has_copies_of_its_own(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = tmp_path / "公用"
    safekeeping.set_second_folder(office, second)
    daily.make(office)
    path = office.store.info.path
    office.close()
    monkeypatch.setenv("JZDESK_HOME", str(tmp_path / "李四的家"))
    with Office.open(path, write=True, who="李四") as other:
        assert safekeeping.second_folder(other) == second, "what the office has set holds for all"
        assert daily.due(other)
        assert daily.make(other)
        assert safekeeping.last_backup(other) is not None
        kinds = [copy.kind for copy in safekeeping.safety(other).copies]
    assert sorted(kinds) == ["daily", "second", "second"] or sorted(kinds) == ["daily", "second"]


# One period made again


@pytest.fixture
def handed(office: Office, tmp_path: Path) -> Office:
    walk.ready(office, Q3)
    with walk.without_paper():
        walk.hand_in(office, Q3, tmp_path / "报送")
    return office


def test_a_period_handed_in_is_made_again_from_the_copy(handed: Office) -> None:
    assert remaking.locked(handed) == [Q3]
    assert remaking.doubts(handed) == []
    assert safekeeping.backup(handed, safekeeping.backup_folder(handed))["doubts"] == []


def test_a_figure_that_left_its_snapshot_is_doubted(handed: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a fault of the program might leave it: with a digest that is right, and an audit row."""
    with handed.store.operation("set", Q3, at=handed.stamp) as op:
        cell = handed.store.cells(Q3)[Key.parse(COD)]
        op.put(Key.parse(COD), type(cell)(cell.value + 1, None, cell.note))
    handed.forget()
    made = safekeeping.backup(handed, safekeeping.backup_folder(handed))
    (doubt,) = made["doubts"]
    assert "有 1 处" in doubt
    assert COD in doubt
    assert Path(made["file"]).is_file()
    assert safekeeping.last_backup(handed) is None


def test_corrections_of_earlier_quarters_are_no_doubt(handed: Office) -> None:
    earlier = type(Q3).parse("2018Q2")
    entering.set_values(handed, earlier, [COD, "41.5"])
    assert handing_in.run_checks(handed, earlier)
    assert remaking.doubts(handed) == []


def test_before_files_are_received_there_is_a_copy(city: Office, tmp_path: Path) -> None:
    told = receiving.receive(city, [tmp_path / "none.xlsx"])
    assert told["backup"] is None, "nothing was taken in, so nothing is copied"
    with pytest.raises(WorldError):
        safekeeping.backup(city, Path("/proc/none"))


def test_before_own_files_are_taken_back_there_is_a_copy_of_what_stands(
    handed: Office, tmp_path: Path
) -> None:
    (file,) = (tmp_path / "报送").glob("*.xlsx")
    with safekeeping.init(tmp_path / "新.jzdesk", unit="410823", office=None, practice=True) as office:
        assert recovery.take_back(office, [file], dry_run=True)["backup"] is None
        earlier = type(Q3).parse("2018Q1")
        entering.set_values(office, earlier, [COD, "4"])
        told = recovery.take_back(office, [file])
        assert [one["verdict"] for one in told["files"]] == ["taken"]
        with Store.open(Path(told["backup"]), write=False, who="") as copy:
            assert copy.periods() == (earlier,)
        assert recovery.take_back(office, [file])["backup"] is None, "nothing was written"
