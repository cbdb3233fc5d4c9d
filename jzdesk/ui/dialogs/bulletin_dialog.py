"""通报、预警函、催报通知: which paper, to whom, and the officer's own sentences at their places."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QPlainTextEdit, QWidget

from jzdesk.models.bulletin.values import BULLETIN, KINDS, NUMBER, PLACES, TO, URGE, URGING, WARN, WARNING
from jzdesk.ui.dialogs.closing import Closing
from jzdesk.ui.theme import Theme
from jzdesk.ui.widgets.chooser import Chooser
from jzdesk.ui.widgets.fitting import fit
from jzdesk.ui.widgets.parts import button, column, label, row
from jzdesk.ui.widgets.scrolled import Lengthwise
from jzdesk.ui.widgets.side_panel import NoteEdit
from jzdesk.ui.widgets.tick_box import RoundBox
from jzdesk.words import say

WIDTH, HEIGHT = 860, 640
_SHORT, _TALL, _ALONE = 34, 76, 240
_LINES = frozenset({NUMBER, TO})
_OF_LETTERS = {WARNING: (WARN,), URGE: (URGING,)}
_OF_BULLETIN = tuple(place for place in PLACES if place not in {WARN, URGING})


class BulletinDialog(Closing):
    """Signals: `left` a text was left; `preview_requested`; `export_requested` (`.docx` or `.pdf`);
    `turned` another kind of paper. It stays open while `keeping` cannot keep what is written.
    """

    left = Signal()
    preview_requested = Signal()
    export_requested = Signal(str)
    turned = Signal()

    def __init__(self, parent: QWidget, theme: Theme, title: str, said: Mapping[str, str]) -> None:
        super().__init__(parent)
        self.setObjectName("bulletinDialog")
        self.setWindowTitle(title)
        fit(self, QSize(WIDTH, HEIGHT))
        self.keeping: Callable[[], bool] | None = None
        self._heads: dict[str, QWidget] = {}
        self.edits = {place: self._edit(place, said.get(place, "")) for place in PLACES}
        self.kinds = {kind: self._kind(kind) for kind in KINDS}
        self.unit = Chooser(theme, "bulletinUnit", say("ui.bulletin.unit"))
        self.unit_head = label(say("ui.bulletin.unit"), "secondary")
        self.about = label("", "secondary", wrap=True, name="bulletinAbout")
        self.wrong = label("", "must", wrap=True, name="bulletinWrong")
        self.told = label("", "secondary", wrap=True, name="bulletinTold")
        self.docx = button(say("ui.bulletin.docx"), "bulletinDocx", self._docx)
        self.pdf = button(say("ui.bulletin.pdf"), "bulletinPdf", self._pdf)
        self.look = button(say("ui.bulletin.preview"), "bulletinPreview", self.preview_requested.emit,
                           look="primary")  # fmt: skip
        self.shut = button(say("ui.preview.close"), "bulletinClose", self.reject)
        self._arrange(title)
        self.kinds[BULLETIN].setChecked(True)
        self.refuse("")
        self.edits[PLACES[2]].setFocus()

    def _edit(self, place: str, text: str) -> NoteEdit:
        made = NoteEdit()
        made.setObjectName(f"bulletin_{place}")
        made.setAccessibleName(say(f"desk.bulletin.place.{place}"))
        made.setPlaceholderText(say(f"ui.bulletin.hint_{place}" if place in _LINES else "ui.bulletin.hint"))
        made.setPlainText(text)
        made.setTabChangesFocus(True)
        made.setFixedHeight(_SHORT if place in _LINES else _TALL if place in _OF_BULLETIN else _ALONE)
        if place in _LINES:
            made.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
            made.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.left.connect(self.left)
        return made

    def _kind(self, kind: str) -> RoundBox:
        made = RoundBox(say(f"ui.bulletin.kind_{kind}"))
        made.setObjectName(f"bulletinKind_{kind}")
        made.toggled.connect(self._turn)
        return made

    def _arrange(self, title: str) -> None:
        group = QButtonGroup(self)
        for made in self.kinds.values():
            group.addButton(made)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for line, (place, edit) in enumerate(self.edits.items()):
            self._heads[place] = label(edit.accessibleName(), "secondary")
            grid.addWidget(self._heads[place], line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(edit, line, 1)
        grid.setRowStretch(len(self.edits), 1)
        content = QWidget()
        content.setLayout(grid)
        self.area = Lengthwise(content)
        outer = column(spacing=8, margins=(16, 14, 16, 14))
        outer.addWidget(label(title, "head", wrap=True))
        choice = row(*self.kinds.values(), None, spacing=24)
        choice.addLayout(row(self.unit_head, self.unit))
        outer.addLayout(choice)
        outer.addWidget(self.about)
        outer.addWidget(self.area, 1)
        outer.addWidget(self.wrong)
        outer.addWidget(self.told)
        outer.addLayout(row(None, self.shut, self.pdf, self.docx, self.look))
        self.setLayout(outer)

    @property
    def kind(self) -> str:
        """Which paper it will be."""
        return next((kind for kind, made in self.kinds.items() if made.isChecked()), BULLETIN)

    @property
    def chosen(self) -> str | None:
        """The county a letter goes to; None for all it concerns."""
        return self.unit.currentData() or None

    @property
    def texts(self) -> dict[str, str]:
        """What is written, by place."""
        return {place: edit.toPlainText() for place, edit in self.edits.items()}

    @Slot(bool)
    def _turn(self, on: bool) -> None:
        if not on:
            return
        wanted = _OF_LETTERS.get(self.kind, _OF_BULLETIN)
        for place, edit in self.edits.items():
            edit.setVisible(place in wanted)
            self._heads[place].setVisible(place in wanted)
        self.turned.emit()

    def show_about(self, about: str, units: Sequence[tuple[str, str]], *, may: bool) -> None:
        """Show what a paper is about and the counties it may go to; `may`: there is anything to write."""
        self.about.setText(about)
        self.unit.clear()
        self.unit.addItem(say("ui.bulletin.all"), "")
        for code, name in units:
            self.unit.addItem(name, code)
        letter = self.kind != BULLETIN
        for part in (self.unit, self.unit_head):
            part.setVisible(letter and bool(units))
        for made in (self.look, self.docx, self.pdf):
            made.setEnabled(may)
        self.refuse("")

    def reject(self) -> None:
        """Close, once what is written is kept."""
        if self.keeping is None or self.keeping():
            super().reject()

    @Slot()
    def _docx(self) -> None:
        self.export_requested.emit(".docx")

    @Slot()
    def _pdf(self) -> None:
        self.export_requested.emit(".pdf")

    def refuse(self, sentence: str) -> None:
        """Say why something could not be done; what was written stays."""
        self.wrong.setText(sentence)
        self.wrong.setVisible(bool(sentence))
        self.tell("")

    def tell(self, sentence: str) -> None:
        """Say what was done or is being done."""
        self.told.setText(sentence)
        self.told.setVisible(bool(sentence))
