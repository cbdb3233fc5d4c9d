"""How large the letters are, and with them all that holds them: as chosen, or as the system has it.

Qt reads the scaling once, before the first window; `rescaling` gives it another one later.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

SYSTEM = ""
SIZES = ("90", "100", "110", "125", "150", "175", "200")
"""How large letters can be, in per cent of the usual size."""
USUAL_SIZE, LARGEST = 100, int(SIZES[-1])
_NAME = "QT_SCALE_FACTOR"


@contextmanager
def worn(chosen: str) -> Iterator[None]:
    """Have an application that is made meanwhile wear the size; what is started later decides anew."""
    before = os.environ.get(_NAME)
    os.environ[_NAME] = str(factor(chosen))
    try:
        yield
    finally:
        if before is None:
            del os.environ[_NAME]
        else:
            os.environ[_NAME] = before


def factor(chosen: str) -> float:
    """Return the scaling for a size: it is laid on the one that somebody set by hand."""
    return _number(os.environ.get(_NAME)) * percent(chosen) / 100


def percent(chosen: str) -> int:
    """Return the size that is chosen, in per cent of the usual one; the system's where none is."""
    return int(chosen) if chosen in SIZES else min(of_system(), LARGEST)


def beside(chosen: str, *, larger: bool) -> str:
    """Return the next size that can be chosen, and the same one where there is no further."""
    now = percent(chosen)
    further = [size for size in SIZES if (int(size) > now if larger else int(size) < now)]
    return (further[0] if larger else further[-1]) if further else chosen


def of_system() -> int:
    """Return what Windows' own settings say of the size of letters (辅助功能 → 文本大小)."""
    if sys.platform == "win32":
        import winreg

        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, r"Software\Microsoft\Accessibility") as key:
                found, _ = winreg.QueryValueEx(key, "TextScaleFactor")
        except OSError:
            return USUAL_SIZE
        return max(USUAL_SIZE, found) if isinstance(found, int) else USUAL_SIZE
    return USUAL_SIZE


def _number(text: str | None) -> float:
    """Return the scaling somebody set by hand; one that is none counts for nothing, as for Qt."""
    try:
        return float(text or 1) or 1
    except ValueError:
        return 1
