"""What the help tells of a cell: definition, source, formula, a worked example, mistakes, what to do.

Of all of it the catalogue knows most; `resources/help/cells.toml` adds what people do wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jzdesk.desk import cell_aim, window
from jzdesk.desk.browsed import View
from jzdesk.desk.cell_formula import formula
from jzdesk.desk.cell_series import head
from jzdesk.desk.help_texts import written
from jzdesk.models import checks
from jzdesk.models.entry import STAGES, Key
from jzdesk.models.form import Column, Form, Row
from jzdesk.models.help.entry import (
    CELL,
    EXAMPLE,
    FORM,
    FORMULA,
    MISTAKES,
    REMEDY,
    SOURCE,
    TERM,
    WHAT,
    Entry,
    parts_of,
    topic_of,
)
from jzdesk.models.help.lab import Lab, sample
from jzdesk.models.help.rules import topic as topic_of_rule
from jzdesk.models.help.texts import lines
from jzdesk.models.value import behaviour_of, places_of, unit_of
from jzdesk.words import say

_ONLY = 4
"""So many rules that touch a cell are named; its form leads to all of them."""
_COPIES = {"target", "previous", "last_year"}
"""What columns compute that only repeat something."""


@dataclass(frozen=True)
class _Spot:
    """One cell with all that is asked about it."""

    view: View
    key: Key
    form: Form
    row: Row
    column: Column

    @property
    def head(self) -> str:
        return head(self.form, self.row, self.column)

    @property
    def computed(self) -> bool:
        return self.column.derived or self.row.derived

    @property
    def given(self) -> bool:
        return not self.computed and self.view.sheet.locked(self.row, self.column)

    @property
    def behaviour(self) -> str:
        """How its figures add up; a stage of the year's figure does not add up at all."""
        return "" if self.column.code in STAGES else behaviour_of(self.row, self.column)


def cell_entry(view: View, key: Key) -> Entry | None:
    """Return the entry of a cell of the view's sheet; None where it has none of that key."""
    form = view.catalogue.form(key.form)
    row, column = view.sheet.row(key.form, key.row), form.column(key.column)
    if row is None or column is None or column not in view.sheet.columns(form, row):
        return None
    spot = _Spot(view, key, form, row, column)
    told = {
        WHAT: tuple(_what(spot)), SOURCE: tuple(_source(spot)), FORMULA: tuple(_formula(spot)),
        EXAMPLE: tuple(_example(spot)), MISTAKES: tuple(_mistakes(spot)), REMEDY: tuple(_remedy(spot)),
    }  # fmt: skip
    title = say("desk.helping.cell", row=view.sheet.label(form, row), column=spot.head)
    return Entry(topic_of(CELL, str(key)), title, parts_of(told), see=tuple(_see(spot)))


def _texts(spot: _Spot, name: str) -> tuple[str, ...]:
    """Return what is written of a column, in its form before in all of them."""
    columns: Mapping[str, Any] = written().cells["column"]
    for place in (f"{spot.form.id}/{spot.column.code}", spot.column.code):
        if place in columns:
            return lines(columns[place].get(name))
    return ()


def _of_behaviour(spot: _Spot, name: str) -> tuple[str, ...]:
    return lines(written().cells["behaviour"].get(spot.behaviour, {}).get(name))


def _what(spot: _Spot) -> Iterator[str]:
    if spot.row.definition:
        yield spot.row.definition
    own = _texts(spot, "what")
    yield from own
    if not own and not spot.computed and spot.column.kind in {"number", "enum"}:
        yield from _of_behaviour(spot, "what")
    if spot.column.kind == "number":
        unit, places = unit_of(spot.row, spot.column), places_of(spot.row, spot.column)
        yield say(f"desk.helping.{'unit' if places else 'unit_whole'}", unit=unit, places=places)
    kinds = written().cells["kind"]
    if not spot.computed and not spot.given:
        options = "、".join(option.word for option in spot.column.options)
        yield kinds[spot.column.kind].format(options=options)


def _source(spot: _Spot) -> Iterator[str]:
    number = next(
        (line.number for _, line in window.layout(spot.view.sheet, spot.form).lines()
         if line.row is not None and line.row.code == spot.row.code), "",
    )  # fmt: skip
    word = "desk.helping.place_line" if number else "desk.helping.place"
    yield say(word, form=spot.form.title, number=spot.form.number, line=number)
    aim = cell_aim.aim(spot.view, spot.form.id, spot.row)
    if aim is None:
        yield say("desk.helping.no_aim")
        return
    yield from aim.lines
    yield say("desk.helping.written_in", source=aim.link.text)
    yield from aim.notes


def _formula(spot: _Spot) -> Iterator[str]:
    if spot.computed:
        found = formula(spot.view.sheet, spot.key)
        if found is not None:
            yield found.words
            if found.figures:
                yield say("desk.helping.now", figures=found.figures)
        return
    for key in _made_of(spot):
        found = formula(spot.view.sheet, key)
        if found is not None:
            yield _named(spot, key, found.words)


