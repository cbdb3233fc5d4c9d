"""年度公布 and its tables: what goes out, and that nothing else does."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pypdf
import pytest

from jzdesk.desk import entering, handing_in, judging, publishing, safekeeping, signing
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError
from jzdesk.models import publication
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.models.publication import Publication, Table
from jzdesk.models.published import Gathering
from jzdesk.models.snapshot import Frozen
from tests import publications
from tests.desk import walk
from tests.publications import CLOSED, OPEN, PROJECT, REDUCTION, SECRETS, Content
from tests.reports import papers

YEAR, Q4, H2 = (Period.parse(p) for p in ("2018", "2018Q4", "2018H2"))
COUNTY, OTHER = "410823", "410821"


def table(made: Publication, code: str) -> Table:
    return next(t for t in made.tables if t.code == code)


def texts(found: Table, first: str) -> list[str]:
    return next([c.text + c.mark for c in row] for row in found.rows if row[0].text == first)


def kept(made: Publication, kind: str) -> list[tuple[str, str]]:
    return [(w.unit, w.what) for w in made.withheld if w.kind == kind]


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A city that has accepted the end of one county's year, and received another's without accepting."""
    folder = tmp_path_factory.mktemp("city")
    with safekeeping.init(folder / "city.jzdesk", unit="410800", office=None, practice=True) as made:
        made.set_today(date(2019, 2, 1))
        mine = [publications.content(folder, COUNTY, str(p), "12") for p in (Q4, H2, YEAR)]
        publications.take(made, folder, mine)
        late = publications.content(folder, OTHER, "2018", "7")
        publications.take(made, folder, [late], accept=False)
        yield made


@pytest.fixture(scope="module")
def year(city: Office) -> Publication:
    return publishing.publication(city, YEAR)


def test_the_year_s_tables_name_every_county(year: Publication):
    assert [t.code for t in year.tables] == [
        "emissions", "investment", "projects", "reductions", "air", "water", "rivers", "cards", "blackwater",
    ]  # fmt: skip
    emissions = table(year, "emissions")
    names = [row[0].text for row in emissions.rows]
    assert len(names) == 14, "eleven counties, the city itself, the sum and the sum in 万吨"
    assert texts(emissions, "武陟县")[1:5] == ["48.00", "48.00", "48.00", "48.00"]
    assert texts(emissions, "武陟县")[-1] == "年报数"
    assert texts(emissions, "解放区")[1] == "未报送"
    assert texts(emissions, "修武县")[1] == "未验收"
    assert texts(emissions, "合计（1/12）")[1] == "48.00"
    assert texts(emissions, "全市（万吨）")[1:3] == ["0.00", "0.005"], "氨氮 has three places"
    assert any(note.startswith("未报送，没有列入：解放区") for note in emissions.notes)
    assert "未验收，没有列入：修武县。" in emissions.notes
    assert texts(table(year, "air"), "武陟县")[1] == "12"
    assert [c.text for c in table(year, "water").rows[0]][:3] == ["武陟县", "沁河武陟断面", "地表水断面"]


def test_only_what_is_marked_is_named(year: Publication):
    assert [row[1].text for row in table(year, "cards").rows] == [OPEN]
    assert table(year, "cards").notes[0] == "共 1 家：黄牌 1 家。"
    assert PROJECT not in [row[1].text for row in table(year, "projects").rows]
    assert texts(table(year, "investment"), "武陟县")[1] == "2", "it counts among the projects all the same"
    assert kept(year, "single") == [("武陟县", CLOSED), ("武陟县", PROJECT), ("武陟县", REDUCTION)]
    assert texts(table(year, "reductions"), "武陟县")[1:3] == ["1", "30.50"]


def test_what_stays_in_is_told_with_its_reason(year: Publication):
    assert kept(year, "phone") == [("武陟县", f"{OPEN}“进展”"), ("武陟县", "老蟒河城区段“责任人”")]
    assert ("武陟县", "备注和各阶段的缘由 24 条") in kept(year, "remark")
    assert [unit for unit, _ in kept(year, "explanation")] == ["武陟县"]
    assert kept(year, "names") == [("", "3 份报表上签署人的姓名和联系电话")]
    assert ("", "《情况说明》整表") in kept(year, "form")
    assert ("", "《重点工程投资完成情况》：建设内容、存在问题") in kept(year, "columns")
    assert ("解放区", "全年各期：未报送") in kept(year, "missing")
    assert all(one.why for one in year.withheld)


