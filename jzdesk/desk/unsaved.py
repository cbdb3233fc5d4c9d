"""What was typed and could not be saved, kept until it is mended or given up: over a log-off and a crash.

It lies beside the settings, for the store's own disk may be what would not take it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jzdesk import files, paths
from jzdesk.errors import JzdeskError, WorldError
from jzdesk.models.entry import Key

if TYPE_CHECKING:
    from jzdesk.desk.office import Office
    from jzdesk.models.period import Period


@dataclass(frozen=True, slots=True)
class Unsaved:
    """What was typed at a place, and the sentence that says why it was not saved."""

    period: Period
    key: Key
    text: str
    sentence: str


def load(office: Office) -> list[Unsaved]:
    """Return what could not be saved in this store when it was last open."""
    found: list[Unsaved] = []
    for told in _read().get(own_name(office), []):
        with suppress(JzdeskError, TypeError, ValueError):
            period, key, text, sentence = (str(part) for part in told)
            found.append(Unsaved(office.period(period), Key.parse(key), text, sentence))
    return found


def keep(office: Office, kept: Sequence[Unsaved]) -> None:
    """Keep this, in place of what was kept before; where it cannot be written it is as lost as ever."""
    known, own = _read(), own_name(office)
    told = [[str(one.period), str(one.key), one.text, one.sentence] for one in kept]
    if known.get(own, []) == told:
        return
    rest = {store: cells for store, cells in known.items() if store != own}
    data = json.dumps({**rest, own: told} if told else rest, ensure_ascii=False).encode("utf-8", "replace")
    with suppress(OSError, WorldError):
        files.make_folder(_file().parent)
        files.put(_file(), data)


def has_place(office: Office, one: Unsaved) -> bool:
    """Tell whether the cell is still there: its row may have been taken back since."""
    try:
        office.sheet(one.period).place(one.key)
    except JzdeskError:
        return False
    return True


def own_name(office: Office) -> str:
    """Return what names a store: another one may lie at the same place one day."""
    info = office.store.info
    return f"{info.path.resolve()} {info.unit} {info.created}"


def _file() -> Path:
    return paths.home() / "unsaved.json"


def _read() -> dict[str, list[Any]]:
    try:
        known = json.loads(_file().read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(known, dict):
        return {}
    return {store: cells for store, cells in known.items() if isinstance(cells, list)}
