"""The faces a PDF is set in: their measures, a way round missing glyphs, and names for copied text."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from jzdesk import resource
from jzdesk.words import say

SONG, BOLD, HEI, KAI = "JZSong", "JZSongBold", "JZHei", "JZKai"
MISSING = "〓"
_FILES = {SONG: "JZSong-Regular", BOLD: "JZSong-Bold", HEI: "JZHei-Medium", KAI: "JZKai-Regular"}
# The bold face has GB 2312 only; what it lacks is set in the nearest weight, then in the body face. The
# kai face has common characters only
_FALLBACK = {SONG: (SONG, HEI), BOLD: (BOLD, HEI, SONG), HEI: (HEI, SONG), KAI: (KAI, SONG, HEI)}
_BLOCK = 100  # the most entries one section of a CMap may have


class Face(TTFont):
    """A TrueType font whose ToUnicode table is right beyond the BMP too.

    reportlab writes each character as one number; the table wants UTF-16BE, which for 𬭼 is two.
    """

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - reportlab's name
        """Add the font's objects to the file, then put its ToUnicode tables right."""
        state = self.state[doc]
        subsets = [list(s) for s in state.subsets]
        super().addObjects(doc)
        fonts = doc.idToObject["BasicFonts"].dict
        for number, subset in enumerate(subsets):
            font = fonts[f"{state.internalName}+{number}"]
            doc.idToObject[font.ToUnicode.name].content = to_unicode(font.BaseFont, subset)


def to_unicode(name: str, subset: Sequence[int]) -> str:
    """Return the CMap that tells which character each code of a font subset stands for."""
    entries = [
        f"<{code:02X}> <{chr(char).encode('utf-16-be').hex().upper()}>"
        for code, char in enumerate(subset)
        if char
    ]
    blocks = [entries[at : at + _BLOCK] for at in range(0, len(entries), _BLOCK)]
    parts = ["\n".join([f"{len(block)} beginbfchar", *block, "endbfchar"]) for block in blocks]
    return "\n".join([
        "/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        f"/CMapName /{name} def", "/CMapType 2 def",
        "1 begincodespacerange", "<00> <FF>", "endcodespacerange",
        *parts,
        "endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end",
    ])  # fmt: skip


@cache
def face_of(name: str) -> Face:
    """Return a face, which reportlab then knows too."""
    face = Face(name, str(resource.path(f"fonts/{_FILES[name]}.ttf")), shapable=False)
    pdfmetrics.registerFont(face)
    return face


@cache
def _widths(name: str) -> dict[str, float]:
    """Return the width of each character of a face in em."""
    return {chr(code): width / 1000 for code, width in face_of(name).face.charWidths.items()}


@cache
def _ink(name: str, char: str) -> tuple[float, float]:
    """Return how far below and above the line a character's ink reaches, in em."""
    outlines = face_of(name).face
    glyph = outlines.charToGlyph[ord(char)]
    at, end = outlines.glyphPos[glyph : glyph + 2]
    if at == end:  # a space
        return 0.0, 0.0
    start = outlines.get_table_pos("glyf")[0] + at
    low, high = struct.unpack(">4xh2xh", outlines.get_chunk(start, 10))
    return low / outlines.unitsPerEm, high / outlines.unitsPerEm


class _Advances(dict[str, float]):
    """How wide each character is that was met so far when one face is wanted, in em."""

    def __init__(self, fonts: Fonts, face: str) -> None:
        super().__init__()
        self._fonts, self._face = fonts, face

    def __missing__(self, char: str) -> float:
        wide = self[char] = self._fonts.place(char, self._face)[2]
        return wide


@dataclass
class Fonts:
    """The faces, each read when it is needed, and the characters met so far that none of them has."""

    first: str = SONG
    """The face that a page is begun in."""
    missing: dict[str, None] = field(default_factory=dict)
    _at: dict[tuple[str, str], tuple[str, str, float]] = field(default_factory=dict)
    _wide: dict[str, _Advances] = field(default_factory=dict)

    def __post_init__(self) -> None:
        face_of(self.first)

    def width(self, text: str, size: float, face: str = SONG) -> float:
        """Return how wide `text` is, in points."""
        wide = self._wide.get(face)
        if wide is None:
            wide = self._wide[face] = _Advances(self, face)
        return sum(map(wide.__getitem__, text)) * size

    def ink(self, text: str, face: str = SONG) -> tuple[float, float]:
        """Return how far below and above its line a text reaches, in em."""
        placed = [self.place(char, face) for char in text]
        reaches = [_ink(name, char) for name, char, _ in placed] or [(0.0, 0.0)]
        return min(low for low, _ in reaches), max(high for _, high in reaches)

    def runs(self, text: str, face: str = SONG) -> list[tuple[str, str]]:
        """Return `text` as pieces with the face each can be set in; what none has becomes 〓."""
        placed = [self.place(char, face) for char in text]
        return [
            (name, "".join(char for _, char, _ in group)) for name, group in groupby(placed, lambda p: p[0])
        ]

    def place(self, char: str, face: str) -> tuple[str, str, float]:
        """Return face, character and width for a character wanted in `face`."""
        key = (face, char)
        found = self._at.get(key)
        if found is None:
            found = self._at[key] = self._find(char, face)
        return found

    def _find(self, char: str, face: str) -> tuple[str, str, float]:
        for name in _FALLBACK[face]:
            if char in _widths(name):
                return name, char, _widths(name)[char]
        self.missing[char] = None
        return SONG, MISSING, _widths(SONG)[MISSING]

    def warnings(self) -> list[str]:
        """Return one sentence for each character that could not be printed."""
        return [say("reports.pdf.missing", char=c, code=f"U+{ord(c):04X}") for c in self.missing]
