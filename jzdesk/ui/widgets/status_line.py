"""The quiet line below: when it was last saved, what stands open, what is chosen comes to, which edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QWidget

from jzdesk.desk import safekeeping
from jzdesk.ui.widgets.elided import Elided
from jzdesk.ui.widgets.parts import button, label, retone, row
from jzdesk.ui.widgets.when import OLD, moment
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.ui.session import Session
    from jzdesk.ui.theme import Theme

HEIGHT = 28


class Count(QWidget):
    """A word with a number that stands out while it is not zero, and what there is to add."""

    def __init__(self, theme: Theme, word: str, tone: str, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._tone = tone
        self._word = label(word, "small")
        self._number = label("0", "secondary")
        self._number.setFont(theme.small_strong)
        self._more = Elided("", "small")
        self.setLayout(row(self._word, self._number, self._more, spacing=4))

    def show_count(self, number: int, more: str = "") -> None:
        """Show a number."""
        self._number.setText(str(number))
        retone(self._number, self._tone if number else "secondary", "look")
        self._more.setText(more)
        self._more.setVisible(bool(more))
        self.setAccessibleName(self.text())

    def text(self) -> str:
        """Return what is shown."""
        return f"{self._word.text()} {self._number.text()}{self._more.text()}"


class StatusLine(QFrame):
    """Shows the session's counts and the last quiet sentence.

    Signals: `stop_requested` the work that is under way is to be given up; `unsaved_requested` the first
    cell whose text was not saved is to be seen.
    """

    stop_requested = Signal()
    unsaved_requested = Signal()

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setProperty("look", "foot")
        self.setMinimumHeight(HEIGHT)
        self.saved = label("", "small", name="savedAt")
        self.must = Count(theme, say("ui.status.must"), "must", "mustCount")
        self.explain = Count(theme, say("ui.status.explain"), "explain", "explainCount")
        self.unsaved = button("", "unsavedCount", self.unsaved_requested.emit, look="textlink")
        self.unsaved.setProperty("tone", "must")
        self.unsaved.setToolTip(say("ui.status.unsaved_tip"))
        self.backup = Elided("", "small", name="lastBackupAt")
        self.told = Elided("", "small", name="told")
        self.chosen = Elided("", "small", name="chosen")
        self.chosen.hide()
        self.stop = button(say("ui.window.cancel"), "stopWork", self.stop_requested.emit, look="link")
        self.stop.hide()
        self.edition = label("", "small", name="edition")
        line = row(
            self.saved, self.must, self.explain, self.unsaved, self.backup, spacing=18, margins=(20, 0, 20, 0)
        )
        line.addWidget(self.told, 1)
        line.addWidget(self.chosen)
        line.addWidget(self.stop)
        line.addWidget(self.edition)
        self.setLayout(line)
        self.setAccessibleName(say("ui.status.name"))
        self.refresh()
        self.show_backup()

    @Slot(str)
    def show_busy(self, what: str) -> None:
        """Tell what is being done beside the window, and let it be given up."""
        self.tell(what)
        self.stop.setAccessibleName(say("ui.status.stop", what=what))
        self.stop.show()

    @Slot()
    def show_rest(self) -> None:
        """Show that nothing is being done any more."""
        self.stop.hide()

    @Slot()
    def show_backup(self) -> None:
        """Show when the last good copy was made, or that there is none yet."""
        office = self._session.office
        if office.viewing:
            self.backup.setText(say("ui.view.status"))
            return
        last, age = safekeeping.last_backup(office), safekeeping.backup_age(office)
        when = moment(last.at, office.now.date()) if last else ""
        self.backup.setText(say("ui.status.backup", when=when) if last else say("ui.status.no_backup"))
        retone(self.backup, "small" if age is not None and age <= OLD else "smallexplain", "look")

    def refresh(self) -> None:
        """Show the present counts."""
        seen = self._session.glance
        self.must.show_count(seen.must)
        wanted, asked = seen.to_explain, seen.asked
        done = say("ui.status.explained") if asked else ""
        self.explain.show_count(asked, say("ui.status.to_explain", n=wanted) if wanted else done)
        unsaved = len(self._session.unsaved)
        self.unsaved.setText(say("ui.status.unsaved", n=unsaved) if unsaved else "")
        self.unsaved.setAccessibleName(self.unsaved.text())
        self.unsaved.setVisible(bool(unsaved))
        self.edition.setText(say("ui.status.edition", edition=seen.edition))
        if not self.saved.text() and not self._session.office.viewing:
            self.saved.setText(say("ui.status.all_saved"))

    @Slot(str)
    def show_chosen(self, text: str) -> None:
        """Show what the chosen figures come to, or nothing."""
        self.chosen.setText(text)
        self.chosen.setVisible(bool(text))

    def show_saved(self, time: str) -> None:
        """Show when something was last saved."""
        self.saved.setText(say("ui.status.saved", time=time))
        self.tell("")

    def tell(self, sentence: str) -> None:
        """Show a quiet sentence until the next thing is saved."""
        self.told.setText(sentence)
        retone(self.told, "small", "look")
