"""The plan as a tree: its chapters, in each the targets, tasks, projects and duties that it lays down.

An item of several sources stands in each of them, so that whoever comes from either reading finds it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jzdesk.desk import browsing
from jzdesk.desk.browsed import (
    CHAPTERS,
    DUTIES,
    INDICATORS,
    PROJECTS,
    TASKS,
    Detail,
    Entry,
    Link,
    Section,
    State,
)
from jzdesk.models.official_text import OfficialText
from jzdesk.words import say

KINDS = (INDICATORS, TASKS, PROJECTS, DUTIES)
"""What hangs on a chapter, in this order."""
_BEHIND, _DONE = frozenset({"must", "explain"}), "good"
_W = "desk.browsing_tree"


@dataclass(frozen=True, slots=True)
class Branch:
    """A chapter with what it lays down by kind, and the chapters below it."""

    code: str
    title: str
    items: tuple[tuple[str, tuple[Entry, ...]], ...]
    branches: tuple[Branch, ...] = ()

    @property
    def name(self) -> str:
        """What it is called, its number first."""
        return f"{self.code}　{self.title}".strip()

    @property
    def entries(self) -> Iterator[Entry]:
        """Everything in it and below it, each once."""
        seen: dict[tuple[str, str], Entry] = {(e.segment, e.code): e for _, own in self.items for e in own}
        for branch in self.branches:
            seen |= {(e.segment, e.code): e for e in branch.entries}
        yield from seen.values()

    @property
    def state(self) -> State:
        """How it stands in short: how many are behind, else how many are good, of how many."""
        return summary(tuple(self.entries))


def summary(entries: Sequence[Entry]) -> State:
    """Return how several items stand in short."""
    behind = sum(e.state.tone in _BEHIND for e in entries)
    done = sum(e.state.tone == _DONE for e in entries)
    if behind:
        return State(say(f"{_W}.behind", n=behind, of=len(entries)), "explain", "explain")
    return State(
        say(f"{_W}.done" if done else f"{_W}.all", n=done, of=len(entries)), "", "good" if done else ""
    )


def tree(data: Mapping[str, Any], entries: Sequence[Entry], typed: str, *, mine: bool) -> tuple[Branch, ...]:
    """Return the chapters that hold what was searched for, in the plan's order."""
    found = [e for kind in KINDS for e in browsing.pick(entries, kind, typed, mine=mine)]
    by_code: dict[str, list[Entry]] = {}
    for entry in found:
        for code in entry.source.split("、"):
            by_code.setdefault(code, []).append(entry)
    titles = {str(one["code"]): str(one["title"]) for one in data.get("chapters", ())}
    codes = [*titles, *(code for code in by_code if code not in titles)]
    below: dict[str, list[str]] = {}
    for code in codes:
        below.setdefault(above(code, titles), []).append(code)

    def branch(code: str) -> Branch | None:
        own = by_code.get(code, ())
        items = tuple((kind, some) for kind in KINDS if (some := tuple(e for e in own if e.segment == kind)))
        branches = tuple(made for one in below.get(code, ()) if (made := branch(one)) is not None)
        return Branch(code, titles.get(code, ""), items, branches) if items or branches else None

    return tuple(made for code in below.get("", ()) if (made := branch(code)) is not None)


def every(branches: Sequence[Branch]) -> Iterator[Branch]:
    """Yield chapters with all that are below them."""
    for branch in branches:
        yield branch
        yield from every(branch.branches)


def above(code: str, titles: Mapping[str, str]) -> str:
    """Return the chapter that a section stands in; empty for a chapter itself."""
    upper = code.partition("（")[0]
    return upper if upper != code and upper in titles else ""


def detail(branch: Branch, text: OfficialText | None) -> Detail:
    """Return what a chapter lays down, and its official text where that is loaded."""
    sections = [
        Section(say(f"{_W}.{kind}", n=len(own)), links=tuple(Link(e.segment, e.code, e.name) for e in own))
        for kind, own in branch.items
    ]
    sections += [Section(one.name, said=(one.state.word,)) for one in branch.branches]
    if text is not None and (said := text.of_chapter(branch.code)):
        sections.append(Section(say(f"{_W}.text"), said=said))
    return Detail(
        CHAPTERS, branch.code, branch.title or branch.code, (branch.state,), None, (), tuple(sections)
    )
