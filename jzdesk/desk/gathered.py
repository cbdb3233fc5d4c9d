"""What takes long to gather from the store: done in a thread, from the store as it is at one moment."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from jzdesk.desk.office import Office
from jzdesk.desk.rendering import Rendering
from jzdesk.errors import StoppedError
from jzdesk.store.pace import Pace
from jzdesk.store.store import Store
from jzdesk.words import say


class Gathering:
    """Begun where the store belongs, run and stopped in any thread.

    Its result is what `gather` returns, or what comes of the drawing that `draw` makes of it.
    """

    def __init__(
        self, office: Office, gather: Callable[[Office], Any], draw: Callable[[Any], Rendering] | None = None
    ) -> None:
        self._source, self._who, self._today = office.store.source(), office.who, office.today
        self._gather, self._draw = gather, draw
        self._pace = Pace()
        self._drawing: Rendering | None = None
        self._lock = threading.Lock()
        self._stopped = False

    def run(self, tell: Callable[[Any], None]) -> Any:
        """Do it; `StoppedError` when it was stopped."""
        with Store.taken(self._source, self._pace, self._who) as seen:
            found = self._gather(Office(seen, self._who, self._today))
        drawing = self._draw(found) if self._draw is not None else None
        with self._lock:
            if self._stopped:
                raise StoppedError(say("store.pace.stopped"))
            self._drawing = drawing
        return found if drawing is None else drawing.run(tell)

    def stop(self) -> None:
        """Give it up; what is being gathered is let be once it is."""
        with self._lock:
            self._stopped = True
        self._pace.stop()
        if self._drawing is not None:
            self._drawing.stop()
