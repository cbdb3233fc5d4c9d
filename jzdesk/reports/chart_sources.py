"""Which source a pollutant comes from: a year's emissions by source, as the form has them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from jzdesk.models.entry import Key
from jzdesk.models.form import Form, Row
from jzdesk.models.snapshot import Frozen
from jzdesk.reports.chart_data import Chart, Spot, chart_of, decimal, figure
from jzdesk.words import say

SOURCES = "sources"
BLOCKS = ("industry", "agriculture", "living", "mobile", "facility")
"""The sources, in the order of the form; only those of one of them are told each quarter."""
_COLUMN = "final"
_LINE = 7.2  # mm


@dataclass(frozen=True, slots=True)
class Share:
    """What one source emits of a pollutant; None where the form has a cell and no figure."""

    source: str
    value: Decimal | None
    spot: Spot


@dataclass(frozen=True, slots=True)
class Mixture:
    """One pollutant by source. `lacking` names the sources whose figures are not there."""

    name: str
    unit: str
    places: int
    shares: tuple[Share, ...]
    lacking: tuple[str, ...]

    @property
    def total(self) -> Decimal:
        """The sum of what is known."""
        return sum((s.value for s in self.shares if s.value is not None), Decimal(0))

    @property
    def drawable(self) -> bool:
        """There are parts of a whole: something above nothing, and nothing below."""
        return self.total > 0 and all(s.value is None or s.value >= 0 for s in self.shares)


def sources_chart(frozen: Frozen, form: Form) -> Chart | None:
    """Return a year's emissions by source; None where no pollutant has two sources with figures."""
    if frozen.period.kind != "year":
        return None
    rows: dict[str, list[Row]] = {}
    for row in frozen.rows(form):
        if row.block_role in BLOCKS and _COLUMN in row.columns and not row.derived:
            rows.setdefault(row.role.partition(".")[0], []).append(row)
    items = tuple(m for m in (_mixture(frozen, form, found) for found in rows.values()) if _told(m))
    if not any(sum(s.value is not None for s in m.shares) > 1 for m in items):
        return None
    return chart_of(frozen, SOURCES, items, height=18 + _LINE * len(items))


def _told(mixture: Mixture) -> bool:
    return any(share.value is not None for share in mixture.shares)


def _mixture(frozen: Frozen, form: Form, rows: list[Row]) -> Mixture:
    shares, lacking = [], []
    for row in rows:
        key = Key(form.id, row.code, _COLUMN)
        value, source = (
            decimal(frozen, form.id, row.code, _COLUMN),
            say(f"reports.charts.sources.{row.block_role}"),
        )
        name = say("reports.charts.spot.source", name=row.name, source=source)
        spot = Spot(key, frozen.period, name, *figure(value, row.decimals, row.unit))
        shares.append(Share(row.block_role, value, spot))
        if value is None:
            lacking.append(source)
    return Mixture(rows[0].name, rows[0].unit, rows[0].decimals, tuple(shares), tuple(lacking))
