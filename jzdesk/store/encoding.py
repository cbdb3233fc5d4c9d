"""Cells as the columns of a row hold them, the digest that guards the row, and the words for people.

A number is an integer at the fixed scale, any other value is text behind `=`, a blank reason is text
behind `!`; NULL when there is only a note.
"""

from __future__ import annotations

import struct
from decimal import Context, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from jzdesk.digest import blake2b
from jzdesk.errors import LostError
from jzdesk.models.entry import Cell
from jzdesk.models.period import Period
from jzdesk.models.quantity import MAX_PLACES, SCALE, plain_any, to_scaled
from jzdesk.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jzdesk.store.books import Stored

_EXACT = Context(prec=40)
_raise, _bare = _EXACT.scaleb, _EXACT.normalize
DIGEST_SIZE = 8


def encode(cell: Cell) -> Stored:
    """Return value or blank reason of a cell as it is stored."""
    if cell.blank is not None:
        if cell.value is not None:
            raise ValueError("a cell has a value or a reason for being blank, not both")
        return f"!{cell.blank}"
    if cell.value is None:
        return None
    return to_scaled(cell.value) if isinstance(cell.value, Decimal) else f"={cell.value}"


def decode(stored: Stored, note: str | None) -> Cell:
    """Return the cell stored as `stored` and `note`."""
    if stored is None:
        return Cell(None, None, note)
    if isinstance(stored, int):
        return _figure(stored) if note is None else Cell(number(stored), None, note)
    if stored[0] == "=":
        return Cell(stored[1:], None, note)
    return Cell(None, stored[1:], note)


@lru_cache(4096)  # as below; most cells are that and no more
def _figure(scaled: int) -> Cell:
    """Return the cell of a figure alone."""
    return Cell(number(scaled))


@lru_cache(4096)  # in the quarters of a year much stands again and again
def number(scaled: int) -> Decimal:
    """Return the figure stored as `scaled`, without surplus zeros or an exponent."""
    if not scaled % SCALE:
        return Decimal(scaled // SCALE)
    return _bare(_raise(scaled, -MAX_PLACES))


def digest(period: int, key: str, stored: Stored, note: str | None) -> bytes:
    """Return the guard of one row; SQLite's own checks let most changed bytes pass."""
    text = f"{period}\x1f{key}\x1f{stored}" if note is None else f"{period}\x1f{key}\x1f{stored}\x1f{note}"
    return blake2b(text.encode("utf-8", "surrogateescape"), digest_size=DIGEST_SIZE).digest()


def as_number(guard: bytes) -> int:
    """Return a digest as the integer that seals are made of."""
    return int.from_bytes(guard, "big", signed=True)


def as_numbers(guards: Sequence[bytes]) -> Sequence[int]:
    """Return many digests as such integers, at once."""
    return struct.unpack(f">{len(guards)}q", b"".join(guards))


def words(stored: Stored) -> str | None:
    """Return a stored value as a person reads it: plain decimal, text or reason."""
    if isinstance(stored, int):
        return plain_any(number(stored))
    return None if stored is None else stored[1:]


def period_of(code: object) -> Period:
    """Return the period stored as `code`, or name the damage when it is none."""
    if not isinstance(code, int) or code % 10 > 6 or not 1 <= code // 10 <= 9999:
        raise LostError(say("store.damage.period", code=code))
    return Period.from_code(code)
