"""The series of one plan go on in the next: what is carried over, replaced, compared, and refused."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from jzdesk.desk import (
    acceptance,
    allotting,
    browsing,
    carrying,
    coverage,
    demo,
    entering,
    evaluating,
    receiving,
    safekeeping,
    summing,
    window,
)
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError, WorldError
from jzdesk.models import derive, plan_source
from jzdesk.models.allotment import judging
from jzdesk.models.assess.from_sheet import case_of
from jzdesk.models.assess.judge import assess
from jzdesk.models.catalogue import Catalogue
from jzdesk.models.entry import EMPTY, Key
from jzdesk.models.period import Period
from jzdesk.models.trends.tracks import tracks_of
from tests.desk import walk

COUNTY = "410823"
NEXT = Path(__file__).parents[1] / "data" / "plan" / "jiaozuo-14fyp"
Q4, YEAR = Period.parse("2020Q4"), Period.parse("2020")
FIRST = Period.parse("2021Q4")
OLD = {
    "emissions/cod.industry/emitted": "40", "emissions/nh3n.industry/emitted": "1.25",
    "emissions/nox.industry/emitted": "无此项", "quality/pm25/mean": "70", "quality/pm25/ytd": "52",
    "quality/good_days/days": "60", "quality/valid_days/days": "90",
}  # fmt: skip
OLD_YEAR = {
    "emissions/cod.industry/annual": "160", "emissions/voc.industry/annual": "30",
    "quality/pm25/annual": "52", "quality/good_days/annual": "230", "quality/valid_days/annual": "366",
}  # fmt: skip


@pytest.fixture(scope="module")
def plan() -> Catalogue:
    return Catalogue(plan_source.load(NEXT))


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a county's store of the plan before: one quarter and year handed in, one not."""
    folder = tmp_path_factory.mktemp("before")
    with (
        safekeeping.init(folder / "旧.jzdesk", unit=COUNTY, office=None, practice=True, who="张三") as old,
        walk.without_paper(),
    ):
        old.set_today(date(2021, 1, 6))
        entering.set_values(old, Period.parse("2017"), ["quality/pm25/annual", "81"])
        for period, typed in ((Q4, OLD), (YEAR, OLD_YEAR)):
            entering.set_values(old, period, [part for pair in typed.items() for part in pair])
            walk.ready(old, period)
            walk.hand_in(old, period, folder / str(period))
        entering.set_values(old, Period.parse("2020Q3"), ["emissions/cod.industry/emitted", "77"])
    return folder


@pytest.fixture
def store(before: Path) -> Path:
    return before / "旧.jzdesk"


@pytest.fixture
def office(plan: Catalogue, tmp_path: Path) -> Iterator[Office]:
    with safekeeping.init(
        tmp_path / "新.jzdesk", unit=COUNTY, office=None, practice=True, who="张三", catalogue=plan
    ) as made:
        made.set_today(date(2022, 1, 6))
        yield made


def number(office: Office, period: str, key: str) -> Decimal | None:
    return office.store.cells(Period.parse(period)).get(Key.parse(key), EMPTY).number


def test_the_series_go_on_under_the_new_rows_and_units(office: Office, store: Path) -> None:
    told = carrying.carry(office, [store])
    assert told["written"]
    assert number(office, "2020Q4", "discharge/w01/emitted") == 40
    assert number(office, "2020Q4", "discharge/w02/emitted") == 1250, "from 吨 into 千克"
    assert office.store.cells(Q4)[Key.parse("discharge/g02/emitted")].blank == "无此项"
    assert number(office, "2020", "env/p25/annual") == 52
    assert number(office, "2017", "env/p25/annual") == 81, "历史补录 goes on as well"
    assert number(office, "2020Q3", "discharge/w01/emitted") is None, "a draft stays where it is"
    assert told["ending"] > 0
    assert any("2020年第三季度" in line for line in told["left_out"])
    assert "2020" in told["periods"]
    assert carrying.standing(office)


