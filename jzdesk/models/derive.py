"""What is computed from what was entered: 合计, 累计, 上季, 上年同期, rates. Sums are exact.

Reported figures are never replaced by computed ones. What cannot be computed is None, and
`Computed.missing` says which period is lacking or which basis differs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from jzdesk.models import quantity, targets
from jzdesk.models.entry import EMPTY, MERGED, STAGES, Cell, Key, blank_word
from jzdesk.models.value import COMPARISONS, behaviour_of, places_of, unit_of
from jzdesk.records import dataclass
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.models.form import Column, Form, Row
    from jzdesk.models.period import Period
    from jzdesk.models.sheet import Sheet

_NOTHING_THERE = ("无此项", "不适用", MERGED)


@dataclass(frozen=True, slots=True)
class Computed:
    """What stands beside a figure. Changes are percentages, or 百分点 where `points` is true."""

    ytd: Decimal | None
    previous: Decimal | None
    last_year: Decimal | None
    change_previous: Decimal | None
    change_last_year: Decimal | None
    points: bool
    missing: tuple[str, ...]


def computed(sheet: Sheet, key: Key, row: Row, column: Column) -> Computed | None:
    """Return the comparisons and the 累计 of one numeric cell; None where there are none."""
    behaviour = behaviour_of(row, column)
    if column.kind != "number" or column.signed or column.computes not in {None, "rate", "final"}:
        return None
    missing: list[str] = []
    now = number(sheet, key, row, column, sheet.period)
    ytd = year_to_date(sheet, key, row, column, missing)
    if column.standing == "always":
        return Computed(ytd, None, None, None, None, False, _once(missing))
    previous = _neighbour(sheet, key, row, column, sheet.period.previous, missing)
    last_year = _neighbour(sheet, key, row, column, sheet.period.last_year, missing)
    points = unit_of(row, column) == "%"
    places = places_of(row, column)

    def change(base: Decimal | None) -> Decimal | None:
        if now is None or base is None:
            return None
        return quantity.rounded(now - base, places) if points else quantity.change_pct(now, base)

    across = None if behaviour == "reported_ytd" and sheet.period.index == 1 else change(previous)
    return Computed(ytd, previous, last_year, across, change(last_year), points, _once(missing))


def _once(sentences: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(sentences))


def number(sheet: Sheet, key: Key, row: Row, column: Column, period: Period) -> Decimal | None:
    """Return the figure of a cell in `period`, entered or computed from that period's cells, in its own unit.

    None while it is open or blank for a reason, and for what is no figure. Columns that repeat a comparison
    or the 累计 have a figure in the sheet's own period alone.
    """
    if column.computes is None and not row.sums:
        return sheet.cell_at(period, key, row, column).number
    if column.computes in _BESIDE:
        return _beside(sheet, key, row, column)[0] if period == sheet.period else None
    if row.derived:
        return _total(sheet, key, row, column, period)
    if column.computes in _WITHIN:
        return _WITHIN[column.computes](sheet, key, row, period)
    return sheet.cell_at(period, key, row, column).number


def sources(form: Form, row: Row, column: Column) -> tuple[str, ...]:
    """Return the columns whose cells of the same row and period a computed cell is made from."""
    if column.computes == "rate":
        return ("numerator", "denominator")
    if column.computes in {"final", "gap"}:
        return STAGES
    if column.computes == "funds":
        return _fund_columns(row)
    if column.computes in {"ytd", "since_start", "change_previous", "change_last_year"}:
        made_from = form.column(column.of or row.primary)
        if made_from is None or made_from == column:
            return ()
        return sources(form, row, made_from) if made_from.derived else (made_from.code,)
    return ()


def year_to_date(
    sheet: Sheet, key: Key, row: Row, column: Column, missing: list[str] | None = None
) -> Decimal | None:
    """Return 1—本季累计 by the cell's behaviour, in its unit; `missing` collects the periods lacking.

    None while one is lacking, and for a cell that has no such figure.
    """
    lacking: list[str] = [] if missing is None else missing
    behaviour = behaviour_of(row, column)
    if row.derived:
        parts = [
            year_to_date(sheet, Key(key.form, part.code, column.code), part, column, lacking)
            for part in parts_of(sheet, key.form, row)
            if column.code in part.columns
        ]
        return sum_known(parts) if not lacking else None
    if behaviour == "flow":
        return flow(sheet, key, row, column, sheet.period.year_to_date, lacking)
    if behaviour == "ratio":
        return _ratio_to_date(sheet, key, row, lacking)
    if behaviour in {"stock", "reported_ytd"}:
        return number(sheet, key, row, column, sheet.period)
    return None


def flow(
    sheet: Sheet, key: Key, row: Row, column: Column | None, periods: Iterable[Period], missing: list[str]
) -> Decimal | None:
    """Return Σ本期 + Σ前期调整 over `periods`, in the cell's unit; None, and which, when one is lacking."""
    values: list[Decimal] = []
    whole = True
    for period, figure, adjustment in flow_terms(sheet, key, row, column, periods):
        if figure is None and (column is None or lacking(sheet, key, row, column, period)):
            missing.append(say("models.derive.missing", period=period.title))
            whole = False
        values += [term for term in (figure, adjustment) if term is not None]
    return sum(values, Decimal(0)) if values and whole else None


