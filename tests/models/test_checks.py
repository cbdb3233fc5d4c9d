from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jzdesk.models import checks
from jzdesk.models.catalogue import Catalogue
from jzdesk.models.checks import Finding, kinds
from jzdesk.models.sheet import Explanation, Sheet
from tests.models import kit
from tests.models.kit import CITY, MADE_UP_COUNTY, Typed, made_up, own, period, rule, sheet
from tests.thoroughness import tries

COD, P16, M23 = "emissions/cod.industry", "investment/P016", "milestones/M023"
P16_NAME = "武陟县圪垱店村污水治理工程"
OWED = "暂缺:县局,2018-10-20"


def at(row: str, words: Typed) -> dict[str, str]:
    """Return the words with their row before the column, where they name none."""
    return {name if "/" in name else f"{row}/{name}": word for name, word in words.items()}


def before(**words: str) -> dict[str, Typed]:
    """Return the same figures for both earlier quarters of the year."""
    return {"2018Q1": words, "2018Q2": words}


def outcomes(found: Sheet, number: str, row: str) -> list[Finding]:
    """Return what a rule says of one row."""
    return [f for f in checks.run(found) if f.rule == number and str(f.keys[0]).startswith(f"{row}/")]


def outcome(
    number: str, row: str, words: Typed, earlier: Mapping[str, Typed] | None = None, **options
) -> Finding:
    """Return the one thing a rule says of a row."""
    when = options.pop("when", "2018Q3")
    past = {p: at(row, w) for p, w in (earlier or {}).items()}
    found = outcomes(sheet(when, at(row, words), past, **options), number, row)
    assert len(found) == 1, found
    return found[0]


# Every kind of rule with the rules in force


