"""套表: the templates there are, the chosen one's sheets with their links, and what would be filled in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QSplitter, QWidget

from jzdesk.desk.template_offers import Line
from jzdesk.models import lookup
from jzdesk.models.lookup import Target
from jzdesk.models.period import Period
from jzdesk.models.template import EMPTY, WORD, Template, address
from jzdesk.models.template_look import Looked, SheetLook
from jzdesk.ui.dialogs.closing import Closing
from jzdesk.ui.dialogs.template_bar import Choices, TemplateBar
from jzdesk.ui.dialogs.template_grid import TemplateGrid
from jzdesk.ui.tables.list_view import ListView
from jzdesk.ui.tables.listing import NUMBER, TEXT, ListColumn, ListModel, Part
from jzdesk.ui.theme import Theme
from jzdesk.ui.widgets.chooser import Chooser
from jzdesk.ui.widgets.fitting import fit
from jzdesk.ui.widgets.flowing import Flowing
from jzdesk.ui.widgets.palette import Palette
from jzdesk.ui.widgets.parts import button, column, label, retone, row
from jzdesk.words import say

WIDTH, HEIGHT, EDGE, SIDE = 1240, 760, 48, 236
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


def _filled(line: Line) -> Part:
    tone = "" if line.fits and not line.why else "explain" if line.fits else "must"
    text = line.filled if line.fits else say("ui.templates.misfit")
    return Part(text or say("ui.templates.nothing"), TEXT, tone, tip=line.why or line.filled)


_LINKS = (
    ListColumn[Line](say("ui.templates.head.cell"), 150, lambda line: Part(line.cell)),
    ListColumn[Line](say("ui.templates.head.name"), 0, lambda line: Part(line.name)),
    ListColumn[Line](say("ui.templates.head.how"), 170, lambda line: Part(line.how, TEXT, "secondary")),
    ListColumn[Line](say("ui.templates.head.filled"), 170, _filled),
)
_TEMPLATES = (
    ListColumn[Template](say("ui.templates.head.template"), 0, lambda one: Part(one.name)),
    ListColumn[Template](
        say("ui.templates.head.links"), 48, lambda one: Part(str(len(one.links)), NUMBER, "secondary")
    ),
)


class TemplatesDialog(Closing):
    """Signals: `add_requested`, `replace_requested`, `remove_requested`, `list_requested` (links of a list),
    `fill_requested`; `chosen` another template (its name); `linked` the cell at the cursor to a figure (its
    KEY), `unlinked`, `meant` its link otherwise; `blanks_chosen`; `period_chosen` to be filled.
    """

    add_requested = Signal()
    replace_requested = Signal()
    remove_requested = Signal()
    list_requested = Signal()
    fill_requested = Signal()
    chosen = Signal(str)
    linked = Signal(object)
    unlinked = Signal()
    meant = Signal()
    blanks_chosen = Signal(str)
    period_chosen = Signal(str)

    def __init__(
        self, parent: QWidget, theme: Theme, bar: TemplateBar, periods: Choices, period: Period
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("templatesDialog")
        self.setWindowTitle(say("ui.templates.window"))
        room = parent.window().size()
        fit(self, QSize(min(WIDTH, room.width() - EDGE), min(HEIGHT, room.height() - EDGE)))
        self.targets: Sequence[Target] = ()
        self._looked: Looked | None = None
        self._lines: tuple[Line, ...] = ()
        self._name = ""
        self.palette_: Palette | None = None
        self.model: ListModel[Template] = ListModel(_TEMPLATES, self)
        self.view = ListView(theme, self.model, "templatesList")
        self.view.setAccessibleName(say("ui.templates.list"))
        self.none = label(say("ui.templates.none"), "secondary", wrap=True, name="templatesNone")
        self.none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.content = QWidget()
        self.blanks = self._box("templateBlanks", "blanks")
        self.blanks.setToolTip(say("ui.templates.blanks_tip"))
        for code in (WORD, EMPTY):
            self.blanks.addItem(say(f"ui.templates.blanks.{code}"), code)
        self.sheet = self._box("templateSheet", "sheet")
        self.sheet.setMinimumWidth(180)
        self.sheet.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.period = self._box("templatePeriod", "fill")
        for code, title in periods:
            self.period.addItem(title, code)
        self.period.setCurrentIndex(max(self.period.findData(str(period)), 0))
        self.grid, self.bar = TemplateGrid(theme), bar
        self.links: ListModel[Line] = ListModel(_LINKS, self)
        self.links_view = ListView(theme, self.links, "templateLinks")
        self.links_view.setAccessibleName(say("ui.templates.links"))
        self.told = label("", "secondary", wrap=True, name="templatesTold")
        self._buttons()
        self._arrange()
        self._connect()

    def _box(self, name: str, word: str) -> Chooser:
        made = Chooser(self._theme, name, say(f"ui.templates.box.{word}"))
        made.setMaxVisibleItems(20)
        return made

    def _buttons(self) -> None:
        self.add = button(say("ui.templates.add"), "templatesAdd", self.add_requested.emit)
        self.exchange = button(say("ui.templates.replace"), "templatesReplace", self.replace_requested.emit)
        self.exchange.setToolTip(say("ui.templates.replace_tip"))
        self.remove = button(say("ui.templates.remove"), "templatesRemove", self.remove_requested.emit)
        self.take_list = button(say("ui.templates.take_list"), "templatesList_", self.list_requested.emit)
        self.take_list.setToolTip(say("ui.templates.take_list_tip"))
        self.shut = button(say("ui.templates.close"), "templatesClose", self.reject)
        self.fill = button(
            say("ui.templates.fill"), "templatesFill", self.fill_requested.emit, look="primary"
        )

    def _arrange(self) -> None:
        side = QWidget()
        side.setFixedWidth(SIDE)
        inner = column(self.view, spacing=8)
        inner.setStretch(0, 1)
        inner.addLayout(row(self.add, self.remove, None))
        inner.addLayout(row(self.exchange, self.take_list, None))
        inner.addWidget(label(say("ui.templates.box.blanks"), "small"))
        inner.addWidget(self.blanks)
        side.setLayout(inner)
        top = Flowing((label(say("ui.templates.box.sheet"), "small"), self.sheet, None,
                       label(say("ui.templates.box.fill"), "small"), self.period))  # fmt: skip
        upper = QWidget()
        upper.setLayout(column(self.grid, self.bar, spacing=8))
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(upper)
        split.addWidget(self.links_view)
        split.setSizes([390, 170])
        inside = column(spacing=8)
        inside.addWidget(top)
        inside.addWidget(split, 1)
        self.content.setLayout(inside)
        right = column(self.content, self.none, self.told, spacing=8)
        right.setStretch(0, 1)
        right.setStretch(1, 1)
        right.addWidget(Flowing((None, self.shut, self.fill)))
        both = row(side, spacing=16, margins=(16, 14, 16, 14))
        both.addLayout(right, 1)
        self.setLayout(both)

    def _connect(self) -> None:
        self.view.selectionModel().currentRowChanged.connect(self._choose)
        self.sheet.activated.connect(self._turn)
        self.period.activated.connect(self._period)
        self.blanks.activated.connect(self._blanks)
        self.grid.reached.connect(self._show_cell)
        self.grid.link_requested.connect(self.ask)
        self.grid.unlink_requested.connect(self.unlinked)
        self.bar.link_requested.connect(self.ask)
        self.bar.unlink_requested.connect(self.unlinked)
        self.bar.meant.connect(self.meant)
        self.links_view.picked.connect(self._go_to)
        for keys, act in (("Ctrl+Return", self.fill), ("Ctrl+O", self.add)):
            QShortcut(QKeySequence(keys), self).activated.connect(act.click)

    # Showing

    def show_templates(self, templates: Sequence[Template], name: str) -> None:
        """Show the templates there are, and choose one."""
        self._name = name
        at = next((n for n, one in enumerate(templates) if one.name == name), -1)
        self.view.selectionModel().blockSignals(True)
        self.model.show_items(templates)
        if at >= 0:
            self.view.setCurrentIndex(self.model.index(at, 0))
        self.view.selectionModel().blockSignals(False)
        self.view.viewport().update()
        self.content.setVisible(bool(templates))
        self.none.setVisible(not templates)
        retone(self.add, "" if templates else "primary", "look")
        retone(self.fill, "primary" if templates else "", "look")
        for part in (self.exchange, self.remove, self.take_list, self.blanks):
            part.setEnabled(at >= 0)
        if at >= 0:
            self.blanks.setCurrentIndex(self.blanks.findData(templates[at].blanks))

    def show_template(self, looked: Looked | None, lines: Sequence[Line]) -> None:
        """Show the chosen template's sheets and links; nothing while it is being opened."""
        fresh = looked is not self._looked
        self._looked, self._lines = looked, tuple(lines)
        if fresh:
            self.sheet.clear()
            for sheet in looked.sheets if looked else ():
                self.sheet.addItem(
                    sheet.name if sheet.shown else say("ui.templates.hidden", name=sheet.name), sheet.name
                )
            shown = [n for n, sheet in enumerate(looked.sheets) if sheet.shown] if looked else []
            self.sheet.setCurrentIndex(shown[0] if shown else 0)
        self.links.show_items(self._lines)
        self.fill.setEnabled(looked is not None and bool(lines))
        self._turn()

    @property
    def here(self) -> SheetLook | None:
        """The sheet that is seen."""
        name = self.sheet.currentData()
        return self._looked.sheet(str(name)) if self._looked is not None and name is not None else None

    @Slot()
    def _turn(self) -> None:
        sheet = self.here
        lines = [line for line in self._lines if sheet is not None and line.link.sheet == sheet.name]
        self.grid.show_sheet(sheet, {(line.link.row, line.link.column): line for line in lines})
        self._show_cell(*self.grid.place)

    @property
    def line(self) -> Line | None:
        """The link of the cell at the cursor."""
        sheet = self.here
        where = (sheet.name if sheet else "", *self.grid.place)
        return next((line for line in self._lines if line.link.place == where), None)

    @Slot(int, int)
    def _show_cell(self, at: int, place: int) -> None:
        sheet = self.here
        cell = address(at, place) if at else ""
        self.bar.show_cell(cell, self.line, sheet.why_not((at, place)) if sheet is not None and at else "")

    def tell(self, sentence: str, look: str = "secondary") -> None:
        """Say what was done, or (`must`) why it was not."""
        self.told.setText(sentence)
        retone(self.told, look, "look")

    @Slot(object)
    def _go_to(self, line: Line) -> None:
        """Show the cell of a link."""
        at = self.sheet.findData(line.link.sheet)
        if at >= 0:
            self.sheet.setCurrentIndex(at)
            self._turn()
            self.grid.go_to(line.link.row, line.link.column)
            self.grid.setFocus()

    # Asking

    @Slot()
    def ask(self) -> None:
        """Ask which figure the cell at the cursor takes."""
        if not self.bar.link.isEnabled():
            return
        if self.palette_ is None:
            self.palette_ = Palette(self._theme, self, "ui.templates.find")
            self.palette_.view.show_column(0, shown=False)
            self.palette_.typed.connect(self._typed)
            self.palette_.chosen.connect(self._found)
            self.palette_.closed.connect(self._back)
        self.palette_.ask()

    @Slot(str)
    def _typed(self, text: str) -> None:
        if self.palette_ is not None:
            self.palette_.show_hits(text, lookup.rank(self.targets, text))

    @Slot(object)
    def _found(self, one: Target) -> None:
        self.grid.setFocus()
        self.linked.emit(one.key)

    @Slot(bool)
    def _back(self, by_key: bool) -> None:
        if by_key:
            self.grid.setFocus()

    @Slot()
    def _choose(self) -> None:
        index = self.view.currentIndex()
        if index.isValid() and self.model.item(index.row()).name != self._name:
            self.chosen.emit(self.model.item(index.row()).name)

    @Slot()
    def _period(self) -> None:
        self.period_chosen.emit(str(self.period.currentData()))

    @Slot()
    def _blanks(self) -> None:
        self.blanks_chosen.emit(str(self.blanks.currentData()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a box is the box's own: Qt would press the first button."""
        if not (event.key() in _ENTER and isinstance(self.focusWidget(), QComboBox)):
            super().keyPressEvent(event)
