"""The scan of the signed report: what is taken, what is refused, and that it changes nothing that leaves."""

from __future__ import annotations

import json
import os
from hashlib import sha256
from pathlib import Path

import pytest

from jzdesk.desk import handing_in, safekeeping, scan, signing
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError
from jzdesk.models import workflow
from tests.desk import walk
from tests.desk.conftest import Q3

BEGINNINGS = {
    "盖章件.pdf": b"%PDF-1.7\n", "a.JPG": b"\xff\xd8\xff\xe0", "a.jpeg": b"\xff\xd8\xff\xe1",
    "a.png": b"\x89PNG\r\n\x1a\n", "a.tif": b"II*\x00", "b c.TIFF": b"MM\x00*",
}  # fmt: skip
PDF = BEGINNINGS["盖章件.pdf"] + b"signed" * 100


@pytest.fixture
def frozen(county: Office, tmp_path: Path) -> Office:
    walk.ready(county, Q3)
    walk.freeze(county, Q3, tmp_path / "送签")
    return county


def submit(office: Office, out: Path, scanned: Path | None) -> signing.Submitted:
    return signing.submit(office, Q3, signed_on=office.today, out=out, scanned=scanned)


def written(path: Path, content: bytes = PDF) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("name", BEGINNINGS)
def test_what_a_scanner_writes_is_taken(tmp_path: Path, name: str):
    path = written(tmp_path / name, BEGINNINGS[name] + b"...")
    assert scan.read(path) == scan.Scan(name, BEGINNINGS[name] + b"...")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.pdf", b"", "“a.pdf”是空文件"),
        ("a.docx", b"PK\x03\x04", "“a.docx”不是扫描件，只收 pdf、jpg、png、tif"),
        ("pdf", PDF, "“pdf”不是扫描件"),
        ("a.pdf", b"PK\x03\x04", "“a.pdf”的内容不是 pdf 格式"),
        ("a.jpg", PDF, "“a.jpg”的内容不是 jpg 格式"),
        ("a.png", b"\x89PN", "“a.png”的内容不是 png 格式"),
        ("a\u202egpj.pdf", b"", "“a_gpj.pdf”是空文件"),
        ("a\nb.pdf", b"", "“a_b.pdf”是空文件"),
        (os.fsdecode(b"a\xff.pdf"), b"", "“a_.pdf”是空文件"),
    ],
)
def test_what_is_no_scan_is_refused(tmp_path: Path, name: str, content: bytes, sentence: str):
    with pytest.raises(RefusedError) as refused:
        scan.read(written(tmp_path / name, content))
    assert sentence in refused.value.sentence


def test_what_is_no_file_is_refused(tmp_path: Path):
    (tmp_path / "夹.pdf").mkdir()
    os.mkfifo(tmp_path / "管.pdf")
    for name, sentence in {
        "夹.pdf": "“夹.pdf”是文件夹", "无.pdf": "没有找到扫描件“无.pdf”", "管.pdf": "“管.pdf”读不出来",
        "长" * 200: "读不出来",
    }.items():  # fmt: skip
        with pytest.raises(RefusedError, match=sentence):
            scan.read(tmp_path / name)
    with pytest.raises(RefusedError, match="是文件夹"):
        scan.read(Path())


def test_unreadable_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def denied(_: Path) -> bytes:
        raise PermissionError(13, "…")

    monkeypatch.setattr(Path, "read_bytes", denied)
    with pytest.raises(RefusedError, match="核对权限"):
        scan.read(written(tmp_path / "a.pdf"))


def test_too_large_a_file_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    large = tmp_path / "a.pdf"
    with large.open("wb") as file:
        file.write(PDF)
        file.truncate(20 * 1024 * 1024 + 1)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("read"))
    with pytest.raises(RefusedError, match="超过 20 MB"):
        scan.read(large)


