"""The audit trail as people read it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from jzdesk.models import signed
from jzdesk.store.books import CELLS, ENTERED, Stored, What, from_seconds, loaded, readable
from jzdesk.store.encoding import period_of, words
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.models.entry import Key
    from jzdesk.models.period import Period
    from jzdesk.store.database import Database
    from jzdesk.store.shelf import Shelf

_HEADERS = (
    "SELECT o.id, o.at, w.term, h.term, a.term, o.period, o.why, o.undoes, o.hash FROM operations o"
    " LEFT JOIN terms w ON w.id = o.who LEFT JOIN terms h ON h.id = o.how"
    " LEFT JOIN terms a ON a.id = o.action"
)
_NAMED = frozenset({"review", "freeze", "submit"})
RawChange = tuple[int, str, Stored, Stored]


@dataclass(frozen=True, slots=True)
class RawOperation:
    """One operation as it stands in the file, sound or not."""

    seq: int
    header: tuple[Any, ...]
    hash: bytes
    changes: Sequence[RawChange]


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One change of a cell, explanation, own row or 零报告, one file kept, or one operation without any."""

    seq: int
    at: str
    who: str
    how: str
    action: str
    period: str | None
    key: str | None
    old: str | None
    new: str | None
    why: str | None
    hash: str


def last_at(db: Database) -> str:
    """Return when the last operation was written; empty before any."""
    at = db.value("SELECT at FROM operations ORDER BY id DESC LIMIT 1")
    return "" if at is None else from_seconds(at)


def trail(shelf: Shelf, period: int | None = None) -> Iterator[RawOperation]:
    """Yield every operation in order, of a period or of all; subjects are text, those of cells their key."""
    rows = shelf.db.all(
        "SELECT c.operation, c.what, c.subject, c.old, c.new FROM changes c JOIN operations o"
        " ON o.id = c.operation WHERE ?1 IS NULL OR o.period = ?1 ORDER BY c.operation, c.n",
        (period,),
    )
    changes = {seq: [_raw(shelf, *row[1:]) for row in group] for seq, group in groupby(rows, lambda r: r[0])}
    operations = shelf.db.all(f"{_HEADERS} WHERE ?1 IS NULL OR o.period = ?1 ORDER BY o.id", (period,))
    for *header, digest in operations:
        yield RawOperation(header[0], tuple(header), digest, changes.get(header[0], ()))


def entries(shelf: Shelf, period: Period | None = None) -> list[HistoryEntry]:
    """Return the trail of a period, or all of it, the oldest first."""
    found: list[HistoryEntry] = []
    for operation in trail(shelf, None if period is None else period.code):
        with readable():
            found += _told(operation)
    return found


def of_cell(shelf: Shelf, period: Period, key: Key) -> list[HistoryEntry]:
    """Return what the trail tells of one cell in a period, the oldest first; others' changes are not read."""
    number, text = shelf.keys.number(key), str(key)
    rows = shelf.db.all(
        "SELECT c.operation, c.what, c.subject, c.old, c.new FROM operations o JOIN changes c"
        " ON c.operation = o.id WHERE o.period = ?1 AND (c.what IN (?2, ?3) AND c.subject = ?4"
        " OR c.what > ?3 AND (c.subject = ?5 OR c.what = ?6 AND instr(c.subject, ?5) > 0))"
        " ORDER BY c.operation, c.n",
        (period.code, What.FIGURE, What.NOTE, number, text, What.EXPLANATION),
    )
    found: list[HistoryEntry] = []
    for seq, group in groupby(rows, lambda row: row[0]):
        changes = [_raw(shelf, *row[1:]) for row in group]
        about = [change for change in changes if What(change[0]) in ENTERED and _is_about(change, text)]
        if about:
            with readable():
                found += _told(RawOperation(seq, *_header(shelf, seq), about))
    return found


def _header(shelf: Shelf, seq: int) -> tuple[tuple[Any, ...], bytes]:
    *header, digest = shelf.db.all(f"{_HEADERS} WHERE o.id = ?", (seq,))[0]
    return tuple(header), digest


def _is_about(change: RawChange, key: str) -> bool:
    """Tell whether a change is one of a cell: of an explanation, whether it is among the cells explained."""
    what, subject, _, _ = change
    return what != What.EXPLANATION or key in str(json.loads(subject)[1]).split(",")


