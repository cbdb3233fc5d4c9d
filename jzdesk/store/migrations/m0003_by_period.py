"""The third schema: snapshots and letters are found by what they are about.

A city that has taken in thousands must not look through all of them for each further one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def by_period(db: Database) -> None:
    """Make the indexes; that of snapshots holds all that says which of them count."""
    db.execute("CREATE INDEX submissions_by_period ON submissions(period, state, unit, revision)")
    db.execute("CREATE INDEX letters_by_period ON letters(period, unit)")
    db.execute("CREATE INDEX letters_by_unit ON letters(unit)")
