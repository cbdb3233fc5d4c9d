"""The indicators judged: for the whole city where its figure comes together, else office by office.

Of the whole city nothing is said from a part of its counties; what one lacks is named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from jzdesk.models import quantity, targets
from jzdesk.models.assess.case import CITY, Case, Given, Observed
from jzdesk.models.assess.judge import UNJUDGED, VERDICTS, Judgement, assess, judge
from jzdesk.models.entry import Key
from jzdesk.models.evaluation import words
from jzdesk.models.evaluation.known import APPROVED, STANDIN, Known, newest
from jzdesk.models.evaluation.result import BINDING, EXPECTED, OTHER, PREVIOUS, Item, Line, Part, Seen
from jzdesk.models.evaluation.sources import Indicator, OfRow, Source, source_of
from jzdesk.models.evaluation.words import Target
from jzdesk.models.period import Period
from jzdesk.words import say

_NATURES = {"约束性": BINDING, "预期性": EXPECTED}


@dataclass(frozen=True)
class Figure:
    """An indicator's case at the newest period of its kind, and where that figure comes from.

    Of the whole city's, `members` are the offices it is made of, `lacking` those whose part is missing and
    `part` what the others' come to.
    """

    case: Case
    stage: str = ""
    lacking: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    part: str = ""

    @property
    def of(self) -> int:
        """How many offices it is made of."""
        return len(self.members)


@dataclass(frozen=True)
class Judged:
    """One indicator at one date: the whole city's figure, if there can be one, and each county's."""

    known: Known
    indicator: Indicator
    source: Source | None

    @cached_property
    def whole(self) -> Figure | None:
        """The whole city's figure; None where nothing comes together and the city has said none."""
        return None if self.source is None else _whole(self.known, self.source, self.indicator)

    @cached_property
    def offices(self) -> Mapping[str, Figure]:
        """Each county's figure."""
        if self.source is None:
            return {}
        found = {u: _of(self.known, self.source, u) for u in self.source.units if u in self.known.sheets}
        return {unit: figure for unit, figure in found.items() if figure is not None and unit != CITY}

    def seen(self, target: Target) -> Seen:
        """Return how one target stands."""
        if self.source is None:
            return _without_source(self.known, self.indicator, target)
        whole = self.whole
        if whole is not None and any(target is one for one in whole.case.targets):
            return _seen(self.known, whole, judge(whole.case, target))
        return self._by_county(target)

    def _by_county(self, target: Target) -> Seen:
        own = {u: f for u, f in self.offices.items() if u in target["scope"]}
        if len(own) == 1:
            figure = next(iter(own.values()))
            return _seen(self.known, figure, judge(figure.case, target))
        return _counted(self.known, {u: judge(f.case, target) for u, f in own.items()}, own)

    def county(self, unit: str) -> tuple[Judgement, Seen] | None:
        """Return how a single county stands, by the target it is measured against."""
        figure = self.offices.get(unit)
        if figure is None:
            return None
        main = assess(figure.case).main
        return main, _seen(self.known, figure, main)

    @property
    def single(self) -> tuple[str, ...]:
        """The counties with a figure, where these cannot be put together."""
        if self.source is None or self.source.members(self.known.catalogue):
            return ()
        return tuple(unit for unit, figure in self.offices.items() if figure.case.value is not None)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """How each county stands, by the target it is measured against."""
        found: list[Part] = []
        for unit, figure in self.offices.items():
            main = assess(figure.case).main
            actual = words.reached(figure.case, main.told)
            lacks = figure.case.value is None
            found.append(Part(unit, UNJUDGED if lacks else main.verdict, actual, lacks))
        return tuple(found)


def items(dates: Sequence[Known]) -> tuple[Item, ...]:
    """Return every indicator of the catalogue, at each date."""
    catalogue = dates[0].catalogue
    return tuple(_item(dates, one) for one in catalogue.data["indicators"])


def _item(dates: Sequence[Known], indicator: Indicator) -> Item:
    catalogue = dates[0].catalogue
    source = source_of(catalogue, indicator)
    judged = [Judged(known, indicator, source) for known in dates]
    main = _main(judged[0])
    lines = [
        Line(
            words.asked(target), str(target.get("source", "")), words.places(catalogue, target["scope"]),
            target is main, tuple(one.seen(target) for one in judged),
        )
        for target in _targets(indicator)
    ]  # fmt: skip
    lines.sort(key=lambda line: not line.main)
    lines += _single(judged)
    return Item(
        group_of(catalogue.data, indicator), indicator["code"], indicator["name"], indicator["unit"],
        words.base(indicator.get("baseline")), tuple(lines), judged[0].parts,
    )  # fmt: skip


