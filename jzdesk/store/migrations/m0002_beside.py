"""The second schema: what stands beside figures, and what the office has told the program to remember.

Where a figure comes from, the files that prove it, what was asked of another bureau, and what a second
person has keyed are records by period and subject, as 底稿 are. Memos belong to no period.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_DATED = ("origins", "evidence", "rekeyings", "enquiries")


def beside(db: Database) -> None:
    """Make the tables; nothing that was there before changes."""
    for table in _DATED:
        db.execute(
            f"CREATE TABLE {table}(\n"
            "  period INTEGER NOT NULL, key TEXT NOT NULL, content TEXT NOT NULL, PRIMARY KEY(period, key)\n"
            ") STRICT, WITHOUT ROWID"
        )
    db.execute("CREATE TABLE memos(name TEXT PRIMARY KEY, content TEXT NOT NULL) STRICT, WITHOUT ROWID")
