"""What maintainers need to know of a store: its form, how much is in it, and nothing that stands in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jzdesk.errors import WorldError
from jzdesk.store import migrations

if TYPE_CHECKING:
    from jzdesk.store.database import Database
    from jzdesk.store.moment import Source
    from jzdesk.store.pace import Pace

_PRAGMAS = ("application_id", "user_version", "page_size", "page_count", "freelist_count", "encoding")


def outline(source: Source, pace: Pace) -> list[str]:
    """Return lines on version, form and counts; a table that cannot be read is a line, too."""
    with source.taken(pace) as seen:
        lines = [f"sqlite {seen.value('SELECT sqlite_version()')}", f"known version {migrations.latest()}"]
        lines += [f"{name} {seen.value(f'PRAGMA {name}')}" for name in _PRAGMAS]
        lines.append(f"schema {migrations.fingerprint(seen)}")
        names = seen.all("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
        return [*lines, *(f"table {name} {_rows(seen, name)}" for (name,) in names)]


def _rows(seen: Database, table: str) -> str:
    quoted = table.replace('"', '""')
    try:
        return str(seen.value(f'SELECT count(*) FROM "{quoted}"'))
    except WorldError:
        return "unreadable"
