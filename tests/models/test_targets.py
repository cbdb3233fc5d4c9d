from __future__ import annotations

import re

import pytest

from jzdesk.models.catalogue import Catalogue
from jzdesk.models.targets import one_target, target_text


@pytest.mark.parametrize(
    ("op", "value", "text"),
    [
        (">=", "65", "≥65"),
        ("<=", "58", "≤58"),
        ("<", "10", "<10"),
        ("=", "100", "=100"),
        ("approx", "12", "约 12"),
        ("within", "5", "≤ 5"),
        ("range", ["4", "6"], "4—6"),
        ("class_at_least", "Ⅳ", "不低于 Ⅳ 类"),
        ("reduce_pct", "28", "下降 ≥ 28%"),
        ("increase_pp", "3", "提高 ≥ 3 个百分点"),
        ("eliminate", None, "消除"),
        ("stable", None, "保持稳定"),
        ("provincial", None, "待省下达"),
        ("decline", None, "负增长"),
        ("full", None, "全部完成"),
        ("standard", None, "达到标准"),
        ("zero_growth", None, "零增长"),
    ],
)
def test_every_kind_of_target_has_its_words(op, value, text):
    assert one_target({"op": op, "value": value}) == text


@pytest.mark.parametrize(
    ("target", "beside", "text"),
    [
        ({"op": ">=", "value": "65"}, "天", "≥65%"),
        ({"op": ">=", "value": "65"}, "%", "≥65"),
        ({"op": "approx", "value": "65"}, "", "约 65%"),
        ({"op": "reduce_pct", "value": "28"}, "吨", "下降 ≥ 28%"),
        ({"op": "stable"}, "吨", "保持稳定"),
    ],
)
def test_a_target_in_another_unit_than_its_row_names_it(target, beside, text):
    assert target_text({"unit": "%", "targets": [target, {"op": "<=", "value": "1"}]}, beside) == text


@pytest.mark.parametrize(
    ("code", "office", "ref", "text"),
    [
        ("gas_coverage", "410802", None, "≥97%"),
        ("gas_coverage", "410823", None, "≥90%"),
        ("gas_coverage", "410823", "gas_coverage_city", "≥90%"),
        ("heating_coverage", "410800", None, "≥80%"),
        ("heating_coverage", "410822", None, "约 50%"),
        ("heating_coverage", "410825", None, "≥80%"),
        ("pm25_annual_mean", "410823", "pm25_reduction_text", "下降 ≥ 28%"),
        ("large_farm_manure_equipment_rate", "410823", None, "≥100%（2019年）"),
        ("sludge_disposal_rate", "410823", None, "≥90%"),
        ("farmland_area", "410823", None, "待市下达"),
        ("farmland_area", "410800", None, "≥194995公顷"),
        ("fertilizer_zero_growth", "410823", None, "零增长"),
    ],
)
def test_an_office_is_measured_against_the_target_set_for_it(plan: Catalogue, code, office, ref, text):
    indicator = plan.indicator(code)
    assert indicator is not None
    assert target_text(indicator, "万人", office=office, ref=ref, end=str(plan.last_year)) == text


def test_an_indicator_without_a_target_has_no_words():
    assert target_text({"unit": "%", "targets": []}) == ""


def test_every_target_of_the_plan_can_be_printed(plan: Catalogue):
    for indicator in plan.data["indicators"]:
        for target in indicator["targets"]:
            text = one_target(target)
            assert re.search(r"\d|[\u4e00-\u9fff]", text), indicator["code"]
            value = target.get("value", [])
            assert all(part in text for part in (value if isinstance(value, list | tuple) else [value]))
