from __future__ import annotations

import io
import itertools
import shutil
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from jzdesk.desk import (
    acceptance,
    arriving,
    coverage,
    entering,
    handing_in,
    receiving,
    safekeeping,
    signing,
    summing,
)
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError
from jzdesk.exchange import envelope, paint
from jzdesk.exchange import upload as upload_file
from jzdesk.models.entry import Key
from jzdesk.models.snapshot import Frozen, encode
from jzdesk.worker.reader import Reader
from tests import uploads
from tests.desk.conftest import Q3
from tests.desk.walk import hand_in, ready, without_paper
from tests.exchange import kit

COD = "emissions/cod.industry/emitted"


pytestmark = pytest.mark.usefixtures("no_paper")


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a store of 武陟县 whose third quarter is handed in, and the upload file."""
    folder = tmp_path_factory.mktemp("county")
    store = folder / "武陟县.jzdesk"
    with (
        without_paper(),
        safekeeping.init(store, unit="410823", office=None, practice=True, who="张三") as office,
    ):
        office.set_today(date(2018, 10, 8))
        ready(office, Q3)
        hand_in(office, Q3, folder)
    return folder


@pytest.fixture
def county(handed_in: Path, tmp_path: Path) -> Iterator[Office]:
    """武陟县 with its third quarter handed in."""
    shutil.copytree(handed_in, tmp_path, dirs_exist_ok=True)
    with Office.open(tmp_path / "武陟县.jzdesk", write=True, who="张三") as office:
        office.set_today(date(2018, 10, 8))
        yield office


@pytest.fixture
def upload(county: Office, tmp_path: Path) -> Path:
    """The upload file of 武陟县's third quarter."""
    (file,) = tmp_path.glob("*.xlsx")
    return file


def _receive(office: Office, *paths: Path, dry_run: bool = False) -> list[dict[str, object]]:
    return receiving.receive(office, paths, dry_run=dry_run)["files"]


def test_a_county_s_file_is_taken_accepted_and_its_receipt_closes_the_loop(
    county: Office, city: Office, upload: Path, tmp_path: Path
) -> None:
    taken = _receive(city, upload)[0]
    assert (taken["verdict"], taken["revision"], taken["unit"]) == ("taken", 1, "410823")
    assert coverage.coverage(city, Q3)["received"] == 1
    assert coverage.coverage(city, Q3)["accepted"] == 0
    _, receipt = acceptance.accept(city, "410823", Q3, revision=None, out=tmp_path / "回执.xlsx")
    covered = coverage.coverage(city, Q3)
    assert (covered["accepted"], covered["of"]) == (1, 11)
    back = _receive(county, receipt)[0]
    assert back["verdict"] == "taken"
    assert county.state(Q3) == "已验收"
    assert _receive(county, receipt)[0]["verdict"] == "already"


def test_a_dry_run_changes_nothing_and_tells_the_same(city: Office, upload: Path) -> None:
    before = safekeeping.history(city)
    dry = _receive(city, upload, dry_run=True)[0]
    assert safekeeping.history(city) == before
    real = _receive(city, upload)[0]
    assert {k: v for k, v in dry.items() if k != "message"} == {
        k: v for k, v in real.items() if k != "message"
    }
    assert {"key": COD, "before": None, "after": "12.00"} in real["totals"]


def test_a_file_received_twice_changes_nothing(city: Office, upload: Path) -> None:
    _receive(city, upload)
    before = safekeeping.history(city)
    again = _receive(city, upload)[0]
    assert (again["verdict"], again["message"]) == ("already", "已经接收过，没有变化。")
    assert safekeeping.history(city) == before


