"""The parent's side of the drawing child: ask for paper or pictures, hear how far it is, or stop it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from jzdesk.errors import RefusedError, StoppedError, WorldError
from jzdesk.words import say
from jzdesk.worker import RENDER, RENDER_MEMORY
from jzdesk.worker.child import COMMAND, READY_SECONDS, Child


class Renderer(Child):
    """A child process that draws and prints what is plain data; it may take its time, and be stopped.

    `cache` is a folder of the account's own where the drawing library keeps what it found out about the
    system's fonts; without one it would look for them each time.
    """

    def __init__(
        self,
        cache: Path,
        *,
        ready_seconds: float = READY_SECONDS,
        command: Sequence[str] = (*COMMAND, RENDER),
    ) -> None:
        # One thread: with more the numerical library takes address space for each core it sees
        environment = {"MPLCONFIGDIR": str(cache), "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
        super().__init__(
            seconds=None, ready_seconds=ready_seconds, command=command, memory=RENDER_MEMORY,
            environment=environment,
        )  # fmt: skip
        self._stopped = threading.Event()

    def stop(self) -> None:
        """End the work from another thread; whoever waits for it gets a `StoppedError`."""
        self._stopped.set()
        child, confinement = self._child, self._confinement
        self._confinement = None
        if child is not None:
            child.kill()
        if confinement is not None:
            confinement.close()  # on Windows the one that works may be a child of the one that was started

    def ask(self, job: Mapping[str, Any], tell: Callable[[Any], None] | None = None) -> dict[str, Any]:
        """Return the answer to a job; `tell` hears how far it is.

        Raises `StoppedError` once it was stopped, and `WorldError` when the child cannot do it.
        """
        try:
            child = self._started()
            if self._stopped.is_set():  # between its start and now
                raise StoppedError(say("worker.stopped"))
            answer = self._talk(
                child, job, self._seconds, lambda told: tell(told.what) if tell is not None else None
            )
        except WorldError:
            self._refuse_stopped()
            raise
        if isinstance(answer, dict) and isinstance(answer.get("result"), dict):
            return answer["result"]
        refused = answer.get("refused") if isinstance(answer, dict) else None
        if not isinstance(refused, str) and not self._stopped.is_set():
            self._log(answer)
        self.close()
        self._refuse_stopped()
        if isinstance(refused, str):
            raise RefusedError(refused)
        raise WorldError(say("worker.not_drawn"))

    def _refuse_stopped(self) -> None:
        if self._stopped.is_set():
            raise StoppedError(say("worker.stopped")) from None
