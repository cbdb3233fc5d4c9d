"""Rules applied to a sheet: the same code at cell exit, in `check`, before freezing, and in the city.

Rules are catalogue data; their few kinds are the functions named in `kinds`. Each yields findings with
both sides, the difference and what to do. A cell of one's own that is still 未填报 makes a rule
`not_run`, which blocks; a missing other side makes it `not_applicable`, which never does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from jzdesk.models.checks import kinds
from jzdesk.models.checks import place as at
from jzdesk.models.checks.finding import FAILED, NOT_APPLICABLE, NOT_RUN, PASSED, Finding
from jzdesk.models.form import MANDATORY
from jzdesk.records import replace

if TYPE_CHECKING:
    from jzdesk.models.checks.place import Place, Spots
    from jzdesk.models.form import Row, Rule
    from jzdesk.models.sheet import Sheet

__all__ = [
    "FAILED", "MANDATORY", "NOT_APPLICABLE", "NOT_RUN", "PASSED",
    "Finding", "counts", "findings", "places", "run", "said_at", "standing", "waived",
]  # fmt: skip


def run(sheet: Sheet, number: str | None = None) -> list[Finding]:
    """Return every outcome, passed ones too, in the order of rules and rows; of one rule where named."""
    return [standing(sheet, found) for place in places(sheet, number) for found in said_at(place)]


def places(sheet: Sheet, number: str | None = None) -> Iterator[Place]:
    """Yield where the rules (one, where named) look, in the order of rules and rows."""
    laid: dict[str, list[tuple[Row, Spots]]] = {}
    for rule in sheet.catalogue.rules:
        if not rule.holds(sheet.period) or number not in {None, rule.number}:
            continue
        form = sheet.catalogue.form(rule.form)
        if not sheet.asks(form.id) or form.id in sheet.nil:
            continue
        if form.id not in laid:
            laid[form.id] = [(row, sheet.spots(form, row)) for row in sheet.rows(form.id)]
        for row, spots in _concerned(rule, laid[form.id]):
            yield at.Place(sheet, rule, form, row, spots)


def findings(outcomes: Iterable[Finding]) -> list[Finding]:
    """Return what is worth reading: all but the passed."""
    return [f for f in outcomes if f.result != PASSED]


def counts(outcomes: Iterable[Finding]) -> dict[str, int]:
    """Return how many outcomes there are of each result."""
    found = Counter(f.result for f in outcomes)
    return {result: found[result] for result in (PASSED, FAILED, NOT_RUN, NOT_APPLICABLE)}


def waived(outcomes: Iterable[Finding]) -> int:
    """Return how many outcomes are those of a waived rule; `counts` has them under 无比较基础."""
    return sum(f.waived for f in outcomes)


def _concerned(rule: Rule, laid: Iterable[tuple[Row, Spots]]) -> list[tuple[Row, Spots]]:
    """Return the rows a rule is about: of its `rows` and `blocks`, and no 合计 unless about `totals`."""
    params = rule.params
    codes, blocks, totals = params.get("rows"), params.get("blocks"), params.get("totals", False)
    return [
        (row, spots) for row, spots in laid
        if row.derived is totals and (codes is None or row.code in codes)
        and (blocks is None or row.block in blocks)
    ]  # fmt: skip


def said_at(place: Place) -> Iterable[Finding]:
    """Return what a rule says of a row, where the row's cells are what the rule's `where` names."""
    where = place.rule.params.get("where")
    for code, options in where.items() if where else ():
        column = place.column(code)
        if column is None:
            return ()
        cell = place.cell(column)
        if cell.open:
            lacking = place.lacking(column)
            return [lacking] if lacking else ()
        if cell.value not in options:
            return ()
    return kinds.KINDS[place.rule.kind](place)


def standing(sheet: Sheet, finding: Finding) -> Finding:
    """Return a finding as it stands: waived, explained, or as it was found."""
    if finding.result == PASSED and not sheet.waived:
        return finding
    return _explained(sheet, _waived(sheet, finding))


def _waived(sheet: Sheet, finding: Finding) -> Finding:
    """Return a waived rule's outcome, whatever the figures are: that it was not to be kept, and why."""
    granted = sheet.waived.get(finding.rule)
    if granted is None:
        return finding
    return replace(
        finding, result=NOT_APPLICABLE, message=granted.sentence, left=None, right=None, difference=None,
        mend=(), waived=True,
    )  # fmt: skip


def _explained(sheet: Sheet, finding: Finding) -> Finding:
    if finding.result != FAILED or finding.severity == MANDATORY:
        return finding
    for given in sheet.explanations:
        if (given.rule, given.keys, given.figures) == (finding.rule, finding.keys, finding.figures):
            return replace(finding, explanation=given.text)
    return finding
