"""The written part of the help, read from `resources/help` when it is first asked for."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from jzdesk import resource
from jzdesk.models.help.texts import Texts, texts_of

_FOLDER = "help"


@cache
def written() -> Texts:
    """Return everything that is written; chapters are the files that begin with a number."""
    names = sorted(path.name for path in resource.path(_FOLDER).glob("[0-9]*.toml"))
    return texts_of([_read(name) for name in names], _read("rules.toml"), _read("cells.toml"))


def _read(name: str) -> Mapping[str, Any]:
    return tomllib.loads(resource.path(f"{_FOLDER}/{name}").read_text("utf-8"))