def test_a_correction_replaces_the_first_in_totals_once_it_is_accepted(
    county: Office, city: Office, upload: Path, tmp_path: Path
) -> None:
    _receive(city, upload)
    acceptance.accept(city, "410823", Q3, revision=None, out=tmp_path / "1.xlsx")
    signing.reopen(county, Q3, reason="录错")
    entering.set_values(county, Q3, [COD, "15"])
    handing_in.review(county, Q3, "李四")
    second = hand_in(county, Q3, tmp_path).files[0]
    taken = _receive(city, second)[0]
    assert (taken["changed"], taken["revision"]) != (0, 1)
    assert {"key": COD, "before": "12.00", "after": "15.00"} in taken["totals"]
    assert [s.revision for s in coverage.counted(city, Q3)] == [1]
    acceptance.accept(city, "410823", Q3, revision=None, out=tmp_path / "2.xlsx")
    assert [s.revision for s in coverage.counted(city, Q3)] == [2]


def test_real_and_practice_refuse_each_other(upload: Path, tmp_path: Path) -> None:
    with safekeeping.init(tmp_path / "real.jzdesk", unit="410800", office=None, practice=False) as real:
        refused = _receive(real, upload)[0]
    assert refused["verdict"] == "refused"
    assert "练习" in str(refused["message"])


def test_files_that_do_not_belong_here_are_refused_each_alone(
    county: Office, city: Office, upload: Path, tmp_path: Path
) -> None:
    text = tmp_path / "说明.xlsx"
    text.write_text("not a workbook", "utf-8")
    found = _receive(city, text, tmp_path / "没有.xlsx", upload)
    assert [f["verdict"] for f in found] == ["refused", "refused", "taken"]
    assert _receive(county, upload)[0]["verdict"] == "refused"


def test_a_county_s_verbs_and_the_city_s_are_kept_apart(county: Office, city: Office, tmp_path: Path) -> None:
    with pytest.raises(RefusedError):
        coverage.coverage(county, Q3)
    with pytest.raises(RefusedError):
        acceptance.accept(city, "410823", Q3, revision=None, out=tmp_path / "x.xlsx")


def test_verify_tells_what_a_file_is(city: Office, upload: Path) -> None:
    told = arriving.verify(upload, city)
    assert (told["kind"], told["unit"], told["period"], told["revision"]) == (
        "上报文件",
        "410823",
        "2018Q3",
        1,
    )
    assert (told["whole"], told["signature"], told["altered"], told["practice"]) == (True, "none", [], True)


def test_a_signature_nobody_can_check_is_refused(city: Office, upload: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(upload.read_bytes()))
    for row in (4, 5):
        book["_jzdesk"].cell(row, 1).value = "QUJD"
    forged = tmp_path / "伪.xlsx"
    book.save(forged)
    refused = _receive(city, forged)[0]
    assert (refused["verdict"], "签名不符" in str(refused["message"])) == ("refused", True)


def test_a_receipt_is_written_again_but_never_over_another_file(
    city: Office, upload: Path, tmp_path: Path
) -> None:
    _receive(city, upload)
    out = tmp_path / "回执.xlsx"
    acceptance.accept(city, "410823", Q3, revision=None, out=out)
    first = out.read_bytes()
    acceptance.accept(city, "410823", Q3, revision=None, out=out)
    assert out.read_bytes() == first
    out.write_bytes(b"else")
    with pytest.raises(RefusedError):
        acceptance.accept(city, "410823", Q3, revision=None, out=out)
    assert out.read_bytes() == b"else"


def _forged(city: Office, upload: Path, **members: object) -> Path:
    """Return a file that is whole in itself but whose content says something else."""
    with Reader() as reader:
        packet = reader.read_upload(upload, arriving.editions(city))
    content = {**packet["content"], **members}
    path = upload.with_name("另一份.xlsx")
    upload_file.write_upload(path, Frozen(content, city.catalogue), encode(content))
    return path


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ({"program": "9.0.0"}, "请先更新本机程序"),
        ({"practice": False}, "正式"),
    ],
)
def test_what_this_store_cannot_take_is_refused_with_its_own_sentence(
    city: Office, upload: Path, members: dict[str, object], said: str
) -> None:
    refused = _receive(city, _forged(city, upload, **members))[0]
    assert refused["verdict"] == "refused"
    assert said in str(refused["message"])
    assert city.store.submissions() == ()


