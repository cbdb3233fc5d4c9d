from __future__ import annotations

import pytest

from jzdesk.desk import entering, stepping
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError, UsageError
from jzdesk.models.entry import Key
from tests.desk.conftest import Q3
from tests.desk.walk import cell

COD = "emissions/cod.industry/emitted"
FIRMS = "emissions/cod.industry/enterprises"


def test_what_is_set_stands_in_get(county: Office) -> None:
    saved, changes = entering.set_values(county, Q3, [COD, "３１２．４５吨", FIRMS, "28"])
    assert saved == [COD, FIRMS]
    assert set(changes.keys) == {Key.parse(COD), Key.parse(FIRMS)}
    assert cell(county, Q3, COD) == "312.45"
    assert county.state(Q3) == "填报中"


def test_all_pairs_are_one_operation(county: Office) -> None:
    with pytest.raises(RefusedError) as refused:
        entering.set_values(county, Q3, [COD, "312.45", FIRMS, "二十八", "quality/pm25/mean", "4 1"])
    assert "2 格" in refused.value.sentence
    assert len(refused.value.findings) == 2
    assert cell(county, Q3, COD) is None
    assert county.state(Q3) == "未填报"


def test_undo_takes_all_pairs_back_and_redo_brings_them_again(county: Office) -> None:
    entering.set_values(county, Q3, [COD, "1"])
    entering.set_values(county, Q3, [COD, "312.45", FIRMS, "28"])
    assert "化学需氧量" in stepping.undo(county).sentence
    assert (cell(county, Q3, COD), cell(county, Q3, FIRMS)) == ("1.00", None)
    stepping.redo(county)
    assert (cell(county, Q3, COD), cell(county, Q3, FIRMS)) == ("312.45", "28")


def test_nothing_to_undo_is_refused(county: Office) -> None:
    with pytest.raises(RefusedError):
        stepping.undo(county)


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (["emissions/cod.industry/ytd", "1"], RefusedError),
        (["emissions/cod.agriculture/annual", "1"], RefusedError),
        (["emissions/nox.mobile/annual", "1"], RefusedError),
        (["investment/P016/planned", "1"], RefusedError),
        (["investment/P016/name", "改名"], RefusedError),
        (["investment/P001/done", "1"], RefusedError),
        (["emissions/nothing/emitted", "1"], UsageError),
        (["nothing/cod.industry/emitted", "1"], UsageError),
        (["emissions/cod.industry/nothing", "1"], UsageError),
        (["emissions/cod.industry", "1"], UsageError),
        ([COD], UsageError),
        ([], UsageError),
        (["emissions/+/emitted", "1"], RefusedError),
        (["emissions", "0"], RefusedError),
        (["quality/+/name", "某断面"], RefusedError),
    ],
)
def test_what_cannot_be_set_changes_nothing(county: Office, words: list[str], error: type[Exception]) -> None:
    with pytest.raises(error):
        entering.set_values(county, Q3, words)
    assert county.store.history()[-1].action == "init"


def test_a_new_row_gets_a_code_that_is_never_used_again(county: Office) -> None:
    words = ["investment/+/name", "管网延伸工程", "investment/+/planned", "1860"]
    saved, _ = entering.set_values(county, Q3, words)
    assert saved == ["investment/X410823-001/name", "investment/X410823-001/planned"]
    stepping.undo(county)
    again, _ = entering.set_values(county, Q3, ["investment/+/name", "监测站项目"])
    assert again == ["investment/X410823-002/name"]


def test_a_row_goes_to_the_block_its_columns_tell(county: Office) -> None:
    saved, _ = entering.set_values(
        county,
        Q3,
        ["quality/+/name", "渠首断面", "quality/+/target_class", "Ⅳ", "quality/+/denominator", "3"],
    )
    key = Key.parse(saved[1])
    row = county.sheet(Q3).row("quality", key.row)
    assert row is not None
    assert row.block == "sections"
    assert cell(county, Q3, saved[1]) == "Ⅳ"


def test_a_form_declared_nil_takes_no_figures_until_the_declaration_is_lifted(county: Office) -> None:
    entering.set_values(county, Q3, ["milestones", "零报告"])
    with pytest.raises(RefusedError):
        entering.set_values(county, Q3, ["milestones/M023/status", "推进中"])
    entering.set_values(county, Q3, ["milestones", ""])
    entering.set_values(county, Q3, ["milestones/M023/status", "推进中"])
    with pytest.raises(RefusedError):
        entering.set_values(county, Q3, ["milestones", "零报告"])


@pytest.mark.parametrize("typed", ["无此项", "未监测", "不适用", "保密", "暂缺:县水务局,2018-10-20"])
def test_a_blank_keeps_its_reason(county: Office, typed: str) -> None:
    entering.set_values(county, Q3, [COD, typed])
    told = entering.get(county, Q3, [Key.parse(COD)])["cells"][0]
    assert (told["value"], told["blank"]) == (None, typed)
    entering.set_values(county, Q3, [COD, ""])
    told = entering.get(county, Q3, [Key.parse(COD)])["cells"][0]
    assert (told["value"], told["blank"]) == (None, None)


def test_a_standing_fact_is_looked_up_and_a_flow_is_not(county: Office) -> None:
    q2 = Q3.previous
    entering.set_values(
        county, q2, ["investment/P016/responsible", "镇政府", "investment/P016/done", "88.20"]
    )
    assert cell(county, Q3, "investment/P016/responsible") == "镇政府"
    assert cell(county, Q3, "investment/P016/done") is None


def test_computed_figures_say_which_quarter_is_lacking(county: Office) -> None:
    for name, value in (("2018Q1", "10"), ("2018Q3", "30")):
        entering.set_values(county, county.period(name), [COD, value])
    told = entering.get(county, Q3, [Key.parse(COD)])["cells"][0]["computed"]
    assert told["ytd"] is None
    assert "2018年第二季度" in "".join(told["missing"])
    entering.set_values(county, Q3.previous, [COD, "20", "emissions/cod.industry/adjustment", "-1.5"])
    told = entering.get(county, Q3, [Key.parse(COD)])["cells"][0]["computed"]
    assert (told["ytd"], told["previous"], told["change_previous_pct"]) == ("58.50", "20.00", "50.0")


def test_a_period_outside_the_plan_is_refused(county: Office) -> None:
    with pytest.raises(RefusedError):
        county.period("2021Q1")
    with pytest.raises(UsageError):
        county.period("2018Q5")


def test_setting_the_same_again_makes_no_step(county: Office) -> None:
    entering.set_values(county, Q3, [COD, "312.45"])
    steps = len(county.store.history())
    saved, changes = entering.set_values(county, Q3, [COD, "312.45"])
    assert saved == [COD]
    assert not changes
    assert len(county.store.history()) == steps


def test_a_note_stands_beside_what_the_plan_gives_and_not_beside_a_sum(county):
    given, computed = Key.parse("milestones/M011/name"), Key.parse("emissions/cod.industry/ytd")
    entering.write_note(county, Q3, given, "与市局核对过")
    (told,) = entering.get(county, Q3, [given])["cells"]
    assert (told["note"], bool(told["value"])) == ("与市局核对过", True)
    with pytest.raises(RefusedError, match="由程序计算，不能写备注"):
        entering.write_note(county, Q3, computed, "合计偏大")
