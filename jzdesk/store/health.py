"""数据体检: what is sound and what is not, in plain words; nothing is repaired."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from jzdesk.errors import WorldError
from jzdesk.store import audit, history
from jzdesk.store.database import world
from jzdesk.store.journal import last
from jzdesk.store.shelf import Shelf
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.store.moment import Source
    from jzdesk.store.pace import Pace

LOW_SPACE = 200
"""Megabytes below which the disk is called nearly full."""


class HealthItem(NamedTuple):
    """One thing looked at."""

    name: str
    ok: bool
    text: str


def examine(source: Source, pace: Pace) -> list[HealthItem]:
    """Return everything looked at, in fixed order; damage is an item, not an exception."""
    looks: dict[str, Callable[[Shelf, Pace], Iterator[HealthItem]]] = {
        "file": _file, "figures": _figures, "history": _history, "content": _content,
        "attachments": _attachments, "space": _space,
    }  # fmt: skip
    found: list[HealthItem] = []
    with source.taken(pace) as seen:
        shelf = Shelf(seen)
        for name, look in looks.items():
            pace.at(name)
            try:
                found += look(shelf, pace)
            except WorldError as exc:
                found.append(HealthItem(say(f"store.health.{name}"), False, exc.sentence))
    return found


def verify_trail(source: Source, pace: Pace) -> tuple[list[str], int]:
    """Return one sentence for everything wrong with the trail and with what it names, and its length."""
    with source.taken(pace) as seen:
        shelf = Shelf(seen)
        faults = audit.verify(shelf, pace) + shelf.attachments.problems(seen, pace)
        return faults, 0 if faults else len(history.entries(shelf))


def _item(name: str, problems: list[str], **fields: object) -> Iterator[HealthItem]:
    """Yield one item for each problem, or the one that says all is well."""
    title = say(f"store.health.{name}")
    if not problems:
        yield HealthItem(title, True, say(f"store.health.{name}_ok", **fields))
    for problem in problems:
        yield HealthItem(title, False, problem)


def _file(shelf: Shelf, _pace: Pace) -> Iterator[HealthItem]:
    rows = shelf.db.all("PRAGMA integrity_check") + shelf.db.all("PRAGMA foreign_key_check")
    damaged = [row for row in rows if row != ("ok",)]
    return _item("file", [say("store.world.damaged", path=shelf.db.path)] if damaged else [])


def _figures(shelf: Shelf, _pace: Pace) -> Iterator[HealthItem]:
    shelf.keys.check()
    return _item("figures", shelf.figures.damaged(), count=shelf.db.value("SELECT count(*) FROM figures"))


def _history(shelf: Shelf, pace: Pace) -> Iterator[HealthItem]:
    return _item("history", audit.verify(shelf, pace), count=last(shelf.db)[0])


def _content(shelf: Shelf, _pace: Pace) -> Iterator[HealthItem]:
    db = shelf.db
    for edition in shelf.catalogues.editions(db):
        shelf.catalogues.get(db, edition)
    shelf.catalogues.newest(db)
    submissions, letters = shelf.submissions.find(db, None, None), shelf.letters.find(db, None, None)
    for submission in submissions:
        shelf.submissions.content(db, submission.id)
    for letter in letters:
        shelf.letters.content(db, letter.id)
    return _item("content", [], submissions=len(submissions), letters=len(letters))


def _attachments(shelf: Shelf, pace: Pace) -> Iterator[HealthItem]:
    known = shelf.attachments
    return _item("attachments", known.problems(shelf.db, pace), count=known.count(shelf.db))


def _space(shelf: Shelf, _pace: Pace) -> Iterator[HealthItem]:
    with world(shelf.db.path):
        free = shutil.disk_usage(shelf.db.path.parent).free >> 20
    return _item("space", [] if free >= LOW_SPACE else [say("store.health.space_low", free=free)], free=free)
