"""查找 over a whole office: everything reachable, each once, and where it leads."""

from __future__ import annotations

import pytest

from jzdesk.desk import entering, looking_up, window
from jzdesk.models.entry import Key
from jzdesk.models.lookup import rank
from tests.desk.conftest import Q3

PAGES = (("todo", "本季待办"), ("emissions", "污染物排放"), ("plan", "规划目录"))


@pytest.fixture
def index(county):
    entering.set_values(county, Q3, ["cards/+/name", "温县垚鑫造纸厂"])
    entering.set_values(county, Q3, ["investment/+/name", "沁河湿地修复"])
    return looking_up.index(county, window.look(county, Q3), PAGES, "plan")


def first(index, typed, here=""):
    return rank(index, typed, here)[0]


@pytest.mark.parametrize(
    ("typed", "page", "key", "period"),
    [
        ("化学需氧量 工业源", "emissions", "emissions/cod.industry/emitted", "2018Q3"),
        ("氨氮 农业源", "emissions", "emissions/nh3n.agriculture/flash", "2018"),  # a yearly row
        ("沁河湿地", "investment", None, "2018Q3"),
        ("yxzz", "cards", None, "2018Q3"),  # by initials, one character being rare
        ("本季完成投资", "investment", None, "2018Q3"),
    ],
)  # fmt: skip
def test_rows_and_columns_lead_to_a_cell_of_the_period_they_are_filled_in(index, typed, page, key, period):
    found = first(index, typed)
    assert (found.page, str(found.period)) == (page, period)
    assert found.key is not None
    assert key is None or str(found.key) == key


def test_a_number_of_a_line_a_code_a_rule_an_indicator_a_period_and_a_page(county, index):
    assert first(index, "行 2", "emissions").key == Key.parse("emissions/nh3n.industry/emitted")
    assert first(index, "pm25_annual_mean").entry == ("indicators", "pm25_annual_mean")
    assert first(index, "101").entry == ("rules", "101")
    assert first(index, "P012").entry == ("projects", "P012")
    assert str(first(index, "第二季度").period) == "2018Q2"
    assert str(first(index, "2019h1").period) == "2019H1"
    half = first(index, "城市黑臭水体")
    assert (half.page, str(half.period)) == ("blackwater", "2018H2")
    assert (first(index, "规划目录").page, first(index, "污染物排放").page) == ("plan", "emissions")


def test_everything_is_there_once(index):
    rows = [(one.page, one.key.row) for one in index if one.kind == "row"]
    entries = [one.entry for one in index if one.entry]
    assert len(rows) == len(set(rows)) > 100
    assert len(entries) == len(set(entries)) > 300
    assert not {code for _, code in entries} & {row for _, row in rows}
