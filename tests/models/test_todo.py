from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jzdesk.models import checks
from jzdesk.models.entry import Cell
from jzdesk.models.loop import Remark
from jzdesk.models.sheet import Explanation, Sheet
from jzdesk.models.todo import Item, Todo, todo
from tests.models import kit
from tests.models.kit import CITY, CITY_DISTRICT, MADE_UP_COUNTY, key, made_up, own, period, rule, sheet
from tests.models.kit import ordinary_quarter as ordinary
from tests.thoroughness import tries

COD = "emissions/cod.industry/emitted"
AFTER = date(2018, 10, 8)
NO_LISTS = ("investment", "milestones")


def things(found: Sheet, *, reviewed: bool = True, today: date = AFTER, practice: bool = False) -> Todo:
    return todo(found, checks.run(found), reviewed=reviewed, today=today, practice=practice)


def kinds(found: Todo) -> list[str]:
    return [item.kind for item in found.blocking]


def test_nothing_blocks_a_reviewed_quarter_to_which_no_rule_objects():
    assert things(ordinary()).blocking == ()


def test_a_character_that_paper_cannot_show_is_told_and_blocks_nothing():
    def told(cell: Cell) -> list[Item]:
        found = replace(ordinary(), cells={**ordinary().cells, at: cell})
        every = todo(found, [], reviewed=True, today=AFTER, practice=False, printable=set("铁厂文字"))
        return [item for item in every.other if item.kind == "缺字" and item.key == at]

    at = next(k for k, cell in ordinary().cells.items() if k.form == "narrative" and cell.value)
    (item,) = told(Cell("铁\U00020000厂\n\U00020000"))
    assert "“\U00020000”没有可用的字体" in item.text
    assert len(told(Cell("文字", note="\U00020000"))) == 1
    assert told(Cell("铁厂\n文字")) == []


def test_a_review_is_missing_until_it_is_made():
    found = things(ordinary(), reviewed=False)
    assert kinds(found) == ["复核"]
    assert "复核" in found.blocking[0].text


@pytest.mark.parametrize(
    ("changed", "kind", "at", "number"),
    [
        ({COD: ""}, "空白", COD, "101"),
        ({"investment/P016/stage": "验收"}, "必须修改", "investment/P016/actual_end", "306"),
        ({COD: "20"}, "需要说明", COD, "211"),
        ({"quality/valid_days/days": "93"}, "必须修改", "quality/valid_days/days", "503"),
    ],
)
def test_each_item_leads_to_its_cell_and_names_its_rule(changed, kind, at, number):
    first = things(ordinary(**changed)).blocking[0]
    assert (first.kind, str(first.key), first.rule) == (kind, at, number)
    assert first.text


def test_a_blank_is_listed_once_and_not_for_every_rule_that_needs_it():
    found = things(ordinary(**{COD: ""}))
    assert [str(item.key) for item in found.blocking] == [COD]


def test_a_rule_that_cannot_run_is_listed_where_no_blank_says_so():
    one = rule("9", "bounds", columns=["amount"], min="0", rows=["q"])
    found = things(
        sheet("2021Q1", catalogue=made_up(one), unit=MADE_UP_COUNTY, nil=("jobs",)), today=date(2021, 4, 1)
    )
    assert [(i.kind, str(i.key), i.rule) for i in found.blocking] == [("无法审核", "loads/q/amount", "9")]


def test_an_explained_finding_is_done():
    bare = next(f for f in checks.run(ordinary(**{COD: "20"})) if f.rule == "211" and f.result == "failed")
    given_for = Explanation("211", bare.keys, "新增一家企业。", bare.figures)
    assert [i.rule for i in things(ordinary(**{COD: "20"}, explanations=(given_for,))).blocking] == ["212"]


def test_rules_on_trial_are_no_work():
    trial = [rule("1", "complete", trial=True), rule("2", "bounds", columns=["amount"], min="0", trial=True)]
    found = sheet("2021Q1", catalogue=made_up(*trial), unit=MADE_UP_COUNTY)
    assert {f.result for f in checks.run(found)} >= {"failed", "not_run"}
    assert things(found, today=date(2021, 4, 1)).blocking == ()


def test_an_explained_blank_of_a_plausibility_rule_is_done():
    one = rule("1", "complete", "jobs", severity="核实性", rows=["W1"])
    bare = sheet("2021Q1", catalogue=made_up(one), unit=MADE_UP_COUNTY)
    given_for = tuple(Explanation("1", f.keys, "还没有。", f.figures) for f in checks.run(bare))
    found = sheet("2021Q1", catalogue=made_up(one), unit=MADE_UP_COUNTY, explanations=given_for)
    assert set(kinds(things(bare, today=date(2021, 4, 1)))) == {"空白"}
    assert things(found, today=date(2021, 4, 1)).blocking == ()


