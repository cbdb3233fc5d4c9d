"""A store or a copy that somebody prepared: refused before anything of it is believed."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from jzdesk.errors import WorldError
from jzdesk.store import backup
from jzdesk.store.store import Store
from tests.store.kit import AT, COD, put

TRIGGER = "CREATE TRIGGER evil AFTER INSERT ON figures BEGIN DELETE FROM operations; END"
HIDDEN = "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET name = 'sqlite_{0}' WHERE name = '{0}'"
ATTACKS = {
    "a trigger": (TRIGGER,),
    "a trigger under a name like SQLite's own": (TRIGGER, *HIDDEN.format("evil").split("; ")),
    "a view": ("CREATE VIEW more AS SELECT * FROM figures",),
    "a view in the place of a table": (
        "DROP TABLE nil", "CREATE VIEW nil AS SELECT 1 AS period, 'a' AS form",
    ),
    "a table": ("CREATE TABLE more(a)",),
    "a table under a name like SQLite's own": ("CREATE TABLE evil(a)", *HIDDEN.format("evil").split("; ")),
    "a column more": ("ALTER TABLE figures ADD COLUMN evil TEXT",),
    "an index on an expression": ("CREATE INDEX evil ON figures(abs(value))",),
    "an append-only guard less": ("DROP TRIGGER operations_DELETE",),
    "another application's number": ("PRAGMA application_id = 1",),
    "a version of the future": ("PRAGMA user_version = 99",),
    "no version": ("PRAGMA user_version = 0",),
}  # fmt: skip


def prepared(source: Path, statements: tuple[str, ...]) -> None:
    connection = sqlite3.connect(source, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()


@pytest.fixture(scope="module")
def copies(template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A store, and a copy of it."""
    folder = tmp_path_factory.mktemp("hostile")
    path = folder / template.name
    shutil.copyfile(template, path)
    with Store.open(path, write=True, who="张三") as store:
        put(store, COD, "1")
        return path, store.backup(folder, at=AT).file


@pytest.mark.parametrize("attack", ATTACKS)
def test_it_is_refused_on_restore_and_on_opening(copies: tuple[Path, Path], tmp_path: Path, attack: str):
    path, source = tmp_path / "a.jzdesk", tmp_path / "evil.jzdesk"
    shutil.copyfile(copies[0], path)
    shutil.copyfile(copies[1], source)
    prepared(source, ATTACKS[attack])
    before, evil = path.read_bytes(), source.read_bytes()
    with pytest.raises(WorldError):
        Store.restore(path, source, who="李四", at=AT)
    with pytest.raises(WorldError):
        backup.inspect(source)
    for write in (False, True):
        with pytest.raises(WorldError):
            Store.open(source, write=write, who="李四")
    assert path.read_bytes() == before
    assert source.read_bytes() == evil
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.jzdesk", "evil.jzdesk"]


def test_one_that_asks_for_a_file_of_its_own_beside_it_is_still_refused(
    copies: tuple[Path, Path], tmp_path: Path
):
    """A file in WAL mode wants companions: it is read as it is, or not at all, and never believed half."""
    path, source = tmp_path / "a.jzdesk", tmp_path / "wal.jzdesk"
    shutil.copyfile(copies[0], path)
    shutil.copyfile(copies[1], source)
    prepared(source, (TRIGGER, "PRAGMA journal_mode=WAL"))
    before = path.read_bytes()
    with pytest.raises(WorldError):
        Store.restore(path, source, who="李四", at=AT)
    assert path.read_bytes() == before
