"""What is made public by name: projects, reductions, enterprises with a card, black waters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from jzdesk.models import roles
from jzdesk.models.entry import Key
from jzdesk.models.form import Form, Row
from jzdesk.models.publication import MARKS, Head, Table, may_be_named, name_of, said
from jzdesk.models.published_tables import Base, Line, listed, word
from jzdesk.models.snapshot import Frozen

Columns = tuple[tuple[str, float, str], ...]
"""A list's columns: code, width in millimetres and alignment."""


@dataclass
class Named(Base):
    """A list of single things by name: those that may be named go out, the others stay in by name.

    An office's later period says what stands of its rows.
    """

    form: str = ""
    kind: str = ""
    code: str = ""
    columns: Columns = ()
    blocks: tuple[str, ...] = ()
    every: bool = False
    """Keep what an office's later periods no longer list."""
    lines: dict[str, dict[str, Line]] = field(default_factory=dict)
    kept: dict[str, dict[str, tuple[str, str]]] = field(default_factory=dict)
    words: dict[str, dict[str, str]] = field(default_factory=dict)

    def take(self, frozen: Frozen, form: Form) -> None:
        """Take an office's list."""
        rows = listed(frozen, form)
        self.roll.take(frozen, nothing=not rows)
        if not self.every:
            self._forget(frozen.unit)
        for row in rows:
            self.lines.setdefault(frozen.unit, {}).pop(row.code, None)
            self.kept.setdefault(frozen.unit, {}).pop(row.code, None)
            self.words.setdefault(frozen.unit, {}).pop(row.code, None)
            if may_be_named(frozen, form, row):
                cells = (said(frozen, form, row, c, self.watch) for c, _, _ in self.columns)
                self.lines[frozen.unit][row.code] = tuple(cells)
                self.words[frozen.unit][row.code] = self._sort_of(frozen, form, row)
            else:
                told = frozen.value(Key(form.id, row.code, MARKS[form.role]))
                why = word(f"unmarked.{form.role}.{'no' if told else 'open'}")
                self.kept[frozen.unit][row.code] = (frozen.label(form, row), why)

    def _forget(self, unit: str) -> None:
        for book in (self.lines, self.kept, self.words):
            book.pop(unit, None)

    def _sort_of(self, frozen: Frozen, form: Form, row: Row) -> str:
        """Return the word by which the rows are counted."""
        column = form.column({roles.CARDS: "card", roles.BLACKWATER: "stage"}.get(form.role, ""))
        found = None if column is None else frozen.value(Key(form.id, row.code, column.code))
        return "" if column is None or found is None else column.word(found)

    def table(self) -> Table:
        """Return the table; what stays in is noted now, when it is known what the last period said."""
        for unit, found in self.kept.items():
            for name, why in found.values():
                self.watch.keep("single", name_of(self.roll.catalogue, unit), name, why)
        heads = (*self.place_head(), *(self._head(*column) for column in self.columns))
        rows = [
            (*self.place(unit), *line) for unit in self.roll.units
            for line in self.lines.get(unit, {}).values()
        ]  # fmt: skip
        title = word(f"table.{self.code}")
        notes = self._counts(len(rows)) + self.roll.notes(nothing=word(f"nothing.{self.form}"))
        return Table(self.code, self.scheme.id, title, heads, tuple(rows), tuple(notes))

    def _head(self, code: str, width: float, align: str) -> Head:
        form = self.scheme
        column = form.column(code)
        name = code if column is None else column.name
        group = "" if column is None else column.group or ""
        if code == "ytd":
            name, group = word("done_in_year"), ""
        short = {"deadline": "整改", "progress": "整改", "monitor": "监测"}
        if column is not None and column.kind == "number" and form.role != roles.BLACKWATER:
            name = word("with_unit", name=name, unit=column.unit or form.unit_of_measure)
        elif column is not None and column.unit:
            name = word("with_unit", name=name, unit=column.unit)
        return Head(f"{group}{name}" if code in short else name, width, align)

    def _counts(self, number: int) -> list[str]:
        counts = Counter(w for found in self.words.values() for w in found.values() if w)
        if not counts:
            return []
        told = "，".join(word(f"count_of.{self.form}", name=name, n=n) for name, n in counts.items())
        return [word(f"counts.{self.form}", n=number, told=told)]


PROJECTS = (
    ("name", 56, "l"), ("category", 34, "l"), ("responsible", 30, "l"), ("planned", 22, "r"),
    ("ytd", 22, "r"), ("since_start", 22, "r"), ("stage", 14, "c"), ("percent", 14, "r"),
    ("progress", 40, "l"),
)  # fmt: skip
REDUCTIONS = (
    ("name", 56, "l"), ("location", 44, "l"), ("type", 14, "c"), ("measure", 50, "l"), ("level", 12, "c"),
    ("plan_month", 28, "c"), ("actual_month", 28, "c"),
)  # fmt: skip
CARD = (
    ("name", 36, "l"), ("credit", 34, "c"), ("card", 12, "c"), ("pollutants", 28, "l"),
    ("monitored", 25, "c"), ("monitor", 20, "l"), ("cause", 30, "l"), ("measure", 16, "c"),
    ("document", 26, "l"), ("published", 25, "c"), ("deadline", 25, "c"), ("progress", 30, "l"),
    ("removed", 25, "c"),
)  # fmt: skip
BLACK = (
    ("name", 34, "l"), ("reach", 32, "l"), ("kind", 12, "c"), ("length", 14, "r"), ("area", 18, "r"),
    ("level", 12, "c"), ("limit", 18, "c"), ("responsible", 20, "l"), ("measures", 42, "l"),
    ("quality", 26, "l"), ("stage", 18, "c"),
)  # fmt: skip


def unused(shown: Mapping[str, Sequence[str]], form: Form) -> list[str]:
    """Return the names of a form's columns of text that no table shows."""
    texts = (c for c in form.columns if c.kind == "text" and not c.derived)
    return [c.name for c in texts if c.code not in shown.get(form.role, ())]
