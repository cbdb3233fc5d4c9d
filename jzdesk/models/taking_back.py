"""A frozen content turned back into what was entered: cells, own rows, 零报告, explanations.

What plan or city have given and what is computed is left out: it comes back by itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from jzdesk.errors import RefusedError
from jzdesk.models.catalogue import Catalogue
from jzdesk.models.checks import FAILED, Finding
from jzdesk.models.entry import EMPTY, Cell, Key, Stamp
from jzdesk.models.form import Form, OwnRow
from jzdesk.models.sheet import Explanation, Sheet
from jzdesk.models.snapshot import Frozen
from jzdesk.models.value import clean_text
from jzdesk.words import say

_CODE = re.compile(r"[A-Z]+(?:([0-9]{6})-)?[0-9]{3,9}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Entered:
    """What an office had entered for a period, as far as its content tells.

    A standing fact carried from an earlier period is among it: no content tells the two apart.
    """

    cells: Mapping[Key, Cell] = field(default_factory=dict)
    rows: tuple[OwnRow, ...] = ()
    nil: frozenset[str] = frozenset()
    explanations: tuple[Explanation, ...] = ()
    stamps: Mapping[Key, Stamp] = field(default_factory=dict)

    @property
    def nothing(self) -> bool:
        """Neither a figure nor a 零报告."""
        return not self.cells and not self.nil

    def same(self, other: Entered) -> bool:
        """Tell whether the figures and 零报告 of two are the same."""
        return dict(self.cells) == dict(other.cells) and self.nil == other.nil

    def stands(self, present: Entered, carried: Callable[[Key], bool]) -> bool:
        """Tell whether `present` comes to this; of `carried` cells it need hold but the notes."""

        def fits(key: Key) -> bool:
            here, wanted = present.cells.get(key, EMPTY), self.cells.get(key, EMPTY)
            return here == wanted or (here == Cell(note=wanted.note) and carried(key))

        return self.nil == present.nil and all(map(fits, self.cells.keys() | present.cells.keys()))


def standing_in(catalogue: Catalogue) -> Callable[[Key], bool]:
    """Return what tells whether a cell holds a standing fact."""
    return lambda key: bool(catalogue.find(key)[1].standing)


def carried_in(sheet: Sheet, given: Entered) -> Callable[[Key], bool]:
    """Return what tells whether a fact of `given` would stand in the sheet's period without being entered."""
    bare = replace(sheet, cells={}, own=(*sheet.own, *given.rows), signed_rows=None)

    def carried(key: Key) -> bool:
        row, column = bare.row(key.form, key.row), bare.catalogue.find(key)[1]
        if row is None or not column.standing:
            return False
        found, wanted = bare.cell(key, row, column), given.cells.get(key, EMPTY)
        return (found.value, found.blank) == (wanted.value, wanted.blank)

    return carried


def uncarried(given: Entered, sheet: Sheet) -> dict[Key, Cell]:
    """Return what of `given` must be entered in the period of `sheet`; what is carried into it need not.

    A standing fact that was handed in unchanged then goes on following the period in which it was said.
    """
    carried = carried_in(sheet, given)
    left = {key: Cell(note=cell.note) if carried(key) else cell for key, cell in given.cells.items()}
    return {key: cell for key, cell in left.items() if cell != EMPTY}


def entered(frozen: Frozen) -> Entered:
    """Return what was entered to make a content; `RefusedError` for a row that no office has made."""
    return Entered(
        dict(cell for form in frozen.forms for cell in _cells(frozen, form)),
        tuple(row for form in frozen.forms for row in _rows(frozen, form)),
        frozenset(form.id for form in frozen.forms if frozen.nil(form)),
        stamps=dict(_stamps(frozen)),
    )


def _stamps(frozen: Frozen) -> Iterator[tuple[Key, Stamp]]:
    for form, part in frozen.content["forms"].items():
        for place, cell in part["cells"].items():
            if "on" in cell:
                row, _, column = place.rpartition("/")
                yield Key(form, row, column), Stamp(cell["on"], cell.get("why", ""))


def _rows(frozen: Frozen, form: Form) -> Iterator[OwnRow]:
    for own in frozen.content["forms"][form.id]["own"]:
        found = _CODE.fullmatch(own["code"])
        if found is None or found[1] not in {None, frozen.unit}:
            raise RefusedError(say("models.taking_back.code", form=form.title, code=own["code"]))
        yield OwnRow(form.id, own["code"], own["block"], frozen.period)


def _cells(frozen: Frozen, form: Form) -> Iterator[tuple[Key, Cell]]:
    for row in frozen.rows(form):
        for column in frozen.catalogue.columns(form, row, frozen.period):
            if column.derived or row.derived or column.code in row.given:
                continue
            key = Key(form.id, row.code, column.code)
            content = frozen.cell(key)
            if content:
                text = content.get("v")
                value = Decimal(text) if text is not None and column.kind == "number" else text
                yield key, Cell(value, content.get("b"), content.get("n"))


def explanations(content: Mapping[str, Any]) -> tuple[Explanation, ...]:
    """Return each explanation with the figures that it was given for; they stand in its finding.

    Raises `RefusedError` for a finding that our checks do not write.
    """
    return tuple(_explanation(found) for found in content["findings"] if found["explanation"])


def _explanation(found: Mapping[str, Any]) -> Explanation:
    sides = [found.get(name) for name in ("left", "right", "difference")]
    keys = found.get("keys")
    if not isinstance(keys, list) or not all(isinstance(t, str) for t in [*keys, *filter(None, sides)]):
        raise RefusedError(say("models.taking_back.finding", rule=found["rule"]))
    finding = Finding(
        found["rule"], found["severity"], False, FAILED, tuple(Key.parse(k) for k in keys), "", "",
        left=sides[0], right=sides[1], difference=sides[2],
    )  # fmt: skip
    return Explanation(finding.rule, finding.keys, clean_text(found["explanation"]), finding.figures)
