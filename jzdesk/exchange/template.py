"""A template: somebody's own workbook looked at, and filled with everything else left as it is.

Both are done in the child process: it is a file from outside.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

from jzdesk.exchange import gate, xlsx
from jzdesk.exchange.cells import Area, Place, SheetCells
from jzdesk.exchange.gate import Parts
from jzdesk.exchange.placed import Element, Elements, prefix_of, spliced, with_attribute
from jzdesk.exchange.template_scan import Scan, scan
from jzdesk.exchange.template_sheet import Piece, put

MOST_SHEETS = 60
_TYPES = "[Content_Types].xml"
_BEFORE_CALCULATION = frozenset({
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets",
    "functionGroups", "externalReferences", "definedNames",
})  # fmt: skip
"""What comes before `calcPr` in a workbook's part, by the order that programs insist on."""


def read_template(data: bytes) -> dict[str, Any]:
    """Return the sheets of a workbook that may be a template, as plain data.

    `{"sheets": [{"name", "shown", "protected", "cells", "merges", "several", "tables", "last"}]}`, a cell
    being row, column and what `Raw` has, `several` the areas that one formula fills, `tables` where the heads
    and totals of tables stand, `last` the last row and column.
    """
    parts = _admitted(data)
    book = xlsx.book(parts)
    if len(book.sheets) > MOST_SHEETS:
        raise gate.refused("sheets", limit=MOST_SHEETS)
    found = []
    for sheet in xlsx.Sheets(parts).all():
        looked = scan(parts.get(book.sheets[sheet.name]) or b"", ())
        if looked.data is not None:  # else a sheet that is one chart
            tables = xlsx.table_areas(parts, book.sheets[sheet.name])
            found.append(_plain(sheet, looked, tables, shown=sheet.name in book.shown))
    if not found:
        raise gate.refused("not_workbook")
    if all(sheet["protected"] for sheet in found):
        raise gate.refused("protected")
    return {"sheets": found}


def _plain(sheet: SheetCells, looked: Scan, tables: list[Area], *, shown: bool) -> dict[str, Any]:
    cells = [
        [row, column, raw.kind, raw.text, raw.percent, raw.formula]
        for (row, column), raw in sorted(sheet.cells.items())
    ]
    return {
        "name": sheet.name, "shown": shown, "protected": looked.protected, "cells": cells,
        "merges": [list(area) for area in sheet.merges], "several": [list(area) for area in looked.several],
        "last": list(looked.last), "tables": [list(area) for area in tables],
    }  # fmt: skip


def _admitted(data: bytes) -> Parts:
    parts = gate.admit(data)
    if parts is None or not xlsx.is_one(parts):
        if parts is not None and "encrypted-package" in parts:
            raise gate.refused("password")
        raise gate.refused("not_template")
    if b"macroEnabled" in (parts.get(_TYPES) or b"") or parts.has_file("vbaProject.bin"):
        raise gate.refused("macros")
    if parts.has_folder("_xmlsignatures"):
        raise gate.refused("signed")
    return parts


def fill_template(data: bytes, cells: Mapping[str, Mapping[Place, Piece]]) -> bytes:
    """Return the workbook with these cells of these sheets filled, and every other part as it was.

    Its own formulas are computed anew by the program that opens it next: they lose their stored results.
    """
    parts = _admitted(data)
    book = xlsx.book(parts)
    if not cells.keys() <= book.sheets.keys():
        raise gate.refused("broken")
    made: dict[str, bytes] = {}
    for name, part in book.sheets.items():
        old = parts.get(part) or b""
        pieces = cells.get(name, {})
        new = put(scan(old, {row for row, _ in pieces}), pieces, book.formats)
        if new != old:
            made[part] = new
    made[book.main] = _computed_anew(parts.get(book.main) or b"")
    return _zipped(data, made)


