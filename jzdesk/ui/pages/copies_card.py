"""已有的备份: all copies on this machine, with the ways to look into one and to bring one back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QModelIndex, Slot
from PySide6.QtWidgets import QPushButton

from jzdesk.desk.copies import Copy
from jzdesk.desk.safekeeping import Safety
from jzdesk.ui.errand import Starters
from jzdesk.ui.jobs import Jobs
from jzdesk.ui.messages import Messages
from jzdesk.ui.pages.safety_lists import copy_columns
from jzdesk.ui.recovering import RESTORE, VIEW, Recovering
from jzdesk.ui.session import Session
from jzdesk.ui.tables.list_view import ListView
from jzdesk.ui.tables.listing import ListModel
from jzdesk.ui.theme import LIST_ROW, PAD, Theme
from jzdesk.ui.widgets.parts import Card, button, label, row
from jzdesk.words import say

MOST_LINES = 11


class CopiesCard(Card):
    """A copy is brought back, or looked into, by the buttons below the list; Enter asks for the first."""

    def __init__(self, theme: Theme, session: Session, messages: Messages, jobs: Jobs) -> None:
        super().__init__(say("ui.safety.copies"), name="backupsCard", pad=0)
        self._session, self._messages = session, messages
        office = session.office
        store = office.store.info.path
        self.model: ListModel[Copy] = ListModel(copy_columns(self._today), self)
        self.view = ListView(theme, self.model, "backups")
        self.view.setAccessibleName(say("ui.safety.copies"))
        self.view.picked.connect(self._picked)
        self.view.selectionModel().currentRowChanged.connect(self._show_acts)
        self.none = label(say("ui.safety.none"), "secondary", wrap=True, name="noBackups")
        self.folder = label("", "faint", wrap=True, name="backupFolder")
        self.restore = button(say("ui.restore.to_this"), "restoreThis", self._restore)
        self.look = button(say("ui.restore.look"), "lookAtThis", self._look)
        self.other = button(say("ui.restore.other"), "restoreOther", self._choose, look="link")
        self.wrong = label("", "must", wrap=True, name="copiesWrong")
        self.recovering = Recovering(self, jobs, store, store.parent, office)
        self.recovering.restore_requested.connect(self._wished)
        self.recovering.viewed.connect(session.viewed)
        self.recovering.refused.connect(self._refuse)
        acts = (self.restore, self.look, self.other)
        self.starters = Starters(self.recovering.errand, acts, say("ui.restore.aside.stop"))
        self.view.measured.connect(self._fit)
        self.head.setContentsMargins(PAD, PAD - 2, PAD, 0)
        self.head.addSpacing(8)
        self.head.addWidget(self.folder, 1)
        self.body.addWidget(self.view)
        below = row(self.none, margins=(PAD, 0, PAD, 0))
        below.setStretchFactor(self.none, 1)
        self.body.addLayout(below)
        self.body.addLayout(row(self.restore, self.look, self.other, None, margins=(PAD, 0, PAD, 0)))
        self.body.addLayout(row(self.recovering.told, margins=(PAD, 0, PAD, 0)))
        self.body.addLayout(row(self.wrong, margins=(PAD, 0, PAD, PAD - 4)))
        self._refuse("")

    def show_copies(self, found: Safety) -> None:
        """Show what there is."""
        self.model.show_items(found.copies)
        self.view.setVisible(bool(found.copies))
        self.none.setVisible(not found.copies)
        self.folder.setText(str(found.folder))
        self.folder.setToolTip(str(found.folder))
        if self.chosen is None and found.copies:  # the newest is what one looks for first
            self.view.setCurrentIndex(self.model.index(0, 0))
        self._show_acts()

    @Slot()
    def _fit(self) -> None:
        """Let a long list scroll within itself: what is sound stands below it."""
        self.view.setFixedHeight(self.view.whole_lines(MOST_LINES * LIST_ROW))

    def _today(self) -> date:
        return self._session.office.now.date()

    @property
    def chosen(self) -> Copy | None:
        """The copy that is chosen in the list."""
        place: QModelIndex = self.view.selectionModel().currentIndex()
        return self.model.item(place.row()) if place.isValid() else None

    @Slot()
    def _show_acts(self) -> None:
        for act in (self.restore, self.look):
            act.setEnabled(self.chosen is not None)

    @Slot(object)
    def _picked(self, copy: Copy) -> None:
        self._begin(VIEW, self.look, copy)

    @Slot()
    def _restore(self) -> None:
        self._begin(RESTORE, self.restore, self.chosen)

    @Slot()
    def _look(self) -> None:
        self._begin(VIEW, self.look, self.chosen)

    def _begin(self, act: str, pressed: QPushButton, copy: Copy | None) -> None:
        if self.starters.take(pressed) and copy is not None:
            self._refuse("")
            self.recovering.begin(act, copy.file)

    @Slot()
    def _choose(self) -> None:
        if self.starters.take(self.other):
            self._refuse("")
            self.recovering.choose()

    @Slot(object, object, str)
    def _wished(self, _store: Path, file: Path, password: str) -> None:
        self._session.restore_requested.emit(file, password)

    @Slot(str)
    def _refuse(self, sentence: str) -> None:
        self.wrong.setText(sentence)
        self.wrong.setVisible(bool(sentence))
