"""The values a catalogue is made of: divisions, forms with blocks, rows and columns, own rows, rules."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from jzdesk.models.period import Period
from jzdesk.records import dataclass, field, replace

CITY = "410800"


@dataclass(frozen=True, slots=True)
class Division:
    """One reporting office's area; `kind` is `city`, `district`, `county` or `zone`.

    `within` is the code of the office in whose area it manages towns.
    """

    code: str
    name: str
    kind: str
    office: str
    within: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of an enumeration: a stable code and the word people see."""

    code: str
    word: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a form.

    `kind` is `number`, `text`, `enum`, `date` or `month`. `unit`, `decimals` and `behaviour` left out
    are those of the row. A `standing` fact is looked up from the newest earlier period that has it; a
    `locked` one belongs to the plan or the city in rows that are theirs, a `city` one in all rows.
    `derived` columns name what they compute (`computes`), from the row's primary column unless `of`
    names another. `standing` is empty, `always`, `year` for facts that hold until the year ends, or
    `settled` for what stays as it was said once the row is settled: the form's column with `settled`
    options then holds one of them. `part` says on which sheet of a wide paper form the column stands
    (0: the first); `width` is in millimetres. `names` says of what kind the names in it are (such as
    `enterprise`), `codes` whose codes: those used before are offered while one types.
    """

    code: str
    name: str
    kind: str
    frequencies: tuple[str, ...]
    unit: str | None = None
    decimals: int | None = None
    behaviour: str | None = None
    options: tuple[Option, ...] = ()
    group: str | None = None
    required: bool = True
    standing: str = ""
    settled: tuple[str, ...] = ()
    locked: bool = False
    city: bool = False
    signed: bool = False
    computes: str | None = None
    of: str | None = None
    part: int = 0
    width: float = 18.0
    stub: bool = False
    names: str = ""
    codes: str = ""

    @property
    def derived(self) -> bool:
        """The column is computed, never entered."""
        return self.computes is not None

    def fixed_in(self, row: Row) -> bool:
        """Tell whether the cell in `row` belongs to the plan or the city."""
        return self.city or (self.locked and row.origin != "office") or self.code in row.given

    def word(self, code: str) -> str:
        """Return the word of an option's code (the code itself when it is not one of ours)."""
        for option in self.options:
            if option.code == code:
                return option.word
        return code

    def option(self, word: str) -> str | None:
        """Return the code of the option shown as `word`."""
        return next((o.code for o in self.options if o.word == word), None)


@dataclass(frozen=True, slots=True)
class Allotted:
    """What the city has given one office of a thing: from which day on (ISO; empty: ever), in what words."""

    unit: str
    since: str
    name: str
    given: Mapping[str, str]

    def holds(self, period: Period) -> bool:
        """Tell whether it is in force when a period ends."""
        return self.since <= period.last_day.isoformat()


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a form for one office.

    `name` stands in the form, `label` also names the block and is used in sentences. `columns` are the
    codes it takes, `primary` the one that comparisons are about (with its own unit and decimals);
    `given` holds what plan or city have fixed (text as in files). A `sums` row is a 合计: the codes of
    the rows it adds up, or `*` for all others of its block; `where` narrows them to those whose cells
    hold one of the options named, by column. `recurs` is `year`, `half` or `quarter` for a task that
    is to be done again in each. `role` and `block_role` say what row and block are to charts, report and
    judgement (see `Form`). Figures from before the year `broken` mean something else. `scope` are the
    offices that have it at some time; `allotted` is what the city has given each, and `planned_for` whose
    it is by the plan alone, before that is in force.
    """

    code: str
    name: str
    unit: str
    frequencies: tuple[str, ...]
    behaviour: str
    decimals: int
    scope: tuple[str, ...]
    block: str
    columns: tuple[str, ...]
    label: str
    primary: str = ""
    primary_unit: str = ""
    primary_decimals: int = 0
    ref: str | None = None
    origin: str = "plan"
    sums: tuple[str, ...] = ()
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    given: Mapping[str, str] = field(default_factory=dict)
    indicator: str | None = None
    definition: str | None = None
    adds: str = "sum"
    recurs: str = ""
    allotted: tuple[Allotted, ...] = ()
    planned_for: tuple[str, ...] = ()
    stub: str = ""
    role: str = ""
    block_role: str = ""
    broken: int = 0

    @property
    def derived(self) -> bool:
        """The row is a 合计."""
        return bool(self.sums)

    def opened(self, code: str, unit: str) -> Row:
        """Return the row that an office opens by this template.

        A list has dozens of them and every look at a content asks for them; `replace` would take four times
        as long, as it says each field to a constructor.
        """
        row = object.__new__(Row)
        for name in Row.__slots__:
            object.__setattr__(row, name, getattr(self, name))
        for name, own in (("code", code), ("scope", (unit,)), ("origin", "office")):
            object.__setattr__(row, name, own)
        return row

    def at(self, unit: str, period: Period) -> Row | None:
        """Return the row as an office has it in a period, in the words the city gave it; None for not at all.

        What stands under the whole city by the plan is nobody else's until the city allots it, and the city's
        no more from then on.
        """
        if not self.allotted:
            return self if unit in self.scope else None
        held = [one for one in self.allotted if one.holds(period)]
        mine = next((one for one in held if one.unit == unit), None)
        if mine is None:
            away = bool(held) and self.planned_for == (CITY,)
            return self if unit in self.planned_for and not away else None
        if not mine.name:
            return replace(self, given={**self.given, **mine.given})
        given = {**self.given, **mine.given, self.stub: mine.name}
        return replace(self, name=mine.name, label=mine.name, given=given)


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a form under one heading; `listed` ones take rows of the office's own.

    `heads` are the names its columns have here where the form's own name is too general. A row of its
    own ends when the date in its column `ends` lies before the period: it is kept, and asked no more.
    """

    code: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    listed: bool = False
    template: Row | None = None
    prefix: str = "X"
    heads: Mapping[str, str] = field(default_factory=dict)
    ends: str = ""
    role: str = ""


