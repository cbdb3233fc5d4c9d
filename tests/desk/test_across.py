"""The counties beside each other at the city: what can be shown, what each has, and what came from each."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from jzdesk.cli import main
from jzdesk.desk import across, excluding, handed_map, judging, rendering, reporting, safekeeping
from jzdesk.desk.across import Counties
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError, UsageError
from jzdesk.models.across import handed as kinds
from jzdesk.models.across.axis import Axis, Bar, Group
from jzdesk.models.across.ranked import aimed
from jzdesk.models.assess.from_sheet import case_of
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.reports.summary import summary_document
from tests import eleven
from tests.eleven import MISSING, OTHER_BASIS, OWING, Q3, TARDY, WAITING
from tests.reports import samples, word_files
from tests.reports.papers import squeezed

COD = "emissions/cod.industry/emitted"
YEAR = Period.parse("2018")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return eleven.made(tmp_path_factory.mktemp("eleven"))


@pytest.fixture(scope="module")
def city(kept: Path) -> Iterator[Office]:
    """A city of eleven, to be looked at only."""
    with eleven.opened(kept, write=False) as made:
        yield made


@pytest.fixture
def mine(kept: Path, tmp_path: Path) -> Iterator[Office]:
    """A city of eleven of the test's own."""
    path = Path(shutil.copy(kept, tmp_path))
    with eleven.opened(path) as made:
        yield made


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Office]:
    with safekeeping.init(tmp_path / "空.jzdesk", unit="410800", office=None, practice=True) as made:
        made.set_today(eleven.TODAY)
        yield made


def bars(axis: Axis) -> dict[str, tuple[str, str]]:
    """Return each office's figure, and why it has none or is not compared."""
    return {b.unit: ("" if b.value is None else str(b.value), b.why) for b in axis.bars}


# One axis


def test_a_line_of_the_table_of_totals_stands_on_one_axis(city: Office):
    axis = Counties(city, Q3).axis(COD)
    assert (axis.title, axis.unit, axis.places) == ("化学需氧量·工业源（本季）", "吨", 2)
    found = bars(axis)
    assert len(found) == 11
    assert found["410803"] == ("110.50", "")
    assert found[WAITING] == ("", "已接收，未验收")
    assert found[MISSING] == ("", "未报送")
    assert found[OWING] == ("", "暂缺")
    assert axis.own is None
    assert [[b.unit for b in g.bars] for g in axis.groups] == [
        ["410882", "410825", "410823", "410822", "410821", "410883"],
        ["410871", "410811", "410804", "410803", "410802"],
    ], "the largest first, in the groups of the 通报; those without a figure last"


def test_a_ranking_has_places_a_target_and_leaves_other_bases_out(city: Office):
    axis = Counties(city, Q3).axis("pm25")
    assert axis.ranked
    assert axis.title == "PM2.5（1—本期累计）"
    places = {b.unit: b.place for b in axis.bars}
    assert (places["410804"], places["410811"], places[OTHER_BASIS]) == (1, 2, 0)
    assert bars(axis)[OTHER_BASIS] == ("52", "监测状态与多数不同，不参加排名")
    assert axis.goal is not None
    assert (axis.goal.text, axis.goal.value, axis.goal.up) == ("2020年目标 ≤58", Decimal(58), False)
    assert axis.notes == (
        "中站区监测状态与多数不同，不参加排名。", "监测基准与目标不同的数，不与目标比较。",
    )  # fmt: skip
    assert axis.key == Key.parse("quality/pm25/mean")


def test_what_nobody_has_cannot_be_chosen(city: Office):
    counties = Counties(city, Q3)
    codes = [measure.code for measure in counties.measures]
    assert codes[:2] == ["pm25", "pm10"]
    assert COD in codes
    assert not any(code.startswith("investment/") for code in codes), "nobody has a project"
    assert "quality/pm25/mean" not in codes, "the ranking tells the reported figure of the year so far"
    assert set(counties.headlines) <= set(codes)


def test_stand_ins_and_approved_figures_are_told_apart(mine: Office):
    judging.stand_in(mine, MISSING, Q3, Key.parse(COD), "77", "电话报数")
    judging.approve(mine, "410822", Q3, Key.parse(COD), "99", "在线监测核算")
    axis = Counties(mine, Q3).axis(COD)
    standin = next(b for b in axis.bars if b.unit == MISSING)
    assert (standin.value, standin.standin) == (Decimal("77.00"), True)
    judged = next(b for b in axis.bars if b.unit == "410822")
    assert (judged.value, judged.approved) == (Decimal("150.50"), Decimal("99.00"))


