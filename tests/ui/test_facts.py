"""What the panel beside the cursor tells of the plan."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from jzdesk.ui.widgets.facts import _plan
from tests.models.kit import CITY, CITY_DISTRICT, sheet


@pytest.mark.parametrize(
    ("unit", "code", "told"),
    [
        (
            CITY,
            "natural_gas_use",
            ("天然气使用量 ≥20.6亿立方米", "基数 3.18亿立方米（规划没有写年份）", "三（三）"),
        ),
        ("410823", "gas_coverage", ("燃气普及率 ≥90%", "", "五（三）")),
        (CITY_DISTRICT, "gas_coverage", ("燃气普及率 ≥97%", "", "五（三）")),
        (
            "410823",
            "pm25",
            ("细颗粒物（PM2.5）年均浓度 ≤58微克/立方米", "基数 2015年 87微克/立方米", "专栏二"),
        ),
        ("410823", "valid_days", ("", "", "")),
    ],
)
def test_target_and_base_are_those_of_the_office(unit, code, told):
    found = sheet("2018", unit=unit)
    assert _plan(SimpleNamespace(sheet=found), found.row("quality", code)) == told
