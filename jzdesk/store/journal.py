"""The audit trail: every operation with all its changes, append-only, chained by hashes.

An operation is written in one transaction together with the tables it changes and its place among
the steps that can be taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from jzdesk.digest import sha256
from jzdesk.errors import LostError, WorldError
from jzdesk.models.entry import Key
from jzdesk.store import attachments, facts
from jzdesk.store.books import CELLS, ENTERED, New, Place, Stored, Subject, What, canonical, to_seconds
from jzdesk.store.encoding import period_of
from jzdesk.store.operation import Change, Header, Operation, Stack, summary
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.models.period import Period
    from jzdesk.store.database import Database
    from jzdesk.store.shelf import Shelf

FIRST_HASH = bytes(32)


class Journal:
    """Opens operations and writes them."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._open = False

    @contextmanager
    def operation(self, header: Header, stack: Stack) -> Iterator[Operation]:
        """Gather what happens inside and write it at the end as one whole; an exception leaves nothing."""
        if not self._shelf.db.write:
            raise RuntimeError("the store was opened for reading")
        if self._open:
            raise RuntimeError("an operation is going on")
        self._open = True
        try:
            operation = Operation(self._shelf, header, stack)
            yield operation
            self._write(operation)
        finally:
            self._open = False

    def _write(self, operation: Operation) -> None:
        self._keep_files(operation)
        changes = operation.effective()
        if not changes and not operation.marked:
            return
        complete = False
        try:
            with self._shelf.db.transaction():
                numbers = self._shelf.keys.ids(
                    [about for _, about, _, _ in changes if isinstance(about, Key)]
                )
                self._write_tables(operation, changes, numbers)
                operation.seq = self._append(operation.header, changes, numbers)
                self._stack(operation, changes)
                complete = True
        except BaseException as error:
            seq, operation.seq = operation.seq, None
            self._shelf.forget()
            if complete and isinstance(error, WorldError) and self._may_be_in(seq):
                raise WorldError(say("store.world.unsure", path=self._shelf.db.path)) from error
            raise
        operation.changes = summary(operation.header.period, changes)

    def _may_be_in(self, seq: int | None) -> bool:
        """Tell whether an operation stands in the file, or may, although the disk failed at its very end."""
        try:
            return last(self._shelf.db)[0] == seq
        except WorldError:
            return True

    def _keep_files(self, operation: Operation) -> None:
        """Have the files on disk before anything names them: a crash leaves one too many, never too few."""
        for (what, _), body in operation.bodies.items():
            if what is What.ATTACHMENT:
                attachments.keep(self._shelf.db.path, body.content)

    def _write_tables(
        self, operation: Operation, changes: Iterable[Change], numbers: Mapping[Key, int]
    ) -> None:
        """Bring the tables to their new state, catalogues first: periods refer to them."""
        db, books, period = self._shelf.db, self._shelf.books, operation.header.period
        code = None if period is None else period.code
        values: dict[Key, Stored] = {}
        notes: dict[Key, Stored] = {}
        others: list[tuple[What, str, Stored]] = []
        for what, subject, _, new in changes:
            if not isinstance(subject, Key):
                others.append((what, subject, new))
            elif what is What.NOTE:
                notes[subject] = new
            else:
                values[subject] = new
        for what, subject, new in sorted(others, key=lambda other: other[0] is not What.CATALOGUE):
            made = New(new, operation.bodies.get((what, subject)))
            books[what].write(db, Place(code, subject), made)
        if period is not None and (values or notes):
            self._shelf.figures.write(period, numbers, values, notes)
        self._shelf.rows.count(db, operation.counters)

    def _append(self, header: Header, changes: Sequence[Change], numbers: Mapping[Key, int]) -> int:
        """Add the operation to the trail; return its number."""
        db, terms = self._shelf.db, self._shelf.terms
        seq, previous = last(db)
        seq += 1
        period = None if header.period is None else header.period.code
        at = to_seconds(header.at)
        digest = chained(
            previous,
            (seq, at, header.who, header.how, header.action, period, header.why, header.undoes),
            [
                (int(what), "/".join(subject) if isinstance(subject, Key) else subject, old, new)
                for what, subject, old, new in changes
            ],
        )
        db.run(
            "INSERT INTO operations VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                seq, at, terms.id(header.who), terms.id(header.how), terms.id(header.action),
                period, header.why, header.undoes, digest,
            ),
        )  # fmt: skip
        rows = [
            (seq, n, int(what), numbers[subject] if isinstance(subject, Key) else subject, old, new)
            for n, (what, subject, old, new) in enumerate(changes, 1)
        ]
        db.many("INSERT INTO changes VALUES(?, ?, ?, ?, ?, ?)", rows)
        # The last link is known in a second place, or nobody would miss it.
        facts.note(db, facts.HEAD, digest)
        return seq

    def _stack(self, operation: Operation, changes: Iterable[Change]) -> None:
        """Give the operation its place among the steps that can be taken back."""
        db, header = self._shelf.db, operation.header
        if operation.stack is Stack.BARRIER:
            db.run("DELETE FROM steps")
            facts.note(db, facts.BARRIER, header.action)
        elif operation.stack is Stack.STEP and any(what in ENTERED for what, _, _, _ in changes):
            db.run("DELETE FROM steps WHERE undone = 1")
            db.run("INSERT INTO steps(operation, undone) VALUES(?, 0)", (operation.seq,))
        elif operation.stack in {Stack.UNDO, Stack.REDO}:
            undone = int(operation.stack is Stack.UNDO)
            db.run("UPDATE steps SET undone = ? WHERE operation = ?", (undone, header.undoes))


def last(db: Database) -> tuple[int, bytes]:
    """Return number and hash of the last operation."""
    found = db.one("SELECT id, hash FROM operations ORDER BY id DESC LIMIT 1")
    if found is None:
        return 0, FIRST_HASH
    if not isinstance(found[1], bytes) or len(found[1]) != len(FIRST_HASH):
        raise LostError(say("store.damage.record"))
    return found[0], found[1]


def chained(
    previous: bytes, header: Sequence[Stored], changes: Iterable[tuple[int, str, Stored, Stored]]
) -> bytes:
    """Return the hash of an operation and all its changes behind that of the one before it."""
    data = canonical([*header, list(changes)])
    return sha256(previous + data.encode("utf-8", "surrogateescape")).digest()


def changes_of(shelf: Shelf, seq: int) -> list[Change]:
    """Return what an operation changed."""
    rows = shelf.db.all("SELECT what, subject, old, new FROM changes WHERE operation = ? ORDER BY n", (seq,))
    return [(What(what), _subject(shelf, what, about), old, new) for what, about, old, new in rows]


def period_of_operation(db: Database, seq: int) -> Period | None:
    """Return the period an operation was about."""
    code = db.value("SELECT period FROM operations WHERE id = ?", (seq,))
    return None if code is None else period_of(code)


def _subject(shelf: Shelf, what: int, stored: int | str) -> Subject:
    key = shelf.keys.key(stored) if what in CELLS else None
    return str(stored) if key is None else key
