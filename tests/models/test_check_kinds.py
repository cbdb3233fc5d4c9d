"""The kinds of rules on a plan nobody has seen: what each says, and when it says nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from jzdesk.models import checks
from jzdesk.models.catalogue import Catalogue
from jzdesk.models.checks import Finding
from jzdesk.models.checks.kinds_words import check_sign
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.models.sheet import Sheet
from tests.models import kit
from tests.models.kit import MADE_UP_COUNTY, Typed, made_up, own, rule, sheet

OWN = (own("jobs", "X1", "list", "2021Q1"), own("jobs", "X2", "list", "2021Q1"))
COLUMNS = [
    {"code": "credit", "name": "代码", "kind": "text", "required": False},
    {"code": "state", "name": "状态", "kind": "enum", "options": [
        {"code": "a", "word": "甲态"}, {"code": "b", "word": "乙态"}, {"code": "c", "word": "丙态"}]},
    {"code": "term", "name": "期限", "kind": "text", "standing": "always"},
    {"code": "left_over", "name": "余款", "kind": "number", "group": "甲类", "required": False},
    {"code": "right_over", "name": "余款", "kind": "number", "group": "乙类", "required": False},
]  # fmt: skip


def catalogue(*rules: dict[str, Any]) -> Catalogue:
    """Return the made-up plan with more columns in its list of jobs."""
    plain = made_up(*rules).data
    loads, jobs = plain["forms"]
    block = jobs["blocks"][0]
    block = {**block, "columns": [*block["columns"], *(c["code"] for c in COLUMNS)]}
    return Catalogue(
        {**plain, "forms": [loads, {**jobs, "columns": [*jobs["columns"], *COLUMNS], "blocks": [block]}]}
    )


def judged(
    one: dict[str, Any],
    words: Typed,
    earlier: Mapping[str, Typed] | None = None,
    when: str = "2021Q2",
    **options: Any,
) -> list[Finding]:
    """Return what one rule says of a sheet of the made-up plan."""
    return checks.run(made(one, words, earlier, when, **options))


def made(
    one: dict[str, Any],
    words: Typed,
    earlier: Mapping[str, Typed] | None = None,
    when: str = "2021Q2",
    **options: Any,
) -> Sheet:
    return sheet(when, words, earlier, catalogue=catalogue(one), unit=MADE_UP_COUNTY, own=OWN, **options)


def results(found: list[Finding]) -> list[str]:
    return [f.result for f in found]


# Rows a rule is narrowed to


def test_a_rule_is_about_the_rows_that_say_what_it_names():
    one = rule("1", "bounds", "jobs", columns=["spent"], max="0", rows=["W1"], where={"state": ["a"]})
    assert results(judged(one, {"jobs/W1/state": "甲态", "jobs/W1/spent": "1"})) == ["failed"]
    assert results(judged(one, {"jobs/W1/state": "乙态", "jobs/W1/spent": "1"})) == []
    open_ = judged(one, {"jobs/W1/spent": "1"})
    assert (results(open_), [str(k) for k in open_[0].keys]) == (["not_run"], ["jobs/W1/state"])
    assert results(judged({**one, "where": {"credit": ["a"]}}, {})) == ["not_applicable"]
    assert results(judged({**one, "where": {"nothing": ["a"]}}, {})) == []


def test_columns_of_one_name_are_told_apart_by_their_group():
    one = rule("1", "bounds", "jobs", columns=["left_over", "spent"], max="0", rows=["W1"])
    found = judged(one, {"jobs/W1/left_over": "1", "jobs/W1/spent": "1"})
    assert [f.message.partition("：")[2].partition(" ")[0] for f in found] == ["甲类余款", "本季"]


# Pairs, near, sum, per


def test_pairs_nobody_has_filled_are_left_out():
    one = rule("1", "compare", "jobs", pairs=[["left_over", "right_over"], ["nothing", "spent"]], rows=["W1"])
    assert judged(one, {}) == []
    assert results(judged(one, {"jobs/W1/left_over": "2"})) == ["not_applicable"]
    assert results(judged(one, {"jobs/W1/left_over": "2", "jobs/W1/right_over": "1"})) == ["failed"]


def test_what_must_be_the_same_is_told_with_its_difference():
    one = rule("1", "compare", left="amount", right="q2/amount", equal=True, rows=["q"])
    found = judged(one, {"loads/q/amount": "1", "loads/q2/amount": "3.5"})[0]
    assert found.message == "季度项·主要：数量 1.00 吨，与另一季度项·主要 3.50 吨 不等，相差 2.50 吨。"
    assert (found.left, found.right, found.difference) == ("1.00", "3.50", "-2.50")


@pytest.mark.parametrize(
    ("words", "result"),
    [
        ({}, ["not_run"]),
        ({"q/amount": "1"}, ["not_run"]),
        ({"q/amount": "1", "q2/amount": "无此项"}, ["not_applicable"]),
        ({"q/amount": "110", "q2/amount": "100"}, ["passed"]),
        ({"q/amount": "90", "q2/amount": "100"}, ["passed"]),
        ({"q/amount": "89.99", "q2/amount": "100"}, ["failed"]),
        ({"q/amount": "5.9", "q2/amount": "1"}, ["passed"]),
    ],
)
def test_two_figures_are_near_each_other(words, result):
    one = rule("1", "near", left="amount", right="q2/amount", pct="10", floor="5", rows=["q"])
    assert results(judged(one, {f"loads/{k}": w for k, w in words.items()})) == result


def test_what_is_not_here_is_not_near_anything():
    for one in (
        rule("1", "near", left="nothing", right="amount", pct="10", rows=["q"]),
        rule("1", "near", left="amount", right="none/amount", pct="10", rows=["q"]),
        rule("1", "per", column="amount", other="none/amount", factor="1", unit="", limits={}, rows=["q"]),
        rule("1", "spanned", column="amount", means="nothing", rows=["q"]),
    ):
        assert judged(one, {"loads/q/amount": "1"}) == []


def test_stages_that_nobody_has_filled_are_not_compared():
    one = rule(
        "1",
        "near",
        left="flash",
        right="annual",
        pct="10",
        rows=["y"],
        frequencies=["year"],
        **{"from": "2021"},
    )
    assert judged(one, {"loads/y/flash": "5"}, when="2021") == []
    assert judged(one, {"loads/y/annual": "5"}, when="2021") == []
    assert results(judged(one, {"loads/y/flash": "5", "loads/y/annual": "9"}, when="2021")) == ["failed"]


def test_figures_that_other_quarters_lack_are_not_near():
    one = rule("1", "near", left="amount", right="sofar", pct="10", rows=["q"])
    assert results(judged(one, {"loads/q/amount": "1"})) == ["not_applicable"]


def test_parts_together_are_not_above_the_whole():
    one = rule("1", "sum", rows=["q"], parts=["q/amount", "q2/amount"], right="share/amount")
    words = {"loads/q/amount": "20", "loads/q2/amount": "20", "loads/share/amount": "40"}
    assert results(judged(one, words)) == ["passed"]
    over = judged(one, {**words, "loads/q2/amount": "21"})[0]
    assert (over.left, over.right, over.difference) == ("41.00", "40.00", "1.00")
    lacking = judged(one, {"loads/q/amount": "20"})[0]
    assert {str(k) for k in lacking.keys} == {"loads/q2/amount", "loads/share/amount"}
    assert judged({**one, "right": "nothing/amount"}, words) == []
    assert judged({**one, "parts": ["q/amount", "q2/nothing"]}, words) == []


def test_a_figure_is_weighed_against_another():
    one = rule("1", "per", rows=["q"], column="amount", other="q2/amount", factor="100", unit="克",
               limits={"q": ["20", "1000"]})  # fmt: skip
    found = judged(one, {"loads/q/amount": "0.1", "loads/q2/amount": "10"})[0]
    assert "折合 1.00 克，应在 20—1000 克 之间" in found.message
    assert results(judged(one, {"loads/q/amount": "2", "loads/q2/amount": "10"})) == ["passed"]
    assert results(judged(one, {"loads/q/amount": "100", "loads/q2/amount": "10"})) == ["passed"]
    assert results(judged(one, {"loads/q/amount": "100.01", "loads/q2/amount": "10"})) == ["failed"]
    assert results(judged(one, {"loads/q/amount": "0", "loads/q2/amount": "10"})) == ["not_applicable"]
    assert results(judged(one, {"loads/q/amount": "2"})) == ["not_run"]


def test_a_reported_sum_of_the_year_lies_among_its_quarters():
    one = rule("1", "spanned", rows=["share"], column="sofar", means="amount")
    assert results(judged(one, {"loads/share/amount": "5"})) == ["not_applicable"]
    assert results(judged(one, {})) == ["not_run"]
    reported = rule("1", "spanned", "jobs", rows=["W1"], column="left_over", means="spent")
    past = {"2021Q1": {"jobs/W1/spent": "6"}}
    for said, result in (("4.99", "passed"), ("4.98", "failed"), ("6.01", "passed"), ("6.02", "failed")):
        found = judged(reported, {"jobs/W1/spent": "5", "jobs/W1/left_over": said}, past)
        assert results(found) == [result]


@pytest.mark.parametrize(
    ("value", "result"), [("39.9", "failed"), ("40", "passed"), ("160", "passed"), ("161", "failed")]
)
def test_a_figure_far_from_the_plans_target_is_told(value, result):
    one = rule("1", "target", column="amount", times="2", rows=["share", "q", "q2"])
    aim = {"code": "i3", "unit": "%", "targets": [{"op": ">=", "value": "80"}]}
    data = catalogue(one).data
    loads, jobs = data["forms"]
    rows = [{**r, "indicator": "i3"} if r["code"] == "share" else r for r in loads["blocks"][0]["rows"]]
    loads = {**loads, "blocks": [{**loads["blocks"][0], "rows": rows}, *loads["blocks"][1:]]}
    known = Catalogue({**data, "forms": [loads, jobs], "indicators": [*data["indicators"], aim]})
    found = checks.run(sheet("2021Q2", {"loads/share/amount": value}, catalogue=known, unit=MADE_UP_COUNTY))
    assert [(f.keys[0].row, f.result) for f in found] == [("share", result)]
    bare = checks.run(sheet("2021Q2", {}, catalogue=known, unit=MADE_UP_COUNTY))
    assert results(bare) == ["not_run"]


# Filled or not


@pytest.mark.parametrize(
    ("words", "result"),
    [
        ({}, "not_run"),
        ({"state": "乙态"}, "passed"),
        ({"state": "甲态"}, "not_run"),
        ({"state": "甲态", "fund_a": "不适用"}, "failed"),
        ({"state": "甲态", "fund_a": "0"}, "passed"),
        ({"state": "甲态", "fund_a": "暂缺:县局,2021-10-20"}, "passed"),
    ],
)
def test_a_value_may_be_wanted_where_no_reason_will_do(words, result):
    one = rule("1", "requires", "jobs", when="state", equals=["a"], then="fund_a", value=True, rows=["W1"])
    found = judged(one, {f"jobs/W1/{k}": w for k, w in words.items()})
    assert results(found) == [result]
    if result == "failed":
        assert "甲款却是 不适用" in found[0].message


def test_one_of_several_cells_will_do():
    one = rule(
        "1", "requires", "jobs", when="day", filled=True, then=["left_over", "right_over"], rows=["W1"]
    )
    assert results(judged(one, {})) == ["passed"]
    lacking = judged(one, {"jobs/W1/day": "2021-05-01"})[0]
    assert lacking.result == "failed"
    assert "甲类余款、乙类余款却是 未填" in lacking.message
    assert results(judged(one, {"jobs/W1/day": "2021-05-01", "jobs/W1/right_over": "1"})) == ["passed"]


def test_a_figure_under_a_limit_may_ask_for_another():
    one = rule("1", "requires", "jobs", when="spent", below="5", then="credit", rows=["W1"])
    assert results(judged(one, {"jobs/W1/spent": "5"})) == ["passed"]
    assert results(judged(one, {"jobs/W1/spent": "4.99"})) == ["failed"]
    assert results(judged(one, {"jobs/W1/spent": "4.99", "jobs/W1/credit": "甲"})) == ["passed"]


def test_cells_that_exclude_each_other():
    one = rule("1", "excludes", "jobs", when="state", equals=["a"], then="spent", rows=["W1"])
    assert results(judged(one, {})) == ["not_run"]
    assert results(judged(one, {"jobs/W1/state": "甲态"})) == ["not_run"]
    assert results(judged(one, {"jobs/W1/state": "甲态", "jobs/W1/spent": "无此项"})) == ["passed"]
    found = judged(one, {"jobs/W1/state": "甲态", "jobs/W1/spent": "1"})[0]
    assert found.message == "某工程·工程：状态是 甲态，本季却填了 1.00 万元。"
    assert judged({**one, "then": "nothing"}, {}) == []


def test_a_note_is_kept_in_mind_for_what_was_said_before():
    one = rule("1", "note", "jobs", columns=["state", "nothing"], equals=["c"], rows=["W1"])
    key = Key.parse("jobs/W1/state")
    found = made(one, {"jobs/W1/state": "丙态"}, {"2021Q1": {"jobs/W1/state": "丙态"}})
    assert results(checks.run(found)) == ["failed"]
    noted = {p: {k: replace(c, note="停产") for k, c in cells.items()} for p, cells in found.earlier.items()}
    assert results(checks.run(replace(found, earlier=noted))) == ["passed"]
    other = {p: {k: replace(c, value="a") for k, c in cells.items()} for p, cells in noted.items()}
    assert results(checks.run(replace(found, earlier=other))) == ["failed"]
    assert key in found.cells
    assert judged(one, {}) == []


def test_a_note_to_a_figure_is_of_its_own_quarter():
    one = rule("1", "note", columns=["adjustment"], rows=["q"])
    found = made(one, {"loads/q/adjustment": "-1"}, {"2021Q1": {"loads/q/adjustment": "-1"}})
    noted = {p: {k: replace(c, note="更正") for k, c in cells.items()} for p, cells in found.earlier.items()}
    assert results(checks.run(replace(found, earlier=noted))) == ["failed"]
    assert results(judged(one, {"loads/q/adjustment": "0"})) == ["passed"]


# Time


@pytest.mark.parametrize(
    ("term", "when", "result"),
    [
        ("2021", "2021Q3", "passed"),
        ("2021", "2021Q4", "failed"),
        ("2021-06", "2021Q1", "passed"),
        ("2021-06", "2021Q2", "failed"),
        ("2021-06-30", "2021Q2", "failed"),
        ("2021-07-01", "2021Q2", "passed"),
        ("未定期限", "2021Q4", "passed"),
        ("", "2021Q4", "not_run"),
    ],
)
def test_a_term_is_over_at_its_last_day(term, when, result):
    one = rule("1", "overdue", "jobs", limit="term", state="state", settled=["b"], rows=["W1"])
    words = {"jobs/W1/term": term, "jobs/W1/state": "甲态"}
    assert results(judged(one, words, when=when)) == [result]
    settled = judged(one, {**words, "jobs/W1/state": "乙态"}, when=when)
    assert results(settled) == ["not_run" if not term else "passed"]


def test_what_is_to_be_settled_must_be_said():
    one = rule("1", "overdue", "jobs", limit="term", state="state", settled=["b"], rows=["W1"])
    assert results(judged(one, {"jobs/W1/term": "2021-06"})) == ["not_run"]
    assert judged({**one, "state": "nothing"}, {}) == []
    recurring = {**kit.MADE_UP["works"][0], "recurrence": "每年"}
    data = catalogue(one).data
    block = {**data["forms"][1]["blocks"][0], "recurs": {"每年": "year"}}
    jobs = {**data["forms"][1], "blocks": [block]}
    known = Catalogue({**data, "forms": [data["forms"][0], jobs], "works": [recurring]})
    words = {"jobs/W1/term": "2021-06", "jobs/W1/state": "甲态"}
    assert checks.run(sheet("2021Q2", words, catalogue=known, unit=MADE_UP_COUNTY)) == []


def test_states_go_forward_only():
    one = rule("1", "kept", "jobs", columns=["state", "nothing"], besides=["c"], rows=["W1"])
    moves = [("乙", "甲", "failed"), ("甲", "乙", "passed"), ("乙", "丙", "passed"), ("丙", "甲", "passed")]
    for before, now, result in moves:
        found = judged(one, {"jobs/W1/state": f"{now}态"}, {"2021Q1": {"jobs/W1/state": f"{before}态"}})
        assert results(found) == [result]
    assert judged(one, {}, {"2021Q1": {"jobs/W1/state": "乙态"}}) == []


def test_what_is_in_place_is_compared_with_the_newest_figure_there_is():
    one = rule("1", "kept", "jobs", columns=["fund_a"], rows=["W1"])
    past = {
        "2021Q1": {"jobs/W1/fund_a": "9"},
        "2021Q2": {"jobs/W1/fund_a": "无此项"},
        "2021Q4": {"jobs/W1/fund_a": "99"},
    }
    found = judged(one, {"jobs/W1/fund_a": "8"}, past, "2021Q3")[0]
    assert found.message == "某工程·工程：甲款 8.00 万元，比2021年第一季度 9.00 万元 少 1.00 万元。"
    assert results(judged(one, {"jobs/W1/fund_a": "8"}, past, "2022Q1")) == ["failed"]
    assert results(judged({**one, "within": "year"}, {"jobs/W1/fund_a": "8"}, past, "2022Q1")) == ["passed"]


# Words


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        ("91350100M000100Y43", ""),
        ("9135O100M000100Y43", "第 5 位“O”不是"),
        ("91350100m000100Y43", "第 9 位“m”不是"),
        ("91350100 M00100Y43", "第 9 位“␣”不是"),
        ("91350100M000100Y4", "共 17 位，应为 18 位"),
        ("91350100M000100Y431", "共 19 位，应为 18 位"),
        ("91A50100M000100Y43", "第 3 至 8 位"),
        ("9135010AM000100Y43", "第 3 至 8 位"),
        ("91350100M000100Y44", "末位校验码是 4，按前 17 位应为 3"),
        ("91350100M000100Y34", "末位校验码是 4"),
    ],
)
def test_what_is_wrong_with_a_code_is_named(code, wrong):
    one = rule("1", "code", "jobs", column="credit", rows=["W1"])
    found = judged(one, {"jobs/W1/credit": code})[0]
    assert found.result == ("failed" if wrong else "passed")
    assert wrong in found.message


def test_a_code_that_is_lacking_is_not_judged():
    one = rule("1", "code", "jobs", column="credit", rows=["W1"])
    assert results(judged(one, {"jobs/W1/credit": "无此项"})) == ["not_applicable"]
    assert judged({**one, "column": "nothing"}, {}) == []


def test_every_swap_of_two_neighbours_in_a_code_is_found():
    right = "91350100M000100Y43"
    for n in range(17):
        swapped = right[:n] + right[n + 1] + right[n] + right[n + 2 :]
        if swapped != right:
            assert check_sign(swapped) != swapped[-1]


def test_the_later_of_two_rows_of_one_name_is_told():
    one = rule("1", "unique", "jobs", columns=["called", "credit"])
    words = {
        "jobs/X1/called": "某 工程",
        "jobs/X2/called": "另一工程",
        "jobs/X2/credit": "ａ1",
        "jobs/X1/credit": "A1",
    }
    failed = [f for f in judged(one, words) if f.result == "failed"]
    assert [[str(k) for k in f.keys] for f in failed] == [
        ["jobs/X1/called", "jobs/W1/called"], ["jobs/X2/credit", "jobs/X1/credit"],
    ]  # fmt: skip
    assert "（X1）：名称 某 工程 与编号 W1 的重复" in failed[0].message


def test_a_text_is_not_too_thin_and_not_the_old_one():
    one = rule("1", "text", "jobs", columns=["credit", "nothing"], min="4", fresh=True, rows=["W1"])
    assert judged(one, {}) == []
    assert "只有 3 个字（甲 乙 丙）" in judged(one, {"jobs/W1/credit": "甲 乙\n丙"})[0].message
    past = {"2021Q1": {"jobs/W1/credit": "甲乙丙丁"}}
    assert "与2021年第一季度一字不差" in judged(one, {"jobs/W1/credit": "甲乙 丙丁"}, past)[0].message
    assert results(judged(one, {"jobs/W1/credit": "甲乙丙戊"}, past)) == ["passed"]
    long = "字" * 60
    stale = judged({**one, "min": "99"}, {"jobs/W1/credit": long})[0]
    assert "字…" in stale.message
    assert long not in stale.message


# Between forms


def test_what_another_form_says_wants_a_word_here():
    one = rule("1", "because", rows=["q"], when="jobs/state", equals=["a"], then="amount")
    words = {
        "jobs/W1/state": "甲态",
        "jobs/W3/state": "甲态",
        "jobs/X1/state": "甲态",
        "jobs/X2/state": "甲态",
    }
    assert results(judged(one, words)) == ["not_run"]
    found = judged(one, {**words, "loads/q/amount": "无此项"})[0]
    assert found.result == "failed"
    assert "《工程》有 4 项甲态（" in found.message
    assert "…）" in found.message
    assert results(judged(one, {**words, "loads/q/amount": "1"})) == ["passed"]
    assert results(judged(one, {"loads/q/amount": "无此项"})) == ["passed"]
    assert judged(one, words, nil=("jobs",)) == []
    assert judged({**one, "when": "jobs/nothing"}, words) == []


def test_a_form_that_was_declared_nil_is_held_against_what_is_said():
    one = rule("1", "not_nil", "jobs", column="state", equals=["a"], other="loads", rows=["W1"])
    found = made(one, {"jobs/W1/state": "甲态"}, {"2020H2": {}, "2021": {}})
    nil = {Period.parse("2020H2"): frozenset({"loads"})}
    assert results(checks.run(replace(found, earlier_nil=nil))) == ["passed"]
    late = {Period.parse("2021"): frozenset({"loads"})}
    said = checks.run(replace(found, earlier_nil=late))[0]
    assert said.message == "某工程·工程：状态是 甲态，2021年的《负荷》却是零报告。"
    assert results(judged(one, {})) == ["not_run"]
    assert judged({**one, "column": "nothing"}, {}) == []


def test_rows_of_one_name_in_two_forms_agree():
    one = rule("1", "same_name", "jobs", column="state", equals=["a"], other="jobs/state", barred=["b"])
    found = judged(one, {"jobs/W1/state": "甲态"})
    assert results(found) == ["passed"]
    again = {"jobs/X1/called": "某工程·工程", "jobs/X1/state": "乙态", "jobs/W1/state": "甲态"}
    assert [(f.keys[0].row, f.result) for f in judged(one, again) if f.result == "failed"] == [
        ("W1", "failed")
    ]
    assert judged({**one, "column": "nothing"}, again) == []
    assert judged({**one, "other": "nothing/state"}, again) == []


def test_a_row_whose_state_is_open_cannot_be_held_against_another():
    one = rule("1", "same_name", "jobs", column="state", equals=["a"], other="jobs/sort", barred=["new"])
    assert "not_run" in results(judged(one, {"jobs/W3/state": "甲态"}))


def test_a_fall_is_covered_by_what_was_cut():
    one = rule("1", "fall", totals=True, column="used", pct="10", cuts={"all": "jobs/left_over"},
               frequencies=["year"], **{"from": "2021"})  # fmt: skip
    now = {"loads/q/flash": "50", "loads/y/flash": "1"}
    past = {"2021": {"loads/q/flash": "100", "loads/y/flash": "1"}}
    found = judged(one, now, past, "2022")[0]
    assert (found.result, found.left, found.right, found.difference) == ("failed", "50.00", "0.00", "50.00")
    assert results(judged(one, {**now, "loads/q/flash": "90"}, past, "2022")) == ["passed"]
    assert results(judged(one, now, {}, "2022")) == ["not_applicable"]
    assert results(judged(one, {}, past, "2022")) == ["not_run"]
    assert judged({**one, "cuts": {}}, now, past, "2022") == []
