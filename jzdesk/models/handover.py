"""交接: everything that is open in an office's store on one day, as plain values to be printed and told.

Days are ISO, empty where there is none; periods are told by their titles.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Names:
    """Who hands over, who takes over and who watches; what is empty is written by hand."""

    giver: str = ""
    taker: str = ""
    witness: str = ""


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of the store that was opened and checked: where it was put, and whether it still lies there."""

    day: str
    file: str
    present: bool


@dataclass(frozen=True, slots=True)
class Stand:
    """How far one period is.

    `days` are the working days left to `due`, negative where it has passed. `draft` counts the prints for
    signature, `revision` the hand-ins; `tail` ends the 校验码 of the one that stands. `receipt` is the day
    of the city's acceptance, `finished` says that nothing is left to do.
    """

    period: str
    state: str
    due: str = ""
    days: int = 0
    over: bool = False
    handed: bool = False
    draft: int = 0
    revision: int = 0
    tail: str = ""
    sent_on: str = ""
    way: str = ""
    receipt: str = ""
    scan: bool = False
    finished: bool = False


@dataclass(frozen=True, slots=True)
class Open:
    """Things of one kind that are to be done in a period: how many, and what the first of them say."""

    period: str
    kind: str
    blocking: bool
    number: int
    first: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Owed:
    """Cells of a period that one bureau or person promised for a day: how many, and the first of them."""

    period: str
    who: str
    when: str
    late: bool
    number: int
    first: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A 取数表 that went out and still lacks figures; `late` are the days since it was wanted back."""

    period: str
    bureau: str
    made_on: str
    due: str
    late: int
    number: int


@dataclass(frozen=True, slots=True)
class Remark:
    """What the city returned or queries: 退回 or 查询, and the sentence."""

    period: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Waived:
    """A rule that need not be kept: for which office (empty for one's own), by what, until when."""

    rule: str
    unit: str
    document: str
    until: str
    reason: str


@dataclass(frozen=True, slots=True)
class Material:
    """What is kept with a period: names of scans, files of evidence and the rows that have them, 台账号."""

    period: str
    scans: tuple[str, ...]
    files: int
    rows: int
    ledgers: int


@dataclass(frozen=True, slots=True)
class Stamped:
    """The signed and stamped paper of one hand-in."""

    period: str
    revision: int
    tail: str
    signed_on: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A county's file that was received and is not accepted yet."""

    unit: str
    period: str
    revision: int
    tail: str
    received_on: str


@dataclass(frozen=True, slots=True)
class Announced:
    """A key that an office has announced and nobody has confirmed by telephone yet."""

    unit: str
    code: str
    day: str


@dataclass(frozen=True, slots=True)
class Gathered:
    """How far the counties' files of a period have come in: of how many, how many, and who is missing."""

    period: str
    of: int
    received: int
    accepted: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Handover:
    """All of it. `earlier` counts the finished periods that are not listed; the city's lists are its own."""

    office: str
    place: str
    unit: str
    day: str
    practice: bool
    city: bool
    names: Names
    store: str
    program: str
    catalogue: str
    copy: Copy | None
    elsewhere: Copy | None
    periods: tuple[Stand, ...] = ()
    earlier: int = 0
    backfilled: int = 0
    todo: tuple[Open, ...] = ()
    owed: tuple[Owed, ...] = ()
    unanswered: tuple[Unanswered, ...] = ()
    unsent: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    waived: tuple[Waived, ...] = ()
    materials: tuple[Material, ...] = ()
    stamped: tuple[Stamped, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    gathered: tuple[Gathered, ...] = ()
    announced: tuple[Announced, ...] = ()

    def plain(self) -> dict[str, Any]:
        """Return it as JSON can hold it."""
        return asdict(self)


_LISTS: Mapping[str, type] = {
    "periods": Stand, "todo": Open, "owed": Owed, "unanswered": Unanswered, "remarks": Remark,
    "waived": Waived, "materials": Material, "stamped": Stamped, "waiting": Waiting, "gathered": Gathered,
    "announced": Announced,
}  # fmt: skip


def of_plain(plain: Mapping[str, Any]) -> Handover:
    """Return what `plain` made, also after a way through JSON."""
    lists = {name: tuple(kind(**_tuples(one)) for one in plain[name]) for name, kind in _LISTS.items()}
    copies = {name: Copy(**plain[name]) if plain[name] else None for name in ("copy", "elsewhere")}
    names = Names(**plain["names"])
    return Handover(**{**_tuples(plain), **lists, **copies, "names": names})


def _tuples(plain: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in plain.items()}
