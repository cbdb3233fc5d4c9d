"""Replies to the city that were begun and not given yet: they lie beside the settings, over a log-off."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from jzdesk.desk import scraps

if TYPE_CHECKING:
    from jzdesk.desk.office import Office

Drafts = dict[tuple[str, str], str]
"""By the 校验码 of a slip and the KEY of its remark."""
_FILE = "replies"


def load(office: Office) -> Drafts:
    """Return the replies begun in this store."""
    found: Drafts = {}
    for told in scraps.read(office, _FILE, list):
        with suppress(TypeError, ValueError):
            slip, key, text = (str(part) for part in told)
            found[slip, key] = text
    return found


def keep(office: Office, drafts: Mapping[tuple[str, str], str]) -> None:
    """Keep these in place of those before; where they cannot be written they last as long as the window."""
    told = [[slip, key, text] for (slip, key), text in drafts.items() if text.strip()]
    scraps.put(office, _FILE, told)
