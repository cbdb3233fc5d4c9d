"""Rules applied to a sheet: the same code at cell exit, in `check`, before freezing, and in the city.

Rules are catalogue data; their few kinds are the functions of this module. Each yields findings with
both sides, the difference and what to do. A cell of one's own that is still 未填报 makes a rule
`not_run`, which blocks; a missing other side makes it `not_applicable`, which never does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from jzdesk.models import derive, quantity
from jzdesk.models.catalogue import MANDATORY, Column, Form, Row, Rule
from jzdesk.models.entry import EMPTY, Cell, Key
from jzdesk.models.period import Period
from jzdesk.models.sheet import Sheet
from jzdesk.models.value import behaviour_of, places_of, shown, text_of, unit_of
from jzdesk.words import say

FAILED, NOT_RUN, NOT_APPLICABLE, PASSED = "failed", "not_run", "not_applicable", "passed"


@dataclass(frozen=True)
class Finding:
    """One rule's outcome on certain cells; `explanation` is the one that still fits, or None.

    `left`, `right` and `difference` are as `get` tells values: plain decimals, ISO dates, words.
    """

    rule: str
    severity: str
    trial: bool
    result: str
    keys: tuple[Key, ...]
    message: str
    remedy: str
    left: str | None = None
    right: str | None = None
    difference: str | None = None
    explanation: str | None = None

    @property
    def blocking(self) -> bool:
        """It stands in the way of freezing."""
        if self.trial or self.result in {PASSED, NOT_APPLICABLE}:
            return False
        if self.result == NOT_RUN or self.severity == MANDATORY:
            return True
        return self.explanation is None

    @property
    def figures(self) -> str:
        """The figures an explanation is given for; when they change it lapses."""
        return "|".join(part or "" for part in (self.left, self.right, self.difference))


@dataclass(frozen=True)
class _Place:
    """Where a rule looks: one row of one form of a sheet."""

    sheet: Sheet
    rule: Rule
    form: Form
    row: Row

    def column(self, code: str) -> Column | None:
        column = self.form.column(code)
        if column is None or code not in self.row.columns:
            return None
        return column if self.sheet.period.kind in column.frequencies else None

    def key(self, code: str) -> Key:
        return Key(self.form.id, self.row.code, code)

    def head(self, column: Column) -> str:
        """Return what the column is called in the row's block."""
        return self.form.block(self.row.block).heads.get(column.code, column.name)

    @property
    def label(self) -> str:
        return self.sheet.label(self.form, self.row)

    def gaps(self, column: Column) -> list[tuple[Key, str, str]]:
        """Return the cells that leave a column without its figure: key, name, and the result that makes.

        A computed cell lacks what it is made from in this period; whether other periods have theirs is
        told by its figure.
        """
        if self.row.derived:
            parts = [replace(self, row=r) for r in derive.parts_of(self.sheet, self.form.id, self.row)]
            found = [gap for part in parts if column.code in part.row.columns for gap in part.gaps(column)]
            return [gap for gap in found if gap[2] == NOT_RUN]
        if column.derived:
            return self._gaps_behind(column)
        cell = self.sheet.cell(self.key(column.code), self.row, column)
        if cell.value is not None:
            return []
        needed = column.required and not self.sheet.locked(self.row, column)
        result = NOT_RUN if cell.open and needed else NOT_APPLICABLE
        return [(self.key(column.code), self.head(column), result)]

    def _gaps_behind(self, column: Column) -> list[tuple[Key, str, str]]:
        codes = derive.sources(self.form, self.row, column)
        if codes == derive.STAGES:  # one of them is enough
            keys = [self.key(code) for code in codes if code in self.row.columns]
            open_ = all(self.sheet.cells.get(key, EMPTY).open for key in keys)
            return [(keys[0], self.head(column), NOT_RUN)] if keys and open_ else []
        behind = [c for c in (self.column(code) for code in codes) if c is not None]
        return [gap for c in behind for gap in self.gaps(c) if gap[2] == NOT_RUN]

    def number(self, column: Column) -> Decimal | None:
        return derive.number(self.sheet, self.key(column.code), self.row, column, self.sheet.period)

    def plain(self, value: Decimal, column: Column) -> str:
        return quantity.plain(value, places_of(self.row, column))

    def show(self, value: Decimal, column: Column) -> str:
        return f"{quantity.show(value, places_of(self.row, column))} {unit_of(self.row, column)}".strip()

    def finding(self, result: str, codes: Iterable[str], message: str, **sides: str | None) -> Finding:
        return self.finding_at(result, (self.key(c) for c in codes), message, **sides)

    def finding_at(self, result: str, keys: Iterable[Key], message: str, **sides: str | None) -> Finding:
        rule = self.rule
        return Finding(
            rule.number, rule.severity, rule.trial, result, tuple(keys), message, rule.remedy, **sides
        )  # fmt: skip

    def lacking(self, *columns: Column) -> Finding | None:
        """Return the finding for a rule that cannot run or does not apply, if a cell lacks its figure."""
        return self.lacking_of([gap for column in columns for gap in self.gaps(column)])

    def lacking_of(self, gaps: list[tuple[Key, str, str]]) -> Finding | None:
        """Return the finding for these gaps; what is still open weighs more than what has a reason."""
        for result in (NOT_RUN, NOT_APPLICABLE):
            found = {key: name for key, name, why in gaps if why == result}
            if found:
                names = "、".join(dict.fromkeys(found.values()))
                text = say(f"models.checks.{result}", row=self.label, columns=names)
                return self.finding_at(result, found, text)
        return None