def test_what_is_planned_stands_beside_what_was_done(mine: Office, monkeypatch: pytest.MonkeyPatch):
    done, planned = Key.parse("investment/total/since_start"), Key.parse("investment/total/planned")
    summed = across.summing.summed

    def with_works(office: Office, period: Period):
        given = summed(office, period)
        given.figures[done]["410822"], given.figures[planned]["410822"] = "30.00", "90.00"
        given.figures[planned]["410823"] = "待市下达"
        return given

    monkeypatch.setattr(across.summing, "summed", with_works)
    axis = Counties(mine, Q3).axis(str(done))
    assert axis.goal is not None
    assert axis.goal.text == "计划总投资"
    assert {b.unit: b.aim for b in axis.bars if b.aim is not None} == {"410822": Decimal("90.00")}
    assert bars(axis)["410823"] == ("", "零报告")


def with_targets(row: str) -> Axis:
    """Return a year's row of a county and of a district with what each is measured against."""
    cases = {}
    for unit in ("410823", "410804"):
        sheet = samples.sheet(YEAR, explain=False, unit=unit)
        own = sheet.row("quality", row)
        assert own is not None
        cases[unit] = case_of(sheet, "quality", own)
    bars = tuple(Bar(unit, unit, Decimal(12)) for unit in cases)
    return aimed(Axis(row, row, "%", 1, (Group("县（市）", bars),)), cases)


def test_a_target_of_all_is_one_line_and_other_ones_are_each_county_s():
    same = with_targets("straw_utilization").goal
    assert same is not None
    assert (same.text, same.value, same.up) == ("2020年目标 ≥90", Decimal(90), True)
    own = with_targets("gasification_rate")
    assert own.goal is not None
    assert own.goal.value is None
    assert [bar.aim for bar in own.bars] == [Decimal(60), Decimal(98)]


def test_an_amount_of_the_whole_city_is_no_county_s_target():
    axis = with_targets("farmland_area")
    assert axis.goal is None
    assert all(bar.aim is None for bar in axis.bars)


def test_a_measure_that_is_none_is_refused_with_a_way_out(city: Office):
    with pytest.raises(UsageError, match="没有可画的指标“emissions/none/x”，请写有数的，如 pm25、"):
        Counties(city, Q3).axis("emissions/none/x")
    with pytest.raises(RefusedError, match="2019年第一季度还没有已验收的数"):
        Counties(city, Period.parse("2019Q1")).axis(COD)


def test_a_county_has_no_counties(tmp_path: Path):
    with (
        safekeeping.init(tmp_path / "a.jzdesk", unit="410823", office=None, practice=True) as county,
        pytest.raises(RefusedError),
    ):
        reporting.charts(county, Q3, tmp_path / "图", [COD])
    assert not (tmp_path / "图").exists()


# What came


def squares(given: kinds.Handed, unit: str) -> dict[str, str]:
    line = next(one for one in given.lines if one.unit == unit)
    return {head.code: square.kind for head, square in zip(given.heads, line.squares, strict=True)}


def test_forms_are_told_as_coverage_has_them(city: Office):
    given = handed_map.forms(city, Q3)
    assert [head.name for head in given.heads][:2] == ["污染物排放", "减排项目"]
    assert squares(given, "410823") | {"emissions": kinds.FILLED, "reductions": kinds.NIL} == squares(
        given, "410823"
    )
    assert squares(given, OWING)["emissions"] == kinds.OWED
    assert set(squares(given, MISSING).values()) == {kinds.MISSING}
    states = {line.unit: line.state for line in given.lines}
    assert (states[MISSING], states[TARDY], states[WAITING]) == ("未报", "已验收，迟报", "已接收，按期")
    assert given.note.startswith("11 个县（市）区收到 10 个、已验收 9 个；报出期限 2018年10月15日；")


def test_a_form_that_only_some_have_is_no_gap_of_the_others(city: Office):
    given = handed_map.forms(city, Period.parse("2018H2"))
    water = {line.unit: squares(given, line.unit)["blackwater"] for line in given.lines}
    assert (water["410823"], water["410825"]) == (kinds.WAITING, kinds.NONE)


def test_periods_tell_in_time_late_missing_and_not_due(mine: Office):
    given = handed_map.periods(mine, Q3)
    assert [head.code for head in given.heads] == [
        "2018Q1", "2018Q2", "2018H1", "2018Q3", "2018Q4", "2018H2", "2018",
    ]  # fmt: skip
    third = {line.unit: squares(given, line.unit)["2018Q3"] for line in given.lines}
    assert (third["410823"], third[TARDY], third[MISSING]) == (kinds.ON_TIME, kinds.LATE, kinds.MISSING)
    assert squares(given, "410823")["2018Q1"] == kinds.UNASKED, (
        "a store made in autumn asks nobody for spring"
    )
    assert squares(given, "410823")["2018Q4"] == kinds.WAITING
    excluding.exclude(mine, "410823", Q3, revision=1, reason="报错了表")
    assert squares(handed_map.periods(mine, Q3), "410823")["2018Q3"] == kinds.BACK


