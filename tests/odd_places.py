"""Places that people give files: Chinese, spaces, signs that mean something to others, and very long ones."""

from __future__ import annotations

from pathlib import Path

SIGNS = "武陟 季报 #1 100% & 'a+b' (2018)；%20～$x"
LONG = 240


def odd(base: Path, length: int = LONG) -> Path:
    """Make a folder with all of these signs whose path has about so many characters, and return it."""
    found = base / SIGNS
    while length - len(str(found)) > len(SIGNS) + 1:
        found /= SIGNS
    found.mkdir(parents=True)
    return found
