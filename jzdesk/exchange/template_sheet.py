"""One sheet of a workbook as bytes: where its cells lie, and new ones put in their places.

Nothing is parsed into a tree and written again: what is not one of the cells named stays the very bytes it
was, whatever program wrote it and whatever it means.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from jzdesk.exchange import gate
from jzdesk.exchange.cells import Area, Place, address, column_number
from jzdesk.exchange.xlsx import escaped, local_name

_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})", re.ASCII)
_AREA = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})(?::([A-Z]{1,3})([1-9][0-9]{0,6}))?", re.ASCII)
_TAG = re.compile(rb"<[^>\"']*(?:\"[^\"]*\"[^>\"']*|'[^']*'[^>\"']*)*>")
_ATTRIBUTE = re.compile(rb"\s+([^\s=/>]+)\s*=\s*(\"[^\"]*\"|'[^']*')")
_OF_THE_VALUE = frozenset({b"t", b"cm", b"vm"})
"""A cell's attributes that say what its old value was."""
_SEVERAL = frozenset({"array", "dataTable"})
"""Formulas whose results fill other cells, too."""

MOST_CELLS = 500_000
"""As many cells as a sheet may have, those that hold nothing but a format among them."""

Edit = tuple[int, int, bytes]
"""From where, to where, and what comes there instead."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What a cell is to hold: a plain decimal (`number`), a text, or nothing (`empty`).

    `percent` tells of a figure in percent, which a cell of that format holds as a hundredth of it.
    """

    kind: str
    text: str = ""
    percent: bool = False


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


@dataclass(slots=True)
class _Row:
    element: Element
    cells: dict[int, Element] = field(default_factory=dict)


@dataclass(slots=True)
class Scan:
    """A sheet looked through: where everything lies that a new cell has to do with.

    `formulas` are the cells that hold one, each with where it lies and where its stored result does;
    `several` the areas that one formula fills; `last` is the last row and column with a cell; `protected`
    tells that the sheet is under protection.
    """

    part: bytes
    rows: dict[int, _Row] = field(default_factory=dict)
    formulas: dict[Place, list[Element]] = field(default_factory=dict)
    several: list[Area] = field(default_factory=list)
    styles: list[tuple[int, int, str]] = field(default_factory=list)
    data: Element | None = None
    dimension: Element | None = None
    last: Place = (0, 0)
    protected: bool = False


def scan(part: bytes, wanted: Container[int] | None = None) -> Scan:
    """Look a sheet through; the cells of the rows that are `wanted` are kept, of all rows without it."""
    return _Scanner(part, wanted).run()


class _Scanner:
    def __init__(self, part: bytes, wanted: Container[int] | None) -> None:
        self._found = Scan(part)
        self._wanted = wanted
        self._next = (1, 1)
        self._count = 0
        self._formula_here = False
        self._result: Element | None = None

    def run(self) -> Scan:
        Elements(self._found.part, self._begun, self._ended).read()
        return self._found

    def _begun(self, name: str, parent: str, element: Element) -> None:
        attributes = element.attributes
        if name == "row" and parent == "sheetData":
            self._row(element)
        elif name == "c" and parent == "row":
            self._cell(element)
        elif name == "f" and parent == "c":
            self._formula(attributes)
        elif name == "v" and parent == "c":
            self._result = element
        elif name == "sheetData":
            self._found.data = element
        elif name == "dimension":
            self._found.dimension = element
        elif name == "sheetProtection":
            self._found.protected = attributes.get("sheet") in {"1", "true"}
        elif name == "col" and attributes.get("style"):
            self._found.styles.append(
                (_whole(attributes.get("min")), _whole(attributes.get("max")), attributes["style"])
            )

    def _row(self, element: Element) -> None:
        number = _whole(element.attributes.get("r")) or self._next[0]
        if number in self._found.rows:
            raise gate.refused("broken")
        self._found.rows[number] = _Row(element)
        self._next = (number, 1)

    def _cell(self, element: Element) -> None:
        found = _ADDRESS.fullmatch(element.attributes.get("r", ""))
        place = (int(found[2]), column_number(found[1])) if found else self._next
        row = self._found.rows.get(place[0])
        self._count += 1
        if self._count > MOST_CELLS:
            raise gate.refused("cells", limit=MOST_CELLS)
        if row is None or place[1] in row.cells:
            raise gate.refused("broken")
        if self._wanted is None or place[0] in self._wanted:
            row.cells[place[1]] = element
        self._found.last = (max(self._found.last[0], place[0]), max(self._found.last[1], place[1]))
        self._next, self._formula_here, self._result = place, False, None

    def _formula(self, attributes: Mapping[str, str]) -> None:
        self._formula_here = True
        area = _AREA.fullmatch(attributes.get("ref", ""))
        if area is not None and attributes.get("t") in _SEVERAL:
            first, top, last, bottom = area.groups()
            self._found.several.append(
                (int(top), column_number(first), int(bottom or top), column_number(last or first))
            )

    def _ended(self, name: str, _depth: int, element: Element) -> None:
        if name == "c":
            if self._formula_here:
                self._found.formulas[self._next] = [element, *([self._result] if self._result else [])]
                self._formula_here = False
            self._next = (self._next[0], self._next[1] + 1)
        elif name == "row":
            self._next = (self._next[0] + 1, 1)


