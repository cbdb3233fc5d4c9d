"""A file from the city that is to be begun with: which office it is for, before there is any store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jzdesk.desk import arriving
from jzdesk.errors import RefusedError, StoppedError, WorldError
from jzdesk.models.letters import ASSIGNMENT
from jzdesk.words import say
from jzdesk.worker.reader import Reader


@dataclass(frozen=True, slots=True)
class CityFile:
    """What a 下发文件 says of itself: which office it is for, and whether it is for practice."""

    path: Path
    unit: str
    practice: bool


class Looking:
    """A file looked at in the child process: work that needs no store, and can be stopped."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._reader = Reader()
        self._stopped = False

    def run(self, tell: Callable[[Any], None]) -> CityFile:
        """Return what it is; a file with which no office begins is refused."""
        tell(self._path.name)
        try:
            with self._reader as reader:
                found = arriving.read(self._path, arriving.editions(None), reader)
        except WorldError as error:
            if self._stopped:
                raise StoppedError(say("desk.books.stopped")) from error
            raise
        if found.packet is None:
            raise RefusedError(found.refused)
        content = found.packet["content"]
        if content["kind"] != ASSIGNMENT:
            raise RefusedError(say("desk.city_file.other", name=self._path.name, kind=content["kind"]))
        return CityFile(self._path, str(content["unit"]), bool(content["practice"]))

    def stop(self) -> None:
        """End it; the child ends with it."""
        self._stopped = True
        self._reader.close()
