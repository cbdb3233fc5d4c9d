"""What the program remembers between runs, apart from the office's data: the store last open, the printer."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from jzdesk import files, paths
from jzdesk.errors import WorldError
from jzdesk.records import dataclass, replace, values


@dataclass(frozen=True)
class Settings:
    """The settings of one account; all have defaults, so that a lost file does no harm."""

    last_store: str = ""
    who: str = ""
    last_period: str = ""
    last_cell: str = ""
    resume: str = ""
    recent: str = ""
    receipts: str = ""
    slips: str = ""
    printer: str = ""
    print_sides: str = ""
    print_colour: str = ""
    look: str = ""
    text: str = ""
    nav: str = ""
    side: str = ""
    findings: str = ""


def _file() -> Path:
    return paths.home() / "settings.json"


def load() -> Settings:
    """Return the settings; the defaults when there are none or they cannot be read."""
    try:
        data = json.loads(_file().read_text("utf-8"))
    except (OSError, ValueError):
        return Settings()
    if not isinstance(data, dict):
        return Settings()
    names = Settings.__match_args__
    known = {k: v for k, v in data.items() if k in names and isinstance(v, str)}
    return Settings(**known)


def remember(**fields: str) -> None:
    """Keep `fields` beside what is already remembered; a folder that cannot be written is no error."""
    known = load()
    new = replace(known, **fields)
    if new == known and _file().exists():
        return
    with suppress(OSError, WorldError):
        files.make_folder(_file().parent)
        files.put(_file(), json.dumps(values(new), ensure_ascii=False).encode())


def preset_unit() -> str:
    """Return the code of the office that this PC was set up for; empty when that was not said."""
    file = paths.preset()
    try:
        return "" if file is None else file.read_text("ascii").strip()
    except (OSError, ValueError):
        return ""
