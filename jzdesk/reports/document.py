"""A report as a plain value: pages, blocks of text, tables as data, charts by reference. No format here.

Lengths are millimetres, sizes of type are points. The writers decide nothing about content.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from jzdesk.reports.chart_data import Chart

LEFT, CENTRE, RIGHT = "left", "centre", "right"
WHOLE = 0
"""The span of a cell that reaches across its whole grid."""


@dataclass(frozen=True, slots=True)
class Page:
    """The paper of a section and its margins."""

    width: float
    height: float
    left: float = 20
    right: float = 20
    top: float = 13.5
    bottom: float = 12.5


A4 = Page(210, 297, left=26, right=26, top=26, bottom=22)
A4_TIGHT = Page(210, 297, left=18, right=18, top=17, bottom=16)
A4_WIDE = Page(297, 210)
A3_WIDE = Page(420, 297)
FORM_PAGES = {"A4": A4_WIDE, "A3": A3_WIDE}
"""The pages that forms are printed on, by the name of the paper."""
OFFICIAL = Page(210, 297, left=28, right=26, top=37, bottom=35)
"""The page of an official document (GB/T 9704): 22 lines of 28 letters."""
LETTER = 15.75
"""The size of its letters, 3号."""
PITCH = (OFFICIAL.height - OFFICIAL.top - OFFICIAL.bottom) * 72 / 25.4 / 22 / LETTER
"""The leading with which 22 of its lines fill the page."""
FANG, KAI, HEI, BIAO = "fang", "kai", "hei", "biao"
"""The faces of an official document: 仿宋 for the text, 楷体 and 黑体 for headings, 小标宋 for the title."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A piece of running text; `indent` and `hang` are in characters, `space` is the room below.

    `face` is one of an official document's; `level` (1 for the title) shows it in a reader's outline, `mark`
    is the name (ASCII letters and digits) by which the contents find it.
    """

    text: str
    size: float = 10.5
    bold: bool = False
    align: str = LEFT
    indent: float = 0
    hang: float = 0
    leading: float = 1.35
    space: float = 0
    keep: bool = False
    face: str = ""
    level: int = 0
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Sides:
    """One line with a text at the left, in the middle and at the right."""

    left: str = ""
    centre: str = ""
    right: str = ""
    size: float = 9
    space: float = 1


@dataclass(frozen=True, slots=True)
class Fields:
    """Labels with their values, `columns` beside each other.

    A `ruled` value stands on a line that is long enough to sign on.
    """

    pairs: tuple[tuple[str, str], ...]
    columns: int = 1
    ruled: bool = False
    size: float = 9
    pitch: float = 6


@dataclass(frozen=True, slots=True)
class Gap:
    """Empty room; at the top of a page it vanishes."""

    height: float


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one place of a grid; `mark` is a raised sign behind it that points to a foot note.

    A `whole` text is never broken: it shrinks when it is too long, as figures at the right do. `number`
    is the figure itself, for writers that keep figures as figures. `strike` draws a line through the text.
    """

    text: str
    align: str = LEFT
    bold: bool = False
    span: int = 1
    mark: str = ""
    whole: bool = False
    number: Decimal | None = None
    places: int = 0
    strike: bool = False


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A head: the column it begins at, and how many columns and head lines it covers."""

    text: str
    column: int
    columns: int = 1
    lines: int = 1


@dataclass(frozen=True, slots=True)
class GridRow:
    """One line of a grid; `kind` is `row`, `band` (a title across) or `total`. `height` is the least."""

    kind: str
    cells: tuple[Cell, ...]
    height: float = 0


@dataclass(frozen=True, slots=True)
class Grid:
    """An open-sided table. Its head is repeated on every page, with `title` above it.

    `again` is the title on pages after the first. The first `stubs` columns keep their width when
    there is room to spare; the others share it.
    """

    widths: tuple[float, ...]
    head: tuple[tuple[HeadCell, ...], ...]
    rows: tuple[GridRow, ...]
    title: str = ""
    again: str = ""
    stubs: int = 0
    size: float = 9
    least: float = 5.6

    def span(self, cell: Cell) -> int:
        """Return how many columns a cell covers."""
        return cell.span or len(self.widths)


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart with its caption; the writer has it drawn."""

    chart: Chart
    caption: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in a file (PNG), so wide and so high, with words for who cannot see it."""

    file: str
    width: float
    height: float
    caption: str


@dataclass(frozen=True, slots=True)
class Contents:
    """The list of what stands where: each line's text, how deep it lies (1 for a chapter), and its mark."""

    lines: tuple[tuple[str, int, str], ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """Blocks with the place for a seal to their right."""

    blocks: tuple[Block, ...]
    seal: str


Block = Paragraph | Sides | Fields | Gap | Grid | Figure | Picture | Contents | Beside


@dataclass(frozen=True, slots=True)
class Section:
    """Pages of one kind; a section begins on a new page.

    `running` stands at the top of its pages after the first, `code` at the right of every foot.
    `one_page` makes the writer choose smaller type until everything stands on a single page.
    """

    title: str
    page: Page
    blocks: tuple[Block, ...]
    running: Sides | None = None
    code: str = ""
    one_page: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report. `code` stands at the left of every foot once the period is frozen."""

    title: str
    author: str
    sections: tuple[Section, ...]
    practice: bool = False
    draft: bool = False
    code: str = ""

    @property
    def blocks(self) -> Iterator[Block]:
        """Every block, those beside a seal too."""
        for section in self.sections:
            yield from _unfolded(section.blocks)


def _unfolded(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Beside):
            yield from _unfolded(block.blocks)
        else:
            yield block
