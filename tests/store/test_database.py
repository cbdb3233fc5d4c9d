"""Opening a file and the surroundings' failures: each a sentence, and the file left as it was."""

from __future__ import annotations

import errno
import os
import sqlite3
import stat
from pathlib import Path

import pytest

from jzdesk.errors import WorldError
from jzdesk.store import database, migrations
from jzdesk.store.store import Store
from tests.store.kit import AT, COD, Q3, block, copied, num, orphan, paste, put


def opened(path: Path, *, write: bool = False) -> Store:
    return Store.open(path, write=write, who="李四")


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "truncate"), ("synchronous", 2), ("foreign_keys", 1), ("trusted_schema", 0),
        ("cell_size_check", 1), ("recursive_triggers", 1), ("application_id", database.APPLICATION_ID),
        ("user_version", migrations.latest()),
    ],
)  # fmt: skip
def test_everything_that_keeps_data_safe_is_set(store: Store, pragma: str, value: object):
    assert store._db.value(f"PRAGMA {pragma}") == value


def test_every_table_is_strict(store: Store):
    tables = store._db.all(
        "SELECT name, strict FROM pragma_table_list WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    )
    assert [name for name, strict in tables if not strict] == []


@pytest.mark.parametrize(
    "name",
    ["a#b.jzdesk", "a?b=c.jzdesk", "100%41.jzdesk", "两 个 空格.jzdesk", "武陟县/2018年.jzdesk", "a&mode=ro"],
)
def test_any_path_names_itself(path: Path, name: str):
    target = path.parent / name
    target.parent.mkdir(exist_ok=True)
    path.rename(target)
    with opened(target, write=True) as store:
        put(store, COD, "12")
    with opened(target) as store:
        assert store.cells(Q3) == {COD: num("12")}
    assert [p for p in target.parent.iterdir() if p.is_file()] == [target]


@pytest.mark.parametrize("write", [False, True])
def test_missing_file_is_not_made(tmp_path: Path, write: bool):
    with pytest.raises(WorldError, match="没有找到数据文件"):
        opened(tmp_path / "none.jzdesk", write=write)
    assert list(tmp_path.iterdir()) == []


def _foreign(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE t(a)")
    connection.execute("PRAGMA application_id = 77")
    connection.close()


@pytest.mark.parametrize("write", [False, True])
@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda path: path.touch(), "是空文件"),
        (lambda path: path.write_text("不是数据库" * 500, "utf-8"), "不是 jzdesk 的数据文件"),
        (_foreign, "不是 jzdesk 的数据文件"),
        (lambda path: path.mkdir(), "不是 jzdesk 的数据文件"),
    ],
)
def test_what_is_no_store_is_refused(tmp_path: Path, make, sentence: str, write: bool):
    path = tmp_path / "strange.jzdesk"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(WorldError, match=sentence):
        opened(path, write=write)
    assert (path.read_bytes() if path.is_file() else None) == before
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("write", [False, True])
def test_newer_file_is_refused_and_left_alone(path: Path, write: bool):
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 9")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(WorldError, match=f"格式 9，本程序只认到 {migrations.latest()}"):
        opened(path, write=write)
    assert path.read_bytes() == before


@pytest.mark.parametrize("write", [False, True])
def test_newer_file_left_in_the_middle_of_a_save_is_left_alone(store: Store, path: Path, write: bool):
    paste(store, block(600))
    store.close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 9")
    connection.close()
    content = path.read_bytes()
    left = orphan(path)
    path.write_bytes(content)
    with pytest.raises(WorldError, match=f"格式 9，本程序只认到 {migrations.latest()}"):
        Store.open(path, write=write, who="张三")
    assert {p.name: p.read_bytes() for p in path.parent.iterdir()} == {
        path.name: content, f"{path.name}-journal": left,
    }  # fmt: skip


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TRIGGER changes_DELETE",
        "CREATE TRIGGER t AFTER INSERT ON figures BEGIN DELETE FROM nil; END",
        "CREATE VIEW v AS SELECT 1",
        "ALTER TABLE nil ADD COLUMN more TEXT",
        "CREATE INDEX i ON changes(what)",
        "PRAGMA user_version = 0",
    ],
)
@pytest.mark.parametrize("write", [False, True])
def test_altered_schema_is_refused(path: Path, statement: str, write: bool):
    with sqlite3.connect(path) as connection:
        connection.execute(statement)
    connection.close()
    with pytest.raises(WorldError, match="内部结构被别的程序改过"):
        opened(path, write=write)


def test_damaged_file_is_named(path: Path):
    content = bytearray(path.read_bytes())
    content[100:4000] = os.urandom(3900)
    path.write_bytes(content)
    with pytest.raises(WorldError, match="已经损坏"):
        opened(path)


