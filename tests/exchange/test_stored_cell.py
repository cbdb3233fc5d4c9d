from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jzdesk.errors import RefusedError
from jzdesk.exchange import filling
from jzdesk.exchange.stored_cell import decimal_or_none, read_cell
from jzdesk.models import quantity
from jzdesk.models.value import places_of
from tests.exchange import entry_kit, kit
from tests.exchange.entry_kit import BEGUN, COD, CONTENT, SHARE, STAGE

PLACES = {key: entry_kit.store().place(entry_kit.key(key))[1:] for key in (COD, SHARE, BEGUN, STAGE, CONTENT)}
KINDS = ["number", "text", "bool", "error", "date", "empty"]
TEXTS = (
    st.text()
    | st.decimals().map(str)
    | st.floats().map(repr)
    | st.dates().map(str)
    | st.sampled_from(["1e999999", "-1e-999999", "9" * 400, "sNaN", "Infinity", "２０１８", "0" * 20])
    | st.sampled_from(["已并入:", "暂缺:甲,乙", "2018-02-30", "\0", "\ud800"])
)  # fmt: skip
CELLS = st.fixed_dictionaries(
    {"kind": st.sampled_from(KINDS), "text": TEXTS, "percent": st.booleans(), "formula": st.booleans()}
)


@given(CELLS, st.sampled_from(sorted(PLACES)))
def test_any_stored_cell_means_something_or_is_refused(found: dict[str, Any], key: str) -> None:
    row, column = PLACES[key]
    try:
        cell, rounded_from = read_cell(found, row, column)
    except RefusedError:
        return
    if cell.number is not None:
        assert cell.number == quantity.rounded(cell.number, places_of(row, column))
    assert rounded_from is None or cell.number is not None


MARKS = st.sampled_from(
    ["cod.industry", "X410823-001", "total", "+projects.1", "+tasks.2", "+", "+.1", "甲", "name", "done",
     "emitted", "planned", "funds", "stage", "investment", "emissions", "quality", ""]
)  # fmt: skip
FOUND = st.fixed_dictionaries(
    {
        "sheet": st.just("表"), "address": st.just("A1"), "form": MARKS, "row": MARKS, "column": MARKS,
        "kind": st.sampled_from(KINDS), "text": TEXTS, "percent": st.booleans(), "formula": st.booleans(),
        "double": st.booleans(),
    }
)  # fmt: skip
GRID = st.fixed_dictionaries(
    {
        "sheet": st.just("表"), "form": MARKS,
        "rows": st.dictionaries(MARKS, st.integers(1, 99)),
        "columns": st.dictionaries(MARKS, st.integers(1, 99)),
    }
)  # fmt: skip
BASE = st.dictionaries(
    st.sampled_from([COD, CONTENT, "", "x", "emissions/+/emitted", "a/b/c"]) | st.text(), TEXTS
)


@given(st.lists(FOUND, max_size=8), BASE, st.lists(GRID, max_size=2))
@example(
    [{"sheet": "表", "address": "A1", "form": "emissions", "row": "cod.industry", "column": "emitted",
      "kind": "text", "text": " ", "percent": False, "formula": False, "double": False}], {COD: "7"}, []
)  # fmt: skip
def test_any_workbook_is_judged_without_a_fall(
    cells: list[dict[str, Any]], base: dict[str, str], grids: list[dict[str, Any]]
) -> None:
    plan = filling.judge({"base": base, "cells": cells, "grids": grids}, entry_kit.store())
    assert all(r.why and r.remedy and r.found for r in plan.refused)
    assert {(c.key.form, c.key.row) for c in plan.changes if c.key.new_row} == plan.new_rows.keys()
    assert all(not c.cell.open for c in plan.changes)


@given(st.decimals("-999999999.99", "999999999.99", places=2))
def test_what_a_program_stores_of_a_figure_is_that_figure(figure: Decimal) -> None:
    row, column = entry_kit.store().place(entry_kit.key("emissions/cod.industry/adjustment"))[1:]
    for text in (repr(float(figure)), f"{float(figure):.17g}", str(figure), f"{figure:E}"):
        found = {"kind": "number", "text": text, "percent": False, "formula": False}
        cell, rounded_from = read_cell(found, row, column)
        assert (cell.value, rounded_from) == (figure, None)


@given(st.decimals("0", "999999.9", places=1))
def test_a_percentage_that_a_program_stores_is_the_one_it_shows(shown: Decimal) -> None:
    found = {"kind": "number", "text": repr(float(shown) / 100), "percent": True, "formula": False}
    assert read_cell(found, *PLACES[SHARE]) == (kit.Cell(shown), None)


@pytest.mark.parametrize(
    ("text", "number"),
    [("1.5", Decimal("1.5")), ("NaN", None), ("-Infinity", None), ("甲", None), ("", None)],
)
def test_only_a_plain_decimal_is_a_number(text: str, number: Decimal | None) -> None:
    assert decimal_or_none(text) == number
