"""The faces a PDF is set in: their measures, a way round missing glyphs, and names for copied text."""

from __future__ import annotations

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
def _widths(name: str) -> dict[str, float]:
    """Register a face with reportlab and return the width of each of its characters in em."""
    face = Face(name, str(resource.path(f"fonts/{_FILES[name]}.ttf")), shapable=False)
    pdfmetrics.registerFont(face)
    return {chr(code): width / 1000 for code, width in face.face.charWidths.items()}


@dataclass
class Fonts:
    """The faces, each read when it is needed, and the characters met so far that none of them has."""

    missing: dict[str, None] = field(default_factory=dict)
    _at: dict[tuple[str, str], tuple[str, str, float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _widths(SONG)  # a page is begun in it

    def width(self, text: str, size: float, face: str = SONG) -> float:
        """Return how wide `text` is, in points."""
        return sum(self._place(char, face)[2] for char in text) * size

    def runs(self, text: str, face: str = SONG) -> list[tuple[str, str]]:
        """Return `text` as pieces with the face each can be set in; what none has becomes 〓."""
        placed = [self._place(char, face) for char in text]
        return [
            (name, "".join(char for _, char, _ in group)) for name, group in groupby(placed, lambda p: p[0])
        ]

    def _place(self, char: str, face: str) -> tuple[str, str, float]:
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
