"""A clerk's workbook through the real child into a practice store, and what the store says afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from jzdesk import cli
from jzdesk.desk import entering, handing_in, safekeeping, stepping, workbooks
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from tests.exchange import conftest, entry_kit, kit
from tests.exchange.entry_kit import COD, FIRMS, NH3N

GOOD = {
    COD: "1.2万吨", NH3N: 9.719999999, FIRMS: 28, "emissions/tp.industry/emitted": "未监测",
    "investment/+projects.3/name": "=管网\n延伸", "investment/+projects.3/planned": 1860,
    "investment/+projects.3/plan_start": "2018年9月", "milestones/M023/status": "推进中",
    "quality/+sections.1/name": "渠首", "quality/+sections.1/numerator": 3, "quality/+sources.1/name": "何营",
}  # fmt: skip
STORED = {
    COD: "12000.00", NH3N: "9.72", FIRMS: "28", "emissions/tp.industry/emitted": None,
    "investment/X410823-001/name": "=管网\n延伸", "investment/X410823-001/planned": "1860.00",
    "investment/X410823-001/plan_start": "2018-09", "milestones/M023/status": "推进中",
    "quality/X410823-002/name": "渠首", "quality/X410823-002/numerator": "3",
    "quality/X410823-003/name": "何营",
}  # fmt: skip


def as_text(values: Mapping[str, Any], data: bytes) -> Callable[[Any], None]:
    """Return a change that stores every text as text, also one that looks like a formula."""
    places = [entry_kit.where(data, k) for k, v in values.items() if isinstance(v, str)]

    def change(opened: Any) -> None:
        for sheet, at in places:
            opened[sheet][at].data_type = "s"

    return change


def put(folder: Path, data: bytes, values: Mapping[str, Any]) -> Path:
    """Return the path of a workbook into which a clerk has put values."""
    path = folder / "填好的.xlsx"
    path.write_bytes(entry_kit.typed(data, values, as_text(values, data)))
    return path


def told(county: Office, keys: Any = ()) -> dict[str, str | None]:
    cells = entering.get(county, kit.Q3, [Key.parse(k) for k in keys])["cells"]
    return {c["key"]: c["value"] for c in cells}


def test_values_of_every_kind_arrive_as_one_step(county: Office, form: bytes, tmp_path: Path) -> None:
    steps = len(county.store.history())
    result = workbooks.fill(county, put(tmp_path, form, GOOD), period=None, dry_run=False)
    assert (result["written"], result["refused"], len(result["changes"])) == (True, [], len(GOOD))
    assert [(r["key"], r["found"], r["new"]) for r in result["rounded"]] == [(NH3N, "9.719999999", "9.72")]
    assert told(county, STORED) == STORED
    assert (
        entering.get(county, kit.Q3, [Key.parse("emissions/tp.industry/emitted")])["cells"][0]["blank"]
        == "未监测"
    )
    assert {r.action for r in county.store.history()[steps:]} == {"fill"}
    stepping.undo(county)
    assert set(told(county, [COD, NH3N, FIRMS]).values()) == {None}
    with pytest.raises(RefusedError):
        stepping.undo(county)


def test_a_dry_run_tells_the_same_and_writes_nothing(county: Office, form: bytes, tmp_path: Path) -> None:
    path = put(tmp_path, form, GOOD)
    before = safekeeping.history(county), told(county), county.state(kit.Q3)
    dry = workbooks.fill(county, path, period=kit.Q3, dry_run=True)
    assert (safekeeping.history(county), told(county), county.state(kit.Q3)) == before
    assert not dry["written"]
    assert {**dry, "written": True} == workbooks.fill(county, path, period=kit.Q3, dry_run=False)


def test_one_refused_cell_refuses_all(county: Office, form: bytes, tmp_path: Path) -> None:
    before = safekeeping.history(county), told(county)
    path = put(tmp_path, form, {**GOOD, FIRMS: 27.5, "milestones/M024/status": "快了"})
    result = workbooks.fill(county, path, period=None, dry_run=False)
    assert not result["written"]
    assert len(result["refused"]) == 1
    assert len(result["rounded"]) == 2  # 27.5 enterprises are rounded as any stored number is
    assert (safekeeping.history(county), told(county)) == before
    sentence = workbooks.refusal(path, result)
    assert "快了" in sentence.findings[0]


def test_a_workbook_filled_in_twice_changes_nothing_the_second_time(
    county: Office, form: bytes, tmp_path: Path
) -> None:
    values = {COD: 13, NH3N: "未监测"}
    workbooks.fill(county, put(tmp_path, form, values), period=None, dry_run=False)
    steps = safekeeping.history(county)
    again = workbooks.fill(county, put(tmp_path, form, values), period=None, dry_run=False)
    assert (again["written"], again["changes"], again["refused"]) == (False, [], [])
    assert safekeeping.history(county) == steps


def test_a_figure_changed_in_the_store_since_is_refused_and_a_deleted_one_is_kept(
    county: Office, form: bytes, tmp_path: Path
) -> None:
    entering.set_values(county, kit.Q3, [COD, "99", FIRMS, "28"])
    path = workbooks.write_form(county, kit.Q3, None, blank=False, out=tmp_path / "新.xlsx")
    entering.set_values(county, kit.Q3, [COD, "100"])
    filled = put(tmp_path, path.read_bytes(), {COD: 13, FIRMS: None})
    result = workbooks.fill(county, filled, period=None, dry_run=False)
    assert [(r["cell"], r["found"]) for r in result["refused"]] == [("主要污染物排放情况!F9", "13")]
    assert "100.00" in result["refused"][0]["why"]
    assert [(d["key"], d["kept"]) for d in result["deleted"]] == [(FIRMS, "28")]
    assert told(county, [COD, FIRMS]) == {COD: "100.00", FIRMS: "28"}


@pytest.mark.parametrize(
    ("period", "why"), [(Period.parse("2018Q2"), "第三季度"), (Period.parse("2018"), "第三季度")]
)
def test_another_period_is_refused(
    county: Office, form: bytes, tmp_path: Path, period: Period, why: str
) -> None:
    with pytest.raises(RefusedError, match=why):
        workbooks.fill(county, put(tmp_path, form, {COD: 13}), period=period, dry_run=False)


def test_a_practice_workbook_stays_out_of_a_real_store(form: bytes, tmp_path: Path) -> None:
    with conftest.office(tmp_path, practice=False) as real, pytest.raises(RefusedError, match="练习工作簿"):
        workbooks.fill(real, put(tmp_path, form, {COD: 13}), period=None, dry_run=False)


def test_another_office_s_workbook_is_refused(form: bytes, tmp_path: Path) -> None:
    with (
        safekeeping.init(tmp_path / "温县.jzdesk", unit="410825", office=None, practice=True) as other,
        pytest.raises(RefusedError, match="武陟县"),
    ):
        workbooks.fill(other, put(tmp_path, form, {COD: 13}), period=None, dry_run=False)


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (kit.upload_bytes, "发给别的单位"),
        (lambda: kit.crafted("<row><c><v>1</v></c></row>"), "没有标记"),
        (lambda: b"text", "打不开"),
        (lambda: b"", "空的"),
    ],
)
def test_another_file_is_refused_by_name(
    county: Office, tmp_path: Path, make: Callable[[], bytes], why: str
) -> None:
    path = tmp_path / "三季度.xlsx"
    path.write_bytes(make())
    with pytest.raises(RefusedError, match=why) as refused:
        workbooks.fill(county, path, period=None, dry_run=False)
    assert refused.value.sentence.count("三季度.xlsx") == 1


def test_locked_figures_take_no_workbook(county: Office, form: bytes, tmp_path: Path) -> None:
    path = put(tmp_path, form, {COD: 13})
    entering.set_values(county, kit.Q3, [COD, "12"])
    handing_in.review(county, kit.Q3, "李四")
    with county.store.operation("test", kit.Q3, how="typed", why="", at=county.stamp, step=False) as op:
        op.state("待签章", {}, kit.catalogue().edition)
    county.forget()
    for dry_run in (True, False):
        result: dict[str, Any] = {}
        with pytest.raises(RefusedError, match="送签"):
            result = workbooks.fill(
                county, put(tmp_path, path.read_bytes(), {FIRMS: 5}), period=None, dry_run=dry_run
            )
        assert result == {}


@pytest.mark.parametrize(
    ("values", "code"),
    [(GOOD, 0), ({COD: "很多"}, 1), ({COD: True}, 1), ({}, 0)],
    ids=["good", "text", "bool", "none"],
)
def test_the_command_line_exits_the_same_with_and_without_dry_run(
    county: Office, form: bytes, tmp_path: Path, values: dict[str, Any], code: int
) -> None:
    path = put(tmp_path, form, values)
    county.close()
    words = ["--store", str(tmp_path / "武陟县.jzdesk"), "--as", "张三", "fill", str(path), "--json"]
    assert cli.main([*words, "--dry-run"]) == code
    assert cli.main(words) == code


def test_a_demonstration_s_worth_of_figures_is_taken_exactly(
    county: Office, form: bytes, tmp_path: Path
) -> None:
    sheet = county.sheet(kit.Q3)
    wanted = {
        str(key): str(Decimal(n).scaleb(-kit.places_of(row, column)))
        for n, (key, row, column) in enumerate(kit.places(sheet), 123456)
        if column.kind == "number"
    }
    result = workbooks.fill(
        county, put(tmp_path, form, {k: Decimal(v) for k, v in wanted.items()}), period=None, dry_run=False
    )
    assert (result["refused"], result["rounded"]) == ([], [])
    assert told(county, wanted) == wanted
