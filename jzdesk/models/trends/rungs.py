"""Shares that a year's form tells, each beside its target, the year before and the base year.

They are all in percent, so that one axis holds them; what has another unit, or a line from the base year
to its target, is followed over the years instead (`tracks.yearly_tracks_of`).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from jzdesk.models import roles
from jzdesk.models.assess.case import Base, Case
from jzdesk.models.assess.judge import assess
from jzdesk.models.entry import Key
from jzdesk.models.form import Row
from jzdesk.models.sheet import Sheet
from jzdesk.models.trends.tracks import Yearly, yearly_cases

PERCENT = "%"


@dataclass(frozen=True, slots=True)
class Rung:
    """One share. `before` is of the year before, `base` of the base year, `target` the figure to reach."""

    name: str
    value: Decimal
    places: int
    before: Decimal | None
    base: Decimal | None
    target: Decimal | None
    text: str
    verdict: str
    key: Key


def rungs_of(sheet: Sheet) -> tuple[Rung, ...]:
    """Return the shares of a year that have a figure and a target, in the order of the form."""
    return tuple(_rung(sheet, one) for one in yearly_cases(sheet) if not one.followed)


def _rung(sheet: Sheet, one: Yearly) -> Rung:
    case, main = one.case, assess(one.case).main
    before = case.series.get(sheet.period.last_year)
    base = case.base(case.start)
    assert isinstance(case.value, Decimal)
    return Rung(
        one.row.name, case.value, one.places,
        before if isinstance(before, Decimal) else None,
        _plain(base) if isinstance(base, Base) else None,
        _target(case, one), main.target_text, main.verdict, _key(sheet, one.row),
    )  # fmt: skip


def _plain(base: Base) -> Decimal:
    return Decimal(base.value.numerator) / Decimal(base.value.denominator)


def _target(case: Case, one: Yearly) -> Decimal | None:
    """Return the target's figure, also of one that names no year."""
    if one.aim is not None:
        return one.aim.value
    target = case.targets[0]
    same = target.get("unit", case.indicator["unit"]) == PERCENT
    return Decimal(target["value"]) if same and isinstance(target.get("value"), str) else None


def _key(sheet: Sheet, row: Row) -> Key:
    return Key(
        sheet.catalogue.id_as(roles.QUALITY), row.code, "final" if "final" in row.columns else row.primary
    )
