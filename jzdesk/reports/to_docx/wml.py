"""WordprocessingML as text: runs, paragraphs, borderless tables. Lengths come in points or millimetres.

Elements stand in the order the schema wants them; Word repairs or refuses files in which they do not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from jzdesk.reports.document import CENTRE, LEFT, RIGHT

SONG, HEI = "宋体", "黑体"  # by the names a Chinese Windows knows them under
FANGSONG, KAITI, XIAOBIAOSONG = "仿宋", "楷体", "方正小标宋简体"  # those of official documents
MM = 72 / 25.4
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_JUSTIFIED = {LEFT: "left", CENTRE: "center", RIGHT: "right"}
TINY = 1.0
"""The height in points of a paragraph that has to be there and should not be seen."""


def twips(points: float) -> int:
    """Return a length in twentieths of a point."""
    return round(points * 20)


def clean(text: str) -> str:
    """Return a text without the characters that make an XML file unreadable, escaped."""
    return escape(_FORBIDDEN.sub("", text))


def attribute(text: str) -> str:
    """Return a text as a quoted attribute."""
    return quoteattr(_FORBIDDEN.sub("", text))


def look(
    size: float, face: str = SONG, *, raised: bool = False, grey: bool = False, struck: bool = False,
    exact: bool = False,
) -> str:  # fmt: skip
    """Return how letters look; `size` is rounded to the half points that Word knows.

    `exact` makes up for it by the room between letters, so that a line holds as many as it should.

    The hint gives quotation marks and dashes the width they have in Chinese.
    """
    named = "" if face == SONG else "".join(f' w:{a}="{face}"' for a in ("ascii", "hAnsi", "eastAsia", "cs"))
    half = max(round(size * 2), 2)
    room = twips(size - half / 2) if exact else 0
    return (
        f'<w:rPr><w:rFonts w:hint="eastAsia"{named}/>' + "<w:strike/>" * struck
        + '<w:color w:val="808080"/>' * grey + (f'<w:spacing w:val="{room}"/>' if room else "")
        + f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
        + '<w:vertAlign w:val="superscript"/>' * raised + "</w:rPr>"
    )  # fmt: skip


def run(
    text: str, size: float, face: str = SONG, *, raised: bool = False, grey: bool = False, tab: bool = False,
    struck: bool = False, exact: bool = False,
) -> str:  # fmt: skip
    """Return letters of one look, each line of `text` on its own; `tab` sets them at the next stop."""
    if not text and not tab:
        return ""
    broken = "<w:br/>".join(f'<w:t xml:space="preserve">{clean(part)}</w:t>' for part in text.split("\n"))
    how = look(size, face, raised=raised, grey=grey, struck=struck, exact=exact)
    return f"<w:r>{how}{'<w:tab/>' * tab}{broken}</w:r>"


@dataclass(frozen=True, slots=True)
class Set:
    """How a paragraph is set, in points. A `pitch` of 0 leaves lines as high as what stands in them.

    `stops` are tab stops with their alignments; `style` is a style's id.
    """

    pitch: float = 0
    align: str = LEFT
    after: float = 0
    left: float = 0
    right: float = 0
    first: float = 0
    keep: bool = False
    justified: bool = False
    style: str = ""
    stops: tuple[tuple[float, str], ...] = ()


def paragraph(content: str, how: Set, size: float = 10.5, section: str = "") -> str:
    """Return a paragraph of runs; `size` is what an empty one is set in, `section` ends a section with it."""
    stops = "".join(f'<w:tab w:val="{_JUSTIFIED[a]}" w:pos="{twips(x)}"/>' for x, a in how.stops)
    line = f' w:line="{twips(how.pitch)}" w:lineRule="exact"' if how.pitch else ""
    align = "both" if how.justified and how.align == LEFT else _JUSTIFIED[how.align]
    return (
        "<w:p><w:pPr>"
        + (f'<w:pStyle w:val="{how.style}"/>' if how.style else "")
        + "<w:keepNext/>" * how.keep
        + (f"<w:tabs>{stops}</w:tabs>" if stops else "")
        + f'<w:spacing w:before="0" w:after="{twips(how.after)}"{line}/>'
        + _indent(how)
        + f'<w:jc w:val="{align}"/>{look(size)}{section}</w:pPr>{content}</w:p>'
    )


def _indent(how: Set) -> str:
    if not (how.left or how.right or how.first):
        return ""
    kind = "firstLine" if how.first >= 0 else "hanging"
    first = f' w:{kind}="{twips(abs(how.first))}"'
    return f'<w:ind w:left="{twips(how.left)}" w:right="{twips(how.right)}"{first}/>'


def spacer(height: float = TINY, *, keep: bool = False, section: str = "") -> str:
    """Return empty room."""
    return paragraph("", Set(max(height, TINY), keep=keep), 1, section)


@dataclass(frozen=True, slots=True)
class Side:
    """A border: its kind, its weight in points, whether it is grey."""

    kind: str = "single"
    weight: float = 0.5
    grey: bool = False

    def element(self, name: str) -> str:
        """Return the border of one side."""
        colour = "999999" if self.grey else "auto"
        return (
            f'<w:{name} w:val="{self.kind}" w:sz="{round(self.weight * 8)}" w:space="0" w:color="{colour}"/>'
        )


def cell(
    content: str, width: float, *,
    span: int = 1, merge: str = "", borders: str = "", upright: str = "center", whole: bool = False,
) -> str:  # fmt: skip
    """Return a table cell; `merge` is `restart` or `continue` where cells below each other are one."""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>'
        + (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "")
        + (f'<w:vMerge w:val="{merge}"/>' if merge else "")
        + (f"<w:tcBorders>{borders}</w:tcBorders>" if borders else "")
        + "<w:noWrap/>" * whole
        + f'<w:vAlign w:val="{upright}"/></w:tcPr>{content}</w:tc>'
    )


def row(cells: Sequence[str], height: float, *, whole: bool = True, head: bool = False) -> str:
    """Return a table row at least `height` high; a `whole` one is not parted, a `head` is repeated."""
    return (
        "<w:tr><w:trPr>" + "<w:cantSplit/>" * whole
        + f'<w:trHeight w:val="{twips(height)}" w:hRule="atLeast"/>'
        + "<w:tblHeader/>" * head + f"</w:trPr>{''.join(cells)}</w:tr>"
    )  # fmt: skip


def table(
    rows: Sequence[str], widths: Sequence[float], margins: tuple[float, float], borders: str = ""
) -> str:
    """Return a table of fixed widths; `margins` are what cells keep free above and at the sides."""
    above, beside = (twips(m) for m in margins)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(map(twips, widths))}" w:type="dxa"/>'
        '<w:tblInd w:w="0" w:type="dxa"/>'
        + (f"<w:tblBorders>{borders}</w:tblBorders>" if borders else "")
        + '<w:tblLayout w:type="fixed"/><w:tblCellMar>'
        + f'<w:top w:w="{above}" w:type="dxa"/><w:left w:w="{beside}" w:type="dxa"/>'
        + f'<w:bottom w:w="{above}" w:type="dxa"/><w:right w:w="{beside}" w:type="dxa"/></w:tblCellMar>'
        + "</w:tblPr><w:tblGrid>"
        + "".join(f'<w:gridCol w:w="{twips(w)}"/>' for w in widths)
        + f"</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
