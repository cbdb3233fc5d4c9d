"""What draws on the page at hand: lines of text and rules, written as PDF says them.

reportlab's own text objects work out each line's place, width and font anew, which was half the time of a
page full of cells. It still keeps the fonts: it tells each letter's number, and embeds what was used.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jzdesk.reports.document import LEFT, RIGHT
from jzdesk.reports.to_pdf.fonts import SONG, Fonts, face_of

THICK, THIN = 1.2, 0.4
_LOOSE = 0.22  # em

Segment = tuple[float, float, float, float]
"""A straight line from (x, y) to (x, y)."""


class Pen:
    """Draws on the page at hand; y grows upwards, as in PDF."""

    def __init__(self, canvas: Any, fonts: Fonts) -> None:
        self.canvas = canvas
        self.fonts = fonts
        self._document = canvas._doc  # noqa: SLF001 - the fonts ask for it by no other name
        self.page = 0
        self.marks: dict[str, int] = {}
        """On which page what the contents name begins; known when all is drawn."""
        self._coded: dict[tuple[str, str], list[tuple[str, str]]] = {}

    def mark(self, name: str, title: str, level: int) -> None:
        """Let the contents and a reader's outline lead to the page at hand."""
        self.marks[name] = self.page
        self.canvas.bookmarkPage(name)
        if level > 1:
            self.canvas.addOutlineEntry(title, name, level - 1, closed=True)

    def text(
        self, x: float, y: float, text: str, size: float, *,
        face: str = SONG, align: str = LEFT, spread: float = 0, loose: bool = False,
    ) -> None:  # fmt: skip
        """Write one line with its baseline at y; `spread` is added behind every character.

        `loose` widens the spaces, so that programs which copy text see them as spaces.
        """
        if not text:
            return
        if align != LEFT:
            width = self.fonts.width(text, size, face) + (text.count(" ") * _LOOSE * size if loose else 0)
            x -= width if align == RIGHT else width / 2
        before = after = ""
        if spread:
            before, after = f"{spread:.4f} Tc ", " 0 Tc"
        if loose:
            before, after = f"{before}{_LOOSE * size:.4f} Tw ", f"{after} 0 Tw"
        letters = " ".join(f"{font} {size:.3f} Tf <{codes}> Tj" for font, codes in self._codes(text, face))
        self.canvas.addLiteral(f"BT {x:.2f} {y:.2f} Td {before}{letters}{after} ET")

    def _codes(self, text: str, face: str) -> list[tuple[str, str]]:
        """Return a text's pieces, each as the font it is set in and the numbers of its letters there."""
        key = (face, text)
        found = self._coded.get(key)
        if found is None:
            found = self._coded[key] = []
            for name, run in self.fonts.runs(text, face):
                font = face_of(name)
                for subset, codes in font.splitString(run, self._document):
                    found.append((font.getSubsetInternalName(subset, self._document), codes.hex()))
        return found

    def rule(self, x1: float, y1: float, x2: float, y2: float, weight: float = THIN) -> None:
        """Draw a straight line."""
        self.rules([(x1, y1, x2, y2)], weight)

    def rules(self, segments: Iterable[Segment], weight: float = THIN) -> None:
        """Draw straight lines of one weight."""
        lines = " ".join(f"{x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l" for x1, y1, x2, y2 in segments)
        self.canvas.addLiteral(f"{weight:g} w {lines} S")
