"""What every page of a frozen period's papers is stamped with: office, 练习, 草稿, and the 校验码."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jzdesk.models import calendar, snapshot
from jzdesk.models.entry import Key
from jzdesk.models.form import Column, Form, Row
from jzdesk.models.snapshot import Frozen
from jzdesk.words import say


@dataclass(frozen=True)
class Stamp:
    """Whose papers these are and how they are marked; a draft has no 校验码 yet."""

    office: str
    place: str
    practice: bool
    draft: bool
    code: str
    codes: dict[str, str]

    @classmethod
    def of(cls, frozen: Frozen, *, draft: bool) -> Stamp:
        """Return the stamp of a content."""
        content = frozen.content
        code = "" if draft else snapshot.show_code(snapshot.code_of(snapshot.encode(content)))
        codes = {} if draft else {f: snapshot.show_code(c) for f, c in snapshot.form_codes(content).items()}
        return cls(
            office=content["office"], place=frozen.catalogue.division(frozen.unit).name,
            practice=bool(content["practice"]), draft=draft, code=code, codes=codes,
        )  # fmt: skip


def day(text: str) -> str:
    """Return an ISO date as it stands on paper; what is no date stays as it is."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return text
    return calendar.told(found)


def find(frozen: Frozen, key: Key) -> tuple[Form, Row, Column] | None:
    """Return form, row and column of a key; None when this content has no such cell any longer."""
    form = next((f for f in frozen.forms if f.id == key.form), None)
    if form is None:
        return None
    row = next((r for r in frozen.rows(form) if r.code == key.row), None)
    column = form.column(key.column)
    return (form, row, column) if row is not None and column is not None else None


def called(frozen: Frozen, key: Key, *, short: bool = False) -> str:
    """Return how sentences name a cell: 《form》row“column”, or its key where it is there no longer.

    The `short` name leaves the form out.
    """
    found = find(frozen, key)
    if found is None:
        return str(key)
    form, row, column = found
    word = "reports.form.short_place" if short else "reports.form.place"
    return say(word, form=form.title, row=row_name(frozen, form, row), column=head(form, row, column))


def row_name(frozen: Frozen, form: Form, row: Row) -> str:
    """Return what a row is called in sentences, its block included."""
    name = frozen.label(form, row)
    return row.label if name == row.name else name


def head(form: Form, row: Row, column: Column) -> str:
    """Return what a column is called in a row's block."""
    return form.block(row.block).heads.get(column.code, column.name)
