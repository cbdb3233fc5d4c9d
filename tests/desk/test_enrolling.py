"""Keys between county and city: announced in a file, confirmed by telephone, changed with the PC."""

from __future__ import annotations

import shutil
import stat
from base64 import b64encode
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jzdesk.desk import (
    acceptance,
    arriving,
    coverage,
    enrolling,
    inbox,
    keyring,
    packing,
    receiving,
    recovery,
    safekeeping,
)
from jzdesk.desk.enrolling import Enrolled
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError, WorldError
from jzdesk.exchange import envelope, paint
from jzdesk.exchange import signing as crypto
from jzdesk.exchange import upload as upload_file
from jzdesk.exchange.visible import visible
from jzdesk.models.snapshot import Frozen, encode
from jzdesk.store import keyfile
from jzdesk.store.store import Store
from jzdesk.worker.reader import Reader
from tests.desk.conftest import Q3
from tests.desk.walk import hand_in, ready

pytestmark = pytest.mark.usefixtures("no_paper")


def opened(folder: Path, unit: str, *, practice: bool = False) -> Office:
    office = safekeeping.init(
        folder / f"{unit}.jzdesk", unit=unit, office=None, practice=practice, who="张三"
    )
    office.set_today(date(2018, 10, 8))
    return office


@pytest.fixture
def real(tmp_path: Path) -> Iterator[tuple[Office, Office]]:
    """A real county, 武陟县, with its third quarter ready, and the real city."""
    with opened(tmp_path, "410823") as county, opened(tmp_path, "410800") as city:
        ready(county, Q3)
        yield county, city


def announce(office: Office, folder: Path, passphrase: str = "") -> Enrolled:
    return enrolling.enrol(office, folder / f"单位登记_{office.unit}.xlsx", passphrase=passphrase)


def take(office: Office, *paths: Path, dry_run: bool = False) -> dict[str, Any]:
    return receiving.receive(office, paths, dry_run=dry_run)["files"][-1]


def upload_of(county: Office, folder: Path) -> Path:
    return hand_in(county, Q3, folder / "out").files[0]


def test_a_signed_file_counts_once_its_key_was_confirmed(real: tuple[Office, Office], tmp_path: Path) -> None:
    county, city = real
    mine = announce(county, tmp_path)
    upload = upload_of(county, tmp_path)
    before = safekeeping.history(city)
    refused = take(city, upload)
    assert (refused["verdict"], mine.code in refused["message"]) == ("refused", True)
    assert (refused["new"] > 0, safekeeping.history(city)) == (True, before), "looked at, and nothing changed"
    held = take(city, mine.path)
    assert (held["verdict"], mine.code in held["message"]) == ("held", True)
    assert take(city, upload)["verdict"] == "refused"
    with pytest.raises(RefusedError, match="密钥码对不上"):
        enrolling.trust(city, mine.path, mine.code[:-1] + str((int(mine.code[-1]) + 1) % 10))
    assert take(city, upload)["verdict"] == "refused"
    enrolling.trust(city, mine.path, mine.code.replace(" ", "-"))
    assert arriving.verify(upload, city)["signature"] == "good"
    assert arriving.verify(upload, None)["signature"] == "unknown_key"
    assert take(city, upload)["verdict"] == "taken"
    _, receipt = acceptance.accept(city, "410823", Q3, revision=None, out=tmp_path / "回执.xlsx")
    assert coverage.coverage(city, Q3)["accepted"] == 1
    assert "未签名" in take(county, receipt)["message"], "the city has no key yet"
    theirs = announce(city, tmp_path)
    receipt.unlink()
    acceptance.accept(city, "410823", Q3, revision=None, out=receipt)
    assert theirs.code in take(county, receipt)["message"]
    enrolling.trust(county, theirs.path, theirs.code)
    assert take(county, receipt)["verdict"] == "taken"
    assert county.state(Q3) == "已验收"


