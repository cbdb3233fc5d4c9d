"""Long work cut into steps: done in a thread beside the window, or between two steps of it beside another."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor, wait
from time import perf_counter
from typing import Any, TypeVar

from jzdesk.errors import StoppedError
from jzdesk.words import say

T = TypeVar("T")
Steps = Generator[Any, None, T]
"""Work in steps: it yields how far it is, and returns its result."""
_SLICE = 0.02
"""Seconds that are waited for what is done beside at a time."""


class Aside:
    """Steps that need nothing the window has open, done in a thread; between two of them they can be stopped.

    What they have begun they take back themselves when they are closed.
    """

    def __init__(self, make: Callable[[], Steps[Any]]) -> None:
        self._make = make
        self._stopped = threading.Event()

    def run(self, tell: Callable[[Any], None]) -> Any:
        """Do them all; `StoppedError` when they were stopped."""
        steps = self._make()
        try:
            while True:
                tell(next(steps))
                if self._stopped.is_set():
                    raise StoppedError(say("store.pace.stopped"))
        except StopIteration as done:
            return done.value
        finally:
            steps.close()

    def stop(self) -> None:
        """Have it end before its next step."""
        self._stopped.set()


def at_once(steps: Steps[T]) -> T:
    """Do all steps one after the other."""
    try:
        while True:
            next(steps)
    except StopIteration as done:
        result: T = done.value
        return result


def in_slices(steps: Steps[T], seconds: float = _SLICE / 2) -> Steps[T]:
    """Do steps that are short, and yield no more often than whoever works meanwhile can feel."""
    until = perf_counter() + seconds
    try:
        while True:
            told = next(steps)
            if perf_counter() > until:
                yield told
                until = perf_counter() + seconds
    except StopIteration as done:
        result: T = done.value
        return result
    finally:
        steps.close()


def meanwhile(work: Callable[[], T], told: Any = None, stop: Callable[[], None] | None = None) -> Steps[T]:
    """Do work that needs no store in a thread, and yield again and again until it is done.

    Whoever asks no more waits for its end, to which `stop` brings it.
    """
    with ThreadPoolExecutor(1) as beside:
        under_way = beside.submit(work)
        try:
            while wait([under_way], _SLICE).not_done:
                yield told
        finally:
            if stop is not None:
                stop()
    return under_way.result()