def _single(judged: Sequence[Judged]) -> list[Line]:
    """Return a line for each county with a figure at one of the dates, where these cannot be put together."""
    catalogue = judged[0].known.catalogue
    having = {unit for one in judged for unit in one.single}
    lines: list[Line] = []
    for unit in (code for code in catalogue.counties if code in having):
        found = [one.county(unit) for one in judged]
        told = [each for each in found if each is not None]
        target = next((main.target for main, _ in told if main.target is not None), None)
        lines.append(Line(
            "" if target is None else words.asked(target), "" if target is None else str(target["source"]),
            catalogue.division(unit).name, False, tuple(seen for _, seen in told), unit,
        ))  # fmt: skip
    return lines


def group_of(data: Mapping[str, Any], indicator: Indicator) -> str:
    """Return the group of an indicator: by its nature, or that it is one of the plan before."""
    years = [t.get("year") for t in indicator["targets"]]
    if all(year is not None and int(year) < int(data["plan"]["start"]) for year in years):
        return PREVIOUS
    return _NATURES.get(indicator.get("nature") or "", OTHER)


def _targets(indicator: Indicator) -> list[Target]:
    """Return the targets of the city: those handed down to it, and the plan's; a county's own are its own."""
    handed = [t for t in indicator.get("allotted", ()) if CITY in t["scope"]]
    return [*handed, *indicator["targets"]]


def _main(judged: Judged) -> Target:
    """Return the target that decides: the one the whole city is measured against, else the plan's first."""
    figure = judged.whole
    main = assess(figure.case).main.target if figure is not None else None
    handed = targets.handed_down(judged.indicator, CITY, judged.known.at)
    listed = _targets(judged.indicator)
    first = handed or judged.indicator["targets"][0]
    return next((t for t in listed if t is main), next((t for t in listed if t is first), listed[0]))


# Figures


def _of(known: Known, source: Source, unit: str) -> Figure | None:
    """Return one office's figure at the newest period it can have one of."""
    first: Figure | None = None
    for period in newest(known.at, source.kinds):
        sheet = known.sheet(unit, period)
        case = source.case(sheet)
        if case is not None and case.value is not None:
            return Figure(case, _stage(known, source, (unit,), period))
        first = first or (None if case is None else Figure(case))
    return first


def _whole(known: Known, source: Source, indicator: Indicator) -> Figure | None:
    """Return the whole city's figure at the newest period of which all its parts are there."""
    members = source.members(known.catalogue)
    if members == (CITY,) and isinstance(source, OfRow):
        figure = _own(known, source)
        return figure if figure is None else replace(figure, case=_for_city(known, figure.case, indicator))
    template = _of(known, source, (members or source.units)[0])
    if template is None:
        return None
    first: Figure | None = None
    for period in newest(known.at, source.kinds):
        figure = _together(known, source, members, _for_city(known, template.case, indicator), period)
        if figure.case.value is not None:
            return figure
        first = first or figure
    return first if members else None


def _own(known: Known, source: OfRow) -> Figure | None:
    """Return the city's own figure, its word on it (核定数) before what it reported."""
    figure = _of(known, source, CITY)
    if figure is None:
        return None
    said = _said(known, source, figure.case.at, figure.case.figures_unit)
    if said is None:
        return figure
    case = replace(figure.case, series={**figure.case.series, figure.case.at: said})
    return Figure(case, say("models.evaluation.stage.approved"))


def _for_city(known: Known, case: Case, indicator: Indicator) -> Case:
    """Return a case of the whole city: against its own targets, or those that all counties share."""
    own = [t for t in indicator["targets"] if CITY in t["scope"]]
    shared = own or [t for t in indicator["targets"] if len(t["scope"]) > 1]
    handed = targets.handed_down(indicator, CITY, known.at)
    given = Given(target=handed, basis=handed.get("basis") if handed else None)
    return replace(case, indicator={**indicator, "targets": shared}, unit=None, given=given, ref=None)


