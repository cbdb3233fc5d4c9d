"""The checks of a period, kept beside what each was read from: an edit asks again only what it touches.

What a rule reads is not declared but watched: a rule that begins to look further is asked again by itself.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence, Set
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from jzdesk.models import checks
from jzdesk.models.checks.finding import PASSED
from jzdesk.models.entry import Cell, Key
from jzdesk.models.sheet import Sheet
from jzdesk.records import dataclass, replace

if TYPE_CHECKING:
    from jzdesk.models.checks.finding import Finding
    from jzdesk.models.checks.place import Place

T = TypeVar("T")

_APART = {"catalogue", "cells", "explanations", "waived", "unlocked", "signed_rows"}
"""What of a sheet is not compared as a whole: cells are one by one, what lets a finding stand comes after.

What may be filled in a locked period decides no check, nor what it was signed with beyond the rows it has.
"""


@dataclass(frozen=True)
class Checked:
    """Every outcome of a sheet, passed ones too, in the order of rules and rows."""

    sheet: Sheet
    outcomes: tuple[Finding, ...]
    parts: tuple[_Part, ...]

    @cached_property
    def readers(self) -> _Readers:
        """Who looked at what; nobody asks before the first edit."""
        return _Readers.of_parts(self.parts)


@dataclass(slots=True, eq=False)
class _Part:
    """What one rule said of one row, as found and as it stands, and the cells it looked at; None for all."""

    place: Place
    found: tuple[Finding, ...]
    standing: tuple[Finding, ...]
    read: Set[Key] | None


@dataclass(frozen=True, slots=True)
class _Readers:
    """Which parts looked at a cell, by their numbers, and which looked at all of them."""

    of: Mapping[Key, frozenset[int]]
    every: frozenset[int]

    def __call__(self, changed: frozenset[Key]) -> list[int]:
        """Return the parts that must be asked again, in order."""
        found = [self.of.get(key, _NOBODY) for key in changed]
        return sorted(self.every.union(*found)) if changed else []

    @classmethod
    def of_parts(cls, parts: Sequence[_Part]) -> _Readers:
        """Return the readers of what was asked for the first time."""
        of: dict[Key, list[int]] = {}
        for n, part in enumerate(parts):
            for key in part.read or _NOTHING:
                of.setdefault(key, []).append(n)
        every = frozenset(n for n, part in enumerate(parts) if part.read is None)
        return cls({key: frozenset(numbers) for key, numbers in of.items()}, every)

    def with_parts(self, old: Mapping[int, _Part], new: Mapping[int, _Part]) -> _Readers:
        """Return the readers after some parts were asked anew."""
        of, every = dict(self.of), set(self.every)
        for n, part in new.items():
            before = old[n].read
            every.discard(n)
            if part.read is None:
                every.add(n)
            for key in (before or _NOTHING) - (part.read or _NOTHING):
                of[key] -= {n}
            for key in (part.read or _NOTHING) - (before or _NOTHING):
                of[key] = of.get(key, _NOBODY) | {n}
        return _Readers(of, frozenset(every))


_NOBODY: frozenset[int] = frozenset()
_NOTHING: frozenset[Key] = frozenset()


def checked(sheet: Sheet, before: Checked | None = None) -> Checked:
    """Return the outcomes of a sheet as `checks.run` has them; what stands of `before` is not asked again."""
    changed = _changed(before.sheet, sheet) if before else None
    watched = _Watched(sheet.cells)
    seen = sheet.with_cells(watched)
    if before is None or changed is None:
        return _to_the_end(steps(sheet))
    parts = dict(enumerate(_laid_again(sheet, seen, before)))
    made = {n: _asked(sheet, replace(parts[n].place, sheet=seen), watched) for n in before.readers(changed)}
    told = _put_together(sheet, [*(parts | made).values()])
    vars(told).update(readers=before.readers.with_parts(parts, made))
    return told


def steps(sheet: Sheet) -> Generator[None, None, Checked]:
    """Ask every rule of every row, one at each step; what comes in the end is as `checked` has it."""
    watched = _Watched(sheet.cells)
    made: list[_Part] = []
    for place in checks.places(sheet.with_cells(watched)):
        made.append(_asked(sheet, place, watched))
        yield
    return _put_together(sheet, made)


def _to_the_end(asking: Generator[None, None, Checked]) -> Checked:
    while True:
        try:
            next(asking)
        except StopIteration as end:
            made: Checked = end.value
            return made


def _asked(sheet: Sheet, place: Place, watched: _Watched) -> _Part:
    watched.begin()
    found = tuple(checks.said_at(place))
    return _Part(place, found, _standing(sheet, found), watched.read)


def _standing(sheet: Sheet, found: tuple[Finding, ...]) -> tuple[Finding, ...]:
    if not sheet.waived and all(f.result == PASSED for f in found):
        return found  # most of them; nothing is said of these
    return tuple([checks.standing(sheet, f) for f in found])


def _put_together(sheet: Sheet, parts: Sequence[_Part]) -> Checked:
    told = tuple(chain.from_iterable([part.standing for part in parts]))
    return Checked(sheet, told, tuple(parts))


def _laid_again(sheet: Sheet, seen: Sheet, before: Checked) -> Sequence[_Part]:
    """Return the parts as they stand under the sheet's explanations, at the sheet's own rows."""
    parts: Sequence[_Part] = before.parts
    if not sheet.frame_of(before.sheet):
        parts = [replace(p, place=at) for p, at in zip(parts, checks.places(seen), strict=True)]
    old = before.sheet
    if sheet.explanations == old.explanations and sheet.waived == old.waived:
        return parts
    return [replace(p, standing=_standing(sheet, p.found)) for p in parts]


def _changed(old: Sheet, new: Sheet) -> frozenset[Key] | None:
    """Return the keys at which two sheets differ; None where they differ in more than their cells."""
    if not new.frame_of(old):
        compared = [name for name in Sheet.__match_args__ if name not in _APART]
        if old.catalogue is not new.catalogue or any(getattr(old, n) != getattr(new, n) for n in compared):
            return None
        if any(old.rows(form.id) != new.rows(form.id) for form in new.catalogue.forms):
            return None
    both = old.cells.keys() | new.cells.keys()
    return frozenset(
        key for key in both
        if (was := old.cells.get(key)) is not (now := new.cells.get(key)) and was != now
    )  # fmt: skip


class _Watched(Mapping[Key, Cell]):
    """The cells of a period that remember which of them were looked at since `begin`."""

    def __init__(self, cells: Mapping[Key, Cell]) -> None:
        self._cells = cells
        self._get = cells.get
        self.begin()

    def begin(self) -> None:
        """Begin anew."""
        self._read: set[Key] = set()
        self._add = self._read.add
        self._all = False

    @property
    def read(self) -> Set[Key] | None:
        """What was looked at; None once all were."""
        return None if self._all else self._read

    def __getitem__(self, key: Key) -> Cell:
        self._add(key)
        return self._cells[key]

    def get(self, key: Key, default: T | None = None) -> Cell | T | None:  # type: ignore[override]
        """Return what stands at a key."""
        self._add(key)
        return self._get(key, default)

    def __contains__(self, key: object) -> bool:
        if isinstance(key, Key):
            self._add(key)
        return key in self._cells

    def __iter__(self) -> Iterator[Key]:
        self._all = True
        return iter(self._cells)

    def __len__(self) -> int:
        self._all = True
        return len(self._cells)
