"""A block copied from a table, as lines of a 底稿: which column is what, and its own 合计 left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jzdesk.errors import RefusedError
from jzdesk.models import lines, quantity
from jzdesk.models.paste import clip
from jzdesk.words import say

NAME, CODE, VALUE, NOTE = range(4)
COLUMNS = 4


@dataclass(frozen=True, slots=True)
class Block:
    """Copied cells: `rows` hold texts for the columns `places` of the 底稿, `sums` those of 合计 lines."""

    places: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    sums: tuple[str, ...] = ()


def read_block(text: str, start: int) -> Block:
    """Return what was copied as it goes into the columns from `start` on.

    A first line of heads names the columns; without one, a block of two or three columns that begins
    at the name takes its column of figures for the values. Raises `RefusedError` for more than there can be.
    """
    rows = [tuple(piece.text.strip() for piece in row) for row in clip.rows_of(text)]
    rows = [row for row in rows if any(row)]
    if not rows:
        return Block((), ())
    named = _heads(rows[0])
    if named:
        rows = rows[1:]
    width = max((len(row) for row in rows), default=0)
    places = named or _guessed(rows, width, start)
    if NAME not in places:
        return Block(places, tuple(rows))
    at = places.index(NAME)
    kept = tuple(row for row in rows if not _is_sum(row, at))
    sums = tuple(
        row[places.index(VALUE)]
        for row in rows
        if _is_sum(row, at) and VALUE in places and len(row) > places.index(VALUE)
    )
    if len(kept) > lines.MOST:
        raise RefusedError(say("models.lines.many", n=len(kept), most=lines.MOST))
    return Block(places, kept, sums)


def _heads(first: Sequence[str]) -> tuple[int, ...]:
    """Return the columns a line of heads names; none unless every head is known and 名称 is among them."""
    words = [say(f"ui.lines.heads_{name}").split() for name in ("name", "code", "value", "note")]
    found = [next((n for n, known in enumerate(words) if part in known), -1) for part in first]
    return tuple(found) if NAME in found and -1 not in found and len(set(found)) == len(found) else ()


def _guessed(rows: Sequence[Sequence[str]], width: int, start: int) -> tuple[int, ...]:
    plain = tuple(range(start, COLUMNS))
    if start != NAME or width not in {2, 3}:
        return plain
    figures = [n for n in range(1, width) if _all_figures([row[n] for row in rows if len(row) > n])]
    if width == 2 and figures == [1]:
        return (NAME, VALUE)
    return (NAME, VALUE, NOTE) if width == 3 and figures == [1] else plain


def _all_figures(texts: Sequence[str]) -> bool:
    """Tell whether a column holds figures and nothing else."""
    given = [text for text in texts if text]
    return bool(given) and all(_is_figure(text) for text in given)


def _is_figure(text: str) -> bool:
    try:
        quantity.parse(text, "", 4, signed=True)
    except RefusedError:
        return False
    return True


def _is_sum(row: Sequence[str], at: int) -> bool:
    words = say("ui.lines.sum_words").split()
    return len(row) > at and "".join(row[at].split()).rstrip("：:") in words
