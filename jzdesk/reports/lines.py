"""Where a line of Chinese text may end.

No line begins with a closing sign (，；：？！。》”）、 …) or ends with an opening one; numbers with their
units and Latin words stay whole. Only what is wider than the whole line is broken inside, and there too
between figure and unit rather than in the figure.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from itertools import accumulate

from jzdesk.words import say

CLOSERS = frozenset("，。、；：？！）》〉」』】〕”’·…—,.;:?!)]}%‰℃°′″/／％〗～~")
OPENERS = frozenset("（《〈「『【〔“‘([{〖")
_CHINESE = frozenset("“”‘’…—·①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳※")
_SPACES = " \u3000\u00a0\u2002\u2003\t"
_OF_DATES = frozenset("年月日")
_HOLE = 0.2
"""So much of a line is not left empty for a compound unit's sake."""
_NOTHING = 1e-6
"""Less than any width: what sums of floats may differ by."""
_PAIRS = re.compile("——+|……+")

Measure = Callable[[str], float]
"""Tells how wide a text is."""


@dataclass(slots=True)
class _Cluster:
    """What may not be broken, how wide it is, and how wide without the spaces behind it."""

    text: str
    wide: float
    bare: float


def _weighed(clusters: Iterable[str], measure: Measure) -> Iterator[_Cluster]:
    for text in clusters:
        bare = text.rstrip(_SPACES)
        wide = measure(text)
        yield _Cluster(text, wide, wide if bare == text else measure(bare))


def wrap(text: str, width: float, measure: Measure, first: float | None = None) -> list[str]:
    """Return the lines `text` is set in when a line is `width` wide (its first one `first`)."""
    found: list[str] = []
    for part in text.split("\n"):
        room = width if found or first is None else first
        if measure(part) < room - _NOTHING:  # most texts of a table, which need not be looked into
            found.append(part.rstrip(_SPACES))
        else:
            found += _fill(_weighed(_clusters(part), measure), width, room, measure)
    return found


def balanced(text: str, width: float, measure: Measure) -> list[str]:
    """Return the fewest lines `text` needs in `width`, as equal in length as they can be.

    The words that heads of tables are made of stay whole where that takes no more lines.
    """
    lines = wrap(text, width, measure)
    if len(lines) == 1:
        return lines
    parts = text.split("\n")
    clusters = [list(_weighed(_clusters(part, _terms()), measure)) for part in parts]
    widest = max((c.bare for part in clusters for c in part), default=0.0)
    plain = [list(_weighed(_clusters(part), measure)) for part in parts]
    low, setting = width / len(lines) / 2, partial(_set, plain, measure=measure)
    if widest <= width:
        whole = partial(_set, clusters, measure=measure)
        if len(whole(width)) <= len(lines):
            lines, low, setting = whole(width), max(low, widest), whole
    return _evened(lines, low, width, setting, measure)


def _evened(
    lines: list[str], low: float, high: float, setting: Callable[[float], list[str]], measure: Measure
) -> list[str]:
    """Return as many lines in the least width that holds them."""
    least = 0.02 * high
    while high - low > least:
        middle = (low + high) / 2
        tried = setting(middle)
        if len(tried) > len(lines) or any(measure(line) > middle for line in tried):
            low = middle
        else:
            lines, high = tried, middle
    return lines


def _set(parts: list[list[_Cluster]], width: float, measure: Measure) -> list[str]:
    return [line for part in parts for line in _fill(part, width, width, measure)]


@cache
def _terms() -> re.Pattern[str]:
    """Return what finds a word that heads of tables are made of."""
    return re.compile("|".join(sorted(say("reports.lines.terms").split(), key=len, reverse=True)))


@cache
def _behind() -> re.Pattern[str]:
    """Return what finds the unit behind a figure, or the end of a span such as `1—本季`."""
    units = "|".join(map(re.escape, sorted(say("reports.lines.units").split(), key=len, reverse=True)))
    return re.compile(rf" ?(?:{units})|—(?:[0-9]+|{say('reports.lines.this_quarter')})")