@pytest.mark.parametrize(
    ("number", "row", "words", "earlier", "result"),
    [
        # requires: above zero
        ("103", COD, {"emitted": "5", "enterprises": "1"}, {}, "passed"),
        ("103", COD, {"emitted": "0", "enterprises": "0"}, {}, "passed"),
        ("103", COD, {"emitted": "无此项"}, {}, "passed"),
        ("103", COD, {"emitted": "5", "enterprises": "0"}, {}, "failed"),
        ("103", COD, {"emitted": "5"}, {}, "not_run"),
        ("103", COD, {"enterprises": "5"}, {}, "not_run"),
        ("103", COD, {"emitted": "5", "enterprises": "保密"}, {}, "not_applicable"),
        # requires: certain words
        ("306", P16, {"stage": "投运", "actual_end": "2018-05"}, {}, "passed"),
        ("306", P16, {"stage": "投运"}, {"2018Q1": {"actual_end": "2018-03"}}, "passed"),
        ("306", P16, {"stage": "在建"}, {}, "passed"),
        ("306", P16, {"stage": "验收"}, {}, "failed"),
        ("306", P16, {}, {}, "not_run"),
        ("402", M23, {"status": "已完成"}, {}, "failed"),
        ("402", M23, {"status": "推进中"}, {}, "passed"),
        ("404", M23, {"status": "滞后"}, {}, "failed"),
        ("404", M23, {"status": "滞后", "problems": "资金未到位，10月开工。"}, {}, "passed"),
        # bounds
        ("305", P16, {"percent": "0"}, {}, "passed"),
        ("305", P16, {"percent": "100"}, {}, "passed"),
        ("305", P16, {"percent": "100.1"}, {}, "failed"),
        ("305", P16, {}, {}, "not_run"),
        ("305", P16, {"percent": "不适用"}, {}, "not_applicable"),
        # bounds on the cumulative
        ("104", COD, {"emitted": "5", "adjustment": "-15"}, before(emitted="5"),
         "passed"),
        ("104", COD, {"emitted": "5", "adjustment": "-15.01"},
         before(emitted="5"), "failed"),
        ("104", COD, {"emitted": "无此项", "adjustment": "-1"},
         before(emitted="0"), "failed"),
        ("104", COD, {}, before(emitted="5"), "not_run"),
        ("104", COD, {"emitted": "5"}, {"2018Q1": {"emitted": "10"}}, "not_applicable"),
        ("104", COD, {"emitted": OWED}, before(emitted="5"), "not_applicable"),
        ("307", P16, {"done": "5", "adjustment": "-6"}, before(done="0"), "failed"),
        # change
        ("211", COD, {"emitted": "130"}, {"2017Q3": {"emitted": "100"}}, "passed"),
        ("211", COD, {"emitted": "130.1"}, {"2017Q3": {"emitted": "100"}}, "failed"),
        ("211", COD, {"emitted": "69.9"}, {"2017Q3": {"emitted": "100"}}, "failed"),
        ("211", COD, {"emitted": "1.99"}, {"2017Q3": {"emitted": "1"}}, "passed"),
        ("211", COD, {"emitted": "2"}, {"2017Q3": {"emitted": "1"}}, "failed"),
        ("211", COD, {"emitted": "5"}, {}, "not_applicable"),
        ("211", COD, {"emitted": "5"}, {"2017Q3": {"emitted": "0"}}, "not_applicable"),
        ("211", COD, {"emitted": "5"}, {"2017Q3": {"emitted": "无此项"}}, "not_applicable"),
        ("211", COD, {"emitted": "无此项"}, {"2017Q3": {"emitted": "5"}}, "not_applicable"),
        ("211", COD, {}, {"2017Q3": {"emitted": "5"}}, "not_run"),
        ("212", COD, {"emitted": "150"}, {"2018Q2": {"emitted": "100"}}, "passed"),
        ("212", COD, {"emitted": "151"}, {"2018Q2": {"emitted": "100"}}, "failed"),
        ("521", "quality/pm25", {"mean": "40"}, {"2017Q3": {"mean": "60"}}, "failed"),
        ("521", "quality/pm25", {"mean": "6"}, {"2017Q3": {"mean": "10"}}, "passed"),
        ("521", "quality/pm25", {"mean": "40", "basis": "实况"}, {"2017Q3": {"mean": "60", "basis": "标况"}},
         "not_applicable"),
        # order
        ("302", P16, {"plan_start": "2018-03", "plan_end": "2018-03"}, {}, "passed"),
        ("302", P16, {"plan_start": "2018-04", "plan_end": "2018-03"}, {}, "failed"),
        ("302", P16, {"plan_start": "2018-04"}, {"2018Q1": {"plan_end": "2018-03"}}, "failed"),
        ("302", P16, {"plan_start": "2018-04"}, {}, "not_run"),
        ("302", P16, {"plan_start": "2018-04", "plan_end": "保密"}, {}, "not_applicable"),
        ("303", P16, {"actual_start": "2018-04", "actual_end": "2018-03"}, {}, "failed"),
        ("303", P16, {"actual_start": "2018-04"}, {}, "not_applicable"),
        ("304", P16, {"actual_end": "2018-09"}, {}, "passed"),
        ("304", P16, {"actual_end": "2018-10"}, {}, "failed"),
        ("304", P16, {}, {}, "not_applicable"),
        ("403", M23, {"finished": "2018-10"}, {}, "failed"),
        # compare
        ("322", P16, {"done": "5", "year_plan": "15"}, before(done="5"), "passed"),
        ("322", P16, {"done": "5", "year_plan": "14.99"}, before(done="5"),
         "failed"),
        ("322", P16, {"done": "5"}, before(done="5", year_plan="9"), "failed"),
        ("322", P16, {"year_plan": "14.99"}, before(done="5"), "not_run"),
        ("322", P16, {"done": "5"}, before(done="5"), "not_run"),
        ("322", P16, {"done": "5", "year_plan": "9"}, {"2018Q1": {"done": "5"}}, "not_applicable"),
        ("322", P16, {"done": "5", "year_plan": "保密"}, before(done="5"),
         "not_applicable"),
        ("321", P16, {"done": "5"}, {}, "not_applicable"),
        ("503", "quality/valid_days", {"days": "92"}, {}, "passed"),
        ("503", "quality/valid_days", {"days": "93"}, {}, "failed"),
        ("503", "quality/valid_days", {}, {}, "not_run"),
        ("502", "quality/good_days", {"days": "60", "quality/valid_days/days": "60"}, {}, "passed"),
        ("502", "quality/good_days", {"days": "61", "quality/valid_days/days": "60"}, {}, "failed"),
        ("502", "quality/heavy_days", {"days": "61", "quality/valid_days/days": "60"}, {}, "failed"),
        ("502", "quality/good_days", {"quality/valid_days/days": "60"}, {}, "not_run"),
        ("502", "quality/good_days", {"days": "保密", "quality/valid_days/days": "6"}, {}, "not_applicable"),
        ("522", "quality/pm25", {"mean": "60", "quality/pm10/mean": "60"}, {}, "passed"),
        ("522", "quality/pm25", {"mean": "61", "quality/pm10/mean": "60"}, {}, "failed"),
        # ratio
        ("504", "quality/permits", {"numerator": "3", "denominator": "3"}, {}, "passed"),
        ("504", "quality/permits", {"numerator": "4", "denominator": "3"}, {}, "failed"),
        ("504", "quality/permits", {"numerator": "1", "denominator": "0"}, {}, "failed"),
        ("504", "quality/permits", {"numerator": "0", "denominator": "0"}, {}, "not_applicable"),
        ("504", "quality/permits", {"numerator": "1"}, {}, "not_run"),
        ("504", "quality/permits", {"numerator": "1", "denominator": OWED}, {}, "not_applicable"),
    ],
)  # fmt: skip
def test_each_rule_in_force_passes_fails_cannot_run_or_does_not_apply(number, row, words, earlier, result):
    found = outcome(number, row, words, earlier)
    assert found.result == result
    assert bool(found.message) is (result != "passed")


