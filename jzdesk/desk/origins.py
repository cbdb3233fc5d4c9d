"""Where figures come from: 数据来源单位 and 台账号, the office's own bookkeeping beside its figures.

They hold from the period in which they are said until something else is. They may be written in a locked
period too: no paper and no file that leaves holds them, so nothing signed or handed in is changed by it, a
review does not lapse, and the inspectors who ask for the ledger come long after the quarter was sent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from jzdesk.errors import RefusedError
from jzdesk.models.entry import Key, Origin
from jzdesk.models.sheet import Sheet
from jzdesk.models.value import clean_text
from jzdesk.records import dataclass
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.desk.office import Office
    from jzdesk.models.change import Changes
    from jzdesk.models.period import Period

ACTION = "origin"
MOST_BUREAU, MOST_LEDGER = 40, 60
"""Characters a bureau's name and a ledger's number may have: each stands on one line."""


@dataclass(frozen=True, slots=True)
class Used:
    """Bureaus and ledgers named before, the most frequent first."""

    bureaus: tuple[str, ...]
    ledgers: tuple[str, ...]


def write_origin(office: Office, period: Period, key: Key, bureau: str, ledger: str) -> Changes:
    """Say where a figure comes from, from this period on; empty texts end what was said before.

    One operation and one step of undo; nothing is written where it is said already. Raises
    `RefusedError` for texts that cannot stand, and for figures that are computed.
    """
    sheet = office.sheet(period)
    _, row, column = sheet.place(key)
    if column.derived or row.derived:
        raise RefusedError(say("models.catalogue.derived", row=row.label, column=column.name))
    origin = Origin(_line(bureau, "bureau", MOST_BUREAU), _line(ledger, "ledger", MOST_LEDGER))
    return _write(office, period, {key: origin})


def name_bureau(office: Office, period: Period, keys: Sequence[Key], bureau: str) -> Changes:
    """Say which bureau supplies these figures, from this period on (an empty name: none); ledgers stay.

    One operation and one step of undo for all of them. Raises `RefusedError` for a name that cannot stand.
    """
    name, sheet = _line(bureau, "bureau", MOST_BUREAU), office.sheet(period)
    return _write(office, period, {key: Origin(name, sheet.origin(key).ledger) for key in keys})


def _write(office: Office, period: Period, wanted: Mapping[Key, Origin]) -> Changes:
    sheet = office.sheet(period)
    with office.store.operation(ACTION, period, at=office.stamp) as op:
        for key, origin in wanted.items():
            if origin != sheet.origin(key):
                said_here = key in sheet.origins.get(period, {})
                op.origin(key, None if said_here and origin == _before(sheet, key) else origin)
    office.forget(op.changes)
    return op.changes


def _line(text: str, name: str, most: int) -> str:
    """Return a text on one line, or refuse it."""
    clean = " ".join(clean_text(text).split())
    if len(clean) > most:
        raise RefusedError(say(f"desk.origins.long_{name}", length=len(clean), most=most))
    return clean


def _before(sheet: Sheet, key: Key) -> Origin:
    """Return what holds for a cell without what was said in this period."""
    others = {p: cells for p, cells in sheet.origins.items() if p != sheet.period}
    return Sheet(sheet.catalogue, sheet.unit, sheet.period, {}, origins=others).origin(key)


def used(office: Office) -> Used:
    """Return what was named anywhere in the store, to be offered again."""
    said = [origin for cells in office.store.origins().values() for origin in cells.values()]
    bureaus = Counter(origin.bureau for origin in said if origin.bureau)
    ledgers = Counter(origin.ledger for origin in said if origin.ledger)
    return Used(_by_count(bureaus), _by_count(ledgers))


def _by_count(found: Counter[str]) -> tuple[str, ...]:
    return tuple(name for name, _ in sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))
