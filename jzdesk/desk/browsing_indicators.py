"""The plan's indicators as the page shows them: every target in words, and how they stand now.

What is judged is what the office entered, by the same functions that write the evaluation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from jzdesk.desk.browsed import (
    Detail,
    Jump,
    Line,
    Section,
    Standing,
    State,
    Target,
    View,
    act_in,
    facts,
    first_key,
    in_year,
    jump_to,
    nearest,
    scope_words,
)
from jzdesk.models.assess import judge, wording
from jzdesk.models.assess.case import CITY, Case
from jzdesk.models.assess.from_forms import rest_of_year
from jzdesk.models.assess.from_sheet import case_of, pooled_case
from jzdesk.models.assess.judge import Assessment, Judgement, assess
from jzdesk.models.form import Form, Row
from jzdesk.models.period import Period
from jzdesk.models.targets import one_target
from jzdesk.words import has, say

Indicator = Mapping[str, Any]
_STATES = {
    judge.MET: ("good", "good"), judge.ON_TRACK: ("on_track", "accent"), judge.BEHIND: ("explain", "explain"),
    judge.UNJUDGED: ("unjudged", ""),
}  # fmt: skip
AWAITED = {"provincial": "pending_province", "not_allotted": "pending_city"}
"""Reasons that are a state of their own: the plan leaves the figure to others."""
_NAMED_OPS = {">=": "ge", "<=": "le", "<": "lt", "=": "eq", "approx": "approx", "within": "within"}


@dataclass(frozen=True, slots=True)
class Spot:
    """A row that answers for an indicator, and in which period it is filled."""

    form: Form
    row: Row
    period: Period


@dataclass(frozen=True, slots=True)
class Judged:
    """What was judged, and of which period it is; `rest` is what the rest of the year may still bring."""

    found: Assessment
    at: Period
    rest: str = ""


def spots(view: View, code: str) -> tuple[Spot, ...]:
    """Return the office's own rows that answer for an indicator."""
    found: list[Spot] = []
    for form in view.catalogue.forms:
        for row in form.rows:
            if row.indicator == code and view.sheet.unit in row.scope:
                period = nearest(view.sheet.period, tuple(k for k in row.frequencies if form.due(k)))
                if period is not None:
                    found.append(Spot(form, row, period))
    return tuple(found)


def concerns(view: View, indicator: Indicator) -> bool:
    """Tell whether the office answers for an indicator or one of its targets holds for it."""
    unit = view.sheet.unit
    every = (*indicator["targets"], *indicator.get("allotted", ()))
    return any(unit in t["scope"] for t in every) or bool(spots(view, indicator["code"]))


def judged(view: View, indicator: Indicator) -> Judged | None:
    """Judge an indicator by what the office entered; None where another office answers for it."""
    code, sheet = indicator["code"], view.sheet
    pool = view.catalogue.pools.get(code)
    if pool is not None and sheet.unit != CITY:
        return _judged(pooled_case(sheet, *pool, code))
    own = spots(view, code)
    if len(own) == 1:
        return _of_row(view, own[0])
    if indicator.get("actual") and not own:
        return _judged(_past(view, indicator))
    holds = any(sheet.unit in t["scope"] for t in indicator["targets"])
    if holds and indicator["answered_by"] in {"derived", "rule"}:
        return _judged(_without_figure(view, indicator))
    return None


def _judged(case: Case | None, rest: str = "") -> Judged | None:
    return None if case is None else Judged(assess(case), case.at, rest)


def _of_row(view: View, spot: Spot) -> Judged | None:
    """Judge the row's newest figure: a yearly one is mostly that of an earlier year."""
    sheet = view.sheet_of(spot.period)
    case = case_of(sheet, spot.form.id, spot.row)
    if case is not None and case.value is None:
        known = [p for p in case.series if p.kind == spot.period.kind]
        if known and spot.period.kind == "year":
            sheet = view.sheet_of(max(known))
            case = case_of(sheet, spot.form.id, spot.row)
    rest = rest_of_year(sheet, spot.form.id, spot.row)
    return _judged(case, rest.text if rest is not None else "")


