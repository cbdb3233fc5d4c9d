"""The lists behind the forms of an upload file: check result, blanks and notes, changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jzdesk.exchange.visible_sheet import HEAD, META, TEXT, VisibleCell, VisibleSheet
from jzdesk.models.catalogue import Column, Form, Row
from jzdesk.models.entry import Key
from jzdesk.models.snapshot import Frozen
from jzdesk.models.value import shown
from jzdesk.words import say


def lists(frozen: Frozen) -> list[VisibleSheet]:
    """Return the check result with its explanations, what is blank and why, and what changed."""
    sheets = [_checked(frozen)]
    if notes := list(_notes(frozen)):
        sheets.append(_noted(notes))
    if frozen.content["changes"]:
        sheets.append(_list(say("exchange.sheet.changes"), ("place", "old", "new"), list(_changes(frozen))))
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
        sheet.widths[column] = (
            60 if word in {"message", "explanation", "note"} else 30 if word == "place" else 16
        )
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
        if "n" in cell:
            yield name, cell["n"], False


def _places(frozen: Frozen) -> Iterator[tuple[Form, Row, Column]]:
    for form in frozen.forms:
        for row in frozen.rows(form):
            for column in frozen.catalogue.columns(form, row, frozen.period):
                yield form, row, column


def _changes(frozen: Frozen) -> Iterator[tuple[str, str, str]]:
    known = {Key(f.id, r.code, c.code): (f, r, c) for f, r, c in _places(frozen)}
    for change in frozen.content["changes"]:
        place = known.get(Key.parse(change["key"]))
        if place is None:
            yield change["key"], change["old"] or "", change["new"] or ""
            continue
        form, row, column = place
        old, new = (_words(change[side], row, column) for side in ("old", "new"))
        yield f"{form.title}·{frozen.label(form, row)}·{column.name}", old, new


def _words(value: str | None, row: Row, column: Column) -> str:
    """Return a changed cell's value as printed; a blank reason stands for itself."""
    try:
        return shown(value, row, column)
    except (ArithmeticError, LookupError, ValueError):
        return value or ""
