"""The checks of a period, kept beside what each was read from: an edit asks again only what it touches.

What a rule reads is not declared but watched: a rule that begins to look further is asked again by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, TypeVar

from jzdesk.models import checks
from jzdesk.models.entry import Cell, Key
from jzdesk.models.sheet import Sheet

if TYPE_CHECKING:
    from jzdesk.models.checks.finding import Finding

T = TypeVar("T")

_APART = {"catalogue", "cells", "explanations", "waived"}
"""What of a sheet is not compared as a whole: cells are one by one, what lets a finding stand comes after."""


@dataclass(frozen=True, slots=True)
class Checked:
    """Every outcome of a sheet, passed ones too, in the order of rules and rows."""

    sheet: Sheet
    outcomes: tuple[Finding, ...]
    parts: tuple[_Part, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """What one rule said of one row, and the cells of the period it looked at; None when it saw all."""

    found: tuple[Finding, ...]
    read: frozenset[Key] | None

    def stands(self, changed: frozenset[Key]) -> bool:
        """Tell whether nothing that was looked at has changed."""
        return not changed or (self.read is not None and self.read.isdisjoint(changed))


def checked(sheet: Sheet, before: Checked | None = None) -> Checked:
    """Return the outcomes of a sheet as `checks.run` has them; what stands of `before` is not asked again."""
    changed = _changed(before.sheet, sheet) if before else None
    known = before.parts if before and changed is not None else ()
    watched = _Watched(sheet.cells)
    parts: list[_Part] = []
    for n, place in enumerate(checks.places(replace(sheet, cells=watched))):
        if known and known[n].stands(changed or frozenset()):
            parts.append(known[n])
        else:
            watched.begin()
            parts.append(_Part(tuple(checks.said_at(place)), watched.read))
    outcomes = tuple(checks.standing(sheet, finding) for part in parts for finding in part.found)
    return Checked(sheet, outcomes, tuple(parts))


def _changed(old: Sheet, new: Sheet) -> frozenset[Key] | None:
    """Return the keys at which two sheets differ; None where they differ in more than their cells."""
    compared = [f.name for f in fields(Sheet) if f.name not in _APART]
    if old.catalogue is not new.catalogue or any(getattr(old, n) != getattr(new, n) for n in compared):
        return None
    both = old.cells.keys() | new.cells.keys()
    return frozenset(key for key in both if old.cells.get(key) != new.cells.get(key))


class _Watched(Mapping[Key, Cell]):
    """The cells of a period that remember which of them were looked at since `begin`."""

    def __init__(self, cells: Mapping[Key, Cell]) -> None:
        self._cells = cells
        self._read: set[Key] = set()
        self._all = False

    def begin(self) -> None:
        """Begin anew."""
        self._read = set()
        self._all = False

    @property
    def read(self) -> frozenset[Key] | None:
        """What was looked at; None once all were."""
        return None if self._all else frozenset(self._read)

    def __getitem__(self, key: Key) -> Cell:
        self._read.add(key)
        return self._cells[key]

    def get(self, key: Key, default: T | None = None) -> Cell | T | None:  # type: ignore[override]
        """Return what stands at a key."""
        self._read.add(key)
        return self._cells.get(key, default)

    def __contains__(self, key: object) -> bool:
        if isinstance(key, Key):
            self._read.add(key)
        return key in self._cells

    def __iter__(self) -> Iterator[Key]:
        self._all = True
        return iter(self._cells)

    def __len__(self) -> int:
        self._all = True
        return len(self._cells)
