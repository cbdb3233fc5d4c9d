"""The lists behind the forms of an upload file: check result, blanks and notes, changes, 历史补录."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from jzdesk.exchange.visible_sheet import HEAD, META, NUMBER, TEXT, VisibleCell, VisibleSheet
from jzdesk.models import backfill
from jzdesk.models.backfill import Line
from jzdesk.models.entry import Key
from jzdesk.models.form import Column, Form, Row
from jzdesk.models.period import Period
from jzdesk.models.snapshot import Frozen
from jzdesk.models.value import places_of, shown, unit_of
from jzdesk.words import say

_LONG = frozenset({"message", "explanation", "note", "remarks", "answers"})


def lists(frozen: Frozen) -> list[VisibleSheet]:
    """Return the check result with its explanations, what is blank and why, what changed, what is carried."""
    sheets = [_checked(frozen)]
    if notes := list(_notes(frozen)):
        sheets.append(_noted(notes))
    if frozen.content["changes"]:
        sheets.append(_list(say("exchange.sheet.changes"), ("place", "old", "new"), list(_changes(frozen))))
    if replies := frozen.content.get("replies"):
        heads = ("place", "remarks", "answers")
        rows = [(r["place"], r["text"], r["answer"] or say("exchange.mended")) for r in replies]
        sheets.append(_list(say("exchange.sheet.replies"), heads, rows))
    if frozen.content["backfill"]:
        sheets.append(_carried(frozen))
    return sheets


def _checked(frozen: Frozen) -> VisibleSheet:
    counts = frozen.content["counts"]
    rows = [
        (f["rule"], f["severity"], f["message"], f["explanation"] or "") for f in frozen.content["findings"]
    ]
    sheet = _list(say("exchange.sheet.checks"), ("rule", "severity", "message", "explanation"), rows)
    numbers = {name: counts[name] for name in ("passed", "failed", "not_run", "not_applicable")}
    sheet.put(2, 1, VisibleCell(META, say("exchange.counts", **numbers), signed=True))
    return sheet


def _list(name: str, heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> VisibleSheet:
    sheet = VisibleSheet(name, heads=(3, 3))
    sheet.put(1, 1, VisibleCell(META, name))
    for column, word in enumerate(heads, 1):
        sheet.put(3, column, VisibleCell(HEAD, say(f"exchange.head.{word}")))
        sheet.widths[column] = 60 if word in _LONG else 30 if word == "place" else 16
    for row, texts in enumerate(rows, 4):
        for column, text in enumerate(texts, 1):
            sheet.put(row, column, VisibleCell(TEXT, text, signed=True))
    return sheet


def _noted(notes: Sequence[tuple[str, str, bool]]) -> VisibleSheet:
    """Return the sheet of blanks and notes; who owes a figure is signed, a note is not."""
    sheet = _list(say("exchange.sheet.notes"), ("place", "note"), [(name, text) for name, text, _ in notes])
    for row, (name, text, signed) in enumerate(notes, 4):
        for column, shown_text in enumerate((name, text), 1):
            sheet.put(row, column, VisibleCell(TEXT, shown_text, signed=signed))
    return sheet


def _notes(frozen: Frozen) -> Iterator[tuple[str, str, bool]]:
    for form, row, column in _places(frozen):
        cell = frozen.cell(Key(form.id, row.code, column.code))
        name = f"{frozen.label(form, row)}·{column.name}"
        if "b" in cell and ":" in cell["b"]:
            yield name, cell["b"], True
        if "on" in cell:
            yield name, _stage(cell), True
        if "n" in cell:
            yield name, cell["n"], False


def _places(frozen: Frozen) -> Iterator[tuple[Form, Row, Column]]:
    for form in frozen.forms:
        for row in frozen.rows(form):
            for column in frozen.catalogue.columns(form, row, frozen.period):
                yield form, row, column


def _changes(frozen: Frozen) -> Iterator[tuple[str, str, str]]:
    known = {Key(f.id, r.code, c.code): (f, r, c) for f, r, c in _places(frozen)}
    for change in (c for c in frozen.content["changes"] if "period" not in c):
        place = known.get(Key.parse(change["key"]))
        if place is None:
            yield change["key"], change["old"] or "", change["new"] or ""
            continue
        form, row, column = place
        old, new = (_words(change[side], row, column) for side in ("old", "new"))
        yield f"{form.title}·{frozen.label(form, row)}·{column.name}", old, new
    for change, line in backfill.changed(frozen.content, frozen.catalogue):
        yield _earlier_change(change, line)


def _words(value: str | None, row: Row, column: Column) -> str:
    """Return a changed cell's value as printed; a blank reason stands for itself."""
    try:
        return shown(value, row, column)
    except (ArithmeticError, LookupError, ValueError):
        return value or ""


