"""退回或查询: cells of an upload with what the city says of each, as a file or told on the telephone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from jzdesk.desk.slip_cells import Spoken
from jzdesk.models.letters import QUERY, RETURN
from jzdesk.ui.dialogs.closing import Closing
from jzdesk.ui.theme import Theme
from jzdesk.ui.widgets.cell_picker import CellPicker
from jzdesk.ui.widgets.fitting import fit
from jzdesk.ui.widgets.parts import button, label, row
from jzdesk.ui.widgets.remark_line import RemarkLine
from jzdesk.ui.widgets.scrolled import Lengthwise
from jzdesk.ui.widgets.tick_box import RoundBox
from jzdesk.words import say

WIDTH, HEIGHT = 760, 600
_WORDS = {RETURN: "return", QUERY: "query"}


class SlipDialog(Closing):
    """Signals: `file_requested` and `phone_requested` what is said is to be given out or recorded.

    What was written stays until it could be done.
    """

    file_requested = Signal()
    phone_requested = Signal()

    def __init__(
        self, parent: QWidget, theme: Theme, spoken: Spoken, keys: Sequence[str], folder: str = ""
    ) -> None:
        super().__init__(parent)
        self.setObjectName("slipDialog")
        self.spoken = spoken
        title = say("ui.slip.title", unit=spoken.unit_name, period=spoken.period.title, n=spoken.revision)
        self.setWindowTitle(title)
        fit(self, QSize(WIDTH, HEIGHT))
        self.lines: list[RemarkLine] = []
        self.kinds = {kind: self._kind(kind) for kind in (RETURN, QUERY)}
        self.meaning = label("", "secondary", wrap=True, name="slipMeaning")
        self.picker = CellPicker(theme, spoken)
        self.picker.picked.connect(self.add)
        self.none = label(say("ui.slip.none"), "faint", wrap=True, name="slipNone")
        self.folder = QLineEdit(folder)
        self.folder.setObjectName("slipFolder")
        self.folder.setAccessibleName(say("ui.slip.folder"))
        self.browse = button(say("ui.hand_in.browse"), "slipBrowse", self._browse)
        self.wrong = label("", "must", wrap=True, name="slipWrong")
        self.phone = button(say("ui.slip.phone"), "slipPhone", self.phone_requested.emit)
        self.phone.setToolTip(say("ui.slip.phone_tip"))
        self.file = button("", "slipFile", self.file_requested.emit, look="primary")
        self.cancel = button(say("ui.window.cancel"), "slipCancel", self.reject)
        for part in (self.file, self.folder, self.browse):
            part.setVisible(bool(folder))  # at the county it is what was heard, and no file
        self._arrange(title)
        self.kinds[RETURN].setChecked(True)
        self._turn()
        self.refuse("")
        for key in keys:
            self.add(key)
        if not self.lines:
            self.picker.form.setFocus()
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self.file.click)

    def _kind(self, kind: str) -> RoundBox:
        made = RoundBox(say(f"ui.slip.{_WORDS[kind]}"))
        made.setObjectName(f"slipKind_{_WORDS[kind]}")
        made.toggled.connect(self._turn)
        return made

    def _arrange(self, title: str) -> None:
        group = QButtonGroup(self)
        for made in self.kinds.values():
            group.addButton(made)
        self.inner = QVBoxLayout()
        self.inner.setSpacing(10)
        self.inner.setContentsMargins(0, 0, 8, 0)
        self.inner.addWidget(self.none)
        self.inner.addStretch(1)
        content = QWidget()
        content.setLayout(self.inner)
        self.area = Lengthwise(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 14, 16, 14)
        outer.setSpacing(8)
        outer.addWidget(label(title, "head", wrap=True))
        outer.addLayout(row(*self.kinds.values(), None, spacing=24))
        outer.addWidget(self.meaning)
        outer.addWidget(self.picker)
        outer.addWidget(self.area, 1)
        about = label(say("ui.slip.folder"), "secondary")
        about.setVisible(not self.folder.isHidden())
        outer.addLayout(row(about, self.folder, self.browse))
        outer.addWidget(self.wrong)
        outer.addLayout(row(None, self.cancel, self.phone, self.file))

    @property
    def kind(self) -> str:
        """Which slip it will be."""
        return RETURN if self.kinds[RETURN].isChecked() else QUERY

    @property
    def said(self) -> list[tuple[str, str]]:
        """What is said, by KEY, in the order in which it was added."""
        return [(line.key, line.text) for line in self.lines]

    @Slot()
    def _turn(self) -> None:
        word = _WORDS[self.kind]
        self.meaning.setText(say(f"ui.slip.{word}_meaning"))
        self.file.setText(say(f"ui.slip.{word}_file"))
        self.file.setAccessibleName(self.file.text())
        for line in self.lines:
            line.ask(say(f"ui.slip.{word}_hint"))
        self.refuse("")

    @Slot(str)
    def add(self, key: str) -> None:
        """Speak of one more cell; a KEY that is none is refused."""
        cell = self.spoken.cell(key)
        if cell is None:
            self.refuse(say("desk.slips.no_cell", key=key))
            return
        self.refuse(cell.barred if self.kind == RETURN else "")
        if self.kind == RETURN and cell.barred:
            return
        known = next((line for line in self.lines if line.key == cell.key), None)
        if known is None:
            word = say(f"ui.slip.{_WORDS[self.kind]}_hint")
            known = RemarkLine(cell.key, cell.place, cell.figure, word)
            known.removed.connect(self._remove)
            known.entered.connect(self.picker.form.setFocus)
            self.inner.insertWidget(self.inner.count() - 1, known)
            self.lines.append(known)
            known.show()  # before the layout comes round to it: one types on at once
        self.none.hide()
        self.picker.key.clear()
        known.field.setFocus()
        self.area.ensureWidgetVisible(known)

    @Slot(str)
    def _remove(self, key: str) -> None:
        line = next(line for line in self.lines if line.key == key)
        self.lines.remove(line)
        self.inner.removeWidget(line)
        line.hide()
        line.deleteLater()
        self.none.setVisible(not self.lines)
        self.picker.form.setFocus()

    def refuse(self, sentence: str) -> None:
        """Say why it could not be done; what was written stays."""
        self.wrong.setText(sentence)
        self.wrong.setVisible(bool(sentence))

    def show_busy(self, text: str) -> None:
        """Show what is being made, or that nothing is."""
        for part in (self.phone, self.file, self.picker, self.browse):
            part.setEnabled(not text)
        if text:
            self.file.setText(text)
        else:
            self.file.setText(say(f"ui.slip.{_WORDS[self.kind]}_file"))

    @Slot()
    def _browse(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, say("ui.hand_in.choose_folder"), self.folder.text())
        if chosen:
            self.folder.setText(chosen)
