"""An entry workbook in a clerk's hands: cells put in by KEY, by openpyxl or as a program's XML."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from functools import cache
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from jzdesk.exchange import entry_form, entry_paint, entry_plan, filling
from jzdesk.exchange.cells import address
from jzdesk.exchange.entry_plan import EntryMeta
from jzdesk.exchange.filling import FillPlan
from jzdesk.models.entry import Key
from jzdesk.models.sheet import Sheet
from tests.exchange import kit

META = EntryMeta(kit.COUNTY, "武陟县环境保护局（练习）", "2018Q3", kit.catalogue().edition, practice=True)
COD = "emissions/cod.industry/emitted"
NH3N = "emissions/nh3n.industry/emitted"
FIRMS = "emissions/cod.industry/enterprises"
BEGUN = "investment/X410823-001/plan_start"
SHARE = "investment/X410823-001/percent"
DONE = "investment/X410823-001/done"
CONTENT = "investment/X410823-001/content"
STAGE = "investment/X410823-001/stage"


@cache
def store() -> Sheet:
    """Return what the store holds in most of these tests."""
    return kit.filled()


def workbook(sheet: Sheet | None = None, forms: Collection[str] = (), *, blank: bool = False) -> bytes:
    """Return the entry workbook of a sheet (of some of its forms)."""
    used = sheet or store()
    wanted = [f for f in used.forms if not forms or f.id in forms]
    plans = [entry_plan.form_sheet(used, form) for form in wanted]
    base = {} if blank else entry_plan.base_values(used, plans)
    return entry_paint.workbook(plans, used, META, base, {})


@cache
def small(*forms: str) -> bytes:
    """Return the workbook of single forms, made once."""
    return workbook(forms=forms)


def where(data: bytes, key: str) -> tuple[str, str]:
    """Return the sheet and the address where a KEY's cell stands."""
    form, row, column = key.split("/")
    for grid in entry_form.read_entry(data)["grids"]:
        if grid["form"] == form and row in grid["rows"]:
            return grid["sheet"], address((grid["rows"][row], grid["columns"][column]))
    raise KeyError(key)


def typed(
    data: bytes, values: Mapping[str, Any], change: Callable[[Workbook], object] | None = None
) -> bytes:
    """Return the workbook with values put in by KEY, and then changed as a whole."""
    places = {key: where(data, key) for key in values}

    def put(opened: Workbook) -> None:
        for key, value in values.items():
            sheet, at = places[key]
            sheet_of(opened, sheet)[at].value = value
        if change is not None:
            change(opened)

    return kit.edited(data, put)


def sheet_of(opened: Workbook, name: str) -> Worksheet:
    """Return a sheet of an open workbook."""
    found = opened[name]
    assert isinstance(found, Worksheet)
    return found


def stored(data: bytes, key: str, inside: str, attributes: str = "") -> bytes:
    """Return the workbook with a cell's XML replaced by `inside`; the cell keeps its style unless told."""
    name, at = where(data, key)
    members = kit.parts(data)
    number = [s.name for s in kit.book.read_book(data)].index(name) + 1
    part = f"xl/worksheets/sheet{number}.xml"
    text = members[part].decode()
    style = "" if " s=" in f" {attributes}" else 's="1" '
    cell = f'<c r="{at}" {style}{attributes}>{inside}</c>'
    changed, count = re.subn(rf'<c r="{at}"[^>]*?(?:/>|>.*?</c>)', lambda _: cell, text, flags=re.DOTALL)
    assert count == 1
    return kit.zipped({**members, part: changed.encode()})


def judged(data: bytes, sheet: Sheet | None = None) -> FillPlan:
    """Return what a workbook would do."""
    return filling.judge(entry_form.read_entry(data), sheet or store())


def changes(plan: FillPlan) -> dict[str, tuple[str | None, str | None]]:
    """Return the changes as old and new by KEY."""
    assert plan.refused == []
    return {str(c.key): (c.old, c.new) for c in plan.changes}


def only_refusal(plan: FillPlan) -> tuple[str, str]:
    """Return where the only refused cell stands, and why it is refused."""
    (refused,) = plan.refused
    assert refused.remedy
    assert refused.found
    return refused.address, refused.why


def store_with(values: Mapping[str, Any]) -> Sheet:
    """Return the store's sheet with other cells."""
    return kit.filled(values)


def key(text: str) -> Key:
    return Key.parse(text)
