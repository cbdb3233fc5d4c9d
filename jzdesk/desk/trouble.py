"""What maintainers get when something went wrong: a report, or a file with all they need and nobody's data.

Only what is known to hold none is taken in: the log, which is written that way; of what 数据体检 says the
sentences without what they say it of; versions, the system, the form of the store and how much is in it.
"""

from __future__ import annotations

import io
import json
import locale
import os
import platform
import shutil
import sys
import zipfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from jzdesk import files, log, paths, traces, words
from jzdesk.desk.office import Office
from jzdesk.desk.safekeeping import Checked, Looking
from jzdesk.errors import WorldError
from jzdesk.store import health
from jzdesk.store.pace import Pace
from jzdesk.words import say

Look = Callable[[Pace], list[str]]
_PARTS = (
    "PySide6-Essentials", "cryptography", "matplotlib", "openpyxl", "pypdfium2", "python-calamine",
    "python-docx", "reportlab", "sqlite-utils",
)  # fmt: skip
_ROOMS = ("store", "desk", "files")
_LONGEST = 200_000
"""Characters of one log file that are taken in: its end."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file of the bundle: its name in it, what it is, and its text."""

    name: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Bundle:
    """What the file for the maintainers will hold, and the name proposed for it."""

    members: tuple[Member, ...]
    file_name: str


def report(code: str, told: str, seen: Mapping[str, str]) -> str:
    """Return what a maintainer needs to know of one fault; `seen` is what the window knows of its system."""
    system = "\n".join(_lines({**_system(None), **seen}))
    return say("desk.trouble.report", at=Office.stamp_now(), code=code, told=told, system=system)


def gathering(office: Office | None, seen: Mapping[str, str]) -> Looking:
    """Return the work of gathering a `Bundle`; without an office nothing is said of a store."""
    unit, path = ("", None) if office is None else (office.unit, office.store.info.path)
    looks = {} if office is None else _looks(office)
    at = Office.stamp_now()

    def work(pace: Pace) -> Bundle:
        texts = {"about": say("desk.trouble.about"), "system": "\n".join(_lines({**_system(path), **seen}))}
        texts |= {name: _tried(look, pace) for name, look in looks.items()}
        members = [
            Member(say(f"desk.trouble.{name}_file"), say(f"desk.trouble.{name}_title"), text)
            for name, text in texts.items()
        ]
        members += [
            Member(f"logs/{file.name}", say("desk.trouble.log_title", file=file.name), _end(file))
            for file in log.files()
        ]
        stamp = at[:19].replace("-", "").replace(":", "").replace("T", "-")
        name = say("desk.trouble.file_name", unit=unit, stamp=stamp).replace("__", "_")
        return Bundle(tuple(members), name)

    return Looking(work)


def write(bundle: Bundle, out: Path) -> Path:
    """Write a bundle as it was shown."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for member in bundle.members:
            packed.writestr(zipfile.ZipInfo(member.name, (1980, 1, 1, 0, 0, 0)), member.text.encode())
    files.put(out, made.getvalue())
    return out


def _looks(office: Office) -> dict[str, Look]:
    """Return how the store is looked at; what belongs to this thread is read at once."""
    known, source, outline = _known(office), office.store.source(), office.store.outlining()
    return {
        "checks": lambda pace: _bare(health.examine(source, pace)),
        "store": lambda pace: [*known, *outline(pace)],
    }


def _tried(look: Look, pace: Pace) -> str:
    """Return a text, or why it could not be had: what is asked for help must come about all the same."""
    try:
        return "\n".join(look(pace))
    except WorldError as error:
        return _unsaid(error.sentence)


def _bare(found: Sequence[Any]) -> list[str]:
    """Return what 数据体检 found without the cells, files and names it found it of."""
    checked = [Checked(*item) for item in found]
    sign = {ok: say(f"desk.trouble.{'good' if ok else 'bad'}") for ok in (True, False)}
    return [f"{sign[c.ok]} {c.name}: {_unsaid(c.text)}" for c in checked]


def _unsaid(sentence: str) -> str:
    return words.unsaid(sentence, _ROOMS) or traces.masked(sentence)


def _known(office: Office) -> list[str]:
    """Return what kind of store it is."""
    info = office.store.info
    states: dict[str, int] = {}
    for period in office.store.periods():
        state = office.state(period)
        states[state] = states.get(state, 0) + 1
    kind = {"unit": info.unit, "practice": info.practice, "created": info.created[:10], "periods": states}
    editions = {"editions": list(office.store.editions()), "writable": office.store.holder is not None}
    return _lines({**kind, **editions})


def _system(store: Path | None) -> dict[str, Any]:
    """Return on what the program runs; of places only of what kind they are."""
    found: dict[str, Any] = {
        "program": log.account(), "platform": platform.platform(), "bits": sys.maxsize.bit_length() + 1,
        "processors": os.cpu_count(), "encoding": locale.getpreferredencoding(False),
        "zone": Office.stamp_now()[19:], "home": _place(paths.home()),
    }  # fmt: skip
    if store is not None:
        found["store"] = _place(store)
    for part in _PARTS:
        with suppress(metadata.PackageNotFoundError):
            found[part] = metadata.version(part)
    return found


def _place(path: Path) -> dict[str, Any]:
    text = str(path)
    local = len(path.drive) <= len("C:")  # the name of a server is somebody's
    odd = "".join(sorted({sign for sign in text if sign in "#%&;'()[]{}+,=~!@^ "}))
    found: dict[str, Any] = {"length": len(text), "ascii": text.isascii(), "signs": odd, "local": local}
    with suppress(OSError):
        found["free_mb"] = shutil.disk_usage(path if path.is_dir() else path.parent).free >> 20
    return found


def _lines(facts: Mapping[str, Any]) -> list[str]:
    told = (v if isinstance(v, str) else json.dumps(v, ensure_ascii=False) for v in facts.values())
    return [f"{name}: {text}" for name, text in zip(facts, told, strict=True)]


def _end(file: Path) -> str:
    try:
        return file.read_text("utf-8", "replace")[-_LONGEST:]
    except OSError:
        return ""
