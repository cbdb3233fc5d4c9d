"""In which order a table's lines are seen; the paper's own is never touched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jzdesk.models.layout import LayoutRow

PAPER, NAME = "", "="
"""Sorted by the order of entry, which is the paper's, and by the rows' names; else by a column's code."""


@dataclass(frozen=True, slots=True)
class Order:
    """By what lines are sorted, and whether the largest comes first."""

    by: str = PAPER
    down: bool = False

    def after(self, by: str) -> Order:
        """Return the order that one more click on a head brings: up, down, and back to the paper's."""
        if by == PAPER:
            return Order(PAPER, down=self == Order())
        if self.by != by:
            return Order(by)
        return Order() if self.down else Order(by, down=True)


def arranged(lines: Sequence[LayoutRow], order: Order, ranks: Mapping[str, Any]) -> list[LayoutRow]:
    """Return a table's lines sorted inside each block; bands and 合计 stay, what has no rank comes last."""
    found: list[LayoutRow] = []
    for run, movable in _runs(lines):
        found += _sorted(run, order, ranks) if movable else run
    return found


def _sorted(run: list[LayoutRow], order: Order, ranks: Mapping[str, Any]) -> list[LayoutRow]:
    if order.by == PAPER:
        return run[::-1] if order.down else run
    ranked = [(ranks[code], line) for line in run if (code := identity(line)) in ranks]
    last = [line for line in run if identity(line) not in ranks]
    return [line for _, line in sorted(ranked, key=_rank, reverse=order.down)] + last


def _rank(pair: tuple[Any, LayoutRow]) -> Any:
    return pair[0]


def _runs(lines: Sequence[LayoutRow]) -> Iterator[tuple[list[LayoutRow], bool]]:
    """Yield the lines in pieces: plain rows of one block that follow each other, or what stays."""
    run: list[LayoutRow] = []
    last: object = None
    for line in lines:
        kind = line.row.block if line.row is not None and not line.row.derived else None
        if run and kind != last:
            yield run, last is not None
            run = []
        run.append(line)
        last = kind
    if run:
        yield run, last is not None


def kept(shown: Sequence[str], lines: Sequence[LayoutRow]) -> list[LayoutRow]:
    """Return lines in the order they are seen in; one that has come stands behind its neighbour on paper."""
    present = {identity(line): line for line in lines}
    found = [code for code in shown if code in present]
    seen = set(found)
    before = ""
    for line in lines:
        code = identity(line)
        if code not in seen:
            found.insert(found.index(before) + 1 if before else 0, code)
        before = code
    return [present[code] for code in found]


def identity(line: LayoutRow) -> str:
    """Return what a line is known by: its row's code, or a band's words."""
    return line.row.code if line.row is not None else f"={line.label}"
