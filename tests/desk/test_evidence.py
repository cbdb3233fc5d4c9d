"""佐证材料: kept for a row, counted in backups, in nothing that leaves."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from jzdesk.desk import evidence, safekeeping, stepping
from jzdesk.errors import RefusedError, WorldError
from jzdesk.models.entry import Key
from jzdesk.store.store import Store
from tests.desk import walk
from tests.desk.conftest import Q3


@pytest.fixture
def task(county) -> Key:
    row = county.sheet(Q3).rows("milestones")[0]
    return Key("milestones", row.code, "status")


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "验收意见.pdf"
    path.write_bytes(b"%PDF-1.7 accepted")
    return path


def names(office, key: Key) -> list[str]:
    return [piece.name for piece in evidence.of(office, Q3).get((key.form, key.row), ())]


def test_a_file_is_kept_for_its_row_and_once(county, task, paper):
    assert evidence.attach(county, Q3, task, [paper]).beside
    assert names(county, task) == ["验收意见.pdf"]
    assert not evidence.attach(county, Q3, task, [paper]), "a second time changes nothing"
    (piece,) = evidence.of(county, Q3)[task.form, task.row]
    assert evidence.copy_out(county, piece).read_bytes() == paper.read_bytes()
    assert evidence.copy_out(county, piece).name == "验收意见.pdf"


def test_it_can_be_taken_away_and_brought_back(county, task, paper):
    evidence.attach(county, Q3, task, [paper])
    (piece,) = evidence.of(county, Q3)[task.form, task.row]
    evidence.detach(county, Q3, task, piece.sha256)
    assert names(county, task) == []
    stepping.undo(county)
    assert names(county, task) == ["验收意见.pdf"]
    stepping.undo(county)
    assert names(county, task) == []


def test_one_wrong_file_and_none_is_taken(county, task, paper, tmp_path):
    (tmp_path / "空.pdf").touch()
    (tmp_path / "病毒.exe").write_bytes(b"MZ")
    with pytest.raises(RefusedError) as refused:
        evidence.attach(county, Q3, task, [paper, tmp_path / "空.pdf", tmp_path / "病毒.exe", tmp_path])
    assert len(refused.value.findings) == 3
    assert "不是能收的材料" in refused.value.findings[1]
    assert evidence.of(county, Q3) == {}
    assert county.store.attachments() == ()


def test_one_row_has_room_for_twenty(county, task, tmp_path):
    many = [tmp_path / f"{n}.txt" for n in range(21)]
    for path in many:
        path.write_text(path.name, "utf-8")
    with pytest.raises(RefusedError, match="最多 20 份"):
        evidence.attach(county, Q3, task, many)
    assert evidence.of(county, Q3) == {}
    evidence.attach(county, Q3, task, many[:20])
    assert len(names(county, task)) == 20


def test_it_is_in_the_backup_and_in_no_upload_file(county, task, paper, tmp_path):
    walk.ready(county, Q3)
    evidence.attach(county, Q3, task, [paper])
    made = walk.hand_in(county, Q3, tmp_path / "上报")
    upload = next(path for path in made.files if path.suffix == ".xlsx")
    with zipfile.ZipFile(upload) as book:
        parts = [book.read(name) for name in book.namelist()]
    content = next(s for s in county.store.submissions() if s.period == Q3)
    parts.append(county.store.submission_content(content.id))
    assert not any("验收意见".encode() in part for part in parts)
    copy = safekeeping.backup(county, tmp_path)
    assert copy["attachments"] == 1
    with Store.open(Path(copy["file"]), write=False, who="张三") as store:
        assert store.evidence(Q3) == county.store.evidence(Q3)


def test_it_may_come_after_the_hand_in(county, task, paper, tmp_path):
    walk.ready(county, Q3)
    walk.hand_in(county, Q3, tmp_path / "上报")
    state = county.state(Q3)
    evidence.attach(county, Q3, task, [paper])
    assert county.state(Q3) == state
    assert names(county, task) == ["验收意见.pdf"]


def test_a_lost_file_is_told(county, task, paper):
    evidence.attach(county, Q3, task, [paper])
    (piece,) = evidence.of(county, Q3)[task.form, task.row]
    path = county.store.info.path
    (path.with_name(path.name + ".files") / piece.sha256).unlink()
    with pytest.raises(WorldError, match="不在了"):
        evidence.copy_out(county, piece)
