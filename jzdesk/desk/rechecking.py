"""The checks run anew by the city: over what an upload holds, with what the county handed in before.

The county's outcomes, as they came with the file, and the city's are kept apart; told is where they differ.
What the city cannot judge for want of an earlier file is no difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from jzdesk.desk import coverage
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError
from jzdesk.models import backfill, checks, quantity, taking_back, waiver
from jzdesk.models.checks import FAILED, NOT_APPLICABLE, NOT_RUN, Finding
from jzdesk.models.entry import Cell, Key, Stamp
from jzdesk.models.form import OwnRow
from jzdesk.models.period import Period
from jzdesk.models.sheet import Sheet
from jzdesk.models.snapshot import Frozen
from jzdesk.models.taking_back import Entered

CITY_FOUND, COUNTY_FOUND, OTHER_FIGURES = "city", "county", "figures"
"""Who found what the other did not, or that both found it, of different figures."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One outcome in which county and city differ; `message` is that of whoever found something."""

    kind: str
    rule: str
    severity: str
    trial: bool
    keys: tuple[str, ...]
    message: str
    remedy: str = ""
    explanation: str = ""

    def plain(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "found_by": self.kind, "rule": self.rule, "severity": self.severity, "trial": self.trial,
            "keys": list(self.keys), "message": self.message, "remedy": self.remedy,
            "explanation": self.explanation or None,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Recheck:
    """Both offices' counts of outcomes, and where they differ; `refused` says why it was not run."""

    county: Mapping[str, int]
    city: Mapping[str, int]
    differences: tuple[Difference, ...] = ()
    refused: str = ""

    @property
    def agrees(self) -> bool:
        """The city finds what the county found, and nothing else."""
        return not (self.differences or self.refused)

    def plain(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "agrees": self.agrees, "county": dict(self.county), "city": dict(self.city),
            "differences": [one.plain() for one in self.differences], "refused": self.refused or None,
        }  # fmt: skip


def recheck(office: Office, content: Mapping[str, Any]) -> Recheck:
    """Run every check of an upload's period over what it holds."""
    try:
        outcomes = checks.run(sheet_of(office, content))
    except RefusedError as error:
        return Recheck(content["counts"], {}, refused=error.sentence)
    return Recheck(
        content["counts"], checks.counts(outcomes), tuple(_differences(content["findings"], outcomes))
    )


def _differences(theirs: Iterable[Mapping[str, Any]], ours: Iterable[Finding]) -> Iterable[Difference]:
    came = {(f["rule"], tuple(f["keys"])): f for f in theirs}
    found = {(f.rule, tuple(map(str, f.keys))): f for f in ours}
    for spot, one in found.items():
        was = came.get(spot)
        if one.result in {FAILED, NOT_RUN} and was is None:
            yield _ours(CITY_FOUND, one)
        elif one.result == FAILED and was is not None and _figures(was) != one.figures:
            yield _ours(OTHER_FIGURES, one)
    for spot, told in came.items():
        here = found.get(spot)
        if here is None or here.result not in {FAILED, NOT_RUN, NOT_APPLICABLE}:
            yield Difference(
                COUNTY_FOUND, told["rule"], told["severity"], bool(told["trial"]), spot[1], told["message"],
                explanation=told["explanation"] or "",
            )  # fmt: skip


def _ours(kind: str, one: Finding) -> Difference:
    return Difference(
        kind, one.rule, one.severity, one.trial, tuple(map(str, one.keys)), one.message, one.remedy,
        one.explanation or "",
    )  # fmt: skip


def _figures(told: Mapping[str, Any]) -> str:
    return "|".join(told.get(name) or "" for name in ("left", "right", "difference"))


# A county's sheet, as far as its files tell


def sheet_of(office: Office, content: Mapping[str, Any]) -> Sheet:
    """Return the sheet an upload was made from, with what counts of the county's earlier periods."""
    unit, period = str(content["unit"]), Period.parse(content["period"])
    now = Frozen(content, office.catalogue_of(content["catalogue"]))
    here = _entered(now)
    before = _before(office, unit, period) | _backfilled(office, content)
    return Sheet(
        catalogue=now.catalogue, unit=unit, period=period, cells=here.cells,
        earlier={p: known.cells for p, known in before.items()}, own=_own_rows({**before, period: here}),
        nil=here.nil, explanations=taking_back.explanations(content),
        earlier_nil={p: known.nil for p, known in before.items()}, stamps=_stamps({**before, period: here}),
        waived=waiver.in_force(now.catalogue.waivers, unit, period),
    )  # fmt: skip


def _entered(frozen: Frozen) -> Entered:
    """Return what was entered, each figure as a store holds it: findings tell it without surplus zeros."""
    found = taking_back.entered(frozen)
    return replace(found, cells={key: _stored(cell) for key, cell in found.cells.items()})


def _stored(cell: Cell) -> Cell:
    number = cell.number
    return cell if number is None else replace(cell, value=Decimal(quantity.plain_any(number)))


def _before(office: Office, unit: str, period: Period) -> dict[Period, Entered]:
    """Return what counts of an office's earlier periods, and of the quarters inside this one."""
    periods = {s.period for s in office.store.submissions(unit)}
    found: dict[Period, Entered] = {}
    for known in sorted(p for p in periods if p != period and p.last_day <= period.last_day):
        content = coverage.content_of(office, known, unit)
        if content is not None:
            found[known] = _entered(Frozen(content, office.catalogue_of(content["catalogue"])))
    return found


def _backfilled(office: Office, content: Mapping[str, Any]) -> dict[Period, Entered]:
    """Return the 历史补录 that an upload carries."""
    catalogue = office.catalogue_of(content["catalogue"])
    return {p: _entered(backfill.view(content, catalogue, p)) for p in backfill.periods(content)}


def _own_rows(known: Mapping[Period, Entered]) -> tuple[OwnRow, ...]:
    """Return the office's own rows, each since the first period in which it is told of."""
    found: dict[tuple[str, str], OwnRow] = {}
    for period in sorted(known):
        for row in known[period].rows:
            found.setdefault((row.form, row.code), replace(row, since=period))
    return tuple(found.values())


def _stamps(known: Mapping[Period, Entered]) -> dict[Period, Mapping[Key, Stamp]]:
    return {period: entered.stamps for period, entered in known.items() if entered.stamps}
