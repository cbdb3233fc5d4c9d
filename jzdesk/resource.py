"""Where the files that are not code lie: beside the package in a checkout, inside it when installed.

The set-up program installs the modules as one archive; what else there is lies in a folder beside it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).resolve().parent


def _root() -> Path:
    archive = _PACKAGE.parent
    if archive.suffix == ".zip":
        return archive.parent / _PACKAGE.name / "_resources"
    installed = _PACKAGE / "_resources"
    return installed if installed.is_dir() else _PACKAGE.parent / "resources"


def path(name: str) -> Path:
    """Return the path of a resource such as `fonts/JZSong-Regular.ttf`."""
    return _root() / name


def table(name: str) -> dict[str, Any]:
    """Return what the TOML file of a name says, such as `words/ui`.

    The set-up program lays it out as JSON: that is read at once, and its days are texts.
    """
    compiled = path(f"{name}.json")
    if compiled.is_file():
        found: dict[str, Any] = json.loads(compiled.read_bytes())
        return found
    import tomllib  # not needed where they are compiled

    return tomllib.loads(path(f"{name}.toml").read_text("utf-8"))
