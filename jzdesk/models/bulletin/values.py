"""季度通报, 预警函 and 催报通知 as plain values, made once from the accepted files and painted from there.

Figures are plain decimal strings with their declared places; days are ISO, empty where there is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from jzdesk.models import plainly
from jzdesk.models.across.axis import Axis
from jzdesk.models.plainly import plain

BULLETIN, WARNING, URGE = "bulletin", "warning", "urge"
KINDS = (BULLETIN, WARNING, URGE)
"""The papers that are made of the same data."""

RED, YELLOW, BEHIND = "red", "yellow", "behind"
LATE_START, STOPPED, NOT_STARTED = "late_start", "stopped", "not_started"
LEVELS = (RED, YELLOW, BEHIND, LATE_START, STOPPED, NOT_STARTED)
"""How slow something is, the worst first; `NOT_STARTED` is not late yet."""
TASK, PROJECT, INDICATOR = "task", "project", "indicator"
SORTS = (TASK, PROJECT, INDICATOR)

NUMBER, TO, LEAD, REPORTING, AIR, WATER, TASKS, PROJECTS, INDICATORS, DEMANDS, WARN, URGING = PLACES = (
    "number", "to", "lead", "reporting", "air", "water", "tasks", "projects", "indicators", "demands",
    "warning", "urge",
)  # fmt: skip
"""Where the officer's own sentences stand, in the order of the papers."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One county in one ranking. Without a `place` the sentence `why` says what is lacking.

    `base` is the same figure a year before; `over` and `under` are what a rate is made of. `approved` is what
    the city's 核定数 make of the figure, where that is another.
    """

    unit: str
    name: str
    value: str | None = None
    base: str | None = None
    over: str = ""
    under: str = ""
    place: int | None = None
    tied: bool = False
    why: str = ""
    approved: str = ""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A group of counties, all of them: those with a place first, by their places."""

    name: str
    entries: tuple[Entry, ...]

    @property
    def known(self) -> tuple[Entry, ...]:
        """Those that can be compared with each other."""
        return tuple(one for one in self.entries if one.value is not None and not one.why)


@dataclass(frozen=True, slots=True)
class Board:
    """One ranking in every group. `up` where more is better; `compared` where a year before is told of."""

    code: str
    name: str
    unit: str
    decimals: int
    up: bool
    compared: bool
    groups: tuple[Ranked, ...]


@dataclass(frozen=True, slots=True)
class Slow:
    """A task, project or indicator that is behind or not begun.

    `state` is the word the office reported, `text` what is known of its progress, `reason` the office's own
    words about it.
    """

    unit: str
    name: str
    sort: str
    title: str
    level: str
    due: str = ""
    state: str = ""
    text: str = ""
    reason: str = ""

    @property
    def late(self) -> bool:
        """It is behind, not merely not begun."""
        return self.level != NOT_STARTED


@dataclass(frozen=True, slots=True)
class Lamps:
    """How many of an office's tasks there are, those that do not apply left out, and how they stand."""

    unit: str
    total: int
    done: int
    green: int
    yellow: int
    red: int
    not_started: int


@dataclass(frozen=True, slots=True)
class Stand:
    """How far an office's file is. `days` is by how many days it is late, 0 where it is not."""

    unit: str
    name: str
    office: str
    state: str
    counted: bool
    received: bool
    received_on: str = ""
    wanted: bool = False
    days: int = 0


@dataclass(frozen=True, slots=True)
class Bulletin:
    """All of it. `said` are the officer's own sentences by their place, `number` counts the counties.

    `basis` is the plan's clause that it goes back to, and its words. `air` is the ranking that is drawn,
    where there is anything to compare.
    """

    period: str
    title: str
    month: int
    office: str
    day: str
    practice: bool
    due: str
    number: int
    received: int
    accepted: int
    stands: tuple[Stand, ...]
    boards: tuple[Board, ...]
    lamps: tuple[Lamps, ...]
    slow: tuple[Slow, ...]
    said: Mapping[str, str] = field(default_factory=dict)
    basis: tuple[str, str] = ("", "")
    air: Axis | None = None

    def board(self, code: str) -> Board:
        """Return one ranking."""
        return next(board for board in self.boards if board.code == code)

    def stand(self, unit: str) -> Stand:
        """Return how far one county is."""
        return next(one for one in self.stands if one.unit == unit)

    @property
    def uncounted(self) -> tuple[Stand, ...]:
        """The counties whose figures are not in."""
        return tuple(one for one in self.stands if not one.counted)

    @property
    def late(self) -> tuple[Stand, ...]:
        """The counties whose file came after its day."""
        return tuple(one for one in self.stands if one.received and one.days)

    @property
    def wanted(self) -> tuple[Stand, ...]:
        """The counties that owe a file."""
        return tuple(one for one in self.stands if one.wanted)

    def slow_of(self, unit: str) -> tuple[Slow, ...]:
        """Return what is behind in one county."""
        return tuple(one for one in self.slow if one.unit == unit and one.late)

    @property
    def warned(self) -> tuple[str, ...]:
        """The counties in which something is behind."""
        return tuple(one.unit for one in self.stands if self.slow_of(one.unit))

    def plain(self) -> dict[str, Any]:
        """Return it as JSON can hold it."""
        return {**asdict(replace(self, air=None)), "air": plain(self.air)}


def level_of(slow: tuple[Slow, ...]) -> str:
    """Return the level of a warning: that of a red lamp, else that of a yellow one."""
    return RED if any(one.level == RED for one in slow) else YELLOW


def of_plain(told: Mapping[str, Any]) -> Bulletin:
    """Return what `plain` made, also after a way through JSON."""
    kinds: Mapping[str, type] = {"stands": Stand, "lamps": Lamps, "slow": Slow}
    lists = {name: tuple(kind(**one) for one in told[name]) for name, kind in kinds.items()}
    boards = tuple(Board(**{**one, "groups": tuple(map(_ranked, one["groups"]))}) for one in told["boards"])
    air = None if told["air"] is None else plainly.of_plain(Axis, told["air"])
    return Bulletin(**{**told, **lists, "boards": boards, "air": air})


def _ranked(told: Mapping[str, Any]) -> Ranked:
    return Ranked(told["name"], tuple(Entry(**one) for one in told["entries"]))
