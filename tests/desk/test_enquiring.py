"""取数: asking a bureau for its figures, reading its answer back, and reminding it."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from jzdesk.desk import enquiring, entering, handing_in, origins, sourcing, stepping, workbooks
from jzdesk.errors import RefusedError
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from tests.desk.conftest import Q3
from tests.desk.walk import fill

BUREAU = "县住建局"
WATER = Key.parse("emissions/sewage.water/emitted")
DUE = date(2018, 10, 5)


@pytest.fixture
def sewage(county) -> list[Key]:
    """Return the figures of the sewage works, which come from the bureau of housing."""
    found = [s.key for s in sourcing.sources(county, Q3) if s.key.row.startswith("sewage.")]
    origins.name_bureau(county, Q3, found, BUREAU)
    return found


@pytest.fixture
def asked(county, sewage, tmp_path) -> Path:
    fill(county, Period.parse("2018Q2"), "10")
    return ask(county, BUREAU, tmp_path / "取数表.xlsx")


def ask(office, bureau: str, out: Path) -> Path:
    work, then = enquiring.asking(office, Q3, bureau, due=DUE, out=out)
    return then(work.run(lambda _: None))


def put(path: Path, figures: dict[str, object]) -> None:
    """Write figures into the lines of their KEYs."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    for row in range(1, sheet.max_row + 1):
        if sheet.cell(row, 1).value in figures:
            sheet.cell(row, 8).value = figures[sheet.cell(row, 1).value]
    book.save(path)


