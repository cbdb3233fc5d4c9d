"""What adding up costs: every figure of every quarter of a whole country, beside one bare group-by.

The floor is SQLite alone: a table of four integers that lies in the order in which it is added up, and no
look at whether any of it was damaged.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from decimal import Decimal
from itertools import islice
from pathlib import Path

from jzdesk.desk import adding_up, safekeeping
from jzdesk.desk.office import Office
from jzdesk.models import adding
from jzdesk.models.adding import Way
from jzdesk.models.catalogue import CITY, Catalogue
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.store.store import Store
from jzdesk.store.submissions import Submission
from tests.bench.measure import ROUNDS, Line, in_turns
from tests.bench.province import province

GROUPED = "SELECT period, key, sum(value) FROM bare GROUP BY period, key"
UNITS, QUARTERS, FIGURES = 2850, 20, 60
Spot = tuple[Key, Way]
AT = "2018-10-09T08:00:00+08:00"
AT_ONCE = 150
"""Files in one operation while the country is made; the trail of a larger one is long in memory."""


def country(units: int, quarters: int = QUARTERS) -> tuple[Catalogue, list[Period], list[Spot]]:
    """Return a plan that so many counties report to, its quarters, and figures that are summed, with how."""
    data = json.loads(province(units).to_json())
    data["plan"]["end"] = str(2018 + (quarters + 3) // 4)
    catalogue = Catalogue(data)
    periods = [Period(2018 + n // 4, "quarter", n % 4 + 1) for n in range(quarters)]
    spots = (
        (Key(form.id, row.code, column.code), adding.way(row, column))
        for form in catalogue.forms for row in form.rows for column in form.columns
        if column.code in row.columns
    )  # fmt: skip
    return catalogue, periods, list(islice((s for s in spots if s[1].summed and not s[1].urban), FIGURES))


def number(unit: int, quarter: int, row: int) -> int:
    """Return a made-up figure in ten-thousandths."""
    return (unit * 7919 + quarter * 104729 + row * 1299709) % 900_000_000


def make(path: Path, catalogue: Catalogue, periods: Sequence[Period], spots: Sequence[Spot]) -> None:
    """Make a city's store in which every county's file of every quarter was accepted."""
    safekeeping.init(path, unit=CITY, office=None, practice=True, catalogue=catalogue).close()
    with Store.open(path, write=True, who="张三") as store:
        for q, period in enumerate(periods):
            for first in range(0, len(catalogue.counties), AT_ONCE):
                with store.operation("receive", period, at=AT, step=False) as op:
                    for u, unit in enumerate(catalogue.counties[first : first + AT_ONCE], first):
                        made = Submission(unit, period, 1, f"{q:08x}{u:08x}", "upload", "accepted", AT)
                        op.submission(made, b"{}", {
                            key: Decimal(number(u, q, r)).scaleb(-4) for r, (key, _) in enumerate(spots)
                        })  # fmt: skip


def bare(path: Path, units: int, quarters: int, figures: int) -> sqlite3.Connection:
    """Make the table that the floor adds up."""
    connection = sqlite3.connect(path)
    connection.execute(
        "CREATE TABLE bare(period INTEGER NOT NULL, key INTEGER NOT NULL, unit INTEGER NOT NULL,"
        " value INTEGER NOT NULL, PRIMARY KEY(period, key, unit)) STRICT, WITHOUT ROWID"
    )
    connection.executemany(
        "INSERT INTO bare VALUES(?, ?, ?, ?)",
        ((q, r, u, number(u, q, r)) for q in range(quarters) for r in range(figures) for u in range(units)),
    )
    connection.commit()
    return connection


def added(
    office: Office, periods: Sequence[Period], spots: Sequence[Spot]
) -> dict[tuple[int, int], Decimal | None]:
    """Return every total of every quarter, as the table of totals has it."""
    found: dict[tuple[int, int], Decimal | None] = {}
    for q, period in enumerate(periods):
        now = adding_up.added(office, period)
        for r, (key, way) in enumerate(spots):
            found[q, r] = now.total(key, way)
    return found


def lines(folder: Path, *, thorough: bool) -> Iterator[Line]:
    """Measure the whole country, and a tenth of it beside: there what is asked once a quarter weighs more."""
    for units in (UNITS, UNITS // 10) if thorough else (UNITS,):
        catalogue, periods, spots = country(units)
        path = folder / f"{units}.jzdesk"
        make(path, catalogue, periods, spots)
        floor = bare(folder / f"{units}.db", units, len(periods), len(spots))
        told = {(q, r): Decimal(total).scaleb(-4) for q, r, total in floor.execute(GROUPED)}
        with ExitStack() as stack:
            # One for each round: an office remembers what it has added up
            offices = [
                stack.enter_context(Office.open(path, write=False, who="张三")) for _ in range(ROUNDS + 1)
            ]
            given = iter(offices)

            def add(
                given: Iterator[Office] = given, periods: Sequence[Period] = periods,
                spots: Sequence[Spot] = spots, told: object = told,
            ) -> None:  # fmt: skip
                assert added(next(given), periods, spots) == told

            beside = in_turns(add, lambda floor=floor: floor.execute(GROUPED).fetchall(), ROUNDS)
        floor.close()
        yield beside.line(f"totals of {units} counties in {len(periods)} quarters, {len(spots)} figures", 1.5)
