from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from openpyxl import Workbook

from jzdesk.exchange import entry_form, entry_plan, filling
from jzdesk.exchange.filling import FillPlan
from jzdesk.models.entry import Cell
from tests.exchange import entry_kit, kit
from tests.exchange.entry_kit import DONE, changes, judged, only_refusal, small, stored, typed, where

NEW = "investment/+projects.1"
SECTION, SOURCE = "quality/+sections.1", "quality/+sources.2"
TOTAL, FUNDS, TOTAL_FUNDS = "investment/total/done", "investment/X410823-001/funds", "investment/total/funds"


def test_a_new_row_is_taken_with_all_its_cells() -> None:
    words = {
        f"{NEW}/name": "管网延伸", f"{NEW}/planned": 1860, f"{NEW}/stage": "在建",
        f"{NEW}/plan_start": "2018-09",
        "investment/+projects.4/name": "监测站",
    }  # fmt: skip
    plan = judged(typed(small("investment"), words))
    assert {key: new for key, (_, new) in changes(plan).items()} == {
        f"{NEW}/name": "管网延伸", f"{NEW}/planned": "1860.00", f"{NEW}/stage": "在建",
        f"{NEW}/plan_start": "2018-09",
        "investment/+projects.4/name": "监测站",
    }  # fmt: skip
    assert {mark: block.code for mark, block in plan.new_rows.items()} == {
        ("investment", "+projects.1"): "projects",
        ("investment", "+projects.4"): "projects",
    }


def test_new_rows_go_to_the_block_under_which_they_stand() -> None:
    words = {
        f"{SECTION}/name": "渠首",
        f"{SECTION}/target_class": "Ⅳ",
        f"{SOURCE}/name": "何营",
        f"{SOURCE}/numerator": 8,
    }
    plan = judged(typed(small("quality"), words))
    assert {mark[1]: block.code for mark, block in plan.new_rows.items()} == {
        "+sections.1": "sections",
        "+sources.2": "sources",
    }
    assert {k for k, _ in changes(plan).items()} == set(words)


def test_the_same_new_row_in_two_forms_is_two_rows() -> None:
    words = {f"{NEW}/name": "甲", "milestones/+tasks.1/name": "乙", "milestones/+tasks.1/status": "推进中"}
    plan = judged(typed(small("investment", "milestones"), words))
    assert plan.refused == []
    assert len(plan.new_rows) == 2


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ({f"{NEW}/planned": 1860}, "名称"),
        ({f"{NEW}/name": "无此项", f"{NEW}/planned": 1860}, "名称"),
        ({f"{NEW}/name": "甲", f"{NEW}/planned": "很多"}, ""),
    ],
)
def test_a_new_row_that_lacks_its_name_or_holds_nonsense_is_refused(words: dict[str, Any], why: str) -> None:
    assert why in only_refusal(judged(typed(small("investment"), words)))[1]


def test_a_new_row_takes_only_the_columns_of_its_block() -> None:
    data = typed(small("quality"), {f"{SECTION}/name": "渠首", "quality/+sections.1/mean": 5})
    address, why = only_refusal(judged(data))
    assert address == "!".join(where(data, "quality/+sections.1/mean"))
    assert "均值" in why


def renamed(mark: str, other: str) -> dict[str, Any]:
    """Return what is read of a workbook in which a new row bears another mark."""
    read = entry_form.read_entry(typed(small("investment"), {f"{NEW}/name": "甲"}))
    cells = [{**c, "row": other} if c["row"] == mark else c for c in read["cells"]]
    return {**read, "cells": cells}


@pytest.mark.parametrize("mark", ["+none.1", "+sections.1"])
def test_a_new_row_of_no_block_of_the_form_is_refused(mark: str) -> None:
    plan = filling.judge(renamed("+projects.1", mark), entry_kit.store())
    assert only_refusal(plan)
    assert (plan.changes, plan.new_rows) == ([], {})


