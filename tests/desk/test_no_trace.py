"""Where nothing changed there is no entry: everything an office does, done a second time, leaves no trace."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from jzdesk.desk import (
    acceptance,
    deadlines,
    enquiring,
    entering,
    evidence,
    handing_in,
    lines,
    origins,
    pasting,
    receiving,
    rekeying,
    stages,
    stepping,
    trail,
    workbooks,
)
from jzdesk.desk.office import Office
from jzdesk.desk.paste_plan import Choices
from jzdesk.errors import JzdeskError
from jzdesk.models import checks
from jzdesk.models.entry import Key
from jzdesk.models.paste.clip import from_text
from jzdesk.models.period import Period
from jzdesk.models.waiver import Waiver
from tests.desk import walk
from tests.desk.conftest import Q3
from tests.desk.handed_down import as_typed, hand_down

COD, SO2 = "emissions/cod.industry/emitted", "emissions/so2.industry/emitted"
STAGE = "emissions/cod.agriculture/annual"
YEAR = Period.parse("2017")
WAIVER = Waiver("211", "410823", "2018-07-01", "2018-12-31", "焦环办〔2018〕71号", "企业整体搬迁")
LINES = [["甲厂", "", "8", ""], ["乙厂", "", "4.5", "停产一个月"]]
Act = Callable[[Office, Path], object]


def typed(*words: str, period: Period = Q3, **more: str) -> Act:
    return lambda office, _: entering.set_values(office, period, words, **more)


def noted(office: Office, _: Path) -> None:
    entering.write_note(office, Q3, Key.parse(COD), " 在线监测 ")


def explained(office: Office, _: Path) -> None:
    found = next(f for f in checks.run(office.sheet(Q3)) if f.result == "failed" and f.severity == "核实性")
    entering.explain(office, Q3, found.rule, found.keys[:1], "因设备检修停产两个月，产量下降。")


def pasted(office: Office, _: Path) -> None:
    here = Key.parse(COD)
    plan = pasting.plan(office.sheet(Q3), "emissions", from_text("12\n7.5\n"), here, Choices())
    pasting.write(office, plan)


def filled(office: Office, folder: Path) -> None:
    out = folder / "表.xlsx"
    if not out.exists():
        workbooks.write_form(office, Q3, None, blank=False, out=out)
        book = openpyxl.load_workbook(out)
        sheet = book.worksheets[0]
        cell = next(c for row in sheet.iter_rows() for c in row if str(c.value) in {"12", "12.0", "12.00"})
        cell.value = 13
        book.save(out)
    told = workbooks.fill(office, out, period=None, dry_run=False)
    assert not told["refused"]


def again_filled(office: Office, folder: Path) -> None:
    """Take in a workbook as it was written."""
    out = folder / "不变.xlsx"
    workbooks.write_form(office, Q3, None, blank=False, out=out)
    workbooks.fill(office, out, period=None, dry_run=False)


def rekeyed(office: Office, _: Path) -> None:
    rekeying.record(office, Q3, "李四", rekeying.compare(office, Q3, {Key.parse(COD): "12"}))


def proved(office: Office, folder: Path) -> None:
    file = folder / "监测报告.pdf"
    file.write_bytes(b"%PDF-1.4 one")
    evidence.attach(office, Q3, Key.parse(COD), [file])


def due(office: Office, _: Path) -> None:
    deadlines.register(office, Q3, date(2018, 10, 10), "焦环办〔2018〕60号")


def waived(office: Office, _: Path) -> None:
    hand_down(office, adopt=False, waivers=[as_typed(WAIVER)])


def reviewed(office: Office, _: Path) -> None:
    handing_in.review(office, Q3, "李四")


ACTS: dict[str, Act] = {
    "a value": typed(COD, "12"),
    "a value with a reason": typed(COD, "12", reason="复核数"),
    "a text": typed("milestones/M053/problems", "征地滞后"),
    "a blank reason": typed(COD, "无此项"),
    "who owes a figure": typed(COD, "暂缺:县水务局,2018-10-20"),
    "a value with a note": typed(COD, "12", note="在线监测"),
    "a cleared cell": typed(COD, ""),
    "a nil report": typed("cards", "零报告"),
    "a stage": typed(STAGE, "88.50", period=YEAR, reason="环统年报"),
    "the reason of a stage": lambda o, _: stages.write_reason(o, YEAR, Key.parse(STAGE), "环统年报"),
    "a note": noted,
    "an explanation": explained,
    "a pasted block": pasted,
    "a filled workbook": filled,
    "a workbook as it was written": again_filled,
    "lines of a figure": lambda o, _: lines.set_lines(o, Q3, Key.parse(COD), LINES),
    "where a figure comes from": lambda o, _: origins.write_origin(o, Q3, Key.parse(COD), "县工信局", "WZ-1"),
    "who keyed a figure again": rekeyed,
    "what proves a figure": proved,
    "what a bureau answered": lambda o, _: enquiring.answered(o, Q3, "县工信局"),
    "a due date": due,
    "a waiver": waived,
    "a review by the same on the same day": reviewed,
}


def before(office: Office, name: str) -> None:
    """Bring the office to where an act can be done."""
    if name in {"an explanation"}:
        walk.fill(office, Q3.last_year, "24")
        walk.fill(office, Q3, "72")
    elif name == "the reason of a stage":
        entering.set_values(office, YEAR, [STAGE, "88.50"])
    elif name not in {"a cleared cell", "a nil report", "a stage"}:
        entering.set_values(office, Q3, [SO2, "9", COD, "12"] if name != "a value" else [SO2, "9"])


@pytest.mark.parametrize("name", ACTS)
def test_done_a_second_time_it_leaves_no_trace(county: Office, tmp_path: Path, name: str) -> None:
    before(county, name)
    act = ACTS[name]
    act(county, tmp_path)
    head, count = county.store.audit_head(), len(county.store.history())
    step, state = county.store.next_undo(), county.store.period(Q3)
    act(county, tmp_path)
    assert (county.store.audit_head(), len(county.store.history())) == (head, count)
    assert (county.store.next_undo(), county.store.period(Q3)) == (step, state)
    assert county.store.verify_history() == []


QUIET = {"a cleared cell", "a workbook as it was written"}
"""These change nothing the first time either."""


@pytest.mark.parametrize("name", [name for name in ACTS if name not in QUIET])
def test_done_the_first_time_it_is_one_entry_or_more(county: Office, tmp_path: Path, name: str) -> None:
    before(county, name)
    if name in {"a value with a reason", "a pasted block"}:
        entering.set_values(county, Q3, [COD, "11"])
    count = county.store.history()[-1].seq
    ACTS[name](county, tmp_path)
    assert county.store.history()[-1].seq == count + 1


@pytest.mark.parametrize("text", ["12", "12.00", "１２", " 12 ", "+12", "12吨"])
def test_the_same_figure_written_otherwise_is_the_same(county: Office, text: str) -> None:
    entering.set_values(county, Q3, [COD, "12"])
    head = county.store.audit_head()
    entering.set_values(county, Q3, [COD, text], reason="核对")
    assert county.store.audit_head() == head


def test_an_equal_one_beside_a_change_is_not_told(county: Office) -> None:
    entering.set_values(county, Q3, [COD, "12", SO2, "7"])
    entering.set_values(county, Q3, [COD, "12", SO2, "8"])
    last = county.store.history()[-1].seq
    assert [line.key for line in trail.lines(county, Q3) if line.seq == last] == [SO2]


def test_an_equal_one_withdraws_no_review(county: Office) -> None:
    entering.set_values(county, Q3, [COD, "12"])
    handing_in.review(county, Q3, "李四")
    entering.set_values(county, Q3, [COD, "12.0"])
    assert county.store.period(Q3).facts["reviewer"] == "李四"


def test_a_review_by_another_or_on_another_day_is_an_entry(county: Office) -> None:
    entering.set_values(county, Q3, [COD, "12"])
    handing_in.review(county, Q3, "李四")
    for day, name in ((8, "赵六"), (9, "赵六")):
        head = county.store.audit_head()
        county.set_today(date(2018, 10, day))
        handing_in.review(county, Q3, name)
        assert county.store.audit_head() != head


def test_nothing_taken_back_leaves_no_trace(county: Office) -> None:
    entering.set_values(county, Q3, [COD, "12"])
    head = county.store.audit_head()
    deadlines.withdraw(county, Q3)
    hand_down(county)
    assert county.store.audit_head() == head


def test_what_is_refused_leaves_no_trace(county: Office) -> None:
    entering.set_values(county, Q3, [COD, "12"])
    head = county.store.audit_head()
    for words in ([COD, "十二"], [SO2, "7", COD, "1e5"], ["emissions/cod.total/emitted", "5"]):
        with pytest.raises(JzdeskError):
            entering.set_values(county, Q3, words)
    assert county.store.audit_head() == head


def test_undo_and_redo_are_entries_and_name_what_they_move(county: Office) -> None:
    entering.set_values(county, Q3, [COD, "12"])
    stepping.undo(county)
    stepping.redo(county)
    told = [(line.how, line.old, line.new) for line in trail.lines(county, Q3) if line.key == COD]
    assert told == [("重做", "", "12.00"), ("撤销", "12.00", ""), ("键入", "", "12.00")]


def test_accepted_a_second_time_it_is_no_entry(
    county: Office, city: Office, tmp_path: Path, no_paper: None
) -> None:
    walk.ready(county, Q3)
    file = walk.hand_in(county, Q3, tmp_path / "上报").files[0]
    receiving.receive(city, [file])
    acceptance.accept(city, "410823", Q3, revision=None, out=tmp_path / "回执.xlsx")
    head = city.store.audit_head()
    receiving.receive(city, [file])
    acceptance.accept(city, "410823", Q3, revision=None, out=tmp_path / "回执.xlsx")
    assert city.store.audit_head() == head
    receiving.receive(county, [tmp_path / "回执.xlsx"])
    head = county.store.audit_head()
    receiving.receive(county, [tmp_path / "回执.xlsx"])
    assert county.store.audit_head() == head
