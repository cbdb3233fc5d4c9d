"""What the work costs, measured against what it may cost: `python -m tests.bench [TOPIC…] [--json] [--all]`.

The exit code is 1 when a line is broken.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

from tests.bench import cells, checking, paper, province, receiving, screen, start, totals
from tests.bench.measure import Line

TOPICS: dict[str, Callable[..., Iterator[Line]]] = {
    "start": start.lines,
    "cells": cells.lines,
    "screen": screen.lines,
    "checking": checking.lines,
    "paper": paper.lines,
    "receiving": receiving.lines,
    "totals": totals.lines,
    "province": province.lines,
}


def measured(topics: list[str], *, thorough: bool) -> Iterator[Line]:
    """Yield the lines of some topics as they are measured."""
    for topic in topics:
        with tempfile.TemporaryDirectory() as folder:
            yield from TOPICS[topic](Path(folder), thorough=thorough)


def main(words: list[str]) -> int:
    """Print the table as it is measured, or as one JSON document at the end."""
    topics = [word for word in words if not word.startswith("-")]
    if unknown := set(topics) - set(TOPICS):
        print(f"no such topic: {', '.join(sorted(unknown))}; there are {', '.join(TOPICS)}", file=sys.stderr)
        return 2
    lines: list[Line] = []
    for line in measured(topics or list(TOPICS), thorough="--all" in words):
        lines.append(line)
        if "--json" not in words:
            word = "ok" if line.good else "BROKEN"
            figures = f"{line.measured:8.2f} of {line.allowed:6.2f} {line.unit:2}"
            print(f"{figures}  {word:6}  {line.work}{'; ' if line.told else ''}{line.told}", flush=True)
    if "--json" in words:
        print(
            json.dumps([{**asdict(line), "good": line.good} for line in lines], indent=1, ensure_ascii=False)
        )
    return int(not all(line.good for line in lines))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
