"""Where a live store may lie, by the kind of file system and of disk."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from jzdesk.errors import WorldError
from jzdesk.store import place
from jzdesk.store.place import Kind
from jzdesk.store.store import Store
from tests.store.kit import AT, COD, Q3, create, num, put


class Machine:
    """A machine whose mounts and disks are as a test wants them."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.mounts, self.devices = folder / "mountinfo", folder / "block"
        self.devices.mkdir(parents=True)
        self._lines = ["21 1 0:20 / / rw - ext4 /dev/root rw"]
        self.write()
        monkeypatch.setattr(place, "_MOUNTS", self.mounts)
        monkeypatch.setattr(place, "_DEVICES", self.devices)

    def write(self) -> None:
        self.mounts.write_text("\n".join(self._lines) + "\n", "utf-8")

    def mount(self, point: Path, system: str, device: str = "0:99") -> None:
        escaped = str(point).replace("\\", "\\134").replace(" ", "\\040")
        self._lines.append(f"50 21 {device} / {escaped} rw,relatime shared:1 - {system} what rw")
        self.write()

    def disk(self, device: str, where: str, removable: str = "0") -> None:
        target = self.devices.parent / "devices" / where
        target.mkdir(parents=True)
        (target.parent / "removable").write_text(f"{removable}\n", "ascii")
        (self.devices / device).symlink_to(target)


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    return Machine(tmp_path / "sys", monkeypatch)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "挂 载"
    made.mkdir()
    return made


@pytest.mark.parametrize("system", ["ext4", "tmpfs", "xfs", "overlay", "9p", "fuseblk", "btrfs"])
def test_a_fixed_disk_is_one_whatever_its_file_system(machine: Machine, folder: Path, system: str):
    machine.mount(folder, system)
    assert place.kind(folder / "neu" / "a.jzdesk") is Kind.FIXED


@pytest.mark.parametrize("system", ["nfs4", "cifs", "smb3", "fuse.sshfs", "davfs"])
def test_a_network_place_is_refused(machine: Machine, folder: Path, system: str):
    machine.mount(folder, system)
    assert place.kind(folder / "deep" / "a.jzdesk") is Kind.NETWORK
    with pytest.raises(WorldError, match="网络盘"):
        create(folder / "a.jzdesk")
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(("where", "removable"), [
    ("pci0000:00/usb1/1-1/host6/block/sdb/sdb1", "0"), ("pci0000:00/mmc/block/mmcblk0/mmcblk0p1", "1"),
])  # fmt: skip
def test_a_stick_is_refused(machine: Machine, folder: Path, where: str, removable: str):
    machine.disk("8:17", where, removable)
    machine.mount(folder, "vfat", "8:17")
    with pytest.raises(WorldError, match="U盘或移动硬盘"):
        create(folder / "a.jzdesk")


def test_an_inner_disk_with_a_partition_is_fixed(machine: Machine, folder: Path):
    machine.disk("8:1", "pci0000:00/ata1/block/sda/sda1")
    machine.mount(folder, "vfat", "8:1")
    assert place.kind(folder) is Kind.FIXED


@pytest.mark.parametrize(
    "name", ["OneDrive", "OneDrive - 县环保局", "Dropbox", "坚果云", "我的坚果云", "BaiduSyncdisk", "WPS云盘"]
)
def test_a_folder_that_is_kept_the_same_elsewhere_is_refused(tmp_path: Path, name: str):
    (synced := tmp_path / name / "季报").mkdir(parents=True)
    with pytest.raises(WorldError, match="自动同步"):
        create(synced / "a.jzdesk")
    assert list(synced.iterdir()) == []


def test_such_a_folder_is_known_by_its_mark_and_by_the_system_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (marked := tmp_path / "甲").mkdir()
    (marked / ".dropbox").write_text("")
    (named := tmp_path / "乙" / "丙").mkdir(parents=True)
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "乙"))
    assert place.kind(marked / "a.jzdesk") is place.kind(named / "a.jzdesk") is Kind.SYNCED
    assert place.kind(tmp_path / "丁") is Kind.FIXED
    assert place.kind(tmp_path / "坚果云笔记" / "a.jzdesk") is Kind.FIXED, "a name that only begins like one"


def test_what_the_system_does_not_tell_is_a_fixed_disk(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(place, "_MOUNTS", folder / "none")
    assert place.kind(folder) is Kind.FIXED
    (folder / "mountinfo").write_text("nonsense\n - \n", "utf-8")
    monkeypatch.setattr(place, "_MOUNTS", folder / "mountinfo")
    assert place.kind(folder) is Kind.FIXED


def test_a_store_carried_to_a_stick_can_be_read_there_and_copied_back(
    machine: Machine, store: Store, folder: Path, tmp_path: Path
):
    put(store, COD, "7")
    path = store.info.path
    store.close()
    carried = folder / path.name
    shutil.copyfile(path, carried)
    machine.disk("8:17", "pci0000:00/usb1/1-1/block/sdb/sdb1", "1")
    machine.mount(folder, "vfat", "8:17")
    before = carried.read_bytes()
    with pytest.raises(WorldError, match="U盘可以放备份"):
        Store.open(carried, write=True, who="张三")
    with Store.open(carried, write=False, who="张三") as read:
        assert read.cells(Q3) == {COD: num("7")}
        made = read.backup(folder, at=AT)
    assert carried.read_bytes() == before
    restored, _ = Store.restore(tmp_path / "back.jzdesk", made.file, who="张三", at=AT)
    with restored:
        assert restored.cells(Q3) == {COD: num("7")}
    with pytest.raises(WorldError, match="U盘"):
        Store.restore(folder / "new.jzdesk", made.file, who="张三", at=AT)


def test_two_folders_of_one_disk_are_told(tmp_path: Path):
    assert place.same_disk(tmp_path / "a" / "b", tmp_path)
    assert not place.same_disk(Path("/proc"), tmp_path)
