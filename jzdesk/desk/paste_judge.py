"""Judging a pasted block cell by cell: where each goes, what it becomes, and why not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from jzdesk.desk import entering
from jzdesk.desk.paste_plan import (
    CHANGED,
    REFUSED,
    ROUNDED,
    SAME,
    SKIPPED,
    Choices,
    Planned,
    found_text,
    head_of,
)
from jzdesk.desk.paste_to_date import quarter, stands_for, typed
from jzdesk.desk.paste_totals import Totals
from jzdesk.desk.paste_units import Units, figure
from jzdesk.errors import JzdeskError
from jzdesk.models import quantity, value
from jzdesk.models.entry import EMPTY, Cell, Key
from jzdesk.models.form import Block, Column, Form, Row
from jzdesk.models.paste import heads, rows
from jzdesk.models.paste.clip import Clip, Piece
from jzdesk.models.paste.figures import Figure
from jzdesk.models.paste.heads import Aim
from jzdesk.models.paste.match import Part
from jzdesk.models.paste.rows import Line
from jzdesk.models.sheet import Sheet
from jzdesk.words import say


@dataclass(frozen=True, slots=True)
class _Copied:
    """One copied cell: the column it stands in, the block of its new row, the unit its line tells."""

    at: tuple[int, int]
    piece: Piece
    column: Column
    block: Block | None
    told: str


@dataclass(frozen=True, slots=True)
class _Made:
    """What a copied cell becomes, and why; `to_date` is the 累计 that it was made from."""

    cell: Cell
    why: str
    rounded: bool
    to_date: Decimal | None


class Judge:
    """Judges the parts of one block, line by line."""

    def __init__(self, sheet: Sheet, form: Form, clip: Clip, choices: Choices) -> None:
        self._sheet, self._form, self._clip = sheet, form, clip
        self.cells: list[Planned] = []
        self.units = Units(sheet, form, clip, choices)
        self.totals = Totals(sheet, form, clip)
        self.new_rows: dict[str, Block] = {}
        self._taken: set[str] = set()
        self._label = ""

    def part(self, part: Part) -> None:
        """Judge the lines of one table."""
        self.units.take(part)
        self._columns_left_out(part)
        above: dict[str, list[Decimal]] = {}
        for at, line in part.lines.items():
            if line.kind == rows.SUM:
                self.totals.line(part, at, line, above, self.units)
            elif line.kind in {rows.ROW, rows.NEW}:
                self._line(part, at, line, above)
            elif line.kind not in {rows.EMPTY, rows.BAND}:
                self._refuse_line(at, line)

    # Lines

    def _columns_left_out(self, part: Part) -> None:
        first = min(part.lines, default=0)
        for place, aim in enumerate(part.aims):
            if aim.kind == heads.OTHER and any(not self._clip[at][place].empty for at in part.lines):
                name = aim.head or say("desk.pasting.column", n=place + 1)
                why = say("desk.pasting.no_column", form=self._form.title)
                self.cells.append(Planned((first, place), SKIPPED, name, why=why))

    def _refuse_line(self, at: int, line: Line) -> None:
        given = [p.text for p in self._clip[at] if not p.empty]
        name = line.name or (given[0] if given else "")
        why = say(f"desk.pasting.row_{line.kind}", rows="、".join(line.others))
        where = quantity.visible(name) or say("desk.pasting.line", n=at + 1)
        self.cells.append(Planned((at, 0), REFUSED, where, found=quantity.visible(" ".join(given)), why=why))

    def _line(self, part: Part, at: int, line: Line, above: dict[str, list[Decimal]]) -> None:
        target = line.row
        block = self._form.block(line.block) if line.kind == rows.NEW else None
        row = target if target is not None else block.template if block is not None else None
        if row is None:
            return
        if block is not None:
            code = f"+{block.code}.{len(self.new_rows) + 1}"
            self.new_rows[code] = block
            self._label = say("desk.pasting.new", name=quantity.visible(line.name))
        else:
            code = row.code
            self._label = self._sheet.label(self._form, row)
        if code in self._taken:
            self._refuse_line(at, replace(line, kind="twice"))
            return
        self._taken.add(code)
        first = len(self.cells)
        self._cells(part, at, row, code, block, above)
        if block is not None and not any(c.writes and self._names(c) for c in self.cells[first:]):
            del self.cells[first:], self.new_rows[code]
            self._refuse_line(at, replace(line, kind="unnamed"))

    def _cells(
        self, part: Part, at: int, row: Row, code: str, block: Block | None, above: dict[str, list[Decimal]]
    ) -> None:
        pieces = self._clip[at]
        told = next((p.text for p, a in zip(pieces, part.aims, strict=True) if a.kind == heads.UNIT), "")
        across: list[Decimal] = []
        later: list[tuple[int, Column, Column]] = []
        for place, (piece, aim) in enumerate(zip(pieces, part.aims, strict=True)):
            column = self._column(aim, named=block is not None)
            if aim.kind == heads.TOTAL and not piece.empty:
                self.totals.beside((at, place), row, part, self._label, across)
            if column is None or piece.empty:
                continue
            key = Key(self._form.id, code, column.code)
            target = stands_for(self._form, part, row, column)
            if target is not None:
                later.append((place, column, target))
                continue
            if row.derived or column.derived:
                if block is None:
                    self.totals.computed((at, place), row, column)
                continue
            done = self._one(_Copied((at, place), piece, column, block, told), key, row, column)
            self.cells.append(done)
            number = None if done.cell is None else done.cell.number
            if number is not None:
                above.setdefault(column.code, []).append(number)
                across.append(number)
        for place, column, target in later:  # the adjustment beside it counts
            copied = _Copied((at, place), pieces[place], column, block, told)
            done = self._one(copied, Key(self._form.id, code, target.code), row, target)
            self.cells.append(done)
            if done.to_date is not None:
                above.setdefault(column.code, []).append(done.to_date)

    def _names(self, planned: Planned) -> bool:
        """Tell whether a cell is the name of its row."""
        column = self._form.column(planned.key.column) if planned.key is not None else None
        return column is not None and column.stub

    def _column(self, aim: Aim, *, named: bool) -> Column | None:
        if aim.kind == heads.NAME and named:
            return next((c for c in self._form.columns if c.stub), None)
        return self._form.column(aim.column) if aim.kind == heads.COLUMN else None

    # Cells

    def _one(self, copied: _Copied, key: Key, row: Row, column: Column) -> Planned:
        """Judge a copied cell that goes into `column`: its own, or the one that its 累计 is entered into."""
        where = say("desk.pasting.where", row=self._label, column=head_of(self._form, row, column))
        old = EMPTY if copied.block is not None else self._sheet.cell(key, row, column)
        found = found_text(copied.piece)
        base = Planned(copied.at, REFUSED, where, shown(old, row, column), found=found, key=key)
        if column.code not in row.columns or self._sheet.period.kind not in column.frequencies:
            return replace(base, why=say("models.catalogue.no_cell", row=self._label, column=column.name))
        try:
            made = self._made(copied, key, row, column)
        except JzdeskError as error:
            same = column.fixed_in(row) and copied.piece.text in {base.old, value.text_of(old, row, column)}
            return replace(base, status=SKIPPED if same else REFUSED, why=error.sentence)
        done = replace(
            base, new=shown(made.cell, row, column), why=made.why, cell=made.cell, to_date=made.to_date
        )
        if (made.cell.value, made.cell.blank) == (old.value, old.blank):
            return replace(done, status=SAME)
        return replace(done, status=ROUNDED if made.rounded else CHANGED)

    def _made(self, copied: _Copied, key: Key, row: Row, column: Column) -> _Made:
        """Return the cell a piece makes, and what is to be told of it."""
        own, piece, read = copied.column, copied.piece, None
        if own.kind == "number":
            read = figure(piece, row, own, self.units.of(row, own, copied.told))
        said = _told(read, value.places_of(row, own))
        total: Decimal | None = None
        if own is not column:
            total = typed(piece, read, row, own)
            text, how = quarter(self._sheet, self.cells, key, row, column, total)
            said += how
        else:
            text = piece.text if read is None else quantity.plain(read.value, value.places_of(row, own))
        cell = entering.judge_one(self._sheet, key, text, copied.block)
        return _Made(cell, said, rounded=read is not None and bool(read.rounded_from), to_date=total)

    def finish(self) -> list[Planned]:
        """Return every cell, the copied 合计 compared with what they will be."""
        return [*self.cells, *self.totals.finish(self.cells, self.new_rows)]


def _told(read: Figure | None, places: int) -> str:
    """Return from what a figure was converted and rounded."""
    if read is None:
        return ""
    converted = say("desk.pasting.converted", found=read.converted_from) if read.converted_from else ""
    if not read.rounded_from:
        return converted
    return converted + say("desk.pasting.rounded", found=read.rounded_from, places=places)


def shown(cell: Cell, row: Row, column: Column) -> str:
    """Return what stands in a cell as people read it."""
    if cell.blank is not None:
        return cell.blank
    stored = cell.value if isinstance(cell.value, str) else value.text_of(cell, row, column)
    return value.shown(stored, row, column)
