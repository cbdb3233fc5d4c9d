"""修改记录: what was done to one cell, the newest first: when, by whom, how, from what to what, why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from jzdesk.desk.trail import Line
from jzdesk.ui.pages.history_paint import STRUCK, PastDelegate
from jzdesk.ui.tables.list_view import ListView
from jzdesk.ui.tables.listing import ListColumn, ListModel, Part
from jzdesk.ui.theme import Theme
from jzdesk.ui.widgets.facts import CellFacts
from jzdesk.ui.widgets.fitting import fit
from jzdesk.ui.widgets.parts import button, label, row
from jzdesk.ui.widgets.when import short_day
from jzdesk.words import say

WIDTH, HEIGHT = 860, 400


def _when(line: Line) -> Part:
    tip = say("ui.history.when_tip", day=line.day, time=line.time, seq=line.seq)
    return Part(say("ui.when.moment", day=short_day(line.day), time=line.time[:5]), tone="secondary", tip=tip)


def _who(line: Line) -> Part:
    return Part(line.who, tip=line.who)


def _what(line: Line) -> Part:
    text = say("ui.cell_history.done", action=line.action, how=line.how)
    return Part(text, tone="secondary", tip=text)


def _old(line: Line) -> Part:
    if not line.old:
        return Part(say("ui.when.nothing"), tone="faint")
    return Part(line.old, STRUCK, tip=line.old)


def _new(line: Line) -> Part:
    return Part(line.new or say("ui.when.nothing"), tone="" if line.new else "faint", tip=line.new)


def _why(line: Line) -> Part:
    return Part(line.why, tone="secondary", tip=line.why)


_COLUMNS = (
    ListColumn[Line](say("ui.history.when"), 116, _when),
    ListColumn[Line](say("ui.history.who"), 84, _who),
    ListColumn[Line](say("ui.history.what"), 124, _what),
    ListColumn[Line](say("ui.history.old"), 104, _old),
    ListColumn[Line](say("ui.history.new"), 0, _new),
    ListColumn[Line](say("ui.cell_history.why"), 0, _why),
)


class CellHistory(QDialog):
    """Shows what was done to a cell; Esc or Enter closes it."""

    def __init__(self, parent: QWidget, theme: Theme, facts: CellFacts, lines: Sequence[Line]) -> None:
        super().__init__(parent)
        self.setObjectName("cellHistory")
        self.setWindowTitle(say("ui.cell_history.window", row=facts.title))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        fit(self, QSize(WIDTH, HEIGHT))
        self.model: ListModel[Line] = ListModel(_COLUMNS, self)
        self.view = ListView(theme, self.model, "cellHistoryLines", PastDelegate(theme, self))
        self.view.setAccessibleName(say("ui.cell_history.window", row=facts.title))
        self.view.picked.connect(self.accept)
        self.empty = label(say("ui.cell_history.empty"), "secondary", wrap=True, name="cellHistoryEmpty")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.shut = button(say("ui.cell_history.close"), "cellHistoryClose", self.accept)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 14, 16, 14)
        outer.setSpacing(8)
        outer.addWidget(label(facts.title, "head", wrap=True))
        outer.addWidget(label(facts.place, "small", wrap=True))
        outer.addWidget(self.view, 1)
        outer.addWidget(self.empty, 1)
        outer.addLayout(row(label(say("ui.cell_history.hint"), "faint"), None, self.shut))
        self.model.show_items(tuple(lines))
        self.view.setVisible(bool(lines))
        self.empty.setVisible(not lines)
        (self.view if lines else self.shut).setFocus()
        if lines:
            self.view.setCurrentIndex(self.model.index(0, 0))
