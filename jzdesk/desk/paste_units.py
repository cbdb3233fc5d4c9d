"""In which unit a pasted block is written: as its heads say, as its size suggests, or as chosen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from jzdesk.desk.paste_plan import Choices, UnitGuess, part_head
from jzdesk.desk.paste_to_date import stands_for
from jzdesk.errors import RefusedError
from jzdesk.models import units, value
from jzdesk.models.entry import Key
from jzdesk.models.form import Column, Form, Row
from jzdesk.models.paste import figures, heads
from jzdesk.models.paste.clip import Clip, Piece
from jzdesk.models.paste.heads import Aim
from jzdesk.models.paste.match import Part
from jzdesk.models.sheet import Sheet
from jzdesk.words import say


def figure(piece: Piece, row: Row, column: Column, unit: str) -> figures.Figure | None:
    """Return the figure of a copied cell as it goes into the cell of `row` and `column`."""
    own, places = value.unit_of(row, column), value.places_of(row, column)
    return figures.read(piece, own, places, signed=column.signed, written=unit)


class Units:
    """The units of the part that is judged; `guesses` are all there is to choose."""

    def __init__(self, sheet: Sheet, form: Form, clip: Clip, choices: Choices) -> None:
        self._sheet, self._form, self._clip, self._choices = sheet, form, clip, choices
        self.guesses: list[UnitGuess] = []
        self._units: dict[str, str] = {}

    def take(self, part: Part) -> None:
        """Look at the columns of a part."""
        known = ((n, a) for n, a in enumerate(part.aims) if a.kind == heads.COLUMN)
        self._units = {aim.column: self._unit(part, place, aim) for place, aim in known}

    def of(self, row: Row, column: Column, told: str) -> str:
        """Return the unit a figure is written in; `told` is what stands as unit in its line."""
        chosen = self._units.get(column.code, "")
        if chosen or not told or column.unit is not None or told == value.unit_of(row, column):
            return chosen
        return told if units.known_unit(told) else ""

    def _unit(self, part: Part, place: int, aim: Aim) -> str:
        """Return the unit a column's figures are taken in (empty: each cell's own), and note the guess."""
        column = self._form.column(aim.column)
        targets = [(at, line.row) for at, line in part.lines.items() if line.row is not None]
        if column is None or column.kind != "number" or not targets:
            return ""
        if column.derived and all(stands_for(self._form, part, row, column) is None for _, row in targets):
            return ""
        own = value.unit_of(targets[0][1], column)
        chosen = self._choices.units.get(aim.column)
        suggested = "" if aim.unit else self._likely(place, column, targets, own)
        told = aim.unit if aim.unit and units.factor_between(aim.unit, own) not in {None, 1} else ""
        if not (chosen or suggested or told):
            return aim.unit if units.factor_between(aim.unit or own, own) is not None else ""
        taken = chosen if chosen is not None else told or own
        name = part_head(part, aim.column)
        word = "head_unit" if told else "like_unit" if suggested else "chosen_unit"
        sentence = say(f"desk.pasting.{word}", column=name, unit=told or suggested, own=own)
        likely = tuple(dict.fromkeys((own, told or own, *units.units_like(own))))
        self.guesses.append(UnitGuess(aim.column, name, likely, taken, suggested, sentence))
        return "" if taken == own else taken

    def _likely(self, place: int, column: Column, targets: Sequence[tuple[int, Row]], own: str) -> str:
        pairs = [pair for at, row in targets for pair in self._beside(at, place, row, column)]
        return figures.likely_unit(pairs, units.units_like(own))

    def _beside(self, at: int, place: int, row: Row, column: Column) -> Iterator[tuple[Decimal, Decimal]]:
        """Yield a copied figure with what stood in its cell a year or a period ago."""
        key = Key(self._form.id, row.code, column.code)
        try:
            read = figure(self._clip[at][place], row, column, "")
        except RefusedError:
            return
        for period in (self._sheet.period.last_year, self._sheet.period.previous):
            before = self._sheet.cell_at(period, key, row, column).number
            if read is not None and before:
                yield read.value, before
                return