def test_people_s_names_stay_and_their_numbers_go(year: Publication):
    found = table(year, "blackwater")
    at = [h.text for h in found.heads].index("责任人")
    assert found.rows[0][at].text == "赵六"


def every_byte(data: bytes) -> str:
    """Return whatever can be read in a file: its text, its parts unpacked, and its properties."""
    if data.startswith(b"%PDF"):
        reader = pypdf.PdfReader(io.BytesIO(data))
        streams = [o.get_data() for o in map(reader.get_object, range(1, len(reader.xref[0]) + 1))
                   if hasattr(o, "get_data")]  # fmt: skip
        raw = b"".join([data, *streams]).decode("utf-8", "replace")
        return raw + papers.squeezed(data) + str(reader.metadata)
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return "".join(
            name + re.sub(r"<[^>]*>", "", text) + text
            for name in parts.namelist()
            for text in [parts.read(name).decode("utf-8", "replace")]
        )


@pytest.mark.parametrize("ending", publishing.SUFFIXES)
def test_no_byte_tells_what_stays_in(year: Publication, tmp_path: Path, ending: str):
    file = publishing.write(year, tmp_path / f"公布{ending}")
    found = every_byte(file.read_bytes())
    assert OPEN in found
    assert "老蟒河城区段" in found
    assert [secret for secret in SECRETS if secret in found] == []
    again = publishing.write(year, tmp_path / f"再次{ending}")
    assert again.read_bytes() == file.read_bytes()


def test_the_second_process_writes_the_same(year: Publication, tmp_path: Path):
    here = publishing.write(year, tmp_path / "这里.pdf")
    there = publishing.writing(year, tmp_path / "公布" / "那里.pdf").run(lambda _told: None)
    assert there.read_bytes() == here.read_bytes()
    assert publishing.making(year).run(lambda _told: None) == here.read_bytes()


def test_what_the_second_process_is_told_holds_no_secret(year: Publication):
    told = str(year.public())
    assert [secret for secret in SECRETS if secret in told] == []
    assert publication.from_public(year.public()).tables == year.tables


def test_the_workbook_has_no_formula_no_link_and_no_macro(year: Publication, tmp_path: Path):
    file = publishing.write(year, tmp_path / "公布.xlsx")
    with zipfile.ZipFile(file) as parts:
        assert not [n for n in parts.namelist() if "vba" in n.lower() or "external" in n or "embed" in n]
        sheets = [parts.read(n).decode() for n in parts.namelist() if n.startswith("xl/worksheets/")]
    assert not [s for s in sheets if re.search(r"<f[ >]|<hyperlink|<legacyDrawing|<oleObject", s)]
    book = openpyxl.load_workbook(file)
    assert book.sheetnames == [t.title for t in year.tables]
    cells = [c for row in book["主要污染物排放量"].iter_rows() for c in row if c.value == 48]
    assert len(cells) > 4, "figures are figures"


def test_its_text_is_as_expected(year: Publication, tmp_path: Path):
    file = publishing.write(year, tmp_path / "公布.pdf")
    papers.check_golden("publication-city", file.read_bytes())


def test_stand_ins_stay_in_and_approved_figures_stand_by_themselves(city: Office):
    key = Key.parse("emissions/cod.total/final")
    judging.stand_in(city, "410802", YEAR, key, "500", "电话报数")
    judging.approve(city, COUNTY, YEAR, key, "40", "在线监测核算")
    try:
        made = publishing.publication(city, YEAR)
    finally:
        judging.stand_in(city, "410802", YEAR, key, "", "")
        judging.approve(city, COUNTY, YEAR, key, "", "")
    found = table(made, "emissions")
    assert texts(found, "解放区")[1] == "未报送"
    assert texts(found, "合计（1/12）")[1] == "48.00"
    assert texts(found, "市级核定")[1] == "40.00"
    assert kept(made, "standin") == [("解放区", "2018年 化学需氧量·合计“采用数” 500.00 吨")]
    assert [unit for unit, _ in kept(made, "approved")] == ["武陟县"]
    told = str(made.public())
    assert "500.00" not in told
    assert "在线监测核算" not in told
    assert "电话报数" not in told


