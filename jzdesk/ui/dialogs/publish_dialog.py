"""公布: what goes out and, in its own list, what stays in and why, before anything is written."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from jzdesk.desk import publishing
from jzdesk.desk.rendering import Rendering
from jzdesk.errors import JzdeskError
from jzdesk.models.period import Period
from jzdesk.models.publication import KIND_OF, Publication, Table, Withheld
from jzdesk.ui.dialogs.choose_file import ChooseFile
from jzdesk.ui.dialogs.closing import Closing
from jzdesk.ui.dialogs.preview_dialog import PreviewDialog, Shown
from jzdesk.ui.errand import Errand
from jzdesk.ui.jobs import Jobs
from jzdesk.ui.printing import Printing
from jzdesk.ui.session import Session
from jzdesk.ui.tables.list_view import ListView
from jzdesk.ui.tables.listing import NUMBER, TEXT, ListColumn, ListModel, Part
from jzdesk.ui.theme import Theme
from jzdesk.ui.widgets.fitting import fit
from jzdesk.ui.widgets.parts import button, label, retone, row
from jzdesk.words import say

WIDTH, HEIGHT = 980, 640
_OUT = (
    ListColumn[Table](say("ui.publish.table"), 0, lambda t: Part(t.title)),
    ListColumn[Table](say("ui.publish.units"), 140, lambda t: Part(f"{t.came}/{t.asked}", NUMBER)),
    ListColumn[Table](say("ui.publish.rows"), 90, lambda t: Part(str(len(t.rows)), NUMBER)),
)
_IN = (
    ListColumn[Withheld](say("ui.publish.unit"), 140, lambda w: Part(w.unit or say("ui.publish.all"))),
    ListColumn[Withheld](say("ui.publish.what"), 0, lambda w: _long(w.what)),
    ListColumn[Withheld](say("ui.publish.why"), 300, lambda w: _long(w.why)),
)


def _long(text: str) -> Part:
    return Part(text, TEXT, "secondary", text)


class PublishDialog(Closing):
    """Signals: `made` a file was written (its path), or a paper can be looked at (its dialog)."""

    made = Signal(object)

    def __init__(
        self, parent: QWidget, theme: Theme, session: Session, jobs: Jobs, printing: Printing
    ) -> None:
        super().__init__(parent)
        self.setObjectName("publishDialog")
        self.setWindowTitle(say("ui.publish.title"))
        fit(self, QSize(WIDTH, HEIGHT))
        self._theme, self._session, self._jobs, self._printing = theme, session, jobs, printing
        self.errand = Errand(jobs, self)
        self.errand.turned.connect(self._turned)
        self.errand.refused.connect(self._refused)
        self.errand.stopped.connect(self._tell)
        self.publication: Publication | None = None
        self.preview: PreviewDialog | None = None
        self.out: ListModel[Table] = ListModel(_OUT, self)
        self.kept: ListModel[Withheld] = ListModel(_IN, self)
        self.out_view = ListView(theme, self.out, "publishOut")
        self.kept_view = ListView(theme, self.kept, "publishKept")
        self.out_head = label("", "head", name="publishOutHead")
        self.kept_head = label("", "head", name="publishKeptHead")
        self.told = label("", "secondary", wrap=True, name="publishTold")
        self.nothing = label("", "secondary", wrap=True, name="publishNothing")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._make_buttons()
        self._arrange()
        self.finished.connect(self.errand.stop)
        self.show_period(self._periods()[session.period.kind])
        (self.kept_view if self.publication is not None else self.shut).setFocus()

    def _periods(self) -> dict[str, Period]:
        """Return the quarter, the half-year and the year that can be chosen: those the window's ends in."""
        period = self._session.period
        quarter = period if period.kind == "quarter" else period.quarters[-1]
        return {"year": period.inside("year"), "quarter": quarter, "half": period.inside("half")}

    def _make_buttons(self) -> None:
        self.chips = {}
        self._group = QButtonGroup(self)
        for kind, period in self._periods().items():
            words = say(f"ui.publish.{KIND_OF[kind]}", period=period.title)
            chip = button(words, f"publish_{KIND_OF[kind]}", self._chosen, look="chip")
            chip.setCheckable(True)
            chip.setAutoDefault(False)
            chip.setProperty("period", str(period))
            self._group.addButton(chip)
            self.chips[kind] = chip
        self.look = button(say("ui.publish.look"), "publishLook", self._look, look="primary")
        self.saves = {}
        for ending in publishing.SUFFIXES:
            made = button(say(f"ui.publish.save_{ending[1:]}"), f"publishSave_{ending[1:]}", self._save)
            made.setProperty("ending", ending)
            self.saves[ending] = made
        self.stop = button(say("ui.totals.stop"), "publishStop", self.errand.stop)
        self.shut = button(say("ui.cell_history.close"), "publishClose", self.accept)
        self.stop.hide()

    def _arrange(self) -> None:
        self.out_view.setAccessibleName(say("ui.publish.out_name"))
        self.kept_view.setAccessibleName(say("ui.publish.kept_name"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 14, 16, 14)
        outer.setSpacing(8)
        outer.addLayout(row(*self.chips.values(), None))
        outer.addWidget(self.out_head)
        outer.addWidget(self.out_view, 4)
        outer.addWidget(self.kept_head)
        outer.addWidget(self.kept_view, 5)
        outer.addWidget(self.nothing, 9)
        outer.addWidget(self.told)
        below = row(None)
        for part in (self.stop, *self.saves.values(), self.look, self.shut):
            below.addWidget(part)
        outer.addLayout(below)

    # Showing

    @Slot()
    def _chosen(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.show_period(Period.parse(str(sender.property("period"))))

    def show_period(self, period: Period) -> None:
        """Show what goes out of a period and what stays in; or why nothing does."""
        self.chips[period.kind].setChecked(True)
        self.publication = None
        self._tell("")
        self.nothing.setText("")
        try:
            self.publication = publishing.publication(self._session.office, period)
        except JzdeskError as error:
            self.nothing.setText(error.sentence)
        found = self.publication
        self.nothing.setVisible(found is None)
        for part in (self.out_head, self.out_view, self.kept_head, self.kept_view):
            part.setVisible(found is not None)
        self.out.show_items(found.tables if found else ())
        self.kept.show_items(found.withheld if found else ())
        self.out_head.setText(say("ui.publish.out", n=len(self.out.items)))
        self.kept_head.setText(say("ui.publish.kept", n=len(self.kept.items)))
        self._rest()

    @Slot(str)
    def _tell(self, sentence: str, look: str = "secondary") -> None:
        self.told.setText(sentence)
        self.told.setVisible(bool(sentence))
        retone(self.told, look, "look")

    # Making

    @Slot()
    def _look(self) -> None:
        if self.publication is not None:
            self._begin(partial(publishing.making, self.publication))

    @Slot()
    def _save(self) -> None:
        sender, found = self.sender(), self.publication
        if sender is None or found is None:
            return
        ending = str(sender.property("ending"))
        proposed = publishing.file(self._session.office, found, ending[1:])
        chosen = ChooseFile.to_save(self, say("ui.publish.save_title"), proposed, f"*{ending}")
        if chosen is not None:
            named = chosen if chosen.suffix.lower() == ending else chosen.with_name(chosen.name + ending)
            self.save(named)

    def save(self, out: Path) -> None:
        """Write the publication to a file, beside the window's work."""
        if self.publication is not None:
            self._begin(partial(publishing.writing, self.publication, out))

    def _begin(self, make: Callable[[], Rendering]) -> None:
        if self.errand.begin(make, self._finished):
            self.stop.setFocus()

    def _rest(self) -> None:
        """Allow what can be done now."""
        busy, some = self.errand.busy, self.publication is not None
        for part in (self.look, *self.saves.values()):
            part.setEnabled(some and not busy)
        for chip in self.chips.values():
            chip.setEnabled(not busy)
        self.stop.setVisible(busy)

    @Slot()
    def _turned(self) -> None:
        self._tell(say("ui.publish.busy") if self.errand.busy else "")
        self._rest()

    def _finished(self, result: Any) -> None:
        found = self.publication
        if isinstance(result, Path):
            self._tell(say("ui.publish.saved", file=result.name, folder=result.parent), "good")
            self.made.emit(result)
        elif found is not None and self.isVisible():
            name = publishing.file(self._session.office, found, "pdf")
            shown = Shown(found.title, "", "plain", result, name)
            self.preview = PreviewDialog(self, self._theme, self._jobs, self._printing, shown, at_once=False)
            self.preview.open()
            self.made.emit(self.preview)

    @Slot(object)
    def _refused(self, error: JzdeskError) -> None:
        self._tell(error.sentence, "must")
