"""What the sheets of an upload file show, computed from the content alone.

The writer paints this, and the verifier compares a file's cells with it, so the two cannot differ.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from jzdesk.exchange.lists import lists
from jzdesk.exchange.visible_sheet import (
    BAND,
    HEAD,
    META,
    NUMBER,
    STUB,
    TEXT,
    TITLE,
    TOTAL,
    VisibleCell,
    VisibleSheet,
    pairs,
    signed_by,
)
from jzdesk.models import signed, snapshot
from jzdesk.models.entry import Key
from jzdesk.models.form import Column, Form, Row
from jzdesk.models.layout import LayoutRow, Table
from jzdesk.models.snapshot import Frozen
from jzdesk.models.value import places_of
from jzdesk.words import say


def visible(frozen: Frozen, data: bytes, key: str = "") -> list[VisibleSheet]:
    """Return the sheets of an upload file that holds these canonical bytes, signed under a public key."""
    sheets = [_cover(frozen, data, key)]
    sheets += [_form(frozen, form) for form in frozen.forms]
    sheets += lists(frozen)
    for sheet in sheets:
        sheet.practice = bool(frozen.content["practice"])
    return sheets


def _cover(frozen: Frozen, data: bytes, key: str) -> VisibleSheet:
    content, signers = frozen.content, frozen.content["signers"]
    codes = snapshot.form_codes(content)
    lines = [
        ("unit", frozen.catalogue.division(frozen.unit).name), ("office", content["office"]),
        ("unit_code", frozen.unit), ("period", frozen.period.title),
        ("revision", say("exchange.revision", n=content["revision"])), ("reason", content["reason"]),
        ("preparer", signed.shown(signers, "preparer")), ("reviewer", signed.shown(signers, "reviewer")),
        ("head", signers["head"]),
        ("phone", signers["phone"]), ("issued_on", signers["issued_on"]),
        ("one_person", _one_person(signers)),
        ("catalogue", content["catalogue"]), ("program", content["program"]),
        ("predecessor", snapshot.show_code(content["predecessor"])),
        ("code", snapshot.show_code(snapshot.code_of(data))), ("signature", signed_by(key)),
    ]  # fmt: skip
    lines = [line for line in lines if line[1]]
    title = say("exchange.title.upload", plan=frozen.catalogue.data["plan"]["title"])
    sheet = pairs(say("exchange.sheet.cover"), title, lines, practice=bool(content["practice"]))
    row = sheet.last_row + 2
    for column, word in enumerate(("form", "form_code", "cells", "sum"), 1):
        sheet.put(row, column, VisibleCell(HEAD, say(f"exchange.head.{word}")))
    for number, form in enumerate(frozen.forms, row + 1):
        sheet.put(number, 1, VisibleCell(TEXT, f"{form.number} {form.title}"))
        sheet.put(number, 2, VisibleCell(TEXT, snapshot.show_code(codes[form.id]), signed=True))
        count, total = _control(frozen, form)
        sheet.put(number, 3, VisibleCell(NUMBER, number=Decimal(count), signed=True))
        sheet.put(number, 4, VisibleCell(NUMBER, number=total, places=4, signed=True))
    sheet.widths = {1: 34, 2: 44, 3: 12, 4: 24}
    return sheet


def _one_person(signers: Mapping[str, Any]) -> str:
    """Return who of the three are one person: yes for all of them, else which."""
    if not signers["one_person"]:
        return ""
    roles = signed.shared(signers)
    return signed.titles(roles) if 0 < len(roles) < len(signed.ROLES) else say("exchange.yes")


def _control(frozen: Frozen, form: Form) -> tuple[int, Decimal]:
    """Return how many figures a form holds and what they add up to: a total anyone can check."""
    numeric = {column.code for column in form.columns if column.kind == "number"}
    values = [
        Decimal(cell["v"]) for place, cell in frozen.cells(form).items()
        if "v" in cell and place.rpartition("/")[2] in numeric
    ]  # fmt: skip
    return len(values), sum(values, Decimal(0))


def _form(frozen: Frozen, form: Form) -> VisibleSheet:
    sheet = VisibleSheet(form.title)
    title = form.title
    if frozen.content["practice"]:
        title = say("exchange.practice_title", title=title)
    sheet.put(1, 1, VisibleCell(TITLE, title))
    line = say("exchange.form_line", number=form.number, office=frozen.content["office"],
               period=frozen.period.title, unit=form.unit_of_measure)  # fmt: skip
    sheet.put(2, 1, VisibleCell(META, line))
    row, width = 4, 1
    if frozen.nil(form):
        sheet.put(3, 1, VisibleCell(TEXT, say("exchange.nil"), signed=True))
    for table in (part for whole in frozen.layout(form).tables for part in whole.by_part()):
        first = row
        row = _table(sheet, frozen, form, table, row)
        width = max(width, len(_stubs(table)) + len(table.columns))
        if sheet.heads is None:
            sheet.heads = (first, first + 1)
        row += 1
    sheet.merge(1, 1, 1, width)
    sheet.merge(2, 1, 2, width)
    return sheet


def _stubs(table: Table) -> list[tuple[str, float]]:
    stubs = [(table.stub, 30.0)]
    if table.with_unit:
        stubs.append((say("exchange.head.unit"), 12.0))
    if table.with_code:
        stubs.append((say("exchange.head.row_code"), 14.0))
    stubs.append((say("exchange.head.number"), 6.0))
    return stubs


def _table(sheet: VisibleSheet, frozen: Frozen, form: Form, table: Table, row: int) -> int:
    """Paint one table from `row` on and return the row below it."""
    stubs = _stubs(table)
    if table.title:
        sheet.put(row, 1, VisibleCell(BAND, table.title))
        row += 1
    _heads(sheet, table, stubs, row)
    row += 2
    for line in table.rows:
        if line.kind == "band":
            last = len(stubs) + len(table.columns)
            for column in range(1, last + 1):
                sheet.put(row, column, VisibleCell(BAND, "" if column > 1 else line.label, signed=column > 1))
            sheet.merge(row, 1, row, last)
        elif line.row is not None:
            _line(sheet, frozen, form, table, line, line.row, row)
        row += 1
    for number, (_, width) in enumerate(stubs, 1):
        sheet.widths[number] = max(sheet.widths.get(number, 0), width)
    for number, column in enumerate(table.columns, len(stubs) + 1):
        sheet.widths[number] = max(sheet.widths.get(number, 0), column.width * 0.62)
    return row


def _heads(sheet: VisibleSheet, table: Table, stubs: list[tuple[str, float]], row: int) -> None:
    for number, (text, _) in enumerate(stubs, 1):
        sheet.put(row, number, VisibleCell(HEAD, text))
        sheet.put(row + 1, number, VisibleCell(HEAD))
        sheet.merge(row, number, row + 1, number)
    number = len(stubs) + 1
    for text, span in table.head():
        for offset in range(span):
            name = table.columns[number + offset - len(stubs) - 1].name
            sheet.put(row, number + offset, VisibleCell(HEAD, (text if not offset else "") if text else name))
            sheet.put(row + 1, number + offset, VisibleCell(HEAD, name if text else ""))
        if text:
            sheet.merge(row, number, row, number + span - 1)
        else:
            sheet.merge(row, number, row + 1, number)
        number += span


def _line(
    sheet: VisibleSheet, frozen: Frozen, form: Form, table: Table, line: LayoutRow, row: Row, at: int
) -> None:
    stubs = [frozen.label(form, row)]
    if table.with_unit:
        stubs.append(line.unit)
    if table.with_code:
        stubs.append("" if row.derived else row.code)
    stubs.append(line.number)
    cells = [VisibleCell(STUB, text, signed=True) for text in stubs]
    cells += [
        _cell(frozen, c.key, row, place.column) for c, place in zip(line.cells, table.columns, strict=True)
    ]
    for column, cell in enumerate(cells, 1):
        sheet.put(at, column, cell)


def _cell(frozen: Frozen, key: Key | None, row: Row, column: Column) -> VisibleCell:
    if key is None:
        return VisibleCell(TEXT, say("models.derive.dash"), signed=True)
    if column.kind == "number":
        value = frozen.value(key)
        if value is not None:
            style = TOTAL if row.derived else NUMBER
            return VisibleCell(style, number=Decimal(value), places=places_of(row, column), signed=True)
    return VisibleCell(TEXT, frozen.text(key, row, column), signed=True)