def flow_terms(
    sheet: Sheet, key: Key, row: Row, column: Column | None, periods: Iterable[Period]
) -> Iterator[tuple[Period, Decimal | None, Decimal | None]]:
    """Yield what a sum over `periods` adds up: each period's figure and its 前期调整数."""
    adjusted = key.column == row.primary and "adjustment" in row.columns
    for period in periods:
        figure = None if column is None else number(sheet, key, row, column, period)
        beside = sheet.at(period).get(Key(key.form, key.row, "adjustment"), EMPTY).number
        yield period, figure, beside if adjusted else None


def lacking(sheet: Sheet, key: Key, row: Row, column: Column, period: Period) -> bool:
    """Tell whether a cell without a figure ought to have one: its row had begun and no reason excuses it."""
    since = sheet.since(key)
    if (since is not None and period < since) or sheet.nothing_in(key.form, period):
        return False
    form = sheet.catalogue.form(key.form)
    codes = sources(form, row, column) if column.derived else (column.code,)
    cells = (sheet.at(period).get(Key(key.form, key.row, code), EMPTY) for code in codes)
    return not any(_nothing_there(cell) for cell in cells)


def _nothing_there(cell: Cell) -> bool:
    return cell.blank is not None and blank_word(cell.blank) in _NOTHING_THERE


def nothing_in(content: Mapping[str, Any]) -> frozenset[str]:
    """Return what of a content has nothing to be a figure of: forms of 零报告, and cells by their KEY."""
    found = {form for form, part in content["forms"].items() if part["nil"]}
    return frozenset(found).union(
        f"{form}/{place}"
        for form, part in content["forms"].items()
        for place, cell in part["cells"].items()
        if blank_word(cell.get("b", "")) in _NOTHING_THERE
    )


def _ratio_to_date(sheet: Sheet, key: Key, row: Row, missing: list[str]) -> Decimal | None:
    form = sheet.catalogue.form(key.form)
    top, bottom = (
        flow(
            sheet, Key(key.form, key.row, name), row, form.column(name), sheet.period.year_to_date, missing
        )
        for name in ("numerator", "denominator")
    )  # fmt: skip
    if top is None or not bottom:
        return None
    return quantity.quotient(top * 100, bottom, 1)


def _neighbour(
    sheet: Sheet, key: Key, row: Row, column: Column, period: Period, missing: list[str]
) -> Decimal | None:
    value = number(sheet, key, row, column, period)
    if value is None:
        missing.append(say("models.derive.missing", period=period.title))
    elif not same_basis(sheet, key, row, period):
        missing.append(say("models.derive.basis", period=period.title))
        return None
    return value


