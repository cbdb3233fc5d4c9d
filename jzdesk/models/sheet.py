"""One office's period with its neighbours' figures inside: the one argument of derive, checks and to-do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from jzdesk.errors import RefusedError, UsageError
from jzdesk.models.entry import EMPTY, Cell, Key, Origin, Stamp
from jzdesk.models.layout import Layout, lay_out, row_label
from jzdesk.models.period import KINDS, Period
from jzdesk.records import dataclass, field, replace
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.models.catalogue import Catalogue
    from jzdesk.models.form import Column, Form, OwnRow, Row
    from jzdesk.models.lines import Line
    from jzdesk.models.waiver import Waiver


@dataclass(frozen=True)
class Explanation:
    """An explanation as stored: of which rule and cells, and the figures it was given for."""

    rule: str
    keys: tuple[Key, ...]
    text: str
    figures: str


@dataclass(frozen=True)
class Sheet:
    """What one office has entered for one period, and what it entered before.

    `earlier` holds the cells of every period before this one (of any kind), including the quarters
    inside a half-year or year; `earlier_nil` the forms declared 零报告 then; `lines` the 底稿 behind
    this period's figures, `stamps` the day and reason of each stage of a yearly figure, `origins`
    where figures come from, as said in each period, `waived` by number the rules that need not be kept now;
    `unlocked` the cells that may still be filled although the period is locked, because they were signed as
    暂缺, and `signed_rows` the office's own rows it was signed with (None for an open one), whatever came
    since. Rows are those of the catalogue in force for the period.
    """

    catalogue: Catalogue
    unit: str
    period: Period
    cells: Mapping[Key, Cell]
    earlier: Mapping[Period, Mapping[Key, Cell]] = field(default_factory=dict)
    own: tuple[OwnRow, ...] = ()
    nil: frozenset[str] = frozenset()
    explanations: tuple[Explanation, ...] = ()
    earlier_nil: Mapping[Period, frozenset[str]] = field(default_factory=dict)
    lines: Mapping[Key, tuple[Line, ...]] = field(default_factory=dict)
    stamps: Mapping[Period, Mapping[Key, Stamp]] = field(default_factory=dict)
    origins: Mapping[Period, Mapping[Key, Origin]] = field(default_factory=dict)
    unlocked: frozenset[Key] = frozenset()
    signed_rows: frozenset[tuple[str, str]] | None = None
    waived: Mapping[str, Waiver] = field(default_factory=dict)

    @property
    def backfilled(self) -> bool:
        """The period is 历史补录."""
        return self.catalogue.backfilled(self.period)

    def with_cells(self, cells: Mapping[Key, Cell]) -> Sheet:
        """Return the sheet with other cells in this period: what none of them decides is not found anew."""
        made = replace(self, cells=cells)
        kept = {"_frame": self._frame, **vars(self)}
        vars(made).update((name, kept[name]) for name in kept.keys() & _LASTING)
        return made

    def frame_of(self, other: Sheet) -> bool:
        """Tell whether the other sheet stands in this one's frame: the two differ in nothing but cells."""
        return self._frame is other._frame

    @cached_property
    def _frame(self) -> object:
        """What all sheets have in common that were made of each other by `with_cells`."""
        return object()

    @cached_property
    def forms(self) -> tuple[Form, ...]:
        """The forms this office fills in this period: those with rows, and lists it may add to."""
        return tuple(
            f for f in self.catalogue.forms
            if f.due(self.period.kind) and (self.rows(f.id) or self._may_add(f))
        )  # fmt: skip

    @property
    def asks_anything(self) -> bool:
        """Tell whether this office fills any form; where it may add to one, no row is made to know."""
        due = (f for f in self.catalogue.forms if f.due(self.period.kind))
        return any(self._may_add(f) or self.rows(f.id) for f in due)

    def asks(self, form_id: str) -> bool:
        """Tell whether this office fills a form in this period, in whatever words of the day it is told."""
        return any(form.id == form_id for form in self.forms)

    def _may_add(self, form: Form) -> bool:
        return any(
            b.template is not None
            and self.unit in b.template.scope
            and self.period.kind in b.template.frequencies
            for b in form.blocks
        )

    @cached_property
    def _rows(self) -> dict[str, tuple[Row, ...]]:
        return {
            f.id: tuple(
                row
                for row in self.catalogue.rows(f, self.unit, self.period, self.own)
                if not self._ended(f, row) and self._was_signed(f, row)
            )
            for f in self.catalogue.forms
        }

    def _ended(self, form: Form, row: Row) -> bool:
        """Tell whether an earlier period has written the date on which a row of the office's own ended."""
        column = form.column(form.block(row.block).ends)
        if column is None or row.origin != "office":
            return False
        ended = self._carried(self.period, Key(form.id, row.code, column.code)).value
        return isinstance(ended, str) and ended < self.period.first_day.isoformat()

    def _was_signed(self, form: Form, row: Row) -> bool:
        """Tell whether a locked period has a row: one added late would stand blank, and locked."""
        return self.signed_rows is None or row.origin != "office" or (form.id, row.code) in self.signed_rows

    @cached_property
    def _row_index(self) -> dict[tuple[str, str], Row]:
        return {(form, row.code): row for form, rows in self._rows.items() for row in rows}

    def rows(self, form_id: str) -> tuple[Row, ...]:
        """Return the form's rows for this office and period, in the order of the paper."""
        return self._rows.get(form_id, ())

    def layout(self, form: Form) -> Layout:
        """Return how a form lies before the office in this period; laid out once."""
        if form.id not in self._layouts:
            self._layouts[form.id] = lay_out(form, self.period, self.rows(form.id))
        return self._layouts[form.id]

    @cached_property
    def _layouts(self) -> dict[str, Layout]:
        return {}

    def row(self, form_id: str, code: str) -> Row | None:
        """Return one row, or None when the office has none of that code in this period."""
        return self._row_index.get((form_id, code))

    def row_as(self, form_id: str, role: str) -> Row | None:
        """Return the row of a form with a role (`models.roles`)."""
        return next((row for row in self.rows(form_id) if row.role == role), None)

    def place(self, key: Key) -> tuple[Form, Row, Column]:
        """Return form, row and column of a key that has a cell here.

        Raises `UsageError` for what is in no catalogue, `RefusedError` for a cell that exists
        elsewhere: another office's row, or another kind of period.
        """
        form, column = self.catalogue.find(key)
        row = self.row(key.form, key.row)
        if row is None:
            raise self._missing(form, key, column)
        if column.code not in row.columns:
            raise RefusedError(say("models.catalogue.no_cell", row=self.label(form, row), column=column.name))
        if self.period.kind not in column.frequencies:
            raise self._wrong_kind(form, row, column)
        return form, row, column

    def _missing(self, form: Form, key: Key, column: Column) -> RefusedError | UsageError:
        added = next((o for o in self.own if (o.form, o.code) == (key.form, key.row)), None)
        if added is not None:
            return RefusedError(
                say("models.catalogue.own_not_yet", form=form.title, row=key.row, period=self.period.title)
            )
        known = next((r for r in form.rows if r.code == key.row), None)
        if known is None:
            return UsageError(say("models.catalogue.no_row", form=form.title, row=key.row))
        if self.unit not in known.scope:
            name = self.catalogue.division(self.unit).name
            return RefusedError(
                say("models.catalogue.not_yours", form=form.title, row=known.label, unit=name)
            )
        if known.at(self.unit, self.period) is None:
            return RefusedError(
                say(
                    "models.catalogue.not_in_force",
                    form=form.title,
                    row=known.label,
                    period=self.period.title,
                )
            )
        if known.derived and self.period.kind in known.frequencies:
            return RefusedError(say("models.catalogue.no_parts", form=form.title, row=known.label))
        return self._wrong_kind(form, known, column)

    def _wrong_kind(self, form: Form, row: Row, column: Column) -> RefusedError:
        """Return the refusal of a cell that this kind of period lacks; it names the kinds that have it."""
        kinds = [k for k in KINDS if k in row.frequencies and k in column.frequencies]
        called = self.label(form, row)
        if not kinds or column.code not in row.columns:
            return RefusedError(say("models.catalogue.no_cell", row=called, column=column.name))
        words = "、".join(say(f"models.catalogue.kind_{k}") for k in kinds)
        period = say(f"models.catalogue.kind_{self.period.kind}")
        return RefusedError(
            say("models.catalogue.not_in_period", period=period, row=called, column=column.name, kinds=words)
        )

    def label(self, form: Form, row: Row) -> str:
        """Return how sentences call a row; the office's own by the name entered."""

        def name(key: Key) -> str | None:
            column = form.column(key.column)
            value = self.cell(key, row, column).value if column else None
            return value if isinstance(value, str) else None

        return row_label(row, name, form)

    def columns(self, form: Form, row: Row) -> tuple[Column, ...]:
        """Return the columns in which `row` has cells in this period."""
        return self.catalogue.columns(form, row, self.period)

    def spots(self, form: Form, row: Row) -> Mapping[str, tuple[Column, Key]]:
        """Return where `row` has cells in this period: columns and keys by the columns' codes."""
        place = form.id, row.code
        found = self._spots.get(place)
        if found is None:
            columns = self.columns(form, row)
            found = self._spots[place] = {c.code: (c, Key(form.id, row.code, c.code)) for c in columns}
        return found

    @cached_property
    def _spots(self) -> dict[tuple[str, str], Mapping[str, tuple[Column, Key]]]:
        return {}

    def cell(self, key: Key, row: Row, column: Column) -> Cell:
        """Return what stands in a cell: what plan or city gave, what was entered, or a standing fact."""
        entered = self.cells.get(key, EMPTY)
        if column.code in row.given or (column.standing and entered.open):
            return self.cell_at(self.period, key, row, column)
        return entered

    def cell_at(self, period: Period, key: Key, row: Row, column: Column) -> Cell:
        """Return what stood in a cell in this or an earlier period, as `cell` does for this one."""
        entered = self.at(period).get(key, EMPTY)
        given = row.given.get(column.code) if row.given else None
        if given is not None:
            return Cell(Decimal(given) if column.kind == "number" else given, note=entered.note)
        if entered.open and column.standing:
            carried = self._stands(period, key, row, column)
            same = carried.note == entered.note
            return carried if same else Cell(carried.value, carried.blank, entered.note)
        return entered

    def _stands(self, period: Period, key: Key, row: Row, column: Column) -> Cell:
        """Return what an earlier period has said that still holds."""
        if column.standing != "settled":
            return self._carried(period, key, "year" if column.standing == "year" else "")
        said = self._carried(period, key, row.recurs)
        if column.settled:
            return said if said.value in column.settled else EMPTY
        return said if self._settled(period, key, row) else EMPTY

    def _settled(self, period: Period, key: Key, row: Row) -> bool:
        """Tell whether the column of the form that settles a row says so in `period`."""
        judges = (c for c in self.catalogue.form(key.form).columns if c.settled)
        return any(
            self.cell_at(period, Key(key.form, key.row, c.code), row, c).value in c.settled for c in judges
        )

    def _carried(self, period: Period, key: Key, within: str = "") -> Cell:
        """Return what was last said of a standing fact before `period`.

        `within` (`quarter`, `half`, `year`) looks no further back than the start of the one `period` ends in.
        What is still owed is not carried: it is asked for again.
        """
        kept = self._said.setdefault(within, {}) if period is self.period else {}
        if key not in kept:
            kept[key] = self._last_said(period, key, within)
        return kept[key]

    @cached_property
    def _said(self) -> dict[str, dict[Key, Cell]]:
        return {}

    def _last_said(self, period: Period, key: Key, within: str) -> Cell:
        for known, cells in self._before(period):
            if within and known.inside(within) != period.inside(within):
                continue
            found = cells.get(key)
            if found is not None and not found.open:
                return EMPTY if found.owed else found
        return EMPTY

    def _before(self, period: Period) -> tuple[tuple[Period, Mapping[Key, Cell]], ...]:
        """Return the periods before this one with their cells, the newest first; put in order once."""
        if period is self.period:
            return self.before
        found = self._in_order.get(period)
        if found is None:
            found = tuple((known, self.earlier[known]) for known in self.newest_first if known < period)
            self._in_order[period] = found
        return found

    @cached_property
    def before(self) -> tuple[tuple[Period, Mapping[Key, Cell]], ...]:
        """The periods before this one with their cells, the newest first."""
        return tuple((known, self.earlier[known]) for known in self.newest_first if known < self.period)

    @cached_property
    def _in_order(self) -> dict[Period, tuple[tuple[Period, Mapping[Key, Cell]], ...]]:
        return {}

    def as_of(self, period: Period) -> Sheet:
        """Return the sheet as it lay before the office at the end of this or an earlier period."""
        if period == self.period:
            return self
        if period not in self._then:
            before = {p: cells for p, cells in self.earlier.items() if p < period}
            nil = self.earlier_nil.get(period, frozenset())
            cells = self.earlier.get(period, {})
            self._then[period] = replace(
                self,
                period=period,
                cells=cells,
                earlier=before,
                nil=nil,
                unlocked=frozenset(),
                signed_rows=None,
            )
        return self._then[period]

    @cached_property
    def _then(self) -> dict[Period, Sheet]:
        """The sheets of earlier periods; each is made once, as its rows are dear."""
        return {}

    @cached_property
    def newest_first(self) -> tuple[Period, ...]:
        """The earlier periods, the newest first."""
        return tuple(sorted(self.earlier, reverse=True))

    def stamp(self, key: Key) -> Stamp | None:
        """Return when and why a stage of this period was entered."""
        return self.stamps.get(self.period, {}).get(key)

    def origin(self, key: Key) -> Origin:
        """Return where a figure comes from: what was last said of it, in this period or one before."""
        said = [p for p, cells in self.origins.items() if key in cells and p.last_day <= self.period.last_day]
        return self.origins[max(said, key=_at_the_end)][key] if said else Origin()

    def since(self, key: Key) -> Period | None:
        """Return the first period of a row the office added itself; None for all others."""
        return next((o.since for o in self.own if (o.form, o.code) == (key.form, key.row)), None)

    def at(self, period: Period) -> Mapping[Key, Cell]:
        """Return the cells of this or an earlier period as they were entered."""
        if period is self.period:
            return self.cells
        earlier = self.earlier.get(period)
        if earlier is None:
            return self.cells if period == self.period else {}
        return earlier

    @cached_property
    def first(self) -> Period:
        """The first period of this kind for which anything was entered (this one when none was)."""
        kinds = [p for p, cells in self.earlier.items() if p.kind == self.period.kind and cells]
        return min([*kinds, self.period])

    def nothing_in(self, form_id: str, period: Period) -> bool:
        """Tell whether a form was declared 零报告 in this or an earlier period."""
        declared = self.nil if period == self.period else self.earlier_nil.get(period, frozenset())
        return form_id in declared

    def locked(self, row: Row, column: Column) -> bool:
        """Tell whether the cell belongs to the plan or the city."""
        return column.fixed_in(row)


_LASTING = frozenset(
    {
        "_frame", "_layouts", "forms", "_rows", "_row_index", "_spots", "_in_order", "_said", "_then",
        "before", "newest_first", "first",
    }
)  # fmt: skip
"""What a sheet has found of its rows and of earlier periods, which no cell of its own period decides."""


def _at_the_end(period: Period) -> tuple[date, Period]:
    return period.last_day, period
