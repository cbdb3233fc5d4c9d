"""The parent's side of the reading child: give it a file, and put up with whatever happens."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from jzdesk.errors import RefusedError
from jzdesk.words import say
from jzdesk.worker.child import COMMAND, READY_SECONDS, Child, Told

JOB_SECONDS = 5.0
Meanwhile = Callable[[dict[str, Any], bytes], object]


class Reader(Child):
    """A child process that reads files from outside; warm between files, and started anew after a fall.

    Use it as a context manager. Every failure of the child is one refusal: a file that makes it run
    over five seconds, eat over 500 MB or crash is no file of ours.
    """

    def __init__(
        self, *, seconds: float = JOB_SECONDS, ready_seconds: float = READY_SECONDS,
        command: Sequence[str] = COMMAND,
    ) -> None:  # fmt: skip
        super().__init__(seconds=seconds, ready_seconds=ready_seconds, command=command)
        self._knows_of: object = None
        self._known: dict[str, str] = {}

    def read_upload(
        self, path: Path, catalogues: Mapping[str, str], meanwhile: Meanwhile = lambda *_: None
    ) -> dict[str, Any]:
        """Return what a file from outside is: content, data, code, whole, signature, altered.

        `meanwhile` is given content and data as soon as they are known to be whole, whatever becomes of the
        file afterwards.
        """
        told = self._telling(catalogues)
        whole: list[tuple[dict[str, Any], bytes]] = []

        def hear(one: Told) -> None:
            whole.append((one.what, one.text.encode("utf-8")))
            meanwhile(*whole[0])

        job = {"job": "read_upload", "path": str(path.resolve()), "catalogues": told}
        answer = self._ask(job, hear)
        if whole:
            answer["content"], answer["data"] = whole[0]
        else:
            answer["content"] = json.loads(answer["data"]) if answer["content"] else {}
            answer["data"] = answer["data"].encode("utf-8")
        return answer

    def _telling(self, catalogues: Mapping[str, str]) -> dict[str, str | None]:
        """Return catalogues as the child is told of them: None for one that it knows from a file before."""
        child = self._started()
        if child is not self._knows_of:
            self._knows_of, self._known = child, {}
        told = {e: None if self._known.get(e) == text else text for e, text in catalogues.items()}
        self._known |= catalogues
        return told

    def read_entry(self, path: Path) -> dict[str, Any]:
        """Return the marked cells of an entry workbook."""
        return self._ask({"job": "read_entry", "path": str(path.resolve())})

    def read_allotment(self, path: Path) -> dict[str, Any]:
        """Return the marked cells of an allotment workbook."""
        return self._ask({"job": "read_allotment", "path": str(path.resolve())})

    def read_any(self, path: Path) -> dict[str, Any]:
        """Return what kind of workbook a file is, with the cells of an entry workbook or of any table."""
        return self._ask({"job": "read_any", "path": str(path.resolve())})

    def read_text(self, path: Path) -> dict[str, Any]:
        """Return the lines of a document of words."""
        return self._ask({"job": "read_text", "path": str(path.resolve())})

    def read_template(self, name: str, data: bytes) -> dict[str, Any]:
        """Return the sheets of a workbook that may be a template; `name` is what sentences call it."""
        return self._ask({"job": "read_template", "path": name, "data": _text(data)})

    def fill_template(self, name: str, data: bytes, cells: Mapping[str, Sequence[Sequence[Any]]]) -> bytes:
        """Return a template with cells filled: of each sheet row, column, kind, text, whether in percent."""
        job = {"job": "fill_template", "path": name, "data": _text(data), "cells": dict(cells)}
        return base64.b64decode(self._ask(job)["data"])

    def _ask(
        self, job: Mapping[str, Any], tell: Callable[[Told], object] = lambda _: None
    ) -> dict[str, Any]:  # fmt: skip
        name = Path(job["path"]).name
        try:
            answer = self._talk(self._started(), job, self._seconds, tell)
        except TimeoutError:
            self.close()
            raise RefusedError(say("worker.slow", name=name)) from None
        if isinstance(answer, dict) and isinstance(answer.get("refused"), str):
            raise RefusedError(say("worker.refused", name=name, sentence=answer["refused"]))
        if not isinstance(answer, dict) or not isinstance(answer.get("result"), dict):
            self._log(answer)
            self.close()
            raise RefusedError(say("worker.crashed", name=name))
        return answer["result"]


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
