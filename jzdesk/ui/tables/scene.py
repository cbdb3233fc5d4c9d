"""All that one form's tables are painted from."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from jzdesk.desk.cell_states import Mark, States, states_of
from jzdesk.models.layout import row_label, stub_key
from jzdesk.records import dataclass, field

if TYPE_CHECKING:
    from jzdesk.models.entry import Cell, Key
    from jzdesk.models.form import Column, Form, Row
    from jzdesk.models.loop import Remark
    from jzdesk.models.sheet import Sheet

_NO_STATES: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Refused:
    """What was typed and could not be saved, and why."""

    text: str
    sentence: str


@dataclass(frozen=True)
class Scene:
    """One form of a period: its figures, what is wrong with them, and what was said of them.

    `said` are the city's remarks by cell, `locked_why` why a cell is locked where that is not plain to see.
    """

    sheet: Sheet
    form: Form
    editable: bool = True
    marks: Mapping[Key, Mark] = field(default_factory=dict)
    refused: Mapping[Key, Refused] = field(default_factory=dict)
    changed: Mapping[Key, str] = field(default_factory=dict)
    said: Mapping[Key, tuple[Remark, ...]] = field(default_factory=dict)
    locked_why: str = ""

    @cached_property
    def states(self) -> States:
        """The states of every cell of the form that people fill."""
        return self._states_in(None)

    def states_at(self, key: Key) -> frozenset[str]:
        """Return the states of one cell; those of the others need not be known for that."""
        if "states" in vars(self):
            return self.states.get(key, _NO_STATES)
        if key.row not in self._by_row:
            self._by_row[key.row] = self._states_in({key.row})
        return self._by_row[key.row].get(key, _NO_STATES)

    @cached_property
    def _by_row(self) -> dict[str, States]:
        return {}

    def _states_in(self, rows: Collection[str] | None) -> States:
        return states_of(
            self.sheet, self.form, self.marks, self.changed, self.refused, self.said,
            editable=self.editable, rows=rows,
        )  # fmt: skip

    def after(self, before: Scene | None) -> Scene:
        """Return this scene with what stands of an earlier one's states taken over; the earlier, if alike."""
        if before is not None and self._seen_alike(before):
            return before
        touched = None if before is None else self.touched(before)
        if before is not None and touched is not None:
            kept = {key: states for key, states in before.states.items() if key not in touched}
            # A cached property's own way: what is known is not worked out again
            vars(self)["states"] = kept | dict(self._states_in({key.row for key in touched}))
        return self

    def touched(self, before: Scene) -> frozenset[Key] | None:
        """Return the cells whose look may have changed since an earlier scene; None where it may be all.

        What is computed from cells is not among them.
        """
        told_alike = (self.editable, self.locked_why) == (before.editable, before.locked_why)
        if self.form is not before.form or not told_alike or not self.sheet.frame_of(before.sheet):
            return None
        told: tuple[tuple[Mapping[Key, object], Mapping[Key, object]], ...] = (
            (before.sheet.cells, self.sheet.cells), (before.marks, self.marks), (before.said, self.said),
            (before.refused, self.refused), (before.changed, self.changed),
        )  # fmt: skip
        return frozenset(
            key for old, new in told for key in old.keys() | new.keys()
            if (was := old.get(key)) is not (now := new.get(key)) and was != now and key.form == self.form.id
        )  # fmt: skip

    def _seen_alike(self, before: Scene) -> bool:
        """Tell whether nothing has been done since an earlier scene."""
        parts = ((self.sheet, before.sheet), (self.form, before.form), (self.marks, before.marks),
                 (self.changed, before.changed), (self.said, before.said))  # fmt: skip
        rest = (self.editable, self.locked_why, self.refused)
        return all(one is other for one, other in parts) and rest == (
            before.editable, before.locked_why, before.refused,
        )  # fmt: skip

    def cell(self, key: Key, row: Row, column: Column) -> Cell:
        """Return what stands in a cell."""
        return self.sheet.cell(key, row, column)

    def label(self, row: Row) -> str:
        """Return the row's name in the stub; own rows carry the name that was entered."""
        return row.name if stub_key(self.form, row) is None else row_label(row, self._entered_name, self.form)

    def sentence_label(self, row: Row) -> str:
        """Return the row's name as sentences call it."""
        return row_label(row, self._entered_name, self.form)

    def _entered_name(self, key: Key) -> str | None:
        row, column = self.sheet.row(key.form, key.row), self.form.column(key.column)
        if row is None or column is None:
            return None
        value = self.sheet.cell(key, row, column).value
        return value if isinstance(value, str) else None
