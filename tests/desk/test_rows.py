"""Rows of the office's own that end: kept where they were, asked no more, never taken away."""

from __future__ import annotations

import pytest

from jzdesk.desk import entering, handing_in, rows, stepping
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from tests.desk.conftest import Q3

Q2, Q4 = Period.parse("2018Q2"), Period.parse("2018Q4")


@pytest.fixture
def code(county: Office) -> str:
    saved, _ = entering.set_values(county, Q2, ["investment/+projects/name", "乡镇站房改造"])
    return Key.parse(saved[0]).row


def has(office: Office, period: Period, code: str) -> bool:
    return office.sheet(period).row("investment", code) is not None


def test_a_row_stays_where_it_was_and_is_asked_no_more(county: Office, code: str) -> None:
    assert rows.stop_row(county, Q3, "investment", code).rows
    assert [has(county, p, code) for p in (Q2, Q3, Q4)] == [True, True, False]


def test_it_can_go_on(county: Office, code: str) -> None:
    rows.stop_row(county, Q3, "investment", code)
    rows.go_on(county, Q3, "investment", code)
    assert has(county, Q4, code)


def test_both_are_steps_of_undo(county: Office, code: str) -> None:
    rows.stop_row(county, Q3, "investment", code)
    assert "停用" in stepping.undo(county).sentence
    assert has(county, Q4, code)
    stepping.redo(county)
    assert not has(county, Q4, code)


def test_the_trail_tells_of_it(county: Office, code: str) -> None:
    rows.stop_row(county, Q3, "investment", code)
    assert "2018Q3" in str(county.store.history()[-1].new)


def test_it_takes_the_review_back(county: Office, code: str) -> None:
    entering.set_values(county, Q3, ["narrative/work/text", "有"])
    handing_in.review(county, Q3, "李四")
    rows.stop_row(county, Q3, "investment", code)
    assert county.state(Q3) == "填报中"


@pytest.mark.parametrize("code_", ["P016", "X410823-099"])
def test_only_rows_of_its_own_end(county: Office, code_: str) -> None:
    with pytest.raises(RefusedError, match="不是本单位自己增加的行"):
        rows.stop_row(county, Q3, "investment", code_)


def test_twice_is_refused_either_way(county: Office, code: str) -> None:
    with pytest.raises(RefusedError, match="“乡镇站房改造”没有停用"):
        rows.go_on(county, Q3, "investment", code)
    rows.stop_row(county, Q3, "investment", code)
    with pytest.raises(RefusedError, match="已经从 2018年第三季度 以后停用"):
        rows.stop_row(county, Q3, "investment", code)


def test_figures_of_a_later_period_are_not_hidden(county: Office, code: str) -> None:
    entering.set_values(county, Q3, [f"investment/{code}/done", "5"])
    with pytest.raises(RefusedError, match="在 2018年第三季度 已经填了数"):
        rows.stop_row(county, Q2, "investment", code)
    assert has(county, Q3, code)


def test_a_locked_period_is_left_alone(county: Office, code: str, monkeypatch) -> None:
    monkeypatch.setattr(county, "state", lambda period: "待签章" if period == Q3 else "填报中")
    with pytest.raises(RefusedError, match="2018年第三季度"):
        rows.stop_row(county, Q3, "investment", code)
    assert has(county, Q4, code)


def test_a_row_does_not_come_back_into_a_locked_period(county: Office, code: str, monkeypatch) -> None:
    rows.stop_row(county, Q2, "investment", code)
    entering.set_values(county, Q3, ["narrative/work/text", "有"])
    monkeypatch.setattr(county, "state", lambda period: "已送出" if period == Q3 else "填报中")
    with pytest.raises(RefusedError, match="2018年第三季度"):
        rows.go_on(county, Q2, "investment", code)
