"""拼音 initials of Chinese words without a table: the common characters of GB 2312 stand in 拼音 order."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from functools import lru_cache

UNKNOWN = "?"
"""What stands for a Chinese character whose initial is not known: it lies outside the common ones."""
_FIRST = "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"
_LETTERS = "abcdefghjklmnopqrstwxyz"
_STARTS = [character.encode("gb2312") for character in _FIRST]
_AFTER = b"\xd7\xfa"
"""The first code after the common characters, which are followed by rarer ones in order of strokes."""


def fold(text: str) -> str:
    """Return a text as it is searched: half width, small letters, without spaces."""
    return "".join(unicodedata.normalize("NFKC", text).lower().split())


def initials(text: str) -> str:
    """Return one letter for each Chinese character (`UNKNOWN` for a rare one); all else as `fold` has it.

    A character read in several ways has the one letter of its place in the standard.
    """
    return "".join(map(_initial, fold(text)))


@lru_cache(8192)
def _initial(character: str) -> str:
    if not "\u4e00" <= character <= "\u9fff":
        return character
    try:
        code = character.encode("gb2312")
    except UnicodeEncodeError:
        return UNKNOWN
    return _LETTERS[bisect_right(_STARTS, code) - 1] if code < _AFTER else UNKNOWN


def matches(typed: str, spelled: str) -> bool:
    """Tell whether letters typed (folded) stand somewhere in what `initials` made; a rare character fits any.

    At least half of them must be known ones.
    """
    for start in range(len(spelled) - len(typed) + 1):
        piece = spelled[start : start + len(typed)]
        same = sum(a == b for a, b in zip(piece, typed, strict=True))
        rare = piece.count(UNKNOWN)
        if same + rare == len(typed) and same >= rare:
            return True
    return False


def gb_order(text: str) -> tuple[tuple[int, int], ...]:
    """Return what sorts texts as dictionaries do: signs, common characters by 拼音, then rarer ones."""
    return tuple(_gb_place(character) for character in fold(text))


def _gb_place(character: str) -> tuple[int, int]:
    if character.isascii():
        return 0, ord(character)
    try:
        return 1, int.from_bytes(character.encode("gb2312"), "big")
    except UnicodeEncodeError:
        return 2, ord(character)