def test_a_new_figure_is_compared_and_judged_across_the_plans(office: Office, store: Path) -> None:
    carrying.carry(office, [store])
    entering.set_values(
        office, FIRST,
        ["discharge/w01/emitted", "36", "discharge/w02/emitted", "1000", "env/p25/ytd", "47"],
    )  # fmt: skip
    sheet = office.sheet(FIRST)
    _, row, column = sheet.place(Key.parse("discharge/w01/emitted"))
    beside = derive.computed(sheet, Key.parse("discharge/w01/emitted"), row, column)
    assert beside is not None
    assert (beside.last_year, beside.change_last_year) == (40, Decimal("-10.0"))
    track = next(t for t in tracks_of(sheet) if t.name.startswith("细颗粒物"))
    assert [(str(m.period), m.value) for m in track.marks] == [
        ("2017", 81), ("2020", 52), ("2020Q4", 52), ("2021Q4", 47),
    ]  # fmt: skip
    assert {m.basis for m in track.marks} == {""}
    assert track.marks[0].key is not None


def test_where_the_basis_changed_nothing_is_compared(office: Office, store: Path) -> None:
    carrying.carry(office, [store])
    year = Period.parse("2021")
    words = ["discharge/g09/annual", "20", "discharge/w01/annual", "150"]
    entering.set_values(office, year, words)
    sheet = office.sheet(year)
    assert number(office, "2020", "discharge/g09/annual") == 30, "it is kept and shown"
    key = Key.parse("discharge/g09/final")
    _, row, column = sheet.place(key)
    beside = derive.computed(sheet, key, row, column)
    assert beside is not None
    assert (beside.last_year, beside.change_last_year) == (None, None)
    broken, whole = (
        case_of(sheet, "discharge", r) for code in ("g09", "w01") if (r := sheet.row("discharge", code))
    )
    assert broken is not None and whole is not None  # noqa: PT018
    assert len({broken.bases.get(p, "") for p in broken.series}) == 2
    assert assess(broken).main.verdict == "无法评价"
    assert assess(whole).main.verdict == "达到时间进度", "150 of 160 are well on the way to 10 % less"


def test_taking_again_replaces_and_leaves_alone_what_was_typed(
    office: Office, store: Path, tmp_path: Path
) -> None:
    entering.set_values(office, YEAR, ["env/p25/annual", "50"])
    told = carrying.carry(office, [store])
    assert [k["key"] for k in told["kept"]] == ["env/p25/annual"]
    assert number(office, "2020", "env/p25/annual") == 50
    again = carrying.carry(office, [store])
    assert (again["changes"], again["written"]) == ([], False)
    less = tmp_path / "只有年报"
    shutil.copytree(store.parent, less)
    upload = next((less / "2020").glob("*.xlsx"))
    only = carrying.carry(office, [upload])
    assert number(office, "2020Q4", "discharge/w01/emitted") is None, (
        "the upload of the year knows no quarter"
    )
    assert number(office, "2020", "discharge/w01/annual") == 160
    assert only["written"]


def test_uploads_of_the_plan_before_say_the_same_as_its_store(office: Office, store: Path) -> None:
    from_store = carrying.carry(office, [store], dry_run=True)
    assert not office.store.cells(Q4), "a look writes nothing"
    uploads = [next((store.parent / str(p)).glob("*.xlsx")) for p in (Q4, YEAR)]
    assert carrying.carry(office, uploads, dry_run=True)["changes"] == from_store["changes"]


