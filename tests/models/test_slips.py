"""What looks like a slip, what it would be mended to, and what only looks so."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jzdesk.models import checks
from tests.models import kit

COD = "emissions/cod.industry/emitted"
LAST = {"2017Q3": {COD: "352.10"}, "2018Q2": {COD: "318.90"}}
RULES = [r for r in kit.plan().rules if r.kind in {"slip", "swapped", "repeated"}]
SLIPS = {r.number for r in RULES}
OWN = (
    kit.own("investment", "X1", "projects", "2016Q1"), kit.own("reductions", "J1", "projects", "2016Q1"),
    kit.own("milestones", "X3", "tasks", "2016Q1"), kit.own("quality", "W1", "sources", "2016Q1"),
    kit.own("blackwater", "H1", "waters", "2016Q1"),
)  # fmt: skip


def failed(words, earlier=LAST, when="2018Q3", form="emissions", numbers=SLIPS):
    sheet = kit.sheet(when, words, earlier, own=OWN)
    asked = [r.number for r in RULES if r.form == form and r.number in numbers]
    return [f for number in asked for f in checks.run(sheet, number) if f.result == "failed"]


def mends(words, earlier, when, form, number):
    """Return what the findings of one rule would enter."""
    found = failed(words, earlier, when, form, {number})
    return [{str(key): Decimal(text) for key, text in f.mend} for f in found]


@pytest.mark.parametrize(
    ("typed", "word", "mend"),
    [
        ("3250000", "错了 4 位", "325.00"),
        ("325000", "像是按千克填的", "325.00"),
        ("3250", "错了 1 位", "325.00"),
        ("32500", "错了 2 位", "325.00"),
        ("0.04", "像是按万吨填的", "400.00"),
        ("0.33", "错了 3 位", "330.00"),
    ],
)
def test_a_power_of_ten_is_told_and_mended(typed, word, mend):
    (finding,) = failed({COD: typed})
    assert word in finding.message
    assert [(str(key), value) for key, value in finding.mend] == [(COD, mend)]
    assert not failed({COD: mend})


def test_both_earlier_figures_must_agree():
    assert not failed({COD: "3250"}, {"2017Q3": {COD: "3000"}, "2018Q2": {COD: "318.90"}})


def test_columns_filled_the_wrong_way_round_are_mended_together():
    firms = "emissions/cod.industry/enterprises"
    earlier = {"2018Q2": {firms: "28", COD: "318.90"}}
    swapped = next(f for f in failed({firms: "312", COD: "28"}, earlier) if f.rule == "232")
    assert {str(k): v for k, v in swapped.mend} == {firms: "28", COD: "312"}


SEASON = (Decimal("0.3"), Decimal(1), Decimal("1.2"), Decimal(3))
ROWS = tuple(f"emissions/{c}.industry/emitted" for c in ("cod", "nh3n", "tn", "tp", "so2", "nox", "dust"))


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_seasons_raise_no_alarm(data):
    """Figures tenfold between the seasons and a third off either way within them are what is true (P6)."""
    sizes = {row: data.draw(st.sampled_from((3, 40, 500, 6000))) for row in ROWS}

    def quarter(number: int) -> dict[str, str]:
        return {
            row: f"{size * SEASON[number] * data.draw(st.integers(75, 133)) / 100:.2f}"
            for row, size in sizes.items()
        }

    earlier = {f"2017Q{n + 1}": quarter(n) for n in range(4)} | {"2018Q1": quarter(0), "2018Q2": quarter(1)}
    assert not [f for f in failed(quarter(2), earlier) if f.rule != "233"]


@dataclass(frozen=True)
class Slip:
    """A cell, what it is held against, and what goes wrong with it: by how many places, in either direction.

    `against` are cells as `period|key` (of `when` itself too); `size` is what is usual there in units of
    the last place.
    """

    number: str
    when: str
    key: str
    against: tuple[str, ...]
    wrong: tuple[int, ...]
    size: tuple[int, int] = (2000, 90000)
    places: int = 2

    @property
    def form(self) -> str:
        return self.key.partition("/")[0]

    def words(self, figure: Decimal) -> str:
        return f"{figure:.{self.places}f}"

    def sheet_of(
        self, figure: Decimal, base: list[Decimal]
    ) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
        """Return what is typed now and what was before, with `figure` in the cell."""
        now, earlier = {self.key: self.words(figure)}, {}
        for name, value in zip(self.against, base, strict=True):
            period, _, key = name.partition("|")
            there = now if period == self.when else earlier.setdefault(period, {})
            there[key] = self.words(value)
        return now, earlier


X1, J1, W1, H1, X3 = "investment/X1", "reductions/J1", "quality/W1", "blackwater/H1", "milestones/X3"
COD_YEAR = "emissions/cod.living"
EACH = (
    Slip("231", "2018Q3", COD, (f"2017Q3|{COD}", f"2018Q2|{COD}"), (1, 2, 3, 4, -1, -2)),
    Slip("234", "2018Q3", "emissions/cod.industry/enterprises",
         ("2018Q2|emissions/cod.industry/enterprises",), (2,), (34, 300), 0),
    Slip("236", "2018", f"{COD_YEAR}/annual", (f"2017|{COD_YEAR}/closed",), (2, 3, 4, -2)),
    Slip("236", "2018", f"{COD_YEAR}/closed", (f"2018|{COD_YEAR}/flash", f"2017|{COD_YEAR}/annual"),
         (1, 2, 3, 4, -1)),
    Slip("334", "2018Q3", f"{X1}/done", (f"2017Q3|{X1}/done", f"2018Q2|{X1}/done"), (1, 2, 3, 4, -1)),
    Slip("337", "2018Q3", f"{X1}/planned", (f"2018Q2|{X1}/planned",), (2, 3, 4, -2)),
    Slip("338", "2018Q3", f"{X1}/percent", (f"2018Q2|{X1}/percent",), (-2,), (300, 600), 1),
    Slip("539", "2018Q3", "quality/good_days/days",
         ("2017Q3|quality/good_days/days", "2018Q2|quality/good_days/days"), (1, 2), (34, 92), 0),
    Slip("540", "2018Q3", "quality/pm10/mean",
         ("2017Q3|quality/pm10/mean", "2018Q2|quality/pm10/mean"), (1, 2, 3), (20, 150), 0),
    Slip("540", "2018Q3", "quality/co95/ytd",
         ("2017Q3|quality/co95/ytd", "2018Q2|quality/co95/ytd"), (1, 3), (12, 40), 1),
    Slip("541", "2018Q3", f"{W1}/numerator", (f"2017Q3|{W1}/numerator", f"2018Q2|{W1}/numerator"),
         (1, 2, 4), (300, 9000), 1),
    Slip("548", "2018", "quality/pm25/annual", ("2018Q4|quality/pm25/ytd", "2017|quality/pm25/closed"),
         (1, 3), (30, 110), 0),
    Slip("546", "2018", "quality/straw_utilization/denominator",
         ("2017|quality/straw_utilization/denominator",), (2, 4, -2, -4), (10**6, 10**7)),
    Slip("731", "2018", f"{J1}/cut_cod", (f"2018H2|{J1}/cut_cod",), (2, 3, -2)),
    Slip("827", "2018H1", f"{H1}/length", (f"2017H2|{H1}/length",), (2, 4), (300, 9000), 0),
)  # fmt: skip


@pytest.mark.parametrize("slip", EACH, ids=[f"{s.number}-{s.key}" for s in EACH])
@settings(max_examples=12, deadline=None)
@given(st.data())
def test_a_slip_is_mended_to_what_is_true_and_a_change_is_not_one(slip, data):
    """What is up to 60 % off its base is ordinary (P6); the same some places off is a slip."""
    true = data.draw(st.integers(*slip.size))
    per_cent = data.draw(
        st.lists(st.integers(63, 160), min_size=len(slip.against), max_size=len(slip.against))
    )
    step = Decimal(1).scaleb(-slip.places)
    true = true * 100 if min(slip.wrong) < 0 else true  # so that what is too small is still written whole
    base = [(Decimal(true * p) / 100).quantize(Decimal(1)) * step for p in per_cent]
    figure = true * step
    for words in (slip.sheet_of(figure, base), slip.sheet_of(base[0], [figure] * len(base))):
        assert not failed(*words, slip.when, slip.form)
    wrong = figure.scaleb(data.draw(st.sampled_from(slip.wrong)))
    if wrong.quantize(step) == wrong:
        words = slip.sheet_of(wrong, base)
        assert mends(*words, slip.when, slip.form, slip.number) == [{slip.key: figure}]


CAPPED = (
    ("334", f"{X1}/done", f"{X1}/year_plan", "2018Q1", (1, 4)),
    ("336", f"{X1}/fund_loan", f"{X1}/planned", "2018Q3", (1, 4)),
    ("336", f"{X1}/year_plan", f"{X1}/planned", "2018Q3", (1, 4)),
    ("428", f"{X3}/done", f"{X3}/quantity", "2018Q3", (1, 2, 3)),
    ("731", f"{J1}/cut_so2", f"{J1}/plan_so2", "2018H1", (1, 3)),
)


@pytest.mark.parametrize(("number", "key", "cap", "when", "wrong"), CAPPED)
@settings(max_examples=12, deadline=None)
@given(st.data())
def test_what_is_far_above_its_plan_is_a_slip_and_what_is_below_is_not(number, key, cap, when, wrong, data):
    plan = data.draw(st.integers(500, 50000))
    true = Decimal(plan * data.draw(st.integers(60, 120)) // 100)
    form = key.partition("/")[0]
    for share in (Decimal("0.001"), Decimal("0.4"), Decimal(1), Decimal("1.6")):
        typed = {cap: str(plan), key: str((plan * share).quantize(Decimal("0.01")))}
        assert not mends(typed, {}, when, form, number)
    typed = {cap: str(plan), key: f"{true.scaleb(data.draw(st.sampled_from(wrong))):f}"}
    assert mends(typed, {}, when, form, number) == [{key: true}]


def test_what_fits_under_its_plan_is_not_too_large_whatever_it_was_before():
    """Building takes up pace: a hundred times last quarter's work is well possible within the plan."""
    earlier = {"2018Q2": {f"{X1}/done": "5", f"{X1}/year_plan": "1000"}}
    assert not mends({f"{X1}/done": "500"}, earlier, "2018Q3", "investment", "334")
    assert mends({f"{X1}/done": "50000"}, earlier, "2018Q3", "investment", "334") == [{f"{X1}/done": 5}]


