"""Real stores of every schema that ever landed, opened by the program of today."""

from __future__ import annotations

import shutil
import sqlite3
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from jzdesk.errors import WorldError
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.store import migrations
from jzdesk.store.store import Store

STORES = Path(__file__).resolve().parents[1] / "data" / "stores"
Rows = list[tuple[Any, ...]]
OLD = sorted(STORES.glob("v*-*.jzdesk"))


def number(path: Path) -> int:
    return int(path.name[1:].partition("-")[0])


def rows(path: Path, tables: list[str]) -> dict[str, Rows]:
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
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    connection.close()
    tables = [name for name in names if not name.startswith("_")]
    before = rows(path, tables)
    figures = figures_of(before)
    with Store.open(path, write=True, who="张三") as store:
        assert store.upgrade_backup is not None
        assert store.verify_history() == []
        assert [item.text for item in store.health() if not item.ok] == []
        for one in store.submissions():
            added = store.contributions(one.period, [one.id])
            assert {key: number for key in added for number in added[key].values()} == figures.get(one.id, {})
    assert rows(store.upgrade_backup, tables) == before
    kept = [name for name in tables if name != "submitted"]
    assert without_seals(rows(path, kept)) == without_seals({name: before[name] for name in kept})


def figures_of(before: dict[str, Rows]) -> dict[int, dict[Key, Decimal]]:
    """Return the figures of every snapshot as they stood in a row each."""
    terms = dict(before["terms"])
    keys = {number: Key(terms[form], row, terms[column]) for number, form, row, column in before["keys"]}
    found: dict[int, dict[Key, Decimal]] = {}
    for submission, key, value in before["submitted"]:
        found.setdefault(submission, {})[keys[key]] = Decimal(value) / 10_000
    return found


def without_seals(found: dict[str, Rows]) -> dict[str, Rows]:
    """Return rows without the guard of a snapshot's figures, which is made in another way since then."""
    return {**found, "submissions": [row[:-1] for row in found["submissions"]]}


@pytest.mark.parametrize("statement", ["UPDATE submitted SET value = value + 1 WHERE submission = 1",
                                       "DELETE FROM submitted WHERE submission = 1"])  # fmt: skip
def test_figures_that_damage_has_changed_are_not_sealed_anew(statement: str, tmp_path: Path):
    path = tmp_path / "410800.jzdesk"
    shutil.copyfile(STORES / "v3-city.jzdesk", path)
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()
    with Store.open(path, write=True, who="张三") as store:
        period = Period.parse("2018Q3")
        assert store.counting(period) == (3, 1)
        with pytest.raises(WorldError, match="410823 2018Q3 的报送数与它的校验值不符"):
            store.totals(period, store.counting(period))
        assert any("报送内容“1”" in text for text in store.verify_history())
