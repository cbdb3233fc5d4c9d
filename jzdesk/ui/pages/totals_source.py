"""What stands behind the chosen figure of 汇总, and the ways on from it."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QSizePolicy

from jzdesk.desk.totalling import Source
from jzdesk.ui.dialogs.judge_asks import APPROVE, STANDIN
from jzdesk.ui.widgets.parts import Card, button, label, row
from jzdesk.words import say

KINDS = (APPROVE, STANDIN)


class SourceCard(Card):
    """What stands behind the chosen figure.

    Signals: `open_requested` its form is to be opened; `remarks_requested` what the city said of it;
    `judge_requested` the city's own figure is to be set, of a kind of `judge_asks`.
    """

    open_requested = Signal()
    remarks_requested = Signal()
    judge_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__(name="sourceCard")
        self.title = label("", "strong", name="sourceTitle")
        self.value = label("", "figure", name="sourceValue")
        self.unit = label("", "secondary", name="sourceUnit")
        self.facts = label("", "secondary", name="sourceFacts", wrap=True)
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.notes = label("", "secondary", name="sourceNotes", wrap=True)
        self.open = button(say("ui.totals.open_form"), "sourceOpen", self.open_requested.emit)
        self.said = button(say("ui.loop.open_button"), "sourceSaid", self.remarks_requested.emit, look="link")
        self.judges = {
            kind: button(say(f"ui.totals.{kind}"), f"sourceJudge_{kind}", self._judge) for kind in KINDS
        }
        for kind, made in self.judges.items():
            made.setProperty("kind", kind)
        for part in (self.facts, self.notes):
            part.setMinimumHeight(20)
        self.body.addLayout(row(self.title, None, self.value, self.unit))
        self.body.addWidget(self.facts)
        line = row()
        line.addWidget(self.notes, 1)
        for made in (self.said, *self.judges.values(), self.open):
            line.addWidget(made, 0, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(line)
        self.setMinimumHeight(132)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.show_nothing()

    def show_nothing(self) -> None:
        """Show that no figure is chosen."""
        self.title.setText(say("ui.totals.none"))
        for part in (self.value, self.unit, self.facts, self.notes):
            part.clear()
        for made in (self.said, *self.judges.values(), self.open):
            made.hide()

    @Slot()
    def _judge(self) -> None:
        sender = self.sender()
        self.judge_requested.emit(str(sender.property("kind")) if sender else KINDS[0])

    def show_source(self, found: Source, kinds: Collection[str]) -> None:
        """Show what stands behind a figure, and which figures of its own the city may set."""
        for kind, made in self.judges.items():
            made.setVisible(kind in kinds)
        self.title.setText(say("ui.totals.where", title=found.title, where=found.where))
        self.value.setText(found.value)
        self.unit.setText(found.unit)
        facts = "　".join(say("ui.totals.fact", name=n, value=v) for n, v in found.facts)
        parts = "，".join(say("ui.totals.part", name=n, value=v) for n, v in found.parts)
        self.facts.setText(say("ui.totals.parts", parts=parts) if parts else facts)
        self.notes.setText("\n".join(found.notes))
        for part in (self.facts, self.notes):
            part.setToolTip(part.text())
        for made in (self.said, self.open):
            made.setVisible(bool(found.number and found.form))
        self.setAccessibleName(self.title.text())
