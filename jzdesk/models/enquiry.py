"""取数: what another bureau is asked for, as plain data; a workbook and a sheet of paper are made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Asked:
    """One figure a bureau is asked for; `now` is what stands there already, `words` may be chosen from."""

    key: str
    row: str
    column: str
    unit: str
    previous: str
    last_year: str
    now: str
    definition: str
    numeric: bool
    places: int
    words: tuple[str, ...] = ()

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        """Return what `asdict` made JSON of."""
        return cls(**{**plain, "words": tuple(plain["words"])})


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands above and below the lines, in words."""

    title: str
    line: str
    guide: str
    heads: Mapping[str, str]
    foot: str


@dataclass(frozen=True, slots=True)
class Reminder:
    """A 催要单 for one bureau: the days as they are read, and the places that are still open."""

    bureau: str
    period: str
    made_on: str
    due: str
    places: tuple[str, ...]

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        """Return what `asdict` made JSON of."""
        return cls(**{**plain, "places": tuple(plain["places"])})
