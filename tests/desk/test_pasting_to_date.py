"""A pasted column of 1—本季累计: the quarters it stands for, seen before they are written."""

from __future__ import annotations

import pytest

from jzdesk.desk import entering, pasting, stepping
from jzdesk.desk.office import Office
from jzdesk.desk.paste_plan import CHANGED, REFUSED, SAME, SKIPPED, SUM, Plan
from jzdesk.models.entry import Key
from jzdesk.models.paste.clip import from_text
from jzdesk.models.period import Period
from tests.desk.conftest import Q3

COD, NH3N = "emissions/cod.industry", "emissions/nh3n.industry"
HERE = Key.parse(f"{COD}/emitted")


def plan(office: Office, text: str, here: Key | None = HERE, form: str = "emissions") -> Plan:
    return pasting.plan(office.sheet(Q3), form, from_text(text), here)


def told(found: Plan) -> dict[str, tuple[str, str]]:
    return {str(c.key): (c.status, c.new) for c in found.cells if c.key is not None}


@pytest.mark.parametrize(
    "head",
    [
        "1—本季累计",
        "累计",
        "1-9月",
        "1—9月累计",
        "2018年1-9月",
        "1-3季度累计排放量",
        "本年累计（吨）",
        "累计排放量",
    ],
)
def test_a_column_of_cumulatives_fills_the_quarters(begun: Office, head: str) -> None:
    found = plan(begun, f"指标名称\t{head}\n化学需氧量\t400\n氨氮\t30\n", None)
    assert told(found) == {f"{COD}/emitted": (CHANGED, "99.50"), f"{NH3N}/emitted": (CHANGED, "0.00")}
    first = found.cells[0]
    assert (first.found, first.old) == ("400", "")
    assert first.why == "本季 ＝ 400.00 － 300.50（上季末累计） ＝ 99.50 吨。"
    pasting.write(begun, found)
    assert {str(key) for key in begun.store.cells(Q3)} == {f"{COD}/emitted", f"{NH3N}/emitted"}
    assert begun.store.history()[-1].why == "按1—本季累计推算"
    stepping.undo(begun)
    assert not begun.store.cells(Q3)


@pytest.mark.parametrize(
    "head", ["1-6月", "2017年1-9月", "2017年累计", "上年同期累计", "累计增减", "全年累计"]
)
def test_a_head_of_another_time_is_none(begun: Office, head: str) -> None:
    found = plan(begun, f"指标名称\t前期调整数\t{head}\n化学需氧量\t-3\t400\n", None)
    assert told(found) == {f"{COD}/adjustment": (CHANGED, "−3.00")}


def test_what_the_block_says_of_the_quarter_goes_first(begun: Office) -> None:
    found = plan(begun, "指标名称\t本季\t1—本季累计\n化学需氧量\t99\t400\n", None)
    assert told(found) == {f"{COD}/emitted": (CHANGED, "99.00")}
    assert [c.status for c in found.cells if c.found == "400"] == [SUM], "and the other is told of"


def test_the_adjustment_beside_it_counts(begun: Office) -> None:
    for text in ("指标名称\t累计\t前期调整数\n化学需氧量\t400\t-3\n",
                 "指标名称\t前期调整数\t累计\n化学需氧量\t-3\t400\n"):  # fmt: skip
        found = plan(begun, text, None)
        assert told(found)[f"{COD}/emitted"] == (CHANGED, "102.50")
        assert told(found)[f"{COD}/adjustment"] == (CHANGED, "−3.00")


def test_a_unit_in_the_head_is_converted(begun: Office) -> None:
    found = plan(begun, "指标名称\t1-9月（万吨）\n化学需氧量\t0.04\n", None)
    assert told(found) == {f"{COD}/emitted": (CHANGED, "99.50")}
    assert found.cells[0].why.startswith("由 0.04 万吨 换算。")


def test_each_cell_that_cannot_be_taken_says_why(begun: Office) -> None:
    found = plan(begun, "指标名称\t1-9月\n化学需氧量\t280\n氨氮\t无此项\n总氮\t5\n总磷\t约五\n", None)
    whys = {c.key.row: c.why for c in found.cells if c.key is not None and c.status == REFUSED}
    assert set(whys) == {"cod.industry", "nh3n.industry", "tn.industry", "tp.industry"}
    assert "少 20.50 吨" in whys["cod.industry"]
    assert "空白原因" in whys["nh3n.industry"]
    assert "缺2018年第一季度、缺2018年第二季度" in whys["tn.industry"]
    assert not found.writing


def test_what_is_there_already_is_the_same(begun: Office) -> None:
    entering.set_values(begun, Q3, [f"{COD}/emitted", "99.5"])
    assert told(plan(begun, "指标名称\t累计\n化学需氧量\t400\n", None)) == {f"{COD}/emitted": (SAME, "99.50")}


def test_a_total_below_is_compared_with_the_cumulatives(begun: Office) -> None:
    right = plan(begun, "指标名称\t累计\n化学需氧量\t400\n氨氮\t40\n合计\t440\n", None)
    assert SUM not in {c.status for c in right.cells}
    wrong = plan(begun, "指标名称\t累计\n化学需氧量\t400\n氨氮\t40\n合计\t450\n", None)
    assert [c.found for c in wrong.cells if c.status == SUM] == ["450"]


def test_without_heads_it_goes_where_the_cursor_is(begun: Office) -> None:
    found = plan(begun, "400\n40\n", Key.parse(f"{COD}/ytd"))
    assert told(found) == {f"{COD}/emitted": (CHANGED, "99.50"), f"{NH3N}/emitted": (CHANGED, "10.00")}


def test_at_the_cumulative_of_a_project_it_does_not_slip_into_the_funds(county: Office) -> None:
    for n in (1, 2):
        entering.set_values(county, Period(2018, "quarter", n), ["investment/P016/done", "10"])
    found = plan(county, "32.5\n", Key.parse("investment/P016/ytd"), "investment")
    assert told(found) == {"investment/P016/done": (CHANGED, "12.50")}


def test_a_cumulative_since_the_start_of_a_project_is_none_of_the_year(county: Office) -> None:
    entering.set_values(county, Q3, ["investment/P016/done", "1"])
    name = county.sheet(Q3).row("investment", "P016").name
    for head in ("累计", "累计完成投资", "自开始建设累计"):
        found = plan(county, f"项目名称\t阶段\t{head}\n{name}\t在建\t400\n", None, "investment")
        assert [c.key.column for c in found.writing] == ["stage"], head
        assert {c.status for c in found.cells if not c.writes} <= {SKIPPED, SUM}, head


def test_a_new_row_begins_with_its_cumulative(county: Office) -> None:
    found = plan(county, "项目名称\t1-9月完成投资\n污泥处置\t12.5\n", None, "investment")
    assert [(c.key.column, c.new) for c in found.writing] == [("name", "污泥处置"), ("done", "12.50")]
