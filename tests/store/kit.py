"""What the store's tests share: short ways to write keys, periods, cells and times."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from jzdesk.models.entry import Cell, Key
from jzdesk.models.period import Period
from jzdesk.store.operation import Operation
from jzdesk.store.store import Store
from jzdesk.store.submissions import Submission

ROOT = Path(__file__).resolve().parents[2]
AT = "2018-10-06T09:31:20+08:00"
CONTENT = b'{"figures":{"a":"1"}}' * 100
EDITION = "jiaozuo-13fyp/1"
Q1, Q2, Q3, Q4 = (Period.parse(f"2018Q{n}") for n in (1, 2, 3, 4))
H1, H2, YEAR = Period.parse("2018H1"), Period.parse("2018H2"), Period.parse("2018")
COD = Key.parse("emissions/cod.industry/emitted")
SO2 = Key.parse("emissions/so2.industry/emitted")
DONE = Key.parse("investment/P012/done")


def num(text: str) -> Cell:
    return Cell(Decimal(text))


def block(count: int) -> list[Key]:
    return [Key("emissions", f"row{n}.industry", "emitted") for n in range(count)]


def create(path: Path, *, unit: str = "410823", practice: bool = False) -> Store:
    return Store.create(
        path, unit=unit, office="武陟县环境保护局", practice=practice,
        catalogue='{"plan":{}}', edition=EDITION, who="张三", at=AT,
    )  # fmt: skip


def hasty(store: Store) -> Store:
    """Let a store save without waiting for the disk, where many saves are made and none is lost."""
    store._db.run("PRAGMA synchronous = OFF")
    return store


def put(store: Store, key: Key, text: str, period: Period = Q3, *, action: str = "set") -> None:
    with store.operation(action, period, at=AT) as op:
        op.put(key, num(text))


def paste(store: Store, keys: list[Key], period: Period = Q3, text: str = "1.5") -> Operation:
    with store.operation("paste", period, how="pasted", at=AT) as op:
        for key in keys:
            op.put(key, num(text))
    return op


def fail_at(store: Store, act: Callable[[Operation], object]) -> None:
    """Start an operation that fails after `act`."""
    with store.operation("set", Q3, at=AT) as op:
        act(op)
        raise ZeroDivisionError


def received(unit: str, *, revision: int = 1, period=Q3, code: str | None = None) -> Submission:
    code = code or f"{unit}{revision:010}"
    return Submission(unit, period, revision, code, "received", "received", AT, facts={"on": "2018-10-08"})


def receive(store: Store, submission: Submission, **figures: str) -> int:
    keys = {"cod": COD, "so2": SO2, "done": DONE}
    with store.operation("receive", submission.period, how="command", at=AT) as op:
        number = op.submission(submission, CONTENT, {keys[name]: Decimal(v) for name, v in figures.items()})
        op.barrier()
    return number


def tamper(path: Path, *statements: str) -> None:
    """Change a closed store as only somebody with another program could; its triggers are put back."""
    connection = sqlite3.connect(path, isolation_level=None)
    triggers = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        connection.execute(statement)
    for _, sql in triggers:
        connection.execute(sql)
    connection.close()


def child(code: str, *arguments: object) -> subprocess.Popen[str]:
    """Start another process that has the kit at hand; it says a line when it is ready."""
    script = f"import sys\nsys.path.insert(0, {str(ROOT)!r})\nfrom tests.store.kit import *\n{code}"
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip


def orphan(path: Path) -> bytes:
    """Take a closed store away in the middle of a save: only its journal stays, which is returned."""
    journal = path.with_name(path.name + "-journal")
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("BEGIN")
    connection.execute("UPDATE figures SET value = value + 1")
    left = journal.read_bytes()
    connection.close()
    path.unlink()
    journal.write_bytes(left)
    return left


def copied(store: Store, target: Path) -> Path:
    """Copy an open store with its journal, as a power cut would leave it."""
    source = store.info.path
    shutil.copyfile(source, target)
    journal = source.with_name(source.name + "-journal")
    if journal.exists():
        shutil.copyfile(journal, target.with_name(target.name + "-journal"))
    return target
