"""Names and codes an office has typed before, in whatever form, period or 底稿: offered, and filled in."""

from __future__ import annotations

from collections.abc import Iterator

from jzdesk.desk.office import Office
from jzdesk.models.catalogue import Catalogue
from jzdesk.models.entry import Key
from jzdesk.models.form import Column, Form
from jzdesk.models.naming import Known, Names
from jzdesk.models.sheet import Sheet

__all__ = ["Names", "kind_at", "known", "with_code"]


def known(office: Office, kind: str) -> Names:
    """Return the names of a kind that stand anywhere in the office's periods, the latest first."""
    return Names((*_in_cells(office, kind), *_in_lines(office, kind)) if kind else ())


def _in_cells(office: Office, kind: str) -> Iterator[Known]:
    names, codes = _columns(office.catalogue, kind)
    latest = list(reversed(office.store.periods()))
    coded: dict[tuple[str, str], str] = {}
    for period in latest:
        for key, cell in office.store.cells(period).items():
            if key.column in codes.get(key.form, ()) and isinstance(cell.value, str):
                coded.setdefault((key.form, key.row), cell.value)
    for period in latest:
        for key, cell in office.store.cells(period).items():
            if key.column in names.get(key.form, ()) and isinstance(cell.value, str):
                beside = key.form if codes.get(key.form) else ""
                yield Known(cell.value, coded.get((beside, key.row), ""))


def _columns(catalogue: Catalogue, kind: str) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Return by form the columns that hold such names, and such codes."""
    names = {f.id: {c.code for c in f.columns if c.names == kind} for f in catalogue.forms}
    codes = {f.id: {c.code for c in f.columns if c.codes == kind} for f in catalogue.forms}
    return names, codes


def _in_lines(office: Office, kind: str) -> Iterator[Known]:
    forms = {form.id for form in office.catalogue.forms if form.lines == kind}
    for period in reversed(office.store.periods()):
        for key, lines in office.store.lines(period).items():
            if key.form in forms:
                yield from (Known(line.name, line.code) for line in lines)


def kind_at(column: Column | None) -> str:
    """Return of what kind the names or codes in a column are; empty where they are of none."""
    return "" if column is None else column.names or column.codes


def with_code(office: Office, sheet: Sheet, key: Key, text: str) -> list[str]:
    """Return KEY VALUE words for a name, and for its code beside it where that is known and still open."""
    words = [str(key), text]
    form = sheet.catalogue.form(key.form)
    beside = _code_column(form, form.column(key.column))
    if beside is None:
        return words
    there = Key(key.form, key.row, beside.code)
    row = sheet.row(key.form, key.row)
    if row is not None and (beside.code not in row.columns or not sheet.cell(there, row, beside).open):
        return words
    code = known(office, beside.codes).code_of(text)
    return [*words, str(there), code] if code else words


def _code_column(form: Form, column: Column | None) -> Column | None:
    """Return the column that holds the codes of the names in another one."""
    if column is None or not column.names:
        return None
    return next((c for c in form.columns if c.codes == column.names), None)
