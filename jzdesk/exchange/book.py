"""A workbook as raw cells: what is stored, not what a program would make of it.

The parts of an `.xlsx` are read with expat alone, so that formulas, percent formats and the digits of
numbers are seen as they stand; `.xls` and `.ods` are read by calamine. Runs in the child process only.
"""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.parsers import expat

from jzdesk.exchange import gate

MAX_CELLS = 400_000
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})", re.ASCII)
_DATE_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_PERCENT_FORMATS = frozenset({9, 10})
_DATE_CODE = re.compile(r"[ymdhs]", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.')


@dataclass(frozen=True, slots=True)
class Raw:
    """One stored cell: `kind` is number, text, bool, error, date or empty; `text` its stored form.

    `percent` tells of the number format, `formula` that the value is a stored result.
    """

    kind: str
    text: str
    percent: bool = False
    formula: bool = False


Place = tuple[int, int]
"""Row and column, both from 1."""


@dataclass(frozen=True, slots=True)
class SheetCells:
    """One sheet by name, with the cells that hold anything."""

    name: str
    cells: dict[Place, Raw] = field(default_factory=dict)


def read_book(data: bytes) -> list[SheetCells]:
    """Return the sheets of a workbook from outside, in their order; `RefusedError` when it is none."""
    parts = gate.admit(data)
    if parts is not None and "xl/workbook.xml" in parts:
        return _read_xlsx(parts)
    return _read_other(data)


def column_number(letters: str) -> int:
    """Return the number of a column such as `AB`."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def address(place: Place) -> str:
    """Return a place as people write it, such as `C5`."""
    row, column = place
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def _parse(part: bytes, start: Callable[[str, Mapping[str, str]], None], end: Callable[[str], None],
           text: Callable[[str], None]) -> None:  # fmt: skip
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: start(_local(name), attributes)
    parser.EndElementHandler = lambda name: end(_local(name))
    parser.CharacterDataHandler = text
    parser.Parse(part, True)


def _local(name: str) -> str:
    space, _, local = name.rpartition(" ")
    if space == _STRICT:
        raise gate.refused("strict")
    return local


def _read_xlsx(parts: Mapping[str, bytes]) -> list[SheetCells]:
    relations = _relations(parts.get("xl/_rels/workbook.xml.rels", b"<r/>"))
    shared = _shared_strings(parts.get("xl/sharedStrings.xml"))
    formats = _formats(parts.get("xl/styles.xml"))
    sheets: list[SheetCells] = []
    room = MAX_CELLS
    for name, relation in _sheet_names(parts["xl/workbook.xml"]):
        target = relations.get(relation)
        if target is None or target not in parts:
            continue
        cells = _Sheet(shared, formats, room).read(parts[target])
        room -= len(cells)
        sheets.append(SheetCells(name, cells))
    return sheets


def _relations(part: bytes) -> dict[str, str]:
    found: dict[str, str] = {}

    def start(name: str, attributes: Mapping[str, str]) -> None:
        if name == "Relationship" and "Id" in attributes:
            target = attributes.get("Target", "")
            found[attributes["Id"]] = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")

    _parse(part, start, lambda _: None, lambda _: None)
    return found


def _sheet_names(part: bytes) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []

    def start(name: str, attributes: Mapping[str, str]) -> None:
        if name == "sheet":
            found.append((attributes.get("name", ""), attributes.get(f"{_RELATION} id", "")))

    _parse(part, start, lambda _: None, lambda _: None)
    return found


def _shared_strings(part: bytes | None) -> list[str]:
    """Return the shared texts; phonetic readings beside them are left out."""
    found: list[str] = []
    pieces: list[str] = []
    state = {"text": False, "phonetic": False}

    def start(name: str, _attributes: Mapping[str, str]) -> None:
        if name == "si":
            pieces.clear()
        elif name in {"t", "rPh"}:
            state["text" if name == "t" else "phonetic"] = True

    def end(name: str) -> None:
        if name == "si":
            found.append("".join(pieces))
        elif name in {"t", "rPh"}:
            state["text" if name == "t" else "phonetic"] = False

    def text(data: str) -> None:
        if state["text"] and not state["phonetic"]:
            pieces.append(data)

    if part is not None:
        _parse(part, start, end, text)
    return found


def _formats(part: bytes | None) -> list[str]:
    """Return for each cell style whether it shows a `percent`, a `date`, or neither (empty)."""
    codes: dict[int, str] = {}
    styles: list[int] = []
    inside = {"cellXfs": False}

    def start(name: str, attributes: Mapping[str, str]) -> None:
        if name == "numFmt" and attributes.get("numFmtId", "").isdigit():
            codes[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            inside["cellXfs"] = True
        elif name == "xf" and inside["cellXfs"]:
            number = attributes.get("numFmtId", "0")
            styles.append(int(number) if number.isdigit() else 0)

    def end(name: str) -> None:
        if name == "cellXfs":
            inside["cellXfs"] = False

    if part is not None:
        _parse(part, start, end, lambda _: None)
    return [_format_kind(number, codes.get(number, "")) for number in styles]


def _format_kind(number: int, code: str) -> str:
    bare = _QUOTED.sub("", code)
    if number in _PERCENT_FORMATS or "%" in bare:
        return "percent"
    if number in _DATE_FORMATS or (number >= 164 and _DATE_CODE.search(bare) and "General" not in bare):
        return "date"
    return ""


class _Sheet:
    """Reads one sheet's cells."""

    def __init__(self, shared: list[str], formats: list[str], room: int) -> None:
        self._shared = shared
        self._formats = formats
        self._room = room
        self._cells: dict[Place, Raw] = {}
        self._next = (1, 1)
        self._attributes: Mapping[str, str] = {}
        self._pieces: dict[str, list[str]] = {}
        self._inside = ""

    def read(self, part: bytes) -> dict[Place, Raw]:
        _parse(part, self._start, self._end, self._text)
        return self._cells

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "row":
            given = attributes.get("r", "")
            self._next = (int(given) if given.isdigit() else self._next[0], 1)
        elif name == "c":
            self._attributes, self._pieces, self._inside = attributes, {}, ""
            found = _ADDRESS.fullmatch(attributes.get("r", ""))
            if found:
                self._next = (int(found[2]), column_number(found[1]))
        elif name in {"v", "f", "t"}:
            self._inside = name
            self._pieces.setdefault(name, [])

    def _text(self, data: str) -> None:
        if self._inside:
            self._pieces[self._inside].append(data)

    def _end(self, name: str) -> None:
        if name in {"v", "f", "t"}:
            self._inside = ""
        elif name == "row":
            self._next = (self._next[0] + 1, 1)
        elif name == "c":
            raw = self._raw()
            if raw is not None:
                self._cells[self._next] = raw
                if len(self._cells) > self._room:
                    raise gate.refused("cells", limit=MAX_CELLS)
            self._next = (self._next[0], self._next[1] + 1)

    def _raw(self) -> Raw | None:
        kind = self._attributes.get("t", "n")
        formula = "f" in self._pieces
        value = "".join(self._pieces.get("t" if kind == "inlineStr" else "v", []))
        if kind == "s":
            position = int(value) if value.isdigit() else -1
            text = self._shared[position] if 0 <= position < len(self._shared) else ""
            return Raw("text", text, formula=formula) if text else None
        if kind in {"str", "inlineStr"}:
            return Raw("text", value, formula=formula) if value or formula else None
        if not value:
            return Raw("empty", "", formula=True) if formula else None
        if kind in {"b", "e", "d"}:
            return Raw({"b": "bool", "e": "error", "d": "date"}[kind], value, formula=formula)
        style = self._attributes.get("s", "0")
        position = int(style) if style.isdigit() else 0
        shown = self._formats[position] if position < len(self._formats) else ""
        if shown == "date":
            return Raw("date", _serial_date(value), formula=formula)
        return Raw("number", value, percent=shown == "percent", formula=formula)


def _serial_date(value: str) -> str:
    try:
        return (date(1899, 12, 30) + timedelta(days=int(float(value)))).isoformat()
    except (ValueError, OverflowError):
        return value


def _read_other(data: bytes) -> list[SheetCells]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return [
            SheetCells(name, _calamine_cells(book.get_sheet_by_name(name).to_python(skip_empty_area=False)))
            for name in book.sheet_names
        ]
    except (CalamineError, ValueError, OSError) as error:
        raise gate.refused("not_workbook") from error


def _calamine_cells(rows: list[list[Any]]) -> dict[Place, Raw]:
    cells: dict[Place, Raw] = {}
    for r, row in enumerate(rows, 1):
        for c, value in enumerate(row, 1):
            raw = _calamine_raw(value)
            if raw is not None:
                cells[r, c] = raw
    return cells


def _calamine_raw(value: Any) -> Raw | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return Raw("bool", str(value))
    if isinstance(value, int | float):
        return Raw("number", repr(value))
    if isinstance(value, datetime | date | time | timedelta):
        return Raw("date", value.date().isoformat() if isinstance(value, datetime) else str(value))
    return Raw("text", str(value))
