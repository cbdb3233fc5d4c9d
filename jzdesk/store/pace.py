"""How long work goes on: it tells how far it is, gives way to the window, and hears that it is to stop."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from jzdesk.errors import StoppedError
from jzdesk.words import say

Tell = Callable[[str, int, int], None]
_T = TypeVar("_T")
_WAY_SECONDS = 0.001
_OFTEN = 64
"""After so many small things it looks up."""


def untold(_stage: str, _done: int, _of: int) -> None:
    """Hear how far it is and do nothing about it."""


class Pace:
    """The pace of one piece of work; `tell` hears its stage, how much of it is done, and of how much."""

    def __init__(self) -> None:
        self.tell: Tell = untold
        self._stopped = threading.Event()

    def stop(self) -> None:
        """Have the work end with a `StoppedError` where it next looks up; from any thread."""
        self._stopped.set()

    def at(self, stage: str, done: int = 0, of: int = 0) -> None:
        """Look up: tell how far it is, and stop if that was asked for."""
        if self._stopped.is_set():
            raise StoppedError(say("store.pace.stopped"))
        self.tell(stage, done, of)

    def give_way(self) -> None:
        """Let the thread that the store belongs to have it between two steps."""
        self._stopped.wait(_WAY_SECONDS)

    def each(self, stage: str, items: Sequence[_T]) -> Iterator[_T]:
        """Yield the items, and look up now and then."""
        for done, item in enumerate(items):
            if done % _OFTEN == 0:
                self.at(stage, done, len(items))
            yield item
