"""Paper and files of the largest: a full county's report and upload file, and the city's book of 100 pages.

The floor is `bare`: the same pages, cells and charts by the libraries alone. Reading a file back and having
it on the disk are no part of either.
"""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from statistics import median
from typing import Any

from pypdfium2 import PdfDocument

from jzdesk.desk import rendering as desk
from jzdesk.desk import safekeeping
from jzdesk.exchange import envelope
from jzdesk.exchange.visible import visible
from jzdesk.models import snapshot
from jzdesk.models.catalogue import Catalogue
from jzdesk.models.period import Period
from jzdesk.models.snapshot import Frozen
from jzdesk.reports import rendering
from jzdesk.reports.summary import SummaryInput, SummaryUnit, summary_rows
from tests import paper_cases
from tests.bench import bare, taken
from tests.bench.made import Job, printed, report_and_file
from tests.bench.measure import ROUNDS, Line, in_turns

Q3 = Period.parse("2018Q3")
TIME, MEMORY, BOOK, GROWN = 1.4, 1.3, 2.0, 10.0
SMALL, LARGE = 12, 100
PER_PAGE = 28
FEW = 0.85
"""So many of our pages the floor has at the least: it leaves out some notes' room, never a row."""


def county(folder: Path) -> Job:
    """Return the job that prints the report of a county with sixty projects and eighty tasks."""
    office, period = paper_cases.many(folder)
    with office:
        made: Job = json.loads(json.dumps(desk.standing(office, period, "report", ".pdf")))
        return made


def taken_apart(job: Job) -> tuple[Any, Any, list[str]]:
    """Return what the floor writes: pages, sheets and the machine sheet's texts."""
    frozen = Frozen(job["content"], Catalogue.from_json(job["catalogue"]))
    data = snapshot.encode(job["content"])
    document = rendering._DOCUMENTS["report"](job)
    return taken.parts(document), taken.sheets(visible(frozen, data)), envelope.pack(data)


def book(pages: int) -> Job:
    """Return the job that prints a city's table of totals over about so many pages."""
    rows = pages * PER_PAGE
    once, twice = (len(summary_rows(_plan(times), Q3)) for times in (1, 2))
    return _summary(_plan(2 + (rows - once) // (twice - once)), rows)


def _plan(times: int) -> Catalogue:
    """Return the plan with each row that is not computed so many times."""
    data = json.loads(safekeeping.shipped_catalogue().to_json())
    for form in data["forms"]:
        for block in form["blocks"]:
            kind = [row for row in block.get("rows", ()) if not row.get("derived")]
            more = [
                {**row, "code": f"{row['code']}.{n}", "name": f"{row['name']}（{n}）"}
                for n in range(2, times + 1) for row in kind
            ]  # fmt: skip
            block["rows"] = [*block.get("rows", ()), *more]
    return Catalogue(data)


def _summary(catalogue: Catalogue, rows: int) -> Job:
    units = [SummaryUnit(c, catalogue.division(c).name, "已验收", True) for c in catalogue.counties]
    figures, totals, to_date = {}, {}, {}
    for number, row in enumerate(summary_rows(catalogue, Q3)[:rows]):
        own = {u.code: str(Decimal("1234.50") + 10 * n + number) for n, u in enumerate(units)}
        figures[row.key], totals[row.key] = own, str(sum(map(Decimal, own.values())))
        to_date[row.key] = str(3 * Decimal(totals[row.key]))
    given = SummaryInput(
        catalogue, Q3, units, figures, totals, to_date, 11, 11, office="焦作市环境保护局",
        issued_on="2018-10-12",
    )  # fmt: skip
    told = rendering.summary_to_plain(given)
    return {"what": "summary", "summary": told, "catalogue": catalogue.to_json(), "ending": ".pdf"}


def _pages(data: bytes) -> int:
    return len(PdfDocument(data))


def lines(folder: Path, *, thorough: bool) -> Iterator[Line]:
    """Measure both beside their floors."""
    job = county(folder)
    parts, sheets, machine = taken_apart(job)
    assert _pages(bare.paper(parts)) >= FEW * _pages(printed(job))

    def floor() -> None:
        bare.paper(parts)
        bare.workbook(sheets, machine)

    yield in_turns(lambda: report_and_file(job), floor).line("report and upload file of a full county", TIME)
    (folder / "job.json").write_text(json.dumps(job), "utf-8")
    (folder / "floor.pickle").write_bytes(pickle.dumps((parts, sheets, machine)))
    yield from _memory(folder)
    small, large = book(SMALL), book(LARGE)
    found = {n: _pages(printed(one)) for n, one in ((SMALL, small), (LARGE, large))}
    assert found[LARGE] >= LARGE, found
    given = taken.parts(rendering._DOCUMENTS["summary"](large))
    assert _pages(bare.paper(given)) >= FEW * found[LARGE]
    beside = in_turns(lambda: printed(large), lambda: bare.paper(given))
    yield beside.line(f"city book of {found[LARGE]} pages", BOOK)
    grown = in_turns(lambda: printed(large), lambda: printed(small))
    yield grown.line(f"city book of {found[LARGE]} pages beside one of {found[SMALL]}", GROWN)


def _memory(folder: Path) -> Iterator[Line]:
    """Measure the most memory of a process that does the work and of one that does the floor, in turns."""
    floors, works = [], []
    for _ in range(ROUNDS):
        floors.append(_most("floor", folder / "floor.pickle"))
        works.append(_most("work", folder / "job.json"))
    work, floor = median(works), median(floors)
    told = f"{work / 1024:.0f} MiB beside {floor / 1024:.0f} MiB"
    yield Line("report and upload file of a full county: memory", work / floor, MEMORY, told=told)


_CODE = {
    "work": (
        "import json; from tests.bench import made; "
        "made.report_and_file(json.load(open({path!r}, encoding='utf-8')))"
    ),
    "floor": (
        "import pickle; from tests.bench import bare; "
        "parts, *book = pickle.load(open({path!r}, 'rb')); bare.paper(parts); bare.workbook(*book)"
    ),
}


def _most(what: str, path: Path) -> int:
    """Return the most memory, in KiB, of a new process.

    What `resource` tells begins with that of the process it was started from.
    """
    tail = "; print(next(w for w in open('/proc/self/status') if w.startswith('VmHWM')).split()[1])"
    code = _CODE[what].format(path=str(path)) + tail
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, check=True, text=True)
    return int(done.stdout)
