"""The practice quarter: a sample county's quarter that is all but done, on a day of its own.

Its store is a practice store like any other: all that is made from it bears 练习, and no real store takes it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jzdesk import resource
from jzdesk.desk import aside, deadlines, entering, safekeeping
from jzdesk.desk.office import PRACTICE, Office
from jzdesk.desk.sample import Sample
from jzdesk.errors import WorldError
from jzdesk.files import make_folder
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.models.sheet import Sheet
from jzdesk.records import dataclass
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.desk.aside import Aside, Steps

QUARTER = "sample/practice.toml"


@dataclass(frozen=True, slots=True)
class Lesson:
    """What the practice quarter leaves to do: `answers` are the figures proposed, by their cells."""

    period: Period
    today: date
    due: date
    slips: Mapping[str, str]
    answers: Mapping[str, str]
    explained: Sequence[Mapping[str, str]]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Lesson:
        """Return the lesson of a parsed `practice.toml`."""
        today, due = (date.fromisoformat(data[name]) for name in ("today", "due"))
        period = Period.parse(data["period"])
        return cls(period, today, due, data["slips"], data["answers"], data["explained"])


@cache
def lesson() -> Lesson:
    """Return the lesson that comes with the program."""
    return Lesson.of(tomllib.loads(resource.path(QUARTER).read_text("utf-8")))


# Its store


def folder_in(folder: Path) -> Path:
    """Return where practice stores lie: never beside a real one, whose files would be taken for theirs."""
    return folder / say("desk.practising.folder")


def known(folder: Path) -> Path | None:
    """Return the practice quarter that was begun last below a folder; None before any."""
    place, number = folder_in(folder), 1
    found = None
    while (file := place / _name(number)).is_file():
        found, number = file, number + 1
    return found


def _name(number: int) -> str:
    word = "file" if number == 1 else "file_again"
    return say(f"desk.practising.{word}", unit=Sample.load().unit, n=number)


def begin(folder: Path, who: str | None = None) -> Office:
    """Make another practice quarter below a folder and open it; those there stay as they are."""
    return aside.at_once(_beginning(folder, who))


def beginning(folder: Path, who: str | None = None) -> Aside:
    """Return the work of making one beside the window: where it lies."""

    def steps() -> Steps[Path]:
        office = yield from _beginning(folder, who)
        path = office.store.info.path
        office.close()  # it would belong to the thread in which this was done
        return path

    return aside.Aside(steps)


def _beginning(folder: Path, who: str | None) -> Steps[Office]:
    sample, number = Sample.load(), 1
    while (file := folder_in(folder) / _name(number)).exists():
        number += 1
    try:
        make_folder(file.parent)
    except OSError as error:
        raise WorldError(say("desk.safekeeping.init_folder", name=file.parent)) from error
    office = safekeeping.init(file, unit=sample.unit, office=None, practice=True, who=who)
    try:
        yield from _filling(office, sample, lesson())
    except BaseException:
        office.close()
        file.unlink(missing_ok=True)  # made here, and nobody has worked in it
        raise
    return office


def _filling(office: Office, sample: Sample, now: Lesson) -> Steps[None]:
    """Enter the quarters before as they were handed in, and of this one what is not left to do."""
    for name, typed in sample.periods.items():
        period = Period.parse(name)
        if period.kind != now.period.kind or period > now.period:
            continue
        yield period
        if period == now.period:
            typed = {k: v for k, v in typed.items() if k not in now.answers} | dict(now.slips)
        entering.set_values(office, period, [part for pair in typed.items() for part in pair])
    yield now.period
    texts = {(e["period"], e["rule"], e["key"]): e["text"] for e in sample.explanations}
    for one in now.explained:
        text = texts[str(now.period), one["rule"], one["key"]]
        entering.explain(office, now.period, one["rule"], [Key.parse(one["key"])], text)
    deadlines.register(office, now.period, now.due, say("desk.practising.basis"))
    today = now.today.isoformat()
    with office.store.operation("practice", None, how="command", why=today, at=office.stamp,
                                step=False) as operation:  # fmt: skip
        operation.memo(PRACTICE, {"today": today})
    office.set_today(now.today)


# What is said in it


def proposed(sheet: Sheet, key: Key) -> str:
    """Return what may be typed at a cell of the practice quarter; empty where it has no proposal."""
    return lesson().answers.get(str(key), "") if sheet.period == lesson().period else ""
