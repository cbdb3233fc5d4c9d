"""How long the window was away from its events at a stretch: what people feel as a freeze.

A beat every millisecond notes how much the window's own thread has worked since the beat before it. That is
the processor's time of this thread alone, so that it says the same on a machine with much else to do; the
wall's clock beside it also counts what was only waited for: a disk, a child, another thread.
"""

from __future__ import annotations

import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType
from typing import Any

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer

_BEAT_MS = 1
_LOOK_SECONDS = 0.002
"""How often the thread is looked at, where it is asked what it does."""
_PATIENCE = 120
_FLOOR = 0.0016
"""Seconds of the processor that the work of `pace` takes where nothing else runs."""


@dataclass(frozen=True)
class Stretch:
    """The longest stretches of an act, in milliseconds, and where the first of them was spent."""

    worked: float
    away: float
    where: Counter[str] = field(default_factory=Counter)
    pace: float = 1.0
    """How many times slower the machine was about that time than the one that the bounds were set on."""


class Watch(QObject):
    """Measures acts one after the other; `looking` it also notes what the thread does meanwhile."""

    def __init__(self, *, looking: bool = False) -> None:
        super().__init__()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(_BEAT_MS)
        self._looking = looking
        self._thread = threading.get_ident()
        self._seen: Counter[str] = Counter()
        self._begin()

    def _begin(self) -> None:
        self._worked = self._away = 0.0
        self._where: Counter[str] = Counter()
        self._mark()

    def _mark(self) -> None:
        self._seen = Counter()
        self._last, self._clock = time.thread_time(), time.perf_counter()

    def _beat(self) -> None:
        worked, away = time.thread_time() - self._last, time.perf_counter() - self._clock
        if worked > self._worked:
            self._worked, self._where = worked, self._seen
        self._away = max(self._away, away)
        self._mark()

    def act(self, do: Callable[[], Any], over: Callable[[], bool] = lambda: True) -> Stretch:
        """Do something and let the window go on until it is over and all of it is painted."""
        until(lambda: True)
        slow = pace()
        self._begin()
        ended = threading.Event()
        if self._looking:
            threading.Thread(target=self._look, args=(ended,), daemon=True).start()
        try:
            do()
            until(over)
        finally:
            ended.set()
        self._beat()
        return Stretch(self._worked * 1000, self._away * 1000, self._where, max(slow, pace()))

    def _look(self, ended: threading.Event) -> None:
        while not ended.wait(_LOOK_SECONDS):
            seen = self._seen
            for line in _lines(sys._current_frames().get(self._thread)):
                seen[line] += 1


def gathered(work: Any) -> None:
    """Let the window go on until its page has gathered what it shows a little at a time."""
    gathering = getattr(work.places.page, "gathering", None)
    if gathering is not None:
        until(lambda: not gathering.busy)


def pace() -> float:
    """Return how many times slower this thread is just now than with a processor of its own; 1 at least."""
    begun = time.thread_time()
    ",".join(str(number) for number in range(20_000)).split(",")
    return max(1.0, (time.thread_time() - begun) / _FLOOR)


def _lines(frame: FrameType | None) -> set[str]:
    """Return the functions of the program in which a thread is."""
    found = set()
    while frame is not None:
        code = frame.f_code
        if "/jzdesk/" in code.co_filename or "\\jzdesk\\" in code.co_filename:
            place = code.co_filename.replace("\\", "/").rpartition("/jzdesk/")[2]
            found.add(f"{place}:{code.co_name}")
        frame = frame.f_back
    return found


def until(over: Callable[[], bool], turns: int = 5) -> None:
    """Let the window go on until something is over, and for some turns of its loop after it."""
    loop, timer, left = QEventLoop(), QTimer(), [turns]
    end = time.monotonic() + _PATIENCE

    def look() -> None:
        if time.monotonic() > end:
            loop.exit(1)
        if over():
            left[0] -= 1
            if left[0] <= 0:
                loop.exit(0)

    timer.timeout.connect(look)
    timer.start(2)
    assert loop.exec() == 0, "it did not end"
