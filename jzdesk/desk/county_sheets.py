"""An office's sheet made from snapshots: of one file, of all that counts of it, or as it was signed."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from jzdesk.desk import backfilled, coverage
from jzdesk.desk.office import Office
from jzdesk.models import backfill, quantity, taking_back, waiver
from jzdesk.models.catalogue import CITY
from jzdesk.models.entry import Cell, Key, Stamp
from jzdesk.models.form import OwnRow
from jzdesk.models.period import Period
from jzdesk.models.sheet import Sheet
from jzdesk.models.snapshot import Frozen
from jzdesk.models.taking_back import Entered
from jzdesk.store.submissions import Submission

Counting = Generator[None, None, tuple[Sheet, dict[Period, str]]]
"""Looks at one file after the other."""
_FROZEN, _WITHDRAWN = "frozen", "withdrawn"
_BEHIND = "behind"
"""Under this name a snapshot remembers, by number, those of earlier periods on which it stands."""


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


def counted(office: Office, unit: str, at: Period, looked_at: dict[int, Entered]) -> Counting:
    """Return the sheet of all that counts of a county up to the end of `at`, and each period's 校验码.

    The 历史补录 is that of the newest of these files. What was `looked_at` before, by the file's id, is not
    looked at again; between two files it yields.
    """
    files = [s for s in coverage.counted_ever(office, unit) if s.period.last_day <= at.last_day]
    carriers = backfilled.newest(office, files)
    known: dict[Period, Entered] = {}
    codes: dict[Period, str] = {}
    if unit in carriers:
        known |= _backfilled(office, carriers[unit].content)
    for one in files:
        if one.id not in looked_at:
            content = json.loads(office.store.submission_content(one.id))
            looked_at[one.id] = _entered(Frozen(content, office.catalogue_of(content["catalogue"])))
            yield
        known[one.period] = looked_at[one.id]
        codes[one.period] = one.code
    return _whole(office, unit, at, known), codes


def behind(office: Office, period: Period) -> dict[str, Any]:
    """Return what a snapshot made now remembers: those of earlier periods on which its charts stand.

    Of each period it is the newest, handed in or only printed for signature. Kept by number, the set stays
    what it was, whatever is handed in, taken back or corrected afterwards.
    """
    found = _newest(office.store.submissions(office.unit), period)
    return {_BEHIND: [one.id for one in found]}


def signed(office: Office, period: Period, number: int) -> Sheet:
    """Return the office's own sheet of a period as a snapshot has it, on those it was made on.

    The 历史补录 is that which the snapshot carries. Nothing that was entered since is in it.
    """
    content = json.loads(office.store.submission_content(number))
    here = _entered(Frozen(content, office.catalogue_of(content["catalogue"])))
    earlier = {p: one.cells for p, one in _backfilled(office, content).items()}
    for one in _fixed(office, period, number):
        known = json.loads(office.store.submission_content(one.id))
        earlier[one.period] = _entered(Frozen(known, office.catalogue_of(known["catalogue"]))).cells
    return replace(office.sheet(period), cells=here.cells, earlier=earlier)


def _fixed(office: Office, period: Period, number: int) -> list[Submission]:
    """Return the snapshots on which one was made; of an older program's, those handed in before it."""
    found = {one.id: one for one in office.store.submissions(office.unit)}
    known = found[number].facts.get(_BEHIND)
    if known is not None:
        return [found[n] for n in known]
    return _newest((s for s in found.values() if s.id < number and s.state != _FROZEN), period)


def _newest(found: Iterable[Submission], period: Period) -> list[Submission]:
    """Return of each earlier period, and of those inside this one, the newest snapshot not taken back."""
    before = (s for s in found if s.period != period and s.period.last_day <= period.last_day)
    return list({one.period: one for one in before if one.state != _WITHDRAWN}.values())


def own(office: Office, at: Period, looked_at: dict[int, Entered]) -> Counting:
    """Return the city's own sheet (市本级) up to the end of `at`: as handed in, else as it stands."""
    handed_in, codes = yield from counted(office, CITY, at, looked_at)
    live = office.sheet(_end(at))
    earlier = {p: cells for p, cells in live.earlier.items() if p.last_day <= at.last_day}
    return replace(
        live,
        catalogue=handed_in.catalogue,
        cells=handed_in.cells or live.cells,
        earlier={**earlier, **{p: handed_in.earlier[p] for p in codes if p in handed_in.earlier}},
        signed_rows=None,
    ), codes


def _end(at: Period) -> Period:
    """Return the longest period that ends with `at`, before which all others lie."""
    year = at.inside("year")
    return year if year.last_day == at.last_day else at


def _whole(office: Office, unit: str, at: Period, known: Mapping[Period, Entered]) -> Sheet:
    now = _end(at)
    here, before = known.get(now, Entered()), {p: e for p, e in known.items() if p != now}
    return Sheet(
        catalogue=office.catalogue.on(at.last_day.isoformat()), unit=unit, period=now, cells=here.cells,
        earlier={p: one.cells for p, one in before.items()}, own=_own_rows(known), nil=here.nil,
        earlier_nil={p: one.nil for p, one in before.items()}, stamps=_stamps(known),
    )  # fmt: skip
