"""The first schema.

Ten thousand figures a year for many years stay small: integers for keys, periods and words, no row ids
where the key is the row. `operations` and `changes` only ever grow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_TABLES = """
CREATE TABLE meta(name TEXT PRIMARY KEY, value ANY) STRICT, WITHOUT ROWID;
CREATE TABLE catalogues(
  id INTEGER PRIMARY KEY, edition TEXT NOT NULL UNIQUE, content TEXT NOT NULL, hash TEXT NOT NULL
) STRICT;
CREATE TABLE terms(id INTEGER PRIMARY KEY, term TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE keys(
  id INTEGER PRIMARY KEY, form INTEGER NOT NULL REFERENCES terms(id), "row" TEXT NOT NULL,
  "column" INTEGER NOT NULL REFERENCES terms(id)
) STRICT;
CREATE TABLE figures(
  period INTEGER NOT NULL, key INTEGER NOT NULL REFERENCES keys(id), value ANY, note TEXT,
  digest BLOB NOT NULL, PRIMARY KEY(period, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE seals(period INTEGER PRIMARY KEY, seal INTEGER NOT NULL) STRICT;
CREATE TABLE operations(
  id INTEGER PRIMARY KEY, at INTEGER NOT NULL, who INTEGER NOT NULL REFERENCES terms(id),
  how INTEGER NOT NULL REFERENCES terms(id), action INTEGER NOT NULL REFERENCES terms(id), period INTEGER,
  why TEXT, undoes INTEGER REFERENCES operations(id), hash BLOB NOT NULL
) STRICT;
CREATE TABLE changes(
  operation INTEGER NOT NULL REFERENCES operations(id), n INTEGER NOT NULL, what INTEGER NOT NULL,
  subject ANY NOT NULL, old ANY, new ANY, PRIMARY KEY(operation, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE steps(
  operation INTEGER PRIMARY KEY REFERENCES operations(id), undone INTEGER NOT NULL
) STRICT;
CREATE TABLE explanations(
  period INTEGER NOT NULL, rule TEXT NOT NULL, keys TEXT NOT NULL, text TEXT NOT NULL, figures TEXT NOT NULL,
  PRIMARY KEY(period, rule, keys)
) STRICT, WITHOUT ROWID;
CREATE TABLE "rows"(
  form TEXT NOT NULL, code TEXT NOT NULL, block TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER,
  PRIMARY KEY(form, code)
) STRICT, WITHOUT ROWID;
CREATE TABLE counters(prefix TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE nil(
  period INTEGER NOT NULL, form TEXT NOT NULL, PRIMARY KEY(period, form)
) STRICT, WITHOUT ROWID;
CREATE TABLE lines(
  period INTEGER NOT NULL, key TEXT NOT NULL, content TEXT NOT NULL, PRIMARY KEY(period, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE stamps(
  period INTEGER NOT NULL, key TEXT NOT NULL, content TEXT NOT NULL, PRIMARY KEY(period, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE periods(
  period INTEGER PRIMARY KEY, state TEXT, facts TEXT NOT NULL, catalogue INTEGER REFERENCES catalogues(id)
) STRICT;
CREATE TABLE submissions(
  id INTEGER PRIMARY KEY, unit TEXT NOT NULL, period INTEGER NOT NULL, revision INTEGER NOT NULL,
  draft INTEGER NOT NULL, kind TEXT NOT NULL, code TEXT NOT NULL, predecessor TEXT, state TEXT NOT NULL,
  at TEXT NOT NULL, facts TEXT NOT NULL, content BLOB NOT NULL, seal INTEGER,
  UNIQUE(unit, period, revision, code)
) STRICT;
CREATE TABLE submitted(
  submission INTEGER NOT NULL REFERENCES submissions(id), key INTEGER NOT NULL REFERENCES keys(id),
  value INTEGER NOT NULL, PRIMARY KEY(submission, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE letters(
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, code TEXT UNIQUE, unit TEXT, period INTEGER, revision INTEGER,
  at TEXT NOT NULL, facts TEXT NOT NULL, content BLOB NOT NULL
) STRICT;
CREATE TABLE attachments(
  sha256 TEXT PRIMARY KEY, name TEXT NOT NULL, size INTEGER NOT NULL, kind TEXT NOT NULL, period INTEGER,
  data BLOB
) STRICT;
"""

_APPEND_ONLY = """
CREATE TRIGGER {table}_{event} BEFORE {event} ON {table} BEGIN
  SELECT raise(ABORT, 'the audit trail is append-only');
END
"""


def first(db: Database) -> None:
    """Make all tables, and triggers that keep the trail append-only."""
    for statement in _TABLES.split(";\n"):
        if statement.strip():
            db.execute(statement)
    for table in ("operations", "changes"):
        for event in ("UPDATE", "DELETE"):
            db.execute(_APPEND_ONLY.format(table=table, event=event))