def test_the_receipt_of_before_the_key_is_signed_when_it_is_written_again(
    real: tuple[Office, Office], tmp_path: Path
) -> None:
    county, city = real
    mine = announce(county, tmp_path)
    enrolling.trust(city, mine.path, mine.code)
    take(city, upload_of(county, tmp_path))
    out = tmp_path / "回执.xlsx"
    acceptance.accept(city, "410823", Q3, revision=None, out=out)
    theirs = announce(city, tmp_path)
    acceptance.accept(city, "410823", Q3, revision=None, out=out)
    enrolling.trust(county, theirs.path, theirs.code)
    assert arriving.verify(out, county)["signature"] == "good"


def test_a_store_without_its_key_does_all_but_sign(real: tuple[Office, Office], tmp_path: Path) -> None:
    county, city = real
    upload = upload_of(county, tmp_path)
    assert arriving.verify(upload, county)["signature"] == "none"
    assert "未签名" in take(city, upload)["message"]


def test_a_practice_city_takes_unsigned_practice_files(tmp_path: Path) -> None:
    with (
        opened(tmp_path, "410823", practice=True) as county,
        opened(tmp_path, "410800", practice=True) as city,
    ):
        ready(county, Q3)
        assert take(city, upload_of(county, tmp_path))["verdict"] == "taken"


def test_an_announcement_is_the_same_file_each_time_and_not_wider_than_the_office(
    real: tuple[Office, Office], tmp_path: Path
) -> None:
    county, _ = real
    first = announce(county, tmp_path)
    bytes_then, trail = first.path.read_bytes(), len(safekeeping.history(county))
    county.set_today(date(2018, 11, 1))
    again = announce(county, tmp_path)
    assert (again.new, again.code, again.path.read_bytes()) == (False, first.code, bytes_then)
    assert len(safekeeping.history(county)) == trail
    assert stat.S_IMODE(keyfile.key_path(county.store.info.path).stat().st_mode) == 0o600


def test_the_private_key_is_in_no_store_no_backup_and_no_file(
    real: tuple[Office, Office], tmp_path: Path
) -> None:
    county, _ = real
    announce(county, tmp_path, "黄河水清2018")
    private = keyfile.read(county.store.info.path)
    assert private is not None
    hand_in(county, Q3, tmp_path / "out")
    safekeeping.backup(county, tmp_path / "backup")
    looked = [p for p in tmp_path.rglob("*") if p.is_file() and p.suffix != ".key"]
    assert len(looked) > 5
    for path in looked:
        data = path.read_bytes()
        assert private not in data, path
        assert b64encode(private).rstrip(b"=") not in data, path
        assert private.hex().encode() not in data, path


def test_the_sealed_copy_comes_back_with_a_backup_on_another_pc(
    real: tuple[Office, Office], tmp_path: Path
) -> None:
    county, city = real
    mine = announce(county, tmp_path, "黄河水清2018")
    assert mine.sealed
    enrolling.trust(city, mine.path, mine.code)
    kept = Path(safekeeping.backup(county, tmp_path / "backup")["file"])
    elsewhere = tmp_path / "new" / "武陟县.jzdesk"
    elsewhere.parent.mkdir()
    store, _ = Store.restore(elsewhere, kept, who="张三", at=Office.stamp_now())
    with Office(store, "张三") as restored:
        assert keyring.own_key(restored) == ""
        with pytest.raises(RefusedError, match="口令不对"):
            enrolling.unseal(restored, "黄河水浊2018")
        assert enrolling.unseal(restored, "黄河水清2018") == mine.code
        with pytest.raises(RefusedError, match="密钥还在"):
            enrolling.unseal(restored, "黄河水清2018")
        restored.set_today(date(2018, 10, 8))
        assert take(city, upload_of(restored, tmp_path / "new"))["verdict"] == "taken"


def test_without_a_sealed_copy_there_is_nothing_to_unseal(
    real: tuple[Office, Office], tmp_path: Path
) -> None:
    county, _ = real
    with pytest.raises(RefusedError, match="没有封存"):
        enrolling.unseal(county, "黄河水清2018")
    with pytest.raises(RefusedError, match="至少 8 个字"):
        announce(county, tmp_path, "黄河水清")
    assert not keyfile.key_path(county.store.info.path).exists(), "nothing half done"


