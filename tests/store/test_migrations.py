"""From one schema to the next, with a copy first."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from jzdesk.errors import WorldError
from jzdesk.store import migrations
from jzdesk.store.database import Database
from jzdesk.store.store import Store
from tests.store.kit import AT, COD, Q3, num, put


@pytest.fixture
def older(path: Path) -> Path:
    """Return a store of the schema before `second`, with a figure in it."""
    with Store.open(path, write=True, who="张三") as store:
        put(store, COD, "12")
    return path


@pytest.fixture
def second(older: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Give the program one more step than `older` has been through."""

    def second_step(db) -> None:
        db.execute("CREATE TABLE extra(id INTEGER PRIMARY KEY) STRICT")

    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, second_step))
    scratch = Database.make(tmp_path_factory.mktemp("scratch") / "new.jzdesk")
    migrations.upgrade(scratch)
    monkeypatch.setattr(
        migrations, "FINGERPRINTS", (*migrations.FINGERPRINTS, migrations.fingerprint(scratch))
    )
    scratch.close()


def test_steps_lead_to_the_schema_that_is_expected(tmp_path: Path):
    db = Database.make(tmp_path / "new.jzdesk")
    migrations.upgrade(db)
    assert db.version == migrations.latest() == len(migrations.FINGERPRINTS)
    assert migrations.fingerprint(db) == migrations.FINGERPRINTS[-1]
    assert db.all("SELECT migration_set, name FROM _sqlite_migrations") == [
        ("jzdesk", "first"),
        ("jzdesk", "beside"),
        ("jzdesk", "by_period"),
        ("jzdesk", "lanes"),
    ]
    db.close()


def dump(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    lines = list(connection.iterdump())
    connection.close()
    return lines


@pytest.mark.parametrize("write", [True, False])
@pytest.mark.usefixtures("second")
def test_older_store_is_copied_then_upgraded(older: Path, write: bool):
    before = dump(older)
    with Store.open(older, write=write, who="张三") as store:
        assert store._db.version == migrations.latest()
        assert store.cells(Q3) == {COD: num("12")}
        assert store.verify_history() == []
        kept = store.upgrade_backup
    assert kept is not None
    assert f"升级前_格式{migrations.latest() - 1}" in kept.name
    assert dump(kept) == before
    with Store.open(older, write=True, who="张三") as store:
        assert store.upgrade_backup is None
    assert sorted(older.parent.iterdir()) == sorted([older, kept])


@pytest.mark.usefixtures("second")
def test_failed_step_leaves_the_old_store(older: Path, monkeypatch: pytest.MonkeyPatch):
    def broken(db) -> None:
        db.execute("CREATE TABLE extra(id INTEGER PRIMARY KEY) STRICT")
        db.execute("nonsense")

    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS[:-1], broken))
    with pytest.raises(sqlite3.OperationalError, match="nonsense"):
        Store.open(older, write=True, who="张三")
    db = Database.open(older, write=False)
    assert db.version == migrations.latest() - 1
    assert migrations.fingerprint(db) == migrations.FINGERPRINTS[-2]
    db.close()


@pytest.mark.usefixtures("second")
def test_older_store_in_use_is_not_upgraded(older: Path, template: Path):
    from jzdesk.store.lock import Lock

    held = Lock.take(older, "王五")
    with pytest.raises(WorldError, match="王五"):
        Store.open(older, write=False, who="张三")
    held.release()


def test_step_needs_no_library_at_start(path: Path):
    """A keystroke's process never imports what only migrations use."""
    from tests.store.kit import child

    code = "Store.open(Path(sys.argv[1]), write=True, who='a').close()\nprint('sqlite_utils' in sys.modules)"
    out, _ = child(code, path).communicate()
    assert out == "False\n"
    assert AT
