"""What an explanation may begin with: what the 底稿 shows to have changed, or what was said last time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jzdesk.desk.office import Office
from jzdesk.models import lines, quantity
from jzdesk.models.checks import Finding, asking
from jzdesk.models.entry import Key
from jzdesk.models.lines import Line
from jzdesk.models.period import Period
from jzdesk.models.sheet import Sheet
from jzdesk.models.value import places_of, unit_of
from jzdesk.words import say

BY_LINES, SAID = "lines", "before"
_Lines = Mapping[Key, Sequence[Line]]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A text an explanation may begin with; `source` is `BY_LINES` or `SAID`."""

    text: str
    source: str


def proposals(office: Office, sheet: Sheet, findings: Sequence[Finding]) -> list[Proposal | None]:
    """Return for each finding what its explanation may begin with.

    The lines of 底稿 that changed most tell of this very figure, so they go before what was said last time.
    """
    period = sheet.period
    said = _said(office, period)
    earlier: dict[str, _Lines] = {}
    if sheet.lines:
        earlier = {
            "previous": office.store.lines(period.previous),
            "last_year": office.store.lines(period.last_year),
        }
    rules = {rule.number: rule for rule in sheet.catalogue.rules}
    found: list[Proposal | None] = []
    for finding in findings:
        against = str(rules[finding.rule].params.get("against", ""))
        text = _by_lines(sheet, finding, against, earlier[against]) if against in earlier else ""
        before = said.get((finding.rule, finding.keys), "")
        found.append(Proposal(text, BY_LINES) if text else Proposal(before, SAID) if before else None)
    return found


def poorly(office: Office, period: Period, rule: str, keys: Sequence[Key]) -> str:
    """Return why what was said of these findings says too little (`asking.THIN`, `SAME`), else nothing."""
    poor = asking.poor(office.outcomes(period))
    return next((why for f, why in poor.items() if f.rule == rule and set(f.keys) & set(keys)), "")


def _said(office: Office, period: Period) -> dict[tuple[str, tuple[Key, ...]], str]:
    """Return what was said of each rule's cells a year ago, or else the period before."""
    found: dict[tuple[str, tuple[Key, ...]], str] = {}
    for earlier in (period.previous, period.last_year):  # the last one wins
        for given in office.store.explanations(earlier):
            found[given.rule, given.keys] = given.text
    return found


def _by_lines(sheet: Sheet, finding: Finding, against: str, earlier: _Lines) -> str:
    """Return the largest changes by line of a figure that was opened into some both times."""
    key = next((k for k in finding.keys if sheet.lines.get(k) and earlier.get(k)), None)
    if key is None:
        return ""
    changes = lines.largest(sheet.lines[key], earlier[key])
    if not changes:
        return ""
    _, row, column = sheet.place(key)
    unit, places = unit_of(row, column), places_of(row, column)
    parts = [_change(line, change, unit, places) for line, change in changes]
    other = say(
        f"models.period.previous_{sheet.period.kind}" if against == "previous" else "models.checks.last_year"
    )
    return say("desk.explaining.by_lines", other=other, parts="、".join(parts))


def _change(line: Line, change: Decimal, unit: str, places: int) -> str:
    word = "more" if change > 0 else "less"
    return say(
        f"desk.explaining.{word}", name=line.name, change=quantity.show(abs(change), places), unit=unit
    )
