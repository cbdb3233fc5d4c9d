"""A lost store is brought back from its own upload files."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jzdesk.desk import (
    acceptance,
    entering,
    handing_in,
    receiving,
    recovery,
    reporting,
    restoring,
    safekeeping,
    signing,
)
from jzdesk.desk.office import Office
from jzdesk.desk.sample import Sample
from jzdesk.errors import RefusedError, WorldError
from jzdesk.models import snapshot
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from tests.desk.conftest import Q3
from tests.desk.walk import (
    cell,
    explain_all,
    fill,
    freeze,
    hand_in,
    nil_where_empty,
    ready,
    without_paper,
)  # fmt: skip

UNIT = "410823"
LATER = date(2018, 11, 20)
COD = "emissions/cod.industry/emitted"
OWED = "emissions/tp.industry/emitted"
Q1, Q2, Q4 = (Period.parse(f"2018Q{n}") for n in (1, 2, 4))


def new_store(folder: Path, name: str = "新.jzdesk", **other: Any) -> Office:
    told: dict[str, Any] = {"unit": UNIT, "office": None, "practice": True, "who": "张三"} | other
    office = safekeeping.init(folder / name, **told)
    office.set_today(LATER)
    return office


def take_back(office: Office, *files: Path, dry_run: bool = False) -> list[dict[str, Any]]:
    return recovery.take_back(office, files, dry_run=dry_run)["files"]


def verdicts(office: Office, *files: Path) -> list[str]:
    return [f["verdict"] for f in take_back(office, *files)]


@pytest.fixture(scope="module", autouse=True)
def _no_paper() -> Iterator[None]:
    """Leave out the prints that go with the files: nothing here is about them."""
    with without_paper():
        yield


@pytest.fixture(scope="module")
def lost(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Office, list[Path]]]:
    """The sample county with three quarters handed in, one corrected and one with a 补报; and its files."""
    folder = tmp_path_factory.mktemp("lost")
    sample = Sample.load()
    with new_store(folder, "旧.jzdesk") as office:
        forms = [form.id for form in office.catalogue.forms]
        for name, typed in sample.periods.items():
            # In the order of the workbook's sheets, by which the sample counts the codes of new rows.
            pairs = sorted(typed.items(), key=lambda pair: forms.index(pair[0].partition("/")[0]))
            entering.set_values(office, Period.parse(name), [word for pair in pairs for word in pair])
        made = [_hand_in(office, sample, period, folder) for period in (Q1, Q2)]
        signing.reopen(office, Q2, reason="录错")
        entering.set_values(office, Q2, [COD, "318.90"], note="核对过台账")
        made.append(_hand_in(office, sample, Q2, folder))
        entering.set_values(office, Q3, [OWED, "暂缺:县水务局,2018-11-30"])
        made.append(_hand_in(office, sample, Q3, folder))
        entering.set_values(office, Q3, [OWED, "1.96"])
        made.append(_hand_in(office, sample, Q3, folder))
        yield office, made


def _hand_in(office: Office, sample: Sample, period: Period, folder: Path) -> Path:
    fill(office, period)
    if office.state(period) == "填报中":
        _vary(office, period)
    if not handing_in.supplement_due(office, period):
        nil_where_empty(office, period)
        explain_all(office, period)
    handing_in.review(office, period, sample.reviewer)
    return hand_in(office, period, folder).files[0]


def _vary(office: Office, period: Period) -> None:
    """Change standing facts here and there, and write notes, as is done in a quarter's course."""
    chance = random.Random(str(period))
    sheet = office.sheet(period)
    cells = [
        (k, c)
        for k, row, c in entering.all_cells(sheet)
        if not (c.derived or row.derived or sheet.locked(row, c))
    ]
    facts = [
        str(k)
        for k, c in cells
        if c.standing and c.kind == "text" and sheet.cell(k, sheet.place(k)[1], c).value
    ]
    for key in chance.sample(facts, 3):
        entering.set_values(office, period, [key, f"{period}改为{chance.randrange(100)}号"])
    for key, _ in chance.sample(cells, 5):
        entering.write_note(office, period, key, f"台账第{chance.randrange(1, 90)}页\n另有说明")


def contents(office: Office) -> dict[Period, dict[str, Any]]:
    """Return what a freeze would hold of every period reported."""
    return {p: handing_in.content_now(office, p)[0] for p in (Q1, Q2, Q3)}


def held(path: Path, office: Office) -> dict[str, Any]:
    """Return the content of an upload file, by the snapshot it was made from."""
    found = next(s for s in office.store.submissions() if s.code.endswith(path.stem[-4:]))
    return json.loads(office.store.submission_content(found.id))