def test_the_other_row_of_a_comparison_that_is_open_is_named():
    found = [f for f in checks.run(sheet("2018Q3", {"quality/good_days/days": "60"})) if f.rule == "502"]
    lacking = [f for f in found if f.result == "not_run" and "优良天数" in f.message]
    assert [[str(k) for k in f.keys] for f in lacking] == [["quality/valid_days/days"]]
    assert "有效监测天数" in lacking[0].message
    justified = {"quality/good_days/days": "未监测"}
    found = [f for f in checks.run(sheet("2018Q3", justified)) if f.rule == "502" and "优良" in f.message]
    assert found[0].result == "not_run"


def test_every_required_cell_needs_a_figure_or_a_reason():
    found = sheet("2018Q3", {f"{COD}/emitted": "5", "emissions/tp.industry/emitted": "无此项"})
    complete = {str(f.keys[0]): f.result for f in checks.run(found) if f.rule == "101"}
    assert complete[f"{COD}/emitted"] == complete["emissions/tp.industry/emitted"] == "passed"
    assert complete[f"{COD}/enterprises"] == "failed"
    assert f"{COD}/adjustment" not in complete
    assert f"{COD}/ytd" not in complete
    investment = {str(f.keys[0]) for f in checks.run(found) if f.rule == "301"}
    assert f"{P16}/done" in investment
    assert not investment & {f"{P16}/name", f"{P16}/planned", f"{P16}/content", "investment/total/done"}


@pytest.mark.parametrize(
    ("words", "result"), [({}, "failed"), ({"flash": "5"}, "passed"), ({"closed": "无此项"}, "passed")]
)
def test_one_stage_of_a_year_is_enough(words, result):
    assert outcome("102", COD, words, when="2018").result == result


def test_an_ordinary_quarter_passes():
    found = checks.run(kit.ordinary_quarter())
    assert {f.message for f in found if f.result in {"failed", "not_run"}} == set()
    assert checks.counts(found)["passed"] > 100
    assert not any(f.blocking for f in found)


