"""Finding anything by what one types: names, 行次, codes, 拼音 initials; ranked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jzdesk.models.entry import Key
from jzdesk.models.initials import UNKNOWN, fold, initials, matches
from jzdesk.models.period import Period

PAGE, FORM, PERIOD, ROW, COLUMN, INDICATOR, TASK, RULE = (
    "page", "form", "period", "row", "column", "indicator", "task", "rule",
)  # fmt: skip
TERM, STATE, MESSAGE = "term", "state", "message"
_KINDS = (PAGE, TERM, STATE, FORM, PERIOD, ROW, COLUMN, INDICATOR, TASK, RULE, MESSAGE)
_ORDER = {kind: n for n, kind in enumerate(_KINDS)}
MOST = 12
_EXACT, _WHOLE, _BEGINS, _WITHIN, _SPELLED, _SPELLED_WITHIN, _BESIDE = 100, 95, 80, 60, 50, 35, 20
_HERE = 8
"""How much nearer something on the page one is at lies; never as much as a better match."""


@dataclass(frozen=True, slots=True)
class Target:
    """One thing one can go to: a page with a cell of a period, or an entry of the plan.

    `words` are what names it exactly (codes, 行次), `beside` what else is searched; `near` brings it before
    its equals.
    """

    kind: str
    title: str
    note: str
    page: str
    key: Key | None = None
    period: Period | None = None
    entry: tuple[str, str] | None = None
    words: frozenset[str] = frozenset()
    folded: str = ""
    spelled: str = ""
    beside: str = ""
    near: bool = False


def target(
    kind: str, title: str, note: str, page: str, *, words: Iterable[str] = (), beside: str = "",
    key: Key | None = None, period: Period | None = None, entry: tuple[str, str] | None = None,
    near: bool = False,
) -> Target:  # fmt: skip
    """Return a target made ready for searching."""
    exact = frozenset(_plain(word) for word in words if word)
    spelled = "".join(c for c in initials(title) if c.isalnum() or c == UNKNOWN)
    return Target(
        kind, title, note, page, key, period, entry, exact, _plain(title), spelled,
        _plain(f"{beside} {note}"), near,
    )  # fmt: skip


def _plain(text: str) -> str:
    """Return a text as it is searched: nobody types the point between a pollutant and its source."""
    return fold(text).replace("·", "")


def rank(targets: Sequence[Target], typed: str, here: str = "", most: int = MOST) -> tuple[Target, ...]:
    """Return what fits every word typed, the best first; `here` is the page one is at."""
    words = [word for word in map(_plain, typed.split()) if word]
    if not words:
        return ()
    found: list[tuple[int, int, int]] = []
    for place, one in enumerate(targets):
        score = _score(one, words)
        if score:
            nearer = _HERE * ((one.page == here) + one.near)
            found.append((-score - nearer, _ORDER[one.kind], place))
    return tuple(targets[place] for _, _, place in sorted(found)[:most])


def _score(one: Target, words: Sequence[str]) -> int:
    """Return how well all words fit on the average; 0 when one of them does not."""
    total = 0
    for word in words:
        fits = _fits(one, word)
        if not fits:
            return 0
        total += fits
    return total // len(words)


def _fits(one: Target, word: str) -> int:
    if word in one.words:
        return _EXACT
    if word in one.folded:
        begins = one.folded.startswith(word)
        return (_WHOLE if one.folded == word else _BEGINS) if begins else _WITHIN
    if len(word) > 1 and word.isascii() and word.isalpha():
        if one.spelled.startswith(word):
            return _SPELLED
        if word in one.spelled or (UNKNOWN in one.spelled and matches(word, one.spelled)):
            return _SPELLED_WITHIN
    return _BESIDE if word in one.beside else 0
