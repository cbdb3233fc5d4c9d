"""The foot of the first page: colours and the size of letters, for those who could not read on without."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QWidget

from jzdesk.ui.appearance import Appearance
from jzdesk.ui.theme import Theme
from jzdesk.ui.widgets.icon_button import IconButton
from jzdesk.ui.widgets.look_menu import LookMenu
from jzdesk.ui.widgets.parts import label, row
from jzdesk.words import say


class StartLook(QFrame):
    """Offers the looks, and tells the keys by which letters become larger."""

    def __init__(self, theme: Theme, appearance: Appearance, page: QWidget) -> None:
        super().__init__(page)
        self.setObjectName("startLook")
        self.setProperty("look", "foot")
        self._appearance = appearance
        self.look = IconButton(theme, "lookButton", "look", self.choose)
        self.menu = LookMenu(self, appearance)
        keys = label(say("ui.look.keys"), "small", name="startLookKeys")
        self.setLayout(row(self.look, keys, None, margins=(8, 2, 16, 2)))
        below = page.layout()
        if below is not None:
            below.addWidget(self)
        appearance.changed.connect(self._show)
        self._show()

    @Slot()
    def _show(self) -> None:
        chosen = say(f"ui.look.{self._appearance.choice or 'system'}")
        self.look.show_as(say("ui.look.now", choice=chosen), say("ui.look.tip"))

    @Slot()
    def choose(self) -> None:
        """Open the choice above the button."""
        self.menu.open_above(self.look)
