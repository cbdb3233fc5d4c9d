"""Charts of the counties beside each other, from plain values: figures, words for what lacks, and room."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest

from jzdesk.models.across import handed as kinds
from jzdesk.models.across.axis import Axis, Bar, Goal, Group
from jzdesk.models.across.handed import Handed, Head, Line, Square
from jzdesk.models.across.whole import Across
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.models.plainly import of_plain, plain
from jzdesk.reports import charts, to_pdf
from jzdesk.reports.chart_city import axis_chart, city_charts
from jzdesk.reports.charts.board import ACCENT, DOTS, STROKES, Area
from jzdesk.reports.charts.handed import draw_handed
from jzdesk.reports.document import A4, Document, Figure, Paragraph, Section
from tests.reports import papers, samples
from tests.reports.drawn import looks_right

D = Decimal
Q3 = Period.parse("2018Q3")
KEY = Key.parse("emissions/cod.industry/emitted")
COUNTIES = [d for d in samples.catalogue().divisions if d.code != "410800"]
RURAL = [d for d in COUNTIES if d.kind == "county"]
URBAN = [d for d in COUNTIES if d.kind != "county"]


def axis(figures, **more):
    """Return an axis on which these figures stand by the order of the counties; a text says why not."""

    def bar(number, division):
        told = figures[number] if number < len(figures) else "未报送"
        value = D(told) if told[-1:].isdigit() else None
        return Bar(division.code, division.name, value, "" if value is not None else told)

    bars = [bar(n, d) for n, d in enumerate([*RURAL, *URBAN])]
    groups = (Group("县（市）", tuple(bars[: len(RURAL)])), Group("城区", tuple(bars[len(RURAL) :])))
    return Axis("cod", "化学需氧量（本季）", "吨", 2, groups, key=KEY, **more)


def drawn(given, *, practice=False):
    return axis_chart("焦作市", Q3, given, practice=practice)


def bars(chart):
    """Return the bars of a chart, those in its legend left out."""
    found = [s for s in charts.drawn(chart, titled=True).shapes if isinstance(s, Area)]
    return [s for s in found if s.height == pytest.approx(3.0) and s.weight]


SLOW = pytest.mark.slow
ELEVEN = [str(100 + 7 * n) for n in range(11)]


def test_eleven_counties_stand_on_one_axis_in_their_groups():
    chart = drawn(axis(ELEVEN))
    told = looks_right(chart)
    assert chart.title == "焦作市2018年第三季度各县（市）区化学需氧量（本季）"
    assert all(d.name in told for d in COUNTIES)
    assert all(f"{figure}.00" in told for figure in ELEVEN)
    assert "上报数（吨）" in told
    assert "各组按数值从大到小排列，不是名次" in told
    _, places = charts.picture(chart, dpi=100)
    assert [p.spot.office for p in places] == [d.code for d in [*RURAL, *URBAN]]
    assert {p.spot.key for p in places} == {KEY}


def test_bars_are_as_long_as_their_figures_and_begin_at_zero():
    one, two = bars(drawn(axis(["200", "100"])))
    assert one.width == pytest.approx(2 * two.width)
    assert one.x == two.x


def test_what_lacks_is_a_word_and_no_bar():
    chart = drawn(axis(["100", "未报送", "未填报", "零报告", "已接收，未验收", "0"]))
    told = looks_right(chart)
    assert all(word in told for word in ("未报送", "未填报", "零报告", "已接收，未验收"))
    assert len(bars(chart)) == 1, "nought has a figure and no length, what lacks has neither"
    _, places = charts.picture(chart, dpi=100)
    assert (places[1].spot.figure, places[1].spot.unit) == ("未报送", "")
    assert (places[5].spot.figure, places[5].spot.unit) == ("0.00", "吨")


@pytest.mark.parametrize(
    "figures",
    [
        pytest.param(["12"], marks=SLOW),
        ["0"] * 11,
        ["-5", "10", "0"],
        pytest.param(["-5"] * 11, marks=SLOW),
        pytest.param(["999999999999.99", "0.01"], marks=SLOW),
        pytest.param(["0.0001"], marks=SLOW),
    ],
    ids=["one", "zeros", "both signs", "negative", "large", "small"],
)
@pytest.mark.parametrize("practice", [False, pytest.param(True, marks=SLOW)])
def test_axes_of_every_kind(figures, practice):
    looks_right(drawn(axis(figures), practice=practice))


def test_a_negative_figure_lies_at_the_other_side_of_zero():
    one, two = bars(drawn(axis(["-5", "10"])))
    assert one.x + one.width == pytest.approx(two.x)


def changed(given, number, **change):
    """Return an axis with one bar of its first group changed."""
    first, *rest = given.groups
    bars = list(first.bars)
    bars[number] = replace(bars[number], **change)
    return replace(given, groups=(replace(first, bars=tuple(bars)), *rest))


def test_a_stand_in_and_what_is_not_compared_are_hatched_and_named():
    given = changed(axis(ELEVEN), 0, standin=True)
    given = changed(given, 1, why="监测状态与多数不同，不参加排名")
    chart = drawn(given)
    told = looks_right(chart)
    assert "代用 100.00" in told
    assert all(word in told for word in ("代用数", "不比较"))
    hatches = [bar.look.hatch for bar in bars(chart)]
    assert (hatches.count(STROKES), hatches.count(DOTS), hatches.count("")) == (1, 1, 9)
    assert "核定数" not in told


def test_what_the_city_approved_stands_beside_what_was_reported():
    told = looks_right(drawn(changed(axis(ELEVEN), 2, approved=D("333.3"))))
    assert "114.00" in told, "the reported figure stays"
    assert "核定 333.30" in told
    assert "核定数" in told


@pytest.mark.parametrize(
    ("value", "up"),
    [("58", False), pytest.param("5000", True, marks=SLOW), pytest.param("0", None, marks=SLOW)],
)
def test_a_common_target_is_a_line_that_says_what_it_is(value, up):
    given = axis(ELEVEN, goal=Goal("2020年目标 ≤58", D(value), up), ranked=True)
    given = changed(changed(given, 0, place=1), 1, place=2, tied=True)
    told = looks_right(drawn(given))
    assert "2020年目标 ≤58" in told
    assert "第 1" in told
    assert "并列 2" in told
    assert "各组按名次排列" in told


def test_each_office_s_own_plan_is_a_stroke_of_its_own():
    given = changed(axis(ELEVEN, goal=Goal("计划总投资")), 0, aim=D(900))
    chart = drawn(given)
    assert "计划总投资" in looks_right(chart)
    assert max(bar.width for bar in bars(chart)) < 30, "the scale holds the plan as well"


def test_the_city_itself_stands_apart():
    given = axis(ELEVEN, own=Bar("410800", "市本级", D(50)))
    told = looks_right(drawn(given))
    assert "市本级" in told
    _, places = charts.picture(drawn(given), dpi=100)
    assert [p.spot.office for p in places][-1] == "410800"


def test_long_names_and_long_words_have_room():
    given = changed(axis(["999999999999.99"] * 11, ranked=True), 0, name="城乡一体化产业集聚示范区管理委员会")
    given = changed(given, 1, approved=D("999999999999.99"), place=10, standin=True)
    given = replace(given, notes=("监测状态与多数不同的县（市）区不参加排名。" * 6,))
    assert "…" in looks_right(drawn(given, practice=True))


@SLOW
def test_more_counties_than_a_page_is_high_are_drawn_smaller():
    bars = tuple(Bar(str(n), f"第{n}县", D(n)) for n in range(60))
    chart = drawn(Axis("x", "化学需氧量", "吨", 2, (Group("县（市）", bars),)))
    figure = Figure(chart, "图1　各县")
    made = Document("题", "局", (Section("页", A4, (Paragraph("头"), figure, Paragraph("尾"))),))
    pages = papers.pages(to_pdf.render(made)[0])
    assert len(pages) == 2
    assert all(told in pages[0] for told in ("头", "第0县", "第59县", "图1　各县"))


def test_without_any_figure_it_is_a_sentence():
    chart = drawn(axis(["未报送"] * 11))
    assert looks_right(chart).endswith("2018年第三季度没有县（市）区的化学需氧量（本季）。")


# What came


def handed(codes, heads, *, group="", state="已验收，按期", note="注。"):
    """Return a table in which the squares go through these kinds."""
    columns = tuple(Head(str(n), name, Q3, group) for n, name in enumerate(heads))

    def line(number, division):
        turned = [codes[(number + k) % len(codes)] for k, _ in enumerate(heads)]
        squares = tuple(Square(kind, "10-12 收到") for kind in turned)
        return Line(division.code, division.name, squares, state)

    lines = tuple(line(n, d) for n, d in enumerate(COUNTIES))
    return Handed(columns, lines, Q3, Q3, note)


def chart_of(forms=None, periods=None, *, practice=False):
    return list(city_charts(Across(Q3, "焦作市", practice, (), forms, periods)))


FORMS = [f.short for f in samples.catalogue().forms]


@pytest.mark.parametrize("practice", [pytest.param(False, marks=SLOW), True])
def test_every_kind_of_square_says_what_it_is(practice):
    (chart,) = chart_of(forms=handed(kinds.KINDS, FORMS), practice=practice)
    told = looks_right(chart)
    words = ("已填报", "按期", "已收", "迟报", "零报告", "有暂缺", "没有填", "待重报", "未报", "未到期")
    assert all(word in told for word in words)
    assert chart.title == "焦作市2018年第三季度各县（市）区报表报送情况"
    assert "已验收，按期" in told


def test_kinds_differ_without_colour():
    looks = [(look.hatch, look.ground, look.weight) for look in draw_handed.__globals__["_LOOKS"].values()]
    shown = {ACCENT, "#5E9C97", "#C9D1D8", "#EEF1F3", "#FFFFFF"}
    assert {ground for _, ground, _ in looks} <= shown
    grey = sorted(sum(int(c[n : n + 2], 16) * w for n, w in ((1, 299), (3, 587), (5, 114))) for c in shown)
    assert all(b - a > 7_000 for a, b in pairwise(grey)), "shades of grey far enough apart"


@pytest.mark.parametrize("years", [pytest.param(1, marks=SLOW), 3, pytest.param(5, marks=SLOW)])
def test_periods_of_several_years_have_room(years):
    names = ["一季", "二季", "上半", "三季", "四季", "下半", "全年"]
    columns = [Head(f"{y}{n}", n, Q3, f"{2018 + y}年") for y in range(years) for n in names]
    kinds_ = (kinds.ON_TIME, kinds.LATE, kinds.MISSING, kinds.BACK, kinds.WAITING, kinds.UNASKED, kinds.CAME)
    lines = tuple(
        Line(d.code, d.name, tuple(Square(kinds_[(n + k) % 7]) for k in range(len(columns))))
        for n, d in enumerate(COUNTIES)
    )
    given = Handed(tuple(columns), lines, Q3, Period.parse(str(2017 + years)), "注。")
    (chart,) = chart_of(periods=given)
    told = looks_right(chart)
    assert all(f"{2018 + y}年" in told for y in range(years))
    assert ("迟报" if years < 5 else "△") in told
    ends = "2018" if years == 1 else f"2018—{2017 + years}"
    assert chart.title == f"焦作市各县（市）区{ends}年各期报送情况"


def test_a_square_tells_whose_it_is_and_when_it_came():
    (chart,) = chart_of(forms=handed((kinds.FILLED, kinds.LATE), FORMS))
    _, places = charts.picture(chart, dpi=100)
    assert len(places) == len(COUNTIES) * len(FORMS)
    second = places[1].spot
    assert (second.office, second.key, second.period) == (COUNTIES[0].code, None, Q3)
    assert (second.name, second.figure) == (f"{COUNTIES[0].name}　{FORMS[1]}", "迟报（10-12 收到）")


def test_all_of_it_survives_json_and_is_the_same_twice():
    given = Across(
        Q3, "焦作市", True, (axis(ELEVEN, goal=Goal("目标", D(58), False)),), handed(kinds.KINDS, FORMS)
    )
    again = of_plain(Across, json.loads(json.dumps(plain(given))))
    assert again == given
    for one, two in zip(city_charts(given), city_charts(again), strict=True):
        assert charts.png(one) == charts.png(two)
        assert charts.pdf(one) == charts.pdf(two)