def test_what_is_no_history_of_this_office_is_refused_in_one_sentence(
    office: Office, store: Path, plan: Catalogue, tmp_path: Path
) -> None:
    def refused(*paths: Path) -> str:
        with pytest.raises((RefusedError, WorldError)) as caught:
            carrying.carry(office, paths)
        assert not office.store.periods()
        return caught.value.sentence

    assert "正在用" in refused(office.store.info.path)
    other = tmp_path / "温县.jzdesk"
    safekeeping.init(other, unit="410825", office=None, practice=True).close()
    assert "温县" in refused(other)
    real = tmp_path / "正式.jzdesk"
    safekeeping.init(real, unit=COUNTY, office=None, practice=False).close()
    assert refused(real)
    new = tmp_path / "又一个.jzdesk"
    safekeeping.init(new, unit=COUNTY, office=None, practice=True, catalogue=plan).close()
    assert "上一个规划" in refused(new)
    empty = tmp_path / "空.jzdesk"
    safekeeping.init(empty, unit=COUNTY, office=None, practice=True).close()
    assert refused(empty)
    text = tmp_path / "不是.xlsx"
    text.write_text("随便", "utf-8")
    assert refused(text)
    assert refused(tmp_path / "没有.jzdesk")
    with Office.open(store, write=False) as old, pytest.raises(RefusedError):
        carrying.carry(old, [store], dry_run=True)


def test_the_first_upload_carries_the_history_to_the_city(
    office: Office, store: Path, tmp_path: Path, plan: Catalogue
) -> None:
    carrying.carry(office, [store])
    with (
        safekeeping.init(
            tmp_path / "市.jzdesk", unit="410800", office=None, practice=True, who="市局", catalogue=plan
        ) as city,
        walk.without_paper(),
    ):
        city.set_today(date(2022, 1, 8))
        demo.know_each_other(office, city, tmp_path / "登记", [])
        walk.ready(office, FIRST)
        upload = walk.hand_in(office, FIRST, tmp_path / "报送").files[0]
        assert [f["verdict"] for f in receiving.receive(city, [upload])["files"]] == ["taken"]
        acceptance.accept(city, COUNTY, FIRST, revision=None, out=tmp_path / "回执.xlsx")
        assert coverage.coverage(city, FIRST)["accepted"] == 1
        total = summing.summed(city, FIRST).figures[Key.parse("discharge/w01/emitted")]
        assert total[COUNTY] == "12.00"
        found = evaluating.evaluated(city, "midterm", as_of=FIRST, draft=True)
        assert found.dates[0] == "2021年第四季度"
        cod = next(i for i in found.items if i.code == "A2")
        assert any(line.county == COUNTY for line in cod.lines)
        with_city = coverage.content_of(city, YEAR, COUNTY)
        assert with_city is not None
        assert with_city["forms"]["discharge"]["cells"]["w01/annual"]["v"] == "160.00"


def test_the_city_hands_down_in_the_categories_of_its_plan(tmp_path: Path, plan: Catalogue) -> None:
    with safekeeping.init(
        tmp_path / "市.jzdesk", unit="410800", office=None, practice=True, catalogue=plan
    ) as city:
        book = tmp_path / "底表.xlsx"
        allotting.template(city, book).run()
        one = {"name": "再生水利用工程", "category": "水生态保护修复项目", "unit": "温县"}
        lines = {"projects": [(3, one)]}
        records, problems = judging.judged(city.catalogue.data, lines)
        assert not problems
        assert records["projects"][0]["category"] == "water"
        wrong = {"projects": [(3, {"name": "旧类", "category": "环境监管能力建设项目", "unit": "温县"})]}
        _, problems = judging.judged(city.catalogue.data, wrong)
        assert "减污降碳协同项目" in "".join(str(p) for p in problems)


@pytest.mark.parametrize("unit", [COUNTY, "410800"])
def test_all_that_the_next_plan_asks_can_be_told(unit: str, tmp_path: Path, plan: Catalogue) -> None:
    with safekeeping.init(
        tmp_path / "目录.jzdesk", unit=unit, office=None, practice=True, catalogue=plan
    ) as office:
        look = window.look(office, FIRST)
        for entry in browsing.entries(office, look):
            told = str(browsing.detail(office, look, entry.segment, entry.code))
            assert "{" not in told, entry.code
            assert ("按规划期末计" in told) == (entry.code == "M204")
