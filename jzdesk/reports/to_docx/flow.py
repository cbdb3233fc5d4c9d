"""Blocks of a document as Word's: paragraphs, lines, fields to sign, charts, the place for the seal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from jzdesk.reports.chart_data import Chart
from jzdesk.reports.document import (
    BIAO,
    CENTRE,
    FANG,
    KAI,
    LEFT,
    RIGHT,
    Beside,
    Block,
    Contents,
    Fields,
    Figure,
    Gap,
    Grid,
    Paragraph,
    Sides,
)
from jzdesk.reports.document import HEI as OFFICIAL_HEI
from jzdesk.reports.document import Picture as PictureBlock
from jzdesk.reports.to_docx.grid import grid_table, title_size
from jzdesk.reports.to_docx.measure import ems, fitting, lines
from jzdesk.reports.to_docx.wml import (
    FANGSONG,
    HEI,
    KAITI,
    MM,
    SONG,
    TINY,
    XIAOBIAOSONG,
    Set,
    Side,
    cell,
    paragraph,
    row,
    run,
    spacer,
    table,
)

SEAL, _AIR = 42 * MM, 4 * MM
_LINE = 1.35  # of a line with texts at its sides
_CAPTION = 10.0
_FACES = {FANG: FANGSONG, KAI: KAITI, OFFICIAL_HEI: HEI, BIAO: XIAOBIAOSONG}

Picture = Callable[[Chart | str, float, float, str], str]
"""Returns the run that shows a chart, or a file, so wide and so high, in points, with a text for who cannot
see it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The room blocks are set in, in points, and how much smaller than designed their type is."""

    width: float
    height: float
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class Piece:
    """Something of the text, about so high; two tables must not follow each other without a paragraph."""

    xml: str
    height: float
    table: bool = False


def pieces_of(block: Block, frame: Frame, picture: Picture) -> list[Piece]:
    """Return one block."""
    if isinstance(block, Grid):
        return _grid(block, frame)
    if isinstance(block, Figure):
        return _figure(block, frame, picture)
    if isinstance(block, PictureBlock):
        return [_shown(block, frame, picture)]
    if isinstance(block, Contents):
        return [piece for line in block.lines for piece in _contents_line(line, frame)]
    if isinstance(block, Beside):
        return _beside(block, frame, picture)
    if isinstance(block, Gap):
        height = block.height * MM * frame.scale
        return [Piece(spacer(height), height)]
    if isinstance(block, Sides):
        return [sides(block, frame)]
    if isinstance(block, Fields):
        return [_fields(block, frame)]
    return _paragraphs(block, frame)


def joined(pieces: Sequence[Piece]) -> str:
    """Return pieces below each other; an empty line keeps tables apart that would become one."""
    found: list[str] = []
    for number, piece in enumerate(pieces):
        if piece.table and number and pieces[number - 1].table:
            found.append(spacer())
        found.append(piece.xml)
    return "".join(found)


def _grid(block: Grid, frame: Frame) -> list[Piece]:
    xml, height = grid_table(block, frame.width, frame.scale, frame.height / 2)
    pieces = [Piece(xml, height, table=True)]
    if block.title:
        size = title_size(block, frame.width, frame.scale)
        title = paragraph(run(block.title, size, HEI), Set(size * 1.9, keep=True), size)
        pieces.insert(0, Piece(title, size * 1.9))
    return pieces


def _paragraphs(block: Paragraph, frame: Frame) -> list[Piece]:
    """Return a paragraph for each line of the text; the room below belongs to the last."""
    size = block.size * frame.scale
    parts = block.text.split("\n")
    pieces = []
    for number, text in enumerate(parts):
        after = block.space * MM * frame.scale if number == len(parts) - 1 else 0
        how = Set(
            size * block.leading, block.align, after, block.hang * size, 0, block.indent * size, block.keep,
            justified=True, style=_style(block),
        )  # fmt: skip
        room = frame.width - how.left - max(how.first, 0)
        letters = run(text, size, _face(block), exact=bool(block.face))
        xml = paragraph(letters, how, size)
        pieces.append(Piece(xml, lines(text, room, size) * how.pitch + after))
    return pieces


def _face(block: Paragraph) -> str:
    return _FACES[block.face] if block.face else HEI if block.bold else SONG


def _style(block: Paragraph) -> str:
    """Return the style that shows a heading in Word's navigation: titles first, chapters below them."""
    if block.level:
        return f"Heading{block.level}"
    if not (block.bold and block.keep):
        return ""
    return "Heading1" if block.align == CENTRE else "Heading2"


def sides(block: Sides, frame: Frame) -> Piece:
    """Return one line with three texts; when they do not fit beside each other their type shrinks."""
    size = block.size * frame.scale
    wide = {LEFT: ems(block.left), CENTRE: ems(block.centre), RIGHT: ems(block.right)}
    gap = "　" * sum(bool(w) for w in wide.values())
    size = fitting(block.left + block.centre + block.right + gap, frame.width, size)
    # In the middle of the line, or of what is left between the two others
    half, low, high = wide[CENTRE] / 2, wide[LEFT] + 1, frame.width / size - wide[RIGHT] - 1
    middle = min(max(frame.width / 2, (low + half) * size), (high - half) * size)
    stops = [(middle, CENTRE)] * bool(block.centre) + [(frame.width, RIGHT)] * bool(block.right)
    texts = run(block.left, size)
    texts += run(block.centre, size, tab=True) if block.centre else ""
    texts += run(block.right, size, tab=True) if block.right else ""
    pitch, after = block.size * frame.scale * _LINE, block.space * MM * frame.scale
    return Piece(
        paragraph(texts, Set(pitch, after=after, keep=True, stops=tuple(stops)), size), pitch + after
    )


