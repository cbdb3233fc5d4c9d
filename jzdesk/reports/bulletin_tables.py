"""The tables of a 季度通报: places in the groups, tasks by their lamps, names of the slow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jzdesk.models import quantity
from jzdesk.models.bulletin.values import NOT_STARTED, Board, Bulletin, Entry, Lamps, Slow, Stand
from jzdesk.reports import bulletin_sentences as sentences
from jzdesk.reports import official
from jzdesk.reports.document import CENTRE, RIGHT, WHOLE, Cell, Grid, GridRow, HeadCell
from jzdesk.reports.stamp import day
from jzdesk.words import say

_W = "reports.bulletin.head"
_SIZE, _LEAST = 9.0, 6.0
_NAME, _ROOM = 30.0, 156.0
_PARTS, _VALUE, _CHANGE, _PLACE = 18.0, 13.0, 15.0, 12.0


@dataclass(frozen=True, slots=True)
class Shown:
    """How one ranking stands in a table: with the two figures of its rate, with the change, or without."""

    board: Board
    parts: bool = False

    @property
    def heads(self) -> tuple[tuple[str, float], ...]:
        """Its columns with their widths in millimetres, before they share the room."""
        found = [(say(f"{_W}.parts_{self.board.code}"), _PARTS)] if self.parts else []
        found.append((say(f"{_W}.value"), _VALUE))
        if self.board.compared:
            word = "change_points" if self.board.unit == "%" else "change"
            found.append((say(f"{_W}.{word}"), _CHANGE))
        return (*found, (say(f"{_W}.place"), _PLACE))

    def cells(self, entry: Entry) -> tuple[Cell, ...]:
        """Return its cells for one county; the reason stands across them where there is no figure."""
        width = len(self.heads)
        if entry.value is None:
            return (Cell(entry.why, CENTRE, span=width),)
        parts = (
            say(f"{_W}.of", over=entry.over, under=entry.under) if entry.under else say("models.derive.dash")
        )
        found = [Cell(parts, CENTRE, whole=True)] if self.parts else []
        value = Decimal(entry.value)
        found.append(Cell(quantity.show(value, self.board.decimals), RIGHT, whole=True, number=value,
                          places=self.board.decimals))  # fmt: skip
        if self.board.compared:
            found.append(Cell(sentences.change(self.board, entry), RIGHT, whole=True))
        return (*found, Cell(place_of(entry), CENTRE, whole=True))


def place_of(entry: Entry) -> str:
    """Return a place as it is read: one that is shared says so, none is a dash."""
    if entry.place is None:
        return say(f"{_W}.unranked") if entry.why else say("models.derive.dash")
    return say(f"{_W}.tied" if entry.tied else f"{_W}.alone", place=entry.place)


def ranking(shown: Sequence[Shown]) -> Grid:
    """Return rankings side by side, a band for each group; lines lie by the first ranking's places."""
    columns = [(shown_one, head) for shown_one in shown for head in shown_one.heads]
    room = (_ROOM - _NAME) / sum(width for _, (_, width) in columns)
    widths = (_NAME, *(width * room for _, (_, width) in columns))
    upper, lower = [HeadCell(say(f"{_W}.county"), 0, lines=2)], []
    at = 1
    for one in shown:
        named = say(f"{_W}.measure", name=one.board.name, unit=one.board.unit)
        upper.append(HeadCell(named, at, columns=len(one.heads)))
        lower += [HeadCell(text, at + n) for n, (text, _) in enumerate(one.heads)]
        at += len(one.heads)
    return Grid(
        widths, (tuple(upper), tuple(lower)), tuple(_ranked_rows(shown)), stubs=1, size=_SIZE, least=_LEAST
    )


def _ranked_rows(shown: Sequence[Shown]) -> list[GridRow]:
    rows: list[GridRow] = []
    for number, group in enumerate(shown[0].board.groups):
        told = say(f"{_W}.group", group=group.name, n=len(group.entries))
        rows.append(GridRow("band", (Cell(told, span=WHOLE, bold=True),)))
        others = [{e.unit: e for e in one.board.groups[number].entries} for one in shown]
        for entry in group.entries:
            own = [known[entry.unit] for known in others]
            rows.append(GridRow("row", (Cell(entry.name), *_side_by_side(shown, own))))
    return rows


def _side_by_side(shown: Sequence[Shown], own: Sequence[Entry]) -> list[Cell]:
    """Return a county's cells in every ranking; one reason for all of them is told once."""
    reasons = {one.why for one in own}
    if len(reasons) == 1 and all(one.value is None for one in own):
        return [Cell(own[0].why, CENTRE, span=sum(len(one.heads) for one in shown))]
    return [cell for one, entry in zip(shown, own, strict=True) for cell in one.cells(entry)]