def run(sheet: Sheet, form_id: str | None = None) -> list[Finding]:
    """Return every outcome, passed ones too, in the order of rules and rows."""
    outcomes: list[Finding] = []
    for rule in sheet.catalogue.rules:
        if not _in_force(rule, sheet.period) or form_id not in {None, rule.form}:
            continue
        form = sheet.catalogue.form(rule.form)
        if form not in sheet.forms or form.id in sheet.nil:
            continue
        for row in sheet.rows(form.id):
            if not row.derived and _concerns(rule, row):
                outcomes.extend(_KINDS[rule.kind](_Place(sheet, rule, form, row)))
    return [_explained(sheet, f) for f in outcomes]


def _in_force(rule: Rule, period: Period) -> bool:
    return period.kind in rule.frequencies and Period.parse(rule.since).first_day <= period.first_day


def findings(outcomes: Iterable[Finding]) -> list[Finding]:
    """Return what is worth reading: all but the passed."""
    return [f for f in outcomes if f.result != PASSED]


def counts(outcomes: Iterable[Finding]) -> dict[str, int]:
    """Return how many outcomes there are of each result."""
    found = Counter(f.result for f in outcomes)
    return {result: found[result] for result in (PASSED, FAILED, NOT_RUN, NOT_APPLICABLE)}


def _concerns(rule: Rule, row: Row) -> bool:
    rows, blocks = rule.params.get("rows"), rule.params.get("blocks")
    return (rows is None or row.code in rows) and (blocks is None or row.block in blocks)


def _explained(sheet: Sheet, finding: Finding) -> Finding:
    if finding.result != FAILED or finding.severity == MANDATORY:
        return finding
    for given in sheet.explanations:
        if (given.rule, given.keys, given.figures) == (finding.rule, finding.keys, finding.figures):
            return replace(finding, explanation=given.text)
    return finding


def _complete(place: _Place) -> Iterator[Finding]:
    """Every required cell has a value or a reason; of an `any` group one is enough."""
    group = place.rule.params.get("any")
    if group:
        yield from _any_of(place, group)
        return
    for column in place.sheet.columns(place.form, place.row):
        if column.derived or not column.required or place.sheet.locked(place.row, column):
            continue
        if place.sheet.cell(place.key(column.code), place.row, column).open:
            text = say("models.checks.open", row=place.label, column=place.head(column))
            yield place.finding(FAILED, [column.code], text)
        else:
            yield place.finding(PASSED, [column.code], "")


def _any_of(place: _Place, group: list[str]) -> Iterator[Finding]:
    columns = [c for c in (place.column(code) for code in group) if c is not None]
    if not columns:
        return
    filled = any(not place.sheet.cell(place.key(c.code), place.row, c).open for c in columns)
    names = "、".join(place.head(c) for c in columns)
    text = "" if filled else say("models.checks.open_any", row=place.label, columns=names)
    yield place.finding(PASSED if filled else FAILED, [columns[0].code], text)


def _bounds(place: _Place) -> Iterator[Finding]:
    """Keep a figure, or its 累计 (`on = "ytd"`), between `min` and `max`."""
    params = place.rule.params
    for code in params["columns"]:
        column = place.column(code)
        if column is None:
            continue
        to_date = params.get("on") == "ytd"
        lacking = place.lacking(column)
        if lacking and not (to_date and lacking.result == NOT_APPLICABLE):
            yield lacking
            continue
        key = place.key(code)
        value = derive.year_to_date(place.sheet, key, place.row, column) if to_date else place.number(column)
        if value is None:
            no_ytd = place.finding(NOT_APPLICABLE, [code], say("models.checks.no_ytd", row=place.label))
            yield lacking or no_ytd
            continue
        yield _within(place, column, value, "ytd" if to_date else "cell")


