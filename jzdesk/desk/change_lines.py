"""What a workbook would change, cell by cell, as lines to be read before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from jzdesk.desk import stepping
from jzdesk.errors import JzdeskError
from jzdesk.exchange.entry_plan import entered_text
from jzdesk.exchange.fill_plan import FillPlan
from jzdesk.models import quantity
from jzdesk.models.entry import Key
from jzdesk.models.sheet import Sheet
from jzdesk.models.value import places_of
from jzdesk.words import say

NEW, CHANGED, ROUNDED, REFUSED, TOTAL, KEPT, PASSED = (
    "new", "changed", "rounded", "refused", "total", "kept", "passed",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One cell: its `place` in the workbook and its `name` in the form, `old` → `new`, and `why` in words.

    `status` is `new`, `changed`, `rounded`, `refused`, `total` (a 合计 unlike its parts), `kept` (deleted in
    the workbook, left in the store) or `passed` (goes nowhere).
    """

    place: str
    name: str
    old: str
    new: str
    status: str
    why: str = ""


def of_plan(sheet: Sheet, plan: FillPlan, alike: Mapping[str, str] | None = None) -> tuple[ChangeLine, ...]:
    """Return what a plan says of each cell: what is refused, then what changes, then what is only told.

    `alike` are the names of rows that were taken for a row of the form by likeness alone.
    """
    return (
        *_refused(sheet, plan), *_totals(sheet, plan), *_changes(sheet, plan, alike or {}),
        *(ChangeLine(d.address, _name(sheet, d.key, plan), d.kept, d.kept, KEPT, say("desk.books.kept"))
          for d in plan.deleted),
        *(ChangeLine(p.address, "", "", p.found, PASSED, p.why) for p in plan.passed),
    )  # fmt: skip


def _refused(sheet: Sheet, plan: FillPlan) -> Iterator[ChangeLine]:
    for one in plan.refused:
        why = say("desk.books.refused", why=one.why, remedy=one.remedy)
        old = "" if one.key is None else _shown(sheet, one.key, _stands(sheet, one.key))
        yield ChangeLine(one.address, _name(sheet, one.key, plan), old, one.found, REFUSED, why)


def _totals(sheet: Sheet, plan: FillPlan) -> Iterator[ChangeLine]:
    for one in plan.totals:
        expected = one.sum if one.sum is not None else say("models.derive.dash")
        why = say("desk.books.total", sum=expected)
        yield ChangeLine(one.address, _name(sheet, one.key, plan), expected, one.typed, TOTAL, why)


def _changes(sheet: Sheet, plan: FillPlan, alike: Mapping[str, str]) -> Iterator[ChangeLine]:
    rounded = {r.key: r.found for r in plan.rounded}
    for one in plan.changes:
        found = rounded.get(one.key)
        status = ROUNDED if found else NEW if one.old is None else CHANGED
        why = say("desk.books.rounded", found=found) if found else ""
        if one.total:
            why = say("desk.books.to_date", total=_shown(sheet, one.key, one.total)) + why
        if one.key.row in alike:
            why = say("desk.books.alike", name=alike[one.key.row]) + why
        old, new = _shown(sheet, one.key, one.old), _shown(sheet, one.key, one.new)
        yield ChangeLine(one.address, _name(sheet, one.key, plan), old, new, status, why)


def _stands(sheet: Sheet, key: Key) -> str | None:
    """Return what stands in a cell; None for nothing, and for a key that is none here."""
    try:
        _, row, column = sheet.place(key)
    except JzdeskError:
        return None
    return entered_text(sheet.cell(key, row, column), row, column)


def _name(sheet: Sheet, key: Key | None, plan: FillPlan) -> str:
    """Return row and column of a cell, a new row by the name it comes with; empty for what is no cell."""
    if key is None:
        return ""
    try:
        form, column = sheet.catalogue.find(key)
    except JzdeskError:
        return ""
    if not key.new_row:
        row = sheet.row(key.form, key.row)
        block = form.block(row.block) if row else None
        head = block.heads.get(column.code, column.name) if block else column.name
        return say("desk.books.name", row=stepping.row_name(sheet, key), column=head)
    names = (
        c.new for c in plan.changes if (c.key.form, c.key.row) == (key.form, key.row) and _stub(sheet, c.key)
    )
    return say("desk.books.new_row", row=next(names, "") or "", column=column.name)


def _stub(sheet: Sheet, key: Key) -> bool:
    return sheet.catalogue.find(key)[1].stub


def _shown(sheet: Sheet, key: Key, text: str | None) -> str:
    """Return a value as it is printed: figures with their thousands apart."""
    if text is None:
        return ""
    form, column = sheet.catalogue.find(key)
    row = sheet.row(form.id, key.row)
    if column.kind != "number" or row is None:
        return text
    try:
        return quantity.show(Decimal(text), places_of(row, column))
    except ArithmeticError:  # the reason for there being no figure
        return text


def counts(lines: Iterable[ChangeLine]) -> dict[str, int]:
    """Return how many lines there are of each status that occurs."""
    found: dict[str, int] = {}
    for line in lines:
        found[line.status] = found.get(line.status, 0) + 1
    return found


def as_text(lines: Iterable[ChangeLine]) -> str:
    """Return lines as they are copied into another program: tabs between, one a line."""
    heads = [say(f"desk.books.head.{name}") for name in ("status", "place", "name", "old", "new", "why")]
    rows = [
        [say(f"desk.books.status.{x.status}"), x.place, x.name, x.old, x.new, x.why] for x in lines
    ]  # fmt: skip
    return "\n".join("\t".join(part.replace("\n", " ") for part in row) for row in [heads, *rows])
