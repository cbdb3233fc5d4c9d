"""Files kept beside the figures: whole before they are named, in every backup, missed when they are gone."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from jzdesk.errors import RefusedError, WorldError
from jzdesk.store import attachments, backup
from jzdesk.store.attachments import Attachment
from jzdesk.store.backup import BackupResult
from jzdesk.store.database import Database
from jzdesk.store.operation import Header
from jzdesk.store.pace import Pace
from jzdesk.store.store import Store
from tests.store.kit import AT, COD, Q1, Q3, child, copied, fail_at, num, put, tamper

SCAN = b"%PDF-1.4\n" + bytes(range(256)) * 300
HASH = hashlib.sha256(SCAN).hexdigest()
NAME = "盖章件.pdf"


def attach(store: Store, content: bytes = SCAN, name: str = NAME, period=Q3) -> str:
    with store.operation("submit", period, at=AT, step=False) as op:
        digest = op.attach("scan", name, content)
        op.state("待送出", {"scan": digest})
    return digest


def folder(store: Store | Path) -> Path:
    path = store if isinstance(store, Path) else store.info.path
    return path.with_name(path.name + ".files")


def data_in(path: Path) -> list[bytes | None]:
    connection = sqlite3.connect(path)
    found = [data for (data,) in connection.execute("SELECT data FROM attachments ORDER BY rowid")]
    connection.close()
    return found


def faults(store: Store) -> list[str]:
    return [text for name, ok, text in store.health() if name == "附件" and not ok]


def test_file_stands_in_the_folder_and_its_record_in_the_store(store: Store):
    assert attach(store) == HASH
    assert store.attachments() == store.attachments(Q3) == (Attachment(HASH, NAME, len(SCAN), "scan", Q3),)
    assert store.attachments(Q1) == ()
    assert [p.name for p in folder(store).iterdir()] == [HASH]
    assert (folder(store) / HASH).read_bytes() == store.attachment_content(HASH) == SCAN
    assert data_in(store.info.path) == [None]
    assert store.verify_history() == []
    assert next(text for name, _, text in store.health() if name == "附件") == (
        "共 1 份附件，全部与校验值相符。"
    )


def test_trail_tells_who_kept_what(store: Store):
    attach(store)
    state, kept = store.history()[-2:]
    assert (state.action, state.new) == ("submit", "待送出")
    assert (kept.seq, kept.who, kept.at, kept.period, kept.old) == (state.seq, "张三", AT, "2018Q3", None)
    assert kept.new == f"附件：{NAME}（SHA-256 {HASH}）"


def test_altered_record_is_named(store: Store):
    attach(store)
    path = store.info.path
    store.close()
    tamper(path, "UPDATE attachments SET name = 'x.pdf'")
    with Store.open(path, write=False, who="李四") as again:
        assert again.verify_history() == [f"附件“{HASH}”与操作记录推出的不一致，没有经过程序就被改动了。"]


def test_same_file_is_kept_once(store: Store):
    with store.operation("submit", Q1, at=AT, step=False) as op:
        assert op.attach("scan", NAME, SCAN) == op.attach("scan", "又一次.pdf", SCAN)
    attach(store, name="别的名字.pdf")
    assert [(a.name, a.period) for a in store.attachments()] == [(NAME, Q1)]
    assert store.verify_history() == []


def test_file_of_no_period_is_kept(store: Store):
    with store.operation("letter", None, at=AT, step=False) as op:
        op.attach("other", "a.png", SCAN)
    assert store.attachments()[0].period is None
    (folder(store) / HASH).unlink()
    assert "附件“a.png”" in faults(store)[0]


def test_refused_operation_leaves_no_file(store: Store):
    with pytest.raises(ZeroDivisionError):
        fail_at(store, lambda op: op.attach("scan", NAME, SCAN))
    assert not folder(store).exists()


def test_limit_of_size(store: Store):
    largest = b"\1" * (20 * 1024 * 1024)
    with pytest.raises(RefusedError, match="“大”超过 20 MB"):
        attach(store, largest + b"\1", "大")
    assert not folder(store).exists()
    attach(store, largest)
    assert store.attachments()[0].size == len(largest)


def test_crash_before_the_record_leaves_a_file_that_the_retry_keeps(
    store: Store, monkeypatch: pytest.MonkeyPatch
):
    @contextmanager
    def crash(_: Database) -> Iterator[None]:
        assert (folder(store) / HASH).read_bytes() == SCAN, "the file comes first"
        raise ZeroDivisionError
        yield

    with monkeypatch.context() as patch:
        patch.setattr(Database, "transaction", crash)
        with pytest.raises(ZeroDivisionError):
            attach(store)
    assert store.attachments() == ()
    assert faults(store) == store.verify_history() == []
    before = (folder(store) / HASH).stat()
    attach(store)
    after = (folder(store) / HASH).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert len(store.attachments()) == 1


def test_killed_process_names_nothing_that_is_not_there(path: Path):
    code = """
