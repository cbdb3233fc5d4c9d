"""What stands in the cells, period by period, each row guarded by its digest.

A period's seal is all its digests taken together: damage may also make rows vanish, or move to another
period. What has been read and decoded is kept; operations replace a period's cells as a whole, so that
what was handed out before stays as it was.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import reduce
from itertools import groupby
from operator import itemgetter, xor
from typing import TYPE_CHECKING, Any

from jzdesk.errors import WorldError
from jzdesk.models.entry import EMPTY, Cell, Key
from jzdesk.models.period import Period
from jzdesk.store.books import Stored, What
from jzdesk.store.encoding import as_number, as_numbers, decode, digest, encode, period_of
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.store.database import Database
    from jzdesk.store.keys import Keys

_COLUMNS = "SELECT period, key, value, note, digest FROM figures"
_WRITE = (
    "INSERT INTO figures VALUES(?, ?, ?, ?, ?) ON CONFLICT(period, key)"
    " DO UPDATE SET value = excluded.value, note = excluded.note, digest = excluded.digest"
)
"""A row that is there keeps its key, which then is not looked for again among all keys."""
Cells = Mapping[Key, Cell]


class Figures:
    """The cells of one store."""

    def __init__(self, db: Database, keys: Keys) -> None:
        self._db = db
        self._keys = keys
        self._read: dict[int, Cells] = {}
        self._guards: dict[int, dict[Key, int]] = {}
        """The digests of the rows that were read, as seals are made of them."""

    def cells(self, period: Period) -> Cells:
        """Return all cells of a period in which anything stands."""
        code = period.code
        if code not in self._read:
            found = self._load("period = ?", (code,))
            self._read[code] = found.get(code, {})
        return self._read[code]

    def up_to(self, period: Period) -> dict[Period, Cells]:
        """Return the cells of every other period that ends no later than this one."""
        year = period.year * 10
        later = [code for code in range(year, year + 7) if not _within(code, period)]
        missing = "period < ? AND period NOT IN (SELECT value FROM json_each(?))"
        self._read.update(self._load(missing, (year + 10, json.dumps([*later, *self._read]))))
        return {
            period_of(code): cells
            for code, cells in sorted(self._read.items())
            if cells and code < year + 10 and code not in later
        }

    def periods(self) -> set[Period]:
        """Return the periods in which anything stands."""
        return {period_of(code) for (code,) in self._db.all("SELECT DISTINCT period FROM figures")}

    def write(
        self, period: Period, numbers: Mapping[Key, int],
        values: Mapping[Key, Stored], notes: Mapping[Key, Stored],
    ) -> None:  # fmt: skip
        """Write new values and notes of the keys that `numbers` names, inside the caller's transaction."""
        code, before, known = period.code, self.cells(period), self._keys.known()
        after, stand = dict(before), dict(self._guards.get(code, {}))
        rows: list[tuple[int, int, Stored, str | None, bytes]] = []
        gone: list[tuple[int, int]] = []
        seal = self._seals("period = ?", (code,)).get(code, 0)
        for key, number in sorted(numbers.items(), key=itemgetter(1)):
            old = before.get(key, EMPTY)
            value = values[key] if key in values else encode(old)
            note = _text(notes[key]) if key in notes else old.note
            if value is None and note is None:
                gone.append((code, number))
                after.pop(key, None)
            else:
                rows.append((code, number, value, note, digest(code, known[number][1], value, note)))
                after[key] = decode(value, note)
        seal = reduce(xor, [stand.pop(key, 0) for key in numbers], seal)
        parts = as_numbers([row[-1] for row in rows])
        seal = reduce(xor, parts, seal)
        stand.update(zip([known[row[1]][0] for row in rows], parts, strict=True))
        if gone:
            self._db.many("DELETE FROM figures WHERE period = ? AND key = ?", gone)
        self._db.many(_WRITE, rows)
        self._db.run("INSERT OR REPLACE INTO seals VALUES(?, ?)", (code, seal))
        self._read[code], self._guards[code] = after, stand

    def forget(self) -> None:
        """Forget everything: another process wrote, or a transaction of ours failed."""
        self._read.clear()
        self._guards.clear()

    def everything(self) -> Iterator[tuple[int, What, str, Stored]]:
        """Yield period, kind, key and content of every row, damaged or not."""
        for code, number, value, note, _ in self._db.all(_COLUMNS):
            key = self._name(number)
            if value is not None:
                yield code, What.FIGURE, key, value
            if note is not None:
                yield code, What.NOTE, key, note

    def seals(self) -> list[tuple[int, int]]:
        """Return the seal of each period."""
        return sorted(self._seals("true").items())

    def damaged(self) -> list[str]:
        """Return one sentence for every row unlike its digest, and every period unlike its seal."""
        found: list[str] = []
        seals, named = self._seals("true"), set[int]()
        for code, number, value, note, guard in self._db.all(_COLUMNS):
            if self._sound(code, number, value, note, guard):
                seals[code] = seals.get(code, 0) ^ as_number(guard)
            else:
                found.append(_damage(code, self._name(number)))
                named.add(code)
        return found + [_broken_seal(code) for code, rest in seals.items() if rest and code not in named]

    def _load(self, where: str, values: tuple[Any, ...]) -> dict[int, dict[Key, Cell]]:
        known = self._keys.known()
        seals = self._seals(where, values)
        found: dict[int, dict[Key, Cell]] = {}
        for code, rows in groupby(self._db.all(f"{_COLUMNS} WHERE {where}", values), itemgetter(0)):
            if code not in found:
                found[code], self._guards[code] = {}, {}
            cells, guards, seal = found[code], self._guards[code], seals.get(code, 0)
            for _, number, value, note, guard in rows:
                key, text = known.get(number, (None, ""))
                if key is None or digest(code, text, value, note) != guard:
                    raise WorldError(_damage(code, self._name(number)))
                cells[key] = decode(value, note)
                guards[key] = part = as_number(guard)
                seal ^= part
            seals[code] = seal
        broken = next((code for code, rest in seals.items() if rest), None)
        if broken is not None:
            raise WorldError(_broken_seal(broken))
        return found

    def _seals(self, where: str, values: tuple[Any, ...] = ()) -> dict[int, int]:
        stored = self._db.all(f"SELECT period, seal FROM seals WHERE {where}", values)
        # A seal that damage has made no number must fit nothing.
        return {code: seal if isinstance(seal, int) else -1 for code, seal in stored}

    def _sound(self, code: int, number: int, value: Stored, note: str | None, guard: bytes) -> bool:
        key = self._keys.key(number)
        return key is not None and digest(code, str(key), value, note) == guard

    def _name(self, number: object) -> str:
        return str(self._keys.key(number) or number)


def _within(code: int, period: Period) -> bool:
    """Tell whether the period with this code, of the same year, is another one ending no later."""
    other = Period.from_code(code)
    return other != period and other.last_day <= period.last_day


def _text(stored: Stored) -> str | None:
    return None if stored is None else str(stored)


def _broken_seal(code: int) -> str:
    return say("store.damage.seal", period=_period(code))


def _damage(code: int, key: str) -> str:
    return say("store.damage.figure", period=_period(code), key=key)


def _period(code: int) -> str:
    try:
        return str(period_of(code))
    except WorldError:
        return str(code)
