"""取数: what a bureau is asked for, on paper or as a workbook, and the 催要单.

A bureau gets a workbook of its own lines or one sheet of paper; the workbook that comes back is taken in
like any other. Nothing here is in a file that goes to the city.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

from jzdesk.desk import rendering, reporting, sourcing
from jzdesk.desk.office import Office
from jzdesk.desk.rendering import Then
from jzdesk.desk.sourcing import Source
from jzdesk.errors import RefusedError
from jzdesk.exchange.entry_plan import EntryMeta, entered_text
from jzdesk.models import calendar, derive, quantity, value
from jzdesk.models.change import Changes
from jzdesk.models.enquiry import Asked, Letterhead, Reminder
from jzdesk.models.entry import Key
from jzdesk.models.form import Column, Row
from jzdesk.models.period import Period
from jzdesk.models.sheet import Sheet
from jzdesk.words import say


def asking(office: Office, period: Period, bureau: str, *, due: date, out: Path) -> Then:
    """Return the work of writing what a bureau is asked for, as a workbook (`.xlsx`) or on paper (`.pdf`).

    What follows notes when it was made and by when it is wanted back, and returns the file. Raises
    `RefusedError` where nothing of the period comes from this bureau.
    """
    reporting.need_suffix(out, ".xlsx", ".pdf")
    sheet = office.sheet(period)
    mine = [s for s in sourcing.of_sheet(sheet) if s.bureau == bureau]
    if not mine:
        raise RefusedError(say("desk.enquiring.nothing", bureau=bureau, period=period.title))
    meta = EntryMeta(office.unit, office.name, str(period), sheet.catalogue.edition, office.practice, bureau)
    job = {
        "job": "enquiry", "asked": [asdict(_asked(sheet, source)) for source in mine],
        "head": asdict(_letterhead(office, period, bureau, due)), "meta": asdict(meta),
        "ending": out.suffix.lower(),
    }  # fmt: skip

    def note(made: Path) -> Path:
        told = {"made_on": office.today.isoformat(), "due": due.isoformat(), "answered_on": ""}
        _note(office, period, bureau, **told)
        return made

    return rendering.one_file(job, out), note


def answered(office: Office, period: Period, bureau: str) -> Changes:
    """Note that a bureau has answered today."""
    return _note(office, period, bureau, answered_on=office.today.isoformat())


def reminding(office: Office, period: Period, names: Sequence[str], out: Path) -> rendering.Rendering:
    """Return the work of writing the 催要单: a page for each of these bureaus that has not given everything.

    Raises `RefusedError` where there is none.
    """
    reporting.need_suffix(out, ".pdf")
    owing = [b for b in sourcing.bureaus(office, period) if b.owing and b.name in names]
    if not owing:
        raise RefusedError(say("desk.enquiring.none_owing", period=period.title))
    known = sourcing.sources(office, period)
    pages = [
        Reminder(
            b.name, period.title, _day(b.made_on), _day(b.due),
            tuple(_place(s) for s in known if s.bureau == b.name and s.open),
        )
        for b in owing
    ]  # fmt: skip
    job = {
        "job": "reminder", "reminders": [asdict(page) for page in pages], "office": office.name,
        "today": _day(office.today.isoformat()), "practice": office.practice,
    }  # fmt: skip
    return rendering.one_file(job, out)


def _note(office: Office, period: Period, bureau: str, **told: str) -> Changes:
    known = office.store.enquiries(period).get(bureau, {"made_on": "", "due": "", "answered_on": ""})
    with office.store.operation("ask", period, at=office.stamp, why=bureau, step=False) as op:
        op.enquiry(bureau, {**known, **told})
    return op.changes


def _asked(sheet: Sheet, source: Source) -> Asked:
    _, row, column = sheet.place(source.key)
    previous, last_year = _before(sheet, source.key, row, column)
    words = tuple(option.word for option in column.options)
    return Asked(
        key=str(source.key), row=source.row, column=source.column, unit=source.unit, previous=previous,
        last_year=last_year, now=entered_text(sheet.cell(source.key, row, column), row, column) or "",
        definition=row.definition or "", numeric=column.kind == "number",
        places=value.places_of(row, column) if column.kind == "number" else 0, words=words,
    )  # fmt: skip


def _before(sheet: Sheet, key: Key, row: Row, column: Column) -> tuple[str, str]:
    """Return what stood here last period and in the same one last year, as text."""
    if column.kind != "number":
        told = value.text_of(sheet.cell_at(sheet.period.previous, key, row, column), row, column)
        return told or "", ""
    beside = derive.computed(sheet, key, row, column)
    figures = (beside.previous, beside.last_year) if beside else (None, None)
    places = value.places_of(row, column)
    previous, last_year = ("" if f is None else quantity.show(f, places) for f in figures)
    return previous, last_year


def _letterhead(office: Office, period: Period, bureau: str, due: date) -> Letterhead:
    heads = {name: say(f"desk.enquiring.head.{name}") for name in _HEADS}
    heads["previous"] = say(f"models.period.previous_{period.kind}")
    heads["value"] = say("desk.enquiring.head.value", period=period.title)
    return Letterhead(
        title=say("desk.enquiring.title", bureau=bureau),
        line=say("desk.enquiring.line", office=office.name, period=period.title, due=_day(due.isoformat())),
        guide=say("desk.enquiring.guide"), heads=heads, foot=say("desk.enquiring.foot"),
    )  # fmt: skip


_HEADS = ("number", "row", "column", "unit", "last_year", "definition")


def _place(source: Source) -> str:
    word = "place" if source.unit else "place_plain"
    return say(f"desk.enquiring.{word}", row=source.row, column=source.column, unit=source.unit)


def _day(iso: str) -> str:
    return calendar.told(date.fromisoformat(iso)) if iso else ""
