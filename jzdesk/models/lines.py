"""底稿: a total opened into lines, each with a name, a code, a value and a note; the cell is their sum."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from jzdesk.errors import RefusedError
from jzdesk.models import quantity
from jzdesk.models.value import clean_text, places_of, unit_of
from jzdesk.records import dataclass, replace
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.models.entry import Cell
    from jzdesk.models.form import Column, Row

MOST = 500
"""As many lines as one figure may be opened into."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a 底稿; `value` is exact, in the unit and places of the cell, None while open."""

    name: str
    code: str = ""
    value: Decimal | None = None
    note: str = ""


def parse(words: Sequence[Sequence[str]], row: Row, column: Column) -> tuple[Line, ...]:
    """Return the lines typed as (name, code, value, note); wholly empty ones are left out.

    Raises `RefusedError` with one sentence for each line that is wrong, by its number.
    """
    found: list[Line] = []
    wrong: list[str] = []
    for number, given in enumerate(words, 1):
        name, code, text, note = (*given, "", "", "", "")[:4]
        if not any(part.strip() for part in (name, code, text, note)):
            continue
        try:
            found.append(_line(name, code, text, note, row, column))
        except RefusedError as error:
            wrong.append(say("models.lines.at", n=number, sentence=error.sentence))
    if len(found) > MOST:
        raise RefusedError(say("models.lines.many", n=len(found), most=MOST))
    if wrong:
        raise RefusedError(wrong[0] if len(wrong) == 1 else say("models.lines.wrong", n=len(wrong)), wrong)
    return tuple(found)


def _line(name: str, code: str, text: str, note: str, row: Row, column: Column) -> Line:
    if not name.strip():
        raise RefusedError(say("models.lines.no_name"))
    value = None
    if text.strip():
        value = quantity.parse(text, unit_of(row, column), places_of(row, column), signed=column.signed)
    return Line(clean_text(name), clean_text(code), value, clean_text(note))


def total(lines: Iterable[Line]) -> Decimal | None:
    """Return the exact sum of the lines' values; None while none has one."""
    values = [line.value for line in lines if line.value is not None]
    return sum(values, Decimal(0)) if values else None


def names_of(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return the lines with name and code alone, as the next period begins with them."""
    return tuple(replace(line, value=None, note="") for line in lines)


def largest(now: Sequence[Line], before: Sequence[Line], most: int = 3) -> tuple[tuple[Line, Decimal], ...]:
    """Return the lines that changed most against an earlier period, with their differences, largest first.

    Lines are the same when code and name agree; one that came or went counts with its whole value.
    """
    old = {(line.code, line.name): line.value or Decimal(0) for line in before}
    new = {(line.code, line.name): line for line in now}
    gone = [Line(name, code) for code, name in old if (code, name) not in new]
    changes = [(line, (line.value or Decimal(0)) - old.get((line.code, line.name), Decimal(0)))
               for line in (*new.values(), *gone)]  # fmt: skip
    changed = [change for change in changes if change[1]]
    return tuple(sorted(changed, key=lambda change: (-abs(change[1]), change[0].name))[:most])


def check_typed(lines: Sequence[Line], row: str, column: str, cell: Cell) -> None:
    """Refuse what is typed over a figure that its 底稿 adds up to; the same figure may be typed again.

    `row` and `column` are what the sentence calls them.
    """
    if lines and (cell.value is None or cell.value != total(lines)):
        raise RefusedError(say("models.lines.stands", row=row, column=column, n=len(lines)))
