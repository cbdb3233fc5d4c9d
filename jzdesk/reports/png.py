"""A PNG taken apart: its size, its palette, and its lines as they are packed."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_BEGINNING = b"\x89PNG\r\n\x1a\n"
_COLOURS, _PALETTE = 2, 3


@dataclass(frozen=True, slots=True)
class Png:
    """A picture with a palette, or with three bytes a dot; `packed` are its lines, each with its filter."""

    width: int
    height: int
    bits: int
    palette: bytes
    packed: bytes


def png_of(path: Path) -> Png:
    """Return a picture's parts; `ValueError` for one that is interlaced or partly transparent."""
    parts = list(_chunks(path.read_bytes()))
    wide, high, bits, kind, _, _, interlaced = struct.unpack(">IIBBBBB", parts[0][1])
    if kind not in {_COLOURS, _PALETTE} or interlaced or (kind == _COLOURS and bits != 8):
        raise ValueError(path)
    palette = b"".join(data for name, data in parts if name == b"PLTE") if kind == _PALETTE else b""
    return Png(wide, high, bits, palette, b"".join(data for name, data in parts if name == b"IDAT"))


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    if not data.startswith(_BEGINNING):
        raise ValueError(data[:8])
    at = len(_BEGINNING)
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        yield data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        at += length + 12
