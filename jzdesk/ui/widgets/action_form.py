"""A small form in a page: fields declared as values, one button, and the sentence when it was refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QFileDialog, QGridLayout, QLineEdit, QWidget

from jzdesk.ui.widgets.parts import button, column, label, row
from jzdesk.ui.widgets.tick_box import TickBox
from jzdesk.words import say

TEXT, CHECK, FOLDER, FILE = "text", "check", "folder", "file"


@dataclass(frozen=True)
class Field:
    """One field: its name in the answer, what stands before it, and its kind.

    `kinds` are the kinds of file one may choose, as Qt's dialog wants them; such a field may stay empty,
    and so may an `optional` one.
    """

    name: str
    title: str
    kind: str = TEXT
    hint: str = ""
    kinds: str = ""
    optional: bool = False


class ActionForm(QWidget):
    """Signals: `requested` with the fields' values by name; `stopped` what was requested is given up."""

    requested = Signal(object)
    stopped = Signal()

    def __init__(self, name: str, act: str, fields: tuple[Field, ...], *, look: str = "primary") -> None:
        super().__init__()
        self.setObjectName(name)
        self.fields = fields
        self._edits: dict[str, QLineEdit] = {}
        self._checks: dict[str, QCheckBox] = {}
        self.asked = QWidget()
        grid = QGridLayout(self.asked)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for line, field in enumerate(fields):
            if field.kind == CHECK:
                grid.addWidget(self._check(field), line, 1)
                continue
            grid.addWidget(label(field.title, "secondary"), line, 0)
            grid.addWidget(self._edit(field), line, 1)
            if field.kind in {FOLDER, FILE}:
                done = self._browse_folder if field.kind == FOLDER else self._browse_file
                grid.addWidget(button(say("ui.hand_in.browse"), f"{name}_{field.kind}_browse", done), line, 2)
        self._act = act
        self.act = button(act, f"{name}_act", self._request, look=look)
        self.stop = button(say("ui.window.cancel"), f"{name}_stop", self.stopped.emit)
        self.stop.hide()
        self.wrong = label("", "must", wrap=True, name=f"{name}_wrong")
        self.wrong.hide()
        self.why = label("", "explain", wrap=True, name=f"{name}_why")
        outer = column(spacing=10)
        outer.addWidget(self.asked)
        outer.addWidget(self.wrong)
        last = row(self.act, self.stop)
        last.addWidget(self.why, 1)
        outer.addLayout(last)
        self.setLayout(outer)

    def _edit(self, field: Field) -> QLineEdit:
        made = QLineEdit()
        made.setObjectName(f"{self.objectName()}_{field.name}")
        made.setAccessibleName(field.title)
        made.setPlaceholderText(field.hint)
        made.returnPressed.connect(self._enter)
        self._edits[field.name] = made
        return made

    def _check(self, field: Field) -> QCheckBox:
        made = TickBox(field.title)
        made.setObjectName(f"{self.objectName()}_{field.name}")
        self._checks[field.name] = made
        return made

    def offer(self, values: Mapping[str, str]) -> None:
        """Fill fields that are still empty."""
        for name, value in values.items():
            edit = self._edits.get(name)
            if edit is not None and not edit.text():
                edit.setText(value)

    def put(self, values: Mapping[str, str]) -> None:
        """Fill fields whatever stands in them."""
        for name, value in values.items():
            if name in self._edits:
                self._edits[name].setText(value)

    def tick(self, name: str, on: bool) -> None:
        """Tick a box, or take its tick away."""
        self._checks[name].setChecked(on)

    def values(self) -> dict[str, Any]:
        """Return what stands in the fields."""
        return {n: e.text().strip() for n, e in self._edits.items()} | {
            n: c.isChecked() for n, c in self._checks.items()
        }

    def show_busy(self, text: str) -> None:
        """Show that what was requested is being done; it can be stopped.

        The focus stays in the form, where another Enter does nothing.
        """
        here = self.act.hasFocus()
        self.act.setText(text)
        self.stop.show()
        if here:
            next(reversed(self._edits.values()), self.stop).setFocus()
        self.act.setEnabled(False)

    def hold(self, why: str) -> None:
        """Show that it cannot be done yet and why, its fields put away; with no reason, that it can."""
        self.why.setText(why)
        self.asked.setVisible(not why and bool(self.fields))
        self.act.setEnabled(not why)

    def rest(self) -> None:
        """Show that nothing is being done any more."""
        had_focus = self.stop.hasFocus()
        self.act.setText(self._act)
        self.act.setEnabled(not self.why.text())
        self.stop.hide()
        if had_focus:
            self.act.setFocus()

    def refuse(self, sentence: str) -> None:
        """Say why it could not be done; what was typed stays."""
        self.wrong.setText(sentence)
        self.wrong.setVisible(bool(sentence))
        if sentence and self.first() is not self.act:
            self.first().setFocus()

    def first(self) -> QWidget:
        """Return what takes the focus: the first field that must be filled and is empty, else the button."""
        needed = (self._edits[f.name] for f in self.fields if not (f.optional or f.kind in {CHECK, FILE}))
        return next((edit for edit in needed if not edit.text()), self.act)

    @Slot()
    def _enter(self) -> None:
        """Go on to the next field that must be filled; from the last one it is requested."""
        first = self.first()
        if first is self.act or first.hasFocus():
            self._request()
        else:
            first.setFocus()

    @Slot()
    def _request(self) -> None:
        if self.act.isEnabled():
            self.refuse("")
            self.requested.emit(self.values())

    @Slot()
    def _browse_folder(self) -> None:
        edit = self._edits[self._of_kind(FOLDER).name]
        chosen = QFileDialog.getExistingDirectory(self, say("ui.hand_in.choose_folder"), edit.text())
        if chosen:
            edit.setText(chosen)

    @Slot()
    def _browse_file(self) -> None:
        field = self._of_kind(FILE)
        edit = self._edits[field.name]
        chosen, _ = QFileDialog.getOpenFileName(self, field.title, edit.text(), field.kinds)
        if chosen:
            edit.setText(chosen)

    def _of_kind(self, kind: str) -> Field:
        """Return the form's one field of a kind that is browsed for."""
        return next(field for field in self.fields if field.kind == kind)
