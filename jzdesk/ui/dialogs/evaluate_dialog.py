"""中期评估 and 终期考核 from the window: which, at which date, scored or not; looked at, printed or kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QDialog, QPushButton, QVBoxLayout, QWidget

from jzdesk.desk import evaluating, scoring, window
from jzdesk.desk.books import Reading
from jzdesk.desk.evaluating import KINDS, MIDTERM
from jzdesk.desk.rendering import Rendering
from jzdesk.errors import JzdeskError
from jzdesk.models.evaluation.result import Evaluation
from jzdesk.ui.dialogs.choose_file import ChooseFile
from jzdesk.ui.dialogs.preview_dialog import HEIGHT, PreviewDialog, Shown
from jzdesk.ui.dialogs.preview_dialog import WIDTH as PREVIEW_WIDTH
from jzdesk.ui.errand import Errand, Starters
from jzdesk.ui.jobs import Jobs, Steps
from jzdesk.ui.printing import Printing
from jzdesk.ui.session import Session
from jzdesk.ui.theme import Theme
from jzdesk.ui.widgets.chooser import Chooser
from jzdesk.ui.widgets.fitting import fit
from jzdesk.ui.widgets.flowing import Flowing
from jzdesk.ui.widgets.parts import button, label, retone, row
from jzdesk.ui.widgets.tick_box import TickBox
from jzdesk.words import say

PDF, DOCX, XLSX = ".pdf", ".docx", ".xlsx"
WIDTH = 660


class EvaluateDialog(QDialog):
    """Signals: `made` a paper can be looked at (its dialog), or a file was written (its path)."""

    made = Signal(object)

    def __init__(
        self, parent: QWidget, theme: Theme, session: Session, jobs: Jobs, printing: Printing
    ) -> None:
        super().__init__(parent)
        self.setObjectName("evaluateDialog")
        self.setWindowTitle(say("ui.evaluate.window"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._theme, self._session, self._jobs, self._printing = theme, session, jobs, printing
        self._kind = MIDTERM
        self._found: Evaluation | None = None
        self._doing = ""
        self.errand = Errand(jobs, self)
        self.errand.turned.connect(self._turned)
        self.errand.told.connect(self._how_far)
        self.errand.refused.connect(self._refuse)
        self.dialog: PreviewDialog | None = None
        self._make_parts()
        self._arrange()
        self.choose(MIDTERM)
        fit(self, QSize(WIDTH, self.sizeHint().height()))
        self.look.setFocus()

    def _make_parts(self) -> None:
        self.chips: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        for kind in KINDS:
            made = button(
                say(f"models.evaluation.kind.{kind}"), f"evaluate_{kind}", self._kind_clicked, look="chip"
            )
            made.setCheckable(True)
            made.setProperty("kind", kind)
            self._group.addButton(made)
            self.chips[kind] = made
        self.dates = Chooser(self._theme, "evaluateDates", say("ui.evaluate.date"))
        self.dates.currentIndexChanged.connect(self._told_date)
        self.draft = TickBox(say("ui.evaluate.draft"))
        self.draft.setObjectName("evaluateDraft")
        self.draft.toggled.connect(self._drafted)
        self.about = label("", "secondary", wrap=True, name="evaluateAbout")
        self.scheme = label("", "secondary", wrap=True, name="evaluateScheme")
        self.load = button(say("ui.evaluate.load"), "evaluateLoad", self._load)
        self.drop = button(say("ui.evaluate.drop"), "evaluateDrop", self._drop)
        self.blank = button(say("ui.evaluate.blank"), "evaluateBlank", self._blank, look="link")
        self.told = label("", "secondary", wrap=True, name="evaluateTold")
        self.shut = button(say("ui.evaluate.close"), "evaluateClose", self.reject)
        self.word = button(say("ui.evaluate.word"), "evaluateWord", self._keep)
        self.excel = button(say("ui.evaluate.excel"), "evaluateExcel", self._keep)
        self.word.setProperty("ending", DOCX)
        self.excel.setProperty("ending", XLSX)
        self.look = button(say("ui.evaluate.look"), "evaluateLook", self._look, look="primary")
        making = (self.look, self.word, self.excel)
        self.starters = Starters(self.errand, making, say("ui.list_paper.stop"))
        self.loading = Starters(self.errand, (self.load,), say("ui.evaluate.load_stop"))

    def _arrange(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 14, 16, 14)
        outer.setSpacing(10)
        outer.addWidget(label(say("ui.evaluate.head"), "head"))
        outer.addWidget(Flowing(tuple(self.chips.values()), spacing=6))
        outer.addLayout(row(label(say("ui.evaluate.date")), self.dates, self.draft, None, spacing=8))
        outer.addWidget(self.about)
        self.scheme.setMinimumWidth(200)
        outer.addWidget(Flowing((self.scheme, self.blank, self.load, self.drop)))
        outer.addWidget(label(say("ui.evaluate.inside"), "faint", wrap=True))
        outer.addWidget(self.told)
        outer.addWidget(Flowing((self.shut, None, self.word, self.excel, self.look)))

    # What is asked for

    @Slot()
    def _kind_clicked(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.choose(str(sender.property("kind")))

    def choose(self, kind: str) -> None:
        """Turn to one of the two evaluations."""
        self._kind = kind
        self.chips[kind].setChecked(True)
        self.dates.blockSignals(True)
        self.dates.clear()
        for period in evaluating.dates(self._session.office, kind):
            self.dates.addItem(period.title, str(period))
        self.dates.blockSignals(False)
        self._drafted(drafted=self.draft.isChecked())
        self._show_scheme()

    @Slot(bool)
    def _drafted(self, drafted: bool) -> None:
        """Go to the date a draft is mostly made for, or to the evaluation's own."""
        period = evaluating.suggested(self._session.office, self._kind) if drafted else None
        place = self.dates.findData(str(period)) if period is not None else 0
        self.dates.setCurrentIndex(max(place, 0))
        self._told_date()

    @Slot()
    def _told_date(self) -> None:
        own = self.dates.itemText(0)
        word = "about_own" if self.dates.currentIndex() <= 0 else "about_two"
        self.about.setText(say(f"ui.evaluate.{word}", own=own, date=self.dates.currentText()))

    def _show_scheme(self) -> None:
        found = scoring.kept(self._session.office, self._kind)
        word = "no_scheme" if found is None else "scheme"
        told = {} if found is None else {"name": found.name, "n": len(found.points)}
        self.scheme.setText(say(f"ui.evaluate.{word}", **told))
        self.drop.setVisible(found is not None)

    # Points

    @Slot()
    def _load(self) -> None:
        if not self.loading.take(self.load):
            return
        path = ChooseFile.to_open(self, say("ui.evaluate.load_title"), None, f"*{XLSX}")
        if path is not None:
            self._doing = say("ui.books.reading", name=path.name)
            self.errand.begin(partial(Reading, path), partial(self._loaded, path))

    def _loaded(self, path: Path, read: Any) -> None:
        office = self._session.office
        found = scoring.look_at(office, path, read)
        scoring.keep(office, self._kind, found)
        self._tell(say("ui.evaluate.loaded", n=len(found.points)))
        self._show_scheme()

    @Slot()
    def _drop(self) -> None:
        try:
            scoring.keep(self._session.office, self._kind, None)
        except JzdeskError as error:
            self._refuse(error)
            return
        self._tell(say("ui.evaluate.dropped"))
        self._show_scheme()
        self.load.setFocus()

    @Slot()
    def _blank(self) -> None:
        proposed = self._folder() / say("ui.evaluate.blank_file")
        out = ChooseFile.to_save(self, say("ui.evaluate.blank_title"), proposed, f"*{XLSX}")
        if out is None:
            return
        try:
            path = scoring.template(self._session.office, _ending(out, XLSX))
        except JzdeskError as error:
            self._refuse(error)
            return
        self._tell(say("ui.list_paper.kept", file=path))

    # Making

    @Slot()
    def _look(self) -> None:
        if self.starters.take(self.look):
            self._begin(evaluating.making)

    @Slot()
    def _keep(self) -> None:
        part = self.word if self.sender() is self.word else self.excel
        if not self.starters.take(part):
            return
        ending = str(part.property("ending"))
        out = ChooseFile.to_save(self, say("ui.evaluate.keep_title"), self._proposed(ending), f"*{ending}")
        if out is not None:
            path = _ending(out, ending)
            self._begin(lambda one: evaluating.writing(one, path))

    def _proposed(self, ending: str) -> Path:
        date, draft = self.dates.currentText(), self.draft.isChecked()
        return self._folder() / evaluating.proposed(self._kind, date, ending, draft=draft)

    def _folder(self) -> Path:
        return window.out_folder(self._session.office, self._session.period).parent

    def _begin(self, making: Callable[[Evaluation], Rendering]) -> None:
        def drawing(found: Evaluation) -> Rendering:
            self._found = found
            return making(found)

        self._doing = say("ui.evaluate.gathering")
        self.errand.begin(partial(self._gathering, drawing), self._finished)

    def _gathering(self, drawing: Callable[[Evaluation], Rendering]) -> Steps:
        """Gather from the store in steps; what follows needs it no more and is done aside."""
        office = self._session.office
        at, draft = office.period(self.dates.currentData()), self.draft.isChecked()

        def steps() -> Steps:
            gathered = yield from evaluating.gathering(office, self._kind, as_of=at, draft=draft)
            return evaluating.Making(gathered, drawing)

        return steps()

    @Slot()
    def _turned(self) -> None:
        self._tell(self._doing if self.errand.busy else "")
        for part in (*self.chips.values(), self.dates, self.draft, self.drop, self.blank):
            part.setEnabled(not self.errand.busy)

    @Slot(object)
    def _how_far(self, told: Any) -> None:
        if isinstance(told, tuple):
            done, of = told
            what = say("ui.evaluate.busy" if done == of else "ui.evaluate.gathering")
            self._tell(what if done == of else say("ui.window.how_far", what=what, n=done, of=of))

    def reject(self) -> None:
        """Close, and give up what is being made."""
        self.errand.let_go()
        super().reject()

    def _finished(self, result: Any) -> None:
        if isinstance(result, Path):
            self._tell(say("ui.list_paper.kept", file=result))
            self.made.emit(result)
        elif self._found is not None and self.isVisible():
            found = self._found
            name = self._folder() / evaluating.proposed(found.kind, found.dates[0], PDF, draft=found.draft)
            state = say("ui.evaluate.draft_state") if self._found.draft else ""
            shown = Shown(say("ui.evaluate.paper", name=name.stem), state, "explain", result, name)
            self.dialog = PreviewDialog(self, self._theme, self._jobs, self._printing, shown, at_once=False)
            fit(self.dialog, QSize(PREVIEW_WIDTH, HEIGHT))  # not within this small dialog
            self.dialog.open()
            self.made.emit(self.dialog)

    def _tell(self, sentence: str, look: str = "secondary") -> None:
        self.told.setText(sentence)
        retone(self.told, look, "look")

    @Slot(object)
    def _refuse(self, error: JzdeskError) -> None:
        shown = [error.sentence, *error.findings[:_MOST]]
        if len(error.findings) > _MOST:
            shown.append(say("ui.evaluate.more", n=len(error.findings) - _MOST))
        self._tell("\n".join(shown), "must")


_MOST = 6
"""As many findings of a refused scheme are shown at once."""


def _ending(out: Path, ending: str) -> Path:
    return out if out.suffix.lower() == ending else out.with_name(out.name + ending)
