"""Copies that hold what they promise, and the way back."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from jzdesk.errors import RefusedError, WorldError
from jzdesk.store import backup, disk
from jzdesk.store.database import Database
from jzdesk.store.journal import Journal
from jzdesk.store.store import Store
from tests.store.kit import AT, COD, Q1, Q3, SO2, block, copied, create, num, orphan, paste, put, tamper


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    target = tmp_path / "备份 盘#1"
    target.mkdir()
    return target


def test_copy_holds_the_same_and_says_so(store: Store, folder: Path):
    put(store, COD, "1")
    put(store, SO2, "2", Q1)
    with store.operation("review", Q3, at=AT, step=False) as op:
        op.state("已复核", {})
    result = store.backup(folder, at=AT)
    assert (result.file, result.periods, result.figures) == (folder / "410823_20181006-093120.jzdesk", 2, 2)
    assert hashlib.sha256(result.file.read_bytes()).hexdigest() == result.sha256
    assert list(folder.iterdir()) == [result.file]
    with Store.open(result.file, write=False, who="李四") as copy:
        assert copy.audit_head() == store.audit_head()
        assert copy.cells(Q3) == {COD: num("1")}
        assert copy.verify_history() == []
    put(store, COD, "3")


def test_copy_takes_no_name_twice(store: Store, folder: Path):
    names = [store.backup(folder, at=AT).file.name for _ in range(3)]
    assert names == [f"410823_20181006-093120{end}.jzdesk" for end in ("", "-2", "-3")]


def test_reader_can_copy_while_a_writer_works(store: Store, folder: Path):
    put(store, COD, "1")
    with Store.open(store.info.path, write=False, who="李四") as reader:
        assert reader.backup(folder, at=AT).figures == 1


def test_practice_shows_in_the_name(tmp_path: Path, folder: Path):
    with create(tmp_path / "p.jzdesk", practice=True) as store:
        assert store.backup(folder, at=AT).file.name == "410823_20181006-093120_练习.jzdesk"


def test_missing_folder_is_named(store: Store, tmp_path: Path):
    with pytest.raises(WorldError, match="没有文件夹"):
        store.backup(tmp_path / "none", at=AT)
    with pytest.raises(WorldError, match="没有文件夹"):
        store.backup(store.info.path, at=AT)


def test_damaged_figures_are_never_a_good_copy(store: Store, folder: Path):
    put(store, COD, "1")
    path = store.info.path
    store.close()
    tamper(path, "UPDATE figures SET value = 5")
    with Store.open(path, write=True, who="张三") as again, pytest.raises(WorldError, match="核对不上"):
        again.backup(folder, at=AT)
    assert list(folder.iterdir()) == []


def test_copy_that_came_out_different_is_removed(store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch):
    real = disk.put_in_place

    def worn_out(temp: Path, target: Path) -> None:
        real(temp, target)
        target.write_bytes(target.read_bytes()[:-1] + b"!")

    monkeypatch.setattr(disk, "put_in_place", worn_out)
    with pytest.raises(WorldError, match="核对不上"):
        store.backup(folder, at=AT)
    assert list(folder.iterdir()) == []


def test_full_disk_leaves_nothing(store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch):
    def full(*_: object) -> None:
        raise OSError(28, "…")

    monkeypatch.setattr(disk, "sync_file", full)
    with pytest.raises(WorldError, match="磁盘已满"):
        store.backup(folder, at=AT)
    assert list(folder.iterdir()) == []


def test_way_back_keeps_the_present(store: Store, folder: Path):
    put(store, COD, "1")
    source = store.backup(folder, at=AT).file
    put(store, COD, "2")
    path = store.info.path
    store.close()
    present = path.read_bytes()
    restored, kept = Store.restore(path, source, who="李四", at=AT)
    with restored:
        assert restored.cells(Q3) == {COD: num("1")}
        assert restored.history()[-1].action == "restore"
        assert restored.history()[-1].why == source.name
        with pytest.raises(RefusedError, match="恢复备份"):
            restored.undo(at=AT)
        assert restored.verify_history() == []
    assert kept is not None
    assert "恢复前_20181006-093120" in kept.name
    assert kept.read_bytes() == present
    again, _ = Store.restore(path, kept, who="李四", at=AT)
    with again:
        assert again.cells(Q3) == {COD: num("2")}
    assert source.exists()


def test_way_back_from_a_damaged_store_with_its_journal(
    store: Store, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """What is left of an interrupted save must not be played into the copy that takes its place."""
    monkeypatch.setattr(backup, "_settle", lambda _: None)
    put(store, COD, "1")
    source = store.backup(folder, at=AT).file
    path = tmp_path / "broken" / "a.jzdesk"
    path.parent.mkdir()
    path.write_bytes(b"\1" * 5000)
    path.with_name("a.jzdesk-journal").write_bytes(b"\2" * 5000)
    restored, kept = Store.restore(path, source, who="李四", at=AT)
    with restored:
        assert restored.cells(Q3) == {COD: num("1")}
    assert kept is not None
    assert kept.read_bytes() == b"\1" * 5000
    assert sorted(p.name for p in path.parent.iterdir()) == sorted(
        ["a.jzdesk", kept.name, kept.name + "-journal"]
    )


def test_way_back_to_where_nothing_is(store: Store, folder: Path, tmp_path: Path):
    source = store.backup(folder, at=AT).file
    restored, kept = Store.restore(tmp_path / "new.jzdesk", source, who="李四", at=AT)
    restored.close()
    assert kept is None


def test_journal_of_a_store_that_is_gone_is_not_played_into_what_comes_in_its_place(
    store: Store, folder: Path
):
    paste(store, block(600), text="1")
    source, path = store.backup(folder, at=AT).file, store.info.path
    store.close()
    left = orphan(path)
    restored, kept = Store.restore(path, source, who="李四", at=AT)
    with restored:
        assert set(restored.cells(Q3).values()) == {num("1")}
        assert restored.verify_history() == []
        assert all(item.ok for item in restored.health())
    assert kept is None
    assert [p.read_bytes() for p in path.parent.glob("*-journal")] == [left]


@pytest.mark.parametrize("damage", ["figure", "schema", "newer", "foreign"])
def test_no_way_back_to_a_bad_copy(store: Store, folder: Path, damage: str):
    put(store, COD, "1")
    source = copied(store, folder / "bad.jzdesk")
    path = store.info.path
    store.close()
    before = path.read_bytes()
    tamper(
        source,
        {
            "figure": "UPDATE figures SET value = 5", "schema": "CREATE TABLE more(a)",
            "newer": "PRAGMA user_version = 9", "foreign": "PRAGMA application_id = 1",
        }[damage],
    )  # fmt: skip
    with pytest.raises(WorldError):
        Store.restore(path, source, who="李四", at=AT)
    assert path.read_bytes() == before
    assert not path.with_name(path.name + ".lock").exists()


def test_no_way_back_while_the_store_is_in_use(store: Store, folder: Path):
    source = store.backup(folder, at=AT).file
    with pytest.raises(WorldError, match="正由“张三”打开"):
        Store.restore(store.info.path, source, who="李四", at=AT)


def test_way_back_that_fails_at_the_end_leaves_the_store_free(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    def fail(*_: object) -> None:
        raise WorldError("…")

    source = store.backup(folder, at=AT).file
    path = store.info.path
    store.close()
    with monkeypatch.context() as patch:
        patch.setattr(Journal, "_write", fail)
        with pytest.raises(WorldError):
            Store.restore(path, source, who="李四", at=AT)
    Store.open(path, write=True, who="李四").close()


def test_way_back_that_came_out_different_is_told(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    source = store.backup(folder, at=AT).file
    path = store.info.path
    store.close()
    copied, made, kept = ["a", "a"], ["a"], ["a", "a"]
    wrong = (["a", "b"], [*copied, *made, "a", "b"], [*copied, *made, *kept, "b"])
    for told in wrong:  # before it is put in place, the present one kept, and after
        hashes = iter(told)
        monkeypatch.setattr(disk, "sha256_of", lambda _, hashes=hashes: next(hashes))
        with pytest.raises(WorldError, match="核对不上"):
            Store.restore(path, source, who="李四", at=AT)
        assert list(hashes) == []


def test_copy_of_an_older_store_is_checked_by_its_counts(store: Store):
    put(store, COD, "1")
    kept = backup.before_migration(store._db)
    made = Database.open(kept, write=False)
    assert made.value("SELECT count(*) FROM figures") == 1
    made.close()
