"""A scoring scheme that the city loads: points of items, and which share of them each judgement is worth.

The plan has no points, so there are none without a scheme. What is not judged, and above all what has no
data, scores nothing and is told apart: neither as reached nor as missed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from jzdesk.errors import JzdeskError, RefusedError
from jzdesk.models import quantity
from jzdesk.models.assess.finishing import NOT_DUE
from jzdesk.models.assess.judge import BEHIND, MET, ON_TRACK
from jzdesk.models.catalogue import Catalogue
from jzdesk.models.evaluation.indicators import group_of
from jzdesk.models.evaluation.result import PREVIOUS, PROJECTS, TASKS, Evaluation, Item, Score, Scores
from jzdesk.models.mapping.grid import Grid
from jzdesk.words import say

SHARED = (MET, ON_TRACK, NOT_DUE, BEHIND)
"""The judgements a scheme gives a share to; it must give each of them one."""
PLACES = 2
_ITEMS, _VERDICTS = "items", "verdicts"
Cell = tuple[str, int, int]
"""Sheet, row and column."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """Its name, the points of each item by code, and the percent of them by judgement; plain decimals."""

    name: str
    points: Mapping[str, str]
    shares: Mapping[str, str]

    def plain(self) -> dict[str, Any]:
        """Return it as JSON can hold it."""
        return asdict(self)


def read(name: str, grids: Sequence[Grid], catalogue: Catalogue) -> Scheme:
    """Return the scheme written in a workbook; refuse one with anything wrong, naming every cell of it."""
    known = _known(catalogue)
    points: dict[str, str] = {}
    shares: dict[str, str] = {}
    wrong: list[str] = []
    for kind, cell, what, text in _lines(grids):
        found, most = (points, None) if kind == _ITEMS else (shares, Decimal(100))
        code = known.get(what, "") if kind == _ITEMS else what if what in SHARED else ""
        try:
            figure = quantity.parse(text, "%" if kind == _VERDICTS else "", PLACES)
        except JzdeskError as error:
            wrong.append(_told(cell, error.sentence))
            continue
        if not code:
            wrong.append(_told(cell, say(f"models.evaluation.scheme.no_{kind}", text=what)))
        elif code in found:
            wrong.append(_told(cell, say("models.evaluation.scheme.twice", text=what)))
        elif most is not None and figure > most:
            wrong.append(_told(cell, say("models.evaluation.scheme.most", text=text)))
        else:
            found[code] = quantity.plain_any(figure)
    if wrong:
        raise RefusedError(say("models.evaluation.scheme.wrong", name=name, n=len(wrong)), wrong)
    if not points:
        raise RefusedError(say("models.evaluation.scheme.none", name=name))
    missing = [word for word in SHARED if word not in shares]
    if missing:
        raise RefusedError(say("models.evaluation.scheme.missing", name=name, words="、".join(missing)))
    return Scheme(name, points, {word: shares[word] for word in SHARED})


def _told(cell: Cell, sentence: str) -> str:
    sheet, row, column = cell
    return say("models.evaluation.scheme.cell", sheet=sheet, row=row, column=column, text=sentence)


def offered(catalogue: Catalogue) -> tuple[tuple[str, str, str], ...]:
    """Return what may be given points: group, name, and what it is called in a scheme.

    That is its number, and of an indicator its name. The indicators of the plan before are over.
    """
    data = catalogue.data
    own = [(group_of(data, one), one) for one in data["indicators"]]
    found = [(group, one["name"], one["name"]) for group, one in own if group != PREVIOUS]
    found += [(TASKS, one["name"], one["code"]) for one in data["milestones"]]
    found += [(PROJECTS, one["name"], one["code"]) for one in data["projects"]]
    return tuple(found)


def _known(catalogue: Catalogue) -> dict[str, str]:
    """Return the codes of all items by code and by name; a name that several have is none."""
    codes: dict[str, str] = {}
    names: dict[str, list[str]] = {}
    for room in ("indicators", "milestones", "projects"):
        for one in catalogue.data[room]:
            codes[one["code"]] = one["code"]
            if room != "indicators" or group_of(catalogue.data, one) != PREVIOUS:
                names.setdefault(one["name"], []).append(one["code"])
    return {name: found[0] for name, found in names.items() if len(found) == 1} | codes


def _lines(grids: Sequence[Grid]) -> Iterator[tuple[str, Cell, str, str]]:
    """Yield each line below a head: of which table, the figure's place, what it is about, and the figure.

    A table is found by its two heads beside each other, and ends with the first empty line.
    """
    heads = {
        (
            say(f"models.evaluation.scheme.head_{kind}"),
            say(f"models.evaluation.scheme.head_{kind}_figure"),
        ): kind
        for kind in (_ITEMS, _VERDICTS)
    }
    for grid in grids:
        for row, column in sorted(grid.cells):
            kind = heads.get((grid.text(row, column), grid.text(row, column + 1)))
            below = row + 1
            while kind is not None and (grid.text(below, column) or grid.text(below, column + 1)):
                cell, figure = (grid.name, below, column + 1), _figure(grid, below, column + 1)
                if figure:  # an item without points is not scored
                    yield kind, cell, grid.text(below, column), figure
                below += 1


def _figure(grid: Grid, row: int, column: int) -> str:
    """Return a figure as it is seen: a cell formatted in percent shows a hundred times what is stored."""
    found = grid.cells.get((row, column))
    if found is None or not found.percent or found.kind != "number":
        return grid.text(row, column)
    return quantity.plain_any(Decimal(found.text) * 100)


def scored(scheme: Scheme, found: Evaluation) -> Scores:
    """Return the points of every item of a scheme by the judgement at the date asked for."""
    items = {item.code: item for item in found.items}
    rows: list[Score] = []
    reached = judged = full = Decimal(0)
    for code, text in scheme.points.items():
        item, whole = items.get(code), Decimal(text)
        points = _points(scheme, item, whole)
        full += whole
        if points is not None:
            reached, judged = reached + points, judged + whole
        shown = "" if points is None else quantity.plain_any(points)
        rows.append(Score(code, item.name if item else code, text, _verdict(item), shown))
    shares = "，".join(say("models.evaluation.scheme.share", what=w, pct=p) for w, p in scheme.shares.items())
    sums = (quantity.plain_any(one) for one in (reached, judged, full))
    return Scores(scheme.name, shares, tuple(rows), *sums)


def _points(scheme: Scheme, item: Item | None, whole: Decimal) -> Decimal | None:
    """Return what an item scores; None where it is not judged, as nothing without data is."""
    if item is None:
        return None
    share = scheme.shares.get(item.main.seen[0].verdict)
    return None if share is None else quantity.rounded(whole * Decimal(share) / 100, PLACES)


def _verdict(item: Item | None) -> str:
    if item is None or item.main.seen[0].lacks:
        return say("models.evaluation.scheme.no_data")
    return item.main.seen[0].verdict
