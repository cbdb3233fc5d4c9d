"""The parts of an `.xlsx`, read with expat: shared texts, number formats, cells as they are stored."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec, TypeVar

from jzdesk.exchange import gate, quick
from jzdesk.exchange.cells import MAX_CELLS, Area, Place, Raw, SheetCells, column_number
from jzdesk.exchange.gate import Parts

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORKBOOK = "xl/workbook.xml"
_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})", re.ASCII)
_AREA = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6}):([A-Z]{1,3})([1-9][0-9]{0,6})", re.ASCII)
_NUMBER = re.compile(r"[0-9]{1,9}", re.ASCII)
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_", re.ASCII)
_UNWRITABLE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ufffe\uffff]", re.ASCII)
_DATE_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_PERCENT_FORMATS = frozenset({9, 10})
_DATE_CODE = re.compile(r"[ymdhs]", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|[_*].')
_SMALL = 16_000
_P = ParamSpec("_P")
_R = TypeVar("_R")
_T = TypeVar("_T", bytes, bytes | None)
_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)


@dataclass(frozen=True, slots=True)
class _Styles:
    """What the cells of one workbook refer to: shared texts, kinds of number formats, the day zero."""

    shared: list[str]
    formats: tuple[str, ...]
    epoch: date


@dataclass(frozen=True, slots=True)
class Book:
    """Where a workbook's parts lie: its own, and each sheet's by name; `shown` those that are not hidden.

    `formats` says of each cell style whether it shows a `percent`, a `date`, or neither (empty).
    """

    main: str
    sheets: Mapping[str, str]
    shown: frozenset[str]
    formats: tuple[str, ...]


def _kept(read: Callable[Concatenate[_T, _P], _R]) -> Callable[Concatenate[_T, _P], _R]:
    """Remember what was read of small parts: all but the cells is the same in most files that come."""
    known = lru_cache(maxsize=64)(read)

    @wraps(read)
    def once(part: _T, *args: _P.args, **kwargs: _P.kwargs) -> _R:
        return (known if part is None or len(part) <= _SMALL else read)(part, *args, **kwargs)

    return once


def book(parts: Parts) -> Book:
    """Return where the parts of a workbook lie."""
    main = _workbook_part(parts)
    by_id, by_kind = _relations(parts, main)
    workbook = parts.get(main) or b""
    sheets = {name: by_id[one] for name, one in _workbook(workbook)[0] if by_id.get(one, "") in parts}
    hidden: set[str] = set()

    def start(name: str, attributes: Mapping[str, str]) -> None:
        if name == "sheet" and attributes.get("state", "visible") != "visible":
            hidden.add(unescaped(attributes.get("name", "")))

    _parse(workbook, start)
    formats = _formats(parts.get(by_kind.get("styles", "")))
    return Book(main, sheets, frozenset(sheets) - hidden, formats)


def table_areas(parts: Parts, part: str) -> list[Area]:
    """Return where the heads and totals of a sheet's tables stand: a table names its columns by them."""
    found: list[Area] = []

    def start(name: str, attributes: Mapping[str, str]) -> None:
        area = _AREA.fullmatch(attributes.get("ref", "")) if name == "table" else None
        if area is None:
            return
        first, top, last, bottom = area.groups()
        left, right = column_number(first), column_number(last)
        if attributes.get("headerRowCount", "1") != "0":
            found.append((int(top), left, int(top), right))
        if _integer(attributes.get("totalsRowCount", ""), 0):
            found.append((int(bottom), left, int(bottom), right))

    for target in _relations(parts, part)[0].values():
        member = parts.get(target) if target.startswith("xl/tables/") else None
        if member is not None:
            _parse(member, start)
    return found


def is_one(parts: Parts) -> bool:
    """Tell whether a zip is a workbook of this kind."""
    return _workbook_part(parts) in parts


