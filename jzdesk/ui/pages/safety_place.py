"""Where the data lie, how large they are, and who has them open; and what one is advised to do."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog

from jzdesk.desk import safekeeping
from jzdesk.desk.safekeeping import Safety
from jzdesk.errors import JzdeskError
from jzdesk.ui.messages import Messages
from jzdesk.ui.pages.trouble_card import TroubleCard
from jzdesk.ui.session import Session
from jzdesk.ui.widgets.parts import Card, button, label, retone, row, rule
from jzdesk.ui.widgets.when import size
from jzdesk.words import say


class PlaceCard(Card):
    """The store's place, to be read, copied and opened."""

    def __init__(self, session: Session, messages: Messages) -> None:
        super().__init__(say("ui.safety.store"), name="storeCard")
        self._session, self._messages = session, messages
        self.path = label("", "", wrap=True, name="storePath")
        self.path.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.path.setAccessibleName(say("ui.safety.store"))
        self.path.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.copy_path = button(say("ui.safety.copy_path"), "copyPath", self._copy_path, look="link")
        self.open_folder = button(say("ui.safety.open_folder"), "openFolder", self._open_folder, look="link")
        self.holder = label("", "secondary", wrap=True, name="holder")
        self.amount = label("", "secondary", name="storeSize")
        self.second = label("", "secondary", wrap=True, name="secondFolder")
        self.set_second = button(say("ui.safety.second_set"), "setSecond", self._set_second, look="link")
        self.no_second = button(say("ui.safety.second_none"), "noSecond", self._no_second, look="link")
        self.elsewhere = button(say("ui.safety.elsewhere"), "otherStore", self._other_store, look="link")
        for part in (self.path, self.amount, self.holder):
            self.body.addWidget(part)
        self.body.addLayout(row(self.copy_path, self.open_folder, None))
        self.body.addLayout(row(self.elsewhere, None))
        self.body.addWidget(rule())
        self.body.addWidget(self.second)
        self.body.addLayout(row(self.set_second, self.no_second, None))

    def show_place(self, found: Safety) -> None:
        """Show where the store lies."""
        self.path.setText(str(found.store))
        self.amount.setText(say("ui.safety.amount", size=size(found.size)))
        held = found.holder
        self.holder.setText(
            say("ui.safety.held", who=held[0], since=held[1]) if held else say("ui.safety.not_held")
        )

        told = say("ui.safety.second", folder=found.second) if found.second else say("ui.safety.no_second")
        self.second.setText(told)
        retone(self.second, "secondary" if found.second else "explain", "look")
        self.no_second.setVisible(found.second is not None)

    @Slot()
    def _set_second(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, say("ui.safety.second_choose"), str(Path.home()))
        if chosen:
            self._keep_second(Path(chosen))

    @Slot()
    def _no_second(self) -> None:
        self._keep_second(None)

    def _keep_second(self, folder: Path | None) -> None:
        office = self._session.office
        try:
            self._messages.tell(safekeeping.set_second_folder(office, folder))
        except JzdeskError as error:
            self._messages.refuse(error)
            return
        self.show_place(safekeeping.safety(office))

    @Slot()
    def _other_store(self) -> None:
        self._session.start_requested.emit()

    @Slot()
    def _copy_path(self) -> None:
        QGuiApplication.clipboard().setText(self.path.text())
        self._messages.tell(say("ui.safety.copied"))

    @Slot()
    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(self.path.text()).parent)))


def advice_cards(session: Session) -> tuple[Card, Card]:
    """Return what one is advised to do about copies, and where the program itself has something wrong."""
    card = Card(say("ui.safety.advice"), name="adviceCard")
    for word in ("advice_often", "advice_stick", "advice_live"):
        card.body.addWidget(label(say(f"ui.safety.{word}"), "secondary", wrap=True))
    return card, TroubleCard(session)
