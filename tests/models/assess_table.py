"""One real target of each kind and its verdicts; `python -m tests.models.assess_table` prints them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import Any

from jzdesk.models.assess.case import Case, Given, Observed
from jzdesk.models.assess.judge import Judgement, assess, judge
from jzdesk.models.period import Period
from tests.models import kit

of_plan = partial(Case, start=2015, end=2020)
"""A case of the years of the plan shipped."""


def observed(word: str) -> Observed:
    """Return a figure where the word is one, else the word."""
    return Decimal(word) if word.lstrip("-").replace(".", "").isdigit() else word


def case(code: str, at: str, series: Mapping[str, str], **more: Any) -> Case:
    """Return the case of a shipped indicator; `bases` by the period's text."""
    indicator = kit.plan().indicator(code)
    assert indicator is not None, code
    bases = {Period.parse(p): b for p, b in more.pop("bases", {}).items()}
    values = {Period.parse(p): observed(v) for p, v in series.items()}
    return of_plan(indicator, Period.parse(at), values, bases=bases, **more)


def judged(code: str, at: str, series: Mapping[str, str], **more: Any) -> Judgement:
    """Return the judgement that counts."""
    return assess(case(code, at, series, **more)).main


def judged_by(op: str, code: str, at: str, series: Mapping[str, str], **more: Any) -> Judgement:
    """Return the judgement against the indicator's target of one kind."""
    made = case(code, at, series, **more)
    return judge(made, next(t for t in made.targets if t["op"] == op))


@dataclass(frozen=True)
class Example:
    op: str
    indicator: str
    at: str
    series: Mapping[str, str]
    verdict: str
    code: str
    more: Mapping[str, Any] = field(default_factory=dict)

    def judge(self) -> Judgement:
        return judged_by(self.op, self.indicator, self.at, self.series, **self.more)


DONE, ON, LATE, NONE = "已达", "达到时间进度", "滞后", "无法评价"
FROM_PROVINCE = {"op": "reduce_pct", "value": "18", "unit": "%", "year": "2020", "scope": []}