RULES_OF_A_QUARTER = {
    "101", "103", "104", "211", "212", "213", "214", "216", "217", "218", "231", "232", "233",
    "234",
}  # fmt: skip


@pytest.mark.parametrize(("when", "numbers"), [("2015Q3", set()), ("2016Q1", RULES_OF_A_QUARTER)])
def test_a_rule_holds_from_its_period_on(when, numbers):
    assert {f.rule for f in checks.run(sheet(when)) if f.keys[0].form == "emissions"} == numbers


def test_the_years_rule_holds_for_the_base_year():
    assert {f.rule for f in checks.run(sheet("2015"))} == {"102", "505"}


def test_one_rule_can_be_asked_alone():
    found = sheet("2018Q3")
    alone = checks.run(found, "502")
    assert alone == [f for f in checks.run(found) if f.rule == "502"]
    assert alone


def test_a_nil_report_is_not_checked():
    found = sheet("2018Q3", nil=("milestones",))
    assert "milestones" not in {f.keys[0].form for f in checks.run(found)}


def test_an_office_is_asked_about_its_own_rows_alone():
    found = checks.run(sheet("2018Q3", unit=CITY))
    assert {f.keys[0].form for f in found} <= {"investment", "milestones", "narrative"}
    assert {f.keys[0].row for f in found} >= {"P001", "P002"}
    assert "P016" not in {f.keys[0].row for f in found}


def test_outcomes_are_counted_by_their_kind_and_the_passed_are_not_worth_reading():
    found = checks.run(sheet("2018Q3", {f"{COD}/emitted": "5"}))
    counts = checks.counts(found)
    assert list(counts) == ["passed", "failed", "not_run", "not_applicable"]
    assert sum(counts.values()) == len(found)
    assert len(checks.findings(found)) == len(found) - counts["passed"]
    assert checks.counts([]) == {"passed": 0, "failed": 0, "not_run": 0, "not_applicable": 0}


# What a finding says


@pytest.mark.parametrize(
    ("number", "row", "words", "earlier", "message", "sides"),
    [
        ("211", COD, {"emitted": "1234.5"}, {"2017Q3": {"emitted": "100"}},
         "化学需氧量·工业源：本季 1,234.50 吨，比上年同期 100.00 吨 上升 1,134.5%（允许 ±30%）。",
         ("1234.50", "100.00", "1134.50")),
        ("212", COD, {"emitted": "40"}, {"2018Q2": {"emitted": "100"}},
         "化学需氧量·工业源：本季 40.00 吨，比上季 100.00 吨 下降 60.0%（允许 ±50%）。",
         ("40.00", "100.00", "-60.00")),
        ("103", COD, {"emitted": "5", "enterprises": "0"}, {},
         "化学需氧量·工业源：本季是 5.00 吨，企业（设施）数却是 0 家。", ("5.00", "0", None)),
        ("306", P16, {"stage": "投运"}, {}, f"{P16_NAME}：阶段是 投运，实际竣工却是 未填。",
         ("投运", None, None)),
        ("305", P16, {"percent": "120"}, {}, f"{P16_NAME}：完成比例 120.0 %，高于 100.0 %。",
         ("120.0", "100.0", "20.0")),
        ("307", P16, {"done": "1", "adjustment": "-3"}, before(done="0"),
         f"{P16_NAME}：1—本季累计为 −2.00 万元，低于 0.00 万元。", ("-2.00", "0.00", "-2.00")),
        ("302", P16, {"plan_start": "2018-04", "plan_end": "2018-03"}, {},
         f"{P16_NAME}：计划开工 2018年4月 晚于计划竣工 2018年3月。", ("2018-04", "2018-03", None)),
        ("304", P16, {"actual_end": "2018-10"}, {},
         f"{P16_NAME}：实际竣工 2018年10月 晚于本期最后一天 2018年9月。", ("2018-10", "2018-09", None)),
        ("322", P16, {"done": "1500", "year_plan": "1000"}, before(done="0"),
         f"{P16_NAME}：1—本季累计 1,500.00 万元，大于本年计划投资 1,000.00 万元，多 500.00 万元。",
         ("1500.00", "1000.00", "500.00")),
        ("503", "quality/valid_days", {"days": "100"}, {},
         "有效监测天数：本季天数 100 天，大于本季日历天数 92 天，多 8 天。", ("100", "92", "8")),
        ("522", "quality/pm25", {"mean": "61", "quality/pm10/mean": "60"}, {},
         "细颗粒物（PM2.5）：本季均值 61 微克/立方米，大于可吸入颗粒物（PM10） 60 微克/立方米，"
         "多 1 微克/立方米。",
         ("61", "60", "1")),
        ("504", "quality/permits", {"numerator": "4", "denominator": "3"}, {},
         "排污许可证核发率：达到数 4 家，应达数 3 家，比率 133.3%，应在 0%—100% 之间。", ("4", "3", "1")),
        ("504", "quality/permits", {"numerator": "4", "denominator": "0"}, {},
         "排污许可证核发率：应达数为 0，达到数却是 4 家。", ("4", "0", "4")),
    ],
)  # fmt: skip
def test_a_failure_names_both_sides_with_their_figures(number, row, words, earlier, message, sides):
    found = outcome(number, row, words, earlier)
    assert (found.result, found.message) == ("failed", message)
    assert (found.left, found.right, found.difference) == sides
    assert found.remedy == next(r.remedy for r in kit.plan().rules if r.number == number)


