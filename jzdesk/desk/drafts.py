"""Replies to the city that were begun and not given yet: they lie beside the settings, over a log-off."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jzdesk import files, paths
from jzdesk.desk import unsaved
from jzdesk.errors import WorldError

if TYPE_CHECKING:
    from jzdesk.desk.office import Office

Drafts = dict[tuple[str, str], str]
"""By the 校验码 of a slip and the KEY of its remark."""


def load(office: Office) -> Drafts:
    """Return the replies begun in this store."""
    found: Drafts = {}
    for told in _read().get(unsaved.own_name(office), []):
        with suppress(TypeError, ValueError):
            slip, key, text = (str(part) for part in told)
            found[slip, key] = text
    return found


def keep(office: Office, drafts: Mapping[tuple[str, str], str]) -> None:
    """Keep these in place of those before; where they cannot be written they last as long as the window."""
    known, own = _read(), unsaved.own_name(office)
    told = [[slip, key, text] for (slip, key), text in drafts.items() if text.strip()]
    rest = {store: said for store, said in known.items() if store != own}
    data = json.dumps({**rest, own: told} if told else rest, ensure_ascii=False).encode("utf-8", "replace")
    with suppress(OSError, WorldError):
        files.make_folder(_file().parent)
        files.put(_file(), data)


def _file() -> Path:
    return paths.home() / "replies.json"


def _read() -> dict[str, list[Any]]:
    try:
        known = json.loads(_file().read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(known, dict):
        return {}
    return {store: said for store, said in known.items() if isinstance(said, list)}
