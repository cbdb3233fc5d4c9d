"""The yearly rows of form quality: rates from two figures, figures in stages, words of a verdict."""

from __future__ import annotations

import pytest

from jzdesk.models import checks, derive
from jzdesk.models.sheet import Sheet
from tests.models.kit import CITY, CITY_DISTRICT, filled, key, sheet

COMPLETE = {"501", "504", "505"}
STRAW, FARMLAND = "quality/straw_utilization", "quality/farmland_area"


def value(found: Sheet, text: str) -> str | None:
    _, row, column = found.place(key(text))
    return derive.derived_value(found, key(text), row, column)


def test_a_rate_is_computed_and_stands_beside_last_years():
    last = {f"{STRAW}/numerator": "800", f"{STRAW}/denominator": "1000"}
    now = {f"{STRAW}/numerator": "2", f"{STRAW}/denominator": "3"}
    found = sheet("2018", now, {"2017": last})
    assert [value(found, f"{STRAW}/{c}") for c in ("rate", "last_rate", "target")] == ["66.7", "80.0", "≥90%"]


def test_a_figure_is_taken_at_its_highest_stage():
    last = {f"{FARMLAND}/flash": "9", f"{FARMLAND}/closed": "20.5"}
    found = sheet("2018", {f"{FARMLAND}/flash": "19", f"{FARMLAND}/annual": "19.5"}, {"2017": last})
    assert [value(found, f"{FARMLAND}/{c}") for c in ("final", "last_final")] == ["19.50", "20.50"]


def test_the_year_of_air_has_the_quarters_beside_it():
    past = {f"2018Q{n}": {"quality/good_days/days": "50"} for n in range(1, 5)}
    past["2018Q2"]["quality/good_days/adjustment"] = "-1"
    found = sheet("2018", {"quality/good_days/annual": "200", "quality/pm25/flash": "60"}, past)
    assert [value(found, f"quality/good_days/{c}") for c in ("quarters", "gap")] == ["199", "1"]
    assert [value(found, f"quality/pm25/{c}") for c in ("final", "target")] == ["60", "≤58"]


@pytest.mark.parametrize(
    ("unit", "row", "target"),
    [
        (CITY, "gas_coverage", "≥97%"), (CITY_DISTRICT, "gas_coverage", "≥97%"),
        ("410823", "gas_coverage", "≥90%"), ("410823", "gas_coverage_town", "≥80%"),
        ("410823", "heating_coverage", "约 50%"), ("410802", "heating_coverage", "≥80%"),
        ("410823", "large_farm_manure_equipment_rate", "≥100%（2019年）"),
        ("410823", "fertilizer_zero_growth", "零增长"), (CITY, "coal_total", "≤1392"),
        (CITY, "qinhe_class_iv", "不低于 Ⅳ 类"), (CITY, "groundwater_points_quality", "保持稳定"),
    ],
)  # fmt: skip
def test_each_office_sees_the_target_set_for_it(unit, row, target):
    assert value(sheet("2018", unit=unit), f"quality/{row}/target") == target


@pytest.mark.parametrize("unit", [CITY, "410823", CITY_DISTRICT])
def test_a_year_that_is_filled_is_complete_and_every_gap_is_named(unit):
    words = filled("2018", unit=unit)
    stages = {k.replace("/final", "/flash"): "10" for k in finals(unit)}
    whole = checks.run(sheet("2018", {**words, **stages}, unit=unit))
    mine = [f for f in whole if f.keys[0].form == "quality"]
    assert mine
    assert [f.message for f in mine if f.rule in COMPLETE and f.result != checks.PASSED] == []
    bare = {str(k) for f in checks.run(sheet("2018", unit=unit)) if f.blocking for k in f.keys}
    assert bare >= {k for k in {*words, *stages} if k.startswith("quality/")}


def finals(unit: str) -> list[str]:
    """Return the keys of an office's figures that come in stages."""
    rows = sheet("2018", unit=unit).rows("quality")
    return [f"quality/{row.code}/final" for row in rows if "final" in row.columns]


def test_what_is_reached_is_not_more_than_there_is():
    words = {f"{STRAW}/numerator": "4", f"{STRAW}/denominator": "3"}
    found = [f for f in checks.run(sheet("2018", words)) if f.rule == "504" and f.result == "failed"]
    assert [f.keys[0].row for f in found] == ["straw_utilization"]
