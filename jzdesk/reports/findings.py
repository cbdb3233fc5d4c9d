"""What the checks of a period came to: counts, explanations, figures still owed, corrections."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import groupby
from typing import Any

from jzdesk.errors import UsageError
from jzdesk.models import difference, quantity
from jzdesk.models.checks import FAILED, Finding, asking
from jzdesk.models.corrected import Corrected, corrected
from jzdesk.models.entry import OWED, Key
from jzdesk.models.form import MANDATORY
from jzdesk.models.snapshot import Frozen
from jzdesk.models.waiver import waived_count, waivers_of
from jzdesk.reports.document import CENTRE, LEFT, RIGHT, WHOLE, Cell, Grid, GridRow, HeadCell
from jzdesk.reports.stamp import called, day
from jzdesk.words import say


def simple_grid(name: str, widths: tuple[float, ...], rows: list[tuple[Cell, ...]], size: float = 9) -> Grid:
    """Return a list as a grid; its heads are the words `reports.lists.NAME`."""
    heads = say(f"reports.lists.{name}").split()
    return Grid(
        widths, (tuple(HeadCell(text, n) for n, text in enumerate(heads)),),
        tuple(GridRow("row", cells) for cells in rows), size=size,
    )  # fmt: skip


def counts_sentence(frozen: Frozen) -> str:
    """Return how many checks passed, failed, could not run or had nothing to compare with."""
    counts = frozen.content["counts"]
    failed = frozen.content["findings"]
    must = sum(f["severity"] == MANDATORY for f in failed)
    explained = sum(f["explanation"] is not None for f in failed)
    waived = waived_count(frozen.content)
    return say(
        "reports.check.counts", total=sum(counts.values()), passed=counts["passed"], failed=counts["failed"],
        must=must, ask=len(failed) - must, explained=explained,
        not_run=counts["not_run"], not_applicable=counts["not_applicable"] - waived,
        waived=say("reports.check.counts_waived", n=waived) if frozen.content.get("waivers") else "",
    )  # fmt: skip


def explanations(frozen: Frozen) -> Grid | None:
    """Return every failed check with its explanation; None when all passed."""
    rows = [
        (
            Cell(str(number), CENTRE), Cell(group[0]["rule"], CENTRE), Cell(group[0]["severity"], CENTRE),
            Cell(message_of(frozen, group)),
            Cell(group[0]["explanation"] or say("reports.check.unexplained")),
        )
        for number, group in enumerate(grouped(frozen), 1)
    ]  # fmt: skip
    return simple_grid("explanations", (9, 12, 15, 66, 56), rows) if rows else None


def waivers(frozen: Frozen) -> Grid | None:
    """Return the rules that were waived, by which document and until when; None where none was."""
    rules = {rule.number: rule.wording for rule in frozen.catalogue.rules}
    rows = [
        (Cell(one.rule, CENTRE), Cell(rules.get(one.rule, "")), Cell(one.document),
         Cell(say("reports.check.span", since=day(one.since), until=day(one.until)), CENTRE),
         Cell(one.reason))
        for one in waivers_of(frozen.content)
    ]  # fmt: skip
    return simple_grid("waivers", (12, 48, 32, 30, 36), rows) if rows else None


def replies(frozen: Frozen) -> Grid | None:
    """Return what the city returned, and what became of it; None where it returned nothing."""
    rows = [
        (Cell(one["place"]), Cell(one["text"]), Cell(one["answer"] or say("reports.check.mended")))
        for one in frozen.content.get("replies", [])
    ]
    return simple_grid("replies", (50, 54, 54), rows) if rows else None


Found = Mapping[str, Any]


def grouped(frozen: Frozen) -> list[list[Found]]:
    """Return the failed checks in their order; more than `SINGLY` of a rule explained alike are one group."""
    alike: dict[tuple[str, str, str], list[Found]] = {}
    for finding in frozen.content["findings"]:
        alike.setdefault(_like(finding), []).append(finding)
    groups: list[list[Found]] = []
    for finding in frozen.content["findings"]:
        same = alike[_like(finding)]
        if not finding["explanation"] or len(same) <= asking.SINGLY:
            groups.append([finding])
        elif same[0] is finding:
            groups.append(same)
    return groups


def _like(finding: Found) -> tuple[str, str, str]:
    keys = _keys(finding)
    return finding["rule"], keys[0].form if keys else "", finding["explanation"] or ""


def _keys(finding: Found) -> tuple[Key, ...]:
    """Return the cells of a finding; none where a content from elsewhere names them in no way of ours."""
    try:
        return tuple(Key.parse(str(key)) for key in finding.get("keys") or ())
    except (TypeError, UsageError):
        return ()


def message_of(frozen: Frozen, group: list[Found]) -> str:
    """Return what was found; of a group their number, the first one's sentence, and where the others are."""
    first, *others = group
    if not others:
        return first["message"]
    places = say("reports.review.place_mark").join(
        dict.fromkeys(called(frozen, key, short=True) for f in others for key in _keys(f)[:1])
    )
    return say("reports.check.group", n=len(group), message=first["message"], places=places)


