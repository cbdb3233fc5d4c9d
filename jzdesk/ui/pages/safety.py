"""备份与检查: the last good copy and all others, what is sound, and where the data lie."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from jzdesk.desk import doctoring, safekeeping
from jzdesk.desk.safekeeping import Checked, Looking, Safety
from jzdesk.errors import JzdeskError, StoppedError
from jzdesk.ui.dialogs.password_dialog import PasswordDialog
from jzdesk.ui.jobs import Jobs
from jzdesk.ui.messages import Messages
from jzdesk.ui.pages.copies_card import CopiesCard
from jzdesk.ui.pages.handover_card import HandoverCard
from jzdesk.ui.pages.keys_card import KeysCard
from jzdesk.ui.pages.safety_lists import CHECK_COLUMNS
from jzdesk.ui.pages.safety_place import PlaceCard, advice_cards
from jzdesk.ui.place_list import HANDOVER, KEYS
from jzdesk.ui.session import Session
from jzdesk.ui.tables.list_view import ListView
from jzdesk.ui.tables.listing import ListModel
from jzdesk.ui.theme import PAD, Theme
from jzdesk.ui.widgets.parts import Card, button, column, label, pill, retone, row
from jzdesk.ui.widgets.scrolled import Halves
from jzdesk.ui.widgets.tick_box import TickBox
from jzdesk.ui.widgets.when import OLD, moment
from jzdesk.words import say

BACKUP, HEALTH, TRAIL = "backup", "health", "trail"


class SafetyPage(QWidget):
    """What was done stays on the page until it is done again."""

    def __init__(
        self, theme: Theme, session: Session, messages: Messages, jobs: Jobs, handover: HandoverCard,
        keys: KeysCard, within: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(within)
        self.setObjectName("safetyPage")
        self._session, self._messages, self._jobs = session, messages, jobs
        self._waiting = ""
        self._copies(theme)
        self._checks(theme)
        self.place, self.handover, self.keys = PlaceCard(session, messages), handover, keys
        jobs.told.connect(self._told)
        jobs.finished.connect(self._finished)
        jobs.failed.connect(self._failed)
        self._arrange()
        self.refresh()

    # Its cards

    def _copies(self, theme: Theme) -> None:
        self.last = label("", "head", wrap=True, name="lastBackup")
        self.last_text = label("", "secondary", wrap=True, name="lastBackupText")
        self.made = label("", "", wrap=True, name="backupResult")
        self.made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.now = button(say("ui.safety.now"), "backupNow", self._backup_now, look="primary")
        self.to = button(say("ui.safety.to"), "backupTo", self._backup_to)
        self.stop_backup = button(say("ui.window.cancel"), "backupStop", self._jobs.stop)
        self.locked = TickBox(say("ui.password.tick"))
        self.locked.setObjectName("backupLocked")
        self.locked.setToolTip(say("ui.password.new_about"))
        self.copies = CopiesCard(theme, self._session, self._messages, self._jobs)

    def _checks(self, theme: Theme) -> None:
        self.health = button(say("ui.safety.health"), "checkData", self._look_health)
        self.trail = button(say("ui.safety.trail"), "checkTrail", self._look_trail)
        self.stop_check = button(say("ui.window.cancel"), "checkStop", self._jobs.stop)
        self.checked: ListModel[Checked] = ListModel(CHECK_COLUMNS, self)
        self.checks = ListView(theme, self.checked, "checks", ends=True)
        self.checks.setAccessibleName(say("ui.safety.check"))
        self.checked_at = pill("", "plain", name="checkedAt")
        self.unchecked = label(say("ui.safety.unchecked"), "secondary", wrap=True, name="uncheckedText")

    def _arrange(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        left = column(self._last_card(), self.copies, self._check_card(), self.keys, None, spacing=PAD)
        right = column(self.place, self.handover, *advice_cards(self._session), None, spacing=PAD)
        outer.addWidget(Halves(self, left, right))

    def _last_card(self) -> Card:
        card = Card(look="next", name="lastBackupCard")
        words = column(label(say("ui.safety.last"), "faint"), self.last, self.last_text, spacing=2)
        line = row(spacing=8)
        line.addLayout(words, 1)
        line.addWidget(self.locked, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.to, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.now, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.stop_backup, 0, Qt.AlignmentFlag.AlignVCenter)
        card.body.addLayout(line)
        card.body.addWidget(self.made)
        self.made.hide()
        self.stop_backup.hide()
        return card

    def _check_card(self) -> Card:
        card = Card(say("ui.safety.check"), name="checksCard", pad=0)
        card.head.setContentsMargins(PAD, PAD - 2, PAD, 0)
        card.head.addWidget(self.checked_at)
        card.head.addStretch(1)
        card.head.addWidget(self.health)
        card.head.addWidget(self.trail)
        card.head.addWidget(self.stop_check)
        card.body.addWidget(self.checks)
        empty = row(margins=(PAD, 0, PAD, PAD))
        empty.addWidget(self.unchecked, 1)
        card.body.addLayout(empty)
        self.checks.hide()
        self.checked_at.hide()
        self.stop_check.hide()
        return card

    # Showing

    def refresh(self) -> None:
        """Show what there is of copies."""
        found = safekeeping.safety(self._session.office)
        self._show_last(found)
        self.copies.show_copies(found)
        self.place.show_place(found)
        # A copy that is wanting comes first, then what is due with the keys.
        self.keys.leads = (
            found.last is not None and (safekeeping.backup_age(self._session.office) or 0) <= OLD
        )
        self.keys.refresh()
        retone(self.now, "" if self.keys.leads and self.keys.due else "primary", "look")

    def _show_last(self, found: Safety) -> None:
        last, office = found.last, self._session.office
        if last is None:
            self.last.setText(say("ui.safety.no_last"))
            self.last_text.setText(say("ui.safety.no_last_text"))
            retone(self.last, "explainhead", "look")
            return
        age = safekeeping.backup_age(office) or 0
        self.last.setText(say("ui.safety.last_at", when=moment(last.at, office.now.date())))
        word = "last_text" if last.present else "last_away"
        self.last_text.setText(
            say(
                f"ui.safety.{word}",
                periods=last.periods,
                figures=f"{last.figures:,}",
                file=last.file.name if last.present else last.file,
            )
            + (say("ui.safety.last_old", n=age) if age > OLD else "")
        )
        retone(self.last, "explainhead" if age > OLD else "head", "look")

    def take_focus(self) -> None:
        """Put the focus where Enter makes a copy."""
        self.now.setFocus()

    def show_entry(self, segment: str, _code: str) -> None:
        """Go to the card of the 交接清单, or of the keys."""
        cards = {HANDOVER: self.handover, KEYS: self.keys}
        if segment in cards:
            cards[segment].take_focus()

    def flush(self) -> bool:
        """There is nothing half typed here."""
        return True

    # Doing

    @Slot()
    def _backup_now(self) -> None:
        self.backup(safekeeping.backup_folder(self._session.office))

    @Slot()
    def _backup_to(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, say("ui.safety.choose"), str(Path.home()))
        if chosen and self.locked.isChecked():
            self._folder = Path(chosen)
            self._ask_password()
        elif chosen:
            self.backup(Path(chosen))

    def _ask_password(self) -> None:
        self.asking = PasswordDialog(self, say("ui.password.new_about"), new=True)
        self.asking.given.connect(self._backup_locked)
        self.asking.open()

    @Slot(str)
    def _backup_locked(self, password: str) -> None:
        try:
            safekeeping.check_password(password)
        except JzdeskError as error:
            self.asking.refuse(error.sentence)
            return
        self.asking.accept()
        self.backup(self._folder, password)

    def backup(self, folder: Path, password: str = "") -> None:
        """Make a copy in a folder."""
        self._run(BACKUP, safekeeping.backing_up(self._session.office, folder, password))

    @Slot()
    def _look_health(self) -> None:
        self._run(HEALTH, doctoring.examining(self._session.office))

    @Slot()
    def _look_trail(self) -> None:
        self._run(TRAIL, safekeeping.checking_trail(self._session.office))

    def _run(self, name: str, work: Looking) -> None:
        busy = say(f"ui.safety.{name}_busy")
        if not self._jobs.run_aside(busy, work, _same):
            self._messages.tell(say("ui.window.other_busy"))
            return
        self._waiting = name
        self._show_busy(busy)
        stop = self.stop_backup if name == BACKUP else self.stop_check
        stop.show()
        stop.setFocus()
        for other in (self.now, self.to, self.health, self.trail):
            other.setEnabled(False)

    @Slot(object)
    def _told(self, how_far: tuple[str, int, int]) -> None:
        if self._waiting:
            stage, done, of = how_far
            what = say(f"ui.safety.stage.{stage}")
            self._show_busy(say("ui.safety.percent", what=what, n=100 * done // of) if of else what)

    def _show_busy(self, text: str) -> None:
        if self._waiting == BACKUP:
            self._tell(text, "secondary")
        else:
            self.checked_at.setText(text)
            retone(self.checked_at, "plain")
            self.checked_at.show()

    def _tell(self, text: str, look: str) -> None:
        self.made.setText(text)
        retone(self.made, look, "look")
        self.made.show()

    def _rest(self) -> str:
        name, self._waiting = self._waiting, ""
        if name:
            for other in (self.now, self.to, self.health, self.trail):
                other.setEnabled(True)
            if self.stop_backup.hasFocus() or self.stop_check.hasFocus():
                {BACKUP: self.now, HEALTH: self.health, TRAIL: self.trail}[name].setFocus()
            self.stop_backup.hide()
            self.stop_check.hide()
        return name

    @Slot(object)
    def _finished(self, result: Any) -> None:
        name = self._rest()
        if name == BACKUP:
            lost = result["lost"]
            told = [say("desk.safekeeping.backup_lost", n=len(lost)), *lost] if lost else []
            if result["doubts"]:
                told += [say("desk.safekeeping.backup_doubts", n=len(result["doubts"])), *result["doubts"]]
            done = say("desk.safekeeping.backup_done", **result)
            self._tell("\n".join([done, *told]), "must" if told else "good")
            self._session.backed_up.emit()
            self.refresh()
        elif name:
            self._show_checked(result)
        if name:
            self._messages.tell(say(f"ui.safety.{name}_done"))

    def _show_checked(self, found: tuple[Checked, ...]) -> None:
        wrong = sum(not item.ok for item in found)
        self.checked.show_items(found)
        self.checks.show()
        self.unchecked.setVisible(bool(wrong))
        self.unchecked.setText(say("ui.safety.wrong", n=wrong))
        retone(self.unchecked, "must" if wrong else "secondary", "look")
        time = f"{self._session.office.now:%H:%M}"
        word = "found_wrong" if wrong else "all_well"
        self.checked_at.setText(say(f"ui.safety.{word}", n=wrong, time=time))
        retone(self.checked_at, "must" if wrong else "good")
        self.checked_at.show()

    @Slot(object)
    def _failed(self, error: JzdeskError) -> None:
        name = self._rest()
        stopped = isinstance(error, StoppedError)
        if name == BACKUP:
            self._tell("\n".join((error.sentence, *error.findings)), "secondary" if stopped else "must")
            self._messages.tell(say("ui.safety.backup_failed"))
        elif name and stopped:
            self._forget_check()
            self._messages.tell(say(f"ui.safety.{name}_stopped"))
        elif name:
            self._show_checked((Checked(say(f"ui.safety.{name}"), False, error.sentence),))

    def _forget_check(self) -> None:
        """Show nothing of a check that was given up, nor of one before it."""
        self.checks.hide()
        self.checked_at.hide()
        self.unchecked.setText(say("ui.safety.unchecked"))
        retone(self.unchecked, "secondary", "look")
        self.unchecked.show()


def _same(result: Any) -> Any:
    return result