def test_a_tenfold_of_last_quarters_work_alone_is_no_slip():
    earlier = {"2018Q2": {f"{X1}/done": "5"}}
    assert not mends({f"{X1}/done": "50"}, earlier, "2018Q3", "investment", "334")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({f"{X1}/done": "3250000", f"{X1}/year_plan": "345"}, "本年计划投资是 345.00 万元，像是按元填的"),
        ({f"{X1}/done": "3250000", f"{X1}/planned": "3457"}, "计划总投资是 3,457.00 万元，像是按元填的"),
    ],
)
def test_the_sentence_names_what_the_figure_is_held_against(typed, said):
    (finding,) = failed(typed, {}, "2018Q3", "investment")
    assert said in finding.message
    assert [text for _, text in finding.mend] == ["325.00"]


@pytest.mark.parametrize(
    ("when", "key", "figure", "before", "said"),
    [
        ("2018Q3", "quality/co95/ytd", "2500", "2.9", "按微克/立方米填"),
        ("2018Q3", f"{W1}/denominator", "1889000", "188.9", "按吨填"),
        ("2018Q3", f"{X1}/percent", "0.8", "65", "把百分数填成了小数"),
        ("2018", "quality/fertilizer_use_efficiency/annual", "0.4", "39.2", "把百分数填成了小数"),
        ("2018", "quality/gas_coverage/denominator", "121300", "12.05", "按人填"),
        ("2018H1", f"{H1}/area", "3", "31000", "按公顷填"),
    ],
)
def test_the_unit_that_was_meant_is_named(when, key, figure, before, said):
    period = kit.period(when)
    past = period.last_year if period.kind == "year" else period.previous
    found = failed({key: figure}, {str(past): {key: before}}, when, key.partition("/")[0])
    assert [said in f.message for f in found] == [True]


