"""The lists behind the forms of an upload file: check result, blanks and notes, changes, 历史补录."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from jzdesk.exchange.visible_sheet import HEAD, META, NUMBER, TEXT, VisibleCell, VisibleSheet
from jzdesk.models import backfill, difference
from jzdesk.models.backfill import Line
from jzdesk.models.corrected import Corrected, corrected, earlier
from jzdesk.models.form import Column, Form, Row
from jzdesk.models.period import Period
from jzdesk.models.snapshot import Frozen
from jzdesk.models.value import places_of, shown, unit_of
from jzdesk.models.waiver import waived_count, waivers_of
from jzdesk.words import say

_LONG = frozenset({"message", "explanation", "note", "remarks", "answers"})


def lists(frozen: Frozen) -> list[VisibleSheet]:
    """Return the check result with explanations, blanks and notes, what changed, is waived, is carried."""
    sheets = [_checked(frozen)]
    if notes := list(_notes(frozen)):
        sheets.append(_noted(notes))
    if frozen.content["changes"]:
        sheets.append(_changed(frozen))
    if replies := frozen.content.get("replies"):
        heads = ("place", "remarks", "answers")
        rows = [(r["place"], r["text"], r["answer"] or say("exchange.mended")) for r in replies]
        sheets.append(_list(say("exchange.sheet.replies"), heads, rows))
    if frozen.content.get("waivers"):
        sheets.append(_waived(frozen))
    if frozen.content["backfill"]:
        sheets.append(_carried(frozen))
    return sheets


def _checked(frozen: Frozen) -> VisibleSheet:
    counts = frozen.content["counts"]
    rows = [
        (f["rule"], f["severity"], f["message"], f["explanation"] or "") for f in frozen.content["findings"]
    ]
    sheet = _list(say("exchange.sheet.checks"), ("rule", "severity", "message", "explanation"), rows)
    waived = waived_count(frozen.content)
    numbers = {name: counts[name] for name in ("passed", "failed", "not_run")}
    told = say("exchange.counts", **numbers, not_applicable=counts["not_applicable"] - waived)
    told += say("exchange.counts_waived", n=waived) if frozen.content.get("waivers") else ""
    sheet.put(2, 1, VisibleCell(META, told, signed=True))
    return sheet


def _list(name: str, heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> VisibleSheet:
    sheet = VisibleSheet(name, heads=(3, 3))
    sheet.put(1, 1, VisibleCell(META, name))
    for column, word in enumerate(heads, 1):
        sheet.put(3, column, VisibleCell(HEAD, say(f"exchange.head.{word}")))
        sheet.widths[column] = 60 if word in _LONG else 30 if word == "place" else 16
    for row, texts in enumerate(rows, 4):
        for column, text in enumerate(texts, 1):
            sheet.put(row, column, VisibleCell(TEXT, text, signed=True))
    return sheet


def _noted(notes: Sequence[tuple[str, str, bool]]) -> VisibleSheet:
    """Return the sheet of blanks and notes; who owes a figure is signed, a note is not."""
    sheet = _list(say("exchange.sheet.notes"), ("place", "note"), [(name, text) for name, text, _ in notes])
    for row, (name, text, signed) in enumerate(notes, 4):
        for column, shown_text in enumerate((name, text), 1):
            sheet.put(row, column, VisibleCell(TEXT, shown_text, signed=signed))
    return sheet


def _notes(frozen: Frozen) -> Iterator[tuple[str, str, bool]]:
    """Yield what has to be said beside cells; most cells have nothing, and are not named either."""
    for form in frozen.forms:
        told = {
            place: cell for place, cell in frozen.cells(form).items()
            if "n" in cell or "on" in cell or ":" in cell.get("b", "")
        }  # fmt: skip
        for row, column in _places(frozen, form) if told else ():
            cell = told.get(f"{row.code}/{column.code}", {})
            if cell:
                name = f"{frozen.label(form, row)}·{column.name}"
                if ":" in cell.get("b", ""):
                    yield name, cell["b"], True
                if "on" in cell:
                    yield name, _stage(cell), True
                if "n" in cell:
                    yield name, cell["n"], False


def _places(frozen: Frozen, form: Form) -> Iterator[tuple[Row, Column]]:
    for row in frozen.rows(form):
        for column in frozen.catalogue.columns(form, row, frozen.period):
            yield row, column


_CHANGED = {"place": 44.0, "old": 17.0, "new": 17.0, "gap": 15.0, "percent": 11.0, "year_old": 17.0,
            "year_new": 17.0, "reason": 32.0}  # fmt: skip


def _changed(frozen: Frozen) -> VisibleSheet:
    """Return the sheet of what changed since the receiver's last file: by how much, why, and the 累计."""
    shows = "final" if frozen.period.kind == "year" else "year"
    heads = tuple(word.replace("year", shows) for word in _CHANGED)
    sheet = _list(say("exchange.sheet.changes"), heads, [])
    sheet.widths = dict(enumerate(_CHANGED.values(), 1))
    for number, line in enumerate((*corrected(frozen), *earlier(frozen)), 4):
        for column, cell in enumerate(_change(line), 1):
            sheet.put(number, column, cell)
    return sheet


