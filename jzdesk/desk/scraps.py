"""What was begun and belongs in no store yet, kept over a log-off and a crash, that of each store by itself.

It lies in small files beside the settings, for the store's own disk may be what would not take it.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from jzdesk import files, paths
from jzdesk.errors import WorldError

if TYPE_CHECKING:
    from jzdesk.desk.office import Office

Kept = TypeVar("Kept", list[Any], dict[str, Any])


def read(office: Office, name: str, kind: type[Kept]) -> Kept:
    """Return what the file `name` keeps for this store; an empty `kind` where that is nothing of the kind."""
    found = _all(name).get(own_name(office))
    return found if isinstance(found, kind) else kind()


def put(office: Office, name: str, told: list[Any] | dict[str, Any]) -> None:
    """Keep this in place of what was kept before; what is empty, or cannot be written, is not kept."""
    known, own = _all(name), own_name(office)
    if (told or None) == known.get(own):
        return
    kept = {**{store: said for store, said in known.items() if store != own}, **({own: told} if told else {})}
    with suppress(OSError, WorldError):
        files.make_folder(_file(name).parent)
        files.put(_file(name), json.dumps(kept, ensure_ascii=False).encode("utf-8", "replace"))


def own_name(office: Office) -> str:
    """Return what names a store: another one may lie at the same place one day."""
    info = office.store.info
    return f"{info.path.resolve()} {info.unit} {info.created}"


def _file(name: str) -> Path:
    return paths.home() / f"{name}.json"


def _all(name: str) -> dict[str, Any]:
    try:
        known = json.loads(_file(name).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}