def _together(known: Known, source: Source, members: tuple[str, ...], case: Case, period: Period) -> Figure:
    """Return what the members' figures come to in a period, with the years before for comparison."""
    series: dict[Period, Observed] = {}
    for earlier in known.periods({period.kind, "year"}):
        said = _said(known, source, earlier, case.figures_unit)
        value = said if said is not None else _sum(known, source, members, earlier)[0]
        if value is not None and earlier <= period:
            series[earlier] = value
    marks = {s.bases.get(period) for s in _cases(known, source, period)} - {None}
    bases = {period: marks.pop() or ""} if len(marks) == 1 else {}
    whole = replace(case, at=period, series=series, bases={p: b for p, b in bases.items() if b})
    if _said(known, source, period, case.figures_unit) is not None:
        return Figure(whole, say("models.evaluation.stage.approved"))
    _, lacking, part = _sum(known, source, members, period)
    unit = case.figures_unit
    shown = words.observed(part, unit) if part is not None and lacking else ""
    return Figure(whole, _stage(known, source, members, period), lacking, members, shown)


def _cases(known: Known, source: Source, period: Period) -> list[Case]:
    """Return the cases whose basis may say on which one a figure of the whole city stands."""
    if not isinstance(source, OfRow) or "basis" not in source.row.columns:
        return []
    found = (source.case(known.sheet(u, period)) for u in source.units if u in known.sheets)
    return [case for case in found if case is not None]


def _sum(
    known: Known, source: Source, members: tuple[str, ...], period: Period
) -> tuple[Decimal | None, tuple[str, ...], Decimal | None]:
    """Return the whole of a period; else who lacks, and what the others come to."""
    tops: list[Decimal] = []
    bottoms: list[Decimal] = []
    lacking: list[str] = []
    shares = False
    if period.kind not in source.kinds:
        return None, members, None
    for unit in members:
        sheet = known.sheet(unit, period)
        terms = source.terms(sheet)
        if terms is None:
            if not source.excused(sheet):
                lacking.append(unit)
            continue
        tops.append(terms[0])
        shares = shares or terms[1] is not None
        bottoms.append(terms[1] or Decimal(0))
    found = _put_together(tops, bottoms) if shares else sum(tops, Decimal(0)) if tops else None
    return (None if lacking else found), tuple(lacking), found


def _put_together(tops: list[Decimal], bottoms: list[Decimal]) -> Decimal | None:
    under = sum(bottoms, Decimal(0))
    return quantity.quotient(sum(tops, Decimal(0)) * 100, under, 1) if under > 0 else None


def _said(known: Known, source: Source, period: Period, unit: str) -> Decimal | None:
    """Return the city's own word on the whole; days are turned into a share where that is what is judged."""
    told = known.whole.get(period, {})
    found = next((told[key] for key in source.keys if key in told), None)
    if found is None or not isinstance(source, OfRow) or source.row.unit != "天" or unit != "%":
        return found
    every = (Key(source.form.id, "valid_days", code) for code in _DAYS)
    under = next((told[key] for key in every if key in told), None)
    return quantity.quotient(found * 100, under, 1) if under else None


_DAYS = ("closed", "annual", "flash", "final", "cumulative", "days")
"""The columns in which the days with a valid result may have been set, the first one that counts."""


def _stage(known: Known, source: Source, units: tuple[str, ...], period: Period) -> str:
    """Return the stages of figures in words, such as `年报数` or `年报数、快报数`; each once."""
    found: list[str] = []
    for unit in units:
        word = _stage_of(known, source, unit, period)
        if word and word not in found:
            found.append(word)
    return "、".join(found)


def _stage_of(known: Known, source: Source, unit: str, period: Period) -> str:
    sheet = known.sheet(unit, period)
    marks = {known.marks.get((unit, period, source.form.id, row)) for row in source.rows}
    for mark in (APPROVED, STANDIN):
        if mark in marks:
            return say(f"models.evaluation.stage.{mark}")
    if period.backfilled:
        return say("models.evaluation.stage.backfilled")
    if unit == CITY and period in known.open:
        return say("models.evaluation.stage.open")
    if period.kind != "year":
        return say(f"models.evaluation.stage.{period.kind}")
    for code in source.stages(sheet):
        column = source.form.column(code)
        cells = [sheet.cells.get(Key(source.form.id, row, code)) for row in source.rows]
        if column is not None and any(cell is not None and cell.number is not None for cell in cells):
            return column.name
    return say("models.evaluation.stage.year") if known.came(unit, period) else ""


