"""审核关系表: every rule of the forms an office fills in a period, to be read on paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from jzdesk.models.catalogue import Catalogue
from jzdesk.models.form import Form, Rule
from jzdesk.models.period import Period
from jzdesk.models.waiver import Waiver
from jzdesk.reports.document import (
    A4_TIGHT,
    CENTRE,
    WHOLE,
    Block,
    Cell,
    Document,
    Gap,
    Grid,
    GridRow,
    HeadCell,
    Paragraph,
    Section,
    Sides,
)
from jzdesk.reports.stamp import day
from jzdesk.words import say

_WIDTHS = (13, 17, 62, 58, 24)
"""Number, kind, wording, remedy, since: millimetres."""


@dataclass(frozen=True, slots=True)
class RulesInput:
    """What the table shows: the office and its place, the period, the forms due, and what is waived."""

    office: str
    place: str
    period: str
    forms: tuple[str, ...]
    waived: Mapping[str, Mapping[str, str]]
    practice: bool
    today: str

    def plain(self) -> dict[str, Any]:
        """Return it as JSON can hold it."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def rules_document(given: RulesInput, catalogue: Catalogue) -> Document:
    """Return the table of rules; those not in force in the period are left out."""
    period = Period.parse(given.period)
    title = say("reports.rules.title", place=given.place)
    forms = [catalogue.form(code) for code in given.forms]
    found = [(form, rules_of(catalogue, form, period)) for form in forms]
    count = sum(len(rules) for _, rules in found)
    blocks: list[Block] = [
        Paragraph(title, size=18, bold=True, align=CENTRE, leading=1.6, space=1, keep=True),
        Sides(given.office, period.title, day(given.today), size=10, space=1),
        Paragraph(say("reports.rules.sentence", n=count), size=9, leading=1.5),
        Gap(1.5),
        Grid(_WIDTHS, (_heads(),), tuple(_rows(found, given)), size=8.5),
    ]
    name = say("reports.rules.document", place=given.place, period=period.title)
    section = Section(title, A4_TIGHT, tuple(blocks))
    return Document(name, given.office, (section,), practice=given.practice)


def rules_of(catalogue: Catalogue, form: Form, period: Period) -> list[Rule]:
    """Return a form's rules in force in a period."""
    return [rule for rule in catalogue.rules if rule.form == form.id and rule.holds(period)]


def _heads() -> tuple[HeadCell, ...]:
    return tuple(HeadCell(text, n) for n, text in enumerate(say("reports.rules.heads").split()))


def _rows(found: list[tuple[Form, list[Rule]]], given: RulesInput) -> list[GridRow]:
    rows: list[GridRow] = []
    for form, rules in found:
        if rules:
            band = say("reports.rules.band", number=form.number, form=form.title, n=len(rules))
            rows.append(GridRow("band", (Cell(band, span=WHOLE, bold=True),)))
            rows += [_row(rule, given) for rule in rules]
    return rows


def _row(rule: Rule, given: RulesInput) -> GridRow:
    kind = say("reports.rules.trial", kind=rule.severity) if rule.trial else rule.severity
    granted = given.waived.get(rule.number)
    wording = rule.wording
    if granted is not None:
        wording += say("reports.rules.waived", sentence=Waiver(**granted).sentence)
    since = Period.parse(rule.since).title
    cells = (
        Cell(rule.number, CENTRE),
        Cell(kind, CENTRE),
        Cell(wording),
        Cell(rule.remedy),
        Cell(since, CENTRE),
    )
    return GridRow("row", cells)