def test_an_empty_list_must_be_declared():
    found = things(ordinary(unit=CITY_DISTRICT))
    assert set(kinds(found)) == {"零报告"}
    assert "重点工程投资" in found.blocking[0].text
    assert things(ordinary(unit=CITY_DISTRICT, nil=NO_LISTS)).blocking == ()


@pytest.mark.parametrize(
    ("today", "practice", "early"),
    [
        (date(2018, 9, 29), False, True),
        (date(2018, 9, 30), False, False),
        (date(2018, 1, 1), True, False),
        (date(2019, 1, 1), False, False),
    ],
)
def test_a_quarter_is_not_handed_in_before_its_last_day(today, practice, early):
    found = things(ordinary(), today=today, practice=practice)
    assert kinds(found) == (["日期"] if early else [])
    assert not early or "2018年9月30日" in found.blocking[0].text


def test_a_period_without_forms_cannot_be_handed_in():
    nothing = replace(sheet("2018H1"), unit="419999")
    assert kinds(things(nothing, reviewed=False)) == ["无表"]


# What may wait


def test_what_is_owed_is_listed_with_who_and_when():
    added = (own("quality", "X1", "sections", "2018Q3"),)
    owed = {COD: "暂缺:县水务局,2018-10-20", "quality/X1/dry": "暂缺:监测站、市站,2018-11-01"}
    found = things(ordinary(own=added, **owed, **{"quality/X1/name": "渠首断面"}))
    items = [(str(i.key), i.text) for i in found.other if i.kind == "暂缺"]
    assert items == [
        (COD, "化学需氧量·工业源·本季：暂缺，县水务局预计 2018-10-20 提供。"),
        ("quality/X1/dry", "渠首断面·断流次数：暂缺，监测站、市站预计 2018-11-01 提供。"),
    ]
    assert "空白" not in kinds(found)


@pytest.mark.parametrize(
    ("changed", "due"),
    [
        ({}, ["milestones/M023/status", "milestones/M024/status"]),
        (
            {"milestones/M023/status": "已完成", "milestones/M023/finished": "2018-09"},
            ["milestones/M024/status"],
        ),
        ({"milestones/M023/status": "已验收", "milestones/M024/status": "不适用"}, []),
        ({"milestones/M023/status": "滞后"}, ["milestones/M023/status", "milestones/M024/status"]),
    ],
)
def test_tasks_whose_year_has_come_are_listed_until_done(changed, due):
    items = [i for i in things(ordinary(**changed)).other if i.kind == "到期" and "2017" in i.text]
    assert [str(i.key) for i in items] == due


@pytest.mark.parametrize(
    ("when", "unit", "listed"),
    [
        ("2018Q1", CITY_DISTRICT, {"M044"}),
        ("2018Q2", CITY_DISTRICT, {"M044", "M016"}),
        ("2018Q3", CITY_DISTRICT, {"M044"}),
        ("2018Q4", CITY_DISTRICT, {"M044", "M016", "M011", "M070"}),
        ("2017Q4", CITY, {"M044", "M016", "M011", "M038"}),
        ("2018Q4", CITY, {"M044", "M016", "M011", "M038", "M027", "M043", "M065"}),
    ],
)
def test_a_task_that_comes_back_is_due_at_the_end_of_each_of_its_turns(when, unit, listed):
    found = sheet(when, unit=unit)
    recurring = {row.code for row in found.rows("milestones") if row.recurs}
    items = {i.key.row for i in things(found).other if i.kind == "到期" and i.key is not None}
    assert items & recurring == listed


def test_a_task_without_a_date_is_never_due():
    found = sheet("2020Q4")
    open_ended = {row.code for row in found.rows("milestones") if row.given.get("due") == "未定期限"}
    assert open_ended == {"M062", "M095", "M102", "M111", "M114", "M115", "M119", "M150"}
    assert not open_ended & {i.key.row for i in things(found).other if i.kind == "到期" and i.key is not None}


@pytest.mark.parametrize(("due", "listed"), [("2018年底", True), ("2019-06", False), ("待定", False)])
def test_an_own_task_is_due_by_the_year_it_begins_with(due, listed):
    added = (own("milestones", "X1", "tasks", "2018Q3"),)
    words = {"milestones/X1/due": due, "milestones/X1/name": "建成监测站"}
    items = [i for i in things(ordinary(own=added, **words)).other if str(i.key) == "milestones/X1/status"]
    assert [i.text for i in items] == ([f"建成监测站：期限 {due}，还没有完成。"] if listed else [])


