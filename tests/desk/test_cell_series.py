"""The line of a cell's last periods: exact figures, gaps, breaks, and nothing where there is no line."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jzdesk.desk.cell_series import Series, series
from tests.models.kit import key, own, sheet

EMITTED = "emissions/cod.industry/emitted"
MEAN, BASIS = "quality/pm25/mean", "quality/pm25/basis"


def of(found, name: str) -> Series:
    made = series(found, key(name))
    assert made is not None
    return made


def test_figures_are_exact_and_gaps_say_why() -> None:
    earlier = {
        "2017Q2": {EMITTED: "381.91"}, "2017Q4": {EMITTED: "未监测"}, "2018Q1": {EMITTED: "273.88"},
    }  # fmt: skip
    made = of(sheet("2018Q2", {EMITTED: "312.45"}, earlier), EMITTED)
    assert made.title == "近 12 季"
    assert [(str(p.period), p.value, p.joined) for p in made.points] == [
        ("2017Q2", Decimal("381.91"), False), ("2017Q3", None, False), ("2017Q4", None, False),
        ("2018Q1", Decimal("273.88"), False), ("2018Q2", Decimal("312.45"), True),
    ]  # fmt: skip
    assert made.points[0].text == "2017年第二季度　381.91 吨"
    assert made.points[1].text == "2017年第三季度　没有填报"
    assert made.points[2].text == "2017年第四季度　未监测"
    assert made.told == "2017年第二季度以来 3 期有数，最低 273.88，最高 381.91"


def test_only_the_last_twelve_quarters_are_shown() -> None:
    quarters = [f"{year}Q{n}" for year in (2016, 2017, 2018) for n in (1, 2, 3, 4)]
    found = sheet("2019Q1", {EMITTED: "9"}, {q: {EMITTED: "1"} for q in quarters})
    points = of(found, EMITTED).points
    assert (str(points[0].period), str(points[-1].period), len(points)) == ("2016Q2", "2019Q1", 12)


@pytest.mark.parametrize(
    ("when", "name", "earlier", "title", "count"),
    [
        ("2018H2", "reductions/R1/cut_cod", ("2017H2", "2018H1"), "近 6 个半年", 3),
        ("2018", "emissions/cod.industry/annual", ("2015", "2016"), "各年", 4),
    ],
)
def test_other_kinds_of_period_have_their_own_line(when, name, earlier, title, count) -> None:
    added = (own("reductions", "R1", "projects", "2017H1"),)
    found = sheet(when, {name: "3"}, {p: {name: "2"} for p in earlier}, own=added)
    made = of(found, name)
    assert (made.title, len(made.points)) == (title, count)


def test_the_line_breaks_where_the_basis_changed() -> None:
    earlier = {
        "2018Q1": {MEAN: "80", BASIS: "标况"}, "2018Q2": {MEAN: "55"}, "2018Q3": {MEAN: "41", BASIS: "实况"},
    }  # fmt: skip
    made = of(sheet("2018Q4", {MEAN: "60", BASIS: "实况"}, earlier), MEAN)
    assert [p.joined for p in made.points] == [False, True, False, True]
    assert made.broken == "2018年第三季度起监测基准不同，线在这里断开"


def test_one_figure_is_no_line() -> None:
    made = of(sheet("2018Q3", {EMITTED: "5"}), EMITTED)
    assert made.points == ()
    assert made.told == ""


def test_a_total_to_date_has_the_totals_of_its_time() -> None:
    earlier = {"2017Q4": {EMITTED: "9"}, "2018Q1": {EMITTED: "1.5"}, "2018Q2": {EMITTED: "2.25"}}
    made = of(sheet("2018Q3", {EMITTED: "3"}, earlier), "emissions/cod.industry/ytd")
    assert [p.value for p in made.points] == [Decimal("1.5"), Decimal("3.75"), Decimal("6.75")]


def test_a_comparison_shows_the_figure_it_is_about() -> None:
    found = sheet("2018Q3", {EMITTED: "3"}, {"2018Q2": {EMITTED: "2"}})
    made = of(found, "emissions/cod.industry/change_previous")
    assert made.title == "近 12 季（本季）"
    assert [p.value for p in made.points] == [Decimal(2), Decimal(3)]


@pytest.mark.parametrize("name", ["quality/pm25/basis", "milestones/M053/status", "quality/good_days/target"])
def test_what_is_no_figure_has_no_line(name) -> None:
    assert series(sheet("2018Q3"), key(name)) is None