import os
from jzdesk.store.database import Database
from jzdesk.store.operation import Header
store = Store.open(Path(sys.argv[1]), write=True, who="张三")
Database.transaction = lambda _: os._exit(9)
with store.operation("submit", Q3, at=AT) as op:
    op.attach("scan", "a.pdf", b"%PDF-1")
"""
    process = child(code, path)
    process.communicate()
    assert process.returncode == 9
    assert len(list(folder(path).iterdir())) == 1
    with Store.open(path, write=True, who="张三") as store:
        assert store.attachments() == ()
        attach(store, b"%PDF-1", "a.pdf")
        assert len(list(folder(path).iterdir())) == 1
        assert faults(store) == []


def test_half_a_file_from_a_crash_is_replaced(store: Store):
    folder(store).mkdir()
    (folder(store) / HASH).write_bytes(SCAN[:100])
    attach(store)
    assert store.attachment_content(HASH) == SCAN


def test_full_disk_names_nothing(store: Store, monkeypatch: pytest.MonkeyPatch):
    real = os.fsync

    def full(handle: int) -> None:
        if os.fstat(handle).st_size == len(SCAN):
            raise OSError(28, "…")
        real(handle)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(WorldError, match="磁盘已满"):
            attach(store)
    assert store.attachments() == ()
    assert list(folder(store).iterdir()) == []
    attach(store)


def test_place_of_the_folder_that_is_taken_is_a_sentence(store: Store):
    folder(store).write_bytes(b"")
    with pytest.raises(WorldError, match=r"410823\.jzdesk\.files"):
        attach(store)
    assert store.attachments() == ()


@pytest.mark.parametrize(("harm", "word"), [("missing", "不在了"), ("altered", "校验值不符")])
def test_lost_file_is_named_and_keeps_nobody_from_work(store: Store, harm: str, word: str):
    attach(store)
    path = store.info.path
    store.close()
    if harm == "missing":
        shutil.rmtree(folder(path))
    else:
        (folder(path) / HASH).write_bytes(SCAN[:-1] + b"!")
    with Store.open(path, write=True, who="张三") as again:
        [told] = faults(again)
        assert told.startswith(f"附件“{NAME}”（2018Q3，{HASH[:8]}）")
        assert word in told
        assert again.verify_history() == [told]
        with pytest.raises(WorldError, match=word):
            again.attachment_content(HASH)
        put(again, COD, "1")
        assert again.cells(Q3) == {COD: num("1")}
        attach(again)  # given once more, it is back
        assert again.attachment_content(HASH) == SCAN
        assert faults(again) == []


def test_unknown_hash_is_a_sentence(store: Store):
    with pytest.raises(WorldError, match="0000"):
        store.attachment_content("0" * 64)


def test_damaged_record_is_an_item_of_health(store: Store):
    attach(store)
    path = store.info.path
    store.close()
    tamper(path, "UPDATE attachments SET period = 77")
    with Store.open(path, write=False, who="李四") as again:
        (folder(path) / HASH).unlink()
        assert "（77，" in faults(again)[0]
        with pytest.raises(WorldError):
            again.attachments()


# ------------------------------------------------------------------ backups


@pytest.fixture
def other(tmp_path: Path) -> Path:
    made = tmp_path / "备份 盘#1"
    made.mkdir()
    return made


def backed_up(store: Store, other: Path) -> BackupResult:
    put(store, COD, "1")
    attach(store)
    attach(store, b"%PDF-second", "二.pdf", Q1)
    return store.backup(other, at=AT)


def test_backup_is_one_file_holding_both(store: Store, other: Path):
    result = backed_up(store, other)
    assert (result.attachments, result.lost) == (2, ())
    assert list(other.iterdir()) == [result.file]
    assert data_in(result.file) == [SCAN, b"%PDF-second"]
    assert data_in(store.info.path) == [None, None]
    assert hashlib.sha256(result.file.read_bytes()).hexdigest() == result.sha256
    with Store.open(result.file, write=False, who="李四") as copy:
        assert copy.attachment_content(HASH) == SCAN
        assert faults(copy) == copy.verify_history() == []


def test_backup_that_came_out_with_another_file_is_none(
    store: Store, other: Path, monkeypatch: pytest.MonkeyPatch
):
    real = attachments.pack

    def worn_out(copy: Path, path: Path, pace: Pace) -> list[str]:
        lost = real(copy, path, pace)
        connection = sqlite3.connect(copy)
        connection.execute("UPDATE attachments SET data = x'00'")
        connection.commit()
        connection.close()
        return lost

    monkeypatch.setattr(attachments, "pack", worn_out)
    with pytest.raises(WorldError, match="核对不上"):
        backed_up(store, other)
    assert list(other.iterdir()) == []


def test_lost_file_does_not_keep_the_figures_from_being_copied(store: Store, other: Path):
    attach(store)
    (folder(store) / HASH).write_bytes(b"")
    result = backed_up(store, other)
    assert (result.attachments, result.lost) == (2, ()), "given again, it is back"
    (folder(store) / HASH).unlink()
    result = store.backup(other, at=AT)
    assert (result.figures, result.attachments) == (1, 1)
    [told] = result.lost
    assert told.startswith(f"附件“{NAME}”（2018Q3")
    with Store.open(result.file, write=False, who="李四") as copy:
        assert copy.cells(Q3) == {COD: num("1")}
        assert len(faults(copy)) == 1


def test_way_back_puts_the_files_into_their_folder(store: Store, other: Path):
    source = backed_up(store, other).file
    attach(store, b"%PDF-later", "后来.pdf")
    path = store.info.path
    store.close()
    (folder(path) / HASH).unlink()
    before = source.read_bytes()
    restored, kept = Store.restore(path, source, who="李四", at=AT)
    with restored:
        assert [a.name for a in restored.attachments()] == [NAME, "二.pdf"]
        assert restored.attachment_content(HASH) == SCAN
        assert faults(restored) == restored.verify_history() == []
    assert source.read_bytes() == before
    assert data_in(path) == [None, None]
    assert path.stat().st_size < source.stat().st_size - len(SCAN) // 2, "they are in the folder alone"
    assert len(list(folder(path).iterdir())) == 3, "what the present store names stays"
    assert kept is not None
    assert not list(path.parent.glob(".*.part*"))
    again, _ = Store.restore(path, kept, who="李四", at=AT)
    with again:
        assert len(again.attachments()) == 3
        assert faults(again) == []


def test_way_back_to_where_nothing_is(store: Store, other: Path, tmp_path: Path):
    source = backed_up(store, other).file
    restored, _ = Store.restore(tmp_path / "new.jzdesk", source, who="李四", at=AT)
    with restored:
        assert sorted(p.read_bytes() for p in folder(restored).iterdir()) == sorted([SCAN, b"%PDF-second"])
        assert faults(restored) == []
        assert restored.backup(other, at=AT).attachments == 2


def test_way_back_from_a_copy_of_file_and_folder(store: Store, other: Path, tmp_path: Path):
    backed_up(store, other)
    source = copied(store, tmp_path / "raw.jzdesk")
    shutil.copytree(folder(store), folder(source))
    restored, _ = Store.restore(tmp_path / "new.jzdesk", source, who="李四", at=AT)
    with restored:
        assert restored.attachment_content(HASH) == SCAN


def test_way_back_to_a_time_before_attachments(store: Store, other: Path):
    put(store, COD, "1")
    source = store.backup(other, at=AT).file
    attach(store)
    path = store.info.path
    store.close()
    restored, _ = Store.restore(path, source, who="李四", at=AT)
    with restored:
        assert restored.attachments() == ()
        assert restored.cells(Q3) == {COD: num("1")}
    assert [p.name for p in folder(path).iterdir()] == [HASH]


def test_older_schema_without_the_table_is_copied_and_brought_back(path: Path, tmp_path: Path):
    tamper(path, "DROP TABLE attachments")
    older = Database.open(path, write=True)
    kept = backup.before_migration(older)
    older.close()
    backup.bring_back(tmp_path / "new.jzdesk", kept, Header("restore", None, AT, "张三", "restored"))
    made = Database.open(tmp_path / "new.jzdesk", write=False)
    assert made.value("SELECT count(*) FROM operations") == 2
    made.close()
    assert not folder(tmp_path / "new.jzdesk").exists()


def test_damaged_file_in_a_backup_costs_that_file_alone(store: Store, other: Path, tmp_path: Path):
    source = backed_up(store, other).file
    tamper(source, f"UPDATE attachments SET data = x'2550' WHERE sha256 = '{HASH}'")
    restored, _ = Store.restore(tmp_path / "new.jzdesk", source, who="李四", at=AT)
    with restored:
        assert restored.cells(Q3) == {COD: num("1")}
        assert [text.split("”")[0] for text in faults(restored)] == [f"附件“{NAME}"]
        assert len(list(folder(restored).iterdir())) == 1


def test_name_from_outside_leads_nowhere(
    store: Store, other: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    looked: list[str] = []
    monkeypatch.setattr(attachments, "_in_folder", lambda _, name: looked.append(name))
    source = backed_up(store, other).file
    tamper(source, f"UPDATE attachments SET sha256 = '../out' WHERE sha256 = '{HASH}'")
    (tmp_path / "deep").mkdir()
    restored, _ = Store.restore(tmp_path / "deep" / "new.jzdesk", source, who="李四", at=AT)
    with restored:
        assert any("../out"[:8] in text for text in faults(restored))
    assert "../out" not in looked
    assert not (tmp_path / "deep" / "out").exists()


def test_way_back_that_fails_leaves_the_present_store_and_its_journal(
    store: Store, other: Path, monkeypatch: pytest.MonkeyPatch
):
    source = backed_up(store, other).file
    path = store.info.path
    store.close()
    journal = path.with_name(path.name + "-journal")
    journal.write_bytes(b"\2" * 5000)
    before = path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "…")

    monkeypatch.setattr(attachments, "keep", full)
    with pytest.raises(WorldError, match="磁盘已满"):
        Store.restore(path, source, who="李四", at=AT)
    assert (path.read_bytes(), journal.read_bytes()) == (before, b"\2" * 5000)
    assert not list(path.parent.glob(".*.part*"))