def _fill(clusters: Iterable[_Cluster], width: float, first: float, measure: Measure) -> list[str]:
    lines: list[str] = []
    line, used = "", 0.0
    for one in clusters:
        room = width if lines else first
        cluster, wide, bare = one.text, one.wide, one.bare
        if used + bare > room:
            if line.strip(_SPACES) and room - used > _HOLE * room + _NOTHING:
                head, cluster = _behind_stroke(cluster, room - used, measure)
                line += head
            if line.strip(_SPACES):
                lines.append(line.rstrip(_SPACES))
                room = width
            line, used = "", 0.0
            cluster = cluster.lstrip(_SPACES)
            if cluster != one.text:
                wide, bare = measure(cluster), measure(cluster.rstrip(_SPACES))
        while bare > room and len(cluster) > 1:
            head, cluster = _split(cluster, room, measure)
            lines.append(line + head)
            line, used, room = "", 0.0, width
            wide, bare = measure(cluster), measure(cluster.rstrip(_SPACES))
        line += cluster
        used += wide
    return [*lines, line.rstrip(_SPACES)]


def _behind_stroke(cluster: str, room: float, measure: Measure) -> tuple[str, str]:
    """Part a figure with a compound unit behind its stroke, `41微克/` from `立方米`, if it fits in `room`."""
    number, stroke, unit = cluster.partition("/")
    parted = bool(stroke and unit) and not _in_word(unit[0]) and measure(number + stroke) <= room
    return (number + stroke, unit) if parted else ("", cluster)


def _split(cluster: str, width: float, measure: Measure) -> tuple[str, str]:
    """Break what is wider than a line, at the last place where neither side looks wrong."""
    fitting = sum(used <= width for used in accumulate(measure(char) for char in cluster))
    fitting = min(max(fitting, 1), len(cluster) - 1)
    found = [n for n in range(fitting, 0, -1) if cluster[n] not in CLOSERS and cluster[n - 1] not in OPENERS]
    outside = [n for n in found if not (_in_word(cluster[n - 1]) and _in_word(cluster[n]))]
    end = next(iter([*outside, *found]), fitting)
    return cluster[:end].rstrip(_SPACES), cluster[end:]


def _clusters(text: str, terms: re.Pattern[str] | None = None) -> Iterator[str]:
    """Yield what may not be broken: a character or word with its signs, and the spaces behind it."""
    cluster, whole = "", False
    for atom in _atoms(text, terms):
        behind = atom[0] in _SPACES or (atom[0] in CLOSERS and not _PAIRS.fullmatch(atom))
        behind = behind or (atom in _OF_DATES and cluster[-1:].isdigit())
        if whole and not behind:
            yield cluster
            cluster, whole = "", False
        cluster += atom
        whole = whole or (atom[0] not in OPENERS and atom[0] not in _SPACES)
    if cluster:
        yield cluster


def _atoms(text: str, terms: re.Pattern[str] | None) -> Iterator[str]:
    """Yield Chinese characters, whole `terms` and signs, whole words, figures with units, doubled dashes."""
    at = 0
    while at < len(text):
        end = at + 1
        pair = _PAIRS.match(text, at)
        if pair:
            end = pair.end()
        elif _in_word(text[at]):
            while end < len(text) and _in_word(text[end]):
                end += 1
            unit = _behind().match(text, end) if text[end - 1].isdigit() else None
            end = unit.end() if unit else end
        elif terms is not None and (term := terms.match(text, at)):
            end = term.end()
        yield text[at:end]
        at = end


@cache
def _in_word(char: str) -> bool:
    if char in _SPACES or char in _CHINESE:
        return False
    return unicodedata.east_asian_width(char) not in {"W", "F"}