def _fields(block: Fields, frame: Frame) -> Piece:
    """Return labels and values in a table nobody sees; ruled values stand on a line to sign on."""
    size, pitch = block.size * frame.scale, block.pitch * MM * frame.scale
    across, gap = block.columns, 1.5 * size
    room = (frame.width - gap * (across - 1)) / across
    columns = [block.pairs[n::across] for n in range(across)]
    labels = [
        max((ems(name) for name, _ in pairs), default=0) * size + 2 if block.ruled else 0 for pairs in columns
    ]
    widths: list[float] = []
    for label in labels:
        widths += [gap] * bool(widths) + ([label, room - label] if block.ruled else [room])
    rows = [
        row(_field_cells(block.pairs[n : n + across], labels, room, gap, block.ruled, size), pitch)
        for n in range(0, len(block.pairs), across)
    ]
    return Piece(table(rows, widths, (0, 0)), len(rows) * pitch, table=True)


def _field_cells(
    pairs: Sequence[tuple[str, str]],
    labels: Sequence[float],
    room: float,
    gap: float,
    ruled: bool,
    size: float,
) -> list[str]:
    rule = Side().element("bottom")
    cells: list[str] = []
    for number, label in enumerate(labels):
        name, value = pairs[number] if number < len(pairs) else ("", "")
        if number:
            cells.append(cell(spacer(), gap, upright="bottom"))
        if not ruled:
            cells.append(_field(name + value, room, size))
        else:
            cells += [
                _field(name, label, size),
                _field(value, room - label, size, rule if name else ""),
            ]
    return cells


def _field(text: str, width: float, size: float, borders: str = "") -> str:
    content = paragraph(run(text, size), Set(size * 1.3, keep=True), size)
    return cell(content, width, borders=borders, upright="bottom")


def _figure(block: Figure, frame: Frame, picture: Picture) -> list[Piece]:
    """Return the chart as wide as the frame, and its caption below; smaller where a page is not so high."""
    size = _CAPTION * frame.scale
    how = Set(size * 1.5, CENTRE, 5 * MM, style="Caption")
    most = frame.height - 2 * size * 1.5 - how.after
    height = min(frame.width * block.chart.height / block.chart.width, most)
    width = height * block.chart.width / block.chart.height
    shown = paragraph(picture(block.chart, width, height, block.caption), Set(align=CENTRE, keep=True))
    caption = paragraph(run(block.caption, size, HEI), how, size)
    return [Piece(shown, height), Piece(caption, size * 1.5 + how.after)]


def _shown(block: PictureBlock, frame: Frame, picture: Picture) -> Piece:
    factor = min(1.0, frame.width / (block.width * MM), frame.height / (block.height * MM))
    width, height = block.width * MM * factor, block.height * MM * factor
    run_ = picture(block.file, width, height, block.caption)
    return Piece(paragraph(run_, Set(align=CENTRE, after=3 * MM)), height + 3 * MM)


def _contents_line(line: tuple[str, int, str], frame: Frame) -> list[Piece]:
    """Return a line of the contents; Word's own outline leads to the pages, as they change in writing."""
    text, level, _ = line
    size = (11.5 if level == 1 else 9.5) * frame.scale
    return _paragraphs(Paragraph(text, size=size, bold=level == 1, hang=2 * (level - 1), leading=1.5), frame)


def _beside(block: Beside, frame: Frame, picture: Picture) -> list[Piece]:
    """Return the blocks with the seal's place to their right; what is long goes on below it, and overleaf."""
    narrow = Frame(frame.width - SEAL - _AIR, frame.height, frame.scale)
    pieces = [p for inner in block.blocks for p in pieces_of(inner, narrow, picture)]
    limit = max(frame.height / 2, SEAL)
    number = _fitting(pieces, limit) if sum(p.height for p in pieces) <= limit else _fitting(pieces, SEAL)
    beside, below = pieces[:number], pieces[number:]
    cells = [_holder(beside, narrow.width), cell(spacer(), _AIR), _holder([_seal(block.seal)], SEAL)]
    height = max(SEAL, sum(p.height for p in beside))
    found = [Piece(table([row(cells, SEAL)], (narrow.width, _AIR, SEAL), (0, 0)), height, table=True)]
    if below:
        rows = [row([_holder(below, narrow.width)], TINY, whole=False)]
        height = sum(p.height for p in below)
        found.append(Piece(table(rows, (narrow.width,), (0, 0)), height, table=True))
    return found


def _fitting(pieces: Sequence[Piece], room: float) -> int:
    """Return how many pieces fit in `room`, one below the other."""
    return sum(used <= room for used in accumulate(p.height for p in pieces))


def _holder(pieces: Sequence[Piece], width: float) -> str:
    """Return pieces in a cell of their own, which must end with a paragraph."""
    end = spacer() if not pieces or pieces[-1].table else ""
    return cell(joined(pieces) + end, width, upright="top")


def _seal(text: str) -> Piece:
    """Return the square that a seal is pressed into."""
    side = Side("dashed", 0.5, grey=True)
    borders = "".join(side.element(name) for name in ("top", "left", "bottom", "right"))
    word = paragraph(run(text, 9, grey=True), Set(12, CENTRE), 9)
    height = SEAL - 2 * TINY
    rows = [row([cell(word, SEAL, borders=borders)], height)]
    return Piece(table(rows, (SEAL,), (0, 0)), height, table=True)