def _computed_anew(part: bytes) -> bytes:
    """Return a workbook's part that asks whoever opens it to compute all formulas."""
    tops: list[tuple[str, Element]] = []

    def ended(name: str, depth: int, element: Element) -> None:
        if depth == 1:
            tops.append((name, element))

    Elements(part, ended=ended).read()
    known = next((element for name, element in tops if name == "calcPr"), None)
    if known is not None:
        tag = with_attribute(part[known.start : known.inside], b"fullCalcOnLoad", b"1")
        return spliced(part, [(known.start, known.inside, tag)])
    before = [element for name, element in tops if name in _BEFORE_CALCULATION]
    if not before:
        raise gate.refused("broken")
    tag = b'<%scalcPr fullCalcOnLoad="1"/>' % prefix_of(part, before[-1])
    return spliced(part, [(before[-1].end, before[-1].end, tag)])


# The zip itself


_CENTRAL = struct.Struct("<4s4B4HL2L5H2L")
_LOCAL = struct.Struct("<4s2B4HL2L2H")
_END = struct.Struct("<4s4H2LH")
_DESCRIBED, _UTF8 = 0x08, 0x800
_LARGEST = 0xFFFFFFFF


def _zipped(data: bytes, made: Mapping[str, bytes]) -> bytes:
    """Return a zip with some members replaced; the others are copied as they lie, not packed anew."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members, first, comment = archive.infolist(), archive.start_dir, archive.comment
    out = io.BytesIO()
    places = sorted({*(m.header_offset for m in members), first})
    if len(places) <= len(members):
        raise gate.refused("broken")
    central: list[bytes] = []
    for member in members:
        at = out.tell()
        if member.filename in made:
            out.write(_packed(member, made[member.filename]))
        else:
            out.write(data[member.header_offset : places[places.index(member.header_offset) + 1]])
        central.append(_entry(member, at))
    begins = out.tell()
    out.write(b"".join(central))
    size = out.tell() - begins
    out.write(_END.pack(b"PK\5\6", 0, 0, len(members), len(members), size, begins, len(comment)) + comment)
    return out.getvalue()


def _packed(member: zipfile.ZipInfo, content: bytes) -> bytes:
    """Return a member with other content, and note in `member` what is to be known of it."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    packed = packer.compress(content) + packer.flush()
    member.flag_bits &= _UTF8
    member.compress_type = zipfile.ZIP_DEFLATED
    member.CRC, member.compress_size, member.file_size = zlib.crc32(content), len(packed), len(content)
    name = _name(member)
    head = _LOCAL.pack(
        b"PK\3\4", 20, 0, member.flag_bits, member.compress_type, *_stamp(member), member.CRC,
        member.compress_size, member.file_size, len(name), 0,
    )  # fmt: skip
    return head + name + packed


def _entry(member: zipfile.ZipInfo, at: int) -> bytes:
    """Return a member's entry in the list at the end."""
    name, extra = _name(member), _without_zip64(member.extra)
    return _CENTRAL.pack(
        b"PK\1\2", member.create_version, member.create_system, 20, 0, member.flag_bits, member.compress_type,
        *_stamp(member), member.CRC, member.compress_size, member.file_size, len(name), len(extra),
        len(member.comment), 0, member.internal_attr, member.external_attr & _LARGEST, at,
    ) + name + extra + member.comment  # fmt: skip


def _name(member: zipfile.ZipInfo) -> bytes:
    return member.orig_filename.encode("utf-8" if member.flag_bits & _UTF8 else "cp437")


def _stamp(member: zipfile.ZipInfo) -> tuple[int, int]:
    year, month, day, hour, minute, second = member.date_time
    return hour << 11 | minute << 5 | second // 2, (year - 1980) << 9 | month << 5 | day


def _without_zip64(extra: bytes) -> bytes:
    """Return what else is said of a member: sizes beyond 4 GB are none here."""
    kept, at = b"", 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        if kind != 1:
            kept += extra[at : at + 4 + size]
        at += 4 + size
    return kept