def _past(view: View, indicator: Indicator) -> Case:
    """Return the case of what the plan itself reports as reached."""
    actual = indicator["actual"]
    at = Period(int(actual["year"]), "year", 0)
    return Case(
        indicator, at, {at: Decimal(actual["value"])}, None, str(actual["unit"]),
        start=view.catalogue.first_year, end=view.catalogue.last_year,
    )  # fmt: skip


def _without_figure(view: View, indicator: Indicator) -> Case:
    return Case(
        indicator, view.sheet.period, {}, view.sheet.unit,
        start=view.catalogue.first_year, end=view.catalogue.last_year,
    )  # fmt: skip


def state_of(judgement: Judgement) -> State:
    """Return a judgement's word, sign and tone; what others still have to set is named."""
    if judgement.code in AWAITED:
        return State(say(f"models.derive.{AWAITED[judgement.code]}"), "blank", "")
    sign, tone = _STATES[judgement.verdict]
    return State(judgement.verdict, sign, tone)


def state(view: View, indicator: Indicator) -> State:
    """Return how an indicator stands now; empty where another office answers for it."""
    found = judged(view, indicator)
    return State() if found is None else state_of(found.found.main)


# In words


def target_words(target: Mapping[str, Any]) -> str:
    """Return a target as it is said, such as `不低于 65%` or `比2015年下降 28% 以上`."""
    op, value, unit = target["op"], target.get("value"), str(target.get("unit", ""))
    if value is None:
        return one_target(target)
    if op in _NAMED_OPS:
        return say(f"desk.browsing.op.{_NAMED_OPS[op]}", value=_with(str(value), unit))
    if op == "range":
        return say("desk.browsing.op.range", low=value[0], high=_with(str(value[1]), unit))
    if op in {"reduce_pct", "increase_pp"}:
        year = target.get("base_year")
        since = say("desk.browsing.op.cumulative") if target.get("cumulative") else ""
        since = since or (say("desk.browsing.op.since", year=year) if year else "")
        return say(f"desk.browsing.op.{op}", since=since, value=value)
    return one_target(target)


def _with(value: str, unit: str) -> str:
    return f"{value}%" if unit == "%" else f"{value} {unit}".strip()


def figure_words(known: Mapping[str, Any] | None) -> str:
    """Return a base or actual value of the plan with its year."""
    if not known or not known.get("value"):
        return ""
    value = _with(str(known["value"]), str(known["unit"]))
    if not known.get("year"):
        return say("desk.browsing.undated", value=value)
    return say("desk.browsing.dated", year=in_year(str(known["year"])), value=value)


def _answered(indicator: Indicator) -> str:
    often, who = indicator["frequency"], indicator["answered_by"]
    return say(
        "desk.browsing.answered_line", who=say(f"desk.browsing.answered.{who}"),
        often=say(f"desk.browsing.every.{often}"),
    )  # fmt: skip


def _nature(indicator: Indicator, target: Mapping[str, Any]) -> str:
    if target["binding"]:
        return say("desk.browsing.binding")
    return "" if indicator.get("nature") == say("desk.browsing.binding") else indicator.get("nature") or ""


def _targets(view: View, indicator: Indicator, found: Judged | None) -> tuple[Target, ...]:
    verdicts = {} if found is None else {id(j.target): j for j in (found.found.main, *found.found.others)}
    main = None if found is None else found.found.main.target
    unit = view.sheet.unit
    listed: list[Target] = []
    handed = [t for t in indicator.get("allotted", ()) if unit in t["scope"] or unit == CITY]
    for target in (*handed, *indicator["targets"]):
        one = verdicts.get(id(target))
        if one is not None:
            now = state_of(one)
        elif target["op"] == "provincial":
            now = State(say("models.derive.pending_province"), "blank", "")
        else:
            other = "city_target" if tuple(target["scope"]) == (CITY,) else "other_unit"
            now = State() if unit in target["scope"] else State(say(f"desk.browsing.{other}"))
        listed.append(Target(
            in_year(target.get("year")) or say("desk.browsing.no_year"), target_words(target),
            scope_words(view.catalogue, target["scope"]), target["source"], _nature(indicator, target),
            now, target is main,
        ))  # fmt: skip
    return tuple(listed)


