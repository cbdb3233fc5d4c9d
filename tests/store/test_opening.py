"""Making a store, and what may go wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from jzdesk.errors import RefusedError, WorldError
from jzdesk.store import disk, opening
from jzdesk.store.store import Store
from tests.store.kit import AT, EDITION, Q3, block, create, orphan, paste


def test_new_store_tells_whose_it_is(tmp_path: Path):
    path = tmp_path / "a.jzdesk"
    with create(path, practice=True) as store:
        info = store.info
        assert (info.path, info.unit, info.office) == (path, "410823", "武陟县环境保护局")
        assert (info.practice, info.created) == (True, AT)
        assert store.newest_edition() == EDITION
        assert store.catalogue(EDITION) == '{"plan":{}}'
        assert [entry.action for entry in store.history()] == ["init"]
        assert store.verify_history() == []
    assert list(tmp_path.iterdir()) == [path]


def test_nothing_is_made_where_a_file_is(tmp_path: Path):
    path = tmp_path / "a.jzdesk"
    path.write_text("mine")
    with pytest.raises(RefusedError, match="已经存在"):
        create(path)
    assert path.read_text() == "mine"
    assert list(tmp_path.iterdir()) == [path]


def test_nothing_is_made_without_its_folder(tmp_path: Path):
    with pytest.raises(WorldError, match="没有文件夹"):
        create(tmp_path / "none" / "a.jzdesk")
    assert list(tmp_path.iterdir()) == []


def test_nothing_half_made_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def fail(*_: object) -> None:
        raise OSError(28, "…")

    monkeypatch.setattr(disk, "put_in_place", fail)
    with pytest.raises(WorldError, match="磁盘已满"):
        create(tmp_path / "a.jzdesk")
    assert list(tmp_path.iterdir()) == []


def test_file_that_came_in_between_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "a.jzdesk"
    upgrade = opening.migrations.upgrade

    def slow(db) -> None:
        upgrade(db)
        path.write_text("mine")

    monkeypatch.setattr(opening.migrations, "upgrade", slow)
    with pytest.raises(RefusedError, match="已经存在"):
        create(path)
    assert path.read_text() == "mine"
    assert list(tmp_path.iterdir()) == [path]


def test_journal_of_a_store_that_is_gone_is_not_played_into_a_new_one(path: Path):
    with Store.open(path, write=True, who="张三") as store:
        paste(store, block(600))
    left = orphan(path)
    with create(path, practice=True) as store:
        assert store.verify_history() == []
        assert store.cells(Q3) == {}
        assert all(item.ok for item in store.health())
    assert [p.read_bytes() for p in path.parent.glob("*-journal")] == [left]


def test_store_made_is_open_for_writing(tmp_path: Path):
    with create(tmp_path / "a.jzdesk"), pytest.raises(WorldError, match="张三"):
        Store.open(tmp_path / "a.jzdesk", write=True, who="李四")