def test_a_changed_pc_needs_a_new_confirmation_and_the_old_key_ends(
    real: tuple[Office, Office], tmp_path: Path
) -> None:
    county, city = real
    first = announce(county, tmp_path)
    enrolling.trust(city, first.path, first.code)
    upload = upload_of(county, tmp_path)
    old = tmp_path / "old.xlsx"
    shutil.copy(upload, old)
    keyfile.key_path(county.store.info.path).unlink()
    second = enrolling.enrol(county, tmp_path / "新.xlsx")
    assert second.new
    assert second.code != first.code
    again = packing.pack_again(county, Q3, tmp_path / "out")
    told = take(city, again)
    assert (told["verdict"], "换了电脑" in told["message"]) == ("refused", True)
    held = take(city, second.path)
    assert (held["verdict"], "换了电脑" in held["message"]) == ("held", True)
    assert take(city, old, dry_run=True)["verdict"] == "taken", "until it is confirmed the first one counts"
    enrolling.trust(city, second.path, second.code)
    assert "旧密钥" in take(city, old)["message"]
    with Reader() as reader:
        read = arriving.read(old, arriving.editions(city), reader)
    (seen,) = inbox.look(city, [read])
    assert (seen.verdict, seen.key_code) == ("unconfirmed", ""), "an ended key is not to be brought back"
    assert take(city, again)["verdict"] == "taken"


def test_a_file_signed_by_another_county_is_refused_by_name(
    real: tuple[Office, Office], tmp_path: Path
) -> None:
    county, city = real
    mine = announce(county, tmp_path)
    enrolling.trust(city, mine.path, mine.code)
    with opened(tmp_path, "410825") as other:
        theirs = announce(other, tmp_path)
        enrolling.trust(city, theirs.path, theirs.code)
        upload = upload_of(county, tmp_path)
        forged = resigned(city, upload, other, tmp_path / "温县签.xlsx")
    told = take(city, forged)
    assert (told["verdict"], "温县" in told["message"]) == ("refused", True)
    with pytest.raises(RefusedError, match="温县"):
        enrolling.trust(city, forged, theirs.code)


def test_a_self_consistent_forgery_is_nobody_s(real: tuple[Office, Office], tmp_path: Path) -> None:
    county, city = real
    mine = announce(county, tmp_path)
    enrolling.trust(city, mine.path, mine.code)
    upload = upload_of(county, tmp_path)
    path = tmp_path / "伪.xlsx"
    content = content_of(city, upload)
    content["forms"]["emissions"]["cells"]["cod.industry/emitted"]["v"] = "999.00"
    data = encode(content)
    seal = crypto.seal(bytes(32), data)
    upload_file.write_upload(path, Frozen(content, city.catalogue), data, seal)
    told = take(city, path)
    assert (told["verdict"], "不是用武陟县已确认的密钥签的" in told["message"]) == ("refused", True)
    kept = crypto.seal(keyfile.read(county.store.info.path) or b"", encode(content_of(city, upload)))
    upload_file.write_upload(path, Frozen(content, city.catalogue), data, None)
    assert "未签名" in take(city, path)["message"]
    column = envelope.pack(data, kept)  # the county's own signature, of what it did send
    path.write_bytes(paint.workbook(visible(Frozen(content, city.catalogue), data, kept.key), column))
    assert "签名不符" in take(city, path)["message"]


def test_announcements_that_concern_nobody_here_are_refused(
    real: tuple[Office, Office], tmp_path: Path
) -> None:
    county, city = real
    mine = announce(county, tmp_path)
    assert "不用确认" in take(county, mine.path)["message"]
    with opened(tmp_path, "410825") as other:
        theirs = announce(other, tmp_path)
    told = take(county, theirs.path)
    assert (told["verdict"], "没有文件往来" in told["message"]) == ("refused", True)
    with pytest.raises(RefusedError, match="没有文件往来"):
        enrolling.trust(county, theirs.path, theirs.code)
    content = {**content_of(city, mine.path), "key": crypto.public_of(bytes(32))}
    data = encode(content)
    stolen = crypto.seal(keyfile.read(county.store.info.path) or b"", data)
    path = tmp_path / "两把.xlsx"
    path.write_bytes(upload_file.letter_bytes(content, data, "武陟县", stolen))
    assert "不是一个" in take(city, path)["message"]


