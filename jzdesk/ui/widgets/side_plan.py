"""What the panel tells beyond figures: definition, target and distance, formula, checks, source."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QWidget

from jzdesk.desk.browsed import PROJECTS, TASKS, Link, State
from jzdesk.desk.cell_aim import Aim
from jzdesk.desk.cell_view import CellView
from jzdesk.ui.theme import SIGNS
from jzdesk.ui.widgets.parts import button, column, label, pill, retone, row
from jzdesk.words import say


class SidePlan(QWidget):
    """Signals: `plan_requested` the entry of 规划目录 is wanted (segment, code)."""

    plan_requested = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sidePlan")
        self._link: Link | None = None
        self.definition = reading("", "sideDefinition")
        self.state = pill(name="sideState")
        self.target = reading("", "sideTarget")
        self.method = reading("small", "sideMethod")
        self.formula = reading("", "sideFormula")
        self.figures = reading("", "sideFigures")
        self.rules = reading("small", "sideRules")
        self.source = button("", "sideSource", self._follow, look="textlink")
        self.source.setToolTip(say("ui.side.source_tip"))
        self.notes = reading("small", "sideNotes")
        self.heads: dict[str, QLabel] = {}
        self._lines = column(spacing=8)
        self.setLayout(self._lines)
        self._rooms = {
            "definition": self._room("definition", self.definition),
            "target": self._room("target", self.target, self.method, beside=self.state),
            "formula": self._room("formula", self.formula, self.figures),
            "rules": self._room("rules", self.rules),
            "source": self._room("source", self.source, self.notes),
        }

    def _room(self, name: str, *parts: QWidget, beside: QWidget | None = None) -> QWidget:
        """Return a head with its texts; it is seen as a whole or not at all."""
        made, inner = QWidget(), column(spacing=4)
        self.heads[name] = label(say(f"ui.side.{name}"), "small")
        inner.addLayout(row(self.heads[name], *([beside] if beside else []), None))
        for part in parts:
            inner.addWidget(part)
        made.setLayout(inner)
        self._lines.addWidget(made)
        return made

    def show_view(self, definition: str, view: CellView | None) -> None:
        """Tell of a cell; sections without anything to say are not there."""
        aim, formula = (view.aim, view.formula) if view else (None, None)
        texts: dict[str, tuple[tuple[QLabel, str], ...]] = {
            "definition": ((self.definition, definition),),
            "target": (
                (self.target, "\n".join(aim.lines) if aim else ""),
                (self.method, "\n".join(aim.method) if aim else ""),
            ),
            "formula": (
                (self.formula, formula.words if formula else ""),
                (self.figures, formula.figures if formula else ""),
            ),
            "rules": ((self.rules, "\n".join(view.rules) if view else ""),),
            "source": ((self.notes, "\n".join(aim.notes) if aim else ""),),
        }
        for name, parts in texts.items():
            for part, text in parts:
                part.setText(text)
                part.setVisible(bool(text))
            self._rooms[name].setVisible(any(text for _, text in parts))
        self._show_state(aim)
        self._show_source(aim.link if aim else None)
        self.setVisible(any(not room.isHidden() for room in self._rooms.values()))

    def _show_state(self, aim: Aim | None) -> None:
        state = aim.state if aim else State()
        done = aim is not None and aim.link.segment in {TASKS, PROJECTS}
        self.heads["target"].setText(say("ui.side.progress" if done else "ui.side.target"))
        sign = "" if state.sign == "unjudged" else SIGNS.get(state.sign, "")
        self.state.setText(f"{sign} {state.word}".strip())
        self.state.setVisible(bool(state.word))
        retone(self.state, state.tone or "plain")
        self._rooms["target"].setVisible(aim is not None)

    def _show_source(self, link: Link | None) -> None:
        self._link = link
        text = link.text if link else ""
        self.source.setText(text)
        self.source.setAccessibleName(say("ui.side.source_spoken", source=text))
        self._rooms["source"].setVisible(link is not None)

    @Slot()
    def _follow(self) -> None:
        if self._link is not None:
            self.plan_requested.emit(self._link.segment, self._link.code)


def reading(look: str, name: str) -> QLabel:
    """Return a label of several lines whose text can be copied."""
    made = label("", look, wrap=True, name=name)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setCursor(Qt.CursorShape.IBeamCursor)
    return made