def text_of(path: Path) -> str:
    return subprocess.run(
        ["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True
    ).stdout


def test_a_bureau_supplies_from_the_period_on(county, sewage):
    (bureau,) = sourcing.bureaus(county, Q3)
    assert (bureau.name, bureau.figures, bureau.open, bureau.asked) == (
        BUREAU,
        len(sewage),
        len(sewage),
        False,
    )
    assert sourcing.bureaus(county, Period.parse("2018Q4"))[0].name == BUREAU
    assert sourcing.bureaus(county, Period.parse("2018Q2")) == ()
    assert origins.used(county).bureaus == (BUREAU,)
    stepping.undo(county)
    assert sourcing.bureaus(county, Q3) == ()


def test_the_workbook_holds_its_lines_alone(county, sewage, asked):
    sheet = openpyxl.load_workbook(asked).worksheets[0]
    keys = [sheet.cell(row, 1).value for row in range(7, 7 + len(sewage))]
    assert keys == [str(key) for key in sewage]
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert "取数表（县住建局）" in " ".join(texts)
    assert any("2018年10月5日" in text for text in texts)
    assert "10.00" in texts, "last quarter's figure stands beside"
    assert not any("二氧化硫" in text for text in texts)
    assert sheet.cell(7, 8).protection.locked is False
    assert sheet.cell(7, 3).protection.locked is True


def test_its_answer_is_taken_in_and_noted(county, sewage, asked):
    put(asked, {str(key): 12.5 if key.column == "emitted" else 3 for key in sewage})
    done = workbooks.fill(county, asked, period=None, dry_run=True)
    assert len(done["changes"]) == len(sewage)
    assert sourcing.bureaus(county, Q3)[0].answered_on == ""
    assert workbooks.fill(county, asked, period=None, dry_run=False)["written"]
    (bureau,) = sourcing.bureaus(county, Q3)
    assert (bureau.open, bureau.answered_on, bureau.owing) == (0, county.today.isoformat(), False)
    stepping.undo(county)
    assert sourcing.bureaus(county, Q3)[0].open == len(sewage)


def test_every_wrong_cell_is_named(county, asked):
    put(asked, {str(WATER): "很多"})
    result = workbooks.fill(county, asked, period=None, dry_run=False)
    (refused,) = result["refused"]
    assert refused["cell"].startswith("取数表!H")
    assert refused["found"] == "很多"
    assert not result["written"]
    assert sourcing.bureaus(county, Q3)[0].answered_on == ""


def test_what_was_entered_meanwhile_is_not_overwritten(county, asked):
    entering.set_values(county, Q3, [str(WATER), "99"])
    put(asked, {str(WATER): 12})
    (refused,) = workbooks.fill(county, asked, period=None, dry_run=False)["refused"]
    assert "99.00" in refused["why"]


def test_lines_may_be_moved_and_the_file_saved_elsewhere(county, asked):
    put(asked, {str(WATER): 12})
    book = openpyxl.load_workbook(asked)
    book.worksheets[0].insert_rows(3, 2)
    book.worksheets[0].title = "住建局"
    book.save(asked)
    (change,) = workbooks.fill(county, asked, period=None, dry_run=False)["changes"]
    assert (change["key"], change["new"]) == (str(WATER), "12.00")


def test_the_sheet_of_paper_and_the_reminder(county, sewage, tmp_path):
    paper = text_of(ask(county, BUREAU, tmp_path / "取数表.pdf"))
    assert "取数表（县住建局）" in paper
    assert "处理水量" in paper
    assert "填表人" in paper
    reminder = text_of(enquiring.reminding(county, Q3, [BUREAU], tmp_path / "催要单.pdf").run(lambda _: None))
    assert f"还缺下列 {len(sewage)} 项" in reminder
    assert "（万吨）" in reminder
    assert "2018年10月5日" in "".join(reminder.split())
    fill(county, Q3, "10")
    with pytest.raises(RefusedError, match="没有要催的单位"):
        enquiring.reminding(county, Q3, [BUREAU], tmp_path / "催要单2.pdf")


def owed_lines(office) -> list[str]:
    """Return what the to-do list says of bureaus."""
    return [item["text"] for item in handing_in.todo_json(office, Q3)["other"] if item["kind"] == "取数"]


def test_who_has_not_answered_stands_on_the_to_do_list(county, sewage, tmp_path):
    assert owed_lines(county) == [], "named, but not asked yet"
    ask(county, BUREAU, tmp_path / "取数表.pdf")
    late = f"县住建局还有 {len(sewage)} 个数没有回复，应于 2018年10月5日 前退回，已过 3 天，请催要。"
    assert owed_lines(county) == [late]
    county.set_today(DUE)
    assert owed_lines(county)[0].endswith("今天（2018年10月5日）到期，请催要。")
    county.set_today(date(2018, 10, 4))
    assert owed_lines(county)[0].endswith("应于 2018年10月5日 前退回。")
    entering.set_values(county, Q3, [str(WATER), "99"])
    assert f"还有 {len(sewage) - 1} 个数" in owed_lines(county)[0]
    assert [i.kind for i in handing_in.todo_of(county, Period.parse("2018Q4")).other].count("取数") == 0
    fill(county, Q3, "10")
    assert owed_lines(county) == []


def test_the_longest_overdue_comes_first(county, sewage, tmp_path):
    origins.name_bureau(county, Q3, sewage[:1], "县水利局")
    ask(county, BUREAU, tmp_path / "一.pdf")
    work, then = enquiring.asking(county, Q3, "县水利局", due=date(2018, 10, 3), out=tmp_path / "二.pdf")
    then(work.run(lambda _: None))
    assert [line[:4] for line in owed_lines(county)] == ["县水利局", "县住建局"]


def test_a_bureau_that_supplies_nothing_is_refused(county, tmp_path):
    with pytest.raises(RefusedError, match="县林业局"):
        ask(county, "县林业局", tmp_path / "a.xlsx")
    assert not (tmp_path / "a.xlsx").exists()
    assert sourcing.bureaus(county, Q3) == ()


def test_a_name_that_is_too_long_is_refused(county):
    with pytest.raises(RefusedError, match="40 个字"):
        origins.name_bureau(county, Q3, [WATER], "局" * 41)


def test_nothing_of_it_is_in_the_content_that_leaves(county, sewage, asked):
    from jzdesk.desk import handing_in

    content, _ = handing_in.content_now(county, Q3)
    assert BUREAU not in str(content)
