"""Where a line of Chinese text may end.

No line begins with a closing sign (，；：？！。》”）、 …) or ends with an opening one; numbers and Latin
words stay whole. Only what is wider than the whole line is broken inside.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import accumulate

CLOSERS = frozenset("，。、；：？！）》〉」』】〕”’·…—,.;:?!)]}%‰℃°′″/／％〗～~")
OPENERS = frozenset("（《〈「『【〔“‘([{〖")
_CHINESE = frozenset("“”‘’…—·①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳※")
_SPACES = " \u3000\u00a0\u2002\u2003\t"
_OF_DATES = frozenset("年月日")
_PAIRS = re.compile("——+|……+")

Measure = Callable[[str], float]
"""Tells how wide a text is."""


def wrap(text: str, width: float, measure: Measure, first: float | None = None) -> list[str]:
    """Return the lines `text` is set in when a line is `width` wide (its first one `first`)."""
    found: list[str] = []
    for part in text.split("\n"):
        room = width if found or first is None else first
        found += _fill(_clusters(part), width, room, measure)
    return found


def balanced(text: str, width: float, measure: Measure) -> list[str]:
    """Return the fewest lines `text` needs in `width`, as equal in length as they can be."""
    lines = wrap(text, width, measure)
    low, high = width / len(lines) / 2, width
    while len(lines) > 1 and high - low > 0.02 * width:
        middle = (low + high) / 2
        tried = wrap(text, middle, measure)
        if len(tried) > len(lines) or any(measure(line) > middle for line in tried):
            low = middle
        else:
            lines, high = tried, middle
    return lines


def _fill(clusters: Iterator[str], width: float, first: float, measure: Measure) -> list[str]:
    lines: list[str] = []
    line, used = "", 0.0
    for cluster in clusters:
        room = width if lines else first
        needed = measure(cluster.rstrip(_SPACES))
        if used + needed > room:
            if line.strip(_SPACES):
                lines.append(line.rstrip(_SPACES))
                room = width
            line, used = "", 0.0
            cluster = cluster.lstrip(_SPACES)
        while measure(cluster.rstrip(_SPACES)) > room and len(cluster) > 1:
            head, cluster = _split(cluster, room, measure)
            lines.append(line + head)
            line, used, room = "", 0.0, width
        line += cluster
        used += measure(cluster)
    return [*lines, line.rstrip(_SPACES)]


def _split(cluster: str, width: float, measure: Measure) -> tuple[str, str]:
    """Break what is wider than a line, at the last place where neither side looks wrong."""
    fitting = sum(used <= width for used in accumulate(measure(char) for char in cluster))
    fitting = min(max(fitting, 1), len(cluster) - 1)
    for end in range(fitting, 0, -1):
        if cluster[end] not in CLOSERS and cluster[end - 1] not in OPENERS:
            return cluster[:end], cluster[end:]
    return cluster[:fitting], cluster[fitting:]


def _clusters(text: str) -> Iterator[str]:
    """Yield what may not be broken: a character or word with its signs, and the spaces behind it."""
    cluster, whole = "", False
    for atom in _atoms(text):
        behind = atom[0] in _SPACES or (atom[0] in CLOSERS and not _PAIRS.fullmatch(atom))
        behind = behind or (atom in _OF_DATES and cluster[-1:].isdigit())
        if whole and not behind:
            yield cluster
            cluster, whole = "", False
        cluster += atom
        whole = whole or (atom[0] not in OPENERS and atom[0] not in _SPACES)
    if cluster:
        yield cluster


def _atoms(text: str) -> Iterator[str]:
    """Yield single Chinese characters and signs, whole words and numbers, and doubled dashes."""
    at = 0
    while at < len(text):
        end = at + 1
        pair = _PAIRS.match(text, at)
        if pair:
            end = pair.end()
        elif _in_word(text[at]):
            while end < len(text) and _in_word(text[end]):
                end += 1
        yield text[at:end]
        at = end


def _in_word(char: str) -> bool:
    if char in _SPACES or char in _CHINESE:
        return False
    return unicodedata.east_asian_width(char) not in {"W", "F"}
