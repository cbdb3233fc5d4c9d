"""The foot of the navigation: whose office it is, help, the colours that are worn, and folding."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from jzdesk.ui.widgets import look_menu
from jzdesk.ui.widgets.icon_button import IconButton
from jzdesk.ui.widgets.parts import column, label
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.ui.appearance import Appearance
    from jzdesk.ui.theme import Theme
    from jzdesk.ui.widgets.look_menu import LookMenu


class NavFoot(QWidget):
    """Signals: `fold_requested` the navigation is to be folded, or unfolded; `help_requested`."""

    fold_requested = Signal()
    help_requested = Signal()

    def __init__(self, theme: Theme, office: str, who: str, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._folded = False
        self.names = QWidget()
        self.names.setLayout(
            column(
                label(office, "small", wrap=True), label(say("ui.nav.who", name=who), "small", wrap=True),
                spacing=2, margins=(12, 8, 8, 4),
            )
        )  # fmt: skip
        self.help = IconButton(theme, "helpButton", "help", self.help_requested.emit)
        self.look = IconButton(theme, "lookButton", "look", self.choose)
        self.fold = IconButton(theme, "foldNav", "fold", self.fold_requested.emit)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        for part in (self.names, self.help, self.look, self.fold):
            lines.addWidget(part)
        appearance.changed.connect(self._show)
        self._show()

    @cached_property
    def menu(self) -> LookMenu:
        """What can be chosen of the looks."""
        return look_menu.LookMenu(self, self._appearance)

    def show_folded(self, *, folded: bool) -> None:
        """Show drawings only, or words beside them."""
        self._folded = folded
        self._show()

    @Slot()
    def _show(self) -> None:
        self.help.show_as(say("ui.help.open"), say("ui.help.open_tip"), bare=self._folded)
        chosen = say(f"ui.look.{self._appearance.choice or 'system'}")
        self.look.show_as(say("ui.look.now", choice=chosen), say("ui.look.tip"), bare=self._folded)
        word = say("ui.nav.unfold" if self._folded else "ui.nav.fold")
        glyph = "unfold" if self._folded else "fold"
        self.fold.show_as(word, say("ui.nav.key", what=word, key="Ctrl+B"), bare=self._folded, glyph=glyph)
        self.names.setVisible(not self._folded)

    @Slot()
    def choose(self) -> None:
        """Open the choice of colours and sizes above the button."""
        self.menu.open_above(self.look)
