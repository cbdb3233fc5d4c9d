"""What the checks of a period came to: counts, explanations, figures still owed, corrections."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from jzdesk.models import quantity
from jzdesk.models.entry import MERGED, OWED, PLAIN_BLANKS, Key, blank_word
from jzdesk.models.form import MANDATORY
from jzdesk.models.snapshot import Frozen
from jzdesk.models.value import places_of, shown
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
            Cell(str(number), CENTRE), Cell(finding["rule"], CENTRE), Cell(finding["severity"], CENTRE),
            Cell(finding["message"]), Cell(finding["explanation"] or say("reports.check.unexplained")),
        )
        for number, finding in enumerate(frozen.content["findings"], 1)
    ]  # fmt: skip
    return simple_grid("explanations", (9, 12, 15, 66, 56), rows) if rows else None


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
