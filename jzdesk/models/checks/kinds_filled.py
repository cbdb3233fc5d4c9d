"""Kinds of rules about what is filled at all: `complete`, `requires`, `excludes`, `note`."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from jzdesk.models.checks.finding import FAILED, PASSED, Finding
from jzdesk.models.checks.place import Place, without
from jzdesk.models.entry import EMPTY, Cell
from jzdesk.models.value import text_of
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.models.form import Column


def complete(place: Place) -> Iterator[Finding]:
    """Every required cell has a value or a reason; of an `any` group one is enough."""
    group = place.rule.params.get("any")
    if group:
        yield from _any_of(place, group)
        return
    for column in place.sheet.columns(place.form, place.row):
        if not place.asked(column):
            continue
        if place.sheet.cell(place.key(column.code), place.row, column).open:
            text = say("models.checks.open", row=place.label, column=place.head(column))
            yield place.finding(FAILED, [column.code], text)
        else:
            yield place.passed([column.code])


def _any_of(place: Place, group: list[str]) -> Iterator[Finding]:
    columns = [c for c in (place.column(code) for code in group) if c is not None]
    if not columns:
        return
    filled = any(not place.sheet.cell(place.key(c.code), place.row, c).open for c in columns)
    names = "、".join(place.head(c) for c in columns)
    text = "" if filled else say("models.checks.open_any", row=place.label, columns=names)
    yield place.finding(PASSED if filled else FAILED, [columns[0].code], text)


def requires(place: Place) -> Iterator[Finding]:
    """Want a cell filled, above zero (`positive`) or one of certain words (`be`) where another calls for it.

    That other (`when`) is above zero, one of certain words (`equals`), under a figure (`below`), or filled at
    all (`filled`). `then` may name several cells: one will do. A reason for being blank is enough but where
    `value` is wanted; then only what is still owed (暂缺) may wait.
    """
    for when_code, then_code in place.pairs("when", "then"):
        when = place.column(when_code)
        names = [then_code] if isinstance(then_code, str) else then_code
        thens = [c for c in map(place.column, names) if c is not None]
        if when is not None and thens:
            yield _required(place, when, thens)


def _required(place: Place, when: Column, thens: list[Column]) -> Finding:
    params = place.rule.params
    cell = place.cell(when)
    if cell.open and not (params.get("filled") and place.unsaid(when)):
        return without(place, when)
    codes = [*(c.code for c in thens), when.code]
    if not _holds(place, cell):
        return place.passed(codes)
    others = [place.cell(c) for c in thens]
    if params.get("positive") and all(other.number is None for other in others):
        return without(place, thens[0])
    if params.get("value") and others[0].open:
        return without(place, thens[0])
    if any(_fine(place, other) for other in others):
        return place.passed(codes)
    names = "、".join(place.head(c) for c in thens)
    text = say("models.checks.requires", row=place.label, when=place.head(when), left=place.word(when),
               then=names,
               right=place.word(thens[0]) or others[0].blank or say("models.checks.unfilled"))  # fmt: skip
    right = text_of(others[0], place.row, thens[0])
    return place.finding(FAILED, codes, text, left=text_of(cell, place.row, when), right=right)


def _holds(place: Place, cell: Cell) -> bool:
    params = place.rule.params
    if "equals" in params:
        return cell.value in params["equals"]
    if params.get("filled"):
        return cell.value is not None
    if "below" in params:
        return cell.number is not None and cell.number < Decimal(params["below"])
    return cell.number is not None and cell.number > 0


def _fine(place: Place, cell: Cell) -> bool:
    params = place.rule.params
    if "be" in params:
        return cell.value in params["be"]
    if params.get("value"):
        return cell.value is not None or cell.owed
    return (cell.number or Decimal(0)) > 0 if params.get("positive") else not cell.open


def excludes(place: Place) -> Iterator[Finding]:
    """Keep a cell empty, or from being one of `options`, where another is one of certain words (`equals`)."""
    params = place.rule.params
    when, then = place.column(params["when"]), place.column(params["then"])
    if when is None or then is None:
        return
    codes = [then.code, when.code]
    first, second = place.cell(when), place.cell(then)
    if first.open:
        yield without(place, when)
        return
    if first.value not in params["equals"]:
        yield place.passed(codes)
        return
    if second.open and place.asked(then):
        yield without(place, then)
        return
    barred = second.value in params["options"] if "options" in params else second.value is not None
    if not barred:
        yield place.passed(codes)
        return
    text = say("models.checks.excludes", row=place.label, when=place.head(when), left=place.word(when),
               then=place.head(then), right=place.word(then))  # fmt: skip
    sides = {"left": text_of(first, place.row, when), "right": text_of(second, place.row, then)}
    yield place.finding(FAILED, codes, text, **sides)


def note(place: Place) -> Iterator[Finding]:
    """Want a note beside a cell that is one of certain words (`equals`), blank for a reason (`blank`), or a
    figure other than zero; one written in an earlier period beside the same will do.
    """  # fmt: skip
    for code in place.rule.params["columns"]:
        column = place.column(code)
        if column is None:
            continue
        cell = place.cell(column)
        if cell.open:
            continue
        if not _wants_note(place, cell) or _noted(place, column, cell):
            yield place.passed([code])
        else:
            stands = place.word(column) or (cell.blank or "").partition(":")[0]
            text = say("models.checks.note", row=place.label, column=place.head(column), left=stands)
            yield place.finding(FAILED, [code], text, left=text_of(cell, place.row, column) or cell.blank)


def _wants_note(place: Place, cell: Cell) -> bool:
    params = place.rule.params
    if params.get("blank"):
        return cell.blank is not None
    if "equals" in params:
        return cell.value in params["equals"]
    return bool(cell.number)


def _noted(place: Place, column: Column, cell: Cell) -> bool:
    """Tell whether the cell bears a note, or bore one when the same was said before."""
    if cell.note:
        return True
    if not column.standing and "equals" not in place.rule.params:
        return False
    key = place.key(column.code)
    earlier = (cells.get(key, EMPTY) for cells in place.sheet.earlier.values())
    return any(c.note and (c.value, c.blank) == (cell.value, cell.blank) for c in earlier)
