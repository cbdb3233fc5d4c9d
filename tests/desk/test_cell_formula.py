"""Formulas with their figures put in: what is written must come to what stands in the cell."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal

import pytest

from jzdesk import resource
from jzdesk.desk.cell_formula import formula
from jzdesk.desk.entering import all_cells
from jzdesk.models import derive, quantity
from jzdesk.models.value import places_of
from tests.models.kit import key, sheet

SAMPLE = tomllib.loads(resource.path("sample/wuzhi.toml").read_text("utf-8"))["period"]
EMITTED, MORE = "emissions/cod.industry/emitted", "emissions/cod.industry/adjustment"


def plain(name: str) -> dict[str, str]:
    """Return the sample's typing of the rows that every county has."""
    return {k: v for k, v in SAMPLE[name].items() if "/" in k and "+" not in k and "X4" not in k}


@pytest.fixture(scope="module", params=["2018Q3", "2017"])
def filled(request):
    names = [name for name in SAMPLE if name != request.param and name < request.param]
    own = {"emissions", "quality"}

    def only(name: str) -> dict[str, str]:
        return {k: v for k, v in plain(name).items() if k.split("/")[0] in own}

    return sheet(request.param, only(request.param), {name: only(name) for name in names})


def test_every_sum_comes_to_what_stands_in_the_cell(filled) -> None:
    seen = 0
    for place, row, column in all_cells(filled):
        made = formula(filled, place)
        sums = re.fullmatch(r"([\d.,]+(?: [+−] [\d.,]+)*) = (−?[\d.,]+)", made.figures) if made else None
        if sums is None:
            continue
        seen += 1
        terms = re.findall(r"(?:([+−]) )?([\d.,]+)", sums[1])
        total = sum((Decimal(n.replace(",", "")) * (-1 if s == "−" else 1) for s, n in terms), Decimal(0))
        value = derive.number(filled, place, row, column, filled.period)
        assert total == value, (place, made)
        assert sums[2] == quantity.show(value, places_of(row, column)), place
    assert seen >= 4


def test_what_people_fill_has_no_formula_and_what_is_computed_has(filled) -> None:
    for place, row, column in all_cells(filled):
        computed = (column.derived or row.derived) and column.computes != "target"
        made = formula(filled, place)
        if not computed:
            assert made is None, place
        elif place.form == "emissions":
            assert made is not None, place
            assert made.words, place


def test_adjustments_are_written_out_with_their_sign() -> None:
    earlier = {"2018Q1": {EMITTED: "318.90"}, "2018Q2": {EMITTED: "336.88", MORE: "-3.2"}}
    made = formula(sheet("2018Q3", {EMITTED: "312.45"}, earlier), key("emissions/cod.industry/ytd"))
    assert made.words == "1—本季累计 = 各季本季之和 + 各季前期调整数之和"
    assert made.figures == "318.90 + 336.88 − 3.20 + 312.45 = 965.03"


def test_without_a_quarter_there_are_words_only() -> None:
    made = formula(sheet("2018Q3", {EMITTED: "312.45"}), key("emissions/cod.industry/ytd"))
    assert made.words
    assert made.figures == ""


@pytest.mark.parametrize(
    ("column", "words", "figures"),
    [
        ("previous", "取 2018年第二季度 的本季", ""),
        ("last_year", "取 2017年第三季度 的本季", ""),
        (
            "change_previous", "（本季 − 2018年第二季度）÷ 2018年第二季度 × 100%",
            "(3.00 − 4.00) ÷ 4.00 × 100% = −25.0%",
        ),
        ("change_last_year", "（本季 − 2017年第三季度）÷ 2017年第三季度 × 100%", ""),
    ],
)  # fmt: skip
def test_comparisons(column, words, figures) -> None:
    found = sheet("2018Q3", {EMITTED: "3"}, {"2018Q2": {EMITTED: "4"}})
    made = formula(found, key(f"emissions/cod.industry/{column}"))
    assert (made.words, made.figures) == (words, figures)


def test_rates_and_their_totals_to_date() -> None:
    names = [f"quality/hazwaste.producers/{n}" for n in ("numerator", "denominator")]
    found = sheet("2018Q2", dict(zip(names, ("6", "7"), strict=True)),
                  {"2018Q1": dict(zip(names, ("5", "5"), strict=True))})  # fmt: skip
    rate = formula(found, key("quality/hazwaste.producers/rate"))
    assert rate.figures == "6 ÷ 7 × 100% = 85.7%"
    to_date = formula(found, key("quality/hazwaste.producers/cumulative"))
    assert to_date.figures == "(5 + 6) ÷ (5 + 7) × 100% = 91.7%"


def test_the_stage_that_counts_is_named() -> None:
    found = sheet("2018", {"emissions/cod.industry/flash": "9", "emissions/cod.industry/annual": "10"})
    assert formula(found, key("emissions/cod.industry/final")).figures == "取年报数 10.00"


def test_a_total_names_the_rows_it_adds_up() -> None:
    found = sheet("2018", {"emissions/cod.industry/annual": "10", "emissions/cod.living/annual": "2.5"})
    made = formula(found, key("emissions/cod.total/annual"))
    assert "化学需氧量·工业源 + " in made.words
    assert made.figures == "10.00 + 2.50 = 12.50"
