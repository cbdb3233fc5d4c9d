"""Lines of a copied block: which row of a form each is, by code, name or 行次, or by where it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jzdesk.models.form import Block, Form, Row
from jzdesk.models.layout import LayoutRow, Table
from jzdesk.models.paste.names import bare, folded, is_total
from jzdesk.models.sheet import Sheet

ROW, NEW, SUM, BAND, EMPTY, UNKNOWN, SEVERAL, BEYOND = (
    "row", "new", "sum", "band", "empty", "unknown", "several", "beyond",
)  # fmt: skip
_BRACKET = re.compile(r"\([^()]*\)$")


@dataclass(frozen=True, slots=True)
class Line:
    """What one copied line is: a row of the form, a new one of a `block`, a 合计, or why it is none."""

    kind: str
    name: str = ""
    row: Row | None = None
    block: str = ""
    others: tuple[str, ...] = ()


class Rows:
    """The rows of one table by every name they go by."""

    def __init__(self, sheet: Sheet, form: Form, table: Table) -> None:
        self.table = table
        self._sheet, self._form = sheet, form
        self.lines = [line for line in table.rows if line.row is not None]
        self._names: dict[str, list[Row]] = {}
        self._codes: dict[str, Row] = {}
        self._numbers: dict[str, Row] = {}
        for line in self.lines:
            self._learn(line)
        self._blocks = {bare(form.block(code).title): code for code in table.blocks if form.block(code).title}

    def _learn(self, line: LayoutRow) -> None:
        row = line.row
        if row is None:
            return
        label = self._sheet.label(self._form, row)
        for name in {folded(n) for n in (label, row.label, row.name) if n} | {bare(row.name), bare(label)}:
            self._names.setdefault(name, []).append(row)
        self._codes[folded(row.code)] = row
        self._numbers[line.number.lstrip("0")] = row

    @property
    def open_block(self) -> Block | None:
        """The only block of the table that takes rows of the office's own."""
        blocks = (self._form.block(code) for code in self.table.blocks)
        unit, kind = self._sheet.unit, self._sheet.period.kind
        lists = [
            b for b in blocks
            if b.template is not None and unit in b.template.scope and kind in b.template.frequencies
        ]  # fmt: skip
        return lists[0] if len(lists) == 1 else None

    def block_named(self, text: str) -> str:
        """Return the block that a band's or a group's name is of; empty for none."""
        name = bare(text)
        if len(name) < 2:
            return ""
        return next((code for title, code in self._blocks.items() if title.startswith(name)), "")

    def by_code(self, text: str) -> Row | None:
        """Return the row of a code."""
        return self._codes.get(folded(text))

    def by_number(self, text: str) -> Row | None:
        """Return the row of a 行次."""
        return self._numbers.get(folded(text).lstrip("0"))

    def named(self, text: str) -> list[Row]:
        """Return the rows of a name: as it is, without its numbering, without what stands in brackets."""
        for name in dict.fromkeys((folded(text), bare(text), _BRACKET.sub("", bare(text)))):
            if name in self._names:
                return self._names[name]
        return []

    def find(self, text: str, block: str, here: str) -> Line:
        """Return the row a name is of; of several the one in `block`, or in the cursor's block `here`."""
        found = self.named(text)
        for wanted in (block, here):
            inside = [row for row in found if row.block == wanted]
            if wanted and len(found) > 1 and inside:
                found = inside
        if len(found) > 1:
            return Line(SEVERAL, text, others=tuple(f"{row.label}（{row.code}）" for row in found))
        if found:
            return Line(SUM if found[0].derived else ROW, text, found[0])
        return Line(SUM, text) if is_total(text) else Line(UNKNOWN, text)

    def from_here(self, row: str) -> list[Row]:
        """Return the rows that may be typed in, from the cursor's on; all where it is in none."""
        rows = [line.row for line in self.lines if line.row is not None and not line.row.derived]
        at = next((n for n, one in enumerate(rows) if one.code == row), 0)
        return rows[at:]


def known_share(rows: Rows, texts: Sequence[str]) -> tuple[int, int]:
    """Return how many of a column's texts are names of rows, and how many texts there are."""
    given = [text for text in texts if text]
    return sum(bool(rows.named(text)) for text in given), len(given)
