"""The tables of an HTML clipboard as pieces: merged cells spread out, exact numbers kept.

Excel (to 2003) and WPS tell the number behind a cell in `x:num`, LibreOffice in `sdval`. Later Excels
tell the text alone.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from html.parser import HTMLParser

from jzdesk.errors import RefusedError
from jzdesk.models.paste.clip import MOST_BYTES, Clip, Piece, check_count, from_text, squared

_SKIPPED = {"style", "script", "title", "xml"}
_BLOCKS = {"p", "div", "li"}
_CHUNK, _SECONDS = 16_384, 3.0
_MOST_SPAN = 1_000
_MOST_WAITING = 262_144
"""Characters that may wait for their end: a style sheet has tens of thousands."""


class _TooSlowError(Exception):
    """The text is made to be hard to read."""


def read(text: str, html: str = "") -> Clip:
    """Return what was copied; the plain text where the HTML holds no table or cannot be read.

    Raises `RefusedError` for more than any form could take, before any real work.
    """
    plain = from_text(text)
    if "<t" not in html[:MOST_BYTES].lower() or len(html) > MOST_BYTES:
        return plain
    try:
        return from_html(html) or plain
    except (_TooSlowError, AssertionError):  # html.parser asserts on some malformed declarations
        return plain
    except RefusedError:
        if plain:
            return plain
        raise


def from_html(html: str) -> Clip:
    """Return the tables of an HTML text, one below the other; nothing when there is none."""
    reader = _Tables()
    end = time.monotonic() + _SECONDS
    for start in range(0, len(html), _CHUNK):
        reader.feed(html[start : start + _CHUNK])
        if time.monotonic() > end or len(reader.rawdata) > _MOST_WAITING:
            raise _TooSlowError
    if len(reader.rawdata) < _CHUNK:  # what is never closed costs its square
        reader.close()
    reader.finish()
    return squared(_spread(reader.rows))


@dataclass(frozen=True, slots=True)
class _Cell:
    """One `td` as it is written."""

    piece: Piece
    wide: int
    high: int


_Waiting = dict[int, tuple[int, Piece]]


def _spread(rows: list[list[_Cell]]) -> list[list[Piece]]:
    """Lay cells over the columns and rows that they span."""
    laid: list[list[Piece]] = []
    waiting: _Waiting = {}
    count = 0
    for cells in rows:
        row: list[Piece] = []
        below: _Waiting = {}
        for cell in cells:
            _reach_down(row, waiting, below)
            beneath = Piece(cell.piece.text, spanned=True)
            for offset in range(cell.wide):
                if cell.high > 1:
                    below[len(row)] = (cell.high - 1, beneath)
                row.append(beneath if offset else cell.piece)
        _reach_down(row, waiting, below)
        waiting = below
        laid.append(row)
        count += len(row)
        check_count(len(laid), count)
    return laid


def _reach_down(row: list[Piece], waiting: _Waiting, below: _Waiting) -> None:
    """Put in what reaches down from the row above, and hand it on."""
    while len(row) in waiting:
        left, piece = waiting.pop(len(row))
        if left > 1:
            below[len(row)] = (left - 1, piece)
        row.append(piece)


class _Tables(HTMLParser):
    """Gathers rows; a table inside a cell is part of its text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[_Cell]] = []
        self._row: list[_Cell] | None = None
        self._depth = self._cells = 0
        self._skipping = ""
        self._hidden = False
        self._text: list[str] | None = None
        self._attributes: dict[str, str | None] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._skipping:
            return
        if tag in _SKIPPED:
            self._skipping = tag
        elif tag == "table":
            self._depth += 1
        elif self._depth > 1:
            return
        elif tag == "tr":
            self._end_row()
            self._begin_row(dict(attrs))
        elif tag in {"td", "th"}:
            self._end_cell()
            if self._row is None:
                self._begin_row({})
            self._text, self._attributes = [], dict(attrs)
        elif (tag == "br" and self._text is not None) or (tag in _BLOCKS and self._text):
            self._text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if self._skipping:
            self._skipping = "" if tag == self._skipping else self._skipping
        elif tag == "table":
            if self._depth == 1:
                self._end_row()
            self._depth = max(0, self._depth - 1)
        elif self._depth > 1:
            return
        elif tag == "tr":
            self._end_row()
        elif tag in {"td", "th"}:
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._text is not None and not self._skipping:
            self._text.append(data.replace("\r", " ").replace("\n", " "))  # those are of the source alone

    def finish(self) -> None:
        """End what the text left open."""
        self._end_row()

    def _begin_row(self, attributes: dict[str, str | None]) -> None:
        style = (attributes.get("style") or "").replace(" ", "").lower()
        self._hidden = "display:none" in style and attributes.get("height") == "0"
        self._row = []

    def _end_row(self) -> None:
        if self._row is None:
            return
        self._end_cell()
        row, self._row = self._row, None
        if not self._hidden:  # Excel's last row is there for the widths alone
            self.rows.append(row)

    def _end_cell(self) -> None:
        if self._text is None or self._row is None:
            return
        piece = Piece(_tidy("".join(self._text)), _exact(self._attributes))
        wide, high = (_span(self._attributes.get(name)) for name in ("colspan", "rowspan"))
        self._text = None
        self._row.append(_Cell(piece, wide, high))
        self._cells += wide
        check_count(len(self.rows) + 1, self._cells)


def _span(written: str | None) -> int:
    return min(int(written), _MOST_SPAN) if written and written.isascii() and written.isdigit() else 1


def _tidy(text: str) -> str:
    """Return a cell's text as it is seen: runs of spaces are one, line ends are the text's own."""
    lines = text.replace("\u00a0", " ").replace("\t", " ").split("\n")
    return "\n".join(" ".join(part for part in line.split(" ") if part) for line in lines).strip(" \n")


def _exact(attributes: dict[str, str | None]) -> str:
    """Return the number behind a cell; empty where the clipboard does not tell, or the text is it."""
    return (attributes.get("x:num") or attributes.get("sdval") or "").strip()