def test_a_cell_changed_by_hand_is_named_with_both_values(city: Office, upload: Path) -> None:
    book = openpyxl.load_workbook(upload)
    cells = (c for s in book.worksheets if s.title[0] != "_" for row in s.iter_rows() for c in row)
    place = next(c for c in cells if c.value == 12)
    sheet = place.parent
    place.value = 13
    book.save(upload)
    message = str(_receive(city, upload)[0]["message"])
    assert sheet.title in message
    assert place.coordinate in message
    assert "13" in message
    assert "12" in message


def test_a_receipt_is_no_upload_file(city: Office, upload: Path, tmp_path: Path) -> None:
    _receive(city, upload)
    _, receipt = acceptance.accept(city, "410823", Q3, revision=None, out=tmp_path / "回执.xlsx")
    refused = _receive(city, receipt)[0]
    assert (refused["verdict"], "回执" in str(refused["message"])) == ("refused", True)


def test_uploads_that_are_doubled_swapped_or_late_end_in_the_same_state(
    city: Office, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Three revisions in every order, each perhaps twice; what counts is decided afterwards, once."""
    first = uploads.content_of(tmp_path_factory.mktemp("county"), "410823", "12")
    second = uploads.revised(first, "录错", {COD: {"v": "13.00"}})
    third = uploads.revised(second, "又录错", {COD: {"v": "14.00"}})
    files = [uploads.written(tmp_path, one, city.catalogue) for one in (first, second, third)]
    with Reader() as reader:
        reads = [arriving.read(path, arriving.editions(city), reader) for path in files]
    base = city.store.info.path
    city.close()
    ends = {
        _delivered(base, tmp_path / f"{n}.jzdesk", [*order, order[n % 3]])
        for n, order in enumerate(itertools.permutations(reads))
    }
    ((state, revision, versions, total),) = ends
    assert (state, revision, total) == ("已验收", 3, "14.00")
    assert versions == ((1, "received"), (2, "received"), (3, "accepted"))


def _delivered(base: Path, copy: Path, order: Sequence[arriving.Read]) -> tuple[object, ...]:
    shutil.copy(base, copy)
    with Office.open(copy, write=True, who="市局") as office:
        office.set_today(date(2018, 10, 9))
        for one in order:
            verdict = receiving.take(office, one, dry_run=False, day=office.today)["verdict"]
            assert verdict in {"taken", "already"}
        acceptance.accept(office, "410823", Q3, revision=None, out=copy.with_suffix(".xlsx"))
        covered = next(u for u in coverage.coverage(office, Q3)["units"] if u["unit"] == "410823")
        versions = sorted((s.revision, s.state) for s in office.store.submissions("410823", Q3))
        total = summing.summed(office, Q3).totals[Key.parse(COD)]
        return covered["state"], covered["revision"], tuple(versions), total


@pytest.mark.parametrize(
    "odd",
    [
        {"unit": "999999"}, {"unit": "410800"}, {"unit": "月球"}, {"period": "2030Q1"}, {"period": "2013"},
        {"period": "2018H1"}, {"revision": 10**30},
    ],
    ids=str,
)  # fmt: skip
def test_a_content_that_fits_no_store_is_refused_while_the_rest_is_still_looked_at(
    city: Office, upload: Path, tmp_path: Path, odd: dict[str, object]
) -> None:
    """It is whole, in a machine sheet of our form: what it would change is foreseen before the refusal."""
    with Reader() as reader:
        packet = arriving.read(upload, arriving.editions(city), reader).packet
    assert packet is not None
    lines = envelope.pack(encode({**packet["content"], **odd}))
    other = tmp_path / "别的.xlsx"
    other.write_bytes(paint.workbook(kit.sheets_of(kit.correction()), lines))
    before = city.store.audit_head()
    (told,) = _receive(city, other)
    assert (told["verdict"], city.store.audit_head()) == ("refused", before), told["message"]
