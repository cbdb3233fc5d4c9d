"""数据体检: everything is looked at, each fault is a line that says what to do, nothing is repaired."""

from __future__ import annotations

import shutil
import sqlite3
import zlib
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from jzdesk import resource
from jzdesk.desk import copies, doctoring, enrolling, entering, safekeeping
from jzdesk.desk.office import BEIJING, Office
from jzdesk.store import keyfile, place, sealed
from jzdesk.store.place import Kind
from tests.desk import walk
from tests.desk.conftest import Q3

COD = "emissions/cod.industry/emitted"
NAMES = ["文件结构", "数值校验", "操作记录", "报送内容", "附件", "磁盘空间", "报送重做", "备份", "字体",
         "电脑时间", "密钥", "存放位置"]  # fmt: skip


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a password cost nothing here."""
    monkeypatch.setattr(sealed, "_COST", 10)


def looked(office: Office) -> dict[str, str]:
    """Return what is wrong, by name; the file is not touched by looking."""
    path = office.store.info.path
    before = path.read_bytes()
    found = doctoring.examining(office).run()
    assert path.read_bytes() == before
    assert list(dict.fromkeys(item.name for item in found)) == NAMES
    return {item.name: item.text for item in found if not item.ok}


def set_clock(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    monkeypatch.setattr(Office, "now", property(lambda _self: now))


def test_a_new_store_is_healthy(county: Office) -> None:
    assert looked(county) == {}
    county.close()


def test_a_store_at_work_is_healthy(county: Office, tmp_path: Path) -> None:
    walk.ready(county, Q3)
    with walk.without_paper():
        walk.hand_in(county, Q3, tmp_path / "报送")
    enrolling.enrol(county, tmp_path / "登记.xlsx", passphrase="一句很长很长的口令")
    safekeeping.backup(county, safekeeping.backup_folder(county))
    assert looked(county) == {}
    told = {item.name: item.text for item in doctoring.examining(county).run()}
    assert "1 个已锁定的期别" in told["报送重做"]
    assert "已打开核对" in told["备份"]


def test_a_snapshot_that_is_not_its_codes_is_named(county: Office, tmp_path: Path) -> None:
    walk.ready(county, Q3)
    with walk.without_paper():
        walk.hand_in(county, Q3, tmp_path / "报送")
    (one,) = county.store.submissions()
    data = county.store.submission_content(one.id).replace(b'"v":"12.00"', b'"v":"13.00"', 1)
    with closing(sqlite3.connect(county.store.info.path)) as other, other:
        other.execute("UPDATE submissions SET content = ?", (zlib.compress(data),))
    told = [item.text for item in doctoring.examining(county).run() if not item.ok]
    assert any("与它的校验码" in text for text in told)
    assert any("重做一遍，有 1 处" in text and COD in text for text in told)


def test_without_a_good_copy_or_with_an_old_one_it_says_so(
    county: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    set_clock(monkeypatch, datetime.now(BEIJING) + timedelta(days=20))
    assert "没有可用的备份" in looked(county)["备份"]
    made = Path(safekeeping.backup(county, safekeeping.backup_folder(county))["file"])
    assert looked(county) == {}
    good = made.read_bytes()
    made.write_bytes(good[:-8] + b"?" * 8 if len(good) % 2 else b"?" * len(good))
    assert "已不能用" in looked(county)["备份"]
    made.unlink()
    assert "不在原处" in looked(county)["备份"]


def test_a_copy_older_than_what_was_entered_is_old(county: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    safekeeping.backup(county, safekeeping.backup_folder(county))
    later = datetime.now(BEIJING) + timedelta(days=12)
    set_clock(monkeypatch, later)
    assert looked(county) == {}, "nothing was entered since"
    monkeypatch.setattr(Office, "stamp", property(lambda _self: later.isoformat(timespec="seconds")))
    entering.set_values(county, Q3, [COD, "1"])
    assert "又填过数" in looked(county)["备份"]


def test_a_copy_under_a_password_counts_though_it_is_not_opened(county: Office) -> None:
    safekeeping.backup(county, safekeeping.backup_folder(county), "办公室保险柜2018")
    assert looked(county) == {}


@pytest.mark.parametrize(("now", "match"), [
    (datetime(2017, 1, 1, tzinfo=BEIJING), "早于最近一次操作"),
    (datetime(2099, 1, 1, tzinfo=BEIJING), "不在规划期"),
])  # fmt: skip
def test_a_wrong_clock_is_named(
    county: Office, monkeypatch: pytest.MonkeyPatch, now: datetime, match: str
) -> None:
    safekeeping.backup(county, safekeeping.backup_folder(county))
    set_clock(monkeypatch, now)
    assert match in looked(county)["电脑时间"]


def test_a_damaged_or_lost_font_is_named(
    county: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    shutil.copyfile(resource.path("fonts/JZHei-Medium.ttf"), fonts / "JZHei-Medium.ttf")
    data = bytearray(resource.path("fonts/JZSong-Regular.ttf").read_bytes())
    data[len(data) // 2] ^= 4
    (fonts / "JZSong-Regular.ttf").write_bytes(data)
    monkeypatch.setattr(resource, "path", lambda name: tmp_path / name)
    assert "JZSong-Regular.ttf、JZSong-Bold.ttf" in looked(county)["字体"]


def test_a_lost_key_with_a_sealed_copy_says_where_it_is(county: Office, tmp_path: Path) -> None:
    enrolling.enrol(county, tmp_path / "登记.xlsx", passphrase="一句很长很长的口令")
    key = keyfile.key_path(county.store.info.path)
    key.write_bytes(b"rubbish")
    assert "读不出来" in looked(county)["密钥"]
    key.unlink()
    assert "凭口令取回" in looked(county)["密钥"]


def test_a_store_on_a_stick_is_named(county: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place, "kind", lambda _path: Kind.REMOVABLE)
    assert "U盘" in looked(county)["存放位置"]


def test_damage_is_a_line_and_hides_no_other(county: Office) -> None:
    entering.set_values(county, Q3, [COD, "12"])
    safekeeping.backup(county, safekeeping.backup_folder(county))
    with closing(sqlite3.connect(county.store.info.path)) as other, other:
        other.execute("UPDATE figures SET value = 5")
    found = looked(county)
    assert "数值校验" in found
    assert "备份" not in found
    assert copies.good(county.store.info.path)