def _whole(text: str | None) -> int:
    return int(text) if text and re.fullmatch(r"[0-9]{1,9}", text, re.ASCII) else 0


# Putting in


def put(found: Scan, pieces: Mapping[Place, Piece], formats: Sequence[str]) -> bytes:
    """Return the sheet's bytes with these cells as they are to be; every other byte as it was.

    But for the stored results of formulas: some programs show those without computing them anew, and they
    are no longer true.
    """
    if not pieces and not found.formulas:
        return found.part
    if found.data is None or any(place in found.formulas for place in pieces):
        raise gate.refused("broken")
    by_row: dict[int, dict[int, Piece]] = {}
    for (row, column), piece in sorted(pieces.items()):
        by_row.setdefault(row, {})[column] = piece
    writer = _Writer(found, formats)
    edits = [edit for row, wanted in by_row.items() for edit in writer.row(row, wanted)]
    edits += [edit for known in found.formulas.values() for edit in _without_result(found.part, *known)]
    return spliced(found.part, [*edits, *writer.new_rows(), *writer.dimension(pieces)])


def _without_result(part: bytes, cell: Element, result: Element | None = None) -> Iterator[Edit]:
    if result is None:
        return
    tag = part[cell.start : cell.inside]
    kind = next((found for found in _ATTRIBUTE.finditer(tag) if found[1] == b"t"), None)
    if kind is not None:
        yield cell.start, cell.inside, tag[: kind.start()] + tag[kind.end() :]
    yield result.start, result.end, b""


def spliced(part: bytes, edits: Iterable[Edit]) -> bytes:
    """Return a part with these edits, which do not overlap."""
    pieces: list[bytes] = []
    done = 0
    for start, end, new in sorted(edits, key=lambda one: (one[0], one[1])):
        pieces += [part[done:start], new]
        done = end
    return b"".join([*pieces, part[done:]])


