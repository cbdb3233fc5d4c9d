"""规划原文: the office loads the plan's official text, and finds its paragraph beside each item.

The text is not shipped. It is read in the child process, kept as an attachment of the store, and replaced
when it is loaded again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError, StoppedError, WorldError
from jzdesk.models import official_text
from jzdesk.models.official_text import OfficialText
from jzdesk.words import say
from jzdesk.worker.reader import Reader

MEMO, KIND = "plan_text", "plan_text"
ENDINGS = (".docx", ".pdf", ".txt")
_W = "desk.plan_text"
_LEAST = 0.5
"""Which share of the plan's chapters a text must have to be taken for it."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What is loaded: the file's name, the day, and how many of the plan's chapters are in it."""

    name: str
    on: str
    found: int
    of: int

    @property
    def sentence(self) -> str:
        """What is loaded, in a sentence."""
        return say(f"{_W}.standing", name=self.name, day=self.on, found=self.found, of=self.of)


class Reading:
    """The work of reading a file, beside the window; its result is the lines."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._stopped = False

    def run(self, tell: Callable[[Any], None] | None = None) -> dict[str, Any]:
        """Read it; a refusal says why it cannot be had."""
        if tell is not None:
            tell(self.path.name)
        if not self.path.is_file():
            raise RefusedError(say("desk.receiving.not_file", name=self.path.name))
        with Reader() as reader:
            read = reader.read_text(self.path)
        if self._stopped:
            raise StoppedError(say(f"{_W}.stopped"))
        return read

    def stop(self) -> None:
        """Give it up; what was read is let go."""
        self._stopped = True


def load(office: Office, path: Path) -> Loaded:
    """Read a file and keep it as the plan's official text."""
    return keep(office, path, Reading(path).run())


def keep(office: Office, path: Path, read: Mapping[str, Any]) -> Loaded:
    """Keep lines that were read as the plan's text, in the place of earlier ones; refuse another text."""
    chapters = office.catalogue.data.get("chapters", ())
    if not chapters:
        raise RefusedError(say(f"{_W}.no_chapters"))
    lines: list[str] = read["lines"]
    found = official_text.cut(lines, chapters).chapters
    if len(found) < _LEAST * len(chapters):
        title = office.catalogue.data["plan"]["title"]
        told = {"title": title, "found": len(found), "of": len(chapters)}
        raise RefusedError(say(f"{_W}.other", name=path.name, **told))
    made = Loaded(path.name, office.today.isoformat(), len(found), len(chapters))
    at = office.stamp
    with office.store.operation(MEMO, None, how="workbook", why=path.name, at=at, step=False) as op:
        digest = op.attach(KIND, path.name, json.dumps(lines, ensure_ascii=False).encode("utf-8"))
        record = {"name": made.name, "on": made.on, "found": made.found, "of": made.of, "file": digest}
        op.memo(MEMO, {**record, "plan": office.catalogue.data["plan"]["id"]})
    return made


def forget(office: Office) -> None:
    """Have no official text any more."""
    with office.store.operation(MEMO, None, how="command", why="", at=office.stamp, step=False) as op:
        op.memo(MEMO, None)


def standing(office: Office) -> Loaded | None:
    """Return what is loaded; None for nothing."""
    told = _told(office)
    return None if told is None else Loaded(told["name"], told["on"], told["found"], told["of"])


def text(office: Office) -> OfficialText | None:
    """Return the official text by chapter; None where none is loaded, or its file is lost or damaged."""
    told = _told(office)
    if told is None:
        return None

    def read() -> OfficialText | None:
        try:
            lines = json.loads(office.store.attachment_content(told["file"]))
        except (WorldError, ValueError):
            return None
        return official_text.cut(lines, office.catalogue.data.get("chapters", ()))

    return office.kept(MEMO, told["file"], read)


def _told(office: Office) -> Mapping[str, Any] | None:
    told = office.store.memos(MEMO).get(MEMO)
    return told if told is not None and told.get("plan") == office.catalogue.data["plan"]["id"] else None