@pytest.mark.parametrize("mark", ["+", "+projects.1"])
def test_plain_and_copied_lines_for_new_rows_are_each_a_row(mark: str) -> None:
    def copied(book: Workbook) -> None:
        sheet = book["重点工程投资完成情况"]
        rows = [c.row for c in sheet["A"] if str(c.value).startswith("+projects")][:2]
        for row in rows:
            sheet.cell(row, 1).value = mark
        sheet.cell(rows[1], 2).value = "乙"

    data = entry_kit.typed(small("investment"), {f"{NEW}/name": "甲"}, copied)
    plan = filling.judge(entry_form.read_entry(data), entry_kit.store())
    assert plan.refused == []
    assert sorted(c.new or "" for c in plan.changes) == ["乙", "甲"]
    assert {b.code for b in plan.new_rows.values()} == {"projects"}
    assert len(plan.new_rows) == 2


def totals(plan: FillPlan) -> dict[str, tuple[str, str | None]]:
    """Return the computed cells that were typed over, by address."""
    assert plan.refused == []
    return {t.address.partition("!")[2]: (t.typed, t.sum) for t in plan.totals}


def shown(key: str) -> Decimal:
    """Return what the workbook shows of a computed cell."""
    place = entry_kit.store().place(entry_kit.key(key))
    text = entry_plan.cell_text(entry_kit.store(), entry_kit.key(key), *place[1:])
    assert text is not None
    return Decimal(text)


@pytest.mark.parametrize("key", [TOTAL, FUNDS, TOTAL_FUNDS])
def test_a_computed_cell_typed_over_is_listed_and_never_taken(key: str) -> None:
    data = typed(small("investment"), {key: 9999})
    plan = judged(data)
    assert totals(plan) == {where(data, key)[1]: ("9999.00", str(shown(key)))}
    assert plan.changes == []


def test_a_computed_cell_left_as_it_was_is_not_listed_though_its_parts_change() -> None:
    assert totals(judged(typed(small("investment"), {DONE: 1}))) == {}


def test_a_typed_total_that_is_what_its_parts_come_to_is_not_listed() -> None:
    place = entry_kit.store().place(entry_kit.key(DONE))
    old = entry_kit.store().cell(entry_kit.key(DONE), *place[1:]).number
    assert old is not None
    right = shown(TOTAL) - old + 1
    for told in (right, f"{right:,}", f" {right} 万元"):
        assert totals(judged(typed(small("investment"), {DONE: 1, TOTAL: told}))) == {}


def test_new_rows_count_in_the_total_of_their_block() -> None:
    words = {f"{NEW}/name": "甲", f"{NEW}/done": 10, f"{NEW}/fund_own": 4, f"{NEW}/fund_loan": 5}
    right = {TOTAL: shown(TOTAL) + 10, TOTAL_FUNDS: shown(TOTAL_FUNDS) + 9, f"{NEW}/funds": 9}
    assert totals(judged(typed(small("investment"), words | right))) == {}
    wrong = {key: value + 1 for key, value in right.items()}
    data = typed(small("investment"), words | wrong)
    assert totals(judged(data)) == {
        where(data, key)[1]: (f"{value + 1:.2f}", f"{value:.2f}") for key, value in right.items()
    }


@pytest.mark.parametrize(
    ("inside", "attributes", "typed_as"),
    [
        ("<f>SUM(L8:L10)</f><v>12.345</v>", "", "12.35"),
        ("<is><t>约一千</t></is>", 't="inlineStr"', "约一千"),
        ("<v>#REF!</v>", 't="e"', "#REF!"),
    ],
)
def test_whatever_stands_in_a_total_is_listed(inside: str, attributes: str, typed_as: str) -> None:
    plan = judged(stored(small("investment"), TOTAL, inside, attributes))
    assert totals(plan) == {"L11": (typed_as, str(shown(TOTAL)))}


def test_what_cannot_be_computed_has_no_sum() -> None:
    data = typed(small("emissions"), {"emissions/cod.industry/ytd": 5})
    assert totals(judged(data)) == {where(data, "emissions/cod.industry/ytd")[1]: ("5.00", None)}


def test_a_total_of_more_digits_than_a_workbook_keeps_is_no_typed_total() -> None:
    huge = Cell(Decimal("999999999999.99"))
    sheet = kit.filled({DONE: huge, "investment/X410823-002/done": huge, "investment/P016/done": huge})
    data = entry_kit.workbook(sheet, ["investment"])
    assert judged(data, sheet) == FillPlan()