def poor(frozen: Frozen) -> dict[int, str]:
    """Return the explanations of the content that say too little: by the `id` of the finding, and why."""
    found = frozen.content["findings"]
    why = asking.poor([_finding(f) for f in found])
    return {id(f): why[_finding(f)] for f in found if _finding(f) in why}


def _finding(found: Found) -> Finding:
    """Return a finding as the content holds it."""
    return Finding(
        found["rule"], found["severity"], bool(found.get("trial")), FAILED, _keys(found),
        found["message"], "", explanation=found["explanation"],
    )  # fmt: skip


def owed_cells(frozen: Frozen) -> Iterator[tuple[Key, str, str]]:
    """Yield every cell that somebody still owes: key, who, until when."""
    for key, cell in blanks(frozen):
        reason, _, rest = cell.partition(":")
        if reason == OWED:
            who, _, when = rest.partition(",")
            yield key, who, day(when)


def blanks(frozen: Frozen) -> Iterator[tuple[Key, str]]:
    """Yield every cell left blank for a reason, in the order of the forms."""
    for form in frozen.forms:
        for row in frozen.rows(form):
            for column in frozen.catalogue.columns(form, row, frozen.period):
                key = Key(form.id, row.code, column.code)
                cell = frozen.cell(key)
                if "b" in cell:
                    yield key, cell["b"]


def owed(frozen: Frozen) -> Grid | None:
    """Return the list of figures still owed; None when there are none."""
    rows = [
        (Cell(called(frozen, key)), Cell(who), Cell(when, CENTRE)) for key, who, when in owed_cells(frozen)
    ]
    return simple_grid("owed", (88, 40, 30), rows) if rows else None


def corrections(frozen: Frozen) -> Grid | None:
    """Return what changed since the file the city last had, form by form; None when nothing did."""
    titles = {form.id: form.title for form in frozen.catalogue.forms}
    rows: list[GridRow] = []
    for title, lines in groupby(
        corrected(frozen), lambda line: titles.get(Key.parse(line.key).form, line.key)
    ):
        rows.append(GridRow("band", (Cell(title, span=WHOLE, bold=True),)))
        rows += [GridRow("row", _correction(frozen, line)) for line in lines]
    name = "changes_final" if frozen.period.kind == "year" else "changes"
    return replace(simple_grid(name, _CHANGES, [], 8.5), rows=tuple(rows)) if rows else None


_CHANGES = (51, 20, 20, 17, 12, 20, 20)


def _correction(frozen: Frozen, line: Corrected) -> tuple[Cell, ...]:
    gap, year = line.gap, line.year
    sides = (None, None) if year is None else (year.old, year.new)
    return (
        Cell(place_of(frozen, line)),
        replace(_value(line, line.old), strike=line.old is not None), _value(line, line.new),
        _figure(None if gap is None else gap.number, 0 if gap is None else gap.places),
        _figure(None if gap is None else gap.percent, 1),
        *(_figure(side, 0 if year is None else year.places) for side in sides),
    )  # fmt: skip


def place_of(frozen: Frozen, line: Corrected) -> str:
    """Return where a change is, below its form; a row that is gone by the name it had."""
    if line.place is None and line.head:
        return say("reports.form.short_place", row=line.label, column=line.head)
    return called(frozen, Key.parse(line.key), short=True)


def _figure(number: Decimal | None, places: int) -> Cell:
    """Return a figure, or a dash where there is nothing to compare with."""
    return Cell(say("models.derive.dash") if number is None else quantity.show(number, places), RIGHT)


def told(line: Corrected, text: str | None) -> str:
    """Return a changed cell's old or new content as it is read."""
    return say("reports.check.nothing") if text is None else line.told(text)


def _value(line: Corrected, text: str | None) -> Cell:
    """Return a changed cell's old or new content as it is printed."""
    column = None if line.place is None else line.place[2]
    if text is not None and difference.number_of(text, column) is not None:
        return Cell(told(line, text), RIGHT)
    in_the_middle = text is None or column is None or column.kind == "number"
    return Cell(told(line, text), CENTRE if in_the_middle else LEFT)
