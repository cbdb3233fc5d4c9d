"""The indicators judged: for the whole city where its figure comes together, else office by office.

Of the whole city nothing is said from a part of its counties; what one lacks is named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from jzdesk.models import targets
from jzdesk.models.assess.case import CITY, Case
from jzdesk.models.assess.judge import UNJUDGED, VERDICTS, Judgement, assess, judge
from jzdesk.models.evaluation import tasks, words
from jzdesk.models.evaluation.figures import Figure, of_city, of_office
from jzdesk.models.evaluation.known import Known
from jzdesk.models.evaluation.result import BINDING, EXPECTED, OTHER, PREVIOUS, Item, Line, Part, Seen
from jzdesk.models.evaluation.source import Indicator, Source
from jzdesk.models.evaluation.sources import source_of
from jzdesk.models.evaluation.tasks import Held
from jzdesk.models.evaluation.telling import as_seen
from jzdesk.models.evaluation.words import Target
from jzdesk.models.period import Period
from jzdesk.words import say

_NATURES = {"约束性": BINDING, "预期性": EXPECTED}


@dataclass(frozen=True)
class Judged:
    """One indicator at one date: the whole city's figure, if there can be one, and each county's."""

    known: Known
    indicator: Indicator
    source: Source | None

    @cached_property
    def whole(self) -> Figure | None:
        """The whole city's figure; None where nothing comes together and the city has said none."""
        return None if self.source is None else of_city(self.known, self.source, self.indicator)

    @cached_property
    def offices(self) -> Mapping[str, Figure]:
        """Each county's figure."""
        if self.source is None:
            return {}
        found = {
            u: of_office(self.known, self.source, u) for u in self.source.units if u in self.known.sheets
        }
        return {unit: figure for unit, figure in found.items() if figure is not None and unit != CITY}

    @cached_property
    def held(self) -> tuple[Held, ...] | None:
        """The task whose state tells it, as its offices have it; None for what no task tells."""
        code = self.indicator.get("task")
        rows = tasks.rows_of(self.known.catalogue)
        row = next((row for row in rows if code is not None and row.code == code), None)
        return None if row is None else tasks.held_by(self.known, row)

    def seen(self, target: Target) -> Seen:
        """Return how one target stands."""
        if self.source is None:
            if self.held is not None:
                return _by_task(self.known, self.indicator, self.held)
            return _without_source(self.known, self.indicator, target)
        whole = self.whole
        if whole is not None and any(target is one for one in whole.case.targets):
            return as_seen(self.known, whole, judge(whole.case, target))
        return self._by_county(target)

    def _by_county(self, target: Target) -> Seen:
        own = {u: f for u, f in self.offices.items() if u in target["scope"]}
        if len(own) == 1:
            figure = next(iter(own.values()))
            return as_seen(self.known, figure, judge(figure.case, target))
        return _counted(self.known, {u: judge(f.case, target) for u, f in own.items()}, own)

    def county(self, unit: str) -> tuple[Judgement, Seen] | None:
        """Return how a single county stands, by the target it is measured against."""
        figure = self.offices.get(unit)
        if figure is None:
            return None
        main = assess(figure.case).main
        return main, as_seen(self.known, figure, main)

    @property
    def single(self) -> tuple[str, ...]:
        """The counties with a figure, where these cannot be put together."""
        if self.source is None or self.source.members(self.known.catalogue):
            return ()
        return tuple(unit for unit, figure in self.offices.items() if figure.case.value is not None)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """How each county stands, by the target it is measured against."""
        if self.held is not None:
            return tasks.parts_of(self.held)
        found: list[Part] = []
        for unit, figure in self.offices.items():
            main = assess(figure.case).main
            actual = words.reached(figure.case, main.told)
            lacks = figure.case.value is None
            found.append(Part(unit, UNJUDGED if lacks else main.verdict, actual, lacks))
        return tuple(found)


def items(dates: Sequence[Known]) -> Iterator[Item]:
    """Yield every indicator of the catalogue, at each date."""
    for one in dates[0].catalogue.data["indicators"]:
        yield _item(dates, one)


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


def _by_task(known: Known, indicator: Indicator, held: tuple[Held, ...]) -> Seen:
    """Return how something stands that the state of a task tells, with the task beside it."""
    code = indicator["task"]
    name = next((one["name"] for one in known.catalogue.data["milestones"] if one["code"] == code), "")
    seen = tasks.together(known, held)
    reason = say("models.evaluation.by_task.reason", code=code, name=name, reason=seen.reason)
    return replace(seen, reason=reason, basis=say("models.evaluation.by_task.basis", code=code))


def _without_source(known: Known, indicator: Indicator, target: Target) -> Seen:
    """Return how something stands that no form asks for: what the plan itself reports, a rule, or a list."""
    case = _past(known, indicator, target)
    if case is not None:
        return as_seen(known, Figure(case, say("models.evaluation.stage.plan")), judge(case, target))
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
