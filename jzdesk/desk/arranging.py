"""Rows of a list in another light: those that fit what is typed, and what they are sorted by."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from jzdesk.models import lookup
from jzdesk.models.entry import Key
from jzdesk.models.form import Block, Column, Form, Row
from jzdesk.models.initials import gb_order
from jzdesk.models.lookup import Target, target
from jzdesk.models.sheet import Sheet
from jzdesk.models.snapshot import figure_text

__all__ = ["is_list", "listed", "name_ranks", "ranks", "searcher"]


def listed(block: Block, unit: str) -> bool:
    """Tell whether the office may add rows to a block."""
    return block.template is not None and unit in block.template.scope


def is_list(sheet: Sheet, form: Form) -> bool:
    """Tell whether the form is a list this office keeps in this kind of period."""
    return any(
        listed(block, sheet.unit) and block.template is not None
        and sheet.period.kind in block.template.frequencies
        for block in form.blocks
    )  # fmt: skip


def searcher(sheet: Sheet, form: Form) -> Callable[[str], frozenset[str]]:
    """Return what finds the rows by name, code, 拼音 initials, or an enterprise that stands in them."""
    rows = [row for row in sheet.rows(form.id) if not row.derived]
    targets = {row.code: _target(sheet, form, row) for row in rows}

    def found(typed: str) -> frozenset[str]:
        fitting = set(lookup.rank(tuple(targets.values()), typed, most=len(targets)))
        return frozenset(code for code, one in targets.items() if one in fitting)

    return found


def _target(sheet: Sheet, form: Form, row: Row) -> Target:
    beside = [
        str(cell.value)
        for column in sheet.columns(form, row)
        if (column.names or column.codes) and not column.derived
        and (cell := sheet.cell(Key(form.id, row.code, column.code), row, column)).value is not None
    ]  # fmt: skip
    title = " ".join(dict.fromkeys([sheet.label(form, row), *beside]))
    return target(lookup.ROW, title, "", form.id, words=(row.code, *beside), beside=row.code)


def name_ranks(sheet: Sheet, form: Form) -> dict[str, Any]:
    """Return what the rows are sorted by when it is by name: 拼音, as dictionaries have it."""
    return {row.code: gb_order(sheet.label(form, row)) for row in sheet.rows(form.id)}


def ranks(sheet: Sheet, form: Form, column: Column) -> dict[str, Any]:
    """Return what the rows are sorted by in a column; those with nothing there are left out.

    Numbers go by value, dates by day, choices in the order of the paper, texts by 拼音.
    """
    found = {
        row.code: _rank(sheet, Key(form.id, row.code, column.code), row, column)
        for row in sheet.rows(form.id)
        if column in sheet.columns(form, row)
    }
    return {code: rank for code, rank in found.items() if rank is not None}


def _rank(sheet: Sheet, key: Key, row: Row, column: Column) -> Any:
    if not (column.derived or row.derived):
        value = sheet.cell(key, row, column).value
    else:
        value = figure_text(sheet, key, row, column)
    if value is None:
        return None
    if column.kind == "number":
        return Decimal(value)
    if column.kind == "enum":
        codes = [option.code for option in column.options]
        return codes.index(str(value)) if value in codes else len(codes)
    return gb_order(str(value)) if column.kind == "text" else str(value)
