"""How names are compared: without what only looks different, without numbering, with a unit taken off."""

from __future__ import annotations

import re
import unicodedata

from jzdesk.models import units
from jzdesk.words import say

_NUMBERING = re.compile(
    r"(?:[一二三四五六七八九十]+[、.]|\(?[一二三四五六七八九十\d]{1,2}\)|\d{1,2}[、.](?!\d))"
)
_AMONG = re.compile(r"(?:其中|#|\*)[::]?")
_BRACKET = re.compile(r"(.+?)\(([^()]*)\)")
_UNIT_LINE = re.compile(r"(?:计量)?单位:(.+)")


_DASHES = str.maketrans("—–−‐", "----")


def folded(text: str) -> str:
    """Return a name without width, case, spaces, kinds of dashes and a colon at its end."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_DASHES)
    return "".join(plain.split()).rstrip(":")


def bare(text: str) -> str:
    """Return a name without the numbering or 其中 before it."""
    name = folded(text)
    for found in (_AMONG, _NUMBERING):
        match = found.match(name)
        if match is not None and match.end() < len(name):
            name = name[match.end() :]
    return name


def split_unit(text: str) -> tuple[str, str]:
    """Return a head as name and unit: `排放量（万吨）`, `排放量/万吨`; where it has none, an empty one."""
    name = folded(text)
    found = _BRACKET.fullmatch(name)
    head, unit = (found[1], found[2]) if found else name.rpartition("/")[::2] if "/" in name else (name, "")
    unit = unit.removeprefix("单位:")
    return (head, unit) if head and unit and is_unit(unit) else (name, "")


def is_unit(text: str) -> bool:
    """Tell whether a text is a unit of measure that can be converted."""
    return units.known_unit(text)


def unit_line(text: str) -> str:
    """Return the unit that a line such as `单位：万元` names; empty when it is none."""
    found = _UNIT_LINE.fullmatch(folded(text).strip("()"))
    return found[1] if found and is_unit(found[1]) else ""


def listed(word: str) -> frozenset[str]:
    """Return the folded names that a line of words holds."""
    return frozenset(folded(one) for one in say(f"models.paste.{word}").split())


def is_total(text: str) -> bool:
    """Tell whether a name is that of a 合计."""
    return bare(text) in listed("total_words")
