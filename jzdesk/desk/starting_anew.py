"""A store made anew from the office's own upload files, where the old one is damaged or gone.

The damaged file is moved aside, never thrown away, and moved back if nothing could be taken from the files.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jzdesk.desk import arriving, recovery, safekeeping
from jzdesk.desk.aside import Aside, Steps
from jzdesk.desk.office import Office, who_acts
from jzdesk.errors import RefusedError
from jzdesk.files import make_folder
from jzdesk.models.letters import UPLOAD
from jzdesk.store import opening
from jzdesk.words import say


@dataclass(frozen=True, slots=True)
class Anew:
    """The new store, open, and where it lies; what became of each file (INTERFACE §5 `receive`); where the
    old one lies.
    """

    office: Office
    store: Path
    files: tuple[dict[str, Any], ...]
    aside: Path | None


def starting_anew(
    store: Path | None, folder: Path, files: Sequence[Path], who: str | None = None
) -> Steps[Anew]:
    """Make a store where the lost one was, or in `folder`, and take the files back into it, in steps."""
    yield say("desk.starting_anew.reading")
    told = _told(files)
    practice = bool(told["practice"])
    if store is None:
        word = "practice_file" if practice else "file"
        store = folder / say(f"desk.starting_anew.{word}", code=told["unit"])
        if store.exists():
            raise RefusedError(say("desk.starting_anew.there", path=store))
    name = who_acts(who)
    yield say("desk.starting_anew.making")
    make_folder(store.parent)
    aside = opening.set_aside(store, name, Office.stamp_now())
    try:
        office = safekeeping.init(store, unit=told["unit"], office=None, practice=practice, who=who)
        try:
            yield say("desk.starting_anew.taking")
            taken = (yield from recovery.in_steps(office, files, say("desk.starting_anew.taking")))["files"]
            if all(file["verdict"] == "refused" for file in taken):
                raise RefusedError(taken[0]["message"], [file["message"] for file in taken[1:]])
        except BaseException:
            office.close()
            store.unlink(missing_ok=True)  # made here, and nothing is in it
            raise
    except BaseException:
        if aside is not None:
            opening.put_back(aside, store)
        raise
    return Anew(office, store, tuple(taken), aside)


def beside(store: Path | None, folder: Path, files: Sequence[Path], who: str | None = None) -> Aside:
    """Return the work of doing that in a thread: an `Anew` that is closed again."""

    def steps() -> Steps[Anew]:
        made = yield from starting_anew(store, folder, files, who)
        made.office.close()  # it would belong to the thread in which this was done
        return made

    return Aside(steps)


def _told(files: Sequence[Path]) -> dict[str, Any]:
    """Return what the first file that can be read says it is."""
    first: RefusedError | None = None
    for file in files:
        try:
            told = arriving.verify(file, None)
        except RefusedError as error:
            first = first or error
            continue
        if told["kind"] == UPLOAD and told["unit"]:
            return told
    raise first or RefusedError(say("desk.starting_anew.no_upload", name=files[0].name))
