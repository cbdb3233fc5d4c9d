"""On the first page, the ways back: copies of the store that cannot be had, and the office's own files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QPushButton

from jzdesk.desk import restoring, starting_anew
from jzdesk.desk.restoring import BAD, GOOD, LOCKED, Offer
from jzdesk.errors import JzdeskError
from jzdesk.ui.errand import Starters
from jzdesk.ui.jobs import Jobs
from jzdesk.ui.recovering import RESTORE, VIEW, Recovering
from jzdesk.ui.tables.list_view import ListView
from jzdesk.ui.tables.listing import PILL, TEXT, ListColumn, ListModel, Part
from jzdesk.ui.theme import LIST_ROW, Theme
from jzdesk.ui.widgets.parts import Card, button, label, retone, row
from jzdesk.words import say

_TONES = {GOOD: "good", LOCKED: "explain", BAD: "must"}
MOST_LINES = 9


def _when(offer: Offer) -> Part:
    return Part(f"{offer.copy.moment:%Y-%m-%d %H:%M}", TEXT)


def _counts(offer: Offer) -> Part:
    if offer.inside is None:
        return Part(say("ui.when.nothing"), TEXT, "faint", offer.why)
    told = restoring.inside_words(offer.inside)
    return Part(say("ui.safety.counts", periods=told["periods"], figures=told["figures"]), TEXT)


def _state(offer: Offer) -> Part:
    return Part(say(f"ui.restore.state.{offer.state}"), PILL, _TONES.get(offer.state, "plain"), offer.why)


_COLUMNS = (
    ListColumn[Offer](say("ui.safety.when"), 140, _when),
    ListColumn[Offer](say("ui.safety.why"), 96, lambda o: Part(say(f"ui.safety.kind.{o.copy.kind}"), TEXT)),
    ListColumn[Offer](say("ui.safety.counted"), 180, _counts),
    ListColumn[Offer](say("ui.safety.file"), 0, lambda o: Part(o.copy.file.name, TEXT, "", str(o.copy.file))),
    ListColumn[Offer](say("ui.safety.state"), 96, _state),
)


class WaysBack(Card):
    """Signals: `restore_requested` a copy is to be brought back (store, file, password); `viewed` one was
    opened to be looked at; `made_anew` a store was made from the office's own files.
    """

    restore_requested = Signal(object, object, str)
    viewed = Signal(object)
    made_anew = Signal(object)

    def __init__(self, theme: Theme, store: Path | None, folder: Path, who: str | None) -> None:
        super().__init__(say("ui.start.back" if store else "ui.start.back_new"), name="backCard")
        self._store, self._folder, self._who = store, folder, who
        self._taking = False
        self.jobs = Jobs(self)
        self.jobs.finished.connect(self._finished)
        self.jobs.failed.connect(self._failed)
        self.jobs.told.connect(self._told)
        self._about = say("ui.start.back_text" if store else "ui.start.back_new_text")
        self.text = label(self._about, "secondary", wrap=True, name="backText")
        self.model: ListModel[Offer] = ListModel(_COLUMNS, self)
        self.view = ListView(theme, self.model, "offers")
        self.view.setAccessibleName(say("ui.safety.copies"))
        self.view.picked.connect(self._picked)
        self.view.selectionModel().currentRowChanged.connect(self._show_acts)
        self.recovering = Recovering(self, self.jobs, store, store.parent if store else folder)
        self.recovering.restore_requested.connect(self.restore_requested)
        self.recovering.viewed.connect(self.viewed)
        self.recovering.refused.connect(self._refuse)
        self.restore = button(say("ui.restore.to_this"), "restoreThis", self._restore, look="primary")
        self.look = button(say("ui.restore.look"), "lookAtThis", self._look)
        self.other = button(
            say("ui.restore.other" if store else "ui.restore.file_first"), "restoreOther", self._other
        )
        self.own = button(say("ui.start.own"), "takeOwn", self._own)
        self.wrong = label("", "must", wrap=True, name="backWrong")
        acts = (self.restore, self.look, self.other)
        self.starters = Starters(self.recovering.errand, acts, say("ui.restore.aside.stop"))
        for part in (self.text, self.view):
            self.body.addWidget(part)
        self.body.addLayout(row(self.restore, self.look, self.other, self.own, None))
        self.body.addWidget(self.recovering.told)
        self.body.addWidget(self.wrong)
        for part in (self.view, self.restore, self.look):
            part.setVisible(store is not None)
        self.view.measured.connect(self._fit)
        self._refuse("")
        self._show_acts()

    @Slot()
    def _fit(self) -> None:
        self.view.setFixedHeight(self.view.whole_lines(MOST_LINES * LIST_ROW))

    def search(self) -> None:
        """Look for copies of the store, beside the window."""
        if self._store is not None:
            self.text.setText(say("ui.start.back_busy"))
            self.jobs.run_aside("", restoring.offering(self._store), _same)

    @property
    def chosen(self) -> Offer | None:
        """The copy that is chosen in the list."""
        place = self.view.selectionModel().currentIndex()
        return self.model.item(place.row()) if place.isValid() else None

    def _show_offers(self, offers: Sequence[Offer]) -> None:
        self.model.show_items(offers)
        good = next((one for one in offers if one.state == GOOD), None)
        for part in (self.view, self.restore, self.look):
            part.setVisible(bool(offers))
        if good is not None:
            self.text.setText(say("ui.start.back_good", **restoring.inside_told(good)))
            self.view.setCurrentIndex(self.model.index(0, 0))
        else:
            self.text.setText(say("ui.start.back_none" if not offers else "ui.start.back_text"))
        self._show_acts()
        if good is not None:
            self.restore.setFocus()

    @Slot()
    def _show_acts(self) -> None:
        usable = self.chosen is not None and self.chosen.state != BAD
        for act in (self.restore, self.look):
            act.setEnabled(usable)
        retone(self.restore, "primary", "look")

    @Slot(object)
    def _picked(self, offer: Offer) -> None:
        self._begin(RESTORE, self.restore, offer.copy.file)

    @Slot()
    def _restore(self) -> None:
        self._begin(RESTORE, self.restore, self.chosen.copy.file if self.chosen else None)

    @Slot()
    def _look(self) -> None:
        self._begin(VIEW, self.look, self.chosen.copy.file if self.chosen else None)

    @Slot()
    def _other(self) -> None:
        if self.starters.take(self.other):
            self._refuse("")
            self.recovering.choose()

    def look_at(self, copy: Path) -> None:
        """Open a copy to be looked at; its password is asked for where it has one."""
        self._begin(VIEW, self.look, copy)

    def _begin(self, act: str, pressed: QPushButton, file: Path | None) -> None:
        if self.starters.take(pressed) and file is not None:
            self._refuse("")
            self.recovering.begin(act, file)

    # Own files

    @Slot()
    def _own(self) -> None:
        if self._taking:
            self.jobs.stop()
            return
        chosen, _ = QFileDialog.getOpenFileNames(
            self, say("ui.start.own_choose"), str(self._folder), say("ui.start.own_filter")
        )
        if chosen:
            self.take([Path(file) for file in chosen])

    def take(self, files: Sequence[Path]) -> None:
        """Make the store anew from upload files."""
        self._refuse("")
        work = starting_anew.beside(self._store, self._folder, files, self._who)
        if self.jobs.run_aside("", work, _same):
            self._taking = True
            self.own.setText(say("ui.start.own_stop"))

    @Slot(object)
    def _told(self, what: Any) -> None:
        if self._taking:
            self.text.setText(str(what))

    @Slot(object)
    def _finished(self, result: Any) -> None:
        if self._taking:
            self._rest()
            self.made_anew.emit(result)
        else:
            self._show_offers(result)

    @Slot(object)
    def _failed(self, error: JzdeskError) -> None:
        self._rest()
        self._refuse("\n".join((error.sentence, *error.findings)))

    def _rest(self) -> None:
        if self._taking:
            self._taking = False
            self.own.setText(say("ui.start.own"))
            self.text.setText(self._about)

    @Slot(str)
    def _refuse(self, sentence: str) -> None:
        self.wrong.setText(sentence)
        self.wrong.setVisible(bool(sentence))


def _same(result: Any) -> Any:
    return result
