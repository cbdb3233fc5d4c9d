"""Charts by source, over time and in stages: their figures, and that no two labels lie over each other."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations

import pytest

from jzdesk.models.entry import Cell, Key
from jzdesk.models.period import Period
from jzdesk.reports import charts
from jzdesk.reports.chart_data import Chart, Spot
from jzdesk.reports.chart_list import charts_of
from jzdesk.reports.chart_sources import SOURCES, Mixture, Share
from jzdesk.reports.charts import draw
from jzdesk.reports.charts.board import Settings
from tests.reports import papers, samples

D = Decimal
YEAR = Period.parse("2018")


def text(chart):
    data, warnings = charts.pdf(chart)
    assert warnings == []
    return "".join(papers.pages(data))


def looks_right(chart):
    """No two texts lie over each other, none is cut off, and the drawing in grey tells kinds apart."""
    with Settings():
        board = draw._board(chart, titled=True)
        found = board.written
        width, height = board._figure.bbox.size
    for one, two in combinations(found, 2):
        a, b = one[1], two[1]
        over = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
        assert not (over[0] > 1 and over[1] > 1), (one[0], two[0])
    for told, box in found:
        assert box[0] >= 0, told
        assert box[1] >= 0, told
        assert box[2] <= width, told
        assert box[3] <= height, told
    return text(chart)


# By source


def mixture(*values, name="化学需氧量", lacking=()):
    blocks = ("industry", "agriculture", "living", "mobile", "facility")
    shares = [
        Share(block, None if v is None else D(v), Spot(Key("emissions", block, "final"), YEAR, block, "", ""))
        for block, v in zip(blocks, values, strict=False)
    ]
    return Mixture(name, "吨", 2, tuple(shares), lacking)


def chart(*items, name=SOURCES, height=60.0, practice=False):
    return Chart(name, "图", items, "没有数。", practice, height=height)


def test_a_year_is_parted_by_source():
    change = {
        "emissions/cod.agriculture/annual": Cell(D("120")),
        "emissions/tn.agriculture/annual": None,
    }
    found = {c.name: c for c in charts_of(samples.frozen(samples.sheet(YEAR, change=change)))}
    made = found[SOURCES]
    told = looks_right(made)
    assert made.title == "武陟县2018年主要污染物排放量的来源构成"
    assert "缺农业源" in told
    cod = made.items[0]
    assert [s.source for s in cod.shares] == ["industry", "agriculture", "living", "facility"]
    assert cod.total == sum((s.value for s in cod.shares), D(0))
    assert cod.shares[1].spot.key == Key.parse("emissions/cod.agriculture/final")
    _, places = charts.picture(made, dpi=100)
    assert {p.spot.key for p in places} == {s.spot.key for i in made.items for s in i.shares if s.value}


def test_a_quarter_knows_one_source_and_is_not_parted(full):
    assert SOURCES not in {c.name for c in charts_of(full)}


@pytest.mark.parametrize(
    ("item", "shown"),
    [
        (mixture("10"), ["100.0%", "10.00"]),
        (mixture("0", "0", "0"), ["合计为零", "0.00"]),
        (mixture("10", "-3"), ["有负数，不画构成", "7.00"]),
        (mixture("999999999999.99", "0.01", "1"), ["1,000,000,000,001.00"]),
        (mixture("10", "20", "30", "40", "50"), ["33.3%", "150.00"]),
        (mixture("1", None, lacking=("农业源", "城镇生活源", "集中式治理设施")), ["缺 3 个来源"]),
    ],
)
def test_sources_of_every_kind(item, shown):
    found = looks_right(chart(item, mixture("1", "1", "1", "1", "1"), height=32.0))
    assert all(word in found for word in shown)


def test_small_parts_have_no_label_and_stay_points():
    item = mixture("1000", "1", "1", "1", "1")
    made = chart(*[item] * 13, height=112.0, practice=True)
    looks_right(made)
    assert len(charts.picture(made, dpi=100)[1]) == 65