def _named(spot: _Spot, key: Key, words: str) -> str:
    """Return a formula that begins with what it makes."""
    column = spot.form.column(key.column)
    name = "" if column is None else head(spot.form, spot.row, column)
    return words if words.startswith(name) else say("desk.helping.makes", column=name, words=words)


def _made_of(spot: _Spot) -> Iterator[Key]:
    """Yield the computed cells of the row that a typed one goes into."""
    if spot.column.kind != "number" or spot.given:
        return
    primary = spot.row.primary
    for column in spot.view.sheet.columns(spot.form, spot.row):
        parts = {
            "rate": {"numerator", "denominator"}, "final": set(STAGES), "gap": set(STAGES),
            "funds": {c.code for c in spot.form.columns if c.code.startswith("fund_")},
        }.get(column.computes or "", {column.of or primary, "adjustment"})  # fmt: skip
        if column.derived and column.computes not in _COPIES and spot.column.code in parts:
            yield Key(spot.form.id, spot.row.code, column.code)


def _example(spot: _Spot) -> Iterator[str]:
    """Work with sample figures what the formulas would make of this row."""
    if spot.column.kind != "number" or spot.given or spot.row.derived:
        return
    lab = _filled(spot)
    row, sheet = lab.bare.row(spot.form.id, spot.row.code), lab.sheet
    if row is None:
        return
    asked = [spot.key] if spot.computed else list(_made_of(spot))
    found = {key: formula(sheet, key) for key in asked}
    made = [
        say("desk.helping.worked", words=_named(spot, key, one.words), figures=one.figures)
        for key, one in found.items() if one is not None and one.figures
    ]  # fmt: skip
    typed = lab.typed.get(lab.period, {}).get(spot.key)
    if made and typed is not None:
        yield say("desk.helping.typed", column=spot.head, figure=typed, period=lab.period.title)
    elif made:
        yield say("desk.helping.sample", period=lab.period.title)
    yield from made


def _filled(spot: _Spot) -> Lab:
    """Return a lab in which the row is filled in this period, those before it in the year, and a year ago."""
    sheet = spot.view.sheet
    lab = Lab(sheet.catalogue, sheet.unit, sheet.period, own=sheet.own)
    now = sheet.period
    periods = dict.fromkeys((now, *now.year_to_date, now.previous, now.last_year, *now.quarters))
    for number, period in enumerate(periods):
        for column in sheet.catalogue.columns(spot.form, spot.row, period):
            later = column.code == "adjustment" and period != now
            if column.kind == "number" and not column.derived and not column.city and not later:
                lab.put(spot.form, spot.row, column.code, _figure(spot, column, number), period)
    return lab


def _figure(spot: _Spot, column: Column, number: int) -> str:
    if column.code == "adjustment":
        return "-3" if places_of(spot.row, column) == 0 else "-3.20"
    if column.code == "denominator":
        return ("12", "12", "10", "12")[number % 4]
    if column.code == "numerator":
        return ("11", "10", "9", "10")[number % 4]
    return sample(column, spot.row, number)


def _mistakes(spot: _Spot) -> Iterator[str]:
    if spot.computed or spot.given:
        return
    yield from _texts(spot, "mistakes")
    if spot.column.kind in {"number", "enum"} and not spot.column.signed:
        yield from _of_behaviour(spot, "mistakes")


def _remedy(spot: _Spot) -> Iterator[str]:
    kinds = written().cells["kind"]
    if spot.computed:
        yield kinds["derived"]
    elif spot.given:
        yield kinds["given"]
    else:
        yield kinds["required" if spot.column.required else "optional"]
    yield from _texts(spot, "remedy")


def _see(spot: _Spot) -> Iterator[str]:
    yield from _rules(spot)
    terms = {"adjustment": "前期调整数", "evidence": "佐证材料"}
    if spot.column.code in terms:
        yield topic_of(TERM, terms[spot.column.code])
    if spot.column.code in STAGES or spot.column.computes in {"final", "gap"}:
        yield topic_of(TERM, "三个阶段")
    if spot.behaviour == "flow" and not spot.computed:
        yield topic_of(TERM, "按累计填写")
    if not spot.computed and not spot.given:
        yield topic_of(TERM, "空白原因")
    yield topic_of(FORM, spot.form.id)


def _rules(spot: _Spot) -> list[str]:
    """Return the topics of the rules that look at a cell, but those that it must be filled at all."""
    sheet = spot.view.sheet
    blanks = window.blank_rules(sheet)
    found: dict[str, None] = {}
    for rule in sheet.catalogue.rules:
        if rule.form != spot.form.id or rule.number in blanks or not rule.holds(sheet.period):
            continue
        for place in checks.places(sheet, rule.number):
            if place.row.code == spot.row.code and any(spot.key in f.keys for f in checks.said_at(place)):
                found[topic_of_rule(rule.number)] = None
    return list(found)[:_ONLY]
