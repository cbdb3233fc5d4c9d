"""Which characters paper can show: those that the fonts which come with the program have."""

from __future__ import annotations

from functools import cache

from jzdesk import resource

_FILE = "fonts/characters.txt"


@cache
def printable() -> str:
    """Return every character that can be printed; any other becomes 〓."""
    return resource.path(_FILE).read_text("utf-8")
