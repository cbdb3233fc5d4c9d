"""Which cells of a form a copied block is for: by its heads and names, else from the cursor on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from jzdesk.errors import RefusedError
from jzdesk.models import derive, quantity
from jzdesk.models.entry import Key
from jzdesk.models.form import Column, Row
from jzdesk.models.layout import Layout, Table
from jzdesk.models.paste import heads, rows
from jzdesk.models.paste.clip import Clip, Piece
from jzdesk.models.paste.heads import Aim, Head, Heads, unit_told
from jzdesk.models.paste.names import folded, is_total
from jzdesk.models.paste.rows import BAND, BEYOND, EMPTY, NEW, SUM, UNKNOWN, Line, Rows
from jzdesk.models.sheet import Sheet
from jzdesk.models.to_date import quarter_column
from jzdesk.models.units import known_unit

_TITLES = 12
"""Lines of titles that may stand above the heads."""
_STUB_COLUMNS = 4


@dataclass(frozen=True)
class Part:
    """Lines of a block that go to one table: what each column is, what each line (by its place) is."""

    table: Table
    aims: tuple[Aim, ...]
    lines: Mapping[int, Line]


@dataclass(frozen=True)
class Match:
    """How a block lies on a form; `by_name` rows and `by_head` columns were recognised by their names.

    `may_switch` tells whether there is another way to lay it.
    """

    parts: tuple[Part, ...]
    by_name: bool
    by_head: bool
    may_switch: bool


@dataclass
class _Section:
    """Lines of the block under one head; `start` is the first below it."""

    head: Head | None
    places: list[int] = field(default_factory=list)


def match(clip: Clip, sheet: Sheet, layout: Layout, here: Key | None, *, by_place: bool = False) -> Match:
    """Return how a block lies on a form whose cursor is `here`; `by_place` leaves its names aside."""
    return _Matcher(clip, sheet, layout, here, by_place).run()


class _Matcher:
    """Lays one block."""

    def __init__(
        self, clip: Clip, sheet: Sheet, layout: Layout, here: Key | None, by_place: bool
    ) -> None:  # fmt: skip
        self._clip, self._sheet, self._form = clip, sheet, layout.form
        self._by_place = by_place
        self._here = here
        self._books = {id(table): Rows(sheet, layout.form, table) for table in layout.tables}
        self._home = self._table_of(here, layout)
        order = [self._home, *(t for t in layout.tables if t is not self._home)]
        self._heads = Heads(layout.form, order, layout.period)
        self._unit = ""
        self._named = False

    def _table_of(self, here: Key | None, layout: Layout) -> Table:
        for table in layout.tables:
            if here is not None and any(line.row and line.row.code == here.row for line in table.rows):
                return table
        return layout.tables[0]

    def run(self) -> Match:
        parts = [self._part(section) for section in self._sections()]
        headed = any(aim.kind == heads.COLUMN for part in self._headed for aim in part.aims)
        return Match(
            tuple(part for part in parts if part.lines), self._named and not self._by_place,
            headed and not self._by_place, self._named or headed,
        )  # fmt: skip

    def _sections(self) -> list[_Section]:
        """Return the block in sections: a head begins one; titles above the first head are left out."""
        sections: list[_Section] = []
        self._headed: list[Head] = []
        first = self._first_head()
        at = 0 if first is None else first
        for row in self._clip[:at]:
            self._unit = unit_told(row) or self._unit
        while at < len(self._clip):
            head = self._heads.at(self._clip, at)
            if head is not None:
                self._headed.append(head)
                sections.append(_Section(head))
                at += head.height
                at += at < len(self._clip) and self._heads.marks(self._clip[at])
                continue
            if not sections:
                sections.append(_Section(None))
            sections[-1].places.append(at)
            at += 1
        return sections

    def _first_head(self) -> int | None:
        tops = range(min(_TITLES, len(self._clip)))
        return next((n for n in tops if self._heads.at(self._clip, n) is not None), None)

    # One section

    def _part(self, section: _Section) -> Part:
        table = section.head.table if section.head else self._home
        book = self._books[id(table)]
        aims = section.head.aims if section.head else self._guessed(book, section.places)
        stubs = {a.kind for a in aims} & {heads.NAME, heads.CODE, heads.NUMBER}
        lines = self._lines_by_name(book, aims, section.places) if stubs else {}
        # Under a head that names its rows nothing is laid by place unasked: a strange name is another row's.
        known = any(line.kind in {rows.ROW, rows.SEVERAL, NEW} for line in lines.values())
        named = bool(stubs) and (known or section.head is not None)
        self._named = self._named or named
        if self._by_place or not named:
            lines = self._lines_by_place(book, aims, section.places)
        if self._by_place or section.head is None:
            aims = self._laid(book, aims, lines)
        if self._unit:
            aims = tuple(replace(a, unit=a.unit or self._unit) for a in aims)
        return Part(table, aims, lines)

    def _guessed(self, book: Rows, places: Sequence[int]) -> tuple[Aim, ...]:
        """Return the stubs among the first columns of a block without heads; the others are open."""
        width = len(self._clip[0]) if self._clip else 0
        aims = [Aim(heads.OTHER)] * width
        for column in range(min(_STUB_COLUMNS, width)):
            texts = [self._clip[n][column].text for n in places]
            known, given = rows.known_share(book, texts)
            if given and known * 2 >= given and heads.NAME not in {a.kind for a in aims}:
                aims[column] = Aim(heads.NAME)
            elif given and sum(book.by_code(t) is not None for t in texts if t) * 2 >= given:
                aims[column] = Aim(heads.CODE)
            elif given and all(known_unit(t) for t in texts if t):
                aims[column] = Aim(heads.UNIT)
        return self._numbered(book, aims, places)

    def _numbered(self, book: Rows, aims: list[Aim], places: Sequence[int]) -> tuple[Aim, ...]:
        """Mark the column that repeats the 行次 of the rows named beside it."""
        name = next((n for n, aim in enumerate(aims) if aim.kind == heads.NAME), None)
        for column in range(min(_STUB_COLUMNS, len(aims))):
            if name is None or aims[column].kind != heads.OTHER:
                continue
            agree = [self._agrees(book, n, name, column) for n in places]
            if len(agree) > 1 and all(agree):
                aims[column] = Aim(heads.NUMBER)
        return tuple(aims)

    def _agrees(self, book: Rows, place: int, name: int, number: int) -> bool:
        row = book.by_number(self._clip[place][number].text)
        return row is not None and row in book.named(self._clip[place][name].text)

    # Rows

    def _lines_by_name(self, book: Rows, aims: Sequence[Aim], places: Sequence[int]) -> dict[int, Line]:
        lines: dict[int, Line] = {}
        block = ""
        own = self._sheet.row(self._form.id, self._here.row) if self._here else None
        for place in places:
            row = self._clip[place]
            group = next(
                (b for b in map(book.block_named, self._stub_texts(row, aims, heads.OTHER)) if b), ""
            )
            line = self._line(book, row, aims, group or block, own.block if own else "")
            if line.kind == BAND:
                block = line.block
            lines[place] = line
        return lines

    def _line(self, book: Rows, row: Sequence[Piece], aims: Sequence[Aim], block: str, here: str) -> Line:
        if all(p.empty for p in row):
            return Line(EMPTY)
        name = next(iter(self._stub_texts(row, aims, heads.NAME)), "")
        for code in self._stub_texts(row, aims, heads.CODE):
            found = book.by_code(code)
            if found is not None:
                return Line(SUM if found.derived else rows.ROW, name or code, found)
        band = book.block_named(name) if name and self._alone(row, aims) else ""
        if band:
            return Line(BAND, name, block=band)
        if name:
            line = book.find(name, block, here)
            return self._new(book, line) if line.kind == UNKNOWN else line
        for number in self._stub_texts(row, aims, heads.NUMBER):
            found = book.by_number(number)
            if found is not None:
                return Line(SUM if found.derived else rows.ROW, number, found)
        return Line(UNKNOWN)

    def _new(self, book: Rows, line: Line) -> Line:
        block = book.open_block
        return line if block is None else Line(NEW, line.name, block=block.code)

    @staticmethod
    def _stub_texts(row: Sequence[Piece], aims: Sequence[Aim], kind: str) -> list[str]:
        return [p.text for p, aim in zip(row, aims, strict=True) if aim.kind == kind and p.text]

    @staticmethod
    def _alone(row: Sequence[Piece], aims: Sequence[Aim]) -> bool:
        """Tell whether a row holds nothing but its name."""
        return all(p.empty or a.kind == heads.NAME for p, a in zip(row, aims, strict=True))

    def _lines_by_place(self, book: Rows, aims: Sequence[Aim], places: Sequence[int]) -> dict[int, Line]:
        home = self._here is not None and book.table is self._home
        targets = iter(book.from_here(self._here.row if home and self._here else ""))
        block = book.open_block
        lines: dict[int, Line] = {}
        for place in places:
            row = self._clip[place]
            names = self._stub_texts(row, aims, heads.NAME) or [row[0].text]
            if all(p.empty for p in row):
                lines[place] = Line(EMPTY)
                next(targets, None)
            elif is_total(names[0]):
                lines[place] = Line(SUM, names[0])
            else:
                target = next(targets, None)
                new = Line(NEW, names[0], block=block.code) if block else Line(BEYOND, names[0])
                lines[place] = Line(rows.ROW, names[0], target) if target is not None else new
        return lines

    # Columns

    def _laid(self, book: Rows, aims: Sequence[Aim], lines: Mapping[int, Line]) -> tuple[Aim, ...]:
        """Lay the columns that are no stubs over the table's, from the cursor's on."""
        stubs = {heads.NAME, heads.CODE, heads.NUMBER, heads.UNIT}
        open_ = [n for n, aim in enumerate(aims) if aim.kind not in stubs]
        columns = self._columns_from_here(book, {a.kind for a in aims})
        free = [c for c in columns if self._typed(c, lines)]
        if len(free) >= len(open_) and not self._in_step(open_, columns, lines):
            columns = free
        laid = list(aims)
        for place, column in zip(open_, columns, strict=False):
            laid[place] = Aim(heads.COLUMN, column.code, aims[place].unit, aims[place].head)
        for place in open_[len(columns) :]:
            laid[place] = Aim(heads.OTHER, head=aims[place].head)
        return tuple(laid)

    def _columns_from_here(self, book: Rows, stubs: set[str]) -> list[Column]:
        """Return the table's columns from the cursor's on; the name's own stands before them all."""
        columns = [c.column for c in book.table.columns]
        name = next((c for c in self._form.columns if c.stub), None)
        home = self._here is not None and book.table is self._home
        if self._here is not None and home:
            at = next((n for n, c in enumerate(columns) if c.code == self._here.column), None)
            if at is not None:
                return columns[at:]
        if name is not None and heads.NAME not in stubs and (not home or self._here_is(name)):
            return [name, *columns]
        first = next((n for n, c in enumerate(columns) if not (c.derived or c.city)), 0)
        return columns[first:]

    def _here_is(self, column: Column) -> bool:
        return self._here is not None and self._here.column == column.code

    def _typed(self, column: Column, lines: Mapping[int, Line]) -> bool:
        """Tell whether the column may be typed in, in any of the lines; of the 累计 that at the cursor."""
        targets = [line.row for line in lines.values() if line.row is not None]
        if column.derived:
            takes = any(quarter_column(self._form, row, column) is not None for row in targets)
            return takes and self._here_is(column)
        if column.city:
            return False
        return not targets or any(column.code in r.columns and not column.fixed_in(r) for r in targets)

    def _in_step(self, open_: Sequence[int], columns: Sequence[Column], lines: Mapping[int, Line]) -> bool:
        """Tell whether the block has the table's computed columns too: their figures are as computed here."""
        compared = agreed = 0
        for place, column in zip(open_, columns, strict=False):
            if not column.derived:
                continue
            for at, line in lines.items():
                piece = self._clip[at][place]
                if line.row is None or piece.empty or column.code not in line.row.columns:
                    continue
                compared += 1
                agreed += self._same(piece, line.row, column)
        return agreed * 2 >= compared

    def _same(self, piece: Piece, row: Row, column: Column) -> bool:
        value = derive.derived_value(self._sheet, Key(self._form.id, row.code, column.code), row, column)
        if value is None:
            return not piece.text.strip("—-/")
        try:
            typed = quantity.plain_any(quantity.parse(piece.text.lstrip("+"), "", 4, signed=True))
        except RefusedError:
            return folded(piece.text) == folded(value)
        return typed == quantity.plain_any(quantity.parse(value, "", 4, signed=True))
