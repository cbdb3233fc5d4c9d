"""Windows made anew: C: is gone, D: is there. One works on, and signs, within minutes.

The same folders as on such a PC: the store's on D:, the program's own (settings, logs, daily copies) on C:.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from jzdesk import settings
from jzdesk.desk import (
    coverage,
    daily,
    doctoring,
    enrolling,
    entering,
    keyring,
    receiving,
    recent,
    restoring,
    safekeeping,
    signing,
    starting_anew,
)
from jzdesk.desk.office import Office, store_path
from jzdesk.errors import RefusedError, WorldError
from jzdesk.models.entry import Key
from jzdesk.store import keyfile
from tests.desk import walk
from tests.desk.conftest import Q3

pytestmark = pytest.mark.usefixtures("no_paper")
COD = "emissions/cod.industry/emitted"
STORE = "jzdesk/武陟县.jzdesk"
PASSPHRASE = "一句很长很长的口令"


@dataclass
class Pc:
    """The county's PC: `c` is gone with Windows, `d` stays; and the city that knows its key."""

    c: Path
    d: Path
    city: Office
    code: str
    upload: Path

    @property
    def store(self) -> Path:
        return self.d / STORE

    def reinstall(self) -> None:
        """Lose C: with everything on it; what the program makes there now is new."""
        shutil.rmtree(self.c)

    def open(self) -> Office:
        office = Office.open(self.store, write=True, who="张三", today=walk.DAY)
        settings.remember(last_store=str(self.store))
        recent.opened(office.store.info.path, office.name)
        return office

    def correct(self, office: Office, value: str) -> Path:
        """Correct the quarter and hand it in, signed."""
        signing.reopen(office, Q3, reason="核对台账后更正")
        entering.set_values(office, Q3, [COD, value])
        walk.ready(office, Q3)
        return walk.hand_in(office, Q3, self.d / "更正").files[0]

    def received(self, *files: Path) -> list[str]:
        return [one["verdict"] for one in receiving.receive(self.city, files)["files"]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A PC and a city's store, closed once the county has handed in under its key; each test has a copy."""
    root = tmp_path_factory.mktemp("pc")
    d = root / "D"
    (d / "jzdesk").mkdir(parents=True)
    with (
        walk.without_paper(),
        safekeeping.init(root / "市.jzdesk", unit="410800", office=None, practice=False, who="市局") as city,
        safekeeping.init(d / STORE, unit="410823", office=None, practice=False, who="张三") as office,
    ):
        for one in (city, office):
            one.set_today(walk.DAY)
        walk.ready(office, Q3)
        told = enrolling.enrol(office, d / "单位登记.xlsx", passphrase=PASSPHRASE)
        enrolling.trust(city, told.path, told.code)
        file = walk.hand_in(office, Q3, d / "报送").files[0]
        assert [one["verdict"] for one in receiving.receive(city, [file])["files"]] == ["taken"]
    return root, told.code


@pytest.fixture
def pc(made: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pc]:
    root, code = made
    shutil.copytree(root, tmp_path, dirs_exist_ok=True)
    c = tmp_path / "C" / "Users" / "张三" / "AppData" / "jzdesk"
    monkeypatch.setenv("JZDESK_HOME", str(c))
    (upload,) = (tmp_path / "D" / "报送").glob("*.xlsx")
    with Office.open(tmp_path / "市.jzdesk", write=True, who="市局", today=walk.DAY) as city:
        pc = Pc(c, tmp_path / "D", city, code, upload)
        with pc.open() as office:
            daily.make(office)
        yield pc


def healthy(office: Office) -> list[str]:
    return [item.text for item in doctoring.examining(office).run() if not item.ok]


def test_with_store_and_key_on_d_one_opens_and_goes_on(pc: Pc) -> None:
    pc.reinstall()
    with pytest.raises(WorldError):
        store_path()  # nobody remembers it: the first page asks
    with pc.open() as office:
        assert daily.make(office), "the first day of use has its copy again"
        assert healthy(office) == []
        assert pc.received(pc.correct(office, "33")) == ["taken"]
    assert store_path() == pc.store
    assert [one.path for one in recent.stores()] == [pc.store]


@pytest.mark.slow
def test_with_the_key_gone_the_sealed_copy_signs_again(pc: Pc) -> None:
    pc.reinstall()
    keyfile.key_path(pc.store).unlink()
    with pc.open() as office:
        assert any("凭口令取回" in text for text in healthy(office))
        with pytest.raises(RefusedError):
            enrolling.unseal(office, "不是这个口令啊啊")
        assert enrolling.unseal(office, PASSPHRASE) == pc.code, "the key the city knows"
        assert pc.received(pc.correct(office, "34")) == ["taken"]


def test_with_a_key_that_belonged_to_the_old_machine_the_sealed_copy_helps(pc: Pc) -> None:
    """On Windows the key file is wrapped by the machine and reads as broken on the next one."""
    pc.reinstall()
    key = keyfile.key_path(pc.store)
    key.write_bytes(b"JZKEY1\n" + b"AAAA\n")
    with pc.open() as office:
        with pytest.raises(WorldError, match="封存的密钥副本"):
            keyring.own_key(office)
        assert enrolling.keys_of(office).code == "", "the page of keys opens, and offers the copy"
        assert enrolling.unseal(office, PASSPHRASE) == pc.code
        assert pc.received(pc.correct(office, "35")) == ["taken"]
    assert key.with_name(f"{key.name}.old").read_bytes() == b"JZKEY1\nAAAA\n"


@pytest.mark.slow
def test_with_a_key_of_the_old_machine_and_no_passphrase_a_new_announcement_is_made(pc: Pc) -> None:
    pc.reinstall()
    keyfile.key_path(pc.store).write_bytes(b"JZKEY1\nAAAA\n")
    with pc.open() as office:
        told = enrolling.enrol(office, pc.d / "重新登记.xlsx", passphrase="另一句很长的新口令")
        assert (told.new, told.code != pc.code) == (True, True)


@pytest.mark.slow
def test_with_the_passphrase_forgotten_a_new_announcement_signs(pc: Pc) -> None:
    pc.reinstall()
    keyfile.key_path(pc.store).unlink()
    with pc.open() as office:
        told = enrolling.enrol(office, pc.d / "重新登记.xlsx", passphrase="另一句很长的新口令")
        assert told.code != pc.code
        file = pc.correct(office, "36")
        assert pc.received(file) == ["held"] or pc.received(file) == ["refused"], "not before the telephone"
        enrolling.trust(pc.city, told.path, told.code)
        assert pc.received(file) == ["taken"]
    units = coverage.coverage(pc.city, Q3)["units"]
    assert next(u for u in units if u["unit"] == "410823")["revision"] == 2


@pytest.mark.slow
def test_with_d_gone_and_a_copy_on_a_stick_everything_is_back(pc: Pc, tmp_path: Path) -> None:
    with pc.open() as office:
        stick = Path(safekeeping.backup(office, tmp_path / "U盘", "办公室保险柜2018")["file"])
    pc.reinstall()
    shutil.rmtree(pc.d)
    pc.store.parent.mkdir(parents=True)
    done = restoring.restore(pc.store, stick, password="办公室保险柜2018", who="张三")
    assert done.kept is None
    with done.office as office:
        office.set_today(walk.DAY)
        assert office.state(Q3) == "待送出"
        assert enrolling.unseal(office, PASSPHRASE) == pc.code, "the sealed key is in every copy"
        assert pc.received(pc.correct(office, "37")) == ["taken"]
        assert safekeeping.verify_history(office) == []


def finished(steps):
    """Go through the steps of work to its result."""
    while True:
        try:
            next(steps)
        except StopIteration as done:
            return done.value


@pytest.mark.slow
def test_with_nothing_but_an_upload_file_what_was_handed_in_is_back(pc: Pc, tmp_path: Path) -> None:
    file = Path(shutil.copy(pc.upload, tmp_path / "市局退回的.xlsx"))
    pc.reinstall()
    shutil.rmtree(pc.d)
    made = finished(starting_anew.starting_anew(None, pc.store.parent, [file], "张三"))
    with made.office as office:
        office.set_today(walk.DAY)
        assert office.store.info.path == pc.store.parent / "410823.jzdesk"
        assert made.aside is None
        assert [one["verdict"] for one in made.files] == ["taken"]
        assert entering.get(office, Q3, [Key.parse(COD)])["cells"][0]["value"] == "12.00"
        told = enrolling.enrol(office, pc.d / "重新登记.xlsx", passphrase=PASSPHRASE)
        enrolling.trust(pc.city, told.path, told.code)
        assert pc.received(pc.correct(office, "38")) == ["taken"]


@pytest.mark.slow
def test_a_damaged_store_is_set_aside_and_comes_back_where_nothing_could_be_taken(pc: Pc) -> None:
    content = b"?" * 9000
    pc.store.write_bytes(content)
    wrong = pc.d / "别的.xlsx"
    wrong.write_bytes(b"not a workbook")
    with pytest.raises(RefusedError):
        finished(starting_anew.starting_anew(pc.store, pc.store.parent, [wrong], "张三"))
    assert pc.store.read_bytes() == content
    made = finished(starting_anew.starting_anew(pc.store, pc.store.parent, [wrong, pc.upload], "张三"))
    with made.office as office:
        assert [one["verdict"] for one in made.files] == ["refused", "taken"]
        assert keyring.own_key(office), "the key beside it is still this office's"
    assert made.aside is not None
    assert made.aside.read_bytes() == content
    assert "损坏" in made.aside.name
    other = pc.store.parent
    shutil.copyfile(pc.store, other / "410823.jzdesk")
    with pytest.raises(RefusedError, match="已经有数据文件"):
        finished(starting_anew.starting_anew(None, other, [pc.upload], "张三"))


def test_several_offices_on_one_pc_have_a_store_each_and_are_remembered(pc: Pc) -> None:
    with pc.open():
        pass
    path = pc.d / "修武县.jzdesk"
    with safekeeping.init(path, unit="410821", office=None, practice=False, who="张三") as other:
        recent.opened(other.store.info.path, other.name)
        assert daily.make(other)
        assert len(safekeeping.safety(other).copies) == 1
    assert [(one.name, one.path, one.there) for one in recent.stores()] == [
        ("修武县环境保护局", path, True),
        ("武陟县环境保护局", pc.store, True),
    ]
    pc.store.rename(pc.store.with_suffix(".moved"))
    assert [one.there for one in recent.stores()] == [True, False]
    settings.remember(recent="{")
    assert recent.stores() == []