# In words


def _seen(known: Known, figure: Figure, found: Judgement) -> Seen:
    """Return a judgement with the figure behind it; without a figure it says what is missing, and of whom."""
    case, target = figure.case, found.target
    if case.value is None:
        have = figure.of - len(figure.lacking)
        part = say("models.evaluation.partly", value=figure.part, n=have, of=figure.of) if figure.part else ""
        return Seen(UNJUDGED, _missing(known, figure, found), part, case.at.title, lacks=True)
    actual = words.reached(case, found.told)
    met = found.distance is not None and not found.lacks
    return Seen(
        found.verdict, found.reason, actual, case.at.title, figure.stage, _basis(known, case),
        found.lacks or (say("models.evaluation.no_gap") if met else ""),
        words.ahead(case, target) if target is not None else "",
    )  # fmt: skip


def _missing(known: Known, figure: Figure, found: Judgement) -> str:
    if found.code == "provincial":
        return found.reason
    if not figure.lacking:
        return say("models.evaluation.none", period=figure.case.at.title)
    have = figure.of - len(figure.lacking)
    if not figure.part:
        return say("models.evaluation.none_of", period=figure.case.at.title, of=figure.of)
    few = have < len(figure.lacking)
    named = [u for u in figure.members if u not in figure.lacking] if few else figure.lacking
    names = words.names(known.catalogue, named)
    return say(f"models.evaluation.{'part_few' if few else 'part'}", n=have, of=figure.of, names=names)


def _basis(known: Known, case: Case) -> str:
    mark = case.bases.get(case.at)
    if mark is None:
        return ""
    basis, _, sand = mark.partition("/")
    form = known.catalogue.form("quality")
    column = form.column("basis")
    told = [column.word(basis) if column is not None else basis]
    return "、".join(told + ([say(f"models.evaluation.sand.{sand}")] if sand else []))


def _counted(known: Known, found: Mapping[str, Judgement], figures: Mapping[str, Figure]) -> Seen:
    """Return how the counties stand one by one, where nothing can be said of the whole city."""
    lacking = [unit for unit, figure in figures.items() if figure.case.value is None]
    counts = Counter(one.verdict for unit, one in found.items() if unit not in lacking)
    told = [say("models.evaluation.count", what=word, n=counts[word]) for word in VERDICTS if counts[word]]
    if lacking:
        told.append(say("models.evaluation.count_lacking", n=len(lacking)))
    ordered = sorted(figures.values(), key=lambda figure: figure.case.value is None)
    period = ordered[0].case.at.title if ordered else known.at.title
    if len(lacking) == len(figures):
        reason = say("models.evaluation.none_of", period=period, of=len(figures))
        return Seen(UNJUDGED, reason, period=period, lacks=True)
    return Seen(UNJUDGED, say("models.evaluation.by_county", counts="，".join(told)), period=period)


def _without_source(known: Known, indicator: Indicator, target: Target) -> Seen:
    """Return how something stands that no form asks for: what the plan itself reports, a rule, or a list."""
    case = _past(known, indicator, target)
    if case is not None:
        return _seen(known, Figure(case, say("models.evaluation.stage.plan")), judge(case, target))
    word = indicator["answered_by"] if indicator["answered_by"] in {"rule", "derived"} else "not_asked"
    return Seen(UNJUDGED, say(f"models.evaluation.without.{word}"), lacks=word != "rule")


def _past(known: Known, indicator: Indicator, target: Target) -> Case | None:
    """Return the case of what the plan itself reports as reached: a figure, or by how much it fell."""
    actual, reached = indicator.get("actual"), indicator.get("actual_pct")
    if actual:
        year, value, unit = str(actual["year"]), str(actual["value"]), str(actual["unit"])
    elif reached:
        year, value, unit = str(target["year"]), str(reached), "%"
    else:
        return None
    at = Period(int(year), "year", 0)
    return Case(
        indicator, at, {at: Decimal(value)}, None, unit,
        start=known.catalogue.first_year, end=known.catalogue.last_year,
    )  # fmt: skip
