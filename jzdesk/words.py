"""The words people read: `say("models.quantity.negative", name=…)` reads `resources/words/models.toml`.

One file for each room of the package, so that all texts stand where they can be compared with the
glossary; where the program is installed they are compiled, as its modules are. A missing entry is a fault of
the program, not of the user, and raises `KeyError`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from jzdesk import resource

_FIELD = re.compile(r"\{\w*[^{}]*\}")
_TELLING = 4
"""So many characters of its own a text must have to be known by them."""


@cache
def _room(name: str) -> dict[str, Any]:
    return resource.table(f"words/{name}")


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


def unsaid(text: str, rooms: Sequence[str]) -> str | None:
    """Return the text of `rooms` that was filled in to `text`, with `…` for its fields; None without one.

    So a sentence can be handed on without what it says of anybody.
    """
    word = which(text, rooms)
    return None if word is None else _FIELD.sub("…", _entry(word))


def which(text: str, rooms: Sequence[str]) -> str | None:
    """Return the name of the text of `rooms` that was filled in to `text`, the one that says most of it."""
    shapes = (shape for room in rooms for shape in _shapes(room))
    found = [word for word, shape in shapes if shape.fullmatch(text)]
    return max(found, key=lambda word: len(_FIELD.sub("", _entry(word))), default=None)


def names(room: str) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of everything that a room says."""
    return _texts(_room(room), room)


@cache
def _shapes(room: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (name, re.compile(".*?".join(map(re.escape, _FIELD.split(text))), re.DOTALL))
        for name, text in names(room)
        # One that is little but fields fits anything
        if not _FIELD.search(text) or len(_FIELD.sub("", text)) >= _TELLING
    )


def _texts(node: Any, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, str):
        yield name, node
    elif isinstance(node, dict):
        for part, inner in node.items():
            yield from _texts(inner, f"{name}.{part}")
