"""A quarter filled by its 1—本季累计: told, entered as the quarter alone, undone, refused."""

from __future__ import annotations

import pytest

from jzdesk.desk import entering, handing_in, keying, lines, stepping, to_date, trail
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from tests.desk.conftest import Q3
from tests.desk.walk import cell

ROW = "emissions/cod.industry"
QUARTER, ADJUSTMENT = f"{ROW}/emitted", f"{ROW}/adjustment"
TO_DATE = Key.parse(f"{ROW}/ytd")


@pytest.fixture
def begun(county: Office) -> Office:
    for n, figure in ((1, "100"), (2, "200.5")):
        entering.set_values(county, Period(2018, "quarter", n), [QUARTER, figure])
    return county


def refusal(office: Office, text: str, key: Key = TO_DATE) -> str:
    before = office.store.cells(Q3)
    with pytest.raises(RefusedError) as refused:
        to_date.enter_cumulative(office, Q3, key, text)
    assert office.store.cells(Q3) == before
    return refused.value.sentence


def test_the_quarter_alone_is_stored_and_the_trail_tells_how(begun: Office) -> None:
    changes = to_date.enter_cumulative(begun, Q3, TO_DATE, "400")
    assert list(changes.keys) == [Key.parse(QUARTER)]
    assert {str(key) for key in begun.store.cells(Q3)} == {QUARTER}
    assert cell(begun, Q3, QUARTER) == "99.50"
    assert entering.get(begun, Q3, [TO_DATE])["cells"][0]["value"] == "400.00"
    line = trail.of_cell(begun, Q3, Key.parse(QUARTER))[0]
    assert line.why == "按1—本季累计 400.00 吨 推算"


def test_it_is_one_step_to_undo(begun: Office) -> None:
    entering.set_values(begun, Q3, [QUARTER, "12"])
    to_date.enter_cumulative(begun, Q3, TO_DATE, "400")
    stepping.undo(begun)
    assert cell(begun, Q3, QUARTER) == "12.00"
    stepping.redo(begun)
    assert cell(begun, Q3, QUARTER) == "99.50"


@pytest.mark.parametrize(
    ("adjustment", "text", "told"),
    [
        ("", "400", "本季 ＝ 400.00 － 300.50（上季末累计） ＝ 99.50 吨"),
        ("-3", "400", "本季 ＝ 400.00 － 300.50（上季末累计） ＋ 3.00（前期调整数 −3.00） ＝ 102.50 吨"),
        ("20", "400", "本季 ＝ 400.00 － 300.50（上季末累计） － 20.00（前期调整数） ＝ 79.50 吨"),
        ("", "300+100", "本季 ＝ 400.00 － 300.50（上季末累计） ＝ 99.50 吨"),
        ("", "280.5", "比2018年第二季度末的 300.50 吨少 20.00 吨，本季不能是负数"),
        ("", "40x", ""),
        ("", "", ""),
    ],
)
def test_it_is_told_before_it_is_taken(begun: Office, adjustment: str, text: str, told: str) -> None:
    if adjustment:
        entering.set_values(begun, Q3, [ADJUSTMENT, adjustment])
    assert keying.preview(begun.sheet(Q3), TO_DATE, text).told == told


def test_in_the_first_quarter_there_is_nothing_to_take_off(county: Office) -> None:
    first = Period.parse("2018Q1")
    assert keying.preview(county.sheet(first), TO_DATE, "80").told == "本季 ＝ 80.00 吨"
    to_date.enter_cumulative(county, first, TO_DATE, "80")
    assert cell(county, first, QUARTER) == "80.00"


def test_what_is_lacking_is_told_at_once_and_refused(county: Office) -> None:
    entering.set_values(county, Period.parse("2018Q1"), [QUARTER, "100"])
    assert keying.preview(county.sheet(Q3), TO_DATE, "4").told == "缺2018年第二季度"
    assert refusal(county, "400").startswith("缺2018年第二季度的数，由 1—本季累计推算不出本季")


def test_a_cumulative_that_falls_changes_nothing(begun: Office) -> None:
    assert "少 20.00 吨" in refusal(begun, "280.5")


@pytest.mark.parametrize("text", ["四百", "", "无此项", "400万家"])
def test_what_is_no_figure_changes_nothing(begun: Office, text: str) -> None:
    assert refusal(begun, text).endswith("。")


def test_only_flows_take_it(begun: Office) -> None:
    for place in ("investment/total/ytd", f"{ROW}/previous", QUARTER):
        assert refusal(begun, "400", Key.parse(place)).endswith("。")


def test_a_quarter_that_is_the_sum_of_its_lines_keeps_them(begun: Office) -> None:
    lines.set_lines(begun, Q3, Key.parse(QUARTER), [["甲厂", "", "50", ""], ["乙厂", "", "40", ""]])
    assert "底稿" in refusal(begun, "400")


def test_a_form_declared_nil_and_a_locked_period_take_none(begun: Office) -> None:
    entering.set_values(begun, Q3, ["emissions", "零报告"])
    assert "零报告" in refusal(begun, "400")
    sheet = begun.sheet(Q3)
    assert not to_date.takes(sheet, TO_DATE, editable=True)
    assert not to_date.takes(begun.sheet(Period.parse("2018Q2")), TO_DATE, editable=False)


def test_a_cumulative_that_falls_is_found_until_it_is_explained(begun: Office) -> None:
    entering.set_values(begun, Q3, [ADJUSTMENT, "-50"], note="二季度多报，核减。")
    to_date.enter_cumulative(begun, Q3, TO_DATE, "280.5")
    assert cell(begun, Q3, QUARTER) == "30.00"
    [found] = [
        f
        for f in handing_in.run_checks(begun, Q3)["findings"]
        if f["rule"] == "245" and f["result"] == "failed"
    ]
    assert (found["keys"], found["blocking"]) == ([QUARTER, ADJUSTMENT], True)
    assert (found["left"], found["right"], found["difference"]) == ("280.50", "300.50", "-20.00")
    assert QUARTER in {
        item["key"] for item in handing_in.todo_json(begun, Q3)["blocking"] if item["rule"] == "245"
    }
    entering.explain(begun, Q3, "245", [Key.parse(QUARTER)], "二季度甲厂重复计算，本季核减。")
    assert not [item for item in handing_in.todo_json(begun, Q3)["blocking"] if item["rule"] == "245"]
