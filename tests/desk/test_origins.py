"""Where figures come from: kept from a period on, written at any time, and in no file that leaves."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from jzdesk.desk import entering, origins, stepping, trail
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError
from jzdesk.models import workflow
from jzdesk.models.entry import Key, Origin
from jzdesk.models.period import Period
from tests.desk import walk
from tests.desk.conftest import Q3

COD = Key.parse("emissions/cod.industry/emitted")
SO2 = Key.parse("emissions/so2.industry/emitted")
Q2, Q4 = Period.parse("2018Q2"), Period.parse("2018Q4")


def test_it_holds_until_something_else_is_said(county: Office) -> None:
    assert origins.write_origin(county, Q3, COD, " 县工信局 ", "WZ-\n031").beside
    assert county.sheet(Q2).origin(COD) == Origin()
    assert county.sheet(Q3).origin(COD) == county.sheet(Q4).origin(COD) == Origin("县工信局", "WZ- 031")
    origins.write_origin(county, Q4, COD, "县统计局", "")
    assert county.sheet(Q3).origin(COD).bureau == "县工信局"
    assert county.sheet(Q4).origin(COD) == Origin("县统计局")


def test_it_can_end_and_be_what_it_was(county: Office) -> None:
    origins.write_origin(county, Q3, COD, "县工信局", "")
    origins.write_origin(county, Q4, COD, "", "")
    assert county.sheet(Q4).origin(COD) == Origin()
    origins.write_origin(county, Q4, COD, "县工信局", "")
    assert county.sheet(Q4).origin(COD) == Origin("县工信局")
    assert Q4 not in county.store.origins(), "nothing is said twice"


def test_what_is_said_already_is_no_operation(county: Office) -> None:
    origins.write_origin(county, Q3, COD, "县工信局", "")
    before = county.store.audit_head()
    assert not origins.write_origin(county, Q4, COD, "县工信局", "")
    assert county.store.audit_head() == before


def test_it_is_one_step_of_undo(county: Office) -> None:
    entering.set_values(county, Q3, [str(COD), "5"])
    origins.write_origin(county, Q3, COD, "县工信局", "WZ-031")
    assert stepping.undo(county).sentence == "已撤销：2018年第三季度 数据来源和台账号"
    assert county.sheet(Q3).origin(COD) == Origin()
    stepping.redo(county)
    assert county.sheet(Q3).origin(COD) == Origin("县工信局", "WZ-031")


@pytest.mark.parametrize(
    ("bureau", "ledger", "wrong"),
    [("局" * 41, "", "最多 40 个字"), ("", "9" * 61, "最多 60 个字"), ("\u202e局", "", "方向")],
)
def test_texts_that_cannot_stand_are_refused(county: Office, bureau, ledger, wrong) -> None:
    with pytest.raises(RefusedError, match=wrong):
        origins.write_origin(county, Q3, COD, bureau, ledger)
    assert county.store.origins() == {}


def test_computed_figures_have_no_origin(county: Office) -> None:
    with pytest.raises(RefusedError, match="由程序计算"):
        origins.write_origin(county, Q3, Key.parse("emissions/cod.industry/ytd"), "x", "")


def test_names_used_are_offered_the_most_frequent_first(county: Office) -> None:
    origins.write_origin(county, Q3, COD, "县统计局", "B-2")
    for key in (SO2, Key.parse("emissions/nox.industry/emitted")):
        origins.write_origin(county, Q3, key, "县工信局", "A-1")
    assert origins.used(county) == origins.Used(("县工信局", "县统计局"), ("A-1", "B-2"))


def test_a_review_stands_and_a_sent_period_may_be_annotated(county: Office, tmp_path: Path) -> None:
    entering.set_values(county, Q3, [str(COD), "5"], note="随文件送出的备注")
    walk.ready(county, Q3)
    origins.write_origin(county, Q3, COD, "县工信局", "台账-031")
    assert county.state(Q3) == workflow.REVIEWED, "no reviewed paper holds it"
    walk.hand_in(county, Q3, tmp_path)
    origins.write_origin(county, Q3, SO2, "县统计局", "台账-777")
    assert county.state(Q3) == workflow.PACKED
    assert county.sheet(Q3).origin(SO2).ledger == "台账-777"
    stepping.undo(county)
    assert county.sheet(Q3).origin(SO2) == Origin()
    machine_part = county.store.submission_content(county.store.submissions()[-1].id).decode()
    for sent in (_everything_in(tmp_path), machine_part):
        assert "随文件送出的备注" in sent
        assert "台账-031" not in sent
        assert "县工信局" not in sent


def _everything_in(folder: Path) -> str:
    """Return all text in every part of the workbooks in a folder."""
    found: list[str] = []
    for path in folder.rglob("*.xlsx"):
        with zipfile.ZipFile(path) as book:
            found += [book.read(name).decode("utf-8", "replace") for name in book.namelist()]
    return "\n".join(found)


def test_the_cell_s_history_tells_it(county: Office) -> None:
    entering.set_values(county, Q3, [str(COD), "5"])
    entering.set_values(county, Q3, [str(COD), "6", str(SO2), "7"], reason="更正笔误")
    origins.write_origin(county, Q3, COD, "县工信局", "")
    told = [(line.old, line.new, line.why, line.who) for line in trail.of_cell(county, Q3, COD)]
    assert told == [
        ("", "数据来源：县工信局", "", "张三"),
        ("5.00", "6.00", "更正笔误", "张三"),
        ("", "5.00", "", "张三"),
    ]  # fmt: skip
    assert trail.of_cell(county, Q4, COD) == ()
