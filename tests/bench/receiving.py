"""What taking in one county's file costs: verifying it in the warm child, looking at it, keeping it.

The floor is a warm child too, which inflates the very same files, passes expat over every part, has calamine
make values of all sheets, and writes the figures in one durable transaction. It looks at nothing.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from itertools import count, pairwise
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
from tests import paper_cases, uploads
from tests.bench.measure import Line, in_turns
from tests.bench.province import province, reads

UNITS, FEW = 158, 11
SIZES = (50, 100, 200)
MEMORY, PER_DOUBLING = 1.2, 2.1
TAKE = """
import json, resource, sys
from datetime import date
from pathlib import Path
from jzdesk.desk import receiving
from jzdesk.desk.beforehand import Beforehand
from jzdesk.desk.office import Office
def spent():
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)
with Office.open(Path(sys.argv[1]), write=True, today=date(2018, 10, 9)) as office:
    before, begun = Beforehand(office), spent()
    paths = [Path(line) for line in sys.stdin.read().splitlines()]
    told = [one["verdict"] for one in receiving.each(office, paths, before)]
most = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(json.dumps([set(told) == {"taken"}, spent() - begun, *most]))
"""
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


def many_files(folder: Path, catalogue: Catalogue) -> list[Path]:
    """Write a file of every county of a made-up province."""
    pattern = uploads.content_of(folder, catalogue.counties[0], "12", catalogue=catalogue)
    found = []
    for one in reads(pattern, catalogue):
        assert one.packet is not None
        found.append(uploads.written(folder, one.packet["content"], catalogue))
    return found


def taken(store: Path, catalogue: Catalogue, paths: Sequence[Path]) -> tuple[float, int, int]:
    """Take files into a new store; seconds of the processor, the most memory here and in the child (KB)."""
    safekeeping.init(store, unit=CITY, office=None, practice=True, catalogue=catalogue).close()
    done = subprocess.run(
        [sys.executable, "-c", TAKE, str(store)], input="\n".join(map(str, paths)), capture_output=True,
        text=True, check=True, env={**os.environ, "PYTHONPATH": str(Path.cwd())},
    )  # fmt: skip
    good, seconds, here, child = json.loads(done.stdout)
    assert good, done.stdout
    return seconds, here, child


def province_lines(folder: Path) -> Iterator[Line]:
    """Measure the files of a province: memory, and whether twice the files take twice the time."""
    catalogue = province(max(SIZES))
    paths = many_files(folder, catalogue)
    few, many = (taken(folder / f"m{n}.jzdesk", catalogue, paths[:n]) for n in (FEW, UNITS))
    for where, at in (("", 1), (" in the child", 2)):
        told = f"{many[at] / 1024:.0f} MB beside {few[at] / 1024:.0f} MB"
        line = f"memory{where} for the files of {UNITS} counties, beside {FEW}"
        yield Line(line, many[at] / few[at], MEMORY, told=told)
    seconds = {
        n: min(taken(folder / f"{n}_{k}.jzdesk", catalogue, paths[:n])[0] for k in range(2)) for n in SIZES
    }
    for small, large in pairwise(SIZES):
        told = f"{seconds[large] / large * 1000:.0f} ms of the processor each, checks anew included"
        line = f"verify and receive {large} files, beside {small}"
        yield Line(line, seconds[large] / seconds[small], PER_DOUBLING, told=told)


def lines(folder: Path, *, thorough: bool) -> Iterator[Line]:
    """Measure one file of a full county; the files of a province where it may take long."""
    yield from one_file(folder)
    if thorough:
        yield from province_lines(folder)


def one_file(folder: Path) -> Iterator[Line]:
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
            found = arriving.read_ahead(next(given), known, reader, partial(receiving.foreseen, office))
            told = receiving.take(office, found, dry_run=False, day=DAY, before=before)
            assert told["verdict"] == "taken", told

        beside = in_turns(receive, lambda: bare(next(same)), ROUNDS)
        yield beside.line("verify and receive one file of a full county", 3.0)
