"""What is said of a table as a whole, and of one of its rows."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QWidget

from jzdesk.desk import table_offers
from jzdesk.desk.tables import Table
from jzdesk.models.mapping.mapping import NEW_ROW, NOT_TAKEN
from jzdesk.ui.theme import Theme
from jzdesk.ui.widgets.chooser import Chooser
from jzdesk.ui.widgets.flowing import Flowing
from jzdesk.ui.widgets.number_box import NumberBox
from jzdesk.ui.widgets.parts import label, row
from jzdesk.ui.widgets.tick_box import TickBox
from jzdesk.words import say

_DEEPEST, _BY_NAME = 200, "="


class TopBar(QWidget):
    """Signals: `sheet_chosen` (from 0), `period_chosen`, `form_chosen` (its id), `head_chosen` first and last
    row, `unit_chosen` of the whole table, `turned` rows and columns are exchanged.
    """

    sheet_chosen = Signal(int)
    period_chosen = Signal(object)
    form_chosen = Signal(str)
    head_chosen = Signal(int, int)
    unit_chosen = Signal(str)
    turned = Signal()

    def __init__(self, theme: Theme, table: Table) -> None:
        super().__init__()
        self._showing = True
        self._periods = table_offers.periods(table.office, table.period)
        self.sheet = Chooser(theme, "mappingSheet", say("ui.books.top.sheet"))
        self.form = Chooser(theme, "mappingForm", say("ui.books.top.form"))
        self.period = Chooser(theme, "mappingPeriod", say("ui.books.top.period"))
        self.unit = Chooser(theme, "mappingUnit", say("ui.books.top.unit"))
        self.first, self.last = (self._spin(name) for name in ("first", "last"))
        self.exchange = TickBox(say("ui.books.top.turn"))
        self.exchange.setObjectName("mappingTurn")
        self.exchange.setToolTip(say("ui.books.top.turn_tip"))
        line = Flowing((), spacing=12)
        for word, *parts in (
            ("sheet", self.sheet), ("form", self.form), ("period", self.period),
            ("head", self.first, label(say("ui.books.top.to")), self.last), ("unit", self.unit),
        ):  # fmt: skip
            said = QWidget()
            said.setLayout(row(label(say(f"ui.books.top.{word}"), "small"), *parts, spacing=6))
            line.add(said)
        line.add(self.exchange)
        self.setLayout(row(line))
        for grid in table.grids:
            self.sheet.addItem(grid.name)
        for period in self._periods:
            self.period.addItem(period.title)
        for box in (self.sheet, self.form):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumWidth(132)
        self.sheet.activated.connect(self._sheet)
        self.form.activated.connect(self._form)
        self.period.activated.connect(self._period)
        self.unit.activated.connect(self._unit)
        self.first.valueChanged.connect(self._head)
        self.last.valueChanged.connect(self._head)
        self.exchange.clicked.connect(self.turned)

    def _spin(self, name: str) -> NumberBox:
        made = NumberBox()
        made.setObjectName(f"mappingHead_{name}")
        made.setAccessibleName(say(f"ui.books.top.{name}"))
        made.setRange(1, _DEEPEST)
        made.setKeyboardTracking(False)
        made.setFixedWidth(56)
        return made

    def show_table(self, table: Table) -> None:
        """Show what is said of a table now."""
        self._showing = True
        self.sheet.setCurrentIndex(table.sheet)
        self.form.clear()
        for form in table.target.forms:
            self.form.addItem(form.short, form.id)
        self.form.setCurrentIndex(max(self.form.findData(table.mapping.form), 0))
        self.period.setCurrentIndex(self._periods.index(table.period))
        self.unit.clear()
        self.unit.addItem(say("ui.books.unit_none"), "")
        for unit in table_offers.units(table):
            self.unit.addItem(unit, unit)
        self.unit.setCurrentIndex(max(self.unit.findData(table.mapping.unit), 0))
        first, last = table.mapping.head
        self.first.setValue(first)
        self.last.setMinimum(first)
        self.last.setValue(last)
        self.exchange.setChecked(table.mapping.turned)
        self._showing = False

    @Slot(int)
    def _sheet(self, number: int) -> None:
        self.sheet_chosen.emit(number)

    @Slot(int)
    def _form(self, _number: int) -> None:
        self.form_chosen.emit(str(self.form.currentData()))

    @Slot(int)
    def _period(self, number: int) -> None:
        self.period_chosen.emit(self._periods[number])

    @Slot(int)
    def _unit(self, _number: int) -> None:
        self.unit_chosen.emit(str(self.unit.currentData()))

    @Slot(int)
    def _head(self, _value: int) -> None:
        if not self._showing:
            self.head_chosen.emit(self.first.value(), max(self.first.value(), self.last.value()))


class RowBar(QWidget):
    """Says which row of the form the row at the cursor is.

    Signals: `chosen` the row (from 1) is another: a code, `NEW_ROW`, `NOT_TAKEN`, or None for its own name's.
    """

    chosen = Signal(int, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._at = 0
        self.text = label("", "small", name="mappingRowText")
        self.box = Chooser(theme, "mappingRow", say("ui.books.row_box"))
        self.box.setMinimumWidth(360)
        self.box.setMaxVisibleItems(24)
        self.box.activated.connect(self._chosen)
        self.setLayout(row(Flowing((self.text, self.box))))

    def show_row(self, table: Table, at: int) -> None:
        """Show what the row at the cursor is taken for; nothing for heads and what lies outside."""
        self._at = at
        match = table.reading.rows.get(at)
        self.box.setVisible(match is not None)
        if match is None:
            self.text.setText(say("ui.books.row_choose"))
            return
        self.text.setText(say("ui.books.row_is", number=at, name=match.name))
        self.box.clear()
        self.box.addItem(say("ui.books.row_by_name"), _BY_NAME)
        self.box.addItem(say("ui.books.row_off"), NOT_TAKEN)
        if table.reading.known.lists:
            self.box.addItem(say("ui.books.row_new"), NEW_ROW)
        for code, name in table_offers.rows(table):
            self.box.addItem(name, code)
        found = match.row.code if match.row else table.mapping.rows.get(at, _BY_NAME)
        self.box.setCurrentIndex(max(self.box.findData(found), 0))

    @Slot(int)
    def _chosen(self, _number: int) -> None:
        code = str(self.box.currentData())
        self.chosen.emit(self._at, None if code == _BY_NAME else code)