def test_a_stage_is_held_against_the_one_before_it_and_the_four_quarters():
    row = "emissions/cod.industry"
    quarters = {f"2018Q{n}": {f"{row}/emitted": "330"} for n in range(1, 5)}
    assert mends({f"{row}/flash": "13200"}, quarters, "2018", "emissions", "236") == [
        {f"{row}/flash": Decimal(1320)}
    ]
    found = failed({f"{row}/flash": "1320", f"{row}/annual": "1350000"}, {}, "2018")
    assert [("快报数是 1,320.00 吨" in f.message, f.mend[0][1]) for f in found] == [(True, "1350.00")]


SWAPS = (
    ("232", "2018Q3", ("emissions/cod.industry/enterprises", "emissions/cod.industry/emitted"), (28, 318)),
    ("235", "2018Q3", (COD, "emissions/cod.industry/adjustment"), (318, None)),
    ("339", "2018Q3", (f"{X1}/year_plan", f"{X1}/done"), (1000, 200)),
    ("339", "2018Q3", (f"{X1}/planned", f"{X1}/year_plan"), (9000, 1000)),
    ("542", "2018Q3", ("quality/permits/denominator", "quality/permits/numerator"), (60, 45)),
    ("542", "2018", ("quality/straw_utilization/denominator", "quality/straw_utilization/numerator"),
     (1200, 1100)),
    ("543", "2018Q3", ("quality/so2/mean", "quality/so2/valid_days"), (13, 90)),
    ("543", "2018Q3", ("quality/good_days/days", "quality/good_days/adjustment"), (60, None)),
)  # fmt: skip