def entered(office: Office) -> dict[Period, Any]:
    """Return everything entered in a store, by period."""
    store = office.store
    return {p: (dict(store.cells(p)), store.nil_forms(p), store.explanations(p)) for p in store.periods()}


@pytest.mark.parametrize("seed", range(2))
def test_every_quarter_is_as_it_was_handed_in_whatever_the_order_of_the_files(
    lost: tuple[Office, list[Path]], tmp_path: Path, seed: int
) -> None:
    old, files = lost
    mixed = random.Random(seed).sample(files, len(files))
    with new_store(tmp_path) as new:
        for path in mixed:  # one call for each: later ones know nothing of those still to come
            assert verdicts(new, path) == ["taken"]
        before, after = contents(old), contents(new)
        for period, content in after.items():
            assert snapshot.compare(before[period], content) == []
            assert content["forms"] == before[period]["forms"]
            assert snapshot.form_codes(content) == snapshot.form_codes(before[period])
            for told in ("findings", "counts", "revision", "predecessor", "backfill"):
                assert content[told] == before[period][told], (period, told)
            assert new.state(period) == "已送出"
        newest = held(files[-1], new)
        assert snapshot.form_codes(after[Q3]) == snapshot.form_codes(newest)
        assert new.store.own_rows() == old.store.own_rows()
        assert new.store.explanations(Q3) == old.store.explanations(Q3) != ()
        assert safekeeping.verify_history(new) == []
        assert verdicts(new, *files) == ["already"] * len(files)


def test_taken_in_one_go_the_store_holds_exactly_what_was_entered(
    lost: tuple[Office, list[Path]], tmp_path: Path
) -> None:
    old, files = lost
    with new_store(tmp_path) as new:
        told = take_back(new, *reversed(files))
        assert [(f["file"], f["verdict"]) for f in told] == [(str(f), "taken") for f in reversed(files)]
        handed_in = [s.code for s in old.store.submissions() if s.state == "submitted"]
        assert [s.code for s in new.store.submissions()] == handed_in  # the oldest first
        before, after = entered(old), entered(new)
        assert after.keys() == before.keys()
        for period, (cells, *others) in after.items():
            assert others == list(before[period][1:])
            was, now = old.sheet(period), new.sheet(period)
            for key in {k for k, _ in cells.items() ^ before[period][0].items()}:
                # Said again as it stood: only the sheet tells, not who said it.
                _, row, column = now.place(key)
                assert column.standing, key
                assert now.cell(key, row, column) == was.cell(key, row, column)


def test_a_dry_run_tells_the_same_and_writes_nothing(lost: tuple[Office, list[Path]], tmp_path: Path) -> None:
    _, files = lost
    with new_store(tmp_path) as new:
        before = safekeeping.history(new)
        (dry,) = take_back(new, files[0], dry_run=True)
        assert safekeeping.history(new) == before
        (real,) = take_back(new, files[0])
        assert (
            dry.pop("message")
            == "可以取回2018年第一季度第1次报送。历史补录：2017年第三季度、2017年第四季度、2017年。"
        )
        assert real.pop("message").startswith("已取回2018年第一季度第1次报送。")
        assert dry == real
        assert dry["new"] == len(dry["changes"]) > 100


def test_work_goes_on_where_it_stopped(lost: tuple[Office, list[Path]], tmp_path: Path) -> None:
    old, files = lost
    with new_store(tmp_path) as new:
        assert verdicts(new, *files) == ["taken"] * len(files)
        assert entering.get(new, Q3, [Key.parse(COD)])["revision"] == 2
        with pytest.raises(RefusedError, match="取回上报文件"):
            new.store.undo(at=new.stamp)
        pdf = reporting.report(new, Q3, kind="full", out=tmp_path / "新.pdf")
        assert (
            pdf.read_bytes() == reporting.report(old, Q3, kind="full", out=tmp_path / "旧.pdf").read_bytes()
        )
        highest = max(row.code for row in old.store.own_rows() if row.code.startswith("X"))
        (name, _), _ = entering.set_values(
            new, Q4, ["investment/+projects/name", "新上工程", "investment/+projects/done", "7.00"]
        )
        assert name.split("/")[1] == f"{highest[:-3]}{int(highest[-3:]) + 1:03d}"
        entering.set_values(new, Q4, [COD, "300"])
        entering.set_values(old, Q4, [COD, "300"])
        asked = [Key.parse(COD)]
        assert entering.get(new, Q4, asked)["cells"] == entering.get(old, Q4, asked)["cells"]
        assert signing.reopen(new, Q2, reason="再更正") == 3


