"""The parent's side of any child process: start it under its limits, talk to it, end it."""

from __future__ import annotations

import json
import logging
import os
import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, NamedTuple, Self

from jzdesk import traces
from jzdesk.errors import WorldError
from jzdesk.words import say
from jzdesk.worker import FAULT, MEMORY, TOLD
from jzdesk.worker.confine import Confinement

READY_SECONDS = 20.0
_END_SECONDS = 2.0
_LONGEST = 20_000
_LOG = logging.getLogger("jzdesk.worker")
_PACKAGE = Path(__file__).resolve().parents[2]
"""The folder in which the package lies, or the archive."""


def interpreter() -> str:
    """Return the Python to start; the launcher on Windows is none, and there it lies beside its DLL."""
    own = Path(sys.executable)
    if own.stem.lower().startswith("python"):
        return sys.executable
    return str(Path(sys.prefix, "pythonw.exe"))


# Safe path: else a module lying beside the file that is read, on a stick, would run as ours.
COMMAND = (interpreter(), "-P", "-m", "jzdesk.worker")


class Told(NamedTuple):
    """What a child tells before its answer, and the text that it stood there as."""

    what: Any
    text: str


class Child:
    """A child process, started when first needed and anew after a fall. Use it as a context manager."""

    def __init__(
        self, *, seconds: float | None, ready_seconds: float, command: Sequence[str], memory: int = MEMORY,
        environment: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        self._seconds = seconds
        self._ready_seconds = ready_seconds
        self._command = command
        self._memory = memory
        self._environment = dict(environment or {})
        self._child: subprocess.Popen[str] | None = None
        self._confinement: Confinement | None = None
        self._talker: threading.Thread | None = None
        self._stderr: IO[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the child."""
        child, self._child = self._child, None
        confinement, self._confinement = self._confinement, None
        talker, self._talker = self._talker, None
        if child is not None:
            child.kill()
            child.wait()
        if confinement is not None:
            confinement.close()
        if talker is not None:
            talker.join(_END_SECONDS)
        if child is not None and not (talker is not None and talker.is_alive()):
            _close(child)
        stderr, self._stderr = self._stderr, None
        if stderr is not None:
            stderr.close()

    def _log(self, answer: Any) -> None:
        """Log what the child answered of a fault, or left where it ended without an answer.

        No warning: whoever asked is told, and a file from outside may well be what it fell over.
        """
        if isinstance(answer, dict) and isinstance(answer.get(FAULT), str):
            _LOG.info("the child failed:\n%s", answer[FAULT])
        elif self._child is not None:
            _LOG.info("the child ended with %s\n%s", self._ended(self._child), self._left())

    @staticmethod
    def _ended(child: subprocess.Popen[str]) -> int | None:
        try:
            return child.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:  # it lives, and said what is no answer
            return None

    def _left(self) -> str:
        if self._stderr is None:
            return ""
        self._stderr.seek(0)
        return traces.bare(self._stderr.read(_LONGEST).decode("utf-8", "replace"))

    def _started(self) -> subprocess.Popen[str]:
        if self._child is not None and self._child.poll() is None:
            return self._child
        self.close()
        environment = {
            **os.environ, "PYTHONPATH": str(_PACKAGE), "PYTHONIOENCODING": "utf-8", **self._environment,
        }  # fmt: skip
        with suppress(OSError):  # without room for it, it is not heard
            self._stderr = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the child
        try:
            # Not in the folder we were started in: a working directory keeps a stick from being taken out
            child = self._child = subprocess.Popen(
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=self._stderr or subprocess.DEVNULL, text=True, encoding="utf-8", errors="replace",
                env=environment, cwd=_PACKAGE if _PACKAGE.is_dir() else _PACKAGE.parent,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )  # fmt: skip
            ready = self._talk(child, None, self._ready_seconds)
            # Its own number: on Windows a virtual environment's python starts another one
            if not isinstance(ready, dict) or not isinstance(ready.get("ready"), int):
                raise ChildProcessError
            self._confinement = Confinement(ready["ready"], self._memory)
            if child.stdin is not None:
                child.stdin.write("go\n")
                child.stdin.flush()
        except (OSError, ValueError) as error:  # a closed pipe: somebody ended the child while it started
            self.close()
            raise WorldError(say("worker.no_child")) from error
        return child

    def _talk(
        self, child: subprocess.Popen[str], job: Mapping[str, Any] | None, seconds: float | None,
        tell: Callable[[Told], object] = lambda _: None,
    ) -> Any:  # fmt: skip
        """Return the child's answer to a job, None when it gave none; `TimeoutError` when it takes too long.

        A thread writes and reads, because neither can be given a limit of time on Windows; killing the child
        ends the thread. What the child tells before its answer goes to `tell`.
        """
        answers: queue.SimpleQueue[Any] = queue.SimpleQueue()
        talker = threading.Thread(target=_exchange, args=(child, job, answers), daemon=True)
        talker.start()
        self._talker = talker  # not earlier: another thread that closes waits for its end
        end = None if seconds is None else time.monotonic() + seconds
        while True:
            try:
                answer = answers.get(timeout=None if end is None else max(end - time.monotonic(), 0))
            except queue.Empty:
                raise TimeoutError from None
            if not isinstance(answer, Told):
                return answer
            tell(answer)


def _exchange(
    child: subprocess.Popen[str], job: Mapping[str, Any] | None, answers: queue.SimpleQueue[Any]
) -> None:
    """Give the child a job, if there is one, and put its lines into `answers` up to the last, or None."""
    answer: Any = None
    try:
        if child.stdin is not None and child.stdout is not None:
            if job is not None:
                child.stdin.write(json.dumps(job) + "\n")
                child.stdin.flush()
            while (line := child.stdout.readline()).startswith(TOLD):
                text = line.removeprefix(TOLD).removesuffix("}\n")
                answers.put(Told(json.loads(text), text))
            answer = json.loads(line)
    except (OSError, ValueError, RecursionError):  # it has ended, or says what is no JSON
        answer = None
    answers.put(answer)


def _close(child: subprocess.Popen[str]) -> None:
    for stream in (child.stdin, child.stdout):
        try:
            if stream is not None:
                stream.close()
        except OSError:  # what it was never given is still to be written
            pass