@pytest.mark.parametrize(
    ("number", "row", "words", "earlier", "message"),
    [
        ("211", COD, {}, {}, "化学需氧量·工业源：本季未填报，这条审核无法进行。"),
        ("211", COD, {"emitted": "5"}, {}, "化学需氧量·工业源：上年同期没有数或不可比，无比较基础。"),
        ("303", P16, {}, {}, f"{P16_NAME}：实际开工、实际竣工没有数，无比较基础。"),
        ("504", "quality/permits", {}, {},
         "排污许可证核发率：合格（已发）数、抽查（应发）数未填报，这条审核无法进行。"),
        ("322", P16, {"year_plan": "1"}, {}, f"{P16_NAME}：本季完成投资未填报，这条审核无法进行。"),
        ("322", P16, {"done": "1", "year_plan": "1"}, {},
         f"{P16_NAME}：以前季度有缺，累计无法计算，无比较基础。"),
        ("104", COD, {"emitted": "无此项"}, {}, "化学需氧量·工业源：本季没有数，无比较基础。"),
    ],
)  # fmt: skip
def test_what_a_rule_lacks_is_named(number, row, words, earlier, message):
    assert outcome(number, row, words, earlier).message == message


def test_an_own_row_is_called_by_its_name():
    added = (own("investment", "X1", "projects", "2018Q1"),)
    words = {"investment/X1/name": "管网工程", "investment/X1/percent": "120"}
    found = outcomes(sheet("2018Q3", words, own=added), "305", "investment/X1")
    assert found[0].message.startswith("管网工程：")


LISTS = {"reductions": "projects", "cards": "enterprises", "blackwater": "waters"}


