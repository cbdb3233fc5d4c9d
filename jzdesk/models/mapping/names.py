"""Names as people write them, made comparable: numbering, brackets, short forms and units left aside."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import cache, lru_cache

from jzdesk.models import units
from jzdesk.words import has, say

_BRACKETS = re.compile(r"[(\[【〔]([^()\[\]【】〔〕]*)[)\]】〕]")
_NUMBERING = re.compile(
    r"^(?:\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十]{1,3}、|\d{1,3}[.、)](?!\d))"
)
_UNIT_AT_END = re.compile(r"[,，/、:：]([^,，/、:：]{1,8})$")
_UNIT_NOTE = re.compile(r"(?:计量)?单位[:：]?")
LIKE = 0.8
"""From this likeness on a name that stands nowhere is taken for the one it is most like."""
_AHEAD = 0.05
_KNOWN = 4096
"""So many names are remembered: a table is looked at in every form, and either way round."""


def half(text: str) -> str:
    """Return a text in half width without blanks."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def fold(text: str) -> str:
    """Return what two ways of writing the same name have in common: letters, digits and characters."""
    return "".join(c for c in half(text).lower() if c.isalnum() or c == "%")


def is_unit(text: str) -> bool:
    """Tell whether a text is a unit that figures can be converted from."""
    return bool(text) and units.known_unit(half(text))


def unit_in(text: str) -> str:
    """Return the unit that a text names in brackets, behind a comma, or as `单位：…`; empty for none."""
    plain = half(text)
    found = [_UNIT_NOTE.sub("", inner) for inner in _BRACKETS.findall(plain)]
    found += _UNIT_AT_END.findall(plain)
    return next((unit for unit in found if is_unit(unit)), "")


def without_unit(text: str) -> str:
    """Return a text in half width with the unit taken out."""
    plain = half(text)
    for inner in _BRACKETS.findall(plain):
        if is_unit(_UNIT_NOTE.sub("", inner)):
            for left, right in ("()", "[]", "【】", "〔〕"):
                plain = plain.replace(f"{left}{inner}{right}", "")
    tail = _UNIT_AT_END.search(plain)
    return plain[: tail.start()] if tail and is_unit(tail[1]) else plain


@lru_cache(_KNOWN)
def keys(text: str) -> tuple[str, ...]:
    """Return the forms under which a name may be known, the surest first."""
    plain = without_unit(text)
    for word in words("opening"):
        plain = plain.removeprefix(word)
    plain = _NUMBERING.sub("", _NUMBERING.sub("", plain))
    inner = [i for i in _BRACKETS.findall(plain) if len(fold(i)) > 1]
    forms = [fold(plain), fold(_BRACKETS.sub("", plain)), *map(fold, inner)]
    forms += [form.removesuffix(end) for form in forms for end in words("ending") if form != end]
    known = _canonical()
    return tuple(dict.fromkeys(known.get(form, form) for form in forms if form))


def likeness(one: str, other: str, least: float = 0.0) -> float:
    """Return how much two folded names have in common, from 0 to 1; 0 also for less than `least`.

    Most names have too few characters in common, which is seen long before it is known how they lie.
    """
    enough = least * (len(one) + len(other)) / 2
    if (
        len(one) < enough
        or len(other) < enough
        or _shared(one, other) < enough
        or _shared(other, one) < enough
    ):
        return 0.0
    found = SequenceMatcher(None, one, other, autojunk=False).ratio()
    return found if found >= least else 0.0


def _shared(one: str, other: str) -> int:
    """Return how many characters of a name another has too."""
    return sum(map(_characters(other).__contains__, one))


@lru_cache(_KNOWN)
def _characters(name: str) -> frozenset[str]:
    return frozenset(name)


def most_like(one: str, others: Iterable[str]) -> str | None:
    """Return the folded name that is most like `one`, where no second one is nearly as like."""
    ranked = sorted(((likeness(one, other, LIKE - _AHEAD), other) for other in others), reverse=True)[:2]
    if not ranked or ranked[0][0] < LIKE or (len(ranked) > 1 and ranked[1][0] > ranked[0][0] - _AHEAD):
        return None
    return ranked[0][1]


@cache
def words(name: str) -> tuple[str, ...]:
    """Return a list of words that tables are known by; empty for a list that does not exist."""
    word = f"models.mapping.{name}"
    return tuple(say(word).split()) if has(word) else ()


@cache
def _canonical() -> dict[str, str]:
    """Return the names in the plan by the other names they go under."""
    lines: Sequence[list[str]] = [line.split() for line in say("models.mapping.same").splitlines()]
    return {fold(other): fold(line[0]) for line in lines if line for other in line}
