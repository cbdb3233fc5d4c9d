"""No shipped binary may ask for a DLL that is neither shipped where Windows will look nor part of Windows.

Wine brings DLLs of its own and so hides what is missing; this reads the binaries themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from installer import pe
from installer.inputs import HERE

WINDOWS = HERE / "windows-1809.txt"

# Where Windows looks for the DLLs of a binary, beside the binary's own folder: the launcher adds `runtime`,
# PySide6 adds its own folder and shiboken6's, and numpy's wheel its `numpy.libs`.
SEARCHED = ("runtime", "lib/PySide6", "lib/shiboken6", "lib/numpy.libs")


def windows() -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the DLLs of Windows: whole names, and how others begin."""
    lines = [line.strip() for line in WINDOWS.read_text("utf-8").splitlines()]
    names = [line for line in lines if line and not line.startswith("#")]
    begins = tuple(name.removesuffix("*") for name in names if name.endswith("*"))
    return frozenset(names), begins


def missing(tree: Path) -> Iterator[str]:
    """Yield a line for each DLL that will not be found."""
    names, begins = windows()
    searched = {path.name.lower() for folder in SEARCHED for path in (tree / folder).glob("*")}
    for path in sorted(tree.rglob("*")):
        if not path.is_file() or not pe.is_binary(path):
            continue
        found = pe.read(path)
        beside = {other.name.lower() for other in path.parent.iterdir()}
        for name in sorted({*found.imports, *found.delayed}):
            if name not in beside | searched | names and not name.startswith(begins):
                yield f"{path.relative_to(tree)} asks for {name}"
