"""底稿: a figure opened into its lines, with their sum; nothing is saved before one says so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from jzdesk.desk.lines import Opened
from jzdesk.desk.naming import Names
from jzdesk.desk.window import Judged
from jzdesk.errors import RefusedError
from jzdesk.models import quantity
from jzdesk.ui.dialogs.lines_block import NAME, VALUE, read_block
from jzdesk.ui.dialogs.lines_model import LinesModel
from jzdesk.ui.dialogs.lines_table import LinesTable
from jzdesk.ui.theme import Theme
from jzdesk.ui.widgets.facts import CellFacts
from jzdesk.ui.widgets.fitting import fit
from jzdesk.ui.widgets.parts import button, label, row
from jzdesk.words import say

WIDTH, HEIGHT = 720, 460
Judge = Callable[[Sequence[Sequence[str]]], Judged]


class LinesDialog(QDialog):
    """Signals: `save_requested` with the lines' texts, none to close the 底稿."""

    save_requested = Signal(list)

    def __init__(
        self, parent: QWidget, theme: Theme, facts: CellFacts, opened: Opened, judge: Judge,
        *, known: Names, places: int, enterable: bool,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setObjectName("linesDialog")
        self.setWindowTitle(say("ui.lines.window", row=facts.title))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        fit(self, QSize(WIDTH, HEIGHT))
        self.facts, self._judge, self._places, self._enterable = facts, judge, places, enterable
        self.changed = self._warned = False
        self.model = LinesModel(theme, enterable=enterable, parent=self)
        self.table = LinesTable(theme, self.model, known, self)
        self.total = label("", "figure", name="linesTotal")
        self.count = label("", "secondary", name="linesCount")
        self.wrong = label("", "must", wrap=True, name="linesWrong")
        self.told = label("", "secondary", wrap=True, name="linesTold")
        self._make_buttons(had=bool(opened.lines) and not opened.carried)
        self._arrange()
        self._connect()
        self.model.load(opened.lines, places)
        self._judge_all(self.model.words())
        self._tell(say("ui.lines.carried") if opened.carried else "")
        self.table.go_to(0, VALUE if opened.carried else NAME)

    def _make_buttons(self, *, had: bool) -> None:
        self.add = button(say("ui.lines.add"), "linesAdd", self.add_line)
        self.remove = button(say("ui.lines.remove"), "linesRemove", self.remove_line)
        self.empty = button(say("ui.lines.empty"), "linesEmpty", self._empty)
        self.cancel = button(say("ui.lines.cancel"), "linesCancel", self.reject)
        self.save = button(say("ui.lines.save"), "linesSave", self.ask_save, look="primary")
        self.empty.setToolTip(say("ui.lines.empty_tip"))
        for part in (self.add, self.remove, self.save):
            part.setVisible(self._enterable)
        self.empty.setVisible(self._enterable and had)

    def _arrange(self) -> None:
        head = label(self.facts.title, "head", wrap=True)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 14, 16, 14)
        outer.setSpacing(8)
        outer.addWidget(head)
        outer.addWidget(label(self.facts.place, "small"))
        outer.addWidget(self.table, 1)
        sums = row(label(say("ui.lines.total"), "secondary"), self.total, self.count, None)
        for part in (self.add, self.remove):
            sums.addWidget(part)
        outer.addLayout(sums)
        for part in (self.wrong, self.told):
            outer.addWidget(part)
        keys = label(say("ui.lines.keys"), "faint")
        outer.addLayout(row(keys, None, self.empty, self.cancel, self.save))

    def _connect(self) -> None:
        self.model.edited.connect(self._edited)
        self.table.pen.typing.connect(self._typing)
        self.table.pen.closeEditor.connect(self._typed)
        self.table.paste_requested.connect(self.paste)
        self.table.left.connect(self._left)
        if self._enterable:
            for keys, slot in (
                ("Ctrl+Return", self.ask_save), ("Ctrl+Enter", self.ask_save), ("Ctrl+S", self.ask_save),
                ("Ctrl+N", self.add_line), ("Ctrl+Delete", self.remove_line),
            ):  # fmt: skip
                QShortcut(QKeySequence(keys), self).activated.connect(slot)

    # What one does

    @Slot()
    def add_line(self) -> None:
        """Begin another line."""
        self.table.pen.finish()
        last = self.model.last()
        self.table.go_to(last.row(), last.column())

    @Slot()
    def remove_line(self) -> None:
        """Take out the line at the cursor."""
        self.table.pen.finish()
        here = self.table.currentIndex()
        line, place = here.row(), max(here.column(), 0)
        self.model.remove(line)
        self.table.go_to(min(max(line, 0), self.model.rowCount() - 1), place)

    @Slot()
    def paste(self) -> None:
        """Write what was copied from the cursor on; a 合计 among it is only compared."""
        here = self.table.currentIndex()
        if not self._enterable or not here.isValid():
            return
        line, place = here.row(), here.column()
        try:
            block = read_block(QGuiApplication.clipboard().text(), place)
        except RefusedError as error:
            self.refuse(error.sentence)
            return
        if not block.rows:
            return
        self.model.paste(block, line)
        self._tell(self._pasted(len(block.rows), block.sums))
        self.table.go_to(min(line + len(block.rows), self.model.rowCount() - 1), place)

    def _pasted(self, count: int, sums: Sequence[str]) -> str:
        told = say("ui.lines.pasted", n=count)
        for written in sums:
            same = written.replace(",", "") == self._total_text("").replace(",", "")
            word = "sum_same" if same else "sum_other"
            told += say(f"ui.lines.{word}", written=written)
        return told

    @Slot()
    def ask_save(self) -> None:
        """Save the lines; what is being typed belongs to them."""
        self.table.pen.finish()
        self.save_requested.emit(self.model.words())

    @Slot()
    def _empty(self) -> None:
        self.table.pen.finish()
        self.save_requested.emit([])

    def refuse(self, sentence: str) -> None:
        """Say why nothing was saved, and go to the first line that is wrong."""
        wrong = self._judge_all(self.model.words()).wrong
        self.wrong.setText("\n".join([sentence, *list(wrong.values())[:3]]) if len(wrong) > 1 else sentence)
        self.wrong.show()
        if wrong:
            self.table.go_to(min(wrong), VALUE)

    def finish(self) -> None:
        """Close: the lines are saved."""
        self.changed = False
        self.accept()

    def flush(self) -> bool:
        """Save what was changed; tell whether nothing unsaved is left."""
        self.table.pen.finish()
        if self.changed:
            self.save_requested.emit(self.model.words())
        return not self.changed

    def reject(self) -> None:
        """Close without saving; changed lines are given up only when one asks twice."""
        self.table.pen.finish()
        if self.changed and not self._warned:
            self._warned = True
            self.wrong.setText(say("ui.lines.unsaved"))
            self.wrong.show()
            return
        super().reject()

    # What is seen

    @Slot()
    def _edited(self) -> None:
        self.changed, self._warned = True, False
        self._tell("")
        self._judge_all(self.model.words())

    @Slot(int, int, str)
    def _typing(self, line: int, place: int, text: str) -> None:
        words = self.model.words()
        words[line][place] = text
        self._show_sum(self._judge(words))

    @Slot()
    def _typed(self) -> None:
        self._show_sum(self._judge(self.model.words()))

    def _judge_all(self, words: Sequence[Sequence[str]]) -> Judged:
        judged = self._judge(words)
        self.model.mark(judged.wrong)
        self.wrong.setText(next(iter(judged.wrong.values()), ""))
        self.wrong.setVisible(bool(judged.wrong))
        self._show_sum(judged)
        return judged

    def _show_sum(self, judged: Judged) -> None:
        self._sum: Decimal | None = judged.total
        self.total.setText(self._total_text(say("models.derive.dash")) + f" {self.facts.unit}")
        self.count.setText(say("ui.lines.valued", n=judged.valued))

    def _total_text(self, nothing: str) -> str:
        return nothing if self._sum is None else quantity.show(self._sum, self._places)

    def _tell(self, sentence: str) -> None:
        self.told.setText(sentence)
        self.told.setVisible(bool(sentence))

    @Slot(bool)
    def _left(self, back: bool) -> None:
        (self.save if back else self.add).setFocus()
