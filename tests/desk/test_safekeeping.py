"""Copies are remembered where they were put, and what is sound is told in sentences."""

from __future__ import annotations

import secrets
import sqlite3
import threading
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from jzdesk.desk import copies, entering, safekeeping
from jzdesk.desk.office import Office
from jzdesk.errors import JzdeskError, StoppedError
from jzdesk.models.entry import Key
from jzdesk.store.correspondence import Letter
from tests.desk.conftest import Q3

COD = "emissions/cod.industry/emitted"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("JZDESK_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_before_any_copy(county: Office) -> None:
    found = safekeeping.safety(county)
    assert (found.last, found.copies) == (None, ())
    assert safekeeping.backup_age(county) is None
    assert found.store.name == "武陟县.jzdesk"
    assert found.size > 0
    assert found.holder is not None
    assert found.holder[0] == "张三"


def test_a_copy_is_remembered_with_what_is_in_it(county: Office) -> None:
    entering.set_values(county, Q3, [COD, "12"])
    made = safekeeping.backup(county, safekeeping.backup_folder(county))
    found = safekeeping.safety(county)
    assert found.last is not None
    assert found.copies == (replace(found.last, kind=copies.ASKED),)
    assert (str(found.last.file), found.last.periods, found.last.figures) == (made["file"], 1, 1)
    assert found.last.present
    assert safekeeping.backup_age(county) == 0


def test_a_copy_on_a_stick_counts_as_the_last_one_though_it_is_away(county: Office, tmp_path: Path) -> None:
    made = Path(safekeeping.backup(county, tmp_path / "U盘")["file"])
    last = safekeeping.last_backup(county)
    assert last is not None
    assert last.present
    assert safekeeping.safety(county).copies == (), "the list is of the program's own folder"
    made.unlink()
    again = safekeeping.last_backup(county)
    assert again is not None
    assert not again.present


def test_a_file_that_changed_its_size_is_called_unknown(county: Office) -> None:
    made = Path(safekeeping.backup(county, safekeeping.backup_folder(county))["file"])
    with made.open("ab") as file:
        file.write(b"x")
    (copy,) = safekeeping.safety(county).copies
    assert copy.file == made
    assert copy.periods is None


def test_a_store_of_the_same_name_has_copies_of_its_own(county: Office, tmp_path: Path) -> None:
    safekeeping.backup(county, tmp_path / "甲")
    (tmp_path / "乙").mkdir()
    other = tmp_path / "乙" / "武陟县.jzdesk"
    with safekeeping.init(other, unit="410823", office=None, practice=True, who="李四") as office:
        assert safekeeping.last_backup(office) is None
        safekeeping.backup(office, tmp_path / "丙")
    last = safekeeping.last_backup(county)
    assert last is not None
    assert last.file.parent.name == "甲"


def test_a_damaged_note_of_copies_is_as_if_there_were_none(county: Office) -> None:
    safekeeping.backup(county, safekeeping.backup_folder(county))
    (safekeeping.backup_folder(county) / "made.json").write_text("{", "utf-8")
    assert safekeeping.last_backup(county) is None
    (copy,) = safekeeping.safety(county).copies
    assert copy.periods is None
    assert copy.at[:2] == "20"


def test_a_copy_is_good_though_it_cannot_be_noted(county: Office, home: Path, tmp_path: Path) -> None:
    home.write_text("not a folder", "utf-8")
    made = safekeeping.backup(county, tmp_path / "U盘")
    assert Path(made["file"]).is_file()
    assert safekeeping.last_backup(county) is None
    assert safekeeping.safety(county).copies == ()


def test_what_is_sound_is_told(county: Office) -> None:
    found = safekeeping.examining(county).run()
    assert [item.name for item in found][:3] == ["文件结构", "数值校验", "操作记录"]
    assert all(item.ok for item in found)
    (line,) = safekeeping.checking_trail(county).run()
    assert line.ok
    assert line.text == "审计记录 1 条，逐条相连，没有缺失或改动。"


def test_a_changed_trail_is_told(county: Office) -> None:
    entering.set_values(county, Q3, [COD, "12"])
    tamper(county, "UPDATE meta SET value = x'00' WHERE name = 'head'")
    found = safekeeping.checking_trail(county).run()
    assert not any(item.ok for item in found)
    assert found[0].name == "操作记录"


def tamper(office: Office, sql: str) -> None:
    with closing(sqlite3.connect(office.store.info.path)) as other, other:
        other.execute(sql)


# Long work in a thread, while figures are entered


@pytest.fixture
def padded(county: Office) -> Office:
    """Give a store that takes a while to copy: some 12 MB of letters nobody reads here."""
    at = county.stamp
    with county.store.operation("receive", Q3, at=at, step=False) as op:
        for n in range(120):
            op.letter(Letter("receipt", f"{n:016x}", at), secrets.token_bytes(100_000))
    return county


class Aside:
    """Work in a thread of its own, with all that it told."""

    def __init__(self, work: safekeeping.Looking, until: str = "") -> None:
        self.work, self.told, self.result, self.until = work, [], None, until
        self.reached = threading.Event()
        self.thread = threading.Thread(target=self._run)
        self.thread.start()

    def _run(self) -> None:
        try:
            self.result = self.work.run(self._tell)
        except JzdeskError as error:
            self.result = error

    def _tell(self, what) -> None:
        self.told.append(what)
        if what[0] == self.until:
            self.reached.set()

    def end(self):
        self.thread.join(30)
        assert not self.thread.is_alive()
        return self.result


def test_figures_are_entered_quickly_while_a_copy_is_made(padded: Office, tmp_path: Path) -> None:
    begun, quickest = Aside(safekeeping.backing_up(padded, tmp_path / "U盘"), "copying"), []
    assert begun.reached.wait(10)
    written, heads = 0, [padded.store.audit_head()]
    while begun.thread.is_alive():
        written += 1
        start = time.perf_counter()
        entering.set_values(padded, Q3, [COD, str(written)])
        quickest.append(time.perf_counter() - start)
        heads.append(padded.store.audit_head())
    made = begun.end()
    assert isinstance(made, dict), made
    assert sorted(quickest)[len(quickest) // 2] < 0.1
    assert padded.store.verify_history() == []
    with Office.open(Path(made["file"]), write=False) as copy:
        figure = copy.store.cells(Q3).get(Key.parse(COD))
        number = 0 if figure is None or figure.value is None else int(figure.value)
        assert number <= written, "the store as it was at one moment, not a mixture"
        assert copy.store.audit_head() == heads[number]
        assert copy.store.verify_history() == []
    stages = list(dict.fromkeys(stage for stage, _, _ in begun.told))
    assert stages == ["copying", "writing", "checking", "syncing"]


@pytest.mark.parametrize("stage", ["copying", "writing", "checking", "syncing"])
def test_a_copy_given_up_at_any_stage_leaves_nothing(padded: Office, tmp_path: Path, stage: str) -> None:
    work = safekeeping.backing_up(padded, tmp_path / "U盘")

    def tell(what) -> None:
        if what[0] == stage:
            work.stop()

    if stage == "syncing":  # too late to give up, and done: never anything between
        assert Path(work.run(tell)["file"]).is_file()
        return
    with pytest.raises(StoppedError, match="没有留下"):
        work.run(tell)
    assert list((tmp_path / "U盘").iterdir()) == []
    assert safekeeping.last_backup(padded) is None
    entering.set_values(padded, Q3, [COD, "5"])


@pytest.mark.parametrize("what", [safekeeping.examining, safekeeping.checking_trail])
def test_looking_through_can_be_given_up(padded: Office, what) -> None:
    work = what(padded)
    work.stop()
    with pytest.raises(StoppedError):
        work.run()


def test_a_store_is_not_touched_from_another_thread(county: Office) -> None:
    caught: list[Exception] = []

    def touch() -> None:
        try:
            county.store.periods()
        except RuntimeError as error:
            caught.append(error)

    thread = threading.Thread(target=touch)
    thread.start()
    thread.join()
    assert len(caught) == 1
