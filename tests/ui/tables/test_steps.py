"""Where the cursor goes next."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from jzdesk.ui.tables.steps import Field, Step, step_of, target

PLACES = {(1, 3), (1, 4), (2, 3), (4, 3), (4, 4), (4, 6)}
FIELD = Field(6, 8, PLACES.__contains__)


@pytest.mark.parametrize(
    ("here", "step", "there"),
    [
        ((1, 3), Step.NEXT, (1, 4)),
        ((1, 4), Step.NEXT, (2, 3)),
        ((4, 6), Step.NEXT, None),
        ((2, 3), Step.BACK, (1, 4)),
        ((1, 3), Step.BACK, None),
        ((1, 3), Step.DOWN, (2, 3)),
        ((1, 4), Step.DOWN, (4, 4)),
        ((4, 4), Step.DOWN, None),
        ((4, 4), Step.UP, (1, 4)),
        ((4, 3), Step.ENTER, (1, 4)),
        ((4, 6), Step.ENTER, None),
        ((1, 4), Step.ENTER_BACK, (4, 3)),
        ((4, 4), Step.RIGHT, (4, 6)),
        ((4, 3), Step.LEFT, None),
        ((2, 5), Step.NEXT, (4, 3)),
        ((2, 3), Step.FIRST, (1, 3)),
        ((2, 3), Step.LAST, (4, 6)),
    ],
)
def test_steps_meet_only_places_that_may_be_typed_in(here, step, there):
    assert target(FIELD, here, step) == there


def test_nothing_may_be_typed_in():
    assert all(target(Field(6, 8, set().__contains__), (0, 0), step) is None for step in Step)


def test_of_a_large_table_only_what_a_step_comes_by_is_asked():
    asked = []
    field = Field(1000, 20, lambda place: asked.append(place) or place == (503, 7))
    assert target(field, (500, 7), Step.DOWN) == (503, 7)
    assert asked == [(501, 7), (502, 7), (503, 7)]


def key(code: Qt.Key, modifiers=Qt.KeyboardModifier.NoModifier) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, code, modifiers)


@pytest.mark.parametrize(
    ("event", "typing", "step"),
    [
        (key(Qt.Key.Key_Return), True, Step.ENTER),
        (key(Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier), True, Step.ENTER),
        (key(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier), True, Step.ENTER_BACK),
        (key(Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier), True, None),
        (key(Qt.Key.Key_Tab), True, Step.NEXT),
        (key(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier), True, Step.BACK),
        (key(Qt.Key.Key_Left), True, None),
        (key(Qt.Key.Key_Left), False, Step.LEFT),
        (key(Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier), False, Step.FIRST),
        (key(Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier), True, None),
        (key(Qt.Key.Key_Home), False, None),
        (key(Qt.Key.Key_7), False, None),
    ],
)
def test_keys_ask_for_steps(event, typing, step):
    assert step_of(event, typing=typing) == step
