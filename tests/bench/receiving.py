"""What taking in one county's file costs: verifying it in the warm child, looking at it, keeping it.

The floor is a warm child too, which inflates the very same files, passes expat over every part, has calamine
make values of all sheets, and writes the figures in one durable transaction. It looks at nothing.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

from jzdesk.desk import arriving, enrolling, receiving, safekeeping
from jzdesk.desk.beforehand import Beforehand
from jzdesk.desk.office import Office
from jzdesk.exchange import signing, upload
from jzdesk.models import letters, snapshot
from jzdesk.models.catalogue import CITY, Catalogue
from jzdesk.models.snapshot import Frozen
from jzdesk.worker.reader import Reader
from tests import paper_cases
from tests.bench.measure import Line, in_turns

DAY = date(2018, 10, 9)
ROUNDS = 15
FLOOR = """
import io, sqlite3, sys, zipfile
from xml.parsers import expat
from python_calamine import CalamineWorkbook
store = sqlite3.connect(sys.argv[1], isolation_level=None)
store.execute("PRAGMA journal_mode=TRUNCATE")
store.execute("PRAGMA synchronous=FULL")
store.execute("CREATE TABLE bare(file INTEGER, key INTEGER, value INTEGER, PRIMARY KEY(file, key))")
for n, line in enumerate(sys.stdin):
    path, figures = line.rstrip("\\n").split("\\t")
    data = open(path, "rb").read()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            expat.ParserCreate().Parse(archive.read(name), True)
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()
    store.execute("BEGIN IMMEDIATE")
    rows = [(n, key, key * 7919) for key in range(int(figures))]
    store.executemany("INSERT INTO bare VALUES(?, ?, ?)", rows)
    store.execute("COMMIT")
    print(n, flush=True)
"""


def full_county(folder: Path) -> tuple[dict[str, Any], Catalogue]:
    """Return what a county with sixty projects and eighty tasks hands in, and the plan it reports to."""
    office, period = paper_cases.many(folder)
    with office:
        number = office.locked_by(period)
        assert number is not None
        return json.loads(office.store.submission_content(number)), office.catalogue


def files(folder: Path, content: dict[str, Any], catalogue: Catalogue, key: bytes) -> Iterator[Path]:
    """Yield signed upload files that differ in their revision alone."""
    for n in count(1):
        own = {**content, "revision": n, "draft": n}
        data = snapshot.encode(own)
        path = folder / f"{n}.xlsx"
        upload.write_upload(path, Frozen(own, catalogue), data, signing.seal(key, data))
        yield path


@contextmanager
def floor(store: Path, figures: int) -> Iterator[Callable[[Path], None]]:
    """Give the bare work on one file, done by a warm child."""
    child = subprocess.Popen(
        [sys.executable, "-c", FLOOR, str(store)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdin is not None
    assert child.stdout is not None
    stdin, stdout = child.stdin, child.stdout

    def do(path: Path) -> None:
        stdin.write(f"{path}\t{figures}\n")
        stdin.flush()
        assert stdout.readline()

    with child:
        yield do
        stdin.close()


@contextmanager
def city(folder: Path, catalogue: Catalogue) -> Iterator[Office]:
    """Give a city's store."""
    with safekeeping.init(
        folder / "city.jzdesk", unit=CITY, office=None, practice=True, catalogue=catalogue
    ) as office:
        office.set_today(DAY)
        yield office


def lines(folder: Path, *, thorough: bool) -> Iterator[Line]:
    """Measure one file of a full county."""
    content, catalogue = full_county(folder)
    key = signing.new_key()
    made = files(folder, content, catalogue, key)
    figures = len(snapshot.numbers(content, catalogue))
    with city(folder, catalogue) as office, Reader() as reader, floor(folder / "bare.db", figures) as bare:
        known, before = arriving.editions(office), Beforehand(office)
        waiting = [next(made) for _ in range(ROUNDS + 1)]
        first = arriving.read(waiting[0], known, reader)
        enrolling.trust_read(office, first, letters.show_key_code(signing.public_of(key)))
        before.secure()  # one copy is made for all files that come together
        given, same = iter(waiting), iter(waiting)

        def receive() -> None:
            found = arriving.read(next(given), known, reader)
            told = receiving.take(office, found, dry_run=False, day=DAY, before=before)
            assert told["verdict"] == "taken", told

        beside = in_turns(receive, lambda: bare(next(same)), ROUNDS)
        yield beside.line("verify and receive one file of a full county", 3.0)
