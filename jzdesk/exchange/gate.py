"""The gate: what must hold of a file before anything in it is parsed.

Size, members, their names, what they inflate to (counted while inflating), the ratio, the length of
single tokens, nesting. Only the parts that are parsed are policed, each when it is first asked for; a
workbook's printer settings and labels are nobody's business.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Mapping
from xml.parsers import expat

from jzdesk.errors import RefusedError
from jzdesk.words import say

MAX_FILE = 20 * 1024 * 1024
MAX_MEMBERS = 300
MAX_INFLATED = 120 * 1024 * 1024
MAX_RATIO = 300
MAX_TOKEN = 400_000
MAX_DEPTH = 40
_STEP = 256 * 1024
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def refused(word: str, **fields: object) -> RefusedError:
    """Return the gate's refusal in its own sentence."""
    return RefusedError(say(f"exchange.gate.{word}", **fields))


class Parts:
    """The members of a zipped workbook; each is inflated and policed when it is first asked for."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        members = archive.infolist()
        if len(members) > MAX_MEMBERS:
            raise refused("members", limit=MAX_MEMBERS)
        # Excel takes names that differ only in capitals for the same member.
        names = [m.filename.lower() for m in members]
        if len(set(names)) < len(names):
            raise refused("double", member=next(n for n in names if names.count(n) > 1))
        if any(m.flag_bits & 1 for m in members):
            raise refused("password")
        self._archive = archive
        self._members = {m.filename: m for m in members}
        self._parts: dict[str, bytes] = {}
        self._room = MAX_INFLATED

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def get(self, name: str) -> bytes | None:
        """Return an XML part fit to be parsed, None when there is none of that name."""
        if name not in self._members:
            return None
        if name not in self._parts:
            part = self._inflated(self._members[name])
            _police(part)
            self._parts[name] = part
        return self._parts[name]

    def has_folder(self, name: str) -> bool:
        """Tell whether any member lies in this folder."""
        return any(member.startswith(f"{name}/") for member in self._members)

    def has_file(self, name: str) -> bool:
        """Tell whether any member, in whatever folder, is of this name."""
        return any(member.rpartition("/")[2].lower() == name.lower() for member in self._members)

    def _inflated(self, member: zipfile.ZipInfo) -> bytes:
        """Inflate one member, stopping as soon as it grows beyond what a workbook needs."""
        if member.compress_type not in _METHODS:
            raise refused("not_workbook")
        pieces: list[bytes] = []
        size = 0
        try:
            with self._archive.open(member) as stream:
                while piece := stream.read(_STEP):
                    size += len(piece)
                    if size > self._room or size > MAX_RATIO * max(member.compress_size, 1024):
                        raise refused("bomb")
                    pieces.append(piece)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
            raise refused("not_workbook") from error
        self._room -= size
        return b"".join(pieces)


def admit(data: bytes) -> Parts | None:
    """Return the parts of a zipped workbook; None for an old `.xls`.

    Raises `RefusedError` with one sentence for anything else.
    """
    if not data:
        raise refused("empty")
    if len(data) > MAX_FILE:
        raise refused("too_large", limit=MAX_FILE // 1024 // 1024)
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise refused("password")
        return None
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise refused("not_workbook") from error
    return Parts(archive)


def _police(part: bytes) -> None:
    """Refuse a part that would cost too much to parse at all, or hides what is looked for."""
    if b"\0" in part:  # UTF-16; nobody's workbook is written in it
        raise refused("broken")
    half = MAX_TOKEN // 2
    if any(part.find(b"<", at, at + half) < 0 for at in range(0, len(part) - half, half)):
        raise refused("token")


def parse(
    part: bytes, start: Callable[[str, Mapping[str, str]], None] = lambda *_: None,
    end: Callable[[str], None] = lambda _: None, text: Callable[[str], None] = lambda _: None,
) -> None:  # fmt: skip
    """Read an XML part; refuse document types and endless nesting. Names come as `namespace name`."""
    _parse(expat.ParserCreate(namespace_separator=" "), part, start, end, text)


def pass_over(part: bytes) -> None:
    """Refuse an XML part that is not well formed, or brings a document type of its own."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _doctype
    _feed(parser, part)


def parse_placed(
    part: bytes, start: Callable[[str, Mapping[str, str], int], None], end: Callable[[str, int], None]
) -> None:
    """Read an XML part as `parse` does, and tell at which byte each tag begins.

    The end of an element that is one tag (`<c/>`) is told with the byte behind it.
    """
    parser = expat.ParserCreate(namespace_separator=" ")

    def begin(name: str, attributes: Mapping[str, str]) -> None:
        start(name, attributes, parser.CurrentByteIndex)

    def back(name: str) -> None:
        end(name, parser.CurrentByteIndex)

    _parse(parser, part, begin, back, lambda _: None)


def _parse(
    parser: expat.XMLParserType, part: bytes, start: Callable[[str, Mapping[str, str]], None],
    end: Callable[[str], None], text: Callable[[str], None],
) -> None:  # fmt: skip
    depth = 0

    def deeper(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise refused("depth")
        start(name, attributes)

    def back(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(name)

    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = deeper, back
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = text, _doctype
    _feed(parser, part)


def _doctype(*_: object) -> None:
    raise refused("entities")


def _feed(parser: expat.XMLParserType, part: bytes) -> None:
    try:
        parser.Parse(part, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise refused("broken") from error
