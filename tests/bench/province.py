"""A province of made-up counties by the same code: what taking in and adding up all of its files costs.

Each size is held against the one before: twice the counties may cost twice as much, and a little.
"""

from __future__ import annotations

import gc
import json
import time
import tracemalloc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice, pairwise
from math import log2
from pathlib import Path
from typing import Any

from jzdesk.desk import auditing, coverage, inbox, receiving, rechecking, safekeeping, summing
from jzdesk.desk.arriving import Read
from jzdesk.desk.beforehand import Beforehand
from jzdesk.desk.office import Office
from jzdesk.models import snapshot
from jzdesk.models.catalogue import CITY, Catalogue
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from tests import uploads
from tests.bench.measure import Line

Q3 = Period.parse("2018Q3")
COD = Key.parse("emissions/cod.industry/emitted")
DAY = date(2018, 10, 9)
SIZES = (40, 80, 160)
ROUNDS = 3
COUNTRY = 2850
"""The counties of the whole country: once, where it may take long."""
PER_DOUBLING = 2.1
SHORT = 0.02
"""Seconds below which a step is too short to be told from the clock's own grain."""


def province(number: int) -> Catalogue:
    """Return the plan for so many made-up counties, each with the tasks and projects that 武陟县 has."""
    data = json.loads(safekeeping.shipped_catalogue().to_json())
    city = next(d for d in data["divisions"] if d["code"] == CITY)
    made = [
        {"code": f"42{n:04d}", "name": f"第{n}县", "kind": "county", "office": f"第{n}县环境保护局"}
        for n in range(1, number + 1)
    ]
    data["divisions"] = [city, *made]
    for item in (*data["milestones"], *data["projects"]):
        if "410823" in item.get("scope", [item.get("county")]):
            item["scope"] = "counties"
    data["plan"]["edition"] = f"省{number}"
    return Catalogue(data)


def first_content(folder: Path) -> uploads.Content:
    """Return what the first of them hands in."""
    return uploads.content_of(folder, "420001", "12", catalogue=province(158))


def reads(content: uploads.Content, catalogue: Catalogue) -> Iterator[Read]:
    """Yield every county's upload as the reading process hands it over, each with figures of its own."""
    for n, code in enumerate(catalogue.counties, 1):
        forms = json.loads(json.dumps(content["forms"]))
        forms["emissions"]["cells"]["cod.industry/emitted"]["v"] = f"{n}.00"
        name = catalogue.division(code).office
        own = {**content, "unit": code, "office": name, "catalogue": catalogue.edition, "forms": forms}
        yield read_of(own)


def read_of(own: Mapping[str, Any]) -> Read:
    """Return an upload as the reading process hands it over."""
    return Read(Path(f"{own['unit']}.xlsx"), _packet(own, snapshot.encode(own)))


def _packet(own: Mapping[str, Any], data: bytes) -> dict[str, Any]:
    return {
        "content": own, "data": data, "code": snapshot.code_of(data), "whole": True, "altered": [],
        "signature": "none", "key": "",
    }  # fmt: skip


Meter = Callable[[Callable[[], Any]], float]
"""Does something and returns what it took."""


def clock(_office: Office) -> Meter:
    """Measure seconds of the processor."""

    def seconds(do: Callable[[], Any]) -> float:
        gc.collect()
        begun = time.process_time()
        do()
        return time.process_time() - begun

    return seconds


@dataclass
class Cost:
    """What one size of a province costs: by step what it took, and the most memory at once."""

    meter: Meter
    taken: dict[str, float] = field(default_factory=dict)
    memory: dict[str, int] = field(default_factory=dict)

    def step(self, name: str, do: Callable[[], Any]) -> Any:
        """Do one step and note what it costs at the least, if it is done again."""
        found: Any = None

        def work() -> None:
            nonlocal found
            found = do()

        taken = self.meter(work)
        self.taken[name] = min(taken, self.taken.get(name, taken))
        return found

    def look(self, name: str, office: Office, do: Callable[[], Any], times: int) -> Any:
        """Look so many times, each time as an office does that has not looked before."""
        for _ in range(times):
            office._kept.clear()
            found = self.step(name, do)
        return found

    def held(self, name: str, do: Callable[[], Any]) -> None:
        """Do one step again and note the most memory that it holds at once."""
        tracemalloc.start()
        try:
            do()
            self.memory[name] = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()


