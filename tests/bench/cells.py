"""What entering costs: one cell, a pasted block, and how many bytes a figure is.

The floor is the least that has the same figures as safe: SQLite's own statement, under the store's settings.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from itertools import count, cycle
from pathlib import Path

from jzdesk.desk import entering, pasting, safekeeping, signing
from jzdesk.desk.office import Office
from jzdesk.models.entry import Key
from jzdesk.models.paste.clip import from_text
from jzdesk.models.period import Period
from jzdesk.store.database import prepare
from tests import paper_cases
from tests.bench.measure import Line, in_turns

Q3 = Period.parse("2018Q3")
FIRST = "year_plan"
"""The column in which the block begins; ten of the twelve from there on are typed, two are computed."""
BLOCK = ("1", "1", "1", "", "", "1", "1", "1", "1", "1", "1", "1")
_UPSERT = (
    "INSERT INTO figures VALUES(?, ?, ?, NULL, ?) ON CONFLICT(period, key)"
    " DO UPDATE SET value = excluded.value, digest = excluded.digest"
)
TYPED, PASTED = 160, 72
"""Bytes that a figure may take in the store."""


def full_county(folder: Path) -> Office:
    """Return a full county's office with its quarter open for entering."""
    office, period = paper_cases.many(folder)
    signing.withdraw(office, period)
    return office


def beside(folder: Path) -> sqlite3.Connection:
    """Return a bare database with the store's own settings and figures."""
    made = sqlite3.connect(folder / "bare.db", isolation_level=None)
    prepare(made)
    made.execute("PRAGMA journal_mode=TRUNCATE")
    made.execute("PRAGMA synchronous=FULL")
    made.execute(
        "CREATE TABLE figures(period INTEGER NOT NULL, key INTEGER NOT NULL, value ANY, note TEXT,"
        " digest BLOB NOT NULL, PRIMARY KEY(period, key)) STRICT, WITHOUT ROWID"
    )
    made.executemany(_UPSERT, [(20183, n, n, bytes(8)) for n in range(5000)])
    return made


def figures(office: Office, period: Period = Q3) -> list[Key]:
    """Return the cells of a period in which a figure is typed."""
    sheet = office.sheet(period)
    return [
        key for key, row, column in entering.all_cells(sheet)
        if column.kind == "number" and not (column.derived or row.derived or sheet.locked(row, column))
    ]  # fmt: skip


def saving(office: Office) -> Callable[[], None]:
    """Return what saves another figure each time: typed, judged, durable, in the trail, and seen at once."""
    keys, values = cycle(k for k in figures(office) if k.form == "emissions"), count(1000)

    def save() -> None:
        entering.set_values(office, Q3, [str(next(keys)), str(next(values))])
        office.sheet(Q3)

    return save


def block(office: Office, number: int) -> pasting.Plan:
    """Return the plan of a pasted block of 590 figures, each other than what stands there."""
    sheet = office.sheet(Q3)
    rows = [row.code for row in sheet.rows("investment") if row.code.startswith("X")]
    lines = [
        "\t".join(told and f"{(number * 17 + n * 3 + at) % 70 + 10}.50" for at, told in enumerate(BLOCK))
        for n in range(len(rows))
    ]
    here = Key("investment", rows[0], FIRST)
    return pasting.plan(
        sheet, "investment", from_text("\n".join(lines)), here, pasting.Choices(by_place=True)
    )


def _one(folder: Path, office: Office) -> Line:
    with closing(beside(folder)) as bare:
        numbers = count(1)

        def upsert() -> None:
            n = next(numbers)
            bare.execute(_UPSERT, (20183, n % 5000, n, n.to_bytes(8)))

        found = in_turns(saving(office), upsert, rounds=61)
    return found.line("save one cell, beside one raw upsert", 2.5)


def _many(folder: Path, office: Office) -> Line:
    (folder / "many").mkdir()
    with closing(beside(folder / "many")) as bare:
        numbers = count(1)
        waiting = [block(office, next(numbers))]
        size = len(waiting[0].writing)

        def paste() -> None:
            pasting.write(office, waiting.pop())

        def raw() -> None:
            n = next(numbers)
            bare.execute("BEGIN IMMEDIATE")
            bare.executemany(_UPSERT, [(20183, k, n + k, bytes(8)) for k in range(size)])
            bare.execute("COMMIT")

        def plan() -> None:
            waiting[:] = [block(office, next(numbers))]

        found = in_turns(paste, raw, rounds=11, before=plan)
    return found.line(f"paste {size} cells, beside one raw executemany", 4)


def _sizes(folder: Path) -> Iterator[Line]:
    """Yield how many bytes a figure adds to the store: itself, what the trail keeps of it, its way back."""
    path = folder / "size.jzdesk"
    with safekeeping.init(path, unit="410823", office=None, practice=True) as office:
        office.set_today(date(2021, 1, 20))
        periods = [Period(year, "quarter", n) for year in (2017, 2018, 2019, 2020) for n in (1, 2, 3, 4)]
        told = {period: _words(office, period, n) for n, period in enumerate(periods)}
        entering.set_values(office, periods[0], told[periods[0]])  # what every store has once
        for work, typed, chosen, allowed in (
            ("that came in a block", False, periods[1:9], PASTED), ("typed", True, periods[9:], TYPED),
        ):  # fmt: skip
            before, entered = path.stat().st_size, 0
            for period in chosen:
                words = told[period]
                step = 2 if typed else len(words)
                for at in range(0, len(words), step):
                    entering.set_values(
                        office, period, words[at : at + step], how="typed" if typed else "pasted"
                    )
                entered += len(words) // 2
            grown = (path.stat().st_size - before) / entered
            yield Line(f"store: a figure {work}, of {entered}", grown, allowed, "B")


def _words(office: Office, period: Period, salt: int) -> list[str]:
    """Return a value of five digits for every cell of a period."""
    keys = figures(office, period)
    return [w for n, key in enumerate(keys) for w in (str(key), str((n + salt) * 7919 % 90_000 + 10_000))]


def lines(folder: Path, *, thorough: bool) -> Iterator[Line]:
    """Measure what entering costs in a full county."""
    with full_county(folder) as office:
        yield _one(folder, office)
        yield _many(folder, office)
    yield from _sizes(folder)
