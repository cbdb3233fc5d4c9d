"""An evaluation as plain values: every item of the three lists in words, at one or two dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

INDICATORS, TASKS, PROJECTS = "indicators", "tasks", "projects"
BINDING, EXPECTED, OTHER, PREVIOUS = "binding", "expected", "other", "previous"
GROUPS = (BINDING, EXPECTED, OTHER, PREVIOUS, TASKS, PROJECTS)
"""The parts of the three lists, in the order of the paper; the last two are whole lists."""


@dataclass(frozen=True, slots=True)
class Seen:
    """How something stands at one date. `lacks` says that there is no data, so that it is never met.

    `period`, `stage` and `basis` are those of the figure; `gap` is what is lacking to the target.
    """

    verdict: str
    reason: str
    actual: str = ""
    period: str = ""
    stage: str = ""
    basis: str = ""
    gap: str = ""
    forecast: str = ""
    lacks: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """What one target asks, of whom, and how that stands at each date. The `main` one decides.

    `county` is the code of a single county whose own figure this is, where none of the whole city can be had.
    """

    asked: str
    source: str
    where: str
    main: bool
    seen: tuple[Seen, ...]
    county: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One office's part in an item at the date asked for; `unit` is its code."""

    unit: str
    verdict: str
    actual: str
    lacks: bool


@dataclass(frozen=True, slots=True)
class Item:
    """One indicator, task or project. `group` is one of `GROUPS`, `base` its base figure or planned sum.

    The first of its `lines` that is main decides; `parts` are those of single offices.
    """

    group: str
    code: str
    name: str
    unit: str
    base: str
    lines: tuple[Line, ...]
    parts: tuple[Part, ...] = ()

    @property
    def main(self) -> Line:
        """The line that decides."""
        return next((line for line in self.lines if line.main), self.lines[0])


@dataclass(frozen=True, slots=True)
class Rate:
    """One of 四率 of one category: its text has numerator and denominator, or why there is none."""

    category: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Fact:
    """What may matter to 十（一）: whose, what kind of matter, what was reported, and in which file."""

    unit: str
    matter: str
    text: str
    file: str


@dataclass(frozen=True, slots=True)
class Note:
    """What the plan says twice or leaves open: about which items, in words, where it says so."""

    about: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Score:
    """Points of one item under a scheme that the city loaded; `points` is empty where nothing was judged."""

    code: str
    name: str
    full: str
    verdict: str
    points: str


@dataclass(frozen=True, slots=True)
class Scores:
    """All points: the scheme's name, each item's, what was reached of what could be judged, and of all."""

    scheme: str
    shares: str
    rows: tuple[Score, ...]
    reached: str
    judged: str
    full: str


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All of it. `dates` are in words, the one asked for first; a second is that of the finished evaluation.

    `coverage` tells for each date how many counties' files it stands on, `interview` where the plan lays down
    约谈 and the like.
    """

    kind: str
    draft: bool
    practice: bool
    office: str
    day: str
    plan: str
    dates: tuple[str, ...]
    coverage: tuple[str, ...]
    counties: tuple[tuple[str, str], ...]
    items: tuple[Item, ...]
    rates: tuple[Rate, ...] = ()
    facts: tuple[Fact, ...] = ()
    notes: tuple[Note, ...] = ()
    scores: Scores | None = None
    interview: str = ""

    def of(self, group: str) -> tuple[Item, ...]:
        """Return the items of one group."""
        return tuple(item for item in self.items if item.group == group)

    def plain(self) -> dict[str, Any]:
        """Return it as JSON can hold it."""
        return asdict(self)


def of_plain(plain: Mapping[str, Any]) -> Evaluation:
    """Return what `plain` made, also after a way through JSON."""
    lists = {"rates": Rate, "facts": Fact, "notes": Note}
    found: dict[str, Any] = {name: tuple(kind(**one) for one in plain[name]) for name, kind in lists.items()}
    found |= {name: tuple(plain[name]) for name in ("dates", "coverage")}
    found["counties"] = tuple((code, name) for code, name in plain["counties"])
    found["items"] = tuple(_item(one) for one in plain["items"])
    scores = plain["scores"]
    found["scores"] = (
        None if scores is None else Scores(**{**scores, "rows": tuple(Score(**r) for r in scores["rows"])})
    )
    return Evaluation(**{**plain, **found})


def _item(plain: Mapping[str, Any]) -> Item:
    lines = tuple(Line(**{**one, "seen": tuple(Seen(**s) for s in one["seen"])}) for one in plain["lines"])
    return Item(**{**plain, "lines": lines, "parts": tuple(Part(**one) for one in plain["parts"])})
