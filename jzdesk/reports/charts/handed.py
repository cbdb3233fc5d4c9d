"""What came from every county: a square each, told by its word or sign, its hatch and its shade."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jzdesk.models.across import handed as kinds
from jzdesk.models.across.handed import Handed, Head, Line
from jzdesk.reports.chart_city import (
    CELL,
    KEY,
    NAMES,
    NOTE,
    NOTE_SIZE,
    SAMPLE,
    STATES,
    handed_notes,
    head_room,
    key_width,
    legend,
    square_spot,
    square_width,
)
from jzdesk.reports.chart_data import Chart
from jzdesk.reports.charts.board import (
    ACCENT,
    CROSSES,
    DOTS,
    FAINT,
    INK,
    LINE,
    PALE,
    SECOND,
    STROKES,
    Board,
    Look,
)
from jzdesk.reports.charts.letters import shortened, wide, wrapped
from jzdesk.words import say

_W = "reports.charts.handed"
_SIZE, _HEAD, _SMALLEST = 6.5, 6.2, 5.4
_GREY, _MIST = "#C9D1D8", "#EEF1F3"


@dataclass(frozen=True, slots=True)
class _Look:
    """How a square looks: its sign, its ground, the colour of its letters, and a hatch behind them."""

    sign: str
    ground: str = PALE
    ink: str = INK
    hatch: str = ""
    edge: str = FAINT
    weight: float = 0.5


_LOOKS = {
    kinds.FILLED: _Look("✓", ACCENT, PALE), kinds.ON_TIME: _Look("✓", ACCENT, PALE),
    kinds.CAME: _Look("●", "#5E9C97", PALE), kinds.LATE: _Look("△", PALE, INK, STROKES, SECOND),
    kinds.NIL: _Look("○", _GREY), kinds.OWED: _Look("◐", PALE, INK, DOTS, SECOND),
    kinds.BLANK: _Look("□"), kinds.BACK: _Look("▽", PALE, INK, CROSSES, SECOND),
    kinds.MISSING: _Look("×", PALE, INK, edge=INK, weight=1.4),
    kinds.WAITING: _Look("·", _MIST, SECOND, edge=LINE), kinds.UNASKED: _Look("—", PALE, FAINT, edge=LINE),
    kinds.NONE: _Look("—", PALE, FAINT, edge=LINE),
}  # fmt: skip


def draw_handed(board: Board, chart: Chart, top: float) -> None:
    """Draw the heads, a line of squares for each county, and what the looks mean."""
    given = next(i for i in chart.items if isinstance(i, Handed))
    top -= 4.5 if chart.practice else 0
    wide_ = square_width(given)
    right = NAMES + wide_ * len(given.heads)
    tall = head_room(given)
    _heads(board, given.heads, top, tall, wide_)
    y = top - tall
    for line in given.lines:
        _line(board, given, line, y, wide_)
        if line.state:
            told = shortened(line.state, _SIZE, STATES - 2)
            board.text(right + 2, y - CELL / 2, told, _SIZE, color=SECOND, upright="center")
        y -= CELL
    _legend(board, given, y - 4)
    for number, note in enumerate(reversed(handed_notes(given))):
        board.text(0, 1 + NOTE * number, note, NOTE_SIZE, color=SECOND)


def _heads(board: Board, heads: Sequence[Head], top: float, tall: float, width: float) -> None:
    """Write what each column is, and above it what several have in common."""
    low = top - tall + 1
    grouped = any(head.group for head in heads)
    for number, head in enumerate(heads):
        middle = NAMES + (number + 0.5) * width
        text = "\n".join(wrapped(head.name, _HEAD, width - 0.4))
        board.text(middle, low, text, _HEAD, color=SECOND, align="center")
    if not grouped:
        return
    for name in dict.fromkeys(head.group for head in heads):
        mine = [n for n, head in enumerate(heads) if head.group == name]
        left, right = NAMES + mine[0] * width, NAMES + (mine[-1] + 1) * width
        board.text((left + right) / 2, top - 3, name, 7, align="center", upright="center")
        board.line(left + 0.6, top - 5.2, right - 0.6, top - 5.2, color=FAINT)


def _line(board: Board, given: Handed, line: Line, y: float, width: float) -> None:
    name = shortened(line.name, 7, NAMES - 2)
    board.text(NAMES - 1.5, y - CELL / 2, name, 7, align="right", upright="center")
    for number, (head, square) in enumerate(zip(given.heads, line.squares, strict=True)):
        x = NAMES + number * width
        _square(board, square.kind, x, y - CELL, width, CELL)
        board.spot(square_spot(line, head, square), x, y - CELL, width, CELL)


def _square(board: Board, kind: str, x: float, y: float, width: float, height: float) -> None:
    """Draw one square with its word, or with its sign where a word has no room."""
    look = _LOOKS[kind]
    air = 0.35
    board.tile(
        x + air, y + air, width - 2 * air, height - 2 * air,
        Look(look.ground, look.edge, look.hatch), look.weight,
    )  # fmt: skip
    text, size = _told(kind, look, width - 2 * air - 0.6)
    middle = x + width / 2, y + height / 2
    if look.hatch:
        room = wide(text, size) + 0.8
        board.patch(middle[0] - room / 2, middle[1] - 1.5, room, 3, PALE)
    board.text(*middle, text, size, color=look.ink, align="center", upright="center")


def _told(kind: str, look: _Look, room: float) -> tuple[str, float]:
    word = say(f"{_W}.short.{kind}")
    for size in (_SIZE, 6.0, _SMALLEST):
        if wide(word, size) <= room:
            return word, size
    return look.sign, _SIZE


def _legend(board: Board, given: Handed, y: float) -> None:
    """Draw each look that occurs, as wide as it stands in the table, with what it means."""
    sample = min(square_width(given), SAMPLE)
    for line in legend(given):
        x = 0.0
        for kind in line:
            _square(board, kind, x, y - 1.9, sample, 3.8)
            text = say(f"{_W}.means.{kind}")
            board.text(x + sample + 1, y, text, _SIZE, upright="center")
            x += key_width(given, kind) + 4
        y -= KEY