@pytest.mark.parametrize(("number", "when", "keys", "usual"), SWAPS)
@settings(max_examples=12, deadline=None)
@given(st.data())
def test_two_neighbours_the_wrong_way_round_are_told_and_changes_are_not(number, when, keys, usual, data):
    first, second = keys
    period = kit.period(when)
    past = str(period.last_year if period.kind == "year" else period.previous)
    form = first.partition("/")[0]
    before = {key: str(value) for key, value in zip(keys, usual, strict=True) if value is not None}
    left = usual[0] * data.draw(st.integers(90, 110)) // 100
    right = min(left - 1, (usual[1] or 3) * data.draw(st.integers(95, 115)) // 100) if usual[0] > 30 else 318
    if number == "543" and usual[1]:
        right = usual[1]
    typed = {first: str(left), second: str(right)}
    assert not mends(typed, {past: before}, when, form, number)
    wrong = {first: str(right), second: str(left)}
    assert mends(wrong, {past: before}, when, form, number) == [{first: left, second: right}]


def test_a_figure_in_its_neighbours_column_is_told_once_and_not_as_a_slip():
    firms = "emissions/nox.industry/enterprises"
    row = "emissions/nox.industry/emitted"
    earlier = {"2017Q3": {firms: "34", row: "318"}, "2018Q2": {firms: "34", row: "289"}}
    assert [f.rule for f in failed({firms: "286", row: "34"}, earlier)] == ["232"]
    assert [f.rule for f in failed({firms: "34", row: "28.6"}, earlier)] == ["231"]


def test_figures_that_the_other_column_cannot_hold_were_not_exchanged():
    firms = "emissions/cod.industry/enterprises"
    earlier = {"2018Q2": {firms: "28", COD: "318.90"}}
    assert not [f for f in failed({firms: "312", COD: "28.5"}, earlier) if f.rule == "232"]


def test_last_years_column_is_known_again_whatever_stage_it_was():
    rows = [f"emissions/{code}.agriculture" for code in ("cod", "nh3n", "tn", "tp")]
    pasted = {f"{row}/flash": f"{100 + n}.31" for n, row in enumerate(rows)}
    earlier = {"2017": {key.replace("flash", "closed"): value for key, value in pasted.items()}}
    (finding,) = failed(pasted, earlier, "2018")
    assert (finding.rule, finding.mend) == ("237", ())
    assert "把2017年的数又填了一遍" in finding.message
    assert not failed({**pasted, f"{rows[0]}/flash": "99"}, earlier, "2018")


def test_what_the_plan_gives_is_not_asked_about():
    """Nobody in the office can mend what plan or city have fixed."""
    assert not [f for f in checks.run(kit.sheet("2018Q3")) if f.rule == "337"]


def test_ordinary_periods_of_every_kind_raise_no_alarm():
    for when, past in (("2018Q3", ("2017Q3", "2018Q2")), ("2018H1", ("2017H2",)), ("2018", ("2017",))):
        earlier = {period: kit.filled(period, own=OWN) for period in past}
        found = checks.run(kit.sheet(when, kit.filled(when, own=OWN), earlier, own=OWN))
        assert not [f for f in found if f.rule in SLIPS and f.result == "failed" and f.mend]


def judged(column, words, earlier):
    """Return what a rule about slips in one column says of a year of a plan nobody has seen."""
    plan = kit.made_up(kit.rule("1", "slip", frequencies=["year"], column=column))
    sheet = kit.sheet("2022", words, earlier, catalogue=plan, unit=kit.MADE_UP_COUNTY)
    return [f for f in checks.run(sheet) if f.keys[0].row == "y"]


@pytest.mark.parametrize(("typed", "result"), [("1500", "passed"), ("1200", "failed"), ("15000", "failed")])
def test_a_year_ago_is_one_base_by_whichever_name(typed, result):
    """What is named twice does not vouch twice: one base alone must fit a tenfold closely."""
    found = judged("flash", {"loads/y/flash": typed}, {"2021": {"loads/y/flash": "100"}})
    assert [f.result for f in found] == [result]


def test_what_is_computed_is_told_and_not_mended():
    (found,) = judged("used", {"loads/y/flash": "12000"}, {"2021": {"loads/y/flash": "120"}})
    assert (found.result, found.mend) == ("failed", ())
    assert [f.result for f in judged("used", {}, {})] == ["not_run"]
    assert not judged("used", {"loads/y/flash": "无此项"}, {})


def test_what_is_a_hundred_thousand_times_its_plan_is_left_to_other_rules():
    typed = {f"{X1}/planned": "90", f"{X1}/fund_loan": "9000000"}
    assert not mends(typed, {}, "2018Q3", "investment", "336")


def test_a_plan_that_is_given_is_not_exchanged():
    words = {"investment/P016/year_plan": "1000", "investment/P016/done": "150"}
    found = [f for f in checks.run(kit.sheet("2018Q3", words)) if f.rule == "339"]
    codes = {tuple(key.column for key in f.keys) for f in found}
    assert codes == {("year_plan", "done")}