def test_the_city_s_receipt_for_a_lost_file_finds_its_quarter(
    lost: tuple[Office, list[Path]], city: Office, tmp_path: Path
) -> None:
    _, files = lost
    city.set_today(LATER)
    receiving.receive(city, [files[0]])
    _, receipt = acceptance.accept(city, UNIT, Q1, revision=None, out=tmp_path / "回执.xlsx")
    with new_store(tmp_path) as new:
        take_back(new, files[0])
        assert receiving.receive(new, [receipt])["files"][0]["verdict"] == "taken"
        assert new.state(Q1) == "已验收"


def test_an_older_version_arriving_late_is_kept_and_changes_no_figure(
    lost: tuple[Office, list[Path]], tmp_path: Path
) -> None:
    _, (_, first, second, *_) = lost
    with new_store(tmp_path) as new:
        take_back(new, second)
        before = entered(new)
        (late,) = take_back(new, first)
        assert (late["verdict"], late["changes"]) == ("taken", [])
        assert late["message"] == "2018年第二季度第1次报送是较早的版次，存为历史版本，不改动现有数据。"
        assert entered(new) == before
        assert [s.revision for s in new.store.submissions(UNIT, Q2)] == [2, 1]
        assert entering.get(new, Q2)["revision"] == 2


def test_what_was_entered_since_is_never_overwritten(lost: tuple[Office, list[Path]], tmp_path: Path) -> None:
    _, (_, _, _, third, supplement) = lost
    with new_store(tmp_path) as new:
        take_back(new, third)
        entering.set_values(new, Q3, [OWED, "2.05"])
        before = entered(new), safekeeping.history(new)
        (refused,) = take_back(new, supplement)
        assert refused["verdict"] == "refused"
        assert "2018年第三季度已有别的数据" in refused["message"]
        assert (entered(new), safekeeping.history(new)) == before
    with new_store(tmp_path, "丙.jzdesk") as new:
        entering.set_values(new, Q3, [COD, "1.00"])
        assert verdicts(new, third, supplement) == ["refused", "refused"]
        assert cell(new, Q3, COD) == "1.00"
        entering.set_values(new, Q3, [COD, ""])
        assert verdicts(new, third, supplement) == ["taken", "taken"]


def test_a_correction_begun_here_is_not_undone_by_a_file(
    lost: tuple[Office, list[Path]], tmp_path: Path
) -> None:
    _, (_, first, second, *_) = lost
    with new_store(tmp_path) as new:
        take_back(new, first)
        signing.reopen(new, Q2, reason="录错")
        assert verdicts(new, second) == ["refused"]
        assert new.state(Q2) == "更正中"


def test_the_same_figure_entered_meanwhile_does_no_harm(
    lost: tuple[Office, list[Path]], tmp_path: Path
) -> None:
    _, (*_, third, supplement) = lost
    with new_store(tmp_path) as new:
        take_back(new, third)
        entering.set_values(new, Q3, [OWED, "1.96"])
        assert verdicts(new, supplement) == ["taken"]
        assert entering.get(new, Q3)["revision"] == 2


def brought_back(kept: Path, county: Office) -> Office:
    """Return a copy as a store at work, beside the one it was made of."""
    office = restoring.restore(kept.with_name("取回.jzdesk"), kept).office
    office.set_today(county.today)
    return office


def test_a_draft_like_the_file_stays_a_draft_but_its_revision_is_used(county: Office, tmp_path: Path) -> None:
    ready(county, Q3)
    kept = county.store.backup(tmp_path, at=county.stamp).file
    upload = hand_in(county, Q3, tmp_path).files[0]
    with brought_back(kept, county) as again:
        assert handing_in.next_revision(again, Q3) == 1
        before = entered(again)
        assert verdicts(again, upload) == ["already"]
        assert (entered(again), again.state(Q3)) == (before, "已复核")
        assert handing_in.next_revision(again, Q3) == 2
        assert verdicts(again, upload) == ["already"]


def test_a_frozen_quarter_whose_file_left_is_handed_in(county: Office, tmp_path: Path) -> None:
    ready(county, Q3)
    freeze(county, Q3, tmp_path)
    kept = county.store.backup(tmp_path, at=county.stamp).file
    upload = signing.submit(county, Q3, signed_on=county.today, out=tmp_path).files[0]
    with brought_back(kept, county) as again:
        assert verdicts(again, upload) == ["taken"]
        assert (again.state(Q3), entering.get(again, Q3)["revision"]) == ("已送出", 1)
        assert [s.state for s in again.store.submissions(UNIT, Q3)] == ["submitted"]
        assert safekeeping.verify_history(again) == []


