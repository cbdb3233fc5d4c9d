"""Copies are remembered where they were put, and what is sound is told in sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from jzdesk.desk import entering, safekeeping
from jzdesk.desk.office import Office
from tests.desk.conftest import Q3

COD = "emissions/cod.industry/emitted"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("JZDESK_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_before_any_copy(county: Office) -> None:
    found = safekeeping.safety(county)
    assert (found.last, found.copies) == (None, ())
    assert safekeeping.backup_age(county) is None
    assert found.store.name == "武陟县.jzdesk"
    assert found.size > 0
    assert found.holder is not None
    assert found.holder[0] == "张三"


def test_a_copy_is_remembered_with_what_is_in_it(county: Office) -> None:
    entering.set_values(county, Q3, [COD, "12"])
    made = safekeeping.backup(county, safekeeping.backup_folder(county))
    found = safekeeping.safety(county)
    assert found.last is not None
    assert found.copies == (found.last,)
    assert (str(found.last.file), found.last.periods, found.last.figures) == (made["file"], 1, 1)
    assert found.last.present
    assert safekeeping.backup_age(county) == 0


def test_a_copy_on_a_stick_counts_as_the_last_one_though_it_is_away(county: Office, tmp_path: Path) -> None:
    made = Path(safekeeping.backup(county, tmp_path / "U盘")["file"])
    last = safekeeping.last_backup(county)
    assert last is not None
    assert last.present
    assert safekeeping.safety(county).copies == (), "the list is of the program's own folder"
    made.unlink()
    again = safekeeping.last_backup(county)
    assert again is not None
    assert not again.present


def test_a_file_that_changed_its_size_is_called_unknown(county: Office) -> None:
    made = Path(safekeeping.backup(county, safekeeping.backup_folder(county))["file"])
    with made.open("ab") as file:
        file.write(b"x")
    (copy,) = safekeeping.safety(county).copies
    assert copy.file == made
    assert copy.periods is None


def test_a_store_of_the_same_name_has_copies_of_its_own(county: Office, tmp_path: Path) -> None:
    safekeeping.backup(county, tmp_path / "甲")
    (tmp_path / "乙").mkdir()
    other = tmp_path / "乙" / "武陟县.jzdesk"
    with safekeeping.init(other, unit="410823", office=None, practice=True, who="李四") as office:
        assert safekeeping.last_backup(office) is None
        safekeeping.backup(office, tmp_path / "丙")
    last = safekeeping.last_backup(county)
    assert last is not None
    assert last.file.parent.name == "甲"


def test_a_damaged_note_of_copies_is_as_if_there_were_none(county: Office) -> None:
    safekeeping.backup(county, safekeeping.backup_folder(county))
    (safekeeping.backup_folder(county) / "made.json").write_text("{", "utf-8")
    assert safekeeping.last_backup(county) is None
    (copy,) = safekeeping.safety(county).copies
    assert copy.periods is None
    assert copy.at[:2] == "20"


def test_a_copy_is_good_though_it_cannot_be_noted(county: Office, home: Path, tmp_path: Path) -> None:
    home.write_text("not a folder", "utf-8")
    made = safekeeping.backup(county, tmp_path / "U盘")
    assert Path(made["file"]).is_file()
    assert safekeeping.last_backup(county) is None
    assert safekeeping.safety(county).copies == ()


def test_what_is_sound_is_told(county: Office) -> None:
    found = safekeeping.health(county)
    assert [item.name for item in found][:3] == ["文件结构", "数值校验", "操作记录"]
    assert all(item.ok for item in found)
    (line,) = safekeeping.check_trail(county)
    assert line.ok
    assert "逐条相连" in line.text


def test_a_changed_trail_is_told(county: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        county.store, "verify_history", lambda: ["第 2 号操作的记录被改动过。", "缺第 5 号。"]
    )
    found = safekeeping.check_trail(county)
    assert [(item.ok, item.text) for item in found] == [
        (False, "第 2 号操作的记录被改动过。"), (False, "缺第 5 号。"),
    ]  # fmt: skip
