"""The words people read: `say("models.quantity.negative", name=…)` reads `resources/words/models.toml`.

One file for each room of the package, so that all texts stand where they can be compared with the
glossary. A missing entry is a fault of the program, not of the user, and raises `KeyError`.
"""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from jzdesk import resource


@cache
def _room(name: str) -> dict[str, Any]:
    return tomllib.loads(resource.path(f"words/{name}.toml").read_text("utf-8"))


@cache
def _entry(word: str) -> str:
    room, *rest = word.split(".")
    node: Any = _room(room)
    for part in rest:
        node = node[part]
    if not isinstance(node, str):
        raise KeyError(word)
    return node


def say(word: str, **fields: object) -> str:
    """Return the text named `word` with its `{fields}` filled in."""
    text = _entry(word)
    return text.format(**fields) if fields else text


def has(word: str) -> bool:
    """Tell whether there is a text named `word`."""
    try:
        _entry(word)
    except KeyError:
        return False
    return True