def test_a_form_without_anything_to_report_comes_back_so(county: Office, tmp_path: Path) -> None:
    ready(county, Q3)
    upload = hand_in(county, Q3, tmp_path).files[0]
    with new_store(tmp_path) as new:
        take_back(new, upload)
        assert new.store.nil_forms(Q3) == county.store.nil_forms(Q3) != frozenset()
        assert entered(new) == entered(county)


def test_another_file_of_the_same_revision_is_refused(county: Office, tmp_path: Path) -> None:
    ready(county, Q3)
    first = hand_in(county, Q3, tmp_path / "一").files[0]
    with new_store(tmp_path) as other:
        ready(other, Q3, "13")
        second = hand_in(other, Q3, tmp_path / "二").files[0]
    with new_store(tmp_path, "空.jzdesk") as new:
        told = take_back(new, first, second)
        assert [f["verdict"] for f in told] == ["taken", "refused"]
        assert "第1次报送内容不同" in told[1]["message"]


def test_a_code_given_to_another_row_since_is_not_given_twice(county: Office, tmp_path: Path) -> None:
    new_row = ["investment/+projects/name", "污水管网延伸工程"]
    entering.set_values(county, Q3, new_row)
    ready(county, Q3)
    upload = hand_in(county, Q3, tmp_path).files[0]
    with new_store(tmp_path) as new:
        entering.set_values(new, Q4, ["investment/+projects/name", "别的工程"])
        (refused,) = take_back(new, upload)
        assert refused["message"].startswith("《重点工程投资完成情况》的编号 X410823-001 在本机已用于另一行")
        assert new.store.cells(Q3) == {}
    with new_store(tmp_path, "同.jzdesk") as new:
        entering.set_values(new, Q4, new_row)
        assert verdicts(new, upload) == ["taken"]
        assert [str(row.since) for row in new.store.own_rows()] == ["2018Q3"]


def test_files_that_are_none_of_this_county_s_are_refused(
    county: Office, city: Office, lost: tuple[Office, list[Path]], tmp_path: Path
) -> None:
    upload = lost[1][0]
    with pytest.raises(RefusedError, match="取回本单位"):
        take_back(city, upload)
    text = tmp_path / "说明.xlsx"
    text.write_text("not a workbook", "utf-8")
    city.set_today(LATER)
    receiving.receive(city, [upload])
    _, receipt = acceptance.accept(city, UNIT, Q1, revision=None, out=tmp_path / "回执.xlsx")
    assert verdicts(county, text, tmp_path / "没有.xlsx", receipt) == ["refused"] * 3
    with new_store(tmp_path, "温县.jzdesk", unit="410825") as neighbour:
        assert take_back(neighbour, upload)[0]["message"].endswith(
            "是武陟县的上报文件，本单位是温县，不能取回。"
        )
    with new_store(tmp_path, "正式.jzdesk", practice=False) as real:
        assert "练习" in take_back(real, upload)[0]["message"]


def test_the_surroundings_failing_is_no_verdict_on_a_file(
    county: Office, lost: tuple[Office, list[Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise WorldError("磁盘已满。")

    monkeypatch.setattr(recovery, "admit", full)
    with pytest.raises(WorldError):
        take_back(county, lost[1][0])


def test_earlier_years_come_from_the_newest_file_unless_entered_here(county: Office, tmp_path: Path) -> None:
    past, gone, key = Period.parse("2017Q4"), Period.parse("2017Q3"), COD
    entering.set_values(county, past, [key, "40.00"])
    entering.set_values(county, gone, [key, "39.00"])
    ready(county, Q1)
    first = hand_in(county, Q1, tmp_path).files[0]
    entering.set_values(county, past, [key, "41.00"])
    entering.set_values(county, gone, [key, ""])
    county.set_today(date(2018, 10, 9))
    ready(county, Q2)
    second = hand_in(county, Q2, tmp_path).files[0]
    for order in ([first, second], [second, first]):
        with new_store(tmp_path, f"{order[0].stem}.jzdesk") as new:
            for path in order:
                take_back(new, path)
            assert (cell(new, past, key), new.state(past)) == ("41.00", "填报中")
            assert new.store.cells(gone) == {}
    with new_store(tmp_path) as new:
        (told,) = take_back(new, first)
        assert {"period": "2017Q4", "key": key, "old": None, "new": "40.00"} in told["changes"]
        entering.set_values(new, past, [key, "42.00"])
        assert verdicts(new, second) == ["taken"]
        assert cell(new, past, key) == "42.00"
