"""What the work costs, measured against what it may cost: `python -m tests.bench [--json] [--all]`.

Each line is a ratio, so that it says the same on any machine. The exit code is 1 when one is broken.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from math import log2
from pathlib import Path

from tests.bench.province import Cost, cost, first_content, whole

SIZES = (40, 80, 160)
ROUNDS = 3
COUNTRY = 2850
"""The counties of the whole country: once, with `--all`."""
PER_DOUBLING = 2.1
SHORT = 0.02
"""Seconds below which a step is too short to be told from the clock's own grain."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: what was done, the ratio measured and the ratio allowed."""

    work: str
    measured: float
    allowed: float

    @property
    def good(self) -> bool:
        """The work costs no more than it may."""
        return self.measured <= self.allowed


def per_doubling(small: Cost, large: Cost, times: float) -> Iterator[tuple[str, float]]:
    """Yield by how much each step grows for twice the counties."""
    for step, seconds in large.seconds.items():
        grown = seconds / max(small.seconds[step], SHORT)
        yield step, grown ** (1 / log2(times))


def _least(rounds: Sequence[Cost]) -> Cost:
    """Return what each step cost at the least: whatever else the machine did only adds to it."""
    first = rounds[0]
    return Cost({step: min(one.seconds[step] for one in rounds) for step in first.seconds}, first.memory)


def province(folder: Path, *, country: bool) -> Iterator[Line]:
    """Measure a province at doubled sizes; the whole country beside it where asked for."""
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
    if country:
        most = cost(folder, content, COUNTRY, looks=3)
        for step, grown in per_doubling(last, most, COUNTRY / SIZES[-1]):
            yield Line(f"country {COUNTRY}: {step}, for twice the counties", grown, PER_DOUBLING)


def main(words: list[str]) -> int:
    """Print the table as it is measured, or as one JSON document at the end."""
    lines: list[Line] = []
    with tempfile.TemporaryDirectory() as folder:
        for line in province(Path(folder), country="--all" in words):
            lines.append(line)
            if "--json" not in words:
                word = "ok" if line.good else "BROKEN"
                print(f"{line.measured:7.2f} of {line.allowed:4.2f}  {word:6}  {line.work}", flush=True)
    if "--json" in words:
        print(json.dumps([{**asdict(line), "good": line.good} for line in lines], indent=1))
    return int(not all(line.good for line in lines))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
