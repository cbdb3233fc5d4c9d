"""The gate: what must hold of a file before anything in it is parsed.

Size, members, their names, what they inflate to (counted while inflating), the ratio, the length of
single tokens, nesting. Only the parts that will be parsed are policed; a workbook's printer settings and labels
are nobody's business.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from xml.parsers import expat

from jzdesk.errors import RefusedError
from jzdesk.words import say

MAX_FILE = 20 * 1024 * 1024
MAX_MEMBERS = 300
MAX_INFLATED = 120 * 1024 * 1024
MAX_RATIO = 300
MAX_TOKEN = 300_000
MAX_DEPTH = 40
_STEP = 256 * 1024
_PARSED = re.compile(r"\[Content_Types\]\.xml|_rels/\.rels|xl/.*\.(?:xml|rels)|content\.xml", re.ASCII)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refused(word: str, **fields: object) -> RefusedError:
    """Return the gate's refusal in its own sentence."""
    return RefusedError(say(f"exchange.gate.{word}", **fields))


def admit(data: bytes) -> dict[str, bytes] | None:
    """Return the parts of a zipped workbook by name, each inflated once; None for an old `.xls`.

    Raises `RefusedError` with one sentence for anything else.
    """
    if not data:
        raise refused("empty")
    if len(data) > MAX_FILE:
        raise refused("too_large", limit=MAX_FILE // 1024 // 1024)
    if data.startswith(_OLE):
        if b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e" in data:
            raise refused("password")
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _inflate(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise refused("not_workbook") from error


def _inflate(archive: zipfile.ZipFile) -> dict[str, bytes]:
    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        raise refused("members", limit=MAX_MEMBERS)
    names = [m.filename for m in members]
    if len(set(names)) < len(names):
        double = next(n for n in names if names.count(n) > 1)
        raise refused("double", member=double)
    if any(m.flag_bits & 1 for m in members):
        raise refused("password")
    parts: dict[str, bytes] = {}
    total = 0
    for member in members:
        if not _PARSED.fullmatch(member.filename):
            continue
        part = _read(archive, member, MAX_INFLATED - total)
        total += len(part)
        _police(part)
        parts[member.filename] = part
    if "xl/workbook.xml" not in parts and "content.xml" not in parts:
        raise refused("not_workbook")
    return parts


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo, room: int) -> bytes:
    """Inflate one member, stopping as soon as it grows beyond what a workbook needs."""
    pieces: list[bytes] = []
    size = 0
    with archive.open(member) as stream:
        while piece := stream.read(_STEP):
            size += len(piece)
            if size > room or size > MAX_RATIO * max(member.compress_size, 1024):
                raise refused("bomb")
            pieces.append(piece)
    return b"".join(pieces)


def _police(part: bytes) -> None:
    """Refuse an XML part with document types, endless tokens or endless nesting."""
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise refused("entities")
    for piece in part.split(b"<"):
        if len(piece) > MAX_TOKEN:
            raise refused("token")
    depth = 0

    def start(_name: str, _attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise refused("depth")

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    try:
        parser.Parse(part, True)
    except expat.ExpatError as error:
        raise refused("broken") from error