def test_a_quarter_s_cards_and_a_half_s_waters_alone(city: Office, tmp_path: Path):
    cards = publishing.publication(city, Q4)
    assert [t.code for t in cards.tables] == ["cards"]
    assert cards.title == "焦作市2018年第四季度黄牌、红牌企业名单"
    assert kept(cards, "single") == [("武陟县", CLOSED)]
    assert not kept(cards, "form")
    assert [t.code for t in publishing.publication(city, H2, "blackwater").tables] == ["blackwater"]
    asked = table(publishing.publication(city, H2), "blackwater").notes[-1]
    assert "温县" not in asked, "it has no such waters to report"
    papers.check_golden("publication-cards", publishing.write(cards, tmp_path / "名单.pdf").read_bytes())


def test_a_period_of_the_wrong_length_or_without_files_is_refused(city: Office):
    for period, kind, why in (
        ("2018", "cards", "按季公布"), ("2018Q3", "blackwater", "按半年公布"), ("2018H1", "year", "按年编制"),
        ("2017", None, "历史补录"), ("2019", None, "没有一个单位的报表通过验收"),
        ("2018Q1", None, "没有一个单位的报表通过验收"),
    ):  # fmt: skip
        with pytest.raises(RefusedError, match=why):
            publishing.publication(city, Period.parse(period), kind)


def test_a_name_of_another_kind_is_refused(year: Publication, tmp_path: Path):
    with pytest.raises(RefusedError, match="公布"):
        publishing.write(year, tmp_path / "公布.txt")
    assert not list(tmp_path.iterdir())


@pytest.mark.usefixtures("no_paper")
def test_a_project_marked_as_public_is_named(county: Office, tmp_path: Path):
    county.set_today(date(2019, 1, 10))
    for period, key in (("2018Q4", "investment"), ("2018", "reductions")):
        typed = [*publications.rows(period), f"{key}/+projects.1/open", "是"]
        entering.set_values(county, Period.parse(period), typed)
        walk.ready(county, Period.parse(period))
        walk.hand_in(county, Period.parse(period), tmp_path)
    made = publishing.publication(county, YEAR)
    assert PROJECT in [row[0].text for row in table(made, "projects").rows]
    assert [row[0].text for row in table(made, "reduction_list").rows] == [REDUCTION]
    assert [what for _, what in kept(made, "single")] == [CLOSED]
    row = county.sheet(Q4).row("investment", "P016")
    assert row is not None
    assert "open" not in row.columns, "what the plan names is public already"


# Eleven counties


def test_eleven_counties_add_up(tmp_path: Path):
    with safekeeping.init(tmp_path / "city.jzdesk", unit="410800", office=None, practice=True) as made:
        made.set_today(date(2019, 2, 1))
        numbers = {code: 1000 + n for n, code in enumerate(made.catalogue.counties)}
        contents = [
            publications.content(tmp_path, code, "2018", str(number), typed=())
            for code, number in numbers.items()
        ]
        publications.take(made, tmp_path, contents)
        found = table(publishing.publication(made, YEAR), "emissions")
    total = Decimal(4 * sum(numbers.values()))
    assert texts(found, "孟州市")[1] == "4,036.00"
    assert texts(found, "合计（11/12）")[1] == f"{total:,.2f}" == "44,220.00"
    assert texts(found, "全市（万吨）")[1:3] == ["4.42", "4.422"]
    assert found.notes[0] == "未报送，没有列入：市本级。"
    assert [row[0].text for row in found.rows[:11]] == [
        made.catalogue.division(c).name for c in made.catalogue.counties
    ]


# A county's own