@st.composite
def random_quarters(draw: st.DrawFn) -> Sheet:
    """Draw a sheet of the shipped plan with anything a clerk could have typed."""
    dice = random.Random(draw(st.integers(0, 2**32)))
    added = (
        own("investment", "X1", "projects", "2018Q1"), own("quality", "X2", "sections", "2018Q2"),
        *(own(f, f"L{n}", b, "2016Q1") for f, b in LISTS.items() for n in (1, 2)),
    )  # fmt: skip
    when = dice.choice(["2018Q3", "2018Q1", "2018H2", "2018", "2016Q1"])
    blanks = ["", "", "无此项", "未监测", OWED]

    def typed(quarter: str) -> dict[str, str]:
        words = {}
        blank = sheet(quarter, own=added)
        for form in blank.forms:
            for row in blank.rows(form.id):
                for column in blank.columns(form, row):
                    if column.derived or row.derived or blank.locked(row, column):
                        continue
                    word = kit.ordinary(row, column)
                    if column.kind == "number":
                        word = str(dice.choice([0, 1, 10, 15, 100, 1000]))
                    elif column.kind == "enum":
                        word = dice.choice(column.options).word
                    elif column.kind == "month":
                        word = f"201{dice.randint(6, 9)}-{dice.randint(1, 12)}"
                    elif column.kind == "date":
                        word = f"201{dice.randint(6, 9)}-{dice.randint(1, 12)}-{dice.randint(1, 28)}"
                    elif column.code == "credit":
                        word = dice.choice(["91350100M000100Y43", "甲\n乙", word])
                    words[f"{form.id}/{row.code}/{column.code}"] = dice.choice([word] * 5 + blanks)
        return words

    past = [q for q in ("2016Q1", "2017Q3", "2018Q1", "2018Q2", "2018H1") if period(q) < period(when)]
    return sheet(when, typed(when), {q: typed(q) for q in past if dice.random() < 0.8}, own=added)


@tries(30)
@given(random_quarters())
def test_whatever_stands_in_a_sheet_findings_name_cells_that_there_are(found):
    for finding in checks.run(found):
        assert finding.keys
        for at_key in finding.keys:
            found.place(at_key)
        assert finding.remedy
        assert "\n" not in finding.message
        assert bool(finding.message) is (finding.result != "passed")
        if finding.result == "failed" and finding.difference is not None:
            assert finding.left is not None
            assert finding.right is not None
            assert Decimal(finding.left) - Decimal(finding.right) == Decimal(finding.difference)
        if finding.result == "not_run":
            for at_key in finding.keys:
                _, row, column = found.place(at_key)
                assert found.cell(at_key, row, column).open


# What blocks


@pytest.mark.parametrize(
    ("severity", "trial", "result", "explained", "blocking"),
    [
        ("强制性", False, "passed", False, False),
        ("强制性", False, "failed", False, True),
        ("强制性", False, "failed", True, True),
        ("强制性", False, "not_run", False, True),
        ("强制性", False, "not_applicable", False, False),
        ("核实性", False, "passed", False, False),
        ("核实性", False, "failed", False, True),
        ("核实性", False, "failed", True, False),
        ("核实性", False, "not_run", False, True),
        ("核实性", False, "not_run", True, True),
        ("核实性", False, "not_applicable", False, False),
        ("强制性", True, "failed", False, False),
        ("强制性", True, "not_run", False, False),
        ("核实性", True, "failed", False, False),
    ],
)
def test_what_blocks_is_decided_by_severity_result_and_explanation(
    severity, trial, result, explained, blocking
):
    text = "属实" if explained else None
    found = Finding("1", severity, trial, result, (), "", "", explanation=text)
    assert found.blocking is blocking


# Explanations


def quarter(emitted: str = "200", last_year: str = "100", *explanations: Explanation) -> Sheet:
    return sheet("2018Q3", {f"{COD}/emitted": emitted}, {"2017Q3": {f"{COD}/emitted": last_year}},
                 explanations=explanations)  # fmt: skip


def explained(finding: Finding) -> Explanation:
    return Explanation(finding.rule, finding.keys, "新增一家造纸企业。", finding.figures)


def test_an_explanation_lets_a_plausibility_finding_stand():
    bare = outcomes(quarter(), "211", COD)[0]
    assert (bare.explanation, bare.blocking) == (None, True)
    found = outcomes(quarter("200", "100", explained(bare)), "211", COD)[0]
    assert (found.result, found.explanation, found.blocking) == ("failed", "新增一家造纸企业。", False)


@pytest.mark.parametrize(("emitted", "last_year"), [("200.01", "100"), ("200", "100.01"), ("300", "200")])
def test_an_explanation_lapses_when_a_figure_changes(emitted, last_year):
    given_for = explained(outcomes(quarter(), "211", COD)[0])
    found = outcomes(quarter(emitted, last_year, given_for), "211", COD)[0]
    assert (found.explanation, found.blocking) == (None, True)


