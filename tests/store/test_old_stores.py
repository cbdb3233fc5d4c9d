"""Real stores of every schema that ever landed, opened by the program of today."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from jzdesk.store import migrations
from jzdesk.store.store import Store

STORES = Path(__file__).resolve().parents[1] / "data" / "stores"
OLD = sorted(STORES.glob("v*-*.jzdesk"))


def number(path: Path) -> int:
    return int(path.name[1:].partition("-")[0])


def rows(path: Path, tables: list[str]) -> dict[str, list[tuple[object, ...]]]:
    connection = sqlite3.connect(path)
    found = {table: connection.execute(f'SELECT * FROM "{table}"').fetchall() for table in tables}
    connection.close()
    return found


def test_one_store_of_every_earlier_schema_is_kept():
    assert {number(path) for path in OLD} == set(range(1, migrations.latest()))


@pytest.mark.parametrize("old", OLD, ids=[path.stem for path in OLD])
def test_old_store_is_upgraded_with_all_it_holds(old: Path, tmp_path: Path):
    path = tmp_path / "410823.jzdesk"
    shutil.copyfile(old, path)
    connection = sqlite3.connect(path)
    tables = [
        name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        if not name.startswith("_")
    ]  # fmt: skip
    connection.close()
    before = rows(path, tables)
    with Store.open(path, write=True, who="张三") as store:
        assert store.upgrade_backup is not None
        assert store.verify_history() == []
        assert [item.text for item in store.health() if not item.ok] == []
    assert rows(path, tables) == before
    assert rows(store.upgrade_backup, tables) == before