@pytest.mark.usefixtures("no_paper")
def test_a_county_publishes_what_it_handed_in_and_no_cell_that_was_not_sent(county: Office, tmp_path: Path):
    county.set_today(date(2019, 1, 10))
    with pytest.raises(RefusedError, match="还没有上报过"):
        publishing.publication(county, Q4)
    entering.set_values(county, Q4, publications.rows("2018Q4"))
    walk.ready(county, Q4)
    walk.freeze(county, Q4, tmp_path)
    with pytest.raises(RefusedError, match="还没有上报过"):
        publishing.publication(county, Q4)
    signing.submit(county, Q4, signed_on=county.today, out=tmp_path)
    made = publishing.publication(county, Q4)
    assert (made.title, len(made.tables)) == ("武陟县2018年第四季度黄牌、红牌企业名单", 1)
    assert [row[0].text for row in made.tables[0].rows] == [OPEN]
    signing.reopen(county, Q4, reason="核准了第二家")
    entering.set_values(county, Q4, ["cards/C002/cleared", "已核准"])
    assert publishing.publication(county, Q4).tables == made.tables, "it was not sent yet"
    walk.explain_all(county, Q4)
    handing_in.review(county, Q4, "李四")
    walk.hand_in(county, Q4, tmp_path)
    assert [row[0].text for row in publishing.publication(county, Q4).tables[0].rows] == [OPEN, CLOSED]


@pytest.mark.usefixtures("no_paper")
def test_a_county_s_year_is_told_by_source(county: Office, tmp_path: Path):
    county.set_today(date(2019, 1, 10))
    walk.ready(county, YEAR)
    walk.hand_in(county, YEAR, tmp_path)
    made = publishing.publication(county, YEAR)
    emissions, air = table(made, "emissions"), table(made, "air")
    assert [h.text for h in emissions.heads] == [
        "污染物", "计量单位", "工业源排放", "农业源排放", "城镇生活源排放", "集中式治理设施排放", "合计",
        "数据阶段",
    ]  # fmt: skip
    assert texts(emissions, "二氧化硫") == [
        "二氧化硫",
        "吨",
        "12.00",
        "—",
        "12.00",
        "12.00",
        "36.00",
        "年报数",
    ]
    assert texts(air, "优良天数")[1:5] == ["天", "12", "—", "—"]
    assert texts(air, "二氧化硫")[-2:] == ["标况", "年报数"]
    assert texts(air, "优良天数")[-2:] == ["—", "年报数"]
    assert table(made, "cards").notes == ("2018年第四季度未报送。",)
    assert not [t for t in made.tables if any(h.text == "县（市）区" for h in t.heads)]
    papers.check_golden("publication-county", publishing.write(made, tmp_path / "公布.pdf").read_bytes())


# What the contents say


def gathered(*contents: Content, kind: str = "year") -> Publication:
    """Return what a county would publish of contents, in time's order."""
    catalogue = safekeeping.shipped_catalogue()
    period = Period.parse(contents[-1]["period"]) if kind != "year" else YEAR
    made = Gathering(catalogue, kind, period, COUNTY, {}, {})
    for content in contents:
        made.take(Frozen(content, catalogue))
    return made.publication(office="县局", issued_on="2019-02-01", practice=False)


def said(content: Content, cells: dict[str, dict[str, str]]) -> Content:
    """Return a content in which these cells say something else."""
    forms = {f: {**part, "cells": dict(part["cells"])} for f, part in content["forms"].items()}
    for key, cell in cells.items():
        form, _, place = key.partition("/")
        forms[form]["cells"][place] = cell
    return {**content, "forms": forms}


@pytest.fixture(scope="module")
def quarter(tmp_path_factory: pytest.TempPathFactory) -> Content:
    return publications.content(tmp_path_factory.mktemp("quarter"), COUNTY, "2018Q4", "12")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Content:
    return publications.content(tmp_path_factory.mktemp("whole"), COUNTY, "2018", "12")


def test_the_highest_stage_is_taken_and_another_one_is_marked(whole: Content):
    low = {
        f"emissions/cod.{s}/flash": {"v": "9.00"} for s in ("industry", "agriculture", "living", "facility")
    }
    gone = {key.replace("flash", "annual"): {} for key in low}
    finals = {key.replace("flash", "final"): {"v": "9.00"} for key in low}
    total = {"emissions/cod.total/final": {"v": "36.00"}}
    one = table(gathered(said(whole, low | gone | finals | total)), "emissions")
    assert texts(one, "化学需氧量")[2:] == ["9.00", "9.00", "9.00", "9.00", "36.00", "快报数"]
    mixed = {"emissions/cod.industry/annual": {}, "emissions/cod.industry/flash": {"v": "12.00"}}
    two = table(gathered(said(whole, mixed)), "emissions")
    assert texts(two, "化学需氧量")[2:] == ["12.00快", "12.00", "12.00", "12.00", "48.00快", "年报数"]
    assert any("标“快”" in note for note in two.notes)
    assert not any("标“快”" in note for note in one.notes)


