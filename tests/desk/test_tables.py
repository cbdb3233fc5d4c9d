"""Five workbooks as offices make them by hand, through the child process and the mapping into a store."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from jzdesk.desk import books, entering, safekeeping, stepping, table_offers, tables
from jzdesk.desk.aside import at_once
from jzdesk.desk.office import Office
from jzdesk.desk.tables import Table
from jzdesk.errors import RefusedError
from jzdesk.models.entry import Key
from jzdesk.models.mapping.mapping import Take
from jzdesk.models.period import Period
from tests.desk import handmade

Q3, Q4 = Period.parse("2018Q3"), Period.parse("2018Q4")
COD, NH3N = "emissions/cod.industry/emitted", "emissions/nh3n.industry/emitted"
PROJECT = "investment/P016"
EXPECTED = {
    "merged_heads": {
        "emissions/cod.industry/enterprises": "12", COD: "131.25", NH3N: "12.35",
        "emissions/nh3n.industry/enterprises": "12", "emissions/dust.industry/enterprises": "3",
        "emissions/dust.industry/emitted": "200.00",
    },
    "side_by_side": {COD: "33.30", NH3N: "3.50"},
    "turned": {
        COD: "30.00", NH3N: "3.00", "emissions/so2.industry/emitted": "33.00",
        "emissions/nox.industry/emitted": "9.00",
    },
    "projects": {
        f"{PROJECT}/responsible": "圪垱店镇政府", f"{PROJECT}/done": "1200.50", f"{PROJECT}/stage": "在建",
        f"{PROJECT}/progress": "管网完成八成",
    },
    "years": {
        "emissions/cod.industry/annual": "2001.20", "emissions/cod.agriculture/annual": "780.00",
        "emissions/cod.living/annual": "2800.00", "emissions/nh3n.industry/annual": "200.00",
        "emissions/nh3n.agriculture/annual": "78.00",
    },
}  # fmt: skip
REFUSED = {"side_by_side": [("台账!E5", "3.456"), ("台账!E6", "待核实")]}


@pytest.fixture
def county(tmp_path: Path) -> Iterator[Office]:
    with safekeeping.init(tmp_path / "a.jzdesk", unit="410823", office=None, practice=True) as made:
        made.set_today(date(2018, 10, 8))
        yield made


def put(folder: Path, name: str, data: bytes | None = None) -> Path:
    path = folder / f"{name}.xlsx"
    path.write_bytes(handmade.SHAPES[name]() if data is None else data)
    return path


def look(office: Office, path: Path, form: str = "") -> Table:
    """Read a workbook in the child process, and look at it."""
    found = at_once(books.looking(office, path, books.Reading(path).run(lambda _: None), Q3, form))
    assert isinstance(found, Table)
    return found


def news(table: Table) -> dict[str, str | None]:
    return {str(c.key): c.new for c in table.plan.changes}


def stored(office: Office, period: Period, *keys: str) -> list[str | None]:
    cells = entering.get(office, period, [Key.parse(k) for k in keys])["cells"]
    return [cell["value"] for cell in cells]


@pytest.mark.parametrize("name", handmade.SHAPES)
def test_a_table_made_by_hand_is_understood(name: str, county: Office, tmp_path: Path) -> None:
    table = look(county, put(tmp_path, name))
    assert news(table) == EXPECTED[name]
    assert [(r.address, r.found) for r in table.plan.refused] == REFUSED.get(name, [])
    assert table.can == (name not in REFUSED)
    assert str(table.period) == ("2017" if name == "years" else "2018Q3")


@pytest.mark.slow
@pytest.mark.needs("soffice")
@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_a_table_in_another_format_is_understood_as_well(suffix: str, county: Office, tmp_path: Path) -> None:
    paths = [put(tmp_path, name) for name in handmade.SHAPES]
    command = [
        "soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to",
        suffix, "--outdir", str(tmp_path / suffix), *map(str, paths),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    for name in handmade.SHAPES:
        assert news(look(county, tmp_path / suffix / f"{name}.{suffix}")) == EXPECTED[name], name


def test_writing_a_table_is_one_step_and_an_unlike_total_is_only_told(county: Office, tmp_path: Path) -> None:
    table = look(county, put(tmp_path, "projects"))
    assert [(t.address, t.typed, t.sum) for t in table.plan.totals] == [("重点项目!E5", "1230.50", "1200.50")]
    tables.write(table)
    assert stored(county, Q3, f"{PROJECT}/done", "investment/total/done") == ["1200.50", "1200.50"]
    stepping.undo(county)
    assert stored(county, Q3, f"{PROJECT}/done", f"{PROJECT}/responsible") == [None, None]


def test_unknown_names_become_rows_only_when_one_says_so(county: Office, tmp_path: Path) -> None:
    table = look(county, put(tmp_path, "projects"))
    assert {p.address for p in table.plan.passed} == {f"重点项目!{c}4" for c in "CDEFG"}
    assert "县城北湿地公园" in table.plan.passed[0].why
    table = replace(table, mapping=replace(table.mapping, add=True))
    assert (table.plan.passed, table.plan.refused) == ([], [])
    tables.write(table)
    row = "investment/X410823-001"
    assert stored(county, Q3, f"{row}/name", f"{row}/planned", f"{row}/done") == [
        "县城北湿地公园", "1200.00", "30.00",
    ]  # fmt: skip


def test_what_cannot_be_taken_stops_all_until_it_is_left_out(county: Office, tmp_path: Path) -> None:
    table = look(county, put(tmp_path, "side_by_side"))
    with pytest.raises(RefusedError):
        tables.write(table)
    assert stored(county, Q3, COD) == [None]
    tables.write(replace(table, mapping=replace(table.mapping, omit=True)))
    assert stored(county, Q3, COD, NH3N, "emissions/tn.industry/emitted") == ["33.30", "3.50", None]


def test_what_was_said_is_remembered_for_tables_of_the_same_making(county: Office, tmp_path: Path) -> None:
    table = look(county, put(tmp_path, "merged_heads"))
    assert not table.known
    columns = {**table.mapping.columns, 2: Take("")}
    tables.write(replace(table, mapping=replace(table.mapping, columns=columns, unit="吨", rows={8: ""})))
    assert stored(county, Q3, COD) == ["0.01"]
    again = look(county, put(tmp_path, "merged_heads"))
    assert again.known
    assert again.mapping.unit == "吨"
    assert again.mapping.columns[2].target == ""
    assert again.reading.rows[8].status == "off"
    assert not again.plan.changes


def test_the_same_table_of_the_next_quarter_gives_the_next_column(county: Office, tmp_path: Path) -> None:
    table = look(county, put(tmp_path, "side_by_side"))
    tables.write(replace(table, mapping=replace(table.mapping, omit=True)))
    later = tables.turn_to_period(look(county, put(tmp_path, "side_by_side")), Q4)
    assert later.known
    assert later.mapping.column_of("emitted") == 6
    earlier = tables.turn_to_period(later, Period.parse("2018Q2"))
    assert news(earlier)[COD] == "22.20"


@pytest.mark.parametrize(("year", "figure"), [("2015", "2100.00"), ("2016", "2050.50")])
def test_the_years_before_the_first_report_come_in_by_choosing_the_year(
    year: str, figure: str, county: Office, tmp_path: Path
) -> None:
    period = Period.parse(year)
    assert period in table_offers.periods(county, Q3)
    table = tables.turn_to_period(look(county, put(tmp_path, "years")), period)
    tables.write(table)
    assert stored(county, period, "emissions/cod.industry/annual") == [figure]


def test_everything_that_is_guessed_can_be_said_otherwise(county: Office, tmp_path: Path) -> None:
    table = look(county, put(tmp_path, "side_by_side"))
    assert [table.grids[n].name for n in (0, 1)] == ["通讯录", "台账"]
    assert not tables.turn_to_sheet(table, 0).plan.changes
    assert news(tables.turn_to_sheet(tables.turn_to_sheet(table, 0), 1)) == EXPECTED["side_by_side"]
    assert tables.set_head(table, 3, 3).mapping.head == (3, 3)
    columns = {**table.mapping.columns, 5: Take("emitted", "千克"), 2: Take("")}
    assert news(replace(table, mapping=replace(table.mapping, columns=columns)))[COD] == "0.03"
    assert not tables.turn(table).plan.changes
    chosen = replace(table, mapping=replace(table.mapping, rows={3: "tn.industry"}))
    assert news(chosen)["emissions/tn.industry/emitted"] == "33.30"
    assert "emissions/cod.industry/emitted" not in news(chosen)
    assert tables.turn_to_form(table, "quality").form.id == "quality"


def test_a_unit_that_cannot_be_meant_is_refused_with_its_name(county: Office, tmp_path: Path) -> None:
    table = look(county, put(tmp_path, "turned"))
    columns = {
        at: replace(t, unit="万元") if t.target == "emitted" else t for at, t in table.mapping.columns.items()
    }
    plan = replace(table, mapping=replace(table.mapping, columns=columns)).plan
    assert len(plan.refused) == 4
    assert "万元" in plan.refused[0].why
    assert plan.changes == []


def test_a_locked_period_is_said_before_writing(county: Office, tmp_path: Path, monkeypatch) -> None:
    table = look(county, put(tmp_path, "turned"))
    monkeypatch.setattr(Office, "state", lambda *_: "已送出")
    assert not table.can
    assert "已送出" in table.barred
    with pytest.raises(RefusedError, match="已送出"):
        tables.write(table)


def test_an_empty_workbook_and_one_that_nobody_knows_are_told_apart(county: Office, tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="没有内容"):
        look(county, put(tmp_path, "空", handmade.book({"Sheet1": []})))
    strange = look(
        county, put(tmp_path, "通讯录", handmade.book({"人": [["姓名", "电话"], ["张三", "0391"]]}))
    )
    assert (strange.plan.changes, strange.can) == ([], False)
