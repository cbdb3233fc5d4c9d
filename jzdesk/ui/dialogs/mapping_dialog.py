"""Somebody's own table before it is written: what was known, what can be said otherwise, what comes of it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QSplitter, QVBoxLayout, QWidget

from jzdesk.desk import tables
from jzdesk.desk.tables import Table
from jzdesk.models.mapping.mapping import Mapping, Take
from jzdesk.models.period import Period
from jzdesk.ui.dialogs.change_list import ChangeList
from jzdesk.ui.dialogs.mapping_bars import RowBar, TopBar
from jzdesk.ui.dialogs.mapping_grid import MappingGrid
from jzdesk.ui.theme import Theme
from jzdesk.ui.widgets.fitting import fit
from jzdesk.ui.widgets.flowing import Flowing
from jzdesk.ui.widgets.parts import button, label, retone
from jzdesk.ui.widgets.tick_box import TickBox
from jzdesk.words import say

WIDTH, HEIGHT, EDGE = 1240, 700, 48


class MappingDialog(QDialog):
    """Signals: `write_requested` the table is to be written as it is meant now."""

    write_requested = Signal()

    def __init__(self, parent: QWidget, theme: Theme, table: Table) -> None:
        super().__init__(parent)
        self.setObjectName("mappingDialog")
        self.setWindowTitle(say("ui.books.table_window"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        room = parent.window().size()
        fit(self, QSize(min(WIDTH, room.width() - EDGE), min(HEIGHT, room.height() - EDGE)))
        self.table = table
        self.head = label(say("ui.books.table_head", name=table.path.name), "head", wrap=True)
        self.told = label("", "secondary", wrap=True, name="mappingTold")
        self.top = TopBar(theme, table)
        self.grid = MappingGrid(theme)
        self.row_bar = RowBar(theme)
        self.changes = ChangeList(theme)
        self.add = TickBox(say("ui.books.add_rows"))
        self.omit = TickBox(say("ui.books.omit"))
        self.cancel = button(say("ui.books.cancel"), "mappingCancel", self.reject)
        self.write = button("", "mappingWrite", self.write_requested.emit, look="primary")
        self._arrange()
        self._connect()
        self._show(table)
        (self.write if table.can else self.grid.view).setFocus()

    def _arrange(self) -> None:
        upper, lower = QWidget(), QWidget()
        for widget, parts in ((upper, (self.grid, self.row_bar)), (lower, (self.changes,))):
            inside = QVBoxLayout(widget)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.setSpacing(6)
            for part in parts:
                inside.addWidget(part, 0 if part is self.row_bar else 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(upper)
        split.addWidget(lower)
        split.setSizes([330, 210])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 12, 16, 12)
        outer.setSpacing(8)
        for part in (self.head, self.told, self.top):
            outer.addWidget(part)
        outer.addWidget(split, 1)
        self.add.setObjectName("mappingAdd")
        self.omit.setObjectName("mappingOmit")
        outer.addWidget(Flowing((self.add, self.omit, None, self.cancel, self.write), spacing=16))

    def _connect(self) -> None:
        self.top.sheet_chosen.connect(self._sheet)
        self.top.period_chosen.connect(self._period)
        self.top.form_chosen.connect(self._form)
        self.top.head_chosen.connect(self._head)
        self.top.unit_chosen.connect(self._unit)
        self.top.turned.connect(self._turn)
        self.grid.taken.connect(self._take)
        self.grid.row_reached.connect(self._row_reached)
        self.row_bar.chosen.connect(self._choose_row)
        self.add.clicked.connect(self._add)
        self.omit.clicked.connect(self._omit)
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self._press)

    def _show(self, table: Table) -> None:
        """Show the table as it is meant now, and what would come of it."""
        self.table = table
        self.top.show_table(table)
        self.grid.show_table(table)
        self.changes.show_lines(table.lines)
        self._row_reached(self.grid.view.currentIndex().row() + 1)
        plan = table.plan
        self.add.setVisible(bool(table.reading.known.lists))
        self.add.setChecked(table.mapping.add)
        self.omit.setVisible(bool(plan.refused))
        self.omit.setText(say("ui.books.omit", n=len(plan.refused)))
        self.omit.setChecked(table.mapping.omit)
        self.write.setText(say("ui.books.write", n=len(plan.changes)))
        self.write.setAccessibleName(self.write.text())
        self.write.setEnabled(table.can)
        self._tell()

    def _tell(self) -> None:
        table, plan = self.table, self.table.plan
        word, tone = "table_told", "secondary"
        if table.barred:
            self.refuse(table.barred)
            return
        if not table.reading.figures or not table.reading.placed:
            word, tone = "table_unknown", "explain"
        elif plan.refused and not table.mapping.omit:
            word, tone = "table_refused", "must"
        elif not plan.changes:
            word = "table_known_nothing" if table.known else "table_nothing"
        elif table.known:
            word = "table_known"
        self.told.setText(say(f"ui.books.{word}", n=len(plan.changes), refused=len(plan.refused)))
        retone(self.told, tone, "look")

    def refuse(self, sentence: str) -> None:
        """Say why nothing was written, or can be."""
        self.told.setText(sentence)
        retone(self.told, "must", "look")

    # What is said otherwise

    @Slot(int)
    def _sheet(self, number: int) -> None:
        self._show(tables.turn_to_sheet(self.table, number))

    @Slot(object)
    def _period(self, period: Period) -> None:
        self._show(tables.turn_to_period(self.table, period))

    @Slot(str)
    def _form(self, form: str) -> None:
        self._show(tables.turn_to_form(self.table, form))

    @Slot(int, int)
    def _head(self, first: int, last: int) -> None:
        self._show(tables.set_head(self.table, first, last))

    @Slot(str)
    def _unit(self, unit: str) -> None:
        self._mean(replace(self.table.mapping, unit=unit))

    @Slot()
    def _turn(self) -> None:
        self._show(tables.turn(self.table))

    @Slot(int, object)
    def _take(self, place: int, take: Take) -> None:
        columns = dict(self.table.mapping.columns)
        for other, known in columns.items():
            if take.target and known.target == take.target and other != place:
                columns[other] = replace(known, target="")  # a column of the form comes from one alone
        self._mean(replace(self.table.mapping, columns={**columns, place: take}))

    @Slot(int)
    def _row_reached(self, at: int) -> None:
        self.row_bar.show_row(self.table, at)

    @Slot(int, object)
    def _choose_row(self, at: int, code: str | None) -> None:
        rows = dict(self.table.mapping.rows)
        if code is None:
            rows.pop(at, None)
        else:
            rows[at] = code
        self._mean(replace(self.table.mapping, rows=rows))

    @Slot(bool)
    def _add(self, checked: bool) -> None:
        self._mean(replace(self.table.mapping, add=checked))

    @Slot(bool)
    def _omit(self, checked: bool) -> None:
        self._mean(replace(self.table.mapping, omit=checked))

    def _mean(self, mapping: Mapping) -> None:
        self._show(replace(self.table, mapping=mapping, known=False))

    @Slot()
    def _press(self) -> None:
        self.write.click()