class _Writer:
    def __init__(self, found: Scan, formats: Sequence[str]) -> None:
        self._found, self._formats = found, formats
        self._data = found.data or Element(0, 0, {})
        self._prefix = prefix_of(found.part, self._data)
        self._made: list[tuple[int, bytes]] = []

    def row(self, number: int, wanted: Mapping[int, Piece]) -> Iterator[Edit]:
        """Yield what changes in one row; a row that is not there is made for `new_rows`."""
        row = self._found.rows.get(number)
        if row is None:
            cells = b"".join(self._new(number, column, piece, {}) for column, piece in wanted.items())
            tag = self._prefix + b"row"
            self._made.append((number, b'<%s r="%d">%s</%s>' % (tag, number, cells, tag)))
            return
        fresh: dict[int, list[bytes]] = {}
        for column, piece in wanted.items():
            known = row.cells.get(column)
            if known is not None:
                yield known.start, known.end, self._changed(known, piece)
            else:
                later = (cell.start for place, cell in row.cells.items() if place > column)
                at = min(later, default=row.element.close)
                made = self._new(number, column, piece, row.element.attributes)
                fresh.setdefault(at, []).append(made)
        yield from self._tag_of(row.element, fresh, wanted)

    def _tag_of(
        self, row: Element, fresh: Mapping[int, list[bytes]], wanted: Mapping[int, Piece]
    ) -> Iterator[Edit]:
        """Yield the new cells of a row, and its tag where that has to change for them."""
        tag = self._found.part[row.start : row.inside]
        wider = _widened(tag, row.attributes.get("spans", ""), wanted) if fresh else tag
        if row.single and fresh:
            cells = b"".join(cell for group in fresh.values() for cell in group)
            name = self._prefix + b"row"
            yield row.start, row.end, wider[:-2].rstrip() + b">" + cells + b"</" + name + b">"
            return
        if wider != tag:
            yield row.start, row.inside, wider
        for at, cells_ in fresh.items():
            yield at, at, b"".join(cells_)

    def new_rows(self) -> Iterator[Edit]:
        """Yield the rows that were not there, each before the first one that comes after it."""
        if not self._made:
            return
        if self._data.single:
            tag = self._found.part[self._data.start : self._data.end]
            name = self._prefix + b"sheetData"
            rows = b"".join(made for _, made in self._made)
            yield self._data.start, self._data.end, tag[:-2].rstrip() + b">" + rows + b"</" + name + b">"
            return
        places: dict[int, list[bytes]] = {}
        known = sorted(self._found.rows)
        for number, made in self._made:
            after = bisect_right(known, number)
            later = self._found.rows[known[after]].element.start if after < len(known) else self._data.close
            places.setdefault(later, []).append(made)
        for at, rows_ in places.items():
            yield at, at, b"".join(rows_)

    def dimension(self, pieces: Iterable[Place]) -> Iterator[Edit]:
        """Yield the area that the sheet says it fills, where it has become a larger one."""
        known = self._found.dimension
        area = _AREA.fullmatch(known.attributes.get("ref", "")) if known else None
        if known is None or area is None:
            return
        first, top, last, bottom = area.groups()
        rows = [int(top), int(bottom or top), *(row for row, _ in pieces)]
        columns = [column_number(first), column_number(last or first), *(column for _, column in pieces)]
        ref = f"{address((min(rows), min(columns)))}:{address((max(rows), max(columns)))}"
        if ref not in {area[0], f"{area[0]}:{area[0]}"}:
            tag = self._found.part[known.start : known.inside]
            yield known.start, known.inside, with_attribute(tag, b"ref", ref.encode())

    def _new(self, row: int, column: int, piece: Piece, attributes: Mapping[str, str]) -> bytes:
        """Return a cell that was not there, in the format its place has."""
        style = attributes.get("s", "") if attributes.get("customFormat") in {"1", "true"} else ""
        if not style:
            style = next((s for low, high, s in self._found.styles if low <= column <= high), "")
        tag = b'<%sc r="%s"' % (self._prefix, address((row, column)).encode())
        tag += b' s="%d"' % int(style) if _whole(style) else b""
        return self._filled(tag, piece, style)

    def _changed(self, known: Element, piece: Piece) -> bytes:
        """Return a cell with another value; whatever else its tag says stays."""
        tag = self._found.part[known.start : known.inside]
        kept = [
            b" %s=%s" % (name, value) for name, value in _ATTRIBUTE.findall(tag) if name not in _OF_THE_VALUE
        ]
        return self._filled(b"<" + self._prefix + b"c" + b"".join(kept), piece, known.attributes.get("s", ""))

    def _filled(self, tag: bytes, piece: Piece, style: str) -> bytes:
        prefix = self._prefix
        if piece.kind == "empty":
            return tag + b"/>"
        if piece.kind == "number":
            text = piece.text
            place = _whole(style)
            if piece.percent and place < len(self._formats) and self._formats[place] == "percent":
                text = hundredth(text)
            return b"%s><%sv>%s</%sv></%sc>" % (tag, prefix, text.encode("ascii"), prefix, prefix)
        # Written with character references, so that it is right in whatever encoding the part has
        text = _escaped(escaped(piece.text)).encode("ascii", "xmlcharrefreplace")
        inside = b'<%sis><%st xml:space="preserve">%s</%st></%sis>' % (prefix, prefix, text, prefix, prefix)
        return b'%s t="inlineStr">%s</%sc>' % (tag, inside, prefix)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def hundredth(text: str) -> str:
    """Return a plain decimal divided by a hundred, exactly."""
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    whole, _, places = digits.partition(".")
    whole = whole.rjust(3, "0")
    return f"{sign}{whole[:-2].lstrip('0') or '0'}.{whole[-2:]}{places}"


def with_attribute(tag: bytes, name: bytes, value: bytes) -> bytes:
    """Return a tag in which an attribute has this value."""
    for found in _ATTRIBUTE.finditer(tag):
        if found[1] == name:
            return tag[: found.start(2)] + b'"' + value + b'"' + tag[found.end(2) :]
    close = len(tag) - (2 if tag.endswith(b"/>") else 1)
    return tag[:close].rstrip() + b' %s="%s"' % (name, value) + tag[close:]


def _widened(tag: bytes, spans: str, wanted: Iterable[int]) -> bytes:
    """Return a row's tag whose `spans`, if it says any, hold the new cells, too."""
    found = re.fullmatch(r"(\d{1,5}):(\d{1,5})", spans, re.ASCII)
    if found is None:
        return tag
    columns = [int(found[1]), int(found[2]), *wanted]
    wider = f"{min(columns)}:{max(columns)}"
    return tag if wider == spans else with_attribute(tag, b"spans", wider.encode())


def prefix_of(part: bytes, element: Element) -> bytes:
    """Return what stands before the names of the workbook's own elements, with its colon."""
    name = re.match(rb"<([^\s/>]+)", part[element.start : element.inside])
    before, colon, _ = (name[1] if name else b"").rpartition(b":")
    return before + colon