def test_damaged_schema_is_named_whatever_its_letters(path: Path):
    content = (
        path.read_bytes()
        .replace(b"tablenilnil", b"table\xd4ilnil")
        .replace(b"CREATE TABLE nil", b"CREATE TABLF nil")
    )
    path.write_bytes(content)
    with pytest.raises(WorldError, match="已经损坏"):
        opened(path)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (sqlite3.SQLITE_BUSY, "正被另一个程序读写"),
        (sqlite3.SQLITE_LOCKED, "正被另一个程序读写"),
        (sqlite3.SQLITE_FULL, "磁盘已满"),
        (sqlite3.SQLITE_READONLY_DIRECTORY, "不能写入"),
        (sqlite3.SQLITE_PERM, "不能写入"),
        (sqlite3.SQLITE_CANTOPEN, "打不开"),
        (sqlite3.SQLITE_IOERR_WRITE, "磁盘出错"),
        (sqlite3.SQLITE_CORRUPT, "已经损坏"),
        (sqlite3.SQLITE_NOTADB, "不是 jzdesk 的数据文件"),
        (sqlite3.SQLITE_CONSTRAINT_TRIGGER, None),
        (sqlite3.SQLITE_ERROR, None),
        (None, None),
    ],
)
def test_sqlite_codes_are_told_apart(code: int | None, sentence: str | None):
    exc = sqlite3.OperationalError("…")
    if code is not None:
        exc.sqlite_errorcode = code
    found = database.sentence(exc, Path("/d/a.jzdesk"))
    assert (found is None) if sentence is None else (sentence in str(found))


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "磁盘已满"), (errno.EACCES, "没有权限"), (errno.EROFS, "没有权限"),
        (errno.ENOENT, "没有文件夹"), (errno.EIO, "磁盘出错"), (None, "磁盘出错"),
    ],
)  # fmt: skip
def test_system_errors_are_told_apart(number: int | None, sentence: str):
    exc = OSError(number, "…") if number else OSError("…")
    with pytest.raises(WorldError, match=sentence), database.world(Path("/d/a.jzdesk")):
        raise exc


def test_our_own_fault_passes(store: Store):
    with pytest.raises(sqlite3.OperationalError):
        store._db.run("SELECT nonsense")
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        store._db.run("DELETE FROM operations")
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        store._db.run("INSERT OR REPLACE INTO operations SELECT * FROM operations")


def test_full_disk_says_so_and_the_store_goes_on(store: Store):
    put(store, COD, "1")
    store._db.run(f"PRAGMA max_page_count = {store._db.value('PRAGMA page_count')}")
    with pytest.raises(WorldError, match="磁盘已满"):
        paste(store, block(600))
    assert store.cells(Q3) == {COD: num("1")}
    store._db.run("PRAGMA max_page_count = 1000000")
    put(store, COD, "2")
    assert store.cells(Q3) == {COD: num("2")}
    assert store.verify_history() == []


def test_file_locked_by_another_program_says_so(store: Store, monkeypatch: pytest.MonkeyPatch):
    store._db.run("PRAGMA busy_timeout = 0")
    other = sqlite3.connect(store.info.path, isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM meta").fetchall()
    with pytest.raises(WorldError, match="正被另一个程序读写"):
        put(store, COD, "1")
    other.close()
    put(store, COD, "1")
    assert store.cells(Q3) == {COD: num("1")}


@pytest.mark.parametrize("write", [False, True])
def test_what_an_interrupted_save_left_is_taken_back(store: Store, tmp_path: Path, write: bool):
    put(store, COD, "1")
    path = tmp_path / "cut.jzdesk"
    store._db.run("PRAGMA cache_size = 1")
    store._db.run("BEGIN IMMEDIATE")
    store._db.many("INSERT INTO terms(term) VALUES(?)", [(f"{n:0500}",) for n in range(500)])
    copied(store, path)
    store._db.run("ROLLBACK")
    assert path.with_name("cut.jzdesk-journal").stat().st_size > 0
    with opened(path, write=write) as cut:
        assert cut.cells(Q3) == {COD: num("1")}
        assert cut.verify_history() == []
        assert all(item.ok for item in cut.health())


def test_reading_writes_nothing(path: Path):
    path.chmod(stat.S_IRUSR)
    before = path.read_bytes(), path.stat().st_mtime_ns
    with opened(path) as store:
        store.health()
        with pytest.raises(RuntimeError), store.operation("set", Q3, at=AT):
            pass
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert list(path.parent.iterdir()) == [path]


def test_nothing_stays_beside_a_closed_store(store: Store):
    put(store, COD, "1")
    path = store.info.path
    assert path.with_name(path.name + "-journal").exists()
    store.close()
    store.close()
    assert list(path.parent.iterdir()) == [path]
