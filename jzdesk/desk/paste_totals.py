"""The 合计 of a pasted block, and what else is computed: compared with what is due, never taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from jzdesk.desk.paste_plan import SKIPPED, SUM, Planned, found_text, head_of
from jzdesk.desk.paste_units import Units
from jzdesk.errors import RefusedError
from jzdesk.models import derive, quantity, value
from jzdesk.models.entry import Key
from jzdesk.models.form import Block, Column, Form, OwnRow, Row
from jzdesk.models.paste import figures, heads
from jzdesk.models.paste.clip import Clip, Piece
from jzdesk.models.paste.match import Part
from jzdesk.models.paste.rows import Line
from jzdesk.models.sheet import Sheet
from jzdesk.words import say

Place = tuple[int, int]
Sums = dict[str, list[Decimal]]


@dataclass(frozen=True, slots=True)
class _Sum:
    """A copied figure that is computed here: `due` is known, or it is the cell's of `row` in the end."""

    at: Place
    row: Row
    column: Column
    unit: str = ""
    where: str = ""
    due: Decimal | None = None


class Totals:
    """Gathers what is computed; `finish` compares it with what it will be."""

    def __init__(self, sheet: Sheet, form: Form, clip: Clip) -> None:
        self._sheet, self._form, self._clip = sheet, form, clip
        self._sums: list[_Sum] = []

    def computed(self, at: Place, row: Row, column: Column, unit: str = "") -> None:
        """Note a figure, written in `unit`, of a cell that is computed."""
        if column.code in row.columns:
            self._sums.append(_Sum(at, row, column, unit))

    def line(self, part: Part, at: int, line: Line, above: Sums, written: Units) -> None:
        """Note the figures of a 合计 line: of the form's own, or of the lines `above` it in the block."""
        for place, aim in enumerate(part.aims):
            column = self._form.column(aim.column) if aim.kind == heads.COLUMN else None
            if column is None or column.kind != "number" or self._clip[at][place].empty:
                continue
            if line.row is not None:
                self.computed((at, place), line.row, column, written.of(line.row, column, ""))
                continue
            where = say("desk.pasting.where", row=say("desk.pasting.total"), column=column.name)
            example = next((n.row for n in part.lines.values() if n.row is not None), None)
            if example is not None and above.get(column.code):
                self._sums.append(
                    _Sum(
                        (at, place),
                        example,
                        column,
                        written.of(example, column, ""),
                        where,
                        sum(above[column.code], Decimal(0)),
                    )
                )
        if line.row is None:
            above.clear()

    def beside(self, at: Place, row: Row, part: Part, label: str, across: Sequence[Decimal]) -> None:
        """Note a 合计 at the end of a line: of the figures before it."""
        columns = (self._form.column(a.column) for a in part.aims if a.kind == heads.COLUMN)
        column = next((c for c in columns if c is not None and c.kind == "number"), None)
        if column is not None and across:
            where = say("desk.pasting.where", row=label, column=part.aims[at[1]].head)
            self._sums.append(_Sum(at, row, column, "", where, sum(across, Decimal(0))))

    def finish(self, cells: Sequence[Planned], new_rows: Mapping[str, Block]) -> list[Planned]:
        """Return what is to be told of the sums once `cells` are written."""
        if not self._sums:
            return []
        after = self._after(cells, new_rows)
        return [self._compared(one, after) for one in self._sums]

    def _compared(self, one: _Sum, after: Sheet) -> Planned:
        row, column = one.row, one.column
        due, where = one.due, one.where
        if not where:
            label = self._sheet.label(self._form, row)
            where = say("desk.pasting.where", row=label, column=head_of(self._form, row, column))
            key = Key(self._form.id, row.code, column.code)
            due = derive.number(after, key, row, column, after.period) if column.kind == "number" else None
        piece, places = self._clip[one.at[0]][one.at[1]], value.places_of(row, column)
        told = "" if due is None else quantity.show(due, places)
        base = Planned(
            one.at, SKIPPED, where, told, found=found_text(piece), why=say("desk.pasting.computed")
        )
        typed = _typed(piece, row, column, one.unit)
        if column.kind != "number" or typed is None or typed == due:
            return base
        word = "sum_other" if due is not None else "sum_unknown"
        why = say(f"desk.pasting.{word}", typed=quantity.show(typed, places), due=told)
        return replace(base, status=SUM, why=why)

    def _after(self, cells: Sequence[Planned], new_rows: Mapping[str, Block]) -> Sheet:
        """Return the sheet as it will be."""
        coming = {c.key: c.cell for c in cells if c.writes and c.key is not None and c.cell is not None}
        period = self._sheet.period
        added = [OwnRow(self._form.id, mark, block.code, period) for mark, block in new_rows.items()]
        return replace(
            self._sheet, cells={**self._sheet.cells, **coming}, own=(*self._sheet.own, *added)
        )  # fmt: skip


def _typed(piece: Piece, row: Row, column: Column, unit: str) -> Decimal | None:
    shown = quantity.fold(quantity.trimmed(piece.text)).lstrip("+").removesuffix("%")
    own, places = value.unit_of(row, column), value.places_of(row, column)
    try:
        read = figures.read(Piece(shown, piece.exact), own, places, signed=True, written=unit)
    except RefusedError:
        return None
    return None if read is None else read.value