class Sheets:
    """The sheets of a workbook, which are read when they are asked for."""

    def __init__(self, parts: Parts) -> None:
        main = _workbook_part(parts)
        self._parts = parts
        self._by_id, by_kind = _relations(parts, main)
        self._names, epoch = _workbook(parts.get(main) or b"")
        self._styles = _Styles(
            _shared_strings(parts.get(by_kind.get("sharedStrings", ""))),
            _formats(parts.get(by_kind.get("styles", ""))),
            epoch,
        )
        self._ahead: SheetCells | None = None

    def ahead(self, name: str) -> SheetCells | None:
        """Return the sheet of a name before all others; None where there is no such one as we write it."""
        relations = [relation for known, relation in self._names if known == name]
        part = self._part(relations[0]) if len(relations) == 1 else None
        if part is not None:
            self._ahead = _Sheet(self._styles, MAX_CELLS).written(name, part)
        return self._ahead

    def all(self) -> list[SheetCells]:
        """Return the sheets in their order."""
        sheets: list[SheetCells] = []
        room = MAX_CELLS
        for name, relation in self._names:
            part = self._part(relation)
            if part is not None:
                sheet = self._sheet(name, part, room)
                room -= _count(sheet)
                sheets.append(sheet)
        return sheets

    def _sheet(self, name: str, part: bytes, room: int) -> SheetCells:
        known = self._ahead
        if known is not None and known.name == name and _count(known) <= room:
            return known
        return _Sheet(self._styles, room).read(name, part)

    def _part(self, relation: str) -> bytes | None:
        return self._parts.get(self._by_id.get(relation, ""))


def _count(sheet: SheetCells) -> int:
    """Return how many cells of a sheet hold anything."""
    return len(sheet.cells if sheet.written is None else sheet.written)


def escaped(text: str) -> str:
    """Return a text as a workbook must store it: what XML cannot hold escaped, and nothing else an escape."""
    return _UNWRITABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def unescaped(text: str) -> str:
    """Return a stored text as people see it."""
    if "_x" not in text:
        return text
    plain = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def _parse(
    part: bytes, start: Callable[[str, Mapping[str, str]], None],
    end: Callable[[str], None] = lambda _: None, text: Callable[[str], None] = lambda _: None,
) -> None:  # fmt: skip
    """Read one part; elements of other namespaces are passed over, as Excel does."""
    known: dict[str, str] = {}

    def local(name: str) -> str:
        if name not in known:
            known[name] = local_name(name)
        return known[name]

    gate.parse(
        part, lambda name, attributes: start(local(name), attributes), lambda name: end(local(name)), text
    )


def local_name(name: str) -> str:
    """Return an element's name where it is a workbook's own, else nothing."""
    space, _, local = name.rpartition(" ")
    if space == _STRICT:
        raise gate.refused("strict")
    return local if space in {_MAIN, _PACKAGE} else ""


def _integer(text: str, other: int) -> int:
    return int(text) if _NUMBER.fullmatch(text) else other


def _workbook_part(parts: Parts) -> str:
    by_kind = _targets(parts.get("_rels/.rels"), "/")[1]
    return by_kind.get("officeDocument", _WORKBOOK)


def _relations(parts: Parts, main: str) -> tuple[Mapping[str, str], Mapping[str, str]]:
    folder, name = posixpath.split(main)
    return _targets(parts.get(f"{folder}/_rels/{name}.rels".lstrip("/")), f"/{folder}")


@_kept
def _targets(part: bytes | None, folder: str) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return the members that a part refers to, by id and by kind."""
    by_id: dict[str, str] = {}
    by_kind: dict[str, str] = {}

    def start(name: str, attributes: Mapping[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join(folder, attributes.get("Target", ""))).lstrip("/")
            by_id[attributes.get("Id", "")] = target
            by_kind.setdefault(attributes.get("Type", "").rpartition("/")[2], target)

    if part is not None:
        _parse(part, start)
    return by_id, by_kind


@_kept
def _workbook(part: bytes) -> tuple[Sequence[tuple[str, str]], date]:
    """Return each sheet's name and relation, and the day from which dates are counted."""
    found: list[tuple[str, str]] = []
    late = [False]

    def start(name: str, attributes: Mapping[str, str]) -> None:
        if name == "sheet":
            found.append((unescaped(attributes.get("name", "")), attributes.get(f"{_RELATION} id", "")))
        elif name == "workbookPr":
            late[0] = attributes.get("date1904") in {"1", "true"}

    _parse(part, start)
    return found, _EPOCH_1904 if late[0] else _EPOCH


