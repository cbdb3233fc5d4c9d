"""Rankings made from the counties' sheets: what is measured, on what basis, and who cannot be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from jzdesk.models import derive, quantity, roles
from jzdesk.models.assess.case import CITY, Case
from jzdesk.models.assess.from_forms import projects_of
from jzdesk.models.assess.from_sheet import case_of, pooled_case
from jzdesk.models.assess.rates import four_rates
from jzdesk.models.bulletin.slow import lamps_of
from jzdesk.models.bulletin.values import Board, Entry, Ranked
from jzdesk.models.catalogue import Catalogue
from jzdesk.models.entry import Key
from jzdesk.models.form import Row
from jzdesk.models.ranking import places
from jzdesk.models.sheet import Sheet
from jzdesk.words import say

RATES = ("started", "invested", "funded", "on_time")
_LEAST = 2  # to be compared it takes two


@dataclass(frozen=True, slots=True)
class Reading:
    """What one county has of a measure. `basis` is that of an air value; `why` says why there is none."""

    value: Decimal | None
    base: Decimal | None = None
    over: str = ""
    under: str = ""
    basis: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """Something counties are ranked by; `read` looks it up in a county's sheet."""

    code: str
    unit: str
    decimals: int
    up: bool
    compared: bool
    read: Callable[[Sheet], Reading]


def groups(catalogue: Catalogue) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the groups that are ranked apart, 县（市） and 城区, each with its counties; none is empty."""
    counties = [d for d in catalogue.divisions if d.code != CITY]
    found = {
        name: tuple(d.code for d in counties if (d.kind == "county") == (name == "county"))
        for name in ("county", "urban")
    }
    return tuple((say(f"models.bulletin.group.{name}"), codes) for name, codes in found.items() if codes)


def boards(
    catalogue: Catalogue, sheets: Mapping[str, Sheet], states: Mapping[str, str],
    approved: Mapping[str, Sheet] | None = None,
) -> tuple[Board, ...]:  # fmt: skip
    """Return every ranking; `states` says how far the file of a county is that has no sheet.

    Places go by what was reported. `approved` are the sheets of counties with 核定数, these put in.
    """
    found = each(catalogue, sheets, states)
    return tuple(
        _beside(board, measure, approved or {}) for board, measure in zip(found, MEASURES, strict=True)
    )


def each(
    catalogue: Catalogue, sheets: Mapping[str, Sheet], states: Mapping[str, str]
) -> Iterator[Board]:  # fmt: skip
    """Yield every ranking by what was reported."""
    for measure in MEASURES:
        yield _board(measure, catalogue, sheets, states)


def _beside(board: Board, measure: Measure, approved: Mapping[str, Sheet]) -> Board:
    """Return a ranking with what 核定数 make of its figures, where that is another."""
    if not approved:
        return board
    groups_ = tuple(replace(g, entries=tuple(_judged(e, measure, approved) for e in g.entries))
                    for g in board.groups)  # fmt: skip
    return replace(board, groups=groups_)


def _judged(entry: Entry, measure: Measure, approved: Mapping[str, Sheet]) -> Entry:
    value = measure.read(approved[entry.unit]).value if entry.unit in approved else None
    told = "" if value is None else quantity.plain(value, measure.decimals)
    return entry if told == (entry.value or "") else replace(entry, approved=told)


def _board(
    measure: Measure, catalogue: Catalogue, sheets: Mapping[str, Sheet], states: Mapping[str, str]
) -> Board:
    read = {unit: measure.read(sheet) for unit, sheet in sheets.items()}
    basis = common(one.basis for one in read.values() if one.value is not None)
    found = []
    for name, codes in groups(catalogue):
        entries = [
            _entry(catalogue, unit, read.get(unit), states.get(unit, ""), basis, measure.decimals)
            for unit in codes
        ]
        found.append(Ranked(name, ranked(entries, up=measure.up)))
    name = say(f"models.bulletin.measure.{measure.code}")
    return Board(
        measure.code, name, measure.unit, measure.decimals, measure.up, measure.compared, tuple(found)
    )


def common(bases: Iterable[str]) -> str:
    """Return the basis most figures have; of two as frequent, the one that sorts first."""
    counted = Counter(bases)
    return min(counted, key=lambda basis: (-counted[basis], basis), default="")


def _entry(
    catalogue: Catalogue, unit: str, read: Reading | None, state: str, basis: str, decimals: int
) -> Entry:
    name = catalogue.division(unit).name
    if read is None:
        return Entry(unit, name, why=say("models.bulletin.why.not_in", state=state))
    if read.value is None:
        return Entry(unit, name, over=read.over, under=read.under, why=read.why or _open())
    why = say("models.bulletin.why.basis") if read.basis != basis else ""
    base = None if read.base is None else quantity.plain(read.base, decimals)
    return Entry(unit, name, quantity.plain(read.value, decimals), base, read.over, read.under, why=why)


def _open() -> str:
    return say("models.bulletin.why.open")


def ranked(entries: Iterable[Entry], *, up: bool) -> tuple[Entry, ...]:
    """Return entries with their places, those without one behind the others in the order given.

    One alone has no place: there is nobody to be compared with.
    """
    given = list(entries)
    values = {e.unit: Decimal(e.value) for e in given if e.value is not None and not e.why}
    found = places(values, up=up) if len(values) >= _LEAST else {}
    placed = [
        replace(e, place=found[e.unit].place, tied=found[e.unit].tied) if e.unit in found else e
        for e in given
    ]
    return tuple(sorted(placed, key=lambda e: (e.place is None, e.place or 0)))


# What is measured


def case_behind(code: str, sheet: Sheet) -> Case | None:
    """Return the case that a measure reads, where it is one of an indicator."""
    form = sheet.catalogue.form_as(roles.QUALITY)
    if form is None:
        return None
    if code in roles.POOLS:
        block = form.block_as(code)
        pools = sheet.catalogue.pools.items()
        answers = next((i for i, (_, own) in pools if block is not None and own == block.code), None)
        return None if block is None or answers is None else pooled_case(sheet, form.id, block.code, answers)
    row = sheet.row_as(form.id, code)
    return None if row is None else case_of(sheet, form.id, row)


def _of_row(code: str) -> Callable[[Sheet], Reading]:
    """Return what reads a row's figure of the year so far, and the one of a year before on the same basis."""

    def read(sheet: Sheet) -> Reading:
        case = case_behind(code, sheet)
        return Reading(None) if case is None else _of_case(case)

    return read


