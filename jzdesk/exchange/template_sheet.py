"""New cells put into one sheet of a workbook, every other byte of which stays as it was."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from jzdesk.exchange import gate
from jzdesk.exchange.cells import Place, address, column_number
from jzdesk.exchange.placed import ATTRIBUTE, Edit, Element, prefix_of, spliced, with_attribute
from jzdesk.exchange.template_scan import AREA, Scan, whole
from jzdesk.exchange.xlsx import escaped

_OF_THE_VALUE = frozenset({b"t", b"cm", b"vm"})
"""A cell's attributes that say what its old value was."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What a cell is to hold: a plain decimal (`number`), a text, or nothing (`empty`).

    `percent` tells of a figure in percent, which a cell of that format holds as a hundredth of it.
    """

    kind: str
    text: str = ""
    percent: bool = False


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
    kind = next((found for found in ATTRIBUTE.finditer(tag) if found[1] == b"t"), None)
    if kind is not None:
        yield cell.start, cell.inside, tag[: kind.start()] + tag[kind.end() :]
    yield result.start, result.end, b""


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
        area = AREA.fullmatch(known.attributes.get("ref", "")) if known else None
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
        tag += b' s="%d"' % int(style) if whole(style) else b""
        return self._filled(tag, piece, style)

    def _changed(self, known: Element, piece: Piece) -> bytes:
        """Return a cell with another value; whatever else its tag says stays."""
        tag = self._found.part[known.start : known.inside]
        kept = [
            b" %s=%s" % (name, value) for name, value in ATTRIBUTE.findall(tag) if name not in _OF_THE_VALUE
        ]
        return self._filled(b"<" + self._prefix + b"c" + b"".join(kept), piece, known.attributes.get("s", ""))

    def _filled(self, tag: bytes, piece: Piece, style: str) -> bytes:
        prefix = self._prefix
        if piece.kind == "empty":
            return tag + b"/>"
        if piece.kind == "number":
            text = piece.text
            place = whole(style)
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


def _widened(tag: bytes, spans: str, wanted: Iterable[int]) -> bytes:
    """Return a row's tag whose `spans`, if it says any, hold the new cells, too."""
    found = re.fullmatch(r"(\d{1,5}):(\d{1,5})", spans, re.ASCII)
    if found is None:
        return tag
    columns = [int(found[1]), int(found[2]), *wanted]
    wider = f"{min(columns)}:{max(columns)}"
    return tag if wider == spans else with_attribute(tag, b"spans", wider.encode())
