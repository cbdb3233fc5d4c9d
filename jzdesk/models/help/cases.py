"""For each kind of rule, figures that break it: the rule itself then says in its own words what it found."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from jzdesk.models import checks
from jzdesk.models.catalogue import Catalogue
from jzdesk.models.checks import FAILED, Finding
from jzdesk.models.form import Column, Form, Row, Rule
from jzdesk.models.help.lab import Lab, any_value, is_days, lab, sample, told
from jzdesk.models.period import Period
from jzdesk.models.value import places_of


def broken(catalogue: Catalogue, rule: Rule, unit: str) -> Finding | None:
    """Return what a rule says of sample figures that break it; None where no sample does."""
    form = catalogue.form(rule.form)
    found = lab(catalogue, unit, form, rule.frequencies[0])
    if found is None:
        return None
    for row in _rows(rule, found, form)[:_MOST]:
        case = _Case(rule, form, row, Lab(catalogue, found.unit, found.period))
        _MAKERS[rule.kind](case)
        failed = [f for f in checks.run(case.lab.sheet, rule.number) if f.result == FAILED]
        if failed:
            return failed[0]
    return None


_MOST = 12
"""So many rows are tried."""


def _rows(rule: Rule, made: Lab, form: Form) -> list[Row]:
    """Return the rows a rule is about; made-up ones first, so that nothing is said of a real project."""
    rows, blocks = rule.params.get("rows"), rule.params.get("blocks")
    found = [
        row for row in made.bare.rows(form.id)
        if row.derived is rule.params.get("totals", False)
        and (rows is None or row.code in rows) and (blocks is None or row.block in blocks)
    ]  # fmt: skip
    return sorted(found, key=lambda row: row.origin != "office") if form.codes_shown else found


@dataclass
class _Case:
    """One rule about to be broken in one row."""

    rule: Rule
    form: Form
    row: Row
    lab: Lab

    @property
    def params(self) -> Mapping[str, Any]:
        return self.rule.params

    @property
    def last_year(self) -> Period:
        return self.lab.period.last_year

    @property
    def previous(self) -> Period:
        return self.lab.period.previous

    def column(self, code: str) -> Column | None:
        column = self.form.column(code)
        return column if column is not None and code in self.row.columns else None

    def put(self, code: str, text: str, period: Period | None = None, row: Row | None = None) -> None:
        """Type into a cell; into what it is computed from where it is a computed one."""
        row = row or self.row
        column = self.form.column(code)
        if column is None:
            return
        if not column.derived:
            plain = told(text, column, row) if _is_figure(text, column) else text
            self.lab.put(self.form, row, code, plain, period)
            return
        for name, when in _SOURCES.get(column.computes or "", ()):
            known = self.form.column(name or row.primary)
            if known is not None and known.code in row.columns:
                at = when(period or self.lab.period)
                for one in at:
                    part = str(Decimal(text) / len(at))
                    self.lab.put(self.form, row, known.code, told(part, known, row), one)
                return

    def anything(self, column: Column) -> str:
        return any_value(column, self.row, self.lab.period.year)

    def word(self, code: str, option: str) -> str:
        column = self.form.column(code)
        return option if column is None else column.word(option)

    def other(self, name: str) -> tuple[Row, str]:
        """Return row and column of `column` or `row/column`."""
        row_code, _, code = name.rpartition("/")
        row = self.lab.bare.row(self.form.id, row_code) if row_code else None
        return row or self.row, code

    def where(self) -> None:
        """Fill what narrows the rule to certain rows."""
        for code, options in self.params.get("where", {}).items():
            self.put(code, self.word(code, options[0]))

    def pair(self, first: str, second: str) -> tuple[str, Any]:
        if "pairs" not in self.params:
            return self.params[first], self.params[second]
        pairs: Sequence[tuple[str, Any]] = self.params["pairs"]
        return next((one for one in pairs if one[0] in self.row.columns), pairs[0])

    def first_column(self) -> str:
        codes = self.params.get("columns") or [self.params.get("column") or self.row.primary]
        return next((code for code in codes if self.column(code) is not None), codes[0])


def _is_figure(text: str, column: Column) -> bool:
    return column.kind == "number" and text.lstrip("-").replace(".", "", 1).isdecimal()


def _now(period: Period) -> tuple[Period, ...]:
    return (period,)


def _quarters(period: Period) -> tuple[Period, ...]:
    return period.quarters


_SOURCES: Mapping[str, Sequence[tuple[str, Callable[[Period], tuple[Period, ...]]]]] = {
    "final": (("annual", _now),),
    "funds": (("fund_county", _now),),
    "since_start": (("", _now),),
    "ytd": (("", lambda period: period.year_to_date),),
    "quarters": (("", _quarters),),
}


def _complete(case: _Case) -> None:
    """Fill nothing."""


def _requires(case: _Case) -> None:
    params = case.params
    when, then = case.pair("when", "then")
    then = then if isinstance(then, str) else then[0]
    if "equals" in params:
        case.put(when, case.word(when, params["equals"][0]))
    elif "below" in params:
        case.put("denominator", "12")
        case.put("numerator", "11")
    else:
        column = case.column(when)
        case.put(when, case.anything(column) if column is not None and params.get("filled") else "120")
    column = case.column(then)
    if params.get("positive"):
        case.put(then, "0")
    elif params.get("value"):
        case.put(then, "不适用")
    elif "be" in params and column is not None:
        case.put(then, next(o.word for o in column.options if o.code not in params["be"]))


def _excludes(case: _Case) -> None:
    params = case.params
    case.put(params["when"], case.word(params["when"], params["equals"][0]))
    column = case.column(params["then"])
    if "options" in params:
        case.put(params["then"], case.word(params["then"], params["options"][0]))
    elif column is not None:
        case.put(params["then"], case.anything(column))


def _note(case: _Case) -> None:
    code = case.first_column()
    if case.params.get("blank"):
        case.put(code, "无此项")
    elif "equals" in case.params:
        case.put(code, case.word(code, case.params["equals"][0]))
    else:
        case.put(code, "-3.20")


def _bounds(case: _Case) -> None:
    params, code = case.params, case.first_column()
    case.where()
    if params.get("on") == "ytd":
        for period in case.lab.period.year_to_date:
            case.put(code, "10", period)
        case.put("adjustment", "-50")
    elif "max" in params:
        case.put(code, str(Decimal(params["max"]) * 2 or 25))
    else:
        case.put(code, str(Decimal(params["min"]) / 2))


def _compare(case: _Case) -> None:
    rights = case.params.get("rights")
    left, right = (case.params["left"], rights[case.row.code]) if rights else case.pair("left", "right")
    row, code = (case.row, "") if right == "days" else case.other(right)
    column = case.form.column(left)
    days = column is not None and is_days(column, case.row)
    year = case.lab.period.kind == "year"
    high, low = (("370", "360") if year else ("95", "88")) if days else ("120", "100")
    if left == "funds":
        for fund in (c.code for c in case.form.columns if c.code.startswith("fund_")):
            case.put(fund, "0")
    case.put(left, high)
    if right != "days":
        case.put(code, low, row=row)


def _ratio(case: _Case) -> None:
    case.put(case.params["numerator"], "12")
    case.put(case.params["denominator"], "10")


def _near(case: _Case) -> None:
    row, code = case.other(case.params["right"])
    column = case.form.column(case.params["left"])
    days = column is not None and is_days(column, case.row)
    one, two = ("60", "90") if case.lab.period.kind == "quarter" else ("250", "300")
    case.put(case.params["left"], one if days else "1000")
    case.put(code, two if days else "1300", row=row)


def _sum(case: _Case) -> None:
    figures = ("80", "20", "90") if case.lab.period.kind == "quarter" else ("300", "80", "360")
    for name, figure in zip((*case.params["parts"], case.params["right"]), figures, strict=False):
        row, code = case.other(name)
        case.put(code, figure, row=row)


def _per(case: _Case) -> None:
    row, code = case.other(case.params["other"])
    high = Decimal(case.params["limits"][case.row.code][1])
    case.put(code, "500", row=row)
    case.put(case.params["column"], str(high * 1000 / Decimal(case.params["factor"])))


def _spanned(case: _Case) -> None:
    for number, period in enumerate(case.lab.period.year_to_date):
        case.put(case.params["means"], str(60 + 10 * number), period)
    case.put(case.params["column"], "95")


def _target(case: _Case) -> None:
    case.put("denominator", "1000")
    case.put("numerator", "10")


def _order(case: _Case) -> None:
    first, second = case.params["first"], case.params["second"]
    column = case.column(first)
    day = "-20" if column is not None and column.kind == "date" else ""
    year = case.lab.period.year
    late, early = f"{year + 1}-03{day}", f"{year}-05{day}"
    case.put(first, late)
    if second != "period_end":
        other = case.column(second)
        case.put(second, early if other is None or other.kind == "date" or not day else early[:7])


def _overdue(case: _Case) -> None:
    limit, state = case.column(case.params["limit"]), case.column(case.params["state"])
    if limit is None or state is None:
        return
    year = str(case.lab.period.year - 1)
    case.put(limit.code, {"month": f"{year}-12", "date": f"{year}-12-31"}.get(limit.kind, year))
    if state.kind == "enum":
        settled = case.params["settled"]
        case.put(state.code, next(o.word for o in state.options[1:] if o.code not in settled))


def _change(case: _Case) -> None:
    code = case.params.get("column") or case.row.primary
    column = case.form.column(code)
    before = case.last_year if case.params["against"] == "last_year" else case.previous
    if column is not None and column.computes == "rate":
        for period, figure in ((before, "60"), (case.lab.period, "90")):
            case.put("denominator", "100", period)
            case.put("numerator", figure, period)
        return
    case.put(code, "40", before)
    case.put(code, "85")


def _kept(case: _Case) -> None:
    code = case.first_column()
    column = case.column(code)
    if column is None:
        return
    if column.kind == "enum":
        steps = [o.word for o in column.options if o.code not in case.params.get("besides", ())]
        case.put(code, steps[2], case.previous)
        case.put(code, steps[1])
    else:
        case.put(code, "80", case.previous)
        case.put(code, "50")


def _grows(case: _Case) -> None:
    code = case.params["column"]
    for period in case.lab.period.year_to_date:
        case.put(code, "60", period)
    case.put("adjustment", "-75")


def _code(case: _Case) -> None:
    case.put(case.params["column"], "91410823MA4000001A")


def _unique(case: _Case) -> None:
    code = case.first_column()
    rows = [r for r in case.lab.bare.rows(case.form.id) if r.block == case.row.block and r.origin == "office"]
    for row in rows[:2]:
        case.put(code, "91410823MA4000001A" if code == "credit" else "城北河道治理一期工程", row=row)


def _text(case: _Case) -> None:
    code = case.first_column()
    case.put(code, "完成" if "min" in case.params else "正在按计划推进。")
    if case.params.get("fresh"):
        case.put(code, "正在按计划推进。", case.previous)


def _paired(case: _Case) -> None:
    name, code = case.params["name"], case.params["code"]
    for period, called in ((case.previous, "某某造纸有限公司"), (case.lab.period, "某某纸业有限公司")):
        case.put(name, called, period)
        case.put(code, "91410823MA4000001A", period)


def _because(case: _Case) -> None:
    form_id, _, code = case.params["when"].partition("/")
    other = case.lab.catalogue.form(form_id)
    column = other.column(code)
    row = next((r for r in case.lab.bare.rows(form_id) if not r.derived and r.origin == "office"), None)
    if column is not None and row is not None:
        case.lab.put(other, row, code, column.word(case.params["equals"][0]))
    case.put(case.params["then"], "无此项")


def _not_nil(case: _Case) -> None:
    case.lab.nil[case.lab.period.inside("half").previous] = frozenset({case.params["other"]})
    case.put(case.params["column"], case.word(case.params["column"], case.params["equals"][0]))


def _same_name(case: _Case) -> None:
    form_id, _, code = case.params["other"].partition("/")
    other = case.lab.catalogue.form(form_id)
    column = other.column(code)
    row = next((r for r in case.lab.bare.rows(form_id) if r.origin == "office"), None)
    if column is None or row is None:
        return
    for form, one in ((other, row), (case.form, case.row)):
        case.lab.put(form, one, "name", "城北河道治理一期工程")
    case.lab.put(other, row, code, column.word(case.params["barred"][0]))
    case.put(case.params["column"], case.word(case.params["column"], case.params["equals"][0]))


def _fall(case: _Case) -> None:
    for row in case.lab.bare.rows(case.form.id):
        if row.code in case.row.sums:
            case.put("annual", "1000", case.last_year, row)
            case.put("annual", "700", row=row)


def _slip(case: _Case) -> None:
    if "pairs" in case.params:
        code, cap = case.pair("column", "cap")
        case.put(cap, "120")
        case.put(code, "118000")
        return
    code = case.first_column()
    column = case.column(code)
    if column is None:
        return
    caps = case.params.get("cap", ())
    if "against" not in case.params and caps:
        case.put(caps[0], "50")
        case.put(code, "30000")
        return
    base, now = _slipped(column, case.row, case.params)
    for cap in caps:
        case.put(cap, "8000")
    case.put("denominator" if code == "numerator" else code, base, case.last_year)
    for period in (case.last_year, case.previous):
        case.put(code, base, period)
    case.put(code, now)


def _slipped(column: Column, row: Row, params: Mapping[str, Any]) -> tuple[str, str]:
    """Return a figure as it used to be, and what it becomes by a slip that the rule looks for."""
    if params.get("powers") == ["100"]:
        return "45.0", "0.5"
    base = {0: "32", 1: "45.0"}.get(places_of(row, column), "320.00")
    return base, str(Decimal(base) * (10 if is_days(column, row) else 1000))


def _swapped(case: _Case) -> None:
    first, second = case.pair("first", "second")
    if "pairs" in case.params:
        pairs = [p for p in case.params["pairs"] if all(case.column(code) is not None for code in p)]
        first, second = pairs[0] if pairs else (first, second)
    one, two = ("100", "90") if case.params.get("upper") else ("60", "12")
    if second == "adjustment":
        two = "8"
    for period in (case.last_year, case.previous):
        case.put(first, one, period)
        case.put(second, two, period)
    case.put(first, two)
    case.put(second, one)


def _repeated(case: _Case) -> None:
    code = case.first_column()
    rows = [r for r in _rows(case.rule, case.lab, case.form) if code in r.columns][:5]
    for number, row in enumerate(rows):
        column = case.form.column(code)
        if column is not None:
            figure = sample(column, row, number)
            case.put(code, figure, case.last_year, row)
            case.put(code, figure, row=row)


_MAKERS: Mapping[str, Callable[[_Case], None]] = {
    "complete": _complete, "requires": _requires, "excludes": _excludes, "note": _note, "bounds": _bounds,
    "compare": _compare, "ratio": _ratio, "near": _near, "sum": _sum, "per": _per, "spanned": _spanned,
    "target": _target, "order": _order, "overdue": _overdue, "change": _change, "kept": _kept,
    "grows": _grows, "code": _code, "unique": _unique, "text": _text, "paired": _paired,
    "because": _because, "not_nil": _not_nil, "same_name": _same_name, "fall": _fall, "slip": _slip,
    "swapped": _swapped, "repeated": _repeated,
}  # fmt: skip
