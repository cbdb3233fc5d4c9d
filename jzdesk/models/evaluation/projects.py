"""The projects judged by stage and months, those of the plan and those the offices have, and their 四率."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jzdesk.models import quantity, roles
from jzdesk.models.assess.finishing import finish
from jzdesk.models.assess.from_forms import projects_of
from jzdesk.models.assess.judge import UNJUDGED
from jzdesk.models.assess.rates import Project, four_rates
from jzdesk.models.entry import Key
from jzdesk.models.evaluation import words
from jzdesk.models.evaluation.known import Known
from jzdesk.models.evaluation.result import PROJECTS, Item, Line, Part, Rate, Seen
from jzdesk.models.evaluation.tasks import period_of
from jzdesk.models.form import Row
from jzdesk.models.sheet import Sheet
from jzdesk.words import say


@dataclass(frozen=True)
class Held:
    """A project as the office has it that it stands under."""

    unit: str
    row: Row
    sheet: Sheet
    project: Project

    @property
    def category(self) -> str:
        """The code of its category."""
        return self.text("category")

    def text(self, code: str) -> str:
        """Return what stands in a column, in words or as its code."""
        form = self.sheet.catalogue.form_as(roles.PROJECTS)
        column = None if form is None else form.column(code)
        if form is None or column is None or code not in self.row.columns:
            return ""
        value = self.sheet.cell(Key(form.id, self.row.code, code), self.row, column).value
        return value if isinstance(value, str) else ""

    def word(self, code: str) -> str:
        """Return the word of a choice."""
        form = self.sheet.catalogue.form_as(roles.PROJECTS)
        column = None if form is None else form.column(code)
        return column.word(self.text(code)) if column is not None else ""

    @property
    def lacks(self) -> bool:
        """Nothing was said of it."""
        return not self.text("stage")


def held_by(known: Known) -> tuple[Held, ...]:
    """Return every project of every office: the plan's first, in its order, then the offices' own."""
    order = {one["code"]: n for n, one in enumerate(known.catalogue.data["projects"])}
    found = list(_every(known))
    return tuple(sorted(found, key=lambda one: order.get(one.row.code, len(order))))


def _every(known: Known) -> Iterator[Held]:
    at = period_of(known)
    for unit in known.sheets:
        sheet = known.sheet(unit, at)
        rows = [row for row in sheet.rows(known.catalogue.id_as(roles.PROJECTS)) if not row.derived]
        for row, project in zip(rows, projects_of(sheet), strict=True):
            yield Held(unit, row, sheet, project)


def items(dates: Sequence[Known]) -> tuple[Item, ...]:
    """Return every project, at each date."""
    known = [{(h.unit, h.row.code): h for h in held_by(one)} for one in dates]
    spots = list(dict.fromkeys(spot for one in known for spot in one))
    listed = {code for _, code in spots}
    rest = [one for one in dates[0].catalogue.data["projects"] if one["code"] not in listed]
    sources = {one["code"]: str(one["source"]) for one in dates[0].catalogue.data["projects"]}
    found = [_item(dates, [one.get(spot) for one in known], sources.get(spot[1], "")) for spot in spots]
    return (*found, *(_unheld(dates, one["code"], one["name"], one["source"]) for one in rest))


def _unheld(dates: Sequence[Known], code: str, name: str, source: str) -> Item:
    """Return a project that stands under no office at these dates."""
    seen = tuple(_nothing(known) for known in dates)
    line = Line(say("models.evaluation.no_month"), source, "", True, seen)
    return Item(PROJECTS, code, name, "", "", (line,))


def _nothing(known: Known) -> Seen:
    at = period_of(known).title
    return Seen(UNJUDGED, say("models.evaluation.none", period=at), period=at, lacks=True)


def _item(dates: Sequence[Known], held: Sequence[Held | None], source: str) -> Item:
    first = next(one for one in held if one is not None)
    name = first.row.label if first.row.origin == "plan" else first.text("name") or first.row.label
    seen = tuple(
        _nothing(known) if one is None else _seen(known, one) for known, one in zip(dates, held, strict=True)
    )
    planned = first.project.planned
    line = Line(
        first.project.plan_end or say("models.evaluation.no_month"), source or say("models.evaluation.added"),
        words.names(dates[0].catalogue, [first.unit]), True, seen,
    )  # fmt: skip
    part = Part(first.unit, seen[0].verdict, seen[0].actual, seen[0].lacks)
    base = say("models.derive.pending_city") if planned is None else _sum(planned)
    return Item(PROJECTS, first.row.code, name, first.word("category"), base, (line,), (part,))


def _seen(known: Known, held: Held) -> Seen:
    at = period_of(known)
    if held.lacks:
        return _nothing(known)
    found = finish(held.project, at)
    planned, done = held.project.planned, held.project.done
    told = [held.word("stage")]
    if done is not None:
        told.append(say("models.evaluation.done", value=_sum(done)))
        if planned:
            told.append(say("models.evaluation.share", pct=quantity.quotient(done * 100, planned, 1)))
    left = planned - done if planned is not None and done is not None and planned > done else None
    gap = say("models.evaluation.money_left", value=_sum(left)) if left is not None else ""
    return Seen(found.verdict, found.text, "，".join(told), at.title, gap=gap)


def _sum(number: Decimal) -> str:
    return say("models.evaluation.sum", value=quantity.show(number, 2))


def rates(known: Known) -> tuple[Rate, ...]:
    """Return 四率 of each category that has a project, and of all."""
    held, found = held_by(known), list[Rate]()
    for category in known.catalogue.data["investment"]:
        mine = [h.project for h in held if category.get("total") or h.category == category["category"]]
        if not mine:
            continue
        for rate in four_rates(mine, period_of(known)):
            places = 0 if rate.counts else 2
            top, bottom = (quantity.show(n, places) for n in (rate.numerator, rate.denominator))
            kind = "projects" if rate.counts else "money"
            unit = say(f"models.evaluation.rate_{kind}", top=top, bottom=bottom)
            value = say("models.derive.dash") if rate.value is None else f"{quantity.show(rate.value, 1)}%"
            word = "rate_why" if rate.why else "rate"
            text = say(f"models.evaluation.{word}", value=value, parts=unit, why=rate.why)
            found.append(Rate(category["name"], rate.name, text))
    return tuple(found)
