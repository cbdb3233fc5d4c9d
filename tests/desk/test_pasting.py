"""A block copied from a spreadsheet: what the preview tells, and what confirming it writes."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from jzdesk.desk import entering, pasting, stepping
from jzdesk.desk.office import Office
from jzdesk.desk.paste_plan import CHANGED, REFUSED, ROUNDED, SAME, SKIPPED, SUM, Choices, Plan
from jzdesk.errors import RefusedError
from jzdesk.models.entry import Key
from jzdesk.models.paste.clip import from_text
from jzdesk.models.paste.html import read
from jzdesk.models.period import Period

Q3 = Period.parse("2018Q3")
HERE = Key("emissions", "cod.industry", "emitted")


def plan(office: Office, text: str, here: Key | None = HERE, form: str = "emissions", **choices) -> Plan:
    return pasting.plan(office.sheet(Q3), form, from_text(text), here, Choices(**choices))


def told(found: Plan) -> dict[str, tuple[str, str]]:
    return {str(c.key): (c.status, c.new) for c in found.cells if c.key is not None}


def test_a_block_without_names_goes_from_the_cursor_on(county):
    found = plan(county, "312.45\t1\n24.18\t-2\n")
    assert told(found) == {
        "emissions/cod.industry/emitted": (CHANGED, "312.45"),
        "emissions/cod.industry/adjustment": (CHANGED, "1.00"),
        "emissions/nh3n.industry/emitted": (CHANGED, "24.18"),
        "emissions/nh3n.industry/adjustment": (CHANGED, "−2.00"),
    }
    assert not found.by_name


def test_names_and_heads_find_their_cells_whatever_their_order(county):
    text = (
        "主要污染物\n单位：吨\n指标名称\t计量单位\t本期\t\t上季\n\t\t1—本季累计\t本季\t\n"
        "氨氮\t吨\t70\t24.18\t23\n 化学需氧量\t吨\t\t312.45\t\n"
    )
    found = plan(county, text, None)
    assert told(found) == {
        "emissions/nh3n.industry/emitted": (CHANGED, "24.18"),
        "emissions/cod.industry/emitted": (CHANGED, "312.45"),
    }
    assert found.by_name
    assert found.by_head


def test_nothing_is_written_before_it_is_confirmed_and_one_undo_takes_all_back(county):
    found = plan(county, "312.45\n24.18\n")
    assert not county.store.cells(Q3)
    changes = pasting.write(county, found)
    assert {str(k) for k in changes.keys} == {
        "emissions/cod.industry/emitted",
        "emissions/nh3n.industry/emitted",
    }
    assert county.store.history()[-1].how == "pasted"
    stepping.undo(county)
    assert not county.store.cells(Q3)


def test_refused_cells_are_named_and_the_others_are_written(county):
    found = plan(county, "约三百\n24.18\n—\n1E+05\n")
    refused = {str(c.key): c.why for c in found.cells if c.status == REFUSED}
    assert set(refused) == {f"emissions/{r}.industry/emitted" for r in ("cod", "tn", "tp")}
    assert "阿拉伯数字" in refused["emissions/cod.industry/emitted"]
    assert "约三百" in found.refused_text()
    pasting.write(county, found)
    assert {str(k) for k in county.store.cells(Q3)} == {"emissions/nh3n.industry/emitted"}


def test_what_is_there_already_makes_no_step(county):
    entering.set_values(county, Q3, ["emissions/cod.industry/emitted", "312.45"])
    found = plan(county, "312.45\n\n")
    assert told(found) == {"emissions/cod.industry/emitted": (SAME, "312.45")}
    before = len(county.store.history())
    assert not pasting.write(county, found)
    assert len(county.store.history()) == before


def test_the_exact_number_is_taken_and_its_rounding_told(county):
    html = (
        '<table><tr><td x:num="312.44999999999">312.45</td></tr><tr><td sdval="24.186">24</td></tr></table>'
    )
    found = pasting.plan(county.sheet(Q3), "emissions", read("312.45\n24\n", html), HERE)
    assert told(found) == {
        "emissions/cod.industry/emitted": (ROUNDED, "312.45"),
        "emissions/nh3n.industry/emitted": (ROUNDED, "24.19"),
    }
    assert "24.186" in found.cells[1].why


def test_a_total_is_never_taken_and_told_where_it_differs(county):
    text = "指标名称\t本季\t1—本季累计\n化学需氧量\t10\t99\n氨氮\t5\t\n合计\t16\t\n"
    entering.set_values(county, Period.parse("2018Q1"), ["emissions/cod.industry/emitted", "1"])
    entering.set_values(county, Period.parse("2018Q2"), ["emissions/cod.industry/emitted", "2"])
    found = plan(county, text)
    sums = [(c.where, c.old) for c in found.cells if c.status == SUM]
    assert sums == [("化学需氧量·工业源·1—本季累计", "13.00"), ("合计·本季", "15.00")]
    assert all(c.cell is None for c in found.cells if c.status == SUM)


def test_a_computed_column_in_the_block_is_stepped_over(county):
    entering.set_values(county, Period.parse("2018Q2"), ["emissions/cod.industry/emitted", "50"])
    found = plan(county, "28\t60\t\t\t50\n", Key("emissions", "cod.industry", "enterprises"))
    assert told(found)["emissions/cod.industry/emitted"] == (CHANGED, "60.00")
    assert [c.status for c in found.cells if c.key is None] == [SKIPPED]


def test_a_unit_in_the_head_converts_and_may_be_taken_back(county):
    text = "指标名称\t本季（万吨）\n化学需氧量\t0.0312\n"
    found = plan(county, text)
    assert told(found)["emissions/cod.industry/emitted"] == (CHANGED, "312.00")
    assert found.units[0].chosen == "万吨"
    asis = plan(county, text, units={"emitted": "吨"})
    assert told(asis)["emissions/cod.industry/emitted"] == (ROUNDED, "0.03")


def test_figures_ten_thousand_times_too_small_look_like_another_unit(county):
    rows = ("cod", "nh3n", "tn", "tp")
    last = [part for r in rows for part in (f"emissions/{r}.industry/emitted", "3000")]
    entering.set_values(county, Period.parse("2017Q3"), last)
    text = "0.31\n0.28\n0.30\n0.33\n"
    found = plan(county, text)
    assert [(u.suggested, u.chosen) for u in found.units] == [("万吨", "吨")]
    converted = plan(county, text, units={"emitted": "万吨"})
    assert told(converted)["emissions/cod.industry/emitted"] == (CHANGED, "3,100.00")


def test_rows_of_one_name_are_refused_naming_both(county):
    for _ in range(2):
        entering.set_values(county, Q3, ["investment/+/name", "管网工程"])
    found = plan(county, "项目名称\t本季完成投资\n管网工程\t5\n", None, "investment")
    (refused,) = found.cells
    assert refused.status == REFUSED
    assert "X410823-001" in refused.why
    assert "X410823-002" in refused.why


def test_unknown_rows_of_a_list_are_added(county):
    text = "企业名称\t牌别\t事由\n甲厂\t黄牌\t超标\n乙厂\t红牌\t偷排\n"
    found = plan(county, text, None, "cards")
    pasting.write(county, found)
    cells = county.store.cells(Q3)
    assert cells[Key("cards", "C001", "name")].value == "甲厂"
    assert cells[Key("cards", "C002", "name")].value == "乙厂"
    assert len(cells) == 6
    stepping.undo(county)
    assert not county.store.cells(Q3)


def test_a_row_without_a_usable_name_is_not_added(county):
    found = plan(county, "企业名称\t牌别\n甲\u202e厂\t黄牌\n", None, "cards")
    assert [c.status for c in found.cells] == [REFUSED]
    assert not found.new_rows


def test_by_place_leaves_names_aside(county):
    text = "总氮\t41.6\n总磷\t1.9\n"
    assert set(told(plan(county, text))) == {"emissions/tn.industry/emitted", "emissions/tp.industry/emitted"}
    laid = plan(county, text, by_place=True)
    assert set(told(laid)) == {"emissions/cod.industry/emitted", "emissions/nh3n.industry/emitted"}
    assert laid.may_switch


def test_a_sheet_that_changed_since_the_preview_is_not_written(county):
    found = plan(county, "1\n2\n")
    entering.set_values(county, Q3, ["emissions/cod.industry/emitted", "9"])
    with pytest.raises(RefusedError, match="再粘贴一次"):
        pasting.write(county, found)
    assert county.store.cells(Q3)[HERE].value == Decimal("9.00")


@pytest.mark.parametrize("text", ["=1+1", "@x", "'", "甲\t乙", "一\n二"])
def test_text_that_programs_might_run_is_carried_or_refused(county, text):
    here = Key("narrative", "work", "text")
    quoted = '"' + text + '"' if set(text) & set("\t\n") else text
    found = plan(county, f"{quoted}\nx\n", here, "narrative")
    first = next(c for c in found.cells if c.at[0] == 0)
    assert first.status == (REFUSED if "\t" in text else CHANGED)
    assert first.cell is None or first.cell.value == text


def test_a_total_is_compared_in_the_unit_of_its_head(county):
    text = "指标名称\t本季（万吨）\n化学需氧量\t0.01\n氨氮\t0.02\n合计\t{}\n"
    assert plan(county, text.format("0.03")).count(SUM) == 0
    assert plan(county, text.format("0.04")).count(SUM) == 1


CLIPBOARD = Path(__file__).parents[1] / "data/clipboard"


@pytest.mark.parametrize("with_html", [True, False])
def test_what_libreoffice_copies_finds_its_cells(county, with_html):
    text = (CLIPBOARD / "libreoffice.tsv").read_text("utf-8")
    html = (CLIPBOARD / "libreoffice.html").read_text("utf-8") if with_html else ""
    found = pasting.plan(county.sheet(Q3), "emissions", read(text, html), None)
    assert found.by_head
    assert found.by_name
    assert told(found) == {
        "emissions/cod.industry/emitted": (ROUNDED, "312.45"),
        "emissions/cod.industry/adjustment": (CHANGED, "−3.20"),
        "emissions/nh3n.industry/emitted": (CHANGED, "24.18"),
        "emissions/nh3n.industry/adjustment": (REFUSED, ""),
    }
