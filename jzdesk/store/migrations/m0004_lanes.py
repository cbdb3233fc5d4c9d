"""The fourth schema: the figures of a snapshot lie in blocks of lanes instead of a row each.

A country's are added up a block at a time; `jzdesk.store.lanes` says how a block is made. The index by which
snapshots are found holds their seal as well, which in the table lies behind all of their content.
"""

from __future__ import annotations

import struct
from itertools import groupby
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlite_utils import Database

_BLOCK, _LANE, _RAISED = 64, 12, 1 << 63
_SOUND = (
    "SELECT id, unit, period, seal IS (SELECT coalesce(sum((value * 31 + key * 1000003) % 4294967291), 0)"
    " FROM submitted f WHERE f.submission = s.id) FROM submissions s ORDER BY id"
)


def lanes(db: Database) -> None:
    """Bring all figures into blocks; what did not fit its seal before does not fit the new one either."""
    db.execute(
        "CREATE TABLE reported(\n"
        "  submission INTEGER NOT NULL REFERENCES submissions(id), block INTEGER NOT NULL,\n"
        "  lanes BLOB NOT NULL, PRIMARY KEY(submission, block)\n"
        ") STRICT, WITHOUT ROWID"
    )
    heads = db.execute(_SOUND).fetchall()
    for number, unit, period, sound in heads:
        guard = crc32(unit.encode("utf-8", "surrogateescape"), (number * 1_000_003 + period) % (1 << 32))
        rows = db.execute("SELECT key, value FROM submitted WHERE submission = ? ORDER BY key", (number,))
        for block, data in _blocks(rows.fetchall()):
            guard = crc32(data, (guard + block) % (1 << 32))
            db.execute("INSERT INTO reported VALUES(?, ?, ?)", (number, block, data))
        db.execute("UPDATE submissions SET seal = ? WHERE id = ?", (guard if sound else None, number))
    db.execute("DROP TABLE submitted")
    db.execute("DROP INDEX submissions_by_period")
    db.execute("CREATE INDEX submissions_by_period ON submissions(period, state, unit, revision, seal)")


def _blocks(rows: list[tuple[int, int]]) -> Iterator[tuple[int, bytes]]:
    """Yield the blocks of some figures by key; nothing stands behind a block's last figure."""
    for block, group in groupby(rows, lambda row: row[0] // _BLOCK):
        given = {key % _BLOCK: value for key, value in group}
        last = max(given) + 1
        data = b"".join(
            struct.pack("<QxxH", given[place] + _RAISED, 1) if place in given else bytes(_LANE)
            for place in range(last)
        )
        yield block, data
