"""What work takes on any machine: lines of Python carried out and steps of SQLite, never a clock's time."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

_STEPS = 20
"""Instructions of SQLite after which it is counted again."""


def effort(do: Callable[[], Any], *connections: sqlite3.Connection) -> int:
    """Return how many lines this thread carries out and how many steps these connections take for it."""
    count = 0

    def line(_frame: FrameType, event: str, _arg: object) -> Callable[..., Any]:
        nonlocal count
        count += event == "line"
        return line

    def steps() -> int:
        nonlocal count
        count += _STEPS
        return 0

    for one in connections:
        one.set_progress_handler(steps, _STEPS)
    before = sys.gettrace()
    sys.settrace(line)
    try:
        do()
    finally:
        sys.settrace(before)
        for one in connections:
            one.set_progress_handler(None, 0)
    return count
