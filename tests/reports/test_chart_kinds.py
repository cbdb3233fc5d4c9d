"""Charts by source, over time and in stages: their figures, and that no two labels lie over each other."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from jzdesk.models.entry import Cell, Key
from jzdesk.models.period import Period
from jzdesk.models.plainly import of_plain, plain
from jzdesk.models.trends.rungs import Rung
from jzdesk.models.trends.whole import Trends, trends_of
from jzdesk.reports import charts
from jzdesk.reports.chart_data import Chart, Spot
from jzdesk.reports.chart_list import charts_of
from jzdesk.reports.chart_sources import SOURCES, Mixture, Share
from jzdesk.reports.chart_trends import MOST_RUNGS, RUNG, RUNGS_AROUND
from jzdesk.reports.charts.board import Letters, Solid, Stroke
from tests.reports import samples
from tests.reports.drawn import looks_right

D = Decimal
YEAR = Period.parse("2018")


def frozen_with(sheet):
    return {c.name: c for c in charts_of(samples.frozen(sheet), trends_of(sheet))}


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


# Paths to targets, and lamps


def years(until, change=None):
    """Return a sheet with every quarter since 2016; 实况 since the fourth of 2018."""
    own, cells = samples.own_rows(), {}
    for year in range(2016, until.year + 1):
        for index in range(1, 5):
            period = Period(year, "quarter", index)
            made = samples.filled(period, own)
            for row, start in (("pm25", 84), ("pm10", 146)):
                made[Key("quality", row, "ytd")] = Cell(D(start - 4 * (year - 2016) - index))
                basis = "standard" if period < Period(2018, "quarter", 4) else "actual"
                made[Key("quality", row, "basis")] = Cell(basis)
            made[Key("quality", "good_days", "days")] = Cell(D(50 + 3 * (year - 2016) + index))
            cells[period] = made | (change or {})
    bare = samples.sheet(until, earlier=False, explain=False)
    return replace(bare, cells=cells[until], earlier={p: c for p, c in cells.items() if p < until})


def test_a_path_has_line_target_forecast_and_what_remains():
    sheet = years(Period.parse("2018Q3"))
    found = frozen_with(sheet)["paths"]
    told = looks_right(found)
    days, _, pm25, pm10, sections, _ = found.items
    assert (days.name, days.target, days.aim.up) == ("优良天数占有效监测天数的比例", "≥65", True)
    assert (pm25.aim.value, pm25.aim.up, pm25.aim.line) == (D(58), False, ((2015, D(87)), (2020, D(58))))
    assert pm25.ahead is not None
    assert pm25.ahead.best <= pm25.ahead.ends <= pm25.ahead.worst
    assert "预测（2016—2018年同期平均变化）" in told
    assert "今年剩余" in told
    assert "非规划数" in told
    assert [m.key for m in pm10.marks][-1] == Key.parse("quality/pm10/ytd")
    _, places = charts.picture(found, dpi=100)
    keys = {(p.spot.key, p.spot.period) for p in places}
    assert {(m.key, m.period) for t in found.items for m in t.marks} <= keys
    assert sections.marks[-1].value == D("91.7")


def joined(chart, track):
    """Return how many marks are joined to the one before."""
    shapes = charts.drawn(replace(chart, items=(track,)), titled=True).shapes
    paths = [s for s in shapes if isinstance(s, Stroke) and s.layer == 2.7]
    return sum(not path.dashes and len(path.points) == 2 for path in paths)


def test_a_path_breaks_where_the_basis_changed():
    sheet = years(Period.parse("2020Q4"))
    found = frozen_with(sheet)["paths"]
    told = looks_right(found)
    pm25 = next(t for t in found.items if "PM2.5" in t.name)
    assert len(pm25.marks) == 20
    assert {m.basis for m in pm25.marks} == {"standard/yes", "actual/yes"}
    assert (pm25.aim.same_basis, pm25.aim.line, pm25.ahead) == (False, None, None)
    assert "监测基准不同，不比较" in told
    assert joined(found, pm25) == 14, "five years of four quarters, but for the step inside 2018"


@pytest.mark.parametrize("value", ["0", "12"])
def test_a_path_of_one_point_and_of_nothing_but_zero(value):
    change = {Key("quality", row, "ytd"): Cell(D(value)) for row in ("pm25", "pm10")}
    change |= {Key("quality", "good_days", "days"): Cell(D(0))}
    sheet = samples.sheet(Period.parse("2018Q1"), earlier=False, explain=False)
    found = frozen_with(replace(sheet, cells={**sheet.cells, **change}))["paths"]
    looks_right(found)
    assert [len(track.marks) for track in found.items] == [1] * len(found.items)


def test_a_path_without_target_and_one_with_a_long_name():
    found = frozen_with(samples.sheet(explain=False))["paths"]
    name = "环境空气细颗粒物（PM2.5）年均浓度及其同比变化情况" * 2
    long = replace(found.items[2], name=name, target="", aim=None)
    told = looks_right(replace(found, items=(long, found.items[0])))
    assert "没有目标" in told
    assert "…" in told


def test_practice_has_room_for_its_mark():
    sheet = samples.sheet(explain=False)
    made = charts_of(samples.frozen(sheet, practice=True), trends_of(sheet))
    assert {"paths", "lights"} <= {chart.name for chart in made}
    for one in made:
        looks_right(one)


def test_lamps_say_by_shape_and_word_how_a_target_stands():
    found = frozen_with(samples.sheet(YEAR, explain=False))["lights"]
    told = looks_right(found)
    assert {light.target for light in found.items} >= {"达到标准", "零增长"}
    assert "无法评价" in told
    made = [replace(found.items[0], verdict=v) for v in ("已达", "达到时间进度", "滞后", "无法评价")]
    told = looks_right(replace(found, items=tuple(made)))
    assert all(word in told for word in ("已达", "达到时间进度", "滞后"))
    _, places = charts.picture(found, dpi=100)
    assert [p.spot.key for p in places] == [light.key for light in found.items]


def test_the_way_survives_json():
    way = trends_of(years(Period.parse("2019Q3")))
    assert of_plain(Trends, json.loads(json.dumps(plain(way)))) == way


# The investment's curve


def test_the_curve_ends_where_the_form_does():
    sheet = samples.sheet(explain=False)
    frozen = samples.frozen(sheet)
    found = frozen_with(sheet)["curve"]
    told = looks_right(found)
    (works,) = found.items
    done = {s.period: s.done for s in works.steps}
    assert str(done[sheet.period]) == frozen.value(Key.parse("investment/total/since_start"))
    assert works.steps[-1].period == Period.parse("2020Q4")
    assert done[Period.parse("2018Q4")] is None
    planned = [s.planned for s in works.steps]
    assert planned == sorted(planned)
    assert planned[-1] == works.whole == D("16360.00")
    assert "只含 4 个项目中有计划总投资和工期的 3 个" in told
    assert all(name in told for name in ("开工率", "投资完成率", "资金到位率", "按期竣工率", "4 ÷ 4（个）"))
    _, places = charts.picture(found, dpi=100)
    assert {p.spot.period for p in places} == {p for p, value in done.items() if value is not None}


def invested(until, figures, change=None, **more):
    """Return the curve of one project that used these figures, quarter by quarter."""
    sheet = samples.sheet(until, earlier=False, explain=False, projects=("X410823-001",), **more)
    mine, period, earlier = Key.parse("investment/X410823-001/done"), until, {}
    others = {key: cell for key, cell in sheet.cells.items() if key.column != "done" or key == mine}
    for figure in reversed(figures):
        cells = {key: cell for key, cell in others.items() if key.form == "investment"}
        if figure is not None:
            cells[mine] = Cell(D(figure))
        else:
            del cells[mine]
        earlier[period] = cells | {Key.parse(k): c for k, c in (change or {}).items()}
        period = period.previous
    cells = {**others, **earlier.pop(until)}
    return frozen_with(replace(sheet, cells=cells, earlier=earlier)).get("curve")


@pytest.mark.parametrize(
    ("figures", "last"),
    [(["5"], "5"), (["0", "0"], "0"), (["10"] * 20, "200"), (["100", "-150", "10"], "-40")],
)
def test_curves_of_every_kind(figures, last):
    found = invested(Period.parse("2020Q4"), figures)
    looks_right(found)
    done = [s.done for s in found.items[0].steps]
    assert len(done) == len(figures)
    assert done[-1] == D(last)


def test_a_quarter_that_lacks_breaks_the_curve():
    found = invested(Period.parse("2020Q4"), ["5", None, "6"])
    looks_right(found)
    assert [step.done for step in found.items[0].steps] == [D(5), None, None]


def test_a_curve_without_terms_says_so():
    change = {f"investment/X410823-001/{code}": None for code in ("plan_start", "plan_end")}
    change = {key: Cell(blank="未下达") for key in change}
    told = looks_right(invested(Period.parse("2019Q2"), ["5", "6"], change))
    assert "项目没有计划总投资或计划工期，不推算应完成数" in told
    assert "按计划工期应完成" not in told


def test_without_investment_there_is_no_curve():
    sheet = samples.sheet(explain=False, projects=(), unit="410802")
    assert "curve" not in frozen_with(sheet)


# Tasks and their terms


def test_tasks_stand_by_their_terms_the_late_ones_first():
    code = trends_of(samples.sheet(explain=False)).stages.items[-1].key.row
    done = {"status": Cell("done"), "finished": Cell("2017-11"), "done": None}
    change = {f"milestones/{code}/{column}": cell for column, cell in done.items()}
    change |= {"milestones/M053/status": Cell("behind")}
    sheet = samples.sheet(explain=False, change=change)
    found = frozen_with(sheet)["stages"]
    told = looks_right(found)
    (stages,) = found.items
    ranks = ["red", "yellow", "grey", "green", "none"]
    places = [ranks.index(s.colour) for s in stages.items]
    assert places == sorted(places)
    assert next(s for s in stages.items if s.key.row == code).finished == "2017-11"
    assert f"未定期限 {stages.undated} 项、定期重复 {stages.recurring} 项不在图内" in told
    assert "绿灯：完成比例不低于序时进度的 90%" in told
    _, marks = charts.picture(found, dpi=100)
    assert [m.spot.key for m in marks] == [s.key for s in stages.items]
    assert all(m.spot.figure.startswith(s.word) for m, s in zip(marks, stages.items, strict=True))


def test_many_tasks_with_long_names_leave_the_last_ones_out():
    sheet = samples.sheet(explain=False)
    way = trends_of(sheet)
    colours = [("red", "红灯"), ("yellow", "黄灯"), ("grey", "灰灯"), ("green", "绿灯")]
    name = "县城及产业集聚区污水处理设施提标改造和配套管网" * 3
    items = tuple(replace(way.stages.items[0], name=name, colour=c, word=w) for c, w in colours * 12)
    many = replace(way, stages=replace(way.stages, items=items))
    for practice in (False, True):
        found = {c.name: c for c in charts_of(samples.frozen(sheet, practice=practice), many)}["stages"]
        assert found.height < 200
        told = looks_right(found)
        assert "另有 18 项未画" in told
        assert "…" in told


def test_before_a_status_is_filled_there_is_no_line_of_tasks():
    sheet = samples.sheet(explain=False, earlier=False)
    cells = {key: cell for key, cell in sheet.cells.items() if key.form != "milestones"}
    assert "stages" not in frozen_with(replace(sheet, cells=cells))


# What only a year's form tells


def rung(value="91.7", **more):
    known = {
        "name": "农膜回收率", "places": 1, "before": None, "base": None, "target": D(80), "text": "≥80",
        "verdict": "已达", "key": Key("quality", "mulch_film_recovery", "rate"),
    }  # fmt: skip
    return Rung(**{**known, **more, "value": D(value)})


def test_a_year_s_shares_stand_on_one_axis_with_their_targets():
    found = frozen_with(samples.sheet(YEAR, explain=False))
    made = found["rungs"]
    told = looks_right(made)
    assert made.title == "武陟县2018年年度比率指标与规划目标比较"
    shown = {r.key.row: r for r in made.items}
    assert {"straw_utilization", "urban_sewage_treatment_rate", "sludge_disposal_rate"} <= set(shown)
    assert "forest_coverage" not in shown, "it has a line to its target, and a strip of its own"
    assert not {"pm25", "farmland_area", "fertilizer_zero_growth"} & set(shown)
    straw = shown["straw_utilization"]
    assert (straw.value, straw.target, straw.verdict) == (D("91.7"), D(90), "已达")
    assert "农作物秸秆综合利用率" in told
    assert "无法评价" in told, "what has no base year is not judged before its time"
    _, places = charts.picture(made, dpi=100)
    assert {p.spot.key for p in places if p.spot.key} == {r.key for r in made.items}


def test_a_year_s_other_units_and_lines_are_followed_over_the_years():
    found = frozen_with(samples.sheet(YEAR, explain=False))["paths_yearly"]
    told = looks_right(found)
    assert [t.name for t in found.items] == ["森林覆盖率", "城市人均公园绿地面积"]
    assert found.items[0].aim.line == ((2015, D(30)), (2020, D(30)))
    assert "91.7%" in told
    assert "耕地保有量" not in told, "the whole city's hectares are no target of one county"


def test_the_city_s_own_indicators_take_no_more_than_pages():
    found = frozen_with(samples.sheet(YEAR, explain=False, unit="410800"))
    pages = [c for name, c in found.items() if name.startswith("paths_yearly")]
    assert len(pages) == 2
    assert all(c.height <= 205 for c in pages)
    told = looks_right(pages[0])
    assert "煤炭消费总量（万吨）" in told
    assert "没有 2015 年基数" in told
    assert pages[1].title.endswith("（二）")


def test_a_quarter_knows_nothing_of_what_a_year_tells():
    found = frozen_with(samples.sheet(explain=False))
    assert not {"rungs", "paths_yearly"} & set(found)


@pytest.mark.parametrize(
    "items",
    [
        (rung("0", before=D(0), base=D(0), target=D(0)),),
        (rung(), rung("120.5", before=D("-3.1"), base=D(50), verdict="滞后", target=None, text="达到标准")),
        pytest.param((rung("-12.4", verdict="达到时间进度"),), marks=pytest.mark.slow),
        pytest.param(
            (rung(name="规模以上工业企业" * 6, text="≥100 个百分点以上"),) * 45, marks=pytest.mark.slow
        ),
    ],
    ids=["zero", "past the end", "negative", "many"],
)
@pytest.mark.parametrize("practice", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_shares_of_every_kind(items, practice):
    height = RUNGS_AROUND + RUNG * min(len(items), MOST_RUNGS)
    told = looks_right(replace(chart(*items, name="rungs", height=height, practice=practice), period=YEAR))
    assert "本年采用数" in told
    assert ("另有 5 项未画" in told) == (len(items) > MOST_RUNGS)
    assert ("上年" in told) == any(item.before is not None for item in items)


def test_an_arrow_to_a_target_at_the_edge_stays_in_its_plot():
    found = frozen_with(samples.sheet(YEAR, explain=False, unit="410800"))["paths_yearly"]
    lowest = next(t for t in found.items if t.target == "≤65")
    shapes = charts.drawn(replace(found, items=(lowest,), height=60.0), titled=True).shapes
    arrow = next(s for s in shapes if isinstance(s, Solid))
    years = min(s.y for s in shapes if isinstance(s, Letters) and s.text == "2020年底")
    assert min(y for _, y in arrow.points) > years
