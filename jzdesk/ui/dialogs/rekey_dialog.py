"""二次录入: another person keys figures again without seeing them, then what differs is listed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QDialog, QLineEdit, QStackedWidget, QWidget

from jzdesk.desk import rekeying
from jzdesk.desk.rekeying import Asked, Outcome
from jzdesk.models.entry import Key
from jzdesk.ui.tables.list_view import ListDelegate, ListView
from jzdesk.ui.tables.listing import LINK, NUMBER, SIGN, TEXT, Index, ListColumn, ListModel, Part
from jzdesk.ui.theme import Theme
from jzdesk.ui.widgets.chooser import Chooser
from jzdesk.ui.widgets.fitting import fit
from jzdesk.ui.widgets.parts import button, column, label, row
from jzdesk.words import say

WIDTH, HEIGHT = 760, 520
AGAIN = 4
Choose = Callable[[str], Sequence[Asked]]


@dataclass(frozen=True, slots=True)
class _Line:
    """One figure to be keyed, and what was keyed so far."""

    asked: Asked
    typed: str = ""


class _KeyingDelegate(ListDelegate):
    """Keys figures in a plain line; Enter goes on to the next."""

    def createEditor(self, parent: QWidget, option: object, index: Index) -> QWidget:
        """Open a line over the place."""
        made = QLineEdit(parent)
        made.setObjectName("rekeyEditor")
        made.setProperty("look", "cell")
        made.setFrame(False)
        made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        made.setAccessibleName(say("ui.rekey.again"))
        return made


class RekeyDialog(QDialog):
    """Signals: `compare_requested` with the name and what was keyed by key; `adopt_requested` an outcome."""

    compare_requested = Signal(str, object)
    adopt_requested = Signal(object)

    def __init__(self, parent: QWidget, theme: Theme, form: str, choose: Choose) -> None:
        super().__init__(parent)
        self.setObjectName("rekeyDialog")
        self.setWindowTitle(say("ui.rekey.window", form=form))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        fit(self, QSize(WIDTH, HEIGHT))
        self._choose, self._warned, self._settled = choose, False, True
        self.by = QLineEdit()
        self.by.setObjectName("rekeyBy")
        self.by.setAccessibleName(say("ui.rekey.by"))
        self.by.setPlaceholderText(say("ui.rekey.by_hint"))
        self.which = Chooser(theme, "rekeyWhich", say("ui.rekey.which"))
        for choice in rekeying.CHOICES:
            self.which.addItem(say(f"ui.rekey.choice_{choice}"), choice)
        self.keying: ListModel[_Line] = ListModel(_keying_columns(self._keyed), self)
        self.list = ListView(theme, self.keying, "rekeyList", _KeyingDelegate(theme, self))
        self.list.setAccessibleName(say("ui.rekey.title"))
        self.list.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.SelectedClicked
        )
        self.outcomes: ListModel[Outcome] = ListModel(_OUTCOME_COLUMNS, self)
        self.differ = ListView(theme, self.outcomes, "rekeyOutcomes")
        self.differ.setAccessibleName(say("ui.rekey.compare"))
        self._arrange()
        self._connect()
        self._fill()

    def _arrange(self) -> None:
        self.empty = label("", "secondary", wrap=True, name="rekeyEmpty")
        self.pages = QStackedWidget()
        for page in (self.list, self.differ):
            self.pages.addWidget(page)
        self.progress = label("", "secondary", name="rekeyProgress")
        self.told = label("", "must", wrap=True, name="rekeyTold")
        self.back = button(say("ui.rekey.back"), "rekeyBack", self._back)
        self.close_ = button(say("ui.rekey.close"), "rekeyClose", self.reject)
        self.compare = button(say("ui.rekey.compare"), "rekeyCompare", self._compare, look="primary")
        self.compare.setToolTip(say("ui.rekey.compare_tip"))
        self.back.hide()
        names = row(label(say("ui.rekey.by")), self.by, label(say("ui.rekey.which")), self.which)
        outer = column(label(say("ui.rekey.title"), "head"), margins=(16, 14, 16, 14))
        outer.addWidget(label(say("ui.rekey.hint"), "small", wrap=True))
        outer.addLayout(names)
        outer.addWidget(self.empty)
        outer.addWidget(self.pages, 1)
        outer.addWidget(self.told)
        outer.addLayout(row(self.progress, None, self.back, self.close_, self.compare))
        self.setLayout(outer)

    def _connect(self) -> None:
        self.which.currentIndexChanged.connect(self._fill)
        self.list.itemDelegate().closeEditor.connect(self._next)
        self.differ.picked.connect(self._adopt)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._compare)

    # Keying

    @Slot()
    def _fill(self) -> None:
        """Ask for the figures chosen; what was keyed of them already stays."""
        known = self.typed()
        asked = self._choose(str(self.which.currentData()))
        self.keying.show_items([_Line(one, known.get(one.key, "")) for one in asked])
        word = "nothing_open" if self.which.currentData() == rekeying.OPEN else "nothing"
        self.empty.setText(say(f"ui.rekey.{word}"))
        self.empty.setVisible(not asked)
        self.pages.setVisible(bool(asked))
        self.compare.setEnabled(bool(asked))
        self._count()
        if asked:
            self.list.setCurrentIndex(self.keying.index(0, AGAIN))
        (self.list if asked and self.by.text() else self.by).setFocus()

    def typed(self) -> dict[Key, str]:
        """Return what was keyed so far."""
        return {line.asked.key: line.typed for line in self.keying.items if line.typed}

    def _keyed(self, line: _Line, text: str) -> str | None:
        self._settled, self._warned = False, False
        items = [_Line(one.asked, text) if one is line else one for one in self.keying.items]
        self.keying.show_items(items)
        self._count()
        return None

    @Slot()
    def _next(self) -> None:
        """Go on to the next figure."""
        here = self.list.currentIndex().row()
        if here + 1 < self.keying.rowCount():
            self.list.setCurrentIndex(self.keying.index(here + 1, AGAIN))
        self.list.setFocus()

    def _count(self) -> None:
        self.progress.setText(say("ui.rekey.progress", done=len(self.typed()), all=len(self.keying.items)))

    # Comparing

    @Slot()
    def _compare(self) -> None:
        self.list.setFocus()  # a figure being keyed belongs to it
        if not self.typed():
            self.refuse(say("ui.rekey.keyed_none"))
            return
        self.compare_requested.emit(self.by.text(), self.typed())

    def refuse(self, sentence: str) -> None:
        """Say why nothing was compared."""
        self.told.setText(sentence)
        if not self.by.text().strip():
            self.by.setFocus()

    def show_outcomes(self, outcomes: Sequence[Outcome]) -> None:
        """Show what differs; it has been noted."""
        self._settled = True
        differ = [one for one in outcomes if not one.same]
        self.outcomes.show_items(differ)
        counts = {"n": len(outcomes), "same": len(outcomes) - len(differ), "differ": len(differ)}
        self.told.setText("")
        self.progress.setText(say(f"ui.rekey.{'some_differ' if differ else 'all_same'}", **counts))
        self.pages.setCurrentWidget(self.differ)
        for part, seen in ((self.back, True), (self.compare, False)):
            part.setVisible(seen)
        if differ:
            self.differ.setCurrentIndex(self.outcomes.index(0, 0))
        (self.differ if differ else self.close_).setFocus()

    def show_adopted(self, outcome: Outcome, sentence: str) -> None:
        """Take an outcome off the list: its figure is the second one now, or say why it is not."""
        if sentence:
            self.told.setText(sentence)
            return
        self.outcomes.show_items([one for one in self.outcomes.items if one is not outcome])
        self.told.setText("")
        self.progress.setText(say("ui.rekey.adopted", value=outcome.second))

    @Slot(object)
    def _adopt(self, outcome: Outcome) -> None:
        if not outcome.wrong:
            self.adopt_requested.emit(outcome)

    @Slot()
    def _back(self) -> None:
        self.pages.setCurrentWidget(self.list)
        for part, seen in ((self.back, False), (self.compare, True)):
            part.setVisible(seen)
        self._fill()

    def reject(self) -> None:
        """Close; what was keyed and not compared is given up only when one asks twice."""
        if not self._settled and not self._warned and self.typed():
            self._warned = True
            self.told.setText(say("ui.rekey.give_up"))
            return
        super().reject()


def _keying_columns(write: Callable[[_Line, str], str | None]) -> tuple[ListColumn[_Line], ...]:
    return (
        ListColumn(say("ui.rekey.number"), 52, lambda line: Part(line.asked.number, TEXT, "secondary")),
        ListColumn(say("ui.rekey.row"), 0, lambda line: Part(line.asked.row)),
        ListColumn(say("ui.rekey.column"), 120, lambda line: Part(line.asked.column)),
        ListColumn(say("ui.rekey.unit"), 90, lambda line: Part(line.asked.unit, TEXT, "secondary")),
        ListColumn(say("ui.rekey.again"), 140, lambda line: Part(line.typed, NUMBER), write),
    )


def _place(outcome: Outcome) -> Part:
    asked = outcome.asked
    return Part(f"{asked.row} {asked.column}", TEXT, "", outcome.wrong)


_OUTCOME_COLUMNS: tuple[ListColumn[Outcome], ...] = (
    ListColumn("", 34, lambda one: Part("must", SIGN, "must", one.wrong)),
    ListColumn(say("ui.rekey.row"), 0, _place),
    ListColumn(say("ui.rekey.first"), 120, lambda one: Part(one.first, NUMBER)),
    ListColumn(say("ui.rekey.second"), 120, lambda one: Part(one.second, NUMBER, "must", one.wrong)),
    ListColumn("", 110, lambda one: Part("" if one.wrong else say("ui.rekey.adopt"), LINK)),
)