def test_an_explanation_is_of_its_rule_and_its_cells_alone():
    given_for = explained(outcomes(quarter(), "211", COD)[0])
    for other in (replace(given_for, rule="212"), replace(given_for, keys=given_for.keys * 2)):
        assert outcomes(quarter("200", "100", other), "211", COD)[0].explanation is None


def test_a_mandatory_finding_cannot_be_explained_away():
    bare = outcome("305", P16, {"percent": "120"})
    found = outcome("305", P16, {"percent": "120"}, explanations=(explained(bare),))
    assert (found.explanation, found.blocking) == (None, True)


# Rules of a plan nobody has seen


def judged(
    one: dict, words: Typed, earlier: Mapping[str, Typed] | None = None, when: str = "2021Q2"
) -> list[Finding]:
    found = sheet(when, words, earlier, catalogue=made_up(one), unit=MADE_UP_COUNTY)
    return checks.run(found)


def test_a_trial_rule_is_told_and_never_blocks():
    found = judged(rule("1", "complete", trial=True), {})
    assert {f.result for f in found} == {"failed"}
    assert all(f.trial and not f.blocking for f in found)


@pytest.mark.parametrize(("now", "result", "said"), [("30", "passed", ""), ("31", "failed", "21.0 个百分点")])
def test_percentages_change_in_points(now, result, said):
    one = rule("1", "change", column="amount", against="previous", pct="20", rows=["share"])
    found = judged(one, {"loads/share/amount": now}, {"2021Q1": {"loads/share/amount": "10"}})
    assert [f.result for f in found] == [result]
    assert said in found[0].message


def test_what_was_before_a_half_year_is_called_a_half_year():
    one = rule("1", "change", against="previous", pct="20", frequencies=["half"])
    found = judged(one, {"loads/h/amount": "30"}, {"2021H1": {"loads/h/amount": "10"}}, "2021H2")
    assert "上一个半年" in found[0].message


@pytest.mark.parametrize(
    ("day", "month", "result"),
    [
        ("2021-05-31", "2021-05", "passed"),
        ("2021-06-01", "2021-05", "failed"),
        ("2021-04-30", "2021-05", "passed"),
    ],
)
def test_a_day_and_a_month_are_compared_by_their_months(day, month, result):
    one = rule("1", "order", "jobs", first="day", second="month")
    found = judged(one, {"jobs/W1/day": day, "jobs/W1/month": month})[0]
    assert found.result == result
    if result == "failed":
        assert "2021年6月1日 晚于投用月 2021年5月" in found.message


@pytest.mark.parametrize(("day", "result"), [("2021-06-30", "passed"), ("2021-07-01", "failed")])
def test_a_day_does_not_lie_after_the_period(day, result):
    found = judged(rule("1", "order", "jobs", first="day", second="period_end"), {"jobs/W1/day": day})[0]
    assert found.result == result
    if result == "failed":
        assert found.right == "2021-06-30"


@pytest.mark.parametrize(
    "one",
    [
        rule("1", "order", "jobs", first="nothing", second="month"),
        rule("1", "order", "jobs", first="day", second="nothing"),
        rule("1", "bounds", columns=["sum4"], min="0"),
        rule("1", "compare", left="nothing", right="amount"),
        rule("1", "compare", left="amount", right="nothing"),
        rule("1", "compare", left="amount", right="nothing/amount"),
        rule("1", "compare", left="amount", right="q/nothing"),
        rule("1", "change", column="nothing", against="previous", pct="1"),
        rule("1", "change", against="previous", pct="1", rows=["share"]),
        rule("1", "ratio", numerator="nothing", denominator="amount"),
        rule("1", "requires", when="nothing", then="amount"),
        rule("1", "complete", any=["flash", "annual"]),
    ],
)
def test_a_rule_about_columns_that_are_not_here_says_nothing(one):
    assert judged(one, {}) == []