def _shared_strings(part: bytes | None) -> list[str]:
    """Return the shared texts; phonetic readings beside them are left out."""
    found: list[str] = []
    pieces: list[str] = []
    inside: list[str] = []

    def start(name: str, _attributes: Mapping[str, str]) -> None:
        if name == "si":
            pieces.clear()
            if len(found) >= MAX_CELLS:
                raise gate.refused("cells", limit=MAX_CELLS)
        inside.append(name)

    def end(name: str) -> None:
        inside.pop()
        if name == "si":
            found.append(unescaped("".join(pieces)))

    def text(data: str) -> None:
        if inside[-1] == "t" and "rPh" not in inside:
            pieces.append(data)

    if part is not None:
        _parse(part, start, end, text)
    return found


@_kept
def _formats(part: bytes | None) -> tuple[str, ...]:
    """Return for each cell style whether it shows a `percent`, a `date`, or neither (empty)."""
    codes: dict[int, str] = {}
    styles: list[int] = []
    inside: list[str] = []

    def start(name: str, attributes: Mapping[str, str]) -> None:
        inside.append(name)
        number = _integer(attributes.get("numFmtId", ""), 0)
        if name == "numFmt":
            codes[number] = attributes.get("formatCode", "")
        elif name == "xf" and "cellXfs" in inside:
            styles.append(number)

    def end(_name: str) -> None:
        inside.pop()

    if part is not None:
        _parse(part, start, end)
    return tuple(_format_kind(number, codes.get(number, "")) for number in styles)


def _format_kind(number: int, code: str) -> str:
    bare = _QUOTED.sub("", code)
    if number in _PERCENT_FORMATS or "%" in bare:
        return "percent"
    if number in _DATE_FORMATS or (number >= 164 and _DATE_CODE.search(bare) and "General" not in bare):
        return "date"
    return ""