EXAMPLES = (
    # Figures with a base year: a straight line, both ways.
    Example(">=", "air_good_days_ratio", "2018", {"2018": "65"}, DONE, "met_early"),
    Example(">=", "air_good_days_ratio", "2018", {"2018": "57.96"}, ON, "on_track"),
    Example(">=", "air_good_days_ratio", "2018", {"2018": "57.95"}, LATE, "behind"),
    Example(">=", "air_good_days_ratio", "2020", {"2020": "65"}, DONE, "met"),
    Example(">=", "air_good_days_ratio", "2020", {"2020": "64.9"}, LATE, "missed"),
    Example(">=", "air_good_days_ratio", "2018", {}, NONE, "open"),
    Example(">=", "village_waste_managed", "2018", {"2018": "80"}, NONE, "no_base"),
    Example(">=", "gas_primary_energy_share", "2018", {"2018": "8"}, NONE, "undated_base"),
    Example(">=", "sludge_disposal_rate", "2018", {"2018": "80"}, NONE, "no_year"),
    Example(">=", "sludge_disposal_rate", "2020", {"2020": "80"}, LATE, "missed_undated"),
    Example(">=", "coal_washing_rate", "2018", {"2018": "94"}, NONE, "no_year"),
    Example(">=", "forest_coverage", "2017", {"2017": "29.9"}, LATE, "fell_back"),
    Example("<=", "pm25_annual_mean", "2018", {"2018": "58"}, DONE, "met_early"),
    Example("<=", "pm25_annual_mean", "2018", {"2018": "69.6"}, ON, "on_track"),
    Example("<=", "pm25_annual_mean", "2018", {"2018": "69.7"}, LATE, "behind"),
    Example("<=", "pm25_annual_mean", "2020", {"2020": "58.1"}, LATE, "missed"),
    Example("<=", "pm25_annual_mean", "2019", {"2019": "50"}, NONE, "basis", {"bases": {"2019": "actual"}}),
    Example("<=", "coal_total", "2020Q2", {"2020Q2": "700"}, NONE, "only_to_date"),
    Example("<=", "coal_total", "2020Q3", {"2020Q3": "1392.1"}, LATE, "over_limit"),
    Example("<", "radiation_accident_rate", "2018", {"2018": "1.4"}, DONE, "met_undated"),
    Example("<", "radiation_accident_rate", "2018", {"2018": "1.5"}, NONE, "no_year"),
    Example("<", "radiation_accident_rate", "2020", {"2020": "1.5"}, LATE, "missed_undated"),
    Example("=", "drinking_source_compliance", "2018", {"2018": "100"}, DONE, "met_early"),
    Example("=", "drinking_source_compliance", "2018", {"2018": "99.9"}, LATE, "fell_back"),
    Example("=", "nsbd_green_belt_width", "2018", {"2018": "101"}, NONE, "no_year"),
    Example("approx", "polluted_farmland_safe_use", "2020", {"2020": "90"}, DONE, "met"),
    Example("approx", "polluted_farmland_safe_use", "2020", {"2020": "89.9"}, LATE, "missed"),
    Example("approx", "polluted_farmland_safe_use", "2018", {"2018": "88", "2015": "80"}, ON, "on_track"),
    Example("approx", "polluted_farmland_safe_use", "2018", {"2018": "88"}, NONE, "no_base"),
    Example("range", "dashahe_bike_track_width", "2018", {"2018": "4"}, DONE, "met_undated"),
    Example("range", "dashahe_bike_track_width", "2018", {"2018": "3.5"}, NONE, "no_year"),
    Example("range", "dashahe_bike_track_width", "2020", {"2020": "6.1"}, LATE, "missed_undated"),
    Example("within", "green_within_300m", "2018", {"2018": "300"}, DONE, "met_undated"),
    Example("within", "green_within_300m", "2020", {"2020": "301"}, LATE, "missed_undated"),
    Example("within", "green_within_300m", "2018", {}, NONE, "rule"),
    # Changes: of a thing whose base figure is known, as reported, or of five years added up.
    Example("reduce_pct", "pm25_annual_mean", "2018", {"2018": "62.64"}, DONE, "met_early"),
    Example("reduce_pct", "pm25_annual_mean", "2018", {"2018": "72.384"}, ON, "on_track"),
    Example("reduce_pct", "pm25_annual_mean", "2018", {"2018": "72.4"}, LATE, "behind"),
    Example("reduce_pct", "voc_total", "2017", {"2016": "2", "2017": "2"}, ON, "on_track"),
    Example("reduce_pct", "voc_total", "2017", {"2016": "2", "2017": "1.9"}, LATE, "behind"),
    Example("reduce_pct", "voc_total", "2018", {"2016": "4", "2017": "4", "2018": "2"}, DONE, "met_early"),
    Example("reduce_pct", "voc_total", "2017", {"2017": "6"}, NONE, "missing_year"),
    Example("reduce_pct", "voc_total", "2017Q4", {"2017Q4": "6"}, NONE, "only_to_date"),
    Example("reduce_pct", "water_per_gdp_reduction", "2018", {"2018": "30"}, NONE, "no_base"),
    Example("reduce_pct", "industrial_energy_intensity_reduction", "2018", {"2018": "1"}, NONE,
            "no_base_year"),
    Example("increase_pp", "power_coal_share_increase", "2018", {"2018": "9"}, NONE, "no_base_year"),
    Example("provincial", "cod_total", "2018", {"2018": "10"}, NONE, "provincial"),
    Example(
        "reduce_pct", "cod_total", "2018", {"2018": "5.3"}, ON, "on_track",
        {"measured_in": "万吨", "given": Given(target=FROM_PROVINCE)},
    ),
    # Without figures: nothing left, all of it, classes, what is kept or must not grow.
    Example("eliminate", "black_odorous_water_ratio", "2018", {"2018": "0"}, DONE, "met_early"),
    Example("eliminate", "black_odorous_water_ratio", "2018", {"2018": "20"}, NONE, "no_base"),
    Example("eliminate", "black_odorous_water_ratio", "2018", {"2015": "100", "2018": "40"}, ON, "on_track"),
    Example("eliminate", "black_odorous_water_ratio", "2018", {"2015": "100", "2018": "41"}, LATE, "behind"),
    Example("eliminate", "black_odorous_water_ratio", "2020", {"2020": "0.1"}, LATE, "missed"),
    Example("full", "public_bike_coverage", "2018", {"2018": "100"}, DONE, "met_early", {"measured_in": "%"}),
    Example("full", "public_bike_coverage", "2018", {"2018": "99"}, NONE, "no_base", {"measured_in": "%"}),
    Example("full", "public_bike_coverage", "2020", {"2020": "99"}, LATE, "missed", {"measured_in": "%"}),
    Example("full", "public_bike_coverage", "2018", {"2018": "missed"}, NONE, "state_not_yet"),
    Example("standard", "water_saving_city_standard", "2020", {"2020": "met"}, DONE, "met"),
    Example("standard", "water_saving_city_standard", "2020", {"2020": "missed"}, LATE, "missed"),
    Example("standard", "water_saving_city_standard", "2018", {}, NONE, "qualitative"),
    Example("standard", "water_saving_city_standard", "2018", {"2018": "pending"}, NONE, "pending"),
    Example("standard", "o3_ambient_compliance", "2018", {"2018": "180"}, NONE, "qualitative",
            {"measured_in": "微克/立方米"}),
    Example("class_at_least", "qinhe_class_iv", "2018", {"2018": "Ⅳ"}, DONE, "met_early"),
    Example("class_at_least", "qinhe_class_iv", "2018", {"2018": "Ⅴ"}, NONE, "class_short"),
    Example("class_at_least", "qinhe_class_iv", "2020", {"2020": "劣Ⅴ"}, LATE, "missed"),
    Example("stable", "groundwater_points_quality", "2020", {"2020": "met"}, DONE, "met"),
    Example("stable", "groundwater_points_quality", "2018", {"2018": "met"}, ON, "kept"),
    Example("stable", "groundwater_points_quality", "2018", {"2018": "missed"}, LATE, "not_kept"),
    Example("stable", "groundwater_points_quality", "2018", {"2015": "Ⅲ", "2018": "Ⅲ"}, ON, "kept"),
    Example("stable", "groundwater_points_quality", "2018", {"2017": "Ⅲ", "2018": "Ⅳ"}, LATE, "not_kept"),
    Example("stable", "groundwater_points_quality", "2018", {"2018": "Ⅲ"}, NONE, "no_earlier"),
    Example("zero_growth", "fertilizer_zero_growth", "2020", {"2019": "90", "2020": "90"}, DONE, "met"),
    Example("zero_growth", "fertilizer_zero_growth", "2018", {"2017": "90", "2018": "90"}, ON, "kept"),
    Example("zero_growth", "fertilizer_zero_growth", "2018", {"2017": "90", "2018": "91"}, NONE, "no_line"),
    Example("zero_growth", "fertilizer_zero_growth", "2020", {"2019": "90", "2020": "91"}, LATE, "missed"),
    Example("zero_growth", "fertilizer_zero_growth", "2018", {"2018": "90"}, NONE, "no_earlier"),
    Example("decline", "coal_total", "2018", {"2017": "1500", "2018": "1499"}, ON, "kept"),
    Example("decline", "coal_total", "2018", {"2017": "1500", "2018": "1500"}, NONE, "no_year"),
    Example("decline", "coal_total", "2020", {"2019": "1500", "2020": "1499"}, DONE, "met"),
    Example("decline", "coal_total", "2020", {"2019": "1500", "2020": "1500"}, LATE, "missed_undated"),
)  # fmt: skip


def table() -> str:
    """Return the table, kind by kind."""
    lines = []
    for example in EXAMPLES:
        found = example.judge()
        given = "，".join(f"{p}={v}" for p, v in example.series.items()) or "—"
        lines.append(
            f"{example.op:<15}{example.indicator:<32}{example.at:<8}{given:<28}{found.verdict}：{found.reason}"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    print(table())
