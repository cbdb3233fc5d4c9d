"""汇总 without the window: the table, and what stands behind its figures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from jzdesk.desk import inbox, safekeeping, totalling
from jzdesk.desk.office import Office
from jzdesk.desk.totalling import TO_DATE, TOTAL, Line, Table
from jzdesk.errors import RefusedError
from jzdesk.models.period import Period
from tests import uploads

Q3 = Period.parse("2018Q3")
COD, TP = "emissions/cod.industry/emitted", "emissions/tp.industry/emitted"


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A city with two counties' accepted files, one of them owing a figure."""
    folder = tmp_path_factory.mktemp("city")
    with safekeeping.init(folder / "city.jzdesk", unit="410800", office=None, practice=True) as made:
        for unit, number in (("410821", "7"), ("410823", "12")):
            content = uploads.content_of(folder, unit, number)
            if unit == "410821":
                content["forms"]["emissions"]["cells"]["tp.industry/emitted"] = {
                    "b": "暂缺:县水务局,2018-11-01"
                }
                content["forms"]["emissions"]["cells"]["cod.industry/emitted"]["n"] = "在线监测"
            uploads.come(made, date(2018, 10, 8), content)
        for one in inbox.look(made, []):
            inbox.accept(made, one, folder)
        yield made


def line(table: Table, key: str) -> Line:
    return next(one for one in table.lines if str(one.key) == key)


def figure(table: Table, key: str, code: str) -> str:
    return line(table, key).figures[table.codes.index(code)]


def test_the_table_names_all_eleven_and_adds_up_what_was_accepted(city: Office):
    table = totalling.table(city, Q3)
    assert (len(table.units), table.counted, table.number) == (11, 2, 11)
    assert figure(table, COD, "410823") == "12.00"
    assert figure(table, COD, TOTAL) == "19.00"
    assert figure(table, COD, "410802") == "—"
    assert (figure(table, TP, "410821"), figure(table, TP, TOTAL)) == ("暂缺", "12.00")
    assert figure(table, COD, TO_DATE) == "—", "the first two quarters are missing"
    assert "解放区" in table.left_out
    assert table.lines[0].kind == "band"
    assert "工业源" in table.lines[0].name


def test_behind_a_county_s_figure_stands_its_file(city: Office):
    table = totalling.table(city, Q3)
    found = totalling.source(city, table, line(table, COD), "410821", "7.00")
    assert (found.title, found.where, found.value, found.unit) == (
        "修武县", "化学需氧量·工业源 本季", "7.00", "吨"
    )  # fmt: skip
    facts = dict(found.facts)
    assert facts["文件"] == "2018年第三季度第1次报送"
    assert (facts["收到日期"], len(facts["校验码"])) == ("2018-10-08", 19)
    assert found.notes[0] == "县里备注：在线监测"
    owed = totalling.source(city, table, line(table, TP), "410821", "暂缺")
    assert (owed.notes[0], owed.unit) == ("空白原因：暂缺：县水务局，2018-11-01", "")


def test_behind_a_county_that_is_out_stands_no_file(city: Office):
    table = totalling.table(city, Q3)
    found = totalling.source(city, table, line(table, COD), "410802", "—")
    assert found.number == 0
    assert "解放区还没有验收" in found.notes[0]
    with pytest.raises(RefusedError):
        totalling.form_of(city, Q3, found)


def test_behind_a_total_stand_its_parts_and_who_is_missing(city: Office):
    table = totalling.table(city, Q3)
    found = totalling.source(city, table, line(table, COD), TOTAL, "19.00")
    assert found.parts == (("修武县", "7.00"), ("武陟县", "12.00"))
    assert "2/11" in found.notes[0]
    year = totalling.source(city, table, line(table, COD), TO_DATE, "—")
    assert "2018年第一季度" in year.notes[-1]


def test_the_form_behind_a_figure_is_printed_as_it_was_sent(city: Office):
    table = totalling.table(city, Q3)
    found = totalling.source(city, table, line(table, COD), "410823", "12.00")
    path = totalling.form_of(city, Q3, found).run(print)
    assert path.read_bytes().startswith(b"%PDF")
    assert "武陟县" in path.name


@pytest.mark.parametrize("ending", ["pdf", "xlsx", "docx"])
def test_the_table_is_written_by_the_second_process(city: Office, tmp_path: Path, ending: str):
    out = tmp_path / "新" / totalling.file_name(Q3, ending)
    work = totalling.writing(city, Q3, out)
    assert work.run(lambda _: None) == out
    assert out.stat().st_size > 2000


def test_nothing_accepted_is_an_empty_table(city: Office):
    table = totalling.table(city, Period.parse("2018Q1"))
    assert table.counted == 0