def test_before_its_day_nothing_is_missing(mine: Office):
    mine.set_today(eleven.DUE)
    given = handed_map.forms(mine, Q3)
    assert set(squares(given, MISSING).values()) == {kinds.WAITING}
    assert next(line.state for line in given.lines if line.unit == MISSING) == "未到期"
    assert squares(handed_map.periods(mine, Q3), MISSING)["2018Q3"] == kinds.WAITING


def test_a_range_of_years_goes_up_to_the_period_s(empty: Office):
    given = handed_map.periods(empty, Period.parse("2020Q1"))
    assert (str(given.first), str(given.last), len(given.heads)) == ("2018Q1", "2020", 21)


# Files


@pytest.mark.slow
def test_the_verb_writes_the_city_s_charts_and_the_same_again(
    kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    words = ["--store", str(kept), "charts", "2018Q3", "--out"]
    assert main([*words, str(tmp_path / "a")]) == 0
    told = capsys.readouterr().out.splitlines()
    names = {Path(line).name for line in told}
    assert {"handed_forms.png", "handed_periods.pdf", "counties_pm25.png"} <= names
    assert "counties_emissions_cod_industry_emitted.pdf" in names
    assert main([*words, str(tmp_path / "b")]) == 0
    for one in (tmp_path / "a").iterdir():
        assert one.read_bytes() == (tmp_path / "b" / one.name).read_bytes(), one.name


def test_the_verb_draws_the_measure_that_is_named(
    kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    drawn: list[str] = []
    monkeypatch.setattr(
        reporting.chart_files, "write_charts", lambda charts, _: (drawn.extend(c.stem for c in charts), ())
    )
    words = ["--store", str(kept), "charts", "2018Q3", "--out", str(tmp_path / "图")]
    with pytest.raises(TypeError):  # what was asked for is known; nothing was made
        main([*words, "--indicator", "emissions/tp.industry/emitted"])
    assert [name for name in drawn if name.startswith("counties")] == [
        "counties_emissions_tp_industry_emitted"
    ]
    assert main([*words, "--indicator", "emissions/x/y"]) == 2
    assert "没有可画的指标" in capsys.readouterr().err


def test_an_empty_city_has_tables_of_what_came_and_no_figure(empty: Office):
    found = across.across(empty, Q3)
    assert found.axes == ()
    assert found.forms is not None
    assert {s.kind for line in found.forms.lines for s in line.squares} == {kinds.MISSING}
    assert across.across(empty, Period.parse("2017")).forms is None


@pytest.mark.parametrize("ending", [".pdf", pytest.param(".docx", marks=pytest.mark.slow)])
def test_the_summary_has_its_charts_with_captions(city: Office, tmp_path: Path, ending: str):
    given = across.on_paper(city, Q3)
    assert given.across is not None
    out = tmp_path / f"汇总{ending}"
    reporting.write(
        summary_document(replace(given, across=replace(given.across, axes=given.across.axes[:1]))), out
    )
    data = out.read_bytes()
    told = squeezed(data) if ending == ".pdf" else "".join(word_files.text(data).split())
    assert "图1焦作市2018年第三季度各县（市）区报表报送情况" in told
    assert "图2焦作市各县（市）区2018年各期报送情况" in told
    assert "图3焦作市2018年第三季度各县（市）区PM2.5（1—本期累计）" in told
    assert ("未报送" in told) == (ending == ".pdf"), "in a Word file a chart is a picture"


def test_the_workbook_of_the_summary_has_its_table_alone(city: Office, tmp_path: Path):
    out = reporting.summary(city, Q3, tmp_path / "汇总.xlsx")
    assert openpyxl.load_workbook(out).sheetnames == ["汇总"]


# For the window


def test_the_page_is_asked_for_one_measure_and_falls_back_to_the_first(city: Office):
    wanted = rendering.charts_of_counties(city, Q3, "")
    assert [o.name for o in wanted.outlines] == ["counties", "handed_forms", "handed_periods"]
    assert wanted.chosen == "pm25"
    other = rendering.charts_of_counties(city, Q3, COD)
    assert (other.chosen, other.sameness != wanted.sameness) == (COD, True)
    assert rendering.charts_of_counties(city, YEAR, COD).chosen == ""
    assert rendering.file_name(other, "counties_x.png") == "焦作市_2018Q3_各县化学需氧量·工业源（本季）图.png"