def test_blanks_say_their_word_and_nothing_of_who_owes_them(whole: Content):
    cells = {
        "quality/pm25/final": {"b": "暂缺:县气象局李工,2019-03-01"}, "quality/so2/final": {"b": "保密"},
        "quality/no2/final": {"b": "未监测"},
    }  # fmt: skip
    made = gathered(said(whole, cells))
    air = table(made, "air")
    words = [texts(air, name)[2] for name in ("细颗粒物（PM2.5）", "二氧化硫", "二氧化氮")]
    assert words == ["暂缺", "按规定不公开", "未监测"]
    assert "李工" not in str(made.public())
    assert kept(made, "secret") == [("武陟县", "二氧化硫“采用数”")]
    assert kept(made, "owed") == [("武陟县", "暂缺的缘由（由谁提供、预计日期） 1 处")]


def test_the_change_is_told_where_there_is_a_figure_of_the_year_before(whole: Content):
    before = {
        "quality/pm25/last_final": {"v": "15"}, "quality/good_days/last_final": {"v": "9"},
        "quality/pm10/last_final": {"v": "12"},
    }  # fmt: skip
    air = table(gathered(said(whole, before)), "air")
    assert texts(air, "细颗粒物（PM2.5）")[2:5] == ["12", "15", "−3"]
    assert texts(air, "优良天数")[2:5] == ["12", "9", "+3"]
    assert texts(air, "可吸入颗粒物（PM10）")[2:5] == ["12", "12", "0"]
    assert texts(air, "二氧化硫")[2:5] == ["12", "—", "—"]


def test_the_last_quarter_says_what_stands_of_an_enterprise(quarter: Content):
    earlier = {**quarter, "period": "2018Q3"}
    barred = said(quarter, {"cards/C001/cleared": {"v": "no"}})
    made = gathered(earlier, barred)
    assert table(made, "cards").rows == ()
    assert {what for _, what in kept(made, "single")} == {CLOSED, OPEN, PROJECT}
    part = quarter["forms"]["cards"]
    cells = {place: cell for place, cell in part["cells"].items() if not place.startswith("C001/")}
    ended = {**part, "own": [o for o in part["own"] if o["code"] != "C001"], "cells": cells}
    gone = {**quarter, "forms": {**quarter["forms"], "cards": ended}}
    assert [row[0].text for row in table(gathered(earlier, gone), "cards").rows] == [OPEN], (
        "it was on the list in the year"
    )


def test_a_list_that_ends_before_the_year_does_says_so(quarter: Content):
    made = gathered({**quarter, "period": "2018Q3"})
    assert "数据截至2018年第三季度。" in table(made, "investment").notes
    assert "2018年未报送。" in table(made, "emissions").notes
    assert "2018年下半年未报送。" in table(made, "blackwater").notes


def test_what_is_due_in_the_last_quarter_is_not_late_before_it(quarter: Content):
    rows = {place.split("/")[0] for place in quarter["forms"]["investment"]["cells"]} - {"total"}
    due = said(quarter, {f"investment/{row}/plan_end": {"v": "2018-12"} for row in rows})
    for period, on_time in (("2018Q3", "—"), ("2018Q4", "0.0")):
        found = table(gathered({**due, "period": period}), "investment")
        assert found.heads[-1].text == "按期竣工率（%）"
        assert found.rows[0][-1].text == on_time


def test_no_cards_at_all_is_said(quarter: Content):
    nil = {"nil": True, "own": [], "cells": {}}
    made = gathered({**quarter, "forms": {**quarter["forms"], "cards": nil}}, kind="cards")
    assert table(made, "cards").notes == ("没有黄牌、红牌企业。",)
