"""What a process did to files, call by call, as the shim wrote it down."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise
from pathlib import Path

_HEAD = struct.Struct("=4I2Q")


class What(IntEnum):
    """The kinds of call that matter after a power cut; `shim.c` has the same numbers."""

    SAID = 1
    CREATE = 2
    WRITE = 3
    TRUNCATE = 4
    SYNC = 5
    RENAME = 6
    UNLINK = 7
    MKDIR = 8
    RMDIR = 9
    OTHER = 10


@dataclass(frozen=True, slots=True)
class Event:
    """One call: the inode it was about, the paths it named, where and what it wrote."""

    what: What
    inode: int
    path: str
    to: str
    offset: int
    data: bytes


def read(log: Path) -> list[Event]:
    """Return the calls in the order in which they were made."""
    raw, at, found = log.read_bytes() if log.exists() else b"", 0, []
    while at < len(raw):
        kind, path, to, size, inode, offset = _HEAD.unpack_from(raw, at)
        ends = [at + _HEAD.size]
        for length in (path, to, size):
            ends.append(ends[-1] + length)
        texts = [raw[a:b] for a, b in pairwise(ends)]
        event = Event(What(kind), inode, texts[0].decode(), texts[1].decode(), offset, texts[2])
        assert event.what is not What.OTHER, f"the shim does not know how to follow {event.path}"
        found.append(event)
        at = ends[-1]
    return found
