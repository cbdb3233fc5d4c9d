"""Where the files that are not code lie: beside the package in a checkout, inside it when installed.

The set-up program installs the modules as one archive; what else there is lies in a folder beside it.
"""

from __future__ import annotations

from pathlib import Path

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
