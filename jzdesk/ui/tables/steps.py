"""Where the cursor goes next: only from one place that may be typed in to another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import product

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

Place = tuple[int, int]


class Step(Enum):
    """One move; `ENTER` goes on at the top of the next column where `DOWN` stops."""

    ENTER = "enter"
    ENTER_BACK = "enter back"
    DOWN = "down"
    UP = "up"
    NEXT = "next"
    BACK = "back"
    LEFT = "left"
    RIGHT = "right"
    FIRST = "first"
    LAST = "last"

    @property
    def backward(self) -> bool:
        """The move goes towards the start."""
        return self in {Step.ENTER_BACK, Step.UP, Step.BACK, Step.LEFT}


def step_of(event: QKeyEvent, *, typing: bool) -> Step | None:
    """Return the move a key asks for; while typing, the arrows to the sides belong to the text."""
    key = Qt.Key
    shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    others = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    if others and event.key() not in {key.Key_Home, key.Key_End}:
        return None
    if event.key() in {key.Key_Return, key.Key_Enter}:
        return Step.ENTER_BACK if shift else Step.ENTER
    moves = {key.Key_Tab: Step.NEXT, key.Key_Backtab: Step.BACK, key.Key_Down: Step.DOWN, key.Key_Up: Step.UP}
    if event.key() in moves:
        return moves[Qt.Key(event.key())]
    if typing:
        return None
    sides = {key.Key_Left: Step.LEFT, key.Key_Right: Step.RIGHT}
    if others:
        sides = {key.Key_Home: Step.FIRST, key.Key_End: Step.LAST}
    return sides.get(Qt.Key(event.key()))


@dataclass(frozen=True, slots=True)
class Field:
    """Where the cursor may go: so many lines and columns, of whose places those that are `open` are met.

    A place is asked when a step comes by it: of a large table few are ever asked.
    """

    lines: int
    columns: int
    open: Callable[[Place], bool]


def target(field: Field, here: Place, step: Step) -> Place | None:
    """Return the place a step leads to from `here`, None beyond the edge."""
    return next((place for place in _ahead(field, here, step) if field.open(place)), None)


def _ahead(field: Field, here: Place, step: Step) -> Iterator[Place]:
    """Yield the places that a step comes by, in order."""
    (line, column), back = here, step.backward
    lines, columns = range(field.lines), range(field.columns)
    if step in {Step.FIRST, Step.LAST}:
        last = step is Step.LAST
        yield from product(_turned(lines, last), _turned(columns, last))
        return
    if step not in {Step.NEXT, Step.BACK, Step.LEFT, Step.RIGHT}:
        yield from product(_beyond(lines, line, back), (column,))
        if step in {Step.ENTER, Step.ENTER_BACK}:
            yield from ((n, at) for at in _beyond(columns, column, back) for n in _turned(lines, back))
        return
    if line in lines:  # the cursor may stand nowhere
        yield from product((line,), _beyond(columns, column, back))
    if step in {Step.NEXT, Step.BACK}:
        yield from product(_beyond(lines, line, back), _turned(columns, back))


def _turned(numbers: range, back: bool) -> range:
    return numbers[::-1] if back else numbers


def _beyond(numbers: range, here: int, back: bool) -> range:
    return numbers[: max(0, here)][::-1] if back else numbers[here + 1 :]
