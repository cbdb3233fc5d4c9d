"""The preview of a pasted block: every cell old → new, and why not; nothing is written unasked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QDialog, QPushButton, QVBoxLayout, QWidget

from jzdesk.desk.paste_plan import (
    CHANGED,
    REFUSED,
    ROUNDED,
    SAME,
    SKIPPED,
    STATUSES,
    SUM,
    Choices,
    Plan,
    Planned,
    UnitGuess,
)
from jzdesk.errors import JzdeskError
from jzdesk.models.entry import blank_word
from jzdesk.ui.tables.list_view import ListView
from jzdesk.ui.tables.listing import NUMBER, SIGN, TEXT, ListColumn, ListModel, Part
from jzdesk.ui.theme import Theme
from jzdesk.ui.widgets.fitting import fit
from jzdesk.ui.widgets.parts import button, clear, label, row
from jzdesk.words import say

WIDTH, HEIGHT, MOST = 860, 560, 2_000
Replan = Callable[[Choices], Plan]
_LOOKS = {
    REFUSED: ("refused", "must"), SUM: ("explain", "explain"), ROUNDED: ("≈", "accent"),
    CHANGED: ("changed", "accent"), SKIPPED: ("—", "faint"), SAME: ("good", "faint"),
}  # fmt: skip


class PasteDialog(QDialog):
    """Signals: `write_requested` with the plan that was looked at."""

    write_requested = Signal(object)

    def __init__(self, parent: QWidget, theme: Theme, title: str, plan: Plan, replan: Replan) -> None:
        super().__init__(parent)
        self.setObjectName("pasteDialog")
        self.setWindowTitle(say("ui.paste.window", form=title))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        fit(self, QSize(WIDTH, HEIGHT))
        self.plan, self._replan, self._filter = plan, replan, ""
        self.head = label("", "head", wrap=True, name="pasteHead")
        self.way = label("", "secondary", wrap=True, name="pasteWay")
        self.switch = button("", "pasteSwitch", self._switch)
        self.wrong = label("", "must", wrap=True, name="pasteWrong")
        self.more = label("", "faint", name="pasteMore")
        self.chips = {status: button("", f"paste_{status}", self._chip, look="chip") for status in STATUSES}
        self.model: ListModel[Planned] = ListModel(
            (
                ListColumn("", 34, _sign),
                ListColumn(say("ui.paste.where"), 250, _where),
                ListColumn(say("ui.paste.old"), 110, _old),
                ListColumn(say("ui.paste.new"), 110, _new),
                ListColumn(say("ui.paste.why"), 0, _why),
            ),
            self,
        )
        self.view = ListView(theme, self.model, "pasteList")
        self.view.setAccessibleName(say("ui.paste.list"))
        self.copy = button(say("ui.paste.copy"), "pasteCopy", self._copy)
        self.cancel = button(say("ui.paste.cancel"), "pasteCancel", self.reject)
        self.write = button("", "pasteWrite", self._write, look="primary")
        self._arrange()
        self._show()
        self.write.setDefault(True)
        self._to_write()

    def _arrange(self) -> None:
        self._units = QVBoxLayout()
        self._units.setSpacing(6)
        for status, chip in self.chips.items():
            chip.setProperty("status", status)
            chip.setCheckable(True)
            chip.setAutoDefault(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 14, 16, 14)
        outer.setSpacing(8)
        outer.addWidget(self.head)
        outer.addLayout(row(self.way, self.switch))
        outer.addLayout(self._units)
        outer.addLayout(row(*self.chips.values(), None))
        outer.addWidget(self.view, 1)
        outer.addWidget(self.more)
        outer.addWidget(self.wrong)
        outer.addLayout(row(label(say("ui.paste.keys"), "faint"), None, self.copy, self.cancel, self.write))

    # What is seen

    def _show(self) -> None:
        plan, writing = self.plan, len(self.plan.writing)
        refused = plan.count(REFUSED)
        word = "nothing" if not writing else "some" if refused else "all"
        self.head.setText(say(f"ui.paste.{word}", n=writing, refused=refused))
        names = say("ui.paste.names" if plan.by_name else "ui.paste.places")
        columns = say("ui.paste.heads" if plan.by_head else "ui.paste.order")
        self.way.setText(say("ui.paste.way", rows=names, columns=columns))
        self.switch.setText(say("ui.paste.use_names" if plan.choices.by_place else "ui.paste.use_places"))
        self.switch.setVisible(plan.may_switch)
        self._show_units()
        for status, chip in self.chips.items():
            count = plan.count(status)
            chip.setText(say(f"ui.paste.chip_{status}", n=count))
            chip.setAccessibleName(chip.text())
            chip.setVisible(count > 0)
            chip.setChecked(status == self._filter)
        found = [c for c in plan.cells if self._filter in {"", c.status}]
        self.model.show_items(found[:MOST])
        self.more.setText(say("ui.paste.more", n=len(found) - MOST))
        self.more.setVisible(len(found) > MOST)
        self.copy.setVisible(bool(plan.refused_text()))
        self.write.setText(say("ui.paste.write", n=writing))
        self.write.setEnabled(writing > 0)
        self.wrong.hide()

    def _show_units(self) -> None:
        clear(self._units)
        self.boxes: list[QComboBox] = []
        for guess in self.plan.units:
            box = self._box(guess)
            self.boxes.append(box)
            told = label(guess.sentence, "explain" if guess.suggested else "secondary", wrap=True)
            self._units.addLayout(row(told, label(say("ui.paste.unit"), "secondary"), box))

    def _box(self, guess: UnitGuess) -> QComboBox:
        box = QComboBox()
        box.setObjectName(f"pasteUnit_{guess.column}")
        box.setAccessibleName(say("ui.paste.unit_of", column=guess.name))
        for unit in guess.units:
            box.addItem(unit, (guess.column, unit))
        box.setCurrentIndex(guess.units.index(guess.chosen))
        box.setFixedWidth(110)
        box.activated.connect(self._choose_unit)
        return box

    # What one does

    def _take(self, choices: Choices) -> None:
        try:
            self.plan = self._replan(choices)
        except JzdeskError as error:
            self.refuse(error.sentence)
            return
        self._show()
        self._to_write()

    def _to_write(self) -> None:
        """Let Enter write what is shown, as the line below says, also after something was chosen."""
        (self.write if self.write.isEnabled() else self.cancel).setFocus()

    @Slot()
    def _switch(self) -> None:
        choices = self.plan.choices
        self._take(replace(choices, by_place=not choices.by_place))

    @Slot(int)
    def _choose_unit(self, place: int) -> None:
        box = self.sender()
        if isinstance(box, QComboBox):
            column, unit = box.itemData(place)
            choices = self.plan.choices
            self._take(replace(choices, units={**choices.units, column: unit}))

    @Slot()
    def _chip(self) -> None:
        chip = self.sender()
        if isinstance(chip, QPushButton):
            status = str(chip.property("status"))
            self._filter = "" if status == self._filter else status
            self._show()

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.plan.refused_text())

    @Slot()
    def _write(self) -> None:
        self.write_requested.emit(self.plan)

    def refuse(self, sentence: str) -> None:
        """Say why nothing was written."""
        self.wrong.setText(sentence)
        self.wrong.show()


def _sign(planned: Planned) -> Part:
    sign, tone = _LOOKS[planned.status]
    return Part(sign, SIGN, tone, say(f"ui.paste.is_{planned.status}"))


def _where(planned: Planned) -> Part:
    return Part(planned.where, TEXT)


def _old(planned: Planned) -> Part:
    short = blank_word(planned.old)  # a reason's own word; the whole of it on the tip
    return Part(short or say("ui.paste.none"), NUMBER, "" if short else "faint", planned.old)


def _new(planned: Planned) -> Part:
    if planned.new:
        return Part(planned.new, NUMBER, "accent" if planned.writes else "", planned.found)
    return Part(planned.found, NUMBER, _LOOKS[planned.status][1])


def _why(planned: Planned) -> Part:
    return Part(planned.why or say(f"ui.paste.is_{planned.status}"), TEXT, "" if planned.why else "faint")