def cost(
    folder: Path,
    content: uploads.Content,
    number: int,
    looks: int = 5,
    measure: Callable[[Office], Meter] = clock,
) -> Cost:
    """Take in, accept, cover and add up a whole province; what only looks is done so many times."""
    catalogue = province(number)
    given = reads(content, catalogue)
    with safekeeping.init(
        folder / f"{number}.jzdesk", unit=CITY, office=None, practice=True, catalogue=catalogue
    ) as office:
        office.set_today(DAY)
        before, found = Beforehand(office), Cost(measure(office))

        def receive(files: Iterable[Read]) -> set[str]:
            return {
                receiving.take(office, one, dry_run=False, day=DAY, before=before)["verdict"] for one in files
            }

        half = number // 2
        assert found.step("receive", lambda: receive(islice(given, half))) == {"taken"}
        found.step("check anew", lambda: check(office, islice(reads(content, catalogue), half)))
        found.step("accept", lambda: accept(office))
        assert found.step("receive beside accepted ones", lambda: receive(given)) == {"taken"}
        accept(office)
        told = found.look("coverage", office, lambda: coverage.coverage(office, Q3), looks)
        assert (told["accepted"], told["of"]) == (number, number)
        total = found.look("summary", office, lambda: summing.summed(office, Q3), looks).totals[COD]
        assert total == f"{number * (number + 1) // 2}.00"
        found.look("audit", office, lambda: auditing.audit(office, Q3), looks)
        office._kept.clear()
        found.held("coverage", lambda: coverage.coverage(office, Q3))
        office._kept.clear()
        found.held("summary", lambda: summing.summed(office, Q3))
    return found


def check(office: Office, files: Iterable[Read]) -> None:
    """Run counties' checks anew."""
    for one in files:
        assert one.packet is not None
        assert rechecking.recheck(office, one.packet["content"]).city["passed"]


def accept(office: Office) -> None:
    """Accept all that waits, without their receipts."""
    with office.store.operation("accept", Q3, how="typed", why="", at=office.stamp, step=False) as op:
        for one in inbox.pending(office):
            op.submission_state(one.id, "accepted", one.facts)
    office.forget()


def whole(content: uploads.Content) -> int:
    """Return how much memory one county's content takes."""
    data = snapshot.encode(content)
    tracemalloc.start()
    try:
        held = json.loads(data)
        return tracemalloc.get_traced_memory()[0] if held else 0
    finally:
        tracemalloc.stop()


def per_doubling(small: Cost, large: Cost, times: float) -> Iterator[tuple[str, float]]:
    """Yield by how much each step grows for twice the counties."""
    for step, seconds in large.taken.items():
        grown = seconds / max(small.taken[step], SHORT)
        yield step, grown ** (1 / log2(times))


def _least(rounds: Sequence[Cost]) -> Cost:
    """Return what each step cost at the least: whatever else the machine did only adds to it."""
    first = rounds[0]
    least = {step: min(one.taken[step] for one in rounds) for step in first.taken}
    return Cost(first.meter, least, first.memory)


def lines(folder: Path, *, thorough: bool) -> Iterator[Line]:
    """Measure a province at doubled sizes; the whole country beside it where it may take long."""
    content = first_content(folder)
    for k in range(ROUNDS):
        (folder / str(k)).mkdir()
    cost(folder, content, 10)  # what is done once in a process is done
    costs = {n: _least([cost(folder / str(k), content, n) for k in range(ROUNDS)]) for n in SIZES}
    for small, large in pairwise(SIZES):
        for step, grown in per_doubling(costs[small], costs[large], large / small):
            yield Line(f"province {small} -> {large}: {step}, for twice the counties", grown, PER_DOUBLING)
    first, last = costs[SIZES[0]], costs[SIZES[-1]]
    for step, most in last.memory.items():
        beside = (most - first.memory[step]) / (SIZES[-1] - SIZES[0]) / whole(content)
        yield Line(f"province: memory of {step} for one county more, in contents of a county", beside, 0.5)
    if thorough:
        most = cost(folder, content, COUNTRY, looks=3)
        for step, grown in per_doubling(last, most, COUNTRY / SIZES[-1]):
            yield Line(f"country {COUNTRY}: {step}, for twice the counties", grown, PER_DOUBLING)
