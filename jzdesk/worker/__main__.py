"""The child: reads one job a line, answers one line; nothing it is fed can harm more than itself.

It says it is ready and which process it is, waits until it is told to go (by then the parent has put it
under its limits), and ends when its standard input does.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TextIO

from jzdesk.errors import JzdeskError, RefusedError
from jzdesk.exchange import entry_form, gate, upload
from jzdesk.words import say
from jzdesk.worker import MEMORY


def limit_memory() -> None:
    """Take no more memory than a workbook needs; on Windows the parent's job object sees to it."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _bytes(job: Mapping[str, Any]) -> bytes:
    """Return the file, one byte more than the gate lets in at most."""
    try:
        with Path(job["path"]).open("rb") as file:
            return file.read(gate.MAX_FILE + 1)
    except OSError as error:
        raise RefusedError(say("worker.unreadable")) from error


def _read_upload(job: Mapping[str, Any]) -> dict[str, Any]:
    return upload.read_upload(_bytes(job), job["catalogues"])


def _read_entry(job: Mapping[str, Any]) -> dict[str, Any]:
    return entry_form.read_entry(_bytes(job))


JOBS: Mapping[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    "read_upload": _read_upload,
    "read_entry": _read_entry,
}


def serve(source: TextIO, target: TextIO) -> None:
    """Answer jobs until `source` ends."""
    _say(target, {"ready": os.getpid()})
    if not source.readline():
        return
    for line in source:
        job = json.loads(line)
        try:
            answer: dict[str, Any] = {"result": JOBS[job["job"]](job)}
        except JzdeskError as error:
            answer = {"refused": error.sentence}
        _say(target, answer)


def _say(target: TextIO, answer: Mapping[str, Any]) -> None:
    target.write(json.dumps(answer) + "\n")
    target.flush()


if __name__ == "__main__":
    limit_memory()
    sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    serve(sys.stdin, sys.stdout)
