"""Vocabularies: integers for keys and for words that recur, so that a figure costs few bytes."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import xor
from typing import TYPE_CHECKING

from jzdesk.errors import LostError
from jzdesk.models.entry import Key
from jzdesk.store import facts
from jzdesk.store.encoding import as_number, digest
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.store.database import Database

_NEW = -1
"""No key's number."""


class Terms:
    """The words of operations and the parts that keys share, by number."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._ids: dict[str, int] = {}

    def id(self, term: str) -> int:
        """Return the number of a word; a new one is written, inside the caller's transaction."""
        if term not in self._ids:
            self._db.run("INSERT INTO terms(term) VALUES(?) ON CONFLICT DO NOTHING", (term,))
            self._ids[term] = self._db.value("SELECT id FROM terms WHERE term = ?", (term,))
        return self._ids[term]

    def forget(self) -> None:
        """Forget everything: a transaction of ours failed."""
        self._ids.clear()


class Keys:
    """The keys this store has ever seen; read once, as most of them are needed by any page."""

    def __init__(self, db: Database, terms: Terms) -> None:
        self._db = db
        self._terms = terms
        self._ids: dict[Key, int] = {}
        self._known: dict[int, tuple[Key, str]] = {}
        self._sound: int | None = None
        """The seal under which all that are known were found whole."""

    def known(self) -> dict[int, tuple[Key, str]]:
        """Return every key, and its text, by number."""
        if not self._known:
            rows = self._db.all(
                'SELECT k.id, f.term, k."row", c.term FROM keys k'
                ' JOIN terms f ON f.id = k.form JOIN terms c ON c.id = k."column"'
            )
            for number, form, row, column in rows:
                self._remember(number, Key(form, row, column))
        return self._known

    def key(self, number: object) -> Key | None:
        """Return the key with this number, None when damage has left none."""
        found = self.known().get(number) if isinstance(number, int) else None
        return found[0] if found else None

    def number(self, key: Key) -> int | None:
        """Return the number of a key, None for one never seen."""
        self.known()
        return self._ids.get(key)

    def ids(self, keys: Iterable[Key]) -> dict[Key, int]:
        """Return the number of each key; new ones are written, inside the caller's transaction."""
        known, ids = self.known(), self._ids
        found = {key: ids.get(key, _NEW) for key in keys}
        fresh = [key for key, number in found.items() if number is _NEW]
        if fresh:
            self._add(fresh, max(known, default=0) + 1)
            found |= {key: ids[key] for key in fresh}
        return found

    def _add(self, keys: Iterable[Key], first: int) -> None:
        """Write keys that were never seen, from a number on."""
        rows: list[tuple[int, int, str, int]] = []
        for number, key in enumerate(keys, first):
            rows.append((number, self._terms.id(key.form), key.row, self._terms.id(key.column)))
            self._remember(number, key)
        self._db.many('INSERT INTO keys(id, form, "row", "column") VALUES(?, ?, ?, ?)', rows)
        sealed = facts.read(self._db, facts.KEYS) or 0
        facts.note(self._db, facts.KEYS, sealed ^ self._seal(row[0] for row in rows))

    def check(self) -> None:
        """Refuse keys that damage has changed: rows with a digest show it themselves, totals do not."""
        known, sealed = self.known(), facts.read(self._db, facts.KEYS) or 0
        if self._sound != sealed:
            if self._seal(known) != sealed:
                raise LostError(say("store.damage.keys"))
            self._sound = sealed

    def forget(self) -> None:
        """Forget everything: another process wrote, or a transaction of ours failed."""
        self._ids.clear()
        self._known.clear()
        self._sound = None

    def _seal(self, numbers: Iterable[int]) -> int:
        """Return these keys and their numbers taken together."""
        guards = (digest(number, self._known[number][1], None, None) for number in numbers)
        return reduce(xor, map(as_number, guards), 0)

    def _remember(self, number: int, key: Key) -> None:
        self._sound = None
        self._ids[key] = number
        self._known[number] = (key, str(key))
