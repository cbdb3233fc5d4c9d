"""Texts on so many lines, cut with an ellipsis where there are more."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics

WRAP = Qt.TextFlag.TextWordWrap


def shortened(metrics: QFontMetrics, width: int, text: str, room: int) -> str:
    """Return as much of a text as `room` lines hold, with an ellipsis where something is left out."""
    if line_count(metrics, width, text) <= room:
        return text
    least, most = 1, len(text)
    while most - least > 1:
        middle = (least + most) // 2
        fits = line_count(metrics, width, f"{text[:middle]}…") <= room
        least, most = (middle, most) if fits else (least, middle)
    return f"{text[:least].rstrip()}…"


def line_count(metrics: QFontMetrics, width: int, text: str) -> int:
    """Return how many lines a text takes in so much width."""
    box = metrics.boundingRect(QRect(0, 0, max(12, width), 10_000), WRAP, text)
    return max(1, round(box.height() / metrics.lineSpacing()))