def test_a_computed_figure_may_ask_for_another():
    one = rule("1", "requires", when="before", then="amount", positive=True, rows=["q"])
    assert judged(one, {"loads/q/amount": "0"})[0].result == "not_applicable"
    past = {"2021Q1": {"loads/q/amount": "5"}}
    assert judged(one, {"loads/q/amount": "0"}, past)[0].result == "failed"
    assert judged(one, {"loads/q/amount": "1"}, past)[0].result == "passed"
    other = rule("1", "requires", when="amount", then="before", rows=["q"])
    assert judged(other, {"loads/q/amount": "1"})[0].result == "failed"
    assert judged(other, {"loads/q/amount": "1"}, past)[0].result == "passed"


def test_the_other_side_of_a_comparison_may_lack_a_quarter():
    one = rule("1", "compare", left="amount", right="sofar", rows=["q"])
    found = judged(one, {"loads/q/amount": "1"})[0]
    assert (found.result, found.message) == ("not_applicable", "季度项·主要：累计没有数，无比较基础。")


def test_a_given_figure_is_judged_like_an_entered_one():
    one = rule("1", "compare", "jobs", left="ever", right="budget")
    found = judged(one, {"jobs/W1/spent": "13", "jobs/W3/spent": "13"})
    assert [(f.result, f.left, f.right) for f in found] == [
        ("failed", "13.00", "12.50"), ("not_applicable", None, None),
    ]  # fmt: skip


def test_a_sum_of_purses_is_judged_when_every_purse_is_filled():
    one = rule("1", "compare", "jobs", left="paid", right="budget", rows=["W1"])
    assert judged(one, {"jobs/W1/fund_a": "1"})[0].result == "not_run"
    assert [str(k) for k in judged(one, {"jobs/W1/fund_a": "1"})[0].keys] == ["jobs/W1/fund_b"]
    assert judged(one, {"jobs/W1/fund_a": "1", "jobs/W1/fund_b": "保密"})[0].result == "passed"
    assert judged(one, {"jobs/W1/fund_a": "10", "jobs/W1/fund_b": "3"})[0].result == "failed"


def test_a_row_is_compared_with_a_total_when_its_parts_are_filled():
    one = rule("1", "compare", "jobs", left="spent", right="sum/spent", rows=["W1"])
    lacking = judged(one, {"jobs/W1/spent": "1"})[0]
    assert (lacking.result, [str(k) for k in lacking.keys]) == ("not_run", ["jobs/W3/spent"])
    assert judged(one, {"jobs/W1/spent": "1", "jobs/W3/spent": "1"})[0].result == "passed"


def test_a_year_without_any_stage_cannot_be_judged():
    one = rule("1", "bounds", columns=["used"], min="5", frequencies=["year"], rows=["y"])
    assert judged(one, {}, when="2021")[0].result == "not_run"
    assert judged(one, {"loads/y/annual": "4"}, when="2021")[0].result == "failed"
    assert judged(one, {"loads/y/flash": "无此项"}, when="2021")[0].result == "not_applicable"


def test_a_plausibility_rule_of_completeness_can_be_explained():
    one = rule("1", "complete", "jobs", severity="核实性", rows=["W1"])
    bare = judged(one, {})[0]
    found = sheet("2021Q2", {}, catalogue=made_up(one), unit=MADE_UP_COUNTY, explanations=(explained(bare),))
    assert checks.run(found)[0].explanation == "新增一家造纸企业。"


def test_a_ratio_has_its_own_limits():
    one = rule(
        "1", "ratio", "jobs", numerator="fund_a", denominator="fund_b", min="10", max="50", rows=["W1"]
    )
    for top, result in (("1", "failed"), ("2", "passed"), ("10", "passed"), ("10.01", "failed")):
        assert judged(one, {"jobs/W1/fund_a": top, "jobs/W1/fund_b": "20"})[0].result == result


def test_the_kinds_of_rules_are_those_of_the_plan(plan: Catalogue):
    assert {r.kind for r in plan.rules} == set(kinds.KINDS)
