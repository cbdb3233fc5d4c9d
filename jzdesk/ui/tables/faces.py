"""What stands in each place of a form on screen: the columns of a table, and the face of each cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from jzdesk.desk import window
from jzdesk.desk.cell_states import NOTED, REFUSED, worst
from jzdesk.models import derive
from jzdesk.models.entry import Cell, Key, blank_word
from jzdesk.models.form import Column, Row
from jzdesk.models.layout import LayoutCell, LayoutColumn, LayoutRow, Table, stub_key
from jzdesk.models.snapshot import empty_text
from jzdesk.models.value import shown, text_of, unit_of
from jzdesk.ui.tables.face import BAND, CELL, CENTRE, COMPUTED, GIVEN, HOLE, LEFT, LOCKED, RIGHT, STUB, Face
from jzdesk.ui.tables.over_to_date import over
from jzdesk.ui.tables.said_of_cells import asked, told_of
from jzdesk.ui.tables.scene import Scene
from jzdesk.ui.tables.state_words import signs_of, spoken_of, tip_of, word_of
from jzdesk.words import say

CODE_WIDTH, NUMBER_WIDTH = 27.0, 12.0
_PER_SIGN, _AROUND, _LEAST_UNIT = 3.8, 5.0, 17.0
_STEMS = "甲乙丙丁"


@dataclass(frozen=True)
class GridColumn:
    """One column on screen, as a value: its head, its width in millimetres, and what stands in a line."""

    title: str
    width: float
    face: Callable[[Scene, LayoutRow], Face]
    group: str = ""
    mark: str = ""
    frozen: bool = False
    layout: LayoutColumn | None = None


def columns_of(table: Table) -> tuple[GridColumn, ...]:
    """Return the columns of a table: the stubs, which stay in view, and those that hold cells."""
    stubs: list[tuple[str, float, Callable[[Scene, LayoutRow], Face]]] = [
        (table.stub, table.stub_width, _name_face)
    ]
    if table.with_code:
        stubs.append((say("ui.grid.code"), CODE_WIDTH, _code_face))
    if table.with_unit:
        stubs.append((say("ui.grid.unit"), _unit_width(table), _unit_face))
    stubs.append((say("ui.grid.number"), NUMBER_WIDTH, _number_face))
    frozen = [
        GridColumn(title, width, face, mark=_STEMS[place], frozen=True)
        for place, (title, width, face) in enumerate(stubs)
    ]
    cells = [
        GridColumn(c.name, c.width, CellFaces(place, c), c.group or "", str(place + 1), layout=c)
        for place, c in enumerate(table.columns)
    ]
    return (*frozen, *cells)


def _unit_width(table: Table) -> float:
    """Return a width in millimetres at which the longest unit stands in one line."""
    longest = max((len(line.unit) for line in table.rows), default=0)
    return max(_LEAST_UNIT, longest * _PER_SIGN + _AROUND)


def _name_face(scene: Scene, line: LayoutRow) -> Face:
    if line.row is None:
        return Face(line.label, BAND, LEFT, strong=True, spoken=line.label)
    label = scene.label(line.row)
    key = stub_key(scene.form, line.row)
    column = scene.form.column(key.column) if key else None
    if key is None or column is None:
        inside = line.kind != "total" and not scene.form.codes_shown
        tip = line.row.definition or ""
        return Face(label, STUB, LEFT, strong=line.kind == "total", indent=inside, tip=tip, spoken=label)
    cell = scene.cell(key, line.row, column)
    face = _entered(scene, key, line.row, column, cell)
    return Face(
        _with_end(scene, key, face.text or label), CELL, LEFT, key, scene.editable and not _nil(scene),
        face.tone, face.signs, noted=face.noted, edit=face.edit, tip=face.tip,
        spoken=f"{_with_end(scene, key, label)} {face.spoken}".strip(),
    )  # fmt: skip


def _with_end(scene: Scene, key: Key, label: str) -> str:
    """Add to the name of a row of the office's own that it ends with this period."""
    last = [o for o in scene.sheet.own if (o.form, o.code) == (key.form, key.row)]
    ends = bool(last) and last[0].until == scene.sheet.period
    return say("ui.grid.stopped", row=label) if ends else label


def _code_face(_scene: Scene, line: LayoutRow) -> Face:
    text = line.row.code if line.row is not None and line.kind == "row" else ""
    return _stub(line, text)


def _unit_face(_scene: Scene, line: LayoutRow) -> Face:
    return _stub(line, line.unit)


def _number_face(_scene: Scene, line: LayoutRow) -> Face:
    return _stub(line, line.number)


def _stub(line: LayoutRow, text: str) -> Face:
    return Face(text, BAND if line.row is None else STUB, CENTRE, spoken=text)


