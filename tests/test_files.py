from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jzdesk import files
from jzdesk.errors import WorldError


def test_a_file_is_put_and_replaced(tmp_path):
    file = tmp_path / "报告.pdf"
    files.put(file, b"one")
    files.put(file, b"two")
    assert file.read_bytes() == b"two"
    assert [f.name for f in tmp_path.iterdir()] == ["报告.pdf"]


def test_the_folder_must_be_there(tmp_path):
    with pytest.raises(WorldError, match=r"没有.*这个文件夹"):
        files.put(tmp_path / "none" / "报告.pdf", b"")


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(WorldError, match="是一个文件夹"):
        files.put(tmp_path, b"")


@pytest.mark.parametrize(
    ("code", "there", "sentence"),
    [
        (errno.ENOSPC, True, "磁盘已满"),
        (errno.EROFS, False, "不能写入"),
        (errno.EACCES, False, "不能写入"),
        (errno.EACCES, True, "可能正在别处打开"),
        (errno.EIO, True, "没有写成"),
    ],
)
def test_every_failure_has_its_sentence_and_leaves_the_old_file(tmp_path, monkeypatch, code, there, sentence):
    file = tmp_path / "报告.pdf"
    if there:
        file.write_bytes(b"old")

    def fail(*_):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(WorldError, match=sentence):
        files.put(file, b"new")
    assert [f.read_bytes() for f in tmp_path.iterdir()] == ([b"old"] if there else [])


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "磁盘已满"), (errno.EIO, "磁盘读写出错"), (errno.ENODEV, "已拔出"),
        (errno.EROFS, "没有写入的权限"),
        (errno.ENOTDIR, "上级文件夹不在了"), (errno.EEXIST, "同名"), (errno.EBUSY, "正被别的程序使用"),
        (errno.ENAMETOOLONG, "太长"), (errno.EMFILE, f"系统错误 {errno.EMFILE}"),
    ],
)  # fmt: skip
def test_what_the_system_says_is_told_in_our_words(code, words):
    assert words in files.why_not(OSError(code, os.strerror(code)))


def test_a_folder_is_made_with_those_it_lies_in(tmp_path):
    deep = tmp_path / "U盘" / "备份" / "一月"
    files.make_folder(deep)
    files.make_folder(deep)
    assert deep.is_dir()
    (tmp_path / "a").write_text("")
    with pytest.raises(FileExistsError):
        files.make_folder(tmp_path / "a")


def test_a_drive_that_is_not_there_is_no_endless_search(tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "is_dir", lambda self: False)
    with pytest.raises(FileExistsError):
        files.make_folder(Path("/"))


def test_a_disk_that_syncs_no_folders_is_written_to(tmp_path, monkeypatch):
    real = os.fsync

    def refuse(handle):
        if Path(f"/proc/self/fd/{handle}").resolve() == tmp_path:
            raise OSError(errno.EINVAL, "…")
        real(handle)

    monkeypatch.setattr(os, "fsync", refuse)
    files.put(tmp_path / "报告.pdf", b"data")
    assert (tmp_path / "报告.pdf").read_bytes() == b"data"


def test_a_short_write_is_noticed(tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "read_bytes", lambda self: b"half")
    with pytest.raises(WorldError, match="没有写成"):
        files.put(tmp_path / "报告.pdf", b"whole")
    assert not list(tmp_path.iterdir())


def test_folders_that_cannot_be_synced_are_left_alone(tmp_path, monkeypatch):
    monkeypatch.delattr(os, "O_DIRECTORY", raising=False)
    files.put(tmp_path / "报告.pdf", b"data")
    assert (tmp_path / "报告.pdf").read_bytes() == b"data"


# Names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("取数表_统计局_2018Q3.xlsx", "取数表_统计局_2018Q3.xlsx"),
        ('水利局: "沁河" <1>|2/3\\4?*.xlsx', "水利局_ _沁河_ _1__2_3_4__.xlsx"),
        ("con.xlsx", "_con.xlsx"),
        ("NUL", "_NUL"),
        ("com1.tar.gz", "_com1.tar.gz"),
        ("CONTROL.xlsx", "CONTROL.xlsx"),
        ("名称. . .", "名称"),
        (" 前后有空格 .pdf", "前后有空格.pdf"),
        ("一行\n两行\t.pdf", "一行_两行_.pdf"),
        ("\u202e颠倒.pdf", "_颠倒.pdf"),
        ("", "_"),
        ("...", "_"),
        (".gitignore", ".gitignore"),
    ],
)
def test_a_name_is_one_that_windows_takes(text, name):
    assert files.clean_name(text) == name


def test_a_long_name_keeps_its_ending_and_whole_signs():
    name = files.clean_name("水" * 300 + ".xlsx")
    assert len(name.encode()) <= 180
    assert name.endswith("水.xlsx")


@given(st.text())
def test_every_name_is_one_that_windows_takes_and_stays_so(text):
    name = files.clean_name(text)
    assert name
    assert not set(name) & set('<>:"/\\|?*')
    assert name == name.rstrip(". ")
    assert name.isprintable()
    assert name.partition(".")[0].upper() not in {"CON", "PRN", "AUX", "NUL", "COM1", "LPT9"}
    assert len(name.encode()) <= 181
    assert files.clean_name(name) == name
