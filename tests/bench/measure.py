"""How a line of the table is made: work beside its floor in turns, the middle of what was measured.

A topic is a module here with a function `lines(folder, *, thorough)` that yields them; `__main__` lists it.
A ratio says the same on any machine. An absolute time is written as it is asked of the slowest PC's stand-in,
and `ROOM` times as much is allowed wherever the table is measured.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any

ROUNDS = 5
ROOM = 2.0
"""How much longer than asked an absolute time may be on the machine that measures."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: what was done, what was measured and what is allowed, both in one unit."""

    work: str
    measured: float
    allowed: float
    unit: str = "×"
    told: str = ""
    """The figures behind a ratio, to read."""

    @property
    def good(self) -> bool:
        """The work costs no more than it may."""
        return self.measured <= self.allowed


@dataclass(frozen=True, slots=True)
class Beside:
    """Seconds of some work and of its floor, each the middle of all rounds; by the wall and the processor."""

    work: float
    floor: float
    work_processor: float
    floor_processor: float

    def line(self, work: str, allowed: float) -> Line:
        """Return the ratio by the wall's clock as a line."""
        told = (
            f"{self.work * 1000:.1f} ms beside {self.floor * 1000:.1f} ms; of the processor"
            f" {self.work_processor * 1000:.1f} beside {self.floor_processor * 1000:.1f}"
        )
        return Line(work, self.work / self.floor, allowed, told=told)


def _timed(do: Callable[[], Any]) -> tuple[float, float]:
    gc.collect()
    wall, processor = time.perf_counter(), time.process_time()
    do()
    return time.perf_counter() - wall, time.process_time() - processor


def in_turns(
    work: Callable[[], Any], floor: Callable[[], Any], rounds: int = ROUNDS,
    before: Callable[[], Any] = lambda: None,
) -> Beside:  # fmt: skip
    """Do the floor and the work in turns, after once unmeasured: what else the machine does meets both.

    `before` makes ready for both, unmeasured.
    """
    floors, works = [], []
    for _ in range(rounds + 1):
        before()
        floors.append(_timed(floor))
        works.append(_timed(work))
    floors, works = floors[1:], works[1:]
    wall, processor = 0, 1
    return Beside(
        median(one[wall] for one in works), median(one[wall] for one in floors),
        median(one[processor] for one in works), median(one[processor] for one in floors),
    )  # fmt: skip


def milliseconds(
    work: str, do: Callable[[], Any], asked: float, rounds: int = ROUNDS,
    before: Callable[[], Any] = lambda: None,
) -> Line:  # fmt: skip
    """Return the middle of some rounds as a line; `asked` is in milliseconds, `before` is not measured."""
    do()
    times = []
    for _ in range(rounds):
        before()
        times.append(_timed(do))
    taken, processor = (median(time[clock] for time in times) * 1000 for clock in (0, 1))
    return Line(work, taken, asked * ROOM, "ms", f"{asked:g} asked; {processor:.1f} of the processor")