def _within(place: _Place, column: Column, value: Decimal, what: str) -> Finding:
    low, high = place.rule.params.get("min"), place.rule.params.get("max")
    for limit, side in ((low, "low"), (high, "high")):
        if limit is None:
            continue
        bound = Decimal(limit)
        if (value < bound) if side == "low" else (value > bound):
            text = say(f"models.checks.{side}_{what}", row=place.label, column=place.head(column),
                       left=place.show(value, column), right=place.show(bound, column))  # fmt: skip
            sides = _sides(place, column, value, bound)
            return place.finding(FAILED, [column.code], text, **sides)
    return place.finding(PASSED, [column.code], "")


def _sides(place: _Place, column: Column, left: Decimal, right: Decimal) -> dict[str, str]:
    figures = {"left": left, "right": right, "difference": left - right}
    return {name: place.plain(figure, column) for name, figure in figures.items()}


def _order(place: _Place) -> Iterator[Finding]:
    """One month or date does not lie before another, or after the period's end (`period_end`)."""
    first, second = place.rule.params["first"], place.rule.params["second"]
    early = place.column(first)
    late = None if second == "period_end" else place.column(second)
    if early is None or (late is None and second != "period_end"):
        return
    columns = [early] if late is None else [early, late]
    lacking = place.lacking(*columns)
    if lacking:
        yield lacking
        return
    start = str(place.sheet.cell(place.key(first), place.row, early).value)
    if late is None:
        end = place.sheet.period.last_day.isoformat()
        end_name = say("models.checks.period_end")
    else:
        end = str(place.sheet.cell(place.key(second), place.row, late).value)
        end_name = place.head(late)
    both = min(len(start), len(end))  # a month and a day are compared by their months
    codes = [c.code for c in columns]
    if start[:both] <= end[:both]:
        yield place.finding(PASSED, codes, "")
        return
    right = end if late is not None else end[:both]
    text = say("models.checks.order", row=place.label, first=place.head(early),
               left=shown(start, place.row, early),
               second=end_name, right=shown(right, place.row, late or early))  # fmt: skip
    yield place.finding(FAILED, codes, text, left=start, right=right)


def _compare(place: _Place) -> Iterator[Finding]:
    """One column's figure is not above another's (or above `days`, the days of the period)."""
    left_code, right_code = place.rule.params["left"], place.rule.params["right"]
    left_column = place.column(left_code)
    if left_column is None:
        return
    period = place.sheet.period
    if right_code == "days":
        right_name = say("models.checks.days_of_period")
        right: Decimal | None = Decimal((period.last_day - period.first_day).days + 1)
        right_columns: list[Column] = []
    elif "/" in right_code:
        yield from _compare_rows(place, left_column, right_code)
        return
    else:
        column = place.column(right_code)
        if column is None:
            return
        right_name, right, right_columns = place.head(column), place.number(column), [column]
    lacking = place.lacking(left_column, *right_columns)
    if lacking:
        yield lacking
        return
    codes = [left_code, *(c.code for c in right_columns)]
    yield _not_above(place, left_column, place.number(left_column), right_name, right, codes)


def _not_above(
    place: _Place,
    column: Column,
    left: Decimal | None,
    right_name: str,
    right: Decimal | None,
    codes: list[str],
) -> Finding:
    if left is None:
        return place.finding(NOT_APPLICABLE, codes, say("models.checks.no_ytd", row=place.label))
    if right is None:
        text = say("models.checks.no_other", row=place.label, other=right_name)
        return place.finding(NOT_APPLICABLE, codes, text)
    if left <= right:
        return place.finding(PASSED, codes, "")
    text = say("models.checks.above", row=place.label, column=place.head(column),
               left=place.show(left, column),
               other=right_name, right=place.show(right, column),
               difference=place.show(left - right, column))  # fmt: skip
    return place.finding(FAILED, codes, text, **_sides(place, column, left, right))


def _compare_rows(place: _Place, left_column: Column, right: str) -> Iterator[Finding]:
    """Compare with the same form's other row, written `row/column`."""
    row_code, column_code = right.split("/")
    row = place.sheet.row(place.form.id, row_code)
    if row is None:
        return
    other = replace(place, row=row)
    right_column = other.column(column_code)
    if right_column is None:
        return
    gaps = [(key, f"{row.label}·{name}", result) for key, name, result in other.gaps(right_column)]
    lacking = place.lacking_of(place.gaps(left_column) + gaps)
    if lacking:
        yield lacking
        return
    found = _not_above(
        place, left_column, place.number(left_column), row.label, other.number(right_column),
        [left_column.code],
    )  # fmt: skip
    yield replace(found, keys=(*found.keys, other.key(column_code)))