@dataclass(frozen=True)
class CellFaces:
    """The faces of one data column."""

    place: int
    column: LayoutColumn

    def __call__(self, scene: Scene, line: LayoutRow) -> Face:
        """Return what stands in this column of a line."""
        if line.row is None:
            return Face(kind=BAND)
        cell = line.cells[self.place]
        if cell.key is None:
            return Face(kind=HOLE)
        if self.column.column.derived or line.row.derived:
            return self._computed(scene, line, cell.key)
        return self._typed(scene, line.row, cell, cell.key)

    @property
    def _align(self) -> str:
        if self.column.numeric:
            return RIGHT
        return LEFT if self.column.column.kind == "text" and not self.column.column.derived else CENTRE

    def _computed(self, scene: Scene, line: LayoutRow, key: Key) -> Face:
        column, row = self.column.column, line.row
        if row is None:
            return Face(kind=HOLE)
        value = derive.derived_value(scene.sheet, key, row, column)
        text = empty_text(row, column) if value is None else shown(value, row, column)
        if value is not None and column.kind == "number" and (column.computes or "").startswith("change"):
            text = f"+{text}" if Decimal(value) > 0 else text
        face = Face(
            text, COMPUTED, self._align, key, strong=line.kind == "total", faint=value is None,
            spoken=_spoken(scene, row, self.column.name, text, "" if value is None else unit_of(row, column)),
        )  # fmt: skip
        face = over(scene, key, face, value or "") if column.computes == "ytd" else face
        return asked(scene.said.get(key, ()), face)

    def _typed(self, scene: Scene, row: Row, place: LayoutCell, key: Key) -> Face:
        column = self.column.column
        cell = scene.cell(key, row, column)
        face = _entered(scene, key, row, column, cell)
        open_ = (scene.editable or key in scene.sheet.unlocked) and not _nil(scene)
        text = face.text or ("" if place.enterable else empty_text(row, column))
        enterable = place.enterable and open_
        ghost = window.earlier_text(scene.sheet, key) if enterable and not face.text else ""
        lines = len(scene.sheet.lines.get(key, ()))
        why = scene.locked_why if place.enterable and not open_ else ""
        figure = self.column.numeric and face.text and cell.blank is None and face.tone != REFUSED
        unit = unit_of(row, column) if figure else ""
        spoken = _spoken(scene, row, self.column.name, text or say("ui.grid.blank"), unit)
        return Face(
            text, _kind(place, open_), self._align, key, enterable, face.tone,
            face.signs, face.faint or not face.text, key not in scene.sheet.cells and not cell.open,
            noted=face.noted, lines=lines, ghost=ghost, edit=face.edit,
            tip="\n".join(part for part in (face.tip, why) if part),
            spoken=_told_more(spoken, face.spoken, lines, ghost),
        )  # fmt: skip


def _told_more(spoken: str, states: str, lines: int, ghost: str) -> str:
    """Add for a screen reader what the eye sees beside the text."""
    more = say("ui.grid.lined", n=lines) if lines else say("ui.grid.ghost", text=ghost) if ghost else ""
    return " ".join(part for part in (spoken, states, more) if part)


def _kind(place: LayoutCell, open_: bool) -> str:
    if not place.enterable:
        return GIVEN
    return CELL if open_ else LOCKED


def _entered(scene: Scene, key: Key, row: Row, column: Column, cell: Cell) -> Face:
    """Return text, signs and tone of a cell that people fill; `spoken` are its states alone."""
    states = scene.states_at(key)
    refused = scene.refused.get(key)
    if refused is not None:
        return Face(
            refused.text, tone=REFUSED, signs=(REFUSED,), noted=NOTED in states, edit=refused.text,
            tip=refused.sentence, spoken=word_of(REFUSED),
        )  # fmt: skip
    mark = scene.marks.get(key)
    edit = text_of(cell, row, column) or cell.blank or ""
    text = _text(cell, row, column, edit)
    if mark is not None and mark.sentences:
        about = "\n".join(mark.sentences)
    else:
        about = cell.blank or (text if column.kind == "text" else "")
    told = tip_of(states, cell, scene.changed.get(key, ""), row, column)
    return Face(
        text, tone=worst(states), signs=signs_of(states), faint=cell.blank is not None, noted=NOTED in states,
        edit=edit, tip="\n".join(part for part in (*told_of(scene.said.get(key, ())), about, told) if part),
        spoken=spoken_of(states),
    )  # fmt: skip


def _text(cell: Cell, row: Row, column: Column, edit: str) -> str:
    """Return what stands in a cell that people fill: dates as typed, which is short and sorts in the eye."""
    if cell.blank is not None:
        return blank_word(cell.blank)
    dated = column.kind in {"month", "date"}
    return edit if dated else shown(text_of_file(cell, row, column), row, column)


def text_of_file(cell: Cell, row: Row, column: Column) -> str | None:
    """Return a cell's value in its file form, as `shown` takes it."""
    return cell.value if isinstance(cell.value, str) else text_of(cell, row, column)


def _nil(scene: Scene) -> bool:
    return scene.form.id in scene.sheet.nil


def _spoken(scene: Scene, row: Row, column: str, text: str, unit: str = "") -> str:
    return " ".join(part for part in (scene.sentence_label(row), column, text, unit) if part)