class _Sheet:
    """Reads one sheet's cells."""

    def __init__(self, styles: _Styles, room: int) -> None:
        self._styles = styles
        self._room = room
        self._merges: list[Area] = []
        self._cells: dict[Place, Raw] = {}
        self._next = (1, 1)
        self._attributes: Mapping[str, str] = {}
        self._pieces: dict[str, list[str]] | None = None
        self._inside = ""
        self._phonetic = False
        self._rooms = 0

    def read(self, name: str, part: bytes) -> SheetCells:
        plain = self._plain(part)
        if plain is None:
            self._cells, self._merges = {}, []
            _parse(part, self._start, self._end, self._text)
        elif plain.written is not None:
            return self._as_written(name, plain)
        else:
            self._take(plain.found)
        return SheetCells(name, self._cells, tuple(self._merges))

    def written(self, name: str, part: bytes) -> SheetCells | None:
        """Return a sheet that is as our own writer puts it down; None for any other."""
        plain = self._plain(part)
        return None if plain is None or plain.written is None else self._as_written(name, plain)

    def _plain(self, part: bytes) -> quick.Plain | None:
        plain = quick.cells(part, self._room, bare=not any(self._styles.formats))
        return plain if plain is not None and self._around(plain) else None

    def _as_written(self, name: str, plain: quick.Plain) -> SheetCells:
        return SheetCells(name, None, tuple(self._merges), plain.written, plain.source)

    def _around(self, plain: quick.Plain) -> bool:
        """Look at what stands around the rows; false where they are not a workbook's own."""
        for area in plain.merges:
            self._merge(area)
        if _holds_nothing(plain.rest):
            return True
        _parse(plain.rest, self._start, self._end, self._text)
        return self._rooms == 1 and not self._cells

    def is_bare(self, rest: bytes) -> bool:
        """Tell whether a sheet has room for rows, and nothing that is read of it."""
        _parse(rest, self._start, self._end, self._text)
        return self._rooms == 1 and not self._cells and not self._merges

    def _take(self, found: quick.Found) -> None:
        """Take in plain cells."""
        cells, formats = self._cells, self._styles.formats
        plain = {str(n).encode() for n, shown in enumerate(formats) if not shown} | {b""}
        columns = {name: column_number(str(name, "ascii")) for name in {one[0] for one in found}}
        for column, row, style, kind, value, inline in found:
            # Most cells of our own files are these two, and are not asked what else they might be.
            raw: Raw | None
            if kind == b"inlineStr" and inline:
                raw = Raw("text", unescaped(str(inline, "utf-8")))
            elif kind == b"n" and value and style in plain:
                raw = Raw("number", str(value, "utf-8"))
            else:
                told = str(inline if kind == b"inlineStr" else value, "utf-8")
                raw = self._stored(str(kind, "ascii") or "n", str(style, "ascii"), told, formula=False)
            if raw is not None:
                place = int(row), columns[column]
                if place in cells:
                    raise gate.refused("broken")
                cells[place] = raw

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "sheetData":
            self._rooms += 1
        elif name == "row":
            self._next = (_integer(attributes.get("r", ""), self._next[0]), 1)
        elif name == "c":
            self._attributes, self._pieces = attributes, {}
            found = _ADDRESS.fullmatch(attributes.get("r", ""))
            if found:
                self._next = (int(found[2]), column_number(found[1]))
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif name == "rPh":
            self._phonetic = True
        elif name in {"v", "f", "t"} and self._pieces is not None and not self._phonetic:
            self._inside = name
            self._pieces.setdefault(name, [])

    def _merge(self, ref: str) -> None:
        found = _AREA.fullmatch(ref)
        if found and len(self._merges) < MAX_CELLS:
            first, top, last, bottom = found.groups()
            self._merges.append((int(top), column_number(first), int(bottom), column_number(last)))

    def _text(self, data: str) -> None:
        if self._inside and self._pieces is not None:
            self._pieces[self._inside].append(data)

    def _end(self, name: str) -> None:
        if name in {"v", "f", "t"}:
            self._inside = ""
        elif name == "rPh":
            self._phonetic = False
        elif name == "row":
            self._next = (self._next[0] + 1, 1)
        elif name == "c":
            self._keep(self._raw(self._pieces or {}))
            self._pieces = None
            self._next = (self._next[0], self._next[1] + 1)

    def _keep(self, raw: Raw | None) -> None:
        if raw is None:
            return
        if self._next in self._cells:  # programs differ in which of the two they show
            raise gate.refused("broken")
        self._cells[self._next] = raw
        if len(self._cells) > self._room:
            raise gate.refused("cells", limit=MAX_CELLS)

    def _raw(self, pieces: Mapping[str, list[str]]) -> Raw | None:
        kind = self._attributes.get("t", "n")
        value = "".join(pieces.get("t" if kind == "inlineStr" else "v", []))
        return self._stored(kind, self._attributes.get("s", ""), value, formula="f" in pieces)

    def _stored(self, kind: str, style: str, value: str, *, formula: bool) -> Raw | None:
        """Return a cell by what is stored in it, None for one that holds nothing."""
        if kind == "s":
            position = _integer(value, -1)
            shared = self._styles.shared
            text = shared[position] if 0 <= position < len(shared) else ""
            return Raw("text", text, formula=formula) if text else None
        if kind in {"str", "inlineStr"}:
            return Raw("text", unescaped(value), formula=formula) if value or formula else None
        if not value:
            return Raw("empty", "", formula=True) if formula else None
        if kind in {"b", "e"}:
            return Raw("bool" if kind == "b" else "error", value, formula=formula)
        if kind == "d":
            return Raw("date", value, formula=formula)
        return self._number(value, _integer(style, 0), formula)

    def _number(self, value: str, style: int, formula: bool) -> Raw:
        formats = self._styles.formats
        shown = formats[style] if style < len(formats) else ""
        if shown == "date":
            return Raw("date", _serial_date(value, self._styles.epoch), formula=formula)
        return Raw("number", value, percent=shown == "percent", formula=formula)


@_kept
def _holds_nothing(rest: bytes) -> bool:
    """Tell whether what stands around the rows of a sheet is a workbook's own, and no cell or merged area."""
    sheet = _Sheet(_Styles([], (), _EPOCH), MAX_CELLS)
    return sheet.is_bare(rest)


def _serial_date(value: str, epoch: date) -> str:
    """Return the day of a stored date; the text as it is when there is no such day."""
    try:
        return (epoch + timedelta(days=int(float(value)))).isoformat()
    except (ValueError, OverflowError):
        return value
