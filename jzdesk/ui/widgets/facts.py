"""What there is to know about the cell at the cursor, as plain lines: for the panel beside the grid."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from jzdesk.desk import to_date, window
from jzdesk.models import derive, quantity
from jzdesk.models.entry import STAGES, Key, Stamp
from jzdesk.models.form import Column, Row
from jzdesk.models.snapshot import figure_text
from jzdesk.models.value import MAX_TEXT, behaviour_of, places_of, shown, unit_of
from jzdesk.ui.tables.faces import text_of_file
from jzdesk.ui.tables.scene import Refused, Scene
from jzdesk.words import has, say


@dataclass(frozen=True)
class CellFacts:
    """All the panel shows of one cell.

    `lines` counts those of its 底稿 and `may_lines` says whether it can have any; `earlier` is how long
    the paragraph of last time is that it may begin with; `stamp` tells when a stage was entered.
    """

    key: Key
    title: str
    place: str
    value: str
    unit: str
    reading: str
    compared: tuple[tuple[str, str], ...]
    missing: str
    definition: str
    blank: str
    note: str
    noted: bool
    sentences: tuple[str, ...]
    tone: str
    numeric: bool
    lines: int = 0
    may_lines: bool = False
    earlier: int = 0
    stamp: Stamp | None = None
    paragraph: bool = False


def facts_of(scene: Scene, key: Key) -> CellFacts | None:
    """Return what there is to know about a cell."""
    row, column = scene.sheet.row(key.form, key.row), scene.form.column(key.column)
    if row is None or column is None:
        return None
    cell = scene.cell(key, row, column)
    derived = column.derived or row.derived
    raw = figure_text(scene.sheet, key, row, column) if derived else text_of_file(cell, row, column)
    unit = unit_of(row, column) if column.kind == "number" else ""
    mark = scene.marks.get(key)
    refused = scene.refused.get(key)
    compared, missing = _compared(scene, key, row, column)
    return CellFacts(
        key=key, title=scene.sentence_label(row), place=_place(row, column, unit),
        value=_value(column, refused.text if refused else shown(raw, row, column)),
        unit="" if refused else unit,
        reading=_reading(cell.number, unit), compared=compared, missing=missing,
        definition=row.definition or "", blank=cell.blank or "",
        note=cell.note or "", noted=not derived,
        sentences=_sentences(scene, key, refused),
        tone="must" if refused else mark.tone if mark else "", numeric=column.kind == "number",
        lines=len(scene.sheet.lines.get(key, ())), may_lines=window.may_have_lines(scene.sheet, key),
        earlier=0 if refused else window.length_of(window.earlier_text(scene.sheet, key)),
        paragraph=window.is_paragraph(column), stamp=_stamp(scene, key) if cell.value is not None else None,
    )  # fmt: skip


def _sentences(scene: Scene, key: Key, refused: Refused | None) -> tuple[str, ...]:
    """Return why a text was not saved, or else what the checks say; of a 累计, that it may be typed over."""
    if refused is not None:
        return (refused.sentence,)
    mark = scene.marks.get(key)
    if mark is not None:
        return mark.sentences if mark.tone != "blank" else ()
    typed = to_date.takes(scene.sheet, key, editable=scene.editable)
    return (say("ui.to_date.hint"),) if typed else ()


def _value(column: Column, text: str) -> str:
    """Return a value as the panel shows it: a paragraph is read in its cell, its length here."""
    if text and window.is_paragraph(column):
        return say("ui.grid.written", n=window.length_of(text), most=MAX_TEXT)
    return text


def _stamp(scene: Scene, key: Key) -> Stamp | None:
    return scene.sheet.stamp(key) if key.column in STAGES else None


def _place(row: Row, column: Column, unit: str) -> str:
    behaviour = f"ui.side.behaviour.{behaviour_of(row, column)}"
    parts = [column.name, unit, say(behaviour) if column.kind == "number" and has(behaviour) else ""]
    return "　".join(p for p in parts if p)


def _reading(number: Decimal | None, unit: str) -> str:
    """Return how large a figure is in 万, where that helps to see a slip."""
    if number is None or abs(number) < 10_000 or "万" in unit:
        return ""
    return say("ui.side.reading", value=quantity.show(number / 10_000, 2), unit=unit)


def _compared(scene: Scene, key: Key, row: Row, column: Column) -> tuple[tuple[tuple[str, str], ...], str]:
    beside = derive.computed(scene.sheet, key, row, column)
    if beside is None:
        return (), ""
    places = places_of(row, column)
    period = scene.sheet.period
    last_year = _change(beside.change_last_year, beside.points, places)
    own = say("models.derive.missing", period=period.title)
    missing = "；".join(m for m in dict.fromkeys(beside.missing) if m != own)
    if period.kind == "year":
        pairs = [
            (say("ui.side.previous_year"), _figure(beside.last_year, places)),
            (say("ui.side.change_last_year"), last_year),
        ]
        return tuple(pairs), missing
    pairs = [
        (say(f"models.period.previous_{period.kind}"), _figure(beside.previous, places)),
        (say("ui.side.last_year"), _figure(beside.last_year, places)),
        (say("ui.side.ytd"), _figure(beside.ytd, places)),
        (say("ui.side.change_last_year"), last_year),
        (say("ui.side.change_previous"), _change(beside.change_previous, beside.points, places)),
    ]
    return tuple(pairs), missing


def _figure(value: Decimal | None, places: int) -> str:
    return say("models.derive.dash") if value is None else quantity.show(value, places)


def _change(value: Decimal | None, points: bool, places: int) -> str:
    if value is None:
        return say("models.derive.dash")
    text = quantity.show(value, places if points else 1)
    signed = f"+{text}" if value > 0 else text
    return say("models.derive.points", value=signed) if points else f"{signed}%"
