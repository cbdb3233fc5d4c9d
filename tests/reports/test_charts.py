"""Charts: what they show, that nothing makes them look wrong, and that they are the same each time."""

from __future__ import annotations

import io
import struct
from dataclasses import replace
from decimal import Decimal

import pypdf
import pytest

from jzdesk.models.entry import Cell
from jzdesk.reports import chart_data, charts
from jzdesk.reports.chart_data import Chart, Comparison, Measure, Spending
from jzdesk.reports.chart_list import charts_of
from tests.reports import papers, samples
from tests.reports.drawn import looks_right

D = Decimal


@pytest.fixture(scope="module")
def drawn(full):
    return {chart.name: chart for chart in charts_of(full)}


def text(chart, *, titled=True):
    data, warnings = charts.pdf(chart, titled=titled)
    assert warnings == []
    return "".join(papers.pages(data))


def test_there_are_three(drawn):
    assert list(drawn) == ["emissions", "investment", "targets"]


def test_emissions_have_their_figures(drawn):
    found = text(drawn["emissions"])
    assert "128.46" in found
    assert "141.82" in found
    assert "比上年同期 −9.4%" in found
    assert "暂缺" in found
    assert "本期没有数，不比较" in found


def test_investment_has_its_rates(drawn):
    items = {i.name: i for i in drawn["investment"].items}
    assert items["环境保护基础设施建设项目"].rate == D("51.7")
    pending = items["生态环境保护项目"]
    assert (pending.projects, pending.planned, pending.pending, pending.rate) == (2, D("5300.00"), 1, None)
    assert "（另 1 个待市下达）" in text(drawn["investment"])
    assert "51.7%" in text(drawn["investment"])


def test_targets_have_their_direction(drawn):
    days, pm25, pm10 = drawn["targets"].items
    assert (days.actual, days.target, days.at_least, days.baseline) == (D("66.7"), D(65), True, D("47.4"))
    assert (pm25.actual, pm25.target, pm25.at_least) == (D(41), D(58), False)
    found = text(drawn["targets"])
    assert "2020年目标 ≥65%" in found
    assert "2020年目标 ≤58" in found
    assert "2015年全市 47.4%" in found
    assert "比目标高 1.7" in found
    assert "比目标低 17" in found
    assert pm10.base_year == "2015"


def chart(*items, name="emissions", practice=False):
    return Chart(name, "图", items, "没有数。", practice, now="本季", before="上年同期", unit="万元")


def comparison(now, before, word=""):
    now, before = now and D(now), before and D(before)
    change = chart_data.quantity.change_pct(now, before) if now is not None else None
    return Comparison("化学需氧量", "吨", 2, now, before, change, word)


@pytest.mark.parametrize(
    ("items", "shown"),
    [
        ([comparison("12.5", "10")], ["12.50", "10.00", "比上年同期 +25.0%"]),
        ([comparison("10", "10")], ["与上年同期持平"]),
        ([comparison("0", "0")], ["0.00", "没有可比的上年同期数"]),
        ([comparison("0", "10")], ["0.00", "比上年同期 −100.0%"]),
        ([comparison("12.5", None)], ["12.50", "没有可比的上年同期数", "—"]),
        ([comparison(None, "10", "未监测")], ["未监测", "10.00", "本期没有数"]),
        ([comparison(None, None)], ["—"]),
        ([comparison("-3", "10")], ["−3.00"]),
        ([comparison("999999999999.99", "1")], ["999,999,999,999.99"]),
    ],
)
def test_emissions_of_every_kind(items, shown):
    found = text(chart(*items))
    assert all(word in found for word in shown)


@pytest.mark.parametrize(
    ("item", "shown"),
    [
        (Spending("甲", 0, None, None, 0, None), ["0 个项目"]),
        (Spending("甲", 2, None, D(5), 2, None), ["计划总投资待市下达", "5.00", "—"]),
        (Spending("甲", 1, D(0), D(0), 0, None), ["0.00", "—"]),
        (Spending("甲", 1, D(5), None, 0, D(0)), ["5.00", "0.0%"]),
        (Spending("甲", 1, D(5), D(-5), 0, D(-100)), ["−5.00", "−100.0%"]),
    ],
)
def test_investment_of_every_kind(item, shown):
    found = text(chart(item, name="investment"))
    assert all(word in found for word in shown)


def measure(actual, baseline="87", target="58", target_text="≤58", unit="微克"):
    def d(v):
        return v and D(v)

    return Measure("细颗粒物", unit, 0, d(actual), d(baseline), "2015", d(target), "2020", target_text, False)


@pytest.mark.parametrize(
    ("item", "shown"),
    [
        (measure("58"), ["与目标相同"]),
        (measure(None), ["没有数", "—"]),
        (measure("41", baseline=None), ["41"]),
        (measure("41", target=None, target_text="待省下达"), ["待省下达"]),
        (measure("0", None, None, ""), ["0"]),
        (measure("3"), ["3"]),
    ],
)
def test_targets_of_every_kind(item, shown):
    found = text(chart(item, name="targets"))
    assert all(word in found for word in shown)