def test_confirming_twice_or_receiving_again_changes_nothing(
    real: tuple[Office, Office], tmp_path: Path
) -> None:
    county, city = real
    mine = announce(county, tmp_path)
    take(city, mine.path)
    trail = safekeeping.history(city)
    assert take(city, mine.path)["verdict"] == "held"
    assert take(city, mine.path, dry_run=True)["verdict"] == "held"
    assert safekeeping.history(city) == trail
    enrolling.trust(city, mine.path, mine.code)
    trail = safekeeping.history(city)
    enrolling.trust(city, mine.path, mine.code)
    assert take(city, mine.path)["verdict"] == "already"
    assert safekeeping.history(city) == trail
    assert not safekeeping.verify_history(city)


def test_a_damaged_key_file_is_a_sentence_with_a_way_out(real: tuple[Office, Office], tmp_path: Path) -> None:
    county, _ = real
    announce(county, tmp_path)
    for text in (b"", b"JZKEY1\nAAAA\n", b"\xff\xfe", b"JZKEY9\n" + b"A" * 44):
        keyfile.key_path(county.store.info.path).write_bytes(text)
        with pytest.raises(WorldError, match="密钥文件"):
            keyring.own_key(county)
        assert enrolling.keys_of(county).code == "", "what shows the keys says there is none"
    (tmp_path / "again").mkdir()
    assert announce(county, tmp_path / "again").new, "the way out"
    assert keyfile.key_path(county.store.info.path).with_name("410823.jzdesk.key.old").is_file()


def test_a_key_that_cannot_be_reached_is_no_broken_one(real: tuple[Office, Office], tmp_path: Path) -> None:
    county, _ = real
    announce(county, tmp_path)
    key = keyfile.key_path(county.store.info.path)
    key.rename(tmp_path / "kept")
    key.mkdir()  # in the way, as a disk's fault is
    (tmp_path / "again").mkdir()
    with pytest.raises(WorldError):
        announce(county, tmp_path / "again")
    assert key.is_dir()


def test_a_county_takes_its_own_signed_files_back_without_its_key(
    real: tuple[Office, Office], tmp_path: Path
) -> None:
    county, _ = real
    announce(county, tmp_path)
    upload = upload_of(county, tmp_path)
    (tmp_path / "empty").mkdir()
    with opened(tmp_path / "empty", "410823") as fresh:
        assert recovery.take_back(fresh, [upload])["files"][0]["verdict"] == "taken"


def test_the_preview_tells_how_the_signature_stands(real: tuple[Office, Office], tmp_path: Path) -> None:
    county, city = real
    mine = announce(county, tmp_path)
    upload = upload_of(county, tmp_path)
    with Reader() as reader:
        read = arriving.read(upload, arriving.editions(city), reader)
    (seen,) = inbox.look(city, [read])
    assert (seen.verdict, seen.signature) == ("unconfirmed", f"密钥未确认，密钥码 {mine.code}")
    assert seen.new > 0
    enrolling.trust(city, mine.path, mine.code)
    (seen,) = inbox.look(city, [read])
    assert (seen.verdict, seen.signature) == ("can", f"签名属实，密钥码 {mine.code}")
    inbox.receive_all(city, [read], city.today)
    (seen,) = inbox.look(city, [])
    assert (seen.verdict, seen.signature) == ("received", f"签名属实，密钥码 {mine.code}")


def content_of(office: Office, path: Path) -> dict[str, Any]:
    with Reader() as reader:
        packet = arriving.read(path, arriving.editions(office), reader).packet
    assert packet is not None
    return packet["content"]


def resigned(office: Office, path: Path, signer: Office, out: Path) -> Path:
    content = content_of(office, path)
    data = encode(content)
    upload_file.write_upload(out, Frozen(content, office.catalogue), data, keyring.seal(signer, data))
    return out
