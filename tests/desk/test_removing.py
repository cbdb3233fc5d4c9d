"""Rows added by mistake: taken out in the period that brought them, and never once they have left."""

from __future__ import annotations

from pathlib import Path

import pytest

from jzdesk.desk import entering, evidence, lines, removing, signing, stepping
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from tests.desk import walk
from tests.desk.conftest import Q3

Q2, Q4 = Period.parse("2018Q2"), Period.parse("2018Q4")
FORM = "investment"


def add(office: Office, period: Period = Q3) -> str:
    saved, _ = entering.set_values(office, period, ["investment/+projects/name", "乡镇站房改造"])
    return Key.parse(saved[0]).row


@pytest.fixture
def code(county: Office) -> str:
    return add(county)


def has(office: Office, code: str, period: Period = Q3) -> bool:
    return office.sheet(period).row(FORM, code) is not None


def everything(office: Office) -> tuple[object, ...]:
    """Return all the store holds of the quarter that a removal may touch."""
    store = office.store
    return store.own_rows(), dict(store.cells(Q3)), store.lines(Q3), store.explanations(Q3)


def test_it_goes_with_all_that_stands_in_it_and_undo_brings_all_back(county: Office, code: str) -> None:
    before = everything(county)
    done = Key(FORM, code, "done")
    entering.set_values(county, Q3, [f"{FORM}/{code}/year_plan", "9"])
    lines.set_lines(county, Q3, done, [["甲标段", "", "3", ""]])
    entering.write_note(county, Q3, done, "只报甲标段")
    full = everything(county)
    name, changes = removing.remove_row(county, Q3, FORM, code)
    assert name == "乡镇站房改造"
    assert changes.rows
    assert not has(county, code)
    assert not [k for k in county.store.cells(Q3) if k.row == code]
    assert county.store.lines(Q3) == {}
    stepping.undo(county)
    assert everything(county) == full != before
    assert has(county, code)
    stepping.redo(county)
    assert not has(county, code)


def test_its_code_is_used_up(county: Office, code: str) -> None:
    removing.remove_row(county, Q3, FORM, code)
    assert add(county) != code


def test_what_is_not_the_offices_own_is_kept(county: Office) -> None:
    with pytest.raises(RefusedError, match="不是本单位自己增加的行，不能删除"):
        removing.remove_row(county, Q3, FORM, "P016")


def test_a_row_of_an_earlier_period_is_kept(county: Office) -> None:
    code = add(county, Q2)
    with pytest.raises(RefusedError, match="是 2018年第二季度 增加的"):
        removing.remove_row(county, Q3, FORM, code)
    assert has(county, code)


def test_a_row_with_figures_in_another_period_is_kept(county: Office, code: str) -> None:
    entering.set_values(county, Q4, [f"{FORM}/{code}/done", "5"])
    with pytest.raises(RefusedError, match="在 2018年第四季度 也填了数"):
        removing.remove_row(county, Q3, FORM, code)


def test_a_row_with_evidence_is_kept(county: Office, code: str, tmp_path: Path) -> None:
    paper = tmp_path / "验收.pdf"
    paper.write_bytes(b"%PDF-1.4 ")
    evidence.attach(county, Q3, Key(FORM, code, "done"), [paper])
    assert "附有佐证材料" in removing.why_kept(county, Q3, FORM, code)


def test_a_row_that_others_point_to_is_kept(county: Office, code: str) -> None:
    entering.set_values(county, Q3, [f"{FORM}/P016/done", f"已并入:{FORM}/{code}/done"])
    assert "已并入“乡镇站房改造”" in removing.why_kept(county, Q3, FORM, code)


def test_a_locked_period_keeps_its_rows(county: Office, code: str, monkeypatch) -> None:
    monkeypatch.setattr(county, "state", lambda _: "待签章")
    assert "数字已锁定" in removing.why_kept(county, Q3, FORM, code)


def test_a_row_that_was_handed_in_is_kept_and_one_of_the_correction_is_not(
    county: Office, tmp_path: Path
) -> None:
    old = add(county)
    walk.ready(county, Q3)
    walk.hand_in(county, Q3, tmp_path / "out")
    signing.reopen(county, Q3, reason="漏报一项")
    new = add(county)
    assert "已经随上报文件报出" in removing.why_kept(county, Q3, FORM, old)
    removing.remove_row(county, Q3, FORM, new)
    assert has(county, old)
