"""How much room texts take. Word breaks the lines itself: these measures choose sizes, they place nothing.

In 宋体 and 黑体 every character is one em wide or half of one, so they come very near.
"""

from __future__ import annotations

import math
import unicodedata

_WIDE = {"W", "F", "A"}
_SLACK = 1.08  # for room left at the ends of lines
_STRANGE = 0.58  # em: a figure in another font that stands in where 宋体 is missing


def ems(text: str, narrow: float = 0.5) -> float:
    """Return how wide a text is, in em; `narrow` is the width of a Latin letter or figure."""
    return sum(1.0 if unicodedata.east_asian_width(char) in _WIDE else narrow for char in text)


def lines(text: str, room: float, size: float) -> int:
    """Return about how many lines a text takes in a column `room` points wide."""
    return sum(max(1, math.ceil(ems(p) * size * _SLACK / max(room, 1))) for p in text.split("\n"))


def fitting(text: str, room: float, size: float) -> float:
    """Return the size, at most `size`, in which a text stands in one line, whatever the font."""
    return min(size, room / max(ems(text, _STRANGE), 0.01))
