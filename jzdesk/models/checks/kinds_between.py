"""Kinds of rules between forms (表间): `because`, `not_nil`, `same_name`, `fall`."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from jzdesk.models import derive
from jzdesk.models.checks.finding import FAILED, NOT_APPLICABLE, Finding
from jzdesk.models.checks.place import Place, concerned, folded, sides, without
from jzdesk.models.entry import Key
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.models.form import Column, Form
    from jzdesk.models.sheet import Sheet

_NAMED = 3


def because(place: Place) -> Iterator[Finding]:
    """Want a value in `then` where rows of another form (`when`: `form/column`) are one of certain words."""
    params = place.rule.params
    then, found = place.column(params["then"]), _other_form(place.sheet, params["when"])
    if then is None or found is None:
        return
    form, when = found
    cell = place.cell(then)
    if cell.open and place.asked(then):
        yield without(place, then)
        return
    rows = [row for row, said in _said(place.sheet, form, when) if said in params["equals"]]
    if not rows or cell.value is not None:
        yield place.passed([then.code])
        return
    names = "、".join(rows[:_NAMED]) + ("…" if len(rows) > _NAMED else "")
    words = "、".join(when.word(code) for code in params["equals"])
    text = say("models.checks.because", row=place.label, form=form.short, count=len(rows), words=words,
               names=names, then=place.head(then))  # fmt: skip
    yield place.finding(FAILED, [then.code], text, left=str(len(rows)))


def not_nil(place: Place) -> Iterator[Finding]:
    """Where one cell is one of certain words, another form (`other`) was no 零报告 when last due."""
    params = place.rule.params
    column = place.column(params["column"])
    if column is None:
        return
    cell = place.cell(column)
    if cell.open:
        yield without(place, column)
        return
    sheet, other = place.sheet, place.sheet.catalogue.form(params["other"])
    known = (p for p in {*sheet.earlier, *sheet.earlier_nil} if other.due(p.kind))
    last = max(known, default=sheet.period)
    if cell.value not in params["equals"] or not sheet.nothing_in(other.id, last):
        yield place.passed([column.code])
        return
    text = say("models.checks.not_nil", row=place.label, column=place.head(column), left=place.word(column),
               period=last.title, form=other.short)  # fmt: skip
    yield place.finding(FAILED, [column.code], text, left=str(cell.value), right=str(last))


def _other_form(sheet: Sheet, name: str) -> tuple[Form, Column] | None:
    """Return a form this office fills and that has something to report, with the column named."""
    form_id, _, code = name.partition("/")
    form = next((f for f in sheet.forms if f.id == form_id and f.id not in sheet.nil), None)
    column = form.column(code) if form else None
    return None if form is None or column is None else (form, column)


def _said(sheet: Sheet, form: Form, column: Column) -> Iterator[tuple[str, str]]:
    """Yield the name of each row that has a value in a column, with that value."""
    for row in sheet.rows(form.id):
        if row.derived or column.code not in row.columns:
            continue
        value = sheet.cell(Key(form.id, row.code, column.code), row, column).value
        if isinstance(value, str):
            yield sheet.label(form, row), value


def same_name(place: Place) -> Iterator[Finding]:
    """Keep a row from being one of `equals` while the row of the same name elsewhere is one of `barred`.

    `other` names that form and column; names are the same when they differ by width, case and spaces alone.
    """
    params = place.rule.params
    mine, found = place.form.column(params["column"]), _other_form(place.sheet, params["other"])
    if mine is None or found is None or mine.code not in place.row.columns:
        return
    form, column = found
    rows = concerned(place)
    if not rows:
        return
    others = {folded(name): value for name, value in _said(place.sheet, form, column)}
    for row in rows:
        theirs = others.get(folded(row.label))
        if theirs is None:
            continue
        cell = row.cell(mine)
        if cell.open:
            yield without(row, mine)
        elif cell.value in params["equals"] and theirs in params["barred"]:
            text = say("models.checks.same_name", row=row.label, column=row.head(mine), left=row.word(mine),
                       form=form.short, other=column.name, right=column.word(theirs))  # fmt: skip
            yield row.finding(FAILED, [mine.code], text, left=str(cell.value), right=theirs)
        else:
            yield row.passed([mine.code])


def fall(place: Place) -> Iterator[Finding]:
    """Want a yearly 合计 to fall by no more than the rows of another form (`cuts`, by row) have cut.

    A fall of less than `pct` percent asks for nothing.
    """
    params = place.rule.params
    column = place.column(params["column"])
    cuts = params["cuts"].get(place.row.code)
    if column is None or cuts is None:
        return
    lacking = place.lacking(column)
    if lacking:
        yield lacking
        return
    last_year = place.sheet.period.last_year
    now = place.number(column)
    before = derive.number(place.sheet, place.key(column.code), place.row, column, last_year)
    if now is None or before is None:
        text = say("models.checks.no_base", row=place.label, other=say("models.checks.last_year"))
        yield place.finding(NOT_APPLICABLE, [column.code], text)
        return
    less, cut = before - now, _cut(place.sheet, cuts)
    if less <= cut or less * 100 <= before * Decimal(params["pct"]):
        yield place.passed([column.code])
        return
    text = say("models.checks.fall", row=place.label, column=place.head(column),
               before=place.show(before, column), now=place.show(now, column),
               left=place.show(less, column), right=place.show(cut, column),
               difference=place.show(less - cut, column))  # fmt: skip
    yield place.finding(FAILED, [column.code], text, **sides(place, column, less, cut))


def _cut(sheet: Sheet, name: str) -> Decimal:
    """Return the sum of a column (`form/column`) over the rows of its form; none is zero."""
    found = _other_form(sheet, name)
    if found is None:
        return Decimal(0)
    form, column = found
    cells = (
        sheet.cell(Key(form.id, row.code, column.code), row, column).number
        for row in sheet.rows(form.id)
        if not row.derived and column.code in row.columns
    )
    return sum((n for n in cells if n is not None), Decimal(0))
