"""The parent's side of the reading child: start it, give it a file, and put up with whatever happens."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

from jzdesk.errors import RefusedError, WorldError
from jzdesk.words import say

READY_SECONDS = 20.0
JOB_SECONDS = 5.0
_PACKAGE = Path(__file__).resolve().parents[2]


class Reader:
    """A child process that reads files from outside; warm between files, and started anew after a fall.

    Use it as a context manager. Every failure of the child is one refusal: a file that makes it run
    over five seconds, eat over 500 MB or crash is no file of ours.
    """

    def __init__(self, *, seconds: float = JOB_SECONDS) -> None:
        self._seconds = seconds
        self._child: subprocess.Popen[str] | None = None
        self._lines: queue.Queue[str | None] = queue.Queue()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the child."""
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait()
        for stream in (child.stdin, child.stdout):
            if stream is not None:
                stream.close()

    def read_upload(self, path: Path, catalogues: Mapping[str, str]) -> dict[str, Any]:
        """Return what a file from outside is: content, data, code, whole, signature, altered."""
        answer = self._ask({"job": "read_upload", "path": str(path.resolve()), "catalogues": dict(catalogues)})
        answer["data"] = answer["data"].encode("utf-8")
        return answer

    def read_entry(self, path: Path) -> dict[str, Any]:
        """Return the marked cells of an entry workbook."""
        return self._ask({"job": "read_entry", "path": str(path.resolve())})

    def _ask(self, job: Mapping[str, Any]) -> dict[str, Any]:
        child = self._started()
        try:
            if child.stdin is None:
                raise BrokenPipeError
            child.stdin.write(json.dumps(job) + "\n")
            child.stdin.flush()
        except OSError:
            self.close()
            raise RefusedError(say("worker.crashed", name=Path(job["path"]).name)) from None
        line = self._line(self._seconds)
        try:
            answer = json.loads(line) if line else None
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            self.close()
            word = "slow" if line == "" else "crashed"
            raise RefusedError(say(f"worker.{word}", name=Path(job["path"]).name))
        if "refused" in answer:
            raise RefusedError(say("worker.refused", name=Path(job["path"]).name, sentence=answer["refused"]))
        return answer["result"]

    def _line(self, seconds: float) -> str | None:
        """Return the child's next line; empty when it takes too long, None when it has ended."""
        try:
            return self._lines.get(timeout=seconds)
        except queue.Empty:
            return ""

    def _started(self) -> subprocess.Popen[str]:
        if self._child is not None and self._child.poll() is None:
            return self._child
        self.close()
        environment = {**os.environ, "PYTHONPATH": str(_PACKAGE), "PYTHONIOENCODING": "utf-8"}
        try:
            child = subprocess.Popen(
                [sys.executable, "-m", "jzdesk.worker"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL, text=True, encoding="utf-8", env=environment,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )  # fmt: skip
        except OSError as error:
            raise WorldError(say("worker.no_child")) from error
        self._child, self._lines = child, queue.Queue()
        # The pipe is read by a thread, because Windows cannot wait for one with a limit of time.
        threading.Thread(target=_pump, args=(child, self._lines), daemon=True).start()
        if not self._line(READY_SECONDS):
            self.close()
            raise WorldError(say("worker.no_child"))
        return child


def _pump(child: subprocess.Popen[str], lines: queue.Queue[str | None]) -> None:
    if child.stdout is not None:
        try:
            for line in child.stdout:
                lines.put(line)
        except ValueError:  # closed while it was read
            pass
    lines.put(None)