@pytest.mark.usefixtures("no_paper")
def test_scan_is_kept_with_the_period_and_travels_nowhere(frozen: Office, tmp_path: Path):
    code = frozen.store.period(Q3).facts["code"]
    made = submit(frozen, tmp_path / "有", written(tmp_path / "盖章件.pdf"))
    told = {"name": "盖章件.pdf", "sha256": sha256(PDF).hexdigest(), "size": len(PDF)}
    assert made.scan == told
    record = frozen.store.period(Q3)
    assert (record.facts["scan"], record.facts["signed_on"]) == (told, "2018-10-08")
    assert (record.facts["code"], made.code) == (code, code)
    assert frozen.store.attachment_content(told["sha256"]) == PDF
    [submission] = frozen.store.submissions(frozen.unit, Q3)
    assert submission.facts["scan"] == told
    content = json.loads(frozen.store.submission_content(submission.id))
    assert "盖章件" not in json.dumps(content, ensure_ascii=False)
    assert any("盖章件.pdf" in (e.new or "") and e.who == "张三" for e in frozen.store.history())
    assert len(list((tmp_path / "有").iterdir())) == 2
    assert frozen.store.verify_history() == []


def test_upload_is_the_same_with_a_scan_and_without(frozen: Office, tmp_path: Path, monkeypatch):
    def crash(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(type(frozen.store), "operation", crash)
        with pytest.raises(ZeroDivisionError):
            submit(frozen, tmp_path / "out", None)
    # Equal files of the first attempt are kept, others would be refused.
    before = {p: p.read_bytes() for p in (tmp_path / "out").iterdir()}
    assert len(before) == 2
    submit(frozen, tmp_path / "out", written(tmp_path / "盖章件.pdf"))
    assert {p: p.read_bytes() for p in (tmp_path / "out").iterdir()} == before


@pytest.mark.parametrize("name", ["无.pdf", "空.pdf", "大.pdf"])
def test_refused_scan_changes_nothing(frozen: Office, tmp_path: Path, name: str):
    written(tmp_path / "空.pdf", b"")
    written(tmp_path / "大.pdf", PDF.ljust(20 * 1024 * 1024 + 1))
    head = frozen.store.audit_head()
    with pytest.raises(RefusedError):
        submit(frozen, tmp_path / "out", tmp_path / name)
    assert frozen.store.audit_head() == head
    assert frozen.state(Q3) == workflow.FROZEN
    assert not (tmp_path / "out").exists()
    assert not list(tmp_path.glob("*.files"))


@pytest.mark.usefixtures("no_paper")
def test_scan_of_an_earlier_hand_in_is_not_that_of_the_next(frozen: Office, tmp_path: Path):
    submit(frozen, tmp_path / "一", written(tmp_path / "盖章件.pdf"))
    signing.reopen(frozen, Q3, reason="数字录颠倒")
    handing_in.review(frozen, Q3, "李四")
    walk.freeze(frozen, Q3, tmp_path / "二")
    assert submit(frozen, tmp_path / "二", None).scan is None
    assert "scan" not in frozen.store.period(Q3).facts
    first, second = frozen.store.submissions(frozen.unit, Q3)
    assert ("scan" in first.facts, "scan" in second.facts) == (True, False)


@pytest.mark.usefixtures("no_paper")
def test_city_keeps_the_scan_of_its_own_report(city: Office, tmp_path: Path):
    walk.ready(city, Q3)
    walk.freeze(city, Q3, tmp_path / "送签")
    made = submit(city, tmp_path / "out", written(tmp_path / "盖章件.pdf"))
    assert made.scan is not None
    assert city.state(Q3) == workflow.ACCEPTED
    assert [a.name for a in city.store.attachments(Q3)] == ["盖章件.pdf"]


@pytest.mark.usefixtures("no_paper")
def test_backup_tells_of_scans_and_of_lost_ones(frozen: Office, tmp_path: Path):
    submit(frozen, tmp_path / "out", written(tmp_path / "盖章件.pdf"))
    told = safekeeping.backup(frozen, tmp_path / "备份")
    assert (told["attachments"], told["lost"]) == (1, [])
    [kept] = next(tmp_path.glob("*.files")).iterdir()
    kept.unlink()
    told = safekeeping.backup(frozen, tmp_path / "备份")
    assert told["attachments"] == 0
    assert "“盖章件.pdf”（2018Q3" in told["lost"][0]
    assert "不在了" in safekeeping.verify_history(frozen)[0]