def same_basis(sheet: Sheet, key: Key, row: Row, other: Period, at: Period | None = None) -> bool:
    """Tell whether a row's figures of this period (or of `at`) and of `other` stand on the same basis."""
    if (other.year < row.broken) != ((at or sheet.period).year < row.broken):
        return False
    for name in ("basis", "sand"):
        column = sheet.catalogue.form(key.form).column(name) if name in row.columns else None
        if column is None:
            continue
        marked = Key(key.form, key.row, name)
        if at is None or at == sheet.period:
            here = sheet.cell(marked, row, column).value
        else:
            here = _basis_at(sheet, marked, at)
        there = _basis_at(sheet, marked, other)
        if here is not None and there is not None and here != there:
            return False
    return True


def _basis_at(sheet: Sheet, key: Key, period: Period) -> Decimal | str | None:
    """Return the basis in force in an earlier `period`: as marked then, or carried from before it."""
    for known in (p for p in sheet.newest_first if p <= period):
        value = sheet.earlier[known].get(key, EMPTY).value
        if value is not None:
            return value
    return None


def parts_of(sheet: Sheet, form_id: str, total: Row) -> tuple[Row, ...]:
    """Return the rows that a 合计 adds up."""
    rows = sheet.rows(form_id)
    if total.sums == ("*",):
        rows = tuple(r for r in rows if r.block == total.block and not r.derived)
    else:
        rows = tuple(r for r in rows if r.code in total.sums)
    return tuple(r for r in rows if _chosen(sheet, form_id, r, total)) if total.where else rows


def _chosen(sheet: Sheet, form_id: str, row: Row, total: Row) -> bool:
    """Tell whether a row is one of those that a narrowed 合计 adds up."""
    form = sheet.catalogue.form(form_id)
    for code, options in total.where.items():
        column = form.column(code)
        if column is None or sheet.cell(Key(form_id, row.code, code), row, column).value not in options:
            return False
    return True


def sum_known(values: Iterable[Decimal | None]) -> Decimal | None:
    """Return the sum of the figures that are there; None when there is none."""
    known = [v for v in values if v is not None]
    return sum(known, Decimal(0)) if known else None


def _total(sheet: Sheet, key: Key, row: Row, column: Column, period: Period) -> Decimal | None:
    """Return the sum of a 合计's parts; what needs other periods only when none of them is lacking there."""
    whole = period != sheet.period or column.computes in _WITH_OTHERS
    parts = parts_of(sheet, key.form, row)
    if column.computes == "count":
        return Decimal(len(parts)) if period == sheet.period else None
    values: list[Decimal] = []
    for part in parts:
        if column.code not in part.columns:
            continue
        place = Key(key.form, part.code, column.code)
        value = number(sheet, place, part, column, period)
        if value is not None:
            values.append(value)
        elif whole and lacking(sheet, place, part, column, period):
            return None
    return sum_known(values)


def _rate(sheet: Sheet, key: Key, _row: Row, period: Period) -> Decimal | None:
    cells = sheet.at(period)
    top = cells.get(Key(key.form, key.row, "numerator"), EMPTY).number
    bottom = cells.get(Key(key.form, key.row, "denominator"), EMPTY).number
    return quantity.quotient(top * 100, bottom, 1) if top is not None and bottom else None


def _final(sheet: Sheet, key: Key, _row: Row, period: Period) -> Decimal | None:
    """Return the yearly figure of the highest stage present."""
    cells = sheet.at(period)
    values = (cells.get(Key(key.form, key.row, stage), EMPTY).number for stage in STAGES)
    return next((v for v in values if v is not None), None)


def _quarters(sheet: Sheet, key: Key, row: Row, period: Period) -> Decimal | None:
    """Return the sum of the four quarters with their adjustments; None when one is lacking."""
    return _primary_flow(sheet, key, row, period.quarters)


