"""As much of the portable executable as the proofs need: what a binary imports, and what it exports."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from pathlib import Path

_IMPORTS, _DELAYED, _EXPORTS = 1, 13, 0


@dataclass
class Binary:
    """A DLL, an extension module or a program; DLLs in small letters, with the functions asked of each."""

    path: Path
    imports: dict[str, list[str]] = field(default_factory=dict)
    delayed: dict[str, list[str]] = field(default_factory=dict)
    exports: set[str] = field(default_factory=set)


def is_binary(path: Path) -> bool:
    """Tell whether a file is one, whatever its name."""
    with path.open("rb") as file:
        return file.read(2) == b"MZ"


def read(path: Path) -> Binary:
    """Read a binary of 64 bits; `ValueError` for any other."""
    return _Reader(path).binary()


class _Reader:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._data = path.read_bytes()
        head = self._number("I", 0x3C)
        if self._data[:2] != b"MZ" or self._data[head : head + 4] != b"PE\0\0":
            raise ValueError(f"{path} is no program")
        count, optional = self._number("H", head + 6), self._number("H", head + 20)
        if self._number("H", head + 24) != 0x20B:
            raise ValueError(f"{path} is not of 64 bits")
        self._folders = head + 24 + 112
        sections = head + 24 + optional
        self._sections = [
            struct.unpack_from("<IIII", self._data, sections + 40 * number + 8) for number in range(count)
        ]

    def binary(self) -> Binary:
        found = Binary(self._path, exports=self._exports())
        for place, size, into in ((_IMPORTS, 20, found.imports), (_DELAYED, 32, found.delayed)):
            at = self._folder(place)
            while at:
                fields = struct.unpack_from(f"<{size // 4}I", self._data, at)
                name, thunks = (
                    (fields[3], fields[0] or fields[4]) if place == _IMPORTS else (fields[1], fields[4])
                )
                if not name:
                    break
                into.setdefault(self._text(self._offset(name)).lower(), []).extend(self._thunks(thunks))
                at += size
        return found

    def _thunks(self, place: int) -> list[str]:
        """Return the functions of one DLL by name; those asked for by number are `#number`."""
        at, found = self._offset(place), []
        while entry := self._number("Q", at):
            found.append(f"#{entry & 0xFFFF}" if entry >> 63 else self._text(self._offset(entry) + 2))
            at += 8
        return found

    def _exports(self) -> set[str]:
        at = self._folder(_EXPORTS)
        if not at:
            return set()
        count, names = self._number("I", at + 24), self._offset(self._number("I", at + 32))
        return {self._text(self._offset(self._number("I", names + 4 * n))) for n in range(count)}

    def _folder(self, number: int) -> int:
        place = self._number("I", self._folders + 8 * number)
        return self._offset(place) if place else 0

    def _offset(self, place: int) -> int:
        for size, address, _, pointer in self._sections:
            if address <= place < address + max(size, 1):
                return place - address + pointer
        raise ValueError(f"{self._path}: nothing lies at {place:#x}")

    def _number(self, kind: str, at: int) -> int:
        return int(struct.unpack_from(f"<{kind}", self._data, at)[0])

    def _text(self, at: int) -> str:
        return self._data[at : self._data.index(0, at)].decode("ascii", "replace")
