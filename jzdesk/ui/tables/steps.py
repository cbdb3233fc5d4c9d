"""Where the cursor goes next: only from one place that may be typed in to another."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

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


def target(places: Sequence[Place], here: Place, step: Step) -> Place | None:
    """Return the place a step leads to from `here`, None beyond the edge; `places` go line by line."""
    if step is Step.FIRST or step is Step.LAST:
        return (places[0] if step is Step.FIRST else places[-1]) if places else None
    if step in {Step.NEXT, Step.BACK}:
        return _along(list(places), here, back=step is Step.BACK)
    if step in {Step.LEFT, Step.RIGHT}:
        return _along([p for p in places if p[0] == here[0]], here, back=step is Step.LEFT)
    column = [p for p in places if p[1] == here[1]]
    found = _along(column, here, back=step.backward)
    if found is not None or step in {Step.DOWN, Step.UP}:
        return found
    by_column = sorted(places, key=lambda p: (p[1], p[0]))
    back = step is Step.ENTER_BACK
    rest = [p for p in by_column if (p[1] < here[1] if back else p[1] > here[1])]
    return (rest[-1] if back else rest[0]) if rest else None


def _along(places: list[Place], here: Place, *, back: bool) -> Place | None:
    ahead = [p for p in places if (p < here if back else p > here)]
    if not ahead:
        return None
    return ahead[-1] if back else ahead[0]