_LAMPS = ("total", "done", "green", "yellow", "red", "not_started")


def tasks(given: Bulletin) -> Grid:
    """Return each county's tasks by their lamps beside the place its share of finished ones has."""
    board, lamps = given.board("tasks"), {one.unit: one for one in given.lamps}
    heads = [say(f"{_W}.county"), *(say(f"{_W}.lamp_{name}") for name in _LAMPS), say(f"{_W}.rate"),
             say(f"{_W}.place")]  # fmt: skip
    widths = (_NAME, *((_ROOM - _NAME) / (len(heads) - 1) for _ in heads[1:]))
    rows: list[GridRow] = []
    for group in board.groups:
        told = say(f"{_W}.group", group=group.name, n=len(group.entries))
        rows.append(GridRow("band", (Cell(told, span=WHOLE, bold=True),)))
        rows += [_lamp_row(entry, board, lamps) for entry in group.entries]
    return Grid(
        widths, (tuple(HeadCell(text, n) for n, text in enumerate(heads)),), tuple(rows), stubs=1,
        size=_SIZE, least=_LEAST,
    )  # fmt: skip


def _lamp_row(entry: Entry, board: Board, lamps: Mapping[str, Lamps]) -> GridRow:
    own = lamps.get(entry.unit)
    if own is None:
        return GridRow("row", (Cell(entry.name), Cell(entry.why, CENTRE, span=len(_LAMPS) + 2)))
    counts = [getattr(own, name) for name in _LAMPS]
    rate = say("models.derive.dash") if entry.value is None else sentences.figure(board, entry.value)
    cells = [Cell(entry.name), *(Cell(str(n), RIGHT, number=Decimal(n)) for n in counts), Cell(rate, RIGHT)]
    return GridRow("row", (*cells, Cell(place_of(entry), CENTRE)))


# Names

_SLOW = (("unit", 20.0), ("title", 43.0), ("level", 15.0), ("due", 20.0), ("state", 15.0), ("text", 43.0))


def slow(found: Sequence[Slow], sort: str) -> Grid:
    """Return the names of what is slow, county by county, each with its level and what is known of it."""
    heads = [HeadCell(say(f"{_W}.{name}_{sort}" if name in {"title", "due", "state"} else f"{_W}.{name}"), n)
             for n, (name, _) in enumerate(_SLOW)]  # fmt: skip
    rows = tuple(_slow_row(one) for one in found)
    return Grid(tuple(width for _, width in _SLOW), (tuple(heads),), rows, stubs=1, size=_SIZE, least=_LEAST)


def _slow_row(one: Slow) -> GridRow:
    return GridRow(
        "row",
        (Cell(one.name), Cell(one.title),
         Cell(sentences.level_word(one.level, one.sort), CENTRE, bold=one.level != NOT_STARTED),
         Cell(official.read_due(one.due), CENTRE), Cell(one.state, CENTRE), Cell(told_of(one))),
    )  # fmt: skip


def told_of(one: Slow) -> str:
    """Return what is known of the progress, and the office's own reason behind it."""
    text = official.read_dates(one.text)
    return say("reports.bulletin.reason", text=text, reason=one.reason) if one.reason else text


_LATE = (("county", 40.0), ("file_state", 30.0), ("received_on", 36.0), ("days", 50.0))


def late(given: Bulletin, stands: Sequence[Stand]) -> Grid:
    """Return the counties that are missing or late, with the day their file came and how late it is."""
    heads = tuple(HeadCell(say(f"{_W}.{name}"), n) for n, (name, _) in enumerate(_LATE))
    rows = tuple(
        GridRow("row", (Cell(one.name), Cell(one.state, CENTRE), Cell(_came(one), CENTRE),
                        Cell(lateness(given, one), CENTRE)))
        for one in stands
    )  # fmt: skip
    return Grid(tuple(width for _, width in _LATE), (heads,), rows, stubs=1, size=10.5, least=8)


def _came(one: Stand) -> str:
    return day(one.received_on) if one.received_on else say("models.derive.dash")


def lateness(given: Bulletin, one: Stand) -> str:
    """Return by how many days a county is late, or that its day has not come."""
    if not given.due:
        return say("reports.bulletin.days.unknown")
    if not one.days:
        return say("reports.bulletin.days.in_time" if one.received else "reports.bulletin.days.not_yet")
    return say("reports.bulletin.days.late" if one.received else "reports.bulletin.days.over", n=one.days)
