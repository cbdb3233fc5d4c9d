"""What looks like a slip, what it would be mended to, and what only looks so."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jzdesk.models import checks
from tests.models import kit

COD = "emissions/cod.industry/emitted"
LAST = {"2017Q3": {COD: "352.10"}, "2018Q2": {COD: "318.90"}}
SLIPS = {"231", "232", "233", "334", "335"}


def failed(words, earlier=LAST, when="2018Q3"):
    found = checks.run(kit.sheet(when, words, earlier), "emissions")
    return [f for f in found if f.rule in SLIPS and f.result == "failed"]


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
