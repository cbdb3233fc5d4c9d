"""Which row of a form the row of a table is: by its code, else by its name and what it stands under."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from jzdesk.models.form import Block, Form, Row
from jzdesk.models.mapping import names
from jzdesk.models.sheet import Sheet

ROW, LIKE, NEW, NONE, SEVERAL, DOUBLE, TOTAL, BAND, OFF = (
    "row", "like", "new", "none", "several", "double", "total", "band", "off",
)  # fmt: skip
TAKEN = frozenset({ROW, LIKE, NEW, TOTAL})


@dataclass(frozen=True, slots=True)
class RowMatch:
    """What a row of a table is.

    `status` is `row`, `like` (by likeness of names), `new`, `none`, `several` (names of several rows),
    `double` (a row met before), `total` (a 合计), `band` (a heading) or `off` (left out by people).
    """

    status: str
    name: str = ""
    row: Row | None = None
    block: Block | None = None
    unit: str = ""

    @property
    def taken(self) -> bool:
        """Figures of the row are taken or compared."""
        return self.status in TAKEN and (self.row is not None or self.status == NEW)


@dataclass(frozen=True)
class Rows:
    """The rows of a form, by every name they are known under."""

    sheet: Sheet
    form: Form

    @cached_property
    def all(self) -> tuple[Row, ...]:
        """The office's rows in this period."""
        return self.sheet.rows(self.form.id)

    @cached_property
    def by_name(self) -> Mapping[str, tuple[Row, ...]]:
        """The rows by folded name."""
        found: dict[str, dict[str, Row]] = defaultdict(dict)
        for row in self.all:
            label = self.sheet.label(self.form, row)
            block = self.form.block(row.block)
            called = {row.name, label, *self._with_block(row, block)} - {""}
            for key in (k for one in called for k in self._keys(one)):
                found[key][row.code] = row
        return {key: tuple(rows.values()) for key, rows in found.items()}

    def _keys(self, name: str) -> tuple[str, ...]:
        """Return the forms of a name, also without the county's own in front of it."""
        county = self.sheet.catalogue.division(self.sheet.unit).name
        return tuple(dict.fromkeys((*names.keys(name), *names.keys(names.half(name).removeprefix(county)))))

    @staticmethod
    def _with_block(row: Row, block: Block) -> set[str]:
        inside = {row.label.rpartition("·")[2]} - {row.label}
        return {f"{one}{row.name}" for one in {*inside, block.title} if one}

    @cached_property
    def by_code(self) -> Mapping[str, Row]:
        """The rows by code in small letters."""
        return {names.half(row.code).lower(): row for row in self.all}

    @cached_property
    def groups(self) -> Mapping[str, Block]:
        """The blocks by the names they are known under."""
        found: dict[str, Block] = {}
        for block in self.form.blocks:
            labels = {
                r.label.rpartition("·")[2] for r in self.all if r.block == block.code and "·" in r.label
            }
            for key in (k for one in {block.title, *labels} for k in names.keys(one)):
                found.setdefault(key, block)
        return found

    @property
    def lists(self) -> tuple[Block, ...]:
        """The blocks to which the office may add rows."""
        kind, unit = self.sheet.period.kind, self.sheet.unit
        return tuple(
            b for b in self.form.blocks
            if b.template is not None and unit in b.template.scope and kind in b.template.frequencies
        )  # fmt: skip

    def knows(self, text: str) -> bool:
        """Tell whether a text names a row."""
        return any(key in self.by_name for key in self._keys(text))

    def is_code(self, text: str) -> bool:
        """Tell whether a text is a row's code."""
        return names.half(text).lower() in self.by_code

    def is_group(self, text: str) -> bool:
        """Tell whether a text names a block."""
        return self.group(text) is not None

    def group(self, text: str) -> Block | None:
        """Return the block that a text names."""
        return next((self.groups[key] for key in names.keys(text) if key in self.groups), None)

    def match(self, name: str, code: str, group: Block | None, wanted: Collection[str]) -> RowMatch:
        """Return the row that is meant; of several of one name the one under `group` with cells `wanted`."""
        unit = names.unit_in(name)
        exact = self.by_code.get(names.half(code).lower()) if code else None
        if exact is not None:
            return RowMatch(ROW, name, exact, unit=unit)
        if is_total(name):
            return RowMatch(TOTAL, name, self._total(group), unit=unit)
        for key in self._keys(name):
            fitting = self._fitting(self.by_name.get(key, ()), group, wanted)
            if len(fitting) == 1:
                return RowMatch(TOTAL if fitting[0].derived else ROW, name, fitting[0], unit=unit)
            if fitting:
                return RowMatch(SEVERAL, name, unit=unit)
        like = next(filter(None, (names.most_like(key, self.by_name) for key in self._keys(name))), None)
        fitting = self._fitting(self.by_name.get(like or "", ()), group, wanted)
        if len(fitting) == 1:
            return RowMatch(LIKE, name, fitting[0], unit=unit)
        return RowMatch(NONE, name, unit=unit)

    def _fitting(self, rows: Collection[Row], group: Block | None, wanted: Collection[str]) -> list[Row]:
        under = [r for r in rows if group is None or r.block == group.code]
        with_cells = [r for r in under or rows if not wanted or set(wanted) & set(r.columns)]
        own = [r for r in with_cells if not r.derived]
        return own or with_cells

    def _total(self, group: Block | None) -> Row | None:
        """Return the form's own 合计 over everything, or over a block."""
        found = [r for r in self.all if r.sums == ("*",) and not r.where and is_total(r.name)]
        return next((r for r in found if group is None or r.block == group.code), None)


def is_total(name: str) -> bool:
    """Tell whether a name is that of a 合计."""
    return names.fold(name) in names.words("total")
