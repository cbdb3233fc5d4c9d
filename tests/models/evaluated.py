"""What the city knows, made up: sheets of offices with a few figures, for the tests of the evaluation."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path

from jzdesk.models.catalogue import CITY, Catalogue
from jzdesk.models.entry import Cell, Key
from jzdesk.models.evaluation.known import Known
from jzdesk.models.evaluation.result import Evaluation, Item, Line, Seen
from jzdesk.models.evaluation.whole import Head, evaluate
from jzdesk.models.form import OwnRow
from jzdesk.models.period import Period
from jzdesk.models.plan_source import load
from jzdesk.models.sheet import Sheet

Figures = Mapping[str, str]
Offices = Mapping[str, Mapping[str, Figures]]
PLAN = Path(__file__).parents[2] / "resources" / "plan" / "jiaozuo-13fyp"
WUZHI, XIUWU = "410823", "410821"
CODE = "0123456789abcdef"


@cache
def catalogue() -> Catalogue:
    return Catalogue(load(PLAN))


def known(
    at: str, offices: Offices | None = None, *, whole: Mapping[str, Figures] | None = None,
    own: tuple[OwnRow, ...] = (), cat: Catalogue | None = None,
) -> Known:  # fmt: skip
    """Return what the city knows at the end of `at`, by office, period and KEY (`-` before a reason)."""
    plan, end = cat or catalogue(), Period.parse(at)
    given = {**{unit: {} for unit in (CITY, *plan.counties)}, **(offices or {})}
    sheets: dict[str, Sheet] = {}
    for unit, periods in given.items():
        cells = {Period.parse(p): _cells(plan, found) for p, found in periods.items()}
        cells = {p: c for p, c in cells.items() if p.last_day <= end.last_day}
        now = end.inside("year") if end.last_day.month == 12 else end
        earlier = {p: c for p, c in cells.items() if p != now}
        mine = tuple(o for o in own if unit in o.code or unit == WUZHI)
        sheets[unit] = Sheet(plan, unit, now, cells.get(now, {}), earlier, own=mine)
    codes = {unit: {p: CODE for p in (*s.earlier, s.period) if s.at(p)} for unit, s in sheets.items()}
    said = {
        Period.parse(p): {Key.parse(k): Decimal(v) for k, v in found.items()}
        for p, found in (whole or {}).items()
    }
    return Known(plan, end, sheets, codes, said)


def _cells(plan: Catalogue, found: Figures) -> dict[Key, Cell]:
    return {Key.parse(name): _cell(plan, Key.parse(name), text) for name, text in found.items()}


def _cell(plan: Catalogue, key: Key, text: str) -> Cell:
    if text.startswith("-"):
        return Cell(blank=text[1:])
    column = plan.find(key)[1]
    return Cell(Decimal(text) if column.kind == "number" else text)


def head(*, kind: str = "midterm", draft: bool = False) -> Head:
    return Head(kind, draft, False, "焦作市环境保护局", "2019-03-01")


def of(*dates: Known, kind: str = "midterm", draft: bool = False) -> Evaluation:
    return evaluate(head(kind=kind, draft=draft), dates)


def item(found: Evaluation, code: str) -> Item:
    return next(one for one in found.items if one.code == code)


def main(found: Evaluation, code: str) -> Line:
    return item(found, code).main


def seen(found: Evaluation, code: str) -> Seen:
    return main(found, code).seen[0]


def everywhere(figures: Mapping[str, Figures], plan: Catalogue | None = None) -> Offices:
    """Return the same figures for all eleven counties."""
    return dict.fromkeys((plan or catalogue()).counties, figures)