def _standing(found: Judged | None) -> Standing | None:
    if found is None:
        return None
    main = found.found.main
    lines: list[Line] = [
        Line(say("desk.browsing.judged_at"), found.at.title),
        *facts(("measured_by", _measured_words(main))),
    ]
    if main.path is not None and main.expected is not None:
        expected = wording.with_unit(Fraction(main.expected), main.unit, ours=True)
        lines.append(Line(
            say("desk.browsing.expected"),
            say("desk.browsing.expected_line", value=expected, method=main.path.method),
        ))  # fmt: skip
    if main.distance is not None:
        short = _short(Fraction(main.distance), main.unit)
        done = say("desk.browsing.short_none")
        lines.append(Line(say("desk.browsing.distance"), short if main.distance else done))
    lines += facts(("rest", found.rest))
    return Standing(state_of(main), main.reason, tuple(lines))


def _short(distance: Fraction, unit: str) -> str:
    """Return a distance in words; that between two percentages is one in points."""
    if unit in {"%", say("models.assess.unit.rise")}:
        return say("models.assess.gap.points", value=wording.figure(distance))
    return say("models.assess.gap.amount", value=wording.with_unit(distance, unit))


def _measured_words(main: Judgement) -> str:
    target = main.target
    if target is None or main.code in AWAITED:
        return ""
    due = in_year(target.get("year"))
    return say("desk.browsing.measured_line", year=due, text=target_words(target), source=target["source"])


def jumps(view: View, indicator: Indicator) -> tuple[Jump, ...]:
    """Return every row of the office that answers for an indicator."""
    code = indicator["code"]
    own = [jump_to(view, s.form, s.row) for s in spots(view, code)]
    if code in view.catalogue.pools:
        own.append(_pool_jump(view, *view.catalogue.pools[code]))
    return tuple(j for j in own if j is not None)


def _pool_jump(view: View, form_id: str, block_code: str) -> Jump | None:
    """Return where the list is filled whose rows answer together."""
    form, sheet = view.catalogue.form(form_id), view.sheet
    block = form.block(block_code)
    if block.template is None or sheet.unit not in block.template.scope or not sheet.asks(form.id):
        return None
    rows = [r for r in sheet.rows(form_id) if r.block == block_code and not r.derived]
    key = first_key(sheet, form, rows[0]) if rows else None
    text = say("desk.browsing.place_block", form=form.title, block=block.title)
    return Jump(text, act_in(view, sheet.period), form_id, key, sheet.period)


def detail(view: View, indicator: Indicator) -> Detail:
    """Return all there is to know of an indicator."""
    found, where = judged(view, indicator), jumps(view, indicator)
    parts = [indicator.get(n) for n in ("numerator", "denominator")]
    ratio = say("desk.browsing.ratio_line", top=parts[0], bottom=parts[1]) if all(parts) else ""
    reached = indicator.get("actual_pct")
    first = Section(
        say("desk.browsing.what"),
        facts(
            ("unit", indicator["unit"]), ("nature", _nature_line(indicator)),
            ("baseline", figure_words(indicator.get("baseline")) or say("desk.browsing.none_given")),
            ("actual", figure_words(indicator.get("actual"))),
            ("actual_pct", f"{reached}%" if reached else ""),
            ("answered_by", _answered(indicator)), ("behaviour", _behaviour(indicator)),
            ("definition", indicator["definition"]), ("ratio", ratio),
        ),
    )  # fmt: skip
    tags = tuple(State(word, "", tone) for word, tone in (
        (indicator.get("nature") or "", "accent"), (indicator["unit"], ""),
    ) if word)  # fmt: skip
    return Detail(
        "indicators", indicator["code"], indicator["name"], tags, _standing(found),
        _targets(view, indicator, found), (first,), where, "" if where else _not_here(indicator),
    )  # fmt: skip


def _behaviour(indicator: Indicator) -> str:
    word = f"desk.browsing.adds.{indicator['behaviour']}"
    return say(word) if has(word) else ""


def _nature_line(indicator: Indicator) -> str:
    return indicator.get("nature") or say("desk.browsing.no_nature")


def _not_here(indicator: Indicator) -> str:
    return say(f"desk.browsing.not_here.{indicator['answered_by']}")
