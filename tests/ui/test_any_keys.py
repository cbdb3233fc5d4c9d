"""Somebody who presses every key there is, in no order: the window never fails and is never stuck."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.exceptions import capture_exceptions

K = Qt.Key
NONE, CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)  # fmt: skip
PLAIN = [
    K.Key_Tab, K.Key_Backtab, K.Key_Return, K.Key_Enter, K.Key_Escape, K.Key_Up, K.Key_Down, K.Key_Left,
    K.Key_Right, K.Key_Home, K.Key_End, K.Key_PageUp, K.Key_PageDown, K.Key_Delete, K.Key_Backspace,
    K.Key_Space, K.Key_F2, K.Key_F4, K.Key_F6, K.Key_F7, K.Key_F8, K.Key_F9, K.Key_F12,
]  # fmt: skip
CHORDS = [K(ord(letter)) for letter in "ABCDFGIJLMNPQSTVXYZ123456789"]
CHORDS += [K.Key_Delete, K.Key_Return, K.Key_Home, K.Key_End]
WORDS = ["12.5", "0", "-3", "=", "1200+350", "+5", "12a", "-", "9999999", " "]
CLIPS = ["1\t2\n3\t4\n", "x", "本季\t前期调整数\n5\t6\n", "甲厂\t5\n乙厂\t6\n", "", "1\n" * 60]
LEVELS = 9
"""More windows, menus and lists than ever stand one above the other."""


def under_hand() -> QWidget | None:
    """Return what the next key goes to."""
    places: tuple[Callable[[], QWidget | None], ...] = (
        QApplication.activePopupWidget, QApplication.focusWidget, QApplication.activeModalWidget,
        QApplication.activeWindow,
    )  # fmt: skip
    return next((found for place in places if (found := place()) is not None), None)


def press_something(dice: random.Random) -> None:
    target = under_hand()
    kind = dice.random()
    if target is None:
        return
    if kind < 0.45:
        QTest.keyClick(target, dice.choice(PLAIN), dice.choice([NONE, NONE, NONE, SHIFT, ALT]))
    elif kind < 0.7:
        QTest.keyClick(target, dice.choice(CHORDS), dice.choice([CTRL, CTRL, CTRL, CTRL | SHIFT]))
    elif kind < 0.9:
        for char in dice.choice(WORDS):
            QTest.keyClick(QApplication.focusWidget() or target, char)
    elif kind < 0.95:
        QApplication.clipboard().setText(dice.choice(CLIPS))
    else:
        QApplication.processEvents()


def leave_all() -> None:
    """Press Esc until the window itself is reached: that is the way out of everything."""
    for _ in range(LEVELS):
        above = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if above is None:
            return
        QTest.keyClick(above, K.Key_Escape)
    raise AssertionError(f"no way out of {above}")


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answer every question for a file with Esc, and open nothing in other programs."""
    for name in ("getSaveFileName", "getOpenFileName", "getOpenFileNames"):
        monkeypatch.setattr(QFileDialog, name, lambda *_, **__: ("", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_, **__: "")
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda *_: True)


# Qt itself commits an editor later than Enter, and opens the next one on Tab; a page that was left meanwhile
# has saved and closed the first, and may have opened another.
@pytest.mark.qt_log_ignore("commitData called with an editor", "edit: editing failed")
@pytest.mark.usefixtures("nowhere")
@pytest.mark.parametrize("whose", ["office", "city"])
@pytest.mark.parametrize("number", [0, *(pytest.param(n, marks=pytest.mark.slow) for n in range(1, 25))])
def test_any_keys_in_any_order_are_survived(open_window, request, rng, whose, number):
    office, dice = request.getfixturevalue(whose), random.Random(f"{rng.random()}/{number}")
    work = open_window(office, "emissions" if whose == "office" else "coverage")
    with capture_exceptions() as failed:
        for step in range(1, 401):
            press_something(dice)
            assert not failed, step
            if step % 40 == 0:
                leave_all()
                work.places.go(dice.choice([place.name for place in work.places.list()]))
    leave_all()
    assert office.store.verify_history() == []
