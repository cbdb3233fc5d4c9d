"""What would change, cell by cell: a list that can be narrowed by kind and copied as text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from jzdesk.desk import change_lines
from jzdesk.desk.change_lines import (
    CHANGED,
    KEPT,
    NEW,
    PASSED,
    REFUSED,
    ROUNDED,
    TOTAL,
    ChangeLine,
)
from jzdesk.ui.tables.list_view import ListView
from jzdesk.ui.tables.listing import NUMBER, SIGN, TEXT, ListColumn, ListModel, Part
from jzdesk.ui.theme import Theme
from jzdesk.ui.widgets.parts import button, column, label, row
from jzdesk.words import say

_SIGNS = {
    NEW: ("＋", "good"), CHANGED: ("changed", "explain"), ROUNDED: ("≈", "explain"),
    REFUSED: ("refused", "must"), TOTAL: ("explain", "explain"), KEPT: ("·", "secondary"),
    PASSED: ("–", "secondary"),
}  # fmt: skip
ORDER = (REFUSED, TOTAL, CHANGED, NEW, ROUNDED, KEPT, PASSED)
_ALL = ""


def _sign(one: ChangeLine) -> Part:
    sign, tone = _SIGNS[one.status]
    return Part(sign, SIGN, tone, say(f"desk.books.status.{one.status}"))


def _status(one: ChangeLine) -> Part:
    return Part(say(f"desk.books.status.{one.status}"), TEXT, _SIGNS[one.status][1])


def _name(one: ChangeLine) -> Part:
    return Part(one.name or say("ui.books.no_name"), TEXT, "" if one.name else "secondary")


def _old(one: ChangeLine) -> Part:
    return Part(one.old or say("ui.books.nothing"), NUMBER, "secondary", one.old)


def _new(one: ChangeLine) -> Part:
    tone = {REFUSED: "must", TOTAL: "explain"}.get(one.status, "")
    return Part(one.new or say("ui.books.nothing"), NUMBER, tone, one.new)


_COLUMNS = (
    ListColumn[ChangeLine]("", 28, _sign),
    ListColumn[ChangeLine](say("desk.books.head.status"), 72, _status),
    ListColumn[ChangeLine](
        say("desk.books.head.place"), 204, lambda x: Part(x.place, TEXT, "secondary", x.place)
    ),
    ListColumn[ChangeLine](say("desk.books.head.name"), 0, _name),
    ListColumn[ChangeLine](say("desk.books.head.old"), 104, _old),
    ListColumn[ChangeLine](say("desk.books.head.new"), 120, _new),
    ListColumn[ChangeLine](say("desk.books.head.why"), 0, lambda x: Part(x.why, TEXT, "secondary")),
)


class ChangeList(QWidget):
    """The list with a chip for each kind of line, of which one narrows it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("changeList")
        self._lines: tuple[ChangeLine, ...] = ()
        self._shown = _ALL
        self.chips = {
            status: button("", f"changes_{status or 'all'}", self._chip, look="chip")
            for status in (_ALL, *ORDER)
        }
        for status, chip in self.chips.items():
            chip.setProperty("status", status)
            chip.setCheckable(True)
            chip.setAutoDefault(False)
        self.copy_all = button(say("ui.books.copy"), "changesCopy", self.copy, look="link")
        self.copy_all.setAutoDefault(False)
        self.copy_all.setToolTip(say("ui.books.copy_tip"))
        self.model: ListModel[ChangeLine] = ListModel(_COLUMNS, self)
        self.view = ListView(theme, self.model, "changesView")
        self.view.setAccessibleName(say("ui.books.changes"))
        self.empty = label(say("ui.books.no_changes"), "secondary", wrap=True, name="changesEmpty")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        body = column(spacing=6)
        body.addLayout(row(*self.chips.values(), None, self.copy_all, spacing=6))
        body.addWidget(self.view, 1)
        body.addWidget(self.empty, 1)
        self.setLayout(body)
        keys = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self.view)
        keys.setContext(Qt.ShortcutContext.WidgetShortcut)
        keys.activated.connect(self.copy)

    def show_lines(self, lines: Sequence[ChangeLine]) -> None:
        """Show these lines."""
        self._lines = tuple(lines)
        counts = change_lines.counts(self._lines)
        if self._shown not in counts:
            self._shown = _ALL
        for status, chip in self.chips.items():
            number = counts.get(status, 0) if status else len(self._lines)
            word = say(f"desk.books.status.{status}") if status else say("ui.books.all")
            chip.setText(say("ui.books.chip", what=word, n=number))
            chip.setAccessibleName(chip.text())
            chip.setVisible(number > 0)
        self.copy_all.setVisible(bool(self._lines))
        self._narrow()

    def _narrow(self) -> None:
        for status, chip in self.chips.items():
            chip.setChecked(status == self._shown)
        self.model.show_items(self.shown)
        self.view.setVisible(bool(self._lines))
        self.empty.setVisible(not self._lines)

    @property
    def shown(self) -> tuple[ChangeLine, ...]:
        """The lines that are seen."""
        return tuple(line for line in self._lines if self._shown in {_ALL, line.status})

    @Slot()
    def _chip(self) -> None:
        pressed = self.sender()
        if pressed is not None:
            self._shown = str(pressed.property("status"))
            self._narrow()

    @Slot()
    def copy(self) -> None:
        """Copy the lines that are seen, to be sent to whoever can mend them."""
        QGuiApplication.clipboard().setText(change_lines.as_text(self.shown))
