"""Lines of heads in a copied block: which of its columns is which of a table's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from jzdesk.models.form import Form
from jzdesk.models.layout import Table
from jzdesk.models.mapping.cumulative import named
from jzdesk.models.paste.clip import Clip, Piece
from jzdesk.models.paste.names import folded, is_total, listed, split_unit, unit_line
from jzdesk.models.period import Period

COLUMN, NAME, CODE, NUMBER, UNIT, TOTAL, OTHER = (
    "column", "name", "code", "number", "unit", "total", "other",
)  # fmt: skip
_HIGHEST = 3
_MARKS = set("甲乙丙丁")


@dataclass(frozen=True, slots=True)
class Aim:
    """What one copied column is: a `COLUMN` of the table (with the unit its head tells), or a stub."""

    kind: str
    column: str = ""
    unit: str = ""
    head: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """Lines of heads: how many rows they take, of which table, and what each column is."""

    height: int
    table: Table
    aims: tuple[Aim, ...]
    score: int


class Heads:
    """The names that a form's columns go by; `order` has the tables in the order they are preferred."""

    def __init__(self, form: Form, order: Sequence[Table], period: Period) -> None:
        self._books = [_Book(form, table, period) for table in order]
        self._stubs = {
            NAME: listed("name_heads") | {folded(form.stub)},
            CODE: listed("code_heads"),
            NUMBER: listed("number_heads"),
            UNIT: listed("unit_heads"),
        }

    def at(self, clip: Clip, start: int) -> Head | None:
        """Return the lines of heads that begin at a row; None where it is a row of figures or names."""
        if not self._promising(clip[start]):
            return None
        found: list[Head] = []
        for height in range(1, _HIGHEST + 1):
            rows = clip[start : start + height]
            if len(rows) < height or any(_has_figures(row) for row in rows):
                break
            named = _named(rows)
            found += [h for h in (self._read(book, named, height) for book in self._books) if h is not None]
        best = max((h.score for h in found), default=0)
        chosen = next((h for h in found if h.score == best), None)
        lone = best < 3 and any(is_total(p.text) for p in clip[start])
        return None if lone else chosen

    def marks(self, row: Sequence[Piece]) -> bool:
        """Tell whether a row numbers the columns: 甲 乙 1 2 3."""
        texts = [folded(p.text) for p in row if not p.empty]
        figures = [t for t in texts if t not in _MARKS]
        counted = figures == [str(n) for n in range(1, len(figures) + 1)]
        return bool(texts) and counted and (len(figures) < len(texts) or len(figures) > 2)

    def _promising(self, row: Sequence[Piece]) -> bool:
        if _has_figures(row):
            return False
        return any(self._known(folded(p.text)) for p in row if p.text)

    @cached_property
    def _all(self) -> frozenset[str]:
        names = frozenset[str]().union(*self._stubs.values())
        return names.union(*(book.names.keys() | book.groups for book in self._books))

    def _known(self, name: str) -> bool:
        if name in self._all or split_unit(name)[0] in self._all:
            return True
        return any(book.to_date(name) for book in self._books)

    def _read(self, book: _Book, named: Sequence[tuple[str, str]], height: int) -> Head | None:
        aims = [self._aim(book, name, group) for name, group in named]
        taken: set[str] = set()
        for place, aim in enumerate(aims):
            if aim.kind == COLUMN and aim.column in taken:  # the second of a name is another one's
                aims[place] = Aim(OTHER, head=aim.head)
            taken.add(aim.column)
        data = sum(a.kind == COLUMN for a in aims)
        stubs = sum(a.kind in {NAME, CODE, NUMBER, UNIT} for a in aims)
        return Head(height, book.table, tuple(aims), 2 * data + stubs) if data else None

    def _aim(self, book: _Book, name: str, group: str) -> Aim:
        told = name or group
        for text, unit in dict.fromkeys(((folded(name), ""), split_unit(name))):
            code = book.find(text, folded(group)) or book.find(text, split_unit(group)[0])
            if code:
                return Aim(COLUMN, code, unit or split_unit(group)[1], told)
        for kind, names in self._stubs.items():
            if folded(name) in names:
                return Aim(kind, head=told)
        code = book.to_date(name)
        if code:
            return Aim(COLUMN, code, split_unit(name)[1] or split_unit(group)[1], told)
        return Aim(TOTAL if is_total(name) else OTHER, head=told)


class _Book:
    """The heads of one table."""

    def __init__(self, form: Form, table: Table, period: Period) -> None:
        self.table = table
        self._form, self._period = form, period
        self.names: dict[str, list[str]] = {}
        self.groups = {folded(c.group) for c in table.columns if c.group}
        self._whole: dict[str, str] = {}
        for column in table.columns:
            name, group = folded(column.name), folded(column.group or "")
            self.names.setdefault(name, []).append(column.code)
            self._whole.setdefault(group + name, column.code)
        for column in table.columns:  # a block may call a column otherwise than the form does
            self.names.setdefault(folded(column.column.name), [column.code])

    def find(self, name: str, group: str) -> str:
        """Return the column of a head; empty where there is none, or several without a group."""
        if not name:
            return ""
        whole = self._whole.get(group + name) or self._whole.get(name)
        codes = self.names.get(name, [])
        return whole or (codes[0] if len(codes) == 1 else "")

    def to_date(self, name: str) -> str:
        """Return the column that adds up from the year's start, where a head says so in other words."""
        found = next((c for c in self.table.columns if c.column.computes == "ytd"), None)
        row = next((line.row for line in self.table.rows if line.row is not None), None)
        if found is None or row is None or not name:
            return ""
        primary = found.column.of or row.primary
        return found.code if named(name, self._form, found.code, primary, self._period) else ""


def _named(rows: Sequence[Sequence[Piece]]) -> list[tuple[str, str]]:
    """Return for each column its name (the lowest text) and the group above it."""
    filled = [_spread(row) if n < len(rows) - 1 else [p.text for p in row] for n, row in enumerate(rows)]
    named: list[tuple[str, str]] = []
    for column in range(len(rows[0])):
        texts = list(dict.fromkeys(row[column] for row in filled if row[column]))
        own = [row[column].text for row in rows if row[column].text]
        if not own:
            named.append(("", ""))
        elif filled[-1][column]:
            named.append((texts[-1], texts[-2] if len(texts) > 1 else ""))
        else:  # a name over several lines, as merged cells are copied without their span
            named.append((own[-1], ""))
    return named


def _spread(row: Sequence[Piece]) -> list[str]:
    """Carry a group's name over the columns that are empty behind it."""
    found: list[str] = []
    for piece in row:
        found.append(piece.text or (found[-1] if found else ""))
    return found


def _has_figures(row: Sequence[Piece]) -> bool:
    return any(p.exact or p.text.replace(",", "").replace(".", "").lstrip("-").isdecimal() for p in row)


def unit_told(row: Sequence[Piece]) -> str:
    """Return the unit that a line above a table tells, such as `单位：万元`."""
    texts = [p.text for p in row if not p.empty]
    return next((unit for unit in map(unit_line, texts) if unit), "") if len(texts) <= 3 else ""
