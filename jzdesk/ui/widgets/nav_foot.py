"""The foot of the navigation: whose office it is, help, the colours that are worn, and folding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from jzdesk.ui.appearance import CHOICES, SIZE_CHOICES, Appearance
from jzdesk.ui.widgets.icon_button import IconButton
from jzdesk.ui.widgets.parts import column, label
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.ui.theme import Theme


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
        self.menu = self._menu()
        self.sizes = self._sizes()
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        for part in (self.names, self.help, self.look, self.fold):
            lines.addWidget(part)
        appearance.changed.connect(self._show)
        self._show()

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setObjectName("lookMenu")
        menu.setAccessibleName(say("ui.look.name"))
        group = QActionGroup(menu)
        for name in CHOICES:
            action = menu.addAction(say(f"ui.look.{name or 'system'}"))
            action.setObjectName(f"look_{name or 'system'}")
            action.setCheckable(True)
            action.setData(name)
            group.addAction(action)
        group.triggered.connect(self._chosen)
        menu.addSeparator()
        return menu

    def _sizes(self) -> QMenu:
        menu = self.menu.addMenu(say("ui.look.text"))
        menu.setObjectName("sizeMenu")
        menu.setAccessibleName(say("ui.look.text"))
        group = QActionGroup(menu)
        for name in SIZE_CHOICES:
            action = menu.addAction(say("ui.look.percent", n=name) if name else say("ui.look.system"))
            action.setObjectName(f"size_{name or 'system'}")
            action.setCheckable(True)
            action.setData(name)
            action.setToolTip(say("ui.look.text_tip"))
            group.addAction(action)
        menu.setToolTipsVisible(True)
        group.triggered.connect(self._sized)
        return menu

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
        """Open the choice of colours above the button."""
        for menu, chosen in ((self.menu, self._appearance.choice), (self.sizes, self._appearance.size)):
            for action in menu.actions():
                action.setChecked(action.data() == chosen)
        corner = self.look.mapToGlobal(QPoint(0, -self.menu.sizeHint().height()))
        self.menu.popup(corner)

    @Slot(QAction)
    def _chosen(self, action: QAction) -> None:
        self._appearance.choose(str(action.data()))
        self._show()

    @Slot(QAction)
    def _sized(self, action: QAction) -> None:
        self._appearance.choose_size(str(action.data()))