@pytest.mark.parametrize("figure", ["12345678.90", pytest.param("999999999999.99", marks=pytest.mark.slow)])
def test_large_figures_have_room_beside_each_other(drawn, figure):
    value = D(figure)
    emitted = tuple(replace(i, now=value, before=value) for i in drawn["emissions"].items)
    spent = tuple(replace(i, planned=value, done=value, pending=2) for i in drawn["investment"].items)
    for name, items in (("emissions", emitted), ("investment", spent)):
        assert f"{value:,}" in looks_right(replace(drawn[name], items=items))


def test_marks_at_the_edge_and_long_names_keep_off_each_other(drawn):
    made = drawn["targets"]
    items = tuple(replace(i, name=i.name * 4, actual=D(150), baseline=D(1)) for i in made.items)
    assert "…" in looks_right(replace(made, items=items))


@pytest.mark.parametrize("name", ["emissions", "investment", "targets"])
def test_an_empty_chart_is_a_calm_sentence(name):
    assert text(chart(name=name)) == "图\n没有数。"


def test_without_figures_there_is_a_sentence():
    made = samples.sheet(projects=(), unit="410802", change={
        f"emissions/{p}.industry/emitted": Cell(blank="未监测") for p in samples.EMITTED
    })  # fmt: skip
    bare = replace(made, earlier={}, cells={k: c for k, c in made.cells.items() if k.form != "quality"})
    found = [c.empty for c in charts_of(samples.frozen(bare)) if not c.items]
    assert found == [
        "2018年第三季度没有工业源排放数。",
        "2018年第三季度没有重点工程项目。",
        "2018年第三季度没有 1—本季累计的空气质量数。",
    ]


def test_a_year_has_charts_too():
    made = samples.sheet(samples.Period.parse("2018"))
    emissions, _, air = charts_of(samples.frozen(made))
    assert (emissions.now, emissions.items[0].now) == ("全年", D("513.84"))
    assert [i.actual for i in air.items] == [D("67.8"), 41, 79]
    bare = replace(made, cells={k: c for k, c in made.cells.items() if k.form != "quality"})
    assert charts_of(samples.frozen(bare))[-1].empty == "2018年没有全年的空气质量数。"


def test_an_indicator_without_figure_target_is_told(full):
    data = {**full.catalogue.data, "indicators": [
        {**i, "targets": [], "baseline": None} for i in full.catalogue.data["indicators"]
    ]}  # fmt: skip
    frozen = samples.Frozen(full.content, samples.Catalogue(data))
    (*_, found) = charts_of(frozen)
    assert {(i.target, i.baseline, i.target_text) for i in found.items} == {(None, None, "")}


@pytest.mark.parametrize("name", ["emissions", "investment", "targets"])
def test_png_has_200_dpi(drawn, name):
    data, _ = charts.png(drawn[name])
    assert data.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", data[16:24])
    assert (width, height) == (
        int((drawn[name].width + 8) / 25.4 * 200),
        int((drawn[name].height + 17) / 25.4 * 200),
    )
    assert struct.unpack(">II", data[data.index(b"pHYs") + 4 :][:8]) == (7874, 7874)


@pytest.mark.parametrize("draw", [charts.png, charts.pdf])
def test_the_same_chart_has_the_same_bytes(drawn, draw):
    assert [draw(c) for c in drawn.values()] == [draw(c) for c in drawn.values()]


def test_pdf_letters_are_letters(drawn):
    data, _ = charts.pdf(drawn["emissions"])
    fonts = pypdf.PdfReader(io.BytesIO(data)).pages[0]["/Resources"]["/Font"]
    embedded = [f.get_object()["/FontDescriptor"]["/FontFile2"] for f in fonts.values()]
    assert embedded, "each face is in the file"
    assert "化学需氧量（吨）" in text(drawn["emissions"])


def test_practice_is_marked_in_every_chart(practice):
    for made in charts_of(practice):
        assert text(made).count("练习") == 2
        assert text(made, titled=False).count("练习") == 1


def test_no_mark_without_practice(drawn):
    assert not any("练习" in text(c) for c in drawn.values())


def test_a_title_may_be_left_to_the_caption(drawn):
    assert drawn["targets"].title in text(drawn["targets"])
    assert drawn["targets"].title not in text(drawn["targets"], titled=False)


def test_a_missing_character_is_shown_and_told():
    odd = replace(comparison("1", "2"), name="\U00020000")
    data, warnings = charts.pdf(chart(odd))
    assert "〓（吨）" in papers.text(data)
    assert warnings == ["“\U00020000”（U+20000）没有可用的字体，打印为 〓，请换一个字。"]


def test_files_are_written_in_both_forms(drawn, tmp_path):
    files, warnings = charts.write_charts(drawn.values(), tmp_path)
    assert sorted(f.name for f in files) == sorted(f"{n}.{e}" for n in drawn for e in ("png", "pdf"))
    assert all(f.stat().st_size > 1000 for f in files)
    assert warnings == []
