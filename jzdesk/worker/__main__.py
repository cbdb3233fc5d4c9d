"""The child: reads one job a line, answers one line; nothing it is fed can harm more than itself.

It says it is ready, and ends when its standard input does.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TextIO

from jzdesk.errors import JzdeskError
from jzdesk.exchange import entry_form, upload

MEMORY = 500 * 1024 * 1024


def limit_memory() -> None:
    """Take no more memory than a workbook needs; on Windows the parent's job object sees to it."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _read_upload(job: Mapping[str, Any]) -> dict[str, Any]:
    return upload.read_upload(Path(job["path"]).read_bytes(), job["catalogues"])


def _read_entry(job: Mapping[str, Any]) -> dict[str, Any]:
    return entry_form.read_entry(Path(job["path"]).read_bytes())


JOBS: Mapping[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    "read_upload": _read_upload,
    "read_entry": _read_entry,
}


def serve(source: TextIO, target: TextIO) -> None:
    """Answer jobs until `source` ends."""
    _say(target, {"ready": True})
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
