"""One writer for each store."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from jzdesk.errors import WorldError
from jzdesk.store import lock
from jzdesk.store.lock import Lock
from jzdesk.store.store import Store
from tests.store.kit import COD, Q3, child, num, put

HOLD = """
store = Store.open(Path(sys.argv[1]), write=True, who="王五")
put(store, COD, "7")
print("ready", flush=True)
sys.stdin.read()
"""


def test_second_process_is_told_who_and_since_when(path: Path):
    other = child(HOLD, path)
    assert other.stdout is not None
    assert other.stdout.readline() == "ready\n"
    with pytest.raises(
        WorldError, match=rf"正由“王五”打开（进程 {other.pid}，自 20\d\d-\d\d-\d\d \d\d:\d\d 起）"
    ):
        Store.open(path, write=True, who="张三")
    with Store.open(path, write=False, who="张三") as reader:
        assert reader.cells(Q3) == {COD: num("7")}
    other.kill()
    other.communicate()
    with Store.open(path, write=True, who="张三") as store:
        assert store.cells(Q3) == {COD: num("7")}
        put(store, COD, "8")


def test_second_writer_in_the_same_process_is_refused(store: Store):
    with pytest.raises(WorldError, match="正由“张三”打开"):
        Store.open(store.info.path, write=True, who="李四")
    put(store, COD, "1")


def test_lock_tells_who_and_goes_with_the_store(store: Store):
    path = lock.lock_path(store.info.path)
    assert path.name == "410823.jzdesk.lock"
    held = json.loads(path.read_text("utf-8"))
    assert (held["who"], held["pid"]) == ("张三", os.getpid())
    assert held["since"].endswith("+08:00")
    store.close()
    assert not path.exists()


def test_file_that_a_crash_left_locks_nobody_out(path: Path):
    lock.lock_path(path).write_text(
        '{"who": "王五", "pid": 1, "since": "2018-10-01T08:00:00+08:00"}', "utf-8"
    )
    with Store.open(path, write=True, who="张三") as store:
        assert json.loads(lock.lock_path(path).read_text("utf-8"))["who"] == "张三"
        put(store, COD, "1")


@pytest.mark.parametrize("text", ["", "[]", '{"who": "王五"}', '{"since": 1}', "\0"])
def test_holder_who_has_not_signed_yet_still_holds(path: Path, text: str):
    held = Lock.take(path, "王五")
    lock.lock_path(path).write_text(text, "utf-8")
    with pytest.raises(WorldError, match="正由另一个窗口打开"):
        Lock.take(path, "张三")
    held.release()
    held.release()


def test_lock_removed_while_it_was_waited_for_is_taken_anew(path: Path, monkeypatch: pytest.MonkeyPatch):
    """Between opening the file and locking it, its holder may have left and removed it."""
    first = Lock.take(path, "王五")
    real = lock._try_lock

    def leave_first(handle: int) -> bool:
        first.release()
        return real(handle)

    monkeypatch.setattr(lock, "_try_lock", leave_first)
    second = Lock.take(path, "张三")
    with pytest.raises(WorldError, match="张三"):
        Lock.take(path, "李四")
    second.release()


def test_folder_that_cannot_be_written_is_named(path: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: object) -> int:
        raise PermissionError(13, "…")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(WorldError, match="没有权限"):
        Store.open(path, write=True, who="张三")


def test_failed_opening_gives_the_lock_back(path: Path):
    path.write_bytes(b"\1" * 4096)
    with pytest.raises(WorldError):
        Store.open(path, write=True, who="张三")
    assert not lock.lock_path(path).exists()


def test_the_holder_is_told(store: Store):
    found = store.holder
    assert found is not None
    assert found[0] == "张三"
    assert len(found[1]) == len("2018-10-06 09:12")
    store.close()
    assert lock.holder(store._db.path) is None
