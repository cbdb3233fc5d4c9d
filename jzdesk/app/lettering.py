"""How large the letters are, and with them all that holds them: as chosen, or as the system has it.

Qt reads the scaling once, before the first window; another size is worn from the next start on.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from jzdesk.ui.appearance import LARGEST, SIZES, USUAL_SIZE

_NAME = "QT_SCALE_FACTOR"


@contextmanager
def worn(chosen: str) -> Iterator[None]:
    """Have an application that is made meanwhile wear the size; what is started later decides anew."""
    before = os.environ.get(_NAME)
    os.environ[_NAME] = str(_number(before) * percent(chosen) / 100)
    try:
        yield
    finally:
        if before is None:
            del os.environ[_NAME]
        else:
            os.environ[_NAME] = before


def percent(chosen: str) -> int:
    """Return the size that is chosen, in per cent of the usual one; the system's where none is."""
    return int(chosen) if chosen in SIZES else min(of_system(), LARGEST)


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
