"""The plan's official text, which an office loads itself: cut into the catalogue's chapters, and searched.

A chapter begins at the line that holds its title, however it is numbered there. What stands beside an
item is the paragraph of its chapter that shares most with the item's name and figures; none where too
little is shared, for a wrong paragraph is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_NOISE = re.compile(r"[\s\W_]+")
_AROUND = 14
"""As many characters more than its title a chapter's line may have: the number, a full stop."""
_LEAST = 0.34
_TABLE, _CELLS, _CELL = "专栏", 4, 24
"""In a table of the plan, whose cells come line by line, so many short ones are one row."""


@dataclass(frozen=True)
class OfficialText:
    """The text by chapter: the code that sources use, and its paragraphs."""

    chapters: Mapping[str, tuple[str, ...]]

    def beside(
        self, sources: Iterable[str], name: str, figures: Iterable[str] = ()
    ) -> tuple[str, str] | None:
        """Return the chapter and the paragraph that belong beside an item; None where there is none."""
        best: tuple[float, str, str] | None = None
        for code in sources:
            lines = self.chapters.get(code, ())
            for n, line in enumerate(lines):
                score = _alike(name, line, figures)
                if score >= _LEAST and (best is None or score > best[0]):
                    best = (score, code, _whole(code, lines, n))
        return None if best is None else best[1:]

    def of_chapter(self, code: str) -> tuple[str, ...]:
        """Return the paragraphs of a chapter."""
        return self.chapters.get(code, ())


def cut(lines: Sequence[str], chapters: Iterable[Mapping[str, Any]]) -> OfficialText:
    """Return the text by chapter; of a title that stands in a table of contents too, where most follows."""
    titles = [(str(one["code"]), _bare(str(one["title"]))) for one in chapters]
    starts = [(n, code) for n, line in enumerate(lines) for code in [_begun(line, titles)] if code]
    found: dict[str, tuple[str, ...]] = {}
    ends = [at for at, _ in starts[1:]] + [len(lines)]
    for (n, code), following in zip(starts, ends, strict=False):
        text = tuple(lines[n + 1 : following])
        if code not in found or sum(map(len, text)) > sum(map(len, found[code])):
            found[code] = text
    return OfficialText(found)


def _begun(line: str, titles: Sequence[tuple[str, str]]) -> str:
    """Return the chapter that begins with a line; of several titles in it the longest."""
    bare = _bare(line)
    if not bare:
        return ""
    fitting = [(len(t), code) for code, t in titles if t in bare and len(bare) <= len(t) + _AROUND]
    return max(fitting)[1] if fitting else ""


def _bare(text: str) -> str:
    return _NOISE.sub("", text)


def _whole(code: str, lines: Sequence[str], n: int) -> str:
    """Return the paragraph that a line is, in a table the row that it begins."""
    if not code.startswith(_TABLE) or len(lines[n]) > 2 * _CELL:
        return lines[n]
    row = [lines[n]]
    for line in lines[n + 1 : n + _CELLS]:
        if len(line) > _CELL // 2:
            break
        row.append(line)
    return "　".join(row)


def _alike(name: str, text: str, figures: Iterable[str]) -> float:
    """Return which share of a name's pairs of characters a text has, and more where it has its figures."""
    bare, there = _bare(name), _bare(text)
    pairs = {bare[n : n + 2] for n in range(len(bare) - 1)}
    if not pairs:
        return 0.0
    shared = sum(pair in there for pair in pairs) / len(pairs)
    known = [figure for figure in figures if len(figure) > 1]
    return shared + (0.25 if shared and any(figure in text for figure in known) else 0.0)
