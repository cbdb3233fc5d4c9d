"""数据体检: what is sound, what is not; nothing is repaired."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from jzdesk.store.correspondence import Letter
from jzdesk.store.store import Store
from jzdesk.store.submissions import Submission
from tests.store.kit import AT, COD, Q3, put, tamper


def bad(path: Path) -> dict[str, list[str]]:
    before = path.read_bytes()
    found: dict[str, list[str]] = {}
    with Store.open(path, write=False, who="李四") as store:
        for name, ok, text in store.health():
            if not ok:
                found.setdefault(name, []).append(text)
    assert path.read_bytes() == before
    return found


@pytest.fixture
def closed(store: Store) -> Path:
    put(store, COD, "1")
    with store.operation("receive", Q3, how="command", at=AT) as op:
        op.submission(Submission("410823", Q3, 1, "0123456789abcdef", "own", "sent", AT), b"{}")
        op.letter(Letter("receipt", "a", AT), b"{}")
    path = store.info.path
    store.close()
    return path


def test_sound_store(closed: Path):
    assert bad(closed) == {}
    with Store.open(closed, write=True, who="张三") as store:
        assert [name for name, _, _ in store.health()] == [
            "文件结构",
            "数值校验",
            "操作记录",
            "报送内容",
            "附件",
            "磁盘空间",
        ]


def test_every_damage_is_an_item(closed: Path):
    tamper(
        closed,
        "UPDATE figures SET value = 5",
        "UPDATE submissions SET content = x'00'",
        "UPDATE operations SET why = 'x' WHERE id = 2",
        "INSERT INTO reported VALUES(99, 99, x'00')",
    )
    found = bad(closed)
    assert list(found) == ["文件结构", "数值校验", "操作记录", "报送内容"]
    assert found["数值校验"] == [
        "2018Q3 的 emissions/cod.industry/emitted 与它的校验值不符，数据文件有损坏，请改用最近的备份。"
    ]
    assert len(found["操作记录"]) >= 2


def test_damaged_letter_is_an_item(closed: Path):
    tamper(closed, "UPDATE letters SET content = x'00'")
    assert "报送内容" in bad(closed)


def test_nearly_full_disk_is_an_item(closed: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=5 << 20))
    assert bad(closed) == {"磁盘空间": ["只剩 5 MB，请清理磁盘。"]}