def _told(operation: RawOperation) -> list[HistoryEntry]:
    seq, at, who, how, action, code, why, _ = operation.header
    period = None if code is None else str(period_of(code))
    bare = HistoryEntry(
        seq, from_seconds(at), who, how, action, period, None, None, None, why, operation.hash.hex()
    )
    told = [_tell(bare, change) for change in operation.changes if What(change[0]) in ENTERED]
    kept = [_tell_kept(bare, change) for change in operation.changes if change[0] == What.ATTACHMENT]
    lapsed = [_tell_lapse(bare, change) for change in operation.changes if told and _is_lapse(change)]
    return (told or [_tell_state(bare, operation.changes)]) + lapsed + kept


def _raw(shelf: Shelf, what: int, subject: int | str, old: Stored, new: Stored) -> RawChange:
    key = shelf.keys.key(subject) if what in CELLS else None
    return what, str(subject if key is None else key), old, new


def _tell(bare: HistoryEntry, change: RawChange) -> HistoryEntry:
    kind, subject, old, new = change
    what = What(kind)
    key = json.loads(subject)[1] if what is What.EXPLANATION else subject
    return HistoryEntry(  # there are thousands: `replace` takes four times as long
        bare.seq, bare.at, bare.who, bare.how, bare.action, bare.period, key,
        _words(what, subject, old), _words(what, subject, new), bare.why, bare.hash,
    )  # fmt: skip


def _words(what: What, subject: str, stored: Stored) -> str | None:
    if stored is None:
        return None
    if what is What.FIGURE:
        return words(stored)
    if what is What.NOTE:
        return say("store.history.note", text=stored)
    if what is What.NIL:
        return say("store.history.nil")
    data = loaded(stored)
    if what is What.STAMP:
        return say("store.history.stamp", on=data["on"], why=data["why"])
    if what is What.LINES:
        return say("store.history.lines", n=len(data["lines"]))
    if what is What.ORIGIN:
        return _origin(data)
    if what is What.EVIDENCE:
        return say("store.history.evidence", n=len(data["files"]))
    if what is What.EXPLANATION:
        return say("store.history.explanation", rule=json.loads(subject)[0], text=data["text"])
    return say(f"store.history.{'row_ended' if data['until'] else 'row'}", **data)


def _origin(data: dict[str, Any]) -> str:
    parts = [
        say(f"store.history.origin_{name}", text=data[name]) for name in ("bureau", "ledger") if data[name]
    ]
    return "　".join(parts) or say("store.history.origin_none")


def _tell_state(bare: HistoryEntry, changes: Sequence[RawChange]) -> HistoryEntry:
    """Return the one entry of an operation that entered nothing: states, else what was exchanged."""
    for what in (What.STATE, What.SUBMISSION, What.LETTER, What.CATALOGUE):
        for kind, subject, old, new in changes:
            if kind == what:
                brief = replace(bare, old=_brief(what, subject, old), new=_brief(what, subject, new))
                return replace(brief, why=bare.why or _names(bare.action, new))
    return bare


def _names(action: str, state: Stored) -> str | None:
    """Return whose names a review, a print for signature or a hand-in bears; None for anything else."""
    if action not in _NAMED or state is None:
        return None
    facts = loaded(state)["facts"]
    names = {role: signed.shown(facts, role) for role in signed.ROLES}
    other = {name: facts.get(name, "") for name in ("draft", "signed_on")}
    return say(f"store.history.{action}", **names, **other)


def _is_lapse(change: RawChange) -> bool:
    """Tell whether what was entered withdrew a review."""
    kind, _, old, new = change
    if kind != What.STATE or old is None or new is None:
        return False
    return "reviewer" in loaded(old)["facts"] and "reviewer" not in loaded(new)["facts"]


def _tell_lapse(bare: HistoryEntry, change: RawChange) -> HistoryEntry:
    """Return the entry of a review that was withdrawn by what was entered."""
    names = loaded(change[2])["facts"]
    why = say("store.history.review", reviewer=signed.shown(names, "reviewer"))
    return replace(bare, old=say("store.history.reviewed"), new=say("store.history.lapsed"), why=why)


def _tell_kept(bare: HistoryEntry, change: RawChange) -> HistoryEntry:
    """Return the entry of a file that was kept beside the store."""
    _, digest, _, new = change
    text = say("store.history.attachment", name=loaded(new)["name"], hash=digest)
    return replace(bare, new=text)


def _brief(what: What, subject: str, stored: Stored) -> str | None:
    if stored is None:
        return None
    if what is What.CATALOGUE:
        return subject
    data = loaded(stored)
    return data["state"] if what is What.STATE else data["code"]
