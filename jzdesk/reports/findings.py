"""What the checks of a period came to: counts, explanations, figures still owed, corrections."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

from jzdesk.errors import UsageError
from jzdesk.models import quantity, waiver
from jzdesk.models.checks import FAILED, Finding, asking
from jzdesk.models.entry import MERGED, OWED, PLAIN_BLANKS, Key, blank_word
from jzdesk.models.form import MANDATORY
from jzdesk.models.snapshot import Frozen
from jzdesk.models.value import places_of, shown
from jzdesk.models.waiver import Waiver
from jzdesk.reports.document import CENTRE, RIGHT, WHOLE, Cell, Grid, GridRow, HeadCell
from jzdesk.reports.stamp import called, day, find
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
    return say(
        "reports.check.counts", total=sum(counts.values()), passed=counts["passed"], failed=counts["failed"],
        must=must, ask=len(failed) - must, explained=explained,
        not_run=counts["not_run"], not_applicable=counts["not_applicable"],
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
        for one in waived(frozen)
    ]  # fmt: skip
    return simple_grid("waivers", (12, 48, 32, 30, 36), rows) if rows else None


def waived(frozen: Frozen) -> list[Waiver]:
    """Return the waivers a content holds."""
    found = (waiver.of_plain(one) for one in frozen.content.get("waivers", []))
    return [one for one in found if one is not None]


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
    changes = {Key.parse(str(c["key"])): c for c in frozen.content["changes"] if "period" not in c}
    order = {key: n for n, key in enumerate(_all_keys(frozen))}
    forms = {form.id: form.title for form in frozen.catalogue.forms}
    rows: list[GridRow] = []
    for key in sorted(changes, key=lambda k: (list(forms).index(k.form), order.get(k, len(order)), k)):
        title = forms[key.form]
        if not any(r.kind == "band" and r.cells[0].text == title for r in rows):
            rows.append(GridRow("band", (Cell(title, span=WHOLE, bold=True),)))
        rows.append(GridRow("row", _correction(frozen, key, changes[key])))
    return replace(simple_grid("changes", (72, 26, 26, 20, 16), []), rows=tuple(rows)) if rows else None


def _all_keys(frozen: Frozen) -> Iterator[Key]:
    for form in frozen.forms:
        for row in frozen.rows(form):
            for column in frozen.catalogue.columns(form, row, frozen.period):
                yield Key(form.id, row.code, column.code)


def _correction(frozen: Frozen, key: Key, change: Mapping[str, str | None]) -> tuple[Cell, ...]:
    old, new = _number(frozen, key, change["old"]), _number(frozen, key, change["new"])
    found = find(frozen, key)
    places = places_of(found[1], found[2]) if found else 4
    gap = quantity.show(new - old, places) if old is not None and new is not None else ""
    pct = quantity.change_pct(new, old) if old is not None and new is not None else None
    return (
        Cell(called(frozen, key, short=True)),
        _value(frozen, key, change["old"]), _value(frozen, key, change["new"]),
        Cell(gap, RIGHT), Cell("" if pct is None else quantity.show(pct, 1), RIGHT),
    )  # fmt: skip


def _number(frozen: Frozen, key: Key, text: str | None) -> Decimal | None:
    found = find(frozen, key)
    if text is None or (found is not None and found[2].kind != "number"):
        return None
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _value(frozen: Frozen, key: Key, text: str | None) -> Cell:
    """Return a changed cell's old or new content as it is printed."""
    if text is None:
        return Cell(say("reports.check.nothing"), CENTRE)
    found = find(frozen, key)
    if _number(frozen, key, text) is not None:
        return Cell(shown(text, found[1], found[2]) if found else text, RIGHT)
    reason = blank_word(text)
    if found is None or found[2].kind == "number" or reason in (*PLAIN_BLANKS, MERGED, OWED):
        return Cell(reason, CENTRE)
    return Cell(shown(text, found[1], found[2]))