def _earlier_change(change: Mapping[str, Any], line: Line | None) -> tuple[str, str, str]:
    """Return a changed figure of the 历史补录; one that has no place any longer is named by its KEY."""
    title = Period.parse(change["period"]).title
    if line is None:
        return f"{title}·{change['key']}", change["old"] or "", change["new"] or ""
    old, new = (_words(change[side], line.row, line.column) for side in ("old", "new"))
    return f"{title}·{line.form.title}·{line.label}·{line.head}", old, new


_CARRIED = {"period": 16.0, "form": 26.0, "row": 34.0, "row_code": 14.0, "column": 20.0, "value": 18.0,
            "unit": 12.0, "stage": 30.0, "remark": 40.0}  # fmt: skip


def _carried(frozen: Frozen) -> VisibleSheet:
    """Return the sheet of the 历史补录: a line for each figure; all but its note is signed."""
    sheet = _list(say("exchange.sheet.backfill"), tuple(_CARRIED), [])
    sheet.widths = dict(enumerate(_CARRIED.values(), 1))
    rows = [(p, _nothing(p, form)) for p, form in backfill.nil_forms(frozen.content, frozen.catalogue)]
    rows += [(line.period, _figure(line)) for line in backfill.lines(frozen.content, frozen.catalogue)]
    for number, (_, cells) in enumerate(sorted(rows, key=lambda r: r[0]), 4):
        for column, cell in enumerate(cells, 1):
            sheet.put(number, column, cell)
    return sheet


def _stage(cell: Mapping[str, str]) -> str:
    """Return day and reason of a stage of a yearly figure; empty for all others."""
    return say("exchange.stage", on=cell["on"], why=cell.get("why", "")).rstrip() if "on" in cell else ""


def _nothing(period: Period, form: Form) -> list[VisibleCell]:
    texts = (period.title, form.title, "", "", "", say("exchange.nil"), "", "")
    return [VisibleCell(TEXT, text, signed=True) for text in texts]


def _figure(line: Line) -> list[VisibleCell]:
    numeric = line.column.kind == "number" and "v" in line.cell
    code = line.row.code if line.form.codes_shown else ""
    names = (line.period.title, line.form.title, line.label, code, line.head)
    cells = [VisibleCell(TEXT, text, signed=True) for text in names]
    if numeric:
        places = places_of(line.row, line.column)
        cells.append(VisibleCell(NUMBER, number=Decimal(line.cell["v"]), places=places, signed=True))
    else:
        text = shown(line.cell["v"], line.row, line.column) if "v" in line.cell else line.cell.get("b", "")
        cells.append(VisibleCell(TEXT, text, signed=True))
    unit = unit_of(line.row, line.column) if line.column.kind == "number" else ""
    cells.append(VisibleCell(TEXT, unit, signed=True))
    cells.append(VisibleCell(TEXT, _stage(line.cell), signed=True))
    cells.append(VisibleCell(TEXT, line.cell.get("n", "")))
    return cells
