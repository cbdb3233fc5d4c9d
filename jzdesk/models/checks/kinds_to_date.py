"""The kind of rule about 1—本季累计 from one quarter to the next: `grows`."""

from __future__ import annotations

from collections.abc import Iterator

from jzdesk.models import derive, to_date
from jzdesk.models.checks.finding import FAILED, NOT_APPLICABLE, Finding
from jzdesk.models.checks.place import Place, sides
from jzdesk.words import say


def grows(place: Place) -> Iterator[Finding]:
    """Find a 累计 of `column` that is below what it was at the end of the quarter before, in the same year.

    No quarter is below zero, so it has fallen by its 前期调整数; a year's first quarter has none before it.
    """
    code = place.rule.params["column"]
    column, now = place.column(code), place.sheet.period
    if column is None or now.index < 2:
        return
    lacking = place.lacking(column)
    if lacking and lacking.result != NOT_APPLICABLE:
        yield lacking
        return
    key = place.key(code)
    total = derive.year_to_date(place.sheet, key, place.row, column)
    before, missing = to_date.before(place.sheet, key, place.row, column)
    if total is None or missing:
        no_base = place.finding(NOT_APPLICABLE, [code], say("models.checks.no_ytd", row=place.label))
        yield lacking or no_base
        return
    adjusted = place.column("adjustment")
    codes = [code] if adjusted is None else [code, adjusted.code]
    if total >= before:
        yield place.passed(codes)
        return
    text = say("models.checks.ytd_fell", row=place.label, left=place.show(total, column),
               period=now.previous.title, right=place.show(before, column),
               difference=place.show(before - total, column))  # fmt: skip
    yield place.finding(FAILED, codes, text, **sides(place, column, total, before))