def _of_case(case: Case) -> Reading:
    value, before = case.value, case.series.get(case.at.last_year)
    here = case.bases.get(case.at, "")
    same = here == case.bases.get(case.at.last_year, "")
    base = before if isinstance(before, Decimal) and same else None
    return Reading(value if isinstance(value, Decimal) else None, base, basis=here)


def _of_pool(block: str) -> Callable[[Sheet], Reading]:
    """Return what reads ΣN/ΣD of the year so far over the rows of a block."""

    def read(sheet: Sheet) -> Reading:
        rows = _listed(sheet, block)
        if not rows:
            return Reading(None, why=say(f"models.bulletin.why.no_{block}"))
        case = case_behind(block, sheet)
        if case is None:
            return Reading(None)
        found = _of_case(case)
        sums = {code: _sum(sheet, block, code) for code in ("numerator", "denominator")}
        return replace(found, over=sums["numerator"], under=sums["denominator"])

    return read


def _listed(sheet: Sheet, block: str) -> list[Row]:
    """Return the rows of the block of 环境质量 with a role."""
    every = sheet.rows(sheet.catalogue.id_as(roles.QUALITY))
    return [r for r in every if r.block_role == block and not r.derived]


def _sum(sheet: Sheet, block: str, code: str) -> str:
    """Return the sum of the year so far over a block's rows, as printed; empty where a part is missing."""
    form = sheet.catalogue.form_as(roles.QUALITY)
    column = None if form is None else form.column(code)
    rows = _listed(sheet, block)
    if form is None or column is None:
        return ""
    missing: list[str] = []
    found = [derive.year_to_date(sheet, Key(form.id, r.code, code), r, column, missing) for r in rows]
    total = derive.sum_known(found)
    return "" if missing or total is None else quantity.show(total, rows[0].decimals)


def _tasks(sheet: Sheet) -> Reading:
    """Read which share of the tasks that apply is done."""
    lamps = lamps_of(sheet)
    if not lamps.total:
        return Reading(None, why=say("models.bulletin.why.no_tasks"))
    rate = quantity.quotient(Decimal(lamps.done * 100), Decimal(lamps.total), 1)
    return Reading(rate, over=str(lamps.done), under=str(lamps.total))


def _rate(number: int) -> Callable[[Sheet], Reading]:
    """Return what reads one of 四率."""

    def read(sheet: Sheet) -> Reading:
        rate = four_rates(projects_of(sheet), sheet.period)[number]
        places_ = 0 if rate.counts else 2
        parts = (quantity.show(n, places_) for n in (rate.numerator, rate.denominator))
        return Reading(rate.value, None, *parts, why=rate.why)

    return read


_MICRO, _PERCENT = "微克/立方米", "%"
MEASURES = (
    Measure("pm25", _MICRO, 0, False, True, _of_row("pm25")),
    Measure("pm10", _MICRO, 0, False, True, _of_row("pm10")),
    Measure("good_days", _PERCENT, 1, True, True, _of_row("good_days")),
    *(Measure(block, _PERCENT, 1, True, True, _of_pool(block)) for block in roles.POOLS),
    Measure("tasks", _PERCENT, 1, True, False, _tasks),
    *(Measure(code, _PERCENT, 1, True, False, _rate(n)) for n, code in enumerate(RATES)),
)
