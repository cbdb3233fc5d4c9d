"""Clipboard text as rows of pieces: tab-separated as spreadsheets write it, with limits judged first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jzdesk.errors import RefusedError
from jzdesk.words import say

MOST_BYTES, MOST_ROWS, MOST_CELLS = 5_000_000, 5_000, 50_000
# A quoted field ends with a quote before a tab, a line end or the end; all others are literal.
_FIELD = re.compile(r'"((?:[^"]|"")*+)"(?=[\t\r\n]|\Z)|([^\t\r\n]*+)')


@dataclass(frozen=True, slots=True)
class Piece:
    """One copied cell: its text as shown, and the number behind it where the clipboard tells it.

    A `spanned` piece lies under a merged cell, whose text it repeats.
    """

    text: str = ""
    exact: str = ""
    spanned: bool = False

    @property
    def empty(self) -> bool:
        """Nothing of its own stands here."""
        return self.spanned or not (self.text or self.exact)


NOTHING = Piece()
Clip = tuple[tuple[Piece, ...], ...]


def check_size(text: str) -> None:
    """Refuse what is too large before anything is done with it."""
    rows = text.count("\n") + (not text.endswith("\n"))
    size = len(text) if len(text) > MOST_BYTES else len(text.encode("utf-8", "surrogatepass"))
    if size > MOST_BYTES:
        most = MOST_BYTES // 1_000_000
        raise RefusedError(say("models.paste.bytes", size=f"{size / 1_000_000:.1f}", most=most))
    # Lines inside quotes count too: a text has some, not thousands.
    check_count(rows, rows + text.count("\t"))


def check_count(rows: int, cells: int) -> None:
    """Refuse more rows or cells than any form has."""
    if rows > MOST_ROWS:
        raise RefusedError(say("models.paste.rows", n=f"{rows:,}", most=f"{MOST_ROWS:,}"))
    if cells > MOST_CELLS:
        raise RefusedError(say("models.paste.cells", n=f"{cells:,}", most=f"{MOST_CELLS:,}"))


def from_text(text: str) -> Clip:
    """Return tab-separated text as pieces, without empty ends."""
    return squared(rows_of(text))


def rows_of(text: str) -> list[list[Piece]]:
    """Return every cell of tab-separated text; quoted fields may hold tabs, quotes and line ends."""
    check_size(text)
    whole = text.rstrip("\0")
    rows: list[list[Piece]] = [[]]
    at, end = 0, len(whole)
    while at <= end:
        found = _FIELD.match(whole, at)
        if found is None:
            break
        field = found[2] if found[1] is None else found[1].replace('""', '"')
        rows[-1].append(Piece(field.replace("\r\n", "\n").replace("\r", "\n")))
        at = found.end()
        if at >= end:
            break
        if whole[at] == "\t":
            at += 1
            continue
        at += 2 if whole[at : at + 2] == "\r\n" else 1
        if at >= end:
            break
        rows.append([])
    return rows


def squared(rows: Sequence[Sequence[Piece]]) -> Clip:
    """Return rows of equal width, without the empty ones and the empty columns at the end."""
    last = max((n for n, row in enumerate(rows, 1) if any(not p.empty for p in row)), default=0)
    width = max((n for row in rows[:last] for n, p in enumerate(row, 1) if not p.empty), default=0)
    return tuple(tuple(row[:width]) + (NOTHING,) * (width - len(row)) for row in rows[:last])


def is_block(text: str) -> bool:
    """Tell whether a copied text looks like more than one cell."""
    return "\t" in text or "\n" in text.strip("\r\n\0") or "\r" in text.strip("\r\n\0")