@dataclass(frozen=True)
class Form:
    """One form: its blocks of rows and its columns in the order of the paper.

    `role` says what the form is to charts, report, publication and evaluation, whatever a plan calls it: a
    catalogue states it where it is not the form's own id (`resources/plan/README.md` lists the roles).
    `lines` says of what kind the names in its 底稿 are, as a column's `names` does. `scheme` holds 制定机关,
    文号 and 有效期至 once the city has set them.
    """

    id: str
    number: str
    title: str
    short: str
    frequencies: tuple[str, ...]
    list: bool
    unit_of_measure: str
    blocks: tuple[Block, ...]
    columns: tuple[Column, ...]
    notes: tuple[str, ...] = ()
    stub: str = ""
    codes_shown: bool = False
    lines: str = ""
    scheme: Mapping[str, str] = field(default_factory=dict)
    role: str = ""

    def column(self, code: str) -> Column | None:
        """Return the column named `code`."""
        return self._columns.get(code)

    @cached_property
    def _columns(self) -> dict[str, Column]:
        return {column.code: column for column in self.columns}

    @cached_property
    def stub_column(self) -> Column | None:
        """The column in which the office writes what its own rows are called; None where there is none."""
        return next((column for column in self.columns if column.stub), None)

    @cached_property
    def shared_names(self) -> frozenset[str]:
        """The names that more than one column bears."""
        names = [column.name for column in self.columns]
        return frozenset(name for name in names if names.count(name) > 1)

    def block(self, code: str) -> Block:
        """Return the block named `code`."""
        return self._blocks[code]

    @cached_property
    def _blocks(self) -> dict[str, Block]:
        return {block.code: block for block in reversed(self.blocks)}

    def block_as(self, role: str) -> Block | None:
        """Return the block with a role; None where the form has none."""
        return next((b for b in self.blocks if b.role == role), None)

    def row_as(self, role: str) -> Row | None:
        """Return the catalogue's row with a role; None where the form has none."""
        return next((r for r in self.rows if r.role == role), None)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """All rows that come with the catalogue."""
        return tuple(row for block in self.blocks for row in block.rows)

    def row(self, code: str) -> Row | None:
        """Return the row named `code` that comes with the catalogue."""
        return self._by_code.get(code)

    @cached_property
    def _by_code(self) -> dict[str, Row]:
        return {row.code: row for row in reversed(self.rows)}

    def due(self, kind: str) -> bool:
        """Tell whether the form is filled in periods of this kind."""
        return kind in self.frequencies


@dataclass(frozen=True, slots=True)
class OwnRow:
    """A row the office added itself; its facts stand in its cells."""

    form: str
    code: str
    block: str
    since: Period
    until: Period | None = None

    def stands_in(self, period: Period) -> bool:
        """Tell whether the row is in a period: from its first one on, and into any that contains its last."""
        return self.since <= period and (self.until is None or period.first_day <= self.until.last_day)


@dataclass(frozen=True, slots=True)
class Rule:
    """One check: `kind` names the code, `params` what it is applied to.

    `printed` ones stand at the foot of their form as 本表主要审核关系.
    """

    number: str
    form: str
    severity: str
    kind: str
    wording: str
    remedy: str
    since: str
    trial: bool
    frequencies: tuple[str, ...]
    params: Mapping[str, Any]
    printed: bool = True

    def holds(self, period: Period) -> bool:
        """Tell whether the rule is in force in a period."""
        return period.kind in self.frequencies and Period.parse(self.since).first_day <= period.first_day


MANDATORY = "强制性"
PLAUSIBILITY = "核实性"