def _change(line: Corrected) -> list[VisibleCell]:
    """Return the cells of one change; a dash where there is nothing to compare with."""
    gap, year = line.gap, line.year
    percent = None if gap is None else gap.percent
    return [
        VisibleCell(TEXT, _where(line), signed=True), _side(line, line.old), _side(line, line.new),
        _figure_or_dash(None if gap is None else gap.number, 0 if gap is None else gap.places),
        _figure_or_dash(percent, 1),
        *(_figure_or_dash(side, year.places if year else 0) for side in (
            (year.old, year.new) if year else (None, None)
        )),
        VisibleCell(TEXT, line.reason or say("models.derive.dash"), signed=True),
    ]  # fmt: skip


def _where(line: Corrected) -> str:
    """Return where a change is; what has no place any longer is named by its KEY."""
    names = (line.period.title if line.period else "", line.form, line.label, line.head)
    return "·".join(name for name in names if name)


def _side(line: Corrected, text: str | None) -> VisibleCell:
    """Return what stood or stands in a changed cell: a figure as a figure, a blank reason for itself."""
    if line.place is not None:
        _, row, column = line.place
        number = difference.number_of(text, column)
        if number is not None:
            return VisibleCell(NUMBER, number=number, places=places_of(row, column), signed=True)
    # Of two reasons with the same word it is the rest that differs: who owes, and until when
    return VisibleCell(TEXT, text if text and difference.is_blank(text) else line.told(text), signed=True)


def _figure_or_dash(number: Decimal | None, places: int) -> VisibleCell:
    if number is None:
        return VisibleCell(TEXT, say("models.derive.dash"), signed=True)
    return VisibleCell(NUMBER, number=number, places=places, signed=True)


_WAIVED = {"rule": 8.0, "wording": 60.0, "document": 30.0, "since": 13.0, "until": 13.0, "why_waived": 44.0}


def _waived(frozen: Frozen) -> VisibleSheet:
    """Return the sheet of the rules that need not be kept: by which document, for how long, and why."""
    wordings = {rule.number: rule.wording for rule in frozen.catalogue.rules}
    rows = [
        (one.rule, wordings.get(one.rule, ""), one.document, one.since, one.until, one.reason)
        for one in waivers_of(frozen.content)
    ]
    sheet = _list(say("exchange.sheet.waivers"), tuple(_WAIVED), rows)
    sheet.widths = dict(enumerate(_WAIVED.values(), 1))
    return sheet


_CARRIED = {"period": 16.0, "form": 26.0, "row": 34.0, "row_code": 14.0, "column": 20.0, "value": 18.0,
            "unit": 12.0, "stage": 30.0, "remark": 40.0}  # fmt: skip


def _carried(frozen: Frozen) -> VisibleSheet:
    """Return the sheet of the 历史补录: a line for each figure; all but its note is signed."""
    sheet = _list(say("exchange.sheet.backfill"), tuple(_CARRIED), [])
    sheet.widths = dict(enumerate(_CARRIED.values(), 1))
    rows = [(p, _nothing(p, form)) for p, form in backfill.nil_forms(frozen.content, frozen.catalogue)]
    rows += [(line.period, _figure(line)) for line in backfill.lines(frozen.content, frozen.catalogue)]
    for number, (_, cells) in enumerate(sorted(rows, key=lambda r: r[0]), 4):
        for column, cell in enumerate(cells, 1):
            sheet.put(number, column, cell)
    return sheet


def _stage(cell: Mapping[str, str]) -> str:
    """Return day and reason of a stage of a yearly figure; empty for all others."""
    return say("exchange.stage", on=cell["on"], why=cell.get("why", "")).rstrip() if "on" in cell else ""


def _nothing(period: Period, form: Form) -> list[VisibleCell]:
    texts = (period.title, form.title, "", "", "", say("exchange.nil"), "", "")
    return [VisibleCell(TEXT, text, signed=True) for text in texts]


def _figure(line: Line) -> list[VisibleCell]:
    numeric = line.column.kind == "number" and "v" in line.cell
    code = line.row.code if line.form.codes_shown else ""
    names = (line.period.title, line.form.title, line.label, code, line.head)
    cells = [VisibleCell(TEXT, text, signed=True) for text in names]
    if numeric:
        places = places_of(line.row, line.column)
        cells.append(VisibleCell(NUMBER, number=Decimal(line.cell["v"]), places=places, signed=True))
    else:
        text = shown(line.cell["v"], line.row, line.column) if "v" in line.cell else line.cell.get("b", "")
        cells.append(VisibleCell(TEXT, text, signed=True))
    unit = unit_of(line.row, line.column) if line.column.kind == "number" else ""
    cells.append(VisibleCell(TEXT, unit, signed=True))
    cells.append(VisibleCell(TEXT, _stage(line.cell), signed=True))
    cells.append(VisibleCell(TEXT, line.cell.get("n", "")))
    return cells
