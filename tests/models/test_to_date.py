"""1—本季累计 given in place of the quarter: which cells take it, and what it makes of them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jzdesk.errors import RefusedError
from jzdesk.models import checks, derive, to_date
from jzdesk.models.entry import Cell, Key
from jzdesk.models.period import Period
from jzdesk.models.sheet import Sheet
from tests.models.kit import key, own, sheet

COD, CELL = "emissions/cod.industry", key("emissions/cod.industry/emitted")
SINCE = {"2018Q1": {f"{COD}/emitted": "100"}, "2018Q2": {f"{COD}/emitted": "200.5"}}


def quarter(found: Sheet, text: str, at: Key = CELL) -> Decimal:
    _, row, column = found.place(at)
    made = to_date.quarter_of(found, at, row, column, Decimal(text))
    return to_date.checked(made, found.period, row, column)


@pytest.mark.parametrize(
    ("place", "target"),
    [
        (f"{COD}/ytd", f"{COD}/emitted"),
        ("emissions/sewage.water/ytd", "emissions/sewage.water/emitted"),
        ("investment/P016/ytd", "investment/P016/done"),
        ("quality/good_days/cumulative", "quality/good_days/days"),
    ],
)
def test_flows_take_their_cumulative(place: str, target: str) -> None:
    assert to_date.quarter_key(sheet("2018Q3"), key(place)) == key(target)
    assert to_date.both(sheet("2018Q3"), key(target)) == (key(place), key(target))


@pytest.mark.parametrize(
    "place",
    [
        "investment/total/ytd",  # has its parts
        "investment/P016/since_start",
        "investment/P016/done",
        "quality/co95/ytd",  # reported as such
        "quality/S1/cumulative",  # a rate is no sum
        f"{COD}/previous",
    ],
)
def test_nothing_else_does(place: str) -> None:
    found = sheet("2018Q3", own=(own("quality", "S1", "sections", "2016Q1"),))
    assert to_date.quarter_key(found, key(place)) is None


def test_the_quarter_is_what_the_earlier_ones_and_adjustments_leave() -> None:
    earlier = {"2018Q1": {f"{COD}/emitted": "100"},
               "2018Q2": {f"{COD}/emitted": "200.5", f"{COD}/adjustment": "-3"}}  # fmt: skip
    assert quarter(sheet("2018Q3", {f"{COD}/adjustment": "10"}, earlier), "400") == Decimal("92.5")


def test_in_the_first_quarter_they_are_the_same() -> None:
    last_year = {f"2017Q{n}": {f"{COD}/emitted": "70"} for n in range(1, 5)}
    assert quarter(sheet("2018Q1", {}, last_year), "61.2") == Decimal("61.2")


def test_a_quarter_that_is_lacking_is_named() -> None:
    for earlier in ({"2018Q1": SINCE["2018Q1"]},
                    {**SINCE, "2018Q2": {f"{COD}/emitted": "暂缺:县水务局,2018-10-20"}}):  # fmt: skip
        with pytest.raises(RefusedError, match="缺2018年第二季度的数") as refused:
            quarter(sheet("2018Q3", {}, earlier), "400")
        assert "2018年第一季度" not in refused.value.sentence


def test_a_quarter_that_had_nothing_adds_nothing() -> None:
    earlier = {**SINCE, "2018Q1": {f"{COD}/emitted": "无此项"}}
    assert quarter(sheet("2018Q3", {}, earlier), "200.5") == 0


def test_a_row_that_is_new_this_year_begins_at_nothing() -> None:
    found = sheet("2018Q3", own=(own("investment", "X1", "projects", "2018Q3"),))
    assert quarter(found, "12.5", key("investment/X1/done")) == Decimal("12.5")


def test_a_cumulative_that_falls_is_told_with_both_sides_and_the_way_out() -> None:
    with pytest.raises(RefusedError) as refused:
        quarter(sheet("2018Q3", {}, SINCE), "280.5")
    assert refused.value.sentence.startswith("累计 280.50 吨，比2018年第二季度末的 300.50 吨少 20.00 吨")
    assert "前期调整数" in refused.value.sentence


def test_with_the_adjustment_it_is_taken_and_the_rule_finds_it() -> None:
    found = sheet("2018Q3", {f"{COD}/adjustment": "-50"}, SINCE)
    figure = quarter(found, "280.5")
    assert figure == 30
    [finding] = [f for f in checks.run(replace(found, cells={**found.cells, CELL: Cell(figure)}))
                 if f.rule == "245" and CELL in f.keys]  # fmt: skip
    assert (finding.result, finding.severity, finding.blocking) == (checks.FAILED, "核实性", True)
    assert (finding.left, finding.right, finding.difference) == ("280.50", "300.50", "-20.00")
    assert "1—本季累计 280.50 吨，比2018年第二季度末的 300.50 吨 少 20.00 吨" in finding.message


def test_an_adjustment_above_the_cumulative_leaves_no_quarter() -> None:
    found = sheet("2018Q3", {f"{COD}/adjustment": "50"}, SINCE)
    with pytest.raises(RefusedError, match=r"本季是 −9\.50，不能是负数"):
        quarter(found, "341")


def test_the_rule_has_nothing_to_say_where_nothing_came_before() -> None:
    def outcomes(when: str, earlier: dict[str, dict[str, str]]) -> list[str]:
        found = checks.run(sheet(when, {f"{COD}/emitted": "5"}, earlier))
        return [f.result for f in found if f.rule == "245" and CELL in f.keys]

    assert outcomes("2018Q1", {}) == []
    assert outcomes("2018Q3", {}) == [checks.NOT_APPLICABLE]
    assert outcomes("2018Q3", SINCE) == [checks.PASSED]


@pytest.mark.parametrize(
    ("text", "standing", "figure"),
    [("400", None, "400"), ("1,200.5吨", None, "1200.5"), ("0.04万吨", None, "400"),
     ("300.5+99.5", None, "400"), ("+99.5", "300.5", "400")],
)  # fmt: skip
def test_it_is_read_as_any_figure_is(text: str, standing: str | None, figure: str) -> None:
    _, row, column = sheet("2018Q3").place(key(f"{COD}/ytd"))
    stands = None if standing is None else Decimal(standing)
    assert to_date.figure_of(text, row, column, stands) == Decimal(figure)


@pytest.mark.parametrize("text", ["", "约四百", "=", "-5", "1.234", "无此项", "暂缺:甲,2018-10-20", "5万家"])
def test_what_is_no_figure_is_refused_with_a_sentence(text: str) -> None:
    _, row, column = sheet("2018Q3").place(key(f"{COD}/ytd"))
    with pytest.raises(RefusedError) as refused:
        to_date.figure_of(text, row, column, None)
    assert refused.value.sentence.endswith("。")


figures = st.decimals("0", "99999999", places=2)
adjustments = st.none() | st.decimals("-999999", "999999", places=2)


@given(
    earlier=st.lists(st.tuples(figures, adjustments), max_size=3), now=adjustments, quarterly=figures,
    stands=st.none() | figures,
)  # fmt: skip
def test_what_was_typed_is_what_is_then_computed(
    earlier: list[tuple[Decimal, Decimal | None]], now: Decimal | None, quarterly: Decimal,
    stands: Decimal | None,
) -> None:  # fmt: skip
    """Whatever the earlier quarters and adjustments are: the derived 累计 is the typed one, exactly."""

    def cells(figure: Decimal | None, adjustment: Decimal | None) -> dict[Key, Cell]:
        pairs = ((CELL, figure), (key(f"{COD}/adjustment"), adjustment))
        return {at: Cell(value) for at, value in pairs if value is not None}

    when = Period(2018, "quarter", len(earlier) + 1)
    before = {Period(2018, "quarter", n): cells(*pair) for n, pair in enumerate(earlier, 1)}
    found = replace(sheet(str(when)), cells=cells(stands, now), earlier=before)
    _, row, column = found.place(CELL)
    typed = quarterly + sum((a for _, a in earlier if a), now or Decimal(0)) + sum(f for f, _ in earlier)
    figure = to_date.checked(to_date.quarter_of(found, CELL, row, column, typed), when, row, column)
    assert figure == quarterly
    after = replace(found, cells={**found.cells, CELL: Cell(figure)})
    assert derive.year_to_date(after, CELL, row, column) == typed
