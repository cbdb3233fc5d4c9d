"""Taking entries back and doing them again: before and after from the trail, written as a new operation."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from jzdesk.errors import RefusedError
from jzdesk.store import facts
from jzdesk.store.books import ENTERED
from jzdesk.store.journal import Journal, changes_of, period_of_operation
from jzdesk.store.operation import Header, Operation, Stack, summary
from jzdesk.words import has, say

if TYPE_CHECKING:
    from jzdesk.models.change import Changes
    from jzdesk.models.period import Period
    from jzdesk.store.shelf import Shelf

Also = Callable[[Operation], None]
"""What goes with it in the same transaction, such as a review that lapses."""

_NEXT = {
    Stack.UNDO: "SELECT max(operation) FROM steps WHERE undone = 0",
    Stack.REDO: "SELECT min(operation) FROM steps WHERE undone = 1",
}


def action_word(action: str) -> str:
    """Return what people call an action."""
    return say(f"store.action.{action}") if has(f"store.action.{action}") else action


def next_step(shelf: Shelf, direction: Stack) -> tuple[str, Period | None] | None:
    """Return action and period of the step that would be taken back or done again."""
    seq = shelf.db.value(_NEXT[direction])
    if seq is None:
        return None
    action = shelf.db.value(
        "SELECT t.term FROM operations o JOIN terms t ON t.id = o.action WHERE o.id = ?", (seq,)
    )
    return action, period_of_operation(shelf.db, seq)


def next_changes(shelf: Shelf, direction: Stack) -> Changes | None:
    """Return what the step touched that would be taken back or done again; None where there is none."""
    seq = shelf.db.value(_NEXT[direction])
    if seq is None:
        return None
    return summary(period_of_operation(shelf.db, seq), changes_of(shelf, seq))


def move(
    shelf: Shelf, journal: Journal, direction: Stack, *, at: str, who: str, also: Also | None
) -> Changes:
    """Take one step back or do it again; `RefusedError` says why there is none."""
    seq = shelf.db.value(_NEXT[direction])
    if seq is None:
        raise RefusedError(_nothing(shelf, direction))
    changes = changes_of(shelf, seq)
    period = period_of_operation(shelf.db, seq)
    back = direction is Stack.UNDO
    header = Header(direction.value, period, at, who, "undone" if back else "redone", undoes=seq)
    with journal.operation(header, direction) as operation:
        # A step is used up even if something else has meanwhile brought the old value back.
        operation.mark()
        for what, subject, old, new in reversed(changes) if back else changes:
            if what in ENTERED:
                operation.stage(what, subject, old if back else new)
        if also is not None:
            also(operation)
    return operation.changes


def _nothing(shelf: Shelf, direction: Stack) -> str:
    barrier = facts.read(shelf.db, facts.BARRIER)
    if direction is Stack.REDO:
        return say("store.undo.nothing_to_redo")
    if barrier is None:
        return say("store.undo.nothing_to_undo")
    return say("store.undo.barred", action=action_word(barrier))
