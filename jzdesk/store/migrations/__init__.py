"""How the schema came to be: numbered steps, each written down with its record and number as one whole.

A step is never changed once released and uses no code of the program: what it needs stands in it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from jzdesk.digest import sha256
from jzdesk.errors import LostError, WorldError
from jzdesk.store.database import APPLICATION_ID, Database, world
from jzdesk.store.migrations import m0001_first, m0002_beside, m0003_by_period, m0004_lanes
from jzdesk.words import say

if TYPE_CHECKING:
    from sqlite_utils import Database as Workbench

Step = Callable[["Workbench"], None]

STEPS: tuple[Step, ...] = (
    m0001_first.first,
    m0002_beside.beside,
    m0003_by_period.by_period,
    m0004_lanes.lanes,
)
FINGERPRINTS: tuple[str, ...] = (
    "ab1fed216c89c9e19e3cb9b9bf845c851f096063ca96546e5a02968ff02de4bd",
    "8ef9be920f7f0419f15287c6c4a3e29835b7fe668e5c9a40d19911b17a1b4be6",
    "b73e53756bd89681145b871b0312882de974c9af730e304f235cfe903e6ab995",
    "0abbd8b873f397537a72d6bfa1c89a34160d8b1b25b0f2e8b704d1d41f0ea1f5",
)
"""What `fingerprint` is after each step."""

# The library's own record, declared here so that its version has no say in what the schema is.
_RECORD = """
CREATE TABLE IF NOT EXISTS _sqlite_migrations(
  id INTEGER PRIMARY KEY, migration_set TEXT, name TEXT, applied_at TEXT
) STRICT
"""
_SCHEMA = "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"


_MAGIC, _HEADER = b"SQLite format 3\0", 100
_IN_HEADER = (60, 68)
"""Where version and mark stand in a file's header."""


def latest() -> int:
    """Return the number of the schema this program writes."""
    return len(STEPS)


def refuse_newer(path: Path) -> None:
    """Refuse what a newer program wrote before SQLite opens it, which would finish an interrupted save."""
    with world(path), path.open("rb") as file:
        header = file.read(_HEADER)
    version, mark = (int.from_bytes(header[at : at + 4], "big") for at in _IN_HEADER)
    if header.startswith(_MAGIC) and mark == APPLICATION_ID and version > latest():
        raise WorldError(say("store.world.newer", path=path, found=version, known=latest()))


def check_version(db: Database) -> bool:
    """Tell whether the file must be upgraded; refuse one that a newer program wrote."""
    if db.version > latest():
        raise WorldError(say("store.world.newer", path=db.path, found=db.version, known=latest()))
    return db.version < latest()


def check_schema(db: Database) -> None:
    """Refuse a file whose tables, triggers or views are not those its version has."""
    if db.version < 1 or fingerprint(db) != FINGERPRINTS[db.version - 1]:
        raise LostError(say("store.world.altered", path=db.path))


def upgrade(db: Database) -> None:
    """Bring a file to the newest schema; steps it has been through are left out."""
    # Imported here: it is needed once in a store's life and slow to import.
    from sqlite_utils import Database as Workbench
    from sqlite_utils import Migrations

    plan = Migrations("jzdesk")
    for number, step in enumerate(STEPS, 1):
        plan(name=step.__name__)(_numbered(number, step))
    db.run(_RECORD)
    with world(db.path):
        plan.apply(Workbench(db.connection, execute_plugins=False))


def fingerprint(db: Database) -> str:
    """Return a hash of all tables, indexes, triggers and views as they were declared."""
    rows = sorted(" ".join(" ".join(str(part) for part in row).split()) for row in db.all(_SCHEMA))
    return sha256("\n".join(rows).encode("utf-8", "surrogateescape")).hexdigest()


def _numbered(number: int, step: Step) -> Step:
    def numbered(bench: Workbench) -> None:
        step(bench)
        bench.execute(f"PRAGMA user_version={number}")

    return numbered
