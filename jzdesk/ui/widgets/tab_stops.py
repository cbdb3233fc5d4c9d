"""What Tab stops at within a part of a page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def stops_in(part: QWidget) -> list[QWidget]:
    """Return what Tab stops at in a part, in the order it does.

    It mostly lies together; the chain runs on through every page of the window.
    """
    left = sum(part.isAncestorOf(one) for one in part.findChildren(QWidget))
    found: list[QWidget] = []
    one = part.nextInFocusChain()
    while left and one is not None:
        if part.isAncestorOf(one):
            left -= 1
            if one.focusPolicy() & Qt.FocusPolicy.TabFocus:
                found.append(one)
        one = one.nextInFocusChain()
    return found
