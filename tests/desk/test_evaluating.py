"""中期评估 and 终期考核 at the city's desk: what counts in them, and what the city itself has set."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdf
import pytest

from jzdesk.desk import entering, evaluating, excluding, inbox, judging, safekeeping
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError, UsageError
from jzdesk.models.entry import Key
from jzdesk.models.evaluation.result import Evaluation, Item, Seen
from jzdesk.models.period import Period
from tests import uploads
from tests.desk import walk

Q3, YEAR, END = (Period.parse(text) for text in ("2018Q3", "2018", "2020"))
UNIT, OTHER = "410823", "410821"
PM25 = "quality/pm25/ytd"


@pytest.fixture(scope="module")
def accepted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The closed store of a city that has accepted two counties' third quarter, every figure 12 and 80."""
    folder = tmp_path_factory.mktemp("accepted")
    with safekeeping.init(folder / "city.jzdesk", unit="410800", office=None, practice=True) as made:
        made.set_today(date(2018, 10, 12))
        contents = [uploads.content_of(folder, unit, n) for unit, n in ((UNIT, "12"), (OTHER, "80"))]
        uploads.come(made, date(2018, 10, 8), *contents)
        for one in inbox.look(made, []):
            inbox.accept(made, one, folder)
    return folder / "city.jzdesk"


@pytest.fixture
def city(accepted: Path, tmp_path: Path) -> Iterator[Office]:
    """That city, in a copy of its own."""
    shutil.copyfile(accepted, tmp_path / accepted.name)
    with Office.open(tmp_path / accepted.name, write=True, today=date(2018, 10, 12)) as made:
        yield made


def item(found: Evaluation, code: str) -> Item:
    return next(one for one in found.items if one.code == code)


def county(found: Evaluation, code: str, unit: str) -> Seen:
    return next(line.seen[0] for line in item(found, code).lines if line.county == unit)


def test_only_accepted_files_are_in_it(city: Office):
    found = evaluating.evaluated(city, "midterm", as_of=Q3)
    assert found.coverage == ("2/11 个县（市）区的文件已验收", "0/11 个县（市）区的文件已验收")
    assert county(found, "pm25_annual_mean", UNIT).actual == "12 微克/立方米"
    assert county(found, "pm25_annual_mean", OTHER).verdict == "滞后"
    excluding.exclude(city, OTHER, Q3, revision=1, reason="误报")
    gone = evaluating.evaluated(city, "midterm", as_of=Q3)
    assert [line.county for line in item(gone, "pm25_annual_mean").lines if line.county] == [UNIT]
    assert gone.coverage[0].startswith("1/11")


def test_a_draft_stands_at_the_newest_quarter_with_a_file(city: Office):
    found = evaluating.evaluated(city, "midterm", draft=True)
    assert found.dates == ("2018年第三季度", "2018年")
    assert evaluating.evaluated(city, "final", draft=True).dates == ("2018年第三季度", "2020年")
    assert evaluating.evaluated(city, "final").dates == ("2020年",)
    assert evaluating.evaluated(city, "midterm", as_of=YEAR).dates == ("2018年",)


def test_what_the_city_set_is_in_it_and_says_so(city: Office):
    judging.approve(city, UNIT, Q3, Key.parse(PM25), "70", "省站核定")
    judging.stand_in(city, "410822", Q3, Key.parse(PM25), "61", "县站电话")
    found = evaluating.evaluated(city, "midterm", as_of=Q3)
    approved, stood_in = (county(found, "pm25_annual_mean", unit) for unit in (UNIT, "410822"))
    assert (approved.actual, approved.stage) == ("70 微克/立方米", "核定数")
    assert (stood_in.actual, stood_in.stage) == ("61 微克/立方米", "代用数")
    judging.approve(city, "410800", Q3, Key.parse(PM25), "66", "市站")
    whole = item(evaluating.evaluated(city, "midterm", as_of=Q3), "pm25_annual_mean").main.seen[0]
    assert (whole.actual, whole.stage) == ("66 微克/立方米", "核定数")


def test_the_city_s_own_sheet_is_in_it_while_it_is_being_filled(city: Office):
    entering.set_values(city, YEAR, ["quality/forest_stock/annual", "510"])
    entering.set_values(city, Period.parse("2018Q4"), ["milestones/M003/status", "已完成"])
    found = evaluating.evaluated(city, "midterm")
    stock = item(found, "forest_stock").main.seen[0]
    assert (stock.actual, stock.stage, stock.verdict) == ("510 万立方米", "市本级填报中", "已达")
    assert item(found, "M003").main.seen[0].verdict == "已达"


def test_what_the_city_itself_handed_in_counts_as_it_was_signed(city: Office, tmp_path: Path):
    entering.set_values(city, Q3, ["milestones/M015/status", "推进中"])
    with walk.without_paper():
        walk.ready(city, Q3)
        walk.hand_in(city, Q3, tmp_path)
    found = evaluating.evaluated(city, "midterm", as_of=Q3)
    assert item(found, "M015").main.seen[0].actual == "推进中"
    late = next(fact for fact in found.facts if fact.unit == "410800" and "M015" in fact.text)
    assert "2018年第三季度上报文件，校验码" in late.file


def test_it_is_written_three_ways_and_the_same_twice(city: Office, tmp_path: Path):
    found = evaluating.evaluated(city, "midterm", as_of=Q3)
    files = [tmp_path / f"评估.{ending}" for ending in ("pdf", "xlsx", "docx")]
    for file in files:
        evaluating.write(found, file)
        assert file.stat().st_size > 10_000
    before = file.read_bytes()
    evaluating.write(evaluating.evaluated(city, "midterm", as_of=Q3), file)
    assert file.read_bytes() == before
    with pytest.raises(RefusedError, match=r"\.pdf"):
        evaluating.write(found, tmp_path / "评估.txt")


def test_the_second_process_makes_the_same_paper(city: Office, tmp_path: Path):
    found = evaluating.evaluated(city, "midterm", draft=True)
    out = tmp_path / evaluating.proposed("midterm", found.dates[0], ".pdf", draft=True)
    assert out.name == "焦作市_中期评估（预评估）_截至2018年第三季度.pdf"
    evaluating.write(found, out)
    assert evaluating.making(found).run(lambda _told: None) == out.read_bytes()
    assert "（预评估）" in pypdf.PdfReader(io.BytesIO(out.read_bytes())).pages[0].extract_text()


def test_who_may_not_and_what_is_no_date(city: Office, county_of_its_own: Office):
    with pytest.raises(RefusedError, match="市"):
        evaluating.evaluated(county_of_its_own, "midterm")
    with pytest.raises(RefusedError, match="2019年第一季度不在其中"):
        evaluating.evaluated(city, "midterm", as_of=Period.parse("2019Q1"))
    with pytest.raises(UsageError, match="没有“yearly”这种评估"):
        evaluating.evaluated(city, "yearly")


@pytest.fixture
def county_of_its_own(tmp_path: Path) -> Iterator[Office]:
    with safekeeping.init(tmp_path / "own.jzdesk", unit=UNIT, office=None, practice=True) as made:
        yield made


def test_a_city_without_a_single_file_gets_a_whole_list(tmp_path: Path):
    with safekeeping.init(tmp_path / "city.jzdesk", unit="410800", office=None, practice=True) as made:
        found = evaluating.evaluated(made, "final")
        assert len(found.items) == 115 + 177 + 24
        assert evaluating.evaluated(made, "midterm", draft=True).dates[0] == "2018年第三季度"
        assert not found.facts