def _change(place: _Place) -> Iterator[Finding]:
    """Find a figure that differs from last year's or the previous one's by more than `pct` and `floor`."""
    params = place.rule.params
    code = params.get("column") or place.row.primary
    column = place.column(code)
    if column is None or (params.get("column") is None and behaviour_of(place.row, column) != "flow"):
        return
    lacking = place.lacking(column)
    if lacking:
        yield lacking
        return
    key = place.key(code)
    beside = derive.computed(place.sheet, key, place.row, column)
    value = place.number(column)
    base = getattr(beside, params["against"]) if beside else None
    change = getattr(beside, f"change_{params['against']}") if beside else None
    previous = f"models.period.previous_{place.sheet.period.kind}"
    other = say(previous if params["against"] == "previous" else "models.checks.last_year")
    if base is None or change is None or value is None or beside is None:
        text = say("models.checks.no_base", row=place.label, other=other)
        yield place.finding(NOT_APPLICABLE, [code], text)
        return
    if abs(change) <= Decimal(params["pct"]) or abs(value - base) < Decimal(params.get("floor", "0")):
        yield place.finding(PASSED, [code], "")
        return
    word = "changed_points" if beside.points else "changed"
    text = say(f"models.checks.{word}", row=place.label, column=place.head(column),
               left=place.show(value, column),
               other=other, right=place.show(base, column), change=quantity.show(abs(change), 1),
               direction=say("models.checks.up" if change > 0 else "models.checks.down"),
               pct=params["pct"])  # fmt: skip
    yield place.finding(FAILED, [code], text, **_sides(place, column, value, base))


def _ratio(place: _Place) -> Iterator[Finding]:
    """Numerator over denominator stays between `min` and `max` percent."""
    params = place.rule.params
    top, bottom = place.column(params["numerator"]), place.column(params["denominator"])
    if top is None or bottom is None:
        return
    lacking = place.lacking(top, bottom)
    if lacking:
        yield lacking
        return
    codes = [top.code, bottom.code]
    numerator, denominator = place.number(top), place.number(bottom)
    if numerator is None or not denominator:
        if numerator:
            text = say("models.checks.zero_base", row=place.label, left=place.show(numerator, top))
            yield place.finding(FAILED, codes, text, **_sides(place, top, numerator, Decimal(0)))
        else:
            yield place.finding(NOT_APPLICABLE, codes, say("models.checks.no_denominator", row=place.label))
        return
    rate = quantity.quotient(numerator * 100, denominator, 1)
    low, high = Decimal(params.get("min", "0")), Decimal(params.get("max", "100"))
    exact = numerator * 100
    if low * denominator <= exact <= high * denominator:
        yield place.finding(PASSED, codes, "")
        return
    text = say("models.checks.ratio", row=place.label, left=place.show(numerator, top),
               right=place.show(denominator, bottom), rate=quantity.show(rate, 1), low=low,
               high=high)  # fmt: skip
    yield place.finding(FAILED, codes, text, **_sides(place, top, numerator, denominator))


def _requires(place: _Place) -> Iterator[Finding]:
    """Where one cell is above zero or one of certain words, another is filled (or above zero)."""
    params = place.rule.params
    when, then = place.column(params["when"]), place.column(params["then"])
    if when is None or then is None:
        return
    cell = _seen(place, when)
    if cell.open:
        yield _without(place, when)
        return
    codes = [then.code, when.code]
    words = params.get("equals")
    holds = cell.value in words if words else cell.number is not None and cell.number > 0
    if not holds:
        yield place.finding(PASSED, codes, "")
        return
    other = _seen(place, then)
    needs_positive = params.get("positive", False)
    if needs_positive and other.number is None:
        yield _without(place, then)
        return
    fine = (other.number or Decimal(0)) > 0 if needs_positive else not other.open
    if fine:
        yield place.finding(PASSED, codes, "")
        return
    left, right = (
        place.show(c.number, column) if c.number is not None else text_of(c, place.row, column)
        for c, column in ((cell, when), (other, then))
    )
    text = say("models.checks.requires", row=place.label, when=place.head(when), left=left,
               then=place.head(then),
               right=right or say("models.checks.unfilled"))  # fmt: skip
    yield place.finding(
        FAILED, codes, text, left=text_of(cell, place.row, when), right=text_of(other, place.row, then)
    )


def _seen(place: _Place, column: Column) -> Cell:
    """Return what stands in a cell, computed ones too."""
    if column.derived:
        return Cell(value=place.number(column))
    return place.sheet.cell(place.key(column.code), place.row, column)


def _without(place: _Place, column: Column) -> Finding:
    no_ytd = say("models.checks.no_ytd", row=place.label)
    return place.lacking(column) or place.finding(NOT_APPLICABLE, [column.code], no_ytd)


_KINDS: dict[str, Callable[[_Place], Iterator[Finding]]] = {
    "complete": _complete,
    "bounds": _bounds,
    "order": _order,
    "compare": _compare,
    "change": _change,
    "ratio": _ratio,
    "requires": _requires,
}
