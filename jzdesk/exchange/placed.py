"""A part of a workbook as bytes: where its elements lie, and others put in their places.

Nothing is parsed into a tree and written again: what is not named stays the very bytes it was, whatever
program wrote it and whatever it means.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from jzdesk.exchange import gate
from jzdesk.exchange.xlsx import local_name

_TAG = re.compile(rb"<[^>\"']*(?:\"[^\"]*\"[^>\"']*|'[^']*'[^>\"']*)*>")
ATTRIBUTE = re.compile(rb"\s+([^\s=/>]+)\s*=\s*(\"[^\"]*\"|'[^']*')")
"""An attribute of a tag: its name, and its value in its quotation marks."""

Edit = tuple[int, int, bytes]
"""From where, to where, and what comes there instead."""


@dataclass(slots=True)
class Element:
    """Where an element lies: its first tag from `start` to `inside`, its last from `close` to `end`."""

    start: int
    inside: int
    attributes: Mapping[str, str]
    close: int = 0
    end: int = 0

    @property
    def single(self) -> bool:
        """It is one tag alone."""
        return self.close == self.inside == self.end


class Elements:
    """Reads a part and tells of each element when it begins and when it has ended.

    `begun` gets its name, that of what it lies in, and where it lies; `ended` its name, how deep it lies
    (the whole part is 0), and where.
    """

    def __init__(
        self, part: bytes, begun: Callable[[str, str, Element], None] = lambda *_: None,
        ended: Callable[[str, int, Element], None] = lambda *_: None,
    ) -> None:  # fmt: skip
        self._part, self._begun, self._ended = part, begun, ended
        self._known: dict[str, str] = {}
        self._open: list[tuple[str, Element]] = []

    def read(self) -> None:
        """Read it all."""
        gate.parse_placed(self._part, self._start, self._end)

    def _start(self, full: str, attributes: Mapping[str, str], at: int) -> None:
        name = self._known.get(full)
        if name is None:
            name = self._known[full] = local_name(full)
        element = Element(at, self._behind(at), attributes)
        parent = self._open[-1][0] if self._open else ""
        self._open.append((name, element))
        self._begun(name, parent, element)

    def _end(self, _full: str, at: int) -> None:
        name, element = self._open.pop()
        alone = element.inside == at and self._part[at - 2 : at] == b"/>"
        element.close, element.end = at, at if alone else self._behind(at)
        self._ended(name, len(self._open), element)

    def _behind(self, at: int) -> int:
        tag = _TAG.match(self._part, at)
        if tag is None:
            raise gate.refused("broken")
        return tag.end()


def spliced(part: bytes, edits: Iterable[Edit]) -> bytes:
    """Return a part with these edits, which do not overlap."""
    pieces: list[bytes] = []
    done = 0
    for start, end, new in sorted(edits, key=lambda one: (one[0], one[1])):
        pieces += [part[done:start], new]
        done = end
    return b"".join([*pieces, part[done:]])


def with_attribute(tag: bytes, name: bytes, value: bytes) -> bytes:
    """Return a tag in which an attribute has this value."""
    for found in ATTRIBUTE.finditer(tag):
        if found[1] == name:
            return tag[: found.start(2)] + b'"' + value + b'"' + tag[found.end(2) :]
    close = len(tag) - (2 if tag.endswith(b"/>") else 1)
    return tag[:close].rstrip() + b' %s="%s"' % (name, value) + tag[close:]


def prefix_of(part: bytes, element: Element) -> bytes:
    """Return what stands before the names of the workbook's own elements, with its colon."""
    name = re.match(rb"<([^\s/>]+)", part[element.start : element.inside])
    before, colon, _ = (name[1] if name else b"").rpartition(b":")
    return before + colon