def test_earlier_quarters_left_unfilled_are_named_and_do_not_block():
    found = ordinary()
    listed = todo(
        found, checks.run(found), reviewed=True, today=AFTER, practice=False, unfilled=[period("2018Q1")]
    )
    assert listed.blocking == ()
    assert [(i.kind, i.text) for i in listed.other if i.kind == "前期"] == [
        ("前期", "2018年第一季度还没有填报。")
    ]


# An empty list means that nothing blocks, and nothing else does


def free(found: Sheet, reviewed: bool, today: date, practice: bool) -> bool:
    """Tell by the contract alone whether a quarter may be frozen."""
    if not reviewed or not (practice or today >= found.period.last_day):
        return False
    if any(not found.rows(f.id) and f.id not in found.nil for f in found.forms):
        return False
    for finding in checks.run(found):
        if finding.trial or finding.result in {"passed", "not_applicable"}:
            continue
        if finding.result == "not_run" or finding.severity == "强制性" or finding.explanation is None:
            return False
    return True


@st.composite
def quarters(draw: st.DrawFn) -> Sheet:
    """Draw a quarter with few things wrong, some of them explained."""
    dice = random.Random(draw(st.integers(0, 2**32)))
    unit = dice.choice([kit.COUNTY, CITY_DISTRICT])
    nil = tuple(form for form in NO_LISTS if unit == CITY_DISTRICT and dice.random() < 0.8)
    words = kit.filled("2018Q3", unit=unit)
    wrong = {
        at: dice.choice(["", "无此项", "暂缺:县局,2018-10-20", "0", "16", "1000"])
        for at in dice.sample(sorted(words), dice.choice([0, 0, 1, 2]))
        if words[at] == "10"
    }
    bare = ordinary(unit=unit, nil=nil, **wrong)
    given_for = tuple(
        Explanation(f.rule, f.keys, "属实。", f.figures)
        for f in checks.run(bare)
        if f.result == "failed" and dice.random() < 0.8
    )
    return ordinary(unit=unit, nil=nil, explanations=given_for, **wrong)


@tries(40)
@given(quarters(), st.booleans(), st.sampled_from([AFTER, AFTER, date(2018, 9, 1)]), st.booleans())
def test_the_list_is_empty_exactly_when_nothing_blocks(found, reviewed, today, practice):
    listed = things(found, reviewed=reviewed, today=today, practice=practice)
    assert (listed.blocking == ()) is free(found, reviewed, today, practice)
    for item in listed.blocking:
        assert item.text
        assert "\n" not in item.text
        if item.key is not None:
            found.place(item.key)


def test_keys_of_items_are_where_to_jump():
    assert things(ordinary(**{COD: ""})).blocking[0].key == key(COD)


def remark(kind: str, text: str, **more: str) -> Remark:
    return Remark(kind, "a" * 16, 1, "b" * 16, 1, key(COD), "工业源·化学需氧量", text, "2018-10-12", **more)


def test_what_the_city_returned_blocks_until_it_is_answered_and_a_query_may_wait():
    said = (remark("退回单", "与在线监测不符。"), remark("查询单", "为何上升"))
    found = todo(ordinary(), (), reviewed=True, today=AFTER, practice=False, remarks=said)
    assert [(i.kind, str(i.key)) for i in found.blocking] == [("退回", COD)]
    assert [(i.kind, str(i.key)) for i in found.other[:1]] == [("查询", COD)]
    assert "工业源·化学需氧量：与在线监测不符。请改正" in found.blocking[0].text
    assert "为何上升" in found.other[0].text
    answered = tuple(remark(r.kind, r.text, answered="reply") for r in said)
    done = todo(ordinary(), (), reviewed=True, today=AFTER, practice=False, remarks=answered)
    assert not done.blocking
    assert not any(i.kind in {"退回", "查询"} for i in done.other)


def test_a_remark_on_a_row_that_is_gone_is_told_all_the_same():
    gone = Remark(
        "退回单", "a" * 16, 1, "b" * 16, 1, key("investment/X410823-099/done"), "旧项目", "未报", "2018-10-12"
    )
    found = todo(ordinary(), (), reviewed=True, today=AFTER, practice=False, remarks=(gone,))
    assert [(i.kind, i.key, i.form) for i in found.blocking] == [("退回", None, "investment")]


def test_what_has_not_left_is_named_with_its_period():
    unsent = [(period("2018Q2"), "待送出"), (period("2018Q3"), "更正中"), (period("2018Q1"), "补报")]
    found = todo(ordinary(), (), reviewed=True, today=AFTER, practice=False, unsent=unsent)
    assert [(i.kind, i.period) for i in found.other[:3]] == [
        ("未报", period("2018Q2")), ("未报", None), ("未报", period("2018Q1")),
    ]  # fmt: skip
    assert ["还没有登记送出" in found.other[0].text, "正在更正" in found.other[1].text] == [True, True]