def _primary_flow(sheet: Sheet, key: Key, row: Row, periods: Iterable[Period]) -> Decimal | None:
    column = sheet.catalogue.form(key.form).column(row.primary)
    return flow(sheet, Key(key.form, key.row, row.primary), row, column, periods, [])


def _gap(sheet: Sheet, key: Key, row: Row, period: Period) -> Decimal | None:
    """Return 年报与季报差: the final yearly figure less the quarters' sum."""
    final, quarters = _final(sheet, key, row, period), _quarters(sheet, key, row, period)
    return final - quarters if final is not None and quarters is not None else None


def _fund_columns(row: Row) -> tuple[str, ...]:
    return tuple(code for code in row.columns if code.startswith("fund_"))


def _funds(sheet: Sheet, key: Key, row: Row, period: Period) -> Decimal | None:
    cells = sheet.at(period)
    return sum_known(cells.get(Key(key.form, key.row, c), EMPTY).number for c in _fund_columns(row))


def _since_start(sheet: Sheet, key: Key, row: Row, period: Period) -> Decimal | None:
    """Return the row's primary figures since it began, adjustments included; None when one is lacking."""
    return _primary_flow(sheet, key, row, since_start(sheet, key, row, period))


def since_start(sheet: Sheet, key: Key, row: Row, period: Period) -> tuple[Period, ...]:
    """Return the periods from the first in which the row has a figure up to `period`, the oldest first."""
    own = [Key(key.form, key.row, code) for code in (row.primary, "adjustment")]
    begun = [
        known
        for known in (*sheet.earlier, sheet.period)
        if known.kind == period.kind and any(not sheet.at(known).get(k, EMPTY).open for k in own)
    ]
    periods: list[Period] = []
    known = period
    while begun and known >= min(begun):
        periods.insert(0, known)
        known = known.previous
    return tuple(periods)


_WITHIN: dict[str | None, Callable[[Sheet, Key, Row, Period], Decimal | None]] = {
    "rate": _rate,
    "final": _final,
    "quarters": _quarters,
    "gap": _gap,
    "funds": _funds,
    "since_start": _since_start,
}
_WITH_OTHERS = {"quarters", "gap", "since_start"}
_BESIDE = COMPARISONS | {"change_previous", "change_last_year"}


def derived_value(sheet: Sheet, key: Key, row: Row, column: Column) -> str | None:
    """Return a computed cell's value as text: a plain decimal, or words for text columns."""
    if column.computes == "target":
        indicator = sheet.catalogue.indicator(row.indicator) if row.indicator else None
        if indicator is None:
            return None
        end = str(sheet.catalogue.last_year)
        told = targets.target_text(
            indicator, row.unit, office=sheet.unit, ref=row.ref, end=end, period=sheet.period
        )
        return told or None
    if column.computes in _BESIDE:
        return _compared(sheet, key, row, column)
    value = number(sheet, key, row, column, sheet.period)
    return None if value is None else quantity.plain(value, places_of(row, column))


def _beside(
    sheet: Sheet, key: Key, row: Row, column: Column
) -> tuple[Decimal | None, Computed | None, Column | None]:
    """Return the figure of a column that repeats a comparison, the whole comparison, and of which column."""
    primary = sheet.catalogue.form(key.form).column(column.of or row.primary)
    if primary is None or column.computes is None:
        return None, None, None
    beside = computed(sheet, Key(key.form, key.row, primary.code), row, primary)
    return getattr(beside, column.computes, None), beside, primary


def _compared(sheet: Sheet, key: Key, row: Row, column: Column) -> str | None:
    """Return the text of a column that repeats a comparison of the row's primary figure."""
    value, beside, primary = _beside(sheet, key, row, column)
    if value is None or beside is None or primary is None:
        return None
    if (column.computes or "").startswith("change"):
        text = quantity.plain(value, 1)
        if column.kind == "number":
            return text
        signed = quantity.show(value, 1) if value <= 0 else "+" + quantity.show(value, 1)
        return say("models.derive.points", value=signed) if beside.points else f"{signed}%"
    return quantity.plain(value, places_of(row, primary))
